use super::{HEAD, SITE, told_of};

/// Articles of which each sets off one finding, at this clinic.
const FINDINGS: [(&str, &str, &str); 16] = [
    ("doubled-word", "- Take the the tablet.", ""),
    ("doubled-space", "- Drink  water.", ""),
    ("no-break-space-in-text", "- When you feel\u{a0}tired, rest.", ""),
    ("capitals", "- DO NOT TAKE ASPIRIN.", ""),
    ("vague-link", "- For more, click here.", ""),
    ("list-of-one", "- bullets: [One.]", ""),
    ("no-when", "- callout: call", ""),
    ("list-in-line", "- \"Bring: 1) a card 2) pills\"", ""),
    ("repeated-alt", "- {image: figures/calf.png, alt: calf}", ""),
    ("typed-continued", "- Continued on next page", ""),
    ("mixed-schedule", "- Take 1 tablet in the morning and evening.\n- Take 2 tablets twice daily.", ""),
    ("one-temperature", "- Call at 38 °C.", "lint: {temperature: both}\n"),
    ("unknown-phone", "- Call 555-0142.", "lint: {phones: known}\n"),
    ("unsafe-abbreviation", "- Take 5 mg q8h.", ""),
    ("typed-fraction", "- Take 1-1/2 tablets.", ""),
    ("missing-comma", "- Eat 2500 calories.", ""),
];

#[test]
fn each_finding_can_be_excused() {
    for (code, body, rules) in FINDINGS {
        let indented: String = body.lines().map(|line| format!("      {line}\n")).collect();
        let article = |excuse: &str| format!("{HEAD}{excuse}sections:\n  - heading: What?\n    body:\n{indented}");
        let site = format!("{SITE}{rules}");
        assert!(told_of("en", &article(""), &site).starts_with(code), "{code}");
        let excuse = format!("excuse: [{{code: {code}, reason: The ministry words it so.}}]\n");
        assert_eq!(told_of("en", &article(&excuse), &site), "", "{code}");
    }
}

#[test]
fn findings_on_headings_and_references_can_be_excused() {
    let section = |heading: &str| format!("  - heading: {heading}\n    body: Text.[@a]\n");
    let references = "references:\n  - {id: a, text: Book A.}\n";
    for (code, headings, more) in [
        ("same-heading", &["Who?", "Who?"][..], ""),
        ("heading-style", &["Who?", "When?", "Why?", "Rest"][..], ""),
        ("uncited-reference", &["Who?"][..], "  - {id: b, text: Book B.}\n"),
    ] {
        let sections: String = headings.iter().map(|heading| section(heading)).collect();
        let article = |excuse: &str| format!("{HEAD}{excuse}sections:\n{sections}{references}{more}");
        assert!(told_of("en", &article(""), SITE).starts_with(code), "{code}");
        let excuse = format!("excuse: [{{code: {code}, reason: A form of the state.}}]\n");
        assert_eq!(told_of("en", &article(&excuse), SITE), "", "{code}");
    }
}
