//! Pixels as they were decoded, and as a PDF wants them.

use image::metadata::Orientation;

use super::pack::Packer;
use super::pixel_statistics::PixelStatistics;
use super::print::{Print, is_always_reduced};
use super::{Channels, POINTS_A_PIXEL, PictureError, Raster, hash};
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
    /// How it is printed.
    pub print: Print,
}

impl Pixels {
    /// What is asked of all of them.
    pub(super) fn statistics(&self) -> PixelStatistics {
        let mut statistics = PixelStatistics::new(self.channels);
        let row = self.width as usize * self.channels;
        self.data.chunks_exact(row).for_each(|row| statistics.row(row));
        statistics
    }

    /// As a PDF wants them: upright, grey where no pixel has a colour, opacity apart and only where some pixel lets
    /// something through.
    pub(super) fn packed(&self, setting: Setting, statistics: &PixelStatistics, bytes: &[u8]) -> Raster {
        let mut packing = Packing::new((self.width, self.height), setting, statistics);
        let (width, height) = packing.size;
        let mut row = Vec::with_capacity(width as usize * self.channels);
        for y in 0..height {
            row.clear();
            for x in 0..width {
                let (x, y) = self.source(setting.orientation, x, y);
                let at = (y as usize * self.width as usize + x as usize) * self.channels;
                row.extend_from_slice(&self.data[at..at + self.channels]);
            }
            packing.row(&row);
        }
        packing.finish(bytes)
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

/// A picture on its way into streams, row by row: colours in one and opacity in another.
pub(super) struct Packing {
    /// Its width and height once it is upright.
    size: (u32, u32),
    setting: Setting,
    /// Bytes a pixel of the rows that are given.
    channels: usize,
    colors: Channels,
    color: Packer,
    alpha: Option<Packer>,
    /// A row of one of them.
    line: Vec<u8>,
}

impl Packing {
    /// For a picture of this width and height before it is turned.
    pub(super) fn new((width, height): (u32, u32), setting: Setting, statistics: &PixelStatistics) -> Packing {
        let size = if is_turned(setting.orientation) { (height, width) } else { (width, height) };
        let is_unpacked_again =
            setting.is_photograph && setting.print == Print::Reduced && is_always_reduced(width, height);
        let packer = |channels: usize| {
            let new = if is_unpacked_again { Packer::quick } else { Packer::new };
            new(size.0 as usize * channels, channels)
        };
        let colors = statistics.colors();
        let alpha = statistics.has_opacity().then(|| packer(1));
        let (channels, color) = (statistics.channels(), packer(colors.count()));
        Packing { size, setting, channels, colors, color, alpha, line: Vec::new() }
    }

    /// Takes the next row, as it is once the picture is upright.
    pub(super) fn row(&mut self, row: &[u8]) {
        let (channels, colors) = (self.channels, self.colors.count());
        let line = &mut self.line;
        let mut pack = |packer: &mut Packer, first: usize, count: usize| {
            if count == channels {
                return packer.row(row);
            }
            line.clear();
            row.chunks_exact(channels).for_each(|pixel| line.extend_from_slice(&pixel[first..first + count]));
            packer.row(line);
        };
        pack(&mut self.color, 0, colors);
        if let Some(alpha) = &mut self.alpha {
            pack(alpha, channels - 1, 1);
        }
    }

    /// The picture, of which all rows were given; `bytes` are those of its file.
    pub(super) fn finish(self, bytes: &[u8]) -> Raster {
        let ((width, height), setting) = (self.size, self.setting);
        let turned = |(across, down)| if is_turned(setting.orientation) { (down, across) } else { (across, down) };
        Raster {
            width,
            height,
            natural: natural(width, height, setting.density.map(turned)),
            channels: self.colors,
            color: self.color.finish(),
            alpha: self.alpha.map(Packer::finish),
            is_photograph: setting.is_photograph,
            hash: hash(bytes),
        }
    }
}
