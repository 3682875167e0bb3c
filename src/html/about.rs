//! What a page says of itself that its document does not say.

use jiff::civil::Date;

use super::address::link;
use super::languages::Translation;
use crate::article::{Article, System};
use crate::picture::Color;
use crate::prose::Text;
use crate::site::Site;

/// Where a page is: names of files and addresses as they are called, not as links write them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place<'a> {
    /// Its path below the address that the clinic gives its pages: `side-effects/fever.html`.
    pub name: &'a str,
    /// The PDF of the same words, by its name in the folder of the page.
    pub pdf: Option<&'a str>,
    /// The pages of the same handout in other languages.
    pub translations: &'a [Translation],
}

/// What a web page says that is not said on paper.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Who checked the article.
    pub reviewers: Vec<String>,
    /// When a clinician last read it.
    pub reviewed: Option<Date>,
    /// Names of terminologies, each with a code of theirs.
    pub codes: Vec<(&'static str, String)>,
    /// Where the page is to be found, if the clinic says so.
    pub address: Option<String>,
    /// A link to the PDF of the same words.
    pub pdf: Option<String>,
    /// Where the same handout is in other languages; pages by links.
    pub translations: Vec<Translation>,
    /// The clinic's colour.
    pub color: Option<Color>,
    /// The fonts that are in the page, as rules of CSS; empty where it is set in those of the reader's system.
    pub fonts: String,
}

impl Page {
    /// What the page of an article says, at its place.
    pub fn of(article: &Article, site: &Site, place: Place) -> Page {
        let codes = |system: System| article.codes.of(system).iter().map(move |code| (system.uri(), code.clone()));
        let base = site.html.as_ref().and_then(|html| html.base.as_ref());
        Page {
            reviewers: article.reviewers.iter().map(Text::plain).collect(),
            reviewed: article.reviewed,
            codes: System::ALL.into_iter().flat_map(codes).collect(),
            address: base.map(|base| format!("{base}/{}", link(place.name))),
            pdf: place.pdf.map(link),
            translations: place.translations.iter().map(Translation::linked).collect(),
            color: site.color,
            fonts: String::new(),
        }
    }

    /// What the page of an original and its translation says, at its place: reviewers and codes of both, and the day
    /// since which neither was read again.
    pub fn of_two([original, translation]: [&Article; 2], site: &Site, place: Place) -> Page {
        let (mut page, other) = (Page::of(original, site, place), Page::of(translation, site, place));
        extend_once(&mut page.reviewers, other.reviewers);
        extend_once(&mut page.codes, other.codes);
        page.reviewed = page.reviewed.min(other.reviewed);
        page
    }
}

/// Adds what is not there yet.
fn extend_once<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}
