//! The structure tree (ISO 32000-1, 14.7): what the ink of the pages means, in reading order.

use super::kids::{Kid, Kids};
use super::roles::{MAPPED, PLACES, place, standard_type, structure_type};
use crate::geometry::Rect;
use crate::layout::handout::{CellSpan, Handout, Node, NodeId, Numbering, Role, Scope};
use crate::pdf::error::Error;
use crate::pdf::file::File;
use crate::pdf::file::syntax::{Ref, bytes, centipoints, hundredths_array, int, reference, references, text};
use crate::pdf::part::NumberedPage;

/// A node with what it was found to hold.
struct Element<'a> {
    node: &'a Node,
    handout: usize,
    /// `None` for a whole handout.
    parent: Option<usize>,
    kids: Kids,
    /// Whether it is among its parent's kids yet.
    placed: bool,
}

/// The structure of a file, gathered page by page.
pub(in crate::pdf) struct Tags<'a> {
    /// Nodes of all handouts, one handout after another.
    elements: Vec<Element<'a>>,
    /// Where the elements of each handout begin.
    starts: Vec<usize>,
    /// Elements of the whole handouts, in order.
    documents: Vec<usize>,
    /// Elements that are being placed, each below the next, with their parents.
    chain: Vec<(usize, Option<usize>)>,
    /// Elements in the order of their objects: handout by handout, and all of one structure type together. Their objects
    /// are alike, and deflate to less than in the order of reading.
    order: Vec<usize>,
    /// The object of each element.
    numbers: Vec<Ref>,
    /// The catalog's language.
    language: &'a str,
    /// Languages of the handouts.
    languages: Vec<&'a str>,
    /// By page and identifier: the element of each marked-content sequence.
    marks: Vec<Vec<usize>>,
    /// The elements of the annotations, in order.
    annotations: Vec<usize>,
    /// Pages of the file: their keys in the parent tree come before those of annotations.
    pages: usize,
}

impl<'a> Tags<'a> {
    /// Takes in the trees, empty as yet.
    pub(in crate::pdf) fn new(handouts: &[&'a Handout], language: &'a str, file: &mut File) -> Result<Tags<'a>, Error> {
        let mut elements = Vec::with_capacity(handouts.iter().map(|handout| handout.tree.nodes.len()).sum());
        let mut starts = Vec::with_capacity(handouts.len());
        for (handout, it) in handouts.iter().enumerate() {
            let start = elements.len();
            starts.push(start);
            for (index, node) in it.tree.nodes.iter().enumerate() {
                let parent = match node.parent {
                    None if index == 0 => None,
                    Some(parent) if (parent.0 as usize) < index => Some(start + parent.0 as usize),
                    _ => return Err(Error::Tree(NodeId(index as u32))),
                };
                elements.push(Element { node, handout, parent, kids: Kids::NONE, placed: false });
            }
        }
        let languages = handouts.iter().map(|handout| handout.metadata.language.as_str()).collect();
        let order = order(&elements);
        let first = file.numbers(elements.len());
        let mut numbers = vec![first; elements.len()];
        for (place, index) in order.iter().enumerate() {
            numbers[*index] = first.plus(place);
        }
        let (documents, chain, marks, annotations) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let pages = handouts.iter().map(|handout| handout.pages.len()).sum();
        Ok(Tags { elements, starts, documents, chain, order, numbers, language, languages, marks, annotations, pages })
    }

    /// Takes in the marked content of the next page.
    pub(in crate::pdf) fn page(&mut self, page: usize, on: &NumberedPage<'_>, marks: &[NodeId]) -> Result<(), Error> {
        let mut owners = Vec::with_capacity(marks.len());
        for (id, &node) in marks.iter().enumerate() {
            let element = self.element(on.handout, node)?;
            self.place(element);
            self.add_kid(element, Kid::Mark { page, id });
            owners.push(element);
        }
        self.marks.push(owners);
        Ok(())
    }

    /// Takes in an annotation of the page taken in last; gives its key in the parent tree.
    pub(in crate::pdf) fn annotation(
        &mut self,
        page: usize,
        handout: usize,
        node: NodeId,
        object: Ref,
    ) -> Result<usize, Error> {
        let element = self.element(handout, node)?;
        self.add_kid(element, Kid::Annotation { page, object });
        self.annotations.push(element);
        Ok(self.pages + self.annotations.len() - 1)
    }

    fn element(&self, handout: usize, node: NodeId) -> Result<usize, Error> {
        // The elements of the last handout end with all.
        let end = self.starts.get(handout + 1).copied().unwrap_or(self.elements.len());
        let range = self.starts[handout]..end;
        Some(range.start + node.0 as usize).filter(|index| range.contains(index)).ok_or(Error::Tree(node))
    }

    fn add_kid(&mut self, element: usize, kid: Kid) {
        self.elements[element].kids.push(kid);
    }

    /// Puts an element, and all it is part of, last among its parent's kids, unless it has a place already.
    fn place(&mut self, element: usize) {
        let mut next = Some(element);
        while let Some(index) = next
            && let Some(element) = self.elements.get_mut(index)
            && !std::mem::replace(&mut element.placed, true)
        {
            self.chain.push((index, element.parent));
            next = element.parent;
        }
        while let Some((index, parent)) = self.chain.pop() {
            match parent {
                Some(parent) => self.add_kid(parent, Kid::Element(index)),
                None => self.documents.push(index),
            }
        }
    }

    /// Puts elements that no ink has placed, such as empty cells, where the order of nodes has them.
    fn place_empty(&mut self) {
        for index in 0..self.elements.len() {
            let Some(element) = self.elements.get_mut(index).filter(|element| !element.placed) else { continue };
            element.placed = true;
            match element.parent.and_then(|parent| self.elements.get_mut(parent)) {
                Some(parent) => {
                    let later = |kid: &Kid| matches!(kid, Kid::Element(other) if *other > index);
                    parent.kids.insert_before(later, Kid::Element(index));
                }
                None => self.documents.push(index),
            }
        }
    }

    /// Puts the parts of a handout in reading order where that is not the order of ink: the foot of the first page is read
    /// behind the last, and the lines of the masthead one after another.
    fn order(&mut self) {
        let elements = &mut self.elements;
        for index in 0..elements.len() {
            if !matches!(elements[index].node.role, Role::Document | Role::Masthead | Role::Imprint) {
                continue;
            }
            let mut kids = std::mem::replace(&mut elements[index].kids, Kids::NONE);
            kids.as_mut_slice().sort_by_key(|kid| match kid {
                Kid::Element(kid) => (elements[*kid].node.role == Role::Imprint, *kid),
                Kid::Mark { .. } | Kid::Annotation { .. } => (false, 0),
            });
            elements[index].kids = kids;
        }
    }

    fn number(&self, element: usize) -> Ref {
        self.numbers[element]
    }

    /// Writes the tree; gives its root.
    pub(in crate::pdf) fn write(mut self, pages: &[NumberedPage<'_>], file: &mut File) -> Result<Ref, Error> {
        self.place_empty();
        self.order();
        let root = file.number();
        // Several handouts are parts of one document.
        let whole = (self.documents.len() > 1).then(|| file.number());
        for &index in &self.order {
            let attributes = attributes(&self.elements[index], self.starts[self.elements[index].handout], pages)?;
            file.object(self.number(index), |out| {
                self.write_element(out, index, &attributes, whole.unwrap_or(root), whole.is_some(), pages);
            });
        }
        if let Some(whole) = whole {
            file.object(whole, |out| {
                out.extend_from_slice(b"<</S/Document/P ");
                reference(out, root);
                out.extend_from_slice(b"/K");
                references(out, self.documents.iter().map(|document| self.number(*document)));
                out.extend_from_slice(b">>");
            });
        }
        file.object(root, |out| self.write_root(out, whole));
        Ok(root)
    }

    fn write_root(&self, out: &mut Vec<u8>, whole: Option<Ref>) {
        out.extend_from_slice(b"<</Type/StructTreeRoot/K ");
        reference(out, whole.unwrap_or_else(|| self.number(0)));
        self.write_role_map(out);
        out.extend_from_slice(b"/ParentTree<</Nums[");
        for (page, owners) in self.marks.iter().enumerate() {
            int(out, page as i64);
            references(out, owners.iter().map(|owner| self.number(*owner)));
        }
        for (index, owner) in self.annotations.iter().enumerate() {
            int(out, (self.pages + index) as i64);
            out.push(b' ');
            reference(out, self.number(*owner));
            out.push(b' ');
        }
        out.extend_from_slice(b"]>>");
        self.write_identifiers(out);
        out.extend_from_slice(b">>");
    }

    /// The types of ours that are none of PDF 1.7's (14.7.3).
    fn write_role_map(&self, out: &mut Vec<u8>) {
        let used = |role: &Role| self.elements.iter().any(|element| element.node.role == *role);
        let mapped: Vec<Role> = MAPPED.into_iter().filter(used).collect();
        if mapped.is_empty() {
            return;
        }
        out.extend_from_slice(b"/RoleMap<<");
        for role in mapped {
            for name in [structure_type(&role), standard_type(&role)] {
                out.push(b'/');
                out.extend_from_slice(name.as_bytes());
            }
        }
        out.extend_from_slice(b">>");
    }

    /// The tree from IDs to their elements (14.7.2).
    fn write_identifiers(&self, out: &mut Vec<u8>) {
        let identified = self.elements.iter().enumerate().filter_map(|(index, element)| {
            let kind = identified(&element.node.role)?;
            Some((kind, index))
        });
        let mut identified: Vec<(u8, usize)> = identified.collect();
        if identified.is_empty() {
            return;
        }
        // In the order of the strings, which is that of their letters and indexes, for those are padded.
        identified.sort_unstable();
        out.extend_from_slice(b"/IDTree<</Names[");
        for (kind, index) in identified {
            bytes(out, identifier(kind, index).as_bytes());
            reference(out, self.number(index));
        }
        out.extend_from_slice(b"]>>");
    }

    /// Writes an element: first what those of its type have in common, last what differs from one to the next.
    fn write_element(
        &self,
        out: &mut Vec<u8>,
        index: usize,
        attributes: &[u8],
        root: Ref,
        is_part: bool,
        pages: &[NumberedPage<'_>],
    ) {
        let element = &self.elements[index];
        let role = &element.node.role;
        let kind = if is_part && element.parent.is_none() { "Part" } else { structure_type(role) };
        out.extend_from_slice(b"<</S/");
        out.extend_from_slice(kind.as_bytes());
        if let Some(kind) = identified(role) {
            out.extend_from_slice(b"/ID");
            bytes(out, identifier(kind, index).as_bytes());
        }
        if let Some(language) = self.language(element) {
            out.extend_from_slice(b"/Lang");
            text(out, language);
        }
        out.extend_from_slice(attributes);
        let kids = element.kids.as_slice();
        let home = home(kids);
        if let Some(page) = home {
            write_page(out, page, pages);
        }
        out.extend_from_slice(b"/P ");
        reference(out, element.parent.map_or(root, |parent| self.number(parent)));
        self.write_kids(out, kids, home, pages);
        out.extend_from_slice(b">>");
    }

    /// The language of an element, where it must be said.
    fn language(&self, element: &Element<'a>) -> Option<&'a str> {
        let handout = self.languages.get(element.handout).copied().filter(|own| *own != self.language);
        element.node.language.as_deref().or(handout.filter(|_| element.parent.is_none()))
    }

    fn write_kids(&self, out: &mut Vec<u8>, kids: &[Kid], home: Option<usize>, pages: &[NumberedPage<'_>]) {
        match kids {
            [] => return,
            [_] => out.extend_from_slice(b"/K "),
            _ => out.extend_from_slice(b"/K["),
        }
        for (index, kid) in kids.iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            self.write_kid(out, *kid, home, pages);
        }
        if kids.len() > 1 {
            out.push(b']');
        }
    }

    /// A kid; one on another page than the element's own names its page (14.7.4.2).
    fn write_kid(&self, out: &mut Vec<u8>, kid: Kid, home: Option<usize>, pages: &[NumberedPage<'_>]) {
        match kid {
            Kid::Element(element) => reference(out, self.number(element)),
            Kid::Mark { page, id } if Some(page) == home => int(out, id as i64),
            Kid::Mark { page, id } => {
                out.extend_from_slice(b"<</Type/MCR");
                write_page(out, page, pages);
                out.extend_from_slice(b"/MCID ");
                int(out, id as i64);
                out.extend_from_slice(b">>");
            }
            Kid::Annotation { page, object } => {
                out.extend_from_slice(b"<</Type/OBJR/Obj ");
                reference(out, object);
                if Some(page) != home {
                    write_page(out, page, pages);
                }
                out.extend_from_slice(b">>");
            }
        }
    }
}

/// The elements handout by handout, and in each the structure types in their alphabetical order.
fn order(elements: &[Element<'_>]) -> Vec<usize> {
    let mut order = vec![0; elements.len()];
    let mut start = 0;
    for handout in elements.chunk_by(|a, b| a.handout == b.handout) {
        // Where the next element of each type goes.
        let mut next = [0; PLACES];
        handout.iter().for_each(|element| next[place(&element.node.role)] += 1);
        let mut sum = start;
        next.iter_mut().for_each(|next| sum += std::mem::replace(next, sum));
        for (index, element) in (start..).zip(handout) {
            let next = &mut next[place(&element.node.role)];
            order[*next] = index;
            *next += 1;
        }
        start += handout.len();
    }
    order
}

/// The page that an element names as its own: that of its first content.
fn home(kids: &[Kid]) -> Option<usize> {
    kids.iter().find_map(|kid| match kid {
        Kid::Mark { page, .. } | Kid::Annotation { page, .. } => Some(*page),
        Kid::Element(_) => None,
    })
}

fn write_page(out: &mut Vec<u8>, page: usize, pages: &[NumberedPage<'_>]) {
    out.extend_from_slice(b"/Pg ");
    reference(out, pages[page].number);
}

/// The ID of a note (ISO 14289-1, 7.9) or of a header cell that others name (7.5), unique in a file.
fn identifier(kind: u8, index: usize) -> String {
    format!("{}{index:07}", char::from(kind))
}

/// The letter that the ID of an element of this role begins with; `None` where it needs none.
fn identified(role: &Role) -> Option<u8> {
    match role {
        Role::Note => Some(b'n'),
        Role::HeaderCell { named: true, .. } => Some(b't'),
        _ => None,
    }
}

/// How many columns and rows a cell spans, where that is more than one (14.8.5.7).
fn write_span(out: &mut Vec<u8>, CellSpan { columns, rows }: CellSpan) {
    for (key, count) in [("/ColSpan ", columns), ("/RowSpan ", rows)] {
        if count > 1 {
            out.extend_from_slice(key.as_bytes());
            int(out, count as i64);
        }
    }
}

/// Entries that only some elements have; `start` is the first element of the same handout.
fn attributes(element: &Element<'_>, start: usize, pages: &[NumberedPage<'_>]) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    match &element.node.role {
        Role::HeaderCell { scope, span, .. } => {
            let scope: &[u8] = match scope {
                Scope::Column => b"/Scope/Column",
                Scope::Row => b"/Scope/Row",
            };
            out.extend_from_slice(b"/A<</O/Table");
            out.extend_from_slice(scope);
            write_span(&mut out, *span);
            out.extend_from_slice(b">>");
        }
        Role::DataCell { span, headers } if *span != CellSpan::ONE || !headers.is_empty() => {
            out.extend_from_slice(b"/A<</O/Table");
            write_span(&mut out, *span);
            if !headers.is_empty() {
                out.extend_from_slice(b"/Headers[");
                headers
                    .iter()
                    .for_each(|header| bytes(&mut out, identifier(b't', start + header.0 as usize).as_bytes()));
                out.push(b']');
            }
            out.extend_from_slice(b">>");
        }
        Role::List(Numbering::Disc) => out.extend_from_slice(b"/A<</O/List/ListNumbering/Disc>>"),
        Role::List(Numbering::Words) => out.extend_from_slice(b"/A<</O/List/ListNumbering/None>>"),
        Role::List(Numbering::Decimal) => out.extend_from_slice(b"/A<</O/List/ListNumbering/Decimal>>"),
        Role::List(Numbering::LowerAlpha) => out.extend_from_slice(b"/A<</O/List/ListNumbering/LowerAlpha>>"),
        Role::TickBox(read_as) => {
            // A drawn mark has no characters of its own (ISO 32000-1, 14.9.4).
            out.extend_from_slice(b"/ActualText");
            text(&mut out, read_as);
        }
        Role::Code { says } => {
            out.extend_from_slice(b"/Alt");
            text(&mut out, says);
        }
        Role::Figure { alt, area } => write_figure(&mut out, alt, *area, element, pages)?,
        _ => {}
    }
    Ok(out)
}

/// What a picture shows, and its box on the first page that it is drawn on (14.8.5.4).
fn write_figure(
    out: &mut Vec<u8>,
    alt: &str,
    area: Rect,
    element: &Element<'_>,
    pages: &[NumberedPage<'_>],
) -> Result<(), Error> {
    let page = element.kids.as_slice().iter().find_map(|kid| match kid {
        Kid::Mark { page, .. } => Some(&pages[*page]),
        _ => None,
    });
    out.extend_from_slice(b"/Alt");
    text(out, alt);
    if let Some(page) = page {
        let height = page.page.size.height;
        let corners = [area.x, height - area.bottom(), area.end(), height - area.y];
        let mut edges = [0; 4];
        for (edge, corner) in edges.iter_mut().zip(corners) {
            *edge = centipoints(corner)?;
        }
        out.extend_from_slice(b"/A<</O/Layout/Placement/Block/BBox");
        hundredths_array(out, &edges);
        out.extend_from_slice(b">>");
    }
    Ok(())
}
