//! What a build leaves alone, and what it comes back to: editions on demand, blocked names, files out of reach.

use super::output::{Site, article};

#[test]
fn an_edition_on_demand_stays_until_its_article_goes() {
    let site = Site::with(12);
    site.run(0, &["build"]);
    site.run(0, &["build", "--edition", "large"]);
    site.run(0, &["build", "--strict"]);
    site.run(0, &["build", "content/a/0.yaml"]);
    assert!((0..12).all(|n| site.has(&format!("output/a/{n}.large.pdf"))));
    site.write("content/a/0.yaml", &article("Other"));
    site.run(0, &["build"]);
    let manifest: serde_json::Value = serde_json::from_slice(&site.files("output")["manifest.json"]).expect("JSON");
    let large = |entry: &&serde_json::Value| entry["pdf"] == "a/0.large.pdf";
    let entry = manifest["handouts"].as_array().expect("a list").iter().find(large).expect("it is listed");
    assert_eq!((&entry["current"], &entry["title"]), (&true.into(), &"Other".into()), "it is made anew with the other");
    site.remove("content/a/0.yaml");
    site.run(0, &["build"]);
    assert!(!site.has("output/a/0.large.pdf") && site.has("output/a/1.large.pdf"));
}

/// A site that drops an edition drops its PDFs, but only where all of it is built.
#[test]
fn an_edition_that_the_site_drops_goes_with_a_build_of_the_whole() {
    let site = Site::with(2);
    site.write("content/handout.yaml", "editions: [standard, large]\n");
    site.run(0, &["build"]);
    site.write("content/handout.yaml", "editions: [standard]\n");
    site.write("content/a/0.yaml", &article("Other"));
    site.run(0, &["build", "content/a/0.yaml"]);
    assert!(site.has("output/a/0.large.pdf"));
    assert_eq!(site.entry("a/0.large.pdf")["current"], true, "as long as it stays, it is kept in step");
    site.run(0, &["build"]);
    assert!(!site.has("output/a/0.large.pdf") && !site.has("output/a/1.large.pdf"));
}

#[test]
fn one_blocked_name_keeps_no_other_article_from_being_built() {
    let site = Site::with(4);
    site.run(0, &["build"]);
    site.remove("output/a/1.pdf");
    std::fs::create_dir(site.path("output/a/1.pdf")).expect("it can be made");
    (0..4).for_each(|n| site.write(&format!("content/a/{n}.yaml"), &article("Other")));
    let told = site.run(1, &["build", "-j1"]);
    assert!(told.contains("1.pdf"), "{told}");
    assert!(site.run(1, &["build"]).contains("3 up to date"));
    std::fs::remove_dir(site.path("output/a/1.pdf")).expect("it was made");
    site.run(0, &["build"]);
    assert!(site.has("output/a/1.pdf"));
}

#[test]
fn what_was_out_of_reach_is_looked_at_again() {
    let site = Site::new();
    let text = article("Fever").replace("body: Text on Fever.", "body: [{include: calm}]");
    site.write("content/a.yaml", &text);
    site.write("content/snippets/calm.yaml", "- Rest.\n");
    site.rename("content/snippets", "content/elsewhere");
    site.write("content/snippets", "not a folder\n");
    site.run(1, &["build", "content/a.yaml"]);
    site.remove("content/snippets");
    site.rename("content/elsewhere", "content/snippets");
    site.run(0, &["build", "content/a.yaml"]);
}

#[test]
fn shards_that_are_not_merged_keep_their_pdfs() {
    let site = Site::with(6);
    let folders = ["s0", "s1", "s2"];
    for (number, folder) in folders.iter().enumerate() {
        site.run(0, &["build", "--shard", &format!("{number}/3"), "-o", folder]);
    }
    site.run(0, &["merge", "s0", "s1", "s2", "-o", "all"]);
    let whole = site.files("all").len();
    let told = site.run(0, &["merge", "s0", "s1", "-o", "all"]);
    assert!(told.contains("--prune") && site.files("all").len() == whole, "{told}");
    site.run(0, &["merge", "s0", "s1", "-o", "all", "--prune"]);
    assert!(site.files("all").len() < whole);
}

#[test]
fn a_folder_of_snippets_holds_no_articles() {
    let site = Site::with(1);
    site.write("content/snippets/calm.yaml", "- Rest.\n");
    site.run(0, &["build", "content/snippets"]);
    assert!(!site.has("output/fever.pdf"), "no article was named");
}
