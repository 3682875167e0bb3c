//! Mistakes as excerpts or JSON, and the one line that sums up.

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use handout::build::{Event, Extent, Request, Summary, time_of_day};
use handout::commands::{PacketRequest, PacketSummary, Round, SignRequest, SignedArticle, Stamp};
use handout::diagnostics::{self, Diagnostic, RESULT_LIMIT, Sarif, Severity};
use handout::fs::{Error, display_path};
use handout::report::{self, ReportCard};
use serde_json::json;

use super::args::Common;
use super::lines;
use super::names::{Color, Format, ReportFormat};
use super::progress::Progress;
use super::status::FAILED;

/// So many lines at most on a last sheet are told: an editor can cut them.
const FEW_LINES: usize = 12;

/// So many clinics at most are named in a message.
const FEW_NAMES: usize = 4;

/// How this run reports.
pub struct Report {
    format: ReportFormat,
    /// What is told at the end, where the format is one document.
    sarif: Sarif,
    color: bool,
    quiet: bool,
    verbose: bool,
    progress: Progress,
    /// Whether standard output took all that was told; a reader who has gone away is no failure.
    output: io::Result<()>,
    /// Whether standard output belongs to the file that is made, so that words go elsewhere.
    is_output_taken: bool,
    round: Option<Told>,
    /// Where nothing is known of an earlier build.
    no_record: Vec<PathBuf>,
}

/// What a watch told before: only what is new is told again.
#[derive(Default)]
struct Told {
    before: HashSet<String>,
    now: HashSet<String>,
    repeated: usize,
}

/// Whether excerpts are coloured.
pub fn color_on_stderr(when: Color) -> bool {
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    }
}

/// Says that another run holds a folder.
pub fn print_waiting(folder: &Path) {
    // Who cannot be told has closed standard error.
    let _ = writeln!(io::stderr(), "{}", waiting(folder));
}

/// "5 pages on 3 sheets, 4 lines over 2 sheets". Only a few lines are worth telling: those can be cut.
fn length(extent: Extent) -> String {
    let sheets = extent.sheets() as usize;
    let mut text = format!("{} on {}", count(extent.pages as usize, "page"), count(sheets, "sheet"));
    if let Some(lines) = extent.lines_over.filter(|lines| *lines <= FEW_LINES) {
        text.push_str(&format!(", {} over {}", count(lines, "line"), count(sheets - 1, "sheet")));
    }
    text
}

fn waiting(folder: &Path) -> String {
    format!("another run is at work in `{}`; waiting for it to end", folder.display())
}

/// A failure of the command, as rustc would say it; programs are told on standard output, too.
pub fn print_error(error: &Error, format: Format, color: bool) {
    tell_error(error, color);
    if format == Format::Json {
        // That the command failed is told already, and by its exit status.
        let _ = writeln!(std::io::stdout(), "{}", lines::failure(error));
    }
}

fn tell_error(error: &Error, color: bool) {
    let (red, bold, plain) = if color { ("\u{1b}[1;31m", "\u{1b}[1m", "\u{1b}[0m") } else { ("", "", "") };
    let mut text = format!("{red}error{plain}{bold}: {}{plain}\n", error.message);
    if let Some(hint) = &error.hint {
        text.push_str(&format!("  {bold}help{plain}: {hint}\n"));
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}

impl Report {
    /// Reports as the flags say.
    pub fn new(common: &Common) -> Report {
        Report {
            format: common.format,
            sarif: Sarif::default(),
            color: color_on_stderr(common.color),
            quiet: common.quiet,
            verbose: common.verbose > 0,
            progress: Progress::new(!common.quiet),
            output: Ok(()),
            is_output_taken: false,
            round: None,
            no_record: Vec::new(),
        }
    }

    /// The same, with standard output left to the bytes of a file.
    pub fn beside_output(self) -> Report {
        Report { is_output_taken: true, ..self }
    }

    /// The exit status of a command that would end with this one: a report that could not be written is a failure.
    pub fn end(mut self, status: u8) -> u8 {
        if self.format == ReportFormat::Sarif {
            let sarif = std::mem::take(&mut self.sarif);
            let left_out = sarif.left_out();
            let told = format!("{left_out} results are left out of the log: it holds at most {RESULT_LIMIT}");
            self.aside(left_out > 0, &told);
            self.print(&sarif.log(status));
        }
        match &self.output {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let _ = writeln!(io::stderr(), "error: standard output cannot be written: {error}");
                FAILED
            }
            _ => status,
        }
    }

    /// The last line of a packet.
    pub fn packet(&mut self, request: &PacketRequest, summary: &PacketSummary) {
        if self.quiet {
            return;
        }
        let warnings = match summary.warnings {
            0 => String::new(),
            some => format!(", {}", count(some, "warning")),
        };
        let output = &request.output;
        let name = if request.is_to_output() { "packet".to_owned() } else { output.display().to_string() };
        let line = match summary.errors {
            0 => {
                format!(
                    "{name}: {}, {}{warnings}",
                    count(summary.parts, "handout"),
                    count(summary.pages as usize, "page")
                )
            }
            errors => format!("{name} not written: {}{warnings}", count(errors, "error")),
        };
        let of = json!({
            "handouts": summary.parts, "pages": summary.pages, "failed": summary.errors, "warnings": summary.warnings,
        });
        self.line(&line, &lines::event("summary", of));
    }

    /// A line for people and what programs are told instead.
    pub fn line(&mut self, line: &str, object: &str) {
        match self.format {
            ReportFormat::Human if !self.is_output_taken => return self.print(line),
            ReportFormat::Json => self.print(object),
            ReportFormat::Human | ReportFormat::Sarif | ReportFormat::Github => {}
        }
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// Prints a line to standard output, and remembers if that failed.
    fn print(&mut self, line: &str) {
        let output = &mut self.output;
        let is_taken = self.is_output_taken;
        self.progress.aside(|| {
            let printed = match is_taken {
                true => writeln!(io::stderr(), "{line}"),
                false => writeln!(io::stdout(), "{line}"),
            };
            if output.is_ok() {
                *output = printed;
            }
        });
    }

    /// Reports what happened.
    pub fn event(&mut self, event: Event) {
        match event {
            Event::Note(note) => self.note(&note, &[]),
            Event::NoteOfSites(mut note, names) => {
                note.message.push_str(&format!(" (in the handouts of {})", some_of(&names)));
                self.note(&note, &names);
            }
            Event::SiteFailed(name, error) => self.site_failed(&name, &error),
            Event::SiteDone(name, summary) => self.site_done(&name, &summary),
            Event::Begun { stale, .. } => self.progress.begin(stale),
            Event::Done => self.progress.step(),
            Event::Stale(path, reason) => {
                let text = format!("{}: {reason}", display_path(&path));
                self.aside(self.verbose, &text);
            }
            // Only who asks for cards is told them, and gathers them to the end.
            Event::Card(_) => {}
            Event::Built(path, extent) => {
                self.file(&format!("wrote {}: {}", path.display(), length(extent)), "written", &path);
            }
            Event::LaidOut(name, extent) => self.aside(self.verbose, &format!("{name}: {}", length(extent))),
            Event::Removed(path) => self.file(&format!("removed {}", path.display()), "removed", &path),
            Event::NoRecord(folder) => self.no_record.push(folder),
            Event::Waiting(path) => {
                self.aside(true, &waiting(&path));
            }
        }
    }

    /// Tells that report cards are on disk.
    pub fn cards_written(&mut self, path: &Path, extent: Extent) {
        self.aside(!self.quiet, &format!("wrote {}: {}", path.display(), length(extent)));
        if self.format == ReportFormat::Json && !self.quiet {
            self.print(&lines::done("written", "pdf", path));
        }
    }

    /// Tells report cards: to people as a table and, unless only mistakes are wanted, each by itself.
    pub fn cards(&mut self, cards: &[ReportCard], today: jiff::civil::Date) {
        self.progress.end();
        if self.format == ReportFormat::Json {
            cards.iter().for_each(|card| self.print(&report::json(card, today).to_string()));
            return;
        }
        self.print(report::table(cards, today).trim_end());
        if !self.quiet {
            cards.iter().for_each(|card| self.print(&format!("\n{}", report::details(card, today).trim_end())));
        }
    }

    /// Tells of a mistake; `sites` are the clinics of several that it was found for, if not for all.
    fn note(&mut self, note: &Diagnostic, sites: &[String]) {
        if note.severity == Severity::Error {
            self.progress.note_error();
        }
        if let Some(told) = &mut self.round {
            let line = diagnostics::json(note);
            let is_new = !told.before.contains(&line);
            told.now.insert(line);
            if !is_new {
                told.repeated += 1;
                return;
            }
        }
        match self.format {
            ReportFormat::Human => {
                let text = diagnostics::excerpt(note, self.color);
                self.progress.aside(|| drop(writeln!(io::stderr(), "{}\n", text.trim_end())));
            }
            ReportFormat::Json if !sites.is_empty() => self.print(&lines::of_sites(&diagnostics::json(note), sites)),
            ReportFormat::Json => self.print(&diagnostics::json(note)),
            ReportFormat::Sarif => self.sarif.add(note),
            ReportFormat::Github => self.print(&diagnostics::github(note)),
        }
    }

    fn file(&mut self, text: &str, event: &str, path: &Path) {
        let text = match &self.round {
            Some(_) => format!("{}  {text}", time_of_day()),
            None => text.to_owned(),
        };
        self.aside(self.verbose || self.round.is_some() && !self.quiet, &text);
        if self.format == ReportFormat::Json && !self.quiet {
            self.print(&lines::done(event, "pdf", path));
        }
    }

    fn aside(&self, is_wanted: bool, text: &str) {
        if is_wanted {
            self.progress.aside(|| drop(writeln!(io::stderr(), "{text}")));
        }
    }

    /// The last line of a run that did its work.
    pub fn summary(&mut self, request: &Request, summary: &Summary, took: Duration) {
        self.progress.end();
        if self.quiet {
            return;
        }
        for folder in std::mem::take(&mut self.no_record) {
            let name = display_path(&folder);
            let line =
                format!("nothing is known of an earlier build in `{name}`: changes since then are not looked at");
            self.line(&line, &lines::done("no-record", "output", &folder));
        }
        let line = format!("{} ({:.2} s)", sentence(request, summary), took.as_secs_f64());
        self.line(&line, &lines::summary(summary));
    }

    /// A file has today's date now, or the state of its original, or had it before.
    pub fn stamped(&mut self, file: &Path, (stamp, today): (Stamp, jiff::civil::Date), is_new: bool) {
        if self.quiet {
            return;
        }
        let was = if is_new { "" } else { " already" };
        let (key, value, what) = match stamp {
            Stamp::Today => ("updated", json!(today.to_string()), format!("updated {today}")),
            Stamp::Original => ("original", json!(true), "translated from its original as it is now".to_owned()),
        };
        let of = json!({"file": lines::text(file), (key): value, "changed": is_new});
        let line = format!("{}: {what}{was}", file.display());
        self.told(&line, &lines::event("stamped", of));
    }

    /// What was done to one file, for people or for programs.
    fn told(&mut self, line: &str, object: &str) {
        match self.format {
            ReportFormat::Human => self.print(line),
            ReportFormat::Json => self.print(object),
            ReportFormat::Sarif | ReportFormat::Github => self.aside(true, line),
        }
    }

    /// An article is signed now, or was signed so before.
    pub fn signed(&mut self, request: &SignRequest, signed: &SignedArticle) {
        if self.quiet {
            return;
        }
        let SignRequest { name, role, today, .. } = request;
        let SignedArticle { path, code, is_new } = signed;
        let was = if *is_new { "" } else { " already" };
        let line = format!("{}: {code} signed{was} by {name} ({role}) on {today}", display_path(path));
        let of = json!({
            "file": lines::text(path), "name": name, "role": role, "date": today.to_string(), "code": code,
            "changed": is_new,
        });
        self.told(&line, &lines::event("signed", of));
    }

    /// What a watching run does and finds.
    pub fn round(&mut self, request: &Request, round: Round) {
        match round {
            Round::Watching(folder) => self.watching(&folder),
            Round::Saved(files) => self.saved(&files),
            Round::Event(event) => self.event(event),
            Round::Done(summary, took) => self.round_ends(request, &summary, took),
            Round::Failed(error) => self.failure(&error),
        }
    }

    fn watching(&mut self, folder: &Path) {
        self.round = Some(Told::default());
        let text = format!("watching {} (Ctrl-C ends)", display_path(folder));
        self.aside(!self.quiet, &text);
        if self.format == ReportFormat::Json && !self.quiet {
            self.print(&lines::done("watching", "folder", folder));
        }
    }

    fn saved(&mut self, files: &[PathBuf]) {
        if let Some(told) = &mut self.round {
            told.before = std::mem::take(&mut told.now);
            told.repeated = 0;
        }
        let names: Vec<String> = files.iter().map(|file| display_path(file)).collect();
        let shown = match names.as_slice() {
            [] => "something changed".to_owned(),
            [one] => format!("{one} changed"),
            [one, two] => format!("{one} and {two} changed"),
            [one, others @ ..] => format!("{one} and {} others changed", others.len()),
        };
        self.aside(!self.quiet, &format!("{}  {shown}", time_of_day()));
        if self.format == ReportFormat::Json && !self.quiet {
            self.print(&lines::event("saved", json!({"files": names})));
        }
    }

    fn round_ends(&mut self, request: &Request, summary: &Summary, took: Duration) {
        self.progress.end();
        let told = self.round.as_ref();
        let repeated = told.map_or(0, |told| told.repeated);
        let mended = told.map_or(0, |told| told.before.difference(&told.now).count());
        if self.quiet {
            return;
        }
        let mut line = format!("{}  {}", time_of_day(), sentence(request, summary));
        if mended > 0 {
            line.push_str(&format!(", {mended} mended"));
        }
        if repeated > 0 {
            line.push_str(&format!(", {repeated} as before"));
        }
        line.push_str(&format!(" ({:.2} s)", took.as_secs_f64()));
        self.line(&line, &lines::summary(summary));
    }

    /// That nothing could be made for a clinic of several.
    fn site_failed(&mut self, name: &str, error: &Error) {
        let mut error = error.clone();
        error.message = format!("no handouts are made for the clinic `{name}`: {}", error.message);
        self.progress.aside(|| tell_error(&error, self.color));
        self.failure_told(&error, &[name.to_owned()]);
    }

    fn site_done(&mut self, name: &str, summary: &Summary) {
        let counted = [(summary.built, "built"), (summary.up_to_date, "up to date"), (summary.removed, "removed")];
        let counted = counted.iter().filter(|(number, _)| *number > 0);
        let counted: Vec<String> = counted.map(|(number, what)| format!("{} {what}", count(*number, "PDF"))).collect();
        self.aside(self.verbose, &format!("{name}: {}", counted.join(", ")));
        if self.format == ReportFormat::Json && !self.quiet {
            self.print(&lines::site_done(name, summary));
        }
    }

    /// A failure of the command.
    pub fn failure(&mut self, error: &Error) {
        self.progress.end();
        tell_error(error, self.color);
        self.failure_told(error, &[]);
    }

    /// Tells programs of a failure, of the command or of these clinics of several.
    fn failure_told(&mut self, error: &Error, sites: &[String]) {
        let (code, message, hint) = (lines::code(error.kind), &error.message, error.hint.as_deref());
        // That the command failed is told already, and by its exit status.
        match self.format {
            ReportFormat::Human => {}
            ReportFormat::Json if !sites.is_empty() => self.print(&lines::of_sites(&lines::failure(error), sites)),
            ReportFormat::Json => self.print(&lines::failure(error)),
            ReportFormat::Sarif => self.sarif.fail(code, message, hint),
            ReportFormat::Github => self.print(&diagnostics::github_failure(code, message, hint)),
        }
    }
}

fn sentence(request: &Request, summary: &Summary) -> String {
    let mut parts = vec![match &request.output {
        Some(folder) => format!("{} built in {}", count(summary.built, "PDF"), folder.display()),
        None if summary.packets > 0 => {
            format!("{} and {} checked", count(summary.articles, "article"), count(summary.packets, "packet"))
        }
        None if summary.snippets > 0 && summary.articles == 0 => {
            format!("{} checked", count(summary.snippets, "snippet"))
        }
        None => format!("{} checked", count(summary.articles, "article")),
    }];
    let mut part = |number: usize, text: &dyn Fn() -> String| {
        if number > 0 {
            parts.push(text());
        }
    };
    part(summary.sites, &|| format!("for {}", count(summary.sites, "clinic")));
    part(summary.failed_sites, &|| format!("{} could not be made", count(summary.failed_sites, "clinic")));
    part(summary.up_to_date, &|| format!("{} up to date", summary.up_to_date));
    let failed = match (summary.packets, summary.snippets) {
        (0, 0) => "article",
        (_, 0) => "article or packet",
        _ => "file",
    };
    part(summary.failed, &|| match summary.failed {
        1 => format!("1 {failed} with errors"),
        many => {
            let failed = failed.replace("article", "articles").replace("packet", "packets").replace("file", "files");
            format!("{many} {failed} with errors")
        }
    });
    part(summary.removed, &|| format!("{} removed", summary.removed));
    part(summary.warnings, &|| count(summary.warnings, "warning"));
    part(summary.reviews, &|| format!("{} in the calendar", count(summary.reviews, "review")));
    part(summary.accepted, &|| format!("{} accepted", count(summary.accepted, "finding")));
    let is_told = if request.drafts { "" } else { " (--drafts builds drafts)" };
    part(summary.passed_over, &|| {
        format!("{} passed over{is_told}", count(summary.passed_over, "draft or withdrawn article"))
    });
    part(usize::from(summary.interrupted), &|| "interrupted".to_owned());
    parts.join(", ")
}

/// The first few of these names, and how many there are more.
fn some_of(names: &[String]) -> String {
    let shown = names.len().min(FEW_NAMES);
    let mut text = names[..shown].iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > shown {
        text.push_str(&format!(" and {} more", names.len() - shown));
    }
    text
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
