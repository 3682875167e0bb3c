//! What makes the tables of `parts`, and holds them to the fonts.

mod parting;
