//! A translation side by side with its original: made when it is wanted, made anew with either, gone with either.

use super::output::{Site, article, article_with};
use super::tagged;

/// A clinic that wants Spanish beside its originals, with one article in both.
fn clinic() -> Site {
    let site = Site::new();
    site.write("content/handout.yaml", "name: Clinic\nbilingual: [es]\n");
    site.write("content/fever.yaml", &dose("Fever", "Take 1 tablet."));
    site.write("content/fever.es.yaml", &dose("Fiebre", "Tome 1 tableta."));
    site
}

fn dose(title: &str, text: &str) -> String {
    article(title).replace(&format!("Text on {title}."), text)
}

const BOTH: &str = "output/fever.es.bilingual.pdf";

fn text_of(site: &Site, pdf: &str) -> String {
    tagged::page_texts(&std::fs::read(site.path(pdf)).expect("a PDF")).concat().replace(['\n', '\u{a0}'], " ")
}

fn says(site: &Site, words: &[&str]) {
    let text = text_of(site, BOTH);
    words.iter().for_each(|word| assert!(text.contains(word), "no “{word}” in {text}"));
    assert_eq!(site.entry("fever.es.bilingual.pdf")["current"], true);
}

#[test]
fn its_name_its_entry_and_its_languages() {
    let site = clinic();
    site.build();
    let entry = site.entry("fever.es.bilingual.pdf");
    for (key, value) in [
        ("id", "fever"),
        ("language", "es"),
        ("edition", "bilingual"),
        ("source", "fever.es.yaml"),
        ("original", "fever.yaml"),
    ] {
        assert_eq!(entry[key], value, "{key}");
    }
    assert!(site.entry("fever.es.pdf")["original"].is_null() && !site.has("output/fever.bilingual.pdf"));
    says(&site, &["Take 1 tablet.", "Tome 1 tableta."]);
    let found = site.run(0, &["find", "--edition", "bilingual"]);
    assert!(found.contains("fever.es.bilingual.pdf") && found.contains("in two languages"), "{found}");
    // The code on its pages is another than those of the two alone, and known.
    let code = entry["code"].as_str().expect("a code").to_owned();
    assert_ne!(code, site.entry("fever.es.pdf")["code"].as_str().expect("a code"));
    let told = site.run(0, &["which", &code]);
    assert!(told.contains("in two languages"), "{told}");
}

/// A site that has large print has both languages in it, too; a flag asks for either.
#[test]
fn prints_and_flags() {
    let site = clinic();
    site.write("content/handout.yaml", "editions: [standard, large, compact]\nbilingual: [es]\n");
    site.build();
    assert!(site.has(BOTH) && site.has("output/fever.es.bilingual.large.pdf"));
    assert_eq!(site.entry("fever.es.bilingual.large.pdf")["edition"], "bilingual-large");
    let site = clinic();
    site.write("content/handout.yaml", "name: Clinic\n");
    site.build();
    assert!(!site.has(BOTH));
    site.run(0, &["build", "--bilingual", "es", "--edition", "large"]);
    assert!(!site.has(BOTH) && site.has("output/fever.es.bilingual.large.pdf"));
    // Mexican Spanish is Spanish.
    site.rename("content/fever.es.yaml", "content/fever.es-MX.yaml");
    site.run(0, &["build", "--bilingual", "es", "--prune"]);
    assert!(site.has("output/fever.es-MX.bilingual.pdf") && !site.has("output/fever.es.bilingual.large.pdf"));
    let told = site.run(2, &["build", "--bilingual", "español"]);
    assert!(told.contains("BCP 47"), "{told}");
}

#[test]
fn it_is_made_anew_with_either_language() {
    let site = clinic();
    site.build();
    site.write("content/fever.yaml", &dose("Fever", "Take 2 tablets."));
    site.build();
    says(&site, &["Take 2 tablets.", "Tome 1 tableta."]);
    site.write("content/fever.es.yaml", &dose("Fiebre", "Tome 2 tabletas."));
    // By the name of one of the two, too.
    site.run(0, &["build", "content/fever.es.yaml"]);
    says(&site, &["Take 2 tablets.", "Tome 2 tabletas."]);
    site.write("content/fever.yaml", &dose("Fever", "Take 3 tablets."));
    site.run(0, &["build", "content/fever.yaml"]);
    says(&site, &["Take 3 tablets.", "Tome 2 tabletas."]);
    // And with the clinic's words in either language.
    site.write("content/handout.en.yaml", "disclaimer: Ask us.\n");
    site.write("content/handout.yaml", "name: Clinic\nlanguage: en\nbilingual: [es]\n");
    site.build();
    says(&site, &["Ask us."]);
    site.write("content/handout.en.yaml", "disclaimer: Ask your nurse.\n");
    site.build();
    says(&site, &["Ask your nurse."]);
    let times = site.times();
    site.build();
    assert_eq!(site.times(), times, "nothing had changed");
}

/// One that was asked for once stays, is kept in step, and goes with either article.
#[test]
fn it_goes_with_either_language() {
    for gone in ["content/fever.yaml", "content/fever.es.yaml"] {
        for (setting, flags) in [("bilingual: [es]\n", &["build"][..]), ("", &["build", "--bilingual", "es"])] {
            let site = clinic();
            site.write("content/handout.yaml", &format!("name: Clinic\n{setting}"));
            site.write("content/cough.yaml", &article("Cough"));
            site.run(0, flags);
            site.run(0, &["build"]);
            assert!(site.has(BOTH), "{flags:?}");
            site.remove(gone);
            site.run(0, &["build"]);
            assert!(!site.has(BOTH) && site.entry("fever.es.bilingual.pdf").is_null(), "{gone} {flags:?}");
        }
    }
    // A site that drops it drops its PDFs.
    let site = clinic();
    site.build();
    site.write("content/handout.yaml", "name: Clinic\n");
    site.build();
    assert!(!site.has(BOTH) && site.has("output/fever.es.pdf"));
}

#[test]
fn an_article_without_a_translation_is_told() {
    let site = clinic();
    site.write("content/cough.yaml", &article("Cough"));
    site.write("content/old.yaml", &article_with("Old", "status: withdrawn\n"));
    let told = site.run(1, &["build", "--strict"]);
    assert!(told.contains("[no-translation]") && told.contains("`cough`") && !told.contains("`old`"), "{told}");
    assert!(told.contains("handout new cough.es"), "{told}");
    // Once more, though nothing has to be made; and no more when it is there.
    assert!(site.build().contains("[no-translation]"));
    site.write("content/cough.es.yaml", &article("Tos"));
    assert!(!site.build().contains("[no-translation]"));
    assert!(site.has("output/cough.es.bilingual.pdf"));
    // Of many, the first are named in one warning.
    (0..6).for_each(|number| site.write(&format!("content/more-{number}.yaml"), &article(&format!("More {number}"))));
    let told = site.build();
    assert_eq!(told.matches("[no-translation]").count(), 1, "{told}");
    assert!(told.contains("6 articles have no translation into `es`") && told.contains("and 3 more"), "{told}");
}

/// The rules of status hold for both languages.
#[test]
fn a_draft_or_withdrawn_article_stands_beside_none() {
    let site = clinic();
    site.build();
    site.write("content/fever.es.yaml", &article_with("Fiebre", "status: withdrawn\n"));
    site.build();
    assert!(!site.has(BOTH) && !site.has("output/fever.es.pdf"));
    let draft = |site: &Site, name: &str| site.write(name, &article_with("Draft", "status: draft\n"));
    let site = clinic();
    draft(&site, "content/fever.es.yaml");
    for _ in ["a draft", "a draft of a draft"] {
        site.run(0, &["build"]);
        assert!(!site.has(BOTH));
        site.run(0, &["build", "--drafts"]);
        assert!(site.has(BOTH));
        draft(&site, "content/fever.yaml");
    }
}

/// What keeps the two from standing side by side is no mistake of the translation, whose own PDF is made.
#[test]
fn a_mistake_in_the_original_holds_back_only_what_shows_it() {
    let site = clinic();
    site.build();
    let before = site.files("output")["fever.es.bilingual.pdf"].clone();
    site.write("content/fever.yaml", &dose("Fever", "Take **1 tablet."));
    site.write("content/fever.es.yaml", &dose("Fiebre", "Tome 2 tabletas."));
    let told = site.run(1, &["build", "content/fever.es.yaml"]);
    assert!(told.contains("[unsound-article]") && told.contains("`fever.yaml` has errors"), "{told}");
    assert!(text_of(&site, "output/fever.es.pdf").contains("Tome 2 tabletas."));
    assert!(site.files("output")["fever.es.bilingual.pdf"] == before);
    assert_eq!(site.entry("fever.es.bilingual.pdf")["current"], false);
    site.write("content/fever.yaml", &dose("Fever", "Take 2 tablets."));
    site.build();
    says(&site, &["Take 2 tablets.", "Tome 2 tabletas."]);
}

/// A record system files it under both titles.
#[test]
fn its_sidecar_has_both_titles() {
    let site = clinic();
    site.run(0, &["build", "--sidecar", "fhir"]);
    let files = site.files("output");
    let sidecar = files.iter().find(|(name, _)| name.starts_with("fever.es.bilingual.") && name.contains("fhir"));
    let text = String::from_utf8_lossy(sidecar.expect("a sidecar").1).into_owned();
    assert!(text.contains("Fever / Fiebre"), "{text}");
}

#[test]
fn a_translation_that_is_behind_says_so_in_its_own_language() {
    let site = clinic();
    site.write("content/fever.yaml", &article("Fever").replace("2024-01-02", "2025-06-07"));
    let told = site.build();
    assert!(told.contains("[outdated-translation]"), "{told}");
    let text = text_of(&site, BOTH);
    assert!(text.contains("7 de junio de 2025"), "{text}");
    let entry = site.entry("fever.es.bilingual.pdf");
    assert_eq!((&entry["outdated"], &entry["current"]), (&"2025-06-07".into(), &false.into()));
}

/// A packet holds both, side by side where there is a translation, and says where there is none.
#[test]
fn a_packet_in_two_languages() {
    let site = clinic();
    site.write("content/cough.yaml", &article("Cough"));
    let told = site.run(0, &["packet", "fever", "cough", "--bilingual", "es", "-o", "home.pdf"]);
    assert!(told.contains("[no-translation]") && told.contains("`cough`"), "{told}");
    let text = text_of(&site, "home.pdf");
    for words in ["Take 1 tablet.", "Tome 1 tableta.", "Text on Cough.", "Fever / Fiebre"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    site.write("content/packets/home.yaml", "title: Home\nbilingual: es\narticles:\n  - fever\n");
    site.build();
    assert!(text_of(&site, "output/packets/home.pdf").contains("Tome 1 tableta."));
    site.write("content/fever.es.yaml", &dose("Fiebre", "Tome 2 tabletas."));
    site.build();
    assert!(text_of(&site, "output/packets/home.pdf").contains("Tome 2 tabletas."));
    // In Spanish, the original stands beside it all the same.
    site.run(0, &["packet", "fever", "--language", "es", "--bilingual", "es", "-o", "home.pdf", "--force"]);
    let text = text_of(&site, "home.pdf");
    assert!(text.contains("Take 1 tablet.") && text.contains("Tome 2 tabletas."), "{text}");
    site.write("content/fever.es.yaml", &article_with("Fiebre", "status: withdrawn\n"));
    let told = site.run(0, &["packet", "fever", "--bilingual", "es", "-o", "home.pdf"]);
    assert!(told.contains("that may be handed out") && !text_of(&site, "home.pdf").contains("Fiebre"), "{told}");
}
