//! `man`: the manual pages, made of the help.

use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;
use handout::commands;
use handout::fs::{Error, ErrorKind, display_path};

use super::answer::print_all;
use super::args::Args;
use super::names::{Color, Format};
use super::report;
use super::status::FAILED;

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
    print_all(&rendered(page))
}

/// Writes `handout.1`, `handout-build.1` and so on.
fn write_all(mut command: clap::Command, folder: &Path) -> Result<(), Error> {
    command.build();
    let of_commands = command.get_subcommands().filter(|page| !page.is_hide_set()).cloned();
    let pages: Vec<clap::Command> = std::iter::once(command.clone()).chain(of_commands).collect();
    for page in pages {
        let name = page.get_display_name().unwrap_or_else(|| page.get_name()).to_owned();
        // Of whatever version of handout: its own pages name themselves.
        let is_page_of_ours = |there: &[u8]| {
            let named = format!(".TH {name} ");
            there.split(|&byte| byte == b'\n').take(8).any(|line| line.starts_with(named.as_bytes()))
        };
        commands::write_file(&folder.join(format!("{name}.1")), &rendered(page), is_page_of_ours)?;
    }
    Ok(())
}

fn rendered(page: clap::Command) -> Vec<u8> {
    let mut out = Vec::new();
    Man::new(page).render(&mut out).expect("a list of bytes takes what is written to it");
    out
}

fn fail(error: &Error) -> u8 {
    report::print_error(error, Format::Human, report::color_on_stderr(Color::Auto));
    FAILED
}
