//! Full-width marks side by side: each fills half of its square, and two of them leave a hole in the line. As readers of
//! Chinese and Japanese are used to, one of the two takes half a square then (CLREQ, 3.1.6.3; JLREQ, 3.1.4; CSS Text 4,
//! `text-spacing-trim`).

/// Which half of its square a mark fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// The second: `（`, `「`.
    Opening,
    /// The first: `）`, `。`.
    Closing,
    /// The middle: `・`, `：`.
    Middle,
}

impl Mark {
    fn of(c: char) -> Option<Mark> {
        match c {
            '（' | '［' | '｛' | '「' | '『' | '【' | '〈' | '《' | '〔' | '〖' | '〘' | '〚' | '“' | '‘' => {
                Some(Mark::Opening)
            }
            '）' | '］' | '｝' | '」' | '』' | '】' | '〉' | '》' | '〕' | '〗' | '〙' | '〛' | '”' | '’' => {
                Some(Mark::Closing)
            }
            '、' | '。' | '，' | '．' => Some(Mark::Closing),
            '・' | '：' | '；' => Some(Mark::Middle),
            _ => None,
        }
    }
}

/// The bytes of the marks that take half a square: a closing one before another that closes or stands in the middle, an
/// opening one behind any other.
pub(super) fn closed_up(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut before: Option<(usize, Mark)> = None;
    for (at, c) in text.char_indices() {
        let mark = Mark::of(c);
        match (before, mark) {
            (Some(_), Some(Mark::Opening)) => places.push(at),
            (Some((first, Mark::Closing)), Some(_)) => places.push(first),
            _ => {}
        }
        before = mark.map(|mark| (at, mark));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fonts::Fonts;
    use crate::text::{Paragraph, Shaper, Span, Style};

    #[test]
    fn one_of_two_marks_side_by_side_closes_up() {
        let marks = |text: &str| {
            let places = closed_up(text).into_iter();
            places.map(|at| text[at..].chars().next().expect("a mark")).collect::<String>()
        };
        assert_eq!(marks("药（成人）：每日（晚）；"), "））");
        assert_eq!(marks("（“感觉好了”）。"), "“”）");
        assert_eq!(marks("「はい」、『いいえ』「また」"), "」『「");
        assert_eq!(marks("。。，"), "。。");
        assert_eq!(marks("药（成人）每日！？"), "");
    }

    #[test]
    fn what_closes_up_loses_half_an_em() {
        let fonts = Fonts::new();
        let width = |text: &str, language: &str| {
            let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
            let paragraph = Paragraph { text, spans: &spans, language, ..Paragraph::default() };
            Shaper::new(&fonts).shape(&paragraph).natural_width()
        };
        for (text, language, ems) in [
            ("药（成人）每", "zh-Hans", 6.0),
            ("药（成人）：每", "zh-Hans", 6.5),
            ("药（“成人”）。", "zh-Hans", 6.5),
            ("藥（成人）；「每」", "zh-Hant", 8.0),
            ("「はい」、『いいえ』", "ja", 9.0),
        ] {
            let got = width(text, language) / 10.0;
            assert!((got - ems).abs() < 0.01, "{text}: {got} ems, not {ems}");
        }
    }
}
