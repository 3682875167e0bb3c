//! The files an article or a site asks for: pictures and snippets, through an argument, so that reading stays pure.

use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Source};
use crate::picture::Picture;

/// Gives the files below the content root by their path from there, with `/` between folders, never leading out of it.
/// Who implements it decides where they come from and keeps the record of what was asked for.
pub trait Assets {
    /// The picture at `path`, such as `side-effects/figures/hair.png`.
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError>;

    /// The snippet at `path`, such as `snippets/fever.es.yaml`.
    fn snippet(&self, path: &str) -> Result<Arc<Source>, AssetError>;
}

/// Why a file cannot be had.
#[derive(Clone, Debug, PartialEq)]
pub enum AssetError {
    /// There is no such file.
    Missing,
    /// It is there but cannot be read: the system's reason.
    Unreadable(String),
    /// It can be read but not understood: what is wrong with it, in plain words without a full stop.
    Undecodable(String),
    /// The mistake stands in that file itself.
    Unsound(Box<Diagnostic>),
}
