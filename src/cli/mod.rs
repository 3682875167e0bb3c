//! What a user types and what they see: arguments, reports, exit statuses. The only module that prints.

mod args;
mod report;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use handout::batch::{self, Error, Request, Summary};

use self::args::{Args, BuildArgs, Command, Common};
use self::report::Report;

/// Everything asked for is on disk.
const DONE: u8 = 0;
/// An article has an error, or a warning under `--strict`.
const UNSOUND: u8 = 1;
/// The command could not do its work.
const FAILED: u8 = 2;

/// Runs the command of the process's arguments.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let asked = !error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if asked { DONE } else { FAILED });
        }
    };
    ExitCode::from(match args.command {
        Command::Build(build) => build_or_check(&build.paths, &build.common, Some(&build)),
        Command::Check(check) => build_or_check(&check.paths, &check.common, None),
        Command::New { id } => start(&id),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "handout", &mut out);
            print_all(&out)
        }
        Command::Man => {
            let mut out = Vec::new();
            match clap_mangen::Man::new(Args::command()).render(&mut out) {
                Ok(()) => print_all(&out),
                Err(_) => FAILED,
            }
        }
    })
}

fn build_or_check(paths: &[std::path::PathBuf], common: &Common, build: Option<&BuildArgs>) -> u8 {
    let request = Request {
        paths: paths.to_vec(),
        site: common.site.clone(),
        output: build.map(|build| build.output.clone()),
        drafts: build.is_some_and(|build| build.drafts),
        edition: build.and_then(|build| build.edition).map(Into::into),
        today: batch::today(),
    };
    let started = std::time::Instant::now();
    let mut report = Report::new(common);
    let outcome = batch::run(&request, &mut |event| report.event(event));
    match outcome {
        Ok(summary) => {
            report.summary(&request, &summary, started.elapsed());
            status(&summary, common.strict)
        }
        Err(error) => {
            report.failure(&error);
            FAILED
        }
    }
}

fn status(summary: &Summary, strict: bool) -> u8 {
    let unsound = summary.failed > 0 || strict && summary.warnings > 0;
    if unsound { UNSOUND } else { DONE }
}

fn start(id: &str) -> u8 {
    match batch::start_article(id, batch::today()) {
        Ok(path) => {
            let path = path.display();
            print_all(format!("Wrote {path}. Edit it, then run `handout build {path}`.\n").as_bytes())
        }
        Err(error) => {
            report::print_error(&error, report::color_on_stderr(args::Color::Auto));
            FAILED
        }
    }
}

/// Prints to standard output; a reader who has gone away is no failure.
fn print_all(bytes: &[u8]) -> u8 {
    match std::io::stdout().write_all(bytes) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let error = Error::new(format!("standard output cannot be written: {error}"));
            report::print_error(&error, false);
            FAILED
        }
        _ => DONE,
    }
}
