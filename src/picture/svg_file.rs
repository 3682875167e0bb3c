//! An SVG file as XML, and how what cannot be drawn of it is said.

use usvg::roxmltree::{Attribute, Document, Node, ParsingOptions};

use super::PictureError;

pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Elements of a file.
const MOST_NODES: u32 = 200_000;
/// Paths of a drawing.
pub(super) const MOST_PATHS: usize = 20_000;
/// Segments of all paths.
pub(super) const MOST_SEGMENTS: usize = 250_000;

/// What to do where a drawing as outlines cannot be had.
pub(super) const AS_PNG: &str = "export the drawing as PNG";

/// The file as XML.
pub(super) fn parsed(text: &str) -> Result<Document<'_>, PictureError> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| {
        let what = error.to_string();
        let what = what.rsplit_once(" at ").map_or(what.as_str(), |(what, _)| what);
        let message = format!("line {}: the SVG file is not sound XML: {what}", error.pos().row);
        PictureError::new(message, "export it again")
    })
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

/// What a `use`, a paint or an image refers to.
pub(super) fn target<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    href(node).map(|attribute| attribute.value())
}

/// The attribute that says so: the plain one holds where both are there (SVG 2, 16.1.4).
pub(super) fn href<'a, 'input>(node: Node<'a, 'input>) -> Option<Attribute<'a, 'input>> {
    let named = |space: Option<&str>| {
        node.attributes().find(move |attribute| attribute.name() == "href" && attribute.namespace() == space)
    };
    named(None).or_else(|| named(Some(XLINK)))
}
