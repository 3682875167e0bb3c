//! One run: finds the articles of a content root, makes those that changed, and keeps the output folder in step.
//!
//! ```text
//! content ─walk─▶ articles ─freshness─▶ stale ones ─ordered_pool, worker─▶ PDFs, records ─prune─▶ store: state, manifest
//! ```
//!
//! Architecture invariants:
//! - It prints nothing; what happens is reported through an argument.
//! - An article that cannot be made keeps no other from being made.

pub(crate) mod appended;
mod freshness;
pub(crate) mod ordered_pool;
pub(crate) mod packet;
mod place;
pub(crate) mod request;
mod run;
pub(crate) mod session;
#[cfg(test)]
mod tests;
pub(crate) mod worker;

pub use self::appended::Appendix;
pub use self::request::{Event, Request, Summary, today};
pub use self::session::{Workshop, run};
