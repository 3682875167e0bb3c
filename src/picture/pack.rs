//! Pixels, deflated row by row as a PDF wants them: what waits for its page is never the whole picture.

use flate2::{Compress, Compression, FlushCompress, Status};

use super::{Encoding, Samples};

/// Level 5: within 1 % of the best size at half of its time.
const LEVEL: u32 = 5;
/// Of what is unpacked again before it is printed: less than half of the time, and a twentieth more bytes.
const QUICK: u32 = 3;
/// Bytes that are deflated at a time: fed with single rows, the deflater finds less.
const CHUNK: usize = 4 << 20;
/// A stream that is so many bytes longer than the other is given up. The rest of a picture is seldom of another kind.
const BEHIND: usize = 4 << 20;

/// About how many bytes packing takes for a while, besides the picture; what comes of it is about as large as the `file` that
/// it came from.
pub(super) fn cost(file: usize) -> usize {
    // Two streams each of colours and opacity; the longest is moved once as it grows.
    (4 * CHUNK).saturating_add(file.saturating_mul(2))
}

/// A zlib stream being written.
struct Deflater {
    compress: Compress,
    pending: Vec<u8>,
    out: Vec<u8>,
}

impl Deflater {
    fn new(level: u32) -> Deflater {
        Deflater { compress: Compress::new(Compression::new(level), true), pending: Vec::new(), out: Vec::new() }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= CHUNK {
            self.deflate(FlushCompress::None);
        }
    }

    /// Deflates what is pending.
    fn deflate(&mut self, flush: FlushCompress) {
        let start = self.compress.total_in();
        self.out.reserve(self.pending.len() / 2 + 128);
        loop {
            let done = (self.compress.total_in() - start) as usize;
            let rest = self.pending.get(done..).unwrap_or_default();
            let status = self.compress.compress_vec(rest, &mut self.out, flush);
            let status = status.expect("only a stream that goes on after its end is an error");
            let is_finishing = matches!(flush, FlushCompress::Finish);
            let all_taken = (self.compress.total_in() - start) as usize == self.pending.len();
            if status == Status::StreamEnd || (!is_finishing && all_taken) {
                self.pending.clear();
                return;
            }
            self.out.reserve(self.out.len() / 2 + 128);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.deflate(FlushCompress::Finish);
        self.out.shrink_to_fit();
        self.out
    }
}

/// Rows on their way into a stream, with and without predictors: which is smaller, the last row tells, unless one has fallen
/// far behind before.
pub(super) struct Packer {
    /// The predictors that are tried.
    filters: &'static [u8],
    plain: Option<Deflater>,
    predicted: Option<Deflater>,
    channels: usize,
    above: Vec<u8>,
    filtered: Vec<u8>,
    best: Vec<u8>,
}

impl Packer {
    /// For rows of so many bytes, so many for each pixel.
    pub(super) fn new(row: usize, channels: usize) -> Packer {
        Packer { plain: Some(Deflater::new(LEVEL)), ..Packer::with((row, channels), LEVEL, &[0, 1, 2, 3, 4]) }
    }

    /// The same for what is to be unpacked again: soon done, with one predictor that is soon undone.
    pub(super) fn quick(row: usize, channels: usize) -> Packer {
        Packer::with((row, channels), QUICK, &[2])
    }

    fn with((row, channels): (usize, usize), level: u32, filters: &'static [u8]) -> Packer {
        let blank = || vec![0; row];
        let predicted = Some(Deflater::new(level));
        Packer { filters, plain: None, predicted, channels, above: blank(), filtered: blank(), best: blank() }
    }

    /// Takes the next row.
    pub(super) fn row(&mut self, line: &[u8]) {
        if let Some(plain) = &mut self.plain {
            plain.write(line);
        }
        if self.predicted.is_some() {
            self.predict(line);
        }
        if let (Some(plain), Some(predicted)) = (&self.plain, &self.predicted) {
            let (plain, predicted) = (plain.out.len(), predicted.out.len());
            if plain > predicted + BEHIND {
                self.plain = None;
            } else if predicted > plain + BEHIND {
                self.predicted = None;
            }
        }
    }

    /// Takes the next row with the predictor that leaves the least of it.
    fn predict(&mut self, line: &[u8]) {
        let mut least = (u64::MAX, 0);
        for &filter in self.filters {
            filter_row(filter, line, &self.above, self.channels, &mut self.filtered);
            let is_compared = self.filters.len() > 1;
            let bytes = if is_compared { self.filtered.as_slice() } else { &[] };
            let sum = bytes.iter().map(|byte| u64::from(byte.cast_signed().unsigned_abs())).sum();
            if sum < least.0 {
                least = (sum, filter);
                std::mem::swap(&mut self.best, &mut self.filtered);
            }
        }
        if let Some(predicted) = &mut self.predicted {
            predicted.write(&[least.1]);
            predicted.write(&self.best);
        }
        self.above.copy_from_slice(line);
    }

    /// The smaller stream.
    pub(super) fn finish(self) -> Samples {
        let plain = self.plain.map(|plain| Samples { encoding: Encoding::Flate, data: plain.finish() });
        let predicted = self.predicted.map(|it| Samples { encoding: Encoding::Predicted, data: it.finish() });
        match (plain, predicted) {
            (Some(plain), Some(predicted)) if predicted.data.len() < plain.data.len() => predicted,
            (Some(plain), _) => plain,
            (None, predicted) => predicted.expect("of two streams no more than one is given up"),
        }
    }
}

/// A row less what its neighbours foretell (PNG, third edition, 9.2). All rows are of one length.
pub(super) fn filter_row(filter: u8, line: &[u8], above: &[u8], channels: usize, out: &mut [u8]) {
    let start = channels.min(line.len());
    // What stands left of the first pixel is zero: filter 1 foretells nothing there, 3 half of what is above, and 4,
    // like 2, what is above.
    for at in 0..start {
        let foretold = match filter {
            0 | 1 => 0,
            3 => above[at] / 2,
            _ => above[at],
        };
        out[at] = line[at].wrapping_sub(foretold);
    }
    let (left, corner) = (&line[..line.len() - start], &above[..above.len() - start]);
    let places = out[start..].iter_mut().zip(&line[start..]).zip(&above[start..]).zip(left.iter().zip(corner));
    match filter {
        0 => places.for_each(|(((out, here), _), _)| *out = *here),
        1 => places.for_each(|(((out, here), _), (left, _))| *out = here.wrapping_sub(*left)),
        2 => places.for_each(|(((out, here), up), _)| *out = here.wrapping_sub(*up)),
        3 => places.for_each(|(((out, here), up), (left, _))| {
            *out = here.wrapping_sub(((u16::from(*left) + u16::from(*up)) / 2) as u8);
        }),
        _ => {
            places.for_each(|(((out, here), up), (left, corner))| *out = here.wrapping_sub(paeth(*left, *up, *corner)))
        }
    }
}

/// The neighbour nearest to left plus above less corner (9.4).
pub(super) fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let (to_left, to_up, to_corner) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn inflated(data: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        flate2::read::ZlibDecoder::new(data).read_to_end(&mut out).expect("a sound stream");
        out
    }

    /// A predictor makes a slope smaller, and words that come again at odd places larger.
    #[test]
    fn the_smaller_stream_is_kept() {
        let mut slope = Packer::new(300, 3);
        let mut woven = Packer::new(300, 3);
        let noise = |n: u32| n.wrapping_mul(2_654_435_761) >> 13;
        let words: Vec<u8> = (0..600).map(|n| 100 + (noise(n) % 60) as u8).collect();
        for y in 0..200u32 {
            slope.row(&(0..300).map(|x| (x * 7 + y * 3 + x * y) as u8).collect::<Vec<_>>());
            let word = |at: u32| &words[noise(y * 10 + at) as usize % 20 * 30..][..30];
            woven.row(&(0..10).flat_map(word).copied().collect::<Vec<_>>());
        }
        let (slope, woven) = (slope.finish(), woven.finish());
        assert_eq!(slope.encoding, Encoding::Predicted);
        assert_eq!(inflated(&slope.data).len(), 301 * 200);
        assert_eq!(woven.encoding, Encoding::Flate);
        assert_eq!(inflated(&woven.data).len(), 300 * 200);
    }

    /// Rows that no word of the rows before comes again in, and that are all like the one above but for a step: without predictors
    /// they fall behind, are given up before the last, and the others are whole.
    #[test]
    fn a_stream_that_falls_far_behind_is_given_up() {
        let mut packer = Packer::new(6000, 3);
        let line = |y: u32| {
            let noise = |x: u32| x.wrapping_mul(x).wrapping_mul(2_654_435_761) >> 13;
            (0..6000).map(|x| (noise(x) + 7 * y) as u8).collect::<Vec<_>>()
        };
        let mut rows = 0;
        while packer.plain.is_some() && rows < 4000 {
            packer.row(&line(rows));
            rows += 1;
        }
        assert!(packer.plain.is_none() && rows > 100, "{rows}");
        packer.row(&line(rows));
        let packed = packer.finish();
        assert_eq!(packed.encoding, Encoding::Predicted);
        assert_eq!(inflated(&packed.data).len(), 6001 * (rows as usize + 1));
    }

    /// A stream of several chunks is whole, and one of few bytes too.
    #[test]
    fn streams_of_any_length_are_whole() {
        for count in [0, 1, CHUNK - 1, CHUNK, 2 * CHUNK + 5] {
            let bytes: Vec<u8> = (0..count as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
            let mut deflater = Deflater::new(LEVEL);
            bytes.chunks(100_000).for_each(|part| deflater.write(part));
            assert!(inflated(&deflater.finish()) == bytes, "{count}");
        }
    }
}
