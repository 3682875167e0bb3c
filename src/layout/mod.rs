//! Composition: an article on paper. Where article, theme and text meet.

pub mod handout;
