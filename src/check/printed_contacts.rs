//! Contacts that an article prints: each box that says to call us lists all that the handout shows.

use std::collections::BTreeSet;

use crate::article::{Article, Block, Callout, CalloutKind, Section};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::site::Site;

/// So many contacts may the boxes of an article print together. Each is set in lines of its own: a file of 200 kB could ask for
/// nine million.
const MOST: usize = 10_000;

pub(super) fn check(article: &Article, site: &Site, notes: &mut Notes) {
    let mut boxes = Vec::new();
    gather_sections(&article.sections, &mut boxes);
    let shown = shown(article, site);
    let Some(first) = boxes.get(MOST.checked_div(shown).unwrap_or(boxes.len())) else { return };
    let printed = boxes.len().saturating_mul(shown);
    let message = format!(
        "the boxes of this article that say to call print {printed} contacts together; {MOST} are the most that one may print"
    );
    let hint = match shown {
        ..=MOST => "let the article say which it needs: `contacts: [nurse]`; one box is enough for a section",
        _ => "let the article say which it needs: `contacts: [nurse]`",
    };
    let diagnostic = Diagnostic::new(Code::TooManyContacts, message).hint(hint);
    notes.push(match &first.place {
        Some(place) => diagnostic.at(place.clone()),
        None => diagnostic,
    });
}

/// How many contacts each box lists.
fn shown(article: &Article, site: &Site) -> usize {
    let Some(chosen) = &article.contacts else { return site.contacts.len() };
    let chosen: BTreeSet<&str> = chosen.iter().map(|contact| contact.id.as_str()).collect();
    site.contacts.iter().filter(|contact| chosen.contains(contact.id.as_str())).count()
}

/// The boxes that list contacts, in the order of the text.
fn gather_sections<'a>(sections: &'a [Section], boxes: &mut Vec<&'a Callout>) {
    for section in sections {
        gather_blocks(&section.body, boxes);
        gather_sections(&section.sections, boxes);
    }
}

fn gather_blocks<'a>(blocks: &'a [Block], boxes: &mut Vec<&'a Callout>) {
    for block in blocks {
        let Block::Callout(callout) = block else { continue };
        if callout.kind == CalloutKind::Call {
            boxes.push(callout);
        }
        gather_blocks(&callout.body, boxes);
    }
}
