//! A clinic's `labels:`: words that mend the tool's own, or give it a language that it lacks.

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::language::Language;
use crate::locale::{DATE, Form, MONTHS, OwnDates, OwnWords, english, forms};
use crate::prose;
use crate::yaml::{self, Fields, Node, Scalar, list, similar};

/// Bytes of a label: each box, list and page may print it again. The longest of our own has 250.
const LONGEST: usize = 500;
/// Marks of sub-steps.
const LETTERS: usize = 10;

/// Reads `labels:`, which stands in a file for handouts in `language`, over those of the file below, if they are in that
/// language.
pub(super) fn read(
    node: &Node,
    language: &Language,
    below: Option<&OwnWords>,
    notes: &mut Notes,
) -> Option<Arc<OwnWords>> {
    let mut fields = Fields::of(node, "a map of labels and their words, such as `tip: Tip`", notes)?;
    let below = below.filter(|below| below.language.is_read_like(language));
    let mut words = below.map(|below| below.words.clone()).unwrap_or_default();
    for form in forms() {
        let own = fields.take(form.name).and_then(|node| words_of(form, node, notes));
        words.extend(own.map(|own| (form.name, own)));
    }
    let dates = dates(&mut fields, notes).or_else(|| below?.dates.clone());
    let place = fields.start();
    fields.finish("`labels`", notes);
    let own = OwnWords { language: language.clone(), words, dates };
    // What is mistyped is told already.
    if !notes.has_errors() {
        notes.extend(lacking(&own, place));
    }
    Some(Arc::new(own))
}

/// Says which words are still in English.
fn lacking(own: &OwnWords, place: Span) -> Option<Diagnostic> {
    let names = own.lacking();
    let first = names.first()?;
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let language = &own.language;
    let message = format!("the tool has no words in `{language}`, so these are still in English: {}", names.join(", "));
    let hint = format!(
        "add a line for each, with its words in `{language}`; `handout schema site` shows the English ones:\n{first}: …"
    );
    Some(Diagnostic::new(Code::MissingLabels, message).at(place).hint(hint))
}

/// The words of one label. Stars and brackets are printed as they are typed.
fn words_of(form: Form, node: &Node, notes: &mut Notes) -> Option<String> {
    let what = format!("the label `{}`", form.name);
    let scalar = yaml::scalar(node, &what, notes)?;
    check_length(&what, scalar, notes);
    let words = prose::plain(scalar, notes);
    let wrong = wrong_places(form, &words).or_else(|| wrong_form(form, &words));
    match wrong {
        Some((code, message, hint)) => {
            notes.push(Diagnostic::new(code, message).at(scalar.span.clone()).hint(hint));
            None
        }
        None => Some(words),
    }
}

/// Notes that a label or the name of a month is too long.
fn check_length(what: &str, scalar: &Scalar, notes: &mut Notes) {
    let bytes = scalar.text.len();
    if bytes > LONGEST {
        let message = format!("{what} has {bytes} bytes, more than fits where it is shown ({LONGEST})");
        let hint = "say it in fewer words: it stands wherever the tool needs it";
        notes.push(Diagnostic::new(Code::LongText, message).at(scalar.span.clone()).hint(hint));
    }
}

/// What is wrong with the places that the tool fills in.
fn wrong_places(form: Form, words: &str) -> Option<(Code, String, String)> {
    let Form { name, places } = form;
    let typed = places_in(words);
    let example = format!("in English it is\n{name}: {}", yaml::quoted_if_needed(english(form), false));
    if let Some(unknown) = typed.iter().find(|place| !places.contains(place)) {
        let message = format!("the tool has nothing to put in the place of `{unknown}` in the label `{name}`");
        let hint = match similar(unknown, places.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if places.is_empty() => "remove it: nothing is filled in here".to_owned(),
            None => example,
        };
        return Some((Code::LabelPlaces, message, hint));
    }
    for place in places {
        let message = match typed.iter().filter(|typed| *typed == place).count() {
            1 => continue,
            0 => format!("`{place}` is missing in the label `{name}`: the tool puts a value in its place"),
            _ => format!("`{place}` stands in the label `{name}` more than once"),
        };
        return Some((Code::LabelPlaces, message, format!("write `{place}` once; {example}")));
    }
    None
}

/// What else is wrong with words that the tool takes apart.
fn wrong_form(form: Form, words: &str) -> Option<(Code, String, String)> {
    match form.name {
        // A label and its value are also set apart, at the two ends of what stands between them.
        "field" if !words.starts_with("{label}") || !words.ends_with("{value}") => {
            let message = "the label `field` does not begin with `{label}` and end with `{value}`".to_owned();
            Some((Code::LabelPlaces, message, "write it as\nfield: \"{label}: {value}\"".to_owned()))
        }
        "letters" if words.split(' ').count() != LETTERS => {
            let message = format!("`letters` has {} marks in place of {LETTERS}", words.split(' ').count());
            let hint = "write ten letters with a space between each two, as\nletters: a b c d e f g h i j".to_owned();
            Some((Code::LabelCount, message, hint))
        }
        _ => None,
    }
}

/// Everything between braces that could be meant as a place.
fn places_in(words: &str) -> Vec<&str> {
    let mut places = Vec::new();
    let mut rest = words;
    while let Some(open) = rest.find('{') {
        let at = &rest[open..];
        let Some(close) = at.find('}') else { break };
        places.push(&at[..=close]);
        rest = &at[close + 1..];
    }
    places
}

/// The form of dates: a template and the months, which make no sense apart.
fn dates(fields: &mut Fields, notes: &mut Notes) -> Option<OwnDates> {
    if !fields.has(DATE.name) && !fields.has(MONTHS.name) {
        // They are known keys all the same: a mistyped one may be meant as one of them.
        for form in [DATE, MONTHS] {
            fields.take(form.name);
        }
        return None;
    }
    let template = fields.require(DATE.name, "\"{month} {day}, {year}\"");
    let months = fields.require(MONTHS.name, "[January, February, and so on]");
    let template = template.and_then(|node| words_of(DATE, node, notes));
    let months = months.and_then(|node| months_of(node, notes));
    Some(OwnDates { template: template?, months: months? })
}

fn months_of(node: &Node, notes: &mut Notes) -> Option<[String; 12]> {
    let nodes = list(node, "a list of twelve months", notes);
    let scalars: Vec<&Scalar> = nodes.iter().filter_map(|node| yaml::scalar(node, "a month", notes)).collect();
    scalars.iter().for_each(|scalar| check_length("this month", scalar, notes));
    let months: Vec<String> = scalars.into_iter().map(|scalar| prose::plain(scalar, notes)).collect();
    let count = months.len();
    let twelve = months.try_into().ok();
    if twelve.is_none() && !nodes.is_empty() && count == nodes.len() {
        let message = format!("`months` has {count} months in place of twelve");
        let hint = "write the twelve months of the calendar that begins with January";
        notes.push(Diagnostic::new(Code::LabelCount, message).at(node.span.clone()).hint(hint));
    }
    twelve
}
