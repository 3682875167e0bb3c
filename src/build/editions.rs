//! Which editions a handout has.

use crate::build::request::Request;
use crate::output::record::{Output, StatusName};
use crate::site::{Edition, Format, Site};

/// The edition that other formats stand beside: the first in the order of all.
pub fn first_edition(editions: &[Edition]) -> Option<Edition> {
    Edition::ALL.into_iter().find(|edition| editions.contains(edition))
}

/// The formats that are asked for: by the site, or by this run.
pub fn formats_asked(site: &Site, request: &Request) -> Vec<Format> {
    let is_asked = |format: &Format| match format {
        Format::Html => site.html.is_some() || request.formats.contains(format),
        Format::Text => request.formats.contains(format),
    };
    Format::ALL.into_iter().filter(is_asked).collect()
}

/// The editions that a handout of this status is to have. `on_disk` are its PDFs of earlier runs that are still there: all
/// that stay there are made anew with the others, so that no old dose stays on disk beside a new one. `is_whole` says that
/// everything below the root is built.
pub fn editions_of<'o>(
    status: StatusName,
    site: &Site,
    request: &Request,
    is_whole: bool,
    on_disk: impl IntoIterator<Item = &'o Output>,
) -> Vec<Edition> {
    let is_built = match status {
        StatusName::Approved => true,
        StatusName::Draft => request.drafts || request.output.is_none(),
        StatusName::Withdrawn => false,
    };
    if !is_built {
        return Vec::new();
    }
    let mut editions = match request.edition {
        Some(only) => vec![only],
        None => site.editions.clone(),
    };
    for output in on_disk {
        // A PDF in an edition that the site no longer lists is kept in step until a build of the whole root removes it.
        let is_kept = output.on_demand || request.edition.is_some() || !is_whole;
        if is_kept && !editions.contains(&output.edition.into()) {
            editions.push(output.edition.into());
        }
    }
    editions
}
