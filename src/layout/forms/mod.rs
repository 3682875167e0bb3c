//! Blocks with a form of their own: to be ticked, filled in, or looked up at a glance.

mod checklist;
