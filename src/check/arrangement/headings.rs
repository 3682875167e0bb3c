//! Headings: two alike, and one that asks no question among others that do.

use std::collections::HashMap;

use super::{at_start, bare};
use crate::article::{Article, Section};
use crate::diagnostics::{Code, Diagnostic};
use crate::prose::Text;

/// Headings that ask a question, from which on another one beside them is expected to ask one too.
const ENOUGH: usize = 3;
/// What ends a question, in any script; of Greek and Armenian too.
const QUESTION: [char; 8] = ['?', '？', '؟', '՞', '፧', '\u{37E}', '⁇', '꘏'];
/// Headings that name a place to look something up or to write, and ask nothing in any article.
const PLACES: [&str; 22] = [
    "references",
    "resources",
    "sources",
    "more information",
    "for more information",
    "further reading",
    "words to know",
    "glossary",
    "notes",
    "my notes",
    "my plan",
    "questions",
    "summary",
    "key points",
    "about this handout",
    "contact us",
    "contacts",
    "to learn more",
    "learn more",
    "your notes",
    "questions to ask",
    "phone numbers",
];

/// Notes what does not fit among the other headings.
pub(super) fn check(article: &Article) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    questions(&article.sections, &mut found);
    alike(&article.sections, &mut HashMap::new(), &mut found);
    found
}

/// One heading that asks nothing, where all others of its level and place do.
fn questions(siblings: &[Section], found: &mut Vec<Diagnostic>) {
    siblings.iter().for_each(|section| questions(&section.sections, found));
    let asks = |section: &&Section| is_question(&section.heading.plain());
    let asking = siblings.iter().filter(asks).count();
    let silent: Vec<&Section> = siblings.iter().filter(|section| !asks(section)).collect();
    let &[only] = silent.as_slice() else { return };
    if asking < ENOUGH || PLACES.contains(&bare(&only.heading.plain()).as_str()) {
        return;
    }
    let message = format!("this heading asks no question, and the {asking} others beside it do");
    let hint = "ask what a reader would ask: “How do I care for it at home?”; or word the others alike";
    found.push(at_start(Diagnostic::new(Code::HeadingStyle, message).hint(hint), &only.heading));
}

fn is_question(heading: &str) -> bool {
    // "What helps? (continued)".
    let aside = heading.rfind(['(', '（']).filter(|_| heading.trim_end().ends_with([')', '）']));
    let heading = aside.map_or(heading, |at| heading[..at].trim_end());
    let end = heading.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ')' | '”' | '"' | '»' | '!' | '’'));
    end.ends_with(QUESTION) || heading.contains(['՞', '¿']) || heading.ends_with(['か', '吗', '嗎', '呢', ';'])
}

/// Two headings of one section, or one inside the other, that say the same. "What to do" may stand under each of "Morning" and
/// "Evening". `above` has the headings of the sections that these stand in.
fn alike<'a>(siblings: &'a [Section], above: &mut HashMap<String, &'a Text>, found: &mut Vec<Diagnostic>) {
    let mut beside: HashMap<String, &Text> = HashMap::new();
    for section in siblings {
        let heading = bare(&section.heading.plain());
        if let Some(first) = beside.get(&heading).or_else(|| above.get(&heading)).filter(|_| !heading.is_empty()) {
            let place = match first.start() {
                Some(start) => format!(" stands in line {} already", start.line_number()),
                None => " stands here twice".to_owned(),
            };
            let message = format!("the heading “{}”{place}", section.heading.plain());
            let hint = "say what is other here, or join the two sections: readers find their place by headings";
            found.push(at_start(Diagnostic::new(Code::SameHeading, message).hint(hint), &section.heading));
        }
        beside.entry(heading.clone()).or_insert(&section.heading);
        let is_new = !above.contains_key(&heading);
        above.entry(heading.clone()).or_insert(&section.heading);
        alike(&section.sections, above, found);
        if is_new {
            above.remove(&heading);
        }
    }
}
