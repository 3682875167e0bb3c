//! What the line of a text begins with, where that is the mark of a list or of a row of a table.

use super::digits::{digit, short_number};
use super::emphasis::{is_unspaced, is_unspaced_letter};
use super::entries::{ends_clause, is_entry, is_short, leads_on};
use crate::language::is_alphabetic;

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign<'a> {
    /// A sign that is nothing but the mark of a list: `•`.
    Bullet(char),
    /// A sign that may also stand in text: `-`.
    Dash(char),
    /// A sign that a word follows without a space: `-fever`.
    Tight(char),
    Number(u32),
    Letter(char),
    /// `ii.`
    Roman(u32),
    /// A number that may also stand in text, and the words before it: `Step 1:`, `1 -`, `1.Wash`.
    Counted(&'a str, u32),
    /// `| a | b |`
    Row,
    /// `a | b`, `+---+`, or cells parted by a tab.
    Cells,
    /// `Monday: 5 mg`: a list only beside another such line.
    Labelled,
    /// `8:00 5 mg`: the same without a sign behind the label.
    Entry,
}

/// Letters that count, each row in its order.
const ALPHABETS: [&str; 14] = [
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абвгдежзик",
    "АБВГДЕЖЗИК",
    "αβγδεζηθ",
    "가나다라마바사아자차카타파하",
    "กขคงจฉช",
    "कखगघङचछज",
    "কখগঘঙচছজ",
    "أبجدهوزحط",
    "אבגדהוזחטי",
    "甲乙丙丁戊己庚辛",
    "一二三四五六七八九十",
    "アイウエオカキクケコ",
];

/// The first ten numbers in Roman figures.
const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

impl Sign<'_> {
    /// Whether another sign, further below, would be that of the next item of the same list.
    pub(super) fn leads_to(self, next: Sign) -> bool {
        match (self, next) {
            (Sign::Number(n), Sign::Number(m)) | (Sign::Roman(n), Sign::Roman(m)) => m == n + 1,
            (Sign::Counted(word, n), Sign::Counted(other, m)) => word == other && m == n + 1,
            (Sign::Letter(c), Sign::Letter(d)) => ALPHABETS.iter().any(|row| {
                let mut letters = row.chars().skip_while(|letter| *letter != c).skip(1);
                letters.next() == Some(d)
            }),
            // A figure of one letter was taken for that letter.
            (Sign::Letter(c), Sign::Roman(n)) => roman(c.encode_utf8(&mut [0; 4])).is_some_and(|value| value + 1 == n),
            (Sign::Roman(n), Sign::Letter(c)) => roman(c.encode_utf8(&mut [0; 4])) == Some(n + 1),
            (Sign::Labelled | Sign::Entry, Sign::Labelled | Sign::Entry) => true,
            _ => self == next,
        }
    }

    /// Whether another sign would be that of a later item of the same list, where a word counts the items: `Day 1`, `Day 8`.
    pub(super) fn is_earlier_than(self, next: Sign) -> bool {
        let (Sign::Counted(word, n), Sign::Counted(other, m)) = (self, next) else { return false };
        !word.is_empty() && word == other && m > n
    }

    /// Whether two signs are of one kind, so that the second can only go on with the list of the first, or end it.
    pub(super) fn is_like(self, other: Sign) -> bool {
        let kind = |sign: Sign| match sign {
            Sign::Bullet(c) | Sign::Dash(c) | Sign::Tight(c) => (0, c),
            Sign::Number(_) => (1, ' '),
            Sign::Letter(_) | Sign::Roman(_) => (2, ' '),
            Sign::Counted(..) => (3, ' '),
            Sign::Row | Sign::Cells => (4, ' '),
            Sign::Labelled | Sign::Entry => (5, ' '),
        };
        kind(self) == kind(other)
    }

    /// The key of the block that its lines are.
    pub(super) fn block(self) -> &'static str {
        match self {
            Sign::Bullet('☐' | '□' | '▫') => "checklist",
            Sign::Bullet(_) | Sign::Dash(_) | Sign::Tight(_) | Sign::Counted(..) | Sign::Labelled | Sign::Entry => {
                "bullets"
            }
            Sign::Number(_) | Sign::Letter(_) | Sign::Roman(_) => "steps",
            Sign::Row | Sign::Cells => "table",
        }
    }
}

/// The mark that a line begins with, and its length with the white space behind it.
pub(super) fn sign(line: &str) -> Option<(Sign<'_>, usize)> {
    typed_sign(line).or_else(|| is_entry(line).then_some((Sign::Entry, 0)))
}

/// The mark of a line that its own signs tell, without its words.
fn typed_sign(line: &str) -> Option<(Sign<'_>, usize)> {
    let signs = signs(line.as_bytes());
    if is_plain(line.as_bytes(), signs) {
        return None;
    }
    let has = |of: u8| signs & of > 0;
    item_mark(line)
        .or_else(|| if has(DIGIT | BEYOND_ASCII) { counted(line).or_else(|| ranked(line)) } else { None })
        .or_else(|| if has(CELLS | DASH) { cells(line) } else { None })
        .or_else(|| (has(LABEL | DASH | BEYOND_ASCII) && is_labelled(line)).then_some((Sign::Labelled, 0)))
}

/// Bytes of the longest Roman figure that counts items, and of the point behind it: `viii.`
const LONGEST_FIGURE: usize = 5;

/// Whether a line is ASCII, begins with a letter and has nothing that a mark needs, wherever it may stand: the ordinary
/// case of a wrapped line, in which no mark but an amount in words is sought.
fn is_plain(line: &[u8], signs: u8) -> bool {
    let [first, second, ..] = line else { return false };
    // `a.`, and Word's bullet of the second level.
    let is_letter = first.is_ascii_alphabetic() && (*first != b'o' || *second != b' ');
    is_letter && signs == 0 && !line.iter().take(LONGEST_FIGURE).any(|byte| *byte == b'.')
}

/// Which of the signs below stand on a line.
fn signs(line: &[u8]) -> u8 {
    line.iter().fold(0, |signs, byte| signs | SIGNS[usize::from(*byte)])
}

const DIGIT: u8 = 1;
/// What parts cells.
const CELLS: u8 = 2;
const DASH: u8 = 4;
/// What stands behind a label, but for dashes.
const LABEL: u8 = 8;
/// What else stands in marks, but for points behind letters.
const OTHER: u8 = 16;
const BEYOND_ASCII: u8 = 32;

/// The signs without which a line has no mark.
static SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        signs[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'|' | b';' | b'\t' => CELLS,
            b'-' => DASH,
            b':' | b'=' => LABEL,
            b')' | b'_' | b'*' => OTHER,
            0x80.. => BEYOND_ASCII,
            _ => 0,
        };
        byte += 1;
    }
    signs
};

/// The mark of an item by itself that a line begins with, whatever stands beside the line: every [`Sign::Bullet`],
/// [`Sign::Dash`] and [`Sign::Number`] that [`sign`] finds.
pub(super) fn item_mark(line: &str) -> Option<(Sign<'_>, usize)> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let gap = rest.len() - rest.trim_start().len();
    let length = first.len_utf8() + gap;
    match first {
        '•' | '‣' | '⁃' | '◦' | '●' | '▪' | '■' | '➢' | '➤' | '►' | '▶' | '✓' | '✔' | '☐' | '☑' | '☒' | '\u{F0A7}'
        | '\u{F0B7}' | '\u{F0D8}' | '\u{F0E0}' | '\u{F0FC}' | '\u{F0FE}'
            if !rest.is_empty() =>
        {
            Some((Sign::Bullet(first), length))
        }
        '·' | '∙' | '・' | '･' if gap > 0 => Some((Sign::Bullet(first), length)),
        '□' if !rest.is_empty() => Some((Sign::Bullet(first), length)),
        '○' | '◎' | '◉' | '▫' | '✗' | '✘' | '❖' | '◆' | '◇' if gap > 0 || is_tight(rest) => {
            Some((Sign::Bullet(first), length))
        }
        // In Japanese, it begins a note.
        '※' if gap > 0 || is_tight(rest) => Some((Sign::Dash(first), length)),
        // "> 38 °C" is a comparison.
        '>' if rest.trim_start().starts_with(|c| digit(c).is_some()) => None,
        '-' | '–' | '—' | '−' | '‐' | '‑' | '‒' | '―' | '－' | '*' | '+' | '→' | '⇒' | '➔' | '➜' | '»' | '›' | '>'
        | '§' | '★'
            if gap > 0 =>
        {
            Some((Sign::Dash(first), length))
        }
        // Word's bullet of the second level arrives as the letter.
        'o' if gap > 0 && rest.trim_start().starts_with(char::is_uppercase) => Some((Sign::Dash('o'), length)),
        '-' | '–' | '—' | '−' | '‐' | '‑' | '－' | '·' | '∙' | '・' | '･' | '→'
            if rest.starts_with(char::is_alphabetic) =>
        {
            Some((Sign::Tight(first), length))
        }
        '-' | '–' | '—' if rest.strip_prefix(first).is_some_and(|rest| rest.starts_with(char::is_alphabetic)) => {
            Some((Sign::Tight(first), 2 * first.len_utf8()))
        }
        '|' if rest.trim_end().ends_with('|') => Some((Sign::Row, 1)),
        '[' => ticked(line),
        _ => circled(first).filter(|_| !rest.is_empty()).map(|n| (Sign::Number(n), length)),
    }
    .or_else(|| ordinal(line))
}

/// Whether a text begins with a letter of a script that needs no space behind a mark.
fn is_tight(text: &str) -> bool {
    text.starts_with(is_unspaced_letter)
}

/// `[ ] Wash`: a box as people type it.
fn ticked(line: &str) -> Option<(Sign<'_>, usize)> {
    let rest = ["[ ]", "[]", "[x]", "[X]"].iter().find_map(|mark| line.strip_prefix(mark))?;
    let text = rest.trim_start();
    (text.len() < rest.len() && !text.is_empty()).then_some((Sign::Bullet('☐'), line.len() - text.len()))
}

/// The value of a number in a circle or in brackets of its own, such as `①`.
fn circled(c: char) -> Option<u32> {
    const FIRST: [(u32, u32); 7] =
        [(0x2460, 20), (0x2474, 20), (0x2488, 20), (0x2776, 10), (0x2780, 10), (0x278A, 10), (0x24F5, 10)];
    FIRST.iter().find_map(|(one, count)| u32::from(c).checked_sub(*one).filter(|n| n < count).map(|n| n + 1))
}

/// `1.`, `1)`, `(1)`, `a)`, `1、`, `1.-`, `1-` and the like.
fn ordinal(line: &str) -> Option<(Sign<'_>, usize)> {
    let open = line.chars().next().filter(|c| matches!(c, '(' | '（')).map_or(0, char::len_utf8);
    let body = &line[open..];
    let (sign, end) = number_or_letter(body)?;
    let close = body[end..].chars().next()?;
    let close_end = end + close.len_utf8();
    // `1.-` is how Spanish counts.
    let close_end = close_end + usize::from(close == '.' && body[close_end..].starts_with("- "));
    let after = &body[close_end..];
    let gap = after.len() - after.trim_start().len();
    let closed = match close {
        ')' | '）' => true,
        // Arabic and Spanish count so, too: `1- Wash`.
        '-' | '–' => {
            let is_range = || after.trim_start().starts_with(|c| digit(c).is_some());
            open == 0 && gap > 0 && matches!(sign, Sign::Number(_)) && !is_range()
        }
        // "J. Lee" is no item.
        '.' | '．' | '。' | '、' | '।' | '။' | '។' | '۔' => {
            open == 0 && !matches!(sign, Sign::Letter(c) if c.is_uppercase() && gap == 0)
        }
        _ => false,
    };
    let tight = after.starts_with(is_unspaced) || close == '、';
    (closed && (gap > 0 || tight)).then_some((sign, open + close_end + gap))
}

/// What counts the item that `text` begins with, and its length.
fn number_or_letter(text: &str) -> Option<(Sign<'_>, usize)> {
    if let Some((value, end)) = short_number(text) {
        return Some((Sign::Number(value), end));
    }
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    // A single letter counts as a letter: its neighbours tell which of the two it is.
    if let Some(value) = roman(&text[..end]).filter(|_| end > 1) {
        return Some((Sign::Roman(value), end));
    }
    let letter = text.chars().next().filter(|c| ALPHABETS.iter().any(|row| row.contains(*c)))?;
    Some((Sign::Letter(letter), letter.len_utf8()))
}

/// The value of a number up to ten in Roman figures, in any letter case.
pub fn roman(figures: &str) -> Option<u32> {
    ROMAN.iter().zip(1..).find(|(one, _)| one.eq_ignore_ascii_case(figures)).map(|(_, value)| value)
}

/// `Step 1:`, `1 - Wash`, `1.Wash`: an item only beside the next of its kind.
fn counted(line: &str) -> Option<(Sign<'_>, usize)> {
    let word = line.find(|c| !is_alphabetic(c)).unwrap_or(line.len());
    let number = &line[word..];
    let number = if word == 0 { number } else { number.strip_prefix(' ')? };
    let (value, end) = short_number(number)?;
    let behind = &number[end..];
    let close = behind.trim_start();
    let marks: &[char] =
        if word == 0 { &['-', '–', '—', '.', ')'] } else { &[':', '：', '-', '–', '—', '.', ')'] };
    let Some(text) = close.strip_prefix(marks) else {
        // `Week 1 rest`; "Day 1 is the hardest." is a sentence.
        let is_line = word > 0 && close.len() < behind.len() && close.starts_with(char::is_alphabetic);
        let is_line = is_line && is_short(line) && !ends_clause(line) && !leads_on(line) && !is_entry(line);
        return is_line.then_some((Sign::Counted(&line[..word], value), 0));
    };
    let is_item = match word {
        0 if close.starts_with(['.', ')']) => close.len() == behind.len() && text.starts_with(char::is_alphabetic),
        0 => close.len() < behind.len() && text.starts_with(' ') && !text.trim_start().starts_with(char::is_numeric),
        _ => text.starts_with(' '),
    };
    is_item.then_some((Sign::Counted(&line[..word], value), 0))
}

/// `第一，`, `第2步：` and `1º Lave`: an item only beside the next of its kind.
fn ranked(line: &str) -> Option<(Sign<'_>, usize)> {
    if let Some(rest) = line.strip_prefix('第') {
        let (value, end) = short_number(rest).or_else(|| {
            let figure = rest.chars().next()?;
            let value = "一二三四五六七八九十".chars().zip(1..).find(|(one, _)| *one == figure)?.1;
            Some((value, figure.len_utf8()))
        })?;
        let behind = rest[end..].trim_start_matches(['步', '点', '點', '天', '周', '次']);
        return behind.starts_with(['，', '、', '：', ':', ',']).then_some((Sign::Counted(&line[..3], value), 0));
    }
    let (value, end) = short_number(line).filter(|(value, _)| (1..=20).contains(value))?;
    let rest = line[end..].strip_prefix(['º', '°', 'ª'])?;
    (rest.trim_start().len() < rest.len()).then_some((Sign::Counted("", value), 0))
}

/// Cells without a line at their ends, or the line between two rows.
fn cells(line: &str) -> Option<(Sign<'_>, usize)> {
    let is_rule = line.len() > 3 && line.chars().all(|c| "|-:+ =".contains(c)) && line.contains("--");
    // A spreadsheet parts cells so; in a sentence, a space follows the sign.
    let has_semicolons = || {
        line.contains(';')
            && !line.bytes().any(|byte| matches!(byte, b'&' | b'/'))
            && line.split(';').skip(1).all(|cell| cell.starts_with(char::is_alphanumeric))
    };
    (is_rule || line.contains(['|', '\t']) || has_semicolons()).then_some((Sign::Cells, 1))
}

/// Letters of the longest label before a colon.
const LONGEST_LABEL: usize = 32;

/// `Monday: 5 mg`, `**Noon:** rest`, `周一：5毫克`, `Monday – 5 mg`: a few words, a sign, and what belongs to them.
fn is_labelled(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_']);
    // A label that is longer is none, nor is there one without a sign.
    let head = &line[..line.char_indices().nth(LONGEST_LABEL + 3).map_or(line.len(), |(at, _)| at)];
    if !head.contains([':', '-', '=', '：', '៖', '–', '—', '→']) {
        return false;
    }
    let signs = [": ", ":\t", ":*", ":_", "：", "៖", " - ", " – ", " — ", " = ", " → "];
    let Some((at, sign)) = signs.iter().filter_map(|sign| head.find(sign).map(|at| (at, sign))).min() else {
        return false;
    };
    let label = line[..at].trim_end_matches(['*', '_']);
    let value = &line[at + sign.len()..];
    let (letters, words) = (label.chars().count(), label.split_whitespace().count());
    // A dash stands between the parts of a sentence more often than a colon does, and "5 - 10 mg" is a range; a sentence
    // without spaces is short.
    let (most_letters, most_words, is_colon) = match *sign {
        ": " | ":\t" | ":*" | ":_" => (LONGEST_LABEL, 4, true),
        "：" | "៖" => (8, 4, true),
        _ => (24, 2, false),
    };
    let begins = |c: char| c.is_alphabetic() || is_colon && c.is_numeric();
    let is_plain =
        |c: char| c.is_alphanumeric() || c.is_whitespace() || "'’()/&+-–:.#%\u{200C}".contains(c) || is_mark(c);
    label.starts_with(begins)
        && letters <= most_letters
        && words <= most_words
        && label.chars().all(is_plain)
        && !label.contains(". ")
        // A second dash ends what the first began: "Hats – wide ones – help too."
        && (is_colon || !value.contains(sign))
        && (value.contains(char::is_alphanumeric) || value.contains("___"))
}

/// Whether a character is a vowel sign or the like of an Indic or South-East Asian script, an Arabic or a Hebrew one.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{E4F}'
        | '\u{E80}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17DD}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        /// What is not looked for on a line is not there.
        #[test]
        fn no_mark_is_passed_over(line in r"[a-zA-Z](i|v|x|I|o|ii|A| |. |\)|, |;|:|: |[a-z]{1,9}|Step |7|\||\*\*|__| - |=|\(|\[|/|&|%|\t|>|•|é){0,9}") {
            let found = item_mark(&line).or_else(|| counted(&line)).or_else(|| ranked(&line)).or_else(|| cells(&line));
            prop_assert_eq!(typed_sign(&line), found.or_else(|| is_labelled(&line).then_some((Sign::Labelled, 0))));
        }
    }
}
