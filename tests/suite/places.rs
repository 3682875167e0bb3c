//! Where files are written: a path is judged by where it leads, what stands beside a PDF is somebody's once it was changed,
//! and a translation goes with its original whichever of them is built.

use super::output::{Site, article, article_with};

fn read(site: &Site, name: &str) -> String {
    String::from_utf8_lossy(&std::fs::read(site.path(name)).expect(name)).into_owned()
}

#[test]
fn a_path_up_from_a_folder_that_is_not_there_loses_nothing() {
    let site = Site::with(2);
    site.build();
    site.write("scan.pdf", &read(&site, "output/a/1.pdf"));
    for (name, text) in [("mine.pdf", "mine"), ("mine.ics", "mine")] {
        site.write(name, text);
    }
    let scan = read(&site, "scan.pdf");
    let pdf = read(&site, "output/a/0.pdf");
    site.run(2, &["packet", "a/0", "--append", "scan.pdf", "-o", "new/../scan.pdf", "--force"]);
    site.run(2, &["packet", "a/0", "-o", "new/../mine.pdf"]);
    site.run(2, &["packet", "a/0", "-o", "new/../output/a/0.pdf", "--force"]);
    site.run(2, &["packet", "a/0", "-o", "new/../content/p.pdf"]);
    site.run(2, &["check", "--report", "new/../mine.pdf"]);
    site.run(2, &["check", "--calendar", "new/../mine.ics"]);
    assert_eq!((read(&site, "scan.pdf"), read(&site, "output/a/0.pdf")), (scan, pdf));
    assert_eq!((read(&site, "mine.pdf"), read(&site, "mine.ics")), ("mine".into(), "mine".into()));
    assert!(!site.has("new"), "nothing is made on the way");
    site.run(0, &["packet", "a/0", "-o", "new/../other.pdf"]);
    assert!(site.has("other.pdf") && !site.has("new"));
}

#[cfg(unix)]
#[test]
fn a_calendar_waits_for_no_pipe_and_follows_no_link() {
    let site = Site::with(1);
    let pipe = std::process::Command::new("mkfifo").arg(site.path("pipe.ics")).status().expect("it runs");
    assert!(pipe.success());
    std::os::unix::fs::symlink("gone.ics", site.path("link.ics")).expect("a link");
    for name in ["pipe.ics", "link.ics"] {
        assert!(site.run(2, &["check", "--calendar", name]).contains("is not as handout wrote it"), "{name}");
    }
    assert!(!site.has("gone.ics"));
}

#[test]
fn a_page_that_somebody_changed_is_neither_written_over_nor_removed() {
    let site = Site::with(2);
    site.run(0, &["build", "--html", "--text"]);
    site.write("output/a/0.html", "<p>Mine");
    site.write("output/a/1.txt", "mine");
    site.write("content/a/0.yaml", &article_with("Changed", "").replace("01-02", "01-03"));
    for arguments in [&["build"][..], &["build", "--force"]] {
        let told = site.run(1, arguments);
        assert!(told.contains("error[not-ours]") && told.contains("`output/a/0.html` was signed, changed"), "{told}");
        assert_eq!((read(&site, "output/a/0.html"), read(&site, "output/a/1.txt")), ("<p>Mine".into(), "mine".into()));
    }
    site.remove("content/a/1.yaml");
    assert!(site.run(1, &["build"]).contains("warning[not-ours]: `output/a/1.txt`"));
    assert_eq!(read(&site, "output/a/1.txt"), "mine");
    assert!(!site.has("output/a/1.pdf") && !site.has("output/a/1.html"), "what was not changed goes");
    site.rename("output/a/0.html", "kept.html");
    site.run(0, &["build", "--html"]);
    assert!(read(&site, "output/a/0.html").contains("Changed"));
}

#[test]
fn an_older_page_from_a_backup_is_ours() {
    let site = Site::with(1);
    site.run(0, &["build", "--html"]);
    let (page, pdf) = (read(&site, "output/a/0.html"), std::fs::read(site.path("output/a/0.pdf")).expect("a PDF"));
    site.write("content/a/0.yaml", &article("Version 2").replace("01-02", "01-03"));
    site.build();
    site.write("output/a/0.html", &page);
    std::fs::write(site.path("output/a/0.pdf"), &pdf).expect("it can be written");
    site.build();
    assert!(read(&site, "output/a/0.html").contains("Version 2"));
    // Where the state is lost, the history still tells.
    site.write("output/.handout/state", "scribble");
    site.write("content/a/0.yaml", &article("Version 3").replace("01-02", "01-04"));
    site.build();
    assert!(read(&site, "output/a/0.html").contains("Version 3"));
}

#[test]
fn a_page_that_somebody_changed_is_kept_where_the_state_is_lost() {
    let site = Site::with(2);
    site.run(0, &["build", "--html", "--text"]);
    site.write("output/a/0.html", "<p>Mine");
    site.write("output/.handout/state", "scribble");
    site.write("content/a/0.yaml", &article("Version 2").replace("01-02", "01-03"));
    let told = site.run(1, &["build"]);
    assert!(told.contains("error[not-ours]") && told.contains("`output/a/0.html`"), "{told}");
    assert_eq!(read(&site, "output/a/0.html"), "<p>Mine");
    assert!(read(&site, "output/a/0.txt").contains("Version 2") && site.has("output/a/1.html"));
}

fn translated() -> Site {
    let site = Site::new();
    site.write("content/fever.yaml", &article("Fever"));
    site.write("content/fever.es.yaml", &article_with("Fiebre", "original_updated: 2024-01-02\n"));
    site.write("content/rest.yaml", &article("Rest"));
    site.build();
    assert!(site.has("output/fever.es.pdf"));
    site
}

#[test]
fn a_translation_goes_with_its_original_that_is_built_alone() {
    for status in ["withdrawn", "draft"] {
        let site = translated();
        site.write("content/fever.yaml", &article_with("Fever", &format!("status: {status}\n")));
        site.run(0, &["build", "content/fever.yaml"]);
        assert_eq!(site.files("output").into_keys().collect::<Vec<_>>(), ["manifest.json", "rest.pdf"], "{status}");
        assert_eq!(site.manifest()["handouts"].as_array().expect("a list").len(), 1);
        site.run(1, &["build"]);
        site.write("content/fever.yaml", &article("Fever"));
        site.build();
        assert!(site.files("output") == site.clean_build(), "both come back");
    }
}

#[test]
fn a_translation_that_cannot_be_read_goes_with_its_original() {
    let site = translated();
    site.run(0, &["build", "--bilingual", "es", "content/fever.es.yaml"]);
    assert!(site.has("output/fever.es.bilingual.pdf"));
    std::fs::write(site.path("content/fever.es.yaml"), b"title: Fi\xe9bre\n").expect("it can be written");
    site.run(1, &["build"]);
    assert!(site.has("output/fever.es.pdf"), "it may be mended");
    site.write("content/fever.yaml", &article_with("Fever", "status: withdrawn\n"));
    let told = site.run(1, &["build"]);
    assert!(told.contains("error[invalid-utf8]") && told.contains("error[translation-of-withdrawn]"), "{told}");
    assert_eq!(site.files("output").into_keys().collect::<Vec<_>>(), ["manifest.json", "rest.pdf"]);
}

#[test]
fn a_new_article_takes_no_name_that_is_taken() {
    let site = Site::new();
    site.write("content/cough.yml", &article("Cough"));
    assert!(site.run(2, &["new", "cough"]).contains("`content/cough.yml` is there already"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("gone.yaml", site.path("content/fever.yaml")).expect("a link");
        assert!(site.run(2, &["new", "fever"]).contains("`content/fever.yaml` is there already"));
    }
    assert!(!site.has("content/cough.yaml"));
}

#[test]
fn no_translation_is_begun_of_what_was_withdrawn() {
    let site = Site::new();
    site.write("content/fever.yaml", &article_with("Fever", "status: withdrawn\n"));
    assert!(site.run(2, &["new", "fever.es"]).contains("`content/fever.yaml` was withdrawn"));
    assert!(!site.has("content/fever.es.yaml"));
}

#[cfg(unix)]
#[test]
fn a_folder_is_begun_over_nothing_of_anybodys() {
    let site = Site::new();
    std::fs::create_dir_all(site.path("linked/content")).expect("a folder");
    let link = site.path("linked/content/handout.yaml");
    std::os::unix::fs::symlink("../shared/handout.yaml", &link).expect("a link");
    assert!(site.run(2, &["init", "linked"]).contains("`linked/content/handout.yaml` is there already"));
    assert!(link.is_symlink());
    site.write("mine/content/.schema/site.json", r#"{"title": "Mine"}"#);
    let told = site.run(2, &["init", "mine"]);
    assert!(told.contains("`mine/content/.schema/site.json` is there already"), "{told}");
    assert_eq!(read(&site, "mine/content/.schema/site.json"), r#"{"title": "Mine"}"#);
    assert!(!site.has("mine/content/handout.yaml"), "nothing is begun");
    // Those of another version are brought up to date.
    site.write("old/content/.schema/article.json", r#"{"title": "A handout article"}"#);
    site.run(0, &["init", "old"]);
    assert!(read(&site, "old/content/.schema/article.json").len() > 1000);
}

#[test]
fn a_folder_with_somebody_elses_manifest_is_no_shard() {
    let site = Site::with(1);
    site.run(0, &["build", "-o", "one", "--shard", "1/1"]);
    site.write("web/manifest.json", r#"{"name": "My web app"}"#);
    let told = site.run(2, &["merge", "one", "web", "-o", "all"]);
    assert!(told.contains("`web/manifest.json` cannot be read: it is not a manifest"), "{told}");
}

#[test]
fn with_a_packet_on_standard_output_programs_are_told_of_a_failure_beside_it() {
    let site = Site::with(1);
    let run = site.command(&["packet", "gone", "-o", "-", "--format", "json"]).output().expect("it runs");
    assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0));
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    let mut objects = told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    assert!(objects.any(|object| object["severity"] == "error" && object["file"].is_null()), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_watch_goes_on_when_its_folder_comes_back() {
    use std::time::Duration;
    let site = Site::with(1);
    let mut watch = site.command(&["watch", "-q"]).stderr(std::process::Stdio::null()).spawn().expect("it runs");
    let mut until = |name: &str| {
        for _ in 0..1000 {
            if site.has(name) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = watch.kill();
        panic!("{name} was not made in twenty seconds");
    };
    until("output/manifest.json");
    std::thread::sleep(Duration::from_millis(300));
    std::fs::remove_dir_all(site.path("content")).expect("it was there");
    std::thread::sleep(Duration::from_millis(300));
    site.write("content/handout.yaml", "name: Clinic\n");
    site.write("content/b/1.yaml", &article("Back"));
    until("output/b/1.pdf");
    // Replaced at once, as by a tool that brings the folder up to date.
    std::thread::sleep(Duration::from_millis(300));
    site.write("next/handout.yaml", "name: Clinic\n");
    site.write("next/c/1.yaml", &article("Next"));
    site.rename("content", "old");
    site.rename("next", "content");
    until("output/c/1.pdf");
    std::thread::sleep(Duration::from_millis(300));
    site.write("content/c/2.yaml", &article("Later"));
    until("output/c/2.pdf");
    // Gone and back again and again, faster than it can be looked at.
    for round in 0..40 {
        std::fs::remove_dir_all(site.path("content")).expect("it was there");
        std::thread::sleep(Duration::from_millis(round % 7));
        site.write("content/handout.yaml", "name: Clinic\n");
        std::thread::sleep(Duration::from_millis(round % 5));
    }
    site.write("content/d/1.yaml", &article("Last"));
    until("output/d/1.pdf");
    watch.kill().expect("it runs");
    watch.wait().expect("it ends");
}

#[cfg(target_os = "linux")]
#[test]
fn a_watch_takes_a_site_file_named_without_a_folder() {
    use std::time::Duration;
    let site = Site::with(1);
    site.write("clinic.yaml", "name: Clinic\n");
    let mut watch = site.command(&["watch", "-q", "--site", "clinic.yaml"]).spawn().expect("it runs");
    let mut until = |done: &dyn Fn() -> bool| {
        for _ in 0..1000 {
            if done() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = watch.kill();
        panic!("nothing happened for twenty seconds");
    };
    let manifest = || std::fs::read_to_string(site.path("output/manifest.json")).unwrap_or_default();
    until(&|| !manifest().is_empty());
    std::thread::sleep(Duration::from_millis(300));
    let before = manifest();
    site.write("clinic.yaml", "name: Other\n");
    until(&|| manifest() != before);
    watch.kill().expect("it runs");
    watch.wait().expect("it ends");
}
