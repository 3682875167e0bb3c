//! How far a run is, on a terminal.

use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};

/// Fewer articles are made before anybody has read the line.
const WORTH_SHOWING: usize = 30;
/// How long a run goes on before it says how much time is left: sooner, that would be a guess.
const SETTLED: Duration = Duration::from_millis(500);

/// A line on standard error that says how many articles are made, how fast, and how long the rest will take.
pub struct Progress {
    bar: ProgressBar,
    errors: usize,
}

impl Progress {
    /// Nothing to show; `is_wanted` says whether there ever will be.
    pub fn new(is_wanted: bool) -> Progress {
        let is_shown = is_wanted && std::io::stderr().is_terminal();
        Progress { bar: if is_shown { ProgressBar::no_length() } else { ProgressBar::hidden() }, errors: 0 }
    }

    /// So many articles are to be made.
    pub fn begin(&mut self, articles: usize) {
        if articles < WORTH_SHOWING {
            return self.bar.finish_and_clear();
        }
        if let Ok(style) = ProgressStyle::with_template("{pos} of {len} articles{pace}{msg}") {
            self.bar.set_style(style.with_key("pace", pace));
        }
        self.bar.set_length(articles as u64);
    }

    /// One of them is done with.
    pub fn step(&mut self) {
        self.bar.inc(1);
    }

    /// An error was found.
    pub fn note_error(&mut self) {
        self.errors += 1;
        let errors = self.errors;
        self.bar.set_message(format!(", {errors} error{}", if errors == 1 { "" } else { "s" }));
    }

    /// Takes the line away while something else is printed.
    pub fn aside(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Takes the line away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// How fast it goes, and how long it will take yet.
fn pace(state: &ProgressState, to: &mut dyn Write) {
    if state.elapsed() >= SETTLED {
        // There is nobody to tell of a line that cannot be written.
        let _ = write!(to, ", {:.0} a second, {:#} left", state.per_sec(), HumanDuration(state.eta()));
    }
}
