//! Tests of handout from outside: small documents, and what must come of them. `tests/README.md` is the guide.

mod cli;
mod clinic;
mod extraction;
mod readme;
mod samples;
mod tagged;
