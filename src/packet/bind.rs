//! Parts laid out one after another, their pages numbered through, behind a cover that knows where each begins.

use crate::article::{Article, Block};
use crate::diagnostics::Notes;
use crate::layout::handout::{Handout, Metadata};
use crate::layout::{Cover, Entry, Press, Sheaf, lay_out_cover, lay_out_note, lay_out_part};
use crate::locale::Locale;
use crate::site::Site;
use crate::text::Shaper;
use crate::theme::Theme;

/// How often a cover is laid out anew because it came to more pages than the contents were numbered for.
const COVERS: usize = 4;

/// A part as it goes in, with what it is laid out with.
pub struct Leaf<'a> {
    /// The article, or the head of the cover or a note.
    pub head: &'a Article,
    /// What a note says; `None` for an article.
    pub note: Option<&'a [Block]>,
    /// The clinic, in the part's language.
    pub site: &'a Site,
    /// The words of the part's language.
    pub locale: &'a Locale,
    /// The design.
    pub theme: Theme,
}

/// Pages that somebody else wrote, as a packet sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insert {
    /// Its line in the contents, and its bookmark.
    pub title: String,
    /// BCP 47 tag of the title.
    pub language: String,
    /// What the packet's own code tells it from others by; empty if it is not to show in there.
    pub code: String,
    /// How many; at least one.
    pub pages: usize,
}

/// What stands behind the cover.
pub enum Part<'a> {
    /// Laid out here.
    Leaf(Box<Leaf<'a>>),
    /// Taken as it is.
    Insert(Insert),
}

/// A part with its pages.
#[derive(Clone, Debug)]
pub enum BoundPart {
    /// Laid out.
    Handout(Handout),
    /// Of somebody else: its bookmark, and its pages with a blank one if that fills a sheet of paper.
    Insert {
        /// Its bookmark.
        title: String,
        /// How many pages it takes.
        pages: usize,
    },
}

/// A packet, ready to be written.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The cover, then the parts in order.
    pub parts: Vec<BoundPart>,
    /// Of the whole.
    pub metadata: Metadata,
}

impl Bound {
    /// Pages of all parts, blank ones too.
    pub fn pages(&self) -> usize {
        let pages = |part: &BoundPart| match part {
            BoundPart::Handout(handout) => handout.pages.len(),
            BoundPart::Insert { pages, .. } => *pages,
        };
        self.parts.iter().map(pages).sum()
    }
}

impl Leaf<'_> {
    fn press<'p, 'f>(&'p self, shaper: &'p mut Shaper<'f>) -> Press<'p, 'f> {
        Press { site: self.site, locale: self.locale, theme: &self.theme, shaper }
    }

    fn lay_out(&self, shaper: &mut Shaper<'_>, notes: &mut Notes) -> Option<Sheaf> {
        match self.note {
            Some(blocks) => lay_out_note(self.head, blocks, self.press(shaper), notes),
            None => lay_out_part(self.head, self.press(shaper), notes),
        }
    }

    fn entry(&self, handout: &Handout, part: usize, page: usize) -> Entry {
        Entry {
            title: self.head.title.plain(),
            kind: self.head.kind.as_ref().map(|kind| kind.plain()),
            language: self.locale.tag().to_owned(),
            code: handout.metadata.code.clone(),
            part,
            page,
        }
    }
}

impl Part<'_> {
    fn lay_out(&self, shaper: &mut Shaper<'_>, notes: &mut Notes) -> Option<Laid> {
        match self {
            Part::Leaf(leaf) => leaf.lay_out(shaper, notes).map(|sheaf| Laid::Sheaf(Box::new(sheaf))),
            Part::Insert(insert) => Some(Laid::Insert(insert.pages)),
        }
    }

    fn entry(&self, laid: &Laid, part: usize, page: usize) -> Option<Entry> {
        match (self, laid) {
            (Part::Leaf(leaf), Laid::Sheaf(sheaf)) => Some(leaf.entry(&sheaf.handout, part, page)),
            (Part::Insert(insert), _) => Some(Entry {
                title: insert.title.clone(),
                kind: None,
                language: insert.language.clone(),
                code: insert.code.clone(),
                part,
                page,
            }),
            _ => None,
        }
    }
}

/// A part whose pages are counted.
enum Laid {
    Sheaf(Box<Sheaf>),
    Insert(usize),
}

impl Laid {
    fn pages(&self) -> usize {
        match self {
            Laid::Sheaf(sheaf) => sheaf.handout.pages.len(),
            Laid::Insert(pages) => *pages,
        }
    }

    /// Ends on an even page, if it begins on an odd one.
    fn fill_leaf(&mut self) {
        match self {
            Laid::Sheaf(sheaf) => sheaf.fill_leaf(1),
            Laid::Insert(pages) => *pages += *pages % 2,
        }
    }
}

/// Binds `parts` behind `cover`. With `is_duplex` each begins on a right-hand page. `None` when something cannot be
/// drawn; `notes` then say what.
pub fn bind(
    cover: &Leaf,
    parts: &[Part],
    is_duplex: bool,
    shaper: &mut Shaper<'_>,
    notes: &mut Notes,
) -> Option<Bound> {
    let laid: Vec<Option<Laid>> = parts.iter().map(|part| part.lay_out(shaper, notes)).collect();
    let mut laid: Vec<Laid> = laid.into_iter().collect::<Option<_>>()?;
    if is_duplex {
        // Each is as if it began on an odd page, and so will.
        laid.iter_mut().for_each(Laid::fill_leaf);
    }
    let mut front = covered(cover, parts, &laid, is_duplex, shaper, notes)?;
    let mut first = front.handout.pages.len() + 1;
    let pages = first - 1 + laid.iter().map(Laid::pages).sum::<usize>();
    front.number(cover.head, cover.press(shaper), (1, pages), notes);
    let metadata = front.handout.metadata.clone();
    let mut bound = vec![BoundPart::Handout(front.handout)];
    for (part, laid) in parts.iter().zip(laid) {
        let next = first + laid.pages();
        match (part, laid) {
            (Part::Leaf(leaf), Laid::Sheaf(mut sheaf)) => {
                sheaf.number(leaf.head, leaf.press(shaper), (first, pages), notes);
                bound.push(BoundPart::Handout(sheaf.handout));
            }
            (Part::Insert(insert), laid) => {
                bound.push(BoundPart::Insert { title: insert.title.clone(), pages: laid.pages() });
            }
            _ => return None,
        }
        first = next;
    }
    Some(Bound { parts: bound, metadata })
}

/// The cover, its contents numbered for as many pages as it has itself.
fn covered(
    cover: &Leaf,
    parts: &[Part],
    laid: &[Laid],
    is_duplex: bool,
    shaper: &mut Shaper<'_>,
    notes: &mut Notes,
) -> Option<Sheaf> {
    let mut pages = 1 + usize::from(is_duplex);
    for attempt in 1.. {
        let mut first = pages + 1;
        let mut entries = Vec::with_capacity(parts.len());
        for (index, (part, laid)) in parts.iter().zip(laid).enumerate() {
            entries.extend(part.entry(laid, index + 1, first));
            first += laid.pages();
        }
        let mut found = Notes::default();
        let head = Cover { head: cover.head, entries: &entries };
        let sheaf = lay_out_cover(&head, cover.press(shaper), &mut found);
        let sheaf = sheaf.map(|mut sheaf| {
            if is_duplex {
                sheaf.fill_leaf(1);
            }
            sheaf
        });
        let is_settled = sheaf.as_ref().is_none_or(|sheaf| sheaf.handout.pages.len() == pages);
        if is_settled || attempt == COVERS {
            notes.append(found);
            return sheaf;
        }
        pages = sheaf.map_or(pages, |sheaf| sheaf.handout.pages.len());
    }
    None
}
