//! How long a run takes that has little to do: `cargo bench --bench rebuilds`.
//!
//! Thousands of small articles are built once. Then nothing is changed, or one of them, and they are built again. Beside it
//! stands the floor, measured in the same run: walking through the same files and looking at each, and nothing else.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a bench asks for the time and prints"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use handout::build::{Request, Session, Summary, today};
use handout::commands;

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ARTICLES: usize = 10_000;
const A_FOLDER: usize = 500;
/// Each figure is the least of so many rounds.
const ROUNDS: usize = 7;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let (content, output) = (folder.path().join("content"), folder.path().join("output"));
    (0..ARTICLES).for_each(|number| write(&content, number, "Fever"));
    let start = Instant::now();
    assert_eq!(build(&content, &output).built, ARTICLES);
    let whole = start.elapsed();
    println!("{ARTICLES} small articles; least of {ROUNDS} rounds\n");
    println!("{:<44} {:>9} {:>9}", "", "ms", "of floor");
    let floor = least(|_| {
        assert!(walk(&content) + walk(&output) > 2 * ARTICLES);
    });
    let print = |what: &str, took: f64| println!("{what:<44} {took:>9.1} {:>8.1}×", took / floor);
    print("floor: to walk and look at the same files", floor);
    // Files just written are looked into, for another write might not show.
    std::thread::sleep(std::time::Duration::from_secs(3));
    build(&content, &output);
    print("nothing changed", least(|_| assert_eq!(build(&content, &output).built, 0)));
    let one = |round: usize| {
        write(&content, 77, &format!("Fever, seen again {round}"));
        assert_eq!(build(&content, &output).built, 1);
    };
    print("one article changed", least(one));
    print_checks(folder.path(), &print);
    print("a save, until `watch` has written its PDF", watch(folder.path()));
    println!("\neverything built, once: {:.1} s", whole.as_secs_f64());
}

/// The whole command, in a folder for what it keeps: everything checked for the first time, then again.
fn print_checks(folder: &Path, print: &impl Fn(&str, f64)) {
    let check = |_| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
        command.args(["check", "-q", "content", "-o", "nowhere"]).env("XDG_CACHE_HOME", folder.join("cache"));
        let done = command.current_dir(folder).output().expect("it runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let start = Instant::now();
    check(0);
    print("`check`, the first time, once", start.elapsed().as_secs_f64() * 1000.0);
    print("`check`, nothing changed", least(check));
}

/// Milliseconds from a save until the PDF is another, with a watch over a folder of twenty articles.
fn watch(folder: &Path) -> f64 {
    let (content, output) = (folder.join("watched"), folder.join("watched-output"));
    (0..20).for_each(|number| write(&content, number, "Fever"));
    let pdf = output.join("000/7.pdf");
    let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
    command.args(["watch", "-q", "watched", "-o", "watched-output"]).current_dir(folder);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
    let await_other = |before: &Option<Vec<u8>>| {
        let start = Instant::now();
        while fs::read(&pdf).ok() == *before {
            assert!(start.elapsed().as_secs() < 30, "nothing was built");
            std::thread::sleep(Duration::from_millis(1));
        }
    };
    await_other(&None);
    let mut took = f64::INFINITY;
    for round in 0..ROUNDS {
        // The build before has come to its end.
        std::thread::sleep(Duration::from_millis(500));
        let before = fs::read(&pdf).ok();
        let start = Instant::now();
        write(&content, 7, &format!("Fever, seen again {round}"));
        await_other(&before);
        took = took.min(start.elapsed().as_secs_f64());
    }
    child.kill().expect("it is there");
    child.wait().expect("it ends");
    took * 1000.0
}

fn write(content: &Path, number: usize, title: &str) {
    let folder = content.join(format!("{:03}", number / A_FOLDER));
    if number.is_multiple_of(A_FOLDER) {
        fs::create_dir_all(&folder).expect("a folder");
    }
    let text = format!(
        "title: {title} {number}\ncreated: 2024-01-01\nupdated: 2024-01-02\nsections:\n  - heading: What is it?\n    \
         body: A fever is a temperature of 100.4 °F (38 °C) or higher.\n"
    );
    fs::write(folder.join(format!("{number}.yaml")), text).expect("it is written");
}

/// A run of its own, as the command would have it.
fn build(content: &Path, output: &Path) -> Summary {
    let request = Request { paths: vec![content.into()], output: Some(output.into()), ..Request::new(today()) };
    commands::build(&Session::default(), &request, &mut |_| {}).expect("it is built")
}

/// How many files there are.
fn walk(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| match entry.metadata().expect("it is there") {
            found if found.is_dir() => walk(&entry.path()),
            found => usize::from(found.len() > 0),
        })
        .sum()
}

/// Milliseconds, the least of several rounds.
fn least(mut round: impl FnMut(usize)) -> f64 {
    let mut took = f64::INFINITY;
    for number in 0..ROUNDS {
        let start = Instant::now();
        round(number);
        took = took.min(start.elapsed().as_secs_f64());
    }
    took * 1000.0
}
