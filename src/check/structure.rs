//! What an editor should mend in the text itself.

use crate::article::{Article, Block, Callout, CalloutKind, CellPart, Item, List, Mark, Reference, Section};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::{self, Text};

/// Words of a paragraph above which readers lose their place.
const LONG: usize = 150;
/// The same in letters, for scripts without spaces between words; signs above and below a letter are not counted.
const LONG_UNSPACED: usize = 240;

/// Notes warnings on the text itself.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    let sections = flat(&article.sections);
    for (index, section) in sections.iter().enumerate() {
        let next = sections.get(index + 1).and_then(|section| section.body.first());
        check_body(&section.body, next_of(next), notes);
    }
    check_references(&article.references, notes);
}

/// All sections in the order of reading.
fn flat(sections: &[Section]) -> Vec<&Section> {
    let mut all = Vec::new();
    for section in sections {
        all.push(section);
        all.extend(flat(&section.sections));
    }
    all
}

/// What stands behind the last block of a body.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    /// A list, table, picture or form, or the telephone numbers of a call box: a lead-in leads to it.
    Led,
    Other,
}

fn next_of(block: Option<&Block>) -> Next {
    match block {
        Some(Block::List(_) | Block::Table(_) | Block::Image(_) | Block::Figure(_) | Block::Form(_)) => Next::Led,
        _ => Next::Other,
    }
}

fn callout_end(callout: &Callout) -> Next {
    if callout.kind == CalloutKind::Call { Next::Led } else { Next::Other }
}

/// `next` is what follows the body, perhaps under the next heading.
fn check_body(body: &[Block], next: Next, notes: &mut Notes) {
    for (index, block) in body.iter().enumerate() {
        match block {
            Block::Paragraph(text) => {
                check_length(text, "paragraph", notes);
                if index + 1 == body.len() && next == Next::Other {
                    check_lead_in(text, notes);
                }
            }
            Block::List(list) => check_list(list, notes),
            Block::Callout(callout) => check_body(&callout.body, callout_end(callout), notes),
            Block::Table(table) => {
                let parts = table.rows.iter().flatten().flat_map(|cell| &cell.parts);
                parts.for_each(|part| match part {
                    CellPart::Paragraph(text) => check_length(text, "cell", notes),
                    CellPart::List(list) => check_list(list, notes),
                });
            }
            Block::Form(form) => {
                let parts = form.parts();
                parts.lists.iter().for_each(|list| check_list(list, notes));
                parts.texts.iter().for_each(|text| check_length(text, "text", notes));
            }
            Block::Figure(figure) => check_body(&figure.body, Next::Led, notes),
            Block::Image(_) => {}
        }
    }
}

fn check_list(list: &List, notes: &mut Notes) {
    for item in &list.items {
        item.text.iter().for_each(|text| check_length(text, "item", notes));
        check_mark(list.mark, item, notes);
        check_body(&item.blocks, Next::Other, notes);
    }
}

/// `1. Wash` under `steps:` is printed as "1. 1. Wash".
fn check_mark(mark: Mark, item: &Item, notes: &mut Notes) {
    let Some(text) = item.text.first() else { return };
    let plain = text.as_plain();
    if let Some(length) = prose::leading_mark(&plain).filter(|length| *length < plain.len()) {
        let own = plain[..length].trim();
        let with = match mark {
            Mark::Step => "a number",
            Mark::Bullet => "a bullet",
            Mark::Do => "a tick",
            Mark::Dont => "a cross",
            Mark::Check => "a box to tick",
        };
        let message = format!("this item begins with a mark of its own, `{own}`, and is printed with {with} before it");
        let note = Diagnostic::new(Code::MarkInItem, message);
        push(note.hint(format!("delete the mark:\n- {}", &plain[length..])), text, notes);
    }
}

/// `1. Lee K.` among the references is printed as "1. 1. Lee K.". Another number than its own may begin a title.
fn check_references(references: &[Reference], notes: &mut Notes) {
    for (index, reference) in references.iter().enumerate() {
        let plain = reference.text.as_plain();
        let Some(length) = prose::leading_mark(&plain).or_else(|| number_in_brackets(&plain)) else { continue };
        let own = plain[..length].trim();
        let digits: Option<String> = own
            .chars()
            .filter(|c| c.is_numeric())
            .map(|c| prose::digit(c).and_then(|n| char::from_digit(n, 10)))
            .collect();
        let is_own = digits.is_some_and(|digits| digits.is_empty() || digits == (index + 1).to_string());
        if !is_own || length == plain.len() {
            continue;
        }
        let message =
            format!("this reference begins with a mark of its own, `{own}`, and is printed with its number before it");
        push(
            Diagnostic::new(Code::MarkInItem, message).hint(format!("delete `{own}`: the tool counts")),
            &reference.text,
            notes,
        );
    }
}

/// The length of the `[1] ` that a text begins with.
fn number_in_brackets(text: &str) -> Option<usize> {
    let (number, rest) = text.strip_prefix('[')?.split_once(']')?;
    let is_number = !number.is_empty() && number.chars().all(char::is_numeric);
    is_number.then(|| text.len() - rest.trim_start().len())
}

fn check_length(text: &Text, what: &str, notes: &mut Notes) {
    // A text of so few bytes is short: a word has one and a space behind it, and a letter of an unspaced script has three.
    if text.inlines.iter().map(|inline| inline.text.len()).sum::<usize>() <= (2 * LONG).min(3 * LONG_UNSPACED) {
        return;
    }
    let plain = text.as_plain();
    let count = |of: fn(u8) -> bool| plain.bytes().filter(|byte| of(*byte)).count();
    // There are no more spaces than bytes that may begin one, and no more letters of unspaced scripts than these.
    let gaps = count(|byte| byte <= b' ' || matches!(byte, 0xC2 | 0xE1..=0xE3));
    if gaps < LONG && count(|byte| byte >= 0xE0) <= LONG_UNSPACED {
        return;
    }
    let words = plain.split_whitespace().count();
    let length = if words > LONG {
        format!("{words} words")
    } else {
        // No such letter has a code of less than three bytes.
        let unspaced = |c: &char| c.len_utf8() > 2 && prose::is_unspaced_letter(*c);
        match plain.chars().filter(unspaced).count() {
            ..=LONG_UNSPACED => return,
            letters => format!("{letters} letters"),
        }
    };
    let hint = match what {
        "paragraph" => "break it up with a blank line, or make a list of it",
        _ => "make several of it, or move what is not needed here to a paragraph",
    };
    push(Diagnostic::new(Code::LongParagraph, format!("this {what} has {length}")).hint(hint), text, notes);
}

fn check_lead_in(text: &Text, notes: &mut Notes) {
    if prose::is_lead_in(&text.as_plain()) {
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
