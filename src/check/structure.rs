//! What an editor should mend in the text itself.

use crate::article::{Article, Block, Section};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::Text;

/// Words of a paragraph above which readers lose their place.
const LONG: usize = 250;

/// Notes warnings on the text itself.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    article.sections.iter().for_each(|section| check_section(section, notes));
}

fn check_section(section: &Section, notes: &mut Notes) {
    check_body(&section.body, section.sections.is_empty(), notes);
    section.sections.iter().for_each(|section| check_section(section, notes));
}

/// `last` says that nothing follows the body under its heading.
fn check_body(body: &[Block], last: bool, notes: &mut Notes) {
    for (index, block) in body.iter().enumerate() {
        match block {
            Block::Paragraph(text) => {
                check_length(text, notes);
                if last && index + 1 == body.len() {
                    check_lead_in(text, notes);
                }
            }
            Block::Callout(callout) => check_body(&callout.body, true, notes),
            _ => {}
        }
    }
}

fn check_length(text: &Text, notes: &mut Notes) {
    let words = text.plain().split_whitespace().count();
    if words > LONG {
        let message = format!("this paragraph has {words} words");
        let hint = "break it up with a blank line, or make a list of it";
        push(Diagnostic::new(Code::LongParagraph, message).hint(hint), text, notes);
    }
}

fn check_lead_in(text: &Text, notes: &mut Notes) {
    if text.plain().trim_end().ends_with(':') {
        let hint = "write what it leads to, such as a list, or end it with a full stop";
        push(
            Diagnostic::new(Code::EmptyLeadIn, "this line ends in a colon, and nothing follows it").hint(hint),
            text,
            notes,
        );
    }
}

fn push(diagnostic: Diagnostic, text: &Text, notes: &mut Notes) {
    notes.push(match text.start() {
        Some(start) => diagnostic.at(start),
        None => diagnostic,
    });
}
