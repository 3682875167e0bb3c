//! The list in which every stage notes the mistakes that it finds.

use std::collections::HashSet;

use super::{Code, Diagnostic, Severity, Span};

/// How many errors, and how many warnings, are told of one file; an author who has mended these runs again.
const TOLD: usize = 100;

/// The mistakes found so far; a stage notes them and goes on.
#[derive(Debug, Default)]
pub struct Notes {
    list: Vec<Diagnostic>,
}

impl Notes {
    /// Notes one more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Notes several more.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
    }

    /// Notes all of `other`.
    pub fn append(&mut self, other: Notes) {
        self.list.extend(other.list);
    }

    /// Takes out those that `is_taken` says yes to.
    pub fn drain(&mut self, is_taken: impl Fn(&Diagnostic) -> bool) -> Notes {
        Notes { list: self.list.extract_if(.., |note| is_taken(note)).collect() }
    }

    /// Whether anything noted keeps the handout from being made.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many errors were noted.
    pub fn errors(&self) -> usize {
        self.list.iter().filter(|note| note.severity == Severity::Error).count()
    }

    /// How many warnings were noted.
    pub fn warnings(&self) -> usize {
        self.list.len() - self.errors()
    }

    /// How many were noted.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What was noted so far, in the order of noting.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Each mistake once, by file, then by place; what has no place comes first. Of a file with very many, the first are
    /// told, and how many more there are.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| place(a).cmp(&place(b)));
        // Notes of one place stand together now.
        let mut here: Option<Span> = None;
        let mut seen = HashSet::new();
        self.list.retain(|note| {
            if place_of(note.span.as_ref()) != place_of(here.as_ref()) {
                here.clone_from(&note.span);
                seen.clear();
            }
            seen.insert((note.code, note.message.clone()))
        });
        few(self.list)
    }
}

/// The first notes of each file; `list` is in the order of files.
fn few(list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told = Vec::with_capacity(list.len().min(TOLD));
    for file in list.chunk_by(|a, b| place(a).map(|place| place.0) == place(b).map(|place| place.0)) {
        for severity in [Severity::Warning, Severity::Error] {
            let all = || file.iter().filter(|note| note.severity == severity);
            told.extend(all().take(TOLD).cloned());
            told.extend(all().nth(TOLD).map(|next| more(next, all().count() - TOLD)));
        }
    }
    told.sort_by(|a, b| place(a).cmp(&place(b)));
    told
}

/// Stands for `count` notes from `next` on.
fn more(next: &Diagnostic, count: usize) -> Diagnostic {
    let what = if next.severity == Severity::Error { "mistakes" } else { "warnings" };
    let message = format!("{count} more {what} from here on are not shown");
    let hint = "mend what is shown, then run the command again".to_owned();
    Diagnostic { code: Code::ManyMore, message, hint: Some(hint), ..next.clone() }
}

fn place(note: &Diagnostic) -> Option<(&str, usize)> {
    place_of(note.span.as_ref())
}

fn place_of(span: Option<&Span>) -> Option<(&str, usize)> {
    span.map(|span| (span.source.name.as_str(), span.range.start))
}
