//! Files made to break a reader, and files broken by chance.

use std::time::{Duration, Instant};

use image::ExtendedColorType;
use proptest::prelude::*;

use super::drawing::LOGOS;
use super::pixels::jpeg;
use super::*;
use crate::picture::drawing::{Paint, Part};

/// Refused, and soon.
fn soon(bytes: &[u8]) -> String {
    let start = Instant::now();
    let message = refusal(bytes);
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}: {message}", start.elapsed());
    message
}

#[test]
fn malformed_svg_is_an_error_with_its_line() {
    assert!(soon(b"<svg").contains("not sound XML"));
    assert!(soon(b"<html><body/></html>").contains("not an SVG"));
    assert!(
        soon(b"<svg xmlns='http://www.w3.org/2000/svg'>\n<g>\n</svg>")
            .starts_with("line 3: the SVG file is not sound XML")
    );
    assert!(soon(b"<svg xmlns='http://www.w3.org/2000/svg' width='0' height='9'/>").contains("size"));
    assert!(soon(b"<svg>\xFF</svg>").contains("UTF-8"));
    assert!(soon(svg("<path d='M0 0H5V1e30Z'/>").replace("100", "1e9").as_bytes()).contains("meters wide"));
}

#[test]
fn deep_nesting_and_loops_are_refused() {
    let deep = svg(&format!("{}{}", "<g>".repeat(5000), "</g>".repeat(5000)));
    assert!(soon(deep.as_bytes()).contains("nested too deeply"));
    assert!(soon(svg(&"<g>".repeat(100_000)).as_bytes()).contains("XML"));
    let itself = r##"<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>"##;
    assert!(soon(svg(itself).as_bytes()).contains("repeats itself without end"));
}

#[test]
fn multiplied_copies_are_refused() {
    let mut content = String::from(r#"<g id="g0"><rect width="1" height="1"/></g>"#);
    for level in 1..12 {
        let inner = level - 1;
        content += &format!(r##"<g id="g{level}">{}</g>"##, format!(r##"<use href="#g{inner}"/>"##).repeat(10));
    }
    assert!(soon(svg(&content).as_bytes()).contains("too complex"));
    let marks = "<circle r='1'/>".repeat(1000);
    let marker =
        format!(r##"<marker id="m">{marks}</marker><path marker-mid="url(#m)" d="M0 0{}"/>"##, "L1 1".repeat(100_000));
    assert!(soon(svg(&marker).as_bytes()).contains("too complex"));
    assert!(soon(svg(&"<rect width='1' height='1'/>".repeat(60_000)).as_bytes()).contains("too complex"));
    assert!(soon(&vec![b'<'; 5 << 20]).contains("too complex"));
}

/// Attributes are compared with each other, styles with each element, references with what they lead to.
#[test]
fn what_is_looked_up_without_end_is_refused() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}='1'")).collect();
    assert!(soon(svg(&format!("<rect{attributes} width='9' height='9'/>")).as_bytes()).contains("too complex"));
    let spaces: String = (0..100_000).map(|n| format!(" xmlns:a{n}='u{n}'")).collect();
    assert!(soon(svg(&format!("<g{spaces}/>")).as_bytes()).contains("too complex"));
    let shapes = "<g>".repeat(50) + &"<rect width='10' height='10'/>".repeat(2000) + &"</g>".repeat(50);
    let styled = |rules: String| svg(&format!("<style>{rules}</style>{shapes}"));
    let rules: String = (0..20_000).map(|n| format!("g g g g g g .c{n},g>g+g g rect{{fill:red}}")).collect();
    assert!(soon(styled(rules).as_bytes()).contains("too complex"));
    assert!(soon(styled("g g g g g g g g g g{fill:red}".into()).as_bytes()).contains("too complex"));
    let rules: String = (0..20_000).map(|n| format!("rect{{fill:red;stroke-width:{n}}}")).collect();
    assert!(soon(styled(rules).as_bytes()).contains("too complex"));
    let clips = "<rect clip-path='url(#c)' width='1' height='1'/>".repeat(20_000);
    assert!(soon(svg(&format!("<clipPath id='c'>{clips}</clipPath>")).as_bytes()).contains("repeats itself"));
    let other = "<clipPath id='c'><rect width='9' height='9'/></clipPath>";
    assert!(soon(svg(&format!("{other}<clipPath id='d'>{clips}</clipPath>")).as_bytes()).contains("too complex"));
    let circle = "<linearGradient id='a' href='#b'/><linearGradient id='b' href='#c'/>\
                  <linearGradient id='c' href='#b'/><rect width='9' height='9' fill='url(#a)'/>";
    assert!(soon(svg(circle).as_bytes()).contains("too complex"));
    let entity = "<!DOCTYPE svg [<!ENTITY a \"<rect width='9' height='9'/>\">]>";
    assert!(soon(format!("{entity}{}", svg("&a;")).as_bytes()).contains("entities"));
}

/// usvg copies the stops of a gradient for each shape, and what a marker draws for each corner; simplecss counts lines at
/// the end of each declaration.
#[test]
fn what_readers_of_svg_multiply_is_refused() {
    let stops = |count: u32| -> String {
        (0..count).map(|n| format!("<stop offset='{}'/>", f64::from(n) / f64::from(count))).collect()
    };
    let painted = "<rect width='9' height='9' fill='url(#g)'/>";
    let inherited = format!("<g fill='url(#g)'>{}</g>", "<rect width='9' height='9'/>".repeat(1000));
    for (gradient, shapes) in [
        (format!("<linearGradient id='g'>{}</linearGradient>", stops(2000)), painted.repeat(1000)),
        (format!("<radialGradient id='g'>{}</radialGradient>", stops(2000)), inherited.clone()),
        (
            format!("<linearGradient id='h'>{}</linearGradient><linearGradient id='g' href='#h'/>", stops(2000)),
            inherited,
        ),
    ] {
        assert!(soon(svg(&format!("{gradient}{shapes}")).as_bytes()).contains("too complex"));
    }
    let few = format!("<linearGradient id='g'>{}</linearGradient>{}", stops(5), painted.repeat(1000));
    assert!(Picture::decode("x.svg", svg(&few).as_bytes()).is_ok());
    let marked = |mark: usize, used: &str| {
        let mark = "l1 1".repeat(mark);
        svg(&format!("<marker id='m'><path d='M0 0{mark}'/></marker><path {used} d='M0 0{}'/>", "l1 1".repeat(10_000)))
    };
    assert!(soon(marked(3000, "marker-mid='url(#m)'").as_bytes()).contains("too complex"));
    assert!(soon(marked(3000, "style='marker-mid:url(#m)'").as_bytes()).contains("too complex"));
    assert!(Picture::decode("x.svg", marked(3000, "").as_bytes()).is_ok(), "nothing is marked");
    // Lines have two ends, and an arc becomes many curves with corners between them.
    let arcs = |count: usize| "a1e9 1e9 0 0 1 1 1".repeat(count);
    let marker = format!("<marker id='m'><path d='M0 0{}'/></marker>", arcs(40));
    let lines = "<line x2='9'/>".repeat(20_000);
    assert!(soon(svg(&format!("{marker}<g marker-end='url(#m)'>{lines}</g>")).as_bytes()).contains("too complex"));
    let bent = format!("<path marker-mid='url(#m)' d='M0 0{}'/>", arcs(20));
    assert!(soon(svg(&format!("{marker}{bent}")).as_bytes()).contains("too complex"));
    let arrow = "<marker id='m'><path d='M0 0l9 5l-9 5z'/></marker>";
    let arrows = format!("{arrow}<g marker-end='url(#m)'>{}</g>", "<line x2='9' y2='9'/>".repeat(200));
    assert!(Picture::decode("x.svg", svg(&arrows).as_bytes()).is_ok());
    let rules: String = (0..60_000).map(|n| format!(".a{n}{{fill:red}}")).collect();
    let sheet = svg(&format!("<style>{rules}</style><rect class='a1' width='9' height='9'/>"));
    assert!(soon(sheet.as_bytes()).contains("too complex"));
    let list = format!("<rect style='{}' width='9' height='9'/>", "fill:red;".repeat(60_000));
    assert!(soon(svg(&list).as_bytes()).contains("too complex"));
    let short = format!("<rect style='{}' width='9' height='9'/>", "fill:red;".repeat(2000));
    let copies = format!("<g id='a'>{short}</g>{}", "<use href='#a'/>".repeat(300));
    assert!(soon(svg(&copies).as_bytes()).contains("too complex"));
    assert!(Picture::decode("x.svg", svg(&short).as_bytes()).is_ok());
}

/// An arc becomes the more curves the larger it is, even if almost all of it lies outside.
#[test]
fn arcs_of_astronomic_size_are_refused() {
    for shape in [
        "<path d='M1e300 5A1 1 0 1 1 70 20'/>",
        "<path d='M1e30 5A20 30 0 1 1 70 20'/>",
        "<path d='M0 0A1e200 1e200 0 1 1 70 20'/>",
        "<path d='m9e99 0m9e99 0a1 1 0 0 1 1 1'/>",
        "<circle r='1e38'/>",
        "<rect width='1e38' height='1e38' rx='1e38'/>",
        "<ellipse rx='9' ry='1e38in'/>",
    ] {
        assert!(soon(svg(shape).as_bytes()).contains("too complex"), "{shape}");
    }
    let arcs = "a5 5 0 0 1 2 2a5 5 0 0 1 -2 -2".repeat(2000);
    assert_eq!(drawing(&svg(&format!("<path d='M9 9{arcs}'/>"))).paths.len(), 1);
}

/// Curves that are cut at the edge become lines, and lines of dashes become areas.
#[test]
fn outlines_that_become_very_many_pieces_are_refused() {
    let curves = "C32000 32000 -32000 32000 9 9".repeat(20_000);
    assert!(soon(svg(&format!("<path d='M0 0{curves}'/>")).as_bytes()).contains("too complex"));
    let line = "<path transform='scale(1 2)' d='M0 0L90 40' stroke='red' stroke-dasharray='1e-6'/>";
    assert!(soon(svg(line).as_bytes()).contains("too complex"));
}

/// Dashes and curves that would fall into millions of pieces when a stroke becomes an area.
#[test]
fn fine_dashes_and_steep_scales_do_not_stall() {
    let start = Instant::now();
    for (scale, dashes) in [("1 2", "0.0001 0.0001"), ("1e5 1", "1 1"), ("1 1e-5", "3 1e-3"), ("1e-3 1e4", "none")] {
        let line = "M0 0C900 0 0 900 90 40A30 20 0 1 1 9 9Q1 90 80 10Z".repeat(20);
        let path = format!(
            r#"<path transform="scale({scale})" fill="none" stroke="red" stroke-width="2" stroke-dasharray="{dashes}" d="{line}"/>"#
        );
        if let Ok(picture) = Picture::decode("x.svg", svg(&path).as_bytes()) {
            sound(picture);
        }
    }
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

/// Gradients, patterns and masks come to more than their file says of them.
#[test]
fn parts_that_multiply_are_refused() {
    let square = "width='90' height='40'";
    let stops: String = (0..5000).map(|n| format!("<stop offset='{}'/>", f64::from(n) / 5000.0)).collect();
    let gradient = format!("<linearGradient id='g'>{stops}</linearGradient><rect {square} fill='url(#g)'/>");
    assert!(soon(svg(&gradient).as_bytes()).contains("very many colours"));
    let fine = "<linearGradient id='g' x2='1%' spreadMethod='repeat'><stop/><stop offset='1' stop-color='red'/>\
                </linearGradient>";
    let fine = fine.to_owned() + &format!("<rect {square} fill='url(#g)'/>").repeat(2000);
    assert!(soon(svg(&fine).as_bytes()).contains("too complex"));
    let tiny =
        format!("<pattern id='p' width='.001' height='.001'><circle r='1'/></pattern><rect {square} fill='url(#p)'/>");
    assert!(soon(svg(&tiny).as_bytes()).contains("thousands of tiles"));
    let mut nested = String::from("<pattern id='p0' width='1' height='1'><rect width='9' height='9'/></pattern>");
    let mut masked = String::from("<mask id='m0'><rect width='9' height='9' fill='white'/></mask>");
    for level in 1..20 {
        let inner = level - 1;
        let shapes = format!("<rect {square} fill='url(#p{inner})'/>").repeat(10);
        nested += &format!("<pattern id='p{level}' width='1' height='1'>{shapes}</pattern>");
        let shapes = format!("<rect {square} mask='url(#m{inner})'/>").repeat(10);
        masked += &format!("<mask id='m{level}'>{shapes}</mask>");
    }
    assert!(soon(svg(&format!("{nested}<rect {square} fill='url(#p19)'/>")).as_bytes()).contains("too complex"));
    assert!(soon(svg(&format!("{masked}<rect {square} mask='url(#m19)'/>")).as_bytes()).contains("too complex"));
}

/// A chain of what refers to one another is followed in depth.
#[test]
fn long_chains_are_refused() {
    for (kind, key) in [("pattern", "fill"), ("mask", "mask"), ("clipPath", "clip-path"), ("marker", "marker-end")] {
        let links: String = (1..5000)
            .map(|n| {
                format!("<{kind} id='c{n}' width='1' height='1'><path d='M0 0H9V9' {key}='url(#c{})'/></{kind}>", n - 1)
            })
            .collect();
        let first = format!("<{kind} id='c0' width='1' height='1'><path d='M0 0H9V9'/></{kind}>");
        let message = soon(svg(&format!("{first}{links}<path d='M0 0H9V9' {key}='url(#c4999)'/>")).as_bytes());
        assert!(message.contains("nested too deeply") || message.contains("too complex"), "{kind}: {message}");
    }
}

/// Nothing but the bytes is looked at.
#[test]
fn other_files_are_not_read() {
    let entity = r#"<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>"#;
    assert!(!soon(format!("{entity}{}", svg("<desc>&a;</desc>")).as_bytes()).contains("root"));
}

const ART: &str = r##"<style>.a{fill:#00f;stroke:red}</style><clipPath id="c"><rect width="90" height="40"/></clipPath>
    <g transform="rotate(20) scale(1 2)" clip-path="url(#c)"><path class="a" d="M0 0Q10 20 20 0C1 2 3 4 50 60Z"/></g>
    <marker id="m" orient="auto"><path d="M0 0L9 9"/></marker><path marker-end="url(#m)" stroke="#000"
    stroke-dasharray="1 2" stroke-width="3" d="M5 5A20 30 0 1 1 70 20"/><circle id="d" r="9"/><use href="#d" x="60"/>"##;

/// Some bytes of `file` replaced, left out or repeated.
fn mutilated(mut file: Vec<u8>, wounds: &[(usize, u8, u8)]) -> Vec<u8> {
    for &(place, kind, byte) in wounds {
        let at = place % file.len();
        match kind % 4 {
            0 => file[at] = byte,
            1 => file[at] ^= 1 << (byte % 8),
            2 => drop(file.drain(at..(at + usize::from(byte % 16) + 1).min(file.len() - 1).max(at))),
            _ => file.splice(at..at, std::iter::repeat_n(byte, usize::from(byte % 5))).for_each(drop),
        }
    }
    file
}

/// What comes out is sound, whatever went in.
fn sound(picture: Picture) {
    match picture {
        Picture::Raster(raster) => {
            let pixels = raster.width as usize * raster.height as usize;
            let channels = if raster.channels == Channels::Grey { 1 } else { 3 };
            assert!(raster.color.encoding == Encoding::Jpeg || colors(&raster).len() == pixels * channels);
            assert!(alpha(&raster).is_none_or(|alpha| alpha.len() == pixels));
            assert!(raster.natural.width > 0.0 && raster.natural.height.is_finite());
        }
        Picture::Drawing(drawing) => {
            assert!(drawing.natural.width > 0.0 && drawing.natural.height > 0.0 && !drawing.parts.is_empty());
            assert!(finite(&drawing.parts), "{drawing:?}");
        }
        Picture::Vector(vector) => {
            assert!(vector.natural.width > 0.0 && vector.natural.height > 0.0);
            for path in vector.placed(Rect { x: 1.0, y: 2.0, width: 30.0, height: 40.0 }) {
                assert!(bounds(&path).iter().all(|edge| edge.is_finite()), "{path:?}");
            }
        }
    }
}

/// Whether all places and all shares are numbers, and every gradient has stops in order.
fn finite(parts: &[Part]) -> bool {
    let outline = |segments: &[Segment]| {
        let path = Path { segments: segments.to_vec(), ..Path::default() };
        segments.is_empty() || bounds(&path).iter().all(|edge| edge.is_finite())
    };
    parts.iter().all(|part| match part {
        Part::Shape(shape) => {
            let sound = match &shape.paint {
                Paint::Color(_) => true,
                Paint::Gradient(it) => {
                    let ends = [it.from.0.x, it.from.0.y, it.from.1, it.to.0.x, it.to.0.y, it.to.1];
                    it.matrix.iter().chain(&ends).all(|number| number.is_finite())
                        && it.stops.len() > 1
                        && it.stops.is_sorted_by(|one, next| one.offset <= next.offset)
                }
            };
            sound && outline(&shape.segments) && (0.0..=1.0).contains(&shape.opacity)
        }
        Part::Image(image) => image.matrix.iter().all(|number| number.is_finite()),
        Part::Tiles(tiles) => {
            let sound = tiles.places.iter().all(|place| place.x.is_finite() && place.y.is_finite());
            sound && outline(&tiles.outline) && finite(&tiles.parts)
        }
        Part::Group(group) => {
            let is_masked = group.mask.as_ref().is_none_or(|mask| finite(&mask.parts));
            is_masked && group.clips.iter().all(|clip| outline(&clip.segments)) && finite(&group.parts)
        }
    })
}

/// A style that is put in everywhere is paid for.
#[test]
fn variables_that_multiply_are_refused() {
    let long = "red ".repeat(900);
    let uses = "<g style='fill:var(--a)'/>".repeat(50_000);
    let styled = svg(&format!("<style>:root{{--a:{long}}}</style>{uses}<rect width='9' height='9'/>"));
    assert!(soon(styled.as_bytes()).contains("sets `fill` to `var(--a)`"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wounded_files_are_errors_or_pictures(
        which in 0..9_usize,
        wounds in prop::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..6),
    ) {
        let file = match which {
            0 => INTERLACED.to_vec(),
            1 => PROGRESSIVE.to_vec(),
            2 => CMYK.to_vec(),
            3 => jpeg(ExtendedColorType::Rgb8),
            logo @ 4..7 => LOGOS[logo - 4].as_bytes().to_vec(),
            _ => svg(ART).into_bytes(),
        };
        if let Ok(picture) = Picture::decode("x", &mutilated(file, &wounds)) {
            sound(picture);
        }
    }

    #[test]
    fn any_text_makes_a_qr_code_or_an_error(address in "\\PC{0,200}") {
        prop_assert_eq!(qr(&address).is_ok(), !address.is_empty());
    }
}
