//! What the web page of a handout leads to in other languages: the pages of its translations, and of its original.
//!
//! Before articles are made, it is foreseen which of them have pages: those whose pages are there, and those that are asked for
//! and are handed out by what their files say. Afterwards it is known. Where the two differ, because an article has an error,
//! the pages that lead to it are made again, so that no link leads nowhere.

use std::collections::{BTreeMap, HashMap};

use crate::article;
use crate::build::asked_formats::formats_asked;
use crate::build::editions::{Editions, is_built};
use crate::build::request::Request;
use crate::content::files::ContentFiles;
use crate::content::names::ArticleFile;
use crate::content::root::ContentRoot;
use crate::content::sites::Sites;
use crate::output::record::{Output, PageLink, Record, StatusName};
use crate::output::store::Store;
use crate::site::{Edition, Format};

/// Articles that are in several languages, by their ID.
#[derive(Default)]
pub struct Siblings(BTreeMap<String, Vec<ArticleFile>>);

impl Siblings {
    /// Those among files that were asked for, which are in the order of their IDs. Where not all were, also those that the
    /// store knows: an article that is built by itself leads to others that are not.
    pub fn new(files: &[ArticleFile], store: Option<&Store>, root: &ContentRoot) -> Siblings {
        let Some(store) = store else { return Siblings::default() };
        let of_id = |id: &str| {
            let start = files.partition_point(|file| file.id.as_str() < id);
            let end = files.partition_point(|file| file.id.as_str() <= id);
            &files[start..end]
        };
        let mut others: BTreeMap<String, Vec<ArticleFile>> = BTreeMap::new();
        let known = (!root.is_whole()).then(|| store.state.records.sources());
        for source in known.into_iter().flatten() {
            let other = ArticleFile::at(root.path(), source);
            let own = of_id(&other.id);
            if !own.is_empty() && own.iter().all(|file| file.source != other.source) && other.path.exists() {
                others.entry(other.id.clone()).or_default().push(other);
            }
        }
        let mut several = BTreeMap::new();
        for same in files.chunk_by(|a, b| a.id == b.id).filter(|same| !same[0].is_packet()) {
            let others = others.remove(&same[0].id).unwrap_or_default();
            if same.len() + others.len() > 1 {
                several.insert(same[0].id.clone(), same.iter().cloned().chain(others).collect());
            }
        }
        Siblings(several)
    }

    /// Whether an article is in other languages, too.
    pub fn has(&self, file: &ArticleFile) -> bool {
        self.0.contains_key(&file.id)
    }
}

/// The pages that each page leads to, by the path of its article; those of articles in one language lead to none.
#[derive(Default)]
pub struct PageLinks(HashMap<String, Vec<PageLink>>);

impl PageLinks {
    /// The pages that an article's page leads to.
    pub fn of(&self, file: &ArticleFile) -> &[PageLink] {
        self.0.get(&file.source).map_or(&[], Vec::as_slice)
    }

    /// Whether the page of an article leads where it should, if there is one.
    pub fn are_those_of(&self, file: &ArticleFile, record: &Record) -> bool {
        let Some(made) = record.made.as_ref().filter(|made| page_of(made.outputs.as_slice()).is_some()) else {
            return true;
        };
        made.links == self.of(file)
    }
}

/// What tells which articles have pages.
#[derive(Clone, Copy)]
pub struct Foresight<'f> {
    pub request: &'f Request,
    /// Whether everything below the root is built.
    pub is_whole: bool,
    pub sites: &'f Sites,
    pub files: &'f ContentFiles,
}

/// An article's page and its status, as far as they are known.
struct Known {
    page: Option<PageLink>,
    status: Option<StatusName>,
}

impl Foresight<'_> {
    /// The links as they will be, before anything is made.
    pub fn foreseen(&self, siblings: &Siblings, store: &Store) -> PageLinks {
        links(siblings, |file| self.foresee(file, store))
    }

    /// The links as they are once all is made. `record` is what is remembered of an article then. An article of another shard
    /// is made elsewhere.
    pub fn found(
        &self,
        siblings: &Siblings,
        store: &Store,
        record: impl Fn(&ArticleFile) -> Option<Record>,
    ) -> PageLinks {
        let is_mine = |file: &ArticleFile| self.request.shard.is_none_or(|shard| shard.holds(&file.source));
        links(siblings, |file| match is_mine(file) {
            true => self.of_record(file, record(file).as_ref()),
            false => self.foresee(file, store),
        })
    }

    /// What is known of an article that may still be made: what is remembered of it if it did not change, else what its file
    /// says.
    fn foresee(&self, file: &ArticleFile, store: &Store) -> Known {
        let record = store.record(&file.source);
        let is_same = |record: &Record| record.snapshot.if_unchanged(&file.path, file.state, false).is_some();
        if let Some(record) = record.filter(is_same) {
            let known = self.of_record(file, Some(&record));
            // It is sound, and is made now for the sake of its page.
            return match known.page.is_none() && record.is_sound {
                true => Known { page: self.asked(file, known.status, &record.site_language), ..known },
                false => known,
            };
        }
        let stated =
            self.files.article(&file.path, file.is_linked).ok().and_then(|(source, _)| article::stated(&source));
        let Some(stated) = stated else { return Known { page: None, status: None } };
        let language = stated.language.as_ref().map(|language| language.tag()).or(file.language.as_deref());
        let language = language.unwrap_or(self.sites.base.site.language.tag());
        let status = Some(stated.status.into());
        Known { page: self.asked(file, status, language), status }
    }

    /// What is remembered of an article: its page, unless that is to go.
    fn of_record(&self, file: &ArticleFile, record: Option<&Record>) -> Known {
        let Some((record, made)) = record.and_then(|record| Some((record, record.made.as_ref()?))) else {
            return Known { page: None, status: None };
        };
        let site = &self.sites.of(&record.site_language).site;
        let editions = Editions { made, site, request: self.request, is_whole: self.is_whole };
        let is_kept = !editions.wanted(&made.outputs).is_empty();
        let page = page_of(&made.outputs).filter(|_| is_kept && !file.is_packet());
        let link = |page: &str| PageLink { page: page.to_owned(), language: made.language.clone() };
        Known { page: page.map(link), status: Some(made.status) }
    }

    /// The page of an article of this status, if it is asked for.
    fn asked(&self, file: &ArticleFile, status: Option<StatusName>, language: &str) -> Option<PageLink> {
        let is_asked = formats_asked(&self.sites.of(language).site, self.request).contains(&Format::Html);
        let is_built = status.is_some_and(|status| is_built(status, self.request));
        let link = || PageLink { page: file.beside(Format::Html, Edition::Standard), language: language.to_owned() };
        (is_asked && is_built).then(link)
    }
}

/// The links among articles of which this is known.
fn links(siblings: &Siblings, known: impl Fn(&ArticleFile) -> Known) -> PageLinks {
    let mut links = HashMap::new();
    for files in siblings.0.values() {
        let known: Vec<Known> = files.iter().map(&known).collect();
        let mut originals = files.iter().zip(&known).filter(|(file, _)| file.language.is_none());
        // Translations are withdrawn with their original.
        let is_withdrawn = originals.any(|(_, known)| known.status == Some(StatusName::Withdrawn));
        for (index, file) in files.iter().enumerate() {
            let others = known.iter().enumerate().filter(|(other, _)| *other != index && !is_withdrawn);
            let mut own: Vec<PageLink> = others.filter_map(|(_, known)| known.page.clone()).collect();
            own.sort();
            links.insert(file.source.clone(), own);
        }
    }
    PageLinks(links)
}

/// The page of an article in its own language.
fn page_of(outputs: &[Output]) -> Option<&str> {
    let is_single = |output: &&Output| !Edition::from(output.edition).is_bilingual();
    outputs.iter().filter(is_single).find_map(Output::page)
}
