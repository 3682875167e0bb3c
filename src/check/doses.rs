//! Doses that are misread: the error-prone abbreviations and designations of the Institute for Safe Medication Practices
//! (ISMP), as far as they may stand in a text for patients.

use super::token::{Kind, Token, tokens};
use crate::article::Article;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::Text;

/// Units that a dose is measured in, as they are written behind a number.
const UNITS: [&str; 25] = [
    "mg", "mcg", "µg", "μg", "ug", "g", "kg", "ml", "mL", "mls", "L", "dL", "cc", "mEq", "meq", "mmol", "IU", "unit",
    "units", "tablet", "tablets", "pill", "pills", "capsule", "capsules",
];
/// Of these, those that cannot be part of a word or another sign when they touch a number.
const GLUED: [&str; 14] = ["mg", "mcg", "µg", "μg", "ug", "g", "kg", "ml", "mL", "mls", "cc", "mEq", "meq", "mmol"];
/// Abbreviations that are read as another word or number, and what to write instead. Letter case counts where it is mixed.
const ABBREVIATIONS: [(&str, &str); 14] = [
    ("QD", "once a day"),
    ("QOD", "every other day"),
    ("QHS", "at bedtime"),
    ("BID", "twice a day"),
    ("TID", "3 times a day"),
    ("QID", "4 times a day"),
    ("TIW", "3 times a week"),
    ("qd", "once a day"),
    ("qod", "every other day"),
    ("qhs", "at bedtime"),
    ("bid", "twice a day"),
    ("tid", "3 times a day"),
    ("MSO4", "morphine"),
    ("MgSO4", "magnesium sulfate"),
];
/// Bytes of the longest of them.
const LONGEST_ABBREVIATION: usize = 5;
/// Abbreviations that are misread behind a number only, and what to write instead.
const COUNTED: [(&str, &str); 3] = [("U", "units"), ("IU", "units"), ("cc", "mL")];
/// What stands over and under the slash of a typed fraction, and its sign.
const FRACTIONS: [(&str, &str, char); 6] =
    [("1", "2", '½'), ("1", "4", '¼'), ("3", "4", '¾'), ("1", "3", '⅓'), ("2", "3", '⅔'), ("1", "8", '⅛')];

/// So many are told of one article: an author who has mended them checks again. To find the place of each takes as long as
/// its paragraph has stretches.
const MOST_TOLD: usize = 200;

/// Notes what may be misread in the doses of an article.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    let mut found: Vec<Diagnostic> = Vec::new();
    let is_english = article.language.primary() == "en";
    let mut micrograms = Micrograms::default();
    for passage in article.passages() {
        let plain = passage.text.plain();
        // Most paragraphs have neither a number nor an abbreviation.
        let has_number = plain.bytes().any(|byte| byte.is_ascii_digit());
        let mut words = plain.split(|c: char| !c.is_alphanumeric());
        let may_abbreviate = is_english && words.any(is_suspect);
        if !has_number && !may_abbreviate {
            continue;
        }
        let dose = Doses { text: passage.text, tokens: &tokens(&plain) };
        for index in 0..dose.tokens.len() {
            found.extend(dose.naked_decimal(index));
            found.extend(dose.trailing_zero(index));
            found.extend(dose.glued_unit(index));
            if is_english {
                found.extend(dose.abbreviation(index));
                found.extend(dose.typed_fraction(index));
                found.extend(dose.missing_comma(index));
            }
            found.extend(micrograms.mixed(&dose, index));
            if found.len() >= MOST_TOLD {
                return notes.extend(found);
            }
        }
    }
    notes.extend(found);
}

/// Whether an abbreviation of the lists may begin with this word.
fn is_suspect(word: &str) -> bool {
    let begins = word.starts_with(['Q', 'q', 'B', 'b', 'T', 't', 'M']);
    let is_known = || ABBREVIATIONS.iter().any(|(short, _)| short.starts_with(word));
    begins && word.len() <= LONGEST_ABBREVIATION && is_known()
}

/// The tokens of one passage.
struct Doses<'t> {
    text: &'t Text,
    tokens: &'t [Token<'t>],
}

impl<'t> Doses<'t> {
    fn at(&self, index: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(index)
    }

    fn before(&self, index: usize) -> Option<&'t Token<'t>> {
        index.checked_sub(1).and_then(|before| self.tokens.get(before))
    }

    fn is_sign(&self, index: usize, sign: char) -> bool {
        self.at(index).is_some_and(|token| token.kind == Kind::Sign(sign))
    }

    /// Whether a token touches none before it but an opening sign.
    fn stands_free(&self, index: usize) -> bool {
        self.before(index).is_none_or(|before| {
            matches!(before.kind, Kind::Space | Kind::Sign('(' | '[' | '“' | '"' | '~' | '≥' | '≤'))
        })
    }

    /// The number at `index`, if there is one.
    fn number(&self, index: usize) -> Option<&'t str> {
        self.at(index).filter(|token| token.kind == Kind::Number).map(|token| token.text)
    }

    /// The unit of a dose that follows a number, next to it or behind one space; not one of a measured value.
    fn unit_of(&self, index: usize) -> Option<(usize, &'t str)> {
        let at = if self.at(index + 1)?.kind == Kind::Space { index + 2 } else { index + 1 };
        let unit = self.at(at).filter(|token| token.kind == Kind::Word && UNITS.contains(&token.text))?;
        (!self.is_measured(at)).then_some((at, unit.text))
    }

    /// Whether a unit is one of a laboratory: `mmol/L`, `g/dL`. There a zero says how exact the value is.
    fn is_measured(&self, unit: usize) -> bool {
        let under = || self.at(unit + 2).is_some_and(|token| matches!(token.text, "L" | "l" | "dL" | "dl"));
        self.is_sign(unit + 1, '/') && under()
    }

    /// The unit that a number has, perhaps behind the second number of a range.
    fn unit_of_range(&self, index: usize) -> Option<(usize, &'t str)> {
        self.unit_of(index).or_else(|| {
            let mut next = index + 1;
            while self.at(next).is_some_and(|token| match token.kind {
                Kind::Space | Kind::Sign('-' | '–' | '—') => true,
                Kind::Word => matches!(token.text, "to" | "or" | "and" | "a" | "y" | "o"),
                _ => false,
            }) {
                next += 1;
            }
            self.number(next).and_then(|_| self.unit_of(next))
        })
    }

    fn note(&self, code: Code, tokens: std::ops::Range<usize>, message: String, hint: String) -> Diagnostic {
        let (first, last) = (&self.tokens[tokens.start], &self.tokens[tokens.end - 1]);
        let note = Diagnostic::new(code, message).hint(hint);
        match self.text.place(first.range.start..last.range.end) {
            Some(place) => note.at(place),
            None => note,
        }
    }

    /// `.5 mg` is read as 5 mg.
    fn naked_decimal(&self, index: usize) -> Option<Diagnostic> {
        let number = self.number(index + 1).filter(|_| self.is_sign(index, '.') && self.stands_free(index))?;
        let message = format!("`.{number}` is easily read as `{number}`");
        Some(self.note(
            Code::NakedDecimal,
            index..index + 2,
            message,
            format!("write a zero before the point: `0.{number}`"),
        ))
    }

    /// `1.0 mg` is read as 10 mg.
    fn trailing_zero(&self, index: usize) -> Option<Diagnostic> {
        let number = self.number(index)?;
        let (whole, zeros) = number.rsplit_once(['.', ','])?;
        let is_empty = !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0');
        // `1,000` has a comma and three zeros: a thousand.
        if !is_empty || zeros.len() > 2 || whole.contains(['.', ',']) {
            return None;
        }
        self.unit_of_range(index)?;
        let bare = number.replace(['.', ','], "");
        let message = format!("`{number}` is easily read as `{bare}`: a dose has no zero behind the point");
        Some(self.note(Code::TrailingZero, index..index + 1, message, format!("write `{whole}`")))
    }

    /// `10mg` is read as 100 mg, its `m` as two zeros.
    fn glued_unit(&self, index: usize) -> Option<Diagnostic> {
        let number =
            self.number(index).filter(|_| self.stands_free(index) || self.before(index).is_some_and(is_dash))?;
        let unit = self.at(index + 1).filter(|unit| unit.kind == Kind::Word && GLUED.contains(&unit.text))?;
        let message = format!("the unit touches its number: `{number}{}`", unit.text);
        let hint = format!("put a space between: `{number} {}`", unit.text);
        Some(self.note(Code::GluedUnit, index..index + 2, message, hint))
    }

    /// `10 U` is read as 100, `QD` as four times a day.
    fn abbreviation(&self, index: usize) -> Option<Diagnostic> {
        let word = self.at(index).filter(|token| token.kind == Kind::Word)?;
        let is_counted = || {
            let behind = if self.before(index)?.kind == Kind::Space { index.checked_sub(2)? } else { index - 1 };
            self.number(behind)
        };
        let (range, (short, long)) = match COUNTED.iter().find(|(short, _)| *short == word.text) {
            Some(found) => is_counted().map(|_| (index..index + 1, *found))?,
            None => self.listed(index, word)?,
        };
        let message = format!("`{short}` is an abbreviation that is misread, and that patients do not know");
        Some(self.note(Code::UnsafeAbbreviation, range, message, format!("write “{long}”")))
    }

    /// An abbreviation of the list at a word, with the digits or points that belong to it.
    fn listed(&self, index: usize, word: &Token) -> Option<(std::ops::Range<usize>, (&'static str, &'static str))> {
        if !is_suspect(word.text) || !self.stands_free(index) {
            return None;
        }
        let with_digit = self.number(index + 1).map(|number| format!("{}{number}", word.text));
        if let Some(found) = with_digit.and_then(|whole| ABBREVIATIONS.iter().find(|(short, _)| *short == whole)) {
            return Some((index..index + 2, *found));
        }
        // `q.d.` is three words and their points.
        let dotted: String = self.tokens[index..].iter().take(6).map(|token| token.text).collect();
        for (short, long) in [
            ("q.d.", "once a day"),
            ("q.o.d.", "every other day"),
            ("b.i.d.", "twice a day"),
            ("t.i.d.", "3 times a day"),
        ] {
            if dotted.to_lowercase().starts_with(short) {
                return Some((index..index + short.len(), (short, long)));
            }
        }
        // "Bid" is a word, and so is "tid"; as an abbreviation they stand behind a number and its unit.
        let found = ABBREVIATIONS.iter().find(|(short, _)| *short == word.text)?;
        let is_a_word = matches!(found.0, "bid" | "tid");
        let has_dose = || self.tokens[..index].iter().rev().take(4).any(|token| token.kind == Kind::Number);
        (!is_a_word || has_dose()).then_some((index..index + 1, *found))
    }

    /// `1/2 tablet` is read as 1 or 2 tablets, or as a date.
    fn typed_fraction(&self, index: usize) -> Option<Diagnostic> {
        let (over, under) = (self.number(index)?, self.number(index + 2).filter(|_| self.is_sign(index + 1, '/'))?);
        let (_, _, sign) = FRACTIONS.iter().find(|(one, other, _)| (*one, *other) == (over, under))?;
        let is_whole = self.stands_free(index) && !self.is_sign(index + 3, '/') && self.number(index + 3).is_none();
        let counts = self.at(index + 3).is_some_and(|token| token.kind == Kind::Space)
            && self.at(index + 4).is_some_and(|token| token.kind == Kind::Word);
        if !is_whole || !counts {
            return None;
        }
        let message = format!("`{over}/{under}` is easily read as “{over} or {under}”, or as a date");
        Some(self.note(Code::TypedFraction, index..index + 3, message, format!("write `{sign}`, or the word")))
    }

    /// `10000 units` is read as 1000 or 100000.
    fn missing_comma(&self, index: usize) -> Option<Diagnostic> {
        let number =
            self.number(index).filter(|number| number.len() > 3 && number.bytes().all(|byte| byte.is_ascii_digit()))?;
        let (_, unit) = self.unit_of_range(index)?;
        // "In 2026 tablets were new" counts nothing.
        let is_year = number.len() == 4
            && (number.starts_with("19") || number.starts_with("20"))
            && ["tablets", "pills", "capsules"].contains(&unit);
        if is_year {
            return None;
        }
        let message = format!("`{number}` is a long number without commas: zeros are miscounted");
        Some(self.note(Code::MissingComma, index..index + 1, message, format!("write `{}`", with_commas(number))))
    }
}

fn is_dash(token: &Token) -> bool {
    matches!(token.kind, Kind::Sign('-' | '–'))
}

fn with_commas(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The two ways to write a millionth of a gram, of which an article should have one: who knows only one takes the other for
/// milligrams, a thousand times as much.
#[derive(Default)]
struct Micrograms {
    first: Option<&'static str>,
    is_told: bool,
}

impl Micrograms {
    fn mixed(&mut self, doses: &Doses, index: usize) -> Option<Diagnostic> {
        let unit = match doses.at(index)?.text {
            "µg" | "μg" | "ug" => "µg",
            "mcg" => "mcg",
            _ => return None,
        };
        let first = *self.first.get_or_insert(unit);
        if first == unit || std::mem::replace(&mut self.is_told, true) {
            return None;
        }
        let message = format!("this article writes both `{first}` and `{unit}`, which are the same");
        let hint = "write `mcg` everywhere: `µg` is misread as `mg`".to_owned();
        Some(doses.note(Code::MixedMicrograms, index..index + 1, message, hint))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::article::{Block, Section};
    use crate::language::Language;

    /// What is noted of an article of these paragraphs.
    fn noted(language: &str, paragraphs: &[&str]) -> Notes {
        let day = date(2026, 11, 26);
        let language = Language::parse(language).expect("a tag");
        let mut article = Article::new("a", language, Text::from("Doses"), (day, day));
        let body = paragraphs.iter().map(|text| Block::Paragraph(Text::from(*text))).collect();
        article.sections.push(Section {
            heading: Text::from("How much?"),
            body,
            sections: Vec::new(),
            begins_page: false,
        });
        let mut notes = Notes::default();
        check(&article, &mut notes);
        notes
    }

    /// The codes and hints, each once.
    fn told_in(language: &str, paragraphs: &[&str]) -> String {
        let told = noted(language, paragraphs).sorted();
        let told =
            told.iter().map(|note| format!("{}: {}", note.code.text(), note.hint.as_deref().unwrap_or_default()));
        told.collect::<Vec<_>>().join("; ")
    }

    fn told(text: &str) -> String {
        told_in("en", &[text])
    }

    #[test]
    fn a_point_needs_a_zero_before_it_and_a_dose_none_behind() {
        assert_eq!(told("Take .5 mg."), "naked-decimal: write a zero before the point: `0.5`");
        assert_eq!(told("Take (.25 mL)."), "naked-decimal: write a zero before the point: `0.25`");
        assert_eq!(told("Take 1.0 mg."), "trailing-zero: write `1`");
        assert_eq!(told("Take 5.00 mL or 1.0 to 2.5 mg."), "trailing-zero: write `5`; trailing-zero: write `1`");
        assert_eq!(told("Take 2.0 tablets."), "trailing-zero: write `2`");
        for right in [
            "Take 0.5 mg.",
            "A potassium of 4.0 mmol/L is normal, and so is 1.0 mg/dL.",
            "Version 1.0 of this plan.",
            "Take 1,000 mg.",
            "Take 2.5 mg at 9.",
            "See page 3.5 of the book",
            "The score is 4.0.",
        ] {
            assert_eq!(told(right), "", "{right}");
        }
        assert_eq!(told_in("de", &["Nehmen Sie 1,0 mg."]), "trailing-zero: write `1`");
        assert_eq!(told_in("de", &["Nehmen Sie 1.000 mg."]), "");
    }

    #[test]
    fn a_unit_does_not_touch_its_number() {
        assert_eq!(told("Take 10mg."), "glued-unit: put a space between: `10 mg`");
        assert_eq!(told("Take 5-10mL."), "glued-unit: put a space between: `10 mL`");
        for right in ["Take 10 mg.", "Use the 5G network.", "Vitamin B12 helps.", "At 37°C", "A 3D scan", "the 1990s"]
        {
            assert_eq!(told(right), "", "{right}");
        }
    }

    #[test]
    fn abbreviations_that_are_misread_are_told() {
        assert_eq!(told("Inject 10 U."), "unsafe-abbreviation: write “units”");
        assert_eq!(told("Inject 10U."), "unsafe-abbreviation: write “units”");
        assert_eq!(told("1,000 IU of vitamin D"), "unsafe-abbreviation: write “units”");
        assert_eq!(told("Take 5 cc."), "unsafe-abbreviation: write “mL”");
        assert_eq!(told("Take it QD."), "unsafe-abbreviation: write “once a day”");
        assert_eq!(told("Take 5 mg q.o.d. in the morning"), "unsafe-abbreviation: write “every other day”");
        assert_eq!(told("MSO4 for pain"), "unsafe-abbreviation: write “morphine”");
        for right in
            ["A U-shaped pillow", "We bid you good night.", "An IUD", "Type U", "The iu in Iulia", "Dr. Q. Dee"]
        {
            assert_eq!(told(right), "", "{right}");
        }
        assert_eq!(told_in("es", &["Ponga 10 U."]), "", "other languages have other abbreviations");
    }

    #[test]
    fn fractions_and_thousands_are_written_out() {
        assert_eq!(told("Take 1/2 tablet."), "typed-fraction: write `½`, or the word");
        assert_eq!(told("Take 10000 units."), "missing-comma: write `10,000`");
        assert_eq!(told("Take 1000 to 2000 mg."), "missing-comma: write `1,000`; missing-comma: write `2,000`");
        for right in
            ["Call on 1/2/2026.", "Open 24/7 all year", "In 2026 tablets were new", "1/2026 was cold", "Call 5550100."]
        {
            assert_eq!(told(right), "", "{right}");
        }
    }

    #[test]
    fn an_article_full_of_them_is_told_of_a_part() {
        let many = "Take 10mg. ".repeat(5_000);
        assert_eq!(noted("en", &[&many]).warnings(), MOST_TOLD);
    }

    #[test]
    fn micrograms_are_written_in_one_way() {
        let mixed = told_in("en", &["Take 50 mcg.", "Or 75 µg.", "Or 100 µg."]);
        assert_eq!(mixed, "mixed-micrograms: write `mcg` everywhere: `µg` is misread as `mg`");
        assert_eq!(told_in("en", &["Take 50 mcg.", "Or 75 mcg."]), "");
    }
}
