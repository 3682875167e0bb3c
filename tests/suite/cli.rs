//! The command as a user types it: exit statuses, what is printed where, what is on disk afterwards.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use tempfile::TempDir;

/// A folder with a content root of its own.
pub struct Clinic(TempDir);

impl Clinic {
    pub fn new(files: &[(&str, &str)]) -> Clinic {
        let clinic = Clinic(TempDir::new().expect("a folder"));
        files.iter().for_each(|(name, text)| clinic.write(name, text));
        clinic
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    }

    pub fn run(&self, arguments: &[&str]) -> Assert {
        handout().current_dir(self.path()).args(arguments).assert()
    }

    /// Every file below the folder, by its path.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        gather(self.path(), self.path(), &mut found);
        found
    }

    pub fn pdfs(&self) -> Vec<String> {
        self.files().into_keys().filter(|name| name.ends_with(".pdf")).collect()
    }
}

fn gather(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            gather(root, &entry, found);
        } else {
            let name = entry.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
            found.insert(name, std::fs::read(&entry).expect("a file"));
        }
    }
}

fn handout() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
    // What checks found is kept apart from that of whoever runs the tests.
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
}

fn stdout(run: &Assert) -> String {
    String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8")
}

fn stderr(run: &Assert) -> String {
    String::from_utf8(run.get_output().stderr.clone()).expect("UTF-8")
}

const SOUND: &str = "\
title: Fever
created: 2026-01-01
updated: 2026-01-02
sections:
  - heading: What is a fever?
    body: A temperature of 100.4 °F (38 °C) or higher.
";

const DRAFT: &str = "\
title: Chills
created: 2026-01-01
updated: 2026-01-02
status: draft
sections:
  - heading: What are chills?
    body: You shake and feel cold.
";

const UNSOUND: &str = "\
title: Cough
created: 2026-02-30
sections:
  - heading: What is a cough?
    body: See [@nobody].
";

const NO_PLACE: &str = "\
title: Dose
created: 2026-01-01
updated: 2026-01-02
review_due: 2026-01-03
sections:
  - heading: How much?
    body: One.
";

#[test]
fn a_sound_article_gives_its_pdf_and_status_0() {
    let clinic = Clinic::new(&[("content/side-effects/fever.yaml", SOUND)]);
    let run = clinic.run(&["build"]).success();
    assert_eq!(clinic.pdfs(), ["output/side-effects/fever.pdf"]);
    assert!(stdout(&run).starts_with("1 PDF built in output ("), "{}", stdout(&run));
    assert_eq!(stderr(&run), "");
}

#[test]
fn one_unsound_article_stops_no_other_and_gives_status_1() {
    let other = SOUND.replace("title: ", "title: Other ");
    let clinic = Clinic::new(&[("content/a.yaml", SOUND), ("content/b.yaml", UNSOUND), ("content/c.yaml", &other)]);
    let run = clinic.run(&["build"]).code(1);
    assert_eq!(clinic.pdfs(), ["output/a.pdf", "output/c.pdf"]);
    let told = stderr(&run);
    for mistake in ["content/b.yaml:2:10", "2026-02-30", "updated", "nobody"] {
        assert!(told.contains(mistake), "{mistake} is not told:\n{told}");
    }
    assert!(stdout(&run).starts_with("2 PDFs built in output, 1 article with errors ("), "{}", stdout(&run));
}

#[test]
fn the_pdf_of_an_article_that_became_unsound_stays_as_it_was() {
    let clinic = Clinic::new(&[("content/a.yaml", SOUND)]);
    clinic.run(&["build"]).success();
    let before = clinic.files()["output/a.pdf"].clone();
    clinic.write("content/a.yaml", UNSOUND);
    clinic.run(&["build"]).code(1);
    assert_eq!(clinic.files()["output/a.pdf"], before);
}

#[test]
fn a_warning_gives_status_0_and_under_strict_1() {
    let clinic = Clinic::new(&[("content/a.yaml", NO_PLACE)]);
    let run = clinic.run(&["build"]).success();
    assert!(stderr(&run).starts_with("warning"), "{}", stderr(&run));
    clinic.run(&["build", "--strict"]).code(1);
    clinic.run(&["check", "--strict"]).code(1);
    assert_eq!(clinic.pdfs(), ["output/a.pdf"]);
}

#[test]
fn what_cannot_be_done_at_all_gives_status_2_and_a_reason() {
    let clinic = Clinic::new(&[
        ("content/a.yaml", SOUND),
        ("empty/readme.txt", "nothing"),
        ("other/handout.yaml", "name: Other\n"),
        ("other/b.yaml", SOUND),
        ("bad/handout.yaml", "name: [\n"),
        ("bad/c.yaml", SOUND),
        ("file", "in the way"),
    ]);
    let failures: [(&[&str], &str); 9] = [
        (&["build", "nowhere"], "nowhere"),
        (&["build", "empty"], "no article found"),
        (&["check", "empty"], "no article found"),
        (&["build", "content", "other"], "different content folders"),
        (&["build", "bad"], "bad/handout.yaml"),
        (&["build", "--site", "missing.yaml"], "missing.yaml"),
        (&["build", "-o", "file"], "file"),
        (&["build", "--no-such-flag"], "--no-such-flag"),
        (&["frobnicate"], "frobnicate"),
    ];
    for (arguments, reason) in failures {
        let run = clinic.run(arguments).code(2);
        assert!(stderr(&run).contains(reason), "{arguments:?}: {}", stderr(&run));
        assert_eq!(stdout(&run), "", "{arguments:?}");
    }
    assert_eq!(clinic.pdfs(), [""; 0]);
}

#[test]
fn check_writes_nothing_and_finds_what_only_layout_can() {
    let missing = SOUND.replace("A temperature", "𒀀 is a temperature");
    let clinic = Clinic::new(&[("content/a.yaml", &missing), ("content/b.yaml", SOUND)]);
    let before = clinic.files();
    let run = clinic.run(&["check"]).code(1);
    assert!(stderr(&run).contains("U+12000") && stderr(&run).contains("content/a.yaml:6:11"), "{}", stderr(&run));
    assert_eq!(clinic.files(), before);
    clinic.run(&["check", "content/b.yaml"]).success();
    assert_eq!(clinic.files(), before);
}

#[test]
fn a_character_without_a_glyph_leaves_no_pdf() {
    let missing = SOUND.replace("Fever", "𒀀");
    let clinic = Clinic::new(&[("content/a.yaml", &missing)]);
    clinic.run(&["build"]).code(1);
    assert_eq!(clinic.pdfs(), [""; 0]);
}

#[test]
fn drafts_are_built_only_when_asked_for() {
    let clinic = Clinic::new(&[("content/a.yaml", SOUND), ("content/b.yaml", DRAFT)]);
    clinic.run(&["build"]).success();
    assert_eq!(clinic.pdfs(), ["output/a.pdf"]);
    clinic.run(&["build", "--drafts", "-o", "out"]).success();
    assert_eq!(clinic.pdfs(), ["out/a.pdf", "out/b.pdf", "output/a.pdf"]);
}

#[test]
fn a_withdrawn_article_has_no_pdf() {
    let withdrawn = DRAFT.replace("draft", "withdrawn");
    let clinic = Clinic::new(&[("content/a.yaml", SOUND), ("content/b.yaml", &withdrawn)]);
    clinic.run(&["build", "--drafts"]).success();
    assert_eq!(clinic.pdfs(), ["output/a.pdf"]);
}

#[test]
fn the_same_input_gives_the_same_bytes_wherever_it_lies() {
    let files = [("content/a.yaml", SOUND), ("content/handout.yaml", "name: Riverside\ncolor: \"#0b5c7a\"\n")];
    let (here, there) = (Clinic::new(&files), Clinic::new(&files));
    here.run(&["build"]).success();
    let first = here.files()["output/a.pdf"].clone();
    here.run(&["build"]).success();
    assert_eq!(here.files()["output/a.pdf"], first, "the second build differs");
    let content = there.path().join("content");
    handout().current_dir("/").arg("build").arg(content).arg("-o").arg(there.path().join("x")).assert().success();
    assert_eq!(there.files()["x/a.pdf"], first, "another folder differs");
}

#[test]
fn the_site_of_another_file_is_used_when_named() {
    let other = [
        ("content/a.yaml", SOUND),
        ("content/handout.yaml", "name: Riverside\n"),
        ("lakeside.yaml", "name: Lakeside\n"),
    ];
    let clinic = Clinic::new(&other);
    clinic.run(&["build"]).success();
    clinic.run(&["build", "--site", "lakeside.yaml", "-o", "lakeside"]).success();
    let author = |name: &str| {
        let document = lopdf_reader::Document::load_mem(&clinic.files()[name]).expect("a PDF");
        let info = document.trailer.get(b"Info").and_then(|info| info.as_reference()).expect("document information");
        let info = document.get_dictionary(info).expect("a dictionary");
        String::from_utf8_lossy(info.get(b"Author").and_then(|author| author.as_str()).expect("an author")).into_owned()
    };
    assert_eq!((author("output/a.pdf"), author("lakeside/a.pdf")), ("Riverside".into(), "Lakeside".into()));
}

#[test]
fn a_single_article_of_a_root_keeps_its_place() {
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "name: Riverside\n"),
        ("content/side-effects/a.yaml", SOUND),
        ("content/b.yaml", SOUND),
    ]);
    clinic.run(&["build", "content/side-effects/a.yaml"]).success();
    assert_eq!(clinic.pdfs(), ["output/side-effects/a.pdf"]);
}

#[test]
fn a_new_article_passes_its_check_and_is_never_overwritten() {
    let clinic = Clinic::new(&[("content/handout.yaml", "name: Riverside\n")]);
    let run = clinic.run(&["new", "side-effects/hair-loss"]).success();
    assert!(stdout(&run).contains("content/side-effects/hair-loss.yaml"), "{}", stdout(&run));
    let before = clinic.files();
    let text = String::from_utf8_lossy(&before["content/side-effects/hair-loss.yaml"]).into_owned();
    assert!(text.contains("title: \"Hair loss\"") && text.lines().any(|line| line.starts_with('#')), "{text}");
    let run = clinic.run(&["check", "--strict"]).success();
    assert_eq!(stderr(&run), "");
    let run = clinic.run(&["new", "side-effects/hair-loss"]).code(2);
    assert!(stderr(&run).contains("is there already"), "{}", stderr(&run));
    for no_article in ["../outside", "handout", "a/handout.es", "snippets/fever"] {
        clinic.run(&["new", no_article]).code(2);
    }
    assert_eq!(clinic.files(), before);
    clinic.run(&["build", "--drafts"]).success();
    assert_eq!(clinic.pdfs(), ["output/side-effects/hair-loss.pdf"]);
}

#[test]
fn the_sheets_of_a_handout_are_told_and_the_few_lines_that_cost_one() {
    let head = SOUND.split_once("    body").expect("a body").0;
    let paragraphs = |count| format!("{head}    body:\n{}", "      - One line.\n".repeat(count));
    let site = ("content/handout.yaml", "fit: none\n");
    let (one, more) = (paragraphs(3), paragraphs(47));
    let clinic = Clinic::new(&[site, ("content/a.yaml", one.as_str()), ("content/b.yaml", more.as_str())]);
    for (command, wrote) in [("check", ""), ("build", "wrote output/")] {
        let told = stderr(&clinic.run(&[command, "-v"]).success());
        assert!(told.contains(&format!("{wrote}a.pdf: 1 page on 1 sheet\n")), "{told}");
        assert!(told.contains(&format!("{wrote}b.pdf: 3 pages on 2 sheets, ")), "{told}");
        assert!(told.contains(" lines over 1 sheet\n"), "{told}");
    }
    assert!(!stderr(&clinic.run(&["check"]).success()).contains("sheet"));
}

#[test]
fn json_is_one_object_a_line_and_nothing_else() {
    let clinic = Clinic::new(&[("content/a.yaml", UNSOUND), ("content/b.yaml", NO_PLACE)]);
    let run = clinic.run(&["build", "--format", "json", "-v"]).code(1);
    let out = stdout(&run);
    let notes: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    assert!(notes.len() >= 4, "{out}");
    let (notes, events): (Vec<_>, Vec<_>) = notes.into_iter().partition(|line| line["event"].is_null());
    for note in &notes {
        let mut keys: Vec<&String> = note.as_object().expect("an object").keys().collect();
        keys.sort();
        assert_eq!(
            keys,
            ["code", "column", "end_column", "end_line", "file", "hint", "line", "message", "severity"],
            "{note}"
        );
    }
    assert!(stderr(&run).contains("wrote output/b.pdf"), "{}", stderr(&run));
    let date = notes.iter().find(|note| note["line"] == 2).expect("a note on the date");
    assert_eq!((&date["file"], &date["column"]), (&"content/a.yaml".into(), &10.into()), "{date}");
    assert_eq!((&date["severity"], &date["end_line"]), (&"error".into(), &2.into()));
    let names: Vec<&str> = events.iter().filter_map(|event| event["event"].as_str()).collect();
    assert_eq!(names, ["written", "summary"], "{out}");
    assert_eq!((&events[0]["pdf"], &events[1]["failed"]), (&"output/b.pdf".into(), &1.into()), "{out}");
}

#[test]
fn quiet_prints_mistakes_only() {
    let clinic = Clinic::new(&[("content/a.yaml", SOUND), ("content/b.yaml", UNSOUND)]);
    let run = clinic.run(&["build", "-q"]).code(1);
    assert_eq!(stdout(&run), "");
    assert!(stderr(&run).starts_with("error"), "{}", stderr(&run));
    let run = clinic.run(&["build", "-q", "content/a.yaml"]).success();
    assert_eq!((stdout(&run), stderr(&run)), (String::new(), String::new()));
}

#[test]
fn colour_is_used_when_asked_for() {
    let clinic = Clinic::new(&[("content/b.yaml", UNSOUND)]);
    let colored = |when: &str| stderr(&clinic.run(&["check", "--color", when]).code(1)).contains('\u{1b}');
    assert_eq!((colored("always"), colored("never"), colored("auto")), (true, false, false));
}

#[test]
fn help_teaches_and_goes_to_standard_output() {
    let clinic = Clinic::new(&[]);
    let long = stdout(&clinic.run(&["--help"]).success());
    for word in ["build", "check", "new", "completions", "man", "title: Fever", "Exit status"] {
        assert!(long.contains(word), "the help does not tell of {word}");
    }
    assert!(stdout(&clinic.run(&["-h"]).success()).len() < long.len());
    assert!(stdout(&clinic.run(&["--version"]).success()).starts_with("handout 0."));
    clinic.run(&[]).code(2);
}

#[test]
fn the_article_of_the_help_is_sound() {
    let clinic = Clinic::new(&[]);
    let help = stdout(&clinic.run(&["--help"]).success());
    let lines = help.lines().skip_while(|line| !line.trim_start().starts_with("title: "));
    let lines: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    let indent = lines[0].len() - lines[0].trim_start().len();
    let article: String = lines.iter().map(|line| format!("{}\n", &line[indent..])).collect();
    clinic.write("content/fever.yaml", &article);
    let run = clinic.run(&["check", "--strict"]).success();
    assert_eq!(stderr(&run), "");
}

#[test]
fn completions_and_manual_are_printed() {
    let clinic = Clinic::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(stdout(&clinic.run(&["completions", shell]).success()).contains("handout"), "{shell}");
    }
    assert!(stdout(&clinic.run(&["man"]).success()).contains(".TH handout 1"));
}

/// Each of thousands would else be told of all others.
#[cfg(target_os = "linux")]
#[test]
fn of_many_articles_that_would_share_a_pdf_each_is_told_of_three_others() {
    let names = ["fever", "Fever", "fEver", "feVer", "fevEr"].map(|name| format!("content/{name}.yaml"));
    let clinic = Clinic::new(&names.each_ref().map(|name| (name.as_str(), SOUND)));
    let told = stderr(&clinic.run(&["build"]).code(1)).replace('\n', " ");
    assert_eq!(told.matches("and 1 more would both give").count(), 5, "{told}");
}

#[test]
fn articles_that_would_share_a_pdf_are_both_refused() {
    let clinic = Clinic::new(&[("content/Fever.yaml", SOUND), ("content/fever.yml", SOUND)]);
    let run = clinic.run(&["build"]).code(1);
    assert!(stderr(&run).contains("would both give"), "{}", stderr(&run));
    assert_eq!(clinic.pdfs(), [""; 0]);
}

#[test]
fn what_the_tool_did_not_write_is_left_alone() {
    let clinic = Clinic::new(&[
        ("content/a.yaml", SOUND),
        ("content/.hidden.yaml", UNSOUND),
        ("content/.git/x.yaml", UNSOUND),
        ("content/snippets/s.yaml", "- A snippet.\n"),
        ("output/old.pdf", "mine"),
    ]);
    clinic.run(&["build"]).success();
    assert_eq!(clinic.pdfs(), ["output/a.pdf", "output/old.pdf"]);
    assert_eq!(clinic.files()["output/old.pdf"], b"mine");
}
