//! QR codes (ISO/IEC 18004), drawn as outlines.

use fast_qr::qr::{QRBuilder, QRCodeError};
use fast_qr::{ECL, QRCode};

use super::{Color, Path, PictureError, Segment, Vector};
use crate::geometry::{Point, Pt, Size};

/// The smallest module a phone reads well from paper: 0.39 mm.
const SMALLEST_MODULE: Pt = 1.1;

/// A code is an inch wide at least, so that it can be read at arm's length.
const SMALLEST_CODE: Pt = 72.0;

/// Clear modules on each side (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;

/// A QR code of `address`, quiet zone included, black on nothing, with error correction M (15 % may be damaged).
pub fn qr(address: &str) -> Result<Vector, PictureError> {
    if address.is_empty() {
        return Err(PictureError::new("there is no address to make a QR code of", ""));
    }
    let code = QRBuilder::new(address).ecl(ECL::M).build().map_err(|error| match error {
        QRCodeError::EncodedData | QRCodeError::SpecifiedVersion => {
            PictureError::new("the address is too long for a QR code", "use a shorter address")
        }
    })?;
    let modules = (code.size + 2 * QUIET) as f32;
    let module = SMALLEST_MODULE.max(SMALLEST_CODE / modules);
    let side = modules * module;
    let path = Path { segments: outline(&code, module), fill: Some(BLACK), even_odd: false, stroke: None };
    Ok(Vector { natural: Size { width: side, height: side }, paths: vec![path] })
}

const BLACK: Color = Color { red: 0, green: 0, blue: 0 };

/// A rectangle for every run of dark modules in a row.
fn outline(code: &QRCode, module: Pt) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (row, modules) in code.data.chunks(code.size.max(1)).take(code.size).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|one, next| one.value() == next.value()) {
            if run.first().is_some_and(|first| first.value()) {
                rectangle(&mut segments, [column, row, column + run.len(), row + 1], module);
            }
            column += run.len();
        }
    }
    segments
}

/// Corners in modules, from the code's own start and top edges.
fn rectangle(segments: &mut Vec<Segment>, corners: [usize; 4], module: Pt) {
    let [left, top, right, bottom] = corners.map(|edge| (edge + QUIET) as f32 * module);
    segments.extend([
        Segment::Move(Point { x: left, y: top }),
        Segment::Line(Point { x: right, y: top }),
        Segment::Line(Point { x: right, y: bottom }),
        Segment::Line(Point { x: left, y: bottom }),
        Segment::Close,
    ]);
}
