//! One deflater a thread, used again for every stream: making one costs as much as deflating a page.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};

/// Level 5: within 1 % of the best size at half of its time.
const LEVEL: u32 = 5;

thread_local! {
    static DEFLATER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// The zlib stream (ISO 32000-1, 7.4.4) of some bytes. The same bytes give the same stream, whatever came before.
pub(in crate::pdf) fn deflate(data: &[u8]) -> Vec<u8> {
    DEFLATER.with_borrow_mut(|deflater| {
        deflater.reset();
        let mut out = Vec::with_capacity(data.len() / 2 + 128);
        loop {
            let rest = &data[deflater.total_in() as usize..];
            let status = deflater.compress_vec(rest, &mut out, FlushCompress::Finish);
            match status.expect("a deflater that was reset takes any bytes") {
                Status::StreamEnd => return out,
                Status::Ok | Status::BufError => out.reserve(out.len() / 2 + 128),
            }
        }
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
