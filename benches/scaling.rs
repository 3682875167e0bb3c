//! Whether anything costs more than its length: `cargo bench --bench scaling`.
//!
//! Each kind of input is grown tenfold three times over, as far as the limits of an article let it be, and the whole
//! program is run on each. Printed is the exponent of each step: 1 where ten times as much takes ten times as long, 2 where
//! it takes a hundred times. It is reckoned from what each size takes more than the one before, so that the start of the
//! program does not count; a dash stands where that is too little to be told from the start. Whatever stands above [`MOST`]
//! is marked, and so is what takes more than [`MOST_SECONDS`] or [`MOST_MEGABYTES`] at the limit of a file; the bench fails
//! then. Words behind it name kinds: `cargo bench --bench scaling -- arabic hebrew`.
//!
//! Valgrind counts the instructions where it is installed, which no other work on the machine disturbs: two runs differ by
//! less than a thousandth. Where it is missing, seconds of processor time are compared, and steps too short to be told
//! by a clock of hundredths are not judged.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark measures time and prints it"
)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use clock::children_seconds;
use grown::{Kind, Verb, kinds};
use handout::diagnostics::SOURCE_LIMIT;

mod clock;
mod grown;

/// Ten times as much may take so many times as long, as a power of ten. Sorting and searching, n log n, make 1.08 of a
/// step from a hundred thousand to a million; what is quadratic in a part of itself soon makes more than 1.1.
const MOST: f64 = 1.1;
/// No input takes longer, in seconds of processor time, though it be as large as a file may be.
const MOST_SECONDS: f64 = 5.0;
/// No input takes more memory.
const MOST_MEGABYTES: f64 = 500.0;
/// Each kind is measured at a tenth of its smallest size, from which growth is counted, and at these multiples of that.
const TIMES: [usize; 5] = [1, 10, 100, 1000, 10_000];
/// Growth that is less than this share of what the tenth takes counts as so much. Most of that is the start of the program,
/// and a second page, with the fifteen spacings that a few pages are weighed at, would else pass for growth.
const TOLD: f64 = 1.0;
/// Seconds that a clock of hundredths tells well.
const TOLD_SECONDS: f64 = 0.2;

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let is_asked = |kind: &Kind| asked.is_empty() || asked.iter().any(|word| kind.name.to_lowercase().contains(word));
    let meter = Meter::found();
    println!("measured in {}", meter.unit());
    println!("{:<40} {:>8} {:>24} {:>9} {:>8}", "", "largest", "exponents, ×10 each", "takes", "memory");
    let mut is_sound = true;
    for kind in kinds().iter().filter(|kind| is_asked(kind)) {
        is_sound &= print(kind, meter);
    }
    if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures a kind at its sizes and prints it; whether all is well.
fn print(kind: &Kind, meter: Meter) -> bool {
    let sizes = TIMES.map(|times| kind.smallest / 10 * times);
    let runs: Vec<Run> = sizes.iter().filter(|size| **size <= kind.most).map(|size| Run::of(kind, *size)).collect();
    let work: Vec<f64> = runs.iter().map(|run| run.work(meter)).collect();
    let growth: Vec<f64> = work.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let largest = runs.last().expect("a kind has a smallest size").at_limit(kind);
    let (seconds, megabytes) = largest.seconds_and_megabytes();
    let mut is_sound = seconds <= MOST_SECONDS && megabytes <= MOST_MEGABYTES;
    let mut shown = String::new();
    for pair in growth.windows(2) {
        let least = meter.least(work[0]);
        let exponent = (pair[1].max(1.0) / pair[0].max(least)).log10();
        is_sound &= exponent <= MOST;
        match pair[0] < least && exponent <= MOST {
            true => shown += "       –",
            false => write!(shown, "{exponent:>8.2}").expect("memory"),
        }
    }
    let mark = if is_sound { "" } else { "  <- too much" };
    println!("{:<40} {:>8} {shown:<24} {seconds:>7.2} s {megabytes:>5.0} MB{mark}", kind.name, largest.size);
    is_sound
}

/// How work is measured.
#[derive(Clone, Copy)]
enum Meter {
    /// Valgrind's count.
    Instructions,
    /// Processor time, in hundredths.
    Seconds,
}

impl Meter {
    fn found() -> Meter {
        let valgrind = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
        if valgrind.is_ok_and(|status| status.success()) { Meter::Instructions } else { Meter::Seconds }
    }

    fn unit(self) -> &'static str {
        match self {
            Meter::Instructions => "instructions (valgrind)",
            Meter::Seconds => "seconds of processor time: valgrind, which counts instructions, is not installed",
        }
    }

    /// Less growth cannot be told, where the program takes so much at its smallest.
    fn least(self, start: f64) -> f64 {
        match self {
            Meter::Instructions => start * TOLD,
            Meter::Seconds => TOLD_SECONDS,
        }
    }
}

/// The program with an input of its own.
struct Run {
    folder: tempfile::TempDir,
    verb: Verb,
    size: usize,
}

impl Run {
    /// Writes the input.
    fn of(kind: &Kind, size: usize) -> Run {
        let folder = tempfile::tempdir().expect("a folder");
        let content = folder.path().join("content");
        fs::create_dir_all(&content).expect("a folder");
        (kind.write)(&content, size);
        Run { folder, verb: kind.verb, size }
    }

    /// The same with as many as a file can hold, which may be more than an article may have.
    fn at_limit(&self, kind: &Kind) -> Run {
        let article = self.folder.path().join("content/grown.yaml");
        let size = match fs::metadata(article) {
            Ok(file) if kind.most == usize::MAX => self.size * (SOURCE_LIMIT - SOURCE_LIMIT / 50) / file.len() as usize,
            _ => self.size,
        };
        Run::of(kind, size)
    }

    /// How much work it is, in the unit of the meter.
    fn work(&self, meter: Meter) -> f64 {
        match meter {
            Meter::Instructions => self.instructions(),
            Meter::Seconds => self.seconds_and_megabytes().0,
        }
    }

    fn instructions(&self) -> f64 {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
        // One instruction may fill or copy a whole block, which valgrind counts byte by byte; so that it is not used.
        let never = "4000000000";
        let thresholds = ["movsb", "stosb"].map(|name| format!("glibc.cpu.x86_rep_{name}_threshold={never}"));
        valgrind.env("GLIBC_TUNABLES", thresholds.join(":"));
        self.tell(valgrind.arg(env!("CARGO_BIN_EXE_handout")), "counted");
        let output = valgrind.output().expect("valgrind runs");
        let told = String::from_utf8_lossy(&output.stderr);
        self.expect(output.status.code(), &told);
        let line = told.lines().rfind(|line| line.contains("I   refs:")).expect("valgrind tells the instructions");
        let digits: String = line.rsplit(':').next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        digits.parse().expect("a number")
    }

    /// Seconds of processor time, and the most memory that it held at one time.
    fn seconds_and_megabytes(&self) -> (f64, f64) {
        let before = children_seconds();
        let begun = Instant::now();
        let mut program = Command::new(env!("CARGO_BIN_EXE_handout"));
        self.tell(&mut program, "timed");
        let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        let status = PathBuf::from(format!("/proc/{}/status", child.id()));
        let mut most = 0.0;
        let code = loop {
            most = held(&status).unwrap_or(most);
            if let Some(ended) = child.try_wait().expect("it ends") {
                break ended.code();
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        assert!(matches!(code, Some(0 | 1)), "the program ended with {code:?}");
        let seconds = match (before, children_seconds()) {
            (Some(before), Some(after)) => after - before,
            _ => begun.elapsed().as_secs_f64(),
        };
        (seconds, most)
    }

    /// Tells the program what to do. `name` is of folders of its own, so that nothing is known of it before.
    fn tell(&self, program: &mut Command, name: &str) {
        let folder = |kind: &str| self.folder.path().join(format!("{kind}-{name}"));
        let verb = match self.verb {
            Verb::Build => "build",
            Verb::Check | Verb::CheckClinics => "check",
        };
        program.arg(verb).arg(self.folder.path().join("content")).arg("-o").arg(folder("output"));
        if self.verb == Verb::CheckClinics {
            program.args(["--sites", "all"]);
        }
        program.args(["--jobs", "1", "--format", "json"]);
        program.env("HOME", folder("home")).env("XDG_CACHE_HOME", folder("cache"));
    }

    /// What is built is sound; what is checked may have errors. Whatever else happens is no measure of it.
    fn expect(&self, code: Option<i32>, told: &str) {
        let is_expected = code == Some(0) || code == Some(1) && self.verb != Verb::Build;
        assert!(is_expected, "the program ended with {code:?}: {told}");
    }
}

/// The most megabytes that a process has held, as long as it runs (proc(5), `VmHWM`).
fn held(status: &Path) -> Option<f64> {
    let told = fs::read_to_string(status).ok()?;
    let line = told.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000.0)
}
