//! What many files begin a stream with, deflated once.

use super::coded_stream::CodedStream;
use super::prefix_code::PrefixCode;

/// The beginning of a stream.
pub(in crate::pdf) struct Beginning {
    bytes: Vec<u8>,
    stream: CodedStream<'static>,
}

impl Beginning {
    /// One of some bytes, a few thousand at most.
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
