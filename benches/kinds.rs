//! What each kind of handout costs: `cargo bench --bench kinds`.
//!
//! The command builds a folder of one kind with one thread, and the processor time of the whole process is divided by the
//! handouts that it made, as are the bytes. Ratios to the first row can be compared between machines. Pictures are photographs
//! of twelve million pixels, one a handout.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a bench asks for the time and prints"
)]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use clock::children_seconds;

mod clock;

/// Articles of a kind without pictures.
const ARTICLES: usize = 200;
/// Articles with a photograph each.
const PICTURED: usize = 12;
/// Each figure is the least of so many rounds.
const ROUNDS: usize = 3;
/// Pixels of a photograph, across and down.
const PIXELS: (u32, u32) = (4000, 3000);

const ENGLISH: &str = "Rest when you are tired and drink enough water each day";
const SPANISH: &str = "Descanse cuando tenga cansancio y tome bastante agua cada día";
const ARABIC: &str = "استرح عندما تشعر بالتعب واشرب كمية كافية من الماء كل يوم";
const CHINESE: &str = "感到疲倦时请休息每天喝足够的水并告诉护士您的感觉";

/// One row of the table.
struct Kind {
    name: &'static str,
    /// Language of the file's name, and the sentence that it repeats.
    texts: &'static [(&'static str, &'static str)],
    /// Between two words that change place.
    joint: &'static str,
    arguments: &'static [&'static str],
    is_pictured: bool,
}

const KINDS: [Kind; 7] = [
    Kind { name: "standard", texts: &[("", ENGLISH)], joint: " ", arguments: &[], is_pictured: false },
    Kind {
        name: "large print",
        texts: &[("", ENGLISH)],
        joint: " ",
        arguments: &["--edition", "large"],
        is_pictured: false,
    },
    Kind {
        name: "compact",
        texts: &[("", ENGLISH)],
        joint: " ",
        arguments: &["--edition", "compact"],
        is_pictured: false,
    },
    Kind {
        name: "two languages side by side",
        texts: &[("", ENGLISH), (".es", SPANISH)],
        joint: " ",
        arguments: &["--bilingual", "es"],
        is_pictured: false,
    },
    Kind { name: "Arabic", texts: &[(".ar", ARABIC)], joint: " ", arguments: &[], is_pictured: false },
    Kind { name: "Chinese", texts: &[(".zh-Hans", CHINESE)], joint: "", arguments: &[], is_pictured: false },
    Kind {
        name: "a photograph of 12 megapixels each",
        texts: &[("", ENGLISH)],
        joint: " ",
        arguments: &[],
        is_pictured: true,
    },
];

fn main() {
    println!("one thread, the whole process; least of {ROUNDS} rounds\n");
    println!("{:<38} {:>9} {:>9} {:>9} {:>12}", "", "PDFs", "ms each", "ratio", "bytes each");
    let mut first = None;
    for kind in &KINDS {
        let folder = tempfile::tempdir().expect("a folder");
        write(kind, &folder.path().join("content"));
        let (mut took, mut made) = (f64::INFINITY, (0, 0));
        for _ in 0..ROUNDS {
            let _ = fs::remove_dir_all(folder.path().join("output"));
            took = took.min(build(kind, folder.path()));
            made = pdfs(&folder.path().join("output"));
        }
        assert!(made.0 > 0, "{} makes no PDF", kind.name);
        let each = took * 1000.0 / made.0 as f64;
        let ratio = each / *first.get_or_insert(each);
        println!("{:<38} {:>9} {each:>9.2} {ratio:>9.2} {:>12}", kind.name, made.0, made.1 / made.0 as u64);
    }
}

/// Seconds of processor time of one build, or of the clock where the system does not tell.
fn build(kind: &Kind, folder: &Path) -> f64 {
    let (before, start) = (children_seconds(), Instant::now());
    let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
    command.args(["build", "-q", "content", "-o", "output", "--jobs", "1"]).args(kind.arguments).current_dir(folder);
    let done = command.output().expect("it runs");
    assert!(done.status.success(), "{}: {}", kind.name, String::from_utf8_lossy(&done.stderr));
    children_seconds().zip(before).map_or(start.elapsed().as_secs_f64(), |(now, before)| now - before)
}

/// How many PDFs there are, and their bytes together.
fn pdfs(folder: &Path) -> (usize, u64) {
    let (mut count, mut bytes) = (0, 0u64);
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        if entry.path().extension().is_some_and(|ending| ending == "pdf") {
            count += 1;
            bytes += entry.metadata().expect("it is there").len();
        }
    }
    (count, bytes)
}

fn write(kind: &Kind, content: &Path) {
    fs::create_dir_all(content).expect("a folder");
    let site =
        "name: Riverside Clinic\ncontacts:\n  - {id: nurse, label: Nurse line, phone: 555-0100}\nemergency: \"911\"\n";
    fs::write(content.join("handout.yaml"), site).expect("it is written");
    let count = if kind.is_pictured { PICTURED } else { ARTICLES };
    for number in 0..count {
        for (language, sentence) in kind.texts {
            let text = article(number, sentence, kind.joint, kind.is_pictured);
            fs::write(content.join(format!("a{number}{language}.yaml")), text).expect("it is written");
        }
        if kind.is_pictured {
            photograph(number as u32, &content.join(format!("a{number}.jpg")));
        }
    }
}

/// An article of some five hundred words, different for each number.
fn article(number: usize, sentence: &str, joint: &str, is_pictured: bool) -> String {
    let words: Vec<String> = match joint {
        "" => sentence.chars().map(String::from).collect(),
        _ => sentence.split(' ').map(str::to_lowercase).collect(),
    };
    let turned = |by: usize| {
        let mut words = words.clone();
        let middle = by % words.len();
        words.rotate_left(middle);
        // With a capital, so that sentences are told apart and none is too long: what is reported would be timed, too.
        let mut letters = words[0].chars();
        words[0] = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        words.join(joint)
    };
    let stop = if joint.is_empty() { "。" } else { ". " };
    let mut out =
        format!("title: \"{} {number}\"\ncreated: 2024-05-10\nupdated: 2026-01-01\nsections:\n", turned(number));
    for section in 0..5 {
        let paragraph: Vec<String> = (0..5).map(|line| turned(number * 7 + section * 3 + line)).collect();
        out.push_str(&format!("  - heading: \"{}\"\n    body:\n", turned(number + section)));
        out.push_str(&format!("      - \"{}{}\"\n      - bullets:\n", paragraph.join(stop), stop.trim_end()));
        (0..4).for_each(|item| out.push_str(&format!("          - \"{}\"\n", turned(number * 5 + section + item))));
    }
    if is_pictured {
        out.push_str(&format!("  - heading: \"{}\"\n    body:\n", turned(2)));
        out.push_str(&format!("      - {{image: a{number}.jpg, alt: A wall, width: 60%}}\n"));
    }
    out
}

/// A photograph of a wall: light from one corner, and the grain of a camera.
fn photograph(number: u32, path: &Path) {
    let (width, height) = PIXELS;
    let pixels = image::RgbImage::from_fn(width, height, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503).wrapping_add(number)) >> 9;
        let light = 40 + 120 * x / width + 60 * y / height + grain % 7;
        image::Rgb([light as u8, (light * 3 / 4) as u8, (light / 2 + 40) as u8])
    });
    let file = fs::File::create(path).expect("a file");
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(std::io::BufWriter::new(file), 92);
    pixels.write_with_encoder(encoder).expect("it is written");
}
