//! One deflater a thread, used again for every stream: making one costs as much as deflating a page.

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor};

/// Level 6: within 2 % of the best size at a sixth of its time.
const LEVEL: i32 = 6;

/// Bytes that a thread keeps for the next stream.
const LARGEST_ROOM: usize = 256 * 1024;

/// A deflater and the room that it writes to.
struct Deflater {
    compressor: Compressor,
    room: Vec<u8>,
}

thread_local! {
    static DEFLATER: RefCell<Deflater> = RefCell::new(Deflater {
        compressor: Compressor::new(CompressionLvl::new(LEVEL).expect("one of the twelve levels")),
        room: Vec::new(),
    });
}

/// The zlib stream (ISO 32000-1, 7.4.4) of some bytes. The same bytes give the same stream, whatever came before.
pub(in crate::pdf) fn deflate(data: &[u8]) -> Vec<u8> {
    DEFLATER.with_borrow_mut(|Deflater { compressor, room }| {
        let most = compressor.zlib_compress_bound(data.len());
        if room.len() < most {
            room.resize(most, 0);
        }
        let length = compressor.zlib_compress(data, room).expect("there is room for the worst case");
        let stream = room[..length].to_vec();
        // What one large stream took is not kept for ever.
        room.truncate(LARGEST_ROOM);
        room.shrink_to(LARGEST_ROOM);
        stream
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_came_before_does_not_matter() {
        let text = "Twitches are small, quick movements under the skin. ".repeat(200);
        let first = deflate(text.as_bytes());
        deflate(&[7; 100_000]);
        assert_eq!(deflate(text.as_bytes()), first);
        let mut back = String::new();
        flate2::read::ZlibDecoder::new(first.as_slice()).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn bytes_that_do_not_shrink_are_whole() {
        let noise: Vec<u8> = (0..50_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let mut back = Vec::new();
        flate2::read::ZlibDecoder::new(deflate(&noise).as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, noise);
    }
}
