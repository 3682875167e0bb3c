//! Whether an article is written in the letters of its language. A whole article in other ones has the wrong language: a
//! screen reader would spell it.

use crate::article::{Article, Block, Item, Section};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::Text;

/// Fewer letters than these tell nothing of an article.
const ENOUGH: usize = 12;
/// Languages that people write in Latin letters as well.
const TWO_SCRIPTS: [&str; 12] = ["az", "bs", "ckb", "kk", "ku", "ky", "mn", "sr", "tg", "tk", "tt", "uz"];

/// Languages that are written in Latin letters and no others. Of a rare one nobody can be sure.
const LATIN: [&str; 31] = [
    "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fil", "fr", "ga", "hr", "ht", "hu", "id", "it", "lt",
    "lv", "nl", "no", "pl", "pt", "ro", "sk", "sl", "so", "sv", "tr", "vi",
];

/// First and last letter of a script, and the language that it is most often of.
const SCRIPTS: [(char, char, &str); 22] = [
    ('\u{370}', '\u{3FF}', "el"),
    ('\u{400}', '\u{52F}', "ru"),
    ('\u{530}', '\u{58F}', "hy"),
    ('\u{590}', '\u{5FF}', "he"),
    ('\u{600}', '\u{77F}', "ar"),
    ('\u{900}', '\u{97F}', "hi"),
    ('\u{980}', '\u{9FF}', "bn"),
    ('\u{A00}', '\u{A7F}', "pa"),
    ('\u{A80}', '\u{AFF}', "gu"),
    ('\u{B80}', '\u{BFF}', "ta"),
    ('\u{C00}', '\u{C7F}', "te"),
    ('\u{C80}', '\u{CFF}', "kn"),
    ('\u{D00}', '\u{D7F}', "ml"),
    ('\u{E00}', '\u{E7F}', "th"),
    ('\u{E80}', '\u{EFF}', "lo"),
    ('\u{1000}', '\u{109F}', "my"),
    ('\u{10A0}', '\u{10FF}', "ka"),
    ('\u{1200}', '\u{139F}', "am"),
    ('\u{1780}', '\u{17FF}', "km"),
    ('\u{3040}', '\u{30FF}', "ja"),
    ('\u{3400}', '\u{9FFF}', "zh"),
    ('\u{AC00}', '\u{D7AF}', "ko"),
];

/// Notes an article of a language in Latin letters that has nearly none of them, and one of another that has nearly only
/// them.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    let mut letters = Letters::default();
    letters.add(&article.title);
    article.summary.iter().for_each(|point| letters.add(point));
    article.sections.iter().for_each(|section| letters.add_section(section));
    let language = &article.language;
    let is_latin = LATIN.contains(&language.primary()) && language.script() == "Latn";
    let other: usize = letters.others.iter().sum();
    let all = letters.latin + other + letters.rare;
    let strange = match language.script() {
        "Latn" if !is_latin => return,
        "Latn" => other,
        _ => letters.latin,
    };
    if all < ENOUGH || strange * 10 < all * 9 || TWO_SCRIPTS.contains(&language.primary()) {
        return;
    }
    let hint = match letters.most_likely().filter(|_| is_latin) {
        Some(tag) => {
            format!("name its language: `{tag}` as in `{}.{tag}.yaml`, or another tag", last_part(&article.id))
        }
        None => {
            format!("translate it, or name its language: `{}-Latn` if it is written so on purpose", language.primary())
        }
    };
    let letters = if is_latin { "other letters than Latin ones" } else { "Latin letters" };
    let message = format!("this article is in `{language}`, and nearly all of it is written in {letters}");
    let mut note = Diagnostic::new(Code::OtherScript, message).hint(hint);
    note.span = article.title.start();
    notes.push(note);
}

/// How many letters are Latin, and how many of each other script.
#[derive(Default)]
struct Letters {
    latin: usize,
    others: [usize; SCRIPTS.len()],
    rare: usize,
}

impl Letters {
    fn add(&mut self, text: &Text) {
        let typed = text.inlines.iter().flat_map(|inline| inline.text.chars());
        for letter in typed.filter(|c| c.is_alphabetic()) {
            if letter.is_ascii() {
                self.latin += 1;
                continue;
            }
            match SCRIPTS.iter().position(|(first, last, _)| (*first..=*last).contains(&letter)) {
                Some(script) => self.others[script] += 1,
                None if is_latin(letter) => self.latin += 1,
                None => self.rare += 1,
            }
        }
    }

    fn add_section(&mut self, section: &Section) {
        self.add(&section.heading);
        self.add_blocks(&section.body);
        section.sections.iter().for_each(|section| self.add_section(section));
    }

    fn add_item(&mut self, item: &Item) {
        item.text.iter().for_each(|text| self.add(text));
        self.add_blocks(&item.blocks);
    }

    /// Tables and pictures have few words, and numbers and names in them.
    fn add_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.add(text),
                Block::List(list) => list.items.iter().for_each(|item| self.add_item(item)),
                Block::Callout(callout) => self.add_blocks(&callout.body),
                Block::Figure(figure) => self.add_blocks(&figure.body),
                Block::Form(form) => {
                    let parts = form.parts();
                    parts.lists.iter().flat_map(|list| &list.items).for_each(|item| self.add_item(item));
                    parts.texts.iter().for_each(|text| self.add(text));
                }
                Block::Table(_) | Block::Image(_) => {}
            }
        }
    }

    /// The language that the script with the most letters is most often of. Japanese has more Han than kana.
    fn most_likely(&self) -> Option<&'static str> {
        let count = |tag: &str| SCRIPTS.iter().zip(self.others).find(|((.., of), _)| *of == tag).map_or(0, |(_, n)| n);
        if count("ja") > 0 && count("ja") + count("zh") > self.others.iter().sum::<usize>() / 2 {
            return Some("ja");
        }
        let most = SCRIPTS.iter().zip(self.others).max_by_key(|(_, letters)| *letters);
        most.filter(|(_, letters)| *letters > 0).map(|((.., tag), _)| *tag)
    }
}

/// Whether a letter is Latin, full-width ones among them.
fn is_latin(letter: char) -> bool {
    matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{AA}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FF21}'..='\u{FF5A}')
}

fn last_part(id: &str) -> &str {
    id.rsplit_once('/').map_or(id, |(_, last)| last)
}
