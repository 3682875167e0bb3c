//! A look through an SVG file before it is drawn: what usvg would leave out in silence is an error here, and so is what
//! would take it long. Pictures inside the file are decoded.

use std::borrow::Cow;
use std::ops::Range;
use std::str::FromStr;

use svgtypes::{AspectRatio, Length, LengthUnit, NumberListParser, PathParser, Transform, ViewBox};
use usvg::roxmltree::{Document, Node};

use super::PictureError;
use super::embedded::{Embedded, name};
use super::markup::{check_entities, check_tags};
use super::property::{Meaning, is_geometry, is_style_only, meaning};
use super::style::{Fault, Sheet, declarations, sheet, short};
use super::svg_file::{AS_PNG, SVG, cannot, href, parsed, target, too_complex};
use super::variables::{Variables, has_variables};
use super::weight::check_weight;

/// Bytes of a file; a drawing of more is a photograph or a map in disguise.
const MOST_BYTES: usize = 4 << 20;

/// A file that is known to be safe to draw.
pub(super) struct Surveyed<'a> {
    /// Its text, with its styles as usvg reads them, and with a name in place of each picture.
    pub text: Cow<'a, str>,
    /// The pictures inside, by name.
    pub pictures: Embedded,
}

/// Looks through a file.
pub(super) fn survey(bytes: &[u8]) -> Result<Surveyed<'_>, PictureError> {
    if bytes.len() > MOST_BYTES {
        return Err(too_complex());
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| PictureError::new("the SVG file is not in UTF-8", "export it again as SVG 1.1 in UTF-8"))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    check_entities(text)?;
    check_tags(text)?;
    let document = parsed(text)?;
    if !document.root_element().has_tag_name((SVG, "svg")) {
        let hint = "an SVG file begins with `<svg xmlns=\"http://www.w3.org/2000/svg\">`";
        return Err(PictureError::new("the file is XML but not an SVG picture", hint));
    }
    check_elements(&document)?;
    let (pictures, variables) = (Embedded::default(), variables(&document));
    let mut styles = Styles { document: &document, text, edits: Vec::new(), sheets: Vec::new(), pictures, variables };
    styles.read()?;
    check_weight(&document, &styles.sheets)?;
    Ok(Surveyed { text: edited(text, styles.edits), pictures: styles.pictures })
}

/// A word or a number at a place of the file that usvg would pass over.
fn not_understood(line: u32, says: &str) -> PictureError {
    let message = format!("line {line}: the SVG {says}, which cannot be drawn");
    PictureError::new(message, "export it again with plain colours and shapes (SVG 1.1, no CSS), or as PNG")
}

const NO_TEXT: &str = "convert text to outlines (Inkscape: Path, Object to Path; Illustrator: Type, Create Outlines)";

fn check_elements(document: &Document) -> Result<(), PictureError> {
    for node in document.root().children().filter(Node::is_pi) {
        if node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
            return Err(cannot(document, Some(node), "styles from another file", "export it again with styles inside"));
        }
    }
    for node in document.descendants().filter(Node::is_element) {
        if node.tag_name().namespace().is_none_or(|name| name == SVG)
            && let Some((what, hint)) = refused(node)
        {
            return Err(cannot(document, Some(node), what, hint));
        }
    }
    Ok(())
}

/// The variables that the styles of a file set.
fn variables(document: &Document) -> Variables {
    let mut variables = Variables::default();
    for node in document.descendants().filter(Node::is_element) {
        if node.tag_name().name() == "style" {
            let written: String = node.children().filter_map(|child| child.text()).collect();
            variables.read_sheet(&written);
        } else if let Some(list) = node.attribute("style") {
            variables.read_list(list, node == document.root_element());
        }
    }
    variables
}

/// What an element is and what to do instead, if it cannot be drawn.
fn refused(node: Node) -> Option<(&'static str, &'static str)> {
    let has_words = || node.descendants().any(|node| node.text().is_some_and(|text| !text.trim().is_empty()));
    Some(match node.tag_name().name() {
        "text" | "flowRoot" if has_words() => ("text", NO_TEXT),
        "feImage" | "video" | "audio" | "canvas" | "iframe" => ("a picture inside it", AS_PNG),
        "foreignObject" if !is_passed_over(node) => ("foreign content", AS_PNG),
        "script" => ("a script", "export it again without it"),
        "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" => {
            ("an animation", "export it again without it")
        }
        "mesh" | "meshgradient" | "meshGradient" | "hatch" | "solidColor" | "solidcolor" => {
            ("a colour of a kind that few programs know", AS_PNG)
        }
        "style" if node.text().is_some_and(|text| text.contains("@import")) => {
            ("styles from another file", "export it again with styles inside")
        }
        "linearGradient" | "radialGradient" | "pattern" if target(node).is_some_and(|it| !it.starts_with('#')) => {
            ("a colour from another file", "export it again as one file")
        }
        "use" if target(node).is_none_or(|target| !target.starts_with('#')) => {
            ("a part from another file", "export it again as one file")
        }
        _ if node.has_attribute("systemLanguage") => ("parts for one language only", "export it again without them"),
        _ if node.has_attribute("pathLength") && node.document().input_text().contains("dasharray") => {
            ("dashes measured in a way of their own (pathLength)", AS_PNG)
        }
        _ => return None,
    })
}

/// Whether it is for one program only, which finds its own data there, and every other takes what follows (SVG 2, 5.9).
fn is_passed_over(node: Node) -> bool {
    let is_in_switch = node.parent().is_some_and(|parent| parent.has_tag_name((SVG, "switch")));
    is_in_switch && node.attribute("requiredExtensions").is_some_and(|names| !names.trim().is_empty())
}

/// A piece of the file and what stands there instead.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// The styles of a file, being looked through.
struct Styles<'a, 'input> {
    document: &'a Document<'input>,
    text: &'input str,
    edits: Vec<Edit>,
    sheets: Vec<Sheet>,
    pictures: Embedded,
    variables: Variables,
}

impl<'a, 'input> Styles<'a, 'input> {
    fn read(&mut self) -> Result<(), PictureError> {
        for node in self.document.descendants().filter(Node::is_element) {
            if node.tag_name().name() == "style" {
                self.sheet(node)?;
            } else if node.tag_name().namespace().is_none_or(|name| name == SVG) {
                self.element(node)?;
            }
        }
        Ok(())
    }

    fn line(&self, at: usize) -> u32 {
        self.document.text_pos_at(at).row
    }

    /// A `style` element. Programs join its texts; usvg reads the first.
    fn sheet(&mut self, node: Node<'a, 'input>) -> Result<(), PictureError> {
        let is_css = node.attribute("type").is_none_or(|kind| kind.trim().eq_ignore_ascii_case("text/css"));
        let written: String = node.children().filter_map(|child| child.text()).collect();
        if !is_css || written.trim().is_empty() {
            return Ok(());
        }
        let media = node.attribute("media").unwrap_or("all").trim();
        if !["", "all", "print"].iter().any(|it| media.eq_ignore_ascii_case(it)) {
            return Err(not_understood(self.line(node.range().start), &format!("has styles for `{}`", short(media))));
        }
        let inner = inside(self.text, node.range());
        let found = sheet(&written, &self.variables).map_err(|fault| {
            let lines = |text: Option<&str>| text.unwrap_or_default().matches('\n').count() as u32;
            not_understood(self.line(inner.start) + lines(written.get(..fault.at)), &fault.says)
        })?;
        if node.attribute("type").is_some_and(|kind| kind != "text/css") {
            return Err(not_understood(self.line(node.range().start), "names its styles in capitals"));
        }
        self.replace(inner, &found.text);
        self.sheets.push(found);
        Ok(())
    }

    fn element(&mut self, node: Node<'a, 'input>) -> Result<(), PictureError> {
        if node.tag_name().name() == "image" {
            let hash = self.pictures.read(self.document, node)?;
            let address = href(node).expect("a picture without an address was refused");
            self.replace(address.range_value(), &format!("data:,{}", name(&hash)));
        }
        for attribute in node.attributes().filter(|attribute| attribute.namespace().is_none()) {
            let (name, value) = (attribute.name(), attribute.value().trim());
            let put = self.put_into(name, value);
            let value = put.as_deref().unwrap_or(value);
            let fault = |says: &str| not_understood(self.line(attribute.range().start), says);
            if name == "style" {
                let is_root = node == self.document.root_element();
                let listed = declarations(attribute.value(), is_root, &self.variables);
                let listed = listed.map_err(|it: Fault| fault(&it.says))?;
                self.replace(attribute.range_value(), &listed);
            } else if let Some(says) = wrong_attribute(node, name, value) {
                return Err(fault(&says));
            } else if !is_style_only(name)
                && let Meaning::Drawn(written) = meaning(name, value)
                && written != attribute.value()
            {
                self.replace(attribute.range_value(), &written);
            }
        }
        Ok(())
    }

    /// What an attribute that is a style too says with its variables put in, if it has any.
    fn put_into(&self, name: &str, value: &str) -> Option<String> {
        let is_style = || !is_style_only(name) && meaning(name, value) == Meaning::Undrawable;
        if has_variables(value) && is_style() { self.variables.put_into(value) } else { None }
    }

    /// Puts another text in place of a piece. Lines keep their numbers.
    fn replace(&mut self, range: Range<usize>, text: &str) {
        let lines = |text: &str| text.matches('\n').count();
        let old = lines(self.text.get(range.clone()).unwrap_or_default());
        let mut text = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&apos;");
        if old < lines(&text) {
            text = text.replace('\n', " ");
        }
        text.push_str(&"\n".repeat(old.saturating_sub(lines(&text))));
        self.edits.push(Edit { range, text });
    }
}

/// Elements whose places and sizes are attributes.
const PLACED: [&str; 10] =
    ["rect", "circle", "ellipse", "line", "use", "image", "mask", "pattern", "linearGradient", "radialGradient"];

/// Attributes that say what places are counted in.
const UNITS: [&str; 6] =
    ["gradientUnits", "patternUnits", "patternContentUnits", "maskUnits", "maskContentUnits", "clipPathUnits"];

/// What an attribute says that usvg would pass over, if it does.
fn wrong_attribute(node: Node, name: &str, value: &str) -> Option<String> {
    let says = || format!("sets `{name}` to `{}`", short(value));
    let has_places = PLACED.contains(&node.tag_name().name());
    let sound = match name {
        "d" if node.tag_name().name() == "path" => {
            return wrong_path(value).then(|| "has a path that breaks off".into());
        }
        "points" => {
            let mut numbers = 0;
            NumberListParser::from(value).all(|number| {
                numbers += 1;
                number.is_ok()
            }) && numbers % 2 == 0
        }
        "viewBox" => ViewBox::from_str(value).is_ok(),
        "preserveAspectRatio" => AspectRatio::from_str(value).is_ok(),
        "offset" if node.tag_name().name() == "stop" => is_share(value),
        "gradientTransform" | "patternTransform" => is_reversible(value),
        "spreadMethod" => ["pad", "reflect", "repeat"].contains(&value),
        _ if UNITS.contains(&name) => ["userSpaceOnUse", "objectBoundingBox"].contains(&value),
        "fx" | "fy" | "fr" => Length::from_str(value).is_ok(),
        _ if has_places && is_geometry(name) => value == "auto" || Length::from_str(value).is_ok(),
        _ if is_style_only(name) => true,
        _ => !matches!(meaning(name, value), Meaning::Unknown | Meaning::Undrawable),
    };
    (!sound).then(says)
}

/// Whether a value is a number or a percentage.
fn is_share(value: &str) -> bool {
    Length::from_str(value).is_ok_and(|length| matches!(length.unit, LengthUnit::None | LengthUnit::Percent))
}

/// Whether a value is a transform of a colour that leaves it some extent: usvg takes any other for none at all.
fn is_reversible(value: &str) -> bool {
    Transform::from_str(value).is_ok_and(|it| (it.a * it.d - it.b * it.c).is_normal())
}

fn wrong_path(data: &str) -> bool {
    data != "none" && PathParser::from(data).any(|segment| segment.is_err())
}

/// What stands between the start and the end tag of an element.
fn inside(text: &str, element: Range<usize>) -> Range<usize> {
    let whole = text.get(element.clone()).unwrap_or_default();
    let mut quote = None;
    let start = whole.bytes().position(|byte| {
        match (quote, byte) {
            (Some(mark), _) if byte == mark => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return true,
            _ => {}
        }
        false
    });
    let (start, end) = (start.map_or(whole.len(), |start| start + 1), whole.rfind("</").unwrap_or(whole.len()));
    element.start + start.min(end)..element.start + end
}

fn edited(text: &str, edits: Vec<Edit>) -> Cow<'_, str> {
    let differs = |edit: &Edit| text.get(edit.range.clone()) != Some(edit.text.as_str());
    let mut edits: Vec<Edit> = edits.into_iter().filter(differs).collect();
    if edits.is_empty() {
        return Cow::Borrowed(text);
    }
    edits.sort_by_key(|edit| edit.range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}
