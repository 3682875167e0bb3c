//! Running text: stretches of one look, nested in what they mean.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostics::{Places, Span};
use crate::locale::Locale;
use crate::prose::{self, Text};

/// Running text of one paragraph, heading, label or cell.
#[derive(Clone, Debug, Default)]
pub struct Words<'a> {
    /// In reading order.
    pub inlines: Vec<Inline<'a>>,
}

/// A piece of running text.
#[derive(Clone, Debug)]
pub enum Inline<'a> {
    /// Characters.
    Stretch(Stretch<'a>),
    /// Words that stand out.
    Strong(Vec<Inline<'a>>),
    /// Words spoken with stress.
    Emphasis(Vec<Inline<'a>>),
    /// Words that lead to an address.
    Link {
        /// A web address, `mailto:` or `tel:`.
        address: Arc<str>,
        /// What is shown.
        words: Vec<Inline<'a>>,
    },
    /// Words of another language.
    Foreign {
        /// BCP 47 tag.
        language: Arc<str>,
        /// What is shown.
        words: Vec<Inline<'a>>,
    },
    /// Raised numbers, each a link to its reference.
    Citation(Vec<Cited>),
}

/// Characters of one look.
#[derive(Clone, Debug)]
pub struct Stretch<'a> {
    /// What is read; never empty.
    pub text: Cow<'a, str>,
    /// Where each character stands in its file; `None` for words of the tool's own.
    pub places: Option<Cow<'a, Places>>,
}

/// One number of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// As it is read, in the language's digits.
    pub number: String,
    /// Index of the reference in the list.
    pub reference: usize,
}

impl<'a> Words<'a> {
    /// Words of the tool's own.
    pub fn own(text: impl Into<Cow<'a, str>>) -> Words<'a> {
        Words { inlines: vec![own(text)] }
    }

    /// The text of an article or site, with its citations numbered. Text in a language that readers of this document may
    /// not read is marked with it (PDF/UA-1, 7.2; WCAG 2.2, 3.1.2).
    pub fn of(text: &'a Text, locale: &Locale) -> Words<'a> {
        Words::in_language_of(text, Words::inlines_of(text, locale), locale)
    }

    /// The pieces of a text, whatever language it is in.
    pub(super) fn inlines_of(text: &'a Text, locale: &Locale) -> Vec<Inline<'a>> {
        let mut inlines = Vec::new();
        for run in text.inlines.chunk_by(is_same_mark) {
            let first = &run[0];
            if !first.cites.is_empty() {
                inlines.push(Inline::Citation(first.cites.iter().map(|index| cited(*index, locale)).collect()));
            } else if let Some(address) = &first.link {
                inlines.push(Inline::Link { address: address.clone(), words: strong_runs(run) });
            } else if let Some(language) = &first.language {
                inlines.push(Inline::Foreign { language: language.clone(), words: strong_runs(run) });
            } else {
                inlines.extend(strong_runs(run));
            }
        }
        inlines
    }

    /// Pieces that are in the language of a text.
    pub(super) fn in_language_of(text: &Text, inlines: Vec<Inline<'a>>, locale: &Locale) -> Words<'a> {
        match &text.language {
            Some(language) if !locale.is_read_like(language) => {
                Words { inlines: vec![Inline::Foreign { language: language.tag().into(), words: inlines }] }
            }
            _ => Words { inlines },
        }
    }

    /// Adds words of the tool's own.
    pub fn push(&mut self, text: impl Into<Cow<'a, str>>) {
        self.inlines.push(own(text));
    }

    /// Adds words of the tool's own that lead to an address.
    pub fn push_link(&mut self, text: impl Into<Cow<'a, str>>, address: &str) {
        self.inlines.push(Inline::Link { address: address.into(), words: vec![own(text)] });
    }

    /// Where its first character stands in a file; `None` where the tool's own words come first.
    pub fn start(&self) -> Option<Span> {
        let mut first = None;
        for_each_stretch(&self.inlines, &mut |stretch| first = first.or(Some(stretch)));
        let Stretch { text, places } = first?;
        let length = text.chars().next().map_or(0, char::len_utf8);
        Some(places.as_ref()?.span(text, 0..length))
    }

    /// The characters without any markup; citations leave nothing.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for_each_stretch(&self.inlines, &mut |stretch| text.push_str(&stretch.text));
        text
    }

    /// Whether they end in a colon and so lead to what comes next.
    pub fn is_lead_in(&self) -> bool {
        prose::is_lead_in(&self.plain())
    }
}

pub(super) fn own<'a>(text: impl Into<Cow<'a, str>>) -> Inline<'a> {
    Inline::Stretch(Stretch { text: text.into(), places: None })
}

fn cited(index: usize, locale: &Locale) -> Cited {
    Cited { number: locale.number(index + 1), reference: index }
}

/// Whether two neighbours stand in one link, or in one stretch of another language, or in neither.
fn is_same_mark(one: &prose::Inline, next: &prose::Inline) -> bool {
    let is_same = |one: &Option<Arc<str>>, next: &Option<Arc<str>>| match (one, next) {
        (Some(one), Some(next)) => Arc::ptr_eq(one, next),
        (one, next) => one.is_none() && next.is_none(),
    };
    let cites = one.cites.is_empty() && next.cites.is_empty();
    cites && is_same(&one.link, &next.link) && is_same(&one.language, &next.language)
}

fn strong_runs(inlines: &[prose::Inline]) -> Vec<Inline<'_>> {
    let mut runs = Vec::new();
    for run in inlines.chunk_by(|one, next| one.strong == next.strong) {
        match run[0].strong {
            true => runs.push(Inline::Strong(emphasis_runs(run))),
            false => runs.extend(emphasis_runs(run)),
        }
    }
    runs
}

fn emphasis_runs(inlines: &[prose::Inline]) -> Vec<Inline<'_>> {
    let mut runs = Vec::new();
    for run in inlines.chunk_by(|one, next| one.emphasis == next.emphasis) {
        let stretches = run.iter().map(|inline| {
            Inline::Stretch(Stretch {
                text: Cow::Borrowed(&inline.text),
                places: inline.places.as_ref().map(Cow::Borrowed),
            })
        });
        match run[0].emphasis {
            true => runs.push(Inline::Emphasis(stretches.collect())),
            false => runs.extend(stretches),
        }
    }
    runs
}

/// Every stretch, in reading order.
fn for_each_stretch<'i, 'a>(inlines: &'i [Inline<'a>], see: &mut dyn FnMut(&'i Stretch<'a>)) {
    for inline in inlines {
        match inline {
            Inline::Stretch(stretch) => see(stretch),
            Inline::Strong(words)
            | Inline::Emphasis(words)
            | Inline::Link { words, .. }
            | Inline::Foreign { words, .. } => for_each_stretch(words, see),
            Inline::Citation(_) => {}
        }
    }
}
