//! Tests of handout from outside: small documents, and what must come of them. `tests/README.md` is the guide.

mod batch;
mod cli;
mod clinic;
mod codes;
mod diagnostics;
mod extraction;
mod foreign;
mod goldens;
mod grown;
mod ink;
mod kill;
mod licences;
mod lookup;
mod output;
mod packets;
mod pagination;
mod readme;
mod samples;
mod sequence;
mod shaping;
mod sheet;
mod sidecars;
mod square;
mod stages;
mod tagged;
mod typography;
