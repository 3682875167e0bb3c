//! Three small articles that hold every block, as lines on pages and as a tree of tags. A golden says nothing of right or
//! wrong: every difference is read before it is accepted.

use handout::layout::handout::Handout;
use handout::site::Site;

use super::clinic::{FONTS, article, letter, site, typeset};
use super::{ink, sheet, tagged};

const SITE: &str = "\
name: Riverside Cancer Center
tagline: The easy way to understand your treatment
affiliate: A member of the Lakeside network
contacts:
  - {id: nurse, label: Nurse line, phone: 555-0100, hours: \"Mon–Fri, 8 am to 5 pm\"}
  - {id: nights, label: Nights, phone: 555-0199}
emergency: \"911\"
disclaimer: This handout does not replace the advice of your care team.
";

/// Text in every form.
const PROSE: &str = r#"
title: Muscle Twitching and Muscle Spasms
kind: Side Effect
created: 2024-05-10
updated: 2024-05-11
url: https://example.org/twitching
summary:
  - Twitches are **small**. Spasms hurt.
sections:
  - heading: What is muscle twitching?
    body:
      - "Twitches are *small*, quick movements under the skin.[@buffart] They may be:"
      - bullets:
          - text: in one place, such as
            bullets:
              - the eyelid
              - the calf, or the foot
          - "**painful**, see [our page](https://example.org/spasms)"
      - do:
          - Drink water.
      - dont:
          - Stop your medicine.
    sections:
      - heading: How long does it last?
        body: |
          Most twitches last seconds.

          Some last days.
        sections:
          - heading: When it stays
            body:
              - steps:
                  - Write it down.
                  - text: Call us.
                    steps:
                      - By day.
                      - By night.
references:
  - id: buffart
    text: Buffart LM, et al. Muscle contractile properties. *Scand J Med Sci Sports.* 2020;30(10):1918-1929.
    doi: 10.1111/sms.13750
  - National Cancer Institute. Side effects.
"#;

/// Boxes, tables and pictures; a draft.
const FLOATS: &str = r#"
title: Acetaminophen
created: 2024-05-10
updated: 2024-05-10
status: draft
sections:
  - heading: How much?
    body:
      - table:
          caption: Doses
          header: [Weight, Dose, How often]
          rows:
            - [under 50 kg, 500 mg, every 6 hours]
            - [50 kg or more, "1,000 mg", "every 8 hours, and never more than 3,000 mg in one day"]
      - image: figures/wave.svg
        alt: A wave
        caption: A picture in the text
        width: 40%
      - image: figures/glass-of-water.png
        decorative: true
        width: 10%
  - heading: Help
    body:
      - callout: emergency
        title: Call if
        body:
          - bullets: [you cannot wake up]
      - callout: call
        body: You took too much.
      - callout: important
        title: Alcohol
        body: Do not drink.
      - callout: tip
        body:
          - Keep a list.
"#;

/// Every block with a form of its own.
const FORMS: &str = r#"
title: Forms
created: 2024-05-10
updated: 2024-05-10
sections:
  - heading: To tick and to fill in
    body:
      - checklist:
          - My keys
          - text: Medicines
            bullets: [for pain]
        title: Ready at home
      - schedule:
          caption: My tablets
          blank: 1
          medicines:
            - {name: Dexamethasone 4 mg, morning: 2 tablets, note: with food}
            - {name: Senna, bedtime: 1 tablet}
      - calendar: {cycle: 9, take: "1-3", times: 2}
      - write_in:
          - My next visit
          - {label: What I want to ask, lines: 2}
      - log: {columns: [Day, Pain], first: [Monday, Tuesday]}
      - teach_back: [When will you call us?]
  - heading: To look up
    body:
      - definitions:
          - {term: Biopsy, say: BYE-op-see, meaning: a small piece is taken.}
      - number: {value: 100.4 °F (38 °C), label: Call us if it is this or higher.}
      - zones:
          green: {label: You feel well, when: No fever., do: [Go on as planned.]}
          yellow: {label: Call us, when: [A fever.], call: us}
          red: {label: Get help now, when: [You cannot wake up.], call: emergency}
"#;

fn set(yaml: &str) -> (Handout, Vec<u8>) {
    let site: Site = site(SITE);
    let theme = letter();
    let (handout, pdf) = typeset(&article(yaml, &site), &site, &theme, &FONTS);
    assert_eq!(ink::faults(&handout, &theme, &FONTS), [""; 0]);
    (handout, pdf)
}

/// Every row with its baseline and its ends, in whole points; furniture behind a `~`.
fn lines(handout: &Handout) -> String {
    let mut out = String::new();
    for (number, page) in (1..).zip(&handout.pages) {
        out.push_str(&format!("page {number}\n"));
        for row in sheet::rows(page, &handout.tree, &FONTS) {
            let mark = if row.furniture { "~" } else { " " };
            out.push_str(&format!("{mark}{:4.0} {:4.0}–{:<4.0} {}\n", row.y, row.start, row.end, row.text));
        }
    }
    out
}

fn tags(pdf: &[u8]) -> String {
    let mut out = String::new();
    tagged::read(pdf).dump(0, &mut out);
    out
}

#[test]
fn lines_of_prose() {
    insta::assert_snapshot!(lines(&set(PROSE).0));
}

#[test]
fn tags_of_prose() {
    insta::assert_snapshot!(tags(&set(PROSE).1));
}

#[test]
fn lines_of_floats() {
    insta::assert_snapshot!(lines(&set(FLOATS).0));
}

#[test]
fn tags_of_floats() {
    insta::assert_snapshot!(tags(&set(FLOATS).1));
}

#[test]
fn lines_of_forms() {
    insta::assert_snapshot!(lines(&set(FORMS).0));
}

#[test]
fn tags_of_forms() {
    insta::assert_snapshot!(tags(&set(FORMS).1));
}
