//! Addresses as people read them, and telephone numbers as telephones dial them.

/// The name of the site that an address is of: `cancer.gov` of `https://www.cancer.gov/fatigue`. An address of mail, or
/// one that names no site, is its own name.
pub(super) fn site_name(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else { return address };
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let name = host.strip_prefix("www.").filter(|name| name.contains('.')).unwrap_or(host);
    if name.is_empty() { address } else { name }
}

/// An address as it is printed to be typed: without `https://`, which every browser adds, and without `www.` before a name
/// of two parts (`cancer.gov`), where the short form by custom leads to the same site. A longer name, such as
/// `www.health.gov.il`, keeps it; so does any address that is not `https`.
pub(super) fn printed_address(address: &str) -> &str {
    let Some(rest) = address.strip_prefix("https://").filter(|rest| !rest.is_empty()) else { return address };
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let is_short = host.strip_prefix("www.").is_some_and(|name| name.split('.').count() == 2 && !name.ends_with('.'));
    let shown = if is_short { &rest["www.".len()..] } else { rest };
    shown.strip_suffix('/').filter(|shown| !shown.contains('/')).unwrap_or(shown)
}

/// Whether words are an address rather than what to find there.
pub(super) fn is_raw_address(words: &str) -> bool {
    let words = words.trim();
    let has_space = words.contains(char::is_whitespace);
    !has_space && (words.contains("://") || words.starts_with("www.") || words.starts_with("doi:"))
}

/// Most digits of a number without its `+` and country: a Chinese or German one has up to 12.
const LONGEST_LOCAL: usize = 12;
/// Most digits of a number with its country (ITU-T E.164).
const LONGEST: usize = 15;
/// Fewest digits of a number: 911.
const SHORTEST: usize = 3;

/// The `tel:` address (RFC 3966) of the number that a text begins with, as it is typed: with its `+`, or else as it is
/// dialled locally. Letters that follow digits and hyphens, as in `1-800-4-CANCER`, become the digits they stand for.
///
/// `None` where it is not sure what to dial, for a wrong number is worse than no link: two numbers that are not clearly
/// apart, a range, a number that goes on in a sign that no number has.
pub(super) fn dial(text: &str) -> Option<String> {
    let text = text.trim();
    let mut digits = String::new();
    let (mut has_hyphen, mut last_joint, mut is_open) = (false, None, false);
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        match c {
            '+' if at == 0 => digits.push('+'),
            '(' if !has_hyphen && !is_open && digits.len() < SHORTEST + 1 => is_open = true,
            ')' if is_open => is_open = false,
            '-' | '\u{2010}' | '\u{2011}' | '.' if !digits.is_empty() => (has_hyphen, last_joint) = (true, Some(c)),
            // After a hyphen a space ends the number: "555-0100 24 hours a day".
            ' ' | '\u{a0}' | '\u{202f}' if !has_hyphen || is_open => last_joint = last_joint.or(Some(' ')),
            'A'..='Z' if has_hyphen => digits.push(key_of(c)),
            _ => match digit(c) {
                Some(digit) => digits.push(digit),
                None => {
                    end = at;
                    break;
                }
            },
        }
    }
    let rest = &text[end..];
    // "555 0100 24 hours": where spaces join the groups, words behind them leave it open where the number ends.
    let is_unsure = last_joint == Some(' ') && rest.starts_with(char::is_alphabetic);
    let ends_clearly = rest.is_empty() || rest.starts_with([' ', '\u{a0}', ',', ';', '(']) || last_joint == Some(' ');
    let count = digits.trim_start_matches('+').len();
    let longest = if digits.starts_with('+') { LONGEST } else { LONGEST_LOCAL };
    let is_number = (SHORTEST..=longest).contains(&count) && !is_open;
    (is_number && ends_clearly && !is_unsure && !rest.starts_with(['/', '–', '—'])).then(|| format!("tel:{digits}"))
}

/// The key of a telephone that bears a letter (ITU-T E.161).
fn key_of(letter: char) -> char {
    match letter {
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        _ => '9',
    }
}

/// A digit of any script that languages of ours count in.
fn digit(c: char) -> Option<char> {
    const ZEROS: [char; 17] = [
        '0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}',
        '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{1040}', '\u{17e0}', '\u{ff10}',
    ];
    let value = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_a_name() {
        assert_eq!(site_name("https://www.cancer.gov/fatigue"), "cancer.gov");
        assert_eq!(site_name("http://example.org"), "example.org");
        assert_eq!(site_name("https://me@health.example.org:8080/?q"), "health.example.org:8080");
        assert_eq!(site_name("https://www.org/a"), "www.org");
        assert_eq!(site_name("mailto:nurse@example.org"), "mailto:nurse@example.org");
    }

    #[test]
    fn an_address_is_printed_as_it_is_typed_into_a_browser() {
        assert_eq!(printed_address("https://www.cancer.gov/fatigue"), "cancer.gov/fatigue");
        assert_eq!(printed_address("https://www.cancer.gov/"), "cancer.gov");
        assert_eq!(printed_address("https://cancer.gov/a/"), "cancer.gov/a/");
        assert_eq!(printed_address("https://www.health.gov.il/a"), "www.health.gov.il/a");
        assert_eq!(printed_address("https://www.org/a"), "www.org/a");
        assert_eq!(printed_address("http://www.cancer.gov/a"), "http://www.cancer.gov/a");
        assert_eq!(printed_address("https://"), "https://");
    }

    #[test]
    fn numbers_are_dialled_as_they_are_typed() {
        for (typed, dialled) in [
            ("911", "911"),
            ("555-0100", "5550100"),
            ("(555) 010-0100", "5550100100"),
            ("1-800-4-CANCER", "18004226237"),
            ("1-800-4-CANCER (1-800-422-6237)", "18004226237"),
            ("1-800-QUIT-NOW", "18007848669"),
            ("+1 555-010-0100", "+15550100100"),
            ("+49 30 123456", "+4930123456"),
            ("+44 (20) 7946 0000", "+442079460000"),
            ("01.23.45.67.89", "0123456789"),
            ("555-0100 ext. 5", "5550100"),
            ("555-0100 24 hours a day", "5550100"),
            ("555-0100, option 2", "5550100"),
            ("555-0100 or 555-0101", "5550100"),
            ("٠٥٥ ١٢٣٤", "0551234"),
            ("９１１", "911"),
        ] {
            assert_eq!(dial(typed).as_deref(), Some(format!("tel:{dialled}").as_str()), "{typed}");
        }
    }

    #[test]
    fn what_may_be_a_wrong_number_is_not_dialled() {
        for typed in [
            "",
            "by mail",
            "12",
            "115/118",
            "555-0100/0105",
            "555–0100",
            "555-0100–0105",
            "555 0100 24 hours",
            "ext. 5",
            "555 0100 555 0101",
            "555-0100x5",
            "(555",
            "+1234567890123456",
            "555#2",
        ] {
            assert_eq!(dial(typed), None, "{typed}");
        }
    }
}
