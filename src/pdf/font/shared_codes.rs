//! Codes that the faces of a file have in common, so that one CMap tells the texts of all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::character_map::CharacterMap;
use super::codes::{Latin, MOST, free_codes, text_of};
use super::subset_key::SubsetKey;
use super::to_unicode::{Mapping, Units, beginning, entries, with_ascii};
use crate::pdf::file::deflate::beginning::Beginning;
use crate::pdf::file::deflate::prefix_code::CMAP;

/// How the CMap of codes of one byte begins.
static BEGINNING: LazyLock<Beginning> = LazyLock::new(|| Beginning::of(beginning(1), &CMAP));

/// The codes of texts that WinAnsiEncoding has none for.
pub(super) type OtherCodes = Arc<BTreeMap<String, u16>>;

/// What one byte means in every face that shares it.
pub(super) struct SharedCodes {
    /// By code, the character that has it in WinAnsiEncoding; `\0` for those that are not used.
    latin: [char; 256],
    /// Codes of other texts.
    others: OtherCodes,
}

impl SharedCodes {
    /// Those of the faces that can share, if all they show fits one byte and something of it needs a CMap; and for each face
    /// that shares them the codes that it needs to know. A face that WinAnsiEncoding would do for shares them, too: its map is
    /// shorter so, and the CMap is there.
    pub(super) fn of(faces: &[(&SubsetKey, &CharacterMap)]) -> Option<(SharedCodes, Vec<Option<OtherCodes>>)> {
        let (mut latin, mut texts, mut share) = (['\0'; 256], BTreeSet::new(), Vec::with_capacity(faces.len()));
        for (key, characters) in faces {
            let own = Latin::of(key, characters);
            let own_texts = other_texts(key, characters, &own.others);
            share.push(own_texts.as_ref().map(BTreeSet::is_empty));
            let Some(own_texts) = own_texts else { continue };
            own.glyphs.iter().for_each(|(character, _, code)| latin[usize::from(*code)] = *character);
            texts.extend(own_texts);
        }
        let is_used = |code: u16| latin[usize::from(code)] != '\0';
        if texts.is_empty() || (0..=255).filter(|code| is_used(*code)).count() + texts.len() > MOST {
            return None;
        }
        let others: OtherCodes = Arc::new(texts.into_iter().zip(free_codes(is_used)).collect());
        // A face without such texts is cut the same in every file.
        let none = OtherCodes::default();
        let of_face = |is_without: bool| if is_without { Arc::clone(&none) } else { Arc::clone(&others) };
        let codes = share.into_iter().map(|without| without.map(of_face)).collect();
        Some((SharedCodes { latin, others }, codes))
    }

    /// The CMap that tells the texts, deflated.
    pub(super) fn to_unicode(&self) -> Vec<u8> {
        BEGINNING.followed_by(&entries(&self.mappings(), 1))
    }

    /// The text of each code, in the order of codes.
    fn mappings(&self) -> Vec<Mapping> {
        let used = (0..).zip(&self.latin).filter(|(_, character)| **character != '\0');
        let latin = used.map(|(code, character)| (code, Units::of_character(*character)));
        let others = self.others.iter().map(|(text, code)| (*code, Units::of(text)));
        with_ascii(latin.chain(others).collect())
    }
}

/// The texts of other glyphs of a face, if it can share their codes: each has one, and no other glyph has the
/// same.
fn other_texts(key: &SubsetKey, characters: &CharacterMap, others: &[u16]) -> Option<BTreeSet<String>> {
    if characters.is_cff || key.glyphs.len() > MOST || !key.letters.is_empty() {
        return None;
    }
    let mut texts = BTreeSet::new();
    for &glyph in others {
        if !texts.insert(text_of(key, characters, glyph)?) {
            return None;
        }
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn other_texts_have_codes_of_their_own() {
        let mut latin = ['\0'; 256];
        (latin[0x41], latin[0x80]) = ('A', '€');
        let texts = ["ff", "ft"].map(String::from);
        let others = texts.into_iter().zip(free_codes(|code| latin[usize::from(code)] != '\0')).collect();
        let codes = SharedCodes { latin, others: Arc::new(others) };
        assert_eq!(codes.others.values().collect::<Vec<_>>(), [&0x81, &0x82]);
        let (stream, mut map) = (codes.to_unicode(), String::new());
        flate2::read::ZlibDecoder::new(&stream[..]).read_to_string(&mut map).unwrap();
        for line in ["<00> <FF>", "<20> <7E> <0020>", "<80> <20AC>", "<81> <00660066>", "<82> <00660074>"] {
            assert!(map.lines().any(|other| other == line), "{line}: {map}");
        }
    }
}
