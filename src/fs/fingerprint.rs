//! One digest of many inputs: of contents and of paths below the root, never of times or places of a machine.

use crate::fs::file_state::Digest;

/// Names this build of the tool: everything in it that can change a byte.
pub const BUILD: &str = env!("HANDOUT_BUILD");

/// A digest in the making. Each part is told with its length, so that no two lists of parts are alike.
pub struct Fingerprint(blake3::Hasher);

impl Fingerprint {
    /// Of nothing but this build and a purpose.
    pub fn new(purpose: &str) -> Fingerprint {
        let mut print = Fingerprint(blake3::Hasher::new());
        print.bytes(BUILD.as_bytes()).bytes(purpose.as_bytes());
        print
    }

    /// One more part.
    pub fn bytes(&mut self, part: &[u8]) -> &mut Fingerprint {
        self.0.update(&(part.len() as u64).to_le_bytes()).update(part);
        self
    }

    /// A file that was asked for, and its content; none when it is not there.
    pub fn input(&mut self, path: &str, content: Option<Digest>) {
        self.bytes(path.as_bytes()).bytes(content.as_ref().map_or(&[], |digest| digest.as_slice()));
    }

    /// The digest.
    pub fn digest(&self) -> Digest {
        *self.0.finalize().as_bytes()
    }
}

/// A digest in small hexadecimal digits.
pub fn hex(digest: &Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest that hexadecimal digits write.
pub fn unhex(text: &str) -> Option<Digest> {
    let mut digest = Digest::default();
    let sound = text.len() == 64 && text.is_ascii();
    for (byte, at) in digest.iter_mut().zip((0..64).step_by(2)).take_while(|_| sound) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    sound.then_some(digest)
}
