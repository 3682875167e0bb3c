//! Which words a language is given.

use icu_locale_core::Locale as Tag;
use icu_locale_core::subtags::{region, script};

use crate::language::{Language, usual_code, usual_script};

/// The tag under which CLDR has the dates and digits of a language. Dari is Persian of Afghanistan, with the months and
/// digits of that country; `sh` is Serbian in Latin letters.
pub(super) fn cldr_tag(language: &Language) -> Tag {
    let mut tag = language.unicode().clone();
    match language.primary() {
        "prs" => tag.id.region = tag.id.region.or(Some(region!("AF"))),
        "sh" => tag.id.script = tag.id.script.or(Some(script!("Latn"))),
        _ => {}
    }
    if let Ok(code) = usual_code(language.primary()).parse() {
        tag.id.language = code;
    }
    tag
}

/// Names of sections that may hold the words of a language, the closest first.
pub(super) fn candidates(language: &Language) -> Vec<String> {
    let code = usual_code(language.primary());
    let mut names = Vec::new();
    if let Some(region) = language.region() {
        names.push(format!("{code}-{}", parent_region(code, region)));
    }
    names.push(format!("{code}-{}", language.script()));
    // The plain section is in the language's usual script: words in another one would not be read.
    if language.script() == usual_script(code) {
        names.push(code.to_owned());
    }
    names
}

/// Portuguese outside Brazil follows Portugal, as in CLDR.
fn parent_region<'a>(language: &str, region: &'a str) -> &'a str {
    match (language, region) {
        ("pt", "AO" | "CH" | "CV" | "GQ" | "GW" | "LU" | "MO" | "MZ" | "ST" | "TL") => "PT",
        _ => region,
    }
}
