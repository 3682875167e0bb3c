//! A snippet that was asked for by name and that no article includes, read as an article would read it.

use jiff::civil::Date;

use crate::article;
use crate::check;
use crate::content::files::{ContentFiles, TrackedFiles};
use crate::content::names::ArticleFile;
use crate::content::sites::Sites;
use crate::diagnostics::{Code, Diagnostic, Notes, Source};

/// What is wrong with each of these snippets. Which references it may cite is for an article to say.
pub fn check_unused(snippets: &[String], files: &ContentFiles, sites: &Sites, today: Date) -> Vec<Notes> {
    snippets.iter().map(|path| check(path, files, sites, today)).collect()
}

fn check(path: &str, files: &ContentFiles, sites: &Sites, today: Date) -> Notes {
    let day = today.to_string();
    let text = format!(
        "title: Snippet\ncreated: {day}\nupdated: {day}\nsections:\n  - heading: Snippet\n    body:\n      - include: snippet\n"
    );
    let around = Source::new("snippet", text.into_bytes()).expect("a few lines of UTF-8 are a source");
    let assets = TrackedFiles::with_snippet(files, path);
    let suffix = ArticleFile::at(std::path::Path::new(""), path).language();
    let context = article::Context {
        id: "snippet",
        suffix_language: suffix.as_ref(),
        default_language: &sites.base.site.language,
        original: None,
        today,
        assets: &assets,
    };
    let mut found = Notes::default();
    if let Some(article) = article::load_with_mistakes(&around, &context, &mut found)
        && !found.has_errors()
    {
        check::article(&article, &sites.of(article.language.tag()).site, &mut found);
    }
    let is_of_snippet = |note: &Diagnostic| {
        let is_around = note.span.as_ref().is_some_and(|span| span.source == around);
        note.code != Code::UnknownReference && !is_around
    };
    let mut notes = Notes::default();
    notes.extend(found.sorted().into_iter().filter(is_of_snippet));
    notes
}
