//! How hard articles are to read, sentence by sentence: `cargo run --example reading content/side-effects/fatigue.yaml`
//! writes one JSON object a file. Pictures and snippets are not read: an article with some is told as unsound.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "an example is a program: it reads and prints"
)]

use handout::article::{Context, load};
use handout::assets::NoAssets;
use handout::diagnostics::{Notes, Source};
use handout::{Language, date, reading};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for name in std::env::args().skip(1) {
        let source = Source::new(name.as_str(), std::fs::read(&name)?).map_err(|note| note.message)?;
        let suffix = name.trim_end_matches(".yaml").rsplit_once('.').and_then(|(_, tag)| Language::parse(tag));
        let context = Context {
            id: "article",
            suffix_language: suffix.as_ref(),
            default_language: &Language::english(),
            original: None,
            today: date(2026, 11, 26),
            assets: &NoAssets,
        };
        match load(&source, &context, &mut Notes::default()) {
            Some(article) => println!("{}", reading::json(&reading::read(&article, &reading::KnownWords::default()))),
            None => eprintln!("{name} is not sound"),
        }
    }
    Ok(())
}
