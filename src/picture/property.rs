//! What usvg understands of the style of an SVG, property by property, and what it would pass over in silence.

use std::str::FromStr;

use svgtypes::{Color, FuncIRI, Length, LengthListParser, LengthUnit, Number, Paint, PaintOrder, TransformOrigin};

/// What a value means for the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It is drawn when it is written like this.
    Drawn(String),
    /// It changes nothing of what is drawn here.
    Nothing,
    /// No program that reads CSS 2 knows it: what the same list says before or behind it may stand in for it.
    Unknown,
    /// Other programs know it, usvg does not.
    Undrawable,
}

/// Keywords of CSS that stand for a value from elsewhere (CSS Cascading 4, 7.3). usvg knows `inherit` alone.
const ELSEWHERE: [&str; 4] = ["initial", "unset", "revert", "revert-layer"];

/// Functions of CSS whose value is calculated from elsewhere.
const CALCULATED: [&str; 8] = ["var(", "env(", "attr(", "calc(", "min(", "max(", "clamp(", "light-dark("];

/// Places and sizes of shapes. usvg reads them from attributes only.
const GEOMETRY: [&str; 13] = ["x", "y", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "width", "height"];

/// Other properties that change a drawing, and that usvg does not know.
const UNDRAWABLE: [&str; 21] = [
    "d",
    "all",
    "translate",
    "rotate",
    "scale",
    "zoom",
    "perspective",
    "offset",
    "offset-path",
    "animation",
    "animation-name",
    "mask-image",
    "mask-border",
    "mask-border-source",
    "backdrop-filter",
    "content-visibility",
    "clip",
    "-webkit-mask",
    "-webkit-mask-image",
    "-webkit-clip-path",
    "-webkit-filter",
];

const BLENDING: [&str; 17] = [
    "normal",
    "multiply",
    "screen",
    "overlay",
    "darken",
    "lighten",
    "color-dodge",
    "color-burn",
    "hard-light",
    "soft-light",
    "difference",
    "exclusion",
    "hue",
    "saturation",
    "color",
    "luminosity",
    "plus-lighter",
];

/// Whether a name is that of a place or a size of a shape.
pub(super) fn is_geometry(name: &str) -> bool {
    GEOMETRY.contains(&name)
}

/// Whether a name means something in a style, and nothing or something else as an attribute.
pub(super) fn is_style_only(name: &str) -> bool {
    is_geometry(name) || UNDRAWABLE.contains(&name) || ["background", "background-color", "marker"].contains(&name)
}

/// What `value` of the property `name` means, as a style or as an attribute of its own. Both are without white space
/// around them, and `name` is in small letters.
pub(super) fn meaning(name: &str, value: &str) -> Meaning {
    if name.starts_with("--") {
        return Meaning::Nothing;
    }
    let known = match name {
        "fill" | "stroke" => paint(value),
        "color" | "stop-color" | "flood-color" | "lighting-color" => color(value),
        "background" | "background-color" => return background(value),
        "opacity" | "fill-opacity" | "stroke-opacity" | "stop-opacity" | "flood-opacity" => opacity(value),
        "stroke-width" | "stroke-dashoffset" => parsed::<Length>(value),
        "stroke-dasharray" => dashes(value),
        "stroke-miterlimit" => parsed::<Number>(value),
        "stroke-linecap" => word(value, &["butt", "round", "square"]),
        "stroke-linejoin" => word(value, &["miter", "miter-clip", "round", "bevel"]),
        "fill-rule" | "clip-rule" => word(value, &["nonzero", "evenodd"]),
        "visibility" => word(value, &["visible", "hidden", "collapse"]),
        "display" | "overflow" => is_word(value).then(|| value.to_ascii_lowercase()),
        "clip-path" | "mask" | "filter" | "marker" | "marker-start" | "marker-mid" | "marker-end" => link(value),
        "transform" => transform(value),
        "transform-origin" => parsed::<TransformOrigin>(value),
        "paint-order" => parsed::<PaintOrder>(value),
        "mix-blend-mode" => word(value, &BLENDING),
        "isolation" => word(value, &["auto", "isolate"]),
        "mask-type" => word(value, &["luminance", "alpha"]),
        "font-size" => return parsed::<Length>(value).map_or(Meaning::Nothing, Meaning::Drawn),
        "vector-effect" if value.eq_ignore_ascii_case("none") => return Meaning::Nothing,
        "transform-box" if value.eq_ignore_ascii_case("view-box") => return Meaning::Nothing,
        "color-interpolation" if value.eq_ignore_ascii_case("linearRGB") => return Meaning::Undrawable,
        "image-orientation" if !value.eq_ignore_ascii_case("from-image") => return Meaning::Undrawable,
        "vector-effect" | "transform-box" => return Meaning::Undrawable,
        _ if is_geometry(name) => return Meaning::Undrawable,
        _ if UNDRAWABLE.contains(&name) => return other(value),
        _ => return Meaning::Nothing,
    };
    let inherited = || (value.eq_ignore_ascii_case("inherit") && inherits(name)).then(|| "inherit".to_owned());
    known.or_else(inherited).map_or_else(|| not_known(value), Meaning::Drawn)
}

/// What a value that usvg does not know means to others.
fn not_known(value: &str) -> Meaning {
    let small = value.to_ascii_lowercase();
    let calculated = CALCULATED.iter().any(|function| small.contains(function));
    let elsewhere = small == "inherit" || ELSEWHERE.contains(&small.as_str());
    if calculated || elsewhere { Meaning::Undrawable } else { Meaning::Unknown }
}

/// A property that usvg does not know does no harm where it says what holds without it.
fn other(value: &str) -> Meaning {
    let small = value.to_ascii_lowercase();
    if ["none", "auto", "initial", "normal", "1", "visible"].contains(&small.as_str()) {
        Meaning::Nothing
    } else {
        Meaning::Undrawable
    }
}

/// The properties for which usvg takes `inherit` (its `AId::allows_inherit_value`).
fn inherits(name: &str) -> bool {
    !["transform", "transform-origin", "paint-order", "mix-blend-mode", "isolation", "marker", "mask-type"]
        .contains(&name)
}

fn parsed<T: FromStr>(value: &str) -> Option<String> {
    T::from_str(value).ok().map(|_| value.to_owned())
}

fn word(value: &str, words: &[&str]) -> Option<String> {
    words.iter().find(|word| value.eq_ignore_ascii_case(word)).map(|word| (*word).to_owned())
}

fn is_word(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-' || byte == b' ')
}

/// `none` and the like in the letters that usvg wants.
fn paint(value: &str) -> Option<String> {
    let words = ["none", "currentColor", "context-fill", "context-stroke"];
    word(value, &words).or_else(|| Paint::from_str(value).ok().map(|_| value.to_owned()))
}

fn color(value: &str) -> Option<String> {
    word(value, &["currentColor"]).or_else(|| parsed::<Color>(value))
}

/// What lies behind a whole drawing. White is what paper is.
fn background(value: &str) -> Meaning {
    let clear = ["none", "transparent", "inherit", "initial", "unset"].iter().any(|it| value.eq_ignore_ascii_case(it));
    match Color::from_str(value) {
        _ if clear => Meaning::Nothing,
        Ok(color) if color.alpha == 0 || color == Color::white() => Meaning::Nothing,
        _ => Meaning::Undrawable,
    }
}

fn opacity(value: &str) -> Option<String> {
    let length = Length::from_str(value).ok()?;
    matches!(length.unit, LengthUnit::None | LengthUnit::Percent).then(|| value.to_owned())
}

fn dashes(value: &str) -> Option<String> {
    let sound = LengthListParser::from(value).all(|length| length.is_ok());
    word(value, &["none"]).or_else(|| sound.then(|| value.to_owned()))
}

fn link(value: &str) -> Option<String> {
    word(value, &["none"]).or_else(|| FuncIRI::from_str(value).ok().map(|_| value.to_owned()))
}

/// A transform, without the units that CSS wants and SVG has always taken for granted.
fn transform(value: &str) -> Option<String> {
    if value.eq_ignore_ascii_case("none") {
        return Some(String::new());
    }
    let mut plain = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(next) = rest.chars().next() {
        let unit = ["px", "deg"].into_iter().find(|unit| rest.starts_with(unit));
        let after_number = plain.ends_with(|it: char| it.is_ascii_digit() || it == '.');
        match unit.filter(|_| after_number) {
            Some(unit) => rest = rest.get(unit.len()..).unwrap_or_default(),
            None => {
                plain.push(next);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
        }
    }
    svgtypes::Transform::from_str(&plain).is_ok().then_some(plain)
}
