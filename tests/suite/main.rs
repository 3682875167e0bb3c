//! Tests of handout from outside: small documents, and what must come of them. `tests/README.md` is the guide.

mod batch;
mod cli;
mod clinic;
mod extraction;
mod kill;
mod output;
mod readme;
mod samples;
mod sequence;
mod tagged;
