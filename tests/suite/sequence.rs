//! Any sequence of edits, renames, deletions and builds of sound articles ends as a clean build would.

use proptest::prelude::*;

use super::output::{Site, article, article_with};

#[derive(Clone, Debug)]
enum Step {
    Edit(u8, u8),
    Status(u8, &'static str),
    Rename(u8, u8),
    Delete(u8),
    Snippet(u8),
    Editions(bool),
    Packet(Vec<u8>, bool),
    DeletePacket,
    LosePdf(u8),
    LoseState,
    Build,
    BuildPart(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0..5_u8;
    prop_oneof![
        4 => (which.clone(), 0..4_u8).prop_map(|(which, text)| Step::Edit(which, text)),
        1 => (which.clone(), prop_oneof![Just("withdrawn"), Just("draft"), Just("approved")])
            .prop_map(|(which, status)| Step::Status(which, status)),
        2 => (which.clone(), which.clone()).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => which.clone().prop_map(Step::Delete),
        1 => (0..3_u8).prop_map(Step::Snippet),
        1 => any::<bool>().prop_map(Step::Editions),
        2 => (prop::collection::vec(which.clone(), 0..3), any::<bool>())
            .prop_map(|(which, duplex)| Step::Packet(which, duplex)),
        1 => Just(Step::DeletePacket),
        1 => which.clone().prop_map(Step::LosePdf),
        1 => Just(Step::LoseState),
        3 => Just(Step::Build),
        1 => which.prop_map(Step::BuildPart),
    ]
}

fn name(which: u8) -> String {
    ["a", "b.es", "c/d", "c/e", "F"]
        .get(usize::from(which))
        .map(|stem| format!("content/{stem}.yaml"))
        .unwrap_or_default()
}

const PACKET: &str = "content/packets/p.yaml";

/// The ID of an article that may be there.
fn id(which: u8) -> String {
    ["a", "b", "c/d", "c/e", "F"].get(usize::from(which)).copied().unwrap_or_default().to_owned()
}

fn packet(which: &[u8], duplex: bool) -> String {
    let mut ids: Vec<String> = which.iter().map(|which| id(*which)).collect();
    ids.sort();
    ids.dedup();
    let lines: String = ids.iter().map(|id| format!("  - {id}\n")).collect();
    format!("title: Packet\nlanguage: es\nduplex: {duplex}\narticles:\n  - always\n{lines}")
}

fn take(site: &Site, step: &Step) {
    match step {
        Step::Packet(which, duplex) => site.write(PACKET, &packet(which, *duplex)),
        Step::DeletePacket if site.has(PACKET) => site.remove(PACKET),
        Step::Edit(which, text) => {
            let text = article(&format!("Text {text}")).replace("body: ", "body:\n      - include: fever\n      - ");
            site.write(&name(*which), &text);
        }
        Step::Status(which, status) => {
            site.write(&name(*which), &article_with("Status", &format!("status: {status}\n")))
        }
        Step::Rename(from, to) if from != to && site.has(&name(*from)) => {
            std::fs::create_dir_all(site.path("content/c")).expect("it can be made");
            site.rename(&name(*from), &name(*to));
        }
        Step::Delete(which) if site.has(&name(*which)) => site.remove(&name(*which)),
        Step::Snippet(text) => site.write("content/snippets/fever.yaml", &format!("- Fever {text}\n")),
        Step::Editions(large) => {
            let editions = if *large { "[standard, large]" } else { "[standard]" };
            site.write("content/handout.yaml", &format!("editions: {editions}\n"));
        }
        Step::LosePdf(which) => {
            let pdf = name(*which).replace("content", "output").replace(".yaml", ".pdf");
            let _ = std::fs::remove_file(site.path(&pdf));
        }
        Step::LoseState => drop(std::fs::remove_file(site.path("output/.handout/state"))),
        // A packet may name what is not there any more.
        Step::Build => drop(site.command(&["build"]).output()),
        Step::BuildPart(which) if site.has(&name(*which)) => drop(site.run(0, &["build", &name(*which)])),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_ends_as_a_clean_build(steps in prop::collection::vec(step(), 1..14)) {
        let site = Site::new();
        site.write("content/always.yaml", &article("Always"));
        site.write("content/snippets/fever.yaml", "- Fever\n");
        steps.iter().for_each(|step| take(&site, step));
        if site.has(PACKET) && !site.command(&["check", PACKET]).output().is_ok_and(|run| run.status.success()) {
            site.remove(PACKET);
        }
        site.build();
        let (built, clean) = (site.files("output"), site.clean_build());
        prop_assert_eq!(built.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
        prop_assert!(built == clean);
    }
}
