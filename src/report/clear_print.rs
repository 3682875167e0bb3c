//! Clear Print (RNIB): what a page must be like for eyes that are not young. Most of it is the same on every page that handout
//! makes, and its evidence is the design; the rest depends on what the author does.

use crate::theme::{Theme, Type, WHITE};

use super::item::{Answer, Item, Place};
use super::survey::{Count, Survey};
use super::words::count;

/// The least size of reading text, in points; [`GOOD_SIZE`] reaches more people.
const LEAST_SIZE: f32 = 12.0;
const GOOD_SIZE: f32 = 14.0;
/// The least distance of baselines, as a share of the size.
const LEAST_LEADING: f32 = 1.2;
/// The least contrast of text (WCAG 2.1, 1.4.3).
const LEAST_CONTRAST: f32 = 4.5;
/// The width of an average letter, as a share of the type size: 70 letters of 14 point take 414 points.
const LETTER_WIDTH: f32 = 414.0 / (70.0 * 14.0);
/// More letters on a line than this are hard to follow to the next.
const LONGEST_LINE: f32 = 75.0;
/// So many words in italics or in capitals are a word or a name; more are a stretch of text.
const FEW_WORDS: usize = 3;

/// All items.
pub(super) fn items(survey: &Survey, theme: &Theme) -> Vec<Item> {
    let mut items = design(theme);
    items.extend(marks(survey));
    items.extend(arrangement(survey, theme));
    items.extend(paper());
    items
}

fn item(asks: &'static str, is_so: bool, evidence: String, place: Option<&Place>) -> Item {
    let answer = if is_so { Answer::Yes } else { Answer::No };
    Item { number: None, asks, answer, evidence, place: place.cloned() }
}

fn always(asks: &'static str, evidence: &str) -> Item {
    item(asks, true, evidence.to_owned(), None)
}

fn judged(asks: &'static str, evidence: String, place: Option<&Place>) -> Item {
    Item { answer: Answer::Unanswered, ..item(asks, false, evidence, place) }
}

fn design(theme: &Theme) -> Vec<Item> {
    let types = &theme.types;
    let Type { size, leading, .. } = types.body;
    let is_good = if size >= GOOD_SIZE { "" } else { "; 14 point reaches more people" };
    let contrast = |look: &Type| look.color.contrast_with(WHITE);
    let (text, heading) = (contrast(&types.body), contrast(&types.headings[0]));
    let line = theme.column() / (size * LETTER_WIDTH);
    vec![
        item("Text is 12 point or larger", size >= LEAST_SIZE, format!("{size} point{is_good}"), None),
        item(
            "Lines have room between them",
            leading >= size * LEAST_LEADING,
            format!("{leading} point, {:.2} times the size", leading / size),
            None,
        ),
        item(
            "Text stands out from the paper",
            text.min(heading) >= LEAST_CONTRAST,
            format!("text {text:.1} to 1, headings {heading:.1} to 1"),
            None,
        ),
        item("Lines are not too long", line <= LONGEST_LINE, format!("about {line:.0} letters"), None),
        always("Letters are plain and none is light", "Source Sans 3 and Noto, regular and semibold"),
        always("Lines begin at one edge and end ragged", "flush at the start, ragged at the end"),
        always("No word is split at the end of a line", "no hyphenation"),
        always("Paragraphs stand apart", &format!("{:.0} points between them", theme.spaces.paragraph)),
    ]
}

/// What an author marks in the text.
fn marks(survey: &Survey) -> Vec<Item> {
    let Survey { longest_italics, longest_capitals, links, .. } = survey;
    let mut capitals = item(
        "Capitals are for a word or a name at most",
        longest_capitals.size <= FEW_WORDS,
        in_a_row(longest_capitals.size),
        longest_capitals.place.as_ref(),
    );
    if !survey.has_capitals {
        capitals = Item { answer: Answer::NotApplicable, evidence: "a script without capitals".to_owned(), ..capitals };
    }
    let underlined = match links.number {
        0 => "nothing is underlined".to_owned(),
        some => format!("nothing but {}", count(some, "link")),
    };
    vec![
        item(
            "Italics are for a word or a name at most",
            longest_italics.size <= FEW_WORDS,
            in_a_row(longest_italics.size),
            longest_italics.place.as_ref(),
        ),
        capitals,
        item("Underlining is for links alone", true, underlined, links.first.as_ref()),
    ]
}

fn in_a_row(words: usize) -> String {
    match words {
        0 => "none".to_owned(),
        some => format!("at most {} in a row", count(some, "word")),
    }
}

fn arrangement(survey: &Survey, theme: &Theme) -> Vec<Item> {
    let Survey { at_start, emergencies, forms, pictures, .. } = survey;
    let beside = match at_start.number {
        0 => item("Lines begin at one edge beside a picture, too", true, "no picture at the start".to_owned(), None),
        some => {
            let told = format!("{} at the start of the lines", count(some, "picture"));
            item("Lines begin at one edge beside a picture, too", false, told, at_start.first.as_ref())
        }
    };
    let columns = Item {
        answer: if theme.columns == 1 { Answer::NotApplicable } else { Answer::Yes },
        ..item("Columns stand apart", true, count(theme.columns, "column"), None)
    };
    vec![
        always("What recurs is in one place on every page", "numbers of pages and contacts at the foot"),
        always("Lines run straight, and none over a picture", "so on every page"),
        beside,
        columns,
        where_there("White letters on dark are large and bold enough", emergencies, "emergency box"),
        where_there("There is room enough to write by hand", forms, "form"),
        where_there("Pictures are clear, with strong contrast", pictures, "picture"),
    ]
}

fn where_there(asks: &'static str, what: &Count, noun: &str) -> Item {
    match what.number {
        0 => Item { answer: Answer::NotApplicable, ..judged(asks, format!("no {noun}"), None) },
        some => {
            let told =
                if noun == "emergency box" && some > 1 { format!("{some} emergency boxes") } else { count(some, noun) };
            judged(asks, told, what.first.as_ref())
        }
    }
}

fn paper() -> Vec<Item> {
    vec![
        judged("The paper does not shine", String::new(), None),
        judged("Print does not show through the paper", String::new(), None),
        judged("It folds and opens flat, and no fold hides text", String::new(), None),
    ]
}
