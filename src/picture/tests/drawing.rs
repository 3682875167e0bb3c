//! Drawings of more than opaque outlines.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::picture::drawing::*;

/// As three programs write them.
pub const LOGOS: [&str; 3] = [
    include_str!("../../../tests/pictures/inkscape.svg"),
    include_str!("../../../tests/pictures/illustrator.svg"),
    include_str!("../../../tests/pictures/figma.svg"),
];

/// The parts of a picture at 100 by 50 pixels, which are ten units each.
fn parts(content: &str) -> Vec<Part> {
    match decoded(&svg(content)) {
        Picture::Drawing(drawing) => drawing.parts.clone(),
        other => panic!("{other:?}\n{content}"),
    }
}

fn shape(part: &Part) -> &Shape {
    match part {
        Part::Shape(shape) => shape,
        other => panic!("{other:?}"),
    }
}

fn group(part: &Part) -> &Group {
    match part {
        Part::Group(group) => group,
        other => panic!("{other:?}"),
    }
}

fn gradient(part: &Part) -> &Gradient {
    match &shape(part).paint {
        Paint::Gradient(gradient) => gradient,
        other => panic!("{other:?}"),
    }
}

/// Where a point of a gradient lies in the drawing.
fn placed(gradient: &Gradient, point: Point) -> [f32; 2] {
    let [a, b, c, d, e, f] = gradient.matrix;
    [a * point.x + c * point.y + e, b * point.x + d * point.y + f]
}

fn close(found: &[f32], expected: &[f32]) {
    let is_close = found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.01);
    assert!(is_close, "{found:?} is not {expected:?}");
}

/// The smallest box around all points of an outline.
fn extent(segments: &[Segment]) -> [f32; 4] {
    bounds(&Path { segments: segments.to_vec(), ..Path::default() })
}

const STOPS: &str = "<stop stop-color='red'/><stop offset='1' stop-color='blue'/>";

fn offsets(gradient: &Gradient) -> Vec<(f32, u8)> {
    gradient.stops.iter().map(|stop| (stop.offset, stop.color.red)).collect()
}

#[test]
fn gradients_lie_where_their_shape_or_they_say() {
    let box_of = parts(&format!(
        "<linearGradient id='g'>{STOPS}</linearGradient><rect x='20' y='10' width='40' height='20' fill='url(#g)'/>"
    ));
    let found = gradient(&box_of[0]);
    close(&placed(found, found.from.0), &[200.0, 100.0]);
    close(&placed(found, found.to.0), &[600.0, 100.0]);
    assert_eq!(offsets(found), [(0.0, 255), (1.0, 0)]);
    let own = parts(&format!(
        "<linearGradient id='a' gradientUnits='userSpaceOnUse' x1='10' x2='30' gradientTransform='rotate(90)'>{STOPS}
         </linearGradient><linearGradient id='g' xlink:href='#a'/>
         <g transform='translate(5 0)'><rect width='40' height='20' fill='url(#g)'/></g>"
    ));
    let found = gradient(&own[0]);
    close(&placed(found, found.from.0), &[50.0, 100.0]);
    close(&placed(found, found.to.0), &[50.0, 300.0]);
    let radial = parts(&format!(
        "<radialGradient id='g' gradientUnits='userSpaceOnUse' cx='20' cy='20' r='10' fx='16' fr='2'>{STOPS}
         </radialGradient><circle cx='20' cy='20' r='10' fill='url(#g)'/>"
    ));
    let found = gradient(&radial[0]);
    assert!(found.is_radial);
    close(&[found.from.0.x, found.from.0.y, found.from.1, found.to.0.x, found.to.1], &[16.0, 20.0, 2.0, 20.0, 10.0]);
}

/// Stops in the middle leave their colour on both sides; two at one place are an edge.
#[test]
fn gradients_begin_and_end_with_a_stop() {
    let found = parts(
        "<linearGradient id='g'><stop offset='.25' stop-color='red'/><stop offset='50%' stop-color='#0f0000'/>
         <stop offset='.5' stop-color='#0e0000'/></linearGradient><rect width='40' height='20' fill='url(#g)'/>",
    );
    let found: Vec<(i32, u8)> =
        offsets(gradient(&found[0])).iter().map(|(at, red)| ((at * 100.0).round() as i32, *red)).collect();
    assert_eq!(found, [(0, 255), (25, 255), (50, 15), (50, 14), (100, 14)]);
}

#[test]
fn gradients_that_repeat_are_laid_end_to_end() {
    let found = |method: &str| {
        parts(&format!(
            "<linearGradient id='g' gradientUnits='userSpaceOnUse' x1='10' x2='20' spreadMethod='{method}'>{STOPS}
             </linearGradient><rect width='40' height='20' fill='url(#g)'/>"
        ))
    };
    let repeated = found("repeat");
    let repeated = gradient(&repeated[0]);
    close(&[repeated.from.0.x, repeated.to.0.x], &[0.0, 40.0]);
    let quarters = [(0.0, 255), (0.25, 0), (0.25, 255), (0.5, 0), (0.5, 255), (0.75, 0), (0.75, 255), (1.0, 0)];
    assert_eq!(offsets(repeated), quarters);
    let reflected = found("reflect");
    let turned = [(0.0, 0), (0.25, 255), (0.25, 255), (0.5, 0), (0.5, 0), (0.75, 255), (0.75, 255), (1.0, 0)];
    assert_eq!(offsets(gradient(&reflected[0])), turned);
    let circles = parts(&format!(
        "<radialGradient id='g' gradientUnits='userSpaceOnUse' cx='10' cy='10' r='5' spreadMethod='repeat'>{STOPS}
         </radialGradient><rect width='20' height='20' fill='url(#g)'/>"
    ));
    // The corners are 14.1 away, which three circles of 5 hold.
    close(&[gradient(&circles[0]).to.1], &[15.0]);
    assert_eq!(gradient(&circles[0]).stops.len(), 6);
}

/// A gradient of no length is its last colour; what nobody draws alike is refused.
#[test]
fn odd_gradients_are_one_colour_or_refused() {
    let flat = drawing_of("<linearGradient id='g' x2='0'>", "linearGradient");
    assert_eq!(shape(&flat[0]).paint, Paint::Color(color(0, 0, 255).unwrap()));
    for (opening, kind, told) in [
        ("<radialGradient id='g' fx='2'>", "radialGradient", "focus is not inside its circle"),
        ("<linearGradient id='g' gradientTransform='scale(0)'>", "linearGradient", "sets `gradientTransform`"),
        ("<radialGradient id='g' fr='.1' spreadMethod='repeat'>", "radialGradient", "repeats itself around a disc"),
        ("<linearGradient id='g' x2='.001' spreadMethod='repeat'>", "linearGradient", "very many colours"),
    ] {
        let content = format!("{opening}{STOPS}</{kind}><rect width='9' height='9' fill='url(#g)'/>");
        let message = refusal(svg(&content).as_bytes());
        assert!(message.starts_with("line 2: ") && message.contains(told), "{message}");
    }
}

fn drawing_of(opening: &str, kind: &str) -> Vec<Part> {
    parts(&format!("{opening}{STOPS}</{kind}><rect width='9' height='9' fill='url(#g)'/>"))
}

/// Opacity that is the same everywhere needs no mask.
#[test]
fn stops_keep_their_opacity_where_it_differs() {
    let found = |first: f32, last: f32| {
        parts(&format!(
            "<linearGradient id='g'><stop stop-opacity='{first}'/><stop offset='1' stop-opacity='{last}'/>
             </linearGradient><rect width='9' height='9' fill='url(#g)' fill-opacity='.5'/>"
        ))
    };
    let (even, fading) = (found(0.5, 0.5), found(1.0, 0.0));
    assert_eq!((shape(&even[0]).opacity, gradient(&even[0]).stops[0].opacity), (0.25, 1.0));
    assert_eq!((shape(&fading[0]).opacity, gradient(&fading[0]).stops[1].opacity), (0.5, 0.0));
}

/// One outline cuts, also within another; several are a mask, for they are seen together.
#[test]
fn clip_paths_cut_in_turn() {
    let found = parts(
        "<clipPath id='a'><circle cx='10' cy='10' r='8'/></clipPath>
         <clipPath id='b' clip-path='url(#a)'><path clip-rule='evenodd' d='M0 0H20V20H0ZM5 5H15V15H5Z'/></clipPath>
         <rect clip-path='url(#b)' width='30' height='30' fill='red'/>",
    );
    let outer = group(&found[0]);
    let inner = group(&outer.parts[0]);
    close(&extent(&outer.clips[0].segments), &[20.0, 20.0, 180.0, 180.0]);
    close(&extent(&inner.clips[0].segments), &[0.0, 0.0, 200.0, 200.0]);
    assert!(inner.clips[0].even_odd && !outer.clips[0].even_odd);
    let union = parts(
        "<clipPath id='c' clipPathUnits='objectBoundingBox'><rect width='.5' height='1'/><circle cx='.5' cy='.5' r='.5'/>
         </clipPath><rect clip-path='url(#c)' width='30' height='30' fill='red'/>",
    );
    let mask = group(&union[0]).mask.as_ref().unwrap();
    assert_eq!((mask.by, mask.parts.len()), (MaskBy::Opacity, 2));
    close(&extent(&shape(&mask.parts[0]).segments), &[0.0, 0.0, 150.0, 300.0]);
    assert!(
        refusal(svg("<clipPath id='c'/><rect clip-path='url(#c)' width='9' height='9'/>").as_bytes())
            .contains("nothing")
    );
}

#[test]
fn masks_show_by_light_or_by_opacity() {
    let mask = |style: &str, fill: &str| {
        format!(
            "<mask id='m' style='{style}' maskUnits='userSpaceOnUse' x='2' y='2' width='10' height='10'>
             <circle cx='10' cy='10' r='8' fill='{fill}'/></mask><rect mask='url(#m)' width='30' height='30' fill='red'/>"
        )
    };
    let found = parts(&mask("", "#808080"));
    let by_light = group(&found[0]).mask.as_ref().unwrap();
    assert_eq!(by_light.by, MaskBy::Light);
    let shown = group(&by_light.parts[0]);
    close(&extent(&shown.clips[0].segments), &[20.0, 20.0, 120.0, 120.0]);
    assert_eq!(shape(&shown.parts[0]).paint, Paint::Color(color(128, 128, 128).unwrap()));
    let found = parts(&mask("mask-type:alpha", "#d9d"));
    assert_eq!(group(&found[0]).mask.as_ref().unwrap().by, MaskBy::Opacity);
    let message = refusal(svg(&mask("mask-type:luminance", "#d9d")).as_bytes());
    assert!(message.contains("a mask with colours in it"), "{message}");
}

/// What a group shows is see-through as one; fill and line of a shape each by themselves.
#[test]
fn opacity_is_kept_over_something() {
    let found = parts(
        "<rect width='30' height='30' fill='red'/><g opacity='.5'><rect width='20' height='20'/><rect x='9' width='20'
         height='20' fill='blue'/></g><path d='M0 0H9V9Z' fill='lime' fill-opacity='.2' stroke='red' stroke-opacity='.4'/>",
    );
    assert_eq!(shape(&found[0]).opacity, 1.0);
    let veil = group(&found[1]);
    assert_eq!((veil.opacity, veil.parts.len(), shape(&veil.parts[0]).opacity), (0.5, 2, 1.0));
    assert_eq!((shape(&found[2]).opacity, shape(&found[3]).opacity), (0.2, 0.4));
    assert!(matches!(&shape(&found[3]).cover, Cover::Line(line) if line.width == 10.0));
}

/// A drawing without anything see-through says so: printers draw it faster.
#[test]
fn a_drawing_knows_whether_it_is_see_through() {
    let is_see_through = |content: &str| match decoded(&svg(content)) {
        Picture::Drawing(drawing) => drawing.is_see_through,
        other => panic!("{other:?}"),
    };
    let gradient = format!("<linearGradient id='g'>{STOPS}</linearGradient>");
    assert!(!is_see_through(&format!("{gradient}<rect width='9' height='9' fill='url(#g)'/>")));
    assert!(is_see_through(&format!("{gradient}<rect width='9' height='9' fill='url(#g)' opacity='.5'/>")));
    assert!(!is_see_through(
        "<clipPath id='c'><circle r='8'/></clipPath><rect clip-path='url(#c)' width='9' height='9'/>"
    ));
}

fn data(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    let (first, last) = text.split_at(text.len() / 2);
    format!("data:image/png;base64,{first}\n  {last}")
}

#[test]
fn pictures_inside_are_decoded_once() {
    let inner = format!("<image id='i' x='10' width='20' height='30' xlink:href='{}'/>", data(INTERLACED));
    let found = parts(&format!("{inner}<use xlink:href='#i' y='5'/>"));
    let [Part::Image(first), Part::Image(second)] = found.as_slice() else { panic!("{found:?}") };
    let pixels = raster(INTERLACED);
    assert_eq!((&*first.raster, &first.raster.hash), (&pixels, &second.raster.hash));
    // Scaled to fit into 20 by 30 pixels, in the middle.
    let scale = (200.0 / pixels.width as f32).min(300.0 / pixels.height as f32);
    let (width, height) = (pixels.width as f32 * scale, pixels.height as f32 * scale);
    close(&first.matrix, &[width, 0.0, 0.0, height, 100.0 + (200.0 - width) / 2.0, (300.0 - height) / 2.0]);
    close(&second.matrix[5..], &[first.matrix[5] + 50.0]);
    let photograph = parts(&format!("<image width='9' height='9' href='{}'/>", data(PROGRESSIVE)));
    assert!(matches!(&photograph[0], Part::Image(image) if image.raster.color.encoding == Encoding::Jpeg));
}

#[test]
fn pictures_inside_that_cannot_be_printed_are_told_with_their_line() {
    let inside =
        |bytes: &[u8]| refusal(svg(&format!("\n<image width='9' height='9' href='{}'/>", data(bytes))).as_bytes());
    let end = INTERLACED.len() / 2;
    assert_eq!(
        inside(&INTERLACED[..end]),
        "line 3: in the picture inside the SVG: the PNG file is damaged or incomplete"
    );
    assert!(inside(b"GIF89a").starts_with("line 3: the SVG has a picture inside it that is no PNG or JPEG"));
    let plain = svg("<image width='9' height='9' href='data:image/svg+xml,&lt;svg/>'/>");
    assert!(refusal(plain.as_bytes()).contains("a picture inside it that is not sound"));
}

#[test]
fn patterns_are_laid_over_what_they_fill() {
    let found = parts(
        "<pattern id='p' patternUnits='userSpaceOnUse' x='2' width='10' height='20'><rect width='5' height='5'/></pattern>
         <path d='M0 0H30V20H0Z' fill='url(#p)' fill-opacity='.5'/>",
    );
    let filled = group(&found[0]);
    close(&extent(&filled.clips[0].segments), &[0.0, 0.0, 300.0, 200.0]);
    let Part::Tiles(tiles) = &filled.parts[0] else { panic!("{filled:?}") };
    assert_eq!((filled.opacity, tiles.places.len()), (0.5, 4));
    close(&extent(&tiles.outline), &[-80.0, 0.0, 20.0, 200.0]);
    close(&extent(&shape(&tiles.parts[0]).segments), &[-80.0, 0.0, -30.0, 50.0]);
    close(&[tiles.places[3].x, tiles.places[3].y], &[300.0, 0.0]);
}

/// What the three programs write of themselves does no harm, and all that is seen is there.
#[test]
fn logos_of_three_programs_are_drawn() {
    let counts = LOGOS.map(|logo| match decoded(logo) {
        Picture::Drawing(drawing) => (drawing.parts.len(), drawing.rasters().len(), drawing.is_see_through),
        other => panic!("{other:?}"),
    });
    assert_eq!(counts, [(5, 0, true), (5, 0, true), (1, 1, true)]);
}
