//! The Patient Education Materials Assessment Tool for printable materials (PEMAT-P; AHRQ publication 14-0002-EF): 17 items on
//! whether a text is understood and 7 on whether one can act on it, by their numbers there; 13 and 14 are for films.
//!
//! What each asks is said in a few words of ours. A machine answers where the article's own form decides: that there is a summary, that a
//! picture has a caption. Whatever asks "clear", "common" or "helpful" is left to a person, with what can be counted beside it.

use super::figures::Figures;
use super::item::{Answer, Item, Place};
use super::survey::{Count, Most, Survey};
use super::words::count;

/// A section of more words than this, a page in 14 point, is not a short one.
const LONG_SECTION: usize = 250;
/// A paragraph of more words than this is not a short one (plainlanguage.gov).
const LONG_PARAGRAPH: usize = 150;

/// All items in their order.
pub(super) fn items(survey: &Survey, figures: &Figures) -> Vec<Item> {
    let mut items = words_and_numbers(survey, figures);
    items.extend(organization(survey));
    items.extend(visual_aids(survey));
    items.extend(actions(survey));
    items
}

fn item(number: u8, asks: &'static str, answer: Answer, evidence: String, place: Option<&Place>) -> Item {
    Item { number: Some(number), asks, answer, evidence, place: place.cloned() }
}

/// An item that a person must judge, and what is counted for them.
fn judged(number: u8, asks: &'static str, evidence: String, place: Option<&Place>) -> Item {
    item(number, asks, Answer::Unanswered, evidence, place)
}

/// An item that a person must judge where something of its kind is there.
fn judged_where(number: u8, asks: &'static str, what: &Count, noun: &str) -> Item {
    match what.number {
        0 => item(number, asks, Answer::NotApplicable, format!("no {noun}"), None),
        some => judged(number, asks, count(some, noun), what.first.as_ref()),
    }
}

fn words_and_numbers(survey: &Survey, figures: &Figures) -> Vec<Item> {
    let Survey { definitions, numbers, .. } = survey;
    let defined = match definitions.number {
        0 => "no list of definitions".to_owned(),
        some => format!("{} in a list", count(some, "definition")),
    };
    let with_numbers = match numbers.number {
        0 => "no digits in the text".to_owned(),
        some => format!("digits in {}", count(some, "text")),
    };
    vec![
        judged(1, "Its purpose is clear at once", String::new(), None),
        judged(2, "Nothing in it distracts from the purpose", String::new(), None),
        judged(3, "It uses everyday words", figures.hard_words_told(), figures.hardest_place()),
        judged(4, "It explains each medical term that it uses", defined, definitions.first.as_ref()),
        judged(5, "Its sentences are active", String::new(), None),
        judged(6, "Its numbers are clear", with_numbers.clone(), numbers.first.as_ref()),
        judged(7, "It asks for no calculation", with_numbers, numbers.first.as_ref()),
    ]
}

fn organization(survey: &Survey) -> Vec<Item> {
    let Survey { headings, questions, key_points, .. } = survey;
    let summary = match key_points.number {
        0 => item(11, "It has a summary", Answer::No, "no key points".to_owned(), None),
        some => item(11, "It has a summary", Answer::Yes, count(some, "key point"), key_points.first.as_ref()),
    };
    let told = format!("{}, {} of them questions", count(headings.number, "heading"), questions.number);
    vec![
        short_parts(survey),
        judged(9, "Its headings tell what follows", told, headings.first.as_ref()),
        judged(10, "It is told in a sensible order", String::new(), None),
        summary,
        visual_cues(survey),
    ]
}

fn short_parts(survey: &Survey) -> Item {
    let Survey { headings, longest_section, longest_paragraph, .. } = survey;
    let asks = "It comes in short parts";
    let too_long = |most: &Most, limit: usize| most.size > limit;
    if too_long(longest_paragraph, LONG_PARAGRAPH) {
        let told = format!("a paragraph of {}", count(longest_paragraph.size, "word"));
        return item(8, asks, Answer::No, told, longest_paragraph.place.as_ref());
    }
    let told = format!("{}, the longest of {}", count(headings.number, "section"), count(longest_section.size, "word"));
    let is_short = !too_long(longest_section, LONG_SECTION);
    let answer = if is_short { Answer::Yes } else { Answer::No };
    item(8, asks, answer, told, longest_section.place.as_ref())
}

fn visual_cues(survey: &Survey) -> Item {
    let Survey { boxes, lists, bold, key_points, .. } = survey;
    let asks = "Boxes, lists or bold type point out what matters";
    let cues = [(boxes, "box", "boxes"), (lists, "list", "lists"), (bold, "bold stretch", "bold stretches")];
    let there: Vec<String> = cues
        .iter()
        .filter(|(count, ..)| count.number > 0)
        .map(|(count, one, many)| format!("{} {}", count.number, if count.number == 1 { one } else { many }))
        .collect();
    let first = cues.iter().find_map(|(count, ..)| count.first.as_ref());
    match (there.is_empty(), key_points.number) {
        (true, 0) => item(12, asks, Answer::No, "no box, no list, no bold type".to_owned(), None),
        (true, _) => item(12, asks, Answer::Yes, "the panel of key points".to_owned(), key_points.first.as_ref()),
        (false, _) => item(12, asks, Answer::Yes, there.join(", "), first),
    }
}

fn visual_aids(survey: &Survey) -> Vec<Item> {
    let Survey { pictures, uncaptioned, tables, longest_header, .. } = survey;
    let shown = match pictures.number {
        0 => "no picture".to_owned(),
        some => count(some, "picture"),
    };
    let captions = "Each picture has a caption";
    let captioned = match (pictures.number, uncaptioned.number) {
        (0, _) => item(17, captions, Answer::NotApplicable, "no picture".to_owned(), None),
        (some, 0) => item(17, captions, Answer::Yes, count(some, "picture"), pictures.first.as_ref()),
        (some, without) => {
            let told = format!("{without} of {} without a caption", count(some, "picture"));
            item(17, captions, Answer::No, told, pictures.first.as_ref())
        }
    };
    let mut headed = judged_where(19, "Its tables are simple, under short and clear headings", tables, "table");
    if tables.number > 0 {
        headed.evidence.push_str(&format!(", headings of up to {}", count(longest_header.size, "word")));
    }
    vec![
        judged(15, "Pictures are there wherever they help", shown, pictures.first.as_ref()),
        judged_where(16, "Its pictures support the text", pictures, "picture"),
        captioned,
        judged_where(18, "Its pictures are clear and uncluttered", pictures, "picture"),
        headed,
    ]
}

fn actions(survey: &Survey) -> Vec<Item> {
    let Survey { pictures, tables, .. } = survey;
    let charts =
        Count { number: pictures.number + tables.number, first: tables.first.clone().or(pictures.first.clone()) };
    vec![
        named_action(survey),
        addressed(survey),
        in_steps(survey),
        tool(survey),
        judged(24, "It shows how to do each calculation that it asks for", String::new(), None),
        judged_where(25, "It tells how to use its pictures and tables to act", &charts, "picture or table"),
        judged(26, "Pictures show how to act wherever they help", String::new(), None),
    ]
}

/// What is typed as a step, a "do" or a call is an action; one told in prose is for a person to find.
fn named_action(survey: &Survey) -> Item {
    let Survey { steps, dos, calls, .. } = survey;
    let asks = "It names at least one action";
    let kinds = [(steps, "step"), (dos, "item of do and do not"), (calls, "call for help")];
    match kinds.iter().find(|(count, _)| count.number > 0) {
        Some((found, noun)) => {
            let told = match *noun {
                "item of do and do not" => format!("{} under do or do not", count(found.number, "item")),
                "call for help" => format!("{} whom to call", times_told(found.number)),
                noun => count(found.number, noun),
            };
            item(20, asks, Answer::Yes, told, found.first.as_ref())
        }
        None => judged(20, asks, "no steps, no do or do not, no box to call".to_owned(), None),
    }
}

/// "told once", of whom to call.
fn times_told(number: usize) -> String {
    format!("told {}", times(number))
}

fn addressed(survey: &Survey) -> Item {
    let Survey { is_english, you, patients, .. } = survey;
    let asks = "It speaks to the reader";
    let told = format!("\u{201c}you\u{201d} {}, \u{201c}patient\u{201d} {}", times(you.number), times(patients.number));
    match (is_english, you.number, patients.number) {
        (false, ..) => judged(21, asks, "not counted in this language".to_owned(), None),
        (true, 1.., 0) => item(21, asks, Answer::Yes, told, you.first.as_ref()),
        (true, ..) => judged(21, asks, told, patients.first.as_ref()),
    }
}

fn times(number: usize) -> String {
    match number {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

fn in_steps(survey: &Survey) -> Item {
    let asks = "It breaks actions into steps";
    match &survey.steps {
        Count { number: 0, .. } => judged(22, asks, "no list of steps".to_owned(), None),
        Count { number, first } => item(22, asks, Answer::Yes, count(*number, "step"), first.as_ref()),
    }
}

fn tool(survey: &Survey) -> Item {
    let asks = "It gives a tool, such as a checklist, where that helps";
    let names: Vec<&str> = survey.tools.iter().map(|(name, _)| *name).collect();
    let first = survey.tools.iter().find_map(|(_, count)| count.first.as_ref());
    match names.is_empty() {
        true => judged(23, asks, "no checklist, schedule, log or the like".to_owned(), None),
        false => item(23, asks, Answer::Yes, names.join(", "), first),
    }
}
