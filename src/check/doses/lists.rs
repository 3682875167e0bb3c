//! Units, abbreviations and fractions, as the lists of ISMP have them.

/// Units that a dose is measured in, as they are written behind a number; of the languages that handouts are most often in.
pub(super) const UNITS: &[&str] = &[
    "mg",
    "mcg",
    "µg",
    "μg",
    "ug",
    "g",
    "kg",
    "ml",
    "mL",
    "mls",
    "L",
    "dL",
    "cc",
    "mEq",
    "meq",
    "mmol",
    "IU",
    "unit",
    "units",
    "U",
    "UI",
    "tablet",
    "tablets",
    "pill",
    "pills",
    "capsule",
    "capsules",
    "milligram",
    "milligrams",
    "gram",
    "grams",
    "microgram",
    "micrograms",
    "milliliter",
    "milliliters",
    "millilitre",
    "millilitres",
    "drop",
    "drops",
    "puff",
    "puffs",
    "tsp",
    "tbsp",
    "teaspoon",
    "teaspoons",
    "tablespoon",
    "tablespoons",
    "dose",
    "doses",
    "patch",
    "patches",
    "lozenge",
    "lozenges",
    "caplet",
    "caplets",
    "spray",
    "sprays",
    "tableta",
    "tabletas",
    "pastilla",
    "pastillas",
    "cápsula",
    "cápsulas",
    "comprimido",
    "comprimidos",
    "gota",
    "gotas",
    "cucharadita",
    "cucharaditas",
    "miligramos",
    "gramos",
    "mililitros",
    "unidades",
    "comprimé",
    "comprimés",
    "gélule",
    "gélules",
    "gouttes",
    "Tablette",
    "Tabletten",
    "Tropfen",
    "Kapsel",
    "Kapseln",
];
/// Units that cannot be part of a word or another sign when they touch a number.
pub(super) const GLUED: &[&str] = &[
    "mg", "mcg", "µg", "μg", "ug", "ng", "g", "kg", "ml", "mL", "mls", "mLs", "L", "dL", "cc", "mEq", "meq", "mmol",
    "IU", "UI", "unit", "units", "tablet", "tablets", "pill", "pills", "capsule", "capsules", "tsp", "tbsp", "lb",
    "lbs", "oz", "cm", "mm", "kcal", "drops", "puffs", "Mg", "MG", "ML", "Ml",
];
/// What is counted in thousands beside doses.
pub(super) const COUNTS: &[&str] = &[
    "calories", "kcal", "cells", "steps", "people", "patients", "women", "men", "adults", "children", "times", "hours",
    "days", "dollars", "pounds", "biopsies", "cases", "births",
];
/// Abbreviations that are read as another word or number, and what to write instead. Letter case counts where it is mixed.
pub(super) const ABBREVIATIONS: &[(&str, &str)] = &[
    ("QD", "once a day"),
    ("QOD", "every other day"),
    ("QHS", "at bedtime"),
    ("BID", "twice a day"),
    ("TID", "3 times a day"),
    ("QID", "4 times a day"),
    ("TIW", "3 times a week"),
    ("BIW", "2 times a week"),
    ("QAM", "every morning"),
    ("QPM", "every evening"),
    ("PRN", "if you need it"),
    ("qd", "once a day"),
    ("qod", "every other day"),
    ("qhs", "at bedtime"),
    ("qam", "every morning"),
    ("qpm", "every evening"),
    ("bid", "twice a day"),
    ("tid", "3 times a day"),
    ("qid", "4 times a day"),
    ("tiw", "3 times a week"),
    ("prn", "if you need it"),
    ("gtt", "drops"),
    ("gtts", "drops"),
    ("SubQ", "under the skin"),
    ("subq", "under the skin"),
    ("SQ", "under the skin"),
    ("MSO4", "morphine"),
    ("MgSO4", "magnesium sulfate"),
];
/// Of these, those with points.
pub(super) const DOTTED: &[(&str, &str)] = &[
    ("q.d.", "once a day"),
    ("q.o.d.", "every other day"),
    ("q.h.s.", "at bedtime"),
    ("b.i.d.", "twice a day"),
    ("t.i.d.", "3 times a day"),
    ("q.i.d.", "4 times a day"),
    ("p.r.n.", "if you need it"),
];
/// Abbreviations that are words or names as well: they are told behind a number and its unit only.
pub(super) const WITH_DOSE: &[(&str, &str)] = &[
    ("bid", "twice a day"),
    ("tid", "3 times a day"),
    ("MS", "morphine"),
    ("PO", "by mouth"),
    ("po", "by mouth"),
    ("HS", "at bedtime"),
    ("hs", "at bedtime"),
    ("SC", "under the skin"),
    ("sc", "under the skin"),
];
/// Abbreviations that are misread behind a number only, and what to write instead.
pub(super) const COUNTED: &[(&str, &str)] =
    &[("U", "units"), ("u", "units"), ("IU", "units"), ("IUs", "units"), ("cc", "mL"), ("ccs", "mL")];
/// What stands over and under the slash of a typed fraction, and its sign.
pub(super) const FRACTIONS: &[(&str, &str, char)] =
    &[("1", "2", '½'), ("1", "4", '¼'), ("3", "4", '¾'), ("1", "3", '⅓'), ("2", "3", '⅔'), ("1", "8", '⅛')];
/// Words before a fraction that is none: "phase 1/2 trial".
pub(super) const NO_FRACTION: &[&str] = &[
    "phase", "phases", "grade", "grades", "stage", "stages", "class", "level", "levels", "page", "pages", "part",
    "day", "days", "step",
];

/// Bytes of the longest abbreviation.
const LONGEST_ABBREVIATION: usize = 6;

/// For each first letter of an abbreviation a bit for each second one, by its last six bits, and one for none.
const STARTS: [u64; 128] = {
    let mut starts = [0; 128];
    add_starts(&mut starts, ABBREVIATIONS);
    add_starts(&mut starts, WITH_DOSE);
    add_starts(&mut starts, COUNTED);
    starts
};

const fn add_starts(starts: &mut [u64; 128], list: &[(&str, &str)]) {
    let mut index = 0;
    while index < list.len() {
        let letters = list[index].0.as_bytes();
        starts[letters[0] as usize] |= 1;
        if letters.len() > 1 {
            starts[letters[0] as usize] |= 1 << (letters[1] % 64);
        }
        index += 1;
    }
}

/// Whether an abbreviation may be this word or begin with it, by its length and its first two letters. It is not for most
/// words, which are looked up nowhere then.
pub(super) fn may_abbreviate(word: &[u8]) -> bool {
    let starts = |letter: u8| STARTS.get(usize::from(letter)).copied().unwrap_or_default();
    match word {
        [only] => starts(*only) != 0,
        [first, second, ..] => word.len() <= LONGEST_ABBREVIATION && starts(*first) >> (second % 64) & 1 == 1,
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_abbreviation_may_be_one() {
        for (short, _) in ABBREVIATIONS.iter().chain(WITH_DOSE).chain(COUNTED) {
            assert!((1..=short.len()).all(|end| may_abbreviate(&short.as_bytes()[..end])), "{short}");
        }
        for word in ["", "take", "ask", "prescription", "é"] {
            assert!(!may_abbreviate(word.as_bytes()), "{word}");
        }
    }
}
