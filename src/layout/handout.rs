//! A finished handout: pages of placed ink, and the structure tree that says what the ink means.
//!
//! Architecture invariant: everything drawn has an [`Owner`]. Ink that belongs to no node is an artifact, said so.

use std::sync::Arc;

use crate::document::Metadata;
use crate::geometry::{Point, Rect, Size};
use crate::picture::{Color, Drawing, Path, Raster};
use crate::text::{Direction, GlyphRun};

/// One laid-out handout, ready to be written.
#[derive(Clone, Debug)]
pub struct Handout {
    /// What the document says of itself.
    pub metadata: Metadata,
    /// In order; never empty.
    pub pages: Vec<Page>,
    /// What the ink means.
    pub tree: Tree,
    /// Headings in order, as nodes of `tree`.
    pub outline: Vec<OutlineEntry>,
    /// How many lines stand on its last sheet of two pages, where it takes more than one: so many would have to go to save
    /// a sheet.
    pub lines_over: Option<usize>,
    /// Where even pages face the odd ones after them: the direction in which such a pair is read.
    pub facing: Option<Direction>,
}

/// A bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// 1 for the title; a section is 2 or deeper. Never jumps by more than one downwards.
    pub level: u8,
    /// The heading's text.
    pub title: String,
    /// The heading.
    pub node: NodeId,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Paper.
    pub size: Size,
    /// Drawn in order. Items of nodes stand in reading order, but for those of a Masthead and an Imprint, whose nodes do.
    pub items: Vec<Item>,
    /// Areas that lead somewhere.
    pub links: Vec<LinkArea>,
}

/// Something drawn. Coordinates are from the page's left and top edges, y downwards.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it belongs to.
    pub owner: Owner,
    /// The ink.
    pub ink: Ink,
}

/// What a drawn item belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Content of a node of the structure tree.
    Node(NodeId),
    /// Page furniture or decoration, skipped by screen readers (PDF/UA-1, 7.1).
    Artifact(Artifact),
}

/// Kinds of artifact (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Running header.
    Header,
    /// Footer, page number.
    Footer,
    /// Rules, boxes, repeated table headers.
    Layout,
}

/// The ink itself.
#[derive(Clone, Debug)]
pub enum Ink {
    /// Glyphs on a baseline.
    Glyphs {
        /// Left end of the baseline.
        origin: Point,
        /// The glyphs.
        run: GlyphRun,
        /// Their colour.
        color: Color,
    },
    /// Outlines in page coordinates (a translation and scale have been applied).
    Path(Path),
    /// A picture of pixels, stretched to a box.
    Raster {
        /// Where.
        area: Rect,
        /// What.
        raster: Arc<Raster>,
    },
    /// A picture of parts, stretched to a box.
    Drawing {
        /// Where.
        area: Rect,
        /// What.
        drawing: Arc<Drawing>,
    },
}

/// An area of a page that leads somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkArea {
    /// The Link or Reference node it belongs to. Areas of one link on one page share a node and become one annotation
    /// each.
    pub node: NodeId,
    /// Where on the page.
    pub area: Rect,
    /// Where it leads.
    pub target: Target,
    /// What it says to a reader who cannot see it (PDF/UA-1, 7.18.5).
    pub contents: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A web address, `mailto:` or `tel:`.
    Url(Arc<str>),
    /// The place where a node's ink begins.
    Node(NodeId),
    /// The first page of another part of the same file, by its index.
    Part(usize),
}

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// The structure tree. Node 0 is the Document; every other node comes after its parent and in reading order.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Indexed by [`NodeId`].
    pub nodes: Vec<Node>,
}

/// A structure element.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// What it is part of; `None` only for the Document.
    pub parent: Option<NodeId>,
    /// Its language, where it differs from the document's.
    pub language: Option<String>,
}

/// What a structure element is.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// The whole handout.
    Document,
    /// A section under a heading.
    Sect,
    /// Whose handout it is, at the head of its first page.
    Masthead,
    /// Dates, code and numbers to call, at the foot of its first page; read last, wherever their ink stands.
    Imprint,
    /// A callout or the key-points panel; role-mapped, since PDF 1.7 has none.
    Aside,
    /// H1 to H4.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List(Numbering),
    /// An item of a list.
    ListItem,
    /// Its mark or number.
    Label,
    /// Its mark, where that is a drawn box to tick; read as these characters.
    TickBox(String),
    /// What the item says.
    ListBody,
    /// A table.
    Table,
    /// Its header rows.
    TableHead,
    /// Its other rows.
    TableBody,
    /// A row.
    TableRow,
    /// A header cell.
    HeaderCell {
        /// What it heads.
        scope: Scope,
        /// What it spans.
        span: CellSpan,
        /// Whether a cell names it among its headers, so that it needs an ID.
        named: bool,
    },
    /// A cell.
    DataCell {
        /// What it spans.
        span: CellSpan,
        /// The cells that head it; empty where the scopes of those tell it.
        headers: Vec<NodeId>,
    },
    /// The caption of a table or figure.
    Caption,
    /// A list of what a packet holds.
    Contents,
    /// One line of it; holds a Reference.
    ContentsItem,
    /// A picture.
    Figure {
        /// What it shows.
        alt: String,
        /// Where it is on its page, filled in when it is placed (PDF/UA-1, 7.3; PDF/A-2, 6.8).
        area: Rect,
    },
    /// A link; its annotations are the [`LinkArea`]s that name it.
    Link,
    /// A citation; holds a Link.
    Reference,
    /// An entry of the reference list, with an ID of its own (PDF/UA-1, 7.9).
    Note,
    /// Role-mapped, since PDF 1.7 has none.
    Strong,
    /// Role-mapped, since PDF 1.7 has none.
    Emphasis,
    /// A stretch of text with a property of its own.
    Span,
    /// The code of a handout.
    Code {
        /// The code with its label, for a reader who cannot see that it stands by itself.
        says: String,
    },
}

/// What a header cell heads (ISO 32000-1, 14.8.5.7, Scope).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The cells below it.
    Column,
    /// The cells after it in its row.
    Row,
}

/// How many columns and rows a cell spans (ISO 32000-1, 14.8.5.7, ColSpan and RowSpan); at least one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellSpan {
    /// Columns.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
}

impl CellSpan {
    /// One column and one row.
    pub const ONE: CellSpan = CellSpan { columns: 1, rows: 1 };
}

/// What stands before the items of a list (ISO 32000-1, 14.8.5.5, ListNumbering).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// Bullets of any shape.
    Disc,
    /// 1, 2, 3.
    Decimal,
    /// Words, whose meaning the items tell. PDF 1.7 has no name for that; of lists with no numbering it says so, to tell
    /// them from lists of signs.
    Words,
    /// a, b, c.
    LowerAlpha,
    /// A tick or cross with its word, a box to tick.
    None,
}

impl Tree {
    /// A tree of one Document.
    pub fn new() -> Tree {
        Tree { nodes: vec![Node { role: Role::Document, parent: None, language: None }] }
    }

    /// The Document.
    pub const ROOT: NodeId = NodeId(0);

    /// Adds a node as the last of its parent's children.
    pub fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { role, parent: Some(parent), language: None });
        id
    }

    /// Says that a node speaks another language than the document (PDF/UA-1, 7.2).
    pub fn set_language(&mut self, id: NodeId, language: &str) {
        self.nodes[id.0 as usize].language = Some(language.to_owned());
    }

    /// The node of an id that this tree gave out.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }
}
