//! Signs without a letter: the shaper stands them on a dotted circle that nobody typed.

use super::Shaped;
use super::fonts::Fonts;
use super::word::PlacedWord;

const CIRCLE: char = '\u{25CC}';

impl Shaped {
    /// Bytes of the text, ascending, at which a dotted circle is drawn that is not typed there.
    pub fn circles(&self, fonts: &Fonts) -> Vec<usize> {
        // Signs that stand on letters begin at U+0300.
        if self.text.is_ascii() || !self.text.bytes().any(|byte| byte >= 0xCC) {
            return Vec::new();
        }
        let mut circles = Vec::new();
        for run in &self.runs {
            let Some(circle) = fonts.face(run.face).glyph(CIRCLE) else { continue };
            for PlacedWord { start, word, .. } in &run.words {
                let drawn = word.glyphs.iter().filter(|glyph| glyph.id == circle);
                let places = drawn.map(|glyph| start + glyph.cluster as usize);
                circles.extend(places.filter(|&at| self.text.get(at..).is_some_and(|rest| !rest.starts_with(CIRCLE))));
            }
        }
        circles.sort_unstable();
        circles.dedup();
        circles
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Paragraph, Shaper, Span, Style};

    #[test]
    fn a_sign_needs_a_letter() {
        let fonts = Fonts::new();
        let mut shaper = Shaper::new(&fonts);
        for (language, text, circles) in [
            ("hi", "िदन में", 1),
            ("hi", "दिन में दवा", 0),
            ("hi", "\u{25CC}ि", 0),
            ("my", "ေဆး", 1),
            ("my", "ဆေး သောက်ပါ", 0),
            ("bn", "িক", 1),
            ("ta", "ொக", 1),
            ("km", "ថ្នាំ", 0),
            ("si", "ෙක", 1),
            ("pa", "ਿਕ", 1),
            ("th", "ยา", 0),
            ("en", "a ◌ b", 0),
        ] {
            let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
            let paragraph = Paragraph { text, spans: &spans, language, ..Paragraph::default() };
            assert_eq!(shaper.shape(&paragraph).circles(&fonts).len(), circles, "{text}");
        }
    }
}
