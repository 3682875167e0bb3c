//! Drawings of gradients, clips, masks and pixels.

use std::sync::Arc;

use lopdf_reader::{Dictionary, Object, Stream};

use super::fixtures::*;
use super::reader::{Reader, written};
use crate::geometry::Rect;
use crate::layout::handout::*;
use crate::picture::Picture;

/// A handout with a picture at 100 by 50 pixels, 150 points wide.
fn pictured(contents: &[&str]) -> Handout {
    let mut draft = Draft::new("Picture");
    draft.heading(Tree::ROOT, 1, "Picture");
    for content in contents {
        let file = format!("<svg xmlns='http://www.w3.org/2000/svg' width='100' height='50'>{content}</svg>");
        let Ok(Picture::Drawing(drawing)) = Picture::decode("x.svg", file.as_bytes()) else { panic!("{file}") };
        let area = Rect { x: 72.0, y: 100.0, width: 150.0, height: 75.0 };
        let figure = draft.add(Tree::ROOT, Role::Figure { alt: "A drawing".into(), area });
        draft.ink(Owner::Node(figure), Ink::Drawing { area, drawing: Arc::clone(&drawing) });
    }
    draft.handout
}

fn resource<'a>(file: &'a Reader, of: &'a Dictionary, kind: &str, name: &str) -> &'a Object {
    let resources = file.get(of, "Resources").unwrap().as_dict().unwrap();
    file.get(file.get(resources, kind).unwrap().as_dict().unwrap(), name).unwrap()
}

fn page(file: &Reader) -> &Dictionary {
    file.document.get_dictionary(file.document.get_pages()[&1]).unwrap()
}

/// The form of the first drawing.
fn form(file: &Reader) -> &Stream {
    resource(file, page(file), "XObject", "D0").as_stream().unwrap()
}

/// The operators of a form, with blanks between them.
fn content(stream: &Stream) -> String {
    String::from_utf8(stream.decompressed_content().unwrap()).unwrap().replace('\n', " ")
}

fn numbers(file: &Reader, of: &Dictionary, key: &str) -> Vec<f32> {
    file.get(of, key).unwrap().as_array().unwrap().iter().map(|number| number.as_float().unwrap()).collect()
}

const GRADIENT: &str =
    "<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient>";

#[test]
fn a_gradient_is_a_shading_in_the_space_of_the_drawing() {
    let file = Reader::of(&written(&[pictured(&[&format!(
        "{GRADIENT}<rect x='10' y='10' width='40' height='20' fill='url(#g)'/><path d='M0 0L9 9' fill='none' stroke='url(#h) none'/>
         <rect width='5' height='5' fill='red'/>"
    )])]));
    assert!(file.operators(1).contains("q 0.15 0 0 0.15 72 617 cm /D0 Do Q"), "{}", file.operators(1));
    let form = form(&file);
    assert_eq!(numbers(&file, &form.dict, "BBox"), [0.0, 0.0, 1000.0, 500.0]);
    assert_eq!(
        content(form),
        "q /Pattern cs /P0 scn 100 400 400 -200 re f Q 1 0 0 rg 0 500 50 -50 re f",
        "no state is left over from the gradient"
    );
    let pattern = resource(&file, &form.dict, "Pattern", "P0").as_dict().unwrap();
    assert_eq!(numbers(&file, pattern, "Matrix"), [400.0, 0.0, 0.0, -200.0, 100.0, 400.0]);
    let shading = file.get(pattern, "Shading").unwrap().as_dict().unwrap();
    assert_eq!(file.get(shading, "ShadingType").unwrap().as_i64().unwrap(), 2);
    assert_eq!(numbers(&file, shading, "Coords"), [0.0, 0.0, 1.0, 0.0]);
    assert!(!form.dict.has(b"Group") && !page(&file).has(b"Group"), "nothing is see-through");
    let structure = file.structure();
    assert!(structure.ends_with("BBox=72 617 222 692\n    1: <Do>\n"), "{structure}");
}

#[test]
fn equal_drawings_are_one_object() {
    let one = format!("{GRADIENT}<rect width='40' height='20' fill='url(#g)'/>");
    let other = one.replace("40", "41");
    let file = Reader::of(&written(&[pictured(&[&one, &other, &one]), pictured(&[&one])]));
    let operators = file.operators(1) + &file.operators(2);
    assert_eq!((operators.matches("/D0 Do").count(), operators.matches("/D1 Do").count()), (3, 1));
    let forms = file.document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_form =
        |stream: &&Stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Form");
    assert_eq!(forms.filter(is_form).count(), 2);
}

#[test]
fn what_is_see_through_is_a_group_that_blends_in_srgb() {
    let file = Reader::of(&written(&[pictured(&[
        "<rect width='30' height='30'/><g opacity='.5'><rect width='20' height='20' fill='red'/></g>
         <rect width='5' height='5' fill='lime' fill-opacity='.25'/>",
    ])]));
    let form = form(&file);
    let operators = "0 500 300 -300 re f q /G0 gs /X0 Do Q q /G1 gs 0 1 0 rg 0 500 50 -50 re f Q";
    assert_eq!(content(form), operators);
    let veil = resource(&file, &form.dict, "XObject", "X0").as_stream().unwrap();
    assert_eq!(content(veil), "1 0 0 rg 0 500 200 -200 re f");
    for dictionary in [&form.dict, &veil.dict, page(&file)] {
        let group = file.get(dictionary, "Group").unwrap().as_dict().unwrap();
        assert_eq!(file.get(group, "CS").unwrap().as_name().unwrap(), b"DeviceRGB");
    }
    for (name, opacity) in [("G0", 0.5), ("G1", 0.25)] {
        let state = resource(&file, &form.dict, "ExtGState", name).as_dict().unwrap();
        for key in ["ca", "CA"] {
            assert_eq!(file.get(state, key).unwrap().as_float().unwrap(), opacity);
        }
    }
}

/// A mask goes by light or by opacity; so does a gradient that fades.
#[test]
fn masks_are_soft_masks() {
    let file = Reader::of(&written(&[pictured(&["<mask id='m'><rect width='20' height='20' fill='white'/></mask>
         <mask id='a' style='mask-type:alpha'><rect width='20' height='20' fill='red'/></mask>
         <rect width='30' height='30' mask='url(#m)'/><rect width='30' height='30' mask='url(#a)'/>
         <linearGradient id='f'><stop stop-opacity='1'/><stop offset='1' stop-opacity='0'/></linearGradient>
         <circle r='9' fill='url(#f)'/>"])]));
    let form = form(&file);
    for (name, by) in [("G0", &b"Luminosity"[..]), ("G1", b"Alpha"), ("G2", b"Luminosity")] {
        let state = resource(&file, &form.dict, "ExtGState", name).as_dict().unwrap();
        let mask = file.get(state, "SMask").unwrap().as_dict().unwrap();
        assert_eq!(file.get(mask, "S").unwrap().as_name().unwrap(), by);
        let group = file.get(mask, "G").unwrap().as_stream().unwrap();
        assert!(group.dict.has(b"Group"));
    }
    let state = resource(&file, &form.dict, "ExtGState", "G2").as_dict().unwrap();
    let group = file.get(file.get(state, "SMask").unwrap().as_dict().unwrap(), "G").unwrap().as_stream().unwrap();
    assert_eq!(content(group), "/Pattern cs /P0 scn 0 0 1000 500 re f");
}

#[test]
fn clips_tiles_and_pixels_are_placed() {
    let mut encoded = Vec::new();
    let pixels = image::RgbImage::from_fn(4, 2, |x, _| image::Rgb([x as u8 * 60, 9, 9]));
    pixels.write_with_encoder(image::codecs::png::PngEncoder::new(&mut encoded)).unwrap();
    let data = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, encoded);
    let file = Reader::of(&written(&[pictured(&[&format!(
        "<clipPath id='c'><path clip-rule='evenodd' d='M0 0H9V9Z'/></clipPath>
         <rect width='20' height='20' clip-path='url(#c)'/>
         <pattern id='p' patternUnits='userSpaceOnUse' width='10' height='10'><path d='M0 0H5V5Z'/></pattern>
         <rect x='40' width='20' height='10' fill='url(#p)'/>
         <image x='80' y='10' width='20' height='10' href='data:image/png;base64,{data}'/>"
    )])]));
    let form = form(&file);
    assert_eq!(
        content(form),
        "q 0 500 m 90 500 l 90 410 l h W* n 0 500 200 -200 re f Q \
         q 400 500 200 -100 re W n q 1 0 0 1 0 0 cm /X0 Do Q q 1 0 0 1 100 0 cm /X0 Do Q Q \
         q 200 0 0 100 800 300 cm /X1 Do Q"
    );
    let tile = resource(&file, &form.dict, "XObject", "X0").as_stream().unwrap();
    assert_eq!(numbers(&file, &tile.dict, "BBox"), [400.0, 400.0, 500.0, 500.0]);
    assert_eq!(content(tile), "400 500 100 -100 re W n 400 500 m 450 500 l 450 450 l h f");
    let image = resource(&file, &form.dict, "XObject", "X1").as_stream().unwrap();
    assert_eq!(image.dict.get(b"Width").unwrap().as_i64().unwrap(), 4);
}
