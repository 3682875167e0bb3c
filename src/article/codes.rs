use super::Codes;
use crate::diagnostics::{Diagnostic, Notes};
use crate::yaml::{Fields, Node, Value, scalar};

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
            notes.push(Diagnostic::warning("code-shape", message).at(scalar.span.clone()).hint("look it up again"));
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
