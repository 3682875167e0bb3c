//! The file identifier (14.4): a hash of everything before the cross-references, so that a file of ours can be told from one
//! that somebody has changed. It is that of the whole file on its way: so a file is hashed once.

use sha2::{Digest as _, Sha256};

use super::syntax::bytes;

/// The entry of the identifier for a file whose objects have this hash. Both halves are the same, for the file is never
/// changed.
pub(super) fn identifier(hasher: Sha256) -> Vec<u8> {
    let hash = hasher.finalize();
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
        let identifier = identifier(Sha256::new_with_prefix(body));
        references.windows(identifier.len()).any(|part| part == identifier)
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
