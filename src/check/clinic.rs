//! What an article asks of the clinic: contacts by their ids, and a number to print in every box that says whom to call.

use crate::article::{Article, Block, Call, CalloutKind, ContactId, Form, Section};
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::site::Site;
use crate::yaml::similar;

pub(super) fn check(article: &Article, site: &Site, notes: &mut Notes) {
    let chosen = article.contacts.as_deref();
    for contact in chosen.unwrap_or_default() {
        check_contact(contact, site, notes);
    }
    check_sections(&article.sections, site, chosen, notes);
}

fn check_sections(sections: &[Section], site: &Site, chosen: Option<&[ContactId]>, notes: &mut Notes) {
    for section in sections {
        check_blocks(&section.body, site, chosen, notes);
        check_sections(&section.sections, site, chosen, notes);
    }
}

/// `chosen` are the contacts that are shown; `None` shows all.
pub(super) fn check_blocks(blocks: &[Block], site: &Site, chosen: Option<&[ContactId]>, notes: &mut Notes) {
    for block in blocks {
        match block {
            Block::Callout(callout) => {
                let call = match callout.kind {
                    CalloutKind::Emergency => Some(Call::Emergency),
                    CalloutKind::Call => Some(Call::Us),
                    CalloutKind::Important | CalloutKind::Tip => None,
                };
                check_number(call, &callout.place, site, chosen, notes);
                check_blocks(&callout.body, site, chosen, notes);
            }
            Block::Form(Form::Zones(zones)) => {
                zones.iter().for_each(|zone| check_number(zone.call, &zone.place, site, chosen, notes));
            }
            _ => {}
        }
    }
}

fn check_contact(ContactId { id, place }: &ContactId, site: &Site, notes: &mut Notes) {
    if site.contacts.iter().any(|contact| contact.id == *id) {
        return;
    }
    let ids = site.contacts.iter().map(|contact| contact.id.as_str()).filter(|id| !id.is_empty());
    let ids: Vec<&str> = ids.collect();
    let hint = match similar(id, ids.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if ids.is_empty() && !site.contacts.is_empty() => {
            format!("give a contact in handout.yaml this name: `{{id: {id}, label: …}}`")
        }
        None if ids.is_empty() => "add it under `contacts:` in handout.yaml".to_owned(),
        None => format!("the site's contacts are {}", ids.join(", ")),
    };
    let diagnostic = Diagnostic::new(Code::UnknownContact, format!("the site has no contact `{id}`")).hint(hint);
    notes.push(placed(diagnostic, place));
}

/// A box that says whom to call has a number in it: an emergency box the site's, a call box that of a contact.
fn check_number(
    call: Option<Call>,
    place: &Option<Span>,
    site: &Site,
    chosen: Option<&[ContactId]>,
    notes: &mut Notes,
) {
    let is_shown = |id: &str| chosen.is_none_or(|chosen| chosen.iter().any(|contact| contact.id == id));
    let has_phone = || site.contacts.iter().any(|contact| contact.phone.is_some() && is_shown(&contact.id));
    let (message, hint) = match call {
        Some(Call::Emergency) if site.emergency.is_none() => (
            "this box needs a number to call, and the site has no `emergency` number",
            "add it to handout.yaml:\nemergency: \"911\"",
        ),
        Some(Call::Us) if !has_phone() => (
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
