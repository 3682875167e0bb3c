//! Whether anything costs more than its length: `cargo bench --bench scaling`.
//!
//! Each kind of input is grown tenfold three times over. Printed is the exponent of each step: 1 where ten times as much
//! takes ten times as long, 2 where it takes a hundred times. The largest are files of about a megabyte; the limit is four,
//! and towards it the memory's own slowness adds a tenth. Whatever stands above 1.1 is marked, and the bench fails.
//! A word behind it names a kind: `cargo bench --bench scaling -- arabic`.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark measures time and prints it"
)]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use handout::Typesetter;
use handout::article::Context;
use handout::assets::{AssetError, Assets};
use handout::build::{Request, Session, today};
use handout::commands;
use handout::diagnostics::{Notes, Source};
use handout::picture::Picture;
use handout::site::{Edition, Site};
use handout::text::fonts::Fonts;

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Ten times as much may take so many times as long, as a power of ten.
const MOST: f64 = 1.1;
/// What is measured is done again until it took so many seconds.
const ENOUGH: f64 = 0.5;
/// But no more often.
const ROUNDS: usize = 2000;

/// A kind of input: its name, how many of it the smallest has, and the article with so many.
type Kind = (&'static str, usize, fn(usize) -> String);

const SOUND: &[Kind] = &[
    ("words of one text", 60, |n| with_body(&format!("- {}", "Drink water now. ".repeat(n)))),
    ("one phrase again and again", 40, |n| with_body(&format!("- {}", "take **two** (2) tablets, ".repeat(n)))),
    ("paragraphs", 20, |n| with_body(&"- Drink water, and rest as long as you need to.\n".repeat(n))),
    ("letters of one word", 1000, |n| with_body(&format!("- {}", "x".repeat(n)))),
    ("letters of an address", 100, |n| with_body(&format!("- https://example.org/{}", "ab/cd-ef+".repeat(n)))),
    ("words tied by no-break spaces", 200, |n| with_body(&format!("- {}", "ab\u{a0}".repeat(n)))),
    ("groups of a telephone number", 100, |n| with_body(&format!("- call{}", " 555".repeat(n)))),
    ("brackets", 1000, |n| with_body(&format!("- a{}", "(".repeat(n)))),
    ("spaces of a fixed width", 100, |n| with_body(&format!("- a{}b", "\u{2003}".repeat(n)))),
    ("words of an Arabic text", 200, |n| in_language("ar", &format!("- {}", "اشرب الماء كل يوم ".repeat(n / 4)))),
    ("words of an Urdu text", 50, |n| {
        in_language("ur", &format!("- {}", "پانی روز پئیں اور آرام کریں ".repeat(n / 5)))
    }),
    ("doses in a Hebrew text", 50, |n| in_language("he", &format!("- {}", "קחו 0.5 mg/kg כל 6 שעות ".repeat(n)))),
    ("words of a Thai text", 100, |n| in_language("th", &format!("- {}", "ดื่มน้ำวันละ".repeat(n)))),
    ("letters of a Chinese text", 200, |n| {
        in_language("zh-Hans", &format!("- {}", "每日三次饭后服用，".repeat(n / 9)))
    }),
    // A title of more than five thousand bytes is refused.
    ("words of the title", 2, |n| article("x ".repeat(n).trim(), "", &body("- Rest."), "")),
    ("letters of the title", 4, |n| article(&"x".repeat(n), "", &body("- Rest."), "")),
    ("words of a heading", 100, |n| {
        article("T", "", &format!("  - heading: {}\n    body: Rest.\n", "word ".repeat(n)), "")
    }),
    ("sections", 5, |n| article("T", "", &"  - heading: What is it?\n    body: Rest.\n".repeat(n), "")),
    ("references, each cited", 10, |n| cited(n, |number| number)),
    ("references, cited at once", 10, |n| article("T", "", &body(&format!("- a [{}]", ids(n))), &references(n))),
    ("keywords on one line", 50, |n| {
        article("T", &format!("keywords: [{}]\n", "word, ".repeat(n)), &body("- Rest."), "")
    }),
    ("rows of a table", 5, |n| {
        with_body(&format!("- table:\n    header: [a, b]\n    rows:\n{}", "      - [one, two]\n".repeat(n)))
    }),
    ("columns of a table", 1, |n| {
        with_body(&format!("- table:\n    header: [{0}]\n    rows:\n      - [{0}]", "a, ".repeat(n)))
    }),
    ("items of lists in one another", 1, |n| with_body(&nested(n))),
];

const FAULTY: &[Kind] = &[
    ("citations of no reference", 30, |n| cited(n, |number| number + n)),
    ("values in the wrong place, on one line", 10, |n| {
        article("T", &format!("keywords: [{}]\n", "a: b, ".repeat(n)), &body("- Rest."), "")
    }),
    ("signs of YAML's own, on one line", 10, |n| {
        article("T", &format!("keywords: [{}]\n", "*a, ".repeat(n)), &body("- Rest."), "")
    }),
    ("unknown keys", 10, |n| {
        article("T", &(0..n).map(|key| format!("titel{key}: x\n")).collect::<String>(), &body("- Rest."), "")
    }),
    ("keys that stand twice", 10, |n| article("T", &"x-a: x\n".repeat(n), &body("- Rest."), "")),
    ("ids that stand twice", 10, |n| {
        article("T", "", &body("- Rest."), &format!("references:\n{}", "  - {id: a, text: Lee.}\n".repeat(n)))
    }),
    ("open stars", 10, |n| with_body(&format!("- {}", "a ** b".repeat(n)))),
];

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let is_asked = |name: &str| asked.is_empty() || asked.iter().any(|word| name.to_lowercase().contains(word));
    let (fonts, site) = (Fonts::new(), Site::default());
    println!("{:<40} {:>9} {:>24} {:>9}", "", "smallest", "exponents, ×10 each", "largest");
    let mut sound = true;
    for (name, least, article) in SOUND.iter().filter(|(name, ..)| is_asked(name)) {
        sound &= print(name, *least, |number| {
            let source = source(article(number));
            time(|| make(&source, &fonts, &site))
        });
    }
    for (name, least, article) in FAULTY.iter().filter(|(name, ..)| is_asked(name)) {
        sound &= print(name, *least, |number| {
            let source = source(article(number));
            time(|| note(&source, &site))
        });
    }
    if is_asked("files") {
        sound &= print("files", 10, files);
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures a kind at four sizes and prints it; whether all is well.
fn print(name: &str, least: usize, seconds: impl Fn(usize) -> f64) -> bool {
    let times = [1, 10, 100, 1000].map(|times| seconds(least * times));
    let exponents: Vec<f64> = times.windows(2).map(|pair| (pair[1] / pair[0]).log10()).collect();
    let sound = exponents.iter().all(|exponent| *exponent <= MOST);
    let shown: String = exponents.iter().map(|exponent| format!("{exponent:>8.2}")).collect();
    let mark = if sound { "" } else { "  <- too much" };
    println!("{name:<40} {:>6.2} ms {shown} {:>6.0} ms{mark}", times[0] * 1000.0, times[3] * 1000.0);
    sound
}

/// Reads, sets and writes an article that has to be sound.
fn make(source: &Arc<Source>, fonts: &Fonts, site: &Site) {
    let mut notes = Notes::default();
    let article = handout::article::load(source, &context(site), &mut notes);
    let article = article.unwrap_or_else(|| panic!("{:#?}", notes.iter().next()));
    Typesetter::new(fonts).typeset(&article, site, Edition::Standard).expect("a handout");
}

/// Reads an article that has to be faulty, and puts its mistakes in order.
fn note(source: &Arc<Source>, site: &Site) {
    let mut notes = Notes::default();
    handout::article::load(source, &context(site), &mut notes);
    assert!(notes.sorted().iter().any(|note| note.position().is_some()), "there are mistakes");
}

/// Seconds that a build of so many articles takes.
fn files(number: usize) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let (content, output) = (folder.path().join("content"), folder.path().join("output"));
    fs::create_dir_all(&content).expect("a folder");
    let text = with_body("- Drink water, and rest as long as you need to.");
    (0..number).for_each(|name| fs::write(content.join(format!("{name}.yaml")), &text).expect("it is written"));
    let build = |output: &Path| {
        let request =
            Request { paths: vec![content.clone()], output: Some(output.into()), jobs: 1, ..Request::new(today()) };
        commands::build(&Session::default(), &request, &mut |_| {}).expect("it is built");
    };
    // A clock of hundredths does not tell one small build.
    let rounds = (1000 / number).clamp(1, 50);
    let clock = Clock::now();
    (0..rounds).for_each(|round| build(&output.join(round.to_string())));
    clock.seconds() / rounds as f64
}

/// The mean of several rounds, in seconds of processor time, so that a busy machine does not mislead.
fn time(mut round: impl FnMut()) -> f64 {
    // What is built once a process is built before.
    round();
    let clock = Clock::now();
    for rounds in 1..=ROUNDS {
        round();
        if clock.seconds() >= ENOUGH {
            return clock.seconds() / rounds as f64;
        }
    }
    clock.seconds() / ROUNDS as f64
}

/// What this process has worked since; where the system does not tell, the time that has passed.
struct Clock {
    worked: Option<f64>,
    begun: Instant,
}

impl Clock {
    fn now() -> Clock {
        Clock { worked: worked(), begun: Instant::now() }
    }

    fn seconds(&self) -> f64 {
        match (self.worked, worked()) {
            (Some(before), Some(after)) => after - before,
            _ => self.begun.elapsed().as_secs_f64(),
        }
    }
}

/// Seconds that the process was on a processor: on Linux the 14th and 15th field, in hundredths (proc(5)).
fn worked() -> Option<f64> {
    let told = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, the name, may hold spaces; a bracket closes it.
    let fields = told.rsplit(')').next()?.split_whitespace();
    let ticks = fields.skip(11).take(2).map(|ticks| ticks.parse::<f64>().ok());
    Some(ticks.sum::<Option<f64>>()? / 100.0)
}

fn source(text: String) -> Arc<Source> {
    Source::new("grown.yaml", text.into_bytes()).expect("a file of four megabytes at most")
}

fn context(site: &Site) -> Context<'_> {
    let today = jiff::civil::date(2026, 1, 1);
    Context {
        id: "grown",
        suffix_language: None,
        default_language: &site.language,
        today,
        original: None,
        assets: &Nothing,
    }
}

/// No pictures, no snippets.
struct Nothing;

impl Assets for Nothing {
    fn picture(&self, _: &str) -> Result<Arc<Picture>, AssetError> {
        Err(AssetError::Missing)
    }

    fn snippet(&self, _: &str) -> Result<Arc<Source>, AssetError> {
        Err(AssetError::Missing)
    }
}

fn article(title: &str, keys: &str, sections: &str, references: &str) -> String {
    format!("title: {title}\ncreated: 2024-05-10\nupdated: 2024-05-10\n{keys}sections:\n{sections}{references}")
}

fn with_body(blocks: &str) -> String {
    article("T", "", &body(blocks), "")
}

fn in_language(tag: &str, blocks: &str) -> String {
    article("T", &format!("language: {tag}\n"), &body(blocks), "")
}

fn body(blocks: &str) -> String {
    let lines: String = blocks.lines().map(|line| format!("      {line}\n")).collect();
    format!("  - heading: H\n    body:\n{lines}")
}

/// A text that cites as many ids as there are references, and those.
fn cited(count: usize, id: impl Fn(usize) -> usize) -> String {
    let mut text = String::from("- Rest");
    (0..count).for_each(|number| write!(text, " a [@lee{}]", id(number)).expect("memory"));
    article("T", "", &body(&text), &references(count))
}

fn ids(count: usize) -> String {
    (0..count).map(|id| format!("@lee{id}")).collect::<Vec<_>>().join("; ")
}

fn references(count: usize) -> String {
    let each: String = (0..count).map(|id| format!("  - {{id: lee{id}, text: Lee K. Fever.}}\n")).collect();
    format!("references:\n{each}")
}

/// So many lists, each with ten in one another.
fn nested(count: usize) -> String {
    let mut list = String::new();
    for depth in 0..10 {
        let indent = "    ".repeat(depth);
        write!(list, "    {indent}- text: one\n    {indent}  bullets:\n").expect("memory");
    }
    writeln!(list, "    {}- ten", "    ".repeat(10)).expect("memory");
    format!("- bullets:\n{}", list.repeat(count))
}
