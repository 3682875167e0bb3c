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
fn rectangular_clipping_leaves_plain_outlines() {
    let clip = |shape: &str| {
        format!(
            r##"<defs><clipPath id="c">{shape}</clipPath></defs><g clip-path="url(#c)"><rect width="50" height="50"/></g>"##
        )
    };
    near(bounds(&drawing(&svg(&clip(r#"<rect width="100" height="50"/>"#))).paths[0]), [0.0, 0.0, 37.5, 37.5]);
    near(bounds(&drawing(&svg(&clip(r#"<path d="M10 10h20v20h-20z"/>"#))).paths[0]), [7.5, 7.5, 22.5, 22.5]);
    for shape in [r#"<circle r="20"/>"#, r#"<path d="M0 0L20 0L10 20Z"/>"#, r#"<path d="M0 0L20 20L20 0L0 20Z"/>"#] {
        assert!(matches!(decoded(&svg(&clip(shape))), Picture::Drawing(_)), "{shape}");
    }
}

#[test]
fn opacity_is_blended_with_paper_where_nothing_lies_below() {
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
    for content in [
        r#"<rect width="9" height="9"/><rect id="veil" x="5" width="9" height="9" opacity="0.5"/>"#,
        r#"<rect x="9" y="9" width="9" height="9" stroke="red" stroke-opacity="0.5"/>"#,
    ] {
        assert!(matches!(decoded(&svg(content)), Picture::Drawing(_)), "{content}");
    }
}

#[test]
fn what_cannot_be_drawn_is_named_with_its_line() {
    let gradient = r#"<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>"#;
    says("\n<text x=\"1\" y=\"9\">Take with food</text>", "line 3: the SVG has text");
    says(
        r#"<image width="9" height="9" href="data:image/png;base64,AAAA"/>"#,
        "line 2: the SVG has a picture inside it",
    );
    says("\n<image href='https://example.org/a.png'/>", "line 3: the SVG has a picture from another file");
    says("<image width='9' height='9'/>", "a picture from another file");
    says(r#"<foreignObject width="9" height="9"/>"#, "foreign content");
    says(r#"<script>alert(1)</script>"#, "a script");
    says(r#"<rect width="9" height="9"><animate attributeName="x" to="9"/></rect>"#, "an animation");
    says(r#"<use href="other.svg#a"/>"#, "a part from another file");
    says(r#"<linearGradient id="g" href="other.svg#a"/>"#, "a colour from another file");
    says(r#"<style>@import url(http://example.org/a.css);</style>"#, "styles from another file");
    says(
        r##"<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="9" height="9" filter="url(#f)"/>"##,
        "a filter",
    );
    says(
        r##"<mask id="m"><rect width="9" height="9" fill="red"/></mask><rect width="9" height="9" mask="url(#m)"/>"##,
        "a mask with colours in it",
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

fn rect(style: &str) -> String {
    format!("<rect width='9' height='9' {style}/>")
}

/// A colour or a style that is not understood is never another colour.
#[test]
fn styles_that_usvg_would_pass_over_are_told() {
    for (style, told) in [
        ("style='fill:var(--c)'", "line 2: the SVG sets `fill` to `var(--c)`, which cannot be drawn"),
        ("style='fill:color(display-p3 1 0 0)'", "sets `fill` to `color(display-p3 1 0 0)`"),
        ("style='fill:oklch(60% 0.2 20)'", "sets `fill` to `oklch(60% 0.2 20)`"),
        ("style='fill:rgb(255 0 0 / 50%)'", "sets `fill`"),
        ("fill='color-mix(in srgb, red, blue)'", "sets `fill`"),
        ("fill='rde'", "sets `fill` to `rde`"),
        ("fill='url(other.svg#a)'", "sets `fill`"),
        ("fill=''", "sets `fill` to ``"),
        ("style='stroke:red;stroke-width:1rem'", "sets `stroke-width` to `1rem`"),
        ("style='fill:initial'", "sets `fill` to `initial`"),
        ("style='fill:#f00;fill:unset'", "sets `fill` to `unset`"),
        ("style='opacity:calc(1/2)'", "sets `opacity`"),
        ("style='transform:translateX(5px)'", "sets `transform`"),
        ("style='transform-box:fill-box'", "sets `transform-box`"),
        ("style='rotate:45deg'", "sets `rotate`"),
        ("style='x:50px'", "sets `x` to `50px`"),
        ("style='d:path(\"M0 0H9\")'", "sets `d`"),
        ("style='clip-path:circle(4px)'", "sets `clip-path`"),
        ("style='mask-image:url(#m)'", "sets `mask-image`"),
        ("style='filter:blur(2px)'", "sets `filter`"),
        ("style='animation:spin 1s'", "sets `animation`"),
        ("style='fill'", "has `fill` among its styles"),
        ("vector-effect='non-scaling-stroke'", "sets `vector-effect`"),
        ("transform='rotate(1turn)'", "sets `transform`"),
        ("x='calc(1px)'", "sets `x`"),
        ("style='mask-type:colour'", "sets `mask-type`"),
        ("style='color-interpolation:linearRGB'", "sets `color-interpolation`"),
        ("style='image-orientation:none'", "sets `image-orientation`"),
        ("systemLanguage='de'", "parts for one language only"),
    ] {
        says(&rect(style), told);
    }
}

#[test]
fn values_of_other_elements_that_usvg_would_pass_over_are_told() {
    says("<linearGradient><stop offset='5px'/></linearGradient>", "sets `offset` to `5px`");
    says("<radialGradient fr='calc(1px)'/>", "sets `fr`");
    says("<radialGradient gradientTransform='rotate(1turn)'/>", "sets `gradientTransform`");
    says("<linearGradient spreadMethod='mirror'/>", "sets `spreadMethod`");
    says("<pattern patternUnits='userspaceonuse'/>", "sets `patternUnits`");
    says("<mask x='5q'/>", "sets `x`");
    says("<path d='M0 0H9V9ZX4 4'/>", "has a path that breaks off");
    says("<polygon points='0,0 9,9 9'/>", "sets `points`");
    says("<path d='M0 0H9' stroke='red' stroke-dasharray='1' pathLength='10'/>", "pathLength");
    says("<flowRoot><flowPara>Take with food</flowPara></flowRoot>", "text");
}

#[test]
fn rules_of_a_style_sheet_that_usvg_would_pass_over_are_told() {
    let sheet = |rules: &str| format!("<style>\n{rules}</style>{}", rect("class='a'"));
    for (rules, told) in [
        ("g{--c:red}\nrect{fill:var(--c)}", "line 4: the SVG sets `fill` to `var(--c)`"),
        (":root{--c:rde}\nrect{fill:red;fill:var(--c)}", "line 4: the SVG sets `fill` to `var(--c)`"),
        (".a:not(.b){fill:red}", "has styles for `.a:not(.b)`"),
        ("rect:is(.a){fill:red}", "has styles for"),
        ("rect:nth-child(1){fill:red}", "has styles for"),
        (":root{fill:red}", "has styles for `:root`"),
        ("g~rect{fill:red}", "has styles for `g~rect`"),
        ("g{.a{fill:red}}", "has rules inside the rule `g`"),
        ("@media print{.a{fill:red}}", "has styles under `@media`"),
        ("@supports (fill:red){.a{fill:red}}", "has styles under `@supports`"),
        ("@layer a{.a{fill:red}}", "has styles under `@layer`"),
        (".a{fill:rde}", "line 3: the SVG sets `fill` to `rde`"),
        (".\\61{fill:red}", "has styles for"),
        (".a", "breaks off"),
    ] {
        says(&sheet(rules), told);
    }
    says(&sheet(".a{fill:red}").replace("<style>", "<style media='screen'>"), "has styles for `screen`");
    let linked = format!("<?xml-stylesheet href='a.css'?>{}", svg(&rect("")));
    assert!(refusal(linked.as_bytes()).contains("styles from another file"));
}

/// What other programs draw is drawn as they draw it, where usvg alone would lose it.
#[test]
fn styles_are_read_as_others_read_them() {
    let red = color(255, 0, 0);
    let filled = |style: &str| drawing(&svg(&format!("<rect width='9' height='9' {style}/>"))).paths[0].fill;
    for style in [
        "style='fill:#ff0000;fill:color(display-p3 1 0 0)'",
        "style='fill:color(display-p3 1 0 0);fill:#f00'",
        "style='--c:blue;fill:red'",
        "style='font:12px/1.5 Arial;fill:red'",
        "style='FILL:RED'",
        "style='fill:red!important;fill:blue'",
        "style='/* a;b:c */fill:red;-inkscape-stroke:none;stroke:NONE'",
        "style='color:red;fill:currentcolor'",
        "style='fill:rgb(100%,0%,0%)'",
        "fill='hsl(0, 100%, 50%)'",
        "fill='rgb(255 0 0)'",
        "fill='url(#none) red'",
        "style='background:white;fill:red'",
        "fill='var(--c, red)'",
        "style='fill:var(--c, var(--d, #f00))'",
    ] {
        assert_eq!(filled(style), red, "{style}");
    }
    let moved = drawing(&svg("<rect width='8' height='8' style='transform:translate(40px,4px)'/>"));
    near(bounds(&moved.paths[0]), [30.0, 3.0, 36.0, 9.0]);
    let turned = drawing(&svg("<rect width='8' height='8' style='transform:translate(40px,4px) rotate(90deg)'/>"));
    near(bounds(&turned.paths[0]), [24.0, 3.0, 30.0, 9.0]);
    let sheets = drawing(&svg("<style><![CDATA[@charset \"utf-8\"; /* } */ @font-face{font-family:a;src:url(a)}
        :root{--c:blue} g > .a, #b{fill:#f00;fill:oklch(1 1 1)} .a:hover{fill:blue} text{font:1px/2 a}]]></style>
        <g><rect class='a' width='9' height='9'/></g><rect id='b' width='5' height='5'/>"));
    assert_eq!(sheets.paths.iter().map(|path| path.fill).collect::<Vec<_>>(), [red, red]);
    let variables =
        drawing(&svg("<style>:root{--c:#f00} .a{fill:var(--c)}</style><rect class='a' width='9' height='9'/>
        <rect fill='var(--c)' width='9' height='9'/><rect style='fill:var(--c)' width='9' height='9'/>"));
    assert_eq!(variables.paths.iter().map(|path| path.fill).collect::<Vec<_>>(), [red; 3]);
    let sized =
        svg("<rect width='9' height='9'/>").replace("width=\"100\"", "style='width:100%;height:auto' width=\"100\"");
    assert_eq!(drawing(&sized).natural, Size { width: 75.0, height: 37.5 });
}

/// What is told behind a style that was written anew stands on its own line.
#[test]
fn lines_keep_their_numbers() {
    let styles = "<style>\n/* one\n two */\n.a{\n  fill:red;\n}\n</style>\n<g style='fill:red;\n  --c:1'/>";
    let filter = "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>";
    says(
        &format!("{styles}\n{filter}\n<g id='r' filter='url(#f)'><rect width='9' height='9'/></g>"),
        "line 12: the SVG has a filter",
    );
}
