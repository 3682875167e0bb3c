//! The file identifier (14.4): a hash of everything before the cross-references, so that a file of ours can be told from one
//! that somebody has changed. The hash of the whole file is copied here half-way, so that no byte is hashed twice.

use sha2::{Digest as _, Sha256};

use super::syntax::bytes;

/// The entry of the identifier for a file whose objects have been hashed. Both halves are the same, for the file is never
/// changed.
pub(super) fn identifier(hasher: Sha256) -> Vec<u8> {
    entry(&hasher.finalize())
}

/// The entry with the first bytes of a hash.
fn entry(hash: &[u8]) -> Vec<u8> {
    let mut entry = b"/ID[".to_vec();
    for _ in 0..2 {
        bytes(&mut entry, &hash[..16]);
    }
    entry.push(b']');
    entry
}

/// Whether this is a file of ours that nobody has changed or signed since: either adds to its end or changes what is hashed.
pub fn is_as_written(bytes: &[u8]) -> bool {
    start_of_references(bytes).is_some_and(|start| {
        let (body, references) = bytes.split_at(start);
        let has = |entry: Vec<u8>| references.windows(entry.len()).any(|part| part == entry);
        // Earlier files have a hash of BLAKE3.
        has(identifier(Sha256::new_with_prefix(body))) || has(entry(blake3::hash(body).as_bytes()))
    })
}

/// Where the only cross-references begin, as the last lines say.
fn start_of_references(bytes: &[u8]) -> Option<usize> {
    let before = bytes.strip_suffix(b"\n%%EOF\n")?;
    let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (rest, start) = before.split_at(before.len() - digits);
    rest.ends_with(b"startxref\n").then_some(())?;
    let start: usize = std::str::from_utf8(start).ok()?.parse().ok()?;
    (start < rest.len()).then_some(start)
}
