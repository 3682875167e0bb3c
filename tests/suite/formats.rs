//! Web pages and plain text beside PDFs, and the list of all: written when asked for, kept in step, removed with their PDFs.

use std::path::Path;

use super::cli::Clinic;

const FEVER: &str = "\
title: Fever
kind: Side Effect
created: 2026-01-01
updated: 2026-01-02
keywords: [temperature]
sections: [{heading: What is it?, body: A temperature of 38 °C.}]
";

fn clinic(settings: &str) -> Clinic {
    Clinic::new(&[("content/fever.yaml", FEVER), ("content/handout.yaml", settings)])
}

fn read(clinic: &Clinic, name: &str) -> String {
    std::fs::read_to_string(clinic.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn is_there(clinic: &Clinic, name: &str) -> bool {
    clinic.path().join(name).exists()
}

fn remove(clinic: &Clinic, name: &str) {
    std::fs::remove_file(clinic.path().join(name)).expect("it is there");
}

fn manifest(clinic: &Clinic) -> serde_json::Value {
    serde_json::from_str(&read(clinic, "output/manifest.json")).expect("JSON")
}

#[test]
fn they_are_written_when_asked_for_and_kept_in_step() {
    let clinic = clinic("name: Riverside\n");
    clinic.run(&["build", "-q"]).success();
    assert!(!is_there(&clinic, "output/fever.html") && !is_there(&clinic, "output/index.html"));
    clinic.run(&["build", "-q", "--html", "--text"]).success();
    assert!(read(&clinic, "output/fever.html").contains("38 °C"));
    assert!(read(&clinic, "output/fever.txt").contains("38 °C"));
    assert!(read(&clinic, "output/index.html").contains("href=\"fever.html\""));
    clinic.write("content/fever.yaml", &FEVER.replace("38 °C", "38.0 °C"));
    clinic.run(&["build", "-q"]).success();
    for name in ["output/fever.html", "output/fever.txt"] {
        assert!(read(&clinic, name).contains("38.0 °C"), "nobody asked, but an old one would tell another dose");
    }
    let manifest = manifest(&clinic);
    let entry = &manifest["handouts"][0];
    assert_eq!((&entry["html"], &entry["text"]), (&"fever.html".into(), &"fever.txt".into()));
    assert!(entry["sidecars"].is_null());
    assert_eq!(manifest["index"]["html"], "index.html");
}

#[test]
fn a_site_that_asks_for_pages_has_them_for_articles_that_did_not_change() {
    let clinic = clinic("name: Riverside\n");
    clinic.write("content/chills.yaml", &FEVER.replace("Fever", "Chills"));
    clinic.run(&["build", "-q"]).success();
    clinic.write("content/handout.yaml", "name: Riverside\nhtml: true\n");
    clinic.run(&["build", "-q"]).success();
    assert!(is_there(&clinic, "output/fever.html") && is_there(&clinic, "output/chills.html"));
    remove(&clinic, "output/fever.html");
    clinic.run(&["build", "-q"]).success();
    assert!(is_there(&clinic, "output/fever.html"), "the site asks for it");
    clinic.write("content/handout.yaml", "name: Riverside\n");
    clinic.run(&["build", "-q"]).success();
    remove(&clinic, "output/fever.html");
    clinic.run(&["build", "-q"]).success();
    assert!(!is_there(&clinic, "output/fever.html"), "who takes it away may");
    assert!(!read(&clinic, "output/index.html").contains("fever.html"), "and it is listed no more");
}

#[test]
fn a_page_stands_beside_the_first_edition_once_a_language() {
    let clinic = clinic("html: true\neditions: [large, standard]\n");
    clinic.write("content/fever.es.yaml", &FEVER.replace("title: Fever", "title: Fiebre"));
    clinic.run(&["build", "-q"]).success();
    let pages: Vec<(String, String)> = manifest(&clinic)["handouts"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| Some((entry["pdf"].as_str()?.to_owned(), entry["html"].as_str()?.to_owned())))
        .collect();
    let expected = [("fever.es.pdf", "fever.es.html"), ("fever.pdf", "fever.html")];
    assert_eq!(pages, expected.map(|(pdf, page)| (pdf.to_owned(), page.to_owned())));
    assert!(read(&clinic, "output/fever.es.html").contains("href=\"fever.es.pdf\""));
    clinic.write("content/handout.yaml", "html: true\neditions: [large]\n");
    clinic.run(&["build", "-q"]).success();
    assert!(!is_there(&clinic, "output/fever.pdf"));
    assert!(read(&clinic, "output/fever.html").contains("href=\"fever.large.pdf\""));
}

/// What the page of an article leads to in other languages.
fn links(clinic: &Clinic, name: &str) -> Vec<String> {
    let page = read(clinic, name);
    let links = page.split("rel=\"alternate\" hreflang=\"").skip(1);
    links.map(|link| link.split('"').next().expect("a language").to_owned()).collect()
}

#[test]
fn pages_lead_to_those_of_their_translations_that_are_there() {
    let clinic = clinic("html: true\n");
    clinic.write("content/chills.yaml", &FEVER.replace("Fever", "Chills"));
    let spanish = FEVER.replace("title: Fever", "title: Fiebre");
    clinic.write("content/fever.es.yaml", &spanish);
    clinic.run(&["build", "-q"]).success();
    assert_eq!(links(&clinic, "output/fever.html"), ["es"]);
    assert_eq!(links(&clinic, "output/fever.es.html"), ["en-US"]);
    assert_eq!(links(&clinic, "output/chills.html"), [""; 0]);
    assert!(
        read(&clinic, "output/fever.html")
            .contains("Also in: <a href=\"fever.es.html\" hreflang=\"es\" lang=\"es\">Español</a>")
    );
    // One more language, and then one less.
    clinic.write("content/fever.fr.yaml", &FEVER.replace("title: Fever", "title: Fièvre"));
    clinic.run(&["build", "-q"]).success();
    assert_eq!(links(&clinic, "output/fever.html"), ["es", "fr"]);
    assert_eq!(links(&clinic, "output/fever.es.html"), ["fr", "en-US"]);
    assert_eq!(links(&clinic, "output/fever.fr.html"), ["es", "en-US"]);
    remove(&clinic, "content/fever.es.yaml");
    clinic.run(&["build", "-q"]).success();
    assert_eq!(links(&clinic, "output/fever.html"), ["fr"]);
    // A draft has no page, and one with an error that never had one has none.
    clinic.write("content/fever.fr.yaml", &format!("status: draft\n{FEVER}"));
    clinic.write("content/fever.de.yaml", &FEVER.replace("created: 2026-01-01\n", ""));
    clinic.run(&["build", "-q"]).code(1);
    assert_eq!(links(&clinic, "output/fever.html"), [""; 0]);
    clinic.write("content/fever.de.yaml", &FEVER.replace("title: Fever", "title: Fieber"));
    clinic.run(&["build", "-q"]).success();
    assert_eq!(links(&clinic, "output/fever.html"), ["de"]);
    // The other keeps its old page, and so its link, while its file has an error.
    clinic.write("content/fever.de.yaml", "title: Fieber\n");
    clinic.run(&["build", "-q"]).code(1);
    assert_eq!(links(&clinic, "output/fever.html"), ["de"]);
    let told = clinic.run(&["build", "--format", "json"]).code(1);
    let told = String::from_utf8_lossy(&told.get_output().stdout).into_owned();
    assert!(!told.contains("\"written\""), "nothing is made again: {told}");
}

#[test]
fn an_article_built_by_itself_leads_to_those_that_are_there() {
    let clinic = clinic("html: true\n");
    clinic.write("content/fever.es.yaml", &FEVER.replace("title: Fever", "title: Fiebre"));
    clinic.run(&["build", "-q"]).success();
    clinic.write("content/fever.yaml", &FEVER.replace("38 °C", "38.0 °C"));
    clinic.run(&["build", "-q", "content/fever.yaml"]).success();
    assert!(read(&clinic, "output/fever.html").contains("38.0 °C"));
    assert_eq!(links(&clinic, "output/fever.html"), ["es"]);
}

#[test]
fn both_languages_have_a_page_together() {
    let clinic = clinic("html: true\nbilingual: [es]\n");
    clinic.write("content/fever.es.yaml", &FEVER.replace("title: Fever", "title: Fiebre"));
    clinic.run(&["build", "-q"]).success();
    let page = read(&clinic, "output/fever.es.bilingual.html");
    assert!(
        page.contains("Fever</h1>") && page.contains("Fiebre</h1>") && page.contains("href=\"fever.es.bilingual.pdf\"")
    );
    let index = read(&clinic, "output/index.html");
    assert!(index.contains("href=\"fever.es.bilingual.html\">Fiebre (English · Español)</a>"), "{index}");
    let manifest = manifest(&clinic);
    let pages: Vec<&str> =
        manifest["handouts"].as_array().expect("a list").iter().filter_map(|entry| entry["html"].as_str()).collect();
    assert_eq!(pages, ["fever.es.bilingual.html", "fever.es.html", "fever.html"]);
    clinic.write("content/fever.yaml", &FEVER.replace("38 °C", "38.0 °C"));
    clinic.run(&["build", "-q"]).success();
    assert!(read(&clinic, "output/fever.es.bilingual.html").contains("38.0 °C"), "it is kept in step with both");
    remove(&clinic, "content/fever.es.yaml");
    clinic.run(&["build", "-q"]).success();
    assert!(!is_there(&clinic, "output/fever.es.bilingual.html"));
}

#[test]
fn the_list_is_in_the_clinics_words() {
    let clinic = clinic("html: true\nlabels: {handouts: Our leaflets, as_pdf: Paper}\n");
    clinic.run(&["build", "-q"]).success();
    let index = read(&clinic, "output/index.html");
    assert!(index.contains("Our leaflets</h1>") && index.contains(">Paper</a>"), "{index}");
}

#[test]
fn packets_have_none() {
    let clinic = clinic("html: true\n");
    clinic.write("content/packets/all.yaml", "title: All\narticles: [fever]\n");
    clinic.run(&["build", "-q"]).success();
    assert!(is_there(&clinic, "output/packets/all.pdf") && !is_there(&clinic, "output/packets/all.html"));
    let told = clinic.run(&["build", "--format", "json"]).success();
    let told = String::from_utf8_lossy(&told.get_output().stdout).into_owned();
    assert!(!told.contains("\"written\""), "nothing is made again: {told}");
}

#[test]
fn plain_text_gives_the_address_of_each_link_that_its_words_do_not_name() {
    let clinic = clinic("");
    let links = "      - callout: tip\n        title: More at [our page](https://example.org/iron)\n        body: Eat.\n      - \"See \
                 [help](https://help.example.org/iron), [example.org](https://example.org/a), \
                 [www.example.org/b](https://www.example.org/b/), [555-0100](tel:5550100) or \
                 [nurse@example.org](mailto:nurse@example.org).\"\n";
    let article = "title: Iron\ncreated: 2026-01-05\nupdated: 2026-01-05\nsections:\n  - heading: Food\n    body:\n";
    clinic.write("content/iron.yaml", &format!("{article}{links}"));
    clinic.run(&["build", "-q", "--text", "content/iron.yaml"]).success();
    let text = read(&clinic, "output/iron.txt");
    assert!(text.contains("More at our page (https://example.org/iron) ***\n"), "{text}");
    let line = "See help (https://help.example.org/iron), example.org (https://example.org/a), www.example.org/b, 555-0100 or \
                nurse@example.org.";
    assert!(text.contains(line), "{text}");
}

#[test]
fn they_go_with_their_pdfs_and_nothing_else_does() {
    let clinic = clinic("html: true\n");
    clinic.write("content/chills.yaml", &FEVER.replace("Fever", "Chills"));
    clinic.run(&["build", "-q", "--text"]).success();
    clinic.write("output/notes.html", "mine");
    remove(&clinic, "content/fever.yaml");
    clinic.run(&["build", "-q"]).success();
    let left = |name: &str| is_there(&clinic, name);
    assert!(!["output/fever.pdf", "output/fever.html", "output/fever.txt"].into_iter().any(left));
    assert!(["output/chills.html", "output/chills.txt", "output/notes.html"].into_iter().all(left));
    let index = read(&clinic, "output/index.html");
    assert!(index.contains("chills.html") && !index.contains("fever.html") && !index.contains("notes.html"));
}

#[test]
fn a_file_of_somebody_else_is_never_written_over() {
    let clinic = clinic("");
    clinic.write("output/fever.html", "mine");
    let run = clinic.run(&["build", "-q", "--html"]).code(1);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("handout did not make it"));
    assert_eq!(read(&clinic, "output/fever.html"), "mine");
    remove(&clinic, "output/fever.html");
    clinic.write("output/index.html", "my home page");
    let run = clinic.run(&["build", "-q", "--html"]).code(2);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("handout did not make it"));
    clinic.run(&["build", "-q"]).success();
    assert_eq!(read(&clinic, "output/index.html"), "my home page");
}

#[test]
fn the_list_is_kept_in_step_and_known_by_its_content() {
    let clinic = clinic("name: Riverside\nhtml: true\n");
    clinic.run(&["build", "-q"]).success();
    let index = read(&clinic, "output/index.html");
    remove(&clinic, "output/index.html");
    clinic.run(&["build", "-q"]).success();
    assert_eq!(read(&clinic, "output/index.html"), index, "nothing else changed");
    std::fs::remove_dir_all(clinic.path().join("output/.handout")).expect("it is there");
    clinic.run(&["build", "-q"]).success();
    assert_eq!(read(&clinic, "output/index.html"), index, "the manifest knows it");
    clinic.write("output/index.html", "changed by hand");
    clinic.run(&["build", "-q"]).code(2);
    assert_eq!(read(&clinic, "output/index.html"), "changed by hand");
}

#[test]
fn an_article_is_not_called_like_the_list() {
    let clinic = clinic("html: true\n");
    clinic.write("content/Index.yaml", &FEVER.replace("Fever", "Index"));
    let run = clinic.run(&["build", "-q"]).code(1);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("the list of all handouts"));
    assert!(read(&clinic, "output/index.html").contains("fever.html"));
    assert!(is_there(&clinic, "output/Index.pdf"), "its PDF is sound");
}

#[test]
fn shards_and_their_merger_have_them_too() {
    let clinic = clinic("name: Riverside\nhtml: true\n");
    clinic.write("content/chills.yaml", &FEVER.replace("Fever", "Chills"));
    for language in ["es", "fr", "de", "ar"] {
        clinic.write(
            &format!("content/fever.{language}.yaml"),
            &FEVER.replace("title: Fever", &format!("title: {language}")),
        );
    }
    clinic.run(&["build", "-q"]).success();
    for shard in ["1/2", "2/2"] {
        clinic.run(&["build", "-q", "--shard", shard, "-o", "together"]).success();
        clinic.run(&["build", "-q", "--shard", shard, "-o", &format!("shard-{}", &shard[..1])]).success();
    }
    clinic.run(&["merge", "shard-1", "shard-2", "-o", "merged"]).success();
    for name in ["fever.html", "fever.ar.html", "fever.es.html", "chills.html", "index.html", "manifest.json"] {
        let read = |folder: &str| std::fs::read(clinic.path().join(Path::new(folder).join(name))).expect(name);
        assert_eq!(read("merged"), read("output"), "{name}");
        assert_eq!(read("together"), read("output"), "{name}");
    }
}

#[test]
fn a_sidecar_names_the_page_beside_the_pdf() {
    let clinic = clinic("html: true\n");
    clinic.run(&["build", "-q", "--sidecar", "fhir"]).success();
    let resource: serde_json::Value = serde_json::from_str(&read(&clinic, "output/fever.fhir.json")).expect("JSON");
    let attachment = &resource["content"][1]["attachment"];
    let page = read(&clinic, "output/fever.html");
    assert_eq!(
        (attachment["url"].as_str(), attachment["size"].as_u64()),
        (Some("fever.html"), Some(page.len() as u64))
    );
    assert_eq!(attachment["contentType"], "text/html; charset=utf-8");
}

#[test]
fn a_drafts_page_goes_when_it_is_a_draft_again() {
    let clinic = clinic("html: true\n");
    clinic.run(&["build", "-q"]).success();
    clinic.write("content/fever.yaml", &format!("status: draft\n{FEVER}"));
    clinic.run(&["build", "-q", "--drafts"]).success();
    assert!(read(&clinic, "output/fever.html").contains("DRAFT"));
    clinic.write("content/chills.yaml", &FEVER.replace("Fever", "Chills"));
    clinic.run(&["build", "-q"]).success();
    assert!(!is_there(&clinic, "output/fever.html") && is_there(&clinic, "output/chills.html"));
}

/// Somebody removes a PDF and not its page: the PDF is made again, and the page says what it says.
#[test]
fn a_page_whose_pdf_was_removed_is_kept_in_step() {
    let clinic = clinic("name: Riverside\n");
    clinic.run(&["build", "-q", "--html", "--text", "--sidecar", "fhir"]).success();
    remove(&clinic, "output/fever.pdf");
    clinic.write("content/fever.yaml", &FEVER.replace("38 °C", "39 °C"));
    clinic.run(&["build", "-q"]).success();
    for name in ["output/fever.html", "output/fever.txt"] {
        assert!(read(&clinic, name).contains("39 °C"), "{name} tells the old temperature");
    }
    assert!(read(&clinic, "output/fever.fhir.json").contains(&size_of(&clinic, "output/fever.pdf")));
    assert_eq!(manifest(&clinic)["handouts"][0]["html"], "fever.html");
}

fn size_of(clinic: &Clinic, name: &str) -> String {
    let bytes = std::fs::metadata(clinic.path().join(name)).expect("it is there").len();
    format!("\"size\": {bytes},")
}

/// What stands beside a PDF that is not ours any more, or is gone and cannot be made again, would never be kept in step.
#[test]
fn nothing_stays_beside_a_pdf_that_is_forgotten() {
    let beside = ["output/fever.html", "output/fever.txt", "output/fever.fhir.json", "output/index.html"];
    let all = ["build", "-q", "--html", "--text", "--sidecar", "fhir"];
    let clinic = clinic("name: Riverside\n");
    clinic.run(&all).success();
    // Signed by somebody, and then changed.
    clinic.write("output/fever.pdf", "%PDF-1.7 signed");
    clinic.write("content/fever.yaml", &FEVER.replace("38 °C", "39 °C"));
    clinic.run(&["build", "-q"]).code(1);
    assert_eq!(read(&clinic, "output/fever.pdf"), "%PDF-1.7 signed");
    assert!(beside.iter().all(|name| !is_there(&clinic, name)), "they tell the old temperature");
    remove(&clinic, "output/fever.pdf");
    clinic.run(&all).success();
    assert!(beside.iter().all(|name| is_there(&clinic, name)));
    // Removed by somebody while the article has an error.
    clinic.write("content/fever.yaml", &FEVER.replace("kind:", "kin:"));
    clinic.run(&["build", "-q"]).code(1);
    assert!(beside.iter().all(|name| is_there(&clinic, name)), "as its PDF, they stay as they were");
    remove(&clinic, "output/fever.pdf");
    clinic.run(&["build", "-q"]).code(1);
    assert!(beside.iter().all(|name| !is_there(&clinic, name)), "nothing tells of them any more");
    clinic.write("content/fever.yaml", FEVER);
    clinic.run(&["build", "-q"]).success();
    assert!(is_there(&clinic, "output/fever.pdf") && !is_there(&clinic, "output/fever.html"));
}

/// A large print that was asked for once, and is removed, takes its sidecar along; those of the other edition stay.
#[test]
fn a_sidecar_goes_with_an_edition_that_somebody_removed() {
    let clinic = clinic("name: Riverside\n");
    clinic.run(&["build", "-q", "--html", "--sidecar", "fhir"]).success();
    clinic.run(&["build", "-q", "--edition", "large", "--sidecar", "fhir"]).success();
    remove(&clinic, "output/fever.large.pdf");
    clinic.write("content/fever.yaml", &FEVER.replace("38 °C", "39 °C"));
    clinic.run(&["build", "-q"]).success();
    assert!(!is_there(&clinic, "output/fever.large.fhir.json"), "it speaks of a PDF that is not there");
    assert!(is_there(&clinic, "output/fever.fhir.json") && read(&clinic, "output/fever.html").contains("39 °C"));
}
