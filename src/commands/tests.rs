//! What a power cut may tear is found by the next run of the machine, and not looked for before.

use std::fs;
use std::io::Write;
use std::path::Path;

use jiff::civil::date;
use tempfile::TempDir;

use crate::build::request::{Request, Summary};
use crate::build::session::Session;
use crate::output::folder::machine_run;
use crate::output::state::State;

fn site(articles: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("content/handout.yaml"), "name: Clinic\n").unwrap();
    (0..articles).for_each(|number| write(folder.path(), number, "Fever"));
    folder
}

fn write(folder: &Path, number: usize, title: &str) {
    let text = format!(
        "title: {title} {number}\ncreated: 2024-01-01\nupdated: 2024-01-02\nsections:\n  - heading: What is it?\n    \
         body: Warmth.\n"
    );
    fs::write(folder.join(format!("content/{number}.yaml")), text).unwrap();
}

fn build(folder: &Path) -> Summary {
    let paths = vec![folder.join("content")];
    let request = Request { paths, output: Some(folder.join("output")), ..Request::new(date(2026, 1, 1)) };
    super::build(&Session::default(), &request, &mut |_| {}).unwrap()
}

fn state(folder: &Path) -> State {
    State::load(&folder.join("output/.handout/state")).unwrap()
}

/// As if the machine had been started anew since.
fn restart(folder: &Path) {
    let forged = State { unsynced_in: Some("an earlier run".into()), ..state(folder) };
    forged.write(fs::File::create(folder.join("output/.handout/state")).unwrap()).unwrap();
}

/// Zeros where data was, length and time kept: what never reached the disk.
fn tear(file: &Path) {
    let time = fs::metadata(file).unwrap().modified().unwrap();
    let mut file = fs::File::options().write(true).open(file).unwrap();
    file.write_all(&[0; 1000]).unwrap();
    file.set_modified(time).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_power_cut_tore_is_mended_by_the_next_run_of_the_machine() {
    let site = site(3);
    let folder = site.path();
    assert_eq!(build(folder).built, 3);
    assert_eq!(state(folder).unsynced_in, machine_run(), "so few are not synced");
    let pdf = folder.join("output/1.pdf");
    let whole = fs::read(&pdf).unwrap();
    tear(&pdf);
    assert_eq!(build(folder).up_to_date, 3, "without a power cut nothing is torn, and nobody looks");
    restart(folder);
    let mended = build(folder);
    assert_eq!((mended.built, mended.up_to_date), (1, 2));
    assert_eq!(fs::read(&pdf).unwrap(), whole);
    assert_ne!(state(folder).unsynced_in.as_deref(), Some("an earlier run"), "all was looked at");
}

#[cfg(target_os = "linux")]
#[test]
fn a_torn_manifest_is_written_anew() {
    let site = site(1);
    let folder = site.path();
    build(folder);
    let manifest = folder.join("output/manifest.json");
    let whole = fs::read(&manifest).unwrap();
    tear(&manifest);
    restart(folder);
    build(folder);
    assert_eq!(fs::read(&manifest).unwrap(), whole);
}

#[cfg(target_os = "linux")]
#[test]
fn the_manifest_does_not_vouch_for_a_torn_pdf_that_cannot_be_mended() {
    let site = site(2);
    let folder = site.path();
    build(folder);
    fs::write(folder.join("content/1.yaml"), "title: Unsound\n").unwrap();
    assert_eq!(build(folder).failed, 1);
    let listed = || fs::read_to_string(folder.join("output/manifest.json")).unwrap();
    let before = listed();
    tear(&folder.join("output/1.pdf"));
    restart(folder);
    assert_eq!(build(folder).failed, 1);
    assert_ne!(listed(), before, "the SHA-256 is that of the torn file");
}

#[cfg(target_os = "linux")]
#[test]
fn many_files_are_synced_at_once() {
    let site = site(20);
    let folder = site.path();
    build(folder);
    assert_eq!(state(folder).unsynced_in, None);
    write(folder, 7, "Chills");
    assert_eq!(build(folder).built, 1);
    assert_eq!(state(folder).unsynced_in, machine_run());
}
