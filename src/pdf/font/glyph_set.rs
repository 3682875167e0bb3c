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
        let mut glyphs = Vec::with_capacity(self.0.iter().map(|word| word.count_ones() as usize).sum());
        for (index, &word) in self.0.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                glyphs.push((64 * index) as u16 + rest.trailing_zeros() as u16);
                // Without its lowest bit.
                rest &= rest - 1;
            }
        }
        glyphs
    }
}
