//! `excuse:`, by which an author lets a finding pass, with the reason.

use std::cell::RefCell;
use std::sync::Arc;

use jiff::civil::Date;

use super::date;
use crate::diagnostics::{Code, Diagnostic, Notes, Source, Span};
use crate::yaml::{Fields, Node, Scalar, list, scalar};

/// A finding that is let pass in an article, or in a part of it.
#[derive(Clone, Debug)]
pub struct Excuse {
    /// Which finding.
    pub code: Code,
    /// Why it is let pass; never blank.
    pub reason: String,
    /// The last day on which it is.
    pub until: Option<Date>,
    /// Whether that day was past on the day of reading: then it excuses nothing.
    pub has_expired: bool,
    /// Where the code is named; `None` in an article that no file holds.
    pub place: Option<Span>,
    /// What it holds for.
    pub covers: Covers,
    /// Whether it stands in a snippet: other articles may have the finding where this one has not.
    pub is_shared: bool,
}

/// What an excuse holds for.
#[derive(Clone, Debug)]
pub enum Covers {
    /// The whole article, and all it includes.
    Article,
    /// What begins in one of these places: a section or a block, and the snippets that it includes.
    Places(Vec<Span>),
}

impl Excuse {
    /// So many may stand in one article: each is compared with each finding.
    pub const MOST: usize = 200;

    /// Whether a finding is let pass.
    pub fn excuses(&self, finding: &Diagnostic) -> bool {
        let is_inside = || match (&self.covers, &finding.span) {
            (Covers::Article, _) => true,
            (Covers::Places(places), Some(span)) => places.iter().any(|place| begins_in(span, place)),
            (Covers::Places(_), None) => false,
        };
        !self.has_expired && self.code == finding.code && is_inside()
    }
}

fn begins_in(span: &Span, place: &Span) -> bool {
    let is_inside = place.range.start <= span.range.start && span.range.start <= place.range.end;
    is_inside && (Arc::ptr_eq(&span.source, &place.source) || span.source.name == place.source.name)
}

/// The excuses of an article as they are read, and the snippets for which they may hold, too.
#[derive(Default)]
pub(super) struct Excuses {
    list: RefCell<Vec<Excuse>>,
    /// Where each snippet is included.
    snippets: RefCell<Vec<(Span, Arc<Source>)>>,
}

impl Excuses {
    /// Reads `excuse` of an article, or of the section or block at `part`.
    pub(super) fn read(&self, fields: &mut Fields, part: Option<&Span>, setting: (Date, bool), notes: &mut Notes) {
        let Some(entry) = fields.entry_beside("excuse") else { return };
        for node in list(&entry.value, "a list of excuses, each with `code` and `reason`", notes) {
            let Some(excuse) = excuse(node, part, setting, notes) else { continue };
            let mut list = self.list.borrow_mut();
            if list.len() == Excuse::MOST {
                let message = format!("this article has more than {} excuses", Excuse::MOST);
                let hint = "give one that holds for a section, or for the article, in the place of many";
                notes.push(Diagnostic::new(Code::TooManyExcuses, message).at(node.span.clone()).hint(hint));
            }
            list.push(excuse);
        }
    }

    /// Remembers that a snippet is included at `place`.
    pub(super) fn include(&self, place: &Span, snippet: &Arc<Source>) {
        self.snippets.borrow_mut().push((place.clone(), Arc::clone(snippet)));
    }

    /// All that were read. What holds for the place of an `include` holds for the snippet.
    pub(super) fn into_list(self) -> Vec<Excuse> {
        let mut list = self.list.into_inner();
        // More are an error already.
        list.truncate(Excuse::MOST);
        let snippets = self.snippets.into_inner();
        for excuse in &mut list {
            let Covers::Places(places) = &mut excuse.covers else { continue };
            let included = snippets.iter().filter(|(at, _)| places.iter().any(|place| begins_in(at, place)));
            let whole: Vec<Span> = included.map(|(_, snippet)| snippet.span(0..snippet.text.len())).collect();
            places.extend(whole);
        }
        list
    }
}

/// One excuse; `None` when it has an error.
fn excuse(node: &Node, part: Option<&Span>, (today, is_shared): (Date, bool), notes: &mut Notes) -> Option<Excuse> {
    let mut fields = Fields::of(node, "an excuse: `code` and `reason`", notes)?;
    let code = fields.require("code", "long-paragraph").and_then(|node| scalar(node, "the code", notes));
    let reason = fields.require("reason", "why it is right here").and_then(|node| scalar(node, "the reason", notes));
    let last_day = fields.take("until");
    let until = last_day.and_then(|node| date::date(node, "`until`", notes));
    fields.finish("an excuse", notes);
    let (code, place) = (known_code(code?, notes)?, code?.span.clone());
    let has_expired = until.is_some_and(|until| until < today);
    if let Some(until) = until.filter(|_| has_expired) {
        let message = format!("this excuse for `{code}` held until {until}, and excuses nothing any more");
        let hint = "mend what it excused and remove it, or set a new day";
        let at = last_day.map_or(&place, |node| &node.span);
        notes.push(Diagnostic::new(Code::ExpiredExcuse, message).at(at.clone()).hint(hint));
    }
    let covers = part.map_or(Covers::Article, |part| Covers::Places(vec![part.clone()]));
    let reason = reason?.text.trim().to_owned();
    Some(Excuse { code, reason, until, has_expired, place: Some(place), covers, is_shared })
}

fn known_code(typed: &Scalar, notes: &mut Notes) -> Option<Code> {
    let text = typed.text.trim();
    let code = text.parse().ok();
    if code.is_none() {
        let message = format!("no diagnostic is called `{text}`");
        let hint = match Code::like(text) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the word between the brackets behind `warning`".to_owned(),
        };
        notes.push(Diagnostic::new(Code::UnknownValue, message).at(typed.span.clone()).hint(hint));
    }
    code
}
