//! Pixels as they were decoded, and as a PDF wants them.

use std::collections::BTreeSet;

use image::metadata::Orientation;

use super::pack::Packer;
use super::{Channels, POINTS_A_PIXEL, PictureError, Raster, Samples, hash};
use crate::geometry::Size;

/// The most pixels a picture may have. Twice a good camera's; at letter width some 800 dots an inch.
pub(super) const MOST_PIXELS: u64 = 64 << 20;
/// The most pixels side by side: more is a mistake, and costs by the row.
const LONGEST_SIDE: u32 = 32_767;

/// Refuses a picture of too many pixels before any is decoded.
pub(super) fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::new("the picture has no pixels", "export it again"));
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || width > LONGEST_SIDE || height > LONGEST_SIDE {
        return Err(too_large(width, height));
    }
    Ok(())
}

/// A picture of more pixels than can be held.
pub(super) fn too_large(width: u32, height: u32) -> PictureError {
    let most = MOST_PIXELS / 1_000_000;
    let message = format!(
        "the picture is too large: {width} by {height} pixels, and the limit is {most} million, or {LONGEST_SIDE} a side"
    );
    PictureError::new(message, "scale it down; 2000 pixels are plenty for a page's width")
}

/// The file ends too early or is not what it says.
pub(super) fn damaged(kind: &str) -> PictureError {
    PictureError::new(format!("the {kind} file is damaged or incomplete"), "export or download it again")
}

/// The size of a picture with so many pixels an inch, across and down.
pub(super) fn natural(width: u32, height: u32, density: Option<(f32, f32)>) -> Size {
    // A resolution outside this range is a slip of the program that wrote it.
    let plausible = |dots: f32| (10.0..=10_000.0).contains(&dots);
    let (across, down) = match density {
        Some((across, down)) if plausible(across) && plausible(down) => (72.0 / across, 72.0 / down),
        _ => (POINTS_A_PIXEL, POINTS_A_PIXEL),
    };
    Size { width: width as f32 * across, height: height as f32 * down }
}

/// A decoded picture, eight bits a channel, rows top first, no padding.
pub(super) struct Pixels {
    pub width: u32,
    pub height: u32,
    /// Bytes a pixel: grey, grey and opacity, colour, or colour and opacity.
    pub channels: usize,
    pub data: Vec<u8>,
}

/// How a picture lies and how fine it is, as its file says.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// How it has to be turned to stand upright.
    pub orientation: Orientation,
    /// Pixels an inch, across and down, before it is turned.
    pub density: Option<(f32, f32)>,
    /// Whether it is a photograph.
    pub is_photograph: bool,
}

/// A picture of no more colours than this is a drawing.
const COLORS_OF_A_DRAWING: usize = 64;
/// In a drawing one pixel of so many, or more, is exactly like its neighbour.
const EVEN_IN_A_DRAWING: usize = 4;

impl Pixels {
    /// Whether these are the pixels of a photograph: of many colours, and few exactly like the pixel before. Drawings,
    /// screenshots and whatever stands on an even ground have areas of one colour.
    pub(super) fn is_photograph(&self) -> bool {
        let row = self.width as usize * self.channels;
        let mut colors = BTreeSet::new();
        let (mut even, mut pairs) = (0usize, 0usize);
        for line in self.data.chunks_exact(row) {
            for (one, next) in line.chunks_exact(self.channels).zip(line.chunks_exact(self.channels).skip(1)) {
                pairs += 1;
                even += usize::from(one == next);
                if one != next && colors.len() <= COLORS_OF_A_DRAWING {
                    colors.insert(next);
                }
            }
        }
        colors.len() > COLORS_OF_A_DRAWING && even < pairs / EVEN_IN_A_DRAWING
    }

    /// As a PDF wants them: upright, grey where no pixel has a colour, opacity apart and only where some pixel lets
    /// something through.
    pub(super) fn packed(&self, setting: Setting, bytes: &[u8]) -> Raster {
        let pixels = self.data.chunks_exact(self.channels);
        let colored = self.channels > 2;
        let grey = !colored || pixels.clone().all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
        let has_alpha = self.channels.is_multiple_of(2);
        let opaque = !has_alpha || pixels.clone().all(|pixel| pixel.last() == Some(&u8::MAX));
        let turned = is_turned(setting.orientation);
        let (width, height) = if turned { (self.height, self.width) } else { (self.width, self.height) };
        let density = setting.density.map(|(across, down)| if turned { (down, across) } else { (across, down) });
        Raster {
            width,
            height,
            natural: natural(width, height, density),
            channels: if grey { Channels::Grey } else { Channels::Rgb },
            color: self.pack(setting.orientation, 0, if grey { 1 } else { 3 }),
            is_photograph: setting.is_photograph,
            alpha: (!opaque).then(|| self.pack(setting.orientation, self.channels - 1, 1)),
            hash: hash(bytes),
        }
    }

    /// Some channels of each pixel, deflated.
    fn pack(&self, orientation: Orientation, first: usize, count: usize) -> Samples {
        let (width, height) =
            if is_turned(orientation) { (self.height, self.width) } else { (self.width, self.height) };
        let mut packer = Packer::new(width as usize * count, count);
        let mut line = Vec::with_capacity(width as usize * count);
        for y in 0..height {
            line.clear();
            for x in 0..width {
                let (x, y) = self.source(orientation, x, y);
                let at = (y as usize * self.width as usize + x as usize) * self.channels + first;
                line.extend_from_slice(&self.data[at..at + count]);
            }
            packer.row(&line);
        }
        packer.finish()
    }

    /// Where the pixel lies that stands at a place once the picture is upright.
    fn source(&self, orientation: Orientation, x: u32, y: u32) -> (u32, u32) {
        let (right, bottom) = (self.width - 1, self.height - 1);
        match orientation {
            Orientation::NoTransforms => (x, y),
            Orientation::FlipHorizontal => (right - x, y),
            Orientation::Rotate180 => (right - x, bottom - y),
            Orientation::FlipVertical => (x, bottom - y),
            Orientation::Rotate90FlipH => (y, x),
            Orientation::Rotate90 => (y, bottom - x),
            Orientation::Rotate270FlipH => (right - y, bottom - x),
            Orientation::Rotate270 => (right - y, x),
        }
    }
}

/// Whether width and height change places.
fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}
