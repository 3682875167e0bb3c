//! `signed:`, by which people answer for what a handout says, and how a signature is written into an article without
//! changing another byte.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::date;
use crate::diagnostics::{Code, Diagnostic, Notes, Source, Span};
use crate::prose;
use crate::yaml::{self, Entry, Fields, Node, Value, list, scalar};

/// That somebody answers for what a handout says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who; never blank.
    pub name: String,
    /// As what: "oncology pharmacist"; never blank.
    pub role: String,
    /// When.
    pub date: Date,
    /// The code of what was signed, as [`crate::document::code_to_sign`] gives it: `K7MP-3XQR`.
    pub code: String,
    /// Where the name stands; `None` in an article that no file holds.
    pub place: Option<Span>,
}

/// Reads `signed`.
pub(super) fn signatures(node: &Node, notes: &mut Notes) -> Vec<Signature> {
    let items = list(node, "a list of signatures, each with `name`, `role`, `date` and `code`", notes);
    items.iter().filter_map(|node| signature(node, notes)).collect()
}

fn signature(node: &Node, notes: &mut Notes) -> Option<Signature> {
    let mut fields = Fields::of(node, "a signature", notes)?;
    let name_node = fields.require("name", "Your name").and_then(|node| scalar(node, "the name", notes));
    let role = fields.require("role", "oncology nurse").and_then(|node| scalar(node, "the role", notes));
    let date = fields.require("date", "2026-05-10").and_then(|node| date::date(node, "`date`", notes));
    let code = fields.require("code", "K7MP-3XQR").and_then(|node| scalar(node, "the code", notes));
    fields.finish("a signature", notes);
    let name = name_node.map(|name| prose::plain(name, notes));
    let role = role.map(|role| prose::plain(role, notes));
    let code = code?.text.trim().to_ascii_uppercase();
    Some(Signature { name: name?, role: role?, date: date?, code, place: name_node.map(|name| name.span.clone()) })
}

/// The text of an article with a signature in it. That of the same name and role is replaced; every other byte stays.
/// `None` where the file is written in a way in which that cannot be done, which is noted.
pub fn signed_text(source: &Arc<Source>, by: &Signature, notes: &mut Notes) -> Option<String> {
    let root = yaml::parse(source, notes)?;
    let mut fields = Fields::of(&root, "an article", notes)?;
    let signed = fields.entry("signed");
    let updated = fields.entry("updated");
    let file = File { text: &source.text };
    let edits = match signed.map(|entry| (entry, &entry.value.value)) {
        Some((_, Value::Seq(items))) => match items.iter().find(|item| is_of(item, by)) {
            Some(item) => file.exchanged(item, by),
            None => file.behind(items.last(), by),
        },
        Some((entry, Value::Missing)) => file.below(entry, &format!("{}  - {}", file.indentation(entry)?, line(by))),
        None if !root.span.text().starts_with('{') => updated.and_then(|entry| {
            let indentation = file.indentation(entry)?;
            let end = file.line_end();
            file.below(entry, &format!("{indentation}signed:{end}{indentation}  - {}", line(by)))
        }),
        _ => None,
    };
    if edits.is_none() {
        let message = "this file is written in a way in which handout cannot put in a signature";
        let hint = format!("type it by hand:\nsigned:\n  - {}", line(by));
        let place = signed.map_or_else(|| fields.start(), |entry| entry.place.clone());
        notes.push(Diagnostic::new(Code::WrongType, message).at(place).hint(hint));
    }
    let mut edits = edits?;
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = source.text.clone();
    for (range, new) in edits {
        text.replace_range(range, &new);
    }
    Some(text)
}

/// A signature as it is written into a file.
fn line(by: &Signature) -> String {
    let [name, role] = [&by.name, &by.role].map(|text| yaml::quoted_if_needed(text, true));
    format!("{{name: {name}, role: {role}, date: {}, code: {}}}", by.date, by.code)
}

/// Whether a signature is of the same name and role.
fn is_of(item: &Node, by: &Signature) -> bool {
    let says = |key: &str, text: &str| {
        let typed = value_of(item, key).and_then(|node| match &node.value {
            Value::Scalar(scalar) => Some(prose::plain(scalar, &mut Notes::default())),
            _ => None,
        });
        typed.is_some_and(|typed| typed == text)
    };
    says("name", &by.name) && says("role", &by.role)
}

fn value_of<'n>(item: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &item.value else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// What is to be put in the place of which bytes.
type Edits = Vec<(Range<usize>, String)>;

/// The text of a file that is edited by bytes.
struct File<'t> {
    text: &'t str,
}

impl File<'_> {
    /// How its lines end.
    fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// What stands before a key on its line; `None` unless it is blank.
    fn indentation(&self, entry: &Entry) -> Option<&str> {
        let before = &self.text[self.line_start(entry.place.range.start)..entry.place.range.start];
        before.chars().all(|c| c == ' ').then_some(before)
    }

    /// A new line below the one on which the text up to `end` ends. A comment behind it stays behind it.
    fn new_line(&self, end: usize, line: &str) -> (Range<usize>, String) {
        let end = self.text[..end].trim_end().len();
        let end = end + self.text[end..].find('\n').unwrap_or(self.text.len() - end);
        let end = if self.text[..end].ends_with('\r') { end - 1 } else { end };
        (end..end, format!("{}{line}", self.line_end()))
    }

    fn below(&self, entry: &Entry, line: &str) -> Option<Edits> {
        Some(vec![self.new_line(entry.value.span.range.end.max(entry.place.range.end), line)])
    }

    /// Another date and code in a signature.
    fn exchanged(&self, item: &Node, by: &Signature) -> Option<Edits> {
        let (date, code) = (value_of(item, "date")?, value_of(item, "code")?);
        Some(vec![(date.span.range.clone(), by.date.to_string()), (code.span.range.clone(), by.code.clone())])
    }

    /// A signature behind the last one, written in the same way.
    fn behind(&self, last: Option<&Node>, by: &Signature) -> Option<Edits> {
        let range = &last?.span.range;
        let before = &self.text[self.line_start(range.start)..range.start];
        let dash = before.trim_end_matches(' ');
        match dash.strip_suffix('-') {
            Some(indentation) if indentation.chars().all(|c| c == ' ') => {
                Some(vec![self.new_line(range.end, &format!("{indentation}- {}", line(by)))])
            }
            _ if self.text[range.clone()].starts_with('{') => {
                Some(vec![(range.end..range.end, format!(", {}", line(by)))])
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "title: Rest\ncreated: 2026-01-01\nupdated: 2026-01-02 # stamped\n";
    const REST: &str = "sections:\n  - heading: Why?\n    body: Text.\n";
    const LINE: &str = "{name: Ana Ruiz, role: pharmacist, date: 2026-05-10, code: K7MP-3XQR}";

    fn ana() -> Signature {
        Signature {
            name: "Ana Ruiz".to_owned(),
            role: "pharmacist".to_owned(),
            date: jiff::civil::date(2026, 5, 10),
            code: "K7MP-3XQR".to_owned(),
            place: None,
        }
    }

    fn signed(text: &str) -> Option<String> {
        let source = Source::new("a.yaml", text.as_bytes().to_vec()).expect("UTF-8");
        signed_text(&source, &ana(), &mut Notes::default())
    }

    /// The text with `new` where `@` stands.
    fn check(text: &str, new: &str) {
        let expected = text.replace('@', new);
        assert_eq!(signed(&text.replace('@', "")).as_deref(), Some(expected.as_str()), "{text}");
        // Windows ends its lines in another way.
        let [text, expected] = [text.replace('@', ""), expected].map(|text| text.replace('\n', "\r\n"));
        assert_eq!(signed(&text).as_deref(), Some(expected.as_str()), "{text}");
    }

    #[test]
    fn a_first_signature_is_put_below_the_dates() {
        let head = HEAD.trim_end();
        check(&format!("{head}@\n{REST}"), &format!("\nsigned:\n  - {LINE}"));
        check(&format!("# Notes\n{REST}{head}@"), &format!("\nsigned:\n  - {LINE}"));
        check(&format!("{HEAD}signed: # nobody yet@\n{REST}"), &format!("\n  - {LINE}"));
    }

    #[test]
    fn another_signature_is_written_as_the_last_one_is() {
        let block =
            "signed:\n  # First:\n  - name: Bo\n    role: nurse\n    date: 2026-01-02\n    code: 2222-2222 # old@\n";
        check(&format!("{HEAD}{block}{REST}"), &format!("\n  - {LINE}"));
        let flat = "signed:\n- {name: Bo, role: nurse, date: 2026-01-02, code: 2222-2222}@\n\n";
        check(&format!("{HEAD}{flat}{REST}"), &format!("\n- {LINE}"));
        let flow = "signed: [{name: Bo, role: nurse, date: 2026-01-02, code: 2222-2222}@, ] # all\n";
        check(&format!("{HEAD}{flow}{REST}"), &format!(", {LINE}"));
    }

    #[test]
    fn a_signature_of_the_same_name_and_role_is_replaced() {
        let old = "signed:\n  - {code: '2222-2222', name: \"Ana Ruiz\", role: pharmacist, date: 2025-01-02} # again\n";
        let new = "signed:\n  - {code: K7MP-3XQR, name: \"Ana Ruiz\", role: pharmacist, date: 2026-05-10} # again\n";
        assert_eq!(signed(&format!("{HEAD}{old}{REST}")), Some(format!("{HEAD}{new}{REST}")));
        // In another role it is another signature.
        let other = old.replace("pharmacist", "editor");
        check(&format!("{HEAD}{}@\n{REST}", other.trim_end()), &format!("\n  - {LINE}"));
    }

    #[test]
    fn names_that_yaml_would_read_otherwise_stand_between_quotes() {
        let by = Signature { name: "Ruiz, Ana: #1 {x}".to_owned(), role: "\"chief\" & \\ co".to_owned(), ..ana() };
        let head = HEAD.replace(" # stamped", "");
        let source = Source::new("a.yaml", format!("{head}{REST}").into_bytes()).expect("UTF-8");
        let text = signed_text(&source, &by, &mut Notes::default()).expect("it can be signed");
        let source = Source::new("a.yaml", text.into_bytes()).expect("UTF-8");
        let mut notes = Notes::default();
        let root = yaml::parse(&source, &mut notes).expect("sound YAML");
        let read = signatures(value_of(&root, "signed").expect("signatures"), &mut notes);
        assert!(notes.is_empty(), "{notes:?}");
        assert_eq!((&read[0].name, &read[0].role), (&by.name, &by.role));
    }

    #[test]
    fn what_cannot_be_edited_is_left_alone() {
        assert_eq!(signed("{title: a, created: 2026-01-01, updated: 2026-01-02}"), None);
        assert_eq!(signed(&format!("{HEAD}signed: Ana\n{REST}")), None);
    }
}
