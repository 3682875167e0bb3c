//! One packet: its articles found on disk, read, and bound with what it says itself.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::content::{ArticleFile, is_packet, listed};
use super::disk::Asking;
use super::insert::{Inserted, own};
use super::plant::{Print, Worker, theme_of, unknown_language, wanted};
use super::record::{CodeLists, Made, Record, StatusName};
use super::sites::Sheet;
use crate::article::{Article, Context, Status};
use crate::assets::{AssetError, Assets};
use crate::diagnostics::{Diagnostic, Notes, Source, Span};
use crate::foreign::Foreign;
use crate::layout::handout::Metadata;
use crate::locale::Locale;
use crate::packet::{Item, Leaf, Packet, Part};
use crate::site::Edition;
use crate::yaml::similar;

/// An article of a packet.
pub struct Member<'a> {
    pub article: Article,
    sheet: &'a Sheet,
}

/// What stands behind the cover, in order, with the articles read.
pub enum Content<'a> {
    Article(Box<Member<'a>>),
    /// A note; the head it is set under, and its index among the packet's items.
    Note(Box<Article>, usize),
    /// A PDF that somebody else wrote.
    Insert(Box<Inserted>),
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
    /// Whether what is noted of its articles is told here, for want of anybody else who would.
    pub is_alone: bool,
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
    /// Makes the packet of a file.
    pub(super) fn packet(
        &mut self,
        file: &ArticleFile,
        source: &Arc<Source>,
        found: &mut Notes,
    ) -> (Record, Vec<Print>) {
        let asking = Asking::new(self.plant.disk);
        file.mistakes(source).into_iter().for_each(|mistake| found.push(mistake));
        let packet = self.read_packet(file, source, None, &asking, found);
        let terms = Terms { drafts: self.plant.request.drafts, is_alone: false };
        let gathered = packet.and_then(|packet| self.gather(packet, terms, &asking, found));
        let made = gathered.as_ref().map(made_of);
        let prints = match (&gathered, &made) {
            (Some(gathered), Some(made)) => self.editions(gathered, made.status, found),
            _ => Vec::new(),
        };
        (Record { made, ..self.packet_record(file, gathered.as_ref(), asking, found) }, prints)
    }

    fn editions(&mut self, gathered: &Gathered, status: StatusName, found: &mut Notes) -> Vec<Print> {
        let site = &self.plant.sites.of(&gathered.packet.language).site;
        let wanted = wanted(status, site, self.plant.request);
        wanted.into_iter().filter_map(|edition| self.bind(gathered, edition, found)).collect()
    }

    /// What a packet hangs on.
    fn packet_record(&self, file: &ArticleFile, gathered: Option<&Gathered>, asking: Asking, found: &Notes) -> Record {
        let plant = self.plant;
        // Whether an unknown ID is told in the same words again hangs on all names there are, and drafts on a flag.
        let hangs_on_more = |note: &Diagnostic| matches!(note.code, "unknown-article" | "draft-article");
        let has_trouble =
            file.has_trouble() || found.iter().any(hangs_on_more) || gathered.is_some_and(Gathered::has_drafts);
        let language = gathered.map(|gathered| gathered.packet.language.as_str()).or(file.language.as_deref());
        Record {
            site_language: language.unwrap_or(&plant.sites.base.site.language).to_owned(),
            site: plant.sites.digest,
            inputs: self.inputs(asking),
            has_trouble,
            ..Record::default()
        }
    }

    /// Reads the file of a packet. A `language` that was asked for stands over its own.
    pub(super) fn read_packet(
        &self,
        file: &ArticleFile,
        source: &Arc<Source>,
        language: Option<&str>,
        assets: &Asking,
        found: &mut Notes,
    ) -> Option<Packet> {
        let sites = self.plant.sites;
        let read = |site_language: &str, notes: &mut Notes| {
            let context = Context {
                id: &file.id,
                suffix_language: language.or(file.language.as_deref()),
                site: &sites.of(site_language).site,
                original: None,
                today: self.plant.request.today,
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
            return read(own, found);
        }
        found.append(first);
        packet
    }

    /// Reads the articles of a packet; `None` when one of them cannot stand in it, or something else was found wrong.
    pub(super) fn gather(
        &self,
        packet: Packet,
        terms: Terms,
        asking: &Asking,
        found: &mut Notes,
    ) -> Option<Gathered<'a>> {
        let (members, inserts) = self.members(&packet, terms, asking, found);
        if found.has_errors() {
            return None;
        }
        let articles: Vec<&Article> = members.iter().map(|member| &member.article).collect();
        let Some(days) = packet.days(&articles) else {
            let message = "nothing in this packet has a date to print on its cover";
            let mut note = Diagnostic::error("missing-key", message).hint("add a line\nupdated: 2026-11-01");
            note.span = packet.title.start();
            found.push(note);
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
        asking: &Asking,
        found: &mut Notes,
    ) -> (Vec<Member<'a>>, Vec<Inserted>) {
        let (mut members, mut inserts) = (Vec::new(), Vec::new());
        for item in &packet.items {
            match item {
                Item::Article { id, place } => members.extend(self.member(packet, (id, place), terms, asking, found)),
                Item::Note(_) => {}
                Item::Pdf { path, place, title } => {
                    inserts.extend(own(title.plain(), (path, place), asking, found));
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
        asking: &Asking,
        found: &mut Notes,
    ) -> Option<Member<'a>> {
        let Some(Candidate { path, source }) = self.find(id, &packet.language, asking) else {
            let (message, hint) = unknown(id, self.plant.root);
            found.push(Diagnostic::error("unknown-article", message).at(place.clone()).hint(hint));
            return None;
        };
        let file = ArticleFile::at(self.plant.root, &path);
        let mut own = Notes::default();
        let source = source.map_err(|error| error.note_article(&path, place, &mut own)).ok();
        let article = source.and_then(|source| self.read(&file, &source, asking, &mut own));
        if terms.is_alone {
            found.append(own);
        } else if own.has_errors() {
            let message = format!("`{path}` has errors, so that no packet can be made with it");
            let hint = "`handout check` on that file says which";
            found.push(Diagnostic::error("unsound-article", message).at(place.clone()).hint(hint));
        }
        let article = article?;
        self.note_status(&article, place, terms, found);
        let site_language = &self.plant.sites.base.site.language;
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let is_other = primary(&article.language) != primary(&packet.language);
        if is_other && primary(&packet.language) != primary(site_language) {
            let message =
                format!("`{id}` is not there in `{}`; it is taken in `{}`", packet.language, article.language);
            let hint = format!("a translation would be `{id}.{}.yaml`", packet.language);
            found.push(Diagnostic::warning("no-translation", message).at(place.clone()).hint(hint));
        }
        let sheet = self.sheet(&file, Some(&article));
        Some(Member { article, sheet })
    }

    fn note_status(&self, article: &Article, place: &Span, terms: Terms, found: &mut Notes) {
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
        found.push(Diagnostic::error(code, message).at(place.clone()).hint(hint));
    }

    /// The file of an article: of a translation, of one into a wider language, of the original.
    fn find(&self, id: &str, language: &str, asking: &Asking) -> Option<Candidate> {
        if !is_id(id) {
            return None;
        }
        let mut stems = Vec::new();
        let mut tag = language;
        loop {
            // Letter case tells no tags apart; names of files are looked for as people write tags.
            let (mut cased, own) = (vec![tag.to_owned()], Locale::canonical(tag));
            cased.extend([tag.to_ascii_lowercase(), tag.to_ascii_uppercase(), own]);
            let mut seen = BTreeSet::new();
            cased.retain(|tag| seen.insert(tag.clone()));
            stems.extend(cased.iter().map(|tag| format!("{id}.{tag}")));
            match tag.rsplit_once('-') {
                Some((wider, _)) => tag = wider,
                None => break,
            }
        }
        stems.push(id.to_owned());
        let paths = stems.iter().flat_map(|stem| [format!("{stem}.yaml"), format!("{stem}.yml")]);
        let mut found = paths.map(|path| (asking.snippet(&path), path));
        let (source, path) = found.find(|(found, _)| *found != Err(AssetError::Missing))?;
        Some(Candidate { path, source })
    }

    /// Whether there is an article of this ID.
    pub(super) fn is_there(&self, id: &str, language: &str, asking: &Asking) -> bool {
        self.find(id, language, asking).is_some()
    }

    /// One edition of a packet.
    pub(super) fn bind(&mut self, gathered: &Gathered, edition: Edition, found: &mut Notes) -> Option<Print> {
        let sites = self.plant.sites;
        let Gathered { packet, head, contents } = gathered;
        let own = &sites.of(&packet.language).site;
        let paper = own.page;
        let tags = gathered.articles().map(|article| article.language.clone()).chain([packet.language.clone()]);
        tags.collect::<Vec<_>>().iter().for_each(|tag| self.learn(tag));
        let (locales, cache) = (&self.locales, self.plant.cache);
        if locales.get(&packet.language).is_some_and(|(_, known)| !known) {
            found.push(unknown_language(&packet.language));
        }
        let leaf = |head, note, site, language: &str| {
            let (locale, _) = locales.get(language)?;
            Some(Box::new(Leaf { head, note, site, locale, theme: theme_of(site, paper, edition) }))
        };
        let cover = leaf(head, None, own, &packet.language)?;
        let parts = contents.iter().map(|content| match content {
            Content::Article(member) => {
                leaf(&member.article, None, &member.sheet.site, &member.article.language).map(Part::Leaf)
            }
            Content::Note(head, index) => match packet.items.get(*index) {
                Some(Item::Note(note)) => leaf(head, Some(&note.blocks), own, &packet.language).map(Part::Leaf),
                _ => None,
            },
            Content::Insert(inserted) => Some(Part::Insert(inserted.part(&packet.language))),
        });
        let parts = parts.collect::<Option<Vec<Part>>>()?;
        let (inserts, shaper) = (gathered.inserts(), &mut self.shaper);
        let bound = crate::typeset_packet(&cover, &parts, &inserts, packet.is_duplex, shaper, cache, found);
        let (bound, bytes) = bound?;
        let pages = u32::try_from(bound.pages()).unwrap_or(u32::MAX);
        let Metadata { code, authors, .. } = bound.metadata;
        Some(Print { edition, pages, code, authors, bytes })
    }
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

/// That there is no such article below a root, and which may be meant.
pub fn unknown(id: &str, root: &Path) -> (String, String) {
    let listed = listed(root);
    let languages = listed.iter().filter(|(known, _)| known == id);
    let languages: Vec<&str> = languages.filter_map(|(_, language)| language.as_deref()).collect();
    if let Some(first) = languages.first() {
        let message = format!("the article `{id}` is there only in `{}`", languages.join("`, `"));
        let hint = format!("a packet in `{first}` takes it (`--language {first}`); for others write `{id}.yaml`");
        return (message, hint);
    }
    let hint = match near(id, &listed) {
        None if is_packet(id) => {
            "that is how a packet is named, which is asked for alone: handout packet packets/NAME -o FILE.pdf"
                .to_owned()
        }
        Some(near) => format!("did you mean `{near}`?"),
        None => "an ID is an article's path below the content folder, without language and ending".to_owned(),
    };
    (format!("there is no article `{id}`"), hint)
}

/// The article below a root that may be meant by the name of a file that is not there.
pub fn meant(file: &str, root: &Path) -> Option<String> {
    near(file, &listed(root)).map(|id| format!("did you mean the article `{id}`?"))
}

/// The listed ID that is most like what was typed.
fn near(id: &str, listed: &[(String, Option<String>)]) -> Option<String> {
    let mut ids: Vec<&String> = listed.iter().map(|(id, _)| id).collect();
    ids.dedup();
    let bare = id.strip_suffix(".yaml").or_else(|| id.strip_suffix(".yml")).unwrap_or(id);
    let bare = bare.strip_prefix("content/").unwrap_or(bare);
    // `fatigue` for `side-effects/fatigue`, `fatigue.es` for `fatigue`.
    let name = |id: &str| id.rsplit('/').next().unwrap_or_default().to_owned();
    let first = |is_meant: &dyn Fn(&str) -> bool| ids.iter().find(|id| is_meant(id)).map(|id| id.as_str());
    let starts = |id: &str| bare.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'));
    let near = first(&|id| id == bare).or_else(|| first(&starts)).or_else(|| first(&|id| name(id) == name(bare)));
    let near = near.or_else(|| similar(bare, ids.iter().map(|id| id.as_str())));
    let names: Vec<String> = ids.iter().map(|id| name(id)).collect();
    let by_name = || {
        let near = similar(&name(bare), names.iter().map(String::as_str))?;
        ids.iter().zip(&names).find(|(_, name)| *name == near).map(|(id, _)| id.as_str())
    };
    near.or_else(by_name).map(str::to_owned)
}

/// Whether an article may be called so: a path that stays in the content root, and out of the folders of other things.
fn is_id(id: &str) -> bool {
    let sound = id.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']));
    let name = id.rsplit('/').next().unwrap_or_default();
    let apart = id.starts_with("snippets/") || id.starts_with("packets/") || name.starts_with("handout");
    sound && !apart && !id.chars().any(char::is_control)
}
