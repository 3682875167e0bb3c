//! What a user types and what they see: arguments, reports, exit statuses. The only module that prints.

mod args;
mod explain;
mod lookup;
mod progress;
mod report;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{CommandFactory, Parser};
use handout::build::{AppendedFile, Event, Request, Session, Summary, today};
use handout::commands::{self, PacketRequest};
use handout::fs::{Error, ErrorKind};

use self::args::{Args, BuildArgs, Command, Common, MergeArgs, PacketArgs, StampArgs};
use self::report::Report;

/// Everything asked for is on disk.
const DONE: u8 = 0;
/// An article has an error, or a warning under `--strict`.
const UNSOUND: u8 = 1;
/// The command could not do its work.
const FAILED: u8 = 2;
/// Stopped by Ctrl-C: what is on disk is whole.
const INTERRUPTED: u8 = 130;

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
        Command::Build(args) => once(commands::build, &build_request(&args), &args.common),
        Command::Check(args) => once(commands::check, &request(&args.paths, &args.common), &args.common),
        Command::Watch(args) => watch(&build_request(&args), &args.common),
        Command::Merge(args) => merge(&args),
        Command::Find(args) => lookup::find(&args),
        Command::Which(args) => lookup::which(&args),
        Command::Stamp(args) => stamp(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Schema { of } => print_all(commands::schema(of.into()).as_bytes()),
        Command::Packet(args) => packet(&args),
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

fn request(paths: &[PathBuf], common: &Common) -> Request {
    Request {
        paths: paths.to_vec(),
        site: common.site.clone(),
        jobs: common.jobs.map_or(0, usize::from),
        ..Request::new(today())
    }
}

fn build_request(args: &BuildArgs) -> Request {
    Request {
        output: Some(args.output.clone()),
        drafts: args.drafts,
        edition: args.edition.map(Into::into),
        force: args.force,
        verify: args.verify,
        prune: args.prune,
        shard: args.shard,
        sidecars: args.sidecar.iter().map(|kind| (*kind).into()).collect(),
        ..request(&args.paths, &args.common)
    }
}

/// What `build` and `check` have in common.
type OneRun = fn(&Session, &Request, handout::build::Report) -> Result<Summary, Error>;

fn once(run: OneRun, request: &Request, common: &Common) -> u8 {
    let session = Session::default();
    cancel_on_ctrl_c(&session);
    let started = Instant::now();
    let mut report = Report::new(common);
    let outcome = run(&session, request, &mut |event| report.event(event));
    match outcome {
        Ok(summary) => {
            report.summary(request, &summary, started.elapsed());
            status(&summary, common.strict)
        }
        Err(error) => {
            report.failure(&error);
            FAILED
        }
    }
}

fn watch(request: &Request, common: &Common) -> u8 {
    let session = Session::default();
    cancel_on_ctrl_c(&session);
    let mut report = Report::new(common);
    let outcome = commands::watch(&session, request, &mut |round| report.round(request, round));
    match outcome {
        Ok(()) => INTERRUPTED,
        Err(error) => {
            report.failure(&error);
            FAILED
        }
    }
}

/// Ctrl-C and a polite kill cancel the session, so that what is being written is finished; the second time they end the
/// process at once.
fn cancel_on_ctrl_c(session: &Session) {
    let flag = session.cancel_flag();
    let cancel = move || {
        if flag.cancel() {
            std::process::exit(i32::from(INTERRUPTED));
        }
    };
    // Without a handler, Ctrl-C ends the process at once, which harms nothing either.
    let _ = ctrlc::set_handler(cancel);
}

fn status(summary: &Summary, strict: bool) -> u8 {
    let unsound = summary.failed > 0 || strict && summary.warnings > 0;
    match summary.interrupted {
        true => INTERRUPTED,
        false if unsound => UNSOUND,
        false => DONE,
    }
}

fn merge(args: &MergeArgs) -> u8 {
    let session = Session::default();
    cancel_on_ctrl_c(&session);
    let mut on_wait = |folder: &Path| report::print_waiting(folder);
    match commands::merge(&args.folders, &args.output, args.prune, &session.cancel_flag(), &mut on_wait) {
        Ok(Some(merged)) => print_all(format!("{merged}\n").as_bytes()),
        Ok(None) => INTERRUPTED,
        Err(error) => {
            report::print_error(&error, report::color_on_stderr(args.color));
            FAILED
        }
    }
}

fn packet(args: &PacketArgs) -> u8 {
    let request = PacketRequest {
        what: args.what.clone(),
        content: args.content.clone(),
        site: args.common.site.clone(),
        output: args.output.clone(),
        edition: args.edition.into(),
        language: args.language.clone(),
        title: args.title.clone(),
        is_duplex: args.duplex,
        drafts: args.drafts,
        force: args.force,
        append: args.append.iter().map(AppendedFile::new).collect(),
        today: today(),
    };
    let mut report = Report::new(&args.common);
    let session = Session::default();
    cancel_on_ctrl_c(&session);
    match commands::packet(&session, &request, &mut |event| report.event(event)) {
        Ok(summary) if summary.is_interrupted => INTERRUPTED,
        Ok(summary) => {
            report.packet(&request, &summary);
            let unsound = summary.errors > 0 || args.common.strict && summary.warnings > 0;
            if unsound { UNSOUND } else { DONE }
        }
        Err(error) => {
            report.failure(&error);
            FAILED
        }
    }
}

fn start(id: &str) -> u8 {
    match commands::start_article(id, today()) {
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

/// Every file is tried, whatever becomes of the others.
fn stamp(args: &StampArgs) -> u8 {
    let mut report = Report::new(&args.common);
    let today = today();
    let mut status = DONE;
    for file in &args.files {
        let mut notes = Vec::new();
        match commands::stamp_article(file, today, &mut notes) {
            Ok(_) if !notes.is_empty() => status = status.max(UNSOUND),
            Ok(is_new) => report.stamped(file, today, is_new),
            Err(error) => {
                report.failure(&error);
                status = FAILED;
            }
        }
        notes.into_iter().for_each(|note| report.event(Event::Note(note)));
    }
    status
}

/// Prints to standard output; a reader who has gone away is no failure.
fn print_all(bytes: &[u8]) -> u8 {
    match std::io::stdout().write_all(bytes) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let error = Error::new(ErrorKind::Unwritable, format!("standard output cannot be written: {error}"));
            report::print_error(&error, false);
            FAILED
        }
        _ => DONE,
    }
}
