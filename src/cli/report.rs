//! Mistakes as excerpts or JSON, and the one line that sums up.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use handout::batch::{Error, Event, Request, Summary};
use handout::diagnostics;

use super::args::{Color, Common, Format};

/// How this run reports.
pub struct Report {
    format: Format,
    color: bool,
    quiet: bool,
    verbose: bool,
}

/// Whether excerpts are coloured.
pub fn color_on_stderr(when: Color) -> bool {
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    }
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
        }
    }

    /// Reports what happened.
    pub fn event(&mut self, event: Event) {
        match (event, self.format) {
            (Event::Note(note), Format::Human) => {
                let text = diagnostics::excerpt(&note, self.color);
                let _ = writeln!(std::io::stderr(), "{}\n", text.trim_end());
            }
            (Event::Note(note), Format::Json) => {
                let _ = writeln!(std::io::stdout(), "{}", diagnostics::json(&note));
            }
            (Event::Built(path), _) if self.verbose => {
                let _ = writeln!(std::io::stderr(), "wrote {}", path.display());
            }
            (Event::Built(_), _) => {}
        }
    }

    /// The last line of a run that did its work.
    pub fn summary(&mut self, request: &Request, summary: &Summary, took: Duration) {
        if self.quiet {
            return;
        }
        let mut parts = vec![match &request.output {
            Some(folder) => format!("{} in {}", count(summary.built, "PDF"), folder.display()),
            None => format!("{} checked", count(summary.articles, "article")),
        }];
        if summary.failed > 0 {
            parts.push(format!("{} with errors", count(summary.failed, "article")));
        }
        if summary.warnings > 0 {
            parts.push(count(summary.warnings, "warning"));
        }
        if summary.passed_over > 0 {
            parts.push(format!("{} passed over", count(summary.passed_over, "draft or withdrawn article")));
        }
        let line = format!("{} ({:.2} s)", parts.join(", "), took.as_secs_f64());
        let _ = match self.format {
            Format::Human => writeln!(std::io::stdout(), "{line}"),
            Format::Json => writeln!(std::io::stderr(), "{line}"),
        };
    }

    /// A failure of the command.
    pub fn failure(&mut self, error: &Error) {
        print_error(error, self.color);
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
