//! Patient handouts from YAML.
#![forbid(unsafe_code)]

pub mod article;
pub mod diagnostics;
pub mod geometry;
pub mod layout;
pub mod pdf;
pub mod picture;
pub mod text;
