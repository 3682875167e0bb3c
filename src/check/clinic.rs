//! What an article asks of the clinic: contacts by their ids, and a number to print in every box that says whom to call.

use crate::article::{Article, Block, Call, CalloutKind, ContactId, Form, Section};
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::prose::Text;
use crate::site::{Contact, Site};
use crate::yaml::{Patience, similar_within};

/// Contacts that a hint names at most.
const MOST_NAMED: usize = 20;

/// So many contacts may the boxes of an article print together, each in lines of its own: a file of 200 kB could ask for nine
/// million.
const MOST_PRINTED: usize = 10_000;
/// So many bytes may they have together, with the emergency number in each box that prints it.
const MOST_BYTES: usize = 1_000_000;

pub(super) fn check(article: &Article, site: &Site, notes: &mut Notes) {
    let chosen = article.contacts.as_deref();
    check_contacts(chosen.unwrap_or_default(), site, notes);
    let mut boxes = Vec::new();
    add_boxes_of_sections(&article.sections, &mut boxes);
    check_boxes(&boxes, &shown(chosen, site), site, notes);
}

/// The same of blocks that stand in no article, which show all contacts.
pub(super) fn check_note(blocks: &[Block], site: &Site, notes: &mut Notes) {
    let mut boxes = Vec::new();
    add_boxes(blocks, &mut boxes);
    check_boxes(&boxes, &shown(None, site), site, notes);
}

/// A box that says whom to call. One that says to call us lists all contacts that the handout shows.
struct CallBox<'a> {
    call: Call,
    place: &'a Option<Span>,
}

fn add_boxes_of_sections<'a>(sections: &'a [Section], boxes: &mut Vec<CallBox<'a>>) {
    for section in sections {
        add_boxes(&section.body, boxes);
        add_boxes_of_sections(&section.sections, boxes);
    }
}

fn add_boxes<'a>(blocks: &'a [Block], boxes: &mut Vec<CallBox<'a>>) {
    for block in blocks {
        match block {
            Block::Callout(callout) => {
                let call = match callout.kind {
                    CalloutKind::Emergency => Some(Call::Emergency),
                    CalloutKind::Call => Some(Call::Us),
                    CalloutKind::Important | CalloutKind::Tip => None,
                };
                boxes.extend(call.map(|call| CallBox { call, place: &callout.place }));
                add_boxes(&callout.body, boxes);
            }
            Block::Figure(figure) => add_boxes(&figure.body, boxes),
            Block::Form(Form::Zones(zones)) => {
                let calls = zones.iter().filter_map(|zone| Some(CallBox { call: zone.call?, place: &zone.place }));
                boxes.extend(calls);
            }
            Block::Paragraph(_) | Block::List(_) | Block::Table(_) | Block::Image(_) | Block::Form(_) => {}
        }
    }
}

/// The contacts that a handout shows: those it chooses, or all.
fn shown<'a>(chosen: Option<&[ContactId]>, site: &'a Site) -> Vec<&'a Contact> {
    let Some(chosen) = chosen else { return site.contacts.iter().collect() };
    site.contacts.with_ids(chosen.iter().map(|contact| contact.id.as_str()))
}

/// Checks that the site has the contacts that an article names.
fn check_contacts(chosen: &[ContactId], site: &Site, notes: &mut Notes) {
    let unknown: Vec<&ContactId> =
        chosen.iter().filter(|contact| site.contacts.with_id(&contact.id).is_none()).collect();
    if unknown.is_empty() {
        return;
    }
    let ids: Vec<&str> = site.contacts.iter().map(|contact| contact.id.as_str()).filter(|id| !id.is_empty()).collect();
    let mut patience = Patience::of_a_file();
    for ContactId { id, place } in unknown {
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

/// Checks that each box has a number in it, an emergency box the site's, a call box that of a contact, and that they print no
/// more together than may be printed.
fn check_boxes(boxes: &[CallBox], shown: &[&Contact], site: &Site, notes: &mut Notes) {
    let has_phone = shown.iter().any(|contact| contact.phone.is_some());
    for CallBox { call, place } in boxes {
        let (message, hint) = match call {
            Call::Emergency if site.emergency.is_none() => (
                "this box needs a number to call, and the site has no `emergency` number",
                "add it to handout.yaml:\nemergency: \"911\"",
            ),
            Call::Us if !has_phone => (
                "this box needs a number to call, and no contact of this handout has a `phone`",
                "add one to handout.yaml:\ncontacts:\n  - {id: nurse, label: Nurse line, phone: 555-0100}",
            ),
            _ => continue,
        };
        notes.push(placed(Diagnostic::new(Code::NoNumber, message).hint(hint), place));
    }
    note_too_many(boxes, shown, site, notes);
}

/// Notes the first box with which more would be printed than may be.
fn note_too_many(boxes: &[CallBox], shown: &[&Contact], site: &Site, notes: &mut Notes) {
    let of_contacts: usize = shown.iter().map(|contact| bytes_of(contact)).sum();
    let of_emergency = site.emergency.as_ref().map_or(0, bytes_of_text);
    let (mut contacts, mut bytes) = (0_usize, 0_usize);
    let mut first_beyond = None;
    for CallBox { call, place } in boxes {
        let (more, longer) = match call {
            Call::Emergency => (0, of_emergency),
            Call::Us => (shown.len(), of_contacts),
        };
        contacts = contacts.saturating_add(more);
        bytes = bytes.saturating_add(longer);
        if first_beyond.is_none() && (contacts > MOST_PRINTED || bytes > MOST_BYTES) {
            first_beyond = Some(place);
        }
    }
    let Some(place) = first_beyond else { return };
    let message = if contacts > MOST_PRINTED {
        format!(
            "the boxes that say to call us print {contacts} contacts together; {MOST_PRINTED} are the most that a handout may print"
        )
    } else {
        format!(
            "the boxes that say whom to call print {bytes} bytes of contacts and numbers together; {MOST_BYTES} are the most that a handout may print"
        )
    };
    let hint = "let the article say which it needs: `contacts: [nurse]`; one box is enough for a section";
    notes.push(placed(Diagnostic::new(Code::TooManyContacts, message).hint(hint), place));
}

/// Bytes of all that is printed of a contact.
fn bytes_of(contact: &Contact) -> usize {
    let others = contact.phone.iter().chain(&contact.hours);
    bytes_of_text(&contact.label) + others.map(bytes_of_text).sum::<usize>()
}

fn bytes_of_text(text: &Text) -> usize {
    text.inlines.iter().map(|inline| inline.text.len()).sum()
}

fn placed(diagnostic: Diagnostic, place: &Option<Span>) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place.clone()),
        None => diagnostic,
    }
}
