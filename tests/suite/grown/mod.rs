//! Articles grown from bytes: every block, in any number, with words long and short. The same bytes give the same
//! article, and no bytes the smallest one. The fuzz target `layout` shares this file.

mod article;
mod blocks;
mod forms;
mod soil;
mod table;

use handout::article::Article;
use handout::diagnostics::Notes;
use handout::document::{Setting, compose, compose_bilingual};
use handout::layout::handout::Handout;
use handout::layout::{self, BilingualContext, lay_out, lay_out_bilingual};
use handout::locale::Locale;
use handout::pdf::{self, StreamCache};
use handout::site::{Edition, Site};
use handout::text::Shaper;
use handout::text::fonts::Fonts;
use handout::theme::{self, Theme};

use self::soil::Soil;
use super::ink;

/// An article, its site, and what came of it.
pub struct Grown {
    pub site: Site,
    pub article: Article,
    pub theme: Theme,
    pub handout: Handout,
    pub pdf: Vec<u8>,
}

/// An article and its translation, and what came of them side by side.
pub struct GrownPair {
    pub site: Site,
    pub articles: [Article; 2],
    pub theme: Theme,
    pub handout: Handout,
    pub pdf: Vec<u8>,
}

/// Grows an article and another that is taken for its translation, sets them side by side and writes them.
///
/// # Panics
/// When one of them does not pass its reading, when they cannot be written, or when their ink is at fault.
pub fn grow_pair([bytes, other_bytes]: [&[u8]; 2], fonts: &Fonts) -> GrownPair {
    let mut soil = Soil::new(bytes);
    let paper = [theme::LETTER, theme::A4][soil.below(2)];
    let theme = match soil.below(3) {
        0 => Theme::large(paper, theme::BRAND),
        _ => Theme::bilingual(paper, theme::BRAND),
    };
    let mut notes = Notes::default();
    let site = soil.read_site(&mut notes);
    let original = soil.read_article(&site, &mut notes);
    let mut soil = Soil::new(other_bytes);
    let articles = [original, soil.read_article(&site, &mut notes)];
    let locales = [0, 1].map(|side| Locale::of(articles[side].language.tag()).0);
    let [one, other] = [0, 1]
        .map(|side| (&articles[side], Setting { site: &site, locale: &locales[side], edition: Edition::Bilingual }));
    let document = compose_bilingual(one, other);
    let mut shaper = Shaper::new(fonts);
    let context = BilingualContext { locales: [&locales[0], &locales[1]], theme: &theme, shaper: &mut shaper };
    let handout = lay_out_bilingual(&document, context, &mut notes);
    let handout = handout.unwrap_or_else(|| panic!("nothing was laid out: {notes:#?}"));
    let mut faults = ink::faults(&handout, &theme, fonts);
    // On pages that face each other, one language may be longer.
    faults.retain(|fault| !fault.ends_with(ink::NOTHING));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let pdf = pdf::write(std::slice::from_ref(&handout), fonts, &StreamCache::default());
    let pdf = pdf.unwrap_or_else(|error| panic!("{error}"));
    GrownPair { site, articles, theme, handout, pdf: pdf.into_bytes() }
}

/// Grows an article and its site, which nobody sets.
///
/// # Panics
/// When one of them does not pass its reading.
pub fn grow_article(bytes: &[u8]) -> (Site, Article) {
    let mut soil = Soil::new(bytes);
    let mut notes = Notes::default();
    let site = soil.read_site(&mut notes);
    let article = soil.read_article(&site, &mut notes);
    (site, article)
}

/// No head of a handout that stands in one piece with its title comes further down its page, as a share of its height.
const HIGHEST_HEAD: f32 = 0.3;

/// Grows an article, sets it and writes it.
///
/// # Panics
/// When the article does not pass its reading, when it cannot be written, or when its ink is at fault.
pub fn grow(bytes: &[u8], fonts: &Fonts) -> Grown {
    let mut soil = Soil::new(bytes);
    let papers = [theme::LETTER, theme::A4];
    let theme = match soil.below(4) {
        0 | 1 => Theme::standard(papers[soil.below(2)], theme::BRAND),
        2 => Theme::large(papers[soil.below(2)], theme::BRAND),
        _ => Theme::compact(papers[soil.below(2)], theme::BRAND),
    };
    let mut notes = Notes::default();
    let site = soil.read_site(&mut notes);
    let article = soil.read_article(&site, &mut notes);
    let (locale, _) = Locale::of(article.language.tag());
    let mut shaper = Shaper::new(fonts);
    let document = compose(&article, Setting { site: &site, locale: &locale, edition: Edition::Standard });
    let context = layout::Context { locale: &locale, theme: &theme, shaper: &mut shaper };
    let handout = lay_out(&document, context, &mut notes);
    let handout = handout.unwrap_or_else(|| panic!("nothing was laid out: {notes:#?}"));
    let mut faults = ink::faults(&handout, &theme, fonts);
    // A head of hundreds of letters is set as lines of its own, and may end its page: the title keeps with what it is tied to.
    // Where it goes on over a further page, its end is there, too.
    for (number, page) in (1..).zip(&handout.pages) {
        let highest = if number == 1 { HIGHEST_HEAD } else { 0.0 };
        if ink::front_share(&handout, page, fonts) > highest {
            faults.retain(|fault| *fault != format!("page {number}: {}", ink::NOTHING));
        }
    }
    assert!(faults.is_empty(), "{}\n{article:#?}", faults.join("\n"));
    let pdf = pdf::write(std::slice::from_ref(&handout), fonts, &StreamCache::default());
    let pdf = pdf.unwrap_or_else(|error| panic!("{error}\n{article:#?}"));
    Grown { site, article, theme, handout, pdf: pdf.into_bytes() }
}
