//! A block of deflate (RFC 1951, 3.2.7) for numbers with blanks between them, such as the index of an object stream.
//!
//! Such numbers hold few repetitions. Apart from the text behind them each digit takes some three bits, where among that text
//! it would take five, and no time is lost in looking for what they repeat.

use super::bits::{Bits, reversed};

/// Bits of the code of a blank, of the digits, and of the end of the block: as often as they occur in the indexes of handouts.
const BLANK: u32 = 2;
const DIGITS: [u32; 10] = [5, 3, 4, 4, 4, 3, 4, 4, 4, 4];
const END: u32 = 5;

/// The code of a blank or a digit, and its length: codes of one length follow one another (3.2.2).
const fn code(byte: u8) -> Option<(u32, u32)> {
    match byte {
        b' ' => Some((0b00, BLANK)),
        b'1' => Some((0b010, 3)),
        b'5' => Some((0b011, 3)),
        b'2'..=b'4' => Some((0b1000 + (byte - b'2') as u32, 4)),
        b'6'..=b'9' => Some((0b1011 + (byte - b'6') as u32, 4)),
        b'0' => Some((0b11110, 5)),
        _ => None,
    }
}

/// The bits of the code of each byte, the first one lowest, and how many; none of what is neither blank nor digit.
const CODES: [(u32, u32); 256] = {
    let mut codes = [(0, 0); 256];
    let mut byte = 0;
    while byte < 256 {
        if let Some((code, length)) = code(byte as u8) {
            codes[byte] = (reversed(code, length), length);
        }
        byte += 1;
    }
    codes
};

/// The code of the end of the block.
const END_CODE: (u32, u32) = (0b11111, END);

/// The block of some numbers, which is not the last one, filled up to a whole byte.
pub(super) fn block(numbers: &[u8]) -> Vec<u8> {
    let mut bits = Bits::behind(Vec::with_capacity(40 + numbers.len() / 2));
    write_lengths(&mut bits);
    for byte in numbers {
        let (code, length) = CODES[usize::from(*byte)];
        assert!(length > 0, "numbers are made of digits and blanks");
        bits.push(code, length);
    }
    bits.code(END_CODE);
    // An empty block that is stored ends with a byte (3.2.4).
    bits.push(0b000, 3);
    let mut block = bits.bytes();
    block.extend_from_slice(&[0, 0, 0xFF, 0xFF]);
    block
}

/// What a length is written as: its code; 18 is a run of zeros, told by seven more bits.
fn length_code(length: u32) -> (u32, u32) {
    match length {
        4 => (0b00, 2),
        18 => (0b01, 2),
        1 => (0b100, 3),
        2 => (0b101, 3),
        3 => (0b110, 3),
        5 => (0b111, 3),
        _ => unreachable!("codes have these lengths"),
    }
}

/// Begins the block: the lengths of its codes, themselves in codes.
fn write_lengths(bits: &mut Bits) {
    let zeros = |bits: &mut Bits, count: u32| {
        bits.code(length_code(18));
        bits.push(count - 11, 7);
    };
    // Not the last block; codes of its own.
    bits.push(0, 1);
    bits.push(0b10, 2);
    // No lengths of repetitions; a second distance, though none is used; 14 more than four lengths of codes for lengths.
    bits.push(0, 5);
    bits.push(1, 5);
    bits.push(14, 4);
    // In the order of 3.2.7.
    for length in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
        bits.push(if matches!(length, 1..=5 | 18) { length_code(length).1 } else { 0 }, 3);
    }
    zeros(bits, u32::from(b' '));
    bits.code(length_code(BLANK));
    zeros(bits, u32::from(b'0' - b' ' - 1));
    DIGITS.iter().for_each(|length| bits.code(length_code(*length)));
    zeros(bits, 138);
    zeros(bits, 256 - 138 - u32::from(b'9' + 1));
    bits.code(length_code(END));
    bits.code(length_code(1));
    bits.code(length_code(1));
}
