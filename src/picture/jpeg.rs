//! JPEG files: passed through as they are where every PDF reader draws them alike, decoded where not.
//!
//! Markers are those of ISO/IEC 10918-1, annex B.

use std::ops::Range;

use image::metadata::Orientation;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::pack;
use super::print::Print;
use super::raster::{Pixels, Setting, check_size, damaged, natural, too_large};
use super::{Channels, Encoding, PictureError, Raster, Samples, hash};

/// Scans a progressive file may have. Encoders write about ten; each costs a pass over the whole picture.
const MOST_SCANS: usize = 40;

/// The most bytes that one picture may take while it is decoded.
const MOST_BYTES: usize = 300 << 20;

/// Reads a JPEG file. It is decoded in any case: a PDF reader shows nothing, or half, of a broken one. A file that lost
/// a piece from its middle and still ends properly can pass, as it does in every viewer.
pub(super) fn jpeg(bytes: &[u8], print: Print) -> Result<Raster, PictureError> {
    let file = File::read(bytes).ok_or_else(|| damaged("JPEG"))?;
    let frame = file.frame.as_ref().ok_or_else(|| damaged("JPEG"))?;
    frame.check()?;
    check_size(frame.width, frame.height)?;
    if frame.cost() > MOST_BYTES {
        return Err(too_large(frame.width, frame.height));
    }
    if frame.components.len() == 4 && file.adobe.is_none() {
        return Err(PictureError::new("the JPEG is in printing colours (CMYK) of an unknown kind", RESAVE));
    }
    let pixels = decode(&file.kept, frame)?;
    if file.plain(frame) {
        drop(pixels);
        let channels = if frame.components.len() == 1 { Channels::Grey } else { Channels::Rgb };
        return Ok(Raster {
            width: frame.width,
            height: frame.height,
            natural: natural(frame.width, frame.height, file.density),
            channels,
            color: Samples { encoding: Encoding::Jpeg, data: file.bare() },
            alpha: None,
            is_photograph: true,
            hash: hash(bytes),
        });
    }
    let setting = Setting { orientation: file.orientation, density: file.density, is_photograph: true, print };
    drop(file);
    Ok(pixels.packed(setting, &pixels.statistics(), bytes))
}

const RESAVE: &str = "save it again as an ordinary RGB JPEG";

fn decode(bytes: &[u8], frame: &Frame) -> Result<Pixels, PictureError> {
    let space = if frame.components.len() == 1 { ColorSpace::Luma } else { ColorSpace::RGB };
    let data = samples(bytes, space)?;
    let channels = if space == ColorSpace::Luma { 1 } else { 3 };
    let pixels = Pixels { width: frame.width, height: frame.height, channels, data };
    if pixels.data.len() != frame.width as usize * frame.height as usize * channels {
        return Err(damaged("JPEG"));
    }
    Ok(pixels)
}

/// The samples of a file, row by row. They are the same on every machine: with vector instructions or without, the decoder
/// transforms (A.3.3), spreads colours and turns them to RGB in the same steps of whole numbers, and with the same rounding.
/// (Its option `set_use_unsafe` would not keep it from AVX2, for which there is a flag of its own that cannot be set.)
pub(super) fn samples(bytes: &[u8], space: ColorSpace) -> Result<Vec<u8>, PictureError> {
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(MOST_SCANS)
        .jpeg_set_out_colorspace(space);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode().map_err(|_| damaged("JPEG"))
}

/// A file without application segments; `None` when it is not whole.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    File::read(bytes).map(File::bare)
}

/// About how many bytes reading a file takes besides the file, as far as it can be told: its samples, and either a copy of it or,
/// where it is turned, what it is packed into.
pub(super) fn cost(bytes: &[u8]) -> usize {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut is_turned = false;
    while let Some((&[0xFF, marker], _)) = rest.split_first_chunk() {
        let length = rest.get(2..4).map_or(0, |length| usize::from(u16::from_be_bytes([length[0], length[1]])));
        let body = rest.get(4..2 + length).unwrap_or_default();
        is_turned |= marker == 0xE1 && orientation(body).is_some_and(|it| it != Orientation::NoTransforms);
        if matches!(marker, 0xC0..=0xC2)
            && let Some(frame) = Frame::read(marker, body)
        {
            let is_packed = is_turned || !matches!(frame.components.len(), 1 | 3);
            let packed = if is_packed { pack::cost(frame.samples() / 2) } else { 0 };
            return frame.cost().min(MOST_BYTES).saturating_add(packed.max(bytes.len()));
        }
        rest = rest.get(length.saturating_add(2).max(4)..).unwrap_or_default();
    }
    0
}

/// About how many bytes decoding a file takes besides the file.
pub(super) fn decoding_cost(bytes: &[u8]) -> usize {
    cost(bytes).saturating_sub(bytes.len())
}

/// What a JPEG file says of itself.
struct File {
    frame: Option<Frame>,
    /// The colour transform of Adobe's APP14 segment.
    adobe: Option<u8>,
    /// Pixels an inch, across and down, of the JFIF segment.
    density: Option<(f32, f32)>,
    orientation: Orientation,
    /// The file without comments, anything behind its end, and application segments but for those of Adobe, which a decoder
    /// needs to tell colours.
    kept: Vec<u8>,
    /// Where those stand.
    adobe_segments: Vec<Range<usize>>,
}

/// The frame header (B.2.2).
struct Frame {
    /// SOF0 is baseline, SOF2 progressive.
    process: u8,
    precision: u8,
    width: u32,
    height: u32,
    /// Identifiers of the colour components.
    components: Vec<u8>,
}

impl Frame {
    fn read(process: u8, body: &[u8]) -> Option<Frame> {
        let (&[precision, h1, h0, w1, w0, count], rest) = body.split_first_chunk()?;
        let components: Vec<u8> = rest.chunks_exact(3).filter_map(|chunk| chunk.first().copied()).collect();
        (components.len() == usize::from(count)).then(|| Frame {
            process,
            precision,
            width: u32::from(u16::from_be_bytes([w1, w0])),
            height: u32::from(u16::from_be_bytes([h1, h0])),
            components,
        })
    }

    /// About how many bytes decoding takes: all samples, and for a progressive file all coefficients.
    fn cost(&self) -> usize {
        let each = if self.process == 0xC2 { 3 } else { 1 };
        self.samples().saturating_mul(each)
    }

    /// How many samples all pixels have together.
    fn samples(&self) -> usize {
        self.width as usize * self.height as usize * self.components.len()
    }

    /// Refuses kinds of JPEG that hardly any program reads.
    fn check(&self) -> Result<(), PictureError> {
        let usual = matches!(self.process, 0xC0..=0xC2) && self.precision == 8;
        if usual && matches!(self.components.len(), 1 | 3 | 4) {
            return Ok(());
        }
        Err(PictureError::new("the JPEG is of an uncommon kind that cannot be printed", RESAVE))
    }
}

impl File {
    /// Walks through all markers up to the end of the image; `None` when the walk ends early.
    fn read(bytes: &[u8]) -> Option<File> {
        let mut file = File {
            frame: None,
            adobe: None,
            density: None,
            orientation: Orientation::NoTransforms,
            kept: Vec::with_capacity(bytes.len()),
            adobe_segments: Vec::new(),
        };
        file.keep(&[0xFF, 0xD8]);
        let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
        loop {
            rest = rest.get(rest.iter().position(|&byte| byte == 0xFF)?..)?;
            let fill = rest.iter().position(|&byte| byte != 0xFF)?;
            let (&marker, after) = rest.get(fill..)?.split_first()?;
            rest = after;
            match marker {
                0xD9 => break,
                0x00 | 0x01 | 0xD0..=0xD8 => continue,
                _ => {}
            }
            let length = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
            let body = rest.get(2..length)?;
            rest = rest.get(length..)?;
            file.segment(marker, body)?;
            if marker == 0xDA {
                let data = entropy_coded(rest)?;
                file.keep(data);
                rest = rest.get(data.len()..)?;
            }
        }
        file.keep(&[0xFF, 0xD9]);
        Some(file)
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.kept.extend_from_slice(bytes);
    }

    /// The file without application segments, comments and anything behind its end.
    fn bare(mut self) -> Vec<u8> {
        let kept = &mut self.kept;
        self.adobe_segments.into_iter().rev().for_each(|place| drop(kept.drain(place)));
        self.kept.shrink_to_fit();
        self.kept
    }

    fn segment(&mut self, marker: u8, body: &[u8]) -> Option<()> {
        let length = u16::try_from(body.len() + 2).ok()?.to_be_bytes();
        let head = [0xFF, marker, length[0], length[1]];
        match marker {
            0xE0 => self.density = self.density.or_else(|| density(body)),
            0xE1 => self.orientation = orientation(body).unwrap_or(self.orientation),
            0xEE if body.starts_with(b"Adobe") => {
                self.adobe = body.get(11).copied();
                let start = self.kept.len();
                self.keep(&head);
                self.keep(body);
                self.adobe_segments.push(start..self.kept.len());
            }
            0xE0..=0xEF | 0xFE => {}
            _ => {
                if matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF) {
                    if self.frame.is_some() {
                        return None;
                    }
                    self.frame = Some(Frame::read(marker, body)?);
                }
                self.keep(&head);
                self.keep(body);
            }
        }
        Some(())
    }

    /// Whether the bare file shows the same in every reader: upright, baseline or progressive, and grey or YCbCr, which
    /// is what DCTDecode takes three components for (ISO 32000-1, table 13). Components named R, G and B are taken for
    /// RGB by some.
    fn plain(&self, frame: &Frame) -> bool {
        let colors = match frame.components.as_slice() {
            [_] => true,
            b"RGB" => false,
            [_, _, _] => matches!(self.adobe, None | Some(1)),
            _ => false,
        };
        colors && self.orientation == Orientation::NoTransforms && matches!(frame.process, 0xC0 | 0xC2)
    }
}

/// How the picture lies, as an Exif segment says.
fn orientation(body: &[u8]) -> Option<Orientation> {
    body.strip_prefix(b"Exif\0\0").and_then(Orientation::from_exif_chunk)
}

/// The scan's data up to the next marker that is not a restart; in them 0xFF is always followed by zero (B.1.1.5).
fn entropy_coded(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))?;
    bytes.get(..end)
}

/// Pixels an inch from a JFIF segment, where it counts in inches or centimetres.
fn density(body: &[u8]) -> Option<(f32, f32)> {
    let &[unit, x1, x0, y1, y0] = body.strip_prefix(b"JFIF\0")?.get(2..)?.first_chunk()?;
    let factor = match unit {
        1 => 1.0,
        2 => 2.54,
        _ => return None,
    };
    let dots = |bytes| f32::from(u16::from_be_bytes(bytes)) * factor;
    Some((dots([x1, x0]), dots([y1, y0])))
}
