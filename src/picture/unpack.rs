//! Pixels as they were before they were deflated, row by row.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::pack::paeth;
use super::{Encoding, Samples};

/// Why reading does not fail.
const SOUND: &str = "a stream of ours is sound";

/// The rows of a picture, from the top.
pub(super) struct Rows<'s> {
    stream: ZlibDecoder<&'s [u8]>,
    channels: usize,
    /// The row above; `None` where rows stand as they are.
    above: Option<Vec<u8>>,
}

impl<'s> Rows<'s> {
    /// Rows of so many pixels of so many channels. A JPEG has none.
    pub(super) fn of(samples: &'s Samples, width: u32, channels: usize) -> Rows<'s> {
        let is_predicted = samples.encoding == Encoding::Predicted;
        let above = is_predicted.then(|| vec![0; width as usize * channels]);
        Rows { stream: ZlibDecoder::new(samples.data.as_slice()), channels, above }
    }

    /// Reads the next row into a line as long as a row.
    pub(super) fn read(&mut self, line: &mut [u8]) {
        let Some(above) = &mut self.above else { return self.stream.read_exact(line).expect(SOUND) };
        let mut filter = [0];
        self.stream.read_exact(&mut filter).expect(SOUND);
        self.stream.read_exact(line).expect(SOUND);
        unfilter_row(filter[0], line, above, self.channels);
        above.copy_from_slice(line);
    }
}

impl Samples {
    /// The samples of a picture of this size as they were before they were deflated, row by row; `channels` are those of a
    /// pixel. A JPEG has none.
    pub fn rows(&self, (width, height): (u32, u32), channels: usize) -> Vec<u8> {
        let row = width as usize * channels;
        let mut shown = vec![0; row * height as usize];
        let mut rows = Rows::of(self, width, channels);
        shown.chunks_exact_mut(row).for_each(|line| rows.read(line));
        shown
    }
}

/// A row as it was before its neighbours were taken off.
fn unfilter_row(filter: u8, line: &mut [u8], above: &[u8], channels: usize) {
    match filter {
        0 => return,
        2 => return line.iter_mut().zip(above).for_each(|(here, up)| *here = here.wrapping_add(*up)),
        _ => {}
    }
    for at in 0..line.len() {
        let (left, corner) = match at.checked_sub(channels) {
            Some(before) => (line[before], above[before]),
            None => (0, 0),
        };
        let up = above[at];
        let foretold = match filter {
            1 => left,
            3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
            _ => paeth(left, up, corner),
        };
        line[at] = line[at].wrapping_add(foretold);
    }
}

#[cfg(test)]
mod tests {
    use super::super::pack::filter_row;
    use super::*;

    /// Each filter, undone as the standard says (9.2), gives the row again.
    #[test]
    fn filters_can_be_undone() {
        let above = [9, 200, 31, 77, 0, 255, 3, 128];
        let line = [250, 4, 99, 99, 98, 0, 17, 1];
        for (filter, channels) in (0..5).flat_map(|filter| [(filter, 1), (filter, 3), (filter, 8)]) {
            let mut out = [0; 8];
            filter_row(filter, &line, &above, channels, &mut out);
            unfilter_row(filter, &mut out, &above, channels);
            assert_eq!(out, line, "filter {filter} with {channels} channels");
        }
    }
}
