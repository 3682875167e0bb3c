//! What an author is told, word for word: every difference is read before it is accepted.

use super::cli::Clinic;

/// One article with many mistakes, none of which hides another.
const BROKEN: &str = r#"title: Muscle **Cramps
kind: Side Effect
created: 2024-02-30
updated: 2024-05-10
updated: 2024-05-11
sumary:
  - Tell us.
sections:
  - heading: What are cramps?
    body:
      - Cramps hurt. [@nobody]
      - <b>Stop</b> what you do.
      - bullets: []
      - take pill #2 each day
      - callout: urgent
        body: Call.
      - image: figures/none.png
        alt: A calf
      - table:
          header: [Drug, Dose]
          rows:
            - [Quinine]
references:
  - id: lee
    text: Lee A. Cramps. 2020.
"#;

const QUOTES: &str = "\
title: Cough
created: 2024-05-10
updated: 2024-05-10
sections:
  - heading: \"What is it?
    body: A cough.
";

const COLON: &str = "\
title: Fever: what to do
created: 2024-05-10
updated: 2024-05-09
sections:
  - heading: Call 911
    body:
      - callout: emergency
        body: \u{6f22}
";

fn clinic() -> Clinic {
    Clinic::new(&[
        ("content/broken.yaml", BROKEN),
        ("content/colon.yaml", COLON),
        ("content/quotes.yaml", QUOTES),
        ("content/tabs.yaml", "title: Tabs\nsections:\n\t- heading: A\n"),
    ])
}

#[test]
fn people_are_shown_the_place_and_the_cure() {
    let run = clinic().run(&["check", "--color", "never", "-q"]).code(1);
    insta::assert_snapshot!(String::from_utf8_lossy(&run.get_output().stderr));
}

#[test]
fn programs_are_told_the_same() {
    let run = clinic().run(&["check", "--format", "json", "-q"]).code(1);
    insta::assert_snapshot!(String::from_utf8_lossy(&run.get_output().stdout));
}
