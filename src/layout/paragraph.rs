//! Paragraphs: a document's words become styled spans with their meaning, and those become lines of ink.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::frame::{Frame, FrameLink, Goal, Mark, rule};
use super::galley::Galley;
use super::handout::{Ink, NodeId, Owner, Role};
use super::missing;
use crate::diagnostics::{self, Code, Diagnostic, Places};
use crate::document::{Cited, Inline, Stretch, Words};
use crate::geometry::{Point, Pt, Rect};
use crate::locale::Locale;
use crate::picture::Color;
use crate::text::scripts::Script;
use crate::text::{self, Direction, GlyphRun, Line, Shaped, Slant, Span, Style, Weight, Wrap};
use crate::theme::Type;

/// A paragraph about to be set: its characters, how each looks and what each means.
pub struct Paragraph<'w> {
    text: Cow<'w, str>,
    spans: Vec<Span>,
    meanings: Vec<Meaning>,
    origins: Vec<Origin<'w>>,
    leading: Pt,
    size: Pt,
    /// Its own language and direction, where they are not the document's.
    language: Option<(String, Direction)>,
    /// Stretches in other languages, ascending and apart.
    foreign: Vec<(Range<usize>, String)>,
}

/// What a span of a paragraph means.
#[derive(Clone)]
struct Meaning {
    owner: Owner,
    color: Color,
    link: Option<(NodeId, Goal)>,
}

/// Where a stretch of a paragraph was written.
struct Origin<'w> {
    /// Byte of the paragraph's text where it begins.
    start: usize,
    text: &'w str,
    places: &'w Places,
}

/// A paragraph with its glyphs, ready to be cut into lines of any measure.
pub struct ShapedParagraph {
    shaped: Rc<Shaped>,
    meanings: Vec<Meaning>,
    leading: Pt,
    size: Pt,
    /// Its scripts need more than the type's own leading, and all of it.
    is_tall: bool,
}

/// How the words at hand look and what they belong to; inner words change some of it.
#[derive(Clone)]
struct Context {
    meaning: Meaning,
    strong: bool,
    emphasis: bool,
    size: Pt,
    rise: Pt,
}

/// Size of a citation's number, as a share of the text's.
const CITATION_SIZE: f32 = 0.65;
/// How far a citation's number is raised, as a share of the text's size.
const CITATION_RISE: f32 = 0.34;
/// The narrowest column for text of short words or without spaces, in ems: about eight letters, or four Chinese
/// characters.
const FEWEST_EMS: f32 = 4.0;
/// The same for a small cell.
const FEWEST_EMS_OF_CELL: f32 = 3.0;
/// The widest letter, in ems; what is wider and may not be parted is a word.
const WIDEST_LETTER: f32 = 1.2;
/// The longest word of a script without spaces that stays one line in a small cell, in ems.
const LONGEST_SHORT_WORD: f32 = 4.5;
/// The widest stretch without spaces that is held together as a name, in ems: so many Chinese characters.
const LONGEST_NAME_EMS: f32 = 8.0;

impl Context {
    fn new(owner: Owner, look: Type) -> Context {
        let meaning = Meaning { owner, color: look.color, link: None };
        Context { meaning, strong: look.strong, emphasis: false, size: look.size, rise: 0.0 }
    }

    /// The same look for a node inside. Artifacts have no nodes.
    fn within(&self, node: Option<NodeId>) -> Context {
        let mut inner = self.clone();
        inner.meaning.owner = node.map_or(self.meaning.owner, Owner::Node);
        inner
    }

    fn style(&self) -> Style {
        Style {
            weight: if self.strong { Weight::Semibold } else { Weight::Regular },
            slant: if self.emphasis { Slant::Italic } else { Slant::Upright },
        }
    }
}

impl<'w> Paragraph<'w> {
    /// A paragraph without words.
    pub fn new(look: Type) -> Paragraph<'w> {
        Paragraph {
            text: Cow::Borrowed(""),
            spans: Vec::new(),
            meanings: Vec::new(),
            origins: Vec::new(),
            leading: look.leading,
            size: look.size,
            language: None,
            foreign: Vec::new(),
        }
    }

    /// A paragraph of another language than the document's.
    pub fn foreign(look: Type, language: &str, direction: Direction) -> Paragraph<'w> {
        Paragraph { language: Some((language.to_owned(), direction)), ..Paragraph::new(look) }
    }

    /// A paragraph of the tool's own words.
    pub fn own(owner: Owner, words: &str, look: Type) -> Paragraph<'w> {
        let mut paragraph = Paragraph::new(look);
        paragraph.push(owner, words, look);
        paragraph
    }

    /// Adds words of the tool's own.
    pub fn push(&mut self, owner: Owner, words: &str, look: Type) {
        self.push_span(words, &Context::new(owner, look));
    }

    fn push_span(&mut self, words: &str, context: &Context) {
        if !words.is_empty() {
            self.text.to_mut().push_str(words);
            self.end_span(context);
        }
    }

    /// What was added to the text since the last span is one.
    fn end_span(&mut self, context: &Context) {
        let (end, style) = (self.text.len(), context.style());
        self.spans.push(Span { end, style, size: context.size, rise: context.rise });
        self.meanings.push(context.meaning.clone());
    }

    /// Marks the words from `start` on as in another language, but for those of them that are already in one.
    fn mark_foreign(&mut self, start: usize, language: &str) {
        let within = self.foreign.partition_point(|(range, _)| range.start < start);
        let mut at = start;
        for (range, own) in self.foreign.split_off(within) {
            if at < range.start {
                self.foreign.push((at..range.start, language.to_owned()));
            }
            at = range.end;
            self.foreign.push((range, own));
        }
        if at < self.text.len() {
            self.foreign.push((at..self.text.len(), language.to_owned()));
        }
    }

    fn push_stretch(&mut self, stretch: &'w Stretch<'w>, context: &Context) {
        if let Some(places) = &stretch.places {
            self.origins.push(Origin { start: self.text.len(), text: &stretch.text, places });
        }
        if self.text.is_empty() && !stretch.text.is_empty() {
            // Most paragraphs are one stretch.
            self.text = Cow::Borrowed(&stretch.text);
            self.end_span(context);
        } else {
            self.push_span(&stretch.text, context);
        }
    }
}

impl Galley<'_, '_> {
    /// One paragraph as the content of a node, or as page furniture.
    pub fn paragraph_of<'w>(&mut self, owner: Owner, words: &'w Words<'w>, look: Type) -> Paragraph<'w> {
        let mut paragraph = match words.inlines.as_slice() {
            [Inline::Foreign { language, .. }] => Paragraph::foreign(look, language, Locale::direction_of(language)),
            _ => Paragraph::new(look),
        };
        self.append(&mut paragraph, owner, words, look);
        paragraph
    }

    /// Adds words to a paragraph.
    pub fn append<'w>(&mut self, to: &mut Paragraph<'w>, owner: Owner, words: &'w Words<'w>, look: Type) {
        self.append_inlines(to, &words.inlines, &Context::new(owner, look));
    }

    fn append_inlines<'w>(&mut self, to: &mut Paragraph<'w>, inlines: &'w [Inline<'w>], context: &Context) {
        for inline in inlines {
            match inline {
                Inline::Stretch(stretch) => to.push_stretch(stretch, context),
                Inline::Strong(words) => {
                    let node = self.inner(context, Role::Strong);
                    self.append_inlines(to, words, &Context { strong: true, ..context.within(node) });
                }
                Inline::Emphasis(words) => {
                    let node = self.inner(context, Role::Emphasis);
                    self.append_inlines(to, words, &Context { emphasis: true, ..context.within(node) });
                }
                Inline::Foreign { language, words } => {
                    let node = self.inner(context, Role::Span);
                    node.into_iter().for_each(|node| self.tree.set_language(node, language));
                    let start = to.text.len();
                    self.append_inlines(to, words, &context.within(node));
                    to.mark_foreign(start, language);
                }
                Inline::Link { address, says, words } => {
                    self.append_link(to, words, (address, says, true), context);
                }
                Inline::Phone { address, says, words } => {
                    self.append_link(to, words, (address, says, false), context);
                }
                Inline::Citation(cited) => self.append_citation(to, cited, context),
            }
        }
    }

    /// Words that lead to an address, in the colour of the text: in a lighter one a fax machine loses the thin letters of an
    /// address that is to be typed. The line below tells a link.
    fn append_link<'w>(
        &mut self,
        to: &mut Paragraph<'w>,
        words: &'w [Inline<'w>],
        (address, says, is_underlined): (&Arc<str>, &Arc<str>, bool),
        context: &Context,
    ) {
        let node = self.inner(context, Role::Link);
        let mut inner = context.within(node);
        if let Some(node) = node {
            let goal = Goal::Address { address: address.clone(), says: says.clone(), is_underlined };
            inner.meaning.link = Some((node, goal));
        }
        self.append_inlines(to, words, &inner);
    }

    /// A new node inside that of the words at hand; artifacts have none (PDF/UA-1, 7.1).
    fn inner(&mut self, context: &Context, role: Role) -> Option<NodeId> {
        match context.meaning.owner {
            Owner::Node(parent) => Some(self.tree.add(parent, role)),
            Owner::Artifact(_) => None,
        }
    }

    /// Raised numbers, each a link to its reference.
    fn append_citation(&mut self, to: &mut Paragraph, cited: &[Cited], context: &Context) {
        let Some(reference) = self.inner(context, Role::Reference) else { return };
        let (size, rise) = (context.size * CITATION_SIZE, context.size * CITATION_RISE);
        // In the colour of the text: in a lighter one numbers as small as these are lost by a fax machine.
        let raised = Context { size, rise, emphasis: false, ..context.within(Some(reference)) };
        for cited in cited {
            to.push_span(cited.joint, &raised);
            let link = self.tree.add(reference, Role::Link);
            let mut number = raised.within(Some(link));
            number.meaning.link = Some((link, Goal::Reference(cited.reference)));
            to.push_span(&cited.number, &number);
        }
    }

    /// A stretch of words in another language (PDF/UA-1, 7.2).
    pub(super) fn foreign(&mut self, parent: NodeId, tag: &str) -> NodeId {
        let node = self.tree.add(parent, Role::Span);
        self.tree.set_language(node, tag);
        node
    }

    /// Shapes a paragraph, noting each character that cannot be drawn.
    pub fn shape(&mut self, paragraph: Paragraph) -> ShapedParagraph {
        let own = (self.locale.tag(), self.direction);
        let (language, direction) =
            paragraph.language.as_ref().map_or(own, |(tag, direction)| (tag.as_str(), *direction));
        let shaped = self.shaper.shape(&text::Paragraph {
            text: &paragraph.text,
            spans: &paragraph.spans,
            language,
            direction,
            foreign: &paragraph.foreign,
            ..text::Paragraph::default()
        });
        for undrawn in &shaped.missing {
            let place = self.place(&paragraph, undrawn.at, undrawn.char.len_utf8());
            let is_typed_here = !paragraph.origins.is_empty();
            missing::note(&mut self.missing, undrawn.char, place, is_typed_here);
        }
        if let Some(&at) = shaped.circles(self.shaper.fonts()).first() {
            self.note_circle(&paragraph, at);
        }
        let factor = shaped.leading_factor();
        let (leading, is_tall) = (paragraph.leading * factor, factor > 1.0);
        ShapedParagraph { shaped, meanings: paragraph.meanings, leading, size: paragraph.size, is_tall }
    }

    /// Where a character of a paragraph was written; of a word of the tool's own, the title of the document that asks for
    /// it.
    fn place(&self, paragraph: &Paragraph, at: usize, length: usize) -> Option<diagnostics::Span> {
        match paragraph.origins.iter().rev().find(|origin| origin.start <= at) {
            Some(origin) => Some(origin.places.span(origin.text, at - origin.start..at - origin.start + length)),
            None => self.document.title.place.clone(),
        }
    }

    /// Warns of the first sign that has no letter to stand on.
    fn note_circle(&mut self, paragraph: &Paragraph, at: usize) {
        let Some(sign) = paragraph.text.get(at..).and_then(|rest| rest.chars().next()) else { return };
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
        let mut note = Diagnostic::new(Code::DottedCircle, message).hint(hint);
        note.span = self.place(paragraph, at, sign.len_utf8());
        self.notes.push(note);
    }

    /// Reports the characters that cannot be drawn.
    pub(super) fn report_missing(&mut self) {
        self.notes.extend(missing::report(std::mem::take(&mut self.missing)));
    }

    /// Shapes a paragraph and sets it in lines from the start edge.
    pub fn lines(&mut self, paragraph: Paragraph, measure: Pt, wrap: Wrap) -> Vec<Frame> {
        let shaped = self.shape(paragraph);
        self.set_lines(&shaped, measure, wrap)
    }

    /// Sets shaped text in lines, each a frame one leading high.
    pub fn set_lines(&self, shaped: &ShapedParagraph, measure: Pt, wrap: Wrap) -> Vec<Frame> {
        shaped.shaped.lines(measure, wrap).into_iter().map(|line| self.line_frame(shaped, line)).collect()
    }

    fn line_frame(&self, shaped: &ShapedParagraph, line: Line) -> Frame {
        let leading = if shaped.is_tall { 0.0 } else { shaped.leading };
        let baseline = shaped.baseline();
        let marks = Vec::with_capacity(line.fragments.len());
        let mut frame = Frame { leading, baseline, marks, ..Frame::of(shaped.leading) };
        for fragment in line.fragments {
            let meaning = &shaped.meanings[fragment.span];
            let x = match self.direction {
                Direction::Ltr => fragment.x,
                // Counted from the start edge, which is the right edge here.
                Direction::Rtl => line.width - fragment.x - self.run_width(&fragment.run),
            };
            let origin = Point { x, y: baseline - fragment.rise };
            let (width, size) = (fragment.width, fragment.run.size);
            // A cluster drawn elsewhere, so that the line is read in order, leaves the ink where it was.
            let ink_x = match self.direction {
                Direction::Ltr => fragment.ink_x,
                Direction::Rtl => line.width - fragment.ink_x - fragment.width,
            };
            let ink = Ink::Glyphs { origin, run: fragment.run, color: meaning.color };
            frame.marks.push(Mark::new(meaning.owner, ink));
            if let Some((node, goal)) = &meaning.link {
                let origin = Point { x: ink_x, ..origin };
                self.link_fragment(&mut frame, (*node, goal), meaning, (origin, width, size));
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
        meaning: &Meaning,
        (origin, width, size): (Point, Pt, Pt),
    ) {
        if matches!(goal, Goal::Address { is_underlined: true, .. }) {
            let underline = rule(origin.x, origin.y + size * 0.14, width, size * 0.055, meaning.color);
            frame.marks.push(Mark::new(meaning.owner, Ink::Path(underline)));
        }
        let area = Rect { x: origin.x, y: origin.y - size * 0.9, width, height: size * 1.2 };
        match frame.links.last_mut().filter(|link| link.node == node && (link.area.end() - area.x).abs() < 0.01) {
            Some(link) => link.area.width += area.width,
            None => frame.links.push(FrameLink { node, area, goal: goal.clone() }),
        }
    }
}

impl ShapedParagraph {
    /// Width of all of it on one line.
    pub fn natural_width(&self) -> Pt {
        self.shaped.natural_width()
    }

    /// Width of its last line.
    pub fn last_width(&self, measure: Pt, wrap: Wrap) -> Pt {
        self.shaped.lines(measure, wrap).last().map_or(0.0, |line| line.width)
    }

    /// Makes it smaller where a word is wider than the measure, but no smaller than `least` times its size: what is wider
    /// even then is cut.
    pub fn shrink(&mut self, measure: Pt, least: f32) {
        let widest = self.shaped.widest_chunk();
        if widest > measure {
            // A hair less, so that no rounding makes the word too wide again.
            let factor = (measure / widest * 0.999).max(least);
            Rc::make_mut(&mut self.shaped).scale(factor);
            self.leading *= factor;
            self.size *= factor;
        }
    }

    /// Its height in ragged lines of a measure.
    pub fn height(&self, measure: Pt) -> Pt {
        self.line_count(measure) as f32 * self.leading
    }

    /// How many ragged lines of a measure it is.
    pub fn line_count(&self, measure: Pt) -> usize {
        self.shaped.line_count(measure)
    }

    /// The least width in which no short name is broken inside, in scripts without spaces between words.
    pub fn narrowest_name(&self) -> Pt {
        let name = self.shaped.widest_unspaced();
        self.narrowest().max(if name <= LONGEST_NAME_EMS * self.size { name } else { 0.0 })
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
        self.narrowest_of(FEWEST_EMS)
    }

    /// The same for a few words in a small cell. Where a line may end behind every letter, a short word stays one line.
    pub fn narrowest_in_cell(&self) -> Pt {
        let has_words = self.shaped.widest_chunk() > WIDEST_LETTER * self.size;
        self.narrowest_of(if has_words { FEWEST_EMS_OF_CELL } else { LONGEST_SHORT_WORD })
    }

    fn narrowest_of(&self, ems: f32) -> Pt {
        self.shaped.widest_chunk().max(self.natural_width().min(ems * self.size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_foreign_words_have_a_language_of_their_own() {
        let look = Type { size: 10.0, leading: 12.0, strong: false, color: Color { red: 0, green: 0, blue: 0 } };
        let mut paragraph = Paragraph::new(look);
        paragraph.text.to_mut().push_str("0123");
        paragraph.mark_foreign(2, "ar");
        paragraph.text.to_mut().push_str("4567");
        paragraph.mark_foreign(6, "fa");
        paragraph.text.to_mut().push_str("89");
        paragraph.mark_foreign(1, "ur");
        let wanted = [(1..2, "ur"), (2..4, "ar"), (4..6, "ur"), (6..8, "fa"), (8..10, "ur")];
        assert_eq!(paragraph.foreign, wanted.map(|(range, tag)| (range, tag.to_owned())));
        // Words of another language end with those in them.
        paragraph.mark_foreign(8, "es");
        assert_eq!(paragraph.foreign.len(), 5);
    }
}
