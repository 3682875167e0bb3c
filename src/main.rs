//! The command line: arguments become one command, and its outcome an exit status.

fn main() {}
