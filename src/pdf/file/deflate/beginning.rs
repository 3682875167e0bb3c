//! What many files begin a stream with, deflated once.

use super::coded_stream::CodedStream;
use super::prefix_code::PrefixCode;

/// Bytes that many streams begin with, and how they are deflated.
pub(in crate::pdf) struct Beginning {
    bytes: Vec<u8>,
    stream: CodedStream<'static>,
}

impl Beginning {
    /// The beginning that is these bytes, a few thousand at most.
    pub(in crate::pdf) fn of(bytes: Vec<u8>, code: &'static PrefixCode) -> Beginning {
        let mut stream = CodedStream::new(code, bytes.len());
        stream.matched_thoroughly(&bytes);
        Beginning { bytes, stream }
    }

    /// The zlib stream of its bytes and of others behind them.
    pub(in crate::pdf) fn followed_by(&self, others: &[u8]) -> Vec<u8> {
        let all = [&self.bytes, others].concat();
        let mut stream = self.stream.clone();
        stream.matched(&all, self.bytes.len()..all.len());
        stream.finish(&all)
    }
}

#[cfg(test)]
mod tests {
    use super::super::prefix_code::XMP;
    use super::super::tests::inflated;
    use super::*;

    #[test]
    fn a_stream_goes_on_behind_its_beginning() {
        let bytes: Vec<u8> = (0..1500u32).map(|n| b' ' + (n.wrapping_mul(n) % 90) as u8).collect();
        let beginning = Beginning::of(bytes.clone(), &XMP);
        let noise = (0..70_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let last = bytes[bytes.len() - 70..].to_vec();
        for others in [Vec::new(), vec![0], last.repeat(3), bytes[..70].to_vec(), bytes.clone(), noise] {
            let stream = beginning.followed_by(&others);
            assert_eq!(inflated(&stream), [&bytes[..], &others].concat());
            assert_eq!(stream, beginning.followed_by(&others), "what was written before changes nothing");
        }
    }

    #[test]
    fn the_rest_repeats_what_stands_in_the_beginning() {
        let words = b"<rdf:li xml:lang=\"x-default\">";
        let beginning = Beginning::of(words.to_vec(), &XMP);
        let (alone, twice) = (beginning.followed_by(b""), beginning.followed_by(words));
        assert!(twice.len() <= alone.len() + 4, "{} {}", alone.len(), twice.len());
    }
}
