//! PNG files, and pixels in general.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder, Limits, RgbaImage};

use super::{Channels, Encoding, MOST_PIXELS, POINTS_A_PIXEL, PictureError, Raster, hash};
use crate::geometry::Size;

/// Memory one picture may take while it is decoded: eight bytes for each of [`MOST_PIXELS`].
const MOST_BYTES: u64 = MOST_PIXELS * 8;

/// Decodes a PNG file.
pub(super) fn png(bytes: &[u8]) -> Result<Raster, PictureError> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(|_| damaged("PNG"))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let pixels = DynamicImage::from_decoder(decoder).map_err(|_| damaged("PNG"))?;
    Ok(samples(pixels, natural(width, height, density(bytes)), bytes))
}

/// Refuses a picture of too many pixels before any is decoded.
pub(super) fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::new("the picture has no pixels", "export it again"));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let message = format!("the picture is too large: {width} by {height} pixels");
        return Err(PictureError::new(message, "scale it down; 2000 pixels are plenty for a page's width"));
    }
    Ok(())
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

/// Pixels as a PDF wants them: grey where no pixel has a colour, opacity apart and only where some pixel lets through.
pub(super) fn samples(pixels: DynamicImage, natural: Size, bytes: &[u8]) -> Raster {
    let pixels: RgbaImage = pixels.into_rgba8();
    let (width, height) = pixels.dimensions();
    let grey = pixels.pixels().all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2]);
    let opaque = pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let colors = if grey { 1 } else { 3 };
    let data = pixels.pixels().flat_map(|pixel| pixel.0.into_iter().take(colors)).collect();
    let alpha = (!opaque).then(|| pixels.pixels().map(|pixel| pixel.0[3]).collect());
    let channels = if grey { Channels::Grey } else { Channels::Rgb };
    Raster { width, height, natural, encoding: Encoding::Samples, channels, data, alpha, hash: hash(bytes) }
}

/// Pixels an inch of a PNG, from its pHYs chunk (PNG, 11.3.4.3), where it counts in metres.
fn density(bytes: &[u8]) -> Option<(f32, f32)> {
    const INCHES_A_METRE: f32 = 39.370_08;
    let mut rest = bytes.get(8..)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let body = rest.get(8..8usize.checked_add(length)?)?;
        match rest.get(4..8)? {
            b"IDAT" => return None,
            b"pHYs" => {
                let across = u32::from_be_bytes(*body.first_chunk()?);
                let down = u32::from_be_bytes(*body.get(4..)?.first_chunk()?);
                let metres = body.get(8) == Some(&1);
                return metres.then_some((across as f32 / INCHES_A_METRE, down as f32 / INCHES_A_METRE));
            }
            _ => rest = rest.get(length.checked_add(12)?..)?,
        }
    }
}
