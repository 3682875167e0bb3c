//! How finely and how widely pictures are printed.

/// Pixels an inch of paper. Printers dissolve a photograph into dots that show no more.
pub(super) const DENSITY: f32 = 300.0;
/// A photograph of up to so many times as many pixels a side is left as it is: little would be saved.
pub(super) const SPARE: f32 = 1.2;
/// The widest print on the papers that there are, in points: eight inches. None is higher.
pub(super) const WIDEST: f32 = 576.0;

/// How a picture is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Print {
    /// With no more pixels than paper shows, where it is a photograph.
    Reduced,
    /// With all its pixels: it is part of a drawing.
    Whole,
}

/// How wide a picture is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PrintWidth {
    /// So large a share of the text's width, whatever its own size.
    Share(f32),
    /// Its own width, and no more than such a share.
    Own(f32),
}

/// Whether a photograph with so many pixels has too many for every print, so that it never stays as it is.
pub(super) fn is_always_reduced(width: u32, height: u32) -> bool {
    width.max(height) as f32 > WIDEST / 72.0 * DENSITY * SPARE
}
