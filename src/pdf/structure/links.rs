//! Areas that lead somewhere, as link annotations (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18).

use super::destinations::{Destination, Destinations};
use super::tags::Tags;
use crate::layout::handout::{Handout, LinkArea, NodeId, Role, Target, Tree};
use crate::pdf::error::Error;
use crate::pdf::file::File;
use crate::pdf::file::syntax::{Ref, bytes, centipoints, hundredths_array, int, text};
use crate::pdf::part::NumberedPage;

/// Writes the annotations of a page, and adds each to the Link that it belongs to.
pub(in crate::pdf) fn write(
    handouts: &[&Handout],
    page: &NumberedPage<'_>,
    index: usize,
    destinations: &Destinations,
    tags: &mut Tags<'_>,
    file: &mut File,
) -> Result<Vec<Ref>, Error> {
    let handout = handouts[page.handout];
    let mut annotations = Vec::with_capacity(page.page.links.len());
    for link in &page.page.links {
        if link.contents.trim().is_empty() {
            return Err(Error::Link(link.node));
        }
        let node = link_node(&handout.tree, link.node).ok_or(Error::Link(link.node))?;
        let number = file.number();
        let key = tags.annotation(index, page.handout, node, number)?;
        let corners = corners(link, page.page.size.height)?;
        let destination = match &link.target {
            Target::Url(_) => None,
            Target::Node(target) => Some(destinations.get(page.handout, *target)?),
            Target::Part(part) => Some(destinations.part(*part).ok_or(Error::Target(link.node))?),
        };
        file.object(number, |out| write_annotation(out, link, &corners, key, destination));
        annotations.push(number);
    }
    Ok(annotations)
}

/// Writes an annotation: printed, without a border. `key` is its key in the parent tree; a link to an address has no
/// destination.
fn write_annotation(
    out: &mut Vec<u8>,
    link: &LinkArea,
    corners: &[i32; 4],
    key: usize,
    destination: Option<Destination>,
) {
    out.extend_from_slice(b"<</Type/Annot/Subtype/Link/Rect");
    hundredths_array(out, corners);
    out.extend_from_slice(b"/F 4/Border[0 0 0]/Contents");
    text(out, &link.contents);
    out.extend_from_slice(b"/StructParent ");
    int(out, key as i64);
    if let Some(destination) = destination {
        destination.write(out);
    } else if let Target::Url(url) = &link.target {
        out.extend_from_slice(b"/A<</S/URI/URI");
        bytes(out, ascii(url).as_bytes());
        out.extend_from_slice(b">>");
    }
    out.extend_from_slice(b">>");
}

/// The Link that holds an annotation: the node itself, or the first Link in a Reference.
fn link_node(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let role = |id: NodeId| tree.nodes.get(id.0 as usize).map(|node| &node.role);
    match role(node)? {
        Role::Link => Some(node),
        Role::Reference => {
            let parent = |id: NodeId| tree.nodes.get(id.0 as usize).and_then(|node| node.parent);
            (node.0 + 1..tree.nodes.len() as u32)
                .map(NodeId)
                .find(|&id| parent(id) == Some(node) && role(id) == Some(&Role::Link))
        }
        _ => None,
    }
}

/// Left, bottom, right, top.
fn corners(link: &LinkArea, height: f32) -> Result<[i32; 4], Error> {
    let area = link.area;
    Ok([
        centipoints(area.x)?,
        centipoints(height - area.bottom())?,
        centipoints(area.end())?,
        centipoints(height - area.y)?,
    ])
}

/// An address in ASCII, other characters as percent signs and hexadecimal (ISO 32000-1, 12.6.4.7; RFC 3987, 3.1).
fn ascii(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'!'..=b'~' if !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}') => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(ascii("https://example.org/a%20b?q=1&r=(2)"), "https://example.org/a%20b?q=1&r=(2)");
        assert_eq!(ascii("https://example.org/fièvre 1"), "https://example.org/fi%C3%A8vre%201");
    }

    #[test]
    fn a_reference_leads_to_its_link() {
        let mut tree = Tree::new();
        let paragraph = tree.add(Tree::ROOT, Role::Paragraph);
        let reference = tree.add(paragraph, Role::Reference);
        let other = tree.add(paragraph, Role::Link);
        let link = tree.add(reference, Role::Link);
        assert_eq!(link_node(&tree, reference), Some(link));
        assert_eq!(link_node(&tree, other), Some(other));
        assert_eq!(link_node(&tree, paragraph), None);
        assert_eq!(link_node(&tree, NodeId(99)), None);
    }
}
