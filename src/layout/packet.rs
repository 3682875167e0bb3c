//! Handouts as parts of a packet: each laid out as it would be alone, with a place for the packet's page number, which is
//! known only when all parts are laid out.

use super::bilingual::{self, BilingualContext, column_theme};
use super::galley::{Binding, Context, Galley, compose};
use super::handout::{Handout, Page};
use crate::diagnostics::Notes;
use crate::document::{Bilingual, Document};
use crate::geometry::{Pt, Size};
use crate::locale::Label;
use crate::theme::Theme;

/// Printers do not reach further.
const EDGE: Pt = 18.0;

/// A part of a packet whose pages await the packet's page numbers.
#[derive(Clone, Debug)]
pub struct UnnumberedPart {
    /// The part.
    pub handout: Handout,
    /// Top of the line that the packet's page number stands on, from the top of the paper.
    number_top: Pt,
    binding: Binding,
    /// Whether its last page is left empty.
    ends_blank: bool,
    /// Of a part in two languages, which pages are in the translation's alone.
    are_translation: Vec<bool>,
}

/// Lays out a document as a part of a packet. `None` when something in it cannot be drawn; `notes` then say what.
pub fn lay_out_part(
    document: &Document,
    binding: Binding,
    context: Context,
    notes: &mut Notes,
) -> Option<UnnumberedPart> {
    let (handout, number_top) = compose(document, context, binding, notes)?;
    Some(UnnumberedPart { handout, number_top, binding, ends_blank: false, are_translation: Vec::new() })
}

/// Lays out a document in two languages as a part of a packet. `None` when something in it cannot be drawn; `notes` then
/// say what.
pub fn lay_out_bilingual_part(
    document: &Bilingual,
    context: BilingualContext,
    notes: &mut Notes,
) -> Option<UnnumberedPart> {
    let binding = Binding::Packet;
    let bilingual::Composed { handout, seat, are_translation } = bilingual::compose(document, context, binding, notes)?;
    Some(UnnumberedPart { handout, number_top: seat, binding, ends_blank: false, are_translation })
}

/// A page that says that it is left blank, behind pages of this width and height in points: of the same size, unless the
/// words have no room there.
pub fn blank_page(document: &Document, context: Context, paper: Option<[f64; 2]>, notes: &mut Notes) -> Page {
    let Context { locale, theme, shaper } = context;
    let mut galley = Galley::new(document, Context { locale, theme, shaper: &mut *shaper }, Binding::Packet, notes);
    let needed = galley.width_of(locale.label(Label::Blank), theme.types.body) + 2.0 * EDGE;
    let paper = paper.map(|[width, height]| Size { width: width as Pt, height: height as Pt });
    let paper = paper.filter(|paper| paper.width >= needed).unwrap_or(theme.paper);
    let theme = Theme { paper, ..theme.clone() };
    let mut galley = Galley::new(document, Context { locale, theme: &theme, shaper }, Binding::Packet, notes);
    let words = galley.blank_notice();
    let page = galley.on_paper(words);
    galley.report_missing();
    page
}

impl UnnumberedPart {
    /// Adds a blank page where the part would end on an odd one, so that the next begins on a right-hand page.
    pub fn fill_sheet(&mut self) {
        let is_odd = !self.handout.pages.len().is_multiple_of(2);
        if let Some(page) = self.handout.pages.last().filter(|_| is_odd) {
            let blank = Page { size: page.size, items: Vec::new(), links: Vec::new() };
            self.handout.pages.push(blank);
            self.ends_blank = true;
        }
    }

    /// Lays the packet's page numbers on, from `first` on; the packet has `pages`. `document` and `context` are those the
    /// part was laid out with. A page left blank says so.
    pub fn number(
        mut self,
        document: &Document,
        context: Context,
        (first, pages): (usize, usize),
        notes: &mut Notes,
    ) -> Handout {
        self.lay_numbers_on(document, context, (first, pages), notes, |_| true);
        self.handout
    }

    /// The same of a part in two languages: each page has the number at the end of its first column, or in the translation's
    /// words where it is in that language alone.
    pub fn number_bilingual(
        mut self,
        document: &Bilingual,
        context: BilingualContext,
        numbers: (usize, usize),
        notes: &mut Notes,
    ) -> Handout {
        let BilingualContext { locales: [one, other], theme, shaper } = context;
        let theme = &column_theme(theme);
        let are_translation = std::mem::take(&mut self.are_translation);
        let is_translation = |index: usize| are_translation.get(index) == Some(&true);
        let context = Context { locale: one, theme, shaper: &mut *shaper };
        self.lay_numbers_on(&document.original, context, numbers, notes, |index| !is_translation(index));
        let context = Context { locale: other, theme, shaper };
        self.ends_blank = false;
        self.lay_numbers_on(&document.translation, context, numbers, notes, is_translation);
        self.handout
    }

    /// Lays numbers on some of the pages.
    fn lay_numbers_on(
        &mut self,
        document: &Document,
        context: Context,
        (first, pages): (usize, usize),
        notes: &mut Notes,
        is_numbered: impl Fn(usize) -> bool,
    ) {
        let mut galley = Galley::new(document, context, self.binding, notes);
        if let Some(page) = self.handout.pages.last_mut().filter(|_| self.ends_blank) {
            let words = galley.blank_notice();
            page.items.extend(galley.on_paper(words).items);
        }
        for (index, page) in self.handout.pages.iter_mut().enumerate().filter(|(index, _)| is_numbered(*index)) {
            let words = galley.packet_number(self.number_top, first + index, pages);
            page.items.extend(galley.on_paper(words).items);
        }
        galley.report_missing();
    }
}
