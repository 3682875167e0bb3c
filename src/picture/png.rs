//! PNG files (PNG, third edition).

use std::io::Cursor;

use image::metadata::Orientation;
use png::{
    BitDepth, ColorType, DecodeOptions, Decoder, DecodingError, InterlaceInfo, Limits, Reader, Transformations,
    expand_interlaced_row,
};

use super::raster::{Pixels, Setting, check_size, damaged};
use super::{PictureError, Raster};

/// Memory that the decoder may take besides the pixels: some rows of the largest picture.
const MOST_BYTES: usize = 16 << 20;

/// Decodes a PNG file. Words and colour profiles in it are passed over, not inflated.
pub(super) fn png(bytes: &[u8]) -> Result<Raster, PictureError> {
    let head = Head::read(bytes).ok_or_else(|| damaged("PNG"))?;
    check_size(head.width, head.height)?;
    let pixels = decode(bytes)?;
    let setting = Setting { is_photograph: pixels.is_photograph(), ..setting(bytes) };
    Ok(pixels.packed(setting, bytes))
}

/// What the header says (11.2.1).
struct Head {
    width: u32,
    height: u32,
    color: u8,
}

impl Head {
    fn read(bytes: &[u8]) -> Option<Head> {
        let &[w0, w1, w2, w3, h0, h1, h2, h3, _, color] = bytes.get(16..)?.first_chunk()?;
        Some(Head { width: u32::from_be_bytes([w0, w1, w2, w3]), height: u32::from_be_bytes([h0, h1, h2, h3]), color })
    }
}

/// The most bytes that decoding takes. A transparent colour may stand in a file of any kind.
pub(super) fn cost(bytes: &[u8]) -> usize {
    let Some(head) = Head::read(bytes) else { return 0 };
    let channels = if matches!(head.color, 0 | 4) { 2 } else { 4 };
    (head.width as usize).saturating_mul(head.height as usize).saturating_mul(channels).saturating_add(MOST_BYTES)
}

fn decode(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let broken = |_| damaged("PNG");
    let mut options = DecodeOptions::default();
    options.set_ignore_text_chunk(true);
    options.set_ignore_iccp_chunk(true);
    let mut decoder = Decoder::new_with_options(Cursor::new(bytes), options);
    decoder.set_limits(Limits { bytes: MOST_BYTES });
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(broken)?;
    let (width, height) = (reader.info().width, reader.info().height);
    check_size(width, height)?;
    let (color, depth) = reader.output_color_type();
    let channels = match color {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
        ColorType::Indexed => return Err(damaged("PNG")),
    };
    let mut pixels = Pixels { width, height, channels, data: vec![0; width as usize * channels * height as usize] };
    pixels.read_rows(&mut reader, depth).map_err(broken)?;
    reader.finish().map_err(broken)?;
    Ok(pixels)
}

impl Pixels {
    /// Reads all rows, or those of all seven passes.
    fn read_rows(&mut self, reader: &mut Reader<Cursor<&[u8]>>, depth: BitDepth) -> Result<(), DecodingError> {
        let row = self.width as usize * self.channels;
        let mut line = Vec::with_capacity(row);
        let mut top = 0;
        while let Some(found) = reader.next_interlaced_row()? {
            line.clear();
            match depth {
                // As near as eight bits come, as `image` rounds too.
                BitDepth::Sixteen => line.extend(
                    found
                        .data()
                        .chunks_exact(2)
                        .map(|pair| ((u32::from(u16::from_be_bytes([pair[0], pair[1]])) + 128) / 257) as u8),
                ),
                _ => line.extend_from_slice(found.data()),
            }
            match found.interlace() {
                InterlaceInfo::Null(_) => {
                    let target = self.data.get_mut(top * row..).unwrap_or_default();
                    target.iter_mut().zip(&line).for_each(|(to, from)| *to = *from);
                    top += 1;
                }
                InterlaceInfo::Adam7(pass) => {
                    expand_interlaced_row(&mut self.data, row, &line, pass, 8 * self.channels as u8);
                }
            }
        }
        Ok(())
    }
}

/// What the chunks say of how the picture lies: the first pHYs before the pixels (11.3.4.3), where it counts in metres,
/// and eXIf (11.3.4.6), which may stand behind them.
fn setting(bytes: &[u8]) -> Setting {
    const INCHES_A_METRE: f32 = 39.370_08;
    let mut setting = Setting { orientation: Orientation::NoTransforms, density: None, is_photograph: false };
    let mut is_sized = false;
    for (kind, body) in chunks(bytes) {
        match &kind {
            b"IDAT" => is_sized = true,
            b"pHYs" if !is_sized => {
                is_sized = true;
                if let Some(&[x0, x1, x2, x3, y0, y1, y2, y3, 1]) = body.first_chunk() {
                    let across = u32::from_be_bytes([x0, x1, x2, x3]) as f32 / INCHES_A_METRE;
                    let down = u32::from_be_bytes([y0, y1, y2, y3]) as f32 / INCHES_A_METRE;
                    setting.density = Some((across, down));
                }
            }
            b"eXIf" => {
                // Some programs put the mark of a JPEG's segment before it.
                let body = body.strip_prefix(b"Exif\0\0").unwrap_or(body);
                setting.orientation = Orientation::from_exif_chunk(body).unwrap_or(setting.orientation);
            }
            _ => {}
        }
    }
    setting
}

/// Kind and body of each chunk (5.3), as far as the file is whole.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let kind = *rest.get(4..)?.first_chunk()?;
        let body = rest.get(8..length.checked_add(8)?)?;
        rest = rest.get(length.checked_add(12)?..).unwrap_or_default();
        Some((kind, body))
    })
}
