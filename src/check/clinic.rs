//! What an article asks of the clinic: contacts by their ids, and a number to print in every box that says whom to call.

use std::collections::BTreeSet;

use crate::article::{Article, Block, Call, CalloutKind, ContactId, Form, Section};
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::site::Site;
use crate::yaml::{Patience, similar_within};

/// Contacts that a hint names at most.
const MOST_NAMED: usize = 20;

pub(super) fn check(article: &Article, site: &Site, notes: &mut Notes) {
    check_contacts(article.contacts.as_deref().unwrap_or_default(), site, notes);
    let numbers = Numbers::of(site, article.contacts.as_deref());
    check_sections(&article.sections, numbers, notes);
}

/// Checks that a clinic has the numbers that blocks outside an article ask for.
pub(super) fn check_note(blocks: &[Block], site: &Site, notes: &mut Notes) {
    check_blocks(blocks, Numbers::of(site, None), notes);
}

/// The numbers that a handout has.
#[derive(Clone, Copy)]
struct Numbers {
    /// Whether the site has the number of an emergency.
    emergency: bool,
    /// Whether a contact that is shown has a telephone.
    contact: bool,
}

impl Numbers {
    /// `chosen` are the contacts that are shown; `None` shows all.
    fn of(site: &Site, chosen: Option<&[ContactId]>) -> Numbers {
        let chosen: Option<BTreeSet<&str>> = chosen.map(|chosen| chosen.iter().map(|it| it.id.as_str()).collect());
        let is_shown = |id: &str| chosen.as_ref().is_none_or(|chosen| chosen.contains(id));
        let contact = site.contacts.iter().any(|contact| contact.phone.is_some() && is_shown(&contact.id));
        Numbers { emergency: site.emergency.is_some(), contact }
    }
}

fn check_sections(sections: &[Section], numbers: Numbers, notes: &mut Notes) {
    for section in sections {
        check_blocks(&section.body, numbers, notes);
        check_sections(&section.sections, numbers, notes);
    }
}

fn check_blocks(blocks: &[Block], numbers: Numbers, notes: &mut Notes) {
    for block in blocks {
        match block {
            Block::Callout(callout) => {
                let call = match callout.kind {
                    CalloutKind::Emergency => Some(Call::Emergency),
                    CalloutKind::Call => Some(Call::Us),
                    CalloutKind::Important | CalloutKind::Tip => None,
                };
                check_number(call, &callout.place, numbers, notes);
                check_blocks(&callout.body, numbers, notes);
            }
            Block::Form(Form::Zones(zones)) => {
                zones.iter().for_each(|zone| check_number(zone.call, &zone.place, numbers, notes));
            }
            _ => {}
        }
    }
}

/// Checks that the site has the contacts that an article names.
fn check_contacts(chosen: &[ContactId], site: &Site, notes: &mut Notes) {
    let known: BTreeSet<&str> = site.contacts.iter().map(|contact| contact.id.as_str()).collect();
    let ids: Vec<&str> = site.contacts.iter().map(|contact| contact.id.as_str()).filter(|id| !id.is_empty()).collect();
    let mut patience = Patience::of_a_file();
    for ContactId { id, place } in chosen.iter().filter(|contact| !known.contains(contact.id.as_str())) {
        let hint = match similar_within(&mut patience, id, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if ids.is_empty() && !site.contacts.is_empty() => {
                format!("give a contact in handout.yaml this name: `{{id: {id}, label: …}}`")
            }
            None if ids.is_empty() => "add it under `contacts:` in handout.yaml".to_owned(),
            None => {
                let more = if ids.len() > MOST_NAMED { ", …" } else { "" };
                format!("the site's contacts are {}{more}", ids[..ids.len().min(MOST_NAMED)].join(", "))
            }
        };
        let diagnostic = Diagnostic::new(Code::UnknownContact, format!("the site has no contact `{id}`")).hint(hint);
        notes.push(placed(diagnostic, place));
    }
}

/// A box that says whom to call has a number in it: an emergency box the site's, a call box that of a contact.
fn check_number(call: Option<Call>, place: &Option<Span>, numbers: Numbers, notes: &mut Notes) {
    let (message, hint) = match call {
        Some(Call::Emergency) if !numbers.emergency => (
            "this box needs a number to call, and the site has no `emergency` number",
            "add it to handout.yaml:\nemergency: \"911\"",
        ),
        Some(Call::Us) if !numbers.contact => (
            "this box needs a number to call, and no contact of this handout has a `phone`",
            "add one to handout.yaml:\ncontacts:\n  - {id: nurse, label: Nurse line, phone: 555-0100}",
        ),
        _ => return,
    };
    notes.push(placed(Diagnostic::new(Code::NoNumber, message).hint(hint), place));
}

fn placed(diagnostic: Diagnostic, place: &Option<Span>) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place.clone()),
        None => diagnostic,
    }
}
