//! Every article of `content/` becomes a file that is PDF/UA-1 and PDF/A-2a, without a word of warning.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use handout::build::{Event, Request, Session, Summary};
use handout::commands;
use handout::site::Edition;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::clinic::{home, today};

/// What a build of `content/` gave: every PDF under its name below the output folder.
pub struct Samples {
    pub summary: Summary,
    pub notes: Vec<String>,
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Built once for all tests.
pub static SAMPLES: LazyLock<Samples> = LazyLock::new(|| {
    let output = tempfile::tempdir().expect("a folder");
    let request = Request {
        paths: vec![home().join("content")],
        output: Some(output.path().to_owned()),
        ..Request::new(today())
    };
    let mut notes = Vec::new();
    let mut files = BTreeMap::new();
    let summary = commands::build(&Session::default(), &request, &mut |event| match event {
        Event::Note(note) => notes.push(format!("{note:?}")),
        Event::Built(path, _) => {
            let name = path.strip_prefix(output.path()).expect("below the output").to_string_lossy().into_owned();
            files.insert(name, std::fs::read(&path).expect("it is on disk"));
        }
        _ => {}
    });
    Samples { summary: summary.expect("a build"), notes, files }
});

#[test]
fn all_samples_are_built_without_a_warning() {
    let samples = &*SAMPLES;
    assert_eq!(samples.notes, [""; 0]);
    assert_eq!((samples.summary.failed, samples.summary.passed_over, samples.summary.warnings), (0, 0, 0));
    assert_eq!(samples.files.len(), samples.summary.built);
    assert!(samples.files.len() >= 15, "only {}", samples.files.len());
    let spanish = samples.files.keys().filter(|name| name.ends_with(".es.pdf")).count();
    assert!(spanish >= 2, "only {spanish} in Spanish");
}

/// What the compact edition is for: half of the samples are one sheet, printed on both sides.
#[test]
fn eleven_samples_are_one_sheet_in_the_compact_edition() {
    let output = tempfile::tempdir().expect("a folder");
    let request = Request {
        paths: vec![home().join("content")],
        output: Some(output.path().to_owned()),
        edition: Some(Edition::Compact),
        ..Request::new(today())
    };
    let mut sheets = BTreeMap::new();
    let summary = commands::build(&Session::default(), &request, &mut |event| {
        if let Event::Built(path, extent) = event {
            sheets.insert(path, extent.pages.div_ceil(2));
        }
    });
    assert_eq!(summary.expect("a build").failed, 0);
    let one = sheets.values().filter(|sheets| **sheets == 1).count();
    assert!(one >= 11, "{one}: {sheets:#?}");
}

#[test]
fn all_samples_are_pdf_ua_1_and_pdf_a_2a() {
    let queue = Mutex::new(SAMPLES.files.iter());
    let next = || queue.lock().expect("no panic").next();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((name, bytes)) = next() {
                    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
                        let options = ValidationOptions::default().profile(profile);
                        let report = validate_pdf_bytes(bytes, &options).expect("a PDF");
                        let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
                        assert!(failures.is_empty(), "{name} is not {profile:?}: {failures:#?}");
                    }
                }
            });
        }
    });
}

#[test]
fn two_pages_weigh_little() {
    let pages = |bytes: &[u8]| lopdf_reader::Document::load_mem(bytes).expect("a PDF").get_pages().len();
    let short: Vec<_> = SAMPLES.files.iter().filter(|(_, bytes)| pages(bytes) <= 2).collect();
    assert!(!short.is_empty(), "no sample is short");
    for (name, bytes) in short {
        assert!(bytes.len() <= 30_000, "{name} has {} bytes", bytes.len());
    }
}
