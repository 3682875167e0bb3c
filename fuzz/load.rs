//! Any bytes are read as an article and as a site file: mistakes are noted, nothing panics, every note can be shown.

#![no_main]

use std::sync::Arc;

use handout::article::Context;
use handout::assets::{AssetError, Assets};
use handout::diagnostics::{self, Notes, Source};
use handout::picture::Picture;
use handout::site::Site;
use libfuzzer_sys::fuzz_target;

/// No picture, and the file itself as every snippet.
struct Mirror(Arc<Source>);

impl Assets for Mirror {
    fn picture(&self, _: &str) -> Result<Arc<Picture>, AssetError> {
        Err(AssetError::Missing)
    }

    fn snippet(&self, _: &str) -> Result<Arc<Source>, AssetError> {
        Ok(Arc::clone(&self.0))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let source = match Source::new("fuzz.yaml", bytes.to_vec()) {
        Ok(source) => source,
        Err(note) => {
            diagnostics::excerpt(&note, false);
            return;
        }
    };
    let mut notes = Notes::default();
    let assets = Mirror(Arc::clone(&source));
    let site = Site::read(&source, None, &assets, &mut notes).unwrap_or_default();
    let today = jiff::civil::date(2026, 1, 1);
    let context = Context {
        id: "a/fuzz",
        suffix_language: None,
        default_language: &site.language,
        today,
        original: None,
        assets: &assets,
    };
    let mut own = Notes::default();
    let article = handout::article::load(&source, &context, &mut own);
    assert_eq!(article.is_none(), own.has_errors(), "an article is unsound exactly when an error says why");
    article.iter().for_each(|article| handout::check::article(article, &site, &mut own));
    notes.append(own);
    for note in notes.sorted() {
        let excerpt = diagnostics::excerpt(&note, false);
        assert!(excerpt.contains(note.code.text()), "{excerpt}");
        let json: serde_json::Value = diagnostics::json(&note).parse().expect("JSON");
        assert!(json["line"].as_u64() > Some(0) && json["column"].as_u64() > Some(0), "{json}");
    }
});
