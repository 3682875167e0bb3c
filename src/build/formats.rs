//! A handout in other formats than PDF: which are asked for, and their content.

use crate::article::Article;
use crate::build::request::Request;
use crate::build::worker::{BuiltPdf, Worker};
use crate::content::names::{ArticleFile, last_part};
use crate::html::Place;
use crate::output::found::Found;
use crate::output::record::Output;
use crate::site::{Edition, Format, Site};

/// The edition that other formats stand beside: of those of one language the first in the order of all.
pub fn first_edition(editions: &[Edition]) -> Option<Edition> {
    Edition::OF_ONE_LANGUAGE.into_iter().find(|edition| editions.contains(edition))
}

/// The formats that are asked for: by the site, or by this run.
pub fn formats_asked(site: &Site, request: &Request) -> Vec<Format> {
    let is_asked = |format: &Format| match format {
        Format::Html => site.html.is_some() || request.formats.contains(format),
        Format::Text => request.formats.contains(format),
    };
    Format::ALL.into_iter().filter(is_asked).collect()
}

impl Worker<'_> {
    /// Adds to the first of an article's PDFs what is to stand beside it: what is asked for, and what stands there from
    /// earlier, which is kept in step.
    pub fn add_formats(
        &mut self,
        (file, article, site): (&ArticleFile, &Article, &Site),
        on_disk: &[Output],
        pdfs: &mut [BuiltPdf],
    ) {
        let editions: Vec<Edition> = pdfs.iter().map(|pdf| pdf.edition).collect();
        let Some(edition) = first_edition(&editions) else { return };
        let Some(pdf) = pdfs.iter_mut().find(|pdf| pdf.edition == edition) else { return };
        let asked = formats_asked(site, self.context.request);
        for format in Format::ALL {
            let name = file.beside(format);
            if asked.contains(&format) || self.is_there(&name, on_disk) {
                pdf.formats.push((format, self.write_in(format, &name, (file, article, site), edition)));
            }
        }
    }

    /// Whether a file of an earlier run is still there. One that cannot be seen now may be.
    fn is_there(&self, name: &str, on_disk: &[Output]) -> bool {
        let is_known = on_disk.iter().flat_map(Output::files).any(|file| file == name);
        is_known && self.context.store.is_some_and(|store| !matches!(store.folder.look(name), Found::Nothing))
    }

    fn write_in(
        &mut self,
        format: Format,
        name: &str,
        (file, article, site): (&ArticleFile, &Article, &Site),
        edition: Edition,
    ) -> Vec<u8> {
        let pdf = file.pdf(edition);
        let text = match format {
            Format::Html => {
                let place = Place { name, pdf: Some(last_part(&pdf)) };
                self.typesetter.web_page(article, site, edition, place)
            }
            Format::Text => self.typesetter.plain_text(article, site, edition),
        };
        text.into_bytes()
    }
}
