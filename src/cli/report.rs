//! Mistakes as excerpts or JSON, and the one line that sums up.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use handout::build::{Event, Request, Summary};
use handout::commands::{PacketRequest, PacketSummary, Round};
use handout::diagnostics::{self, Diagnostic, Severity};
use handout::fs::Error;

use super::args::{Color, Common, Format};
use super::progress::Progress;

/// How this run reports.
pub struct Report {
    format: Format,
    color: bool,
    quiet: bool,
    verbose: bool,
    progress: Progress,
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
    let folder = folder.display();
    // Who cannot be told has closed standard error.
    let _ = writeln!(std::io::stderr(), "another run is at work in `{folder}`; waiting for it to end");
}

/// A failure of the command, as rustc would say it.
pub fn print_error(error: &Error, color: bool) {
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
            color: color_on_stderr(common.color),
            quiet: common.quiet,
            verbose: common.verbose > 0,
            progress: Progress::new(!common.quiet),
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
        let line = match summary.errors {
            0 => format!(
                "{}: {}, {}{warnings}",
                request.output.display(),
                count(summary.parts, "handout"),
                count(summary.pages as usize, "page")
            ),
            errors => format!("{} not written: {}{warnings}", request.output.display(), count(errors, "error")),
        };
        self.line(&line);
    }

    fn line(&self, line: &str) {
        let _ = match self.format {
            Format::Human => writeln!(std::io::stdout(), "{line}"),
            Format::Json => writeln!(std::io::stderr(), "{line}"),
        };
    }

    /// Reports what happened.
    pub fn event(&mut self, event: Event) {
        match event {
            Event::Note(note) => self.note(&note),
            Event::Begun { stale, .. } => self.progress.begin(stale),
            Event::Done => self.progress.step(),
            Event::Built(path) => self.file("wrote", &path),
            Event::Removed(path) => self.file("removed", &path),
            Event::Waiting(path) => {
                self.progress.aside(|| print_waiting(&path));
            }
        }
    }

    fn note(&mut self, note: &Diagnostic) {
        if note.severity == Severity::Error {
            self.progress.note_error();
        }
        self.progress.aside(|| {
            let _ = match self.format {
                Format::Human => {
                    let text = diagnostics::excerpt(note, self.color);
                    writeln!(std::io::stderr(), "{}\n", text.trim_end())
                }
                Format::Json => writeln!(std::io::stdout(), "{}", diagnostics::json(note)),
            };
        });
    }

    fn file(&self, verb: &str, path: &Path) {
        if self.verbose {
            self.progress.aside(|| drop(writeln!(std::io::stderr(), "{verb} {}", path.display())));
        }
    }

    /// The last line of a run that did its work.
    pub fn summary(&mut self, request: &Request, summary: &Summary, took: Duration) {
        self.progress.end();
        if self.quiet {
            return;
        }
        self.line(&format!("{} ({:.2} s)", sentence(request, summary), took.as_secs_f64()));
    }

    /// A file has today's date now, or had it before.
    pub fn stamped(&self, file: &Path, today: jiff::civil::Date, is_new: bool) {
        if self.quiet || self.format == Format::Json {
            return;
        }
        let was = if is_new { "" } else { " already" };
        let _ = writeln!(std::io::stdout(), "{}: updated {today}{was}", file.display());
    }

    /// What a watching run found after a save.
    pub fn round(&mut self, request: &Request, round: Round) {
        match round {
            Round::Begun if self.format == Format::Human && std::io::stderr().is_terminal() && !self.verbose => {
                // Clears the screen: what was mended is not to be seen any more.
                let _ = write!(std::io::stderr(), "\u{1b}[2J\u{1b}[H");
            }
            Round::Begun => {}
            Round::Event(event) => self.event(event),
            Round::Done(summary, took) => self.summary(request, &summary, took),
            Round::Failed(error) => self.failure(&error),
        }
    }

    /// A failure of the command.
    pub fn failure(&mut self, error: &Error) {
        self.progress.end();
        print_error(error, self.color);
    }
}

fn sentence(request: &Request, summary: &Summary) -> String {
    let mut parts = vec![match &request.output {
        Some(folder) => format!("{} built in {}", count(summary.built, "PDF"), folder.display()),
        None if summary.packets > 0 => {
            format!("{} and {} checked", count(summary.articles, "article"), count(summary.packets, "packet"))
        }
        None => format!("{} checked", count(summary.articles, "article")),
    }];
    let mut part = |number: usize, text: &dyn Fn() -> String| {
        if number > 0 {
            parts.push(text());
        }
    };
    part(summary.up_to_date, &|| format!("{} up to date", summary.up_to_date));
    let failed = if summary.packets > 0 { "article or packet" } else { "article" };
    part(summary.failed, &|| match summary.failed {
        1 => format!("1 {failed} with errors"),
        many => format!("{many} {} with errors", failed.replace("article", "articles").replace("packet", "packets")),
    });
    part(summary.removed, &|| format!("{} removed", summary.removed));
    part(summary.warnings, &|| count(summary.warnings, "warning"));
    part(summary.passed_over, &|| format!("{} passed over", count(summary.passed_over, "draft or withdrawn article")));
    part(usize::from(summary.interrupted), &|| "interrupted".to_owned());
    parts.join(", ")
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
