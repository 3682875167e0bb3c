//! Where no line ends in Thai, Lao, Khmer and Burmese, whatever a dictionary says: within a syllable. A dictionary cuts
//! words that it does not know into pieces, some of which begin with a mark, or with the letter that closes the syllable
//! before.

/// Bytes of a text on either side that are looked at.
const NEAR: usize = 24;

/// Whether a break between two parts of a text would be within a syllable.
pub(super) fn divides(before: &str, after: &str) -> bool {
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(NEAR))..];
    let after = &after[..after.floor_char_boundary(NEAR)];
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return false };
    match (block(last), block(next)) {
        (Some(one), Some(other)) if one == other => {
            is_mark(next) || is_open(last) || closes(after) || asks_for_more(before, next)
        }
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Thai,
    Lao,
    Burmese,
    Khmer,
}

/// The script of a letter or a mark; digits and punctuation have none.
fn block(c: char) -> Option<Block> {
    match c {
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' => Some(Block::Thai),
        '\u{e81}'..='\u{ece}' | '\u{edc}'..='\u{edf}' => Some(Block::Lao),
        '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{108f}' | '\u{109a}'..='\u{109d}' => Some(Block::Burmese),
        '\u{1780}'..='\u{17d3}' | '\u{17dd}' => Some(Block::Khmer),
        _ => None,
    }
}

/// A vowel or a sign that is written behind, above or below the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{e30}'..='\u{e3a}' | 'ๅ' | '\u{e47}'..='\u{e4e}'
        | '\u{eb0}'..='\u{ebd}' | '\u{ec8}'..='\u{ece}'
        | '\u{102b}'..='\u{103e}' | '\u{1056}'..='\u{1059}' | '\u{105e}'..='\u{1060}' | '\u{1062}'..='\u{1064}'
        | '\u{1067}'..='\u{106d}' | '\u{1071}'..='\u{1074}' | '\u{1082}'..='\u{108d}' | '\u{109a}'..='\u{109d}'
        | '\u{17b4}'..='\u{17d3}' | '\u{17dd}')
}

/// A vowel that is written before its letter, or a sign that joins the next letter below.
fn is_open(c: char) -> bool {
    matches!(c, 'เ'..='ไ' | 'ເ'..='ໄ' | '\u{1039}' | '\u{17d2}')
}

/// Whether a text begins with a letter that ends a syllable: one without its vowel (Burmese asat, as in `ည့်`), one with
/// another below it, or one that is not spoken (`ธิ์`).
fn closes(after: &str) -> bool {
    let mut rest = after.chars().skip(1).peekable();
    while rest.next_if(|c| matches!(c, '\u{1037}' | '\u{e34}' | '\u{e38}')).is_some() {}
    matches!(rest.next(), Some('\u{103a}' | '\u{1039}' | '\u{e4c}' | '\u{ecc}'))
}

/// Whether a text ends with a vowel that is never the last of its syllable, so that the next letter belongs to it.
fn asks_for_more(before: &str, next: char) -> bool {
    let before = before.trim_end_matches(|c| matches!(c, '\u{e48}'..='\u{e4b}' | '\u{ec8}'..='\u{ecb}'));
    let mut reversed = before.chars().rev();
    match reversed.next() {
        // `กัน`, `กัว`; Lao `ກັນ`, `ກົນ`.
        Some('\u{e31}' | '\u{eb1}' | '\u{ebb}') => true,
        // `เป็น`, but `ก็` is a word.
        Some('\u{e47}') => reversed.next() != Some('ก') || reversed.next().is_some_and(is_open),
        // `มือ`.
        Some('\u{e37}') => next == 'อ',
        // `เรียน`, `เปลี่ยน`.
        Some('\u{e35}') => next == 'ย' && reversed.take(3).any(|c| c == 'เ'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_is_not_divided() {
        for (before, after) in [
            // A mark begins a line.
            ("เข้", "าร่วม"),
            ("สักการ", "ะบูชา"),
            ("ຂ", "ະຕິ"),
            ("အသားအရေ", "ာင်"),
            ("ក", "ុំ"),
            // A vowel or a stack without its letter ends one.
            ("งเ", "ป็น"),
            ("ນໃ", "ຈ"),
            ("က္", "က"),
            ("ក្", "រ"),
            // A letter that closes a syllable begins a line.
            ("ရှိသ", "ည့် အခွင့်"),
            ("ပြ", "န်"),
            ("က", "မ္ဘာ"),
            ("สิท", "ธิ์"),
            // A vowel that asks for another letter.
            ("ครั้", "ง"),
            ("เป็", "น"),
            ("มื", "อ"),
            ("เปลี่", "ยน"),
            ("ກັ", "ນ"),
        ] {
            assert!(divides(before, after), "{before}|{after}");
        }
    }

    #[test]
    fn syllables_part() {
        for (before, after) in [
            ("ดื่ม", "น้ำ"),
            ("ก็", "ดี"),
            ("มี", "ยา"),
            ("ชื่อ", "อาหาร"),
            ("ดื่มน้ำ ", "เวลา"),
            ("ດື່ມ", "ນ້ຳ"),
            ("ဆေး", "သောက်ပါ"),
            ("ရှိ", "သည့်"),
            ("ញ៉ាំ", "ថ្នាំ"),
            ("5 ", "วัน"),
            ("a", "b"),
            ("", "ะ"),
            ("ก", ""),
        ] {
            assert!(!divides(before, after), "{before}|{after}");
        }
    }
}
