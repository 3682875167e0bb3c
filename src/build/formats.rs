//! A handout in other formats than PDF: the content of their files.

use crate::article::Article;
use crate::build::asked_formats::{formats_asked, is_beside};
use crate::build::worker::Worker;
use crate::content::names::{ArticleFile, last_part};
use crate::content::sites::LocalizedSite;
use crate::document::{Bilingual, Document, Setting};
use crate::html::{Place, Translation};
use crate::output::found::Found;
use crate::output::record::{Output, PageLink};
use crate::plain;
use crate::site::{Edition, Format};

/// An article on its way to its files.
#[derive(Clone, Copy)]
pub struct Job<'j> {
    /// Its file.
    pub file: &'j ArticleFile,
    /// What it says.
    pub article: &'j Article,
    /// Whose it is.
    pub site: &'j LocalizedSite,
    /// Its PDFs of earlier runs: what stands beside one that somebody removed is still ours.
    pub known: &'j [Output],
}

impl Worker<'_> {
    /// What is to stand beside one of an article's editions in one language: what is asked for, and what stands there from
    /// earlier, which is kept in step.
    pub fn formats(
        &mut self,
        job: Job,
        document: &Document,
        (setting, editions): (Setting, &[Edition]),
    ) -> Vec<(Format, Vec<u8>)> {
        let mut written = Vec::new();
        for format in self.wanted_formats(job, setting.edition, editions) {
            let text = match format {
                Format::Html => {
                    let pdf = job.file.pdf(setting.edition);
                    let translations = translations(self.context.links_of(job.file));
                    let name = &job.file.beside(format, setting.edition);
                    let place = Place { name, pdf: Some(last_part(&pdf)), translations: &translations };
                    self.typesetter.web_page_of(document, job.article, setting, place)
                }
                Format::Text => plain::text(document),
            };
            written.push((format, text.into_bytes()));
        }
        written
    }

    /// The same for an edition in two languages, of which there are web pages alone.
    pub fn bilingual_formats(
        &mut self,
        job: Job,
        original: &Article,
        document: &Bilingual,
        (settings, editions): ([Setting; 2], &[Edition]),
    ) -> Vec<(Format, Vec<u8>)> {
        let edition = settings[1].edition;
        let mut written = Vec::new();
        for format in self.wanted_formats(job, edition, editions) {
            let (name, pdf) = (job.file.beside(format, edition), job.file.pdf(edition));
            let place = Place { name: &name, pdf: Some(last_part(&pdf)), translations: &[] };
            let page = self.typesetter.bilingual_page_of(document, [original, job.article], settings, place);
            written.push((format, page.into_bytes()));
        }
        written
    }

    fn wanted_formats(&self, job: Job, edition: Edition, editions: &[Edition]) -> Vec<Format> {
        let asked = formats_asked(&job.site.site, self.context.request);
        let is_wanted = |format: &Format| {
            is_beside(*format, edition, editions)
                && (asked.contains(format) || self.is_there(&job.file.beside(*format, edition), job.known))
        };
        Format::ALL.into_iter().filter(is_wanted).collect()
    }

    /// Whether a file of an earlier run is still there. One that cannot be seen now may be.
    fn is_there(&self, name: &str, known: &[Output]) -> bool {
        let is_known = known.iter().flat_map(Output::files).any(|file| file == name);
        is_known && self.context.store.is_some_and(|store| !matches!(store.folder.look(name), Found::Nothing))
    }
}

/// Links as a page in the same folder has them.
fn translations(links: &[PageLink]) -> Vec<Translation> {
    let translation = |PageLink { language, page }: &PageLink| Translation {
        language: language.clone(),
        page: last_part(page).to_owned(),
    };
    links.iter().map(translation).collect()
}
