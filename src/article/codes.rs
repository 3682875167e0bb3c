//! Topic codes and the terminologies that they come from.

use super::{Codes, System};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Fields, Node, Value, scalar};

impl System {
    /// All of them, in the order of the manifest.
    pub const ALL: [System; 4] = [System::Snomed, System::Icd10cm, System::Rxnorm, System::Loinc];

    /// The key of its codes in an article and in the manifest.
    pub fn key(self) -> &'static str {
        match self {
            System::Snomed => "snomed",
            System::Icd10cm => "icd10cm",
            System::Rxnorm => "rxnorm",
            System::Loinc => "loinc",
        }
    }

    /// Its object identifier in HL7's registry.
    pub fn oid(self) -> &'static str {
        match self {
            System::Snomed => "2.16.840.1.113883.6.96",
            System::Icd10cm => "2.16.840.1.113883.6.90",
            System::Rxnorm => "2.16.840.1.113883.6.88",
            System::Loinc => "2.16.840.1.113883.6.1",
        }
    }

    /// Its name in FHIR (HL7 Terminology, code systems).
    pub fn uri(self) -> &'static str {
        match self {
            System::Snomed => "http://snomed.info/sct",
            System::Icd10cm => "http://hl7.org/fhir/sid/icd-10-cm",
            System::Rxnorm => "http://www.nlm.nih.gov/research/umls/rxnorm",
            System::Loinc => "http://loinc.org",
        }
    }

    /// Its name in HL7 version 2 (table 0396).
    pub fn table_name(self) -> &'static str {
        match self {
            System::Snomed => "SCT",
            System::Icd10cm => "I10C",
            System::Rxnorm => "RXNORM",
            System::Loinc => "LN",
        }
    }

    /// The system that somebody means: by key, object identifier or address, letter case and signs aside.
    pub fn named(name: &str) -> Option<System> {
        let bare = |text: &str| -> String {
            text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
        };
        let name = name.trim().strip_prefix("urn:oid:").unwrap_or(name.trim());
        let is_it = |system: &System| {
            [system.key(), system.oid(), system.uri(), system.table_name()].iter().any(|own| bare(own) == bare(name))
                || matches!((system, bare(name).as_str()), (System::Snomed, "snomedct") | (System::Icd10cm, "icd10"))
        };
        System::ALL.into_iter().find(is_it)
    }
}

impl Codes {
    /// The codes of one system.
    pub fn of(&self, system: System) -> &[String] {
        match system {
            System::Snomed => &self.snomed,
            System::Icd10cm => &self.icd10cm,
            System::Rxnorm => &self.rxnorm,
            System::Loinc => &self.loinc,
        }
    }
}

/// Topic codes of the four terminologies; their digits are text.
pub(super) fn codes(node: &Node, notes: &mut Notes) -> Codes {
    let Some(mut fields) = Fields::of(node, "a map of code systems, such as `{snomed: [], icd10cm: []}`", notes) else {
        return Codes::default();
    };
    let mut of = |key, shape: fn(&str) -> Result<(), &'static str>, notes: &mut Notes| {
        fields.take(key).map_or_else(Vec::new, |node| system(node, key, shape, notes))
    };
    let codes = Codes {
        snomed: of("snomed", snomed, notes),
        icd10cm: of("icd10cm", icd10cm, notes),
        rxnorm: of("rxnorm", rxnorm, notes),
        loinc: of("loinc", loinc, notes),
    };
    fields.finish("`codes`", notes);
    codes
}

/// The codes of one system: a list, or a single one. Empty lists are allowed: templates have them.
fn system(node: &Node, key: &str, shape: fn(&str) -> Result<(), &'static str>, notes: &mut Notes) -> Vec<String> {
    let items = match &node.value {
        Value::Seq(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut codes = Vec::new();
    for item in items {
        let Some(scalar) = scalar(item, "this code", notes) else { continue };
        let code = scalar.text.trim();
        if let Err(why) = shape(code) {
            let message = format!("`{code}` does not look like a code of `{key}`: {why}");
            notes.push(Diagnostic::new(Code::CodeShape, message).at(scalar.span.clone()).hint("look it up again"));
        }
        codes.push(code.to_owned());
    }
    codes
}

fn digits(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit())
}

fn snomed(code: &str) -> Result<(), &'static str> {
    match code {
        _ if !digits(code) || !(6..=18).contains(&code.len()) => Err("it has 6 to 18 digits"),
        _ if !verhoeff(code) => Err("its last digit does not fit the others, so one of them is mistyped"),
        _ => Ok(()),
    }
}

fn icd10cm(code: &str) -> Result<(), &'static str> {
    let (category, rest) = code.split_once('.').unwrap_or((code, "0"));
    let category = category.as_bytes();
    let capital = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let sound = matches!(category, [a, b, c] if a.is_ascii_uppercase() && b.is_ascii_digit() && capital(c));
    let rest = (1..=4).contains(&rest.len()) && rest.as_bytes().iter().all(capital);
    if sound && rest {
        Ok(())
    } else {
        Err("it is a letter and two signs, then perhaps a dot and up to four more: `R25.2`")
    }
}

fn rxnorm(code: &str) -> Result<(), &'static str> {
    if digits(code) && code.len() <= 8 { Ok(()) } else { Err("it has up to 8 digits") }
}

fn loinc(code: &str) -> Result<(), &'static str> {
    let sound = code
        .split_once('-')
        .is_some_and(|(number, check)| digits(number) && number.len() <= 7 && digits(check) && check.len() == 1);
    if sound { Ok(()) } else { Err("it is digits, a hyphen and one more digit: `34133-9`") }
}

/// The check digit of SNOMED CT identifiers (SNOMED CT Release File Specification, 6.2).
fn verhoeff(code: &str) -> bool {
    /// Times in the dihedral group of ten elements: rotations are 0 to 4, reflections 5 to 9.
    fn times(a: u8, b: u8) -> u8 {
        match (a < 5, b < 5) {
            (true, true) => (a + b) % 5,
            (true, false) => (a + b - 5) % 5 + 5,
            (false, true) => (a - b) % 5 + 5,
            (false, false) => (a + 5 - b) % 5,
        }
    }
    const STEP: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let sum = code.bytes().rev().enumerate().fold(0, |sum, (place, byte)| {
        let digit = (0..place % 8).fold(byte - b'0', |digit, _| STEP[usize::from(digit)]);
        times(sum, digit)
    });
    sum == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_have_many_names() {
        for name in
            ["icd10cm", "ICD-10-CM", "I10C", "urn:oid:2.16.840.1.113883.6.90", "http://hl7.org/fhir/sid/icd-10-cm"]
        {
            assert_eq!(System::named(name), Some(System::Icd10cm), "{name}");
        }
        assert_eq!(System::named("SNOMED CT"), Some(System::Snomed));
        assert_eq!(System::named("icd9"), None);
        assert_eq!(System::named(""), None);
    }

    #[test]
    fn codes_are_known_by_their_shape() {
        // Diabetes mellitus, and fever; then with two digits swapped.
        for sound in ["73211009", "386661006", "22298006", "404684003", "138875005"] {
            assert_eq!(snomed(sound), Ok(()), "{sound}");
        }
        for wrong in ["73210109", "386661007", "12345", "7321100x", ""] {
            assert!(snomed(wrong).is_err(), "{wrong}");
        }
        assert!(["R25.2", "C50", "C7A.010", "S52.521A"].iter().all(|code| icd10cm(code).is_ok()));
        assert!(["r25.2", "R252", "25.2", "R25.", "R25.12345"].iter().all(|code| icd10cm(code).is_err()));
        assert!(rxnorm("1049630").is_ok() && rxnorm("10x").is_err());
        assert!(loinc("34133-9").is_ok() && loinc("34133").is_err());
    }
}
