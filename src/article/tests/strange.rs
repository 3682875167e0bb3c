//! Whatever becomes of a file, loading it ends with an article or with mistakes that have their places.

use jiff::civil::date;
use proptest::prelude::*;

use super::{Folder, SITE, load_with, site, told, with_body};
use crate::article::{Context, load};
use crate::diagnostics::{Notes, Source};
use crate::site::Site;

/// An article that has every key and block.
fn rich() -> String {
    with_body(
        "- One **two** *three* [four](https://a.org) [@lee].\n- bullets: [a, {text: b, steps: [c, d]}]\n- do: [e]\n- callout: call\n  \
         title: f\n  body: [g]\n- table: {header: [h, {text: i, columns: 2}], row_headers: true, rows: [[j, {bullets: [k], rows: 2}, u], [l, [m, {steps: [v]}]]]}\n- image: figures/calf.png\n  alt: n\n  \
         width: 60%\n- include: fever\n- steps:\n    - text: t\n      image: figures/calf.png\n      alt: u\n    - {text: v, body: [{steps: [w], start: 2}]}\n- steps: [x]\n  \
         continue: true\n- figure: figures/calf.png\n  alt: y\n  side: start\n  numbered: true\n  body: z\n- |\n  o\n\n  p\n",
    ) + "kind: q\nstatus: draft\ncodes: {snomed: [386661006]}\ncontacts: [nurse]\nsummary: [r]\n\
         references:\n  - {id: lee, text: s, doi: 10.1000/1}\n"
}

proptest! {
    /// Whatever becomes of a file, loading it ends with an article or with an error that has a place.
    #[test]
    fn no_article_is_too_strange(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..6usize, "([-:#'\"\\[\\]{}*&!|>%@`_ ,\t\n\\\\a~é日–•5.\u{A0}\u{3000}\u{0}\u{7}\u{202E}\u{2067}]|: |\n  |\\*\\*|- |x-|\\[@|\\]\\(){0,3}"), 0..6),
    ) {
        let mut text = rich();
        for (at, length, insert) in cuts {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, &insert);
        }
        let (article, notes) = load_with(&text, &site(SITE), None);
        prop_assert_eq!(article.is_none(), notes.iter().any(|note| note.severity == crate::diagnostics::Severity::Error));
        for note in &notes {
            prop_assert!(note.span.is_some(), "{:?}", note);
            crate::diagnostics::excerpt(note, true);
        }
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(source) = Source::new("a.yaml", bytes) {
            let site = Site::default();
            let context = Context { id: "a", suffix_language: None, default_language: &site.language, original: None, today: date(2026, 1, 1), assets: &Folder };
            let mut notes = Notes::default();
            prop_assert!(load(&source, &context, &mut notes).is_some() || notes.has_errors());
            let _ = Site::read(&source, None, &Folder, &mut notes);
        }
    }
}

#[test]
fn the_rich_article_is_sound() {
    let (article, notes) = load_with(&rich(), &site(SITE), None);
    assert_eq!(told(&notes), "");
    assert_eq!(article.map(|article| article.sections[0].body.len()), Some(13));
}
