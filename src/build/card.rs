//! The report card of an article that is made.

use crate::article::Article;
use crate::build::request::Extent;
use crate::build::signatures::current_code;
use crate::build::worker::{BuiltPdf, Worker};
use crate::content::names::ArticleFile;
use crate::fs::path::display_path;
use crate::report::{self, Length, Print, ReportCard};
use crate::site::Edition;
use crate::typesetter::theme_of;

impl Worker<'_> {
    /// What is known of an article that was read, where that is asked for; `first` is the first of its PDFs, if it is made.
    pub fn card(
        &self,
        file: &ArticleFile,
        article: Option<&Article>,
        first: Option<&BuiltPdf>,
    ) -> Option<Box<ReportCard>> {
        let card = self.unsound_card(file)?;
        let Some(article) = article else { return Some(card) };
        let site = &self.site_of(file, Some(article)).site;
        let length = first.map(|pdf| {
            let extent = Extent { pages: pdf.pages, lines_over: pdf.lines_over };
            Length { edition: pdf.edition, pages: extent.pages, sheets: extent.sheets() }
        });
        let listed = site.editions.first().copied().unwrap_or(Edition::Standard);
        let edition = length.map_or(listed, |length| length.edition);
        let theme = theme_of(site, site.page, edition);
        let code = (!article.signed.is_empty()).then(|| current_code(article, site));
        let print = Print { site, theme: &theme, length, code };
        Some(Box::new(report::fill(*card, article, &print)))
    }

    /// The card of a file with errors, where cards are asked for. A packet has none.
    pub fn unsound_card(&self, file: &ArticleFile) -> Option<Box<ReportCard>> {
        let language = file.language.as_deref().unwrap_or(self.context.sites.base.site.language.tag());
        let is_wanted = self.context.request.cards && !file.is_packet();
        let card = || ReportCard::unsound(&file.id, file.language.as_deref(), &display_path(&file.path), language);
        is_wanted.then(|| Box::new(card()))
    }
}
