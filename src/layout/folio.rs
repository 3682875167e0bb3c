//! The folio: what is laid on each page once all pages are known. Dates, page number and whom to call at the foot; a
//! slim running header from the second page on; the mark of a draft.

use unicode_segmentation::UnicodeSegmentation;

use super::frame::{Frame, rule, stroked};
use super::galley::Binding;
use super::galley::{Galley, stack};
use super::handout::{Artifact, Owner};
use super::paragraph::Paragraph;
use crate::geometry::{Pt, Rect};
use crate::text::Wrap;
use crate::theme::Type;

/// From the rule at the foot to the text area.
const ABOVE_FOOTER: Pt = 16.0;
/// From the last line of the footer to the edge of the paper.
const BELOW_FOOTER: Pt = 34.0;
/// Baseline box of the running header, from the top of the paper.
const HEADER_TOP: Pt = 18.0;
/// From the running header to the text area, at least.
const BELOW_HEADER: Pt = 16.0;

const FOOTER: Owner = Owner::Artifact(Artifact::Footer);
const HEADER: Owner = Owner::Artifact(Artifact::Header);

/// The parts of the folio that are alike on every page.
pub struct Folio {
    outdated: Frame,
    dates: Frame,
    contact: Frame,
    header: Frame,
    draft: Frame,
}

impl Folio {
    /// Makes two of them equally high, so that two columns of a page begin and end level.
    pub fn level_with(&mut self, other: &mut Folio) {
        let (foot, head) = (self.foot().max(other.foot()), self.header.height.max(other.header.height));
        for folio in [self, other] {
            folio.contact.height += foot - folio.foot();
            folio.header.height = head;
        }
    }

    /// Top of the packet's page number, which stands at the end of the first line of the contacts.
    pub fn seat(&self, paper: Pt) -> Pt {
        paper - self.foot() + ABOVE_FOOTER + 4.0 + self.outdated.height + self.dates.height
    }

    /// Height of the head of the page: the margin, more where a tall script's header needs it.
    pub fn head(&self, margin: Pt) -> Pt {
        margin.max(HEADER_TOP + self.header.height + BELOW_HEADER)
    }

    /// Height of the foot of the page, from the bottom of the text area to the edge of the paper.
    pub fn foot(&self) -> Pt {
        ABOVE_FOOTER + 4.0 + self.outdated.height + self.dates.height + self.contact.height + BELOW_FOOTER
    }
}

impl Galley<'_, '_> {
    /// What stands on every page.
    pub(super) fn folio(&mut self) -> Folio {
        let draft = self.draft_mark();
        Folio {
            outdated: self.footer_outdated(),
            dates: self.footer_dates(),
            contact: self.footer_contact(),
            header: self.running_header(&draft),
            draft,
        }
    }

    /// The notice that a translation is older than its original, for the foot of every page; empty in other handouts.
    fn footer_outdated(&mut self) -> Frame {
        let Some(outdated) = &self.document.folio.outdated else { return Frame::default() };
        let look = Type { strong: true, color: self.theme.colors.caution, ..self.theme.types.folio };
        self.footer_words(outdated, look, self.theme.measure())
    }

    /// "Created: May 10, 2024   Updated: May 10, 2024   K7MP-3XQR"; page numbers stand at the end of its first line.
    fn footer_dates(&mut self) -> Frame {
        let look = self.theme.types.folio;
        let (document, code) = (self.document, &self.document.metadata.code);
        let (created, updated) = (&document.folio.created, &document.folio.updated);
        let room =
            self.theme.measure() - self.width_of(&self.locale.page_of(888, 888), look) - self.theme.spaces.gutter;
        let updated = format!("{updated} \u{2003}{code}");
        let together = format!("{created} \u{2003}{updated}");
        if self.width_of(&together, look) <= room {
            return self.footer_words(&together, look, room);
        }
        stack([self.footer_words(created, look, room), self.footer_words(&updated, look, room)])
    }

    fn footer_words(&mut self, words: &str, look: Type, measure: Pt) -> Frame {
        stack(self.lines(Paragraph::own(FOOTER, words, look), measure, Wrap::Ragged))
    }

    /// The first contact and the emergency number. In a packet its page number stands at the end of the first line.
    fn footer_contact(&mut self) -> Frame {
        let look = Type { strong: true, color: self.theme.colors.ink, ..self.theme.types.folio };
        let mut paragraph = Paragraph::new(look);
        let folio = &self.document.folio;
        if let Some((contact, phone)) = folio.contact.as_ref().and_then(|it| Some((it, it.phone.as_ref()?))) {
            self.append(&mut paragraph, FOOTER, &contact.label, look);
            paragraph.push(FOOTER, &contact.joint, look);
            self.append(&mut paragraph, FOOTER, phone, look);
        }
        if let Some(emergency) = &folio.emergency {
            if !paragraph.is_empty() {
                paragraph.push(FOOTER, " \u{2003}", look);
            }
            paragraph.push(FOOTER, &emergency.label, look);
            self.append(&mut paragraph, FOOTER, &emergency.number, look);
        }
        if self.binding == Binding::Alone {
            return stack(self.lines(paragraph, self.theme.measure(), Wrap::Ragged));
        }
        let number = self.width_of(&self.locale.packet_page(888, 888), self.theme.types.folio);
        let room = self.theme.measure() - number - self.theme.spaces.gutter;
        let mut contact = stack(self.lines(paragraph, room, Wrap::Ragged));
        contact.height = contact.height.max(self.theme.types.folio.leading);
        contact
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
        let (words, width) = self.furniture_words(HEADER, words, look);
        let mut frame = Frame::of(words.height);
        frame.decorate(stroked(
            Rect { x: 0.0, y: -2.0, width: width + 12.0, height: words.height + 4.0 },
            1.2,
            look.color,
        ));
        frame.place(words, 6.0, 0.0);
        frame
    }

    /// All furniture of one page. Heights count from the top of the paper; `number` from 1.
    pub(super) fn furniture_of(&mut self, folio: &Folio, number: usize, pages: usize) -> Frame {
        let theme = self.theme;
        let mut page = Frame::of(theme.paper.height);
        page.place(folio.draft.clone(), 0.0, HEADER_TOP);
        if number > 1 {
            page.place(folio.header.clone(), 0.0, HEADER_TOP);
        }
        let top = theme.paper.height - folio.foot() + ABOVE_FOOTER;
        page.decorate(rule(0.0, top, theme.measure(), 0.75, theme.colors.rule));
        page.place(folio.outdated.clone(), 0.0, top + 4.0);
        let top = top + folio.outdated.height;
        page.place(folio.dates.clone(), 0.0, top + 4.0);
        if self.binding != Binding::Cover {
            let words = self.locale.page_of(number, pages);
            let (words, width) = self.furniture_words(FOOTER, &words, theme.types.folio);
            page.place(words, theme.measure() - width, top + 4.0);
        }
        page.place(folio.contact.clone(), 0.0, top + 4.0 + folio.dates.height);
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
