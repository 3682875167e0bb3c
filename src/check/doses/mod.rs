//! Doses that are misread: the error-prone abbreviations and designations of the Institute for Safe Medication Practices
//! (ISMP), as far as they may stand in a text for patients.

mod abbreviations;
mod lists;

use std::cell::OnceCell;
use std::ops::Range;

use abbreviations::{Abbreviations, LONGEST_ABBREVIATION, Pair, may_abbreviate, starts_abbreviation};
use lists::{COUNTS, FRACTIONS, NO_FRACTION, is_glued_unit, is_unit};

use super::texts::CheckedText;
use super::token::{Kind, Token, tokens};
use crate::article::{Article, Passage, PassageKind};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::language::is_alphabetic;

/// So many are told of one article: an author who has mended them checks again. To find the place of each takes as long as
/// its paragraph has stretches.
pub(super) const MOST_TOLD: usize = 200;
/// Words beside which "MS" is morphine.
const GIVEN: [&str; 14] = [
    "give", "gives", "given", "take", "pain", "dose", "doses", "medicine", "inject", "iv", "dolor", "tome", "dosis",
    "damos",
];

/// Notes what may be misread in the doses of an article.
pub(super) fn check(article: &Article, texts: &[CheckedText], notes: &mut Notes) {
    let mut found: Vec<Diagnostic> = Vec::new();
    let is_english = article.language.primary() == "en";
    let abbreviations = Abbreviations::of(&article.language);
    let has_sclerosis = OnceCell::new();
    let mut micrograms = Micrograms::default();
    for text in texts {
        // Most paragraphs have neither a number nor an abbreviation.
        if !text.has_digit && !abbreviations.is_some_and(|known| has_suspect(known, text)) {
            continue;
        }
        let (passage, tokens) = (text.passage, &tokens(&text.plain));
        let dose = Doses { texts, passage, tokens, is_english, has_sclerosis: &has_sclerosis };
        for (index, token) in dose.tokens.iter().enumerate() {
            match token.kind {
                Kind::Sign(_) => found.extend(dose.naked_decimal(index)),
                Kind::Number => {
                    found.extend(dose.trailing_zero(index));
                    found.extend(dose.glued_unit(index));
                    found.extend(dose.typed_fraction(index));
                    found.extend(if is_english { dose.missing_comma(index) } else { None });
                }
                // Most words are longer than any unit or abbreviation.
                Kind::Word if token.text.len() > LONGEST_ABBREVIATION => {}
                Kind::Word => {
                    found.extend(abbreviations.and_then(|known| dose.abbreviation(known, index)));
                    found.extend(abbreviations.and_then(|known| dose.hours_apart(known, index)));
                    found.extend(micrograms.mixed(&dose, index));
                }
                Kind::Space => {}
            }
            if found.len() >= MOST_TOLD {
                return notes.extend(found);
            }
        }
    }
    notes.extend(found);
}

/// Whether a text has a word with which an abbreviation of the lists may begin.
fn has_suspect(known: &Abbreviations, text: &CheckedText) -> bool {
    match text.is_ascii {
        true => has_suspect_in_ascii(known, text.plain.as_bytes()),
        false => text.plain.split(|c| !is_alphabetic(c)).any(|word| is_suspect(known, word.as_bytes())),
    }
}

fn has_suspect_in_ascii(known: &Abbreviations, text: &[u8]) -> bool {
    let mut is_within = false;
    for (start, byte) in text.iter().enumerate() {
        let is_letter = byte.is_ascii_alphabetic();
        let may_begin = is_letter && !is_within && starts_abbreviation(*byte);
        is_within = is_letter;
        if may_begin {
            let rest = &text[start..];
            let length = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
            if is_suspect(known, &rest[..length]) {
                return true;
            }
        }
    }
    false
}

/// Whether an abbreviation of the lists may begin with this word.
fn is_suspect(known: &Abbreviations, word: &[u8]) -> bool {
    let begins = |(short, _): &Pair| short.as_bytes().starts_with(word);
    may_abbreviate(word) && known.listed.iter().chain(known.with_dose).any(begins)
}

/// The tokens of one passage.
struct Doses<'t> {
    /// All texts of the article.
    texts: &'t [CheckedText<'t>],
    passage: Passage<'t>,
    tokens: &'t [Token<'t>],
    is_english: bool,
    /// Whether the article speaks of multiple sclerosis, which is "MS" as well; looked up once.
    has_sclerosis: &'t OnceCell<bool>,
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
        let unit = self.at(at).filter(|token| token.kind == Kind::Word && is_unit(token.text))?;
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

    fn note(&self, code: Code, tokens: Range<usize>, message: String, hint: String) -> Diagnostic {
        let (first, last) = (&self.tokens[tokens.start], &self.tokens[tokens.end - 1]);
        let note = Diagnostic::new(code, message).hint(hint);
        match self.passage.text.place(first.range.start..last.range.end) {
            Some(place) => note.at(place),
            None => note,
        }
    }

    /// `.5 mg` is read as 5 mg, and so is `,5 mg` where a comma stands before the tenths.
    fn naked_decimal(&self, index: usize) -> Option<Diagnostic> {
        let number = self.number(index + 1).filter(|_| self.stands_free(index))?;
        let (mark, name) = match self.at(index)?.kind {
            Kind::Sign('.') => ('.', "point"),
            Kind::Sign(',') if !self.is_english && self.unit_of(index + 1).is_some() => (',', "comma"),
            _ => return None,
        };
        let message = format!("`{mark}{number}` is easily read as `{number}`");
        let hint = format!("write a zero before the {name}: `0{mark}{number}`");
        Some(self.note(Code::NakedDecimal, index..index + 2, message, hint))
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
            self.number(index).filter(|_| self.stands_free(index) || self.before(index).is_some_and(is_joint))?;
        let unit = self.at(index + 1).filter(|unit| unit.kind == Kind::Word && is_glued_unit(unit.text))?;
        let message = format!("the unit touches its number: `{number}{}`", unit.text);
        let hint = format!("put a space between: `{number} {}`", unit.text);
        Some(self.note(Code::GluedUnit, index..index + 2, message, hint))
    }

    /// `10 U` is read as 100, `QD` as four times a day.
    fn abbreviation(&self, known: &Abbreviations, index: usize) -> Option<Diagnostic> {
        let word = self.at(index).filter(|token| token.kind == Kind::Word && may_abbreviate(token.text.as_bytes()))?;
        let is_counted = || {
            let behind = if self.before(index)?.kind == Kind::Space { index.checked_sub(2)? } else { index - 1 };
            self.number(behind)
        };
        let (range, (short, long)) = match known.counted.iter().find(|(short, _)| *short == word.text) {
            Some(found) => is_counted().map(|_| (index..index + 1, *found))?,
            None => self.with_dose(known, index, word).or_else(|| self.listed(known, index, word))?,
        };
        let message = format!("`{short}` is an abbreviation that is misread, and that patients do not know");
        Some(self.note(Code::UnsafeAbbreviation, range, message, format!("write “{long}”")))
    }

    /// An abbreviation of the list at a word, with the digits or points that belong to it.
    fn listed(&self, known: &Abbreviations, index: usize, word: &Token) -> Option<(Range<usize>, Pair)> {
        if !is_suspect(known, word.text.as_bytes()) || !self.stands_free(index) {
            return None;
        }
        // The 4 of `MSO4` may stand below the line.
        let digit = self.number(index + 1).or_else(|| self.is_sign(index + 1, '₄').then_some("4"));
        let with_digit = digit.map(|digit| format!("{}{digit}", word.text));
        if let Some(found) = with_digit.and_then(|whole| known.listed.iter().find(|(short, _)| *short == whole)) {
            return Some((index..index + 2, *found));
        }
        // `q.d.` is three words and their points.
        let dotted: String = self.tokens[index..].iter().take(6).map(|token| token.text).collect();
        if let Some(found) = known.dotted.iter().find(|(short, _)| dotted.to_lowercase().starts_with(short)) {
            return Some((index..index + found.0.len(), *found));
        }
        let found = known.listed.iter().find(|(short, _)| *short == word.text)?;
        let is_a_word = known.with_dose.iter().any(|(short, _)| *short == word.text);
        (!is_a_word).then_some((index..index + 1, *found))
    }

    /// An abbreviation that is a word or a name as well, beside a dose: "10 mg PO", "MS 10 mg". "MS Contin" is a name.
    fn with_dose(&self, known: &Abbreviations, index: usize, word: &Token) -> Option<(Range<usize>, Pair)> {
        let found =
            known.with_dose.iter().find(|(short, _)| *short == word.text).filter(|_| self.stands_free(index))?;
        let is_name = self.at(index + 2).is_some_and(|next| next.text == "Contin");
        let has_dose = |at: usize| self.number(at).is_some() && self.unit_of(at).is_some();
        let is_morphine = || found.0 == "MS" && (has_dose(index + 2) || self.is_given(index));
        let is_beside = (index.saturating_sub(6)..index).any(has_dose) || is_morphine();
        (is_beside && !is_name).then_some((index..index + 1, *found))
    }

    /// Whether "MS" stands where a medicine is given, in an article that does not speak of the disease: "We give MS for pain."
    fn is_given(&self, index: usize) -> bool {
        let is_after_comma = index.checked_sub(2).is_some_and(|before| self.is_sign(before, ','));
        if is_after_comma || self.is_sign(index + 1, ',') {
            return false;
        }
        let is_given = |token: &Token| GIVEN.contains(&token.text.to_lowercase().as_str());
        let near = index.saturating_sub(12)..(index + 12).min(self.tokens.len());
        let names = |text: &CheckedText| text.plain.contains("clerosis");
        self.tokens[near].iter().any(is_given) && !*self.has_sclerosis.get_or_init(|| self.texts.iter().any(names))
    }

    /// `q8h` is "every 8 hours", and so is `c/8 h` in Spanish.
    fn hours_apart(&self, known: &Abbreviations, index: usize) -> Option<Diagnostic> {
        let (every, of_hours) = known.every;
        let first = self.at(index).filter(|_| self.stands_free(index))?;
        let is_slashed = first.text == "c" && every == "cada" && self.is_sign(index + 1, '/');
        if !matches!(first.text, "q" | "Q") && !is_slashed {
            return None;
        }
        let mut end = index + 1 + usize::from(is_slashed);
        let mut hours = String::new();
        for token in self.tokens.get(end..)?.iter().take(6) {
            match token.kind {
                Kind::Number | Kind::Sign('-' | '–') => hours.push_str(token.text),
                Kind::Space => {}
                _ => break,
            }
            end += 1;
        }
        let is_hours = self.at(end).is_some_and(|unit| matches!(unit.text, "h" | "hr" | "hrs" | "H" | "hours"));
        if hours.is_empty() || !is_hours {
            return None;
        }
        let typed: String = self.tokens[index..=end].iter().map(|token| token.text).collect();
        let message = format!("`{typed}` is an abbreviation that is misread, and that patients do not know");
        Some(self.note(
            Code::UnsafeAbbreviation,
            index..end + 1,
            message,
            format!("write “{every} {hours} {of_hours}”"),
        ))
    }

    /// `1/2 tablet` is read as 1 or 2 tablets, or as a date.
    fn typed_fraction(&self, index: usize) -> Option<Diagnostic> {
        let (over, under) = (self.number(index)?, self.number(index + 2).filter(|_| self.is_sign(index + 1, '/'))?);
        let (_, _, sign) = FRACTIONS.iter().find(|(one, other, _)| (*one, *other) == (over, under))?;
        // `1-1/2` is one and a half.
        let is_mixed = index > 1 && self.before(index).is_some_and(is_joint) && self.number(index - 2).is_some();
        let is_whole = (self.stands_free(index) || is_mixed) && !self.is_sign(index + 3, '/');
        let follows = || self.at(index + 4).filter(|_| self.at(index + 3).is_some_and(|gap| gap.kind == Kind::Space));
        // Elsewhere the first of February may be written so.
        let counts =
            || follows().is_some_and(|word| word.kind == Kind::Word && (self.is_english || is_unit(word.text)));
        let is_alone =
            matches!(self.passage.kind, PassageKind::Cell | PassageKind::Form) && index + 3 == self.tokens.len();
        if !is_whole || self.is_of_a_series(index) || !(counts() || is_alone) {
            return None;
        }
        let message = format!("`{over}/{under}` is easily read as “{over} or {under}”, or as a date");
        Some(self.note(Code::TypedFraction, index..index + 3, message, format!("write `{sign}`, or the word")))
    }

    /// "Phase 1/2", "grade 1/2": no fraction.
    fn is_of_a_series(&self, index: usize) -> bool {
        let before = index.checked_sub(2).and_then(|before| self.tokens.get(before));
        before.is_some_and(|word| NO_FRACTION.contains(&word.text.to_lowercase().as_str()))
    }

    /// `10000 units` is read as 1000 or 100000.
    fn missing_comma(&self, index: usize) -> Option<Diagnostic> {
        let number =
            self.number(index).filter(|number| number.len() > 3 && number.bytes().all(|byte| byte.is_ascii_digit()))?;
        let counted = || self.at(index + 2).map(|word| word.text).filter(|word| COUNTS.contains(word));
        let unit = self.unit_of_range(index).map(|(_, unit)| unit).or_else(counted)?;
        // "In 2026 tablets were new" counts nothing.
        let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
        let is_counted = COUNTS.contains(&unit) && !matches!(unit, "calories" | "kcal" | "steps");
        if is_year && (is_counted || ["tablets", "pills", "capsules"].contains(&unit)) {
            return None;
        }
        let message = format!("`{number}` is a long number without commas: zeros are miscounted");
        Some(self.note(Code::MissingComma, index..index + 1, message, format!("write `{}`", with_commas(number))))
    }
}

/// What joins two numbers of a dose: `5-10 mL`, `5 mg/10 mL`.
fn is_joint(token: &Token) -> bool {
    matches!(token.kind, Kind::Sign('-' | '–' | '/'))
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
