//! Scripts: which one a character belongs to, which one a language is written in, and where a text changes from one to
//! another (UAX 24).

use crate::language::{Language, is_numeric, is_usual_rightwards};

/// A script that we carry type for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Also what no other script claims.
    Latin,
    /// Greek.
    Greek,
    /// Cyrillic.
    Cyrillic,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Hebrew, also for Yiddish.
    Hebrew,
    /// Arabic, also for Persian, Pashto, Urdu, Uyghur.
    Arabic,
    /// Thaana, for Dhivehi.
    Thaana,
    /// Ethiopic, for Amharic and Tigrinya.
    Ethiopic,
    /// Devanagari, for Hindi, Marathi, Nepali.
    Devanagari,
    /// Bengali.
    Bengali,
    /// Gurmukhi, for Punjabi.
    Gurmukhi,
    /// Gujarati.
    Gujarati,
    /// Tamil.
    Tamil,
    /// Telugu.
    Telugu,
    /// Kannada.
    Kannada,
    /// Malayalam.
    Malayalam,
    /// Sinhala.
    Sinhala,
    /// Thai.
    Thai,
    /// Lao.
    Lao,
    /// Tibetan.
    Tibetan,
    /// Burmese.
    Myanmar,
    /// Khmer.
    Khmer,
    /// Korean syllables and letters.
    Hangul,
    /// Chinese characters, and with them kana, bopomofo and their punctuation: one design, one run.
    Han,
}

/// Blocks above U+036F by first and last character, ascending. What Unicode gives to several scripts (Arabic comma and digits,
/// dandas) is left out.
#[rustfmt::skip]
const BLOCKS: &[(u32, u32, Script)] = &[
    (0x0370, 0x03FF, Script::Greek), (0x0400, 0x052F, Script::Cyrillic), (0x0531, 0x058F, Script::Armenian),
    (0x0591, 0x05F4, Script::Hebrew), (0x0600, 0x060B, Script::Arabic), (0x060D, 0x061A, Script::Arabic),
    (0x061C, 0x061E, Script::Arabic), (0x0620, 0x063F, Script::Arabic), (0x0641, 0x064A, Script::Arabic),
    (0x0656, 0x065F, Script::Arabic), (0x066A, 0x066F, Script::Arabic), (0x0671, 0x06FF, Script::Arabic),
    (0x0750, 0x077F, Script::Arabic), (0x0780, 0x07B1, Script::Thaana), (0x0870, 0x08FF, Script::Arabic),
    (0x0900, 0x0950, Script::Devanagari), (0x0953, 0x0963, Script::Devanagari), (0x0966, 0x097F, Script::Devanagari),
    (0x0980, 0x09FE, Script::Bengali), (0x0A01, 0x0A76, Script::Gurmukhi), (0x0A81, 0x0AFF, Script::Gujarati),
    (0x0B82, 0x0BFA, Script::Tamil), (0x0C00, 0x0C7F, Script::Telugu), (0x0C80, 0x0CF3, Script::Kannada),
    (0x0D00, 0x0D7F, Script::Malayalam), (0x0D81, 0x0DF4, Script::Sinhala), (0x0E01, 0x0E3E, Script::Thai),
    (0x0E40, 0x0E5B, Script::Thai), (0x0E81, 0x0EDF, Script::Lao), (0x0F00, 0x0FDA, Script::Tibetan),
    (0x1000, 0x109F, Script::Myanmar), (0x10A0, 0x10FF, Script::Georgian), (0x1100, 0x11FF, Script::Hangul),
    (0x1200, 0x139F, Script::Ethiopic), (0x1780, 0x17F9, Script::Khmer), (0x19E0, 0x19FF, Script::Khmer),
    (0x1C80, 0x1C8A, Script::Cyrillic), (0x1C90, 0x1CBF, Script::Georgian), (0x1D00, 0x1D25, Script::Latin),
    (0x1D26, 0x1D2A, Script::Greek), (0x1D2C, 0x1DBF, Script::Latin), (0x1E00, 0x1EFF, Script::Latin),
    (0x1F00, 0x1FFE, Script::Greek), (0x2C60, 0x2C7F, Script::Latin), (0x2D00, 0x2D2D, Script::Georgian), (0x2D80, 0x2DDE, Script::Ethiopic),
    (0x2DE0, 0x2DFF, Script::Cyrillic), (0x2E80, 0x312F, Script::Han), (0x3131, 0x318E, Script::Hangul),
    (0x3190, 0x31FF, Script::Han), (0x3200, 0x321E, Script::Hangul), (0x3220, 0x325F, Script::Han),
    (0x3260, 0x327E, Script::Hangul), (0x3280, 0x4DBF, Script::Han), (0x4E00, 0x9FFF, Script::Han),
    (0xA640, 0xA69F, Script::Cyrillic), (0xA722, 0xA7FF, Script::Latin), (0xA8E0, 0xA8FF, Script::Devanagari), (0xA960, 0xA97C, Script::Hangul),
    (0xA9E0, 0xA9FE, Script::Myanmar), (0xAA60, 0xAA7F, Script::Myanmar), (0xAB01, 0xAB2E, Script::Ethiopic),
    (0xAB30, 0xAB6F, Script::Latin), (0xAC00, 0xD7FB, Script::Hangul), (0xF900, 0xFAD9, Script::Han), (0xFB00, 0xFB06, Script::Latin), (0xFB13, 0xFB17, Script::Armenian),
    (0xFB1D, 0xFB4F, Script::Hebrew), (0xFB50, 0xFD3D, Script::Arabic), (0xFD50, 0xFDFF, Script::Arabic),
    (0xFE30, 0xFE4F, Script::Han), (0xFE70, 0xFEFC, Script::Arabic), (0xFF01, 0xFFEE, Script::Han),
    (0x1E7E0, 0x1E7FE, Script::Ethiopic), (0x20000, 0x323AF, Script::Han),
];

impl Script {
    /// The script of a character; `None` for what every script uses: digits, punctuation, spaces, marks.
    pub fn of(c: char) -> Option<Script> {
        let code = u32::from(c);
        if code < 0x370 {
            return c.is_alphabetic().then_some(Script::Latin).filter(|_| code < 0x2B0);
        }
        block_of(code).map(|(_, _, script)| script)
    }

    /// The script of an ISO 15924 code; Latin for one that we carry no type for.
    fn named(code: &str) -> Script {
        match code {
            "Grek" => Script::Greek,
            "Cyrl" => Script::Cyrillic,
            "Armn" => Script::Armenian,
            "Geor" => Script::Georgian,
            "Hebr" => Script::Hebrew,
            "Arab" | "Aran" => Script::Arabic,
            "Thaa" => Script::Thaana,
            "Ethi" => Script::Ethiopic,
            "Deva" => Script::Devanagari,
            "Beng" => Script::Bengali,
            "Guru" => Script::Gurmukhi,
            "Gujr" => Script::Gujarati,
            "Taml" => Script::Tamil,
            "Telu" => Script::Telugu,
            "Knda" => Script::Kannada,
            "Mlym" => Script::Malayalam,
            "Sinh" => Script::Sinhala,
            "Thai" => Script::Thai,
            "Laoo" => Script::Lao,
            "Tibt" => Script::Tibetan,
            "Mymr" => Script::Myanmar,
            "Khmr" => Script::Khmer,
            "Hang" | "Kore" => Script::Hangul,
            "Hans" | "Hant" | "Hani" | "Jpan" => Script::Han,
            _ => Script::Latin,
        }
    }

    /// The ISO 15924 code that fonts file their rules under.
    pub(super) fn tag(self) -> harfrust::Script {
        match self {
            Script::Latin => harfrust::Script::LATIN,
            Script::Greek => harfrust::Script::GREEK,
            Script::Cyrillic => harfrust::Script::CYRILLIC,
            Script::Armenian => harfrust::Script::ARMENIAN,
            Script::Georgian => harfrust::Script::GEORGIAN,
            Script::Hebrew => harfrust::Script::HEBREW,
            Script::Arabic => harfrust::Script::ARABIC,
            Script::Thaana => harfrust::Script::THAANA,
            Script::Ethiopic => harfrust::Script::ETHIOPIC,
            Script::Devanagari => harfrust::Script::DEVANAGARI,
            Script::Bengali => harfrust::Script::BENGALI,
            Script::Gurmukhi => harfrust::Script::GURMUKHI,
            Script::Gujarati => harfrust::Script::GUJARATI,
            Script::Tamil => harfrust::Script::TAMIL,
            Script::Telugu => harfrust::Script::TELUGU,
            Script::Kannada => harfrust::Script::KANNADA,
            Script::Malayalam => harfrust::Script::MALAYALAM,
            Script::Sinhala => harfrust::Script::SINHALA,
            Script::Thai => harfrust::Script::THAI,
            Script::Lao => harfrust::Script::LAO,
            Script::Tibetan => harfrust::Script::TIBETAN,
            Script::Myanmar => harfrust::Script::MYANMAR,
            Script::Khmer => harfrust::Script::KHMER,
            Script::Hangul => harfrust::Script::HANGUL,
            Script::Han => harfrust::Script::HAN,
        }
    }

    /// Whether the house family is made for it: Latin, Greek, Cyrillic.
    pub fn is_european(self) -> bool {
        matches!(self, Script::Latin | Script::Greek | Script::Cyrillic)
    }
}

/// What a language means for the choice of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FontLanguage {
    /// What it is written in.
    pub script: Script,
    /// Whose forms of Chinese characters it takes.
    pub region: Region,
    /// Whether its Arabic letters hang in the sloping style of Urdu.
    pub nastaliq: bool,
}

/// Regional forms of Chinese characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// Mainland China, Singapore.
    Simplified,
    /// Taiwan.
    Traditional,
    /// Hong Kong, Macau.
    HongKong,
    /// Japan.
    Japan,
    /// Korea.
    Korea,
}

impl FontLanguage {
    /// What a BCP 47 tag means for the choice of type. One that is empty or names no language means English.
    pub fn of(tag: &str) -> FontLanguage {
        let Some(language) = Language::parse(tag) else {
            return FontLanguage { script: Script::Latin, region: Region::Simplified, nastaliq: false };
        };
        let script = Script::named(language.script());
        let nastaliq = language.script() == "Aran" || script == Script::Arabic && language.primary() == "ur";
        FontLanguage { script, region: Region::of(&language), nastaliq }
    }
}

impl Region {
    /// Whose forms of Chinese characters a language takes.
    fn of(language: &Language) -> Region {
        let is_simplified = language.script() == "Hans";
        match (language.primary(), language.region()) {
            ("ja", _) => Region::Japan,
            ("ko", _) => Region::Korea,
            ("yue", _) | (_, Some("HK" | "MO")) if !is_simplified => Region::HongKong,
            (_, region) if language.script() == "Hant" || region == Some("TW") => Region::Traditional,
            _ => Region::Simplified,
        }
    }
}

impl FontLanguage {
    /// The font language of a stretch of Chinese characters: where kana stand among them it is Japanese, whatever language is
    /// around it. In Chinese text, where the two cannot be told apart, the forms stay those of the text.
    pub(super) fn of_stretch(self, text: &str) -> FontLanguage {
        let has_kana = || text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'));
        let is_japanese = self.script != Script::Han && has_kana();
        FontLanguage { region: if is_japanese { Region::Japan } else { self.region }, ..self }
    }
}

/// The block of a character.
fn block_of(code: u32) -> Option<(u32, u32, Script)> {
    let after = BLOCKS.partition_point(|block| block.0 <= code);
    BLOCKS[..after].last().copied().filter(|(_, last, _)| code <= *last)
}

/// Brackets in brackets that are told apart (UAX 9 counts 63, for the same reason).
const DEEPEST: usize = 63;

/// The ends of the stretches of one script, ascending, the last the end of the text.
///
/// What belongs to no script goes with what stands before it; between two scripts, a number goes with what follows
/// it, so that `5 mg` stays one; a closing bracket goes with its opening one. A text without letters is `default`.
pub fn itemize(text: &str, default: Script) -> Vec<(Script, usize)> {
    let mut items: Vec<(Script, usize)> = Vec::new();
    let mut brackets: Vec<(char, Script)> = Vec::new();
    let mut current = None;
    // Where the number begins that may go with the script to come.
    let mut number = None;
    // A character is mostly of the same block as the one before.
    let mut block = None;
    let mut next = 0;
    while let Some(c) = text[next..].chars().next() {
        let at = next;
        next += c.len_utf8();
        if c == ' ' {
            // It goes with what stands before it, and is no number and no bracket.
            continue;
        }
        if current == Some(Script::Latin) && c.is_ascii_alphabetic() {
            number = None;
            next += usual_letters(&text.as_bytes()[next..], Script::Latin);
            continue;
        }
        let code = u32::from(c);
        let own = match block {
            Some((first, last, script)) if (first..=last).contains(&code) => {
                // No block of a script has brackets or numbers that others share.
                if current == Some(script) {
                    number = None;
                    next += usual_letters(&text.as_bytes()[next..], script);
                    continue;
                }
                Some(script)
            }
            _ if code < 0x370 => Script::of(c),
            _ => {
                let found = block_of(code);
                block = found.or(block);
                found.map(|(_, _, script)| script)
            }
        };
        let own = own.or_else(|| closed_by(c, &mut brackets));
        if let Some(script) = own {
            match current {
                Some(known) if known != script => push(&mut items, known, number.unwrap_or(at)),
                _ => {}
            }
            current = Some(script);
            number = None;
        } else if number.is_none() && is_numeric(c) {
            number = Some(at);
        }
        if let (Some(close), Some(script)) = (closing(c), current)
            && brackets.len() < DEEPEST
        {
            brackets.push((close, script));
        }
    }
    push(&mut items, current.unwrap_or(default), text.len());
    items
}

/// How many bytes at the start of a text are usual letters of a script: of Latin, and of Hebrew and Arabic, whose letters two
/// bytes tell. The stroke that makes a word longer, U+0640, is one of these, though of several scripts: it goes with the letter
/// before it.
pub(super) fn usual_letters(text: &[u8], script: Script) -> usize {
    let is_hebrew = match script {
        Script::Latin => return text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count(),
        Script::Hebrew => true,
        Script::Arabic => false,
        _ => return 0,
    };
    let (pairs, _) = text.as_chunks();
    2 * pairs.iter().take_while(|pair| is_usual_rightwards(pair) && (pair[0] == 0xd7) == is_hebrew).count()
}

fn push(items: &mut Vec<(Script, usize)>, script: Script, end: usize) {
    let start = items.last().map_or(0, |item| item.1);
    match items.last_mut() {
        _ if end <= start => {}
        Some(last) if last.0 == script => last.1 = end,
        _ => items.push((script, end)),
    }
}

/// The script of the bracket that `c` closes.
fn closed_by(c: char, brackets: &mut Vec<(char, Script)>) -> Option<Script> {
    let at = brackets.iter().rposition(|bracket| bracket.0 == c)?;
    let script = brackets.get(at).map(|bracket| bracket.1);
    brackets.truncate(at);
    script
}

fn closing(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '“' => '”',
        '‘' => '’',
        '«' => '»',
        '‹' => '›',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<(Script, &str)> {
        let mut start = 0;
        itemize(text, Script::Latin)
            .into_iter()
            .map(|(script, end)| {
                let part = &text[start..end];
                start = end;
                (script, part)
            })
            .collect()
    }

    #[test]
    fn blocks_are_ascending_and_apart() {
        assert!(BLOCKS.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    #[test]
    fn usual_letters_are_of_the_script_that_their_bytes_tell() {
        for c in '\u{80}'..=char::MAX {
            let text = c.to_string();
            let told = |script| usual_letters(text.as_bytes(), script) > 0;
            let is = |script| Script::of(c) == Some(script);
            assert!(!told(Script::Hebrew) || is(Script::Hebrew), "{c:?}");
            // The stroke that makes a word longer is of several scripts.
            assert!(!told(Script::Arabic) || is(Script::Arabic) || c == '\u{640}', "{c:?}");
            assert!(!told(Script::Latin), "{c:?}");
        }
    }

    #[test]
    fn a_number_goes_with_its_unit_and_a_bracket_with_its_partner() {
        assert_eq!(
            items("خذ 5 mg يوميا"),
            [(Script::Arabic, "خذ "), (Script::Latin, "5 mg "), (Script::Arabic, "يوميا")]
        );
        assert_eq!(
            items("קח (aspirin), כן"),
            [(Script::Hebrew, "קח ("), (Script::Latin, "aspirin"), (Script::Hebrew, "), כן")]
        );
        assert_eq!(
            items("שתו ماءمـاء5مגל"),
            [(Script::Hebrew, "שתו "), (Script::Arabic, "ماءمـاء5م"), (Script::Hebrew, "גל")]
        );
        assert_eq!(items("123. กิน 3 ครั้ง"), [(Script::Thai, "123. กิน 3 ครั้ง")]);
        assert_eq!(items("10–20 °C"), [(Script::Latin, "10–20 °C")]);
        assert_eq!(items("カタカナとひらがな、漢字。"), [(Script::Han, "カタカナとひらがな、漢字。")]);
        assert_eq!(items("کلیه\u{654}"), [(Script::Arabic, "کلیه\u{654}")]);
        assert_eq!(items(""), []);
    }

    #[test]
    fn kana_make_a_stretch_japanese() {
        let of = |tag, text| FontLanguage::of(tag).of_stretch(text).region;
        assert_eq!(of("en", "薬の説明"), Region::Japan);
        assert_eq!(of("ko", "カード"), Region::Japan);
        assert_eq!(of("en", "药物说明"), Region::Simplified);
        assert_eq!(of("zh-Hant", "優の良品"), Region::Traditional);
    }

    #[test]
    fn a_tag_says_script_and_region() {
        let of = |tag| (FontLanguage::of(tag).script, FontLanguage::of(tag).region);
        assert_eq!(of("zh-Hant-HK"), (Script::Han, Region::HongKong));
        assert_eq!(of("zh-TW"), (Script::Han, Region::Traditional));
        assert_eq!(of("zh"), (Script::Han, Region::Simplified));
        assert_eq!(of("ko-KR"), (Script::Hangul, Region::Korea));
        assert_eq!(of("sr-Latn"), (Script::Latin, Region::Simplified));
        assert_eq!(of("pa-Arab"), (Script::Arabic, Region::Simplified));
        assert!(FontLanguage::of("ur-PK").nastaliq && !FontLanguage::of("fa").nastaliq);
        assert_eq!(of(""), (Script::Latin, Region::Simplified));
    }
}
