//! The front door: an article becomes a PDF, with fonts, caches and the words of languages at hand.

mod error;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{self, Article};
use crate::assets::NoAssets;
use crate::check;
use crate::diagnostics::{Code, Diagnostic, Notes, Source};
use crate::document::{Bilingual, Document, Event, Head, Metadata, Setting, compose};
use crate::html::{self, FontCache, FontSource};
use crate::layout::handout::Handout;
use crate::layout::{self, lay_out};
use crate::locale::{Label, Locale, OwnWords};
use crate::packet::{self, Bound, Design};
use crate::pdf::{self, Pdf, StreamCache};
use crate::plain;
use crate::site::{Edition, Fit, PageFonts, Paper, Site};
use crate::text::Shaper;
use crate::text::fonts::Fonts;
use crate::theme::{self, Theme};

pub use self::error::{Error, ErrorKind};

/// A PDF, and what is known of it.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The file: PDF/UA-1 and PDF/A-2a, unless pages of another program are in it.
    pub pdf: Pdf,
    /// How many pages it has.
    pub pages: usize,
    /// How many lines stand on the last sheet of two pages, where there is more than one.
    pub lines_over: Option<usize>,
    /// What the document says of itself; the short code on its pages is there.
    pub metadata: Metadata,
    /// Warnings: the PDF was made, but an editor should look. They are sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

/// A document whose pages are known, ready to be written.
pub(crate) struct LaidOut(Handout);

/// Turns articles into PDFs. It keeps shaped words, finished streams and the words of languages, so that the second
/// article takes a tenth of the time of the first. What it keeps never changes a byte.
///
/// One serves one thread. Several share fonts and finished streams: see [`Typesetter::sharing`].
///
/// ```
/// use handout::{Edition, Fonts, Site, Typesetter, date};
///
/// let yaml = "\
/// title: Fever
/// created: 2026-11-02
/// updated: 2026-11-02
/// sections:
///   - heading: What is a fever?
///     body: A fever is a temperature of 100.4 °F (38 °C) or higher.
/// ";
/// let fonts = Fonts::new();
/// let mut typesetter = Typesetter::new(&fonts);
/// let today = date(2026, 11, 26);
/// let printed = typesetter.typeset_text("fever", yaml, &Site::default(), Edition::Standard, today)?;
/// assert!(printed.pdf.starts_with(b"%PDF-1.7"));
/// assert_eq!(printed.pages, 1);
/// # Ok::<(), handout::Error>(())
/// ```
pub struct Typesetter<'f> {
    shaper: Shaper<'f>,
    streams: Arc<StreamCache>,
    page_fonts: Arc<FontCache>,
    /// By language, with the clinic's own words they were made with.
    locales: HashMap<String, KnownLocale>,
    /// Whether there is room for what stands at the foot of every page, by what that is.
    feet: HashMap<String, bool>,
}

/// A locale that was made before.
struct KnownLocale {
    own: Option<Arc<OwnWords>>,
    locale: Arc<Locale>,
    has_words: bool,
}

impl<'f> Typesetter<'f> {
    /// A typesetter with caches of its own.
    pub fn new(fonts: &'f Fonts) -> Typesetter<'f> {
        Typesetter::sharing(fonts, Arc::default())
    }

    /// A typesetter that shares finished streams with others, on other threads.
    pub fn sharing(fonts: &'f Fonts, streams: Arc<StreamCache>) -> Typesetter<'f> {
        Typesetter {
            shaper: Shaper::new(fonts),
            streams,
            page_fonts: Arc::default(),
            locales: HashMap::new(),
            feet: HashMap::new(),
        }
    }

    /// The same, sharing the fonts that are in web pages, too.
    pub fn sharing_page_fonts(self, page_fonts: Arc<FontCache>) -> Typesetter<'f> {
        Typesetter { page_fonts, ..self }
    }

    /// Reads the YAML of an article that includes no pictures and no snippets, checks it against the clinic, and makes its
    /// PDF. `id` names it in diagnostics: `side-effects/fever`. `today` is the day of reading: a review that is due then is
    /// a warning.
    ///
    /// # Errors
    /// When the article has a mistake, or does not fit the clinic, or cannot be drawn; all mistakes come together.
    pub fn typeset_text(
        &mut self,
        id: &str,
        yaml: &str,
        site: &Site,
        edition: Edition,
        today: Date,
    ) -> Result<Printed, Error> {
        let mut notes = Notes::default();
        let source = Source::new(format!("{id}.yaml"), yaml.as_bytes().to_vec()).map_err(|diagnostic| Error {
            kind: ErrorKind::Article,
            diagnostics: vec![*diagnostic],
            source: None,
        })?;
        let context = article::Context {
            id,
            suffix_language: None,
            default_language: &site.language,
            original: None,
            today,
            assets: &NoAssets,
        };
        let article = article::load_with_mistakes(&source, &context, &mut notes);
        match article {
            Some(article) if !notes.has_errors() => self.checked(&article, site, edition, notes),
            article => {
                article.iter().for_each(|article| check::clinic(article, site, &mut notes));
                Err(Error { kind: ErrorKind::Article, diagnostics: notes.sorted(), source: None })
            }
        }
    }

    /// Checks an article against the clinic and makes its PDF.
    ///
    /// # Errors
    /// When the article does not fit the clinic, or cannot be drawn.
    pub fn typeset(&mut self, article: &Article, site: &Site, edition: Edition) -> Result<Printed, Error> {
        self.checked(article, site, edition, Notes::default())
    }

    fn checked(
        &mut self,
        article: &Article,
        site: &Site,
        edition: Edition,
        mut notes: Notes,
    ) -> Result<Printed, Error> {
        check::article(article, site, &mut notes);
        if notes.has_errors() {
            return Err(Error { kind: ErrorKind::Clinic, diagnostics: notes.sorted(), source: None });
        }
        match self.print(article, site, edition, &mut notes) {
            Ok(Some(printed)) => Ok(Printed { diagnostics: notes.sorted(), ..printed }),
            Ok(None) => Err(Error { kind: ErrorKind::Layout, diagnostics: notes.sorted(), source: None }),
            Err(source) => Err(Error { kind: ErrorKind::Internal, diagnostics: notes.sorted(), source: Some(source) }),
        }
    }

    /// Makes the PDF of an article that was checked. `None` when something in it cannot be drawn; `notes` then say what.
    ///
    /// # Errors
    /// When the tool breaks a promise of its own, which is noted, too.
    pub(crate) fn print(
        &mut self,
        article: &Article,
        site: &Site,
        edition: Edition,
        notes: &mut Notes,
    ) -> Result<Option<Printed>, pdf::Error> {
        let locale = self.locale_of(article, site, notes);
        let setting = Setting { site, locale: &locale, edition };
        match self.lay_out_document(&compose(article, setting), setting, notes) {
            Some(handout) => self.write(handout, &article.id, notes).map(Some),
            None => Ok(None),
        }
    }

    /// The pages of a document that was composed in this setting. `None` when something in it cannot be drawn; `notes` then
    /// say what.
    pub(crate) fn lay_out_document(
        &mut self,
        document: &Document,
        Setting { site, locale, edition }: Setting,
        notes: &mut Notes,
    ) -> Option<LaidOut> {
        self.lay_out(document, locale, &theme_of(site, site.page, edition), notes).map(LaidOut)
    }

    /// Makes the PDF of an original and its translation side by side; paper and design are those of the original's setting.
    ///
    /// # Errors
    /// When the tool breaks a promise of its own, which is noted, too.
    pub(crate) fn print_bilingual(
        &mut self,
        document: &Bilingual,
        id: &str,
        [one, other]: [Setting; 2],
        notes: &mut Notes,
    ) -> Result<Option<Printed>, pdf::Error> {
        let theme = theme_of(one.site, one.site.page, one.edition);
        let locales = [one.locale, other.locale];
        let context = layout::BilingualContext { locales, theme: &theme, shaper: &mut self.shaper };
        match layout::lay_out_bilingual(document, context, notes) {
            Some(handout) => self.write(LaidOut(handout), id, notes).map(Some),
            None => Ok(None),
        }
    }

    /// Whether it is sure, without layout, that layout notes nothing of an article in these editions: every character is
    /// drawn as it is, and the foot of a page has room. In other cases only layout can tell. What is noted without layout is
    /// noted here.
    pub(crate) fn is_surely_drawn(
        &mut self,
        article: &Article,
        site: &Site,
        editions: &[Edition],
        notes: &mut Notes,
    ) -> bool {
        let locale = self.locale_for(article.language.tag(), site, article.language_place.clone(), notes);
        let Some(&edition) = editions.first() else { return true };
        let document = compose(article, Setting { site, locale: &locale, edition });
        let fonts = self.shaper.fonts();
        let mut is_plain = true;
        document.walk(&mut |event| {
            if let Event::Words(words) = event {
                is_plain &= fonts.surely_draw(&words);
            }
        });
        is_plain &= page_words(&locale).iter().all(|words| fonts.surely_draw(words));
        is_plain && editions.iter().all(|edition| self.has_room_at_foot(article, site, *edition, &locale))
    }

    /// Whether the lines at the foot of every page have room, whatever the dates of an article: an article that says
    /// nothing else is laid out with a date in each month.
    fn has_room_at_foot(&mut self, article: &Article, site: &Site, edition: Edition, locale: &Locale) -> bool {
        let setting = Setting { site, locale, edition };
        let mut short = Article::new(&article.id, article.language.clone(), "A".into(), Default::default());
        short.contacts.clone_from(&article.contacts);
        (short.status, short.outdated) = (article.status, article.outdated.map(|_| Date::constant(2024, 9, 28)));
        let key = {
            let folio = compose(&short, setting).folio;
            let (lines, draft) = (folio.contacts.iter().map(|contact| contact.line()), folio.draft.is_some());
            let lines: Vec<String> = lines.chain(folio.emergency.iter().map(|number| number.line())).collect();
            let outdated = folio.outdated.is_some();
            format!("{edition:?} {:?} {:?} {draft} {outdated} {lines:?} {}", site.page, site.fit, locale.tag())
        };
        if let Some(known) = self.feet.get(&key) {
            return *known;
        }
        let theme = theme_of(site, site.page, edition);
        let mut has_room = true;
        for month in 1..=12 {
            let day = Date::constant(2024, month, 28);
            (short.created, short.updated) = (day, day);
            let mut notes = Notes::default();
            let is_laid_out = self.lay_out(&compose(&short, setting), locale, &theme, &mut notes).is_some();
            has_room &= is_laid_out && notes.is_empty();
        }
        self.feet.insert(key, has_room);
        has_room
    }

    /// The PDF of one handout.
    ///
    /// # Errors
    /// When the tool breaks a promise of its own, which is noted, too.
    pub(crate) fn write(&self, LaidOut(handout): LaidOut, id: &str, notes: &mut Notes) -> Result<Printed, pdf::Error> {
        let written = pdf::write(std::slice::from_ref(&handout), self.shaper.fonts(), &self.streams);
        let pdf = written.inspect_err(|error| note_unwritable(id, error, notes))?;
        let Handout { pages, metadata, lines_over, .. } = handout;
        Ok(Printed { pdf, pages: pages.len(), lines_over, metadata, diagnostics: Vec::new() })
    }

    /// An article that was checked as a web page, in the words of this edition. `place` is where the page and its PDF are.
    pub fn web_page(&mut self, article: &Article, site: &Site, edition: Edition, place: html::Place) -> String {
        let locale = self.locale_of(article, site, &mut Notes::default());
        let setting = Setting { site, locale: &locale, edition };
        self.web_page_of(&compose(article, setting), article, setting, place)
    }

    /// The web page of a document that was composed from an article in this setting.
    pub(crate) fn web_page_of(
        &mut self,
        document: &Document,
        article: &Article,
        Setting { site, locale, .. }: Setting,
        place: html::Place,
    ) -> String {
        let mut page = html::Page::of(article, site, place);
        if has_own_fonts(site) {
            page.fonts = html::fonts(document, locale, self.font_source());
        }
        html::page(document, locale, &page)
    }

    /// The web page of an original and its translation that were composed side by side in these settings. Where it is and
    /// what it is set in is as the translation's site says.
    pub(crate) fn bilingual_page_of(
        &mut self,
        document: &Bilingual,
        articles: [&Article; 2],
        [one, other]: [Setting; 2],
        place: html::Place,
    ) -> String {
        let mut page = html::Page::of_two(articles, other.site, place);
        let locales = [one.locale, other.locale];
        if has_own_fonts(other.site) {
            page.fonts = html::bilingual_fonts(document, locales, self.font_source());
        }
        html::bilingual_page(document, locales, &page)
    }

    fn font_source(&mut self) -> FontSource<'_, 'f> {
        FontSource { shaper: &mut self.shaper, cache: &self.page_fonts }
    }

    /// An article that was checked as plain text, in the words of this edition.
    pub fn plain_text(&mut self, article: &Article, site: &Site, edition: Edition) -> String {
        let locale = self.locale_of(article, site, &mut Notes::default());
        plain::text(&compose(article, Setting { site, locale: &locale, edition }))
    }

    /// Lays a document out. `None` when something in it cannot be drawn; `notes` then say what.
    pub(crate) fn lay_out(
        &mut self,
        document: &Document,
        locale: &Locale,
        theme: &Theme,
        notes: &mut Notes,
    ) -> Option<Handout> {
        lay_out(document, layout::Context { locale, theme, shaper: &mut self.shaper }, notes)
    }

    /// Binds several parts behind a cover and writes them as one file. `None` when something in them cannot be drawn or
    /// tagged; `notes` then say what.
    pub(crate) fn bind(
        &mut self,
        head: &Head,
        design: &Design,
        parts: &[packet::Part],
        is_duplex: bool,
        notes: &mut Notes,
    ) -> Option<Printed> {
        let bound: Bound = packet::bind(head, design, parts, is_duplex, &mut self.shaper, notes)?;
        let written = pdf::write_parts(&bound.written_parts(), &bound.metadata, self.shaper.fonts(), &self.streams);
        match written {
            Ok(pdf) => {
                let pages = bound.pages();
                Some(Printed { pdf, pages, lines_over: None, metadata: bound.metadata, diagnostics: Vec::new() })
            }
            Err(error) => {
                note_unwritable(&bound.metadata.title, &error, notes);
                None
            }
        }
    }

    /// The words of an article's language. Where there are none, a warning says so.
    pub(crate) fn locale_of(&mut self, article: &Article, site: &Site, notes: &mut Notes) -> Arc<Locale> {
        self.locale_for(article.language.tag(), site, article.language_place.clone(), notes)
    }

    /// The words of a language, with those that the clinic gives. Where there are none, they are English, and a warning at
    /// `place` says so.
    pub(crate) fn locale_for(
        &mut self,
        language: &str,
        site: &Site,
        place: Option<crate::diagnostics::Span>,
        notes: &mut Notes,
    ) -> Arc<Locale> {
        let known = match self.locales.get(language) {
            Some(known) if known.own == site.labels => known,
            _ => {
                let own = site.labels.clone();
                let (locale, has_words) = Locale::with(language, own.as_deref());
                let known = KnownLocale { own, locale: Arc::new(locale), has_words };
                self.locales.entry(language.to_owned()).insert_entry(known).into_mut()
            }
        };
        if !known.has_words {
            // No key says it where it is told at the top of a file.
            let is_typed = place.as_ref().is_none_or(|place| !place.range.is_empty());
            let mut warning = unknown_language(language, is_typed);
            warning.span = place;
            notes.push(warning);
        }
        Arc::clone(&known.locale)
    }
}

/// That the tool's own words are not in the language that is asked for, in a line or by the name of a file.
fn unknown_language(language: &str, is_typed: bool) -> Diagnostic {
    let message = match is_typed {
        true => format!("the tool has no words in `{language}`, so its labels and dates are in English"),
        false => format!(
            "this handout is in `{language}` by the file's name or the clinic's settings; the tool has no words in it, so its \
             labels and dates are in English"
        ),
    };
    let hint = format!(
        "if `{language}` is right, give the words below `labels:` in `handout.{language}.yaml`; if not, correct it, or say \
         `language:` in the article"
    );
    Diagnostic::new(Code::UnknownLanguage, message).hint(hint)
}

/// What layout says beside the words of a document.
fn page_words(locale: &Locale) -> Vec<String> {
    let labels = [Label::Blank, Label::Continued, Label::References].map(|label| locale.label(label).to_owned());
    labels.into_iter().chain([locale.page_of(123, 456), locale.number(7890)]).collect()
}

/// Whether web pages of a clinic bring their fonts.
fn has_own_fonts(site: &Site) -> bool {
    site.html.as_ref().is_some_and(|html| html.fonts == PageFonts::Embed)
}

/// The design of an edition, in the site's colours.
pub(crate) fn theme_of(site: &Site, paper: Paper, edition: Edition) -> Theme {
    let paper = match paper {
        Paper::Letter => theme::LETTER,
        Paper::A4 => theme::A4,
    };
    let brand = site.color.unwrap_or(theme::BRAND);
    let theme = match edition {
        Edition::Standard => Theme::standard(paper, brand),
        Edition::Large => Theme::large(paper, brand),
        Edition::Compact => Theme::compact(paper, brand),
        Edition::Bilingual => Theme::bilingual(paper, brand),
        Edition::BilingualLarge => Theme::large(paper, brand),
    };
    Theme { fits_sheets: site.fit == Fit::Sheets, ..theme }
}

fn note_unwritable(what: &str, error: &pdf::Error, notes: &mut Notes) {
    let message = format!("the PDF of `{what}` cannot be written: {error}");
    notes.push(Diagnostic::new(Code::Unwritable, message).hint("please report this: it is a mistake of handout"));
}
