//! Syllables of a word, by rules. Patterns of hyphenation are wrong for this: they leave out where no line may be broken.

mod english;
mod spanish;

pub use english::english;
pub use spanish::spanish;
