//! Numbers of a text with their units, in the digits and marks of any language.

use std::ops::Range;

use super::untaken::{Untaken, without};
use crate::phone::phones;
use crate::prose::digit;

/// A number, and what it measures.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    /// Its bytes in the text, the unit included.
    pub range: Range<usize>,
    /// What it may be, in thousandths: `1.000` is one or a thousand.
    pub values: Vec<u64>,
    /// The unit, where it is one that every language has.
    pub unit: Option<&'static str>,
}

/// Fractions of one character, in thousandths.
const FRACTIONS: [(char, u64); 8] =
    [('½', 500), ('¼', 250), ('¾', 750), ('⅓', 333), ('⅔', 667), ('⅛', 125), ('⅜', 375), ('⅝', 625)];
/// Fractions as they are typed.
const TYPED: [(&str, u64); 6] = [("1/2", 500), ("1/4", 250), ("3/4", 750), ("1/3", 333), ("2/3", 667), ("1/8", 125)];
/// Units by the words for them, of several scripts. The first word is the name.
const UNITS: [&[&str]; 14] = [
    &[
        "mg",
        "мг",
        "毫克",
        "ملغ",
        "ملجم",
        "مجم",
        "مغ",
        "মিগ্রা",
        "मिग्रा",
        "मिलीग्राम",
        "ミリグラム",
        "밀리그램",
        "มก",
        "มิลลิกรัม",
        "milligrams",
        "miligramos",
        "miligram",
    ],
    &["mcg", "µg", "μg", "ug", "мкг", "微克", "micrograms", "microgramos", "マイクログラム", "마이크로그램"],
    &["g", "гр", "克", "gramos", "grams"],
    &["kg", "кг", "公斤", "千克", "kilos", "kilogramos", "キログラム"],
    &["mL", "ml", "мл", "毫升", "مل", "मिली", "ミリリットル", "밀리리터", "มล", "mililitros", "milliliters"],
    &["L", "l", "л", "升", "litros", "liters", "litres"],
    &["mmol", "ммоль"],
    &["%", "٪", "％"],
    &["°F", "ºF", "℉"],
    &["°C", "ºC", "℃"],
    &["cm", "см", "厘米"],
    &["mm", "мм", "毫米"],
    &["mEq", "meq", "мэкв"],
    &["IU", "UI", "МЕ", "国际单位"],
];

/// The numbers of a text, those of telephones aside.
pub(super) fn quantities(text: &str) -> Vec<Quantity> {
    let mut called = phones(text).into_iter().peekable();
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| digit(c).is_some() || fraction(c).is_some()).map(|next| at + next)
    {
        while called.next_if(|phone| phone.range.end <= start).is_some() {}
        if let Some(phone) = called.next_if(|phone| phone.range.contains(&start)) {
            at = phone.range.end;
            continue;
        }
        let (end, values) = number(text, start);
        at = end.max(start + 1);
        // "B12" and "COVID-19" are names.
        if text[..start].ends_with(|c: char| c.is_alphabetic() && c.is_uppercase()) {
            continue;
        }
        let (end, unit) = unit(text, end).map_or((end, None), |(end, unit)| (end, Some(unit)));
        found.push(Quantity { range: start..end, values, unit });
    }
    found
}

fn fraction(c: char) -> Option<u64> {
    FRACTIONS.iter().find(|(sign, _)| *sign == c).map(|(_, value)| *value)
}

/// The end of a number, and what it may be.
fn number(text: &str, start: usize) -> (usize, Vec<u64>) {
    if let Some((typed, value)) = TYPED.iter().find(|(typed, _)| text[start..].starts_with(typed)) {
        let end = start + typed.len();
        if !text[end..].starts_with(|c: char| digit(c).is_some() || c == '/') {
            return (end, vec![*value]);
        }
    }
    let mut groups = vec![String::new()];
    let mut end = start;
    let mut rest = text[start..].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next_is_digit = rest.peek().is_some_and(|(_, next)| digit(*next).is_some());
        if let Some(value) = digit(c) {
            groups.last_mut().expect("never empty").push(char::from_digit(value, 10).expect("a digit"));
        } else if matches!(c, '.' | ',' | '٫' | '٬' | '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}') && next_is_digit
        {
            groups.push(String::new());
        } else {
            break;
        }
        end = start + at + c.len_utf8();
    }
    let sign = text[end..].chars().next().and_then(|c| Some((c.len_utf8(), fraction(c)?)));
    if let Some((length, value)) = sign {
        let whole = groups[0].parse::<u64>().unwrap_or(0).saturating_mul(1000);
        return (end + length, vec![whole.saturating_add(value)]);
    }
    (end, values(&groups))
}

/// What groups of digits may be: with a mark of decimals between the last two, or with marks of thousands.
fn values(groups: &[String]) -> Vec<u64> {
    let thousandths = |digits: &str| digits.parse::<u64>().unwrap_or(u64::MAX).saturating_mul(1000);
    let mut values = Vec::new();
    let is_grouped =
        groups[0].len() <= 3 && !groups[0].starts_with('0') && groups[1..].iter().all(|group| group.len() == 3);
    if groups.len() == 1 || is_grouped {
        values.push(thousandths(&groups.concat()));
    }
    if let [whole @ .., tenths] = groups
        && !whole.is_empty()
    {
        let tenths: String = tenths.chars().chain("000".chars()).take(3).collect();
        values.push(thousandths(&whole.concat()).saturating_add(tenths.parse().unwrap_or(0)));
    }
    values
}

/// The unit behind a number, and where it ends.
fn unit(text: &str, end: usize) -> Option<(usize, &'static str)> {
    let gap = text[end..].len() - text[end..].trim_start_matches([' ', '\u{A0}', '\u{202F}']).len();
    let rest = &text[end + gap..];
    for words in UNITS {
        for word in words {
            let Some(after) = rest.strip_prefix(word) else { continue };
            let is_spaced = word.chars().all(|c| c < '\u{E00}');
            if !is_spaced || !after.starts_with(char::is_alphabetic) {
                return Some((end + gap + word.len(), words[0]));
            }
        }
    }
    None
}

/// Numbers of some texts, each with the index of its text.
pub(super) type Found = Vec<(usize, Quantity)>;

/// What each of two lists has and the other has not. Each number of one is paired with one of the other.
pub(super) fn without_matches(ours: Found, theirs: Found) -> (Found, Found) {
    // Most translations have the numbers of their originals, in the same order.
    if ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|((_, own), (_, other))| own.is_same(other)) {
        return (Vec::new(), Vec::new());
    }
    let mut others = Untaken::of(&theirs, |(_, other)| other.keys());
    let is_paired: Vec<bool> = ours.iter().map(|(_, own)| others.take(&own.sought())).collect();
    let left = (is_paired.contains(&false), others.is_taken().contains(&false));
    // What one of them only says once more is no difference.
    match left {
        (_, false) => (ours.into_iter().filter(|(_, own)| !others.has(&own.sought())).collect(), Vec::new()),
        (false, true) => {
            let all_ours = Untaken::of(&ours, |(_, own)| own.keys());
            let mut theirs = without(theirs, others.is_taken());
            theirs.retain(|(_, other)| !all_ours.has(&other.sought()));
            (Vec::new(), theirs)
        }
        (true, true) => (without(ours, &is_paired), without(theirs, others.is_taken())),
    }
}

/// What a number is found by: one of its values, and its unit.
type Key = (u64, Unit);

/// The unit of a number that is looked for.
#[derive(PartialEq, Eq, Hash)]
enum Unit {
    /// Whichever it has.
    Any,
    /// None.
    Bare,
    /// This one.
    Named(&'static str),
}

impl Quantity {
    fn is_same(&self, other: &Quantity) -> bool {
        let is_value = self.values.iter().any(|value| other.values.contains(value));
        is_value && (self.unit == other.unit || self.unit.is_none() || other.unit.is_none())
    }

    /// What it is found by.
    fn keys(&self) -> Vec<Key> {
        let own = || self.unit.map_or(Unit::Bare, Unit::Named);
        self.values.iter().flat_map(|value| [(*value, Unit::Any), (*value, own())]).collect()
    }

    /// The keys of which those have one that are the same as this ([`Quantity::is_same`]).
    fn sought(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        for value in &self.values {
            match self.unit {
                None => keys.push((*value, Unit::Any)),
                Some(unit) => keys.extend([(*value, Unit::Named(unit)), (*value, Unit::Bare)]),
            }
        }
        keys
    }

    /// The whole number it is, if it is one.
    pub fn whole(&self) -> Option<u64> {
        let value = *self.values.first()?;
        (value % 1000 == 0).then_some(value / 1000)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same as [`without_matches`], each number held against each.
    fn without_matches_in_pairs(mut ours: Found, mut theirs: Found) -> (Found, Found) {
        let (all_ours, all_theirs) = (ours.clone(), theirs.clone());
        ours.retain(|(_, own)| {
            let same = theirs.iter().position(|(_, other)| own.is_same(other));
            same.map(|same| theirs.remove(same)).is_none()
        });
        let is_in = |all: &Found, quantity: &Quantity| all.iter().any(|(_, other)| quantity.is_same(other));
        if theirs.is_empty() {
            ours.retain(|(_, own)| !is_in(&all_theirs, own));
        } else if ours.is_empty() {
            theirs.retain(|(_, other)| !is_in(&all_ours, other));
        }
        (ours, theirs)
    }

    fn ranges((ours, theirs): (Found, Found)) -> [Vec<Range<usize>>; 2] {
        [ours, theirs].map(|found| found.into_iter().map(|(_, quantity)| quantity.range).collect())
    }

    proptest! {
        #[test]
        fn numbers_are_paired_as_if_each_were_held_against_each(
            ours in "((1|2|1\\.000|1,5|1000|½)( mg| mL|) x ){0,6}",
            theirs in "((1|2|1\\.000|1,5|1000|½)( mg| mL|) x ){0,6}",
        ) {
            let of = |text: &str| -> Found { quantities(text).into_iter().map(|found| (0, found)).collect() };
            let expected = ranges(without_matches_in_pairs(of(&ours), of(&theirs)));
            prop_assert_eq!(ranges(without_matches(of(&ours), of(&theirs))), expected);
        }
    }
}
