//! What an article says, as short fingerprints: a translation remembers those of its original.

use super::Article;
use crate::prose::Text;

/// Hexadecimal digits of one fingerprint: of a thousand texts that were changed, none has its old one, all but surely.
const DIGITS: usize = 6;

impl Article {
    /// The fingerprints of all texts, a line for each of [`Article::parts`]. A mended comma or another kind of quote changes
    /// none; another word, number or link does.
    pub fn state(&self) -> Vec<String> {
        let line = |texts: Vec<super::Passage>| {
            texts.iter().map(|passage| fingerprint(passage.text)).collect::<Vec<_>>().join(" ")
        };
        self.parts().into_iter().map(line).collect()
    }
}

fn fingerprint(text: &Text) -> String {
    let mut said = words(&text.plain());
    let mut links: Vec<&str> = text.inlines.iter().filter_map(|inline| inline.link.as_deref()).collect();
    links.dedup();
    links.iter().for_each(|link| said.push_str(&format!(" {link}")));
    blake3::hash(said.as_bytes()).to_hex().chars().take(DIGITS).collect()
}

/// The words of a text in small letters, with the marks inside numbers and the signs that mean something.
fn words(text: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let mut is_in_number = || before.is_numeric() && rest.peek().is_some_and(|next| next.is_numeric());
        let is_mark = matches!(c, '.' | ',' | '/' | '-' | '–' | ':') && is_in_number();
        if c.is_alphanumeric() || is_mark || matches!(c, '%' | '°' | '<' | '>' | '≥' | '≤' | '+' | '±') || is_joined(c)
        {
            words.extend(c.to_lowercase());
        } else if !words.ends_with(' ') && !matches!(c, '\'' | '’') {
            words.push(' ');
        }
        before = c;
    }
    words.trim().to_owned()
}

/// Marks that stand on a letter.
fn is_joined(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_nothing_for_a_reader_changes_no_fingerprint() {
        let of = |text: &str| fingerprint(&Text::from(text));
        assert_eq!(of("Don’t stop, rest.  Call “us”."), of("Don't stop; rest. Call us"));
        for other in ["Take 15 mg", "Take 1.5 g", "Take 1,5 mg", "Take > 1.5 mg", "Takes 1.5 mg"] {
            assert_ne!(of(other), of("Take 1.5 mg."), "{other}");
        }
    }
}
