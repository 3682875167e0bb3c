//! Findings that a clinic lets pass because they were there when it began to check: accepted, not excused. They may only
//! become fewer.

use std::collections::{BTreeMap, HashMap};

use crate::article::{Article, Passage};
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::site::Lint;

/// Hexadecimal digits of a fingerprint: few enough to read, enough for the texts of one article.
const DIGITS: usize = 16;

/// Findings of one kind on one text of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Which finding.
    pub code: Code,
    /// A hash of the text concerned, wherever it stands.
    pub fingerprint: String,
    /// How many such findings may pass, at least 1.
    pub count: usize,
    /// How the text begins, for people; empty where only the fingerprint is known.
    pub text: String,
}

/// What becomes of findings that are there already.
pub enum Accepting<'a> {
    /// These pass, and no others.
    Known(&'a [Acceptance]),
    /// All pass, and are listed here.
    All(&'a mut Vec<Acceptance>),
}

/// The findings that are not accepted, and a warning for those that are accepted and not there any more.
pub(super) fn without_accepted(article: &Article, found: Notes, lint: &Lint, accepting: Accepting) -> Notes {
    match accepting {
        Accepting::Known([]) => found,
        Accepting::Known(accepted) => without_known(article, &found, accepted),
        Accepting::All(list) => {
            *list = all(article, &found, lint);
            Notes::default()
        }
    }
}

fn without_known(article: &Article, found: &Notes, accepted: &[Acceptance]) -> Notes {
    let texts = Texts::new(article);
    let mut left: BTreeMap<(Code, String), usize> = BTreeMap::new();
    for known in accepted {
        left.insert((known.code, known.fingerprint.clone()), known.count);
    }
    let mut told = Notes::default();
    for finding in found.iter() {
        match left.get_mut(&(finding.code, fingerprint(&texts.concerned(finding)))) {
            Some(count) if *count > 0 => *count -= 1,
            _ => told.push(finding.clone()),
        }
    }
    let mut gone: BTreeMap<Code, usize> = BTreeMap::new();
    for ((code, _), count) in left.into_iter().filter(|(_, count)| *count > 0) {
        *gone.entry(code).or_default() += count;
    }
    told.extend(gone.into_iter().map(|(code, count)| stale(article, code, count)));
    told
}

/// That accepted findings are not there any more.
fn stale(article: &Article, code: Code, count: usize) -> Diagnostic {
    let message = match count {
        1 => format!("a `{code}` that was accepted here is mended"),
        _ => format!("{count} `{code}` that were accepted here are mended"),
    };
    let hint = "`handout check --accept-present` takes what is mended off the list, so that it cannot come back";
    let note = Diagnostic::new(Code::StaleAcceptance, message).hint(hint);
    match article.title.start() {
        Some(start) => note.at(start.source.span(0..0)),
        None => note,
    }
}

/// All findings that a clinic is told of, as they may pass from now on.
fn all(article: &Article, found: &Notes, lint: &Lint) -> Vec<Acceptance> {
    let texts = Texts::new(article);
    let mut counted: BTreeMap<(Code, String), (usize, String)> = BTreeMap::new();
    for finding in found.iter().filter(|finding| !lint.is_off(finding.code)) {
        let text = texts.concerned(finding);
        counted.entry((finding.code, fingerprint(&text))).or_insert_with(|| (0, text)).0 += 1;
    }
    let counted = counted.into_iter();
    counted.map(|((code, fingerprint), (count, text))| Acceptance { code, fingerprint, count, text }).collect()
}

/// What findings of one article are about.
struct Texts<'a> {
    passages: Vec<Passage<'a>>,
    /// Passages by the place where they begin.
    starts: HashMap<(String, usize), usize>,
}

impl<'a> Texts<'a> {
    fn new(article: &'a Article) -> Texts<'a> {
        let passages = article.passages();
        let start = |(index, text): (usize, Option<Span>)| text.map(|span| (place(&span), index));
        let starts = passages.iter().map(|passage| passage.text.start()).enumerate().filter_map(start).collect();
        Texts { passages, starts }
    }

    /// The text that a finding is about, its white space folded: what its place holds; of a finding on a whole passage,
    /// which is placed at its first letter, the passage; else the line.
    fn concerned(&self, finding: &Diagnostic) -> String {
        let Some(span) = &finding.span else { return finding.message.clone() };
        let text = match (span.text().chars().nth(1), self.starts.get(&place(span))) {
            (Some(_), _) => span.text().to_owned(),
            (None, Some(&index)) => self.passages[index].text.plain(),
            (None, None) => span.source.line(span.range.start).to_owned(),
        };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn place(span: &Span) -> (String, usize) {
    (span.source.name.clone(), span.range.start)
}

fn fingerprint(text: &str) -> String {
    let mut hex = blake3::hash(text.as_bytes()).to_hex().to_string();
    hex.truncate(DIGITS);
    hex
}
