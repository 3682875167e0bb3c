//! `.handout-accepted.yaml`, the list of accepted findings: one a line, sorted, so that people can review it and programs
//! can merge it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::sync::Arc;

use super::Acceptance;
use crate::diagnostics::{Code, Diagnostic, Notes, Source, Span};
use crate::site::LINTS;
use crate::yaml::{self, Fields, Node, list, scalar};

/// Its name in the content root.
pub const ACCEPTED_FILE: &str = ".handout-accepted.yaml";
/// So many kinds of findings can be read again.
pub const MOST_ACCEPTED: usize = 20_000;
/// Characters of a text that are shown.
const SHOWN: usize = 40;

const HEAD: &str = "\
# Findings of `handout check` that were there when this list was written. They are not told; every new one is. Do not add
# lines: mend the texts, then `handout check --accept-present` takes off what is mended.
";

/// The accepted findings of all articles.
#[derive(Clone, Debug, Default)]
pub struct AcceptedFindings {
    /// By the article's path below the content root.
    articles: BTreeMap<String, Listed>,
}

/// The accepted findings of one article.
#[derive(Clone, Debug, Default)]
struct Listed {
    findings: Vec<Acceptance>,
    /// The first line that names the article.
    place: Option<Span>,
}

/// Where the finding of an article, a rule and a fingerprint stands among those of its article.
type Places = HashMap<(String, Code, String), usize>;

impl AcceptedFindings {
    /// Reads the list. What is wrong with it is noted.
    pub fn read(source: &Arc<Source>, notes: &mut Notes) -> AcceptedFindings {
        let mut accepted = AcceptedFindings::default();
        let Some(root) = yaml::parse(source, notes) else { return accepted };
        let mut places = Places::new();
        for node in list(&root, "a list of accepted findings", notes) {
            if let Some((article, finding)) = read_line(node, notes) {
                accepted.add(article, finding, &node.span, &mut places);
            }
        }
        accepted
    }

    /// Two lines for the same text, as a merge leaves them, are one.
    fn add(&mut self, article: String, finding: Acceptance, place: &Span, places: &mut Places) {
        let listed = self.articles.entry(article.clone()).or_default();
        listed.place.get_or_insert_with(|| place.clone());
        let key = (article, finding.code, finding.fingerprint.clone());
        let index = *places.entry(key).or_insert(listed.findings.len());
        match listed.findings.get_mut(index) {
            Some(known) => known.count = known.count.max(finding.count),
            None => listed.findings.push(finding),
        }
    }

    /// The accepted findings of an article.
    pub fn of(&self, article: &str) -> &[Acceptance] {
        self.articles.get(article).map_or(&[], |listed| &listed.findings)
    }

    /// Sets the accepted findings of an article; none takes it off the list.
    pub fn set(&mut self, article: &str, findings: Vec<Acceptance>) {
        match findings.is_empty() {
            true => drop(self.articles.remove(article)),
            false => drop(self.articles.insert(article.to_owned(), Listed { findings, place: None })),
        }
    }

    /// Takes articles off the list.
    pub fn retain(&mut self, is_there: impl Fn(&str) -> bool) {
        self.articles.retain(|article, _| is_there(article));
    }

    /// A warning for each article on the list that is not there any more.
    pub fn gone(&self, is_there: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut gone = Vec::new();
        for (article, listed) in self.articles.iter().filter(|(article, _)| !is_there(article)) {
            let message = format!("findings of `{article}` are accepted, and there is no such article any more");
            let hint = "`handout check --accept-present` takes it off the list";
            let note = Diagnostic::new(Code::StaleAcceptance, message).hint(hint);
            gone.push(match &listed.place {
                Some(place) => note.at(place.clone()),
                None => note,
            });
        }
        gone
    }

    /// How many findings are accepted, each as often as it is there.
    pub fn count(&self) -> usize {
        self.articles.values().flat_map(|listed| &listed.findings).map(|finding| finding.count).sum()
    }

    /// How many lines the list has.
    pub fn lines(&self) -> usize {
        self.articles.values().map(|listed| listed.findings.len()).sum()
    }

    /// The content of the file; `None` when nothing is accepted.
    pub fn text(&self) -> Option<String> {
        if self.articles.is_empty() {
            return None;
        }
        let mut text = HEAD.to_owned();
        for (article, listed) in &self.articles {
            let article = yaml::quoted_if_needed(article, true);
            let mut findings: Vec<&Acceptance> = listed.findings.iter().collect();
            findings.sort_by_key(|finding| (finding.code, &finding.fingerprint));
            for Acceptance { code, fingerprint, count, text: shown } in findings {
                let line = format!("article: {article}, rule: {code}, fingerprint: {fingerprint}, count: {count}");
                writeln!(text, "- {{{line}}}{}", comment(shown)).expect("a text takes all that is written to it");
            }
        }
        Some(text)
    }
}

/// How a text begins, as a comment. Nothing in it can end the line.
fn comment(text: &str) -> String {
    let is_plain = |c: &char| !c.is_control() && !yaml::is_unseen(*c);
    let shown: String = text.chars().filter(is_plain).take(SHOWN).collect();
    let more = if text.chars().nth(SHOWN).is_some() { "…" } else { "" };
    if shown.is_empty() { shown } else { format!(" # {shown}{more}") }
}

fn read_line(node: &Node, notes: &mut Notes) -> Option<(String, Acceptance)> {
    let mut fields = Fields::of(node, "an accepted finding", notes)?;
    let mut text = |key, example: &'static str, notes: &mut Notes| {
        fields.require(key, example).and_then(|node| scalar(node, &format!("`{key}`"), notes))
    };
    let article = text("article", "side-effects/fatigue.yaml", notes);
    let rule = text("rule", "long-paragraph", notes);
    let fingerprint = text("fingerprint", "0123456789abcdef", notes);
    let count = text("count", "1", notes);
    fields.finish("an accepted finding", notes);
    let (rule, count) = (rule?, count?);
    let code: Option<Code> = rule.text.parse().ok().filter(|code| LINTS.contains(code));
    if code.is_none() {
        let message = format!("`{}` is no finding that can be accepted", rule.text);
        let hint = "remove the line; what can be accepted is what `lint` in handout.yaml can set";
        notes.push(Diagnostic::new(Code::UnknownValue, message).at(rule.span.clone()).hint(hint));
    }
    let number = count.text.parse().ok().filter(|count| *count > 0);
    if number.is_none() {
        let message = format!("expected a whole number from 1, found `{}`", count.text);
        let hint = "write how often the finding may pass, or remove the line";
        notes.push(Diagnostic::new(Code::BadNumber, message).at(count.span.clone()).hint(hint));
    }
    // The comment behind it says what it is about, and stays.
    let line = node.span.source.line_range(node.span.range.start);
    let behind = node.span.source.text.get(node.span.range.end..line.end).unwrap_or_default();
    let shown = behind.trim_start().strip_prefix("# ").unwrap_or_default().to_owned();
    let acceptance = Acceptance { code: code?, fingerprint: fingerprint?.text.clone(), count: number?, text: shown };
    Some((article?.text.clone(), acceptance))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (AcceptedFindings, Notes) {
        let mut notes = Notes::default();
        let source = Source::new(ACCEPTED_FILE, text.as_bytes().to_vec()).expect("UTF-8");
        let accepted = AcceptedFindings::read(&source, &mut notes);
        (accepted, notes)
    }

    fn finding(code: Code, fingerprint: &str, count: usize, text: &str) -> Acceptance {
        Acceptance { code, fingerprint: fingerprint.to_owned(), count, text: text.to_owned() }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut accepted = AcceptedFindings::default();
        let two = vec![
            finding(Code::UnsafeAbbreviation, "b2", 2, "} # QD\r\n- {"),
            finding(Code::GluedUnit, "a1", 1, "10mg"),
        ];
        accepted.set("b, c/#é [1].yaml", two);
        accepted.set("a.yaml", vec![finding(Code::LongParagraph, "00", 1, &"long ".repeat(100))]);
        let text = accepted.text().expect("a list");
        assert_eq!(text.lines().count(), 2 + 3, "{text}");
        let (again, notes) = read(&text);
        assert!(notes.is_empty(), "{notes:?}\n{text}");
        assert_eq!((again.count(), again.lines()), (4, 3));
        assert_eq!(again.of("b, c/#é [1].yaml")[0].code, Code::GluedUnit, "sorted");
        assert_eq!(again.of("b, c/#é [1].yaml")[1].count, 2);
        assert_eq!(again.text().expect("a list"), text);
    }

    #[test]
    fn a_list_as_long_as_can_be_is_read_again() {
        let mut accepted = AcceptedFindings::default();
        let article = "side-effects/fatigue.yaml";
        let all = (0..MOST_ACCEPTED).map(|n| finding(Code::UnsafeAbbreviation, &format!("{n:016x}"), 1, ""));
        let all: Vec<Acceptance> = all.collect();
        for (index, part) in all.chunks(10).enumerate() {
            accepted.set(&format!("{index}{article}"), part.to_vec());
        }
        let (again, notes) = read(&accepted.text().expect("a list"));
        assert!(notes.is_empty());
        assert_eq!(again.lines(), MOST_ACCEPTED);
    }

    #[test]
    fn mistakes_in_the_list_are_told() {
        for (line, code) in [
            ("- {article: a.yaml, rule: unclosed-strong, fingerprint: a, count: 1}", Code::UnknownValue),
            ("- {article: a.yaml, rule: glued-unit, fingerprint: a, count: 0}", Code::BadNumber),
            ("- {article: a.yaml, rule: glued-unit, fingerprint: a}", Code::MissingKey),
            ("- {article: a.yaml, rule: glued-unit, fingerprint: a, count: 1, line: 3}", Code::UnknownKey),
        ] {
            let (_, notes) = read(line);
            assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), [code], "{line}");
        }
    }

    #[test]
    fn two_lines_of_one_finding_are_one() {
        let line = "- {article: a.yaml, rule: glued-unit, fingerprint: a, count: 1}\n";
        let (accepted, _) = read(&format!("{line}{}", line.replace("count: 1", "count: 3")));
        assert_eq!((accepted.of("a.yaml").len(), accepted.count()), (1, 3));
    }
}
