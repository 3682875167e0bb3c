//! Units and fractions, as the lists of ISMP have them.

/// Units of doses that are no part of a word or of another sign when they touch a number: `10mg`.
const PLAIN_UNITS: &[&str] = &[
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
    "UI",
    "tablet",
    "tablets",
    "pill",
    "pills",
    "capsule",
    "capsules",
    "milligrams",
    "gram",
    "grams",
    "micrograms",
    "milliliters",
    "drops",
    "puffs",
    "tsp",
    "tbsp",
    "tableta",
    "tabletas",
    "pastilla",
    "pastillas",
    "gotas",
    "gramos",
    "unidades",
    "oz",
    "ounce",
    "ounces",
    "onzas",
];
/// Units of doses that may be, or that nobody writes so.
const OTHER_UNITS: &[&str] = &[
    "U",
    "milligram",
    "microgram",
    "milliliter",
    "millilitre",
    "millilitres",
    "drop",
    "puff",
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
    "cápsula",
    "cápsulas",
    "comprimido",
    "comprimidos",
    "gota",
    "cucharadita",
    "cucharaditas",
    "miligramos",
    "mililitros",
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
    "onza",
];
/// What touches a number as units of doses do, and measures none.
const OTHER_GLUED: &[&str] = &["ng", "mLs", "lb", "lbs", "cm", "mm", "kcal", "Mg", "MG", "ML", "Ml", "cups"];

/// Whether a dose is measured in this, as it is written behind a number; in the languages that handouts are most often in.
pub(super) fn is_unit(word: &str) -> bool {
    PLAIN_UNITS.contains(&word) || OTHER_UNITS.contains(&word)
}

/// Whether this is a unit where it touches a number.
pub(super) fn is_glued_unit(word: &str) -> bool {
    PLAIN_UNITS.contains(&word) || OTHER_GLUED.contains(&word)
}

/// What is counted in thousands beside doses.
pub(super) const COUNTS: &[&str] = &[
    "calories", "kcal", "cells", "steps", "people", "patients", "women", "men", "adults", "children", "times", "hours",
    "days", "dollars", "pounds", "biopsies", "cases", "births",
];
/// What stands over and under the slash of a typed fraction, and its sign.
pub(super) const FRACTIONS: &[(&str, &str, char)] =
    &[("1", "2", '½'), ("1", "4", '¼'), ("3", "4", '¾'), ("1", "3", '⅓'), ("2", "3", '⅔'), ("1", "8", '⅛')];
/// Words before a fraction that is none: "phase 1/2 trial".
pub(super) const NO_FRACTION: &[&str] = &[
    "phase", "phases", "grade", "grades", "stage", "stages", "class", "level", "levels", "page", "pages", "part",
    "day", "days", "step",
];
