//! Which clinic's words an article is checked against and printed with.

use super::output::{Site, article, article_with};
use super::tagged;

const SPANISH_CONTACT: &str = "contacts:\n  - {id: enfermera, label: Enfermería, phone: 555-0111}\n";

/// The language inside an article chooses its site before anything is looked up there.
#[test]
fn a_contact_may_stand_in_the_overlay_of_the_articles_own_language() {
    let site = Site::new();
    site.write("content/handout.es.yaml", SPANISH_CONTACT);
    let body = "language: es\ncontacts: [enfermera]\n";
    site.write("content/fiebre.yaml", &article_with("Fiebre", body));
    site.run(0, &["build", "--strict"]);
    assert!(site.has("output/fiebre.pdf"));
    // In English there is no such contact.
    site.write("content/fever.yaml", &article_with("Fever", "contacts: [enfermera]\n"));
    let told = site.run(1, &["check"]);
    assert!(told.contains("unknown-contact") && told.contains("content/fever.yaml:4:12"), "{told}");
}

/// A box that says whom to call is checked against the same site.
#[test]
fn a_call_box_takes_the_numbers_of_the_articles_own_language() {
    let site = Site::new();
    site.write("content/handout.es.yaml", SPANISH_CONTACT);
    let call = |language: &str| {
        article_with("Fever", language)
            .replace("body: Text on Fever.", "body: [{callout: call, title: If you have a fever}]")
    };
    site.write("content/a.yaml", &call("language: es\n"));
    site.write("content/b.yaml", &call(""));
    let told = site.run(1, &["check", "--color", "never"]);
    assert!(told.contains("no-number") && told.contains("content/b.yaml"), "{told}");
    assert!(!told.contains("content/a.yaml"), "{told}");
}

/// An address that no QR code can hold is refused where it stands.
#[test]
fn an_address_too_long_for_a_code_is_an_error_at_its_place() {
    let site = Site::new();
    let address = |letters: usize| format!("url: https://example.org/{}\n", "a".repeat(letters));
    site.write("content/fever.yaml", &article_with("Fever", &address(3000)));
    let told = site.run(1, &["build"]);
    assert!(told.contains("bad-url") && told.contains("content/fever.yaml:4:6"), "{told}");
    assert!(!site.has("output/fever.pdf"));
    site.write("content/fever.yaml", &article("Fever"));
    site.run(0, &["build"]);
}

const TWO_CONTACTS: &str = "name: Main\ncontacts:\n  - {id: nurse, label: Nurse line, phone: 555-0142, hours: 8 to 5}\n  \
                            - {id: night, label: Nights, phone: 555-0199}\n";

fn call_box() -> String {
    article("Tos").replace("body: Text on Tos.", "body: [{callout: call, title: If you have a fever}]")
}

fn text_of(site: &Site, pdf: &str) -> String {
    tagged::page_texts(&std::fs::read(site.path(pdf)).expect("a PDF")).concat().replace('\n', "").replace('\u{a0}', " ")
}

/// An overlay that says only some things of a contact leaves the others as they are.
#[test]
fn contacts_are_laid_over_by_their_ids_key_by_key() {
    let site = Site::new();
    site.write("content/handout.yaml", TWO_CONTACTS);
    site.write("content/tos.es.yaml", &call_box());
    let read = |overlay: &str| {
        site.write("content/handout.es.yaml", overlay);
        site.build();
        text_of(&site, "output/tos.es.pdf")
    };
    let translated = "contacts:\n  - {id: nurse, label: Enfermera, hours: 8 a 17}\n  - {id: night, label: Noche}\n";
    let told = read(translated);
    for words in ["Enfermera: 555-0142", "8 a 17", "Noche: 555-0199"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // A new number reaches every language.
    site.write("content/handout.yaml", &TWO_CONTACTS.replace("0142", "0177"));
    assert!(read(translated).contains("Enfermera: 555-0177"));
    // One that is left out stays, and one of the language's own comes first.
    let told = read("contacts: [{id: puente, label: Intérprete, phone: 555-0111}]\n");
    let place = |words: &str| told.find(words).unwrap_or_else(|| panic!("{words}: {told}"));
    assert!(place("Intérprete: 555-0111") < place("Nurse line: 555-0177"));
}

#[test]
fn another_number_for_one_contact_is_told_where_it_stands() {
    let site = Site::new();
    site.write("content/handout.yaml", TWO_CONTACTS);
    site.write("content/tos.es.yaml", &article("Tos"));
    site.write("content/handout.es.yaml", "contacts:\n  - {id: nurse, label: Enfermera, phone: 555-0100}\n");
    let told = site.build();
    assert!(told.contains("contact-number") && told.contains("content/handout.es.yaml:2:42"), "{told}");
    assert!(told.contains("555-0100") && told.contains("555-0142"), "{told}");
}

/// Overlays stand beside the site file that is named, not in the content folder.
#[test]
fn a_named_site_file_has_overlays_of_its_own() {
    let site = Site::new();
    site.write("content/handout.yaml", TWO_CONTACTS);
    site.write("content/handout.es.yaml", "contacts: [{id: nurse, label: Enfermera principal, phone: 555-0142}]\n");
    site.write("content/tos.es.yaml", &article("Tos"));
    site.write("clinics/north.yaml", "name: North\ncontacts: [{id: nurse, label: Nurse, phone: 555-0333}]\n");
    site.write("clinics/handout.es.yaml", "contacts: [{id: nurse, label: Nadie, phone: 555-0000}]\n");
    let read = || {
        site.run(0, &["build", "--site", "clinics/north.yaml", "-o", "north"]);
        text_of(&site, "north/tos.es.pdf")
    };
    let told = read();
    assert!(told.contains("Nurse: 555-0333") && !told.contains("principal"), "{told}");
    site.write("clinics/north.es.yaml", "contacts: [{id: nurse, label: Enfermera}]\n");
    assert!(read().contains("Enfermera: 555-0333"));
}

/// `handout.es-MX.yaml` says only what differs from `handout.es.yaml`.
#[test]
fn an_overlay_is_laid_over_that_of_the_wider_language() {
    let site = Site::new();
    site.write("content/handout.yaml", TWO_CONTACTS);
    site.write("content/handout.es.yaml", "contacts: [{id: nurse, label: Enfermera}, {id: night, label: Noche}]\n");
    site.write("content/handout.es-MX.yaml", "tagline: Para usted\n");
    site.write("content/tos.es-MX.yaml", &article("Tos"));
    site.build();
    let told = text_of(&site, "output/tos.es-MX.pdf");
    assert!(told.contains("Enfermera: 555-0142") && told.contains("Para usted"), "{told}");
}

/// Only that no file has the name means that there is none: without its clinic no page has the number to call.
#[cfg(unix)]
#[test]
fn a_site_file_that_cannot_be_read_for_a_moment_stops_the_build() {
    let site = Site::new();
    site.write("site.yaml", TWO_CONTACTS);
    site.write("es.yaml", "tagline: Hola\n");
    site.write("content/a.yaml", &article("A"));
    site.write("content/b.es.yaml", &article("B"));
    let link = |from: &str, to: &str| {
        let _ = std::fs::remove_file(site.path(to));
        std::os::unix::fs::symlink(site.path(from), site.path(to)).expect("a link");
    };
    link("site.yaml", "content/handout.yaml");
    link("es.yaml", "content/handout.es.yaml");
    site.build();
    let built = site.files("output");
    for away in ["site.yaml", "es.yaml"] {
        site.rename(away, "away.yaml");
        for arguments in [&["build"][..], &["check"], &["build", "content/a.yaml"], &["packet", "a", "-o", "p.pdf"]] {
            let told = site.run(2, arguments);
            assert!(told.contains("site file") && told.contains("cannot be read"), "{told}");
        }
        assert!(site.files("output") == built && !site.has("p.pdf"));
        site.rename("away.yaml", away);
    }
    // Something else of this name is no site file, and not none either.
    site.remove("content/handout.yaml");
    std::fs::create_dir(site.path("content/handout.yaml")).expect("a folder");
    assert!(site.run(2, &["build"]).contains("it is not an ordinary file"));
    std::fs::remove_dir(site.path("content/handout.yaml")).expect("it is empty");
    site.run(0, &["build"]);
}

const ENGLISH: &str = "name: Main\ntagline: Here for you\nlanguage: en-US\ncontacts:\n  - {id: nurse, label: Nurse line, \
                       phone: 555-0100, hours: 8 to 5}\ndisclaimer: Ask your care team.\n";

/// Words that a clinic has not translated are told once a language, overlay or not, and read aloud as what they are.
#[test]
fn words_of_the_clinic_in_another_language_are_told_and_tagged() {
    let site = Site::new();
    site.write("content/handout.yaml", ENGLISH);
    for name in ["a.es", "b.es", "c.es-MX", "d"] {
        site.write(&format!("content/{name}.yaml"), &article(&format!("Tos, {name}")));
    }
    site.write("content/tos.es.yaml", &call_box());
    let told = site.run(1, &["build", "--strict"]);
    assert_eq!(told.matches("contact-language").count(), 1, "{told}");
    assert!(told.contains("content/handout.yaml:5:24") && told.contains("“Nurse line”"), "{told}");
    assert_eq!(told.matches("site-language").count(), 2, "the tagline and the disclaimer: {told}");
    assert_eq!(site.run(1, &["check", "--strict"]).matches("contact-language").count(), 1);
    assert_eq!(site.build().matches("contact-language").count(), 1, "told again when nothing is made");
    let tags = |pdf: &str| tagged::read(&std::fs::read(site.path(pdf)).expect("a PDF")).foreign();
    let english = |words: &str| ("en-US".to_owned(), words.to_owned());
    // The masthead first; the foot of the page is read last.
    let expected = ["Here for you", "Nurse line", "8 to 5", "Ask your care team.", "Nurse line", "8 to 5"].map(english);
    assert_eq!(tags("output/tos.es.pdf"), expected);
    assert_eq!(tags("output/d.pdf"), []);
    let packet = site.run(0, &["packet", "tos", "--language", "es", "-o", "p.pdf"]);
    assert_eq!(packet.matches("contact-language").count(), 1, "{packet}");

    let spanish =
        "tagline: Para usted\ncontacts: [{id: nurse, label: Enfermera, hours: 8 a 17}]\ndisclaimer: Pregunte.\n";
    site.write("content/handout.es.yaml", spanish);
    let told = site.run(0, &["build", "--strict"]);
    assert!(!told.contains("-language"), "{told}");
    assert_eq!(tags("output/tos.es.pdf"), []);
    // The same language of another country is read by the same people.
    site.write("content/e.en-GB.yaml", &article("Cough"));
    assert!(!site.build().contains("-language"));
}

#[test]
fn a_snippet_that_is_not_translated_is_told_and_tagged() {
    let site = Site::new();
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>";
    site.write("content/snippets/square.svg", picture);
    site.write(
        "content/snippets/fever.yaml",
        "- Call us.\n- bullets: [One, Other]\n- table: {header: [Dose], rows: [[Two]]}\n- {image: square.svg, alt: A square}\n",
    );
    let text = article("Tos").replace("body: Text on Tos.", "body:\n      - Hola.\n      - include: fever");
    site.write("content/tos.es.yaml", &text);
    site.write("content/cough.en-GB.yaml", &text);
    let told = site.run(1, &["check", "--strict"]);
    assert_eq!(told.matches("snippet-language").count(), 1, "{told}");
    assert!(told.contains("content/tos.es.yaml:8:18") && told.contains("`snippets/fever.es.yaml`"), "{told}");
    site.build();
    let tags = |pdf: &str| tagged::read(&std::fs::read(site.path(pdf)).expect("a PDF")).foreign();
    // A picture has no text but its `Alt`.
    let expected = ["Call us.", "One", "Other", "Dose", "Two", ""].map(|words| ("en-US".to_owned(), words.to_owned()));
    assert_eq!(tags("output/tos.es.pdf"), expected);
    assert_eq!(tags("output/cough.en-GB.pdf"), []);
    site.write("content/snippets/fever.es.yaml", "- Llame.\n");
    site.write("content/tos.es.yaml", &text.replace("updated: 2024-01-02", "updated: 2024-02-02"));
    site.run(0, &["build", "--strict"]);
    assert_eq!(tags("output/tos.es.pdf"), []);
}

/// English words stand from left to right, and end with their full stop, on an Arabic page too.
#[test]
fn a_paragraph_in_another_language_runs_in_its_own_direction() {
    let site = Site::new();
    site.write("content/handout.yaml", ENGLISH);
    site.write("content/a.ar.yaml", &article("سعال").replace("Text on سعال.", "نص."));
    site.build();
    let text = text_of(&site, "output/a.ar.pdf");
    assert!(text.contains("Ask your care team."), "{text}");
}

/// A clinic's labels are printed in their language alone, and a change in them makes its handouts anew.
#[test]
fn labels_of_a_clinic_take_the_place_of_ours() {
    let site = Site::new();
    let tos = article("Tos").replace("body: Text on Tos.", "body:\n      - callout: tip\n        body: Descanse.");
    site.write("content/tos.es.yaml", &tos);
    site.write("content/cough.yaml", &article("Cough"));
    site.run(0, &["build"]);
    site.write("content/handout.es.yaml", "labels: {tip: Un consejo, created: Hecho}\n");
    site.run(0, &["build", "--strict"]);
    let text = text_of(&site, "output/tos.es.pdf");
    assert!(
        text.contains("Un consejo") && text.contains("Hecho: 1 de enero") && text.contains("Actualizado"),
        "{text}"
    );
    assert!(text_of(&site, "output/cough.pdf").contains("Created"));
}

/// A language that the tool lacks speaks for itself with a clinic's words. What is left out is told once, not of each handout.
#[test]
fn a_clinic_gives_a_language_its_words() {
    let site = Site::new();
    for id in ["a", "b"] {
        site.write(&format!("content/{id}.hmn.yaml"), &article("Mob"));
    }
    let told = site.run(0, &["check", "--color", "never"]);
    assert_eq!(told.matches("unknown-language").count(), 2, "{told}");
    assert!(told.contains("`labels:` in `handout.hmn.yaml`"), "{told}");
    site.write("content/handout.hmn.yaml", "labels:\n  created: Tsim\n");
    let told = site.run(0, &["check", "--color", "never"]);
    assert_eq!((told.matches("missing-labels").count(), told.matches("unknown-language").count()), (1, 0), "{told}");
    assert!(told.contains("content/handout.hmn.yaml:2:3") && told.contains("`page_of`"), "{told}");
}
