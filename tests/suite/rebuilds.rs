//! Building again: what changed is made, nothing else is touched, and nothing of anybody else's is ever lost.

use handout::build::{Event, Request, Session};
use handout::commands;

use super::output::{Site, article, article_with};

/// Names of the files that differ between two states of a folder.
fn differences<T: PartialEq>(
    before: &std::collections::BTreeMap<String, T>,
    after: &std::collections::BTreeMap<String, T>,
) -> Vec<String> {
    let names: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

#[test]
fn only_what_changed_is_made() {
    let site = Site::with(4);
    site.build();
    let first = site.times();
    site.build();
    assert_eq!(differences(&first, &site.times()), [""; 0], "nothing had changed");
    site.write("content/a/2.yaml", &article("Another"));
    site.build();
    assert_eq!(differences(&first, &site.times()), ["a/2.pdf", "manifest.json"]);
    let second = site.times();
    site.write("content/a/1.yaml", &article("Number 1"));
    site.build();
    assert_eq!(differences(&second, &site.times()), [""; 0], "saved again, with the same text");
    site.run(0, &["build", "--force"]);
    assert_eq!(differences(&second, &site.times()).len(), 4, "all PDFs, and a manifest that is the same");
    assert_eq!(site.files("output"), site.clean_build());
}

#[test]
fn an_edit_of_the_same_length_a_moment_later_is_seen() {
    let site = Site::with(1);
    for n in 0..20 {
        site.write("content/a/0.yaml", &article(&format!("Title {}", n % 7)));
        site.build();
        assert_eq!(site.entry("a/0.pdf")["title"], format!("Title {}", n % 7));
    }
}

#[test]
fn pictures_snippets_and_sites_are_inputs() {
    let site = Site::with(2);
    let svg = |color: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='{color}'/></svg>"
        )
    };
    site.write("content/a/figure.svg", &svg("red"));
    let body = |block: &str| article("X").replace("body: Text on X.", &format!("body:\n      - {block}"));
    site.write("content/picture.yaml", &body("{image: a/figure.svg, alt: A square}"));
    site.write("content/include.yaml", &body("include: fever"));
    site.write("content/hola.es.yaml", &article("Hola"));
    site.write("content/snippets/fever.yaml", "- Call us.\n");
    let mut before = (site.build(), site.files("output")).1;
    let mut changed = |name: &str, text: &str| {
        site.write(name, text);
        site.build();
        let after = site.files("output");
        let names = differences(&std::mem::replace(&mut before, after.clone()), &after);
        assert_eq!(after, site.clean_build());
        names
    };
    assert_eq!(changed("content/a/figure.svg", &svg("blue")), ["manifest.json", "picture.pdf"]);
    assert_eq!(changed("content/snippets/fever.yaml", "- Call us now.\n"), ["include.pdf", "manifest.json"]);
    assert_eq!(changed("content/handout.es.yaml", "name: Clínica\n"), ["hola.es.pdf", "manifest.json"]);
    assert_eq!(
        changed("content/handout.yaml", "name: Other\n"),
        ["a/0.pdf", "a/1.pdf", "include.pdf", "manifest.json", "picture.pdf"],
        "all but the Spanish one, whose name is its own"
    );
}

#[test]
fn what_was_deleted_or_emptied_is_mended() {
    let site = Site::with(3);
    site.build();
    let whole = site.files("output");
    site.remove("output/a/0.pdf");
    site.write("output/a/1.pdf", "");
    site.remove("output/manifest.json");
    site.build();
    assert_eq!(site.files("output"), whole);
    site.write("output/manifest.json", "{}");
    site.write("output/.handout/state", "scribble");
    site.build();
    assert_eq!(site.files("output"), whole);
    let times = site.times();
    std::fs::remove_dir_all(site.path("output/.handout")).expect("it was there");
    site.build();
    assert_eq!((site.files("output"), site.times()["a/2.pdf"]), (whole, times["a/2.pdf"]));
}

#[cfg(unix)]
#[test]
fn verify_sees_what_size_and_time_hide() {
    let site = Site::with(2);
    site.build();
    let whole = site.files("output");
    let path = site.path("output/a/0.pdf");
    let times =
        std::fs::FileTimes::new().set_modified(path.metadata().and_then(|found| found.modified()).expect("a time"));
    let mut bytes = whole["a/0.pdf"].clone();
    bytes[700] ^= 1;
    let file = std::fs::File::options().write(true).open(&path).expect("a file");
    std::io::Write::write_all(&mut &file, &bytes).expect("it can be written");
    file.set_times(times).expect("it can be set");
    drop(file);
    site.build();
    assert_ne!(site.files("output"), whole, "nothing was to be seen from outside");
    site.run(0, &["build", "--verify"]);
    assert_eq!(site.files("output"), whole);
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_power_cut_tore_is_found() {
    let site = Site::with(2);
    site.build();
    let whole = site.files("output");
    // As if the machine had been started again since: the name of its run is another one.
    let path = site.path("output/.handout/state");
    let run = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").expect("Linux tells");
    let mut state = std::fs::read(&path).expect("a state");
    let at = state.windows(36).position(|part| part == run.trim().as_bytes()).expect("few PDFs were not synced");
    state[at] = if state[at] == b'0' { b'1' } else { b'0' };
    let digest = *blake3::hash(&state[48..]).as_bytes();
    state[16..48].copy_from_slice(&digest);
    std::fs::write(&path, state).expect("it can be written");
    // A file whose size and time reached the disk, and its content did not.
    let pdf = site.path("output/a/0.pdf");
    let found = pdf.metadata().expect("a file");
    let file = std::fs::File::options().write(true).open(&pdf).expect("a file");
    std::io::Write::write_all(&mut &file, &vec![0; found.len() as usize]).expect("it can be written");
    file.set_times(std::fs::FileTimes::new().set_modified(found.modified().expect("a time"))).expect("it can be set");
    drop(file);
    site.build();
    assert!(site.files("output") == whole);
}

#[test]
fn an_unsound_article_keeps_its_old_pdf() {
    let site = Site::with(2);
    site.build();
    let old = site.files("output");
    site.write("content/a/0.yaml", "title: [\n");
    let first = site.run(1, &["build"]);
    let entry = site.entry("a/0.pdf");
    assert_eq!((&entry["current"], &entry["title"]), (&false.into(), &"Number 0".into()));
    assert_eq!(site.files("output")["a/0.pdf"], old["a/0.pdf"]);
    assert_eq!(site.manifest()["failed"][0]["source"], "a/0.yaml");
    let again = site.run(1, &["build"]);
    let errors = |told: &str| told.lines().filter(|line| !line.contains(" s)")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(errors(&first), errors(&again), "the errors are shown again");
    site.write("content/a/0.yaml", &article("Number 0"));
    site.build();
    assert_eq!(site.files("output"), old);
}

#[test]
fn warnings_are_shown_again_and_are_of_the_day() {
    let site = Site::new();
    site.write("content/late.yaml", &article_with("Late", "review_due: 2025-01-01\n"));
    site.write("content/soon.yaml", &article_with("Soon", "review_due: 2199-01-01\n"));
    let build = |today: jiff::civil::Date| {
        let mut notes = Vec::new();
        let request =
            Request { paths: vec![site.path("content")], output: Some(site.path("output")), ..Request::new(today) };
        let summary = commands::build(&Session::default(), &request, &mut |event| {
            if let Event::Note(note) = event {
                notes.push(handout::diagnostics::excerpt(&note, false));
            }
        });
        (summary.expect("a build").built, notes)
    };
    let day = jiff::civil::date;
    let (built, first) = build(day(2026, 1, 1));
    assert_eq!((built, first.len()), (2, 1));
    assert_eq!(build(day(2026, 6, 1)), (0, first.clone()), "word for word, with its line");
    assert_eq!(build(day(2198, 10, 2)), (0, first.clone()), "due in 91 days");
    assert_eq!(build(day(2198, 10, 3)).1.len(), 2, "due soon");
    assert_eq!(build(day(2199, 1, 1)).1.len(), 2, "due on that day");
    assert_eq!(build(day(2199, 1, 2)).1.len(), 2, "overdue now, and nothing was written");
    assert_eq!(build(day(2024, 1, 1)), (0, vec![]), "a clock set back");
}

#[test]
fn withdrawn_articles_lose_their_pdf_and_are_remembered() {
    let site = Site::with(2);
    site.build();
    site.write("content/a/0.yaml", &article_with("Number 0", "status: withdrawn\n"));
    site.build();
    assert!(!site.has("output/a/0.pdf"));
    assert_eq!(site.manifest()["withdrawn"][0]["id"], "a/0");
    assert_eq!(site.files("output"), site.clean_build());
    site.write("content/a/0.yaml", &article("Number 0"));
    site.build();
    assert!(site.has("output/a/0.pdf"));
}

#[test]
fn the_pdfs_of_articles_that_are_gone_go_and_no_others() {
    let site = Site::with(4);
    site.build();
    site.write("output/a/mine.pdf", "mine");
    site.write("output/notes.txt", "mine");
    site.remove("content/a/0.yaml");
    site.rename("content/a/1.yaml", "content/a/one.yaml");
    site.rename("content/a/2.yaml", "content/a/2.yml");
    site.run(0, &["build", "content/a/3.yaml"]);
    assert!(site.has("output/a/0.pdf"), "a part of the root was built");
    site.build();
    let names: Vec<_> = site.files("output").into_keys().collect();
    assert_eq!(names, ["a/2.pdf", "a/3.pdf", "a/mine.pdf", "a/one.pdf", "manifest.json", "notes.txt"]);
    site.write("content/a/mine.yaml", &article("Mine"));
    assert!(site.run(1, &["build"]).contains("not-ours"));
    assert_eq!(site.files("output")["a/mine.pdf"], b"mine");
}

#[test]
fn many_are_removed_only_when_asked() {
    let site = Site::with(40);
    site.build();
    (0..11).for_each(|n| site.remove(&format!("content/a/{n}.yaml")));
    assert!(site.build().contains("many-removals"));
    assert!(site.has("output/a/0.pdf"));
    assert_eq!(site.entry("a/0.pdf")["current"], false);
    site.write("content/a/0.yaml", &article("Number 0"));
    site.build();
    assert!(!site.has("output/a/1.pdf"), "ten may go");
    assert_eq!(site.entry("a/0.pdf")["current"], true);
    (11..40).for_each(|n| site.remove(&format!("content/a/{n}.yaml")));
    site.run(0, &["build", "--prune"]);
    assert_eq!(site.files("output"), site.clean_build());
}

#[test]
fn a_wrong_path_takes_nothing_away() {
    let site = Site::with(3);
    site.build();
    let whole = site.files("output");
    std::fs::create_dir(site.path("empty")).expect("it can be made");
    site.run(2, &["build", "empty"]);
    site.run(2, &["build", "nowhere"]);
    site.write("elsewhere/x.yaml", &article("X"));
    for _ in 0..2 {
        assert!(site.run(0, &["build", "elsewhere"]).contains("other-content"));
    }
    let after = site.files("output");
    assert!(whole.iter().filter(|(name, _)| *name != "manifest.json").all(|(name, bytes)| after[name] == *bytes));
}

#[test]
fn bytes_hang_on_neither_jobs_nor_shards_nor_place() {
    let site = Site::with(30);
    site.write("content/broken.es.yaml", &article_with("Warning", "review_due: 2025-01-01\n"));
    let whole = site.clean_build();
    let first = site.run(0, &["build", "-o", "one", "--jobs", "1"]);
    let told = |text: &str| text.lines().filter(|line| !line.contains(" s)")).collect::<String>();
    assert_eq!(told(&site.run(0, &["build", "-o", "many", "--jobs", "7"])), told(&first), "the order of articles");
    assert!(site.files("one") == whole && site.files("many") == whole);
    for shard in ["1/3", "2/3", "3/3"] {
        site.run(0, &["build", "--shard", shard, "-o", &format!("s{}", &shard[..1])]);
        site.run(0, &["build", "--shard", shard, "-o", "shared"]);
    }
    site.run(0, &["merge", "s1", "s2", "s3", "-o", "merged"]);
    assert!(site.files("merged") == whole && site.files("shared") == whole);
    assert!(site.run(0, &["build", "-o", "merged"]).contains("0 PDFs built"));
    let other = Site::with(30);
    other.write("content/broken.es.yaml", &article_with("Warning", "review_due: 2025-01-01\n"));
    assert!(other.clean_build() == whole);
}

#[test]
fn each_of_a_group_is_as_it_is_alone() {
    // Eight go through the stages together, fewer behind a large one, and a packet by itself.
    let site = Site::with(20);
    site.write(
        "content/a/3.yaml",
        &format!("{}{}", article("Large"), "  - {heading: Why?, body: Drink water all day.}\n".repeat(2000)),
    );
    site.write("content/a/4.es.yaml", &article("Número 4"));
    site.write("content/a/5.yaml", "title: [\n");
    site.write("content/a/6.yaml", &article_with("Warning", "review_due: 2025-01-01\n"));
    std::fs::write(site.path("content/a/7.yaml"), b"title: \xFF\n").expect("it can be written");
    site.write("content/packets/both.yaml", "title: Both\narticles: [a/1, a/2]\n");
    let told = site.run(1, &["build", "--jobs", "1"]);
    let together = site.files("output");
    assert!(together.contains_key("packets/both.pdf") && together.contains_key("a/19.pdf"), "{told}");
    let mut names: Vec<String> = (0..20).map(|n| format!("a/{n}")).collect();
    names.extend(["a/4.es".into(), "packets/both".into()]);
    for name in names {
        let (yaml, pdf) = (format!("content/{name}.yaml"), format!("{name}.pdf"));
        let code = i32::from(["a/5", "a/7"].contains(&name.as_str()));
        let alone = site.run(code, &["build", &yaml, "-o", "alone"]);
        assert_eq!(site.files("alone").get(&pdf), together.get(&pdf), "{name}");
        for line in alone.lines().filter(|line| line.starts_with("error") || line.starts_with("warning")) {
            assert!(told.contains(line), "{name}: {line}");
        }
    }
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    let empty = Site::with(1);
    std::os::unix::fs::symlink("elsewhere", empty.path("output")).expect("a link");
    let told = empty.run(2, &["build"]);
    assert!(told.contains("`output` is there, and is no folder") && !empty.has("elsewhere"), "{told}");
    use std::os::unix::fs::symlink;
    let site = Site::with(2);
    site.build();
    let outside = tempfile::TempDir::new().expect("a folder");
    std::fs::write(outside.path().join("secret.yaml"), article("Secret")).expect("it can be written");
    symlink("..", site.path("content/a/loop")).expect("a link");
    symlink(outside.path(), site.path("content/outside")).expect("a link");
    symlink(outside.path().join("secret.yaml"), site.path("content/secret.yaml")).expect("a link");
    symlink("nowhere.yaml", site.path("content/dangling.yaml")).expect("a link");
    let told = site.run(1, &["build"]);
    assert!(
        ["link-loop", "outside-root", "outside the content folder", "dangling"].iter().all(|word| told.contains(word))
    );
    assert_eq!(site.files("output").len(), 3);
    ["a/loop", "outside", "secret.yaml", "dangling.yaml"]
        .iter()
        .for_each(|name| site.remove(&format!("content/{name}")));
    // A folder of the output that leads elsewhere.
    std::fs::remove_dir_all(site.path("output/a")).expect("it was there");
    let target = tempfile::TempDir::new().expect("a folder");
    symlink(target.path(), site.path("output/a")).expect("a link");
    site.run(2, &["build"]);
    assert_eq!(std::fs::read_dir(target.path()).expect("a folder").count(), 0);
}

#[cfg(unix)]
#[test]
fn odd_names_are_built_or_explained() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new();
    site.write("content/it's \"odd\" & ünï.yaml", &article("Odd"));
    site.build();
    assert!(site.has("output/it's \"odd\" & ünï.pdf"));
    let bytes = std::ffi::OsStr::from_bytes(b"content/bad\xff.yaml");
    std::fs::write(site.path("").join(bytes), article("Bad")).expect("it can be written");
    site.write("content/two\nlines.yaml", &article("Two"));
    // Shown as `dose-50.yaml`.
    site.write("content/dose-\u{202e}05\u{202c}.yaml", &article("Three"));
    let told = site.run(1, &["build"]);
    assert_eq!(told.matches("error[bad-name]").count(), 3, "{told}");
    assert!(!told.contains('\u{202e}') && told.contains("an invisible sign that turns letters round"), "{told}");
}

#[test]
fn a_second_run_waits() {
    let site = Site::with(1);
    site.build();
    let lock = std::fs::File::options().write(true).open(site.path("output/.handout/lock")).expect("a lock");
    lock.lock().expect("it can be taken");
    let mut waiting = site.command(&["build"]);
    let mut waiting = waiting.stderr(std::process::Stdio::piped()).spawn().expect("it runs");
    let mut told = String::new();
    let mut lines = std::io::BufReader::new(waiting.stderr.take().expect("a pipe"));
    std::io::BufRead::read_line(&mut lines, &mut told).expect("text");
    assert!(told.contains("another run"), "{told}");
    assert!(waiting.try_wait().expect("it lives").is_none());
    drop(lock);
    assert!(waiting.wait().expect("it ends").success());
}
