//! The structure of written files.

use super::fixtures::*;
use super::reader::{Reader, written};
use crate::layout::handout::*;

#[test]
fn a_page_of_text_is_a_tree_of_text() {
    let mut draft = Draft::new("Muscle Twitching");
    draft.heading(Tree::ROOT, 1, "Muscle Twitching");
    draft.paragraph(Tree::ROOT, "Twitches are small, quick movements (under the skin).");
    let footer = shape(REGULAR, 8.0, "Page 1 of 1");
    draft.run(Owner::Artifact(Artifact::Footer), footer, BLACK);
    let file = Reader::of(&written(&[draft.handout]));
    let expected = "\
Document
  H1
    1: Muscle Twitching
  P
    1: Twitches are small, quick movements (under the skin).
";
    assert_eq!(file.structure(), expected);
    assert!(file.operators(1).contains("/Artifact <</Subtype/Footer/Type/Pagination>> BDC"), "{}", file.operators(1));
}
