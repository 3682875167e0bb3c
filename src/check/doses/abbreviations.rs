//! Abbreviations of doses that are misread, and what to write instead, by language: ISMP's list for English, that of its sister
//! institute ISMP-España for Spanish.

use crate::language::Language;

/// An abbreviation, and the words for it.
pub(super) type Pair = (&'static str, &'static str);

/// The abbreviations of one language. Letter case counts where it is mixed.
pub(super) struct Abbreviations {
    /// Those that are read as another word or number wherever they stand.
    pub listed: &'static [Pair],
    /// Of these, those with points.
    pub dotted: &'static [Pair],
    /// Those that are words or names as well: they are told behind a number and its unit only.
    pub with_dose: &'static [Pair],
    /// Those that are misread behind a number only.
    pub counted: &'static [Pair],
    /// How "every 8 hours" is written.
    pub every: (&'static str, &'static str),
}

impl Abbreviations {
    /// Those of a language; `None` of one that has no list.
    pub(super) fn of(language: &Language) -> Option<&'static Abbreviations> {
        match language.primary() {
            "en" => Some(&ENGLISH),
            "es" => Some(&SPANISH),
            _ => None,
        }
    }
}

const ENGLISH: Abbreviations = Abbreviations {
    listed: &[
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
    ],
    dotted: &[
        ("q.d.", "once a day"),
        ("q.o.d.", "every other day"),
        ("q.h.s.", "at bedtime"),
        ("b.i.d.", "twice a day"),
        ("t.i.d.", "3 times a day"),
        ("q.i.d.", "4 times a day"),
        ("p.r.n.", "if you need it"),
    ],
    with_dose: &[
        ("bid", "twice a day"),
        ("tid", "3 times a day"),
        ("MS", "morphine"),
        ("PO", "by mouth"),
        ("po", "by mouth"),
        ("HS", "at bedtime"),
        ("hs", "at bedtime"),
        ("SC", "under the skin"),
        ("sc", "under the skin"),
    ],
    counted: &[("U", "units"), ("u", "units"), ("IU", "units"), ("IUs", "units"), ("cc", "mL"), ("ccs", "mL")],
    every: ("every", "hours"),
};

const SPANISH: Abbreviations = Abbreviations {
    listed: &[
        ("QD", "una vez al día"),
        ("QOD", "cada dos días"),
        ("BID", "dos veces al día"),
        ("TID", "3 veces al día"),
        ("QID", "4 veces al día"),
        ("PRN", "si lo necesita"),
        ("qd", "una vez al día"),
        ("bid", "dos veces al día"),
        ("tid", "3 veces al día"),
        ("prn", "si lo necesita"),
    ],
    dotted: &[
        ("q.d.", "una vez al día"),
        ("b.i.d.", "dos veces al día"),
        ("t.i.d.", "3 veces al día"),
        ("p.r.n.", "si lo necesita"),
        ("v.o.", "por la boca"),
        ("s.c.", "debajo de la piel"),
    ],
    with_dose: &[
        ("MS", "morfina"),
        ("VO", "por la boca"),
        ("vo", "por la boca"),
        ("SC", "debajo de la piel"),
        ("sc", "debajo de la piel"),
    ],
    counted: &[
        ("U", "unidades"),
        ("u", "unidades"),
        ("UI", "unidades"),
        ("ui", "unidades"),
        ("IU", "unidades"),
        ("cc", "mL"),
    ],
    every: ("cada", "horas"),
};

/// Bytes of the longest abbreviation; units are shorter.
pub(super) const LONGEST_ABBREVIATION: usize = 6;

/// For each first letter of an abbreviation, in any language, a bit for each second one, by its last six bits, and one for none.
const STARTS: [u64; 128] = {
    let mut starts = [0; 128];
    add_starts(&mut starts, ENGLISH.listed);
    add_starts(&mut starts, ENGLISH.with_dose);
    add_starts(&mut starts, ENGLISH.counted);
    add_starts(&mut starts, SPANISH.listed);
    add_starts(&mut starts, SPANISH.with_dose);
    add_starts(&mut starts, SPANISH.counted);
    starts
};

const fn add_starts(starts: &mut [u64; 128], list: &[Pair]) {
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

/// Whether an abbreviation begins with this letter.
pub(super) fn starts_abbreviation(letter: u8) -> bool {
    STARTS.get(usize::from(letter)).is_some_and(|starts| *starts != 0)
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
        for known in [&ENGLISH, &SPANISH] {
            for (short, _) in known.listed.iter().chain(known.with_dose).chain(known.counted) {
                assert!((1..=short.len()).all(|end| may_abbreviate(&short.as_bytes()[..end])), "{short}");
            }
        }
        for word in ["", "take", "ask", "prescription", "é"] {
            assert!(!may_abbreviate(word.as_bytes()), "{word}");
        }
    }
}
