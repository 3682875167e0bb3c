//! Glyphs of every script, against what HarfBuzz made of the same words (`tests/shaping/expect.sh`).

use handout::text::fonts::Fonts;
use handout::text::{Direction, Paragraph, Shaper, Slant, Span, Style, Weight, Wrap};

/// The glyphs of a text in `hb-shape`'s notation, faces aside.
fn glyphs(shaper: &mut Shaper, language: &str, direction: Direction, style: Style, text: &str) -> (String, String) {
    let spans = [Span { end: text.len(), style, size: 10.0, rise: 0.0 }];
    let paragraph = Paragraph { text, spans: &spans, language, direction, ..Paragraph::default() };
    let shaped = shaper.shape(&paragraph);
    assert!(shaped.missing.is_empty(), "{text}: {:?}", shaped.missing);
    let lines = shaped.drawn_lines(10_000.0, Wrap::Ragged);
    let mut fragments: Vec<_> = lines.iter().flat_map(|line| &line.fragments).collect();
    let mut start = 0;
    let mut placed: Vec<(f32, usize, _)> = Vec::new();
    for fragment in fragments.drain(..) {
        placed.push((fragment.x, start, fragment));
        start += fragment.run.text.len();
    }
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = Vec::new();
    for (_, start, fragment) in &placed {
        for glyph in &fragment.run.glyphs {
            let offset = match (glyph.dx, glyph.dy) {
                (0, 0) => String::new(),
                (dx, dy) => format!("@{dx},{dy}"),
            };
            out.push(format!("{}={}{offset}+{}", glyph.id, start + glyph.cluster as usize, glyph.advance));
        }
    }
    let mut faces: Vec<_> = placed.iter().map(|(_, _, fragment)| shaper.fonts().face(fragment.run.face).name).collect();
    faces.dedup();
    (faces.join(" "), format!("[{}]", out.join("|")))
}

#[test]
fn every_script_is_shaped_as_harfbuzz_shapes_it() {
    let fonts = Fonts::new();
    let mut shaper = Shaper::new(&fonts);
    let cases = include_str!("../shaping/cases.tsv").lines();
    let expected = include_str!("../shaping/expected.tsv").lines();
    let mut wrong = Vec::new();
    for (case, expected) in cases.zip(expected) {
        let [language, _, direction, font, text, ..] = case.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{case}")
        };
        let expected = expected.rsplit('\t').next().unwrap();
        let weight = if font.contains("old.") { Weight::Semibold } else { Weight::Regular };
        let slant = if font.contains("-It") { Slant::Italic } else { Slant::Upright };
        let direction = if direction == "rtl" { Direction::Rtl } else { Direction::Ltr };
        let (faces, glyphs) = glyphs(&mut shaper, language, direction, Style { weight, slant }, text);
        if glyphs != expected {
            wrong.push(format!("{language} {text} in {faces}\n  ours {glyphs}\n  HarfBuzz {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn kana_bring_japanese_forms_wherever_they_stand() {
    let fonts = Fonts::new();
    let mut shaper = Shaper::new(&fonts);
    for (language, text, expected) in [
        ("en", "直す", "NotoSansCJKjp-Regular"),
        ("en", "直接", "NotoSansCJKsc-Regular"),
        ("en", "or 直す, 直接.", "SourceSans3-Regular NotoSansCJKjp-Regular"),
        ("en", "直接 and 直す", "NotoSansCJKsc-Regular SourceSans3-Regular NotoSansCJKjp-Regular"),
        ("zh-Hant", "直の", "NotoSansCJKtc-Regular"),
    ] {
        let (faces, _) = glyphs(&mut shaper, language, Direction::Ltr, Style::default(), text);
        assert_eq!(faces, expected, "{text}");
    }
}
