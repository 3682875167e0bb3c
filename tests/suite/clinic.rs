//! Articles and sites read from memory or from `content/`, and set: what every other test starts with.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use handout::article::{Article, Context};
use handout::assets::{AssetError, Assets};
use handout::diagnostics::{Code, Notes, Source};
use handout::document::{Setting, compose};
use handout::language::Language;
use handout::layout::handout::Handout;
use handout::layout::{self, lay_out};
use handout::locale::Locale;
use handout::pdf::{self, StreamCache};
use handout::picture::Picture;
use handout::site::{Edition, Site};
use handout::text::Shaper;
use handout::text::fonts::Fonts;
use handout::theme::{self, Theme};

/// The faces in the binary.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::new);

/// The folder of `Cargo.toml`.
pub fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder, without the tool's own reader of the disk.
pub struct Folder(pub PathBuf);

impl Assets for Folder {
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError> {
        let bytes = std::fs::read(self.0.join(path)).map_err(|_| AssetError::Missing)?;
        Picture::decode(path, &bytes).map(Arc::new).map_err(AssetError::Undecodable)
    }

    fn snippet(&self, path: &str) -> Result<Arc<Source>, AssetError> {
        let bytes = std::fs::read(self.0.join(path)).map_err(|_| AssetError::Missing)?;
        Source::new(path, bytes).map_err(AssetError::Unsound)
    }
}

/// The sample articles and their pictures.
pub fn content() -> Folder {
    Folder(home().join("content"))
}

/// The day of every test.
pub fn today() -> jiff::civil::Date {
    jiff::civil::date(2026, 11, 26)
}

/// Reads a site file that has to be sound.
pub fn site(yaml: &str) -> Site {
    overlay(yaml, None)
}

/// Reads a site file over another.
pub fn overlay(yaml: &str, base: Option<&Site>) -> Site {
    let mut notes = Notes::default();
    let source = Source::new("handout.yaml", yaml.into()).expect("UTF-8");
    let site = Site::read(&source, base, &content(), &mut notes);
    assert!(notes.is_empty(), "{:#?}", notes.sorted());
    site.expect("a sound site")
}

/// Reads an article that has to be sound, with the pictures of `content/`. What an editor would mend in its words is left
/// alone: the articles of these tests have words such as "row row row".
pub fn article(yaml: &str, site: &Site) -> Article {
    article_at("article", None, yaml, site)
}

/// The same, at a place below the content root. Words that only fill pages may be one long sentence.
pub fn article_at(id: &str, language: Option<&str>, yaml: &str, site: &Site) -> Article {
    let (article, notes) = read(id, language, yaml, site);
    let mut notes = notes.sorted();
    notes.retain(|note| note.code != Code::LongSentence);
    assert!(notes.is_empty(), "{notes:#?}");
    article.expect("a sound article")
}

/// Reads an article, and what is to be said of it.
pub fn read(id: &str, language: Option<&str>, yaml: &str, site: &Site) -> (Option<Article>, Notes) {
    let mut notes = Notes::default();
    let source = Source::new(format!("{id}.yaml"), yaml.into()).expect("UTF-8");
    let assets = content();
    let suffix = language.and_then(Language::parse);
    let context = Context {
        id,
        suffix_language: suffix.as_ref(),
        default_language: &site.language,
        today: today(),
        original: None,
        assets: &assets,
    };
    let article = handout::article::load(&source, &context, &mut notes);
    article.iter().for_each(|article| handout::check::clinic(article, site, &mut notes));
    (article, notes)
}

/// The ordinary design on Letter.
pub fn letter() -> Theme {
    Theme::standard(theme::LETTER, theme::BRAND)
}

/// Lays out and writes an article that has to come through without a word.
pub fn typeset(article: &Article, site: &Site, theme: &Theme, fonts: &Fonts) -> (Handout, Vec<u8>) {
    let mut notes = Notes::default();
    let mut shaper = Shaper::new(fonts);
    let (locale, _) = Locale::with(article.language.tag(), site.labels.as_deref());
    let document = compose(article, Setting { site, locale: &locale, edition: edition_of(theme) });
    let context = layout::Context { locale: &locale, theme, shaper: &mut shaper };
    let handout = lay_out(&document, context, &mut notes);
    assert!(notes.is_empty(), "{:#?}", notes.sorted());
    let handout = handout.expect("a handout");
    let pdf = pdf::write(std::slice::from_ref(&handout), fonts, &StreamCache::default());
    (handout, pdf.expect("a file").into_bytes())
}

/// The edition that a design is of.
pub fn edition_of(theme: &Theme) -> Edition {
    match theme.types.body.size {
        size if size < 14.0 => Edition::Compact,
        size if size < 18.0 => Edition::Standard,
        _ => Edition::Large,
    }
}
