//! What is cut out of a face.

use super::letters::Letter;

/// The glyphs to cut out of a face.
#[derive(Clone, Copy)]
pub(super) struct Cutting<'a> {
    /// Each gets its index here and one more as its number.
    pub glyphs: &'a [u16],
    /// Letters to be made, which only a TrueType face can have.
    pub letters: &'a [Letter],
    /// What the program's character map leads from, if it is to have one.
    pub keys: Option<&'a Keys>,
}

/// What a character map leads from: a key for every glyph and letter.
pub(super) struct Keys {
    /// Whether they are codes of a symbolic font, in place of characters.
    pub is_symbolic: bool,
    pub glyphs: Vec<u16>,
    pub letters: Vec<u16>,
}
