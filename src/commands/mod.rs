//! What the subcommands do, one file each, by its own name. They print nothing: what comes of them is returned or reported.

mod find;
mod merge;
mod new;
mod packet;
mod stamp;
mod watch;
mod which;

pub use self::find::{Finding, Hit, Query, TopicCode, find};
pub use self::merge::{Merged, merge};
pub use self::new::start_article;
pub use self::packet::{PacketRequest, PacketSummary};
pub use self::stamp::stamp_article;
pub use self::watch::Round;
pub use self::which::{Answer, State, Successor, which};
