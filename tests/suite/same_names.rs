//! Names that are one name on many computers: those that differ in capital letters alone, or in how accents are put together.

use super::output::{Site, article};

/// `new` begins no article that another computer takes for one that is there.
#[test]
fn a_new_article_has_a_name_of_its_own_on_every_computer() {
    let site = Site::with(1);
    site.write("content/Rest.yml", &article("Rest"));
    for (id, told) in [
        ("A/0", "`content/a/0.yaml` is there already"),
        ("a/0", "`content/a/0.yaml` is there already"),
        ("rest", "`content/Rest.yml` is there already"),
        ("A/1", "did you mean `a/1`?"),
        ("A/b/1", "did you mean `a/b/1`?"),
        ("rest.es", "did you mean `Rest.es`?"),
    ] {
        let said = site.run(2, &["new", id]);
        assert!(said.contains(told), "{id}: {said}");
    }
    assert_eq!(site.files("content").len(), 3, "nothing was written");
    site.run(0, &["new", "a/1"]);
    site.run(0, &["new", "Rest.es"]);
    // Signs that stand on a letter are part of a name.
    site.run(0, &["new", "\u{92c}\u{941}\u{916}\u{93e}\u{930}\u{94d}"]);
    assert!(site.has("content/a/1.yaml") && site.has("content/Rest.es.yaml"));
}

/// A folder that came from a Mac is the one that is typed.
#[test]
fn a_new_article_lies_in_the_folder_of_its_name_whatever_form_its_accents_have() {
    let site = Site::new();
    site.write("content/caf\u{65}\u{301}/th\u{e9}.yaml", &article("Tea"));
    assert!(site.run(2, &["new", "caf\u{e9}/the\u{301}"]).contains("is there already"));
    site.run(0, &["new", "caf\u{e9}/milk"]);
    let told = site.run(0, &["new", "caf\u{e9}/the\u{301}.fr"]);
    assert!(told.contains("It holds the text of"), "{told}");
    assert_eq!(std::fs::read_dir(site.path("content")).expect("a folder").count(), 2, "one folder, and the site file");
    assert!(site.has("content/cafe\u{301}/milk.yaml"));
}
