//! Any bytes are read as a PDF that somebody else wrote: taken or refused, nothing panics, and a page is there if taken.

#![no_main]

use handout::foreign::Foreign;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match Foreign::read(bytes.to_vec()) {
        Ok(foreign) => assert!(foreign.pages() > 0),
        Err(error) => assert!(!error.to_string().is_empty() && !error.cure().is_empty()),
    }
});
