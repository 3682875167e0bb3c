//! The folio: what is laid on each page once all pages are known. Dates, page number and whom to call at the foot; a
//! slim running header from the second page on; the mark of a draft.

use unicode_segmentation::UnicodeSegmentation;

use super::deal::{Dealt, deal};
use super::frame::{Frame, rule, stroked};
use super::galley::Binding;
use super::galley::{Galley, Imprint, stack};
use super::handout::{Artifact, NodeId, Owner, Role, Tree};
use super::paragraph::{Paragraph, ShapedParagraph};
use crate::document::{Contact, Emergency};
use crate::geometry::{Pt, Rect};
use crate::locale::Label;
use crate::text::Wrap;
use crate::theme::{Edges, Type};

/// From the rule to the first line of the footer.
const BELOW_RULE: Pt = 4.0;
/// Baseline box of the running header, from the top of the paper.
const HEADER_TOP: Pt = 18.0;
/// Most lines of the footer, each of its own leading, that numbers to call may take on every page.
const MOST_LINES: f32 = 3.0;
/// Between two items of a line, in ems.
pub(super) const BETWEEN: f32 = 1.0;
/// The same at the foot of a page, where that saves a line of it.
const CLOSER_BETWEEN: f32 = 0.6;
/// Less than this is rounding.
const HAIR: Pt = 0.01;
/// Most digits of a packet's page number: some ten articles of many hundred pages are the most that are bound.
const PACKET_DIGITS: u32 = 4;

const FOOTER: Owner = Owner::Artifact(Artifact::Footer);
const HEADER: Owner = Owner::Artifact(Artifact::Header);

/// The parts of the folio that are alike on every page. Those that are content of the first page are artifacts on the
/// others, which say the same again (PDF/UA-1, 7.1 and 7.8). By default there are none.
#[derive(Default)]
pub struct Folio {
    outdated: Frame,
    dates: Frame,
    numbers: Frame,
    header: Frame,
    draft: Frame,
    edges: Edges,
}

/// How what stands at the foot of a page is dealt out to lines.
#[derive(Clone, Copy)]
struct FootWay {
    /// Between two items of a line, in ems.
    between: f32,
    /// Numbers to call begin on the last line of the dates.
    runs_on: bool,
}

/// All of them, the most spacious first.
const FOOT_WAYS: [FootWay; 4] = [
    FootWay { between: BETWEEN, runs_on: false },
    FootWay { between: CLOSER_BETWEEN, runs_on: false },
    FootWay { between: BETWEEN, runs_on: true },
    FootWay { between: CLOSER_BETWEEN, runs_on: true },
];

/// How numbers to call are set.
#[derive(Clone, Copy)]
pub(super) struct NumberLook {
    /// Labels and numbers.
    pub strong: Type,
    /// When they answer; `None` leaves it out.
    pub hours: Option<Type>,
}

impl Folio {
    /// Makes two of them equally high, so that two columns of a page begin and end level.
    pub fn level_with(&mut self, other: &mut Folio) {
        let (foot, head) = (self.foot().max(other.foot()), self.header.height.max(other.header.height));
        for folio in [self, other] {
            folio.numbers.height += foot - folio.foot();
            folio.header.height = head;
        }
    }

    /// Top of the packet's page number, which stands at the end of the first line of the numbers.
    pub fn seat(&self, paper: Pt) -> Pt {
        paper - self.foot() + self.edges.above_footer + BELOW_RULE + self.outdated.height + self.dates.height
    }

    /// Height of the head of the page: the margin, more where a tall script's header needs it.
    pub fn head(&self, margin: Pt) -> Pt {
        margin.max(HEADER_TOP + self.header.height + self.edges.below_header)
    }

    /// Height of the foot of the page, from the bottom of the text area to the edge of the paper.
    pub fn foot(&self) -> Pt {
        let lines = self.outdated.height + self.dates.height + self.numbers.height;
        self.edges.above_footer + BELOW_RULE + lines + self.edges.below_footer
    }
}

/// The words of the folio, shaped once, whatever lines they come to.
pub(super) struct FolioWords {
    outdated: Frame,
    created: ShapedParagraph,
    updated: ShapedParagraph,
    code: Option<ShapedParagraph>,
    numbers: Vec<ShapedParagraph>,
    header: Frame,
    draft: Frame,
}

impl Galley<'_, '_> {
    /// The words that stand on every page.
    pub(super) fn folio_words(&mut self) -> FolioWords {
        let look = self.theme.types.folio;
        let folio = &self.document.folio;
        let code = &self.document.metadata.code;
        let imprint = self.imprint.expect("the front is set before the folio");
        let [created, updated] = imprint.dates;
        let words = [(created, &folio.created), (updated, &folio.updated)];
        let [created, updated] = words.map(|(node, words)| self.shape(Paragraph::own(Owner::Node(node), words, look)));
        let code = imprint.code.map(|paragraph| {
            let owner = self.tree.add(paragraph, Role::Code { says: format!("{}{code}", folio.code_label) });
            self.shape(Paragraph::own(Owner::Node(owner), code, Type { strong: true, ..look }))
        });
        let draft = self.draft_mark();
        FolioWords {
            outdated: self.footer_outdated(),
            created,
            updated,
            code,
            numbers: self.footer_numbers(),
            header: self.running_header(&draft),
            draft,
        }
    }

    /// What stands on every page, with room for page numbers up to `most`.
    ///
    /// "Created: May 10, 2024   Updated: May 10, 2024   K7MP-3XQR" are one line, if they fit beside the page number. Else the
    /// code stands behind the numbers to call, where a line is mostly left.
    pub(super) fn folio(&mut self, words: &FolioWords, most: usize) -> Folio {
        let look = self.theme.types.folio;
        let mut room = self.theme.measure();
        if self.binding != Binding::Cover {
            room -= self.width_of(&self.locale.page_of(most, most), look) + self.theme.spaces.gutter;
        }
        // In a packet a handout is set as it is alone.
        let way = self.lowest_foot(words, [room, self.theme.measure()]);
        let rooms = [room, self.numbers_room()];
        let [dates, mut numbers] = self.foot_lines(words, rooms, way);
        if self.binding != Binding::Alone {
            numbers.height = numbers.height.max(look.leading);
        }
        let FolioWords { outdated, header, draft, .. } = words;
        let (outdated, header, draft) = (outdated.clone(), header.clone(), draft.clone());
        Folio { outdated, dates, numbers, header, draft, edges: self.theme.edges }
    }

    /// The first of the ways that take the fewest lines: one for the dates and one for numbers to call are never too many.
    fn lowest_foot(&self, words: &FolioWords, rooms: [Pt; 2]) -> FootWay {
        let fewest = if words.numbers.is_empty() { 1.0 } else { 2.0 };
        let mut best = (Pt::INFINITY, FOOT_WAYS[0]);
        for way in FOOT_WAYS {
            let height = self.dealt_foot(words, rooms, way).iter().flatten().map(Dealt::height).sum();
            if height < best.0 - HAIR {
                best = (height, way);
            }
            if height < fewest * self.theme.types.folio.leading + HAIR {
                break;
            }
        }
        best.1
    }

    /// The dates, and the numbers to call below them.
    fn foot_lines(&self, words: &FolioWords, rooms: [Pt; 2], way: FootWay) -> [Frame; 2] {
        let [dates, numbers] = self.dealt_foot(words, rooms, way);
        let (dates, numbers) = (self.dealt_lines(dates), self.dealt_lines(numbers));
        if way.runs_on {
            let mut lines = dates.into_iter();
            return [lines.next().unwrap_or_default(), stack(lines)];
        }
        [stack(dates), stack(numbers)]
    }

    /// The dates and the numbers to call, the code behind one of them. The first line has room beside the page number, the first
    /// one below the dates beside the packet's. Numbers that run on begin on the line of the second date, and are dealt out with
    /// the dates.
    fn dealt_foot<'p>(&self, words: &'p FolioWords, rooms: [Pt; 2], way: FootWay) -> [Vec<Dealt<'p>>; 2] {
        let FolioWords { created, updated, code, numbers, .. } = words;
        let measure = self.theme.measure();
        let between = way.between * self.theme.types.folio.size;
        let code_width = code.as_ref().map_or(0.0, ShapedParagraph::natural_width);
        let width = created.natural_width() + updated.natural_width() + code_width;
        let is_one_line = width + 2.0 * between <= rooms[0];
        let behind_dates = code.as_ref().filter(|_| is_one_line);
        let behind_numbers = code.as_ref().filter(|_| !is_one_line);
        let dates = [created, updated].into_iter().chain(behind_dates);
        let numbers = numbers.iter().chain(behind_numbers);
        match way.runs_on {
            true => [deal(dates.chain(numbers), &[rooms[0], rooms[1], measure], between), Vec::new()],
            false => [deal(dates, &[rooms[0], measure], between), deal(numbers, &[rooms[1], measure], between)],
        }
    }

    /// The notice that a translation is older than its original, for the foot of every page; empty in other handouts.
    fn footer_outdated(&mut self) -> Frame {
        let Some(outdated) = &self.document.folio.outdated else { return Frame::default() };
        let look = Type { strong: true, color: self.theme.colors.caution, ..self.theme.types.folio };
        stack(self.lines(Paragraph::own(FOOTER, outdated, look), self.theme.measure(), Wrap::Ragged))
    }

    /// The nodes of what the handout says of itself, in the language of the tool's own words.
    fn new_imprint(&mut self) -> Imprint {
        let node = self.tree.add(Tree::ROOT, Role::Imprint);
        let language = self.locale.label_language();
        let mut paragraph = || {
            let paragraph = self.tree.add(node, Role::Paragraph);
            language.into_iter().for_each(|language| self.tree.set_language(paragraph, language));
            paragraph
        };
        let dates = [paragraph(), paragraph()];
        let code = (!self.is_beside).then(paragraph);
        Imprint { node, dates, code }
    }

    /// All numbers to call, with their hours; where they stand under the title, the first contact and the emergency number.
    fn footer_numbers(&mut self) -> Vec<ShapedParagraph> {
        let look = self.theme.types.folio;
        let strong = Type { strong: true, ..look };
        let folio = &self.document.folio;
        let (parent, contacts, hours) = match self.has_strip {
            true => (None, folio.contacts.get(..1).unwrap_or_default(), None),
            false => (self.imprint.map(|imprint| imprint.node), &folio.contacts[..], Some(look)),
        };
        self.number_items(parent, contacts, folio.emergency.as_ref(), NumberLook { strong, hours })
    }

    /// The line that numbers to call may take. In a packet its page number stands at the end of the first one.
    fn numbers_room(&mut self) -> Pt {
        let measure = self.theme.measure();
        if self.binding == Binding::Alone || self.is_beside {
            return measure;
        }
        let most = 10_usize.pow(PACKET_DIGITS) - 1;
        measure - self.width_of(&self.locale.packet_page(most, most), self.theme.types.folio) - self.theme.spaces.gutter
    }

    /// Sets all numbers to call under the title, if they take too much of the foot of a page.
    pub(super) fn numbers_below_title(&mut self) {
        let imprint = self.new_imprint();
        self.imprint = Some(imprint);
        let folio = &self.document.folio;
        let look = self.theme.types.folio;
        let strong = Type { strong: true, ..look };
        let emergency = folio.emergency.as_ref();
        let foot = self.number_items(None, &folio.contacts, emergency, NumberLook { strong, hours: Some(look) });
        let room = self.numbers_room();
        let foot = stack(self.line_up(&foot, &[room, self.theme.measure()], BETWEEN * look.size));
        self.has_strip = foot.height > MOST_LINES * look.leading;
        if !self.has_strip {
            return;
        }
        let flow = self.page_flow();
        let small = self.theme.types.small;
        let look = NumberLook { strong: Type { strong: true, ..small }, hours: Some(small) };
        let items = self.number_items(Some(imprint.node), &folio.contacts, emergency, look);
        for line in self.line_up(&items, &[flow.measure], BETWEEN * small.size) {
            self.push_lines(flow, vec![line], 0.0);
        }
        self.after = self.theme.spaces.float;
    }

    /// One paragraph for each number: "**Nurse line: 555-0100** Mon to Fri", "**Emergency: 911**". Without a parent they are
    /// page furniture.
    pub(super) fn number_items(
        &mut self,
        parent: Option<NodeId>,
        contacts: &[Contact],
        emergency: Option<&Emergency>,
        NumberLook { strong, hours }: NumberLook,
    ) -> Vec<ShapedParagraph> {
        let mut items = Vec::with_capacity(contacts.len() + 1);
        for contact in contacts {
            let owner = parent.map_or(FOOTER, |parent| Owner::Node(self.tree.add(parent, Role::Paragraph)));
            let mut paragraph = Paragraph::new(strong);
            self.append(&mut paragraph, owner, &contact.label, strong);
            if let Some(phone) = &contact.phone {
                paragraph.push(owner, &contact.joint, strong);
                self.append(&mut paragraph, owner, phone, strong);
            }
            if let (Some(words), Some(look)) = (&contact.hours, hours) {
                paragraph.push(owner, "\u{2002}", look);
                self.append(&mut paragraph, owner, words, look);
            }
            items.push(self.shape(paragraph));
        }
        if let Some(Emergency { label, number }) = emergency {
            let owner = parent.map_or(FOOTER, |parent| Owner::Node(self.tree.add(parent, Role::Paragraph)));
            let mut paragraph = Paragraph::new(strong);
            self.append(&mut paragraph, owner, label, strong);
            self.append(&mut paragraph, owner, number, strong);
            items.push(self.shape(paragraph));
        }
        items
    }

    /// Items one after another, `between` apart, on as few lines as hold them: [`deal`].
    pub(super) fn line_up<'p>(
        &self,
        items: impl IntoIterator<Item = &'p ShapedParagraph>,
        rooms: &[Pt],
        between: Pt,
    ) -> Vec<Frame> {
        self.dealt_lines(deal(items, rooms, between))
    }

    /// Sets what was dealt out.
    fn dealt_lines(&self, dealt: Vec<Dealt>) -> Vec<Frame> {
        let mut lines = Vec::with_capacity(dealt.len());
        for Dealt { items, room, is_cut } in dealt {
            let set = |item| self.set_lines(item, room, Wrap::Ragged);
            match (items.as_slice(), is_cut) {
                ([(item, _)], true) => lines.extend(set(item)),
                _ => lines.push(Frame::abreast(items.iter().map(|(item, x)| (stack(set(item)), *x)))),
            }
        }
        lines
    }

    /// Title at the start, clinic at the end; a long title loses its end here, for it stands in full on page one.
    fn running_header(&mut self, draft: &Frame) -> Frame {
        let look = self.theme.types.folio;
        let measure = self.theme.measure();
        let clinic =
            self.document.masthead.name.as_ref().map(|name| self.shortened(&name.plain(), look, measure * 0.45));
        let (clinic, width) =
            clinic.map_or((Frame::default(), 0.0), |words| self.furniture_words(HEADER, &words, look));
        let indent = if draft.height > 0.0 { self.draft_width() + self.theme.spaces.gutter } else { 0.0 };
        let room = measure - width - indent - self.theme.spaces.gutter * 1.5;
        let title = self.shortened(&self.document.metadata.title, look, room);
        let (title, _) = self.furniture_words(HEADER, &title, look);
        Frame::abreast([(title, indent), (clinic, measure - width)])
    }

    /// As many words as fit, and an ellipsis where some are left out; of a single word that is too wide, letters.
    fn shortened(&mut self, words: &str, look: Type, room: Pt) -> String {
        let words = words.trim_end();
        if self.width_of(words, look) <= room {
            return words.to_owned();
        }
        let shown = |cut: usize| format!("{}…", words[..cut].trim_end_matches([' ', ',', ':', ';', '.', '–']));
        let mut fits = |cut: usize| self.width_of(&shown(cut), look) <= room;
        // Widths grow with the words that are kept. The room is a few words wide, so that what is tried is short, however
        // long the text.
        let cuts = cuts(words);
        let mut most = 1;
        while most < cuts.len() && fits(cuts[most]) {
            most *= 2;
        }
        let fitting = cuts[..most.min(cuts.len())].partition_point(|&cut| fits(cut));
        match cuts.get(fitting.saturating_sub(1)) {
            Some(&cut) => shown(cut),
            None => words.to_owned(),
        }
    }

    fn draft_look(&self) -> Type {
        Type { strong: true, color: self.theme.colors.alarm, ..self.theme.types.folio }
    }

    fn draft_width(&mut self) -> Pt {
        let (words, look) = (self.document.folio.draft.unwrap_or_default(), self.draft_look());
        self.width_of(words, look) + 12.0
    }

    /// The word in a frame of its own, for an article that is not approved.
    fn draft_mark(&mut self) -> Frame {
        let Some(words) = self.document.folio.draft else { return Frame::default() };
        let look = self.draft_look();
        let (words, width) = self.furniture_words(self.draft.map_or(HEADER, Owner::Node), words, look);
        let mut frame = Frame::of(words.height);
        frame.decorate(stroked(
            Rect { x: 0.0, y: -2.0, width: width + 12.0, height: words.height + 4.0 },
            1.2,
            look.color,
        ));
        frame.place(words, 6.0, 0.0);
        frame
    }

    /// All furniture of one page. Heights count from the top of the paper; `number` from 1. `is_first` says that it is the
    /// first page of these words, whose content they are; they are artifacts on the others.
    pub(super) fn furniture_of(&mut self, folio: &Folio, (number, pages): (usize, usize), is_first: bool) -> Frame {
        let theme = self.theme;
        let once = |frame: &Frame, artifact| if is_first { frame.clone() } else { frame.as_furniture(artifact) };
        let mut page = Frame::of(theme.paper.height);
        page.place(once(&folio.draft, Artifact::Header), 0.0, HEADER_TOP);
        if number > 1 {
            page.place(folio.header.clone(), 0.0, HEADER_TOP);
        }
        let mut top = theme.paper.height - folio.foot() + theme.edges.above_footer;
        page.decorate(rule(0.0, top, theme.measure(), 0.75, theme.colors.rule));
        top += BELOW_RULE;
        page.place(folio.outdated.clone(), 0.0, top);
        top += folio.outdated.height;
        page.place(once(&folio.dates, Artifact::Footer), 0.0, top);
        if self.binding != Binding::Cover {
            let words = self.locale.page_of(number, pages);
            let (words, width) = self.furniture_words(FOOTER, &words, theme.types.folio);
            page.place(words, theme.measure() - width, top);
        }
        page.place(once(&folio.numbers, Artifact::Footer), 0.0, top + folio.dates.height);
        page
    }

    /// The words on a page that is left empty, in its middle.
    pub(super) fn blank_notice(&mut self) -> Frame {
        let (words, width) = self.furniture_words(
            Owner::Artifact(Artifact::Layout),
            self.locale.label(Label::Blank),
            self.theme.types.body,
        );
        let mut page = Frame::of(self.theme.paper.height);
        page.place(words, (self.theme.measure() - width) / 2.0, self.theme.paper.height * 0.45);
        page
    }

    /// The packet's page number on a line that begins at `top`.
    pub(super) fn packet_number(&mut self, top: Pt, number: usize, pages: usize) -> Frame {
        let words = self.locale.packet_page(number, pages);
        let (words, width) = self.furniture_words(FOOTER, &words, self.theme.types.folio);
        let mut page = Frame::of(self.theme.paper.height);
        page.place(words, self.theme.measure() - width, top);
        page
    }
}

/// The bytes at which a text may be cut short, ascending: between the letters of its first word, then before each space.
fn cuts(words: &str) -> Vec<usize> {
    let first = words.find(' ').unwrap_or(words.len());
    let letters = words[..first].grapheme_indices(true).map(|(at, _)| at).filter(|at| *at > 0);
    letters.chain(words.match_indices(' ').map(|(at, _)| at).filter(|at| *at > 0)).collect()
}
