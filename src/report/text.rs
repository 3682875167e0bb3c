//! Report cards as text for a terminal.

use jiff::civil::Date;

use super::card::{Details, ReportCard};
use super::item::{Answer, Item};
use super::json::status;
use super::words::count;

/// The whole library as one table, in the order of the cards; each line ends in what a person has to do.
pub fn table(cards: &[ReportCard], today: Date) -> String {
    let mut text = String::from(" words  pages  sheets  reading     hard in 100  what needs a person\n");
    for card in cards {
        let needs: Vec<String> = card.needs(today).into_iter().map(|need| need.text()).collect();
        let needs = if needs.is_empty() { "nothing".to_owned() } else { needs.join("; ") };
        let [words, pages, sheets, reading, hard] = columns(card);
        text.push_str(&format!(
            "{words:>6}  {pages:>5}  {sheets:>6}  {reading:<10}  {hard:>11}  {}: {needs}\n",
            card.name()
        ));
    }
    text
}

/// Words, pages, sheets, what a formula says, and hard words in 100; a dash where there is none.
pub(super) fn columns(card: &ReportCard) -> [String; 5] {
    let Some(details) = &card.details else { return ["-", "-", "-", "-", "-"].map(str::to_owned) };
    let length = details.length;
    let [pages, sheets] = [length.map(|length| length.pages), length.map(|length| length.sheets)]
        .map(|number| number.map_or("-".to_owned(), |number| number.to_string()));
    let words = details.figures.words.map_or("-".to_owned(), |words| words.to_string());
    let [reading, hard] = details.figures.columns();
    [words, pages, sheets, reading, hard]
}

/// All that is known of one article.
pub fn details(card: &ReportCard, today: Date) -> String {
    let Some(details) = &card.details else {
        return format!("{}\n  {}: {} keep it from being made\n", card.name(), card.file, count(card.errors, "error"));
    };
    let mut text = format!("{}: {}\n", card.name(), details.title.plain());
    for line in facts(card, details, today) {
        text.push_str(&format!("  {line}\n"));
    }
    if !details.figures.hardest.is_empty() {
        text.push_str("  Hardest sentences\n");
    }
    for sentence in &details.figures.hardest {
        text.push_str(&format!("    {}: {}\n      {}\n", sentence.lead(), sentence.hard_words(), sentence.text));
    }
    if !details.figures.sections.is_empty() {
        text.push_str("  Sections\n");
    }
    details.figures.section_lines().iter().for_each(|line| text.push_str(&format!("    {line}\n")));
    for (title, items) in [("PEMAT-P", &details.pemat), ("Clear Print", &details.clear_print)] {
        let (answered, unanswered): (Vec<&Item>, Vec<&Item>) =
            items.iter().partition(|item| item.answer != Answer::Unanswered);
        text.push_str(&format!("  {title}\n"));
        answered.into_iter().for_each(|item| text.push_str(&format!("    {}\n", line(item))));
        text.push_str(&format!("  {title}: for a person to judge\n"));
        unanswered.into_iter().for_each(|item| text.push_str(&format!("    {}\n", line(item))));
    }
    text
}

/// What is known of an article besides the guides, a line each.
pub(super) fn facts(card: &ReportCard, details: &Details, today: Date) -> Vec<String> {
    let dates = details.dates;
    let mut lines = vec![format!("File: {}", card.file), format!("Status: {}", status(details.status))];
    let needs: Vec<String> = card.needs(today).into_iter().map(|need| need.text()).collect();
    lines.push(format!("Needs: {}", if needs.is_empty() { "nothing".to_owned() } else { needs.join("; ") }));
    let mut days = format!("Dates: created {}, updated {}", dates.created, dates.updated);
    for (what, day) in [("reviewed", dates.reviewed), ("review due", dates.review_due)] {
        days.push_str(&match day {
            Some(day) => format!(", {what} {day}"),
            None => format!(", not {what}").replace("not review due", "no review due"),
        });
    }
    lines.push(days);
    for signed in &details.signatures {
        let before = if signed.is_current { "" } else { "; what it says has changed since" };
        lines.push(format!("Signed by {} ({}) on {}{before}", signed.name, signed.role, signed.date));
    }
    if details.signatures_missing > 0 {
        lines.push(format!("Signatures missing: {}", details.signatures_missing));
    }
    let words =
        details.figures.words.map_or("words not counted in this script".to_owned(), |words| count(words, "word"));
    let mut length = format!("Length: {words}");
    if let Some(paper) = details.length {
        let (pages, sheets) = (count(paper.pages as usize, "page"), count(paper.sheets as usize, "sheet"));
        length.push_str(&format!(", {pages} on {sheets} ({})", paper.edition.name()));
    }
    lines.push(length);
    lines.push(details.figures.line());
    lines
}

/// One item: "11 It has a summary: yes; 3 key points, line 7".
fn line(item: &Item) -> String {
    let number = item.number.map_or(String::new(), |number| format!("{number:>2} "));
    let found = item.found();
    let answer = match (item.answer, found.is_empty()) {
        (Answer::Unanswered, true) => String::new(),
        (Answer::Unanswered, false) => format!(" ({found})"),
        (answer, true) => format!(": {}", answer.word()),
        (answer, false) => format!(": {}; {found}", answer.word()),
    };
    format!("{number}{}{answer}", item.asks)
}
