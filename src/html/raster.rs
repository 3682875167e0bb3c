//! Pixels as addresses of their own data (RFC 2397): JPEG files as they are, all else as PNG.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use png::ColorType;

use crate::picture::{Channels, Encoding, Raster, Samples};

/// The address of a picture's own data.
pub(super) fn data(raster: &Raster) -> String {
    match (raster.color.encoding, &raster.alpha) {
        (Encoding::Jpeg, None) => format!("data:image/jpeg;base64,{}", STANDARD.encode(&raster.color.data)),
        _ => format!("data:image/png;base64,{}", STANDARD.encode(png(raster))),
    }
}

/// A PNG file of the pixels.
fn png(raster: &Raster) -> Vec<u8> {
    let kind = match raster.channels {
        Channels::Grey => ColorType::Grayscale,
        Channels::Rgb => ColorType::Rgb,
    };
    let size = (raster.width, raster.height);
    let Some(alpha) = &raster.alpha else {
        return match raster.color.encoding {
            Encoding::Predicted => packed(&raster.color, size, kind),
            _ => unpacked(&raster.color.rows(size, kind.samples()), size, kind),
        };
    };
    let (color, alpha) = (raster.color.rows(size, kind.samples()), alpha.rows(size, 1));
    let mut pixels = Vec::with_capacity(color.len() + alpha.len());
    for (color, alpha) in color.chunks_exact(kind.samples()).zip(&alpha) {
        pixels.extend_from_slice(color);
        pixels.push(*alpha);
    }
    let kind = if kind == ColorType::Rgb { ColorType::Rgba } else { ColorType::GrayscaleAlpha };
    unpacked(&pixels, size, kind)
}

/// A PNG file of rows that are deflated with predictors, as PNG has them too.
fn packed(samples: &Samples, size: (u32, u32), kind: ColorType) -> Vec<u8> {
    written(size, kind, |writer| writer.write_chunk(png::chunk::IDAT, &samples.data))
}

/// A PNG file of bare pixels.
fn unpacked(pixels: &[u8], size: (u32, u32), kind: ColorType) -> Vec<u8> {
    written(size, kind, |writer| writer.write_image_data(pixels))
}

type Written = Result<(), png::EncodingError>;

fn written(
    (width, height): (u32, u32),
    kind: ColorType,
    content: impl FnOnce(&mut png::Writer<&mut Vec<u8>>) -> Written,
) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    let result = encoder.write_header().and_then(|mut writer| {
        content(&mut writer)?;
        writer.finish()
    });
    result.expect("as many pixels as the header says are written to memory");
    file
}
