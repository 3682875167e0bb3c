//! One digest of many inputs: of contents and of names below the content root, never of times or places of a machine, so
//! that any machine comes to the same.

use crate::fs::file_state::Digest;

/// Names this build of the tool, by a hash of everything in it that can change a byte of a PDF.
pub const BUILD: &str = env!("HANDOUT_BUILD");

/// A digest in the making. Each part is hashed behind its length, so that no two lists of parts hash alike.
pub struct Fingerprint(blake3::Hasher);

impl Fingerprint {
    /// Holds this build of the tool and a purpose, which keeps digests for different purposes apart.
    pub fn new(purpose: &str) -> Fingerprint {
        let mut fingerprint = Fingerprint(blake3::Hasher::new());
        fingerprint.add(BUILD.as_bytes()).add(purpose.as_bytes());
        fingerprint
    }

    /// Adds one more part.
    pub fn add(&mut self, part: &[u8]) -> &mut Fingerprint {
        self.0.update(&(part.len() as u64).to_le_bytes()).update(part);
        self
    }

    /// Adds a file that was asked for: its name and the digest of its content, or none when it is not there.
    pub fn add_file(&mut self, name: &str, content: Option<Digest>) {
        self.add(name.as_bytes()).add(content.as_ref().map_or(&[], |digest| digest.as_slice()));
    }

    /// The digest of all parts so far.
    pub fn digest(&self) -> Digest {
        *self.0.finalize().as_bytes()
    }
}

/// A digest in 64 small hexadecimal digits.
pub fn to_hex(digest: &Digest) -> String {
    // Without `format!`, which makes a string for each byte: a manifest of 10,000 handouts has 640,000 of them.
    let digit = |half: u8| char::from_digit(u32::from(half), 16).expect("half a byte is one digit");
    let mut text = String::with_capacity(2 * digest.len());
    for byte in digest {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

/// The digest that 64 hexadecimal digits write; `None` for any other text.
pub fn from_hex(text: &str) -> Option<Digest> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut digest = Digest::default();
    for (byte, at) in digest.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(digest)
}
