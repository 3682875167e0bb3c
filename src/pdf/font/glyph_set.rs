//! A set of glyphs of one face.

/// Which glyphs are in the set: bit `n % 64` of word `n / 64` stands for glyph `n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GlyphSet(Vec<u64>);

impl GlyphSet {
    /// None of the glyphs of a face with so many.
    pub(super) fn empty(glyphs: usize) -> GlyphSet {
        GlyphSet(vec![0; glyphs.div_ceil(64)])
    }

    /// Takes in a glyph of the face; any other is left out.
    #[inline]
    pub(super) fn insert(&mut self, glyph: u16) {
        if let Some(word) = self.0.get_mut(usize::from(glyph) / 64) {
            *word |= 1 << (glyph % 64);
        }
    }

    /// Whether a glyph is in it.
    #[inline]
    pub(super) fn contains(&self, glyph: u16) -> bool {
        self.0.get(usize::from(glyph) / 64).is_some_and(|word| word & (1 << (glyph % 64)) != 0)
    }

    /// The glyphs in it, ascending.
    pub(super) fn glyphs(&self) -> Vec<u16> {
        let bits = |(index, &word): (usize, &u64)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| (64 * index + bit) as u16)
        };
        self.0.iter().enumerate().flat_map(bits).collect()
    }
}
