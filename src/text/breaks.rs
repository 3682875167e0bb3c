//! Where a line may end: UAX 14, less the places where a dose, a name or a number would fall apart.

use std::ops::Range;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption, WordBreakInvariantOptions};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, WordSegmenter};

use super::closed_syllables;
use super::plain_breaks;
use super::scripts::{FontLanguage, Script};
use super::together::{Customs, are_kept_words, is_counted, may_begin_range, may_end_range};
use crate::language::is_numeric;
use crate::language::is_usual_rightwards;

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
    pub fn opportunities(
        &mut self,
        text: &str,
        (font_language, customs): (FontLanguage, Customs),
        keeps: &[Range<usize>],
    ) -> Vec<usize> {
        let end = text.len();
        let kept = |at| keeps.iter().any(|range| range.start < at && at < range.end);
        let allows = |at: usize| at > 0 && (at == end || !is_kept(text, at, customs) && !kept(at));
        // Between words alone, as Korean is set, no line ends behind a hyphen either.
        if font_language.script != Script::Hangul
            && let Some(mut plain) = plain_breaks::opportunities(text)
        {
            plain.retain(|at| allows(*at));
            return plain;
        }
        let way = match font_language.script {
            _ if !text.is_ascii() && text.chars().any(needs_dictionary) => Way::Dictionary,
            Script::Hangul => Way::Words,
            _ => Way::Plain,
        };
        self.segmenter(way).segment_str(text).filter(|at| allows(*at)).collect()
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

/// Bytes where words of Chinese and Japanese end, as a dictionary has them, ascending. Lines may end within these words;
/// titles had better not.
pub(super) fn word_ends(text: &str) -> Vec<usize> {
    WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()).segment_str(text).collect()
}

/// Thai, Lao, Burmese and Khmer write words without spaces.
fn needs_dictionary(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{19e0}'..='\u{19ff}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Whether the text around byte `at` must stay on one line, though UAX 14 would allow a break.
fn is_kept(text: &str, at: usize, customs: Customs) -> bool {
    let (before, after) = text.split_at(at);
    if !customs.binds_letters && are_plain(before, after) {
        return false;
    }
    let Some(last) = before.chars().next_back() else { return false };
    match last {
        // Signs of Thai, Lao and Khmer that repeat the word before.
        _ if after.starts_with(['\u{e46}', '\u{ec6}', '\u{17d7}']) => true,
        _ if needs_dictionary(last) && closed_syllables::divides(before, after) => true,
        // A space before the mark that ends a sentence, as many write it in Hindi.
        ' ' if after.starts_with(['।', '॥', '၊', '။', '។', '៕', '۔']) => true,
        ' ' => {
            let (_, left) = split_last_word(before.trim_end_matches(' '));
            let (right, _) = split_first_word(after);
            are_kept_words(left, right, customs) || parts_range(before, after, customs)
        }
        '\u{ad}' => true,
        // A number and what it counts: `3 次`, `2024年`, `5 วัน`.
        _ if is_numeric(last) => after.chars().next().is_some_and(is_counted),
        '-' | '–' | '—' => is_range(before, after) || begins_word(before),
        '/' => before.ends_with("://") || is_range(before, after) || !is_address(before, after),
        _ => is_east_asian_unit(before, after),
    }
}

/// Whether the space between two texts stands in a range of words: `15 to 30`, on either side of the "to".
fn parts_range(before: &str, after: &str, customs: Customs) -> bool {
    let (before, last) = split_last_word(before.trim_end_matches(' '));
    let (next, after) = split_first_word(after);
    // One of its numbers stands beside the space.
    if !may_begin_range(last) && !may_end_range(next) {
        return false;
    }
    customs.is_range(split_last_word(before).1, last, next) || customs.is_range(last, next, split_first_word(after).0)
}

/// A text up to the space before its last word, and that word.
fn split_last_word(text: &str) -> (&str, &str) {
    match text.bytes().rposition(|byte| byte == b' ') {
        Some(space) => (&text[..space], &text[space + 1..]),
        None => ("", text),
    }
}

/// The first word of a text, and what stands behind the space after it.
fn split_first_word(text: &str) -> (&str, &str) {
    match text.bytes().position(|byte| byte == b' ') {
        Some(space) => (&text[..space], &text[space + 1..]),
        None => (text, ""),
    }
}

/// Whether words around a space are none that stay together, by the letters beside it, as most are. Units, dates and names
/// have a number, a mark or a capital there.
fn are_plain(before: &str, after: &str) -> bool {
    let (left, right) = (before.as_bytes(), after.as_bytes());
    let ([left @ .., b' '], [first, ..]) = (left, right) else { return false };
    let [.., last] = left else { return false };
    let is_rightwards = || right.first_chunk().is_some_and(is_usual_rightwards);
    match (last, first) {
        // "fl oz".
        (b'l', b'o') => false,
        (b'a'..=b'z', b'a'..=b'z') => true,
        // A reference list has initials: "Bower JE,".
        (b'a'..=b'z' | b'A'..=b'Z', b'A'..=b'Z') => right.get(1).is_some_and(u8::is_ascii_lowercase),
        (b',' | b';' | b':' | b'!' | b'?', b'a'..=b'z' | b'A'..=b'Z') => true,
        // No title is written with four small letters.
        (b'.', b'a'..=b'z' | b'A'..=b'Z') => {
            matches!(left, [.., a, b, c, d, b'.'] if [a, b, c, d].iter().all(|letter| letter.is_ascii_lowercase()))
        }
        (b',' | b':' | b'!', _) => is_rightwards(),
        (b'.', _) => is_rightwards() && left[..left.len() - 1].last_chunk().is_some_and(is_usual_rightwards),
        (0x80.., 0xd6..=0xdb) => {
            let is_end = |end: &[u8; 2]| is_usual_rightwards(end) || matches!(end, [0xd8, 0x8c | 0x9b | 0x9f]);
            is_rightwards() && left.last_chunk().is_some_and(is_end)
        }
        _ => false,
    }
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

/// `--force`: dashes with nothing but space or a bracket before them belong to what follows (UAX 14, LB20a has it so for
/// one). A longer run of them is a line that somebody drew.
fn begins_word(before: &str) -> bool {
    const MOST_DASHES: usize = 3;
    let is_dash = |c: &char| matches!(c, '-' | '–' | '—');
    let dashes = before.chars().rev().take(MOST_DASHES + 1).take_while(is_dash).count();
    let other = before.chars().rev().nth(dashes);
    let begins = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '‘' | '"' | '«');
    dashes <= MOST_DASHES && other.is_none_or(begins)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> String {
        broken_in("en", text)
    }

    fn broken_in(language: &str, text: &str) -> String {
        let mut out = String::new();
        let mut start = 0;
        for at in Breaker::default().opportunities(text, (FontLanguage::of(language), Customs::of(language)), &[]) {
            out.push_str(&text[start..at]);
            out.push('|');
            start = at;
        }
        out
    }

    #[test]
    fn words_that_stay_together_are_told_by_more_than_two_letters() {
        let words = [
            "fl", "oz", "x", "a", "l", "mg", "Dr.", "May", "5", "8am", "شم", "٥", "٥ملغ", "و", "דר", "Smith", "JE",
            "JE,", "(no", "pain.", "Prof.", "pp.", "J.", "so,", "١٢،", "شم.", "שם,", "É.", "No", "to", "a.m.", "AB",
            "(Dr.", "×", "-", "5%",
        ];
        for (left, right) in words.iter().flat_map(|left| words.map(|right| (*left, right))) {
            let customs = Customs::of("en");
            let (before, after) = (format!("5 to {left} "), format!("{right} to 5"));
            if are_plain(&before, &after) {
                assert!(
                    !are_kept_words(left, right, customs) && !parts_range(&before, &after, customs),
                    "{left} {right}"
                );
            }
        }
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
            ("run it with --force (or -f, --drafts) now", "run |it |with |--force |(or |-f, |--drafts) |now|"),
            ("well--known", "well--|known|"),
            ("sign ----- here or ------here", "sign |----- |here |or |------|here|"),
            ("temperature of < 5", "temperature |of |< 5|"),
            ("1,250 mg/m² and/or more", "1,250 mg/m² |and/or |more|"),
            ("see https://a.org/b/c", "see |https://a.org/|b/|c|"),
        ] {
            assert_eq!(broken(text), expected);
        }
    }

    #[test]
    fn a_range_in_words_stays_whole() {
        for (language, text, expected) in [
            ("en", "wait 15 to 30 minutes, then", "wait |15 to 30 minutes, |then|"),
            ("en", "take (2 to 3) at night", "take |(2 to 3) |at |night|"),
            ("en", "WAIT 15 TO 30 MINUTES", "WAIT |15 TO 30 MINUTES|"),
            ("de", "„15 bis 30“ steht da", "„15 bis 30“ |steht |da|"),
            ("es", "¡15 a 30 minutos!", "¡15 a 30 minutos!|"),
            ("ar", "من ١٥ إلى ٣٠، ثم", "من |١٥ إلى ٣٠، |ثم|"),
            ("hi", "१५ से ३०। फिर", "१५ से ३०। |फिर|"),
            ("en", "take 2 to 3", "take |2 to 3|"),
            ("en", "go from 2019 to see us", "go |from |2019 |to |see |us|"),
            ("en", "up to 30 of 2 to go", "up |to |30 |of |2 |to |go|"),
            ("en", "drink 1,500 to 2,000 mL or ½ to 1 cup", "drink |1,500 to 2,000 mL |or |½ to 1 cup|"),
            ("en", "give 2 a 3", "give |2 |a |3|"),
            ("en", "1,500,000 to 2,000,000 cells", "1,500,000 |to |2,000,000 |cells|"),
            ("hi", "१५ से ३० मिनट", "१५ से ३० मिनट|"),
            ("es", "espere 15 a 30 minutos", "espere |15 a 30 minutos|"),
            ("es", "a las 3 a casa", "a |las |3 |a |casa|"),
            ("fr", "de 2 à 3 comprimés", "de |2 à 3 comprimés|"),
            ("ru", "от 2 до 3 таблеток", "от |2 до 3 таблеток|"),
            ("vi", "uống 2 đến 3 viên", "uống |2 đến 3 viên|"),
            ("ar", "انتظر ١٥ إلى ٣٠ دقيقة", "انتظر |١٥ إلى ٣٠ دقيقة|"),
            ("th", "รอ 15 ถึง 30 นาที", "รอ |15 ถึง 30 นาที|"),
        ] {
            assert_eq!(broken_in(language, text), expected);
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
            ("ar", "خذ 0.5 mg، ثم", "خذ |0.5 mg، |ثم|"),
            ("hi", "लें 5 mg। फिर", "लें |5 mg। |फिर|"),
            ("he", "קחו 5 מ\"ג כעת", "קחו |5 מ\"ג |כעת|"),
            ("ur", "روزانہ 3 × day لیں", "روزانہ |3 × day |لیں|"),
            ("ru", "спросите Dr. Lee завтра", "спросите |Dr. Lee |завтра|"),
        ] {
            assert_eq!(broken_in(language, text), expected);
        }
    }

    #[test]
    fn a_mixed_number_stays_whole() {
        for (text, expected) in [
            ("take 2 ½ tablets now", "take |2 ½ tablets |now|"),
            ("take 1 1/2 tablets now", "take |1 1/2 tablets |now|"),
            ("add 2¾ cups, then", "add |2¾ cups, |then|"),
            ("about 1 ⅓ of it", "about |1 ⅓ |of |it|"),
            ("below −5 °C outside", "below |−5 °C |outside|"),
            ("below -5 °C outside", "below |-5 °C |outside|"),
            ("(±0.5 mg) or <5 mL or ≥3 days", "(±0.5 mg) |or |<5 mL |or |≥3 days|"),
            ("1 tsp of salt, 2 Tbsp. of oil", "1 tsp |of |salt, |2 Tbsp. |of |oil|"),
            ("drink 5 fl oz now", "drink |5 fl oz |now|"),
            ("½ tablet now", "½ tablet |now|"),
            ("on days 1 2/3 were", "on |days |1 2/3 |were|"),
            ("the 3 1/x", "the |3 |1/x|"),
        ] {
            assert_eq!(broken(text), expected);
        }
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        for (language, text, expected) in [
            ("en", "for 48 hours, and", "for |48 hours, |and|"),
            ("en-GB", "given 2 teaspoons of it", "given |2 teaspoons |of |it|"),
            ("en", "3 times a day", "3 times |a |day|"),
            ("en", "the 5 nurses were", "the |5 |nurses |were|"),
            ("es", "cada 8 horas o 3 días", "cada |8 horas |o |3 días|"),
            ("es-MX", "tome 2 cucharaditas", "tome |2 cucharaditas|"),
            ("fr", "pendant 10 jours et 2 gélules", "pendant |10 jours |et |2 gélules|"),
            ("de", "alle 6 Stunden 2 Tabletten", "alle |6 Stunden |2 Tabletten|"),
            ("it", "ogni 12 ore", "ogni |12 ore|"),
            ("pt-BR", "por 7 dias", "por |7 dias|"),
            ("nl", "om de 4 uur", "om |de |4 uur|"),
            ("pl", "przez 5 dni lub 2 tygodnie", "przez |5 dni |lub |2 tygodnie|"),
            ("ru", "по 2 таблетки 3 раза", "по |2 таблетки |3 раза|"),
            ("uk", "через 3 дні", "через |3 дні|"),
            ("vi", "trong 3 ngày", "trong |3 ngày|"),
            ("tr", "günde 2 kez", "günde |2 kez|"),
            ("ht", "chak 8 èdtan", "chak |8 èdtan|"),
            ("ja", "1日3回", "1日|3回|"),
        ] {
            assert_eq!(broken_in(language, text), expected);
        }
    }

    #[test]
    fn a_word_of_one_letter_stays_with_the_next_where_that_is_the_custom() {
        for (language, text, expected) in [
            ("pl", "leżeć i w domu nie", "leżeć |i w domu |nie|"),
            ("pl", "(a nie) A potem", "(a nie) |A potem|"),
            ("cs", "v noci a k lékaři", "v noci |a k lékaři|"),
            ("sk", "s jedlom", "s jedlom|"),
            ("ru", "в воде и с едой", "в воде |и с едой|"),
            ("uk", "у воді", "у воді|"),
            ("es", "agua y sal o té", "agua |y |sal |o |té|"),
            ("en", "a pill", "a |pill|"),
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
            // Of these the dictionary makes `ရှိ|သ|ည့်` and `จะเข้|า|ร่วม`.
            ("my", "ရှိသည့် အခွင့်အရေး", "ရှိ|သည့် |အခွင့်အရေး|"),
            ("th", "ที่จะเข้าร่วม", "ที่|จะเข้า|ร่วม|"),
            ("zh-Hans", "每日3次，每次5毫克（饭后）。", "每|日|3次，|每|次|5毫克|（饭|后）。|"),
            ("ja", "コーヒーは「ちょっと」だけ。", "コー|ヒー|は|「ちょっ|と」|だ|け。|"),
            ("ko", "물을 충분히 마시세요.", "물을 |충분히 |마시세요.|"),
            // A text of other letters breaks there as it does beside Korean ones.
            ("ko", "a well-known 약", "a |well-known |약|"),
            ("ko", "a well-known drug", "a |well-known |drug|"),
            ("am", "ውሃ፡ጠጣ። ጥቂት", "ውሃ፡|ጠጣ። |ጥቂት|"),
            ("bo", "ཆུ་འཐུང་།", "ཆུ་|འཐུང་།|"),
            ("ar", "كل 8 ساعات مع الطعام", "كل |8 ساعات |مع |الطعام|"),
            ("hi", "दिन में 3 बार", "दिन |में |3 बार|"),
            ("hi", "दवा लें । फिर", "दवा |लें । |फिर|"),
        ] {
            assert_eq!(broken_in(language, text), expected);
        }
    }

    #[test]
    fn what_is_to_be_kept_is_kept() {
        let ends = Breaker::default().opportunities(
            "one two-and three",
            (FontLanguage::of("en"), Customs::of("en")),
            &[0..3, 4..11],
        );
        assert_eq!(ends, [4, 12, 17]);
    }

    #[test]
    fn an_empty_text_has_no_opportunity() {
        assert_eq!(broken(""), "");
    }
}
