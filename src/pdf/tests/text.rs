//! What the glyphs of written files say, and where they stand.

use super::fixtures::*;
use super::reader::{Reader, written};
use crate::layout::handout::*;
use crate::pdf::{Error, StreamCache, write};
use crate::text::{Glyph, GlyphRun};

/// The glyph of a character in the regular face.
fn glyph(character: char, cluster: u32) -> Glyph {
    Glyph { cluster, ..shape(REGULAR, 11.0, &character.to_string()).glyphs[0] }
}

fn run(text: &str, glyphs: Vec<Glyph>) -> GlyphRun {
    GlyphRun { face: REGULAR, size: 10.0, text: text.into(), glyphs }
}

fn with(runs: Vec<GlyphRun>) -> Handout {
    let mut draft = Draft::new("Text");
    draft.heading(Tree::ROOT, 1, "Text");
    let paragraph = draft.add(Tree::ROOT, Role::Paragraph);
    for run in runs {
        draft.run(Owner::Node(paragraph), run, BLACK);
    }
    draft.handout
}

/// The shown text of a paragraph of runs; text said by a span is `[text=glyphs]`.
fn shown(runs: Vec<GlyphRun>) -> String {
    let structure = Reader::of(&written(&[with(runs)])).structure();
    structure.split_once("P\n    1: ").unwrap().1.trim_end_matches('\n').to_string()
}

fn failure(runs: Vec<GlyphRun>) -> Error {
    write(&[with(runs)], &FONTS, &StreamCache::new()).unwrap_err()
}

#[test]
fn letters_of_three_scripts_say_themselves() {
    let text = "Ärzte: “½ tablet” — Ωμέγα, доза, ậ №\u{A0}1 (a) \\";
    assert_eq!(shown(vec![shape(REGULAR, 11.0, text)]), text.replace('\u{A0}', " "));
}

#[test]
fn a_glyph_of_several_letters_says_them_without_a_span() {
    // Any glyph that no character leads to will do for a ligature.
    let ligature = unmapped();
    let text = "ofﬁce".replace('ﬁ', "fi");
    let glyphs =
        vec![glyph('o', 0), glyph('f', 1), Glyph { id: ligature, ..glyph('i', 2) }, glyph('c', 4), glyph('e', 5)];
    assert_eq!(shown(vec![run(&text, glyphs)]), "office");
}

/// A glyph that no character leads to.
fn unmapped() -> u16 {
    use skrifa::MetadataProvider;
    let font = skrifa::FontRef::new(FONTS.face(REGULAR).data).unwrap();
    let mapped: std::collections::BTreeSet<u32> = font.charmap().mappings().map(|(_, id)| id.to_u32()).collect();
    (1..).find(|id| !mapped.contains(&u32::from(*id))).unwrap()
}

#[test]
fn a_glyph_of_two_texts_is_embedded_twice() {
    let id = unmapped();
    let alone = |text: &str| run(text, vec![Glyph { id, ..glyph('s', 0) }]);
    assert_eq!(shown(vec![alone("st"), alone("ct"), alone("st")]), "stctst");
    // A hyphen that stands for a soft one is told apart from a real one, whichever comes first.
    let soft = run("\u{AD}", vec![glyph('-', 0)]);
    assert_eq!(shown(vec![soft, shape(REGULAR, 10.0, "a-b")]), "\u{AD}a-b");
}

#[test]
fn letters_with_marks_are_said_as_one() {
    let mark = Glyph { advance: 0, dx: -380, dy: 40, ..glyph('\u{301}', 1) };
    let glyphs = vec![glyph('t', 0), glyph('e', 1), mark, glyph('o', 4), glyph('e', 5), Glyph { cluster: 5, ..mark }];
    let file = Reader::of(&written(&[with(vec![run("te\u{301}oe\u{301}", glyphs)])]));
    assert!(file.structure().ends_with("1: te\u{301}oe\u{301}\n"), "{}", file.structure());
    // The mark is part of a composite glyph: nothing is lifted, and no span says what the letters say.
    assert!(!file.operators(1).contains(" Ts") && !file.operators(1).contains("ActualText"));
}

#[test]
fn right_to_left_text_is_written_in_the_order_of_reading() {
    // The writer knows no scripts: letters numbered from the right will do.
    let glyphs = vec![glyph('c', 2), glyph('b', 1), glyph('a', 0)];
    let file = Reader::of(&written(&[with(vec![run("abc", glyphs)])]));
    assert!(file.structure().contains("1: abc\n"), "{}", file.structure());
    // The first letter is moved to, and each stands in a TJ of its own, so that readers which sort strings by their place get
    // it right. The pen goes left by its width before it is shown, and again behind it.
    let [a, b, c] = ['a', 'b', 'c'].map(|letter| glyph(letter, 0).advance);
    let shows = movements(&file);
    assert_eq!(shows[shows.len() - 3..], [vec![a], vec![b, b], vec![c, c]]);
}

/// The numbers of each `TJ`.
fn movements(file: &Reader) -> Vec<Vec<i32>> {
    use lopdf_reader::content::Content;
    let bytes = file.document.get_page_content(file.document.get_pages()[&1]);
    let content = Content::decode(&bytes).unwrap();
    let shows = content.operations.iter().filter(|operation| operation.operator == "TJ");
    let numbers = |show: &lopdf_reader::content::Operation| {
        let operand = show.operands[0].as_array().unwrap();
        operand.iter().filter_map(|it| it.as_i64().ok()).map(|n| n as i32).collect()
    };
    shows.map(numbers).collect()
}

#[test]
fn kerning_moves_the_pen_by_its_own_amount() {
    let mut glyphs = vec![glyph('A', 0), glyph('V', 1), glyph('A', 2)];
    glyphs[0].advance -= 40;
    glyphs[1].advance += 7;
    let file = Reader::of(&written(&[with(vec![run("AVA", glyphs)])]));
    assert_eq!(movements(&file).last(), Some(&vec![40, -7]));
}

/// ISO 19005-2, 6.1.13: a string has 32,767 bytes at most.
#[test]
fn a_long_run_is_shown_in_several_strings() {
    use lopdf_reader::content::Content;
    let glyphs = (0..40_000).map(|cluster| glyph('a', cluster)).collect();
    let file = Reader::of(&written(&[with(vec![run(&"a".repeat(40_000), glyphs)])]));
    let bytes = file.document.get_page_content(file.document.get_pages()[&1]);
    let content = Content::decode(&bytes).unwrap();
    let last = content.operations.iter().rfind(|operation| operation.operator == "TJ").unwrap();
    let strings = last.operands[0].as_array().unwrap().iter().filter_map(|it| it.as_str().ok()).map(<[u8]>::len);
    assert_eq!(strings.collect::<Vec<_>>(), [32_000, 8_000]);
}

#[test]
fn what_cannot_be_said_is_an_error() {
    assert_eq!(failure(vec![shape(REGULAR, 10.0, "漢字")]), Error::MissingGlyph("漢字".into()));
    let private = run("\u{E000}", vec![glyph('a', 0)]);
    assert_eq!(failure(vec![private]), Error::ForbiddenCharacter('\u{E000}'));
    let outside = run("a", vec![glyph('a', 4)]);
    assert_eq!(failure(vec![outside]), Error::Clusters("a".into()));
    assert_eq!(failure(vec![run("lost", vec![])]), Error::Clusters("lost".into()));
    let mut infinite = shape(REGULAR, 10.0, "a");
    infinite.size = f32::INFINITY;
    assert_eq!(failure(vec![infinite]), Error::Number);
}

/// What the file says to show runs that follow each other on a line, with some way between them.
fn on_a_line(runs: &[GlyphRun], way: f32) -> String {
    let mut draft = Draft::new("Text");
    draft.heading(Tree::ROOT, 1, "Text");
    let paragraph = draft.add(Tree::ROOT, Role::Paragraph);
    for run in runs {
        draft.run(Owner::Node(paragraph), run.clone(), BLACK);
        draft.x += way;
    }
    let operators = Reader::of(&written(&[draft.handout])).operators(1);
    operators.split_once("/MCID 1").unwrap().1.to_owned()
}

#[test]
fn a_run_that_begins_where_the_last_one_ends_is_not_moved_to() {
    let run = shape(REGULAR, 11.0, "one ");
    let moves = |way| on_a_line(&[run.clone(), run.clone()], way).matches(" Td").count();
    assert_eq!([moves(-0.1), moves(0.0), moves(0.1)], [2, 1, 2]);
}

#[test]
fn a_run_behind_one_from_right_to_left_is_moved_to() {
    let from_right = run("abc", vec![glyph('c', 2), glyph('b', 1), glyph('a', 0)]);
    // Its last letter is the leftmost: the other run begins behind that, where a reader's pen stands then.
    let way = -10.0 * (glyph('a', 0).advance + glyph('b', 0).advance) as f32 / 1000.0;
    let plain = run("a", vec![glyph('a', 0)]);
    assert_eq!(on_a_line(&[from_right, plain], way).matches(" Td").count(), 2);
}
