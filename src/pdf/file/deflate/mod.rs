//! Deflaters of each thread, used again for every stream: making one costs as much as deflating a page.

pub(in crate::pdf) mod beginning;
mod bits;
pub(in crate::pdf) mod coded_stream;
mod numbers;
pub(in crate::pdf) mod prefix_code;
mod rows;

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor};

/// For what repeats itself, such as structure: within 3 % of the best size at an eighth of its time.
const THOROUGH: i32 = 5;

/// For what has few repetitions or is short: font programs, pages of text. Half the time of the other for 2 to 5 % more bytes.
const QUICK: i32 = 1;

/// How a zlib stream begins (RFC 1950, 2.2): deflate, a window of 32 kB, no dictionary.
const HEADER: [u8; 2] = [0x78, 0x9C];

/// Bytes that a thread keeps for the next stream.
const LARGEST_ROOM: usize = 256 * 1024;

/// A deflater and the room that it writes to.
struct Deflater {
    compressor: Compressor,
    room: Vec<u8>,
}

impl Deflater {
    fn of_level(level: i32) -> RefCell<Deflater> {
        let compressor = Compressor::new(CompressionLvl::new(level).expect("one of the twelve levels"));
        RefCell::new(Deflater { compressor, room: Vec::new() })
    }

    /// Deflates bytes behind a part of the same stream that is deflated already.
    fn deflate(&mut self, before: &[u8], data: &[u8]) -> Vec<u8> {
        let Deflater { compressor, room } = self;
        let most = compressor.deflate_compress_bound(data.len());
        if room.len() < most {
            room.resize(most, 0);
        }
        let length = compressor.deflate_compress(data, room).expect("there is room for the worst case");
        let mut stream = Vec::with_capacity(HEADER.len() + before.len() + length + 4);
        stream.extend_from_slice(&HEADER);
        stream.extend_from_slice(before);
        stream.extend_from_slice(&room[..length]);
        // What one large stream took is not kept for ever.
        room.truncate(LARGEST_ROOM);
        room.shrink_to(LARGEST_ROOM);
        stream
    }
}

thread_local! {
    static THOROUGH_DEFLATER: RefCell<Deflater> = Deflater::of_level(THOROUGH);
    static QUICK_DEFLATER: RefCell<Deflater> = Deflater::of_level(QUICK);
}

/// The zlib stream (ISO 32000-1, 7.4.4) of some bytes. The same bytes give the same stream, whatever came before.
pub(in crate::pdf) fn deflate(data: &[u8]) -> Vec<u8> {
    ended(THOROUGH_DEFLATER.with_borrow_mut(|deflater| deflater.deflate(&[], data)), data)
}

/// The same for bytes with few repetitions, in half the time.
pub(in crate::pdf) fn deflate_quickly(data: &[u8]) -> Vec<u8> {
    ended(QUICK_DEFLATER.with_borrow_mut(|deflater| deflater.deflate(&[], data)), data)
}

/// The same for bytes that begin with so many of digits and blanks.
pub(in crate::pdf) fn deflate_behind_numbers(data: &[u8], numbers: usize) -> Vec<u8> {
    let (numbers, others) = data.split_at(numbers);
    let before = numbers::block(numbers);
    ended(THOROUGH_DEFLATER.with_borrow_mut(|deflater| deflater.deflate(&before, others)), data)
}

/// The same for rows of so many bytes, each much like the one above it.
pub(in crate::pdf) fn deflate_rows(data: &[u8], row: usize) -> Vec<u8> {
    let mut stream = HEADER.to_vec();
    stream.append(&mut rows::block(data, row));
    ended(stream, data)
}

/// Ends a zlib stream with the checksum of all its bytes.
fn ended(mut stream: Vec<u8>, data: &[u8]) -> Vec<u8> {
    stream.extend_from_slice(&libdeflater::adler32(data).to_be_bytes());
    stream
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    pub(super) fn inflated(stream: &[u8]) -> Vec<u8> {
        let mut back = Vec::new();
        flate2::read::ZlibDecoder::new(stream).read_to_end(&mut back).unwrap();
        back
    }

    #[test]
    fn numbers_take_half_a_byte_a_digit() {
        let numbers: String = (0..300).map(|n| format!("{} {} ", n, n * 37 + n % 7)).collect();
        let all = format!("{numbers}<</S/P/K 1>><</S/P/K 2>>");
        let stream = deflate_behind_numbers(all.as_bytes(), numbers.len());
        assert_eq!(inflated(&stream), all.as_bytes());
        assert!(stream.len() < numbers.len() / 2, "{} of {}", stream.len(), numbers.len());
        for (all, numbers) in [("", 0), ("0 0 ", 4), ("1", 0), ("0123456789 ", 11)] {
            assert_eq!(inflated(&deflate_behind_numbers(all.as_bytes(), numbers)), all.as_bytes());
        }
    }

    #[test]
    fn rows_are_told_by_those_above() {
        let table: Vec<u8> = (0..400).flat_map(|n| [2, 1, (n % 50 == 0) as u8 * 200, n as u8 / 7, 0, 1]).collect();
        let stream = deflate_rows(&table, 6);
        assert_eq!(inflated(&stream), table);
        assert!(stream.len() < 400, "{}", stream.len());
        for row in [1, 2, 3, 4, 5, 6, 7, 8, 9, 300] {
            for length in (0..300).chain([5000]) {
                let same = vec![7; length];
                assert_eq!(inflated(&deflate_rows(&same, row)), same);
                let rows: Vec<u8> = (0..length).map(|n| (n % row * 255 / row) as u8).collect();
                assert_eq!(inflated(&deflate_rows(&rows, row)), rows);
            }
        }
    }

    #[test]
    fn what_came_before_does_not_matter() {
        let text = "Twitches are small, quick movements under the skin. ".repeat(200);
        let first = deflate(text.as_bytes());
        deflate(&[7; 100_000]);
        assert_eq!(deflate(text.as_bytes()), first);
        for stream in [first, deflate_quickly(text.as_bytes())] {
            assert_eq!(inflated(&stream), text.as_bytes());
        }
    }

    #[test]
    fn bytes_that_do_not_shrink_are_whole() {
        let noise: Vec<u8> = (0..50_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(inflated(&deflate(&noise)), noise);
    }
}
