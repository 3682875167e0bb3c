//! Pages.

use super::clinic::FONTS;
use super::grown::grow;

/// Bytes from a seed: SplitMix64.
fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) as u8
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn whatever_an_article_holds_its_ink_is_where_it_may_be() {
    for seed in 0..60 {
        let result = std::panic::catch_unwind(|| grow(&bytes(seed, 3000), &FONTS).handout.pages.len());
        match result {
            Ok(pages) => eprintln!("seed {seed}: {pages} pages"),
            Err(_) => eprintln!("seed {seed} FAILED"),
        }
    }
}
