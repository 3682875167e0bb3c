//! Composition: an article on paper. Where article, site, theme and text meet.
//!
//! A [`Galley`] takes the article block by block and gathers pieces: lines, rows, pictures, each an unbreakable frame.
//! [`pages`] decides which piece falls on which page; [`folio`] adds what can only be known then: footers, page numbers,
//! running headers. What comes out is a [`handout::Handout`].
//!
//! Architecture invariant: layout knows nothing of PDF. Frames count from the start edge; only [`sheets`] turns them
//! into page coordinates.

mod back;
mod blocks;
mod borders;
mod boxes;
mod code;
mod cover;
mod folio;
mod frame;
mod front;
pub mod handout;
mod missing;
mod packet;
mod pages;
mod sheets;
mod signs;
mod story;
mod table;

pub use self::cover::{Cover, Entry, lay_out_cover};
use self::frame::{Container, Frame, Piece, Tie};
use self::handout::{Handout, Metadata, NodeId, OutlineEntry, Tree};
use self::packet::Binding;
pub use self::packet::{Sheaf, lay_out_note, lay_out_part};
use crate::article::Article;
use crate::diagnostics::Notes;
use crate::geometry::Pt;
use crate::locale::Locale;
use crate::site::{Contact, Site};
use crate::text::{Direction, Shaper};
use crate::theme::Theme;

/// What an article is composed with.
pub struct Press<'a, 'f> {
    /// The clinic.
    pub site: &'a Site,
    /// The words of the article's language.
    pub locale: &'a Locale,
    /// The design.
    pub theme: &'a Theme,
    /// Shapes text.
    pub shaper: &'a mut Shaper<'f>,
}

/// Lays out an article. `None` when something in it cannot be drawn; `notes` then say what.
pub fn lay_out(article: &Article, press: Press, notes: &mut Notes) -> Option<Handout> {
    compose(article, press, Binding::Alone, notes).map(|(handout, _)| handout)
}

/// Lays out an article; tells also where its pages keep a place for the packet's page number.
fn compose(article: &Article, press: Press, binding: Binding, notes: &mut Notes) -> Option<(Handout, Pt)> {
    let before = notes.errors();
    let mut galley = Galley::new(article, press, binding, notes);
    galley.front();
    galley.sections(&article.sections, 0);
    galley.back();
    galley.keep_headings();
    let laid_out = galley.sheets();
    (notes.errors() == before).then_some(laid_out)
}

/// The column while it is composed: pieces in order, and the structure they belong to.
struct Galley<'a, 'f> {
    article: &'a Article,
    site: &'a Site,
    locale: &'a Locale,
    theme: &'a Theme,
    shaper: &'a mut Shaper<'f>,
    notes: &'a mut Notes,
    direction: Direction,
    binding: Binding,
    tree: Tree,
    pieces: Vec<Piece>,
    containers: Vec<Container>,
    outline: Vec<OutlineEntry>,
    /// The Note node of each reference, once the reference list is set.
    references: Vec<NodeId>,
    /// Characters that cannot be drawn.
    missing: Vec<missing::Undrawn>,
    /// Space that the block before wants below it.
    after: Pt,
}

/// Where blocks are set: their column, what they belong to, the box they stand in.
#[derive(Clone, Copy)]
struct Flow {
    start: Pt,
    measure: Pt,
    parent: NodeId,
    container: Option<usize>,
}

impl<'a, 'f> Galley<'a, 'f> {
    fn new(article: &'a Article, press: Press<'a, 'f>, binding: Binding, notes: &'a mut Notes) -> Self {
        Galley {
            article,
            site: press.site,
            locale: press.locale,
            theme: press.theme,
            shaper: press.shaper,
            notes,
            direction: direction(press.locale),
            binding,
            tree: Tree::new(),
            pieces: Vec::new(),
            containers: Vec::new(),
            outline: Vec::new(),
            references: Vec::new(),
            missing: Vec::new(),
            after: 0.0,
        }
    }

    /// The contacts that this handout shows, in the site's order.
    fn contacts(&self) -> Vec<&'a Contact> {
        let shown = |contact: &&Contact| match &self.article.contacts {
            Some(ids) => ids.contains(&contact.id),
            None => true,
        };
        self.site.contacts.iter().filter(shown).collect()
    }

    /// The whole text area, for content of the document itself.
    fn page_flow(&self) -> Flow {
        Flow { start: 0.0, measure: self.theme.measure(), parent: Tree::ROOT, container: None }
    }

    /// Adds frames one under the other, the first under the larger of `above` and what the block before wants below.
    /// Two lines stay together at either end (widows and orphans).
    fn push_lines(&mut self, flow: Flow, lines: Vec<Frame>, above: Pt) {
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let gap = if index == 0 { self.gap(above) } else { 0.0 };
            let tied = index + 1 < count && (index == 0 || index + 2 == count);
            self.push(flow, line, gap, if tied { Tie::Rigid } else { Tie::Free });
        }
    }

    fn push(&mut self, flow: Flow, content: Frame, gap: Pt, tie: Tie) {
        let mut frame = Frame::of(content.height);
        frame.place(content, flow.start, 0.0);
        self.pieces.push(Piece { frame, gap, tie, heading: false, container: flow.container, repeat: None });
    }

    /// The space above a block that wants `above`.
    fn gap(&mut self, above: Pt) -> Pt {
        std::mem::take(&mut self.after).max(above)
    }

    /// Ties every piece from `first` on to the next, but for the last.
    fn tie_from(&mut self, first: usize) {
        if let Some((_, pieces)) = self.pieces.get_mut(first..).and_then(|pieces| pieces.split_last_mut()) {
            pieces.iter_mut().for_each(|piece| piece.tie = piece.tie.max(Tie::Firm));
        }
    }

    /// Ties the last piece to what follows.
    fn tie_last(&mut self, tie: Tie) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.tie = piece.tie.max(tie);
        }
    }

    /// Sees to it that two lines follow each heading on its page.
    fn keep_headings(&mut self) {
        for index in 0..self.pieces.len() {
            if !self.pieces[index].heading || self.pieces.get(index + 1).is_none_or(|next| next.heading) {
                continue;
            }
            let ends_section = self.pieces.get(index + 2).is_some_and(|after| after.heading);
            let Some(following) = self.pieces.get_mut(index + 1).filter(|_| !ends_section) else { continue };
            // A tall piece (a picture, a table row) stands for two lines.
            if following.frame.height < 2.0 * self.theme.types.body.leading {
                following.tie = Tie::Rigid;
            }
        }
        if let Some(last) = self.pieces.last_mut() {
            last.tie = Tie::Free;
        }
    }

    fn metadata(&self, code: String) -> Metadata {
        let article = self.article;
        let plain = |texts: &[crate::prose::Text]| texts.iter().map(|text| text.plain()).collect::<Vec<_>>();
        let clinic = || self.site.name.iter().map(|name| name.plain()).collect();
        Metadata {
            title: self.full_title(),
            language: self.locale.tag().to_owned(),
            authors: if article.authors.is_empty() { clinic() } else { plain(&article.authors) },
            subject: article.audience.as_ref().map(|audience| audience.plain()),
            keywords: plain(&article.keywords),
            created: article.created,
            updated: article.updated,
            code,
        }
    }

    /// "Side Effect: Muscle Twitching".
    fn full_title(&self) -> String {
        let title = self.article.title.plain();
        match &self.article.kind {
            Some(kind) => self.locale.field(&kind.plain(), &title),
            None => title,
        }
    }
}

fn direction(locale: &Locale) -> Direction {
    match locale.direction() {
        crate::locale::Direction::Ltr => Direction::Ltr,
        crate::locale::Direction::Rtl => Direction::Rtl,
    }
}

/// Frames one under the other as one frame.
fn stack(frames: impl IntoIterator<Item = Frame>) -> Frame {
    let mut whole = Frame::default();
    for frame in frames {
        let y = whole.height;
        whole.height += frame.height;
        whole.place(frame, 0.0, y);
    }
    whole
}
