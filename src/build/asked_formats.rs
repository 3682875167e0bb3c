//! Which other formats than PDF a handout is asked for in, and beside which of its editions they stand.

use crate::build::request::Request;
use crate::content::names::ArticleFile;
use crate::site::{Edition, Format, Site};

/// The edition of one language that other formats stand beside: the first in the order of all.
fn first_edition(editions: &[Edition]) -> Option<Edition> {
    Edition::OF_ONE_LANGUAGE.into_iter().find(|edition| editions.contains(edition))
}

/// The edition of two languages that a web page stands beside.
fn first_bilingual(editions: &[Edition]) -> Option<Edition> {
    [Edition::Bilingual, Edition::BilingualLarge].into_iter().find(|edition| editions.contains(edition))
}

/// The formats that are asked for: by the site, or by this run.
pub fn formats_asked(site: &Site, request: &Request) -> Vec<Format> {
    let is_asked = |format: &Format| match format {
        Format::Html => site.html.is_some() || request.formats.contains(format),
        Format::Text => request.formats.contains(format),
    };
    Format::ALL.into_iter().filter(is_asked).collect()
}

/// What is to stand beside one of these editions of an article, by name, where it is asked for.
pub fn names_asked(
    file: &ArticleFile,
    edition: Edition,
    editions: &[Edition],
    (site, request): (&Site, &Request),
) -> Vec<String> {
    if file.is_packet() {
        return Vec::new();
    }
    let asked = formats_asked(site, request).into_iter();
    asked.filter(|format| is_beside(*format, edition, editions)).map(|format| file.beside(format, edition)).collect()
}

/// Whether a format stands beside one of these editions.
pub fn is_beside(format: Format, edition: Edition, editions: &[Edition]) -> bool {
    match format {
        Format::Html => [first_edition(editions), first_bilingual(editions)].contains(&Some(edition)),
        Format::Text => first_edition(editions) == Some(edition),
    }
}
