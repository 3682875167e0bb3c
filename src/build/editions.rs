//! Which editions a handout has, and how each looks.

use crate::build::request::Request;
use crate::output::record::StatusName;
use crate::site::{Edition, Paper, Site};
use crate::theme::{self, Theme};

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

/// The theme of an edition, on this paper, in the site's colour.
pub fn theme_of(site: &Site, paper: Paper, edition: Edition) -> Theme {
    let paper = match paper {
        Paper::Letter => theme::LETTER,
        Paper::A4 => theme::A4,
    };
    let brand = site.color.unwrap_or(theme::BRAND);
    match edition {
        Edition::Standard => Theme::standard(paper, brand),
        Edition::Large => Theme::large(paper, brand),
    }
}
