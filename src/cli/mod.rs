//! What a user types and what they see: arguments, reports, exit statuses. The only module that prints.

mod answer;
mod args;
mod cards;
mod completions;
mod examples;
mod explain;
mod interrupt;
mod lines;
mod lookup;
mod manual;
mod names;
mod progress;
mod report;
mod status;
mod values;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use handout::build::{AppendedFile, Event, Request, Session, Summary, today};
use handout::commands::{self, PacketRequest, SignRequest, Stamp};
use handout::fs::{Error, ErrorKind, display_path};
use handout::site;
use serde_json::json;

use self::answer::{fail, print_all};
use self::args::{
    Args, BuildArgs, CheckArgs, Command, Common, InitArgs, MergeArgs, NewArgs, PacketArgs, SignArgs, StampArgs,
};
use self::interrupt::cancel_on_ctrl_c;
use self::names::{Format, ReportFormat};
use self::report::Report;
use self::status::{DONE, FAILED, INTERRUPTED, UNSOUND};

/// Runs the command of the process's arguments.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let asked = !error.use_stderr();
            let _ = error.print();
            if !asked && wants_json() {
                let text = error.to_string();
                let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
                let line = lines::refusal("usage", message, Some("`handout --help` teaches the commands"));
                let _ = writeln!(std::io::stdout(), "{line}");
            }
            return ExitCode::from(if asked { DONE } else { FAILED });
        }
    };
    ExitCode::from(match args.command {
        Command::Build(args) => once(commands::build, &build_request(&args), &args.common),
        Command::Check(args) => cards::check(&args),
        Command::Watch(args) => watch(&build_request(&args), &args.common),
        Command::Merge(args) => merge(&args),
        Command::Find(args) => lookup::find(&args),
        Command::Which(args) => lookup::which(&args),
        Command::Stamp(args) => stamp(&args),
        Command::Sign(args) => sign(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Schema { of } => print_all(commands::schema(of.into()).as_bytes()),
        Command::Packet(args) => packet(&args),
        Command::New(args) => start(&args),
        Command::Init(args) => init(&args),
        Command::Completions { shell } => print_all(completions::script(shell).as_bytes()),
        Command::Man { of, dir } => manual::man(of.as_deref(), dir.as_deref()),
    })
}

/// Whether arguments that could not be understood ask for JSON.
fn wants_json() -> bool {
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    words.iter().any(|word| word == "--format=json") || words.windows(2).any(|two| two == ["--format", "json"])
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
        bilingual: args.bilingual.clone(),
        force: args.force,
        verify: args.verify,
        prune: args.prune,
        shard: args.shard,
        sites: args.sites.sites.clone(),
        reasons: args.common.verbose > 0,
        formats: formats(args),
        sidecars: args.sidecar.iter().map(|kind| (*kind).into()).collect(),
        ..request(&args.paths, &args.common)
    }
}

fn check_request(args: &CheckArgs, paths: &[PathBuf]) -> Request {
    Request {
        record: Some(args.output.clone()),
        calendar: args.calendar.clone(),
        accept_present: args.accept_present,
        sites: args.sites.sites.clone(),
        reasons: args.common.verbose > 0,
        ..request(paths, &args.common)
    }
}

fn formats(args: &BuildArgs) -> Vec<site::Format> {
    let asked = [(args.html, site::Format::Html), (args.text, site::Format::Text)];
    asked.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, format)| format).collect()
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
            let status = status(&summary, common.strict);
            report.end(status)
        }
        Err(error) => {
            report.failure(&error);
            report.end(FAILED)
        }
    }
}

fn watch(request: &Request, common: &Common) -> u8 {
    if common.format == ReportFormat::Sarif {
        let message = "`watch` cannot report in SARIF: such a log is one document, and a watch has no end";
        let error = Error::new(ErrorKind::InvalidRequest, message).hint("use `handout check --format sarif`");
        report::print_error(&error, Format::Human, report::color_on_stderr(common.color));
        return FAILED;
    }
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

fn status(summary: &Summary, strict: bool) -> u8 {
    let unsound = summary.failed > 0 || strict && summary.warnings > 0;
    match summary.interrupted {
        true => INTERRUPTED,
        false if summary.failed_sites > 0 => FAILED,
        false if unsound => UNSOUND,
        false => DONE,
    }
}

fn merge(args: &MergeArgs) -> u8 {
    let session = Session::default();
    cancel_on_ctrl_c(&session);
    let mut on_wait = |folder: &Path| report::print_waiting(folder);
    match commands::merge(&args.folders, &args.output, args.prune, &session.cancel_flag(), &mut on_wait) {
        Ok(Some(merged)) => match args.answer.format {
            Format::Human => print_all(format!("{merged}\n").as_bytes()),
            Format::Json => {
                let of = json!({"output": lines::text(&args.output), "message": merged.to_string()});
                print_all(format!("{}\n", lines::event("merged", of)).as_bytes())
            }
        },
        Ok(None) => INTERRUPTED,
        Err(error) => fail(&error, &args.answer),
    }
}

fn packet(args: &PacketArgs) -> u8 {
    let request = PacketRequest {
        what: args.what.clone(),
        content: args.content.clone(),
        site: args.common.site.clone(),
        clinic: args.clinic.clone(),
        output: args.output.clone(),
        edition: args.edition.into(),
        language: args.language.clone(),
        bilingual: args.bilingual.clone(),
        title: args.title.clone(),
        is_duplex: args.duplex,
        drafts: args.drafts,
        force: args.force,
        append: args.append.iter().map(AppendedFile::new).collect(),
        today: today(),
    };
    let mut report = Report::new(&args.common);
    if request.is_to_output() {
        report = report.beside_output();
    }
    let session = Session::default();
    cancel_on_ctrl_c(&session);
    match commands::packet(&session, &request, &mut |event| report.event(event)) {
        Ok((summary, _)) if summary.is_interrupted => INTERRUPTED,
        Ok((summary, bytes)) => {
            report.packet(&request, &summary);
            let unsound = summary.errors > 0 || args.common.strict && summary.warnings > 0;
            let status = report.end(if unsound { UNSOUND } else { DONE });
            status.max(bytes.map_or(DONE, |bytes| print_all(&bytes)))
        }
        Err(error) => {
            report.failure(&error);
            report.end(FAILED)
        }
    }
}

fn start(args: &NewArgs) -> u8 {
    let started = match commands::start_article(&args.id, today()) {
        Ok(started) => started,
        Err(error) => return fail(&error, &args.answer),
    };
    let path = display_path(&started.path);
    match args.answer.format {
        Format::Json => print_all(format!("{}\n", lines::done("written", "file", &started.path)).as_bytes()),
        Format::Human => {
            let how = match &started.original {
                Some(original) => format!("It holds the text of {}: translate it", display_path(original)),
                None => "Edit it".to_owned(),
            };
            print_all(format!("Wrote {path}, a draft. {how}, then run `handout build --drafts {path}`.\n").as_bytes())
        }
    }
}

fn init(args: &InitArgs) -> u8 {
    let files = match commands::init(&args.folder, today()) {
        Ok(files) => files,
        Err(error) => return fail(&error, &args.answer),
    };
    let mut text = String::new();
    for file in &files {
        text.push_str(&match args.answer.format {
            Format::Json => format!("{}\n", lines::done("written", "file", file)),
            Format::Human => format!("Wrote {}\n", display_path(file)),
        });
    }
    if args.answer.format == Format::Human {
        text.push_str(
            "Say in handout.yaml whose handouts these are, write the article, and run `handout build --drafts`.\n",
        );
    }
    print_all(text.as_bytes())
}

/// Every file is tried, whatever becomes of the others.
fn stamp(args: &StampArgs) -> u8 {
    let mut report = Report::new(&args.common);
    let today = today();
    let stamp = if args.original { Stamp::Original } else { Stamp::Today };
    let mut status = DONE;
    let session = Session::default();
    cancel_on_ctrl_c(&session);
    commands::sweep_before_stamping(&args.files);
    for file in &args.files {
        if session.cancel_flag().is_cancelled() {
            return INTERRUPTED;
        }
        let mut notes = Vec::new();
        match commands::stamp_article(file, stamp, today, &mut notes) {
            Ok(_) if !notes.is_empty() => status = status.max(UNSOUND),
            Ok(is_new) => report.stamped(file, (stamp, today), is_new),
            Err(error) => {
                report.failure(&error);
                status = FAILED;
            }
        }
        notes.into_iter().for_each(|note| report.event(Event::Note(note)));
    }
    report.end(status)
}

/// Every article that is sound is signed, whatever becomes of the others.
fn sign(args: &SignArgs) -> u8 {
    let request = SignRequest {
        what: args.what.clone(),
        name: args.name.clone(),
        role: args.role.clone(),
        content: args.content.clone(),
        site: args.common.site.clone(),
        clinic: args.clinic.clone(),
        today: today(),
    };
    let mut report = Report::new(&args.common);
    let session = Session::default();
    cancel_on_ctrl_c(&session);
    match commands::sign(&session, &request, &mut |event| report.event(event)) {
        Ok(signed) => {
            signed.iter().for_each(|signed| report.signed(&request, signed));
            let status = match signed.len() == request.what.len() {
                true => DONE,
                false if session.cancel_flag().is_cancelled() => INTERRUPTED,
                false => UNSOUND,
            };
            report.end(status)
        }
        Err(error) => {
            report.failure(&error);
            FAILED
        }
    }
}
