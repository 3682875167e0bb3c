//! Articles grown from bytes are laid out and written, alone or two of them side by side as a handout in two languages:
//! nothing panics, all ink is where it may be, no glyph is lost.

#![no_main]

use std::sync::LazyLock;

use handout::text::fonts::Fonts;
use libfuzzer_sys::fuzz_target;

#[path = "../tests/suite/grown/mod.rs"]
#[allow(dead_code, reason = "tests read more of what has grown")]
mod grown;
#[path = "../tests/suite/ink.rs"]
mod ink;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::new);

fuzz_target!(|bytes: &[u8]| {
    match bytes.split_first() {
        Some((first, rest)) if first % 3 == 2 => {
            let (original, translation) = rest.split_at(rest.len() / 2);
            grown::grow_pair([original, translation], &FONTS);
        }
        _ => drop(grown::grow(bytes, &FONTS)),
    }
});
