//! `check`, and the report cards that it tells.

use std::path::{Path, PathBuf};
use std::time::Instant;

use handout::build::{Event, Request, Session};
use handout::commands::{self, CardFile};
use handout::fs::{Error, ErrorKind};
use handout::report::{self as report_card, ReportCard};

use super::args::CheckArgs;
use super::names::ReportFormat;
use super::report::Report;
use super::status::{FAILED, INTERRUPTED, UNSOUND};
use super::{OneRun, cancel_on_ctrl_c, check_request, once, status};

/// Where report cards go.
enum ReportTo {
    /// Standard output.
    Output,
    /// This PDF.
    File(PathBuf),
}

/// Where a report goes, if one is asked for, and the paths that are checked: a word behind `--report` that does not name a
/// PDF is one of them.
fn report_and_paths(args: &CheckArgs) -> (Option<ReportTo>, Vec<PathBuf>) {
    let mut paths = args.paths.clone();
    let to = args.report.as_ref().map(|file| match file {
        Some(file) if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) => {
            ReportTo::File(file.clone())
        }
        Some(path) => {
            paths.insert(0, path.clone());
            ReportTo::Output
        }
        None => ReportTo::Output,
    });
    (to, paths)
}

/// Checks articles; with `--report`, also tells what is known of each.
pub fn check(args: &CheckArgs) -> u8 {
    let (to, paths) = report_and_paths(args);
    let request = check_request(args, &paths);
    match to {
        None => once(commands::check as OneRun, &request, &args.common),
        Some(to) => with_report(args, &Request { cards: true, ..request }, &to),
    }
}

fn with_report(args: &CheckArgs, request: &Request, to: &ReportTo) -> u8 {
    let session = Session::default();
    cancel_on_ctrl_c(&session);
    let started = Instant::now();
    let mut report = Report::new(&args.common);
    let mut cards = Vec::new();
    let outcome = refuse_early(args, request, to).and_then(|()| {
        commands::check(&session, request, &mut |event| match event {
            Event::Card(card) => cards.push(*card),
            event => report.event(event),
        })
    });
    match outcome {
        Ok(summary) => {
            report_card::sort_by_need(&mut cards, request.today);
            let own = status(&summary, args.common.strict);
            let told = if summary.interrupted { INTERRUPTED } else { tell(&session, request, &cards, to, &mut report) };
            report.summary(request, &summary, started.elapsed());
            report.end(own.max(told))
        }
        Err(error) => {
            report.failure(&error);
            report.end(FAILED)
        }
    }
}

/// Checks what can be known before anything is read.
fn refuse_early(args: &CheckArgs, request: &Request, to: &ReportTo) -> Result<(), Error> {
    if matches!(args.common.format, ReportFormat::Sarif | ReportFormat::Github) {
        let message = "`--report` is told to people or as JSON: SARIF and GitHub have no place for it";
        return Err(Error::new(ErrorKind::InvalidRequest, message).hint("leave `--format` out, or use `--format json`"));
    }
    match to {
        ReportTo::File(file) => commands::check_card_file(file, &request.paths),
        ReportTo::Output => Ok(()),
    }
}

/// Tells the cards. Returns the exit status that comes of that alone.
fn tell(session: &Session, request: &Request, cards: &[ReportCard], to: &ReportTo, report: &mut Report) -> u8 {
    match to {
        ReportTo::Output => report.cards(cards, request.today),
        ReportTo::File(file) => return write(session, request, cards, file, report),
    }
    super::status::DONE
}

fn write(session: &Session, request: &Request, cards: &[ReportCard], file: &Path, report: &mut Report) -> u8 {
    match commands::write_cards(session, request, cards, file) {
        Ok(CardFile::Written(extent)) => {
            report.cards_written(file, extent);
            super::status::DONE
        }
        Ok(CardFile::Unmade(notes)) => {
            notes.into_iter().for_each(|note| report.event(Event::Note(note)));
            UNSOUND
        }
        Ok(CardFile::Interrupted) => INTERRUPTED,
        Err(error) => {
            report.failure(&error);
            FAILED
        }
    }
}
