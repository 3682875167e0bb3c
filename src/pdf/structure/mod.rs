//! What the ink means and where things lead: the tags, with their structure types; links, bookmarks, destinations.

pub(in crate::pdf) mod destinations;
mod kids;
pub(in crate::pdf) mod links;
pub(in crate::pdf) mod outline;
pub(in crate::pdf) mod roles;
pub(in crate::pdf) mod tags;
