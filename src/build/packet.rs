//! One packet: its articles are found on disk, read, and bound behind a cover with the packet's own notes and PDFs.

use std::sync::Arc;

use crate::article::{self, Article, Block, Status};
use crate::build::appended::{InsertedPdf, read_own_pdf};
use crate::build::editions::Editions;
use crate::build::find_article::{Candidate, find_article, find_article_for, is_original};
use crate::build::worker::{BuiltPdf, MadeFile, Worker};
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::content::sites::LocalizedSite;
use crate::diagnostics::{Code, Diagnostic, Notes, Source, Span};
use crate::document::{Head, Setting};
use crate::fs::file_state::half;
use crate::language::Language;
use crate::locale::Locale;
use crate::output::record::{CodeLists, Made, Output, Record, StatusName};
use crate::packet::{Design, Item, Packet, Part};
use crate::site::{Edition, Paper, Site};
use crate::typesetter::theme_of;

/// An article of a packet.
pub struct Member<'a> {
    pub article: Article,
    site: &'a LocalizedSite,
    /// Its translation that stands beside it.
    translation: Option<Box<Member<'a>>>,
}

/// What stands behind the cover, read.
pub enum Content<'a> {
    Article(Box<Member<'a>>),
    /// A page of the packet's own: blocks under a title.
    Note(Box<Head>, Vec<Block>),
    /// A PDF that somebody else wrote.
    Foreign(Box<InsertedPdf>),
}

/// A packet with all it needs to be bound.
pub struct Gathered<'a> {
    /// What its file says, without the items.
    pub packet: Packet,
    /// Title and dates of the cover.
    pub head: Head,
    /// In order.
    pub contents: Vec<Content<'a>>,
}

/// How a packet is gathered.
#[derive(Clone, Copy)]
pub struct Terms {
    /// Whether drafts may stand in it.
    pub drafts: bool,
    /// Whether what is noted of its articles is noted of the packet too. A build notes it of the articles themselves.
    pub notes_of_articles: bool,
}

impl Content<'_> {
    fn article(&self) -> Option<&Article> {
        match self {
            Content::Article(member) => Some(&member.article),
            Content::Note(..) | Content::Foreign(_) => None,
        }
    }

    /// What stands beside the article.
    fn translation(&self) -> Option<&Article> {
        match self {
            Content::Article(member) => member.translation.as_ref().map(|translation| &translation.article),
            Content::Note(..) | Content::Foreign(_) => None,
        }
    }
}

impl Gathered<'_> {
    fn has_drafts(&self) -> bool {
        self.head.is_draft
    }

    /// The languages of its handouts, as tags.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        let articles = self.contents.iter().filter_map(Content::article);
        let translations = self.contents.iter().filter_map(Content::translation);
        articles.chain(translations).map(|article| article.language.tag())
    }

    /// How many handouts it holds, notes and PDFs of others aside.
    pub fn handouts(&self) -> usize {
        self.contents.iter().filter_map(Content::article).count()
    }
}

impl<'a> Worker<'a> {
    /// Makes the PDFs of a packet, and the part of its record that does not depend on earlier runs.
    pub fn make_packet(
        &mut self,
        file: &ArticleFile,
        source: &Arc<Source>,
        on_disk: &[Output],
        notes: &mut Notes,
    ) -> MadeFile {
        let tracked = TrackedFiles::new(self.context.files);
        notes.extend(file.mistakes(source));
        let packet = self.read_packet(file, source, None, &tracked, notes);
        let terms = Terms { drafts: self.context.request.drafts, notes_of_articles: false };
        let gathered = packet.and_then(|packet| self.gather(packet, terms, &tracked, notes));
        let made = gathered.as_ref().map(made_of);
        let pdfs = match (&gathered, &made) {
            (Some(gathered), Some(made)) => self.bind_editions(gathered, made, on_disk, notes),
            _ => Vec::new(),
        };
        let record = Record { made, ..self.packet_record(file, gathered.as_ref(), tracked, notes) };
        MadeFile { record, pdfs, unmade: Vec::new(), accepted: None, card: None }
    }

    fn bind_editions(
        &mut self,
        gathered: &Gathered,
        made: &Made,
        on_disk: &[Output],
        notes: &mut Notes,
    ) -> Vec<BuiltPdf> {
        let site = &self.context.sites.of(gathered.packet.language.tag()).site;
        let (request, is_whole) = (self.context.request, self.context.is_whole);
        let editions = Editions { made, site, request, is_whole }.wanted(on_disk);
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
        let depends_on_more = |note: &Diagnostic| matches!(note.code, Code::UnknownArticle | Code::DraftArticle);
        let has_trouble =
            file.has_trouble() || notes.iter().any(depends_on_more) || gathered.is_some_and(Gathered::has_drafts);
        let language = gathered.map(|gathered| gathered.packet.language.tag()).or(file.language.as_deref());
        Record {
            site_language: language.unwrap_or(sites.base.site.language.tag()).to_owned(),
            site: half(&sites.digest),
            inputs: tracked.into_inputs(),
            is_all_told: self.context.request.only_tells,
            has_trouble,
            ..Record::default()
        }
    }

    /// Reads the file of a packet. A `language` that was asked for takes the place of its own.
    pub fn read_packet(
        &self,
        file: &ArticleFile,
        source: &Arc<Source>,
        language: Option<&Language>,
        assets: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Packet> {
        let suffix = file.language();
        let context = article::Context {
            id: &file.id,
            suffix_language: language.or(suffix.as_ref()),
            default_language: &self.context.sites.base.site.language,
            original: None,
            today: self.context.request.today,
            assets,
        };
        crate::packet::load(source, &context, language, notes)
    }

    /// Reads the articles of a packet; `None` when one of them cannot stand in it, or something else was found wrong.
    pub fn gather(
        &self,
        mut packet: Packet,
        terms: Terms,
        tracked: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Gathered<'a>> {
        self.suggestions.begin_file();
        let mut contents = Vec::with_capacity(packet.items.len());
        for item in std::mem::take(&mut packet.items) {
            // One that has mistakes leaves them in `notes`; the others are still read.
            contents.extend(self.content(&packet, item, terms, tracked, notes));
        }
        if notes.has_errors() {
            return None;
        }
        let articles: Vec<&Article> = contents.iter().filter_map(Content::article).collect();
        let Some((created, updated)) = packet.days(&articles) else {
            let message = "nothing in this packet has a date to print on its cover";
            let mut note = Diagnostic::new(Code::MissingKey, message).hint("add a line\nupdated: 2026-11-01");
            note.span = packet.title.start();
            notes.push(note);
            return None;
        };
        let is_draft = articles.iter().any(|article| article.status == Status::Draft);
        for content in &mut contents {
            if let Content::Note(head, _) = content {
                (head.created, head.updated) = (created, updated);
            }
        }
        let head = Head { title: packet.title.clone(), created, updated, is_draft };
        Some(Gathered { packet, head, contents })
    }

    /// An item of a packet, read; `None` when it has mistakes. The dates of a note are not known yet.
    fn content(
        &self,
        packet: &Packet,
        item: Item,
        terms: Terms,
        tracked: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Content<'a>> {
        match item {
            Item::Article { id, place } => {
                let member = self.member(packet, (&id, &place), terms, tracked, notes)?;
                Some(Content::Article(Box::new(member)))
            }
            Item::Note(note) => {
                crate::check::note(&note.blocks, &self.context.sites.of(packet.language.tag()).site, notes);
                let head = Head { title: note.title, ..Head::default() };
                Some(Content::Note(Box::new(head), note.blocks))
            }
            Item::Pdf { path, place, title } => {
                let inserted = read_own_pdf(title.plain(), (&path, &place), tracked, notes)?;
                Some(Content::Foreign(Box::new(inserted)))
            }
        }
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
        let Some(candidate) = find_article_for(packet, id, tracked) else {
            let (message, hint) = self.suggestions.unknown_article(id);
            notes.push(Diagnostic::new(Code::UnknownArticle, message).at(place.clone()).hint(hint));
            return None;
        };
        let path = candidate.path.clone();
        let mut member = self.read_member(candidate, place, terms, tracked, notes)?;
        let article = &member.article;
        self.note_status(article, place, terms, notes);
        let site_language = &self.context.sites.base.site.language;
        let is_other = article.language.primary() != packet.language.primary();
        if is_other && packet.language.primary() != site_language.primary() {
            let message =
                format!("`{id}` is not there in `{}`; it is taken in `{}`", packet.language, article.language);
            let original = ArticleFile::at(self.context.root, &path).id;
            let hint = format!("a translation would be `{original}.{}.yaml`", packet.language);
            notes.push(Diagnostic::new(Code::NoTranslation, message).at(place.clone()).hint(hint));
        }
        if let Some(language) = &packet.bilingual {
            let translation = self.translation((id, &path, language), place, terms, tracked, notes);
            member.translation = translation.map(Box::new);
        }
        Some(member)
    }

    /// An article of a packet, read; `None` when it has errors, which are noted.
    fn read_member(
        &self,
        Candidate { path, source }: Candidate,
        place: &Span,
        terms: Terms,
        tracked: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Member<'a>> {
        let file = ArticleFile::at(self.context.root, &path);
        let mut own = Notes::default();
        let source = source.map_err(|error| error.note_article(&path, place, &mut own)).ok();
        let article = source.and_then(|source| self.read_article(&file, &source, tracked, &mut own));
        if terms.notes_of_articles {
            notes.append(own);
        } else if own.has_errors() {
            let message = format!("`{path}` has errors, so that no packet can be made with it");
            let hint = "`handout check` on that file says which";
            notes.push(Diagnostic::new(Code::UnsoundArticle, message).at(place.clone()).hint(hint));
        }
        let article = article?;
        let site = self.site_of(&file, Some(&article));
        Some(Member { article, site, translation: None })
    }

    /// The translation that stands beside the article at `path`; a warning where there is none that may be handed out.
    fn translation(
        &self,
        (id, path, language): (&str, &str, &Language),
        place: &Span,
        terms: Terms,
        tracked: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Member<'a>> {
        let candidate = find_article(id, language.tag(), tracked);
        let candidate = candidate.filter(|found| found.path != path && !is_original(&found.path, id));
        let is_there = candidate.is_some();
        let member = candidate.and_then(|found| self.read_member(found, place, terms, tracked, notes));
        let is_handed_out = |member: &Member| match member.article.status {
            Status::Approved => true,
            Status::Draft => terms.drafts,
            Status::Withdrawn => false,
        };
        let is_unsound = is_there && member.is_none();
        let member = member.filter(is_handed_out);
        if member.is_none() && !is_unsound {
            let why = if is_there { "that may be handed out" } else { "to stand beside it" };
            let message = format!("`{id}` has no translation into `{language}` {why}");
            let hint = format!("a translation would be `{id}.{language}.yaml`; until then it stands alone");
            notes.push(Diagnostic::new(Code::NoTranslation, message).at(place.clone()).hint(hint));
        }
        member
    }

    fn note_status(&self, article: &Article, place: &Span, terms: Terms, notes: &mut Notes) {
        let id = &article.id;
        let (code, message, hint) = match article.status {
            Status::Draft if !terms.drafts => (
                Code::DraftArticle,
                format!("`{id}` is a draft"),
                "`--drafts` takes drafts too, marked DRAFT on every page",
            ),
            Status::Withdrawn => (
                Code::WithdrawnArticle,
                format!("`{id}` was withdrawn: patients are not to get it any more"),
                "take it out of the packet",
            ),
            _ => return,
        };
        notes.push(Diagnostic::new(code, message).at(place.clone()).hint(hint));
    }

    /// One edition of a packet. `None` when something in it cannot be drawn; `notes` then says what.
    pub fn bind(&mut self, gathered: &Gathered, edition: Edition, notes: &mut Notes) -> Option<BuiltPdf> {
        let Gathered { packet, head, contents } = gathered;
        let own = &self.context.sites.of(packet.language.tag()).site;
        let cover_locale = self.typesetter.locale_for(packet.language.tag(), own, head.title.start(), notes);
        let mut locales = Vec::with_capacity(contents.len());
        for content in contents {
            // A language without words of ours is told with the article, not with every packet it stands in.
            let mut locale_of = |member: &Member| {
                let language = member.article.language.tag();
                self.typesetter.locale_for(language, &member.site.site, None, &mut Notes::default())
            };
            locales.push(match content {
                Content::Article(member) => (locale_of(member), member.translation.as_deref().map(locale_of)),
                Content::Note(..) | Content::Foreign(_) => (Arc::clone(&cover_locale), None),
            });
        }
        let parts = contents.iter().zip(&locales).map(|(content, (locale, other))| match content {
            Content::Article(member) => part_of(member, (locale, other.as_deref()), own.page, edition),
            Content::Note(head, blocks) => Part::Note(head, blocks, design(own, locale, own.page, edition)),
            Content::Foreign(inserted) => Part::Foreign(inserted.part(packet.language.tag())),
        });
        let parts: Vec<Part> = parts.collect();
        let printed = self.typesetter.bind(
            head,
            &design(own, &cover_locale, own.page, edition),
            &parts,
            packet.is_duplex,
            notes,
        )?;
        Some(BuiltPdf::new(edition, printed))
    }
}

/// An article as a part of a packet, its translation beside it where it has one.
fn part_of<'p>(
    member: &'p Member,
    (locale, other): (&'p Locale, Option<&'p Locale>),
    paper: Paper,
    edition: Edition,
) -> Part<'p> {
    let (Some(translation), Some(other)) = (&member.translation, other) else {
        return Part::Handout(&member.article, design(&member.site.site, locale, paper, edition));
    };
    let edition = edition.in_two_languages();
    let one = (&member.article, design(&member.site.site, locale, paper, edition));
    Part::Bilingual(Box::new([one, (&translation.article, design(&translation.site.site, other, paper, edition))]))
}

/// What a part is composed and laid out with. Every part is printed on the cover's paper.
fn design<'d>(site: &'d Site, locale: &'d Locale, paper: Paper, edition: Edition) -> Design<'d> {
    Design { setting: Setting { site, locale, edition }, theme: theme_of(site, paper, edition) }
}

/// What the manifest says of a packet.
fn made_of(gathered: &Gathered) -> Made {
    let Gathered { packet, head, .. } = gathered;
    Made {
        language: packet.language.tag().to_owned(),
        status: if gathered.has_drafts() { StatusName::Draft } else { StatusName::Approved },
        title: packet.title.plain(),
        kind: None,
        keywords: Vec::new(),
        headings: Vec::new(),
        summary: Vec::new(),
        codes: CodeLists::default(),
        created: head.created,
        updated: head.updated,
        review_due: None,
        next_review: None,
        outdated: None,
        original: None,
        links: Vec::new(),
        outputs: Vec::new(),
    }
}
