//! One packet: its articles notes on disk, read, and bound with what it says itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::article::{self, Article, Status};
use crate::assets::{AssetError, Assets};
use crate::build::appended::{InsertedPdf, read_own_pdf};
use crate::build::editions::{editions_of, theme_of};
use crate::build::worker::{BuiltPdf, Worker};
use crate::content::files::TrackedFiles;
use crate::content::names::{ArticleFile, is_id};
use crate::content::sites::LocalizedSite;
use crate::content::suggest::unknown_article;
use crate::diagnostics::{Diagnostic, Notes, Source, Span};
use crate::layout::handout::Metadata;
use crate::locale::Locale;
use crate::output::record::{CodeLists, Made, Record, StatusName};
use crate::packet::{Item, Leaf, Packet, Part};
use crate::pdf::foreign::Foreign;
use crate::site::Edition;

/// An article of a packet.
pub struct Member<'a> {
    pub article: Article,
    site: &'a LocalizedSite,
}

/// What stands behind the cover, in order, with the articles read.
pub enum Content<'a> {
    Article(Box<Member<'a>>),
    /// A note; the head it is set under, and its index among the packet's items.
    Note(Box<Article>, usize),
    /// A PDF that somebody else wrote.
    Insert(Box<InsertedPdf>),
}

/// A packet with all it needs to be bound.
pub struct Gathered<'a> {
    pub packet: Packet,
    /// Title and dates of the cover.
    pub head: Article,
    pub contents: Vec<Content<'a>>,
}

/// A file that an ID stands for.
struct Candidate {
    /// Below the root.
    path: String,
    source: Result<Arc<Source>, AssetError>,
}

/// How a packet is gathered.
#[derive(Clone, Copy)]
pub struct Terms {
    /// Whether drafts may stand in it.
    pub drafts: bool,
    /// Whether what is noted of its articles is noted of the packet too. A build notes it of the articles themselves.
    pub notes_of_articles: bool,
}

impl Gathered<'_> {
    fn articles(&self) -> impl Iterator<Item = &Article> {
        self.contents.iter().filter_map(|content| match content {
            Content::Article(member) => Some(&member.article),
            Content::Note(..) | Content::Insert(_) => None,
        })
    }

    fn inserts(&self) -> Vec<&Foreign> {
        let mut inserts = Vec::new();
        for content in &self.contents {
            if let Content::Insert(inserted) = content {
                inserts.push(&inserted.foreign);
            }
        }
        inserts
    }

    fn has_drafts(&self) -> bool {
        self.articles().any(|article| article.status == Status::Draft)
    }

    /// How many handouts it holds, notes and PDFs of others aside.
    pub fn handouts(&self) -> usize {
        self.articles().count()
    }
}

impl<'a> Worker<'a> {
    /// Makes the PDFs of a packet, and the part of its record that does not depend on earlier runs.
    pub fn make_packet(
        &mut self,
        file: &ArticleFile,
        source: &Arc<Source>,
        notes: &mut Notes,
    ) -> (Record, Vec<BuiltPdf>) {
        let tracked = TrackedFiles::new(self.context.files);
        notes.extend(file.mistakes(source));
        let packet = self.read_packet(file, source, None, &tracked, notes);
        let terms = Terms { drafts: self.context.request.drafts, notes_of_articles: false };
        let gathered = packet.and_then(|packet| self.gather(packet, terms, &tracked, notes));
        let made = gathered.as_ref().map(made_of);
        let pdfs = match (&gathered, &made) {
            (Some(gathered), Some(made)) => self.bind_editions(gathered, made.status, notes),
            _ => Vec::new(),
        };
        (Record { made, ..self.packet_record(file, gathered.as_ref(), tracked, notes) }, pdfs)
    }

    fn bind_editions(&mut self, gathered: &Gathered, status: StatusName, notes: &mut Notes) -> Vec<BuiltPdf> {
        let site = &self.context.sites.of(&gathered.packet.language).site;
        let editions = editions_of(status, site, self.context.request);
        editions.into_iter().filter_map(|edition| self.bind(gathered, edition, notes)).collect()
    }

    /// Everything a packet depends on: if one of these changes, it is made anew.
    fn packet_record(
        &self,
        file: &ArticleFile,
        gathered: Option<&Gathered>,
        tracked: TrackedFiles,
        notes: &Notes,
    ) -> Record {
        let sites = self.context.sites;
        // What is said of an unknown ID depends on the names of all articles, and what is said of a draft on a flag.
        let depends_on_more = |note: &Diagnostic| matches!(note.code, "unknown-article" | "draft-article");
        let has_trouble =
            file.has_trouble() || notes.iter().any(depends_on_more) || gathered.is_some_and(Gathered::has_drafts);
        let language = gathered.map(|gathered| gathered.packet.language.as_str()).or(file.language.as_deref());
        Record {
            site_language: language.unwrap_or(&sites.base.site.language).to_owned(),
            site: sites.digest,
            inputs: tracked.into_inputs(),
            has_trouble,
            ..Record::default()
        }
    }

    /// Reads the file of a packet. A `language` that was asked for takes the place of its own.
    pub fn read_packet(
        &self,
        file: &ArticleFile,
        source: &Arc<Source>,
        language: Option<&str>,
        assets: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Packet> {
        let sites = self.context.sites;
        let read = |site_language: &str, notes: &mut Notes| {
            let context = article::Context {
                id: &file.id,
                suffix_language: language.or(file.language.as_deref()),
                site: &sites.of(site_language).site,
                original: None,
                today: self.context.request.today,
                assets,
            };
            crate::packet::load(source, &context, language, notes)
        };
        let first_language = language.or(file.language.as_deref()).unwrap_or(&sites.base.site.language);
        let mut first = Notes::default();
        let packet = read(first_language, &mut first);
        if let Some(own) = packet.as_ref().map(|packet| packet.language.as_str())
            && !std::ptr::eq(sites.of(own), sites.of(first_language))
        {
            return read(own, notes);
        }
        notes.append(first);
        packet
    }

    /// Reads the articles of a packet; `None` when one of them cannot stand in it, or something else was notes wrong.
    pub fn gather(
        &self,
        packet: Packet,
        terms: Terms,
        tracked: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Gathered<'a>> {
        let (members, inserts) = self.members(&packet, terms, tracked, notes);
        if notes.has_errors() {
            return None;
        }
        let articles: Vec<&Article> = members.iter().map(|member| &member.article).collect();
        let Some(days) = packet.days(&articles) else {
            let message = "nothing in this packet has a date to print on its cover";
            let mut note = Diagnostic::error("missing-key", message).hint("add a line\nupdated: 2026-11-01");
            note.span = packet.title.start();
            notes.push(note);
            return None;
        };
        let head = |title| Article::head(&packet.id, title, &packet.language, days);
        let (mut members, mut inserts) = (members.into_iter(), inserts.into_iter());
        let contents = packet.items.iter().enumerate().filter_map(|(index, item)| match item {
            Item::Article { .. } => members.next().map(|member| Content::Article(Box::new(member))),
            Item::Note(note) => Some(Content::Note(Box::new(head(note.title.clone())), index)),
            Item::Pdf { .. } => inserts.next().map(|inserted| Content::Insert(Box::new(inserted))),
        });
        let contents = contents.collect();
        let mut gathered = Gathered { head: head(packet.title.clone()), contents, packet };
        if gathered.has_drafts() {
            gathered.head.status = Status::Draft;
        }
        Some(gathered)
    }

    /// The articles of a packet and its PDFs, in order, but for those with mistakes.
    fn members(
        &self,
        packet: &Packet,
        terms: Terms,
        tracked: &TrackedFiles,
        notes: &mut Notes,
    ) -> (Vec<Member<'a>>, Vec<InsertedPdf>) {
        let (mut members, mut inserts) = (Vec::new(), Vec::new());
        for item in &packet.items {
            match item {
                Item::Article { id, place } => members.extend(self.member(packet, (id, place), terms, tracked, notes)),
                Item::Note(_) => {}
                Item::Pdf { path, place, title } => {
                    inserts.extend(read_own_pdf(title.plain(), (path, place), tracked, notes));
                }
            }
        }
        (members, inserts)
    }

    /// The article of an ID: its translation into the packet's language, or else the original.
    fn member(
        &self,
        packet: &Packet,
        (id, place): (&str, &Span),
        terms: Terms,
        tracked: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Member<'a>> {
        let Some(Candidate { path, source }) = find_article(id, &packet.language, tracked) else {
            let (message, hint) = unknown_article(id, self.context.root);
            notes.push(Diagnostic::error("unknown-article", message).at(place.clone()).hint(hint));
            return None;
        };
        let file = ArticleFile::at(self.context.root, &path);
        let mut own = Notes::default();
        let source = source.map_err(|error| error.note_article(&path, place, &mut own)).ok();
        let article = source.and_then(|source| self.read_article(&file, &source, tracked, &mut own));
        if terms.notes_of_articles {
            notes.append(own);
        } else if own.has_errors() {
            let message = format!("`{path}` has errors, so that no packet can be made with it");
            let hint = "`handout check` on that file says which";
            notes.push(Diagnostic::error("unsound-article", message).at(place.clone()).hint(hint));
        }
        let article = article?;
        self.note_status(&article, place, terms, notes);
        let site_language = &self.context.sites.base.site.language;
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let is_other = primary(&article.language) != primary(&packet.language);
        if is_other && primary(&packet.language) != primary(site_language) {
            let message =
                format!("`{id}` is not there in `{}`; it is taken in `{}`", packet.language, article.language);
            let hint = format!("a translation would be `{id}.{}.yaml`", packet.language);
            notes.push(Diagnostic::warning("no-translation", message).at(place.clone()).hint(hint));
        }
        let site = self.site_of(&file, Some(&article));
        Some(Member { article, site })
    }

    fn note_status(&self, article: &Article, place: &Span, terms: Terms, notes: &mut Notes) {
        let id = &article.id;
        let (code, message, hint) = match article.status {
            Status::Draft if !terms.drafts => (
                "draft-article",
                format!("`{id}` is a draft"),
                "`--drafts` takes drafts too, marked DRAFT on every page",
            ),
            Status::Withdrawn => (
                "withdrawn-article",
                format!("`{id}` was withdrawn: patients are not to get it any more"),
                "take it out of the packet",
            ),
            _ => return,
        };
        notes.push(Diagnostic::error(code, message).at(place.clone()).hint(hint));
    }

    /// One edition of a packet.
    pub fn bind(&mut self, gathered: &Gathered, edition: Edition, notes: &mut Notes) -> Option<BuiltPdf> {
        let sites = self.context.sites;
        let Gathered { packet, head, contents } = gathered;
        let own = &sites.of(&packet.language).site;
        let paper = own.page;
        let tags = gathered.articles().map(|article| article.language.clone()).chain([packet.language.clone()]);
        for tag in tags.collect::<Vec<_>>() {
            self.load_locale(&tag);
        }
        self.note_unknown_language(&packet.language, notes);
        let (locales, cache) = (&self.locales, self.context.cache);
        let leaf = |head, note, site, language: &str| {
            let (locale, _) = locales.get(language)?;
            Some(Box::new(Leaf { head, note, site, locale, theme: theme_of(site, paper, edition) }))
        };
        let cover = leaf(head, None, own, &packet.language)?;
        let parts = contents.iter().map(|content| match content {
            Content::Article(member) => {
                leaf(&member.article, None, &member.site.site, &member.article.language).map(Part::Leaf)
            }
            Content::Note(head, index) => match packet.items.get(*index) {
                Some(Item::Note(note)) => leaf(head, Some(&note.blocks), own, &packet.language).map(Part::Leaf),
                _ => None,
            },
            Content::Insert(inserted) => Some(Part::Insert(inserted.part(&packet.language))),
        });
        let parts = parts.collect::<Option<Vec<Part>>>()?;
        let (inserts, shaper) = (gathered.inserts(), &mut self.shaper);
        let bound = crate::typeset_packet(&cover, &parts, &inserts, packet.is_duplex, shaper, cache, notes);
        let (bound, bytes) = bound?;
        let pages = u32::try_from(bound.pages()).expect("memory holds fewer pages than that");
        let Metadata { code, authors, .. } = bound.metadata;
        Some(BuiltPdf { edition, pages, code, authors, bytes })
    }
}

/// Whether there is an article of this ID, in the language or as the original.
pub fn is_there(id: &str, language: &str, tracked: &TrackedFiles) -> bool {
    find_article(id, language, tracked).is_some()
}

/// The file of an article: of its translation into the language, of one into a wider language, of the original.
fn find_article(id: &str, language: &str, tracked: &TrackedFiles) -> Option<Candidate> {
    if !is_id(id) {
        return None;
    }
    let mut stems = Vec::new();
    let mut tag = language;
    loop {
        stems.extend(spellings(tag).iter().map(|tag| format!("{id}.{tag}")));
        match tag.rsplit_once('-') {
            Some((wider, _)) => tag = wider,
            None => break,
        }
    }
    stems.push(id.to_owned());
    for path in stems.iter().flat_map(|stem| [format!("{stem}.yaml"), format!("{stem}.yml")]) {
        match tracked.snippet(&path) {
            Err(AssetError::Missing) => {}
            source => return Some(Candidate { path, source }),
        }
    }
    None
}

/// A language tag in the letter cases that people write in names of files, each once: as it is typed, in small letters, in
/// capitals, in the form of BCP 47. The case of a tag has no meaning, but names of files have one case.
fn spellings(tag: &str) -> Vec<String> {
    let all = [tag.to_owned(), tag.to_ascii_lowercase(), tag.to_ascii_uppercase(), Locale::canonical(tag)];
    let mut seen = BTreeSet::new();
    all.into_iter().filter(|tag| seen.insert(tag.clone())).collect()
}

/// What the manifest says of a packet.
fn made_of(gathered: &Gathered) -> Made {
    let Gathered { packet, head, .. } = gathered;
    Made {
        language: packet.language.clone(),
        status: if gathered.has_drafts() { StatusName::Draft } else { StatusName::Approved },
        title: packet.title.plain(),
        kind: None,
        keywords: Vec::new(),
        codes: CodeLists::default(),
        created: head.created,
        updated: head.updated,
        review_due: None,
        outputs: Vec::new(),
    }
}
