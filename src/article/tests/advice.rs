//! What an author is advised: the words of hints, and the warnings of the lints.

use super::{BODY, HEAD, SITE, load_with, site, told, with_body};

#[test]
fn a_date_is_told_how_it_is_written_and_never_one_that_nobody_meant() {
    let hint = |line: &str| {
        let (_, notes) = load_with(&format!("{HEAD}{line}\n{BODY}"), &site(SITE), None);
        notes.into_iter().next().and_then(|note| note.hint).unwrap_or_default()
    };
    assert_eq!(hint("reviewed: 2024–05–10"), "type hyphens:\nreviewed: 2024-05-10");
    assert_eq!(hint("reviewed: May 3, 2025"), "write it as:\nreviewed: 2025-05-03");
    assert_eq!(hint("reviewed: 2024-13-05"), "the month comes before the day:\nreviewed: 2024-05-13");
    assert_eq!(hint("reviewed: 10/05/2024"), "is that 10 May or 5 October? Write 2024-05-10 or 2024-10-05");
    assert!(hint("reviewed: next week").ends_with("YYYY-MM-DD"));
    let (_, notes) = load_with("title: a\nsections: [{heading: b, body: c}]\n", &site(SITE), None);
    assert_eq!(notes[0].hint.as_deref(), Some("add a line\ncreated: 2026-11-01"));
}

#[test]
fn a_picture_of_nearly_the_same_name_is_named() {
    for name in ["figures/Calf.jpeg", "calf.png", "figures/CALF.PNG"] {
        let (_, notes) = load_with(&with_body(&format!("- image: {name}\n  alt: a")), &site(SITE), None);
        let hint = notes[0].hint.as_deref();
        assert_eq!(hint, Some("did you mean `figures/calf.png`? Capital letters and the ending count"), "{name}");
    }
}

#[test]
fn a_lead_in_leads_to_what_comes_next() {
    let told_of = |sections: &str| told(&load_with(&format!("{HEAD}sections:\n{sections}"), &site(SITE), None).1);
    let lead = "  - heading: Hands\n    body: [\"To keep them soft:\"]\n";
    assert_eq!(told_of(lead), "empty-lead-in 6:13");
    assert_eq!(told_of(&format!("{lead}  - heading: Next\n    body: Text.\n")), "empty-lead-in 6:13");
    assert_eq!(told_of(&format!("{lead}  - heading: Do\n    body: [{{do: [Wear gloves.]}}]\n")), "");
    assert_eq!(told_of(&format!("{lead}    sections: [{{heading: Daily, body: [{{steps: [Wash.]}}]}}]\n")), "");
    for colon in ['：', '៖', '՝', '፦'] {
        assert_eq!(told_of(&lead.replace("soft:", &format!("soft{colon}"))), "empty-lead-in 6:13", "{colon}");
    }
    let call = "  - heading: Help\n    body: [{callout: call, body: [\"Call us at:\"]}]\n";
    assert_eq!(told_of(call), "");
}

#[test]
fn what_is_too_long_is_told_in_every_script_and_place() {
    let long = "One word. ".repeat(76);
    let han = "请多休息多喝水".repeat(35);
    for (blocks, language, expected) in [
        (format!("- {long}"), "en", "long-paragraph 7:9"),
        (format!("- bullets:\n    - {long}"), "en", "long-paragraph 8:13"),
        (format!("- bullets:\n    - text: a\n      steps: [{long}]"), "en", "long-paragraph 9:21"),
        (format!("- {han}"), "zh", "long-paragraph 7:9"),
        (format!("- {}", "One word. ".repeat(75)), "en", ""),
        (format!("- {}", "ยา".repeat(115)), "th", ""),
        (format!("- {}", "ยา".repeat(125)), "th", "long-paragraph 7:9"),
        (format!("- {}", "한국어. ".repeat(140)), "ko", ""),
    ] {
        let text = format!("{}\nlanguage: {language}\n", with_body(&blocks));
        assert_eq!(told(&load_with(&text, &site(SITE), None).1), expected);
    }
}

#[test]
fn a_contact_needs_an_id_only_where_one_is_named() {
    let without = site("contacts: [{label: Front desk, phone: 555-0142}, {label: Nights, phone: 555-0143}]\n");
    assert_eq!(told(&load_with(&with_body("- callout: call"), &without, None).1), "");
    let (_, notes) = load_with(&(with_body("- a") + "contacts: [desk]\n"), &without, None);
    assert_eq!(told(&notes), "unknown-contact 8:12");
    assert_eq!(notes[0].hint.as_deref(), Some("give a contact in handout.yaml this name: `{id: desk, label: …}`"));
}
