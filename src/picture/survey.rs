//! A look through an SVG file before it is drawn: what usvg would leave out in silence is an error here, and so is what
//! would take it long.

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node, ParsingOptions};

use super::PictureError;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Bytes of a file; a drawing of more is a photograph or a map in disguise.
const MOST_BYTES: usize = 4 << 20;
/// Elements of a file.
const MOST_NODES: u32 = 200_000;
/// Elements within elements, `use` followed.
const MOST_DEPTH: usize = 100;
/// Bytes of path data after all copies that `use` makes.
const MOST_DRAWN: u64 = 16 << 20;
/// Bytes that entities may grow to.
const MOST_EXPANDED: usize = 4 << 20;

/// The file as XML, once it is known to be safe to draw.
pub(super) fn survey(bytes: &[u8]) -> Result<Document<'_>, PictureError> {
    if bytes.len() > MOST_BYTES {
        return Err(too_complex());
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| PictureError::new("the SVG file is not in UTF-8", "export it again as SVG 1.1 in UTF-8"))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    check_entities(text)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let what = error.to_string();
        let what = what.rsplit_once(" at ").map_or(what.as_str(), |(what, _)| what);
        let message = format!("line {}: the SVG file is not sound XML: {what}", error.pos().row);
        PictureError::new(message, "export it again")
    })?;
    if !document.root_element().has_tag_name((SVG, "svg")) {
        let hint = "an SVG file begins with `<svg xmlns=\"http://www.w3.org/2000/svg\">`";
        return Err(PictureError::new("the file is XML but not an SVG picture", hint));
    }
    check_elements(&document)?;
    check_weight(&document)?;
    Ok(document)
}

/// Something usvg would take too long or too much memory for.
pub(super) fn too_complex() -> PictureError {
    PictureError::new("the SVG drawing is too large or too complex", "simplify it, or export it as PNG")
}

/// Something at a place of the file that a handout cannot show.
pub(super) fn cannot(document: &Document, node: Option<Node>, what: &str, hint: &str) -> PictureError {
    let place = node.map(|node| format!("line {}: ", document.text_pos_at(node.range().start).row));
    PictureError::new(format!("{}the SVG has {what}, which cannot be drawn", place.unwrap_or_default()), hint)
}

/// Entities may stand for plain text only, and not for much of it: nested ones can grow without bound.
fn check_entities(text: &str) -> Result<(), PictureError> {
    let Some(start) = text.find("<!ENTITY") else { return Ok(()) };
    let declared = text.get(start..).unwrap_or_default();
    let declared = declared.split("]>").next().unwrap_or(declared);
    let uses = text.matches('&').count();
    if declared.contains('&') || declared.len().saturating_mul(uses) > MOST_EXPANDED {
        let hint = "export it again as plain SVG";
        return Err(PictureError::new("the SVG file defines abbreviations (entities) too intricate to read", hint));
    }
    Ok(())
}

fn check_elements(document: &Document) -> Result<(), PictureError> {
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name();
        if name.namespace() != Some(SVG) {
            continue;
        }
        match name.name() {
            "text" if node.descendants().any(|node| node.text().is_some_and(|text| !text.trim().is_empty())) => {
                let hint =
                    "convert text to outlines (Inkscape: Path, Object to Path; Illustrator: Type, Create Outlines)";
                return Err(cannot(document, Some(node), "text", hint));
            }
            "image" | "feImage" => return Err(cannot(document, Some(node), "a picture inside it", AS_PNG)),
            "foreignObject" => return Err(cannot(document, Some(node), "foreign content", AS_PNG)),
            "script" => return Err(cannot(document, Some(node), "a script", "export it again without it")),
            "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" => {
                return Err(cannot(document, Some(node), "an animation", "export it again without it"));
            }
            "style" if node.text().is_some_and(|text| text.contains("@import")) => {
                return Err(cannot(
                    document,
                    Some(node),
                    "styles from another file",
                    "export it again with styles inside",
                ));
            }
            "use" if target(node).is_none_or(|target| !target.starts_with('#')) => {
                return Err(cannot(document, Some(node), "a part from another file", "export it again as one file"));
            }
            _ => {}
        }
    }
    Ok(())
}

pub(super) const AS_PNG: &str = "export the drawing as PNG";

/// What a `use` refers to.
fn target<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute("href").or_else(|| node.attribute((XLINK, "href")))
}

/// Bounds what `use` and markers multiply.
fn check_weight(document: &Document) -> Result<(), PictureError> {
    let named = document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut scale = Scale { named, weights: BTreeMap::new() };
    let weight = scale.weigh(document.root_element(), 0)?.weight;
    let markers = document.descendants().filter(|node| node.has_tag_name((SVG, "marker")));
    let mut marks: u64 = 0;
    for marker in markers {
        marks = marks.saturating_add(scale.weigh(marker, 0)?.weight);
    }
    if weight > MOST_DRAWN || (marks > 0 && weight.saturating_mul(marks) > MOST_DRAWN.saturating_mul(8)) {
        return Err(too_complex());
    }
    Ok(())
}

/// What an element draws, with all copies.
#[derive(Clone, Copy)]
struct Load {
    /// Bytes of its attributes and of all it holds.
    weight: u64,
    /// Elements within elements.
    height: usize,
}

struct Scale<'a, 'input> {
    named: BTreeMap<&'a str, Node<'a, 'input>>,
    /// By node, once known.
    weights: BTreeMap<u32, Load>,
}

impl<'a, 'input> Scale<'a, 'input> {
    /// A `use` that leads back to itself goes beyond every depth.
    fn weigh(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Load, PictureError> {
        let known = self.weights.get(&node.id().get()).copied();
        let height = known.map_or(0, |load| load.height);
        if depth + height > MOST_DEPTH {
            return Err(PictureError::new("the SVG is nested too deeply or repeats itself without end", "simplify it"));
        }
        if let Some(load) = known {
            return Ok(load);
        }
        let own: usize = node.attributes().map(|attribute| attribute.value().len() + 8).sum();
        let mut load = Load { weight: own as u64 + 16, height: 0 };
        let copied = node.has_tag_name((SVG, "use")).then(|| target(node)).flatten();
        let copied = copied.and_then(|target| self.named.get(target.trim_start_matches('#')).copied());
        for part in node.children().filter(Node::is_element).chain(copied) {
            let inner = self.weigh(part, depth + 1)?;
            load.weight = load.weight.saturating_add(inner.weight);
            load.height = load.height.max(inner.height + 1);
        }
        self.weights.insert(node.id().get(), load);
        Ok(load)
    }
}
