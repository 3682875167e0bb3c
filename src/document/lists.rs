//! Lists of an article, with the marks and numbers of their items.

use super::blocks::{Composer, Within};
use super::{Item, List, Words, prohibition};
use crate::article::{self, Mark};
use crate::locale::{Label, Locale};
use crate::prose::Text;

/// How the steps of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counting {
    /// 1, 2, 3.
    Numbers,
    /// a, b, c.
    Letters,
    /// 2.1, 2.2 in step 2: letters are too few.
    Parts,
}

impl<'a> Composer<'a> {
    /// A list that stands in so many others, which are no lists of steps.
    pub(super) fn list(&self, list: &'a article::List, depth: usize) -> List<'a> {
        self.list_within(list, Within { depth, ..Within::default() })
    }

    /// A list that may stand in an item of another.
    pub(super) fn list_within(&self, list: &'a article::List, within: Within) -> List<'a> {
        let locale = self.setting.locale;
        let counting = counting(list, within, locale);
        let mut items = Vec::with_capacity(list.items.len());
        for (index, item) in list.items.iter().enumerate() {
            let label = match list.mark {
                Mark::Step => step_label(list.first + index, counting, within, locale),
                mark => mark_label(mark, within.depth, locale),
            };
            let inside = match list.mark {
                Mark::Step => Within { steps: within.steps + 1, step: label.trim_end_matches('.'), ..within },
                _ => within,
            };
            let paragraphs = self.item_words(list.mark, &item.text);
            let figure = item.picture.as_ref().map(|image| self.figure(image));
            let mut blocks = Vec::new();
            self.blocks_within(&item.blocks, Within { depth: within.depth + 1, ..inside }, &mut blocks);
            items.push(Item { label, paragraphs, figure, blocks });
        }
        List { mark: list.mark, is_lettered: counting == Counting::Letters, depth: within.depth, items }
    }

    /// The paragraphs of an item; the first of one that warns forbids by itself.
    fn item_words(&self, mark: Mark, text: &'a [Text]) -> Vec<Words<'a>> {
        let mut words: Vec<Words> = text.iter().map(|text| self.words(text)).collect();
        if let (Mark::Dont, Some(first), Some(text)) = (mark, words.first_mut(), text.first()) {
            *first = prohibition::forbidding(text, self.setting.locale);
        }
        words
    }

    /// Key points as a list.
    pub(super) fn points(&self, points: &'a [Text]) -> List<'a> {
        let label = mark_label(Mark::Bullet, 0, self.setting.locale);
        let item =
            |text| Item { label: label.clone(), paragraphs: vec![self.words(text)], figure: None, blocks: vec![] };
        List { mark: Mark::Bullet, is_lettered: false, depth: 0, items: points.iter().map(item).collect() }
    }
}

/// Steps in steps are lettered, and those in lettered ones are numbered again. Where letters are too few, the number of the
/// step around stands before that of each step in it.
fn counting(list: &article::List, within: Within, locale: &Locale) -> Counting {
    let last = list.first + list.items.len() - 1;
    match list.mark == Mark::Step && within.steps % 2 == 1 {
        false => Counting::Numbers,
        true if last <= letters(locale).count() => Counting::Letters,
        true => Counting::Parts,
    }
}

fn letters(locale: &Locale) -> impl Iterator<Item = &str> {
    locale.label(Label::Letters).split_whitespace()
}

/// The label of the step with this number, as it is read.
fn step_label(number: usize, counting: Counting, within: Within, locale: &Locale) -> String {
    match counting {
        Counting::Numbers => format!("{}.", locale.number(number)),
        Counting::Letters => {
            format!("{}.", letters(locale).nth(number - 1).expect("steps beyond the letters are counted otherwise"))
        }
        Counting::Parts => format!("{}.{}.", within.step, locale.number(number)),
    }
}

/// The mark of an item that has no number, as it is read. `depth` is 0 for a list that stands in no other.
fn mark_label(mark: Mark, depth: usize, locale: &Locale) -> String {
    match mark {
        Mark::Bullet | Mark::Step => ["•", "–", "◦"][depth.min(2)].to_owned(),
        Mark::Do => format!("✓ {}", locale.label(Label::Do)),
        // The words of the item itself forbid.
        Mark::Dont => "✗".to_owned(),
        Mark::Check => "☐".to_owned(),
    }
}
