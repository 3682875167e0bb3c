//! Coming reviews for a calendar program: iCalendar (RFC 5545), one event of a whole day for each handout.

use jiff::civil::Date;

/// What says in a file that it is one of these.
pub const PRODUCT: &str = "-//handout//reviews//EN";
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
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut text);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", PRODUCT);
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
    let mut hex = blake3::hash(source.as_bytes()).to_hex().to_string();
    hex.truncate(32);
    format!("{hex}@review.handout")
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
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//handout//reviews//EN",
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
