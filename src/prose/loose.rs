//! Marks that were left over as text: a star, underscore or bracket without a partner.

use std::ops::Range;

use super::emphasis::{self, Side};
use super::markup::Setter;
use crate::diagnostics::{Code, Diagnostic};

/// So many are told of one text. An author sees far fewer at once, and half a million would take half a gigabyte.
const MOST_TOLD: usize = 10_000;

impl Setter<'_> {
    /// Notes marks that look as if more was meant by them than the sign.
    pub(super) fn check_loose(&mut self) {
        let mut loose = std::mem::take(&mut self.loose);
        self.marks.iter().for_each(|mark| loose[mark.range.clone()].fill(0));
        let mut product = None;
        let mut pairs = Vec::new();
        let before = self.notes.count();
        let mut at = 0;
        while let Some(step) = loose[at..].iter().position(|byte| matches!(byte, b'*' | b'_' | b']')) {
            at += step;
            let byte = loose[at];
            if self.notes.count() - before + pairs.len() >= MOST_TOLD {
                self.loose_pairs(pairs);
                let message =
                    format!("this text has {MOST_TOLD} signs without a partner; those from here on are not looked at");
                let hint = "mend those before it, then run the command again";
                return self.note(Diagnostic::new(Code::UnclosedStrong, message).hint(hint), at..at + 1);
            }
            let length = loose[at..].iter().take_while(|&&b| b == byte).count();
            let range = at..at + length;
            match byte {
                b'*' if length == 1 && self.is_product(&range) => match product.replace(range.clone()) {
                    None => {}
                    // CommonMark would take two of them for a pair of marks.
                    Some(first) => {
                        self.loose_star(first);
                        self.loose_star(range);
                    }
                },
                b'*' if self.is_pair_of_stars(&range) => pairs.push(range),
                b'*' => self.lone_star(range),
                b'_' if length == 2 => self.loose_underscores(range),
                b']' if loose.get(at + length) == Some(&b'(') => {
                    let message = "this looks like a link that is never closed";
                    let hint = format!(
                        "write `[text](https://example.org)`, without spaces in the address; for brackets that are text, \
                         write `{}[`",
                        self.backslash()
                    );
                    self.note(Diagnostic::new(Code::BadLink, message).hint(hint), at..at + length + 1);
                }
                _ => {}
            }
            at += length;
        }
        self.loose_pairs(pairs);
    }

    /// Pairs of stars without a partner, in order. One that a letter keeps from being a mark keeps its partner from being
    /// one, too: only the first of the two mistakes is told.
    fn loose_pairs(&mut self, pairs: Vec<Range<usize>>) {
        let mut pairs = pairs.into_iter().peekable();
        while let Some(pair) = pairs.next() {
            let crowded = |range: &Range<usize>| {
                let (before, after) = self.around(range);
                emphasis::crowded(before, after).filter(|_| range.start > 0)
            };
            let told = match pairs.peek().map(|next| (crowded(&pair), crowded(next))) {
                Some((None, Some(Side::After))) => pairs.next(),
                Some((Some(Side::Before), None)) => {
                    pairs.next();
                    None
                }
                _ => None,
            };
            self.unclosed("**", told.unwrap_or(pair));
        }
    }

    fn around(&self, range: &Range<usize>) -> (Option<char>, Option<char>) {
        let before = self.folded.text.get(..range.start).and_then(|text| text.chars().next_back());
        let after = self.folded.text.get(range.end..).and_then(|text| text.chars().next());
        (before, after)
    }

    /// `5*3`: plainly a sign of its own.
    fn is_product(&self, range: &Range<usize>) -> bool {
        let (before, after) = self.around(range);
        before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric)
    }

    fn is_pair_of_stars(&self, range: &Range<usize>) -> bool {
        let (before, after) = self.around(range);
        range.len() > 1 || before == Some('*') || after == Some('*')
    }

    fn lone_star(&mut self, range: Range<usize>) {
        let (before, after) = self.around(&range);
        let glued = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        if glued(before) || glued(after) {
            self.loose_star(range);
        }
    }

    fn loose_star(&mut self, range: Range<usize>) {
        let (before, after) = self.around(&range);
        let star = self.slashed("*");
        let hint = if emphasis::is_inside(before, after) {
            format!(
                "write `{star}` for a star, or × for a product; inside a word `**strong**` can be a mark, `*` cannot"
            )
        } else {
            format!("close `*emphasis*` with a second star, or write `{star}` for a star")
        };
        self.note(Diagnostic::new(Code::StrayStar, "this star is printed as typed").hint(hint), range);
    }

    fn loose_underscores(&mut self, range: Range<usize>) {
        let (before, after) = self.around(&range);
        if !before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric) {
            self.unclosed("__", range);
        }
    }

    fn unclosed(&mut self, mark: &str, range: Range<usize>) {
        let (before, after) = self.around(&range);
        let slashed = self.slashed(mark);
        let (message, hint) = match emphasis::crowded(before, after) {
            Some(Side::After) if range.start > 0 => (
                format!("`{mark}` cannot close strong text here: a letter follows it without a space"),
                format!("put a space behind `{mark}`, or move it in front of the punctuation; `{slashed}` prints it"),
            ),
            Some(Side::Before) => (
                format!("`{mark}` cannot open strong text here: a letter stands before it without a space"),
                format!("put a space before `{mark}`, or move it behind the punctuation; `{slashed}` prints it"),
            ),
            _ if before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_whitespace) => (
                format!("`{mark}` with a space behind it opens no strong text"),
                format!("delete the space between it and the first word it marks; `{slashed}` prints it"),
            ),
            _ if emphasis::is_inside(before, after) => (
                format!("`{mark}` inside a word or a number has no partner in the same word"),
                format!("write `{slashed}` to print it, or put a space beside it if it marks strong text"),
            ),
            _ => (
                format!("`{mark}` has no partner: strong text is `{mark}between two of them{mark}`"),
                format!("close it with `{mark}` right behind the last letter, or write `{slashed}` to print it"),
            ),
        };
        self.note(Diagnostic::new(Code::UnclosedStrong, message).hint(hint), range);
    }

    /// A mark as it is typed to be printed: YAML takes one backslash away between double quotes.
    pub(super) fn slashed(&self, mark: &str) -> String {
        let slash = self.backslash();
        mark.chars().map(|c| format!("{slash}{c}")).collect()
    }
}
