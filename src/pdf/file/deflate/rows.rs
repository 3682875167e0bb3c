//! A block of deflate for rows of one length, each much like the one above it, such as those of cross-references.
//!
//! Nothing else is repeated in them: bytes are compared with those one row before, and no time is lost in looking for others or
//! in making codes for so few, for which the fixed ones do (RFC 1951, 3.2.6).

use super::bits::Bits;

/// Least and most bytes of a repetition (3.2.5).
const LEAST: usize = 3;
const MOST: usize = 258;

/// Bytes of rows of some length, as the only block of a stream.
pub(super) fn block(bytes: &[u8], row: usize) -> Vec<u8> {
    let mut bits = Bits::behind(Vec::with_capacity(64 + bytes.len() / 8));
    // The last block; fixed codes.
    bits.push(1, 1);
    bits.push(0b01, 2);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let above = at.checked_sub(row).map_or(&[][..], |above| &bytes[above..]);
        let repeated = bytes[at..].iter().zip(above).take(MOST).take_while(|(byte, above)| byte == above).count();
        if repeated >= LEAST {
            write_repetition(&mut bits, repeated as u32, row as u32);
            at += repeated;
        } else {
            write_symbol(&mut bits, u32::from(*byte));
            at += 1;
        }
    }
    // The end of the block.
    write_symbol(&mut bits, 256);
    bits.bytes()
}

/// A symbol in its fixed code.
fn write_symbol(bits: &mut Bits, symbol: u32) {
    bits.code(match symbol {
        0..144 => (0b0011_0000 + symbol, 8),
        144..256 => (0b1_1001_0000 + (symbol - 144), 9),
        256..280 => (symbol - 256, 7),
        _ => (0b1100_0000 + (symbol - 280), 8),
    });
}

/// A repetition of so many bytes from so far back (3.2.5): a length from 11 on, and a distance from 5 on, is told by the two bits
/// behind its highest one, or the one bit, and as many more as there are.
fn write_repetition(bits: &mut Bits, length: u32, distance: u32) {
    let (length, distance) = (length - 3, distance - 1);
    if length == MOST as u32 - 3 {
        write_symbol(bits, 285);
    } else {
        let more = length.max(4).ilog2() - 2;
        write_symbol(bits, 257 + 4 * more + (length >> more));
        bits.push(length & ((1 << more) - 1), more);
    }
    let more = distance.max(2).ilog2() - 1;
    bits.code((2 * more + (distance >> more), 5));
    bits.push(distance & ((1 << more) - 1), more);
}
