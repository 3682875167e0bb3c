//! Nothing that is out of date stays on disk in silence: other editions, files restored with their old times, translations.

use super::output::{Site, article, article_with};
use super::tagged;

fn text_of(site: &Site, pdf: &str) -> String {
    tagged::page_texts(&std::fs::read(site.path(pdf)).expect("a PDF")).concat().replace(['\n', '\u{a0}'], " ")
}

fn dose(tablets: u8) -> String {
    article("Fever").replace("Text on Fever.", &format!("Take {tablets} tablets."))
}

/// A PDF in large or compact print that was asked for once is made anew with the others, and forgotten when somebody
/// removes it.
#[test]
fn every_edition_on_disk_is_kept_in_step() {
    let site = Site::new();
    site.write("content/fever.yaml", &dose(1));
    site.build();
    site.run(0, &["build", "--edition", "large"]);
    site.run(0, &["build", "--edition", "compact"]);
    for (tablets, arguments) in [
        (2, &["build"][..]),
        (3, &["build", "content/fever.yaml"]),
        (4, &["build", "--edition", "large"]),
        (5, &["build", "--edition", "standard"]),
        (6, &["build"]),
    ] {
        site.write("content/fever.yaml", &dose(tablets));
        site.run(0, arguments);
        for pdf in ["fever.pdf", "fever.large.pdf", "fever.compact.pdf"] {
            let text = text_of(&site, &format!("output/{pdf}"));
            assert!(text.contains(&format!("Take {tablets} tablets.")), "{arguments:?} {pdf}: {text}");
            assert_eq!(site.entry(pdf)["current"], true, "{arguments:?} {pdf}");
        }
    }
    let times = site.times();
    site.build();
    assert_eq!(site.times(), times, "nothing had changed");
    assert_eq!(site.entry("fever.compact.pdf")["edition"], "compact");
    for pdf in ["fever.large.pdf", "fever.compact.pdf"] {
        site.remove(&format!("output/{pdf}"));
        site.build();
        assert!(!site.has(&format!("output/{pdf}")) && site.entry(pdf).is_null());
    }
}

/// A new article whose PDF has the name of a large print on disk does not take its place, nor the other way round.
#[test]
fn a_name_that_an_edition_on_disk_has_is_taken() {
    let site = Site::new();
    site.write("content/fever.yaml", &dose(1));
    site.write("content/cough.large.yaml", &dose(3));
    site.run(0, &["build", "--edition", "large", "content/fever.yaml"]);
    site.build();
    site.write("content/cough.yaml", &dose(4));
    site.build();
    let large = site.files("output")["fever.large.pdf"].clone();
    site.write("content/fever.large.yaml", &dose(2));
    let told = site.run(1, &["build"]);
    assert!(told.contains("same-pdf") && told.contains("`fever.large.pdf`") && !told.contains("`cough"), "{told}");
    assert!(site.files("output")["fever.large.pdf"] == large);
}

#[test]
fn a_packet_in_large_print_is_kept_in_step() {
    let site = Site::new();
    site.write("content/fever.yaml", &dose(1));
    site.write("content/packets/home.yaml", "title: Going home\narticles: [fever]\n");
    site.run(0, &["build", "--edition", "large"]);
    site.write("content/fever.yaml", &dose(2));
    site.build();
    for pdf in ["packets/home.pdf", "packets/home.large.pdf"] {
        assert!(text_of(&site, &format!("output/{pdf}")).contains("Take 2 tablets."), "{pdf}");
    }
}

/// The manifest has the date of what the PDF shows, not of what the article has come to say.
#[test]
fn a_pdf_that_could_not_be_made_anew_keeps_its_date() {
    let site = Site::new();
    site.write("content/fever.yaml", &dose(1));
    site.run(0, &["build", "--edition", "large"]);
    site.build();
    site.write("content/fever.yaml", &dose(2).replace("2024-01-02", "2025-06-07"));
    site.remove("output/fever.pdf");
    std::fs::create_dir(site.path("output/fever.pdf")).expect("a folder in the way");
    site.run(1, &["build"]);
    assert_eq!(site.entry("fever.large.pdf")["updated"], "2025-06-07");
    let old = site.entry("fever.pdf");
    assert!(old.is_null() || (old["updated"] == "2024-01-02" && old["current"] == false), "{old}");
}

/// `cp -p`, `tar` and zip files bring old times back with other contents.
#[cfg(unix)]
#[test]
fn files_restored_with_their_old_times_are_read_again() {
    let site = Site::new();
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000);
    let restore = |name: &str, text: &str| {
        site.write(name, text);
        let file = std::fs::File::options().write(true).open(site.path(name)).expect("a file");
        file.set_times(std::fs::FileTimes::new().set_modified(old)).expect("it can be set");
    };
    let snippet = |tablets: u8| format!("- Take {tablets} capsules.\n");
    let with_snippet = |tablets: u8| dose(tablets).replace("    body: ", "    body:\n      - include: fever\n      - ");
    restore("content/fever.yaml", &with_snippet(5));
    restore("content/snippets/fever.yaml", &snippet(5));
    site.build();
    assert!(site.build().contains("1 up to date"));
    restore("content/fever.yaml", &with_snippet(8));
    site.build();
    assert!(text_of(&site, "output/fever.pdf").contains("Take 8 tablets."));
    restore("content/snippets/fever.yaml", &snippet(8));
    site.build();
    assert!(text_of(&site, "output/fever.pdf").contains("Take 8 capsules."));
    // Other rights, or another link, are no other text.
    let times = site.times();
    std::fs::hard_link(site.path("content/fever.yaml"), site.path("content/link.txt")).expect("a link");
    site.build();
    assert_eq!(site.times(), times);
}

/// Patients get no translation of what they are not to get, whatever else the translation says.
#[test]
fn a_translation_falls_with_its_original() {
    let (of_withdrawn, of_draft) = ("translation-of-withdrawn", "translation-without-original");
    for (original, translation, code) in [
        ("withdrawn", "approved", Some(of_withdrawn)),
        ("withdrawn", "draft", Some(of_withdrawn)),
        ("withdrawn", "withdrawn", None),
        ("draft", "approved", Some(of_draft)),
        ("draft", "draft", None),
        ("draft", "withdrawn", None),
    ] {
        let site = Site::new();
        site.write("content/fever.yaml", &article("Fever"));
        site.write("content/fever.es.yaml", &article("Fiebre"));
        site.run(0, &["build", "--strict", "--edition", "large"]);
        site.run(0, &["build", "--strict", "--html"]);
        assert!(site.has("output/fever.es.pdf") && site.has("output/fever.es.html"));
        let printed = site.entry("fever.es.pdf")["code"].as_str().expect("a code").to_owned();
        let with_status = |title: &str, status: &str| article_with(title, &format!("status: {status}\n"));
        site.write("content/fever.yaml", &with_status("Fever", original));
        site.write("content/fever.es.yaml", &with_status("Fiebre", translation));
        let status = i32::from(code.is_some());
        for arguments in [&["check"][..], &["build"], &["build"], &["check"]] {
            let told = site.run(status, arguments);
            assert_eq!(code.map(|code| told.matches(code).count()), code.map(|_| 1), "{arguments:?} {told}");
            assert!(code.is_none() || told.contains("error") && told.contains("content/fever.es.yaml:4:9"), "{told}");
        }
        for file in ["fever.es.pdf", "fever.es.large.pdf", "fever.es.html", "fever.pdf"] {
            assert!(!site.has(&format!("output/{file}")), "{file} of {translation}, {original}");
        }
        let withdrawn = site.manifest()["withdrawn"].as_array().expect("a list").len();
        let expected = if original == "withdrawn" { 2 } else { usize::from(translation == "withdrawn") };
        assert_eq!(withdrawn, expected, "{translation}, {original}");
        let what = site.run(0, &["which", &printed]);
        assert_eq!(what.contains("was withdrawn"), original == "withdrawn" || translation == "withdrawn", "{what}");
        site.run(1, &["packet", "fever", "--language", "es", "-o", "p.pdf"]);
        // A draft of what was taken back is none that somebody works on.
        site.run(status, &["build", "--drafts"]);
        assert_eq!(site.has("output/fever.es.pdf"), original == "draft" && translation == "draft");
        site.write("content/fever.yaml", &article("Fever"));
        site.write("content/fever.es.yaml", &article("Fiebre"));
        site.run(0, &["build", "--strict"]);
        assert!(site.has("output/fever.es.pdf"));
    }
}

/// A PDF that holds a text beside its translation goes when either is gone, whichever of them is built.
#[test]
fn a_pdf_of_two_languages_goes_with_either_of_them() {
    let site = Site::new();
    site.write("content/handout.yaml", "name: Clinic\nbilingual: [es]\neditions: [standard, large]\nhtml: true\n");
    let (of_two, of_one) =
        (["fever.es.bilingual.pdf", "fever.es.bilingual.large.pdf", "fever.es.bilingual.html"], "fever.es.pdf");
    let in_place = |name: &&str| site.has(&format!("output/{name}"));
    let begin = || {
        site.write("content/fever.yaml", &dose(1));
        site.write("content/fever.es.yaml", &article("Fiebre"));
        site.build();
        assert!(of_two.iter().all(in_place));
    };
    for gone in ["fever.yaml", "fever.es.yaml"] {
        begin();
        site.remove(&format!("content/{gone}"));
        let left = if gone == "fever.yaml" { "content/fever.es.yaml" } else { "content/fever.yaml" };
        site.run(0, &["build", left]);
        assert!(!of_two.iter().any(in_place) && in_place(&of_one), "{gone}");
        assert!(site.entry(of_two[0]).is_null());
    }
}

/// What cannot be read now may be read the next time: a PDF with its text stays, and is not said to be current.
#[cfg(unix)]
#[test]
fn a_pdf_of_two_languages_stays_while_its_original_cannot_be_read() {
    let site = Site::new();
    site.write("content/handout.yaml", "name: Clinic\nbilingual: [es]\n");
    site.write("content/fever.yaml", &dose(1));
    site.write("content/fever.es.yaml", &article("Fiebre"));
    site.build();
    site.rename("content/fever.yaml", "away.yaml");
    std::os::unix::fs::symlink("later.txt", site.path("content/fever.yaml")).expect("a link");
    for (status, arguments) in [(0, &["build", "content/fever.es.yaml"][..]), (1, &["build"])] {
        site.run(status, arguments);
        assert!(site.has("output/fever.es.bilingual.pdf"), "{arguments:?}");
        assert_eq!(site.entry("fever.es.bilingual.pdf")["current"], false);
    }
    site.rename("away.yaml", "content/later.txt");
    site.build();
    assert_eq!(site.entry("fever.es.bilingual.pdf")["current"], true);
    assert!(site.files("output") == site.clean_build());
}

/// A file that cannot be read has been read before: what was made of it goes with its original.
#[test]
fn a_translation_that_cannot_be_read_falls_with_its_original() {
    let site = Site::new();
    site.write("content/fever.yaml", &article("Fever"));
    site.write("content/fever.es.yaml", &article("Fiebre"));
    site.run(0, &["build", "--strict"]);
    let broken = article("Fiebre").replace("Fiebre", "\"Fiebre");
    site.write("content/fever.es.yaml", &broken);
    site.run(1, &["build"]);
    assert!(site.has("output/fever.es.pdf"), "one with a mistake of its own stays");
    site.write("content/fever.yaml", &article_with("Fever", "status: withdrawn\n"));
    assert!(site.run(1, &["build"]).contains("translation-of-withdrawn"));
    assert!(!site.has("output/fever.es.pdf"));
    let withdrawn = article_with("Fiebre", "status: withdrawn\n").replace("Fiebre", "\"Fiebre");
    site.write("content/fever.es.yaml", &withdrawn);
    assert!(!site.run(1, &["build"]).contains("translation-of-withdrawn"), "it says so as well as it can");
}

#[test]
fn a_translation_of_a_draft_or_of_nothing_is_told() {
    let site = Site::new();
    site.write("content/fever.yaml", &article_with("Fever", "status: draft\n"));
    site.write("content/fever.es.yaml", &article_with("Fiebre", "original_updated: 2024-01-02\n"));
    let count =
        |status: i32, arguments: &[&str]| site.run(status, arguments).matches("translation-without-original").count();
    assert_eq!((count(1, &["build"]), count(1, &["check"]), site.has("output/fever.es.pdf")), (1, 1, false));
    let told = |arguments: &[&str]| count(0, arguments);
    site.remove("content/fever.yaml");
    assert_eq!((told(&["build"]), told(&["check"])), (1, 1));
    // An article of its own, whose name says its language.
    site.write("content/fever.es.yaml", &article("Fiebre"));
    assert_eq!((told(&["build"]), told(&["check"])), (0, 0));
    site.write("content/fever.yaml", &article_with("Fever", "status: draft\n"));
    site.write("content/fever.es.yaml", &article_with("Fiebre", "status: draft\n"));
    assert_eq!(told(&["build"]), 0);
}

/// Whoever changed a translation last before its original changed cannot have seen what is new there.
#[test]
fn a_translation_older_than_its_original_is_told_everywhere() {
    let site = Site::new();
    let original = |updated: &str| article("Fever").replace("2024-01-02", updated);
    site.write("content/fever.yaml", &original("2024-01-02"));
    site.write("content/fever.es.yaml", &article("Fiebre"));
    site.run(0, &["build", "--strict"]);
    let entry = site.entry("fever.es.pdf");
    assert_eq!((&entry["outdated"], &entry["current"]), (&serde_json::Value::Null, &true.into()));
    site.write("content/fever.yaml", &original("2026-11-01"));
    let told = site.run(1, &["build", "--strict"]);
    assert!(told.contains("outdated-translation") && told.contains("content/fever.es.yaml:3:10"), "{told}");
    let entry = site.entry("fever.es.pdf");
    assert_eq!((&entry["outdated"], &entry["current"]), (&"2026-11-01".into(), &false.into()));
    let original = site.entry("fever.pdf");
    assert_eq!((&original["outdated"], &original["current"]), (&serde_json::Value::Null, &true.into()));
    assert!(text_of(&site, "output/fever.es.pdf").contains("1 de noviembre de 2026"), "its pages say so");
    let found = site.run(0, &["find", "fiebre"]);
    assert!(found.contains("older than its original of 2026-11-01"), "{found}");
    let code = site.entry("fever.es.pdf")["code"].as_str().expect("a code").to_owned();
    let what = site.run(0, &["which", &code]);
    assert!(what.contains("older than its original, which was updated on 2026-11-01"), "{what}");
    // Of a known state of the original: that day counts.
    site.write("content/fever.es.yaml", &article_with("Fiebre", "original_updated: 2026-11-01\n"));
    site.run(0, &["build", "--strict"]);
    assert!(!site.run(0, &["find", "fiebre"]).contains("older than"));
}

/// A translation that was stamped knows what it was made from: sections that changed are named, a comma changes nothing.
#[test]
fn a_stamped_translation_names_the_sections_that_changed() {
    let site = Site::new();
    let text = |first: &str, second: &str, updated: &str| {
        format!(
            "title: Fever\ncreated: 2024-01-01\nupdated: {updated}\nsections:\n  - heading: What?\n    body: {first}\n  - heading: \
             Who?\n    body: {second}\n"
        )
    };
    let spanish = "title: Fiebre\ncreated: 2024-01-01\nupdated: 2024-01-02\noriginal_updated: 2024-01-01\nsections:\n  - heading: \
                   Qué\n    body: Descanse.\n  - heading: Quién\n    body: Todos.\n";
    site.write("content/fever.yaml", &text("Rest, now.", "All.", "2024-01-02"));
    site.write("content/fever.es.yaml", spanish);
    site.run(0, &["stamp", "content/fever.es.yaml"]);
    let stamped = std::fs::read_to_string(site.path("content/fever.es.yaml")).expect("it is there");
    assert!(
        stamped.contains("original_updated: 2024-01-02\ntranslated_from:\n  - \"") && stamped.ends_with("Todos.\n"),
        "{stamped}"
    );
    assert_eq!(stamped.lines().count(), spanish.lines().count() + 4, "a line for the head and for each section");
    assert_eq!(site.run(0, &["stamp", "content/fever.es.yaml"]).matches("already").count(), 1);
    site.run(0, &["check", "--strict"]);
    // Another day and a comma less.
    site.write("content/fever.yaml", &text("Rest now.", "All.", "2024-02-02"));
    site.run(0, &["build", "--strict"]);
    site.write("content/fever.yaml", &text("Rest now.", "All but you.", "2024-02-03"));
    let told = site.run(1, &["build", "--strict"]);
    assert_eq!(told.matches("outdated-translation").count(), 1, "{told}");
    assert!(told.contains("under “Who?” the original") && told.contains("fever.es.yaml:12:14"), "{told}");
    let page = text_of(&site, "output/fever.es.pdf");
    assert!(page.contains("3 de febrero de 2024") && page.matches("Quién").count() == 2, "{page}");
    assert_eq!(page.matches("Qué").count(), 1, "{page}");
    site.run(0, &["stamp", "content/fever.es.yaml"]);
    site.run(0, &["build", "--strict"]);
}

/// Whoever compared a translation, and found nothing to change in it, says so without a new day on its pages.
#[test]
fn a_translation_is_held_against_its_original_without_a_new_day() {
    let site = Site::new();
    site.write("content/fever.yaml", &article("Fever").replace("2024-01-02", "2024-05-01"));
    let spanish = article_with("Fiebre", "original_updated: 2024-01-02\n").replace('\n', "\r\n");
    site.write("content/fever.es.yaml", &spanish);
    assert!(site.run(0, &["check"]).contains("outdated-translation"));
    let told = site.run(0, &["stamp", "--original", "content/fever.es.yaml"]);
    assert!(told.contains("translated from its original as it is now") && !told.contains("already"), "{told}");
    let stamped = std::fs::read_to_string(site.path("content/fever.es.yaml")).expect("it is there");
    let lines: Vec<&str> = stamped.split("\r\n").collect();
    let rest: Vec<&str> =
        lines.iter().copied().filter(|line| !line.starts_with("  - \"") && *line != "translated_from:").collect();
    assert_eq!(rest.join("\r\n"), spanish.replace("original_updated: 2024-01-02", "original_updated: 2024-05-01"));
    assert!(lines.len() > rest.len() + 1, "{stamped}");
    site.run(0, &["check", "--strict"]);
    assert!(site.run(0, &["stamp", "--original", "content/fever.es.yaml"]).contains("already"));
    let json = site.run(0, &["stamp", "--original", "--format", "json", "content/fever.es.yaml"]);
    assert!(
        json.contains("\"original\":true") && json.contains("\"changed\":false") && !json.contains("updated"),
        "{json}"
    );
    // An original has none, and is not changed.
    let original = std::fs::read(site.path("content/fever.yaml")).expect("it is there");
    let told = site.run(1, &["stamp", "--original", "content/fever.yaml"]);
    assert!(told.contains("translation-without-original"), "{told}");
    assert_eq!(std::fs::read(site.path("content/fever.yaml")).expect("it is there"), original);
}

/// What stands in a file in another form than `stamp` writes is not taken for done, and nothing of it is lost.
#[test]
fn a_state_that_cannot_be_put_in_is_told_and_the_file_stays() {
    let site = Site::new();
    site.write("content/fever.yaml", &article("Fever"));
    let state = "translated_from:\n  - \"43c679\"\n  - \"d2c1d3 79d908\"\n";
    for text in [
        article_with("Fiebre", state).replace("updated:", "\"updated\":"),
        article_with("Fiebre", state).replace("updated:", "updated :"),
        article_with("Fiebre", &state.replace("from:", "from:\n")),
        article_with("Fiebre", &state.replace("from:", "from:\n# As it was.")),
        article_with("Fiebre", "original_updated:\n  2024-01-01\n"),
    ] {
        for arguments in [&["stamp", "content/fever.es.yaml"][..], &["stamp", "--original", "content/fever.es.yaml"]] {
            site.write("content/fever.es.yaml", &text);
            let told = site.run(1, arguments);
            assert!(told.contains("cannot put in the state of its original"), "{told}");
            assert_eq!(std::fs::read_to_string(site.path("content/fever.es.yaml")).expect("it is there"), text);
        }
    }
    site.write("content/fever.es.yaml", &article_with("Fiebre", state));
    site.run(0, &["stamp", "--original", "content/fever.es.yaml"]);
}

/// Of a thousand articles one has a language without words: it is named.
#[test]
fn an_unknown_language_is_told_where_it_stands() {
    let site = Site::new();
    site.write("content/inside.yaml", &article_with("Hutu", "language: mam\n"));
    site.write("content/name.xx.yaml", &article("Hutu"));
    let told = site.run(0, &["check"]);
    assert!(told.contains("content/inside.yaml:4:11") && told.contains("content/name.xx.yaml:1:1"), "{told}");
    assert_eq!(told.matches("by the file's name or the clinic's settings").count(), 1, "{told}");
}

/// A day on which the original did not change yet would keep a translation current until then.
#[test]
fn a_state_that_the_original_never_had_counts_for_nothing() {
    let site = Site::new();
    let original = |updated: &str| article("Fever").replace("2024-01-02", updated);
    site.write("content/fever.yaml", &original("2024-01-02"));
    site.write("content/fever.es.yaml", &article_with("Fiebre", "original_updated: 2062-01-02\n"));
    let told = site.run(0, &["build", "--html"]);
    assert!(told.contains("original-date") && told.contains("no state of 2062-01-02"), "{told}");
    assert_eq!(site.entry("fever.es.pdf")["current"], true, "it was made after the original changed");
    site.write("content/fever.yaml", &original("2024-05-01"));
    let told = site.run(0, &["build"]);
    assert!(told.contains("original-date") && told.contains("outdated-translation"), "{told}");
    assert_eq!(site.entry("fever.es.pdf")["outdated"], "2024-05-01");
    assert!(text_of(&site, "output/fever.es.pdf").contains("1 de mayo de 2024"), "its pages say so");
    let list = String::from_utf8(site.files("output")["index.html"].clone()).expect("text");
    assert!(list.contains("1 de mayo de 2024. Es posible"), "and so does the list of pages: {list}");
    site.write("content/fever.es.yaml", &article_with("Fiebre", "original_updated: 2024-05-01\n"));
    assert!(!site.run(0, &["build"]).contains("warning["), "that day is known");
    let list = String::from_utf8(site.files("output")["index.html"].clone()).expect("text");
    assert!(!list.contains("Es posible"));
}

/// Whoever removes an original is told of its translations, whether they name it or not, until somebody has looked at them.
#[test]
fn a_translation_whose_original_was_removed_is_told_until_it_is_touched() {
    let site = Site::new();
    let told = |arguments: &[&str]| site.run(0, arguments).matches("translation-without-original").count();
    site.write("content/fever.yaml", &article("Fever"));
    site.write("content/fever.es.yaml", &article("Fiebre"));
    site.write("content/cough.es.yaml", &article("Tos"));
    assert_eq!(told(&["build"]), 0, "`cough.es.yaml` never had an original");
    site.remove("content/fever.yaml");
    let all = [
        &["check"][..],
        &["build"],
        &["build"],
        &["check"],
        &["build", "--force"],
        &["build", "content/fever.es.yaml"],
    ];
    for arguments in all {
        assert_eq!(told(arguments), 1, "{arguments:?}");
    }
    site.write("content/fever.yaml", &article("Fever"));
    assert_eq!(told(&["build"]), 0, "it is there again");
    site.remove("content/fever.yaml");
    assert_eq!(told(&["build"]), 1);
    site.write("content/fever.es.yaml", &article("Fiebre").replace("2024-01-02", "2024-01-03"));
    assert_eq!((told(&["build"]), told(&["build"]), told(&["check"])), (0, 0, 0));
    // By the state of the original that it was stamped with.
    site.write("content/fever.yaml", &article("Fever"));
    site.run(0, &["stamp", "--original", "content/fever.es.yaml"]);
    site.remove("content/fever.yaml");
    site.remove("output/.handout/state");
    assert!(site.run(0, &["check"]).contains("`translated_from`"));
}

/// Who builds one article is told of packets and translations that are left behind, and so is who looks for them.
#[test]
fn what_a_build_of_a_part_leaves_behind_is_not_current() {
    let site = Site::new();
    let with_snippet =
        |text: String| text.replace("body: Take", "body: [{include: rest}, Take").replace("tablets.", "tablets.]");
    site.write("content/snippets/rest.yaml", "- Rest.\n");
    site.write("content/fever.yaml", &with_snippet(dose(1)));
    site.write("content/fever.es.yaml", &article("Fiebre"));
    site.write("content/cough.yaml", &article("Cough").replace("body: Text on Cough.", "body: [{include: rest}]"));
    site.write("content/packets/home.yaml", "title: Home\narticles: [fever]\n");
    site.build();
    let older = || -> Vec<&str> {
        let all = ["fever.pdf", "fever.es.pdf", "cough.pdf"];
        let mut older: Vec<&str> = all.into_iter().filter(|pdf| site.entry(pdf)["current"] == false).collect();
        let manifest: serde_json::Value = serde_json::from_slice(&site.files("output")["manifest.json"]).expect("JSON");
        older.extend((manifest["packets"][0]["current"] == false).then_some("packets/home.pdf"));
        older
    };
    // The same text, saved again, changes nothing.
    assert!(!site.run(0, &["build", "content/fever.yaml"]).contains("older-pdf") && older().is_empty());
    site.write("content/fever.yaml", &with_snippet(dose(2)));
    let told = site.run(0, &["build", "content/fever.yaml"]);
    assert!(told.contains("older-pdf") && told.contains("`packets/home.pdf` shows"), "{told}");
    assert_eq!(older(), ["packets/home.pdf"], "the translation says the same whatever the day");
    assert!(!site.run(0, &["build", "content/fever.yaml"]).contains("older-pdf"), "it is told once");
    assert!(!site.run(0, &["build"]).contains("older-pdf") && older().is_empty());
    assert!(text_of(&site, "output/packets/home.pdf").contains("Take 2 tablets."));
    // Another day may make a translation outdated, and a snippet stands in other articles.
    site.write("content/fever.yaml", &with_snippet(dose(2)).replace("2024-01-02", "2024-05-01"));
    site.write("content/snippets/rest.yaml", "- Rest well.\n");
    let told = site.run(0, &["build", "content/fever.yaml"]);
    assert!(told.contains("2 other PDFs show"), "{told}");
    assert_eq!(older(), ["fever.es.pdf", "cough.pdf", "packets/home.pdf"]);
    site.run(0, &["build"]);
    assert_eq!(older(), ["fever.es.pdf"]);
    assert_eq!(site.entry("fever.es.pdf")["outdated"], "2024-05-01");
}

/// A translation that was built before its original shows nothing older, and one beside its original is made with it; a packet in
/// another language is no translation.
#[test]
fn what_a_build_of_a_part_leaves_behind_may_be_in_another_language() {
    let site = Site::new();
    site.write("content/fever.yaml", &dose(1));
    site.write("content/fever.es.yaml", &article("Fiebre"));
    site.run(0, &["build", "content/fever.es.yaml"]);
    assert!(
        !site.run(0, &["build", "content/fever.yaml"]).contains("older-pdf"),
        "it was made from this very original"
    );
    assert_eq!(site.entry("fever.es.pdf")["current"], true);
    site.write("content/handout.yaml", "name: Riverside\nbilingual: [es]\n");
    site.build();
    site.write("content/fever.yaml", &dose(2));
    assert!(!site.run(0, &["build", "content/fever.yaml"]).contains("older-pdf"));
    assert!(text_of(&site, "output/fever.es.bilingual.pdf").contains("Take 2 tablets."));
    site.write("content/packets/home.es.yaml", "title: A casa\narticles: [fever]\n");
    site.build();
    site.write("content/fever.es.yaml", &article("Fiebre").replace("Text on", "Texto sobre"));
    let told = site.run(0, &["build", "content/fever.es.yaml"]);
    assert!(told.contains("`packets/home.es.pdf` shows"), "{told}");
}
