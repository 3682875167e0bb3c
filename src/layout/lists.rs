//! Lists: their marks and numbers, and what stands in their items.

use super::figure::Order;
use super::frame::{Frame, Tie};
use super::galley::{Flow, Galley};
use super::handout::{NodeId, Numbering, Owner, Role};
use super::paragraph::Paragraph;
use crate::article::{Mark as ListMark, Side};
use crate::document::{Item, List, Words};
use crate::geometry::Pt;
use crate::text::{Direction, Wrap};
use crate::theme::Type;

/// The widest words of a mark that stand beside the text of their item, as a share of the measure: beside longer ones the
/// text would have a starved column.
const WIDEST_MARK: f32 = 0.3;
/// The narrowest column of a nested list, as a share of the text area.
const NARROWEST: f32 = 0.4;

/// The mark of a list at a depth.
pub(super) struct Marking {
    pub(super) numbering: Numbering,
    /// How far the text stands in.
    pub(super) hang: Pt,
    look: Type,
    /// The sign alone hangs; the words of the mark begin the text.
    runs_in: bool,
}

/// The mark of an item, ready to be set.
struct ItemMark<'i> {
    frame: Frame,
    /// How far the text stands in.
    hang: Pt,
    /// The words of the mark that begin the text, and what they belong to.
    lead: Option<(Owner, &'i str, Type)>,
}

impl Galley<'_, '_> {
    /// A list among other blocks. One in an item stands closer to what is around it.
    pub(super) fn list_block(&mut self, list: &List, flow: Flow) {
        let spaces = self.theme.spaces;
        let above = if list.depth == 0 { spaces.list } else { spaces.item };
        self.list(list, flow, above);
        if list.depth == 0 {
            self.after = spaces.list;
        }
    }

    /// A list; `above` is the space over its first item.
    pub(super) fn list(&mut self, list: &List, flow: Flow, above: Pt) {
        let mut marking = self.marking(list);
        if matches!(list.mark, ListMark::Do) && marking.hang > flow.measure * WIDEST_MARK {
            (marking.runs_in, marking.hang) = (true, self.theme.spaces.hang);
        }
        let node = self.tree.add(flow.parent, Role::List(marking.numbering));
        self.list_items(list, &marking, Flow { parent: node, ..flow }, above);
    }

    /// The items of a list, whose node is the flow's.
    pub(super) fn list_items(&mut self, list: &List, marking: &Marking, flow: Flow, above: Pt) {
        let mut starts = Vec::with_capacity(list.items.len());
        for (index, item) in list.items.iter().enumerate() {
            starts.push(self.pieces.len());
            let above = if index == 0 { above } else { self.theme.spaces.item };
            let entry = self.tree.add(flow.parent, Role::ListItem);
            let mark = self.item_mark(list.mark, item, entry, marking);
            self.item(item, Flow { parent: entry, ..flow }, mark, above);
        }
        if list.depth > 0 && flow.container.is_some() {
            self.keep_nested_items(&starts);
        }
        self.keep_end_items(&starts);
    }

    /// A box is cut between its own items, not inside one of them: what stands there belongs to its words.
    fn keep_nested_items(&mut self, starts: &[usize]) {
        for before in starts.iter().filter_map(|start| start.checked_sub(1)) {
            self.tie_after(before, Tie::Strong);
        }
    }

    /// No item of one line stands alone at the foot or the head of a page, cut off from its list.
    fn keep_end_items(&mut self, starts: &[usize]) {
        let &[first, second, .., last] = starts else { return };
        let end = self.pieces.len();
        if second == first + 1 {
            self.pieces[first].tie = self.pieces[first].tie.max(Tie::Soft);
        }
        if end == last + 1 {
            self.pieces[last - 1].tie = self.pieces[last - 1].tie.max(Tie::Soft);
        }
    }

    fn item_mark<'i>(&mut self, mark: ListMark, item: &'i Item, entry: NodeId, marking: &Marking) -> ItemMark<'i> {
        let parts = item.label.split_once(' ').filter(|_| marking.runs_in);
        let sign = parts.map_or(item.label.as_str(), |(sign, _)| sign);
        let frame = self.mark_frame(mark, sign, entry, marking);
        let owner = frame.marks.first().map(|mark| mark.owner);
        let lead = owner.zip(parts).map(|(owner, (_, words))| (owner, words, marking.look));
        ItemMark { frame, hang: marking.hang, lead }
    }

    /// A paragraph of an item, behind the words of its mark where they run in.
    fn item_paragraph<'w>(
        &mut self,
        lead: Option<(Owner, &str, Type)>,
        owner: Owner,
        words: &'w Words<'w>,
    ) -> Paragraph<'w> {
        let look = self.theme.types.body;
        let Some((mark, label, strong)) = lead else { return self.paragraph_of(owner, words, look) };
        let mut paragraph = Paragraph::own(mark, &format!("{label} "), strong);
        self.append(&mut paragraph, owner, words, look);
        paragraph
    }

    fn item(&mut self, item: &Item, flow: Flow, mark: ItemMark, above: Pt) {
        let ItemMark { frame: mark, hang, lead } = mark;
        let body = self.tree.add(flow.parent, Role::ListBody);
        // Lists nested deeper than a readable line allows hang where the list around them does, if their marks have room there.
        let is_narrow = flow.measure - hang < self.column_measure() * NARROWEST;
        let indent = if is_narrow { (hang - flow.hang).max(0.0) } else { hang };
        let (start, measure) = (flow.start + indent, flow.measure - indent);
        let inner = Flow { start, measure, hang: hang.max(flow.hang), parent: body, ..flow };
        let seat = item.figure.as_ref().and_then(|figure| self.seat(figure, Side::End, inner));
        let text = seat.as_ref().map_or(inner, |seat| seat.text);
        let (first, mut mark) = (self.pieces.len(), Some(mark));
        let mut picture = None;
        for (index, words) in item.paragraphs.iter().enumerate() {
            let is_alone = item.paragraphs.len() == 1 && item.figure.is_none();
            let node = if is_alone { body } else { self.tree.add(body, Role::Paragraph) };
            let lead = lead.filter(|_| index == 0);
            let paragraph = self.item_paragraph(lead, Owner::Node(node), words);
            let mut lines = self.lines(paragraph, text.measure, Wrap::Ragged);
            if let (Some(first), Some(mark)) = (lines.first_mut(), mark.take()) {
                *first = Frame::abreast([(mark, text.start - inner.start - hang), (std::mem::take(first), 0.0)]);
            }
            let above = if index == 0 { above } else { self.theme.spaces.item };
            self.push_lines(text, lines, above);
            if let Some(figure) = item.figure.as_ref().filter(|_| index == 0) {
                match &seat {
                    Some(seat) => picture = Some(self.seated(figure, seat, body)),
                    None => self.figure_below(figure, inner),
                }
            }
        }
        if let (Some(block), Some(last)) = (item.blocks.first(), item.paragraphs.last()) {
            self.tie_last(Tie::Soft);
            if last.is_lead_in() {
                self.keep_lead_in(last, self.pieces.len() - 1, block);
            }
            self.blocks(&item.blocks, text);
        }
        if let (Some(seat), Some(picture)) = (seat, picture) {
            self.set_beside(first, picture, &seat, Order::TextFirst);
        }
    }

    pub(super) fn marking(&mut self, list: &List) -> Marking {
        let body = self.theme.types.body;
        let brand = Type { leading: body.leading, ..self.theme.types.label };
        let spaces = self.theme.spaces;
        match list.mark {
            ListMark::Bullet => {
                let size = if list.depth == 1 { body.size } else { body.size * 1.15 };
                // A larger sign on the baseline of the text takes no more room than the text.
                let leading = body.leading - 0.66 * (size - body.size);
                // The dash of a list in a list is thin: in a colour a fax machine drops it.
                let color = if list.depth == 1 { self.theme.colors.ink } else { brand.color };
                let look = Type { size, leading, strong: list.depth != 1, color };
                Marking { numbering: Numbering::Disc, hang: spaces.hang, look, runs_in: false }
            }
            ListMark::Step => {
                // Of numbers the last is the widest.
                let labels = if list.is_lettered { &list.items[..] } else { &list.items[list.items.len() - 1..] };
                let width = labels.iter().map(|item| self.width_of(&item.label, brand)).fold(0.0, Pt::max);
                let hang = (width + spaces.mark).max(spaces.hang + 3.0);
                Marking { numbering: steps_numbering(list), hang, look: brand, runs_in: false }
            }
            ListMark::Do | ListMark::Dont => {
                let color = if list.mark == ListMark::Do { self.theme.colors.yes } else { self.theme.colors.alarm };
                let look = Type { color, ..brand };
                // The cross stands over the tick of a list before it, as "Do not" does over its "Do".
                let label = list.items.first().map_or("", |item| &item.label);
                let width = (self.width_of(label, look) + spaces.mark).max(spaces.hang);
                Marking { numbering: Numbering::None, hang: width, look, runs_in: false }
            }
            ListMark::Check => {
                let hang = self.tick_box_side() + spaces.mark;
                Marking { numbering: Numbering::None, hang, look: brand, runs_in: false }
            }
        }
    }

    /// The mark of an item: bullets near the start edge, numbers flush with one another at their end.
    pub(super) fn mark_frame(&mut self, mark: ListMark, label: &str, item: NodeId, marking: &Marking) -> Frame {
        if mark == ListMark::Check {
            return self.tick_box(label, item);
        }
        let node = self.tree.add(item, Role::Label);
        let mut words = label.to_owned();
        if self.direction == Direction::Rtl || marking.runs_in {
            // Readers see the gap before the item only where it lies in the direction of the pen, and none within a label.
            words.push(' ');
        }
        if let (ListMark::Do | ListMark::Dont, Some(language)) = (mark, self.locale.label_language()) {
            self.tree.set_language(node, language);
        }
        let set = self.shape(Paragraph::own(Owner::Node(node), &words, marking.look));
        let x = match mark {
            ListMark::Bullet => (marking.hang - self.theme.spaces.mark - set.natural_width()) * 0.6,
            ListMark::Step => marking.hang - self.theme.spaces.mark - set.natural_width(),
            ListMark::Do | ListMark::Dont | ListMark::Check => 0.0,
        };
        let mut frame = Frame::default();
        for line in self.set_lines(&set, f32::INFINITY, Wrap::Ragged) {
            (frame.height, frame.leading) = (line.height, line.leading);
            frame.place(line, x, 0.0);
        }
        frame
    }
}

/// How the steps of a list are numbered. PDF knows the letters of the Latin alphabet alone.
fn steps_numbering(list: &List) -> Numbering {
    let is_latin = list.items.first().is_some_and(|item| item.label.starts_with(|c: char| c.is_ascii_lowercase()));
    match list.is_lettered {
        false => Numbering::Decimal,
        true if is_latin => Numbering::LowerAlpha,
        true => Numbering::None,
    }
}
