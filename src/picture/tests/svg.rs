//! SVG.

use super::*;

fn says(content: &str, what: &str) {
    let message = refusal(svg(content).as_bytes());
    assert!(message.contains(what), "{message:?} does not say {what:?}");
}

#[test]
fn sizes_are_points_and_view_boxes_are_honoured() {
    let square = r##"<rect x="10" y="10" width="20" height="20" fill="#102030"/>"##;
    let plain = drawing(&svg(square));
    assert_eq!(plain.natural, Size { width: 75.0, height: 37.5 });
    near(bounds(&plain.paths[0]), [7.5, 7.5, 22.5, 22.5]);
    assert_eq!(plain.paths[0].fill, color(16, 32, 48));
    let doubled = drawing(&svg(square).replace("0 0 100 50", "10 10 50 25"));
    near(bounds(&doubled.paths[0]), [0.0, 0.0, 30.0, 30.0]);
    let inches = svg(square).replace("width=\"100\" height=\"50\"", "width=\"2in\" height=\"1in\"");
    assert_eq!(drawing(&inches).natural, Size { width: 144.0, height: 72.0 });
}

#[test]
fn transforms_reach_outlines_and_strokes() {
    let line = r#"<path d="M0 0H10" stroke="red" stroke-width="2" stroke-dasharray="4 2" stroke-linecap="round"/>"#;
    let vector = drawing(&svg(&format!("<g transform='translate(20 5) rotate(90) scale(2)'>{line}</g>")));
    near(bounds(&vector.paths[0]), [15.0, 3.75, 15.0, 18.75]);
    let stroke = vector.paths[0].stroke.as_ref().unwrap();
    assert!((stroke.width - 3.0).abs() < 1e-4 && stroke.cap == Cap::Round);
    assert_eq!(stroke.dashes.iter().map(|dash| dash.round()).collect::<Vec<_>>(), [6.0, 3.0]);
}

/// A stroke wider one way than the other is drawn as the area it covers.
#[test]
fn unevenly_scaled_strokes_become_areas() {
    let vector =
        drawing(&svg(r#"<path transform="translate(50 20) scale(1 4)" d="M-20 0H20" stroke="red" stroke-width="2"/>"#));
    let [path] = vector.paths.as_slice() else { panic!("{vector:?}") };
    assert_eq!((path.fill, &path.stroke), (color(255, 0, 0), &None));
    near(bounds(path), [22.5, 12.0, 52.5, 18.0]);
}

#[test]
fn styles_uses_and_quadratic_curves_are_resolved() {
    let vector = drawing(&svg(r##"<style>.a { fill: #00ff00 }</style><defs><path id="p" d="M0 0Q10 20 20 0Z"/></defs>
            <use xlink:href="#p" x="30" class="a"/>"##));
    assert_eq!(vector.paths[0].fill, color(0, 255, 0));
    assert!(vector.paths[0].segments.iter().any(|segment| matches!(segment, Segment::Curve(..))));
    assert!(!vector.paths[0].even_odd);
    assert!(drawing(&svg(r#"<path fill-rule="evenodd" d="M0 0H9V9Z"/>"#)).paths[0].even_odd);
}

/// What would be drawn outside of the picture's area is cut off.
#[test]
fn nothing_leaves_the_area() {
    let vector = drawing(&svg(r#"<circle cx="0" cy="25" r="10"/><rect x="200" width="5" height="5"/>
           <path d="M90 25H140" stroke="blue" stroke-width="4"/>"#));
    assert_eq!(vector.paths.len(), 2);
    near(bounds(&vector.paths[0]), [0.0, 11.25, 7.5, 26.25]);
    near(bounds(&vector.paths[1]), [67.5, 17.25, 75.0, 20.25]);
}

/// Drawing programs wrap everything in a rectangle of clipping.
#[test]
fn rectangular_clipping_is_done_and_other_clipping_refused() {
    let clip = |shape: &str| {
        format!(
            r##"<defs><clipPath id="c">{shape}</clipPath></defs><g clip-path="url(#c)"><rect width="50" height="50"/></g>"##
        )
    };
    near(bounds(&drawing(&svg(&clip(r#"<rect width="100" height="50"/>"#))).paths[0]), [0.0, 0.0, 37.5, 37.5]);
    near(bounds(&drawing(&svg(&clip(r#"<path d="M10 10h20v20h-20z"/>"#))).paths[0]), [7.5, 7.5, 22.5, 22.5]);
    says(&clip(r#"<circle r="20"/>"#), "a clipping path that is not a rectangle");
    says(&clip(r#"<path d="M0 0L20 0L10 20Z"/>"#), "a clipping path that is not a rectangle");
    says(&clip(r#"<path d="M0 0L20 20L20 0L0 20Z"/>"#), "a clipping path that is not a rectangle");
}

#[test]
fn opacity_is_blended_with_paper_or_refused() {
    let black = drawing(&svg(r#"<rect width="9" height="9" fill-opacity="0.5"/>"#));
    assert_eq!(black.paths[0].fill, color(128, 128, 128));
    let group =
        drawing(&svg(r#"<g opacity="0.5"><rect width="9" height="9"/><rect width="5" height="5" fill="red"/></g>"#));
    assert_eq!(
        group.paths.iter().map(|path| path.fill).collect::<Vec<_>>(),
        [color(128, 128, 128), color(255, 128, 128)]
    );
    let gone = drawing(&svg(r#"<rect width="9" height="9" opacity="0"/><rect width="5" height="5"/>"#));
    assert_eq!(gone.paths.len(), 1);
    says(
        r#"<rect width="9" height="9"/><rect id="veil" x="5" width="9" height="9" opacity="0.5"/>"#,
        "line 2: the SVG has a see-through shape over another",
    );
    says(r#"<rect x="9" y="9" width="9" height="9" stroke="red" stroke-opacity="0.5"/>"#, "a see-through line");
}

#[test]
fn what_cannot_be_drawn_is_named_with_its_line() {
    let gradient = r#"<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>"#;
    says("\n<text x=\"1\" y=\"9\">Take with food</text>", "line 3: the SVG has text");
    says(
        r#"<image width="9" height="9" href="data:image/png;base64,AAAA"/>"#,
        "line 2: the SVG has a picture inside it",
    );
    says(r#"<foreignObject width="9" height="9"/>"#, "foreign content");
    says(r#"<script>alert(1)</script>"#, "a script");
    says(r#"<rect width="9" height="9"><animate attributeName="x" to="9"/></rect>"#, "an animation");
    says(r#"<use href="other.svg#a"/>"#, "a part from another file");
    says(r#"<style>@import url(http://example.org/a.css);</style>"#, "styles from another file");
    says(
        &format!(r##"{gradient}<rect width="9" height="9" fill="url(#g)"/>"##),
        "line 2: the SVG has a colour gradient",
    );
    says(
        r##"<pattern id="p" width="1" height="1"><rect width="9" height="9"/></pattern><rect width="9" height="9" fill="url(#p)"/>"##,
        "a pattern",
    );
    says(
        r##"<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="9" height="9" filter="url(#f)"/>"##,
        "a filter",
    );
    says(
        r##"<mask id="m"><rect width="9" height="9" fill="white"/></mask><rect width="9" height="9" mask="url(#m)"/>"##,
        "a mask",
    );
    says(r#"<rect width="9" height="9" style="mix-blend-mode:multiply"/>"#, "colours blended");
    says("", "shows nothing");
    // Leftovers of a drawing program that are not seen do no harm.
    drawing(&svg(&format!(
        "<defs>{gradient}</defs><title>A</title><metadata/><text> </text><rect width='9' height='9'/>"
    )));
}

#[test]
fn entities_are_read_but_not_multiplied() {
    let head = r##"<!DOCTYPE svg [<!ENTITY blue "#0000ff">]>"##;
    let body = svg(r#"<rect width="9" height="9" fill="&blue;"/>"#);
    assert_eq!(drawing(&format!("{head}{body}")).paths[0].fill, color(0, 0, 255));
    let laughs = r#"<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>"#;
    assert!(refusal(format!("{laughs}{}", svg("<desc>&b;</desc>")).as_bytes()).contains("entities"));
    let many = format!(r#"<!DOCTYPE svg [<!ENTITY a "{}">]>"#, "ha".repeat(10_000));
    let many = format!("{many}{}", svg(&format!("<desc>{}</desc>", "&a;".repeat(10_000))));
    assert!(refusal(many.as_bytes()).contains("entities"));
}
