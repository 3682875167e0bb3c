//! PNG files (PNG, third edition).

use std::io::Cursor;

use image::metadata::Orientation;
use png::{
    BitDepth, ColorType, DecodeOptions, Decoder, DecodingError, InterlaceInfo, Limits, Reader, Transformations,
    expand_interlaced_row,
};

use super::pack;
use super::pixel_statistics::PixelStatistics;
use super::print::Print;
use super::raster::{Packing, Pixels, Setting, check_size, damaged};
use super::{PictureError, Raster};

/// Memory that the decoder may take besides the pixels: some rows of the largest picture.
const MOST_BYTES: usize = 16 << 20;

/// Decodes a PNG file. Words and colour profiles in it are passed over, not inflated.
///
/// One that stands row by row as it is printed is decoded twice, first to see what its pixels are: so it is never in memory as
/// a whole.
pub(super) fn png(bytes: &[u8], print: Print) -> Result<Raster, PictureError> {
    let head = Head::read(bytes).ok_or_else(|| damaged("PNG"))?;
    check_size(head.width, head.height)?;
    let setting = Setting { print, ..setting(bytes) };
    if !head.is_in_order(setting.orientation) {
        let pixels = decode(bytes)?;
        let statistics = pixels.statistics();
        let setting = Setting { is_photograph: statistics.is_photograph(), ..setting };
        return Ok(pixels.packed(setting, &statistics, bytes));
    }
    let rows = Rows::of(bytes)?;
    let mut statistics = PixelStatistics::new(rows.channels);
    rows.each(|row, _| statistics.row(row))?;
    let setting = Setting { is_photograph: statistics.is_photograph(), ..setting };
    let mut packing = Packing::new((head.width, head.height), setting, &statistics);
    Rows::of(bytes)?.each(|row, _| packing.row(row))?;
    Ok(packing.finish(bytes))
}

/// What the header says (11.2.1).
struct Head {
    width: u32,
    height: u32,
    color: u8,
    interlace: u8,
}

impl Head {
    fn read(bytes: &[u8]) -> Option<Head> {
        let &[w0, w1, w2, w3, h0, h1, h2, h3, _, color, _, _, interlace] = bytes.get(16..)?.first_chunk()?;
        let (width, height) = (u32::from_be_bytes([w0, w1, w2, w3]), u32::from_be_bytes([h0, h1, h2, h3]));
        Some(Head { width, height, color, interlace })
    }

    /// Whether the rows stand one behind the other as they are printed.
    fn is_in_order(&self, orientation: Orientation) -> bool {
        self.interlace == 0 && orientation == Orientation::NoTransforms
    }
}

/// The most bytes that decoding takes. A transparent colour may stand in a file of any kind.
pub(super) fn cost(bytes: &[u8]) -> usize {
    let Some(head) = Head::read(bytes) else { return 0 };
    let packing = pack::cost(bytes.len()).saturating_add(MOST_BYTES);
    if head.is_in_order(setting(bytes).orientation) {
        return packing;
    }
    let channels = if matches!(head.color, 0 | 4) { 2 } else { 4 };
    (head.width as usize).saturating_mul(head.height as usize).saturating_mul(channels).saturating_add(packing)
}

/// All pixels of a file whose rows do not stand as they are printed.
fn decode(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let rows = Rows::of(bytes)?;
    let (width, height, channels) = (rows.width, rows.height, rows.channels);
    let row = width as usize * channels;
    let mut data = vec![0; row * height as usize];
    let mut top = 0;
    rows.each(|line, interlace| match interlace {
        InterlaceInfo::Null(_) => {
            let target = data.get_mut(top * row..).unwrap_or_default();
            target.iter_mut().zip(line).for_each(|(to, from)| *to = *from);
            top += 1;
        }
        InterlaceInfo::Adam7(pass) => expand_interlaced_row(&mut data, row, line, pass, 8 * channels as u8),
    })?;
    Ok(Pixels { width, height, channels, data })
}

/// The rows of a file, or those of all seven passes, as they are decoded.
struct Rows<'b> {
    reader: Reader<Cursor<&'b [u8]>>,
    width: u32,
    height: u32,
    /// Bytes a pixel: grey, grey and opacity, colour, or colour and opacity.
    channels: usize,
    depth: BitDepth,
}

impl<'b> Rows<'b> {
    fn of(bytes: &'b [u8]) -> Result<Rows<'b>, PictureError> {
        let mut options = DecodeOptions::default();
        options.set_ignore_text_chunk(true);
        options.set_ignore_iccp_chunk(true);
        let mut decoder = Decoder::new_with_options(Cursor::new(bytes), options);
        decoder.set_limits(Limits { bytes: MOST_BYTES });
        decoder.set_transformations(Transformations::EXPAND);
        let reader = decoder.read_info().map_err(broken)?;
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
        Ok(Rows { reader, width, height, channels, depth })
    }

    /// Shows each row, eight bits a channel.
    fn each(mut self, mut see: impl FnMut(&[u8], &InterlaceInfo)) -> Result<(), PictureError> {
        let mut line = Vec::new();
        while let Some(found) = self.reader.next_interlaced_row().map_err(broken)? {
            if self.depth != BitDepth::Sixteen {
                see(found.data(), found.interlace());
                continue;
            }
            // As near as eight bits come, as `image` rounds too.
            let near = |pair: &[u8; 2]| ((u32::from(u16::from_be_bytes(*pair)) + 128) / 257) as u8;
            line.clear();
            line.extend(found.data().as_chunks().0.iter().map(near));
            see(&line, found.interlace());
        }
        self.reader.finish().map_err(broken)
    }
}

fn broken(_: DecodingError) -> PictureError {
    damaged("PNG")
}

/// What the chunks say of how the picture lies: the first pHYs before the pixels (11.3.4.3), where it counts in metres,
/// and eXIf (11.3.4.6), which may stand behind them.
fn setting(bytes: &[u8]) -> Setting {
    const INCHES_A_METRE: f32 = 39.370_08;
    let mut setting =
        Setting { orientation: Orientation::NoTransforms, density: None, is_photograph: false, print: Print::Reduced };
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
