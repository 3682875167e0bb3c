//! The codes of a subset's glyphs and letters: one byte each if 220 are enough.

use super::character_map::CharacterMap;
use super::subset_key::SubsetKey;
use super::win_ansi;

/// What the codes of a font mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Encoding {
    /// One byte: a character of WinAnsiEncoding, which every reader knows by heart.
    WinAnsi,
    /// One byte, as the character map of the font program has it: that of WinAnsiEncoding for characters that have one
    /// there, or else one that nobody uses.
    Symbolic,
    /// The same, and with the same meaning in other faces of the file.
    Shared,
    /// Two bytes: the number of a glyph in the font program.
    Identity,
}

impl Encoding {
    /// Bytes of a code.
    pub(in crate::pdf) fn length(self) -> usize {
        match self {
            Encoding::WinAnsi | Encoding::Symbolic | Encoding::Shared => 1,
            Encoding::Identity => 2,
        }
    }
}

/// Most codes of one byte that are given out: all but controls, and those that readers take for spaces and hyphens.
pub(super) const MOST: usize = 220;

/// Up to so many glyphs and letters outside of WinAnsiEncoding are taken to be rare in a text.
const FEW: usize = 32;

/// The codes of one byte that are free, first those outside of ASCII.
pub(super) fn free_codes(is_taken: impl Fn(u16) -> bool) -> impl Iterator<Item = u16> {
    let codes = (0x80..=0xFF).chain(0x21..=0x7E).filter(|code| !matches!(code, 0xA0 | 0xAD));
    codes.filter(move |code| !is_taken(*code))
}

/// The glyphs of a subset, by what they show.
pub(super) struct Latin {
    /// Those that show a character of WinAnsiEncoding and nothing else: with the character and its code.
    pub glyphs: Vec<(char, u16, u16)>,
    /// All others.
    pub others: Vec<u16>,
}

impl Latin {
    /// Looks at all glyphs of a subset.
    pub(super) fn of(key: &SubsetKey, characters: &CharacterMap) -> Latin {
        let mut latin = Latin { glyphs: Vec::with_capacity(key.glyphs.len()), others: Vec::new() };
        for &glyph in &key.glyphs {
            let character = characters.character(glyph).filter(|_| key.text(glyph).is_none());
            match character.and_then(|character| Some((character, win_ansi::code(character)?))) {
                Some((character, code)) => latin.glyphs.push((character, glyph, u16::from(code))),
                None => latin.others.push(glyph),
            }
        }
        latin
    }
}

/// The codes of a subset.
pub(super) struct Codes {
    pub encoding: Encoding,
    /// Glyphs of the face, in the order in which they are cut out, each with its code.
    pub glyphs: Vec<(u16, u16)>,
    /// Codes of the letters, in their order; of two bytes, they are only known when everything is cut out.
    pub letters: Vec<u16>,
    /// The characters of the glyphs, where the codes are those of WinAnsiEncoding.
    pub characters: Vec<u16>,
}

impl Codes {
    /// Gives out the codes of a subset.
    pub(super) fn of(key: &SubsetKey, characters: &CharacterMap) -> Codes {
        if characters.is_cff || key.glyphs.len() + key.letters.len() > MOST {
            let glyphs = key.glyphs.iter().copied().zip(1..).collect();
            return Codes { encoding: Encoding::Identity, glyphs, letters: Vec::new(), characters: Vec::new() };
        }
        let Latin { glyphs: mut latin, others } = Latin::of(key, characters);
        if others.is_empty() && key.letters.is_empty() && key.shared.is_none() {
            latin.sort_unstable();
            let glyphs = latin.iter().map(|(_, glyph, code)| (*glyph, *code)).collect();
            let characters = latin.iter().map(|(character, ..)| u32::from(*character) as u16).collect();
            return Codes { encoding: Encoding::WinAnsi, glyphs, letters: Vec::new(), characters };
        }
        let mut glyphs: Vec<(u16, u16)> = latin.into_iter().map(|(_, glyph, code)| (glyph, code)).collect();
        let Some(shared) = &key.shared else {
            let text = |glyph| text_of(key, characters, glyph).unwrap_or_default();
            let texts =
                others.iter().map(|glyph| text(*glyph)).chain(key.letters.iter().map(|letter| letter.text.clone()));
            let mut codes = symbolic(glyphs, &others, &texts.collect::<Vec<_>>());
            arrange(&mut codes.glyphs, key, characters);
            return codes;
        };
        for glyph in others {
            let code = text_of(key, characters, glyph).and_then(|text| shared.get(&text).copied());
            glyphs.push((glyph, code.expect("faces share the codes of all their texts")));
        }
        arrange(&mut glyphs, key, characters);
        Codes { encoding: Encoding::Shared, glyphs, letters: Vec::new(), characters: Vec::new() }
    }
}

/// Characters of ASCII, those whose glyphs are drawn alike beside each other: found by trying which order of the glyphs of
/// Source Sans 3 deflates to least, one place after another.
pub(super) const ALIKE: &[u8; 95] =
    br##"mn}h^urUZ"]lcCdqaG=bQOpoe6g8)T9F(|<LHD,\PER#!.BK:M;IkiV1~WNzw+j0{_xXA @?$s3S5-v[*yJ>7&f2/Yt`4'%"##;

/// The place of each character of ASCII among those that are drawn alike.
const PLACES: [u8; 128] = {
    let mut places = [ALIKE.len() as u8; 128];
    let mut place = 0;
    while place < ALIKE.len() {
        places[ALIKE[place] as usize] = place as u8;
        place += 1;
    }
    places
};

/// Puts glyphs that are drawn alike beside each other, all others behind them: in the order of their codes where faces share
/// these, else in the order of the face. An outline deflates to less behind one that it has curves in common with. A ligature
/// stands with its first letter.
fn arrange(glyphs: &mut [(u16, u16)], key: &SubsetKey, characters: &CharacterMap) {
    glyphs.sort_by_cached_key(|(glyph, code)| {
        let first = key.text(*glyph).and_then(|text| text.chars().next()).or_else(|| characters.character(*glyph));
        let place = first.and_then(|first| PLACES.get(first as usize)).copied().unwrap_or(ALIKE.len() as u8);
        (place, if key.shared.is_some() { *code } else { *glyph })
    });
}

/// What a glyph stands for.
pub(super) fn text_of(key: &SubsetKey, characters: &CharacterMap, glyph: u16) -> Option<String> {
    key.text(glyph).map(str::to_owned).or_else(|| characters.character(glyph).map(String::from))
}

/// Gives codes that nobody uses to other glyphs, and to letters: `texts` are those of the glyphs and then of the letters.
fn symbolic(mut glyphs: Vec<(u16, u16)>, others: &[u16], texts: &[String]) -> Codes {
    let mut is_taken = [false; 256];
    for (_, code) in &glyphs {
        is_taken[usize::from(*code)] = true;
    }
    let mut free: Vec<u16> = free_codes(|code| is_taken[usize::from(code)]).collect();
    if texts.len() > FEW {
        // A code of ASCII is one byte in a page's contents, any other is written as four.
        free.sort_by_key(|code| *code > 0x7E);
    }
    assert!(texts.len() <= free.len(), "there are codes for as many as are counted");
    let mut codes = vec![0; texts.len()];
    for (index, code) in in_layers(texts).into_iter().zip(free) {
        codes[index] = code;
    }
    let letters = codes.split_off(others.len());
    glyphs.extend(others.iter().copied().zip(codes));
    Codes { encoding: Encoding::Symbolic, glyphs, letters, characters: Vec::new() }
}

/// The indexes of some texts: first each text once, in order, then all that come a second time, and so on. A letter of a script
/// whose letters join has up to four glyphs; one form of each behind the other, codes and characters rise together, and the
/// CMap has a range for many.
fn in_layers(texts: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|index| &texts[*index]);
    let mut layers = Vec::with_capacity(texts.len());
    for alike in order.chunk_by(|a, b| texts[*a] == texts[*b]) {
        layers.extend(alike.iter().enumerate().map(|(layer, index)| (layer, *index)));
    }
    layers.sort_by_key(|(layer, _)| *layer);
    layers.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_take_the_codes_that_are_free() {
        let texts = ["β", "α", "α", "γ"].map(String::from);
        let codes = symbolic(vec![(7, 0x41), (9, 0x80)], &[3, 5], &texts);
        assert_eq!(codes.glyphs, [(7, 0x41), (9, 0x80), (3, 0x82), (5, 0x81)]);
        // The second alpha comes behind the first of each.
        assert_eq!(codes.letters, [0x84, 0x83]);
    }

    #[test]
    fn there_are_as_many_codes_as_are_given_out() {
        // The space is never given to another glyph.
        let (others, texts) = ((2..100).collect::<Vec<u16>>(), vec![String::from("α"); MOST - 1]);
        let codes = symbolic(vec![(1, 0x20)], &others, &texts);
        let mut all: Vec<u16> = codes.glyphs.iter().map(|(_, code)| *code).chain(codes.letters).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), MOST);
    }
}
