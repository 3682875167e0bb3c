//! What the ink means and where things lead: the tags, with their structure types; links, bookmarks, destinations.

pub(in crate::pdf) mod destinations;
pub(in crate::pdf) mod links;
pub(in crate::pdf) mod outline;
pub(in crate::pdf) mod roles;
pub(in crate::pdf) mod tags;
