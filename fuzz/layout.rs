//! Articles grown from bytes are laid out and written: nothing panics, all ink is where it may be, no glyph is lost.

#![no_main]

use std::sync::LazyLock;

use handout::text::fonts::Fonts;
use libfuzzer_sys::fuzz_target;

#[path = "../tests/suite/grown.rs"]
#[allow(dead_code, reason = "tests read more of what has grown")]
mod grown;
#[path = "../tests/suite/ink.rs"]
mod ink;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::new);

fuzz_target!(|bytes: &[u8]| {
    grown::grow(bytes, &FONTS);
});
