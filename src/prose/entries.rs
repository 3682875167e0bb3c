//! Lines of a schedule or of a list of medicines that have no sign of a list: a time of day or an amount tells what they are.

use super::digits::{digit, short_number};
use super::emphasis::is_unspaced;

/// Widest line that was not broken because it was full. A letter of a script without spaces is two wide.
const SHORT_LINE: usize = 48;
/// Widest line that ends with a number without a unit.
const COUNTED: usize = 24;
/// Most words before the amount of a medicine, and most where the line begins with a small letter.
const MOST_WORDS: (usize, usize) = (4, 2);

/// Parts of the day before the hour, in scripts without spaces and in Korean.
const PARTS: [&str; 12] =
    ["上午", "下午", "早上", "晚上", "中午", "凌晨", "清晨", "午前", "午後", "오전", "오후", "夜间"];
/// What stands behind an hour.
const HOURS: [&str; 20] = [
    "a.m.",
    "p.m.",
    "a. m.",
    "p. m.",
    "a.m",
    "p.m",
    "am",
    "pm",
    "AM",
    "PM",
    "Uhr",
    "น.",
    "点",
    "點",
    "時",
    "时",
    "시",
    "बजे",
    "o’clock",
    "o'clock",
];
/// The same words where they may also tell how long something takes.
const LENGTHS: [&str; 8] = ["h", "hrs", "horas", "heures", "ч", "часов", "ص", "م"];

/// Units of what is taken, and forms that are counted; of hours, too: "Saturday 9 am to noon".
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "am", "pm", "a.m", "p.m", "Uhr", "kg", "lb", "mg", "mcg", "µg", "μg", "ug", "g", "mL", "ml", "cc", "L", "IU", "UI", "mEq", "%", "oz", "tsp", "tbsp", "unit", "units",
    "tablet", "tablets", "tab", "tabs", "pill", "pills", "capsule", "capsules", "cap", "caps", "drop", "drops", "puff", "puffs",
    "spray", "sprays", "patch", "patches", "spoon", "spoons", "teaspoon", "teaspoons", "cup", "cups",
    "tableta", "tabletas", "pastilla", "pastillas", "comprimido", "comprimidos", "cápsula", "cápsulas", "gota", "gotas",
    "cucharada", "cucharadas", "cucharadita", "cucharaditas", "unidad", "unidades", "unidade", "inhalación", "inhalaciones",
    "comprimé", "comprimés", "gélule", "gélules", "goutte", "gouttes", "bouffée", "bouffées", "unité", "unités", "cuillère", "cuillères",
    "Tablette", "Tabletten", "Kapsel", "Kapseln", "Tropfen", "Einheiten", "compressa", "compresse", "gocce",
    "мг", "мкг", "г", "мл", "таблетка", "таблетки", "таблеток", "капсула", "капсулы", "капель", "капли",
    "ملغ", "ملجم", "مجم", "مغ", "مل", "قرص", "أقراص", "حبة", "حبات", "حبوب", "كبسولة", "قطرة", "قطرات", "میلی‌گرم", "قطره",
    "मिग्रा", "मिलीग्राम", "मिली", "ग्राम", "गोली", "गोलियाँ", "गोलियां", "बूंद", "बूँद", "बूंदें", "चम्मच", "कैप्सूल",
    "মিগ্রা", "ট্যাবলেট", "viên", "giọt", "밀리그램", "정", "알", "방울", "มก", "มิลลิกรัม", "เม็ด",
];
/// The same where no space stands behind them.
const UNSPACED_UNITS: [&str; 16] = [
    "毫克",
    "微克",
    "毫升",
    "克",
    "片",
    "粒",
    "滴",
    "颗",
    "顆",
    "錠",
    "カプセル",
    "ミリグラム",
    "包",
    "เม็ด",
    "មីលីក្រាម",
    "គ្រាប់",
];

/// Numbers in words, before a unit.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "una", "uno", "dos", "tres", "cuatro",
    "media", "medio", "un", "une", "deux", "trois", "quatre", "demi", "ein", "eine", "zwei", "drei", "vier", "halbe", "uma", "um",
    "duas", "dois", "due", "tre", "один", "одна", "одну", "две", "два", "три", "một", "hai", "ba",
];
/// Words between a number and a unit: `half a tablet`.
const BETWEEN: [&str; 3] = ["a", "an", "of"];

/// Words behind which a sentence goes on, so that the end of a line there is the end of no entry.
#[rustfmt::skip]
const JOINERS: &[&str] = &[
    "and", "or", "to", "at", "of", "the", "a", "an", "with", "in", "on", "for", "by", "from", "until", "than", "is", "are", "as",
    "then", "plus", "if", "when", "after", "before", "about", "your", "our", "their", "every", "each", "not", "between",
    "y", "o", "e", "u", "de", "del", "la", "el", "los", "las", "con", "en", "por", "para", "hasta", "desde", "que", "si", "su", "sus", "cada",
    "et", "ou", "à", "au", "aux", "du", "des", "le", "les", "avec", "dans", "pour", "votre", "vos", "chaque",
    "und", "oder", "mit", "von", "bis", "um", "an", "zu", "der", "die", "das", "den", "dem", "ein", "eine", "im", "am", "Ihr", "Ihre",
    "i", "lub", "z", "na", "w", "do", "и", "или", "в", "с", "до", "по", "на", "من", "إلى", "في", "مع", "أو", "و", "और", "या", "को", "में", "से", "के",
];

/// Verbs behind which what is taken stands.
const VERBS: &[&str] =
    &["take", "Take", "taking", "drink", "Drink", "use", "Use", "give", "Give", "tome", "Tome", "prenez", "Prenez"];

/// Whether a line is an entry without a sign of a list: `8:00 5 mg`, `Monday 5 mg`, `40 mg for 3 days`, `Nurse 555-0100`,
/// `**Fever** call us`, `Name ____`.
pub(super) fn is_entry(line: &str) -> bool {
    is_short(line)
        && (is_timed(line)
            || has_amount(line)
            || has_amount_in_words(line)
            || ends_with_count(line)
            || ends_with_phone(line)
            || is_form(line)
            || has_strong_head(line))
}

/// Whether a line tells an amount in words, as [`has_amount`] in digits: `Morning two tablets`, `One tablet at noon`.
fn has_amount_in_words(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_']);
    let is_small = line.starts_with(char::is_lowercase);
    let mut words = line.split_whitespace().map(|word| word.trim_matches(['*', '_', '(', ')', ',', '.'])).enumerate();
    let Some((before, _)) = words.find(|(_, word)| NUMBERS.contains(&word.to_lowercase().as_str())) else {
        return false;
    };
    let unit = words.map(|(_, word)| word).find(|word| !BETWEEN.contains(word));
    let most = if is_small { MOST_WORDS.1 } else { MOST_WORDS.0 };
    unit.is_some_and(|unit| UNITS.contains(&unit)) && before <= most && !begins_with_joiner(line)
}

/// Whether a very short line is a name and how many of it: `Iron x 2`, `Morning 1`.
fn ends_with_count(line: &str) -> bool {
    let name = line.trim_end_matches(|c| digit(c).is_some() || is_fraction(c));
    let count = line[name.len()..].chars().count();
    let bare = name.trim_end();
    let head = bare.strip_suffix(['x', '×', 'X']).filter(|head| head.ends_with(' ')).unwrap_or(bare);
    let is_apart = bare.len() < name.len() || head.len() < bare.len();
    (1..=3).contains(&count)
        && is_apart
        && is_narrower(line, COUNTED)
        && head.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && is_head(head.trim_end(), MOST_WORDS.0)
}

/// Whether a line ends with a telephone number of seven digits or more behind a name.
fn ends_with_phone(line: &str) -> bool {
    let is_part =
        |c: char| digit(c).is_some() || matches!(c, ' ' | '-' | '(' | ')' | '+' | '.' | '\u{A0}' | '\u{2011}');
    let name = line.trim_end_matches(is_part);
    let digits = line[name.len()..].chars().filter(|c| digit(*c).is_some()).count();
    digits >= 7 && name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) && is_head(name, MOST_WORDS.0)
}

/// Whether a line is a few words and a line to write on.
fn is_form(line: &str) -> bool {
    let name = line.trim_end_matches('_');
    line.len() - name.len() >= 3 && name.starts_with(char::is_alphabetic) && is_head(name.trim_end(), MOST_WORDS.0)
}

/// Whether a line begins with a few strong words that others follow.
fn has_strong_head(line: &str) -> bool {
    let Some((head, rest)) = line.strip_prefix("**").and_then(|line| line.split_once("**")) else { return false };
    rest.starts_with(' ') && is_head(head, MOST_WORDS.0) && !ends_clause(head)
}

/// Whether a line of text ends long before those of a text that is full.
pub(super) fn is_short(line: &str) -> bool {
    is_narrower(line, SHORT_LINE)
}

/// Whether a line is at most so wide.
pub(super) fn is_narrower(line: &str, most: usize) -> bool {
    // A letter of ASCII is one wide.
    match line.as_bytes().get(..=most) {
        Some(head) if head.is_ascii() => return false,
        None if line.is_ascii() => return true,
        _ => {}
    }
    let widths = line.chars().take(most + 1).map(|c| if is_unspaced(c) { 2 } else { 1 });
    widths.sum::<usize>() <= most
}

/// Whether the sentence on a line goes on below it.
pub(super) fn leads_on(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    JOINERS.contains(&last) || VERBS.contains(&last)
}

/// Whether a sentence goes on with the first word of a line.
fn begins_with_joiner(line: &str) -> bool {
    let first = line.split(char::is_whitespace).next().unwrap_or_default();
    JOINERS.contains(&first)
}

/// Whether what stands on a line is parted from what follows it by a sign of its own.
pub(super) fn ends_clause(line: &str) -> bool {
    let line = line.trim_end_matches(['*', '_', ')', '"', '”', '’', '»']);
    line.ends_with([
        '.', ',', ';', ':', '!', '?', '。', '，', '、', '；', '：', '！', '？', '،', '؛', '؟', '।', '۔', '។', '៖', '။',
    ])
}

/// Whether a line begins with a time of day and goes on behind it: `8:00 5 mg`, `8 am breakfast`, `上午8点 5毫克`.
fn is_timed(line: &str) -> bool {
    let part = PARTS.iter().find(|part| line.starts_with(**part)).map_or(0, |part| part.len());
    let body = line[part..].trim_start();
    let Some((_, length)) = short_number(body).filter(|(hour, _)| *hour <= 24) else { return false };
    if body[..length].chars().count() > 2 {
        return false;
    }
    let (sign, rest) = minutes(&body[length..]);
    let (word, behind) = hours(rest);
    let item = behind.trim_start();
    let is_apart = item.len() < behind.len()
        || behind.starts_with(is_unspaced)
        || word.is_some_and(|word| word.contains(is_unspaced));
    let counts = item.starts_with(|c| digit(c).is_some());
    let is_time = match sign {
        Some(':' | '：') => true,
        // "1.50 mg" is an amount, "20h00" a time.
        Some('.' | '٫') => word.is_some() || counts,
        Some(_) => true,
        None => word.is_some_and(|word| !LENGTHS.contains(&word) || counts),
    };
    is_time && is_apart && !item.is_empty()
}

/// The sign before the minutes that a text begins with, and what follows them.
fn minutes(text: &str) -> (Option<char>, &str) {
    let Some(sign) = text.chars().next().filter(|c| matches!(c, ':' | '：' | '.' | '٫' | 'h' | 'H')) else {
        return (None, text);
    };
    let behind = &text[sign.len_utf8()..];
    match short_number(behind) {
        Some((value, length)) if value < 60 && behind[..length].chars().count() == 2 => (Some(sign), &behind[length..]),
        _ => (None, text),
    }
}

/// The word behind an hour that a text begins with, and what follows it.
fn hours(text: &str) -> (Option<&'static str>, &str) {
    let body = text.trim_start();
    for word in HOURS.iter().chain(&LENGTHS) {
        if let Some(rest) = body.strip_prefix(word)
            && !rest.starts_with(|c: char| c.is_alphabetic() && !is_unspaced(c))
        {
            return (Some(word), rest);
        }
    }
    (None, text)
}

/// Whether a line tells how much of something there is, or when: `Monday 5 mg`, `40 mg for 3 days`, `早上5毫克`.
fn has_amount(line: &str) -> bool {
    let line = compared(line);
    let Some(first) = line.trim_start_matches(['*', '_']).chars().next() else { return false };
    if !first.is_alphanumeric() || begins_with_joiner(line) {
        return false;
    }
    if amount(line).is_some() && (first.is_numeric() || is_fraction(first)) {
        return true;
    }
    let is_strict = first.is_alphabetic() && !first.is_uppercase();
    let mut in_number = false;
    for (at, c) in line.char_indices() {
        let begins = digit(c).is_some() || is_fraction(c);
        if begins && !in_number && !line[..at].ends_with(['-', '.', '/']) {
            let most = if first.is_lowercase() { MOST_WORDS.1 } else { MOST_WORDS.0 };
            let is_head = is_head(line[..at].trim_end(), most);
            if let Some(behind) = amount(&line[at..]).filter(|_| is_head) {
                return !is_strict || behind.trim_end_matches(['*', '_', '.']).is_empty();
            }
        }
        in_number = begins;
    }
    false
}

/// A line without the sign of comparison before the number that it begins with: `< 50 kg 1 tablet`.
fn compared(line: &str) -> &str {
    let number = line.trim_start_matches(['<', '>', '≤', '≥', '＜', '＞']).trim_start();
    if number.starts_with(|c| digit(c).is_some()) { number } else { line }
}

/// Whether a text is the few words that an amount belongs to.
fn is_head(text: &str, most: usize) -> bool {
    let words = text.split_whitespace().count();
    (1..=most).contains(&words) && !text.contains([';', '!', '?', '。']) && !text.contains(". ")
}

/// What stands behind the amount that a text begins with.
fn amount(text: &str) -> Option<&str> {
    let is_number = |c: char| {
        digit(c).is_some() || is_fraction(c) || matches!(c, '.' | ',' | '/' | '⁄' | '-' | '–' | '٫' | '٬' | ' ')
    };
    let unit = text.trim_start_matches(is_number);
    let unit = unit.strip_prefix('\u{A0}').or_else(|| unit.strip_prefix('\u{202F}')).unwrap_or(unit);
    if let Some(word) = UNSPACED_UNITS.iter().find(|word| unit.starts_with(**word)) {
        return Some(&unit[word.len()..]);
    }
    let length = unit.find(|c: char| c.is_whitespace() || ",;()/".contains(c)).unwrap_or(unit.len());
    let word = unit[..length].trim_end_matches(['.', '*', '_']);
    UNITS.contains(&word).then(|| &unit[word.len()..])
}

fn is_fraction(c: char) -> bool {
    matches!(c, '¼'..='¾' | '\u{2150}'..='\u{215E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_or_an_amount_makes_an_entry() {
        for line in [
            "8:00 5 mg",
            "08:00 breakfast",
            "8 am 5 mg",
            "8 a.m. rest",
            "8.00 5 mg",
            "20h00 10 mg",
            "8h 5 mg",
            "8 Uhr 5 mg",
            "٨:٠٠ ٥ ملغ",
            "上午8点 5毫克",
            "8点5毫克",
            "8：00 5毫克",
            "오전 8시 5 mg",
            "00:30 snack",
            "००:३० नाश्ता",
            "सुबह ५ मिग्रा",
            "صباحا ٥ ملغ",
            "Monday 5 mg",
            "morning ½ tablet",
            "Metformin 500 mg twice a day",
            "Lunes 1½ tabletas",
            "Lundi 2 comprimés",
            "早上5毫克",
            "Iron 5\u{A0}mg",
            "Iron (5 mg)",
            "40 mg for 3 days",
            "1/2 tsp salt",
            "5/10 5 mg",
            "Saturday 9 am to noon",
            "Nurse 555-0100",
            "Nights (312) 555-0142",
            "Name ______",
            "**Fever** call us",
            "< 50 kg 1 tablet",
            "≥50 kg 2 tablets",
            "Morning two tablets",
            "One tablet at noon",
            "Night half a tablet",
            "Mañana dos tabletas",
            "Iron x 2",
            "Iron ×2",
            "Vitamin D 1",
            "Morning ½",
        ] {
            assert!(is_entry(line), "{line}");
        }
    }

    #[test]
    fn a_number_alone_makes_none() {
        for line in [
            "5 h after the dose",
            "8:00",
            "8:00, 12:00 and 16:00",
            "24 hours a day",
            "100:00 a",
            "000:30 a",
            "Call line 3 today",
            "Page 5 g2",
            "or at most 10 mg",
            "if you feel worse with 10 mg",
            "-5 mg",
            "> 38 °C",
            "< mg",
            "about 5 mg of it",
            "24 hours after it",
            "call 555-0100",
            "**Note:** call us",
            "Rest. Take 5 mg",
            "每天服用5毫克的药",
            "The nurse looks at your blood and tells you to take 5 mg",
            "or one tablet at noon",
            "The nurse looks at your blood for one tablet",
            "Ask for one",
            "COVID-19",
            "stage 2",
            "You have cancer of stage 2",
            "Boston 02115",
        ] {
            assert!(!is_entry(line), "{line}");
        }
    }
}
