//! A report card as one JSON object. `docs/report-card.md` tells what each key means; keys are added, never taken away.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::article::Status;

use super::card::{Details, ReportCard, Signed};
use super::item::{Answer, Item};
use super::need::Need;

/// The object, without a line end.
pub fn json(card: &ReportCard, today: Date) -> Value {
    let need = |need: Need| json!({ "need": need.name(), "text": need.text() });
    let needs: Vec<Value> = card.needs(today).into_iter().map(need).collect();
    let mut object = json!({
        "event": "report", "id": card.id, "suffix": card.suffix, "language": card.language, "file": card.file, "errors": card.errors,
        "warnings": card.warnings, "needs": needs,
    });
    let details = details(card.details.as_ref());
    if let (Value::Object(object), Value::Object(details)) = (&mut object, details) {
        object.extend(details);
    }
    object
}

/// Every key is there for an article with errors, too: `null`.
fn details(details: Option<&Details>) -> Value {
    let dates = details.map(|details| details.dates);
    let length = details.and_then(|details| details.length);
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    json!({
        "title": details.map(|details| details.title.plain()),
        "status": details.map(|details| status(details.status)),
        "created": day(dates.map(|dates| dates.created)),
        "updated": day(dates.map(|dates| dates.updated)),
        "reviewed": day(dates.and_then(|dates| dates.reviewed)),
        "review_due": day(dates.and_then(|dates| dates.review_due)),
        "outdated": day(dates.and_then(|dates| dates.outdated)),
        "edition": length.map(|length| length.edition.name()),
        "pages": length.map(|length| length.pages),
        "sheets": length.map(|length| length.sheets),
        "signatures": details.map(|details| details.signatures.iter().map(signed).collect::<Vec<_>>()),
        "signatures_missing": details.map(|details| details.signatures_missing),
        "words": details.and_then(|details| details.figures.words),
        "reading": details.map(|details| details.figures.all.clone()),
        "pemat": details.map(|details| items(&details.pemat)),
        "clear_print": details.map(|details| items(&details.clear_print)),
    })
}

fn signed(signed: &Signed) -> Value {
    json!({
        "name": signed.name, "role": signed.role, "date": signed.date.to_string(), "current": signed.is_current,
    })
}

/// A status as articles write it.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Approved => "approved",
        Status::Draft => "draft",
        Status::Withdrawn => "withdrawn",
    }
}

fn items(items: &[Item]) -> Vec<Value> {
    let answer = |answer: Answer| match answer {
        Answer::Yes => Some("yes"),
        Answer::No => Some("no"),
        Answer::NotApplicable => Some("not-applicable"),
        Answer::Unanswered => None,
    };
    let object = |item: &Item| {
        json!({
            "number": item.number, "item": item.asks, "answer": answer(item.answer), "evidence": item.evidence,
            "line": item.place.as_ref().map(|place| place.line),
            "snippet": item.place.as_ref().and_then(|place| place.snippet.as_deref()),
        })
    };
    items.iter().map(object).collect()
}
