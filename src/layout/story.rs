//! Paragraphs: an article's text becomes styled spans with their meaning, and those become lines of ink.

use std::sync::Arc;

use super::Galley;
use super::frame::{Frame, FrameLink, Goal, Mark, outline};
use super::handout::{Ink, NodeId, Owner, Role};
use crate::diagnostics::Diagnostic;
use crate::geometry::{Point, Pt, Rect};
use crate::picture::{Color, Segment};
use crate::prose::{Inline, Places, Text};
use crate::text::{Fragment, Line, Missing, Paragraph, Shaped, Slant, Span, Style, Weight, Wrap};
use crate::theme::Type;

/// A paragraph about to be set: its characters, how each looks and what each means.
pub struct Story {
    text: String,
    spans: Vec<Span>,
    senses: Vec<Sense>,
    origins: Vec<Origin>,
    leading: Pt,
    size: Pt,
}

/// What a span of a story means.
#[derive(Clone)]
struct Sense {
    owner: Owner,
    color: Color,
    link: Option<(NodeId, Goal)>,
}

/// Where a stretch of a story was written.
struct Origin {
    start: usize,
    text: String,
    places: Places,
}

/// A story with its glyphs, ready to be cut into lines of any measure.
pub struct Set {
    shaped: Shaped,
    senses: Vec<Sense>,
    leading: Pt,
    size: Pt,
}

/// The nodes that the inlines of a paragraph stand in, so that neighbours share them.
struct Nesting {
    base: NodeId,
    link: Option<(Arc<str>, NodeId)>,
    strong: Option<NodeId>,
    emphasis: Option<NodeId>,
}

/// Size of a citation's number, as a share of the text's.
const CITATION_SIZE: f32 = 0.65;
/// How far a citation's number is raised, as a share of the text's size.
const CITATION_RISE: f32 = 0.34;

impl Story {
    /// A story without words.
    pub fn new(look: Type) -> Story {
        Story {
            text: String::new(),
            spans: Vec::new(),
            senses: Vec::new(),
            origins: Vec::new(),
            leading: look.leading,
            size: look.size,
        }
    }

    /// Adds words of one look.
    pub fn push(&mut self, owner: Owner, words: &str, look: Type) {
        let sense = Sense { owner, color: look.color, link: None };
        self.push_span(words, style(look.strong, false), look.size, 0.0, sense);
    }

    fn push_span(&mut self, words: &str, style: Style, size: Pt, rise: Pt, sense: Sense) {
        if !words.is_empty() {
            self.text.push_str(words);
            self.spans.push(Span { end: self.text.len(), style, size, rise });
            self.senses.push(sense);
        }
    }

    /// Whether there is nothing to set.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

fn style(strong: bool, emphasis: bool) -> Style {
    Style {
        weight: if strong { Weight::Semibold } else { Weight::Regular },
        slant: if emphasis { Slant::Italic } else { Slant::Upright },
    }
}

impl Galley<'_, '_> {
    /// One paragraph of prose as the content of `node`, or as page furniture.
    pub fn story(&mut self, owner: Owner, text: &Text, look: Type) -> Story {
        let mut story = Story::new(look);
        self.tell(&mut story, owner, text, look);
        story
    }

    /// Adds a paragraph of prose to a story.
    pub fn tell(&mut self, story: &mut Story, owner: Owner, text: &Text, look: Type) {
        let mut nesting = match owner {
            Owner::Node(base) => Some(Nesting { base, link: None, strong: None, emphasis: None }),
            Owner::Artifact(_) => None,
        };
        for inline in &text.inlines {
            if inline.cites.is_empty() {
                self.tell_inline(story, owner, nesting.as_mut(), inline, look);
            } else if let Some(nesting) = nesting.as_mut() {
                self.tell_citation(story, nesting, inline, look);
            }
        }
    }

    fn tell_inline(
        &mut self,
        story: &mut Story,
        owner: Owner,
        nesting: Option<&mut Nesting>,
        inline: &Inline,
        look: Type,
    ) {
        let (start, text) = (story.text.len(), inline.text.clone());
        story.origins.push(Origin { start, text, places: inline.places.clone() });
        let style = style(inline.strong || look.strong, inline.emphasis);
        let Some(nesting) = nesting else {
            let sense = Sense { owner, color: look.color, link: None };
            return story.push_span(&inline.text, style, look.size, 0.0, sense);
        };
        let (node, link) = self.nest(nesting, inline);
        let color = if link.is_some() { self.theme.colors.brand } else { look.color };
        let link = link.map(|link| (link, Goal::Url(inline.link.clone().unwrap_or_default())));
        let sense = Sense { owner: Owner::Node(node), color, link };
        story.push_span(&inline.text, style, look.size, 0.0, sense);
    }

    /// The node of an inline and of the link around it; new nodes where it does not go on from the inline before.
    fn nest(&mut self, nesting: &mut Nesting, inline: &Inline) -> (NodeId, Option<NodeId>) {
        let mut node = nesting.base;
        match &inline.link {
            Some(link) => {
                let same = nesting.link.as_ref().filter(|(known, _)| Arc::ptr_eq(known, link)).map(|(_, id)| *id);
                let id = same.unwrap_or_else(|| self.tree.add(node, Role::Link));
                if same.is_none() {
                    *nesting = Nesting { link: Some((link.clone(), id)), strong: None, emphasis: None, ..*nesting };
                }
                node = id;
            }
            None if nesting.link.is_some() => {
                *nesting = Nesting { link: None, strong: None, emphasis: None, ..*nesting };
            }
            None => {}
        }
        let link = nesting.link.as_ref().map(|(_, id)| *id);
        if inline.strong {
            if nesting.strong.is_none() {
                (nesting.strong, nesting.emphasis) = (Some(self.tree.add(node, Role::Strong)), None);
            }
            node = nesting.strong.unwrap_or(node);
        } else if nesting.strong.is_some() {
            (nesting.strong, nesting.emphasis) = (None, None);
        }
        if inline.emphasis {
            node = *nesting.emphasis.get_or_insert_with(|| self.tree.add(node, Role::Emphasis));
        } else {
            nesting.emphasis = None;
        }
        (node, link)
    }

    /// Raised numbers, each a link to its reference.
    fn tell_citation(&mut self, story: &mut Story, nesting: &mut Nesting, inline: &Inline, look: Type) {
        *nesting = Nesting { base: nesting.base, link: None, strong: None, emphasis: None };
        let (size, rise) = (look.size * CITATION_SIZE, look.size * CITATION_RISE);
        let reference = self.tree.add(nesting.base, Role::Reference);
        for (index, &cited) in inline.cites.iter().enumerate() {
            let mut sense = Sense { owner: Owner::Node(reference), color: self.theme.colors.brand, link: None };
            if index > 0 {
                story.push_span(",\u{a0}", style(look.strong, false), size, rise, sense.clone());
            }
            let link = self.tree.add(reference, Role::Link);
            sense.owner = Owner::Node(link);
            sense.link = Some((link, Goal::Reference(cited)));
            let number = self.locale.number(cited + 1);
            story.push_span(&number, style(look.strong, false), size, rise, sense);
        }
    }

    /// Adds words that lead to a web address.
    pub fn tell_link(&mut self, story: &mut Story, parent: NodeId, words: &str, address: &str, look: Type) {
        let node = self.tree.add(parent, Role::Link);
        let link = Some((node, Goal::Url(address.into())));
        let sense = Sense { owner: Owner::Node(node), color: self.theme.colors.brand, link };
        story.push_span(words, style(look.strong, false), look.size, 0.0, sense);
    }

    /// Shapes a story, noting each character that cannot be drawn.
    pub fn shape(&mut self, story: Story) -> Set {
        let paragraph = Paragraph {
            text: &story.text,
            spans: &story.spans,
            language: self.locale.tag(),
            direction: self.direction,
            ..Paragraph::default()
        };
        let shaped = self.shaper.shape(&paragraph);
        for missing in &shaped.missing {
            self.note_missing(&story, *missing);
        }
        Set { shaped, senses: story.senses, leading: story.leading, size: story.size }
    }

    fn note_missing(&mut self, story: &Story, missing: Missing) {
        let name = unicode_names2::name(missing.char).map(|name| format!(" ({name})")).unwrap_or_default();
        let message = format!("no font of ours can draw “{}”, U+{:04X}{name}", missing.char, u32::from(missing.char));
        let mut diagnostic = Diagnostic::error("missing-glyph", message)
            .hint("write it another way, or ask for its script to be added; the handout is not made without it");
        let origin = story.origins.iter().rev().find(|origin| origin.start <= missing.at);
        if let Some(origin) = origin {
            let at = missing.at - origin.start;
            diagnostic = diagnostic.at(origin.places.span(&origin.text, at..at + missing.char.len_utf8()));
        }
        self.notes.push(diagnostic);
    }

    /// Shapes a story and sets it in lines from the start edge.
    pub fn lines(&mut self, story: Story, measure: Pt, wrap: Wrap) -> Vec<Frame> {
        let set = self.shape(story);
        self.set_lines(&set, measure, wrap)
    }

    /// Sets shaped text in lines, each a frame one leading high.
    pub fn set_lines(&self, set: &Set, measure: Pt, wrap: Wrap) -> Vec<Frame> {
        set.shaped.lines(measure, wrap).iter().map(|line| self.line_frame(set, line)).collect()
    }

    fn line_frame(&self, set: &Set, line: &Line) -> Frame {
        let mut frame = Frame::of(set.leading);
        let baseline = baseline(set.leading, set.size);
        for fragment in &line.fragments {
            let sense = &set.senses[fragment.span];
            let origin = Point { x: fragment.x, y: baseline - fragment.rise };
            let run = fragment.run.clone();
            frame.marks.push(Mark { owner: sense.owner, ink: Ink::Glyphs { origin, run, color: sense.color } });
            if let Some((node, goal)) = &sense.link {
                self.link_fragment(&mut frame, (*node, goal), sense, fragment, origin);
            }
        }
        frame
    }

    /// Underlines a fragment of a web link, and makes it lead where the link does.
    fn link_fragment(
        &self,
        frame: &mut Frame,
        (node, goal): (NodeId, &Goal),
        sense: &Sense,
        fragment: &Fragment,
        origin: Point,
    ) {
        if matches!(goal, Goal::Url(_)) {
            let y = origin.y + fragment.run.size * 0.14;
            let ends =
                vec![Segment::Move(Point { x: origin.x, y }), Segment::Line(Point { x: origin.x + fragment.width, y })];
            let ink = Ink::Path(outline(ends, fragment.run.size * 0.055, sense.color));
            frame.marks.push(Mark { owner: sense.owner, ink });
        }
        let height = fragment.run.size * 1.2;
        let area = Rect { x: origin.x, y: origin.y - fragment.run.size * 0.9, width: fragment.width, height };
        match frame.links.last_mut().filter(|link| link.node == node && (link.area.end() - area.x).abs() < 0.01) {
            Some(link) => link.area.width += area.width,
            None => frame.links.push(FrameLink { node, area, goal: goal.clone() }),
        }
    }
}

impl Set {
    /// Width of all of it on one line.
    pub fn natural_width(&self) -> Pt {
        self.shaped.natural_width()
    }

    /// Width of its widest unbreakable part.
    pub fn widest_chunk(&self) -> Pt {
        self.shaped.widest_chunk()
    }
}

/// Where the baseline stands in a line, from its top: half a capital's height below the middle.
pub fn baseline(leading: Pt, size: Pt) -> Pt {
    leading / 2.0 + size * 0.33
}
