//! Which clinic's words an article is checked against and printed with.

use super::output::{Site, article, article_with};

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
    let call =
        |language: &str| article_with("Fever", language).replace("body: Text on Fever.", "body: [{callout: call}]");
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
