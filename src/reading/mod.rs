//! How hard an article is to read: its sentences, their words, and the words that many readers do not know.
//!
//! What agrees with human judges is how many words of a sentence stand outside a list of common ones; the grade of a
//! formula is the familiar number for the whole. Lists and cells without full stops would make one giant sentence: each
//! item, cell and heading is a sentence of its own. `docs/reading.md` tells what was measured.
//!
//! ```
//! use handout::{Article, Language, date, reading};
//!
//! let day = date(2026, 11, 26);
//! let mut article = Article::new("edema", Language::english(), "Swelling".into(), (day, day));
//! article.summary.push("Tell us if you have edema. Rest.".into());
//! let reading = reading::read(&article, &reading::KnownWords::default());
//! let hardest = reading.hardest().expect("it has sentences");
//! assert_eq!(hardest.text(), "Tell us if you have edema.");
//! assert_eq!(hardest.hard_words().collect::<Vec<_>>(), ["edema"]);
//! assert_eq!(reading::plainer("edema"), Some("swelling"));
//! ```

mod article;
mod common;
mod endings;
mod explained;
mod grade;
mod json;
mod measure;
mod plainer;
mod sentence;
pub mod syllables;
#[cfg(test)]
mod tests;
mod word;

pub use article::{Reading, SectionReading, Sentence, read};
pub use common::is_common;
pub use endings::reaches;
pub use explained::KnownWords;
pub use grade::{FEWEST_WORDS, Inflesz, Score};
pub use json::json;
pub use measure::{Formula, Measure};
pub use plainer::plainer;
pub use sentence::sentences;
pub use word::{Word, WordKind, words};
