//! Paragraphs: an article's text becomes styled spans with their meaning, and those become lines of ink.

use std::sync::Arc;

use super::Galley;
use super::frame::{Frame, FrameLink, Goal, Mark, rule};
use super::handout::{Ink, NodeId, Owner, Role};
use super::missing;
use crate::diagnostics::{self, Diagnostic};
use crate::geometry::{Point, Pt, Rect};
use crate::picture::Color;
use crate::prose::{Inline, Places, Text};
use crate::text::scripts::Script;
use crate::text::{Direction, GlyphRun, Line, Paragraph, Shaped, Slant, Span, Style, Weight, Wrap};
use crate::theme::Type;

/// A paragraph about to be set: its characters, how each looks and what each means.
pub struct Story {
    text: String,
    spans: Vec<Span>,
    senses: Vec<Sense>,
    origins: Vec<Origin>,
    leading: Pt,
    size: Pt,
    /// Its own language and direction, where they are not the handout's.
    voice: Option<(String, Direction)>,
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
    language: Option<(Arc<str>, NodeId)>,
    strong: Option<NodeId>,
    emphasis: Option<NodeId>,
}

/// Size of a citation's number, as a share of the text's.
const CITATION_SIZE: f32 = 0.65;
/// How far a citation's number is raised, as a share of the text's size.
const CITATION_RISE: f32 = 0.34;
/// The fewest ems of a column that holds more than that: about eight letters, or four Chinese characters.
const FEWEST_EMS: f32 = 4.0;

impl Nesting {
    fn within(base: NodeId) -> Nesting {
        Nesting { base, link: None, language: None, strong: None, emphasis: None }
    }
}

/// Whether an inline stands in the same link or language mark as the one before it, or both in none.
fn goes_on(open: &Option<(Arc<str>, NodeId)>, mark: &Option<Arc<str>>) -> bool {
    match (open, mark) {
        (Some((open, _)), Some(mark)) => Arc::ptr_eq(open, mark),
        (open, mark) => open.is_none() && mark.is_none(),
    }
}

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
            voice: None,
        }
    }

    /// Words of another language, told apart where a paragraph of it begins.
    pub fn voiced(look: Type, language: &str, direction: Direction) -> Story {
        Story { voice: Some((language.to_owned(), direction)), ..Story::new(look) }
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
            Owner::Node(base) => Some(Nesting::within(base)),
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
        let base = nesting.base;
        if !goes_on(&nesting.link, &inline.link) || !goes_on(&nesting.language, &inline.language) {
            *nesting = Nesting::within(base);
            nesting.link = inline.link.as_ref().map(|link| (link.clone(), self.tree.add(base, Role::Link)));
            nesting.language = inline.language.as_ref().map(|tag| (tag.clone(), self.foreign(base, tag)));
        }
        let link = nesting.link.as_ref().map(|(_, id)| *id);
        let mut node = link.or(nesting.language.as_ref().map(|(_, id)| *id)).unwrap_or(base);
        if inline.strong != nesting.strong.is_some() {
            nesting.strong = inline.strong.then(|| self.tree.add(node, Role::Strong));
            nesting.emphasis = None;
        }
        node = nesting.strong.unwrap_or(node);
        if inline.emphasis != nesting.emphasis.is_some() {
            nesting.emphasis = inline.emphasis.then(|| self.tree.add(node, Role::Emphasis));
        }
        (nesting.emphasis.unwrap_or(node), link)
    }

    /// A stretch of words in another language (PDF/UA-1, 7.2).
    pub(super) fn foreign(&mut self, parent: NodeId, tag: &str) -> NodeId {
        let node = self.tree.add(parent, Role::Span);
        self.tree.nodes[node.0 as usize].language = Some(tag.to_owned());
        node
    }

    /// Raised numbers, each a link to its reference.
    fn tell_citation(&mut self, story: &mut Story, nesting: &mut Nesting, inline: &Inline, look: Type) {
        *nesting = Nesting::within(nesting.base);
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
        let own = (self.locale.tag(), self.direction);
        let (language, direction) = story.voice.as_ref().map_or(own, |(tag, direction)| (tag.as_str(), *direction));
        let paragraph =
            Paragraph { text: &story.text, spans: &story.spans, language, direction, ..Paragraph::default() };
        let shaped = self.shaper.shape(&paragraph);
        for undrawn in &shaped.missing {
            let place = self.place(&story, undrawn.at, undrawn.char.len_utf8());
            missing::note(&mut self.missing, undrawn.char, place);
        }
        if let Some(&at) = shaped.circles(self.shaper.fonts()).first() {
            self.note_circle(&story, at);
        }
        let leading = story.leading * shaped.leading_factor();
        Set { shaped, senses: story.senses, leading, size: story.size }
    }

    /// Where a character of a story was written; of a word of the tool's own, the title of the article that asks for it.
    fn place(&self, story: &Story, at: usize, length: usize) -> Option<diagnostics::Span> {
        match story.origins.iter().rev().find(|origin| origin.start <= at) {
            Some(origin) => Some(origin.places.span(&origin.text, at - origin.start..at - origin.start + length)),
            None => self.article.title.start(),
        }
    }

    /// Warns of the first sign that has no letter to stand on.
    fn note_circle(&mut self, story: &Story, at: usize) {
        let Some(sign) = story.text.get(at..).and_then(|rest| rest.chars().next()) else { return };
        let message = format!(
            "this sign, U+{:04X}, has no letter to stand on: a dotted circle is printed under it",
            u32::from(sign)
        );
        let hint = match Script::of(sign) {
            Some(Script::Myanmar) => {
                "a text in the Zawgyi encoding looks like this: convert it to Unicode; else type the letter first, \
                 then its sign"
            }
            _ => "type the letter first, then its sign",
        };
        let mut note = Diagnostic::warning("dotted-circle", message).hint(hint);
        note.span = self.place(story, at, sign.len_utf8());
        self.notes.push(note);
    }

    /// Reports the characters that cannot be drawn.
    pub(super) fn report_missing(&mut self) {
        self.notes.extend(missing::report(std::mem::take(&mut self.missing)));
    }

    /// Shapes a story and sets it in lines from the start edge.
    pub fn lines(&mut self, story: Story, measure: Pt, wrap: Wrap) -> Vec<Frame> {
        let set = self.shape(story);
        self.set_lines(&set, measure, wrap)
    }

    /// Sets shaped text in lines, each a frame one leading high.
    pub fn set_lines(&self, set: &Set, measure: Pt, wrap: Wrap) -> Vec<Frame> {
        set.shaped.lines(measure, wrap).into_iter().map(|line| self.line_frame(set, line)).collect()
    }

    fn line_frame(&self, set: &Set, line: Line) -> Frame {
        let mut frame = Frame::of(set.leading);
        let baseline = set.baseline();
        frame.baseline = baseline;
        frame.marks.reserve(line.fragments.len());
        for fragment in line.fragments {
            let sense = &set.senses[fragment.span];
            let x = match self.direction {
                Direction::Ltr => fragment.x,
                // From the start edge, which is the right one.
                Direction::Rtl => line.width - fragment.x - self.run_width(&fragment.run),
            };
            let origin = Point { x, y: baseline - fragment.rise };
            let (width, size) = (fragment.width, fragment.run.size);
            // A cluster drawn elsewhere, so that the line is read in order, leaves the ink where it was.
            let shift = fragment.ink_x - fragment.x;
            let ink_x = if self.direction == Direction::Ltr { x + shift } else { x - shift };
            let ink = Ink::Glyphs { origin, run: fragment.run, color: sense.color };
            frame.marks.push(Mark::new(sense.owner, ink));
            if let Some((node, goal)) = &sense.link {
                let origin = Point { x: ink_x, ..origin };
                self.link_fragment(&mut frame, (*node, goal), sense, (origin, width, size));
            }
        }
        frame
    }

    /// How far the pen moves over a run.
    pub(super) fn run_width(&self, run: &GlyphRun) -> Pt {
        let units = self.shaper.fonts().face(run.face).units_per_em;
        run.glyphs.iter().map(|glyph| glyph.advance).sum::<i32>() as f32 * run.size / f32::from(units)
    }

    /// Underlines a fragment of a web link, and makes it lead where the link does.
    fn link_fragment(
        &self,
        frame: &mut Frame,
        (node, goal): (NodeId, &Goal),
        sense: &Sense,
        (origin, width, size): (Point, Pt, Pt),
    ) {
        if matches!(goal, Goal::Url(_)) {
            let underline = rule(origin.x, origin.y + size * 0.14, width, size * 0.055, sense.color);
            frame.marks.push(Mark::new(sense.owner, Ink::Path(underline)));
        }
        let area = Rect { x: origin.x, y: origin.y - size * 0.9, width, height: size * 1.2 };
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

    /// Width of its last line.
    pub fn last_width(&self, measure: Pt, wrap: Wrap) -> Pt {
        self.shaped.lines(measure, wrap).last().map_or(0.0, |line| line.width)
    }

    /// Distance of its lines.
    pub fn leading(&self) -> Pt {
        self.leading
    }

    /// Where the baseline stands in each line, from its top.
    pub fn baseline(&self) -> Pt {
        self.leading / 2.0 + self.size * self.shaped.middle()
    }

    /// The least width it can be read in: no word is cut, and where words are short or have no spaces between them, a
    /// line holds more than one or two characters.
    pub fn narrowest(&self) -> Pt {
        self.shaped.widest_chunk().max(self.natural_width().min(FEWEST_EMS * self.size))
    }
}
