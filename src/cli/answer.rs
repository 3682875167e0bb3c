//! Answers and failures of commands that say one thing and end.

use std::io::{self, Write};

use handout::fs::{Error, ErrorKind};

use super::args::Answering;
use super::names::Format;
use super::report::{color_on_stderr, print_error};
use super::status::{DONE, FAILED};

/// Reports a failure of the command.
pub fn fail(error: &Error, answer: &Answering) -> u8 {
    print_error(error, answer.format, color_on_stderr(answer.color));
    FAILED
}

/// Prints to standard output; a reader who has gone away is no failure.
pub fn print_all(bytes: &[u8]) -> u8 {
    let mut stdout = io::stdout();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let error = Error::new(ErrorKind::Unwritable, format!("standard output cannot be written: {error}"));
            print_error(&error, Format::Human, false);
            FAILED
        }
        _ => DONE,
    }
}
