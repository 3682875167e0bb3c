//! Where a line may end: UAX 14, less the places where a dose, a name or a number would fall apart.

use std::ops::Range;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::scripts::{Script, Tongue};

/// Finds break opportunities. What a way of breaking needs is loaded when first asked for.
#[derive(Default)]
pub struct Breaker {
    segmenters: Vec<(Way, LineSegmenterBorrowed<'static>)>,
}

/// How lines are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// UAX 14 alone.
    Plain,
    /// UAX 14 with dictionaries of Thai, Lao, Burmese and Khmer.
    Dictionary,
    /// As Korean is set ragged: between words, never between syllables.
    Words,
}

impl Breaker {
    /// Bytes of `text` where a line may end, ascending; the last is the end of the text, 0 is never one. None is inside
    /// a range of `keeps`.
    ///
    /// Chinese and Japanese break strictly: no small kana, long-vowel mark or closing sign begins a line, no opening
    /// one ends it (JIS X 4051, GB/T 15834; CSS Text 3, 5.3 `strict`).
    pub fn opportunities(&mut self, text: &str, tongue: Tongue, keeps: &[Range<usize>]) -> Vec<usize> {
        let way = match tongue.script {
            _ if !text.is_ascii() && text.chars().any(needs_dictionary) => Way::Dictionary,
            Script::Hangul => Way::Words,
            _ => Way::Plain,
        };
        let segmenter = self.segmenter(way);
        let end = text.len();
        let kept = |at| keeps.iter().any(|range| range.start < at && at < range.end);
        segmenter.segment_str(text).filter(|&at| at > 0 && (at == end || !is_kept(text, at) && !kept(at))).collect()
    }

    fn segmenter(&mut self, way: Way) -> LineSegmenterBorrowed<'static> {
        if let Some((_, known)) = self.segmenters.iter().find(|(known, _)| *known == way) {
            return *known;
        }
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        options.word_option = (way == Way::Words).then_some(LineBreakWordOption::KeepAll);
        let segmenter = match way {
            Way::Dictionary => LineSegmenter::new_dictionary(options),
            Way::Plain | Way::Words => LineSegmenter::new_for_non_complex_scripts(options),
        };
        self.segmenters.push((way, segmenter));
        segmenter
    }
}

/// Thai, Lao, Burmese and Khmer write words without spaces.
fn needs_dictionary(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{19e0}'..='\u{19ff}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Whether the text around byte `at` must stay on one line, though UAX 14 would allow a break.
fn is_kept(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let Some(last) = before.chars().next_back() else { return false };
    match last {
        // Signs of Thai, Lao and Khmer that repeat the word before.
        _ if after.starts_with(['\u{e46}', '\u{ec6}', '\u{17d7}']) => true,
        ' ' => {
            let left = before.trim_end_matches(' ');
            let left = &left[left.rfind(' ').map_or(0, |space| space + 1)..];
            let right = after.split(' ').next().unwrap_or(after);
            are_kept_words(left, right)
        }
        '\u{ad}' => true,
        // A number and what it counts: `3 次`, `2024年`, `5 วัน`.
        _ if last.is_numeric() => after.chars().next().is_some_and(is_counted),
        '-' | '–' | '—' => is_range(before, after),
        '/' => is_range(before, after) || !is_address(before, after),
        _ => is_east_asian_unit(before, after),
    }
}

/// Letters of scripts without capitals: whatever follows a number there is what it counts.
fn is_counted(c: char) -> bool {
    Script::of(c).is_some_and(|script| {
        !script.is_european() && !matches!(script, Script::Armenian | Script::Georgian) && c.is_alphabetic()
    })
}

/// `5毫克`, `5 毫克`, `3時間`: a number and a unit of several characters, cut within the unit.
fn is_east_asian_unit(before: &str, after: &str) -> bool {
    /// Bytes of the longest unit and a digit.
    const LONGEST_UNIT: usize = 24;
    #[rustfmt::skip]
    const UNITS: &[&str] = &[
        "毫克", "微克", "公克", "千克", "公斤", "毫升", "公升", "毫米", "厘米", "公分", "英寸", "英尺", "小时", "小時",
        "分钟", "分鐘", "个月", "個月", "星期", "时间", "時間", "分間", "日間", "週間", "か月", "ヶ月", "カ月", "か所",
        "ミリグラム", "グラム", "キログラム", "ミリリットル", "リットル", "センチ", "カロリー", "摄氏度", "攝氏度",
    ];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST_UNIT))..];
    let Some(number) = near.rfind(is_numeric) else { return false };
    let begun = near[number..].trim_start_matches(is_numeric).trim_start_matches(' ');
    !begun.is_empty()
        && UNITS
            .iter()
            .any(|unit| unit.strip_prefix(begun).is_some_and(|rest| !rest.is_empty() && after.starts_with(rest)))
}

/// `3–5`, `10/500`: a digit on both sides of the dash.
fn is_range(before: &str, after: &str) -> bool {
    let digit_before = before.chars().rev().nth(1).is_some_and(is_numeric);
    digit_before && after.chars().next().is_some_and(is_numeric)
}

/// A web address or something as long, which must be broken somewhere; `mg/m²` and `and/or` need not.
fn is_address(before: &str, after: &str) -> bool {
    /// Letters of the longest word that is no address.
    const LONG: usize = 24;
    let length = |letters: &mut dyn Iterator<Item = char>| letters.take(LONG + 1).take_while(|c| *c != ' ').count();
    let (head, tail) = (length(&mut before.chars().rev()), length(&mut after.chars()));
    if head + tail > LONG {
        return true;
    }
    let head = before.rsplit(' ').next().unwrap_or(before);
    head.contains("//") || head.starts_with("www.")
}

fn is_numeric(c: char) -> bool {
    c.is_numeric()
}

fn are_kept_words(left: &str, right: &str) -> bool {
    // Two plain words, as nearly all are.
    if left.len() > 1 && left.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let left = left.trim_start_matches(['(', '[', '“', '"', '‘', '\'']);
    is_amount(left, right) || is_phone(left, right) || is_name(left, right) || is_date(left, right)
}

/// A number and its unit or sign: `0.5 mg`, `3 × day`, `< 5`, `8 am`.
fn is_amount(left: &str, right: &str) -> bool {
    const SIGNS: &[&str] = &["×", "x", "<", ">", "≤", "≥", "=", "+", "±", "~", "–", "-"];
    let number = |word: &str| word.starts_with(is_numeric) && word.ends_with(|c: char| is_numeric(c) || c == '%');
    let unit = right.trim_end_matches(['.', ',', ';', ':', ')', ']', '?', '!', '"', '”', '’']);
    number(left) && (is_unit(unit) || SIGNS.contains(&right) || unit.starts_with(is_counted))
        || SIGNS.contains(&left) && right.starts_with(is_numeric)
        || left == "×"
        || left == "№"
}

/// Whether a word is a unit of measure, or one by another: `mg`, `mg/kg`.
pub(super) fn is_unit(word: &str) -> bool {
    #[rustfmt::skip]
    const UNITS: &[&str] = &[
        "mg", "mcg", "µg", "μg", "ug", "ng", "g", "gr", "kg", "lb", "lbs", "oz", "mL", "ml", "dL", "L", "l", "cc",
        "cm", "mm", "m", "km", "in", "ft", "IU", "UI", "mEq", "mmol", "mol", "mmHg", "kcal", "cal", "Gy", "cGy", "Hz",
        "bpm", "%", "°", "°F", "°C", "ºF", "ºC", "F", "C", "h", "hr", "hrs", "min", "s", "am", "pm", "a.m", "p.m",
        "AM", "PM", "мг", "мкг", "г", "кг", "мл", "л", "см", "мм", "ч", "мин", "γρ", "մգ", "մկգ", "գ", "կգ",
        "մլ", "լ", "սմ", "մմ", "მგ", "მკგ", "გ", "კგ", "მლ", "ლ", "სმ", "მმ", "Uhr", "€", "$", "h00",
    ];
    let base = word.split('/').next().unwrap_or(word);
    let base = base.trim_end_matches(['²', '³']);
    UNITS.contains(&word) || UNITS.contains(&base)
}

/// `(555) 555-0100`, `1 800 555 0100`: groups of digits.
fn is_phone(left: &str, right: &str) -> bool {
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).count();
    let phone = |word: &str| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '(' | ')' | '-' | '+' | '.'));
    let right = right.trim_end_matches([',', ';', '.', ')', ':', '?', '!']);
    !left.is_empty()
        && phone(left)
        && phone(right)
        && digits(left) >= 1
        && digits(right) >= 2
        && !left.ends_with(['.', '-'])
}

/// A title or initials and the name: `Dr. Lee`, `J. Smith`, and as reference lists have it, `Bower JE,`.
fn is_name(left: &str, right: &str) -> bool {
    const TITLES: &[&str] =
        &["Dr.", "Dra.", "Mr.", "Mrs.", "Ms.", "Prof.", "Sr.", "Sra.", "St.", "No.", "Nr.", "p.", "pp."];
    let mut letters = left.chars();
    let initial =
        matches!((letters.next(), letters.next(), letters.next()), (Some(c), Some('.'), None) if c.is_uppercase());
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let initials = right.trim_end_matches(['.', ',', ';', ':']);
    let is_initials = initials.len() < right.len()
        && (1..=3).contains(&initials.chars().count())
        && initials.chars().all(char::is_uppercase);
    left.ends_with('.') && TITLES.contains(&left)
        || initial && capital(right)
        || is_initials
            && capital(left)
            && left.chars().count() > 1
            && left.chars().all(|c| c.is_alphabetic() || "’'-".contains(c))
}

/// `May 10,` and `10 May`.
fn is_date(left: &str, right: &str) -> bool {
    const MONTHS: &[&str] = &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "Jan.",
        "Feb.",
        "Mar.",
        "Apr.",
        "Jun.",
        "Jul.",
        "Aug.",
        "Sept.",
        "Oct.",
        "Nov.",
        "Dec.",
    ];
    let right = right.trim_end_matches(['.', ',', ';', ')', ':']);
    let day = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    day(right) && MONTHS.contains(&left) || day(left) && MONTHS.contains(&right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> String {
        broken_in("en", text)
    }

    fn broken_in(language: &str, text: &str) -> String {
        let mut out = String::new();
        let mut start = 0;
        for at in Breaker::default().opportunities(text, Tongue::of(language), &[]) {
            out.push_str(&text[start..at]);
            out.push('|');
            start = at;
        }
        out
    }

    #[test]
    fn doses_ranges_names_phones_and_dates_stay_whole() {
        for (text, expected) in [
            ("Take 0.5 mg now", "Take |0.5 mg |now|"),
            ("drink 10–20 mL, then", "drink |10–20 mL, |then|"),
            ("3 × day", "3 × day|"),
            ("ask Dr. Lee first", "ask |Dr. Lee |first|"),
            ("call (555) 555-0100 now", "call |(555) 555-0100 |now|"),
            ("on May 10, 2024", "on |May 10, |2024|"),
            ("a fever of 100.4 °F (38 °C) or", "a |fever |of |100.4 °F |(38 °C) |or|"),
            ("Bower JE. Fatigue", "Bower JE. |Fatigue|"),
            ("at 8 am or 5 p.m. today", "at |8 am |or |5 p.m. |today|"),
            ("a well-known drug", "a |well-|known |drug|"),
            ("temperature of < 5", "temperature |of |< 5|"),
            ("1,250 mg/m² and/or more", "1,250 mg/m² |and/or |more|"),
            ("see https://a.org/b/c", "see |https://|a.org/|b/|c|"),
        ] {
            assert_eq!(broken(text), expected);
        }
    }

    #[test]
    fn a_dose_stays_whole_in_every_language() {
        for (language, text, expected) in [
            ("ru", "по 10 мл воды", "по |10 мл |воды|"),
            ("el", "πάρτε 2 γρ. τώρα", "πάρτε |2 γρ. |τώρα|"),
            ("hy", "խմեք 10–20 մլ ջուր", "խմեք |10–20 մլ |ջուր|"),
            ("ka", "დალიეთ 5 მლ, მერე", "დალიეთ |5 მლ, |მერე|"),
            ("zh-Hans", "服 5 毫克 药", "服 |5 毫克 |药|"),
            ("ar", "خذ ٥ ملغ الآن", "خذ |٥ ملغ |الآن|"),
            ("he", "קחו 5 מ\"ג כעת", "קחו |5 מ\"ג |כעת|"),
            ("ur", "روزانہ 3 × day لیں", "روزانہ |3 × day |لیں|"),
            ("ru", "спросите Dr. Lee завтра", "спросите |Dr. Lee |завтра|"),
        ] {
            assert_eq!(broken_in(language, text), expected);
        }
    }

    #[test]
    fn each_script_breaks_as_its_readers_do() {
        for (language, text, expected) in [
            ("th", "ดื่มน้ำวันละ 8 แก้ว", "ดื่ม|น้ำ|วัน|ละ |8 แก้ว|"),
            ("lo", "ດື່ມນ້ຳຫຼາຍໆ", "ດື່ມ|ນ້ຳ|ຫຼາຍໆ|"),
            ("km", "ញ៉ាំថ្នាំបន្ទាប់ពីអាហារ", "ញ៉ាំ|ថ្នាំ|បន្ទាប់ពី|អាហារ|"),
            ("my", "ဆေးသောက်ပါ", "ဆေး|သောက်|ပါ|"),
            ("zh-Hans", "每日3次，每次5毫克（饭后）。", "每|日|3次，|每|次|5毫克|（饭|后）。|"),
            ("ja", "コーヒーは「ちょっと」だけ。", "コー|ヒー|は|「ちょっ|と」|だ|け。|"),
            ("ko", "물을 충분히 마시세요.", "물을 |충분히 |마시세요.|"),
            ("am", "ውሃ፡ጠጣ። ጥቂት", "ውሃ፡|ጠጣ። |ጥቂት|"),
            ("bo", "ཆུ་འཐུང་།", "ཆུ་|འཐུང་།|"),
            ("ar", "كل 8 ساعات مع الطعام", "كل |8 ساعات |مع |الطعام|"),
            ("hi", "दिन में 3 बार", "दिन |में |3 बार|"),
        ] {
            assert_eq!(broken_in(language, text), expected);
        }
    }

    #[test]
    fn what_is_to_be_kept_is_kept() {
        let ends = Breaker::default().opportunities("one two-and three", Tongue::of("en"), &[0..3, 4..11]);
        assert_eq!(ends, [4, 12, 17]);
    }

    #[test]
    fn an_empty_text_has_no_opportunity() {
        assert_eq!(broken(""), "");
    }
}
