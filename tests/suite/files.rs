//! No file of anybody's is lost: what is not the tool's own, by its content, is neither written over nor removed, and no link
//! or pipe is followed.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::output::{Site, article, article_with};

/// Bytes that a signature adds to the end of a PDF.
const SIGNATURE: &[u8] = b"\n9 0 obj\n<</Type/Sig>>\nendobj\ntrailer<</Prev 99>>\nstartxref\n9999\n%%EOF\n";

fn sign(site: &Site, pdf: &str) -> Vec<u8> {
    let mut bytes = std::fs::read(site.path(pdf)).expect("a PDF");
    bytes.extend_from_slice(SIGNATURE);
    std::fs::write(site.path(pdf), &bytes).expect("it can be written");
    bytes
}

fn read(site: &Site, name: &str) -> Vec<u8> {
    std::fs::read(site.path(name)).expect(name)
}

/// Runs the command, which must not hang. Returns its status and what it told on standard error.
fn run_to_its_end(site: &Site, arguments: &[&str]) -> (Option<i32>, String) {
    let mut run = site.command(arguments);
    let mut run = run.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
    let start = Instant::now();
    while run.try_wait().expect("it can be asked").is_none() {
        if start.elapsed() > Duration::from_secs(60) {
            run.kill().expect("it can be killed");
            panic!("{arguments:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let Output { status, stderr, .. } = run.wait_with_output().expect("it ended");
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

#[test]
fn a_pdf_that_somebody_signed_is_not_written_over() {
    let site = Site::with(2);
    site.build();
    let signed = sign(&site, "output/a/0.pdf");
    site.write("content/a/0.yaml", &article("Number 0, changed"));
    for arguments in [&["build"][..], &["build"], &["build", "--force"], &["build", "--verify"]] {
        let told = site.run(1, arguments);
        assert!(told.contains("error[not-ours]") && told.contains("signed, changed or replaced"), "{told}");
        assert_eq!(read(&site, "output/a/0.pdf"), signed, "{arguments:?}");
        assert!(site.entry("a/0.pdf").is_null(), "the manifest does not vouch for it");
        assert_eq!(site.manifest()["failed"][0]["source"], "a/0.yaml");
    }
    site.rename("output/a/0.pdf", "signed.pdf");
    site.build();
    assert!(site.files("output") == site.clean_build());
}

#[test]
fn a_signed_pdf_is_kept_while_its_article_is_unsound_and_after() {
    let site = Site::with(2);
    site.build();
    let signed = sign(&site, "output/a/0.pdf");
    site.write("content/a/0.yaml", "title: [\n");
    site.run(1, &["build"]);
    site.write("content/a/0.yaml", &article("Mended"));
    assert!(site.run(1, &["build"]).contains("not-ours"));
    assert_eq!(read(&site, "output/a/0.pdf"), signed);
}

#[test]
fn a_pdf_that_somebody_changed_is_not_removed() {
    let site = Site::with(3);
    site.build();
    let signed = sign(&site, "output/a/0.pdf");
    site.write("output/a/1.pdf", "a scan");
    site.remove("content/a/0.yaml");
    site.write("content/a/1.yaml", &article_with("Number 1", "status: withdrawn\n"));
    let told = site.build();
    assert_eq!(told.matches("warning[not-ours]").count(), 2, "{told}");
    assert!(told.contains("output/a/0.pdf") && told.contains("output/a/1.pdf"), "{told}");
    assert!(!site.build().contains("not-ours"), "from now on they are not ours");
    assert_eq!((read(&site, "output/a/0.pdf"), read(&site, "output/a/1.pdf")), (signed, b"a scan".into()));
}

#[test]
fn a_pdf_that_was_only_copied_or_touched_is_ours() {
    let site = Site::with(2);
    site.build();
    let old = read(&site, "output/a/0.pdf");
    std::fs::remove_file(site.path("output/a/0.pdf")).expect("it was there");
    std::fs::write(site.path("output/a/0.pdf"), &old).expect("it can be written");
    site.write("content/a/0.yaml", &article("Version 2"));
    site.build();
    // An older version, brought back from a backup.
    std::fs::write(site.path("output/a/0.pdf"), &old).expect("it can be written");
    site.write("content/a/0.yaml", &article("Version 3"));
    site.build();
    assert!(site.files("output") == site.clean_build());
}

#[test]
fn a_journal_speaks_of_contents_and_not_of_names() {
    let site = Site::with(1);
    site.build();
    site.write("output/a/mine.pdf", "mine");
    site.write("output/a/torn.pdf", "written by a run that was killed");
    let sha256 = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let killed = sha256("written by a run that was killed");
    let lines = format!("a/mine.pdf\n{} a/mine.pdf\n{killed} a/torn.pdf\n{killed} a/", sha256("other"));
    site.write("output/.handout/journal-x", &lines);
    let told = site.build();
    assert!(site.has("output/a/mine.pdf"), "{told}");
    assert!(!site.has("output/a/torn.pdf"), "{told}");
    assert!(!site.has("output/.handout/journal-x"), "all of it is settled");
}

#[test]
fn the_history_knows_our_pdfs_where_state_and_manifest_are_lost() {
    let site = Site::with(3);
    site.build();
    site.write("output/.handout/state", "scribble");
    site.write("output/manifest.json", "scribble");
    site.write("content/a/1.yaml", &article("Changed"));
    site.build();
    assert!(site.files("output") == site.clean_build());
}

#[test]
fn a_manifest_of_somebody_else_is_never_replaced() {
    let web = r#"{"name": "My web app", "icons": []}"#;
    for text in [web, "not JSON", "", "[]", "{}", r#"{"handouts": "none"}"#] {
        let site = Site::with(1);
        site.write("output/manifest.json", text);
        let told = site.run(2, &["build"]);
        assert!(told.contains("`output/manifest.json` is there already, and handout did not make it"), "{told}");
        assert_eq!(read(&site, "output/manifest.json"), text.as_bytes());
        assert_eq!(site.files("output").len(), 1, "nothing is written before that is known");
        assert!(!site.has("output/.handout"));
    }
    let site = Site::with(2);
    site.build();
    site.write("output/manifest.json", web);
    site.write("content/a/1.yaml", &article("Changed"));
    assert!(site.run(2, &["build"]).contains("did not make it"));
    assert_eq!(read(&site, "output/manifest.json"), web.as_bytes());
    for torn in ["", "{\"handouts\": [", "{}"] {
        site.write("output/manifest.json", torn);
        site.build();
        assert!(site.files("output") == site.clean_build(), "what is torn is mended");
    }
}

#[cfg(unix)]
#[test]
fn no_link_among_the_tools_own_files_is_followed() {
    use std::os::unix::fs::symlink;
    for name in ["history", "journal", "lock", "state"] {
        let site = Site::with(1);
        site.write("victim", "victim\n");
        site.write("output/.handout/x", "");
        symlink("../../victim", site.path(&format!("output/.handout/{name}"))).expect("a link");
        let (status, told) = run_to_its_end(&site, &["build"]);
        assert_eq!(read(&site, "victim"), b"victim\n", "{name}: {told}");
        match name {
            // A new one takes its place.
            "state" => assert_eq!(status, Some(0), "{told}"),
            _ => assert!(status == Some(2) && told.contains("not an ordinary file"), "{name}: {told}"),
        }
    }
    let site = Site::with(1);
    site.write("victim", "victim\n");
    site.write("output/x", "");
    symlink("../victim", site.path("output/manifest.json")).expect("a link");
    site.run(2, &["build"]);
    assert_eq!(read(&site, "victim"), b"victim\n");
}

#[test]
fn what_a_hard_link_keeps_stays_as_it_is() {
    for name in ["history", "journal"] {
        let site = Site::with(1);
        site.write("victim", "victim\n");
        site.write("output/.handout/x", "");
        std::fs::hard_link(site.path("victim"), site.path(&format!("output/.handout/{name}"))).expect("a link");
        site.build();
        assert_eq!(read(&site, "victim"), b"victim\n", "{name}");
    }
}

#[cfg(unix)]
#[test]
fn no_pipe_is_waited_for() {
    let pipe = |site: &Site, name: &str| {
        site.write("output/.handout/x", "");
        assert!(Command::new("mkfifo").arg(site.path(name)).status().expect("it runs").success());
    };
    for name in ["output/.handout/lock", "output/.handout/journal", "output/.handout/history", "output/manifest.json"] {
        let site = Site::with(1);
        pipe(&site, name);
        let (status, told) = run_to_its_end(&site, &["build"]);
        assert_eq!(status, Some(2), "{name}: {told}");
        assert!(told.contains(name), "{told}");
    }
    for (name, status) in [("output/.handout/state", 0), ("output/a/0.pdf", 1)] {
        let site = Site::with(1);
        site.write("output/a/x", "");
        pipe(&site, name);
        let (ended, told) = run_to_its_end(&site, &["build"]);
        assert_eq!(ended, Some(status), "{name}: {told}");
    }
    let site = Site::with(1);
    pipe(&site, "output/manifest.json");
    for question in [&["find", "number"][..], &["which", "ABCD-EFGH"]] {
        assert_eq!(run_to_its_end(&site, question).0, Some(2), "{question:?}");
    }
}

#[cfg(unix)]
#[test]
fn who_may_read_a_file_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::with(1);
    let set = |name: &str, mode| {
        std::fs::set_permissions(site.path(name), std::fs::Permissions::from_mode(mode)).expect("it can be set");
    };
    let mode = |name: &str| site.path(name).metadata().expect("a file").permissions().mode() & 0o777;
    site.build();
    site.run(0, &["packet", "a/0", "--title", "For Jane", "-o", "p.pdf"]);
    for name in ["output/a/0.pdf", "output/manifest.json", "p.pdf", "content/a/0.yaml"] {
        set(name, 0o600);
    }
    site.run(0, &["stamp", "content/a/0.yaml"]);
    site.build();
    site.run(0, &["packet", "a/0", "--title", "For Jane", "-o", "p.pdf"]);
    for name in ["output/a/0.pdf", "output/manifest.json", "p.pdf", "content/a/0.yaml"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    set("p.pdf", 0o644);
    site.run(0, &["packet", "a/0", "--append", "output/a/0.pdf", "-o", "p.pdf"]);
    assert_eq!(mode("p.pdf"), 0o600, "it may speak of a patient");
}

#[test]
fn a_packet_is_never_written_over_what_it_is_made_of() {
    let site = Site::with(2);
    site.build();
    std::fs::copy(site.path("output/a/0.pdf"), site.path("scan.pdf")).expect("it can be copied");
    site.write("content/forms/consent.pdf", "%PDF a form");
    let before = (read(&site, "scan.pdf"), read(&site, "content/forms/consent.pdf"));
    for force in [&[][..], &["--force"]] {
        let over_itself = ["packet", "a/0", "--append", "scan.pdf=Scan", "-o", "./scan.pdf"];
        assert!(site.run(2, &[&over_itself, force].concat()).contains("made of"));
        for output in ["content/forms/consent.pdf", "content/new.pdf", "content/new/p.pdf"] {
            let told = site.run(2, &[&["packet", "a/0", "-o", output], force].concat());
            assert!(told.contains("content folder"), "{told}");
        }
    }
    assert_eq!((read(&site, "scan.pdf"), read(&site, "content/forms/consent.pdf")), before);
    assert!(!site.has("content/new.pdf") && !site.has("content/new"));
}

#[test]
fn who_works_in_the_content_folder_writes_packets_there_and_not_over_their_parts() {
    let site = Site::with(2);
    site.build();
    site.write(
        "content/packets/home.yaml",
        "title: Home\narticles:\n  - a/0\n  - {pdf: forms/old.pdf, title: A form}\n",
    );
    std::fs::create_dir(site.path("content/forms")).expect("it can be made");
    // A handout of an earlier build, which would otherwise be replaced.
    std::fs::copy(site.path("output/a/1.pdf"), site.path("content/forms/old.pdf")).expect("it can be copied");
    let packet = |output: &str| {
        let arguments = ["packet", "packets/home.yaml", "--force", "-o", output];
        let run = site.command(&arguments).current_dir(site.path("content")).output().expect("it runs");
        (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
    };
    assert_eq!(packet("home.pdf").0, Some(0));
    assert_eq!(packet("home.pdf").0, Some(0));
    let (status, told) = packet("forms/old.pdf");
    assert!(status == Some(2) && told.contains("made of"), "{told}");
    assert!(read(&site, "content/forms/old.pdf") == read(&site, "output/a/1.pdf"));
}

#[test]
fn a_packet_takes_the_place_of_a_packet_and_of_nothing_else() {
    let site = Site::with(2);
    site.build();
    let packet =
        |status, arguments: &[&str]| site.run(status, &[&["packet", "a/0", "-o", "p.pdf"], arguments].concat());
    packet(0, &[]);
    packet(0, &["--append", "output/a/1.pdf"]);
    packet(0, &["a/1"]);
    let signed = sign(&site, "p.pdf");
    assert!(packet(2, &[]).contains("--force"));
    assert_eq!(read(&site, "p.pdf"), signed);
    packet(0, &["--force"]);
    assert_ne!(read(&site, "p.pdf"), signed);
    site.write("p.pdf", "%PDF-1.4 a letter of somebody's");
    packet(2, &[]);
    site.write("p.pdf", "");
    packet(0, &[]);
}

#[test]
fn what_killed_runs_left_goes_with_the_next_and_what_runs_hold_stays() {
    let site = Site::with(1);
    for name in [".handout-a1b2c3", ".handout-held00", ".handout-notes", "mine.pdf"] {
        site.write(name, "pages of a patient");
    }
    let held = std::fs::File::open(site.path(".handout-held00")).expect("a file");
    held.lock().expect("it can be taken");
    site.write("content/a/.handout-zzzzzz", "of a stamp");
    site.run(0, &["packet", "a/0", "-o", "p.pdf"]);
    site.run(0, &["stamp", "content/a/0.yaml"]);
    assert!(!site.has(".handout-a1b2c3") && !site.has("content/a/.handout-zzzzzz"));
    assert!(site.has(".handout-held00") && site.has(".handout-notes") && site.has("mine.pdf"));
}

/// A clinic with two shards of its PDFs, `s1` and `s2`.
fn shards() -> Site {
    let site = Site::with(6);
    for (part, folder) in [("1/2", "s1"), ("2/2", "s2")] {
        site.run(0, &["build", "--shard", part, "-o", folder]);
    }
    site
}

#[test]
fn two_merges_do_not_wait_for_each_other_for_ever() {
    let site = shards();
    for _ in 0..6 {
        let mut runs: Vec<_> = [("s1", "s2"), ("s2", "s1")]
            .map(|(from, to)| {
                site.command(&["merge", from, to, "-o", to]).stdout(Stdio::null()).spawn().expect("it runs")
            })
            .into();
        let start = Instant::now();
        for run in &mut runs {
            while run.try_wait().expect("it can be asked").is_none() {
                if start.elapsed() > Duration::from_secs(60) {
                    run.kill().expect("it can be killed");
                    panic!("a merge hangs");
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            assert!(run.wait().expect("it ended").success());
        }
    }
    assert!(site.files("s1") == site.clean_build());
    assert!(site.files("s2") == site.clean_build());
}

/// Of an article that is only to be made anew nobody knows an error.
#[test]
fn a_merge_counts_articles_with_errors_and_no_others() {
    let site = shards();
    std::fs::remove_dir_all(site.path("s1/.handout")).expect("it was there");
    let told = site.run(0, &["merge", "s1", "s2", "-o", "merged"]);
    assert!(told.contains("6 PDFs from 2 shards") && !told.contains("errors"), "{told}");
}

#[test]
fn a_merge_writes_nothing_to_its_shards() {
    let site = shards();
    std::fs::remove_dir_all(site.path("s1/.handout")).expect("it was there");
    let before = site.files("s1");
    site.run(0, &["merge", "s1", "s2", "-o", "merged"]);
    assert!(!site.has("s1/.handout"));
    assert!(site.files("s1") == before);
    assert_eq!(site.files("merged").len(), 7, "six PDFs and the manifest");
}

#[cfg(unix)]
#[test]
fn a_merge_reads_ordinary_files_and_no_more_than_was_left() {
    use std::os::unix::fs::symlink;
    let site = shards();
    let pdf = ["s1/a/0.pdf", "s2/a/0.pdf"].into_iter().find(|name| site.has(name)).expect("a shard has it");
    let whole = read(&site, pdf);
    let refused = |what: &str| {
        let (status, told) = run_to_its_end(&site, &["merge", "s1", "s2", "-o", "merged"]);
        assert_eq!(status, Some(2), "{what}: {told}");
        assert!(told.contains(pdf), "{what}: {told}");
        site.remove(pdf);
    };
    site.remove(pdf);
    assert!(Command::new("mkfifo").arg(site.path(pdf)).status().expect("it runs").success());
    refused("a pipe");
    symlink("/dev/zero", site.path(pdf)).expect("a link");
    refused("a device");
    std::fs::write(site.path("elsewhere.pdf"), &whole).expect("it can be written");
    symlink(site.path("elsewhere.pdf"), site.path(pdf)).expect("a link");
    refused("a link");
    std::fs::write(site.path(pdf), [&whole[..], b"more"].concat()).expect("it can be written");
    refused("a longer file");
    std::fs::write(site.path(pdf), &whole).expect("it can be written");
    site.run(0, &["merge", "s1", "s2", "-o", "merged"]);
    assert!(site.files("merged") == site.clean_build());
}

#[test]
fn a_merge_says_that_it_waits() {
    let site = shards();
    let lock = std::fs::File::options().write(true).open(site.path("s1/.handout/lock")).expect("a lock");
    lock.lock().expect("it can be taken");
    let mut waiting = site.command(&["merge", "s1", "s2", "-o", "merged"]);
    let mut waiting = waiting.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut told = String::new();
    let mut lines = std::io::BufReader::new(waiting.stderr.take().expect("a pipe"));
    std::io::BufRead::read_line(&mut lines, &mut told).expect("text");
    assert!(told.contains("another run is at work in `s1`"), "{told}");
    drop(lock);
    assert!(waiting.wait().expect("it ends").success());
}

#[cfg(unix)]
#[test]
fn links_between_folders_end() {
    use std::os::unix::fs::symlink;
    let site = Site::with(2);
    for folder in 0..12 {
        std::fs::create_dir(site.path(&format!("content/k{folder}"))).expect("a folder");
        for link in 0..if folder < 11 { 6 } else { 0 } {
            let name = site.path(&format!("content/k{folder}/l{link}"));
            symlink(format!("../k{}", folder + 1), name).expect("a link");
        }
    }
    site.write("content/k11/x.yaml", &article("X"));
    let (status, told) = run_to_its_end(&site, &["build"]);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("links to folders find too much") && told.matches("too-deep").count() == 1, "{told}");
    assert!(site.has("output/a/0.pdf") && site.has("output/k11/x.pdf") && site.has("output/k10/l5/x.pdf"));
    assert!(site.files("output").len() < 250, "{}", site.files("output").len());
}

#[cfg(unix)]
#[test]
fn links_that_lead_round_are_told_of_once_each() {
    use std::os::unix::fs::symlink;
    let site = Site::with(1);
    for folder in 0..5 {
        std::fs::create_dir(site.path(&format!("content/k{folder}"))).expect("a folder");
        for link in 0..5 {
            symlink(format!("../k{link}"), site.path(&format!("content/k{folder}/l{link}"))).expect("a link");
        }
    }
    let told = site.run(1, &["check"]);
    // However many ways lead through them; one that leads to its own folder is told where it lies.
    assert_eq!(told.matches("link-loop").count(), 25, "{told}");
    assert!((0..5).all(|at| told.contains(&format!("content/k{at}/l{at}`: this link leads back"))), "{told}");
}

#[cfg(unix)]
#[test]
fn articles_behind_a_link_that_leads_nowhere_are_not_gone() {
    use std::os::unix::fs::symlink;
    let site = Site::with(3);
    site.rename("content/a", "content/elsewhere");
    symlink("elsewhere", site.path("content/a")).expect("a link");
    site.build();
    assert!(site.has("output/a/0.pdf") && site.has("output/elsewhere/0.pdf"));
    site.remove("content/a");
    symlink("nowhere", site.path("content/a")).expect("a link");
    let told = site.run(1, &["build"]);
    assert!(told.contains("`content/a` is a link, and what it leads to cannot be read"), "{told}");
    assert!(site.has("output/a/0.pdf"));
    site.remove("content/a");
    site.build();
    assert!(!site.has("output/a/0.pdf"));
}

#[cfg(unix)]
#[test]
fn no_time_zone_is_read_without_end() {
    let site = Site::with(1);
    for zone in ["/dev/zero", ":/dev/zero", "/no/such/file", "nonsense", ""] {
        let run = site.command(&["check"]).env("TZ", zone).output().expect("it runs");
        assert!(run.status.success(), "{zone}");
    }
}

#[test]
fn two_forms_of_one_accent_are_one_name() {
    let site = Site::with(1);
    site.write("content/caf\u{e9}.yaml", &article("One"));
    site.write("content/cafe\u{301}.yaml", &article("Two"));
    if std::fs::read_dir(site.path("content")).expect("a folder").count() == 3 {
        // This file system takes them for one.
        return;
    }
    assert_eq!(site.run(1, &["build"]).matches("error[same-pdf]").count(), 2);
    assert!(site.has("output/a/0.pdf"));
    assert_eq!(site.files("output").len(), 2);
}
