//! Changes to running text that leave its marks, its languages and the places of its characters as they are.

use std::borrow::Cow;

use super::{Inline, Stretch};
use crate::diagnostics::Places;

/// Puts words in behind the first `at` bytes of the plain characters, into the same marks; at the end where there are fewer.
pub(super) fn insert<'a>(inlines: &mut Vec<Inline<'a>>, at: usize, words: Inline<'a>) {
    if let Err((_, words)) = insert_within(inlines, at, words) {
        inlines.push(words);
    }
}

/// What is left to pass, and the words, where the pieces end before.
fn insert_within<'a>(
    inlines: &mut Vec<Inline<'a>>,
    mut at: usize,
    mut words: Inline<'a>,
) -> Result<(), (usize, Inline<'a>)> {
    for index in 0..inlines.len() {
        match &mut inlines[index] {
            Inline::Stretch(stretch) if at > stretch.text.len() => at -= stretch.text.len(),
            Inline::Stretch(stretch) => {
                let rest = cut(stretch, at);
                let rest = (!rest.text.is_empty()).then_some(Inline::Stretch(rest));
                inlines.splice(index + 1..index + 1, std::iter::once(words).chain(rest));
                return Ok(());
            }
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Link { words: inner, .. }
            | Inline::Phone { words: inner, .. }
            | Inline::Foreign { words: inner, .. } => match insert_within(inner, at, words) {
                Ok(()) => return Ok(()),
                Err((left, unused)) => (at, words) = (left, unused),
            },
            Inline::Citation(_) => {}
        }
    }
    Err((at, words))
}

/// Shortens a stretch to `at` bytes, and gives the rest of it.
fn cut<'a>(stretch: &mut Stretch<'a>, at: usize) -> Stretch<'a> {
    let end = stretch.text.len();
    let places = stretch.places.as_ref().map(|places| Cow::Owned(places.slice(at..end)));
    let rest = match &mut stretch.text {
        Cow::Borrowed(text) => {
            let (start, rest) = text.split_at(at);
            *text = start;
            Cow::Borrowed(rest)
        }
        Cow::Owned(text) => Cow::Owned(text.split_off(at)),
    };
    Stretch { text: rest, places }
}

/// Exchanges the first character of a text. It stands where the other stood.
pub(super) fn replace_first(inlines: &mut [Inline], letter: char) {
    match inlines.first_mut() {
        Some(Inline::Stretch(stretch)) => replace(stretch, letter),
        Some(Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { words: inner, .. }) => {
            replace_first(inner, letter);
        }
        // What stands in another language is spelled as that has it; a citation and a telephone are numbers.
        Some(Inline::Foreign { .. } | Inline::Citation(_) | Inline::Phone { .. }) | None => {}
    }
}

fn replace(stretch: &mut Stretch, letter: char) {
    let Some(first) = stretch.text.chars().next() else { return };
    let (old, new, end) = (first.len_utf8(), letter.len_utf8(), stretch.text.len());
    if let Some(places) = stretch.places.as_mut().filter(|_| old != new) {
        let mut moved = Places::new(&places.source);
        moved.push(0, places.at(0));
        for (byte, place) in places.slice(old..end).anchors {
            moved.push(byte as usize + new, place as usize);
        }
        *places = Cow::Owned(moved);
    }
    stretch.text = Cow::Owned(format!("{letter}{}", &stretch.text[old..]));
}

#[cfg(test)]
mod tests {
    use super::super::Words;
    use super::super::words::own;
    use super::*;
    use crate::diagnostics::Source;
    use crate::prose::Text;

    fn text(inlines: &[Inline]) -> String {
        Words { inlines: inlines.to_vec() }.plain()
    }

    #[test]
    fn words_are_put_in_where_they_are_asked_for() {
        let strong = || vec![Inline::Strong(vec![own("Stop it.")]), own(" It harms.")];
        for (at, whole) in
            [(7, "Stop it now. It harms."), (0, " nowStop it. It harms."), (99, "Stop it. It harms. now")]
        {
            let mut inlines = strong();
            insert(&mut inlines, at, own(" now"));
            assert_eq!(text(&inlines), whole);
        }
        let mut inlines = strong();
        insert(&mut inlines, 7, own(" now"));
        assert!(matches!(&inlines[0], Inline::Strong(inner) if inner.len() == 3));
    }

    #[test]
    fn characters_keep_their_places() {
        let source = Source::new("a.yaml", "Içmek zararlı".into()).expect("text");
        let typed = Text::typed(&source);
        let mut inlines = vec![Inline::Stretch(Stretch {
            text: Cow::Borrowed(&typed.inlines[0].text),
            places: typed.inlines[0].places.as_ref().map(Cow::Borrowed),
        })];
        replace_first(&mut inlines, 'ı');
        insert(&mut inlines, "ıçmek".len(), own("!"));
        assert_eq!(text(&inlines), "ıçmek! zararlı");
        for (inline, part, column) in [(0, 0..2, 1), (0, 2..4, 2), (2, 1..2, 7)] {
            let Inline::Stretch(Stretch { text, places: Some(places) }) = &inlines[inline] else { panic!("no places") };
            assert_eq!(places.span(text, part.clone()).position().column, column, "{part:?}");
        }
    }
}
