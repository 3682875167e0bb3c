//! Patient handouts from YAML.
#![forbid(unsafe_code)]

pub mod article;
pub mod assets;
pub mod diagnostics;
pub mod geometry;
pub mod layout;
pub mod locale;
pub mod picture;
pub mod prose;
pub mod site;
pub mod text;
pub mod theme;
pub mod yaml;
