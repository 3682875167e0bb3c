//! Pictures of pixels inside an SVG, each decoded once.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use usvg::roxmltree::{Document, Node};

use super::print::Print;
use super::raster::MOST_PIXELS;
use super::svg_file::{AS_PNG, cannot, target};
use super::{Kind, PictureError, Raster, jpeg, png};

/// Where a picture outside of the file is.
const EMBED: &str =
    "embed the picture in the SVG (Inkscape: Extensions, Images, Embed; Illustrator: Links, Embed Image)";

/// The pictures of a file.
#[derive(Default)]
pub(super) struct Embedded(BTreeMap<[u8; 32], Arc<Raster>>);

impl Embedded {
    /// Decodes the picture that an `image` element shows, and gives its hash.
    pub(super) fn read(&mut self, document: &Document, image: Node) -> Result<[u8; 32], PictureError> {
        let refuse = |what: &str, hint: &str| cannot(document, Some(image), what, hint);
        let address = target(image).unwrap_or_default().trim();
        if address.get(..5).is_none_or(|scheme| !scheme.eq_ignore_ascii_case("data:")) {
            return Err(refuse("a picture from another file", EMBED));
        }
        let bytes = payload(address).ok_or_else(|| refuse("a picture inside it that is not sound", AS_PNG))?;
        let hash = super::hash(&bytes);
        if self.0.contains_key(&hash) {
            return Ok(hash);
        }
        let told = |error: PictureError| {
            let line = document.text_pos_at(image.range().start).row;
            PictureError { message: format!("line {line}: in the picture inside the SVG: {}", error.message), ..error }
        };
        let raster = match Kind::of(&bytes) {
            Kind::Png => png::png(&bytes, Print::Whole).map_err(told)?,
            Kind::Jpeg => jpeg::jpeg(&bytes, Print::Whole).map_err(told)?,
            _ => return Err(refuse("a picture inside it that is no PNG or JPEG", AS_PNG)),
        };
        self.0.insert(hash, Arc::new(raster));
        let pixels = self.0.values().map(|raster| u64::from(raster.width) * u64::from(raster.height));
        if pixels.sum::<u64>() > MOST_PIXELS {
            return Err(refuse("pictures inside it of very many pixels", "scale them down"));
        }
        Ok(hash)
    }

    /// The picture that a [`name`] stands for.
    pub(super) fn named(&self, name: &[u8]) -> Option<&Arc<Raster>> {
        self.0.get(blake3::Hash::from_hex(name).ok()?.as_bytes())
    }

    /// The picture that a [`stand_in`] stands for.
    pub(super) fn shown(&self, stand_in: &[u8]) -> Option<&Arc<Raster>> {
        self.0.get(stand_in.get(HEADER..)?)
    }
}

/// What stands in the file in place of a picture's address.
pub(super) fn name(hash: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

/// Bytes of a PNG file up to its size (PNG, third edition, 5.2 and 11.2.1).
const HEADER: usize = 24;

/// As much of a PNG file as usvg asks for, which is the size, and the hash of the picture.
pub(super) fn stand_in(raster: &Raster) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec();
    bytes.extend_from_slice(&raster.width.to_be_bytes());
    bytes.extend_from_slice(&raster.height.to_be_bytes());
    bytes.extend_from_slice(&raster.hash);
    bytes
}

/// The bytes of a data address (RFC 2397) in base64, as SVG files have them, with line breaks anywhere.
fn payload(address: &str) -> Option<Vec<u8>> {
    let (head, data) = address.split_once(',')?;
    head.trim_end().to_ascii_lowercase().ends_with(";base64").then_some(())?;
    let data: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(data).ok()
}

/// The most bytes that decoding one of the pictures inside a file takes, and all of them as they stand in it.
pub(super) fn cost(bytes: &[u8]) -> usize {
    const MARK: &[u8] = b";base64,";
    let mut most = 0;
    let mut rest = bytes;
    while let Some(start) = rest.windows(MARK.len()).position(|part| part.eq_ignore_ascii_case(MARK)) {
        rest = rest.get(start + MARK.len()..).unwrap_or_default();
        let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\'' | b'<' | b')')).unwrap_or(rest.len());
        let data: Vec<u8> = rest.iter().take(end).copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        rest = rest.get(end..).unwrap_or_default();
        let inner = STANDARD.decode(data).unwrap_or_default();
        most = most.max(match Kind::of(&inner) {
            Kind::Png => png::cost(&inner),
            Kind::Jpeg => jpeg::cost(&inner),
            _ => 0,
        });
    }
    most
}
