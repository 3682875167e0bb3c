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
use std::time::Instant;

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
    println!("\neverything built, once: {:.1} s", whole.as_secs_f64());
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
