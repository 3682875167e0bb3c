//! What a subset of a face is known by.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::letters::Letter;
use crate::text::FaceId;

/// Everything a subset depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::pdf) struct SubsetKey {
    pub face: FaceId,
    /// Ascending.
    pub glyphs: Vec<u16>,
    /// Texts of glyphs that stand for another text here than the cmap of the face has for them, ascending.
    pub texts: Vec<(u16, String)>,
    /// Letters to be made, ascending.
    pub letters: Vec<Letter>,
    /// Codes of texts that WinAnsiEncoding has none for, where faces of a file have them in common.
    pub shared: Option<Arc<BTreeMap<String, u16>>>,
}

impl SubsetKey {
    /// The text of a glyph, where it stands for another than the cmap of the face has for it.
    pub(super) fn text(&self, glyph: u16) -> Option<&str> {
        let at = self.texts.binary_search_by_key(&glyph, |(glyph, _)| *glyph).ok()?;
        Some(&self.texts[at].1)
    }
}
