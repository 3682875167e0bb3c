//! Outlines and pictures.

use std::sync::Arc;

use lopdf_reader::Object;

use super::fixtures::*;
use super::reader::{Reader, written};
use crate::geometry::{Point, Rect};
use crate::layout::handout::*;
use crate::picture::*;

fn at(x: f32, y: f32) -> Point {
    Point { x, y }
}

fn square(x: f32, y: f32, side: f32) -> Vec<Segment> {
    use Segment::{Close, Line, Move};
    vec![Move(at(x, y)), Line(at(x + side, y)), Line(at(x + side, y + side)), Line(at(x, y + side)), Close]
}

fn stroke() -> Stroke {
    Stroke {
        color: BLUE,
        width: 0.5,
        cap: Cap::Round,
        join: Join::Bevel,
        miter_limit: 10.0,
        dashes: vec![3.0, 1.5],
        dash_offset: 0.0,
    }
}

/// The operators of the first artifact.
fn drawn(paths: Vec<Path>) -> String {
    let mut draft = Draft::new("Ink");
    draft.heading(Tree::ROOT, 1, "Ink");
    for path in paths {
        draft.ink(Owner::Artifact(Artifact::Layout), Ink::Path(path));
    }
    let operators = Reader::of(&written(&[draft.handout])).operators(1);
    operators.split_once("/Artifact BMC ").unwrap().1.split_once(" EMC").unwrap().0.to_string()
}

#[test]
fn rectangles_are_short() {
    let path = Path { segments: square(72.0, 92.0, 10.0), fill: Some(BLUE), even_odd: false, stroke: None };
    assert_eq!(drawn(vec![path]), "72 700 10 -10 re f", "the heading's colour is still set");
}

#[test]
fn outlines_keep_their_curves_and_rules() {
    let mut segments = square(100.0, 100.0, 50.0);
    segments.extend([
        Segment::Move(at(110.0, 120.0)),
        Segment::Curve(at(110.0, 110.0), at(130.0, 110.0), at(130.0, 120.0)),
        Segment::Line(at(120.0, 140.006)),
        Segment::Close,
    ]);
    let grey = Color { red: 128, green: 128, blue: 128 };
    let path = Path { segments, fill: Some(grey), even_odd: true, stroke: Some(stroke()) };
    let expected = ".502 g .043 .361 .478 RG .5 w 1 J 2 j [3 1.5]0 d \
                    100 692 50 -50 re 110 672 m 110 682 130 682 130 672 c 120 651.99 l h B* \
                    300 400 m 400 400 l S";
    let segments = vec![Segment::Move(at(300.0, 392.0)), Segment::Line(at(400.0, 392.0))];
    let line = Path { segments, fill: None, even_odd: false, stroke: Some(stroke()) };
    assert_eq!(drawn(vec![path, line]), expected, "a style is not set twice");
}

#[test]
fn text_and_outline_of_one_node_share_a_mark() {
    let mut draft = Draft::new("Underlined");
    draft.heading(Tree::ROOT, 1, "Underlined");
    let paragraph = draft.add(Tree::ROOT, Role::Paragraph);
    draft.text(paragraph, "before");
    let path = Path { segments: square(72.0, 92.0, 10.0), fill: Some(BLUE), even_odd: false, stroke: None };
    draft.ink(Owner::Node(paragraph), Ink::Path(path));
    draft.text(paragraph, "after");
    let file = Reader::of(&written(&[draft.handout]));
    assert!(file.structure().ends_with("  P\n    1: before<f>after\n"), "{}", file.structure());
}

/// Colours and opacities of 20 by 10 pixels.
fn pixels(alpha: bool) -> Vec<[u8; 4]> {
    (0..200u8).map(|n| [n, n / 2, 40, if alpha { n } else { 255 }]).collect()
}

fn raster(alpha: bool) -> Raster {
    let mut encoded = Vec::new();
    let image = image::RgbaImage::from_raw(20, 10, pixels(alpha).concat()).unwrap();
    image.write_with_encoder(image::codecs::png::PngEncoder::new(&mut encoded)).unwrap();
    match Picture::decode("x.png", &encoded) {
        Ok(Picture::Raster(raster)) => Arc::unwrap_or_clone(raster),
        other => panic!("{other:?}"),
    }
}

fn pictured(rasters: Vec<Raster>) -> Handout {
    let mut draft = Draft::new("Picture");
    draft.heading(Tree::ROOT, 1, "Picture");
    for raster in rasters {
        let area = Rect { x: 72.0, y: 100.0, width: 150.0, height: 75.0 };
        let figure = draft.add(Tree::ROOT, Role::Figure { alt: "A gradient".into(), area });
        draft.ink(Owner::Node(figure), Ink::Raster { area, raster: Arc::new(raster) });
    }
    draft.handout
}

#[test]
fn a_picture_with_opacity_is_kept_byte_for_byte() {
    let file = Reader::of(&written(&[pictured(vec![raster(true)])]));
    let expected = "  Figure Alt=A gradient O=Layout Placement=Block BBox=72 617 222 692\n    1: <Do>\n";
    assert!(file.structure().ends_with(expected), "{}", file.structure());
    assert!(file.operators(1).contains("q 150 0 0 75 72 617 cm /I0 Do Q"), "{}", file.operators(1));
    let images: Vec<_> = images(&file);
    assert_eq!(images.len(), 2, "the picture and its mask");
    let mask = images.iter().find(|(channels, _)| *channels == 1).unwrap();
    let color = images.iter().find(|(channels, _)| *channels == 3).unwrap();
    assert_eq!(mask.1, pixels(true).iter().map(|pixel| pixel[3]).collect::<Vec<_>>());
    assert_eq!(color.1, pixels(true).iter().flat_map(|pixel| &pixel[..3]).copied().collect::<Vec<_>>());
}

/// Channels and samples of every image.
fn images(file: &Reader) -> Vec<(usize, Vec<u8>)> {
    let streams = file.document.objects.values().filter_map(|object| object.as_stream().ok());
    streams
        .filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image"))
        .map(|stream| {
            assert!(!stream.dict.has(b"Interpolate"));
            let grey = stream.dict.get(b"ColorSpace").unwrap().as_name().unwrap() == b"DeviceGray";
            (if grey { 1 } else { 3 }, stream.decompressed_content().unwrap())
        })
        .collect()
}

#[test]
fn equal_pictures_are_one_object() {
    let file = Reader::of(&written(&[pictured(vec![raster(false), raster(false), raster(true)])]));
    assert_eq!(images(&file).len(), 3, "two colours, one mask");
    assert_eq!(file.operators(1).matches("/I0 Do").count(), 2);
}

#[test]
fn a_jpeg_goes_in_as_it_is() {
    let mut encoded = Vec::new();
    let pixels = image::RgbImage::from_fn(16, 16, |x, y| image::Rgb([x as u8 * 16, y as u8 * 16, 128]));
    pixels.write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut encoded)).unwrap();
    let jpeg = Raster {
        width: 16,
        height: 16,
        color: Samples { encoding: Encoding::Jpeg, data: encoded.clone() },
        hash: [9; 32],
        ..raster(false)
    };
    let bytes = written(&[pictured(vec![jpeg])]);
    assert!(bytes.windows(encoded.len()).any(|window| window == encoded));
}

/// A photograph in two sizes is one object, as fine as the larger one needs.
#[test]
fn a_photograph_is_as_fine_as_paper_shows() {
    let mut encoded = Vec::new();
    let grain = |x: u32, y: u32| ((x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 7) % 9;
    let pixels = image::RgbImage::from_fn(800, 600, |x, y| {
        let light = x / 4 + y / 20 + grain(x, y);
        image::Rgb([light as u8, (light / 2) as u8, 90])
    });
    pixels.write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut encoded)).unwrap();
    let Ok(Picture::Raster(photo)) = Picture::decode("x.jpg", &encoded) else { panic!("a JPEG") };
    let mut draft = Draft::new("Picture");
    draft.heading(Tree::ROOT, 1, "Picture");
    for width in [36.0, 72.0] {
        let area = Rect { x: 72.0, y: 100.0, width, height: width * 0.75 };
        let figure = draft.add(Tree::ROOT, Role::Figure { alt: "A gradient".into(), area });
        draft.ink(Owner::Node(figure), Ink::Raster { area, raster: Arc::clone(&photo) });
    }
    let file = Reader::of(&written(&[draft.handout]));
    let streams = file.document.objects.values().filter_map(|object| object.as_stream().ok());
    let images: Vec<_> = streams.filter(|stream| stream.dict.has(b"BitsPerComponent")).collect();
    let [image] = images.as_slice() else { panic!("{} images", images.len()) };
    let number = |key: &[u8]| image.dict.get(key).and_then(Object::as_i64).unwrap();
    assert_eq!((number(b"Width"), number(b"Height")), (300, 225));
    let shown = image::load_from_memory(&image.content).unwrap();
    assert_eq!((shown.width(), shown.height()), (300, 225));
    assert_eq!(file.operators(1).matches("/I0 Do").count(), 2);
}
