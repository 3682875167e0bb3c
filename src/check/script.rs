//! Whether an article is written in the letters of its language. A whole article in other ones has the wrong language: a
//! screen reader would spell it.

use crate::article::{Article, Block, Item, Section};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::{Letters, Text};

/// Fewer letters than these tell nothing of an article.
const ENOUGH: usize = 12;
/// Languages that people write in Latin letters as well.
const TWO_SCRIPTS: [&str; 12] = ["az", "bs", "ckb", "kk", "ku", "ky", "mn", "sr", "tg", "tk", "tt", "uz"];

/// Languages that are written in Latin letters and no others. Of a rare one nobody can be sure.
const LATIN: [&str; 31] = [
    "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fil", "fr", "ga", "hr", "ht", "hu", "id", "it", "lt",
    "lv", "nl", "no", "pl", "pt", "ro", "sk", "sl", "so", "sv", "tr", "vi",
];

/// Notes an article of a language in Latin letters that has nearly none of them, and one of another that has nearly only
/// them.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    let mut letters = ArticleLetters::default();
    letters.add(&article.title);
    article.summary.iter().for_each(|point| letters.add(point));
    article.sections.iter().for_each(|section| letters.add_section(section));
    let ArticleLetters(letters) = letters;
    let language = &article.language;
    let is_latin = LATIN.contains(&language.primary()) && language.script() == "Latn";
    let (other, all) = (letters.other(), letters.all());
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

/// The letters of an article.
#[derive(Default)]
struct ArticleLetters(Letters);

impl ArticleLetters {
    fn add(&mut self, text: &Text) {
        text.inlines.iter().for_each(|inline| self.0.add(&inline.text));
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
}

fn last_part(id: &str) -> &str {
    id.rsplit_once('/').map_or(id, |(_, last)| last)
}
