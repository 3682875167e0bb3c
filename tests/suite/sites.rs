//! Several clinics that share one content folder: whose numbers stand where, what is shared, what is kept apart.

use std::collections::BTreeMap;

use super::cli::Clinic;
use super::output::{Site, article, article_with};
use super::tagged;

/// A clinic's own nurse line.
fn clinic(name: &str, phone: &str) -> String {
    format!("name: {name}\ncontacts:\n  - {{id: nurse, label: Nurse line, phone: {phone}}}\n")
}

/// Two clinics, north with 555-0200 and south with 555-0300.
fn two() -> Site {
    let site = Site::new();
    site.write("content/handout.yaml", "emergency: \"911\"\n");
    site.write("content/sites/north.yaml", &clinic("North", "555-0200"));
    site.write("content/sites/south.yaml", &clinic("South", "555-0300"));
    site.write("content/fever.yaml", &article_with("Fever", "contacts: [nurse]\n"));
    site.write("content/skin/rash.yaml", &article("Rash"));
    site
}

fn text_of(site: &Site, pdf: &str) -> String {
    tagged::page_texts(&std::fs::read(site.path(pdf)).expect("a PDF")).concat().replace('\n', "").replace('\u{a0}', " ")
}

/// The lines of a run for programs that have an event of this name.
fn events(told: &str, name: &str) -> Vec<serde_json::Value> {
    let lines = told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    lines.filter(|line| line["event"] == name).collect()
}

#[test]
fn each_clinic_has_a_folder_with_its_own_numbers() {
    let site = two();
    site.run(0, &["build", "--sites", "all", "--strict"]);
    let files: Vec<String> = site.files("output").into_keys().collect();
    assert_eq!(
        files,
        [
            "north/fever.pdf",
            "north/manifest.json",
            "north/skin/rash.pdf",
            "sites.json",
            "south/fever.pdf",
            "south/manifest.json",
            "south/skin/rash.pdf",
        ]
    );
    let (north, south) = (text_of(&site, "output/north/fever.pdf"), text_of(&site, "output/south/fever.pdf"));
    assert!(north.contains("North") && north.contains("555-0200") && !north.contains("555-0300"), "{north}");
    assert!(south.contains("South") && south.contains("555-0300") && !south.contains("555-0200"), "{south}");
    let list: serde_json::Value = serde_json::from_slice(&site.files("output")["sites.json"]).expect("JSON");
    let expected = serde_json::json!({"sites": [
        {"site": "north", "clinic": "North", "manifest": "north/manifest.json", "handouts": 2, "failed": 0},
        {"site": "south", "clinic": "South", "manifest": "south/manifest.json", "handouts": 2, "failed": 0},
    ]});
    assert_eq!(list, expected);
    let manifest: serde_json::Value =
        serde_json::from_slice(&site.files("output")["north/manifest.json"]).expect("JSON");
    assert_eq!((manifest["site"].as_str(), manifest["handouts"].as_array().map(Vec::len)), (Some("north"), Some(2)));
}

/// One number, in each of the files that could give another one, in every combination.
#[test]
fn no_number_that_a_clinic_replaced_is_printed_in_any_language() {
    let site = two();
    site.write("content/fever.es.yaml", &article("Fiebre"));
    site.write("content/fever.es-MX.yaml", &article("Fiebre"));
    let contact = |phone: &str, label: &str| format!("contacts:\n  - {{id: nurse, label: {label}, phone: {phone}}}\n");
    for mask in 0..16 {
        let give = |bit: usize, file: &str, phone: &str, label: &str| match mask >> bit & 1 {
            1 => site.write(&format!("content/{file}"), &contact(phone, label)),
            _ => site.write(&format!("content/{file}"), "x-nothing: here\n"),
        };
        give(0, "handout.yaml", "555-0100", "Nurse line");
        give(1, "handout.es.yaml", "555-0101", "Enfermera");
        give(2, "handout.es-MX.yaml", "555-0102", "Enfermera de 555-0103");
        give(3, "sites/north.es.yaml", "555-0201", "Del norte");
        site.run(0, &["build", "--sites", "all"]);
        for (clinic, own) in [("north", "555-020"), ("south", "555-0300")] {
            for language in ["", ".es", ".es-MX"] {
                let text = text_of(&site, &format!("output/{clinic}/fever{language}.pdf"));
                let others = ["555-0100", "555-0101", "555-0102", "555-0103", "555-0200", "555-0201", "555-0300"];
                assert!(text.contains(own), "{mask} {clinic}{language}: {text}");
                for other in others.iter().filter(|other| !other.starts_with(own)) {
                    assert!(!text.contains(other), "{mask} {clinic}{language} has {other}: {text}");
                }
            }
        }
    }
}

#[test]
fn a_new_number_of_one_clinic_makes_its_handouts_alone_anew() {
    let site = two();
    site.run(0, &["build", "--sites", "all"]);
    let before = site.times();
    site.write("content/sites/south.yaml", &clinic("South", "555-0399"));
    let told = site.run(0, &["build", "--sites", "all", "--format", "json"]);
    let sites: BTreeMap<String, (u64, u64)> = events(&told, "site")
        .into_iter()
        .map(|event| {
            let number = |key: &str| event[key].as_u64().unwrap_or_default();
            (event["site"].as_str().unwrap_or_default().to_owned(), (number("built"), number("up_to_date")))
        })
        .collect();
    assert_eq!(sites, BTreeMap::from([("north".to_owned(), (0, 2)), ("south".to_owned(), (2, 0))]));
    let changed: Vec<String> =
        site.times().into_iter().filter(|(name, at)| before.get(name) != Some(at)).map(|it| it.0).collect();
    assert_eq!(changed, ["south/fever.pdf", "south/manifest.json", "south/skin/rash.pdf"]);
}

/// What two clinics have in common is laid out once, and is byte for byte what each would have alone.
#[test]
fn what_is_built_together_is_what_each_clinic_gets_alone() {
    let site = two();
    site.write("content/sites/twin.yaml", &clinic("North", "555-0200"));
    // Words in the place of the tool's own, which one thread sets for one clinic after another.
    site.write("content/sites/third.yaml", &(clinic("North", "555-0200") + "labels: {call: Call North}\n"));
    site.write("content/call.yaml", &article("Call").replace("body: Text on Call.", "body: [{callout: call}]"));
    site.write("content/packets/home.yaml", "title: Going home\nupdated: 2024-01-02\narticles: [fever, skin/rash]\n");
    site.write("content/handout.es.yaml", "contacts:\n  - {id: nurse, label: Enfermera}\n");
    site.write("content/fever.es.yaml", &article("Fiebre"));
    let flags = ["--html", "--text", "--sidecar", "fhir"];
    site.run(0, &[&["build", "--sites", "all", "-j", "1"][..], &flags].concat());
    for name in ["north", "south", "third", "twin"] {
        site.run(0, &[&["build", "--sites", name, "-o", "alone", "-j", "2"][..], &flags].concat());
    }
    assert_eq!(site.files("output"), site.files("alone"));
    let files = site.files("output");
    assert_eq!(files["north/fever.es.pdf"], files["twin/fever.es.pdf"]);
    assert!(text_of(&site, "output/third/call.pdf").contains("Call North"));
    assert!(!text_of(&site, "output/north/call.pdf").contains("Call North"));
    assert!(files.contains_key("twin/packets/home.pdf") && files.contains_key("twin/index.html"));
}

#[test]
fn a_mistake_of_one_clinic_stops_no_other() {
    let site = two();
    site.write("content/sites/east.yaml", "name: East\nfone: 555-0400\n");
    site.write("content/sites/nroth.es.yaml", "tagline: Norte\n");
    let told = site.run(2, &["build", "--sites", "all", "--format", "json"]);
    let failed: Vec<String> = told
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|line| line["code"] == "unsound-site")
        .map(|line| line["sites"][0].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(failed, ["nroth", "east"]);
    let summary = events(&told, "summary").remove(0);
    assert_eq!((&summary["sites"], &summary["failed_sites"]), (&2.into(), &2.into()));
    assert!(site.has("output/north/fever.pdf") && site.has("output/south/fever.pdf") && !site.has("output/east"));
    // Who asks for the others alone is not kept from them.
    site.run(0, &["build", "--sites", "north,south"]);
    site.run(2, &["build", "--sites", "east"]);
}

/// A clinic whose words for a language are not read, for the name of their file, gets no handouts without them; those of
/// before stay.
#[test]
fn a_stray_file_stops_the_clinic_that_it_is_meant_for() {
    let site = two();
    site.run(0, &["build", "--sites", "all"]);
    let before = site.files("output");
    site.write("content/sites/North.es.yaml", "tagline: Norte\n");
    site.write("content/fever.yaml", &article_with("High Fever", "contacts: [nurse]\n"));
    for asked in ["all", "north"] {
        let told = site.run(2, &["build", "--sites", asked, "--prune"]);
        assert!(told.contains("`content/sites/North.es.yaml` belongs to no clinic"), "{told}");
        assert_eq!(site.files("output")["north/fever.pdf"], before["north/fever.pdf"], "{asked}");
    }
    assert_ne!(site.files("output")["south/fever.pdf"], before["south/fever.pdf"]);
    site.run(2, &["packet", "fever", "--sites", "north", "-o", "p.pdf"]);
}

#[test]
fn a_clinic_whose_name_is_unsound_is_told_in_any_letter_case() {
    let site = two();
    site.write("content/sites/münchen.yaml", "name: East\n");
    for asked in ["münchen", "MÜNCHEN"] {
        let told = site.run(2, &["build", "--sites", asked]);
        assert!(told.contains("letters a to z, digits"), "{told}");
    }
}

#[test]
fn a_clinic_without_a_folder_to_write_to_is_told() {
    let site = two();
    site.write("output/north", "mine");
    let told = site.run(2, &["build", "--sites", "all"]);
    assert!(
        told.contains("clinic `north`: `output/north` is there, and is no folder that PDFs could be written to"),
        "{told}"
    );
    assert!(told.contains("help: move it away"), "{told}");
    assert!(site.has("output/south/fever.pdf"));
}

/// The state is lost, and one article is built: of the others it is not known that they have errors.
#[test]
fn the_list_of_clinics_counts_errors_as_the_manifest_does() {
    let site = two();
    site.write("content/oops.yaml", "title: Oops\n");
    site.run(1, &["build", "--sites", "all"]);
    let failed = || {
        let list: serde_json::Value = serde_json::from_slice(&site.files("output")["sites.json"]).expect("JSON");
        let manifest: serde_json::Value =
            serde_json::from_slice(&site.files("output")["north/manifest.json"]).expect("JSON");
        (list["sites"][0]["failed"].as_u64(), manifest["failed"].as_array().map(Vec::len))
    };
    assert_eq!(failed(), (Some(1), Some(1)));
    std::fs::remove_file(site.path("output/north/.handout/state")).expect("it was there");
    site.run(0, &["build", "--sites", "all", "content/fever.yaml"]);
    assert_eq!(failed(), (Some(0), Some(0)));
}

#[test]
fn an_unsound_article_is_told_once_and_what_one_clinic_lacks_with_its_name() {
    let site = two();
    site.write("content/oops.yaml", "title: Oops\n");
    site.write("content/lab.yaml", &article_with("Lab", "contacts: [lab]\n"));
    site.write(
        "content/sites/north.yaml",
        &(clinic("North", "555-0200") + "  - {id: lab, label: Lab, phone: 555-0201}\n"),
    );
    // The second time from what is remembered.
    for _ in 0..2 {
        let told = site.run(1, &["build", "--sites", "all", "--format", "json"]);
        let lines: Vec<serde_json::Value> = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let of = |code: &str| lines.iter().filter(|line| line["code"] == code).collect::<Vec<_>>();
        assert_eq!(of("missing-key").len(), 3, "{told}");
        assert!(of("missing-key").iter().all(|line| line["sites"].is_null()), "{told}");
        let [lacking] = of("unknown-contact")[..] else { panic!("{told}") };
        assert_eq!(lacking["sites"], serde_json::json!(["south"]));
        let summary = events(&told, "summary").remove(0);
        assert_eq!((&summary["failed"], &summary["articles"]), (&2.into(), &4.into()), "{told}");
    }
    assert!(site.has("output/north/lab.pdf") && !site.has("output/south/lab.pdf"));
}

/// The handouts of the site file and those of clinics stand in one folder, and no run takes away another's.
#[test]
fn an_ordinary_build_and_one_for_clinics_keep_off_each_other() {
    let site = two();
    site.write("content/handout.yaml", &clinic("Main", "555-0100"));
    site.run(0, &["build"]);
    site.run(0, &["build", "--sites", "all"]);
    let both = site.files("output");
    assert_eq!(both.len(), 3 + 7);
    site.run(0, &["build", "--prune"]);
    site.run(0, &["build", "--sites", "all", "--prune"]);
    assert_eq!(site.files("output"), both);
    // A clinic's folder is no place for other handouts, and theirs none for a clinic's.
    let told = site.run(2, &["build", "-o", "output/north"]);
    assert!(told.contains("holds the handouts of the clinic `north`"), "{told}");
    site.run(0, &["build", "-o", "mixed/north"]);
    let told = site.run(2, &["build", "--sites", "all", "-o", "mixed"]);
    assert!(told.contains("not those of one clinic"), "{told}");
    assert!(site.has("mixed/south/fever.pdf") && text_of(&site, "mixed/north/fever.pdf").contains("555-0100"));
    std::fs::remove_file(site.path("output/north/.handout/state")).expect("it was there");
    site.run(2, &["build", "-o", "output/north"]);
}

#[test]
fn the_handouts_of_a_clinic_that_is_gone_are_removed() {
    let site = two();
    site.run(0, &["build", "--sites", "all"]);
    site.remove("content/sites/south.yaml");
    site.run(0, &["build", "--sites", "north"]);
    assert!(site.has("output/south/fever.pdf"));
    let told = site.run(0, &["build", "--sites", "all"]);
    assert!(told.contains("2 removed"), "{told}");
    assert!(!site.has("output/south/fever.pdf") && site.has("output/north/fever.pdf"));
    assert!(!std::fs::read_to_string(site.path("output/sites.json")).expect("a list").contains("south"));
    // Many are not removed unasked.
    (0..20).for_each(|n| site.write(&format!("content/a/{n}.yaml"), &article(&format!("Number {n}"))));
    site.write("content/sites/south.yaml", &clinic("South", "555-0300"));
    site.run(0, &["build", "--sites", "all"]);
    site.remove("content/sites/south.yaml");
    let told = site.run(0, &["build", "--sites", "all"]);
    assert!(told.contains("many-removals") && told.contains("`south`") && site.has("output/south/fever.pdf"), "{told}");
    site.run(0, &["build", "--sites", "all", "--prune"]);
    assert!(!site.has("output/south/fever.pdf"));
}

#[test]
fn questions_are_answered_for_all_clinics() {
    let site = two();
    site.run(0, &["build", "--sites", "all"]);
    let hits = |arguments: &[&str]| {
        let told = site.run(0, &[&["find", "fever", "--format", "json"], arguments].concat());
        let lines = told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        lines
            .map(|hit| format!("{} {}", hit["site"].as_str().unwrap_or("-"), hit["pdf"].as_str().unwrap_or("-")))
            .collect::<Vec<_>>()
    };
    assert_eq!(hits(&[]), ["north north/fever.pdf", "south south/fever.pdf"]);
    assert_eq!(hits(&["--sites", "south"]), ["south south/fever.pdf"]);
    assert_eq!(hits(&["-o", "output/north"]), ["- fever.pdf"]);
    assert_eq!(site.run(0, &["find", "--ids"]), "fever\nskin/rash\n");
    let told = site.run(0, &["which", "output/south/fever.pdf"]);
    assert!(told.contains("south") && told.contains("current: output/south/fever.pdf"), "{told}");
    let told = site.run(2, &["find", "--sites", "nroth"]);
    assert!(told.contains("north, south"), "{told}");
}

#[test]
fn shards_and_their_merging_know_whose_each_is() {
    let site = two();
    (0..8).for_each(|n| site.write(&format!("content/a/{n}.yaml"), &article(&format!("Number {n}"))));
    site.run(0, &["build", "--sites", "all"]);
    let whole = site.files("output");
    for shard in ["1/2", "2/2"] {
        let folder = format!("part{}", &shard[..1]);
        site.run(0, &["build", "--sites", "all", "--shard", shard, "-o", &folder]);
        site.run(0, &["build", "--sites", "all", "--shard", shard, "-o", "together"]);
    }
    site.run(0, &["merge", "part1", "part2", "-o", "merged"]);
    assert_eq!(site.files("merged"), whole);
    assert_eq!(site.files("together"), whole);
}

#[test]
fn a_packet_has_the_numbers_of_the_clinic_it_is_made_for() {
    let site = two();
    site.run(0, &["packet", "fever", "skin/rash", "--sites", "south", "-o", "p.pdf"]);
    let text = text_of(&site, "p.pdf");
    assert!(text.contains("South") && text.contains("555-0300") && !text.contains("555-0200"), "{text}");
    let told = site.run(2, &["packet", "fever", "--sites", "suoth", "-o", "q.pdf"]);
    assert!(told.contains("did you mean `south`?"), "{told}");
    let told = site.run(2, &["packet", "fever", "--sites", "all", "-o", "q.pdf"]);
    assert!(told.contains("one clinic"), "{told}");
    site.run(0, &["build", "--sites", "south"]);
    site.run(2, &["packet", "fever", "--sites", "south", "-o", "output/south/fever.pdf"]);
}

#[test]
fn a_clinics_file_is_checked_with_all_articles_and_is_no_article() {
    let site = two();
    site.write("content/lab.yaml", &article_with("Lab", "contacts: [lab]\n"));
    site.write(
        "content/sites/south.yaml",
        &(clinic("South", "555-0300") + "  - {id: lab, label: Lab, phone: 555-0301}\n"),
    );
    site.run(0, &["check", "content/sites/south.yaml"]);
    let told = site.run(1, &["check", "content/sites/north.yaml"]);
    assert!(told.contains("unknown-contact"), "{told}");
    let told = site.run(2, &["build", "content/sites/north.yaml"]);
    assert!(told.contains("--sites north"), "{told}");
    assert!(site.run(2, &["check", "--sites", "all", "--accept-present"]).contains("cannot be used with"));
    assert!(site.run(2, &["new", "sites/east"]).contains("would not be read as an article"));
}

/// Who had articles in a folder of this name is told, and nothing of theirs is taken away.
#[test]
fn articles_among_the_clinics_files_are_told_and_their_pdfs_stay() {
    let site = Site::new();
    site.write("content/sites/deep/scar.yaml", &article("Scar"));
    site.write("content/fever.yaml", &article("Fever"));
    site.build();
    assert!(site.has("output/sites/deep/scar.pdf"), "folders in it are like any others");
    site.write("content/sites/injection.yaml", &article("Injection"));
    site.remove("content/sites/deep/scar.yaml");
    let told = site.run(1, &["build"]);
    assert!(told.contains("article-among-sites") && told.contains("move it to another folder"), "{told}");
    assert!(site.has("output/sites/deep/scar.pdf") && !site.has("output/sites/injection.pdf"));
}

/// Who signs answers for the article, and a clinic for its own numbers.
#[test]
fn a_signature_holds_for_all_clinics_until_the_article_changes() {
    let site = two();
    site.write(
        "content/handout.yaml",
        "emergency: \"911\"\nprint_signatures: true\nlint: {signatures: 1, unstamped-change: off}\n",
    );
    site.write("content/skin/rash.yaml", &article_with("Rash", "status: draft\n"));
    let sign = |status: i32, flags: &[&str]| {
        site.run(status, &[&["sign", "fever", "--name", "A. Tester", "--role", "nurse"][..], flags].concat())
    };
    // Only clinics have the contact that the article names.
    assert!(sign(1, &[]).contains("unknown-contact"));
    site.run(1, &["check", "--sites", "all"]);
    assert!(sign(0, &["--sites", "north"]).contains("signed by A. Tester"));
    assert!(sign(0, &["--sites", "south"]).contains("signed already"), "it is one signature for all");
    site.run(0, &["build", "--sites", "all", "--strict"]);
    for clinic in ["north", "south"] {
        assert!(text_of(&site, &format!("output/{clinic}/fever.pdf")).contains("A. Tester (nurse)"), "{clinic}");
    }
    site.write("content/sites/south.yaml", &clinic("South", "555-0399"));
    site.run(0, &["check", "--sites", "all", "--strict"]);
    let signed = std::fs::read_to_string(site.path("content/fever.yaml")).expect("an article");
    site.write("content/fever.yaml", &signed.replace("title: Fever", "title: High Fever"));
    let told = site.run(1, &["check", "--sites", "all", "--format", "json"]);
    let outdated: Vec<&str> = told.lines().filter(|line| line.contains("signature-outdated")).collect();
    assert!(outdated.len() == 1 && !outdated[0].contains("\"sites\""), "told once, of all: {told}");
}

/// What the first check finds of the record of one clinic is no finding of another.
#[test]
fn dates_are_held_against_the_record_of_each_clinic() {
    let site = two();
    site.run(0, &["build", "--sites", "north"]);
    site.write("content/fever.yaml", &article_with("Fever and Chills", "contacts: [nurse]\n"));
    let told = site.run(0, &["check", "--sites", "all", "--format", "json"]);
    let lines: Vec<serde_json::Value> = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let found: Vec<&serde_json::Value> = lines.iter().filter(|line| line["code"] == "unstamped-change").collect();
    assert_eq!(found.len(), 1, "{told}");
    assert_eq!(found[0]["sites"], serde_json::json!(["north"]), "{told}");
}

#[test]
fn the_calendar_has_each_article_once_on_the_first_day_that_a_clinic_wants() {
    let site = two();
    let with_reviews =
        |name: &str, every: &str| clinic(name, "555-0200") + &format!("lint: {{review_every: {every}}}\n");
    site.write("content/sites/north.yaml", &with_reviews("North", "2 years"));
    site.write("content/sites/south.yaml", &with_reviews("South", "1 year"));
    site.write("content/fever.yaml", &article_with("Fever", "reviewed: 2026-01-10\ncontacts: [nurse]\n"));
    site.remove("content/skin/rash.yaml");
    site.run(0, &["check", "--sites", "all", "--calendar", "reviews.ics"]);
    let events = std::fs::read_to_string(site.path("reviews.ics")).expect("a calendar");
    let days: Vec<&str> = events.lines().filter(|line| line.starts_with("DTSTART")).collect();
    assert_eq!(days, ["DTSTART;VALUE=DATE:20270110"], "{events}");
    site.run(0, &["check", "--sites", "north", "--calendar", "reviews.ics"]);
    let events = std::fs::read_to_string(site.path("reviews.ics")).expect("a calendar");
    assert!(events.contains("DTSTART;VALUE=DATE:20280110"), "{events}");
}

/// A page leads to the pages in other languages of its own clinic, and to none that could not be made.
#[test]
fn pages_lead_to_translations_of_the_same_clinic() {
    let site = two();
    site.write("content/fever.es.yaml", &article_with("Fiebre", "contacts: [lab]\n"));
    site.write(
        "content/sites/north.yaml",
        &(clinic("North", "555-0200") + "  - {id: lab, label: Lab, phone: 555-0201}\n"),
    );
    let page =
        |clinic: &str| std::fs::read_to_string(site.path(&format!("output/{clinic}/fever.html"))).expect("a page");
    // The south has no such contact, so there is no Spanish page there.
    site.run(1, &["build", "--sites", "all", "--html"]);
    assert!(page("north").contains("fever.es.html"), "{}", page("north"));
    assert!(!page("south").contains("fever.es"), "{}", page("south"));
    site.write(
        "content/sites/south.yaml",
        &(clinic("South", "555-0300") + "  - {id: lab, label: Lab, phone: 555-0301}\n"),
    );
    site.run(0, &["build", "--sites", "all", "--html"]);
    assert!(page("south").contains("fever.es.html"));
}

/// A number of the clinic that `handout.yaml` is about, typed in a text that all clinics share, is told of each clinic that has
/// another in its place; so is one in what stands on every page.
#[test]
fn a_number_in_a_shared_text_that_a_clinic_has_another_for_is_told() {
    let article = "title: Fever\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections: [{heading: A, body: [TEXT]}]\n";
    let told = |shared: &str, text: &str, north: &str| {
        let clinic = Clinic::new(&[
            ("content/fever.yaml", article.replace("TEXT", text).as_str()),
            ("content/snippets/call.yaml", "- Call 555-0100.\n"),
            ("content/handout.yaml", shared),
            ("content/sites/north.yaml", north),
            ("content/sites/south.yaml", "patient_label: true\n"),
        ]);
        let run = clinic.run(&["check", "--sites", "all", "--format", "json"]);
        let out = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        let notes = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let notes = notes.filter(|note| note["code"] == "replaced-number");
        notes.map(|note| format!("{} {}", note["file"], note["message"])).collect::<Vec<_>>().join("\n")
    };
    let shared = "contacts: [{id: nurse, label: Nurse line, phone: 555-0100}, {id: crisis, label: Crisis, phone: \"988\"}]\n\
                  emergency: \"112 or 911\"\n";
    let north = "contacts: [{id: nurse, label: Nurse line, phone: 555-0199}]\n";
    let other = "in the place of which the clinic has 555-0199";
    assert!(told(shared, "Dial 9-1-1.", "emergency: \"999\"\n").contains("9-1-1 is no number of this clinic"));
    for text in [
        "Call 5550100.",
        "Call 555 0100.",
        "\"Call 555-0100.\"",
        "\"Call (312) 555-0100.\"",
        "\"[Call us](tel:+13125550100).\"",
    ] {
        let said = told(shared, text, north);
        assert!(said.contains("content/fever.yaml") && said.contains(other), "{text}: {said}");
    }
    let said = told(shared, "{include: call}", north);
    assert!(said.contains("content/snippets/call.yaml") && said.contains(other), "{said}");
    for key in ["disclaimer", "tagline", "affiliate"] {
        let said = told(&format!("{shared}{key}: Questions? Call 555-0100.\n"), "Rest.", north);
        assert!(said.contains("content/handout.yaml") && said.contains(other), "{key}: {said}");
        assert_eq!(told(&format!("{shared}{key}: Call 555-0100.\n"), "Rest.", &format!("{north}{key}: Rest.\n")), "");
    }
    let crisis = "contacts: [{id: crisis, label: Crisis, phone: 555-0177}]\n";
    assert!(told(shared, "Call 988.", crisis).contains("the clinic has 555-0177"));
    assert!(told(shared, "Call 911.", "emergency: \"999\"\n").contains("call 999 in an emergency"));
    assert!(told(shared, "Call 555-0100.", "contacts: [{label: Desk, phone: 555-0111}]\n").contains("does not have"));
    // Near misses: the clinic's own number, others', a number that it shares, and one that it lets pass.
    for (text, north) in [
        ("Call 555-0199.", north),
        ("Call 1-800-222-1222.", north),
        ("Take 5550100 units.", north),
        ("Call 911.", "emergency: \"911\"\n"),
        ("Call 911.", "emergency:\n"),
        ("Call or text 988.", north),
        ("Call 555-0100.", "name: North\n"),
        ("Call 555-0100.", &format!("{north}lint: {{replaced-number: off}}\n")),
        ("{text: Call 555-0100., excuse: [{code: replaced-number, reason: It is the central desk.}]}", north),
    ] {
        assert_eq!(told(shared, text, north), "", "{text} {north}");
    }
}

/// So is one on a page that a packet has of its own.
#[test]
fn a_number_on_a_packets_own_page_that_a_clinic_has_another_for_is_told() {
    let site = two();
    site.write("content/handout.yaml", "contacts: [{id: nurse, label: Nurse line, phone: 555-0100}]\n");
    let packet = |text: &str| format!("title: Home\narticles: [fever, {{title: First, note: [{text}]}}]\n");
    site.write("content/packets/home.yaml", &packet("\"Call 555-0100.\", {callout: tip, body: Or 555-0100.}"));
    let told = site.run(0, &["build", "--sites", "north"]);
    assert_eq!(told.matches("replaced-number").count(), 2, "{told}");
    assert!(told.contains("content/packets/home.yaml:2:") && told.contains("has 555-0200"), "{told}");
    let told = site.run(0, &["packet", "content/packets/home.yaml", "--sites", "south", "-o", "p.pdf"]);
    assert!(told.contains("replaced-number") && told.contains("has 555-0300"), "{told}");
    site.write("content/packets/home.yaml", &packet("Call 555-0200."));
    assert!(!site.run(0, &["build", "--sites", "north"]).contains("replaced-number"));
}
