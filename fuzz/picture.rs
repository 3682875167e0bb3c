//! Any bytes are read as a picture: drawn or refused, nothing panics, and a picture has a size.

#![no_main]

use handout::picture::{MOST_COST, Picture};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert!(Picture::cost(bytes) <= MOST_COST);
    match Picture::decode("x", bytes) {
        Ok(picture) => assert!(picture.natural().width > 0.0 && picture.natural().height > 0.0),
        Err(error) => assert!(!error.message.is_empty()),
    }
});
