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

/// A packet, ready to be written.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The cover, then the parts in order.
    pub parts: Vec<Handout>,
    /// Of the whole.
    pub metadata: Metadata,
}

impl Bound {
    /// Pages of all parts, blank ones too.
    pub fn pages(&self) -> usize {
        self.parts.iter().map(|part| part.pages.len()).sum()
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

/// Binds `leaves` behind `cover`. With `is_duplex` each begins on a right-hand page. `None` when something cannot be
/// drawn; `notes` then say what.
pub fn bind(
    cover: &Leaf,
    leaves: &[Leaf],
    is_duplex: bool,
    shaper: &mut Shaper<'_>,
    notes: &mut Notes,
) -> Option<Bound> {
    let sheaves: Vec<Option<Sheaf>> = leaves.iter().map(|leaf| leaf.lay_out(shaper, notes)).collect();
    let mut sheaves: Vec<Sheaf> = sheaves.into_iter().collect::<Option<_>>()?;
    if is_duplex {
        // Each is as if it began on an odd page, and so will.
        sheaves.iter_mut().for_each(|sheaf| sheaf.fill_leaf(1));
    }
    sheaves.insert(0, covered(cover, leaves, &sheaves, is_duplex, shaper, notes)?);
    let pages = sheaves.iter().map(|sheaf| sheaf.handout.pages.len()).sum();
    let mut first = 1;
    for (leaf, sheaf) in std::iter::once(cover).chain(leaves).zip(&mut sheaves) {
        let next = first + sheaf.handout.pages.len();
        sheaf.number(leaf.head, leaf.press(shaper), (first, pages), notes);
        first = next;
    }
    let parts: Vec<Handout> = sheaves.into_iter().map(|sheaf| sheaf.handout).collect();
    let metadata = parts.first()?.metadata.clone();
    Some(Bound { parts, metadata })
}

/// The cover, its contents numbered for as many pages as it has itself.
fn covered(
    cover: &Leaf,
    leaves: &[Leaf],
    sheaves: &[Sheaf],
    is_duplex: bool,
    shaper: &mut Shaper<'_>,
    notes: &mut Notes,
) -> Option<Sheaf> {
    let mut pages = 1 + usize::from(is_duplex);
    for attempt in 1.. {
        let mut first = pages + 1;
        let mut entries = Vec::with_capacity(leaves.len());
        for (index, (leaf, sheaf)) in leaves.iter().zip(sheaves).enumerate() {
            entries.push(leaf.entry(&sheaf.handout, index + 1, first));
            first += sheaf.handout.pages.len();
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
