//! What the pictures promise.

mod drawing;
mod hostile;
mod pixels;
mod reduced;
mod same_bytes;
mod svg;

use std::io::Read;

use super::*;

const INTERLACED: &[u8] = include_bytes!("../../../tests/pictures/interlaced.png");
const PROGRESSIVE: &[u8] = include_bytes!("../../../tests/pictures/progressive.jpg");
const CMYK: &[u8] = include_bytes!("../../../tests/pictures/cmyk.jpg");

fn raster(bytes: &[u8]) -> Raster {
    match Picture::decode("x", bytes) {
        Ok(Picture::Raster(raster)) => Arc::unwrap_or_clone(raster),
        other => panic!("{other:?}"),
    }
}

fn decoded(svg: &str) -> Picture {
    Picture::decode("x.svg", svg.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{svg}"))
}

fn drawing(svg: &str) -> Vector {
    match decoded(svg) {
        Picture::Vector(vector) => vector,
        other => panic!("{other:?}\n{svg}"),
    }
}

/// The samples of a picture as they are shown, one byte a channel.
fn unpacked(samples: &Samples, row: usize, channels: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(samples.data.as_slice()).read_to_end(&mut bytes).unwrap();
    match samples.encoding {
        Encoding::Flate => return bytes,
        Encoding::Predicted => {}
        Encoding::Jpeg => panic!("a JPEG"),
    }
    let mut shown = vec![0; row];
    for line in bytes.chunks(row + 1) {
        let above = shown[shown.len() - row..].to_vec();
        for (at, byte) in line[1..].iter().enumerate() {
            let left = if at >= channels { i16::from(shown[shown.len() - channels]) } else { 0 };
            let corner = if at >= channels { i16::from(above[at - channels]) } else { 0 };
            let up = i16::from(above[at]);
            let nearest = |estimate: i16| {
                [left, up, corner].into_iter().min_by_key(|one| (estimate - one).abs()).unwrap_or_default()
            };
            let foretold = [0, left, up, (left + up) / 2, nearest(left + up - corner)][usize::from(line[0])];
            shown.push(byte.wrapping_add(foretold as u8));
        }
    }
    shown.split_off(row)
}

fn colors(raster: &Raster) -> Vec<u8> {
    let channels = if raster.channels == Channels::Grey { 1 } else { 3 };
    unpacked(&raster.color, raster.width as usize * channels, channels)
}

fn alpha(raster: &Raster) -> Option<Vec<u8>> {
    raster.alpha.as_ref().map(|alpha| unpacked(alpha, raster.width as usize, 1))
}

fn refusal(bytes: &[u8]) -> String {
    match Picture::decode("x.svg", bytes) {
        Err(error) => error.message,
        Ok(picture) => panic!("{picture:?}"),
    }
}

/// A picture at 100 by 50 pixels with `content`.
fn svg(content: &str) -> String {
    let head = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink""#;
    format!("{head} width=\"100\" height=\"50\" viewBox=\"0 0 100 50\">\n{content}\n</svg>")
}

fn color(red: u8, green: u8, blue: u8) -> Option<Color> {
    Some(Color { red, green, blue })
}

/// The smallest box around all points of a path.
fn bounds(path: &Path) -> [f32; 4] {
    let points = path.segments.iter().flat_map(|segment| match *segment {
        Segment::Move(to) | Segment::Line(to) => vec![to],
        Segment::Curve(first, second, to) => vec![first, second, to],
        Segment::Close => vec![],
    });
    points.fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |[left, top, right, bottom], point| {
        [left.min(point.x), top.min(point.y), right.max(point.x), bottom.max(point.y)]
    })
}

fn near(found: [f32; 4], expected: [f32; 4]) {
    let close = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 0.05);
    assert!(close, "{found:?} is not {expected:?}");
}

/// The ending of a name is not asked; unusable kinds are named.
#[test]
fn content_tells_the_kind() {
    assert!(matches!(Picture::decode("figures/face.jpg", INTERLACED), Ok(Picture::Raster(_))));
    let error = Picture::decode("figures/face.png", b"GIF89a...").unwrap_err();
    assert_eq!(error.message, "`figures/face.png` is a GIF picture, which cannot be printed");
    assert!(error.hint.unwrap().contains("PNG"));
    assert_eq!(refusal(b""), "`x.svg` is empty");
    assert!(refusal(b"RIFF....WEBPVP8 ").contains("a WebP picture"));
    assert!(refusal(b"hello").contains("not a picture of a known kind"));
}

/// A placed picture fills its area, and its lines grow with it.
#[test]
fn placing_stretches_outlines_and_strokes() {
    let line = r#"<path d="M0 0H100V50" fill="none" stroke="red" stroke-width="4" stroke-dasharray="8 4"/>"#;
    let vector = drawing(&svg(&format!("<g>{line}</g>")).replace("0 0 100 50", "-10 -10 120 70"));
    let placed: Vec<Path> = vector
        .placed(Rect { x: 10.0, y: 20.0, width: vector.natural.width * 2.0, height: vector.natural.height * 2.0 })
        .collect();
    assert_eq!(placed.len(), 1);
    let (one, two) = (vector.paths[0].stroke.as_ref().unwrap(), placed[0].stroke.as_ref().unwrap());
    assert_eq!(two.width, one.width * 2.0);
    assert_eq!(two.dashes, [one.dashes[0] * 2.0, one.dashes[1] * 2.0]);
    let [left, top, right, bottom] = bounds(&vector.paths[0]);
    near(bounds(&placed[0]), [10.0 + left * 2.0, 20.0 + top * 2.0, 10.0 + right * 2.0, 20.0 + bottom * 2.0]);
}

/// Read back: every module is where ISO/IEC 18004 wants it, at least in the three finder patterns and the quiet zone.
#[test]
fn a_qr_code_is_large_enough_and_clear_around() {
    for address in ["https://example.org/a", &format!("https://example.org/{}", "long/".repeat(100))] {
        let code = qr(address).unwrap();
        let [path] = code.paths.as_slice() else { panic!("one path") };
        assert_eq!(path.fill, color(0, 0, 0));
        let [left, top, right, bottom] = bounds(path);
        let finder = match path.segments[..2] {
            [Segment::Move(from), Segment::Line(to)] => to.x - from.x,
            _ => panic!("{:?}", path.segments),
        };
        let module = finder / 7.0;
        assert!(module >= 1.099 && code.natural.width >= 71.9, "{module}");
        near(
            [left, top, right, bottom],
            [4.0 * module, 4.0 * module, code.natural.width - 4.0 * module, code.natural.height - 4.0 * module],
        );
    }
    assert!(qr("").is_err());
    assert_eq!(qr(&"x".repeat(5000)).unwrap_err().message, "the address is too long for a QR code");
}
