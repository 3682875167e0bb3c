//! Boxes that tell a reader to call, and do not say when.

use super::walk::Bodies;
use super::{placed, words_of};
use crate::article::{Block, Callout, CalloutKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::language::Language;

/// What ends a sentence.
const SENTENCE_ENDS: [char; 9] = ['.', '!', '?', '。', '！', '।', '۔', ':', ';'];
/// Words that say when. A dash before a word finds it inside another one, of a language that joins words.
const WHEN: [(&str, &[&str]); 34] = [
    (
        "en",
        &[
            "if",
            "when",
            "whenever",
            "unless",
            "until",
            "as soon as",
            "after",
            "before",
            "while",
            "during",
            "with",
            "in case",
            "once",
            "any time",
            "anytime",
            "at any hour",
            "day or night",
            "should you",
            "for",
            "about",
            "who",
            "over",
            "above",
        ],
    ),
    (
        "es",
        &[
            "si",
            "cuando",
            "en caso",
            "hasta",
            "después",
            "antes",
            "mientras",
            "durante",
            "con",
            "para",
            "por",
            "siempre que",
            "al",
        ],
    ),
    (
        "fr",
        &[
            "si",
            "s'il",
            "quand",
            "lorsque",
            "lorsqu",
            "en cas",
            "dès",
            "avant",
            "après",
            "pour",
            "pendant",
            "avec",
            "en présence",
        ],
    ),
    ("de", &["wenn", "falls", "sobald", "bei", "im fall", "vor", "nach", "während", "bis", "sollten", "für"]),
    ("pt", &["se", "quando", "caso", "em caso", "assim que", "antes", "depois", "com", "para", "durante"]),
    ("it", &["se", "quando", "qualora", "in caso", "appena", "prima", "dopo", "con", "per", "durante"]),
    ("nl", &["als", "wanneer", "indien", "bij", "zodra", "voor", "na", "tijdens", "met"]),
    ("pl", &["jeśli", "jeżeli", "gdy", "kiedy", "w razie", "w przypadku", "przed", "po", "przy", "z"]),
    (
        "ru uk be bg",
        &[
            "если",
            "когда",
            "при",
            "в случае",
            "якщо",
            "коли",
            "у разі",
            "в разі",
            "калі",
            "ако",
            "когато",
            "до",
            "после",
            "при",
        ],
    ),
    ("cs sk", &["pokud", "když", "jestliže", "ak", "keď", "při", "pri", "v případě", "v prípade", "jakmile"]),
    ("hr sr bs sl", &["ako", "kad", "kada", "ukoliko", "če", "ko", "u slučaju", "v primeru", "ако", "кад", "када"]),
    ("ro", &["dacă", "când", "în caz", "după", "înainte", "la"]),
    ("hu", &["ha", "amikor", "esetén", "mihelyt"]),
    ("sv da no nb nn", &["om", "när", "når", "hvis", "dersom", "vid", "ved", "innan", "efter", "før", "etter"]),
    ("fi", &["jos", "kun", "mikäli", "ennen"]),
    ("tr az", &["eğer", "-sa", "-se", "-ında", "-inde", "halinde", "durumunda", "olursa", "zaman", "əgər"]),
    ("el", &["αν", "εάν", "όταν", "σε περίπτωση", "πριν", "μετά", "για"]),
    ("sq", &["nëse", "kur", "në rast"]),
    ("vi", &["nếu", "khi", "trước", "sau", "trong trường hợp"]),
    (
        "zh yue",
        &["-如", "-若", "-当", "-當", "-时", "-時", "-后", "-後", "-前", "-出现", "-出現", "-有", "-超过", "-超過"],
    ),
    ("ja", &["-場合", "-とき", "-時", "-たら", "-れば", "-なら", "-前", "-後", "-とは", "-ときは"]),
    ("ko", &["-경우", "-때", "-면", "-전에", "-후에", "-시"]),
    ("ar", &["إذا", "عند", "عندما", "لو", "في حال", "في حالة", "متى", "قبل", "بعد", "كان"]),
    ("fa prs ps", &["اگر", "وقتی", "هنگام", "هنگامی", "در صورت", "چنانچه", "که", "پس از", "قبل از", "کله", "که چیرې"]),
    ("ur", &["اگر", "جب", "کی صورت", "پہلے", "بعد"]),
    ("he iw", &["אם", "-כש", "כאשר", "במקרה", "-לפני", "-אחרי", "מתי"]),
    ("hi mr ne", &["-अगर", "-यदि", "-जब", "-तो", "-पर", "-भने", "-जर", "-तर", "-पहले", "-बाद"]),
    ("bn", &["-যদি", "-যখন", "-হলে", "-লে"]),
    ("pa gu", &["-ਜੇ", "-ਜਦੋਂ", "-જો", "-જ્યારે"]),
    ("tl fil", &["kung", "kapag", "pag", "tuwing", "sakaling", "kailan", "bago", "pagkatapos"]),
    ("ht", &["si", "lè", "kan", "anvan", "apre", "pandan"]),
    ("sw so", &["ikiwa", "kama", "endapo", "iwapo", "wakati", "unapo", "haddii", "marka", "-uki", "kabla", "baada"]),
    ("id ms", &["jika", "bila", "ketika", "apabila", "kalau", "saat", "sebelum", "setelah", "sekiranya"]),
    ("hmn mww", &["yog", "thaum", "ua ntej", "tom qab"]),
];
/// Words of a sentence that only tells a reader to call, or to get help. A dash finds them inside another word.
const CALLS: [(&str, &[&str]); 26] = [
    (
        "en",
        &[
            "call",
            "phone",
            "telephone",
            "dial",
            "contact",
            "reach",
            "ring",
            "help",
            "here for you",
            "answer",
            "number",
            "line",
            "911",
            "right away",
            "at once",
            "do not wait",
            "don't wait",
            "questions",
            "talk to",
            "speak to",
            "emergency room",
            "we are here",
            "an emergency",
            "hospital",
        ],
    ),
    (
        "es",
        &[
            "llame",
            "llámenos",
            "llamar",
            "comuníquese",
            "contacte",
            "marque",
            "ayuda",
            "ayudarle",
            "número",
            "teléfono",
            "911",
            "línea",
            "preguntas",
            "contesta",
            "contestan",
            "contestamos",
            "responde",
            "responden",
            "atiende",
            "atendemos",
            "de inmediato",
            "enseguida",
            "no espere",
            "emergencias",
            "hospital",
        ],
    ),
    ("fr", &["appelez", "appeler", "contactez", "téléphonez", "composez", "aide", "numéro", "joindre"]),
    ("de", &["rufen", "anrufen", "wählen", "hilfe", "helfen", "nummer", "telefon", "melden", "kontaktieren"]),
    ("pt", &["ligue", "ligar", "chame", "contate", "contacte", "telefone", "ajuda", "número"]),
    ("it", &["chiami", "chiamate", "chiama", "chiamare", "contatti", "contatta", "telefoni", "aiuto", "numero"]),
    ("nl", &["bel", "bellen", "hulp", "nummer", "contact"]),
    ("pl", &["zadzwoń", "dzwoń", "zadzwonić", "pomoc", "numer", "skontaktuj"]),
    (
        "ru uk be bg",
        &[
            "позвоните",
            "звоните",
            "зателефонуйте",
            "телефонуйте",
            "обадете",
            "помощь",
            "допомога",
            "свяжитесь",
            "номер",
        ],
    ),
    ("cs sk", &["zavolejte", "volejte", "zavolajte", "volajte", "pomoc", "číslo"]),
    ("hr sr bs sl", &["nazovite", "pozovite", "pokličite", "pomoć", "pomoč", "позовите"]),
    ("ro", &["sunați", "apelați", "ajutor", "contactați"]),
    ("sv da no nb nn", &["ring", "kontakta", "kontakt", "hjälp", "hjælp", "hjelp"]),
    ("fi", &["soita", "soittakaa", "apua", "ota yhteyttä"]),
    ("tr az", &["arayın", "arayınız", "yardım", "-zəng"]),
    ("el", &["καλέστε", "τηλεφωνήστε", "βοήθεια", "επικοινωνήστε"]),
    ("vi", &["gọi", "liên hệ", "liên lạc", "giúp"]),
    (
        "zh yue",
        &["-电话", "-電話", "-致电", "-致電", "-联系", "-聯絡", "-聯繫", "-拨打", "-撥打", "-打给", "-帮助", "-求助"],
    ),
    ("ja", &["-電話", "-連絡", "-相談"]),
    ("ko", &["-전화", "-연락", "-도움"]),
    ("ar", &["-اتصل", "-الاتصال", "-مساعدة"]),
    ("fa prs ps", &["-تماس", "-زنگ", "-کمک", "-مرسته"]),
    ("hi mr ne", &["-कॉल", "-फोन", "-फ़ोन", "-संपर्क", "-मदद"]),
    ("tl fil", &["tumawag", "tawagan", "tulong", "makipag-ugnayan"]),
    ("ht", &["rele", "èd", "nimewo"]),
    ("id ms", &["hubungi", "telepon", "telefon", "bantuan"]),
];
/// English words behind which "for" and "with" tell no reason: "for help", "for an appointment".
const NO_REASON: [&str; 15] = [
    "for help",
    "for advice",
    "for more",
    "for information",
    "for an appointment",
    "for support",
    "for details",
    "with us",
    "with questions",
    "with any questions",
    "for assistance",
    "for emergency care",
    "for care",
    "for you",
    "for emergencies",
];

/// The same in Spanish: "por favor", "al 911".
const NO_REASON_SPANISH: [&str; 17] = [
    "por favor",
    "por teléfono",
    "con nosotros",
    "con preguntas",
    "con sus preguntas",
    "con su",
    "para ayuda",
    "para pedir",
    "para recibir",
    "para más",
    "para información",
    "para una cita",
    "para hacer una cita",
    "al número",
    "al teléfono",
    "al médico",
    "al doctor",
];

/// Notes boxes that tell a reader to call and give no reason to.
pub(super) fn check(bodies: &Bodies, language: &Language) -> Vec<Diagnostic> {
    let callouts = bodies.bodies.iter().flat_map(|body| body.iter()).filter_map(|block| match block {
        Block::Callout(callout) => Some(callout),
        _ => None,
    });
    callouts.filter(|callout| !says_when(callout, language)).map(note).collect()
}

fn note(callout: &Callout) -> Diagnostic {
    let (kind, example) = match callout.kind {
        CalloutKind::Emergency => ("an emergency box", "you have chest pain, or trouble breathing"),
        _ => ("a call box", "your temperature is 100.4 °F (38 °C) or higher"),
    };
    let message = format!("{kind} that does not say when to call");
    let hint = format!("name the signs:\nbody:\n  - If {example}.");
    placed(Diagnostic::new(Code::NoWhen, message).hint(hint), callout.place.clone())
}

fn says_when(callout: &Callout, language: &Language) -> bool {
    if !matches!(callout.kind, CalloutKind::Emergency | CalloutKind::Call) {
        return true;
    }
    let mut said: Vec<String> = callout.title.iter().map(|title| title.plain()).collect();
    for block in &callout.body {
        match block {
            Block::Paragraph(text) => said.push(text.plain()),
            // The signs, in a list or a table.
            _ => return true,
        }
    }
    let said = said.join(" ").to_lowercase().replace('’', "'");
    if callout.body.is_empty() && said.is_empty() {
        return false;
    }
    let (when, calls) = (words_of(&WHEN, language), words_of(&CALLS, language));
    // What does not ask for a call is a sign: "You have chest pain."
    let is_sign = |sentence: &str| sentence.contains(char::is_alphanumeric) && !has_any(sentence, calls);
    said.split(SENTENCE_ENDS).any(is_sign) || has_any(&without_purposes(&said, language), when)
}

/// A text without the words that sound like a reason and are none.
fn without_purposes(said: &str, language: &Language) -> String {
    match language.primary() {
        "en" => NO_REASON.iter().fold(said.to_owned(), |said, phrase| said.replace(phrase, "")),
        "es" => {
            let said = NO_REASON_SPANISH.iter().fold(said.to_owned(), |said, phrase| said.replace(phrase, ""));
            // "Llame al 911" and "al (312) 555-0100" say whom to call.
            ('0'..='9').chain(['(']).fold(said, |said, digit| said.replace(&format!("al {digit}"), ""))
        }
        _ => said.to_owned(),
    }
}

/// Whether one of these words stands in a text.
fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| match word.strip_prefix('-') {
        Some(part) => text.contains(part),
        None => text.match_indices(word).any(|(at, _)| is_whole(text, at, word.len())),
    })
}

fn is_whole(text: &str, at: usize, length: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric) && !text[at + length..].starts_with(char::is_alphanumeric)
}
