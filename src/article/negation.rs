//! Items of `dont` that say "do not" themselves: printed as "Do not do not…" they would say the opposite.

use unicode_normalization::char::is_combining_mark;

use super::Mark;
use crate::language::{Language, lowercase};

/// How a language says "do not".
struct Negation {
    /// ISO 639 codes, parted by spaces.
    languages: &'static str,
    /// What a command that forbids begins with, in small letters; a word where it ends in a letter and has spaces between.
    starts: &'static [&'static str],
    /// Words that make a prohibition of a command when they stand among its first four, before a comma.
    early: &'static [&'static str],
    /// What such a command ends with, before its full stop.
    ends: &'static [&'static str],
}

const NEGATIONS: &[Negation] = &[
    Negation {
        languages: "en",
        starts: &[
            "do not",
            "don't",
            "dont",
            "do n't",
            "never",
            "avoid",
            "not",
            "no",
            "must not",
            "you must not",
            "you should not",
            "should not",
            "please do not",
            "please don't",
        ],
        early: &[],
        ends: &[],
    },
    Negation { languages: "es", starts: &["no", "nunca", "jamás", "evite", "evita", "evitar"], early: &[], ends: &[] },
    Negation {
        languages: "fr",
        starts: &["ne", "n'", "évitez", "éviter", "jamais", "pas de", "non"],
        early: &[],
        ends: &[],
    },
    Negation { languages: "pt", starts: &["não", "nunca", "jamais", "evite", "evitar"], early: &[], ends: &[] },
    Negation { languages: "it", starts: &["non", "mai", "evitare", "eviti", "evita"], early: &[], ends: &[] },
    Negation { languages: "ca", starts: &["no", "mai", "eviteu", "eviti"], early: &[], ends: &[] },
    Negation { languages: "ro", starts: &["nu", "niciodată", "evitați"], early: &[], ends: &[] },
    Negation {
        languages: "de",
        starts: &["vermeiden"],
        early: &["nicht", "kein", "keine", "keinen", "nie", "niemals"],
        ends: &["nicht"],
    },
    Negation { languages: "nl", starts: &["vermijd"], early: &["niet", "geen", "nooit"], ends: &["niet"] },
    Negation {
        languages: "sv da nb nn no",
        starts: &["undvik", "undgå", "unngå"],
        early: &["inte", "ikke", "aldrig", "aldri", "ingen"],
        ends: &[],
    },
    Negation { languages: "pl", starts: &["nie", "nigdy", "unikaj"], early: &[], ends: &[] },
    Negation { languages: "cs sk", starts: &["ne", "nikdy", "vyhněte se"], early: &[], ends: &[] },
    Negation {
        languages: "hr sr bs sl",
        starts: &["ne", "nemojte", "nikada", "izbjegavajte", "не", "немојте"],
        early: &[],
        ends: &[],
    },
    Negation {
        languages: "ru be bg mk", starts: &["не", "никогда", "избегайте", "никога"], early: &[], ends: &[]
    },
    Negation { languages: "uk", starts: &["не", "ніколи", "уникайте"], early: &[], ends: &[] },
    Negation { languages: "el", starts: &["μη", "μην", "ποτέ", "αποφύγετε"], early: &[], ends: &[] },
    Negation { languages: "hu", starts: &["ne", "soha", "kerülje"], early: &[], ends: &[] },
    Negation { languages: "tr az", starts: &["asla"], early: &[], ends: &["meyin", "mayın", "meyiniz", "mayınız"] },
    Negation {
        languages: "zh yue cmn",
        starts: &[
            "不",
            "勿",
            "请勿",
            "請勿",
            "请不要",
            "請不要",
            "切勿",
            "别",
            "別",
            "避免",
            "禁止",
            "唔好",
            "严禁",
            "嚴禁",
        ],
        early: &[],
        ends: &[],
    },
    Negation {
        languages: "ja",
        starts: &["決して"],
        early: &[],
        ends: &["ないでください", "ないで下さい", "ないこと", "避けてください", "いけません", "しない"],
    },
    Negation {
        languages: "ko",
        starts: &["절대"],
        early: &[],
        ends: &["지 마십시오", "지 마세요", "지 말 것", "지 마시오", "지 않습니다", "피하십시오", "피하세요"],
    },
    Negation { languages: "vi", starts: &["không", "đừng", "chớ", "tránh"], early: &[], ends: &[] },
    Negation {
        languages: "th", starts: &["ห้าม", "อย่า", "ไม่", "หลีกเลี่ยง"], early: &[], ends: &[]
    },
    Negation { languages: "lo", starts: &["ຢ່າ", "ຫ້າມ", "ບໍ່"], early: &[], ends: &[] },
    Negation { languages: "km", starts: &["កុំ", "មិន", "ចៀសវាង"], early: &[], ends: &[] },
    Negation {
        languages: "my", starts: &[], early: &[], ends: &["ပါနှင့်", "ပါနဲ့", "မရပါ", "မလုပ်ရ"]
    },
    Negation { languages: "id ms", starts: &["jangan", "tidak", "hindari", "elakkan"], early: &[], ends: &[] },
    Negation { languages: "tl fil", starts: &["huwag", "hindi", "iwasan"], early: &[], ends: &[] },
    Negation { languages: "ht", starts: &["pa", "pinga", "evite"], early: &[], ends: &[] },
    Negation { languages: "sw", starts: &["usi", "kamwe", "epuka"], early: &[], ends: &[] },
    Negation { languages: "hmn mww", starts: &["tsis", "txhob"], early: &[], ends: &[] },
    Negation {
        languages: "ar", starts: &["لا", "عدم", "تجنب", "تجنبي", "تجنّب", "يجب ألا"], early: &[], ends: &[]
    },
    Negation {
        languages: "he iw", starts: &["אל", "לא", "אין", "הימנעו", "הימנע", "אסור"], early: &[], ends: &[]
    },
    Negation {
        languages: "fa prs",
        starts: &["هرگز"],
        early: &[],
        ends: &["نکنید", "نخورید", "خودداری کنید", "پرهیز کنید"],
    },
    Negation {
        languages: "ur", starts: &["مت"], early: &["نہ", "مت"], ends: &["نہ کریں", "پرہیز کریں"]
    },
    Negation {
        languages: "hi mr",
        starts: &["मत"],
        early: &["न", "मत", "नहीं"],
        ends: &["न करें", "मत करें", "न लें", "नका"],
    },
    Negation {
        languages: "ne", starts: &["न"], early: &["नगर्नुहोस्"], ends: &["नगर्नुहोस्", "नलिनुहोस्", "नखानुहोस्"]
    },
    Negation {
        languages: "bn", starts: &[], early: &[], ends: &["না", "বেন না", "বিরত থাকুন"]
    },
];

/// English commands that forbid, whose rest is the plain command.
const ENGLISH: [&str; 10] = [
    "do not ",
    "don't ",
    "dont ",
    "never ",
    "must not ",
    "you must not ",
    "you should not ",
    "should not ",
    "please do not ",
    "please don't ",
];

/// What an English item forbids, as a plain command: "Take aspirin." of "Do not take aspirin."
pub(super) fn affirmed(text: &str, language: &Language) -> Option<String> {
    let straight = text.replace('’', "'");
    let start = ENGLISH
        .iter()
        .filter(|_| language.primary() == "en")
        .find(|start| straight.get(..start.len()).is_some_and(|typed| typed.eq_ignore_ascii_case(start)))?;
    let rest: String = text.chars().skip(start.chars().count()).collect();
    let first = rest.chars().next()?;
    Some(format!("{}{}", first.to_uppercase(), &rest[first.len_utf8()..]))
}

/// Whether an item says by itself what its mark is to say, so that the two would cancel out or contradict each other:
/// "do not take" behind "Do not", or behind "Do".
pub(super) fn contradicts(mark: Mark, text: &str, language: &Language) -> bool {
    let primary = language.primary();
    let text = lowercase(text.trim()).replace('’', "'");
    match mark {
        Mark::Dont => NEGATIONS
            .iter()
            .filter(|negation| negation.languages.split(' ').any(|known| known == primary))
            .any(|negation| negation.forbids(&text)),
        Mark::Do => primary == "en" && ["do not", "don't"].iter().any(|start| starts(&text, start)),
        _ => false,
    }
}

impl Negation {
    fn forbids(&self, text: &str) -> bool {
        let sentence = text.split(['.', '!', '。', '！', '।']).next().unwrap_or_default().trim();
        // What follows a comma is another clause: "Fahren, falls nicht nüchtern".
        let clause = sentence.split([',', ';', ':', '،', '、', '，']).next().unwrap_or_default();
        let mut words = clause.split_whitespace().take(4);
        self.starts.iter().any(|start| starts(text, start))
            || words.any(|word| self.early.contains(&word))
            || self.ends.iter().any(|end| sentence.ends_with(end))
    }
}

/// Whether a text begins with a word, or, in a script without spaces, with its letters.
fn starts(text: &str, start: &str) -> bool {
    let Some(rest) = text.strip_prefix(start) else { return false };
    let spaced = start.chars().all(|c| c < '\u{E00}');
    let ends = !spaced
        || start.ends_with('\'')
        || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || is_combining_mark(c));
    ends && rest.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_already_forbids_is_told_from_what_is_to_be_forbidden() {
        let language = |tag: &str| Language::parse(tag).expect("a language tag");
        let forbids = |tag: &str, text: &str| contradicts(Mark::Dont, text, &language(tag));
        for (language, text) in [
            ("en-US", "Do not take aspirin."),
            ("en", "Don’t skip a test."),
            ("en", "Never drive."),
            ("en", "Avoid alcohol."),
            ("es-MX", "No tome aspirina."),
            ("fr", "N’arrêtez pas le traitement."),
            ("de", "Nehmen Sie nicht zwei auf einmal."),
            ("zh-Hans", "不要吃柚子。"),
            ("ja", "アスピリンを飲まないでください。"),
            ("ko", "술을 마시지 마십시오."),
            ("vi", "Không uống rượu."),
            ("ar", "لا تتناول الأسبرين."),
            ("ar", "عدم تناول الأسبرين."),
            ("th", "ห้ามดื่มเหล้า"),
            ("ru", "Не пейте спиртного."),
        ] {
            assert!(forbids(language, text), "{language}: {text}");
        }
        for (language, text) in [
            ("en", "Take aspirin."),
            ("en", "Stop your tablets on your own."),
            ("en", "Notice board: lean on it."),
            ("en", "Donate blood."),
            ("en", "Nod your head."),
            ("en", "no"),
            ("es", "Norte: camine solo."),
            ("fr", "Nettoyez la plaie."),
            ("de", "Heben Sie schwere Taschen."),
            ("de", "Fahren, falls nicht nüchtern."),
            ("nl", "Roken, niet eten."),
            ("ne", "न्यानो पानीमा नुहाउने"),
            ("hi", "मत्स्य खाना"),
            ("zh", "吃柚子。"),
            ("xx", "No tome aspirina."),
        ] {
            assert!(!forbids(language, text), "{language}: {text}");
        }
        let english = Language::english();
        let affirmed = |text: &str| affirmed(text, &english);
        assert_eq!(affirmed("Don’t skip “it”.").as_deref(), Some("Skip “it”."));
        assert_eq!(affirmed("Avoid alcohol."), None);
        assert!(contradicts(Mark::Do, "Do not run.", &english) && !contradicts(Mark::Do, "Avoid crowds.", &english));
    }
}
