//! Running text: stretches of one look, nested in what they mean.

use std::borrow::Cow;
use std::sync::Arc;

use super::address::{dial, is_raw_address, site_name};
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
        /// What it says to a reader who cannot see it (PDF/UA-1, 7.18.5): its words, or whose an address is.
        says: Arc<str>,
        /// What is shown.
        words: Vec<Inline<'a>>,
    },
    /// The number of a telephone, which dials it where there is one. It looks like the words around it.
    Phone {
        /// `tel:` and the digits.
        address: Arc<str>,
        /// Whose number it is, and the number.
        says: Arc<str>,
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
    /// Raised numbers in ascending order, each a link to its reference.
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
    /// What stands between the number before and this one: a dash where those between them are cited too.
    pub joint: &'static str,
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

    /// Words of the tool's own in the language of a locale, marked with it where that is not the document's own: a language
    /// without words of its own is labelled in English (PDF/UA-1, 7.2).
    pub fn label(text: impl Into<Cow<'a, str>>, locale: &Locale) -> Words<'a> {
        let words = Words::own(text);
        match locale.label_language() {
            Some(language) => words.foreign(language),
            None => words,
        }
    }

    /// The text of an article or site, with its citations numbered. Text in a language that readers of this document may
    /// not read is marked with it (PDF/UA-1, 7.2; WCAG 2.2, 3.1.2).
    pub fn of(text: &'a Text, locale: &Locale) -> Words<'a> {
        Words::in_language_of(text, Words::inlines_of(text, locale), locale)
    }

    /// The pieces of a text, whatever language it is in.
    pub(super) fn inlines_of(text: &'a Text, locale: &Locale) -> Vec<Inline<'a>> {
        let mut inlines = Vec::with_capacity(text.inlines.len());
        for run in text.inlines.chunk_by(is_same_mark) {
            let first = &run[0];
            if !first.cites.is_empty() {
                inlines.push(Inline::Citation(citation(&first.cites, locale)));
            } else if let Some(address) = &first.link {
                let says = said(address, run, locale);
                inlines.push(Inline::Link { address: address.clone(), says, words: strong_runs(run) });
            } else if let Some(language) = &first.language {
                inlines.push(Inline::Foreign { language: language.clone(), words: strong_runs(run) });
            } else {
                push_strong_runs(run, &mut inlines);
            }
        }
        inlines
    }

    /// Pieces that are in the language of a text.
    pub(super) fn in_language_of(text: &Text, inlines: Vec<Inline<'a>>, locale: &Locale) -> Words<'a> {
        match &text.language {
            Some(language) if !locale.is_read_like(language) => Words { inlines }.foreign(language.tag()),
            _ => Words { inlines },
        }
    }

    /// A name of the tool's own before these words: "Figure 2: Where the port lies".
    pub(super) fn named(name: String, words: Option<Words<'a>>, locale: &Locale) -> Words<'a> {
        let mut inlines = vec![Inline::Strong(vec![own(name)])];
        if let Some(words) = words {
            inlines.push(own(locale.field_joint()));
            inlines.extend(words.inlines);
        }
        Words { inlines }
    }

    /// Adds words of the tool's own.
    pub fn push(&mut self, text: impl Into<Cow<'a, str>>) {
        self.add(own(text));
    }

    /// Marks all of them as of another language than the document's.
    pub(super) fn foreign(self, language: &str) -> Words<'a> {
        Words { inlines: vec![Inline::Foreign { language: language.into(), words: self.inlines }] }
    }

    /// Adds to the end: within a text that is all of another language, so that the paragraph as a whole is.
    fn add(&mut self, inline: Inline<'a>) {
        match self.inlines.as_mut_slice() {
            [Inline::Foreign { words, .. }] => words.push(inline),
            _ => self.inlines.push(inline),
        }
    }

    /// Adds an address, shown as `text`, that leads there.
    pub fn push_address(&mut self, text: impl Into<Cow<'a, str>>, address: &str, locale: &Locale) {
        let says = locale.read_more(site_name(address)).into();
        self.add(Inline::Link { address: address.into(), says, words: vec![own(text)] });
    }

    /// A telephone number, dialled if it is clear what to dial. `says` tells whose it is.
    pub(super) fn dialled(self, says: String) -> Words<'a> {
        match dial(&self.plain()) {
            Some(address) if !has_link(&self.inlines) => Words {
                inlines: vec![Inline::Phone { address: address.into(), says: says.into(), words: self.inlines }],
            },
            _ => self,
        }
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.inlines.is_empty()
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

/// Fewest numbers one after another that are printed as a range, "1–3". Sources stand in the order of their numbers, so that
/// who follows the first or the last finds all of them side by side.
const RANGE: usize = 3;

/// The numbers of a citation: ascending, each once.
fn citation(cites: &[usize], locale: &Locale) -> Vec<Cited> {
    let mut indexes = cites.to_vec();
    indexes.sort_unstable();
    indexes.dedup();
    let mut cited: Vec<Cited> = Vec::with_capacity(indexes.len());
    for run in indexes.chunk_by(|one, next| one + 1 == *next) {
        let is_range = run.len() >= RANGE;
        for (place, &reference) in run.iter().enumerate() {
            let is_between = is_range && place > 0 && place + 1 < run.len();
            if is_between {
                continue;
            }
            let joint = match place {
                _ if cited.is_empty() => "",
                1.. if is_range => "–",
                _ => ",\u{a0}",
            };
            cited.push(Cited { joint, number: locale.number(reference + 1), reference });
        }
    }
    cited
}

/// What a link of the author's says: its words, unless these are an address that nobody wants to hear.
fn said(address: &str, words: &[prose::Inline], locale: &Locale) -> Arc<str> {
    let words: String = words.iter().map(|inline| inline.text.as_str()).collect();
    let words = words.trim();
    match words.is_empty() || is_raw_address(words) {
        true => locale.read_more(site_name(address)).into(),
        false => words.into(),
    }
}

/// Whether something in these words leads somewhere.
fn has_link(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Link { .. } | Inline::Phone { .. } | Inline::Citation(_) => true,
        Inline::Strong(words) | Inline::Emphasis(words) | Inline::Foreign { words, .. } => has_link(words),
        Inline::Stretch(_) => false,
    })
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
    let mut runs = Vec::with_capacity(inlines.len());
    push_strong_runs(inlines, &mut runs);
    runs
}

fn push_strong_runs<'i>(inlines: &'i [prose::Inline], out: &mut Vec<Inline<'i>>) {
    for run in inlines.chunk_by(|one, next| one.strong == next.strong) {
        if run[0].strong {
            let mut words = Vec::with_capacity(run.len());
            push_emphasis_runs(run, &mut words);
            out.push(Inline::Strong(words));
        } else {
            push_emphasis_runs(run, out);
        }
    }
}

fn push_emphasis_runs<'i>(inlines: &'i [prose::Inline], out: &mut Vec<Inline<'i>>) {
    for run in inlines.chunk_by(|one, next| one.emphasis == next.emphasis) {
        let stretches = run.iter().map(|inline| {
            Inline::Stretch(Stretch {
                text: Cow::Borrowed(&inline.text),
                places: inline.places.as_ref().map(Cow::Borrowed),
            })
        });
        match run[0].emphasis {
            true => out.push(Inline::Emphasis(stretches.collect())),
            false => out.extend(stretches),
        }
    }
}

/// Every stretch, in reading order.
fn for_each_stretch<'i, 'a>(inlines: &'i [Inline<'a>], see: &mut dyn FnMut(&'i Stretch<'a>)) {
    for inline in inlines {
        match inline {
            Inline::Stretch(stretch) => see(stretch),
            Inline::Strong(words)
            | Inline::Emphasis(words)
            | Inline::Link { words, .. }
            | Inline::Phone { words, .. }
            | Inline::Foreign { words, .. } => for_each_stretch(words, see),
            Inline::Citation(_) => {}
        }
    }
}
