//! Small handouts put together by hand.

use std::sync::LazyLock;

use jiff::civil::date;
use skrifa::{FontRef, MetadataProvider};

use crate::document::Metadata;
use crate::geometry::{Point, Pt, Rect, Size};
use crate::layout::handout::*;
use crate::picture::Color;
use crate::text::fonts::Fonts;
use crate::text::{FaceId, Glyph, GlyphRun};

pub const REGULAR: FaceId = FaceId(0);
pub const ITALIC: FaceId = FaceId(1);
pub const SEMIBOLD: FaceId = FaceId(2);

pub const BLACK: Color = Color { red: 0, green: 0, blue: 0 };
pub const BLUE: Color = Color { red: 11, green: 92, blue: 122 };

/// The four faces of Source Sans 3.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::new);

/// A glyph for every character, without kerning.
pub fn shape(face: FaceId, size: Pt, text: &str) -> GlyphRun {
    let font = FontRef::new(FONTS.face(face).data).unwrap();
    let glyph = |(cluster, character): (usize, char)| {
        let id = font.charmap().map(character).unwrap_or_default().to_u32() as u16;
        let advance = i32::from(FONTS.face(face).advances[usize::from(id)]);
        Glyph { id, advance, dx: 0, dy: 0, cluster: cluster as u32 }
    };
    GlyphRun { face, size, text: text.into(), glyphs: text.char_indices().map(glyph).collect() }
}

/// How wide a run is.
pub fn width(run: &GlyphRun) -> Pt {
    run.glyphs.iter().map(|glyph| glyph.advance).sum::<i32>() as f32 * run.size / 1000.0
}

/// A handout being put together.
pub struct Draft {
    pub handout: Handout,
    pub x: Pt,
    pub y: Pt,
}

impl Draft {
    pub fn new(title: &str) -> Draft {
        let metadata = Metadata {
            title: title.into(),
            language: "en-US".into(),
            authors: vec!["Riverside Cancer Center".into()],
            subject: Some("What it is and what to do".into()),
            keywords: vec!["muscle".into(), "twitching".into()],
            created: date(2024, 5, 10),
            updated: date(2024, 6, 11),
            code: "K7MP-3XQR".into(),
        };
        let mut draft = Draft {
            handout: Handout {
                metadata,
                pages: Vec::new(),
                tree: Tree::new(),
                outline: Vec::new(),
                lines_over: None,
                facing: None,
            },
            x: 72.0,
            y: 72.0,
        };
        draft.page();
        draft
    }

    /// Begins a page.
    pub fn page(&mut self) {
        let size = Size { width: 612.0, height: 792.0 };
        self.handout.pages.push(Page { size, items: Vec::new(), links: Vec::new() });
        (self.x, self.y) = (72.0, 72.0);
    }

    pub fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.handout.tree.add(parent, role)
    }

    pub fn ink(&mut self, owner: Owner, ink: Ink) {
        self.handout.pages.last_mut().unwrap().items.push(Item { owner, ink });
    }

    /// Sets a run where the last one ended; gives its box.
    pub fn run(&mut self, owner: Owner, run: GlyphRun, color: Color) -> Rect {
        let area = Rect { x: self.x, y: self.y - run.size, width: width(&run), height: 1.3 * run.size };
        let origin = Point { x: self.x, y: self.y };
        self.x += area.width;
        self.ink(owner, Ink::Glyphs { origin, run, color });
        area
    }

    /// Sets regular text.
    pub fn text(&mut self, node: NodeId, text: &str) -> Rect {
        self.run(Owner::Node(node), shape(REGULAR, 11.0, text), BLACK)
    }

    /// Begins a line.
    pub fn line(&mut self) {
        (self.x, self.y) = (72.0, self.y + 15.0);
    }

    /// A heading with its bookmark.
    pub fn heading(&mut self, parent: NodeId, level: u8, text: &str) -> NodeId {
        let node = self.add(parent, Role::Heading(level));
        self.run(Owner::Node(node), shape(SEMIBOLD, 20.0 - 2.0 * f32::from(level), text), BLUE);
        self.handout.outline.push(OutlineEntry { level, title: text.into(), node });
        self.line();
        node
    }

    /// A paragraph of one line.
    pub fn paragraph(&mut self, parent: NodeId, text: &str) -> NodeId {
        let node = self.add(parent, Role::Paragraph);
        self.text(node, text);
        self.line();
        node
    }

    pub fn link(&mut self, node: NodeId, area: Rect, target: Target, contents: &str) {
        let link = LinkArea { node, area, target, contents: contents.into() };
        self.handout.pages.last_mut().unwrap().links.push(link);
    }
}
