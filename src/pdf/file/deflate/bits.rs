//! Bits of a stream of deflate being written (RFC 1951, 3.1.1).

/// Bits being written, the lowest first.
#[derive(Clone)]
pub(super) struct Bits {
    out: Vec<u8>,
    /// Those that fill no four bytes yet.
    waiting: u64,
    count: u32,
}

impl Bits {
    /// None behind some whole bytes.
    pub(super) fn behind(out: Vec<u8>) -> Bits {
        Bits { out, waiting: 0, count: 0 }
    }

    /// Appends bits, the lowest first: 32 at most.
    #[inline]
    pub(super) fn push(&mut self, bits: u32, count: u32) {
        self.waiting |= u64::from(bits) << self.count;
        self.count += count;
        if self.count >= 32 {
            self.out.extend_from_slice(&(self.waiting as u32).to_le_bytes());
            self.waiting >>= 32;
            self.count -= 32;
        }
    }

    /// Appends a code, which begins with its highest bit.
    pub(super) fn code(&mut self, (code, length): (u32, u32)) {
        self.push(reversed(code, length), length);
    }

    /// The bytes so far, the last filled up with zeros.
    pub(super) fn bytes(mut self) -> Vec<u8> {
        let whole = self.count.div_ceil(8) as usize;
        self.out.extend_from_slice(&self.waiting.to_le_bytes()[..whole]);
        self.out
    }
}

/// The bits of a code, the first one lowest.
pub(super) const fn reversed(code: u32, length: u32) -> u32 {
    code.reverse_bits() >> (32 - length)
}
