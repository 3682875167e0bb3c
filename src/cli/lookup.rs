//! `find` and `which`: questions to the manifest, answered for people or for programs.

use std::collections::HashSet;
use std::fmt::Write;

use handout::commands::{self, Advice, Answer, Finding, Query, State};
use handout::fs::{Error, ErrorKind};
use serde::Serialize;

use super::answer::{fail, print_all};
use super::args::{FindArgs, WhichArgs};
use super::names::Format;
use super::status::{DONE, UNSOUND};

/// Lists the handouts that fit; none is not success.
pub fn find(args: &FindArgs) -> u8 {
    let query = Query {
        words: args.words.clone(),
        code: args.code.clone(),
        language: args.language.clone(),
        edition: args.edition.map(Into::into),
        site: args.site.clone(),
    };
    let finding = match commands::find(&args.lookup.output, &query) {
        Ok(finding) => finding,
        Err(error) => return fail(&error, &args.lookup.answer),
    };
    if let Some(advice) = &finding.advice {
        let error = Error::new(ErrorKind::NotFound, "no handout fits").hint(hint(advice));
        fail(&error, &args.lookup.answer);
        return UNSOUND;
    }
    let answer: String = match args.lookup.answer.format {
        Format::Human if args.ids => ids(&finding),
        Format::Human => listing(args, &finding),
        Format::Json => finding.hits.iter().map(line).collect(),
    };
    print_all(answer.as_bytes())
}

/// What to do where nothing was found.
fn hint(advice: &Advice) -> String {
    match advice {
        Advice::Meant(word) => format!("did you mean `{word}`?"),
        Advice::Tag(tag) => format!("a language is named by its tag: --language {tag}"),
        Advice::Elsewhere(title, id, forms) => format!("`{title}` ({id}) is there in {}", forms.join(" and in ")),
        Advice::Languages(tags) => format!("the handouts here are in {}", tags.join(", ")),
        Advice::NoCode => "no handout carries this code; `handout find` lists all handouts".to_owned(),
        Advice::FewerWords => "try fewer words, or the beginning of one; `handout find` lists all handouts".to_owned(),
        Advice::Empty => {
            "there are no handouts here yet: `handout build` makes them, `--drafts` those of drafts".to_owned()
        }
        Advice::Nothing => "`handout find` alone lists all handouts; `handout build` makes them".to_owned(),
    }
}

/// Each ID once, in the order of what fits best.
fn ids(finding: &Finding) -> String {
    let mut told = HashSet::new();
    let mut text = String::new();
    for hit in finding.hits.iter().filter(|hit| told.insert(hit.id())) {
        text.push_str(hit.id());
        text.push('\n');
    }
    text
}

fn listing(args: &FindArgs, finding: &Finding) -> String {
    let mut text = String::new();
    let mut before = None;
    for hit in &finding.hits {
        let head = (hit.site(), hit.id(), hit.language());
        if before.replace(head) != Some(head) {
            // Writing to a string cannot fail.
            let site = hit.site().map(|site| format!(", {site}")).unwrap_or_default();
            let _ = writeln!(text, "{}  ({}{site})", hit.title(), hit.id());
        }
        let _ = writeln!(text, "    {}  {}", args.lookup.output.join(hit.pdf()).display(), hit.remarks().join(", "));
    }
    text
}

/// Tells what papers and files are, each by itself. What is not known does not keep the others from being answered.
pub fn which(args: &WhichArgs) -> u8 {
    let answer = &args.lookup.answer;
    let found = match commands::which(&args.lookup.output, &args.what) {
        Ok(found) => found,
        Err(error) => return fail(&error, answer),
    };
    let mut status = DONE;
    for one in &found {
        let told = match one {
            Ok(answers) => {
                let lines: String = match answer.format {
                    Format::Human => answers.iter().map(|answer| told(args, answer)).collect(),
                    Format::Json => answers.iter().map(line).collect(),
                };
                print_all(lines.as_bytes())
            }
            Err(error) => fail(error, answer),
        };
        status = status.max(told);
    }
    status
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
        (State::Outdated, _) => outdated(answer),
        (State::Withdrawn, _) => "no longer current: the handout was withdrawn; do not hand it out".to_owned(),
        (State::Gone | State::Replaced, _) => match &answer.source {
            Some(source) => format!(
                "no longer current: its file `{source}` is gone; put that back, or remove the PDF with `handout build --prune`"
            ),
            None => "no longer current: there is no such handout any more".to_owned(),
        },
    };
    let changed = match answer.intact {
        Some(false) => {
            "    this file is not as handout wrote it by itself: bound in a packet, built by another version, or changed\n"
        }
        _ => "",
    };
    let site = answer.site.as_ref().map(|site| format!("{site}, ")).unwrap_or_default();
    format!("{}  {title}\n    {} ({site}{})\n    {fate}\n{changed}", version.code, version.id, answer.form())
}

/// Why a PDF that is on disk is outdated.
fn outdated(answer: &Answer) -> String {
    match (&answer.source, answer.outdated) {
        (Some(source), _) if answer.has_errors => format!(
            "not current: `{source}` has errors, so that this could not be made anew; `handout check` tells them"
        ),
        (_, Some(changed)) => format!("not current: older than its original, which was updated on {changed}"),
        _ => "not current: its article has changed since this was made, or is not to have it any more".to_owned(),
    }
}

fn line(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("strings, dates and numbers always have a form in JSON");
    format!("{json}\n")
}
