//! What articles are made with: by all threads together, and by each for itself.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::build::original::LastOriginals;
use crate::build::page_links::PageLinks;
use crate::build::request::Request;
use crate::build::session::Session;
use crate::check::{Acceptance, AcceptedFindings};
use crate::content::files::ContentFiles;
use crate::content::names::ArticleFile;
use crate::content::sites::Sites;
use crate::content::suggest::Suggestions;
use crate::diagnostics::Diagnostic;
use crate::document::Metadata;
use crate::fs::file_state::Digest;
use crate::html::FontCache;
use crate::output::record::{PageLink, Record};
use crate::output::state::State;
use crate::output::store::Store;
use crate::pdf::{Pdf, StreamCache};
use crate::report::ReportCard;
use crate::site::{Edition, Format};
use crate::text::fonts::Fonts;
use crate::typesetter::{Printed, Typesetter};

/// What all articles of a run are made with.
pub struct Context<'a> {
    pub request: &'a Request,
    /// The content root.
    pub root: &'a Path,
    /// Whether everything below the root is built.
    pub is_whole: bool,
    pub files: &'a ContentFiles,
    pub sites: &'a Sites,
    pub accepted: &'a AcceptedFindings,
    pub fonts: &'a Fonts,
    pub streams: &'a Arc<StreamCache>,
    /// What earlier runs left, where something is known of them.
    pub known: Option<&'a State>,
    pub page_fonts: &'a Arc<FontCache>,
    /// What the web pages of handouts lead to in other languages, where pages are made.
    pub links: Option<&'a PageLinks>,
    /// Where PDFs go; `None` to write nothing.
    pub store: Option<&'a Store>,
    /// The digests of settings that more than one clinic of the run has, where it is for several.
    pub common: Option<&'a HashSet<Digest>>,
}

/// What a run that puts no handouts in their places has at hand: that of `sign` or `packet`.
#[derive(Clone, Copy)]
pub struct AtHand<'a> {
    pub request: &'a Request,
    /// The content root.
    pub root: &'a Path,
    pub files: &'a ContentFiles,
    pub sites: &'a Sites,
    pub accepted: &'a AcceptedFindings,
}

impl<'a> Context<'a> {
    /// The context of a run that puts no handouts in their places, and knows of no earlier one.
    pub fn placing_nothing(at_hand: AtHand<'a>, session: &'a Session) -> Context<'a> {
        let AtHand { request, root, files, sites, accepted } = at_hand;
        Context {
            request,
            root,
            is_whole: false,
            files,
            sites,
            accepted,
            fonts: session.fonts(),
            streams: &session.streams,
            known: None,
            page_fonts: &session.page_fonts,
            links: None,
            store: None,
            common: None,
        }
    }

    /// The pages in other languages that the page of an article leads to.
    pub fn links_of(&self, file: &ArticleFile) -> &'a [PageLink] {
        self.links.map_or(&[], |links| links.of(file))
    }
}

/// What one thread makes articles with.
pub struct Worker<'a> {
    pub context: &'a Context<'a>,
    pub typesetter: Typesetter<'a>,
    /// What translations are compared with.
    pub originals: LastOriginals,
    /// What may be meant by IDs that are not there.
    pub suggestions: Suggestions<'a>,
}

/// The PDF of one edition, not on disk yet.
pub struct BuiltPdf {
    /// Which form of the handout.
    pub edition: Edition,
    /// How many pages it has.
    pub pages: u32,
    /// How many lines stand on its last sheet, where there is more than one.
    pub lines_over: Option<usize>,
    /// The short code on its pages.
    pub code: String,
    /// What it says of itself: kind and title, in two languages both.
    pub title: String,
    /// Who wrote it, or the clinic.
    pub authors: Vec<String>,
    /// The file.
    pub file: Pdf,
    /// The same words in other formats; of the first edition of one language, and of the first of two.
    pub formats: Vec<(Format, Vec<u8>)>,
}

/// What came of one file of the content folder.
pub struct MadeFile {
    /// The part of its record that does not depend on earlier runs.
    pub record: Record,
    /// Its PDFs.
    pub pdfs: Vec<BuiltPdf>,
    /// Why some of its PDFs could not be made, though the file itself is sound.
    pub unmade: Vec<Diagnostic>,
    /// What is known of it, where that is asked for.
    pub card: Option<Box<ReportCard>>,
    /// What it has of findings that can be accepted, where that is asked and it could be checked.
    pub accepted: Option<Vec<Acceptance>>,
}

impl BuiltPdf {
    /// A PDF of this edition.
    pub fn new(edition: Edition, printed: Printed) -> BuiltPdf {
        let Printed { pdf, pages, lines_over, metadata, .. } = printed;
        let pages = u32::try_from(pages).expect("a PDF has fewer than four billion pages");
        let Metadata { code, title, authors, .. } = metadata;
        BuiltPdf { edition, pages, lines_over, code, title, authors, file: pdf, formats: Vec::new() }
    }
}

impl<'a> Worker<'a> {
    /// A worker with empty caches.
    pub fn new(context: &'a Context<'a>) -> Worker<'a> {
        let typesetter = Typesetter::sharing(context.fonts, Arc::clone(context.streams));
        let typesetter = typesetter.sharing_page_fonts(Arc::clone(context.page_fonts));
        Worker {
            context,
            typesetter,
            originals: LastOriginals::default(),
            suggestions: Suggestions::below(context.root),
        }
    }
}
