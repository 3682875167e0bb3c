//! What a clinic says in another language than that of its handouts.

use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::language::Language;
use crate::prose::Text;
use crate::site::{Contact, Site};

/// Notes what readers of `language` may not understand. `overlay` is the top of the file that says things anew for this
/// language, if there is one; without it, words are placed where they stand.
pub(super) fn check(site: &Site, language: &Language, overlay: Option<&Span>, notes: &mut Notes) {
    let file = if overlay.is_some() { "this file" } else { "a site file for this language" };
    if let Some(text) =
        site.contacts.first_in_each_language().flat_map(Contact::words).find(|text| is_foreign(text, language))
    {
        let what = format!("contacts such as “{}” are", text.plain());
        let hint = format!("give `contacts:` in {file}, with the same ids, and labels in `{language}`");
        notes.push(left(Code::ContactLanguage, &what, &hint, text, language, overlay));
    }
    let others = [
        ("tagline", site.tagline.as_ref()),
        ("affiliate", site.affiliate.as_ref()),
        ("disclaimer", site.disclaimer.iter().find(|text| is_foreign(text, language))),
    ];
    for (key, text) in others {
        if let Some(text) = text.filter(|text| is_foreign(text, language)) {
            let hint = format!("give `{key}:` in {file} too, in `{language}`");
            notes.push(left(Code::SiteLanguage, &format!("the `{key}` is"), &hint, text, language, overlay));
        }
    }
}

fn is_foreign(text: &Text, language: &Language) -> bool {
    text.language.as_ref().is_some_and(|own| !own.is_read_like(language))
}

fn left(code: Code, what: &str, hint: &str, text: &Text, language: &Language, overlay: Option<&Span>) -> Diagnostic {
    let own = text.language.as_ref().map_or("", |own| own.tag());
    let message = format!("{what} in `{own}` in handouts in `{language}`");
    let hint = match overlay {
        Some(_) => hint.to_owned(),
        None => format!(
            "{hint}; it stands beside this one, and its name ends in `.{language}.yaml`; if these words are in `{language}` \
             already, write `language: {language}` here"
        ),
    };
    let mut note = Diagnostic::new(code, message).hint(hint);
    note.span = overlay.cloned().or_else(|| text.start());
    note
}
