//! A stream of one block whose codes are known beforehand.

use std::ops::Range;

use super::bits::Bits;
use super::prefix_code::{Code, LONGEST, PrefixCode};
use super::{HEADER, ended};

/// The code of the end of a block.
const END: usize = 256;

/// Places that are looked at for a repetition, a power of two.
const PLACES: usize = 1024;

/// A repetition of so many bytes never takes more bits than they do.
const ALWAYS_WORTH: usize = 8;

/// Farthest back that a repetition may begin (RFC 1951, 3.2.5).
const FARTHEST: usize = 32_768;

/// A zlib stream being written.
#[derive(Clone)]
pub(in crate::pdf) struct CodedStream<'a> {
    code: &'a PrefixCode,
    bits: Bits,
    /// Where three bytes stood last that were written with repetitions, by what they are mixed to.
    places: [u16; PLACES],
}

impl<'a> CodedStream<'a> {
    /// A stream for some bytes.
    pub(in crate::pdf) fn new(code: &'a PrefixCode, length: usize) -> CodedStream<'a> {
        let mut out = Vec::with_capacity(length.max(256));
        out.extend_from_slice(&HEADER);
        let mut bits = Bits::behind(out);
        let mut left = code.head_bits;
        for byte in code.head {
            bits.push(u32::from(*byte), left.min(8));
            left -= left.min(8);
        }
        CodedStream { code, bits, places: [0; PLACES] }
    }

    /// Writes bytes as they are.
    #[inline]
    pub(in crate::pdf) fn literals(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let (bits, count) = self.code.symbols[usize::from(*byte)];
            self.bits.push(bits, count);
        }
    }

    /// Writes codes of the same kind that are put together already.
    #[inline]
    pub(in crate::pdf) fn codes(&mut self, codes: &[Code]) {
        for (bits, count) in codes {
            self.bits.push(*bits, *count);
        }
    }

    /// Writes a repetition of up to [`LONGEST`] bytes.
    #[inline]
    pub(in crate::pdf) fn copy(&mut self, length: usize, distance: usize) {
        for (bits, count) in [self.code.length(length), self.code.distance(distance)] {
            self.bits.push(bits, count);
        }
    }

    /// Writes the bytes of a range of all bytes, with repetitions of others that were written so.
    pub(in crate::pdf) fn matched(&mut self, all: &[u8], Range { start: mut at, end }: Range<usize>) {
        let all = &all[..end];
        while let Some(three) = three_at(all, at) {
            let before = usize::from(self.place(three, at));
            // Nothing is repeated of the first byte: that is where places stand that nothing was put to.
            let is_known = before > 0 && three_at(all, before) == Some(three) && at - before <= FARTHEST;
            let length = if is_known { self.match_length(all, before, at) } else { 0 };
            if length == 0 {
                let (bits, count) = self.code.symbols[usize::from(all[at])];
                self.bits.push(bits, count);
                at += 1;
                continue;
            }
            self.copy(length, at - before);
            let end = at + length;
            for within in at + 1..end {
                let Some(three) = three_at(all, within) else { break };
                self.place(three, within);
            }
            at = end;
        }
        self.literals(&all[at..]);
    }

    /// The same for the first bytes of a stream, with the longest repetitions that there are. They are 32,768 at most and never
    /// input: the time grows with their square.
    pub(super) fn matched_thoroughly(&mut self, all: &[u8]) {
        debug_assert!(all.len() <= FARTHEST, "what many files begin with is short");
        // By byte, where the last three before it stand that are mixed to the same as the three from it on.
        let mut before: Vec<u16> = Vec::with_capacity(all.len());
        while let Some(three) = three_at(all, before.len()) {
            before.push(self.place(three, before.len()));
        }
        let mut at = 0;
        while at < before.len() {
            let (mut length, mut from, mut place) = (0, at, usize::from(before[at]));
            while place > 0 {
                let is_known = three_at(all, place) == three_at(all, at);
                let found = if is_known { self.match_length(all, place, at) } else { 0 };
                if found > length {
                    (length, from) = (found, place);
                }
                place = usize::from(before[place]);
            }
            if length == 0 {
                self.literals(&all[at..=at]);
                at += 1;
            } else {
                self.copy(length, at - from);
                at += length;
            }
        }
        self.literals(&all[at..]);
    }

    /// Where bytes that are mixed to the same as these three stood last. These are put in their place, unless they stand too far
    /// behind for two bytes.
    #[inline]
    fn place(&mut self, three: u32, at: usize) -> u16 {
        let place = &mut self.places[(three.wrapping_mul(0x9E37_79B1) >> (32 - PLACES.trailing_zeros())) as usize];
        match u16::try_from(at) {
            Ok(at) => std::mem::replace(place, at),
            Err(_) => 0,
        }
    }

    /// Length of the repetition at one byte of those at another before it; 0 where it saves nothing. It is called for every
    /// byte.
    #[inline(always)]
    fn match_length(&self, all: &[u8], before: usize, at: usize) -> usize {
        let length = common(all, before, at);
        if self.is_worth(&all[at..at + length], at - before) { length } else { 0 }
    }

    /// Whether a repetition takes fewer bits than its bytes. Of many bytes it does, however far back it begins.
    #[inline]
    fn is_worth(&self, bytes: &[u8], distance: usize) -> bool {
        bytes.len() >= ALWAYS_WORTH || {
            let literals: u32 = bytes.iter().map(|byte| self.code.literal_bits(*byte)).sum();
            self.code.length_bits(bytes.len()) + self.code.distance_bits(distance) < literals
        }
    }

    /// Ends the stream, whose bytes are `data`.
    pub(in crate::pdf) fn finish(mut self, data: &[u8]) -> Vec<u8> {
        let (bits, count) = self.code.symbols[END];
        self.bits.push(bits, count);
        ended(self.bits.bytes(), data)
    }
}

/// The three bytes from one on.
#[inline]
fn three_at(all: &[u8], at: usize) -> Option<u32> {
    let three = all.get(at..at + 3)?;
    Some(u32::from_le_bytes([three[0], three[1], three[2], 0]))
}

/// How many bytes from two on are the same, up to [`LONGEST`].
#[inline]
fn common(all: &[u8], before: usize, at: usize) -> usize {
    let most = LONGEST.min(all.len() - at);
    let (before, at) = (&all[before..before + most], &all[at..at + most]);
    let mut length = 0;
    while let (Some(a), Some(b)) = (before[length..].first_chunk(), at[length..].first_chunk()) {
        let differing = u64::from_le_bytes(*a) ^ u64::from_le_bytes(*b);
        if differing != 0 {
            return length + (differing.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    length + before[length..].iter().zip(&at[length..]).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::super::prefix_code::{ARABIC, CMAP, LATIN, XMP};
    use super::super::tests::inflated;
    use super::*;

    #[test]
    fn a_stream_inflates_to_what_was_written() {
        let noise: Vec<u8> = (0..70_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let all = [vec![0; 300], noise, b"abcabcabcabc".repeat(20), (0..=255).collect()].concat();
        for code in [&LATIN, &ARABIC, &CMAP, &XMP] {
            let mut stream = CodedStream::new(code, all.len());
            stream.matched(&all, 0..all.len());
            let stream = stream.finish(&all);
            assert_eq!(inflated(&stream), all);
            assert_eq!(inflated(&CodedStream::new(code, 0).finish(&[])), b"");
            let (mut copies, mut expected) = (CodedStream::new(code, 0), b"01234567".repeat(8));
            copies.literals(&expected);
            for length in 3..=LONGEST {
                for distance in [1, 2, 64] {
                    copies.copy(length, distance);
                    (0..length).for_each(|_| expected.push(expected[expected.len() - distance]));
                }
            }
            assert_eq!(inflated(&copies.finish(&expected)), expected);
        }
    }

    #[test]
    fn a_long_repetition_never_takes_more_bits_than_its_bytes() {
        for code in [&LATIN, &ARABIC, &CMAP, &XMP] {
            let literal = (0..=255).map(|byte| code.literal_bits(byte)).min().unwrap();
            let distance = (1..=FARTHEST).map(|distance| code.distance_bits(distance)).max().unwrap();
            for length in ALWAYS_WORTH..=LONGEST {
                let (copied, literals) = (code.length_bits(length) + distance, length as u32 * literal);
                assert!(copied <= literals, "{length} bytes: {copied} bits, {literals} as they are");
            }
        }
    }

    #[test]
    fn repetitions_are_found() {
        let all = b"0123456789abcdef".repeat(40);
        let mut stream = CodedStream::new(&LATIN, all.len());
        stream.matched(&all, 0..all.len());
        assert!(stream.finish(&all).len() < 120);
    }
}
