//! Whole articles and the site files of their clinics.

use std::sync::Arc;

use handout::article::{Article, Context};
use handout::assets::{AssetError, Assets};
use handout::diagnostics::{Notes, Source};
use handout::picture::Picture;
use handout::site::Site;
use serde_json::{Value, json};

use super::soil::Soil;

/// Bytes of what a clinic says of itself. A page has no room for much longer lines at its foot, and a handout with such is refused.
const LONGEST_OF_SITE: usize = 300;

impl Soil<'_> {
    fn section(&mut self, depth: usize) -> Value {
        let mut section = json!({"heading": self.words(24), "body": self.some(16, |soil| soil.block(false))});
        if self.below(16) == 15 {
            section["new_page"] = true.into();
        }
        if depth > 0 && self.below(4) == 3 {
            section["sections"] = self.some(4, |soil| soil.section(depth - 1));
        }
        section
    }

    fn article(&mut self) -> Value {
        let mut article = json!({
            "title": self.words(20),
            "created": "2024-05-10",
            "updated": "2024-05-11",
            "sections": self.some(12, |soil| soil.section(2)),
            "references": [{"id": "r0", "text": self.words(60), "doi": "10.1000/a"}, {"id": "r1", "text": "One."}],
        });
        let chosen = self.byte();
        if chosen & 1 > 0 {
            article["kind"] = self.words(4);
        }
        if chosen & 2 > 0 {
            article["summary"] = self.some(10, |soil| soil.words(60));
        }
        if chosen & 4 > 0 {
            article["url"] = "https://example.org/side-effects/fatigue".into();
        }
        if chosen & 8 > 0 {
            article["status"] = "draft".into();
        }
        if chosen & 16 > 0 {
            article["language"] = "es".into();
        }
        article
    }

    fn site(&mut self) -> Value {
        let mut site = json!({
            "emergency": "911",
            "contacts": [{"id": "nurse", "label": self.site_words(6), "phone": "555-0100", "hours": self.site_words(12)}],
        });
        let chosen = self.byte();
        if chosen & 1 > 0 {
            site["name"] = self.site_words(10);
        }
        if chosen & 2 > 0 {
            site["tagline"] = self.site_words(16);
        }
        if chosen & 4 > 0 {
            site["affiliate"] = self.site_words(16);
        }
        if chosen & 8 > 0 {
            site["disclaimer"] = self.words(100);
        }
        if chosen & 32 > 0 {
            site["patient_label"] = true.into();
        }
        if chosen & 16 > 0 {
            site["logo"] = ["wide.svg", "tall.svg"][self.below(2)].into();
        }
        site
    }

    fn site_words(&mut self, most: usize) -> Value {
        self.words_within(most, LONGEST_OF_SITE)
    }

    /// A site that has to be sound.
    pub fn read_site(&mut self, notes: &mut Notes) -> Site {
        let site = Site::read(&source("handout.yaml", &self.site()), None, &Pictures, notes);
        site.unwrap_or_else(|| panic!("an unsound site: {notes:#?}"))
    }

    /// An article that has to be sound.
    pub fn read_article(&mut self, site: &Site, notes: &mut Notes) -> Article {
        self.cites = true;
        let text = source("grown.yaml", &self.article());
        let today = jiff::civil::date(2026, 1, 1);
        let context = Context {
            id: "grown",
            suffix_language: None,
            default_language: &site.language,
            today,
            original: None,
            assets: &Pictures,
        };
        let article = handout::article::load(&text, &context, notes);
        article.iter().for_each(|article| handout::check::clinic(article, site, notes));
        assert!(!notes.has_errors(), "{notes:#?}\n{}", text.text);
        article.unwrap_or_else(|| panic!("an unsound article: {:#?}\n{}", notes, text.text))
    }
}

/// Three pictures, as wide, as high and as small as they come.
struct Pictures;

impl Assets for Pictures {
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError> {
        let (width, height) = match path {
            "wide.svg" => (2000, 3),
            "tall.svg" => (3, 2000),
            "square.svg" => (150, 150),
            _ => (1, 1),
        };
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>\
             <rect width='{width}' height='{height}' fill='red'/></svg>"
        );
        let decoded = Picture::decode(path, svg.as_bytes());
        decoded.map(Arc::new).map_err(AssetError::Undecodable)
    }

    fn snippet(&self, _: &str) -> Result<Arc<Source>, AssetError> {
        Err(AssetError::Missing)
    }
}

/// JSON is YAML.
fn source(name: &str, value: &Value) -> Arc<Source> {
    Source::new(name, value.to_string().into_bytes()).expect("it is text")
}
