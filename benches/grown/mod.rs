//! Inputs that grow: articles of one kind of thing, as many of it as one likes.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A kind of input.
pub struct Kind {
    /// What there is more and more of.
    pub name: &'static str,
    /// What is done with it.
    pub verb: Verb,
    /// How many of it the smallest input has: a multiple of ten.
    pub smallest: usize,
    /// How many a limit lets it have.
    pub most: usize,
    /// Writes an input of so many into a folder.
    pub write: fn(&Path, usize),
}

/// What is done with an input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// It is sound and is built.
    Build,
    /// Something is wrong with it; it is checked.
    Check,
    /// The same for each of its clinics.
    CheckClinics,
}

/// Where no limit but that of the file, three megabytes, is near.
const UNBOUNDED: usize = usize::MAX;

/// A kind of article: one file with so many.
macro_rules! article {
    ($verb:ident, $name:literal, $smallest:literal, $text:expr) => {
        article!($verb, $name, $smallest, UNBOUNDED, $text)
    };
    ($verb:ident, $name:literal, $smallest:literal, $most:expr, $text:expr) => {
        Kind {
            name: $name,
            verb: Verb::$verb,
            smallest: $smallest,
            most: $most,
            write: |folder, number| {
                let text: fn(usize) -> String = $text;
                write(&folder.join("grown.yaml"), &text(number));
            },
        }
    };
}

/// All kinds. The largest of each is a file of about a megabyte, or as large as a limit lets it be.
pub fn kinds() -> Vec<Kind> {
    [words(), runs(), scripts(), parts(), faults(), pairs()].into_iter().flatten().collect()
}

fn words() -> Vec<Kind> {
    vec![
        article!(Build, "words of one text", 60, |n| with_body(&format!("- {}", "Drink water now. ".repeat(n)))),
        article!(Build, "one phrase again and again", 40, |n| {
            with_body(&format!("- {}", "take **two** (2) tablets, ".repeat(n)))
        }),
        article!(Build, "paragraphs", 20, |n| with_body(
            &"- Drink water, and rest as long as you need to.\n".repeat(n)
        )),
        Kind {
            name: "paragraphs in two columns",
            verb: Verb::Build,
            smallest: 20,
            most: UNBOUNDED,
            write: |folder, number| {
                let blocks = "- Drink water, and rest as long as you need to.\n".repeat(number);
                write(&folder.join("grown.yaml"), &with_body(&blocks));
                write(&folder.join("handout.yaml"), "editions: [compact]\n");
            },
        },
        // A title of more than five thousand bytes is refused.
        article!(Build, "words of the title", 10, 1000, |n| article("x ".repeat(n).trim(), "", &body("- Rest."), "")),
        article!(Build, "letters of the title", 40, 4000, |n| article(&"x".repeat(n), "", &body("- Rest."), "")),
        // So is a heading.
        article!(Build, "words of a heading", 20, 2000, |n| {
            article("T", "", &format!("  - heading: {}\n    body: Rest.\n", "x ".repeat(n)), "")
        }),
    ]
}

/// Runs in which a line has hardly a place to end.
fn runs() -> Vec<Kind> {
    vec![
        article!(Build, "letters of one word", 1000, |n| with_body(&format!("- {}", "x".repeat(n)))),
        article!(Build, "parts of an address", 100, |n| {
            with_body(&format!("- https://example.org/{}", "ab/cd-ef+".repeat(n)))
        }),
        article!(Build, "words tied by no-break spaces", 200, |n| with_body(&format!("- {}", "ab\u{a0}".repeat(n)))),
        article!(Build, "words joined by soft hyphens", 200, |n| with_body(&format!("- {}", "word\u{ad}".repeat(n)))),
        article!(Build, "words joined by zero-width spaces", 200, |n| {
            with_body(&format!("- {}", "word\u{200b}".repeat(n)))
        }),
        article!(Build, "groups of a telephone number", 100, |n| with_body(&format!("- call{}", " 555".repeat(n)))),
        article!(Build, "brackets", 1000, |n| with_body(&format!("- a{}", "(".repeat(n)))),
        article!(Build, "spaces of a fixed width", 100, |n| with_body(&format!("- a{}b", "\u{2003}".repeat(n)))),
    ]
}

fn scripts() -> Vec<Kind> {
    vec![
        article!(Build, "words of an Arabic text", 200, |n| {
            in_language("ar", &format!("- {}", "اشرب الماء كل يوم ".repeat(n / 4)))
        }),
        article!(Build, "words of an Urdu text", 50, |n| {
            in_language("ur", &format!("- {}", "پانی روز پئیں اور آرام کریں ".repeat(n / 5)))
        }),
        article!(Build, "doses in a Hebrew text", 50, |n| {
            in_language("he", &format!("- {}", "קחו 0.5 mg/kg כל 6 שעות ".repeat(n)))
        }),
        article!(Build, "words of a Thai text", 50, |n| {
            in_language("th", &format!("- {}", "ดื่มน้ำวันละ".repeat(n)))
        }),
        article!(Build, "full-width marks side by side", 200, |n| {
            in_language("zh-Hans", &format!("- {}", "水。）".repeat(n / 2)))
        }),
        article!(Build, "letters of a Chinese text", 200, |n| {
            in_language("zh-Hans", &format!("- {}", "每日三次饭后服用，".repeat(n / 9)))
        }),
    ]
}

fn parts() -> Vec<Kind> {
    vec![
        article!(Build, "sections", 10, |n| {
            article("T", "", &"  - heading: What is it?\n    body: Rest.\n".repeat(n), "")
        }),
        // More than a thousand are refused.
        article!(Build, "references, each cited", 10, 1000, |n| cited(n, |number| number)),
        // More than five thousand bytes are refused.
        article!(Build, "keywords on one line", 10, 1000, |n| {
            article("T", &format!("keywords: [{}]\n", "a, ".repeat(n)), &body("- Rest."), "")
        }),
        article!(Build, "links", 50, |n| with_body(&format!("- See {}", "[a b](https://example.org/a) or ".repeat(n)))),
        article!(Build, "rows of a table", 10, |n| {
            with_body(&format!("- table:\n    header: [a, b]\n    rows:\n{}", "      - [one, two]\n".repeat(n)))
        }),
        // The name stands on each page once more, so that more pages are needed than the rows alone take.
        article!(Build, "rows below a long name", 10, |n| {
            let name = "name of it ".repeat(20);
            with_body(&format!("- table:\n    header: [{name}, b]\n    rows:\n{}", "      - [one, two]\n".repeat(n)))
        }),
        article!(Build, "items of a box", 10, |n| {
            let items = "    - bullets: [Rest.]\n".repeat(n);
            with_body(&format!("- callout: important\n  title: Call\n  body:\n{items}"))
        }),
        // Five hundred are some ten sheets of many low rows, each of which is weighed at fifteen spacings: 1.2 from fifty on, and
        // 0.5 behind it. A thousand are too many sheets for that.
        article!(Build, "columns of a table", 10, |n| {
            with_body(&format!("- table:\n    header: [{0}]\n    rows:\n      - [{0}]", "a, ".repeat(n)))
        }),
        article!(Build, "lists, ten in one another", 10, 1000, |n| with_body(&nested(n))),
        Kind {
            name: "files",
            verb: Verb::Build,
            smallest: 10,
            most: UNBOUNDED,
            write: |folder, number| files(folder, number, SOUND),
        },
        Kind {
            name: "paragraphs of a translation",
            verb: Verb::Build,
            smallest: 10,
            most: UNBOUNDED,
            write: |folder, number| translated(folder, number),
        },
    ]
}

fn faults() -> Vec<Kind> {
    vec![
        article!(Check, "citations of no reference", 30, |n| cited(n, |number| number + n)),
        // Each of the first two hundred shows its line, if that is no longer than 4,096 bytes: these lines are.
        article!(Check, "values in the wrong place, on one line", 10_000, 400_000, |n| {
            article("T", &format!("keywords: [{}]\n", "a: b, ".repeat(n)), &body("- Rest."), "")
        }),
        article!(Check, "signs of YAML's own, on one line", 10, |n| {
            article("T", &format!("keywords: [{}]\n", "*a, ".repeat(n)), &body("- Rest."), "")
        }),
        // Of a lead, 4,096 bytes are looked through for each sign: these are longer.
        article!(Check, "signs of YAML's own behind as long a lead", 20_000, 400_000, |n| {
            let keywords = format!("keywords:\n{}[{}]\n", " ".repeat(4 * n), "*a, ".repeat(n));
            article("T", &keywords, &body("- Rest."), "")
        }),
        article!(Check, "unknown keys", 10, |n| {
            let keys: String = (0..n).map(|key| format!("titel{key}: x\n")).collect();
            article("T", &keys, &body("- Rest."), "")
        }),
        article!(Check, "keys that stand twice", 10, |n| article("T", &"x-a: x\n".repeat(n), &body("- Rest."), "")),
        article!(Check, "ids that stand twice", 10, |n| {
            let twice = "  - {id: a, text: Lee.}\n".repeat(n);
            article("T", "", &body("- Rest."), &format!("references:\n{twice}"))
        }),
        article!(Check, "open stars", 10, |n| with_body(&format!("- {}", "a ** b".repeat(n)))),
        article!(Check, "open brackets", 10, |n| with_body(&format!("- {}", "a [b".repeat(n)))),
        article!(Check, "findings in one text", 20, |n| with_body(&format!("- {}", "Take .5 mg at once. ".repeat(n)))),
        article!(Check, "words in capitals, one by one", 40, |n| with_body(&format!("- {}", "NOT so. ".repeat(n)))),
        article!(Check, "findings in as many texts", 20, |n| with_body(&"- Take .5 mg at once.\n".repeat(n))),
        Kind {
            name: "files with a finding",
            verb: Verb::Check,
            smallest: 10,
            most: UNBOUNDED,
            write: |folder, number| files(folder, number, FAULTY),
        },
    ]
}

/// So many contacts or numbers fit a clinic's settings.
const IN_SETTINGS: usize = 40_000;

/// Two lists, each of which has a look at the other: an article and its clinic's settings, a translation and its original.
fn pairs() -> Vec<Kind> {
    let kind = |name, smallest, most, write| Kind { name, verb: Verb::Check, smallest, most, write };
    vec![
        kind("contacts that a clinic does not have", 10, IN_SETTINGS, |folder, n| {
            let named: String = (0..n).map(|at| format!("other{at}, ")).collect();
            let text = article("T", &format!("contacts: [{named}]\n"), &body("- Rest."), "");
            with_clinic(folder, &text, &format!("contacts:\n{}", contacts(n, ", phone: 555-0100")));
        }),
        kind("boxes and contacts without a number", 10, 9_000, |folder, n| {
            let named: String = (0..n).map(|at| format!("desk{at}, ")).collect();
            let boxes = "- callout: call\n  body: Rest.\n".repeat(n);
            let text = article("T", &format!("contacts: [{named}]\n"), &body(&boxes), "");
            with_clinic(folder, &text, &format!("contacts:\n{}", contacts(n, "")));
        }),
        Kind {
            name: "boxes of ten contacts",
            verb: Verb::Build,
            smallest: 10,
            most: 1_000,
            write: |folder, n| {
                let text = with_body(&"- callout: call\n  body: Rest.\n".repeat(n));
                with_clinic(folder, &text, &format!("contacts:\n{}", contacts(10, ", phone: 555-0100")));
            },
        },
        kind("paragraphs above a foot without room", 10, UNBOUNDED, |folder, n| {
            let text = with_body(&"- Drink water, and rest as long as you need to.\n".repeat(n));
            with_clinic(folder, &text, &format!("emergency: \"{}\"\n", "911 2 ".repeat(700)));
        }),
        kind("numbers to call, long and short, known", 40, UNBOUNDED, |folder, n| {
            let text = with_body(&format!("- {}", "Call 911 or 555-123-4567. ".repeat(n)));
            with_clinic(folder, &text, "lint: {phones: known}\n");
        }),
        kind("known numbers that end alike", 20, IN_SETTINGS, |folder, n| {
            let known: String = (0..n).map(|at| format!("\"+{}-777-555-0100\", ", 1000 + at)).collect();
            let calls: String = (0..n).map(|at| format!("Call +{}-778-555-0100. ", 1000 + at)).collect();
            with_clinic(
                folder,
                &with_body(&format!("- {calls}")),
                &format!("lint: {{phones: known, known_phones: [{known}]}}\n"),
            );
        }),
        kind("words and numbers of settings, × articles", 10, 10_000, |folder, n| {
            let words: String = (0..n).map(|at| format!("word{}, ", in_letters(at))).collect();
            let known: String = (0..n).map(|at| format!("\"1-800-777-{at:04}\", ")).collect();
            let lint = format!("lint: {{phones: known, known_phones: [{known}], known_words: [{words}]}}\n");
            write(&folder.join("handout.yaml"), &lint);
            files(folder, n, SOUND);
        }),
        Kind {
            name: "contacts that as many clinics share",
            verb: Verb::CheckClinics,
            smallest: 10,
            // A file is kept for each: just after as many were removed, a file system may take seconds for them.
            most: 1_000,
            write: |folder, n| {
                let shared = format!("contacts:\n{}", contacts(n, ", phone: 555-0100"));
                with_clinic(folder, &with_body("- Call 555-0100 or 555-0199."), &shared);
                let own = "name: Clinic\ncontacts:\n  - {id: desk0, label: Desk, phone: 555-0199}\n";
                (0..n).for_each(|at| write(&folder.join(format!("sites/clinic{at}.yaml")), own));
            },
        },
        kind("unknown IDs of a packet, among articles", 10, 1_000, |folder, n| {
            files(folder, n, SOUND);
            let ids: String = (0..n).map(|at| format!("- {at}-grwon\n")).collect();
            write(&folder.join("packets/all.yaml"), &format!("title: All\narticles:\n{ids}"));
        }),
        kind("links of a translation, of long addresses", 10, 1_999, |folder, n| {
            let links = |page: &str| -> String {
                let link = |at| format!("[a](https://example.org/{}{at}{page}) ", "part/".repeat(100));
                (0..n).map(link).collect()
            };
            with_translation(folder, &format!("- See {}", links("en")), &format!("- Vea {}", links("xx")));
        }),
        kind("numbers of a translation, in words", 10, UNBOUNDED, |folder, n| {
            let original = format!("- {}", "Drink water. ".repeat(n));
            with_translation(folder, &original, &format!("- {}", "5 agua ".repeat(n.min(1_999))));
        }),
    ]
}

/// A number in letters alone.
fn in_letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

fn contacts(number: usize, rest: &str) -> String {
    (0..number).map(|at| format!("  - {{id: desk{at}, label: Desk{rest}}}\n")).collect()
}

fn with_clinic(folder: &Path, article: &str, settings: &str) {
    write(&folder.join("grown.yaml"), article);
    write(&folder.join("handout.yaml"), settings);
}

fn with_translation(folder: &Path, original: &str, translation: &str) {
    write(&folder.join("grown.yaml"), &with_body(original));
    let keys = "language: es\noriginal_updated: 2024-05-10\n";
    write(&folder.join("grown.es.yaml"), &article("T", keys, &body(translation), ""));
}

const SOUND: &str = "- Drink water, and rest as long as you need to.";
const FAULTY: &str = "- Take .5 mg at once.";

fn files(folder: &Path, number: usize, block: &str) {
    let text = with_body(block);
    (0..number).for_each(|name| write(&folder.join(format!("{name}.yaml")), &text));
}

/// An article and its translation, whose paragraphs are set side by side.
fn translated(folder: &Path, number: usize) {
    let blocks = |words: &str| body(&(0..number).map(|at| format!("- {words} {at}.\n")).collect::<String>());
    write(&folder.join("grown.yaml"), &article("T", "", &blocks("Drink water, and rest. This is number"), ""));
    let keys = "language: es\noriginal_updated: 2024-05-10\n";
    write(&folder.join("grown.es.yaml"), &article("T", keys, &blocks("Beba agua y descanse. Este es el número"), ""));
    write(&folder.join("handout.yaml"), "bilingual: [es]\n");
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("its folder is made");
    fs::write(path, text).expect("it is written");
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
