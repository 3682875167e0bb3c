//! `find` and `which`: questions to the manifest, answered for people or for programs.

use std::fmt::Write;

use handout::commands::{self, Answer, Finding, Query, State};
use handout::fs::{Error, ErrorKind};
use serde::Serialize;

use super::args::{FindArgs, Format, WhichArgs};
use super::{FAILED, UNSOUND, print_all, report};

/// Lists the handouts that fit; none is not success.
pub fn find(args: &FindArgs) -> u8 {
    let query = Query {
        words: args.words.clone(),
        code: args.code.clone(),
        language: args.language.clone(),
        edition: args.edition.map(Into::into),
    };
    let finding = match commands::find(&args.lookup.output, &query) {
        Ok(finding) => finding,
        Err(error) => return fail(&error, args.lookup.color),
    };
    if finding.hits.is_empty() {
        let error = Error::new(ErrorKind::NotFound, "no handout fits");
        let error = match finding.meant {
            Some(meant) => error.hint(format!("did you mean `{meant}`?")),
            None => error.hint("try fewer words, or the beginning of one"),
        };
        report::print_error(&error, report::color_on_stderr(args.lookup.color));
        return UNSOUND;
    }
    let answer: String = match args.lookup.format {
        Format::Human => listing(args, &finding),
        Format::Json => finding.hits.iter().map(line).collect(),
    };
    print_all(answer.as_bytes())
}

fn listing(args: &FindArgs, finding: &Finding) -> String {
    let mut text = String::new();
    let mut before = None;
    for hit in &finding.hits {
        let head = (hit.id(), hit.language());
        if before.replace(head) != Some(head) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}  ({})", hit.title(), hit.id());
        }
        let _ = writeln!(text, "    {}  {}", args.lookup.output.join(hit.pdf()).display(), hit.remarks().join(", "));
    }
    text
}

/// Tells what a paper or a file is.
pub fn which(args: &WhichArgs) -> u8 {
    let answers = match commands::which(&args.lookup.output, &args.what.concat()) {
        Ok(answers) => answers,
        Err(error) => return fail(&error, args.lookup.color),
    };
    let answer: String = match args.lookup.format {
        Format::Human => answers.iter().map(|answer| told(args, answer)).collect(),
        Format::Json => answers.iter().map(line).collect(),
    };
    print_all(answer.as_bytes())
}

fn told(args: &WhichArgs, answer: &Answer) -> String {
    let version = &answer.version;
    let title = match &version.kind {
        Some(kind) => format!("{kind}: {}", version.title),
        None => version.title.clone(),
    };
    let place = |pdf: &str| args.lookup.output.join(pdf).display().to_string();
    let fate = match (answer.state, &answer.replaced_by) {
        (State::Replaced, Some(now)) => {
            format!("no longer current: replaced by {} (updated {}), {}", now.code, now.updated, place(&now.pdf))
        }
        (State::Current, _) => format!("current: {}", place(&version.pdf)),
        (State::Outdated, _) => match answer.outdated {
            Some(changed) => format!("not current: older than its original, which was updated on {changed}"),
            None => "not current: its article has changed since this was made".to_owned(),
        },
        (State::Withdrawn, _) => "no longer current: the handout was withdrawn; do not hand it out".to_owned(),
        (State::Gone | State::Replaced, _) => "no longer current: there is no such handout any more".to_owned(),
    };
    let changed = match answer.intact {
        Some(false) => {
            "    this file is not as handout wrote it by itself: bound in a packet, built by another version, or changed\n"
        }
        _ => "",
    };
    format!("{}  {title}\n    {} ({})\n    {fate}\n{changed}", version.code, version.id, answer.form())
}

fn line(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("strings, dates and numbers always have a form in JSON");
    format!("{json}\n")
}

fn fail(error: &Error, color: super::args::Color) -> u8 {
    report::print_error(error, report::color_on_stderr(color));
    FAILED
}
