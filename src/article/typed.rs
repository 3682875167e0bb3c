//! What an author typed to be printed, as a hash: two files that say the same have the same, however they are laid out.

use std::cell::RefCell;
use std::io::{BufWriter, Write};

use crate::yaml::{Entry, Node, Value, is_folded_plainly};

/// The keys of an article whose values readers see.
const PRINTED: [&str; 7] = ["contacts", "kind", "references", "sections", "summary", "title", "url"];

/// A hash in the making. Dates, comments, keys for the desk and the layout of the file are no part of it, nor are words of
/// the tool's own, so that it is the same in all versions of the tool.
///
/// Parts are gathered before they are hashed: one block of many parts takes a fraction of the time of each by itself.
pub(super) struct Typed(RefCell<BufWriter<blake3::Hasher>>);

impl Default for Typed {
    fn default() -> Self {
        Typed(RefCell::new(BufWriter::new(blake3::Hasher::new())))
    }
}

impl Typed {
    /// Adds what an article says, snippets aside.
    pub(super) fn add_article(&self, entries: &[Entry]) {
        for key in PRINTED {
            if let Some(entry) = entries.iter().find(|entry| entry.key == key) {
                self.part(key);
                self.node(&entry.value);
            }
        }
    }

    /// Adds a snippet, in the order of including.
    pub(super) fn add_snippet(&self, root: &Node) {
        self.part("snippet");
        self.node(root);
    }

    /// The hash of all that was added.
    pub(super) fn digest(&self) -> [u8; 32] {
        let mut hash = self.0.borrow_mut();
        hash.flush().expect("a hash takes whatever is written to it");
        *hash.get_ref().finalize().as_bytes()
    }

    fn part(&self, text: &str) {
        self.write(&(text.len() as u64).to_le_bytes());
        self.write(text.as_bytes());
    }

    fn sign(&self, sign: u8) {
        self.write(&[sign]);
    }

    fn write(&self, bytes: &[u8]) {
        self.0.borrow_mut().write_all(bytes).expect("a hash takes whatever is written to it");
    }

    fn node(&self, node: &Node) {
        match &node.value {
            Value::Missing => self.sign(b'-'),
            Value::Broken => self.sign(b'?'),
            Value::Scalar(scalar) => {
                self.sign(b's');
                match is_folded_plainly(&scalar.text) {
                    true => self.part(&scalar.text),
                    false => self.part(&folded(&scalar.text)),
                }
            }
            Value::Seq(items) => {
                self.sign(b'[');
                items.iter().for_each(|item| self.node(item));
                self.sign(b']');
            }
            Value::Map(entries) => self.map(entries),
        }
    }

    fn map(&self, entries: &[Entry]) {
        let is_for_desk = |entry: &&Entry| entry.key == "excuse" || entry.key.starts_with("x-");
        let mut printed: Vec<&Entry> = entries.iter().filter(|entry| !is_for_desk(entry)).collect();
        // A paragraph has a map around it only for its excuse.
        if let ([only], true) = (printed.as_slice(), printed.len() < entries.len())
            && only.key == "text"
        {
            return self.node(&only.value);
        }
        printed.sort_by(|a, b| a.key.cmp(&b.key));
        self.sign(b'{');
        for entry in printed {
            self.part(&entry.key);
            self.node(&entry.value);
        }
        self.sign(b'}');
    }
}

/// A text with its white space folded; a blank line starts a paragraph.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut is_blank = false;
    for line in text.lines() {
        let words = line.split_whitespace();
        let before = folded.len();
        for word in words {
            if !folded.is_empty() {
                folded.push(if is_blank { '\n' } else { ' ' });
            }
            is_blank = false;
            folded.push_str(word);
        }
        is_blank |= folded.len() == before;
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Notes, Source};
    use crate::yaml;

    fn digest(text: &str) -> [u8; 32] {
        let source = Source::new("a.yaml", text.as_bytes().to_vec()).expect("UTF-8");
        let root = yaml::parse(&source, &mut Notes::default()).expect("sound YAML");
        let Value::Map(entries) = &root.value else { panic!("a map") };
        let typed = Typed::default();
        typed.add_article(entries);
        typed.digest()
    }

    const TEXT: &str = "title: A\nupdated: 2026-01-01\nsections:\n  - heading: B\n    body:\n      - One two.\n      - bullets: [a, b]\n";

    #[test]
    fn what_is_not_printed_does_not_count() {
        for other in [
            TEXT.replace("2026-01-01", "2026-02-02"),
            TEXT.replace("title", "# A note.\nx-owner: C\nkeywords: [d]\ntitle"),
            TEXT.replace("One two.", "\"One  two.\""),
            TEXT.replace("- One two.", "- |\n          One\n          two.\n"),
            TEXT.replace("[a, b]", "\n          - a\n          - 'b'"),
            TEXT.replace("- One two.", "- text: One two.\n        excuse: [{code: glued-unit, reason: e}]"),
            format!("{TEXT}        excuse: [{{code: glued-unit, reason: e}}]\n"),
        ] {
            assert_eq!(digest(&other), digest(TEXT), "{other}");
        }
    }

    #[test]
    fn what_is_printed_counts() {
        for other in [
            TEXT.replace("two", "too"),
            TEXT.replace("bullets", "steps"),
            TEXT.replace("[a, b]", "[b, a]"),
            TEXT.replace("[a, b]", "[ab]"),
            TEXT.replace("- One two.", "- |\n          One\n\n          two.\n"),
            TEXT.replace("title: A", "title: A\nkind: E"),
        ] {
            assert_ne!(digest(&other), digest(TEXT), "{other}");
        }
    }
}
