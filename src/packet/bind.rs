//! Parts laid out one after another, their pages numbered through, behind a cover that knows where each begins.

use crate::article::{Article, Block};
use crate::diagnostics::Notes;
use crate::document::{
    Bilingual, Document, Entry, Head, Metadata, Setting, compose, compose_bilingual, compose_cover, compose_note,
};
use crate::foreign::Foreign;
use crate::layout::handout::{Handout, Page};
use crate::layout::{self, BilingualContext, Binding, UnnumberedPart, lay_out_bilingual_part, lay_out_part};
use crate::pdf;
use crate::text::Shaper;
use crate::theme::Theme;

/// How often a cover is laid out anew because it came to more pages than the contents were numbered for.
const COVERS: usize = 4;

/// What pages of ours are composed and laid out with.
#[derive(Clone, Debug)]
pub struct Design<'a> {
    /// Clinic, language and edition.
    pub setting: Setting<'a>,
    /// Paper, type and colours.
    pub theme: Theme,
}

/// What stands behind the cover.
#[derive(Clone, Debug)]
pub enum Part<'a> {
    /// The handout of an article.
    Handout(&'a Article, Design<'a>),
    /// The handout of an article and of its translation, side by side.
    Bilingual(Box<[(&'a Article, Design<'a>); 2]>),
    /// A page of the packet's own: blocks under a title.
    Note(&'a Head, &'a [Block], Design<'a>),
    /// Pages that somebody else wrote, taken as they are.
    Foreign(ForeignPart<'a>),
}

/// Pages that somebody else wrote.
#[derive(Clone, Copy, Debug)]
pub struct ForeignPart<'a> {
    /// Its line in the contents, and its bookmark.
    pub title: &'a str,
    /// BCP 47 tag of the title.
    pub language: &'a str,
    /// What tells it from other parts in the packet's own code; empty if nothing of it may go into that code.
    pub code: &'a str,
    /// The pages; at least one.
    pub pages: &'a Foreign,
}

/// A part of a bound packet.
#[derive(Clone, Debug)]
pub enum BoundPart<'a> {
    /// Pages of ours, laid out.
    Handout(Handout),
    /// Pages that somebody else wrote.
    Foreign {
        /// What goes in.
        part: ForeignPart<'a>,
        /// Whether a page of the cover, one of those at its end, stands behind its pages: it says that it is left blank.
        is_filled: bool,
    },
}

/// A packet, ready to be written.
#[derive(Clone, Debug)]
pub struct Bound<'a> {
    /// The cover, with the pages that are left blank behind parts of others; then the parts in order.
    pub parts: Vec<BoundPart<'a>>,
    /// What the file says of the packet as a whole.
    pub metadata: Metadata,
}

impl Bound<'_> {
    /// Pages of all parts, blank ones too.
    pub fn pages(&self) -> usize {
        self.parts.iter().map(BoundPart::pages).sum()
    }

    /// The parts as the writer takes them.
    pub fn written_parts(&self) -> Vec<pdf::Part<'_>> {
        let written = self.parts.iter().map(|part| match part {
            BoundPart::Handout(handout) => pdf::Part::Handout(handout),
            BoundPart::Foreign { part: ForeignPart { title, pages, .. }, is_filled } => {
                pdf::Part::Foreign { pages, title, is_filled: *is_filled }
            }
        });
        written.collect()
    }
}

impl BoundPart<'_> {
    fn pages(&self) -> usize {
        match self {
            BoundPart::Handout(handout) => handout.pages.len(),
            BoundPart::Foreign { part, .. } => part.pages.pages(),
        }
    }
}

impl<'a> Design<'a> {
    fn context<'c, 'f>(&'c self, shaper: &'c mut Shaper<'f>) -> layout::Context<'c, 'f> {
        layout::Context { locale: self.setting.locale, theme: &self.theme, shaper }
    }
}

/// A part whose pages are counted and not yet numbered.
enum CountedPart<'p, 'a> {
    Ours { document: Box<Document<'p>>, name: Name, design: &'p Design<'a>, part: Box<UnnumberedPart> },
    InTwoLanguages { document: Box<Bilingual<'p>>, name: Name, designs: [&'p Design<'a>; 2], part: Box<UnnumberedPart> },
    Foreign { part: ForeignPart<'a>, is_filled: bool },
}

/// What the contents call a part.
struct Name {
    title: String,
    kind: Option<String>,
}

impl<'p, 'a> CountedPart<'p, 'a> {
    /// Lays a part out. `None` when something in it cannot be drawn; `notes` then say what.
    fn new(part: &'p Part<'a>, shaper: &mut Shaper<'_>, notes: &mut Notes) -> Option<CountedPart<'p, 'a>> {
        let (document, name, design) = match part {
            Part::Foreign(part) => return Some(CountedPart::Foreign { part: *part, is_filled: false }),
            Part::Bilingual(pair) => return CountedPart::in_two_languages(pair, shaper, notes),
            Part::Handout(article, design) => {
                let kind = article.kind.as_ref().map(|kind| kind.plain());
                (compose(article, design.setting), Name { title: article.title.plain(), kind }, design)
            }
            Part::Note(head, blocks, design) => {
                let name = Name { title: head.title.plain(), kind: None };
                (compose_note(head, blocks, design.setting), name, design)
            }
        };
        let part = Box::new(lay_out_part(&document, Binding::Packet, design.context(shaper), notes)?);
        Some(CountedPart::Ours { document: Box::new(document), name, design, part })
    }

    /// Lays an article and its translation out side by side, in the design of the original.
    fn in_two_languages(
        pair: &'p [(&'a Article, Design<'a>); 2],
        shaper: &mut Shaper<'_>,
        notes: &mut Notes,
    ) -> Option<CountedPart<'p, 'a>> {
        let [(original, design), (translation, other)] = pair;
        let document = compose_bilingual((original, design.setting), (translation, other.setting));
        let kind = original.kind.as_ref().map(|kind| kind.plain());
        let name = Name { title: format!("{} / {}", original.title.plain(), translation.title.plain()), kind };
        let designs = [design, other];
        let part = Box::new(lay_out_bilingual_part(&document, bilingual_context(designs, shaper), notes)?);
        Some(CountedPart::InTwoLanguages { document: Box::new(document), name, designs, part })
    }

    fn pages(&self) -> usize {
        match self {
            CountedPart::Ours { part, .. } | CountedPart::InTwoLanguages { part, .. } => part.handout.pages.len(),
            CountedPart::Foreign { part, is_filled } => part.pages.pages() + usize::from(*is_filled),
        }
    }

    /// Ends on an even page. Every part then begins on a right-hand page, if the cover ends on an even one too.
    fn fill_sheet(&mut self) {
        match self {
            CountedPart::Ours { part, .. } | CountedPart::InTwoLanguages { part, .. } => part.fill_sheet(),
            CountedPart::Foreign { part, is_filled } => *is_filled = !part.pages.pages().is_multiple_of(2),
        }
    }

    fn entry(&'p self, part: usize, page: String) -> Entry<'p> {
        match self {
            CountedPart::Ours { document, name, design, .. } => Entry {
                title: name.title.clone(),
                kind: name.kind.clone(),
                language: design.setting.locale.tag(),
                code: document.metadata.code.clone(),
                part,
                page,
            },
            CountedPart::InTwoLanguages { document, name, designs, .. } => Entry {
                title: name.title.clone(),
                kind: name.kind.clone(),
                language: designs[0].setting.locale.tag(),
                code: document.whole.metadata.code.clone(),
                part,
                page,
            },
            CountedPart::Foreign { part: ForeignPart { title, language, code, .. }, .. } => {
                Entry { title: (*title).to_owned(), kind: None, language, code: (*code).to_owned(), part, page }
            }
        }
    }

    /// Lays the packet's page numbers on, from `first` on.
    fn number(self, (first, pages): (usize, usize), shaper: &mut Shaper<'_>, notes: &mut Notes) -> BoundPart<'a> {
        match self {
            CountedPart::Ours { document, design, part, .. } => {
                BoundPart::Handout(part.number(&document, design.context(shaper), (first, pages), notes))
            }
            CountedPart::InTwoLanguages { document, designs, part, .. } => {
                let context = bilingual_context(designs, shaper);
                BoundPart::Handout(part.number_bilingual(&document, context, (first, pages), notes))
            }
            CountedPart::Foreign { part, is_filled } => BoundPart::Foreign { part, is_filled },
        }
    }
}

fn bilingual_context<'c, 'f>([design, other]: [&'c Design; 2], shaper: &'c mut Shaper<'f>) -> BilingualContext<'c, 'f> {
    BilingualContext { locales: [design.setting.locale, other.setting.locale], theme: &design.theme, shaper }
}

/// Binds `parts` behind a cover. With `is_duplex` each begins on a right-hand page. `None` when something cannot be drawn;
/// `notes` then say what.
pub fn bind<'a>(
    head: &Head,
    design: &Design,
    parts: &[Part<'a>],
    is_duplex: bool,
    shaper: &mut Shaper<'_>,
    notes: &mut Notes,
) -> Option<Bound<'a>> {
    let mut counted = Vec::with_capacity(parts.len());
    for part in parts {
        // All parts are laid out, so that the mistakes of all are noted in one run.
        counted.push(CountedPart::new(part, shaper, notes));
    }
    let mut counted: Vec<CountedPart> = counted.into_iter().collect::<Option<_>>()?;
    if is_duplex {
        counted.iter_mut().for_each(CountedPart::fill_sheet);
    }
    let binder = Binder { head, design, is_duplex };
    let mut cover = binder.cover(&counted, shaper, notes)?;
    let metadata = cover.metadata.clone();
    let mut first = cover.pages.len() + 1;
    let pages = cover.pages.len() + counted.iter().map(CountedPart::pages).sum::<usize>();
    cover.pages.extend(binder.blank_pages(&counted, shaper, notes));
    let mut bound = vec![BoundPart::Handout(cover)];
    for part in counted {
        let next = first + part.pages();
        bound.push(part.number((first, pages), shaper, notes));
        first = next;
    }
    Some(Bound { parts: bound, metadata })
}

/// What a cover is made from.
struct Binder<'b, 'a> {
    head: &'b Head,
    design: &'b Design<'a>,
    is_duplex: bool,
}

impl Binder<'_, '_> {
    /// The cover with its page numbers. Its contents are numbered for as many pages as it has itself, which are known only
    /// when it is laid out: it is laid out anew until the two agree.
    fn cover(&self, parts: &[CountedPart], shaper: &mut Shaper<'_>, notes: &mut Notes) -> Option<Handout> {
        let mut pages = 1 + usize::from(self.is_duplex);
        let mut attempt = 1;
        loop {
            let document = compose_cover(self.head, self.entries(parts, pages + 1), self.design.setting);
            let mut found = Notes::default();
            let cover = lay_out_part(&document, Binding::Cover, self.design.context(shaper), &mut found);
            let Some(mut cover) = cover else {
                notes.append(found);
                return None;
            };
            if self.is_duplex {
                cover.fill_sheet();
            }
            let own = cover.handout.pages.len();
            if own == pages || attempt == COVERS {
                notes.append(found);
                let all = own + parts.iter().map(CountedPart::pages).sum::<usize>();
                return Some(cover.number(&document, self.design.context(shaper), (1, all), notes));
            }
            (pages, attempt) = (own, attempt + 1);
        }
    }

    /// The pages that are left blank behind parts of others, in order.
    fn blank_pages(&self, parts: &[CountedPart], shaper: &mut Shaper<'_>, notes: &mut Notes) -> Vec<Page> {
        let document = compose_note(self.head, &[], self.design.setting);
        let mut pages = Vec::new();
        for part in parts {
            if let CountedPart::Foreign { part, is_filled: true } = part {
                let paper = part.pages.last_paper();
                pages.push(layout::blank_page(&document, self.design.context(shaper), paper, notes));
            }
        }
        pages
    }

    /// The lines of the contents; the first part begins on page `first`.
    fn entries<'p>(&self, parts: &'p [CountedPart], mut first: usize) -> Vec<Entry<'p>> {
        let mut entries = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            entries.push(part.entry(index + 1, self.design.setting.locale.number(first)));
            first += part.pages();
        }
        entries
    }
}
