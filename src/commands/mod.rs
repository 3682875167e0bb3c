//! What the subcommands do, one file each, by its own name. They print nothing: what comes of them is returned or reported.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this stage touches disk and clock; clippy.toml keeps all pure stages from them"
)]

mod accept;
mod build;
mod calendar;
mod check;
mod earlier;
mod file_kinds;
mod find;
mod init;
mod library;
mod merge;
mod new;
mod packet;
mod report;
mod schema;
mod settings;
mod sign;
mod sites;
mod stamp;
#[cfg(test)]
mod tests;
mod watch;
mod which;
mod write;

pub use self::build::build;
pub use self::check::check;
pub use self::find::{Advice, Finding, Hit, Query, TopicCode, find};
pub use self::init::init;
pub use self::merge::{Merged, merge};
pub use self::new::{Started, start_article};
pub use self::packet::{PacketRequest, PacketSummary, packet};
pub use self::report::{CardFile, check_card_file, write_cards};
pub use self::schema::{Schema, schema};
pub use self::sign::{SignRequest, SignedArticle, sign};
pub use self::stamp::{Stamp, stamp_article, sweep_before_stamping};
pub use self::watch::{Round, watch};
pub use self::which::{Answer, State, Successor, which};
pub use self::write::write_file;
