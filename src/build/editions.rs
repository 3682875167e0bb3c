//! Which editions a handout has.

use crate::build::request::Request;
use crate::output::record::StatusName;
use crate::site::{Edition, Site};

/// The editions that a handout of this status is to have.
pub fn editions_of(status: StatusName, site: &Site, request: &Request) -> Vec<Edition> {
    let is_built = match status {
        StatusName::Approved => true,
        StatusName::Draft => request.drafts || request.output.is_none(),
        StatusName::Withdrawn => false,
    };
    match request.edition {
        _ if !is_built => Vec::new(),
        Some(only) => vec![only],
        None => site.editions.clone(),
    }
}
