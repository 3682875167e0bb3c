//! Codes of a block of deflate that are known beforehand (RFC 1951, 3.2.7): those that do best in the mean of many streams of
//! a kind, so that no stream has to be counted before it is written, and each part of it is told in the same bits wherever it
//! stands.

use super::bits::reversed;

/// Bytes of the longest repetition that has a code.
pub(in crate::pdf) const LONGEST: usize = 66;

/// Literals, the end of the block, and lengths of repetitions up to [`LONGEST`].
const SYMBOLS: usize = 277;

/// Where a repetition may begin.
const DISTANCES: usize = 30;

/// The bits of a code, the first one lowest, and how many.
pub(in crate::pdf) type Code = (u32, u32);

/// The codes of one block.
#[derive(Debug)]
pub(in crate::pdf) struct PrefixCode {
    /// How the block begins, which is the last of its stream: the lengths of its codes. The first bit is the lowest.
    pub(super) head: &'static [u8],
    /// Bits of the head.
    pub(super) head_bits: u32,
    pub(super) symbols: [Code; SYMBOLS],
    distances: [Code; DISTANCES],
    /// By length of a repetition, its code with the bits behind it.
    lengths: [Code; LONGEST + 1],
}

impl PrefixCode {
    /// The codes of some lengths, of which `symbols` tells each with how many symbols in turn have it.
    const fn new(
        (head, head_bits): (&'static [u8], u32),
        symbols: &[(u32, usize)],
        distances: [u32; DISTANCES],
    ) -> PrefixCode {
        let mut lengths = [0; SYMBOLS];
        let (mut run, mut symbol) = (0, 0);
        while run < symbols.len() {
            let end = symbol + symbols[run].1;
            while symbol < end {
                lengths[symbol] = symbols[run].0;
                symbol += 1;
            }
            run += 1;
        }
        assert!(symbol == SYMBOLS);
        let symbols = codes(lengths);
        let mut lengths = [(0, 0); LONGEST + 1];
        let mut length = 3;
        while length <= LONGEST {
            lengths[length] = followed(&symbols, length_symbol(length));
            length += 1;
        }
        PrefixCode { head, head_bits, symbols, distances: codes(distances), lengths }
    }

    /// Bits that a byte takes as it is.
    pub(in crate::pdf) fn literal_bits(&self, byte: u8) -> u32 {
        self.symbols[usize::from(byte)].1
    }

    /// Bits that the length of a repetition takes.
    pub(in crate::pdf) fn length_bits(&self, length: usize) -> u32 {
        self.lengths[length].1
    }

    /// Appends the codes of bytes as they are, as many in one as 32 bits have room for.
    pub(in crate::pdf) fn append_literals(&self, bytes: &[u8], out: &mut Vec<Code>) {
        let mut last: Code = (0, 0);
        for byte in bytes {
            let (bits, count) = self.symbols[usize::from(*byte)];
            if last.1 + count > 32 {
                out.push(std::mem::take(&mut last));
            }
            last = (last.0 | bits << last.1, last.1 + count);
        }
        if last.1 > 0 {
            out.push(last);
        }
    }

    /// Bits that a distance takes.
    pub(in crate::pdf) fn distance_bits(&self, distance: usize) -> u32 {
        let (symbol, _, extra) = distance_symbol(distance);
        self.distances[symbol].1 + extra
    }

    /// The code of the length of a repetition with the bits behind it.
    #[inline]
    pub(super) fn length(&self, length: usize) -> Code {
        self.lengths[length]
    }

    /// The code of a distance with the bits behind it.
    #[inline]
    pub(super) fn distance(&self, distance: usize) -> Code {
        followed(&self.distances, distance_symbol(distance))
    }
}

/// The code of a symbol and the bits that follow it.
#[inline]
const fn followed<const COUNT: usize>(codes: &[Code; COUNT], (symbol, extra, extra_bits): (usize, u32, u32)) -> Code {
    let (bits, count) = codes[symbol];
    (bits | extra << count, count + extra_bits)
}

/// Codes of some lengths: those of one length follow one another (3.2.2).
const fn codes<const COUNT: usize>(lengths: [u32; COUNT]) -> [Code; COUNT] {
    let mut codes = [(0, 0); COUNT];
    let (mut next, mut length) = (0, 1);
    while length <= 15 {
        let mut symbol = 0;
        while symbol < COUNT {
            if lengths[symbol] == length {
                codes[symbol] = (reversed(next, length), length);
                next += 1;
            }
            symbol += 1;
        }
        next <<= 1;
        length += 1;
    }
    // A code for every row of bits, and no more.
    assert!(next == 1 << 16);
    codes
}

/// The symbol of the length of a repetition, with the bits that follow it and how many (3.2.5).
#[inline]
const fn length_symbol(length: usize) -> (usize, u32, u32) {
    debug_assert!(length >= 3 && length <= LONGEST);
    let above = length - 3;
    match above {
        0..8 => (257 + above, 0, 0),
        _ => {
            // Four symbols for each power of two.
            let extra_bits = above.ilog2() - 2;
            let symbol = 257 + 4 * extra_bits as usize + (above >> extra_bits);
            (symbol, (above & ((1 << extra_bits) - 1)) as u32, extra_bits)
        }
    }
}

/// The same of a distance.
#[inline]
fn distance_symbol(distance: usize) -> (usize, u32, u32) {
    debug_assert!((1..=32_768).contains(&distance));
    let above = distance - 1;
    match above {
        0..4 => (above, 0, 0),
        _ => {
            // Two symbols for each power of two.
            let extra_bits = above.ilog2() - 1;
            let symbol = 2 * extra_bits as usize + (above >> extra_bits);
            (symbol, (above & ((1 << extra_bits) - 1)) as u32, extra_bits)
        }
    }
}

/// For subsets of Source Sans 3: from those of 140 handouts.
#[rustfmt::skip]
pub(in crate::pdf) static LATIN: PrefixCode = PrefixCode::new(
    (
        &[
            0xA5, 0x5D, 0x03, 0xA0, 0xF3, 0x5A, 0xB3, 0x9D, 0xBD, 0x93, 0xDA, 0x36, 0x53, 0xBB, 0x4D, 0x71, 0x6C, 0xDB, 0xE6, 0x67,
            0xFB, 0xBB, 0xB6, 0x6D, 0xEB, 0xB7, 0x6D, 0xDB, 0xD6, 0xB5, 0x6D, 0x9B, 0xE9, 0xDB, 0x69, 0x7B, 0xF8, 0xFC, 0xDE, 0x9C,
            0x3B, 0xC9, 0x44, 0x6B, 0xCD, 0x9A, 0xCD, 0xFE, 0x04,
        ],
        387,
    ),
    &[
        (4, 1), (5, 2), (6, 2), (7, 30), (6, 1), (7, 15), (6, 1), (7, 4), (8, 42), (9, 20), (10, 41), (11, 53), (10, 42),
        (6, 1), (7, 1), (12, 1), (5, 1), (6, 1), (7, 3), (8, 6), (12, 9),
    ],
    [4, 8, 10, 4, 6, 6, 4, 6, 6, 6, 6, 6, 3, 3, 4, 3, 4, 5, 5, 5, 5, 5, 5, 7, 11, 11, 11, 11, 11, 11],
);

/// For subsets of Noto Sans Arabic: from those of 60 handouts.
#[rustfmt::skip]
pub(in crate::pdf) static ARABIC: PrefixCode = PrefixCode::new(
    (
        &[
            0xA5, 0x5D, 0x05, 0x80, 0xE3, 0x4A, 0x72, 0x6D, 0xB5, 0xCC, 0x0C, 0x02, 0x33, 0xC9, 0x96, 0x99, 0x19, 0xC6, 0xC3, 0xCC,
            0xCC, 0xCB, 0xCC, 0x1F, 0x97, 0x3F, 0xF3, 0xED, 0x31, 0x33, 0x33, 0x33, 0x87, 0x73, 0xCC, 0xCC, 0xCC, 0xCC, 0xB9, 0xDC,
            0xFE, 0x1D, 0xA7, 0x24, 0xDB, 0x3B, 0x33, 0x0B, 0x47, 0xF1, 0xA6, 0xBF, 0x64, 0x3D, 0x75, 0xD5, 0xAB, 0xEA, 0xEA, 0xEA,
            0xEA, 0xF6, 0x24, 0x01,
        ],
        507,
    ),
    &[
        (5, 1), (6, 1), (5, 1), (6, 1), (7, 16), (6, 4), (7, 11), (6, 1), (7, 2), (6, 1), (7, 22), (8, 1), (7, 1), (8, 31),
        (9, 19), (10, 6), (9, 7), (10, 13), (11, 1), (9, 1), (11, 49), (12, 8), (11, 49), (12, 1), (11, 1), (12, 1), (11, 1),
        (9, 1), (10, 1), (9, 1), (8, 1), (7, 1), (12, 1), (4, 1), (6, 2), (7, 3), (9, 1), (8, 3), (9, 4), (11, 5), (12, 1),
    ],
    [7, 9, 12, 5, 10, 6, 6, 7, 6, 3, 6, 5, 4, 4, 3, 4, 4, 5, 4, 5, 4, 5, 4, 5, 5, 7, 8, 12, 12, 12],
);

/// For CMaps: from those of 100 handouts.
#[rustfmt::skip]
pub(in crate::pdf) static CMAP: PrefixCode = PrefixCode::new(
    (
        &[
            0xA5, 0x5D, 0x05, 0x80, 0xFB, 0x30, 0x57, 0xC7, 0xA5, 0xB8, 0x3B, 0x04, 0xDF, 0xB0, 0xC8, 0x1C, 0x42, 0x61, 0x0A, 0x03,
            0x4E, 0xFB, 0x1F, 0x6E, 0x5D, 0x64, 0x57, 0xB8, 0xA6, 0x21, 0xED, 0x80, 0xE1, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE,
            0xEE, 0xEE, 0xEE, 0xCE, 0xBD, 0x97, 0x6E, 0x03, 0x0E, 0xD7, 0xE7, 0xFE, 0xCB, 0x7A, 0xD8, 0x27,
        ],
        448,
    ),
    &[
        (12, 10), (6, 1), (12, 21), (5, 1), (12, 7), (7, 2), (12, 5), (5, 4), (7, 7), (12, 2), (5, 1), (12, 1), (6, 1), (12, 2),
        (7, 6), (12, 2), (7, 1), (12, 3), (8, 6), (6, 1), (9, 1), (7, 1), (12, 11), (6, 1), (7, 1), (5, 4), (7, 1), (8, 1),
        (6, 1), (12, 2), (8, 1), (6, 1), (5, 1), (6, 1), (5, 1), (12, 1), (5, 1), (6, 2), (7, 1), (12, 3), (7, 1), (12, 134),
        (8, 1), (4, 2), (5, 1), (6, 1), (7, 3), (12, 3), (8, 1), (12, 9),
    ],
    [12, 12, 12, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 5, 7, 6, 8, 12, 12, 12, 12, 12, 11, 11, 11, 11],
);

/// For XMP packets: from those of 100 handouts.
#[rustfmt::skip]
pub(in crate::pdf) static XMP: PrefixCode = PrefixCode::new(
    (
        &[
            0xA5, 0x5D, 0x03, 0xA0, 0xE4, 0x40, 0x78, 0xAE, 0x6D, 0xBB, 0x69, 0xAE, 0xEE, 0x85, 0xE7, 0x34, 0xC9, 0xD9, 0xE8, 0xE3,
            0xA9, 0x9C, 0x64, 0xFE, 0xDD, 0x9D, 0xBE, 0xE8, 0x26, 0x93, 0xDB, 0xEC, 0xAB, 0x6D, 0xDB, 0xB6, 0x6D, 0xDB, 0xB6, 0x6D,
            0xDB, 0x1D, 0x6D, 0x74, 0xC6, 0x5B, 0xFC, 0xF8, 0xBE, 0xDF, 0xDB, 0xDD, 0x1A,
        ],
        421,
    ),
    &[
        (12, 32), (6, 1), (12, 1), (6, 1), (9, 1), (12, 8), (9, 1), (6, 6), (9, 7), (6, 1), (12, 1), (6, 3), (9, 16), (12, 1),
        (8, 6), (9, 5), (12, 6), (5, 1), (6, 2), (5, 1), (4, 1), (7, 3), (5, 1), (12, 1), (8, 1), (6, 5), (9, 1), (5, 1),
        (6, 1), (5, 1), (6, 1), (9, 1), (7, 1), (6, 1), (7, 1), (8, 1), (12, 134), (5, 5), (7, 1), (6, 5), (9, 9),
    ],
    [9, 8, 7, 7, 7, 7, 4, 4, 4, 4, 3, 3, 4, 4, 4, 4, 4, 4, 4, 7, 12, 7, 7, 12, 12, 12, 12, 12, 12, 12],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_distances_have_the_symbols_of_the_standard() {
        assert_eq!(
            [3, 10, 11, 12, 13, 34, 35, 66].map(length_symbol).map(|it| it.0),
            [257, 264, 265, 265, 266, 272, 273, 276]
        );
        assert_eq!((length_symbol(12), length_symbol(66)), ((265, 1, 1), (276, 7, 3)));
        assert_eq!([1, 4, 5, 6, 7, 24_576, 24_577].map(distance_symbol).map(|it| it.0), [0, 3, 4, 4, 5, 28, 29]);
        assert_eq!((distance_symbol(6), distance_symbol(32_768)), ((4, 1, 1), (29, 8191, 13)));
    }
}
