//! Coming reviews for a calendar program: iCalendar (RFC 5545), one event of a whole day for each handout.

use jiff::civil::Date;

/// Names the program that wrote the file (RFC 5545, 3.7.3). A calendar program that saves the file may keep it.
const PRODUCT: &str = "-//handout//reviews//EN";
/// The property that holds a hash of all other lines, by which a calendar of ours is known that nobody has changed
/// (RFC 5545, 3.8.8.2, has programs pass over what they do not know).
const DIGEST: &str = "X-HANDOUT-DIGEST";
/// Octets of a line, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

/// A handout that is to be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The article's path below the content root.
    pub source: String,
    /// The handout's name.
    pub title: String,
    /// BCP 47 tag.
    pub language: String,
    /// The day.
    pub due: Date,
    /// When the article last changed.
    pub updated: Date,
}

/// The file. It depends on the articles alone: the same reviews give the same bytes on any day.
pub fn calendar(reviews: &[Review]) -> String {
    let mut head = String::new();
    for (name, value) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", PRODUCT)] {
        fold(&format!("{name}:{value}"), &mut head);
    }
    let events = events(reviews);
    let digest = digest(&[&head, &events]);
    format!("{head}{DIGEST}:{digest}\r\n{events}")
}

/// Whether this is a calendar of ours that nobody has changed since, the form of its line ends aside.
pub fn is_calendar_as_written(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Some((head, rest)) = text.split_once(DIGEST) else { return false };
    let Some((stated, events)) = rest.split_once('\n') else { return false };
    stated.strip_prefix(':').is_some_and(|stated| stated.trim_end() == digest(&[head, events]))
}

/// A hash of lines, without their ends: a file may come back from elsewhere with others.
fn digest(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for line in parts.iter().flat_map(|part| part.lines()) {
        hasher.update(line.as_bytes()).update(b"\n");
    }
    hex(&hasher.finalize())
}

/// The first 32 digits of a hash: 128 bits tell any two contents apart.
fn hex(hash: &blake3::Hash) -> String {
    let mut hex = hash.to_hex().to_string();
    hex.truncate(32);
    hex
}

/// The lines behind the properties of the calendar itself.
fn events(reviews: &[Review]) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut text);
    let mut reviews: Vec<&Review> = reviews.iter().collect();
    reviews.sort_by(|a, b| (a.due, &a.source).cmp(&(b.due, &b.source)));
    for Review { source, title, language, due, updated } in reviews {
        line("BEGIN", "VEVENT");
        line("UID", &uid(source));
        // When the event was last changed, as far as the article tells.
        line("DTSTAMP", &format!("{}T000000Z", day(*updated)));
        line("DTSTART;VALUE=DATE", &day(*due));
        line("SUMMARY", &escaped(&format!("Review: {title} ({language})")));
        line("DESCRIPTION", &escaped(source));
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

/// The same for an article as long as it has its name (RFC 7986, 5.3, wants nothing in it that tells of a machine).
fn uid(source: &str) -> String {
    format!("{}@review.handout", hex(&blake3::hash(source.as_bytes())))
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// A text as RFC 5545, 3.3.11, has it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, parted behind at most 75 octets, never inside a character (RFC 5545, 3.1).
fn fold(line: &str, text: &mut String) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn review(source: &str, title: &str, due: Date) -> Review {
        let (source, title) = (source.to_owned(), title.to_owned());
        Review { source, title, language: "en-US".to_owned(), due, updated: date(2026, 1, 2) }
    }

    #[test]
    fn a_review_is_an_event_of_one_day() {
        let text = calendar(&[review("a/rest.yaml", "Rest, sleep; and \\ more", date(2027, 3, 9))]);
        let uid = uid("a/rest.yaml");
        let digest = text.split_once("DIGEST:").and_then(|(_, rest)| rest.get(..32)).unwrap();
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//handout//reviews//EN",
            &format!("X-HANDOUT-DIGEST:{digest}"),
            "BEGIN:VEVENT",
            &format!("UID:{uid}"),
            "DTSTAMP:20260102T000000Z",
            "DTSTART;VALUE=DATE:20270309",
            "SUMMARY:Review: Rest\\, sleep\\; and \\\\ more (en-US)",
            "DESCRIPTION:a/rest.yaml",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        assert_eq!(text.split("\r\n").collect::<Vec<_>>(), [&expected[..], &[""]].concat());
    }

    #[test]
    fn a_calendar_that_somebody_changed_is_not_ours() {
        let text = calendar(&[review("a/rest.yaml", "Rest", date(2027, 3, 9))]);
        let is_ours = |text: &str| is_calendar_as_written(text.as_bytes());
        assert!(is_ours(&text) && is_ours(&text.replace("\r\n", "\n")) && is_ours(&calendar(&[])));
        let added = text.replace("END:VCALENDAR", "BEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR");
        for changed in [added, text.replace("Rest", "Nest"), text.replace("2.0", "3.0"), text.replace("X-", "Y-")] {
            assert!(!is_ours(&changed), "{changed}");
        }
        let without: Vec<&str> = text.lines().filter(|line| !line.starts_with("X-")).collect();
        assert!(!is_ours(&without.join("\r\n")) && !is_ours("") && !is_calendar_as_written(&[0xff]));
    }

    #[test]
    fn long_lines_are_parted_between_characters() {
        let title = "Überempfindlichkeit und 過敏反応 ".repeat(20);
        let text = calendar(&[review("a.yaml", &title, date(2027, 3, 9))]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.split("\r\n").filter(|line| line.starts_with(' ')).count() > 5);
        assert!(text.replace("\r\n ", "").contains(&title) && !text.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn events_stand_in_the_order_of_their_days() {
        let (early, late) = (date(2027, 1, 1), date(2028, 1, 1));
        let text = calendar(&[review("a.yaml", "A", late), review("c.yaml", "C", early), review("b.yaml", "B", early)]);
        let found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("DESCRIPTION:")).collect();
        assert_eq!(found, ["b.yaml", "c.yaml", "a.yaml"]);
    }
}
