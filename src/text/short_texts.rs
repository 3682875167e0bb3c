//! Short texts that were shaped before: bullets, page numbers, labels, numbers to call. Documents say the same ones over and
//! over, and most of what such a text costs is the same however short it is. Like that of words, this cache never changes a
//! result: a text in one look is shaped alike wherever it stands.

use std::collections::HashMap;
use std::rc::Rc;

use rustc_hash::FxBuildHasher;

use super::shaped::Shaped;
use super::{Direction, Paragraph, Span, Style};

/// Bytes of the longest text that is kept: a line or so.
const LONGEST: usize = 64;
/// Texts that are kept before all are dropped.
const KEPT: usize = 500;

/// The texts of one look.
type Texts = HashMap<Box<str>, Rc<Shaped>, FxBuildHasher>;

/// Shaped texts by how they look.
#[derive(Default)]
pub(super) struct ShortTexts {
    looks: Vec<(Look, Texts)>,
    /// How many there are.
    pub count: usize,
}

/// What besides its letters decides how a text of one span is shaped.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Look {
    language: usize,
    direction: Direction,
    style: Style,
    size: f32,
    rise: f32,
}

impl Look {
    /// The look of a short text in one span, in the language of an index; `None` of any other paragraph.
    pub fn of(paragraph: &Paragraph, language: usize) -> Option<Look> {
        // Every field is named: what may be added to a paragraph may change how it is shaped.
        let Paragraph { text, spans: [span], language: _, direction, isolates: [], keeps: [], foreign: [] } =
            *paragraph
        else {
            return None;
        };
        let Span { end: _, style, size, rise } = *span;
        (text.len() <= LONGEST).then_some(Look { language, direction, style, size, rise })
    }
}

impl ShortTexts {
    /// A text in a look, if it was shaped before.
    pub fn get(&self, look: Look, text: &str) -> Option<&Rc<Shaped>> {
        self.looks.iter().find(|(known, _)| *known == look)?.1.get(text)
    }

    /// Keeps a text that was not here.
    pub fn insert(&mut self, look: Look, shaped: Rc<Shaped>) {
        if self.count >= KEPT {
            *self = ShortTexts::default();
        }
        self.count += 1;
        let (key, value) = (shaped.text.as_str().into(), shaped);
        match self.looks.iter_mut().find(|(known, _)| *known == look) {
            Some((_, texts)) => _ = texts.insert(key, value),
            None => self.looks.push((look, Texts::from_iter([(key, value)]))),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::fonts::Fonts;
    use crate::text::{Direction, Paragraph, Shaper, Span, Style, Weight, Wrap};

    #[test]
    fn a_text_that_is_known_is_set_as_one_that_is_new() {
        let fonts = Fonts::new();
        let mut shaper = Shaper::new(&fonts);
        let styles = [Style::default(), Style { weight: Weight::Semibold, ..Style::default() }];
        let mut all = Vec::new();
        for (text, language, direction) in [
            ("• 5 mg", "en", Direction::Ltr),
            ("• 5 mg", "he", Direction::Rtl),
            ("كل 8 ساعات", "ar", Direction::Rtl),
            ("كل 8 ساعات", "ur", Direction::Rtl),
            ("a \u{e000} b", "en", Direction::Ltr),
        ] {
            for (style, size, rise) in styles.iter().flat_map(|style| [(*style, 10.0, 0.0), (*style, 9.0, 2.0)]) {
                all.push((text, language, direction, [Span { end: text.len(), style, size, rise }]));
            }
        }
        let set = |shaper: &mut Shaper| {
            let lines = |(text, language, direction, spans): &(&str, &str, Direction, [Span; 1])| {
                let paragraph = Paragraph { text, spans, language, direction: *direction, ..Paragraph::default() };
                let shaped = shaper.shape(&paragraph);
                (shaped.lines(30.0, Wrap::Ragged), shaped.missing.clone(), shaped.leading_factor())
            };
            all.iter().map(lines).collect::<Vec<_>>()
        };
        let new = set(&mut shaper);
        assert_eq!(new, set(&mut shaper));
        assert!(new.windows(2).all(|pair| pair[0] != pair[1]), "each look is one of its own");
        assert_eq!(new, set(&mut Shaper::new(&fonts)));
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let fonts = Fonts::new();
        let mut shaper = Shaper::new(&fonts);
        for number in 0..3 * super::KEPT {
            let text = number.to_string();
            let spans = [Span { end: text.len(), style: Style::default(), size: number as f32, rise: 0.0 }];
            shaper.shape(&Paragraph { text: &text, spans: &spans, language: "en", ..Paragraph::default() });
            assert!(shaper.kept_texts() <= super::KEPT);
        }
    }
}
