//! Looking for the parts of outlines: those that take the fewest bits in the mean of many subsets.
//!
//! `UPDATE_PARTS=1 cargo test parts_of_outlines` writes the tables anew, which is needed when a font file or a code changes.

use std::collections::HashMap;
use std::path::Path;

use skrifa::MetadataProvider;

use crate::pdf::file::deflate::prefix_code::{LONGEST, PrefixCode};
use crate::pdf::font::character_map::{CharacterMap, NO_GLYPH};
use crate::pdf::font::codes::ALIKE;
use crate::pdf::font::parts::table_of;
use crate::pdf::font::source::{Source, append_simple};
use crate::text::fonts::Face;

/// Bits that the distance to another glyph takes in the mean.
const REFERENCE_BITS: u32 = 12;

/// Stretches of an outline's own that are looked at for a repetition.
const MOST_TRIED: usize = 16;

/// Places of other glyphs that are looked at.
const MOST_FOUND: usize = 24;

/// Places of other glyphs that are kept.
const MOST_PLACES: usize = 6;

/// Places for three bytes, a power of two.
const PLACES: usize = 4096;

/// Glyphs that at least half of sixty handouts in Arabic show of Noto Sans Arabic, in the order of the face: the forms of letters
/// without their dots, dots, digits and marks of punctuation.
#[rustfmt::skip]
const OF_ARABIC: [u16; 84] = [
    4, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 21, 22, 24, 26, 27, 28, 29, 30, 31, 34, 35, 36, 37, 38, 39, 40, 41,
    43, 44, 45, 47, 48, 49, 51, 52, 53, 54, 55, 58, 59, 60, 61, 68, 69, 70, 71, 72, 73, 74, 77, 78, 79, 80, 81, 83,
    84, 85, 90, 96, 98, 101, 102, 118, 119, 120, 121, 122, 123, 124, 126, 170, 172, 174, 220, 281, 286, 291, 296,
    315, 317, 332, 357,
];

/// The same of its bold face.
#[rustfmt::skip]
const OF_BOLD_ARABIC: [u16; 62] = [
    4, 8, 9, 10, 12, 14, 15, 16, 18, 19, 21, 26, 27, 28, 29, 30, 31, 36, 37, 39, 40, 43, 45, 47, 48, 49, 52, 53, 60,
    61, 69, 70, 72, 73, 74, 77, 78, 79, 80, 81, 83, 84, 85, 90, 96, 98, 101, 102, 118, 119, 123, 127, 172, 181, 220,
    281, 286, 291, 296, 315, 317, 1535,
];

/// In how many of 256 subsets a character of ASCII is, roughly: letters that are frequent, others, rare ones; 0 of signs.
const fn share(byte: u8) -> u32 {
    match byte {
        b'j' | b'q' | b'x' | b'z' | b'Q' | b'X' | b'Z' | b'!' | b'/' | b'%' | b'\'' | b'"' => 77,
        b'a'..=b'z' => 243,
        b'A'..=b'Z' | b'0'..=b'9' | b'.' | b',' | b':' | b';' | b'(' | b')' | b'?' | b'-' => 154,
        _ => 0,
    }
}

/// A part as it is found.
struct Part {
    /// Byte with which its repetition begins.
    at: usize,
    length: usize,
    from: Places,
}

/// Where the bytes of a repetition stand.
enum Places {
    /// So far before.
    Own(usize),
    /// In other glyphs.
    Glyphs(Vec<Place>),
}

/// A place in the outline of another glyph: its index, the byte with which the repetition begins there, and how many of its bytes
/// stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    glyph: usize,
    at: usize,
    length: usize,
}

/// A glyph, and in how many of 256 subsets it is, roughly.
type Reference = (u16, u32);

/// The glyphs of a face that go into its table, in the order in which subsets have them: of Source Sans 3 those of ASCII.
fn references_of(face: &Face) -> Vec<Reference> {
    match face.name {
        "NotoSansArabic-Regular" => OF_ARABIC.map(|glyph| (glyph, 248)).to_vec(),
        "NotoSansArabic-Bold" => OF_BOLD_ARABIC.map(|glyph| (glyph, 248)).to_vec(),
        _ => of_source_sans(face),
    }
}

/// Names of ligatures, which subsets have behind their first letter, and in how many of 256 subsets they are.
const LIGATURES: [(&str, u32); 5] = [("f_f", 128), ("f_t", 128), ("f_f_i", 26), ("f_f_l", 26), ("f_f_t", 0)];

/// Other glyphs of many handouts: signs, and parts of composite glyphs, which subsets have behind all others.
const OTHERS: &str = "endash emdash bullet quoteleft quoteright quotedblleft quotedblright ellipsis degree multiply questiondown \
    exclamdown uni2713 uni2717 fraction zero.d one.d two.d three.d four.d eight.d dotlessi uni0237 uni0300 uni0301 uni0302 uni0303 \
    uni0307 uni0308 uni0327";

/// ASCII of Source Sans 3, and what else many handouts show.
fn of_source_sans(face: &Face) -> Vec<Reference> {
    let font = skrifa::FontRef::new(face.data).unwrap();
    let names: HashMap<String, u16> =
        font.glyph_names().iter().map(|(glyph, name)| (name.as_str().to_owned(), glyph.to_u32() as u16)).collect();
    let characters = CharacterMap::of(face).unwrap();
    let mut references = Vec::new();
    for byte in ALIKE {
        references.push((characters.ascii(*byte), share(*byte)));
        if *byte == b'f' {
            references.extend(LIGATURES.iter().filter_map(|(name, share)| Some((*names.get(*name)?, *share))));
        }
    }
    references.extend(OTHERS.split(' ').filter_map(|name| Some((*names.get(name)?, 0))));
    references.retain(|(glyph, _)| *glyph != NO_GLYPH);
    references
}

/// The outlines of reference glyphs, and where each three bytes stand in them.
#[derive(Debug)]
struct References {
    /// The outlines, one behind another.
    bytes: Vec<u8>,
    /// Where each begins, and in how many of 256 subsets it is.
    starts: Vec<(usize, u32)>,
    /// By byte, which outline it is of.
    owners: Vec<usize>,
    /// By what three bytes are mixed to, where the last such begin, and one more; 0 for none.
    last: Vec<usize>,
    /// By where three bytes begin, where those before them begin that are mixed to the same, and one more.
    before: Vec<usize>,
}

/// A place at which bytes of another outline stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    place: Place,
    /// In how many of 256 subsets the glyph is.
    share: u32,
}

impl References {
    /// Those of some glyphs, of which only simple ones count, with their shares.
    fn of(source: &Source, glyphs: &[Reference]) -> (References, Vec<u16>) {
        let mut references = References {
            bytes: Vec::new(),
            starts: Vec::new(),
            owners: Vec::new(),
            last: vec![0; PLACES],
            before: Vec::new(),
        };
        let mut simple = Vec::new();
        for (glyph, share) in glyphs {
            let start = references.bytes.len();
            if source.outline(*glyph).and_then(|it| append_simple(it, &mut references.bytes)).is_none() {
                references.bytes.truncate(start);
                continue;
            }
            references.owners.resize(references.bytes.len(), simple.len());
            references.starts.push((start, *share));
            references.index_from(start);
            simple.push(*glyph);
        }
        (references, simple)
    }

    /// Notes where each three bytes of the last outline stand.
    fn index_from(&mut self, start: usize) {
        for (at, three) in self.bytes[start..].windows(3).enumerate() {
            let last = &mut self.last[mixed(three)];
            self.before.push(*last);
            *last = start + at + 1;
        }
        self.before.resize(self.bytes.len(), 0);
    }

    /// The outline of a glyph.
    fn outline(&self, index: usize) -> &[u8] {
        let end = self.starts.get(index + 1).map_or(self.bytes.len(), |(start, _)| *start);
        &self.bytes[self.starts[index].0..end]
    }

    /// Where the first bytes of a stretch stand, three of them at least: in the glyphs before one, the last first.
    fn find(&self, own: &[u8], before: usize) -> Vec<Found> {
        let mut found = Vec::new();
        let Some(three) = own.get(..3) else { return found };
        let mut next = self.last[mixed(three)];
        while let Some(at) = next.checked_sub(1).filter(|_| found.len() < MOST_FOUND) {
            next = self.before[at];
            let glyph = self.owners[at];
            if glyph >= before || self.bytes[at..at + 3] != *three {
                continue;
            }
            let (start, share) = self.starts[glyph];
            let at = at - start;
            let length = common(own, &self.outline(glyph)[at..]);
            found.push(Found { place: Place { glyph, at, length }, share });
        }
        found
    }
}

/// What three bytes are mixed to.
fn mixed(three: &[u8]) -> usize {
    let three = u32::from_le_bytes([three[0], three[1], three[2], 0]);
    (three.wrapping_mul(0x9E37_79B1) >> (32 - PLACES.trailing_zeros())) as usize
}

/// How many bytes two stretches begin with in common, up to [`LONGEST`].
fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take(LONGEST).take_while(|(a, b)| a == b).count()
}

/// A way from one byte of an outline on.
#[derive(Clone, Copy)]
struct Step {
    /// Up to the end of the outline, in 256th of a bit.
    bits: u32,
    /// Bytes that it takes.
    length: usize,
    from: From,
}

/// What some bytes repeat.
#[derive(Clone, Copy)]
enum From {
    /// Nothing: it is one byte as it is.
    Nowhere,
    /// Bytes of the same outline, so far before.
    Own(usize),
    /// Bytes of reference glyphs.
    References,
}

/// An outline that is being parted.
struct Parting<'a> {
    code: &'a PrefixCode,
    references: &'a References,
    /// Its bytes.
    own: &'a [u8],
    /// Its index: it repeats nothing of the glyphs behind.
    index: usize,
}

impl Parting<'_> {
    /// The parts, without the bytes behind the last repetition.
    fn parts(&self) -> Vec<Part> {
        let steps = self.steps();
        let (mut parts, mut at) = (Vec::new(), 0);
        while let Some(Step { length, from, .. }) = steps.get(at) {
            match *from {
                From::Nowhere => {}
                From::Own(distance) => parts.push(Part { at, length: *length, from: Places::Own(distance) }),
                From::References => {
                    let from = Places::Glyphs(self.places(at, *length));
                    parts.push(Part { at, length: *length, from });
                }
            }
            at += length;
        }
        parts
    }

    /// For each byte of the outline the step that leads from it to the end in the fewest bits.
    fn steps(&self) -> Vec<Step> {
        let before = places_before(self.own);
        let end = Step { bits: 0, length: 1, from: From::Nowhere };
        // Bits from a byte to the end: by these steps, and of bytes as they are.
        let mut steps = vec![end; self.own.len()];
        let mut bits = vec![0; self.own.len() + 1];
        let mut plain = bits.clone();
        for at in (0..self.own.len()).rev() {
            let literal = self.code.literal_bits(self.own[at]) << 8;
            plain[at] = plain[at + 1] + literal;
            let mut best = Step { bits: bits[at + 1] + literal, ..end };
            self.consider_references(at, (&bits, &plain), &mut best);
            let mut next = before[at];
            for _ in 0..MOST_TRIED {
                let Some(place) = next else { break };
                let distance = self.code.distance_bits(at - place);
                for length in 3..=common(&self.own[place..], &self.own[at..]) {
                    let taken = ((self.code.length_bits(length) + distance) << 8) + bits[at + length];
                    if taken < best.bits {
                        best = Step { bits: taken, length, from: From::Own(at - place) };
                    }
                }
                next = before[place];
            }
            bits[at] = best.bits;
            steps[at] = best;
        }
        steps
    }

    /// Looks at repetitions of reference glyphs: where none is there that has the bytes, these stand in their place.
    fn consider_references(&self, at: usize, (bits, plain): (&[u32], &[u32]), best: &mut Step) {
        let found = self.references.find(&self.own[at..], self.index);
        let longest = found.iter().map(|found| found.place.length).max().unwrap_or(0);
        // In how many of 256 subsets none is there with so many bytes.
        let mut without = [256; LONGEST + 1];
        for Found { place: Place { length, .. }, share } in found {
            without[length] = (without[length] * (256 - share)) >> 8;
        }
        let mut absent = 256;
        for length in (3..=longest).rev() {
            absent = (absent * without[length]) >> 8;
            let copied = self.code.length_bits(length) + REFERENCE_BITS;
            let literals = (plain[at] - plain[at + length]) >> 8;
            let taken = copied * (256 - absent) + literals * absent + bits[at + length];
            if taken < best.bits {
                *best = Step { bits: taken, length, from: From::References };
            }
        }
    }

    /// Where so many bytes stand in other glyphs, first where most of them do: one place of each.
    fn places(&self, at: usize, length: usize) -> Vec<Place> {
        let found = self.references.find(&self.own[at..], self.index);
        let mut all: Vec<Place> =
            found.iter().map(|found| Place { length: found.place.length.min(length), ..found.place }).collect();
        all.sort_by_key(|place| std::cmp::Reverse(place.length));
        let mut places: Vec<Place> = Vec::new();
        for place in all {
            if places.len() < MOST_PLACES && places.iter().all(|known| known.glyph != place.glyph) {
                places.push(place);
            }
        }
        places
    }
}

/// For each byte of an outline where the last three bytes before it stand that may be the same as the three from it on.
fn places_before(own: &[u8]) -> Vec<Option<usize>> {
    let mut last = [None; 256];
    let mut before = vec![None; own.len()];
    for (at, three) in own.windows(3).enumerate() {
        let mixed = three[0].wrapping_mul(31).wrapping_add(three[1]).wrapping_mul(31).wrapping_add(three[2]);
        before[at] = last[usize::from(mixed)].replace(at);
    }
    before
}

/// The table of a face, as `parts` tells it.
fn table(face: &Face, code: &PrefixCode) -> Vec<u8> {
    let (references, glyphs) = References::of(&Source::open(face.data).unwrap(), &references_of(face));
    let (mut head, mut words) = (vec![glyphs.len()], Vec::new());
    for (index, glyph) in glyphs.iter().enumerate() {
        let (start, mut end) = (words.len(), 0);
        for Part { at, length, from } in
            (Parting { code, references: &references, own: references.outline(index), index }).parts()
        {
            words.extend([at - end, length]);
            end = at + length;
            match from {
                Places::Own(distance) => words.push(distance),
                Places::Glyphs(places) => {
                    words.extend([0, places.len()]);
                    words.extend(places.iter().flat_map(|place| [place.glyph, place.at, place.length]));
                }
            }
        }
        head.extend([usize::from(*glyph), words.len() - start]);
    }
    head.into_iter().chain(words).flat_map(|word| u16::try_from(word).unwrap().to_le_bytes()).collect()
}

#[test]
fn parts_of_outlines_are_those_that_take_the_fewest_bits() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pdf/font/parts");
    let mut count = 0;
    for file in handout_fonts::FAMILIES.iter().flat_map(|family| family.faces) {
        let Some((_, code)) = table_of(file.name) else { continue };
        let face = Face::read(file.name, file.data(), file.weight).unwrap();
        let (path, table) = (folder.join(face.name).with_extension("bin"), table(&face, code));
        if std::env::var_os("UPDATE_PARTS").is_some() {
            std::fs::write(&path, &table).unwrap();
        }
        assert!(std::fs::read(&path).unwrap() == table, "{}: UPDATE_PARTS=1 writes it anew", path.display());
        count += 1;
    }
    assert_eq!(count, 6);
}
