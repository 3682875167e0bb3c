//! What `handout explain` says of a code, as its page `codes/NAME.md` has it.

use super::Code;

const REASON: &str = "\n## Why it matters\n";
const EXAMPLE: &str = "\n## Example\n";
const CURE: &str = "\n## Cure\n";
const FENCE: &str = "```";

/// What a diagnostic means to an author: the parts of `codes/NAME.md`, each in Markdown, as paragraphs and listings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it means.
    pub meaning: &'static str,
    /// Why it matters to a patient or an editor.
    pub reason: &'static str,
    /// What leads to it.
    pub example: &'static str,
    /// How to mend it, where possible the example mended.
    pub cure: &'static str,
}

/// A piece of a part of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text of one or more lines.
    Paragraph(&'a str),
    /// Lines of a file, to be shown as they are.
    Listing(Listing<'a>),
}

/// Lines between two fences. The line of the first fence names the language and the place: `yaml handout.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing<'a> {
    /// `yaml`, or `text` for anything else.
    pub language: &'a str,
    /// A file below the content folder; `article` for some keys of an article; `body` for some blocks of a section; empty
    /// for what stands in no file that an author writes.
    pub place: &'a str,
    /// The lines.
    pub text: &'a str,
}

impl Explanation {
    /// The parts of a text that has them all, in order; else `None`.
    pub(super) fn parse(text: &'static str) -> Option<Explanation> {
        let (meaning, rest) = text.split_once(REASON)?;
        let (reason, rest) = rest.split_once(EXAMPLE)?;
        let (example, cure) = rest.split_once(CURE)?;
        Some(Explanation { meaning: meaning.trim(), reason: reason.trim(), example: example.trim(), cure: cure.trim() })
    }

    /// The explanation of a code.
    pub fn of(code: Code) -> Explanation {
        Explanation::parse(code.explanation_text()).expect("a test parses the explanation of every code")
    }
}

impl Listing<'_> {
    /// Where the lines stand, in words for people; `None` where that goes without saying.
    pub fn caption(&self) -> Option<String> {
        match self.place {
            "" => None,
            "article" => Some("In an article:".to_owned()),
            "body" => Some("In the `body:` of a section:".to_owned()),
            file => Some(format!("In `{file}`:")),
        }
    }
}

/// The pieces of a part of an explanation, in order.
pub fn pieces(part: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = part.trim_start();
    while !rest.is_empty() {
        let (piece, behind) = match listing(rest) {
            Some((listing, behind)) => (Piece::Listing(listing), behind),
            None => {
                let (paragraph, behind) = rest.split_once("\n\n").unwrap_or((rest, ""));
                (Piece::Paragraph(paragraph.trim_end()), behind)
            }
        };
        pieces.push(piece);
        rest = behind.trim_start();
    }
    pieces
}

/// The listing that a text begins with, and what follows it.
fn listing(text: &str) -> Option<(Listing<'_>, &str)> {
    let (head, rest) = text.strip_prefix(FENCE)?.split_once('\n')?;
    let (text, behind) = rest.split_once("\n```")?;
    let (language, place) = head.split_once(' ').unwrap_or((head, ""));
    Some((Listing { language, place, text }, behind))
}

/// A part of an explanation as Markdown for any reader: each listing has its place above it.
pub fn markdown(part: &str) -> String {
    let mut text = String::new();
    for piece in pieces(part) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        match piece {
            Piece::Paragraph(paragraph) => text.push_str(paragraph),
            Piece::Listing(listing) => {
                if let Some(caption) = listing.caption() {
                    text.push_str(&format!("{caption}\n\n"));
                }
                text.push_str(&format!("{FENCE}{}\n{}\n{FENCE}", listing.language, listing.text));
            }
        }
    }
    text
}
