//! Tests of handout from outside: small documents, and what must come of them. `tests/README.md` is the guide.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests read and write files, and run the command"
)]

mod accepted;
mod access;
mod beside;
mod bilingual;
mod checks;
mod cli;
mod clinic;
mod codes;
mod compact;
mod contract;
mod cures;
mod dates;
mod desk;
mod diagnostics;
mod excuses;
mod explain;
mod extraction;
mod file_kinds;
mod files;
mod foreign;
mod formats;
mod goldens;
mod grids;
mod grown;
mod html;
mod html_languages;
mod ink;
mod json_schema;
mod kept;
mod kill;
mod licences;
mod long_texts;
mod lookup;
mod markup;
mod outdated;
mod output;
mod overlays;
mod packets;
mod pagination;
mod places;
mod pull_requests;
mod reading;
mod readme;
mod rebuilds;
mod report_card;
mod rust_paths;
mod same_names;
mod samples;
mod sequence;
mod shaping;
mod sheet;
mod side_by_side;
mod sidecars;
mod signatures;
mod sites;
mod square;
mod stages;
mod tables;
mod tagged;
mod typography;
mod words;
