//! `man`: the manual pages, made of the help.

use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;
use handout::fs::{Error, ErrorKind, display_path};

use super::args::{Args, Color, Format};
use super::{FAILED, print_all, report};

/// Prints the page of a command, or of all together, or writes the pages of all commands into a folder.
pub fn man(of: Option<&str>, folder: Option<&Path>) -> u8 {
    let mut command = Args::command().disable_help_subcommand(true);
    if let Some(folder) = folder {
        return match write_all(command, folder) {
            Ok(()) => print_all(format!("Wrote the manual pages into {}\n", display_path(folder)).as_bytes()),
            Err(error) => fail(&error),
        };
    }
    command.build();
    let page = match of {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(page) => page.clone(),
            None => {
                let error = Error::new(ErrorKind::NotFound, format!("there is no command `{name}`"));
                return fail(&error.hint("`handout --help` lists them"));
            }
        },
    };
    let mut out = Vec::new();
    match Man::new(page).render(&mut out) {
        Ok(()) => print_all(&out),
        Err(_) => FAILED,
    }
}

fn write_all(command: clap::Command, folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder)).map_err(|error| {
        let message = format!("the manual pages cannot be written to `{}`: {error}", display_path(folder));
        Error::new(ErrorKind::Unwritable, message)
    })
}

fn fail(error: &Error) -> u8 {
    report::print_error(error, Format::Human, report::color_on_stderr(Color::Auto));
    FAILED
}
