use super::{HEAD, SITE, told, told_in, told_of, told_of_sections};

#[test]
fn a_list_of_one_is_told() {
    assert_eq!(told("- bullets: [One.]"), "list-of-one 7:19");
    assert_eq!(told("- bullets:\n    - text: One.\n      steps: [Two.]\n    - Three."), "list-of-one 9:21");
    assert_eq!(told("- table: {header: [A, B], rows: [[one, bullets: [two]]]}"), "list-of-one 7:56");
    for right in [
        "- bullets: [One., Two.]",
        "- do: [Walk.]\n- dont: [Run.]",
        "- steps: [One.]\n- Wait an hour.\n- steps: [Two.]\n  continue: true",
        "- checklist: [Bring your card.]",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
}

#[test]
fn a_box_says_when_to_call() {
    for wrong in [
        "- callout: call",
        "- callout: emergency\n  body: Call 911.",
        "- callout: call\n  body: Call us for help. We are here.",
    ] {
        assert_eq!(told(wrong), "no-when 7:9", "{wrong}");
    }
    for wrong in ["Llámenos.", "Llame al 911 y espere.", "Una enfermera contesta sus preguntas.", "Llámenos por favor."]
    {
        assert_eq!(told_in("es", &format!("- callout: call\n  body: {wrong}")), "no-when 7:9", "{wrong}");
    }
    assert_eq!(told_in("es", "- callout: emergency\n  body: Llame al 911 al sentir dolor de pecho."), "");
    for right in [
        "- callout: call\n  body: Call us if you have a fever.",
        "- callout: emergency\n  body: You have chest pain.",
        "- callout: emergency\n  body:\n    - bullets: [Chest pain., A seizure.]",
        "- callout: call\n  title: When you have a fever",
        "- callout: tip\n  body: Call a friend.",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
    assert_eq!(told_in("es", "- callout: call\n  body: Llame si tiene fiebre."), "");
}

#[test]
fn headings_are_told_apart() {
    let section = |heading: &str| format!("  - heading: {heading}\n    body: Text.\n");
    let sections = |headings: &[&str]| headings.iter().map(|heading| section(heading)).collect::<String>();
    let told = |headings: &[&str]| told_of_sections(&sections(headings));
    assert_eq!(told(&["What helps?", "Who?", "\"**What** helps\""]), "same-heading 9:17");
    assert_eq!(told(&["What helps?", "Who?", "What helps me?"]), "");
    let inner = |first: &str, second: &str| {
        told_of_sections(&format!(
            "  - heading: {first}\n    sections:\n      - {{heading: What to do, body: Text.}}\n  - heading: {second}\n    \
             sections:\n      - {{heading: What to do, body: Text.}}\n"
        ))
    };
    assert_eq!(inner("Morning", "Evening"), "");
    assert_eq!(inner("Morning", "What to do"), "same-heading 10:19");

    assert_eq!(told(&["What is it?", "Who gets it?", "What helps?", "Getting help"]), "heading-style 11:14");
    assert_eq!(told(&["What is it?", "Who gets it?", "Getting help"]), "", "two are too few");
    assert_eq!(told(&["What is it?", "Who gets it?", "What helps?", "Rest", "Getting help"]), "", "two are a style");
    assert_eq!(told(&["What is it?", "Who gets it?", "What helps?", "Resources"]), "");
}

#[test]
fn continued_is_the_tool_s_to_say() {
    let heading = |heading: &str| told_of_sections(&format!("  - heading: \"{heading}\"\n    body: Text.\n"));
    assert_eq!(heading("Side effects (continued)"), "typed-continued 5:15");
    assert_eq!(heading("Side effects, cont."), "typed-continued 5:15");
    assert_eq!(told("- Continued on next page"), "typed-continued 7:9");
    assert_eq!(heading("How is it continued?"), "");
    assert_eq!(told("- Your treatment is continued (as long as it helps)."), "");
}

#[test]
fn references_are_all_cited_or_none() {
    let article = |body: &str| {
        let references = "references:\n  - {id: a, text: Book A.}\n  - {id: b, text: Book B.}\n";
        told_of("en", &format!("{HEAD}sections:\n  - heading: What?\n    body:\n      - {body}\n{references}"), SITE)
    };
    assert_eq!(article("Text.[@a]"), "uncited-reference 10:19");
    assert_eq!(article("Text.[@a; @b]"), "");
    assert_eq!(article("Text."), "", "none is cited: they are further reading");
    assert_eq!(article("callout: tip\n        body: Text.[@b][@a]"), "");
}

#[test]
fn a_picture_is_described() {
    let told = |rest: &str| told(&format!("- image: figures/calf.png\n  {rest}"));
    assert_eq!(told("alt: Stretching\n  caption: Stretching."), "repeated-alt 8:14");
    assert_eq!(told("alt: Picture of stretching\n  caption: Stretching"), "repeated-alt 8:14");
    assert_eq!(told("alt: calf.png"), "repeated-alt 8:14");
    assert_eq!(told("alt: calf"), "repeated-alt 8:14");
    assert_eq!(told("alt: Image 3"), "repeated-alt 8:14");
    assert_eq!(told("alt: A hand stretches the calf\n  caption: Stretching"), "");
    assert_eq!(told("decorative: true\n  caption: Calf"), "");
}

#[test]
fn an_item_may_begin_with_what_is_a_word_or_a_comparison() {
    for (item, expected) in [("o Hospital das Clínicas", ""), ("> 38 °C", ""), ("> Rest.", "mark-in-item 8:14")] {
        assert_eq!(told_in("pt", &format!("- bullets:\n    - {item:?}\n    - a farmácia")), expected, "{item}");
    }
}

#[test]
fn a_reference_begins_with_no_number_of_its_own() {
    let told = |references: &str| {
        let text = format!("{HEAD}sections:\n  - heading: What?\n    body: Text.\nreferences:\n{references}");
        told_of("en", &text, SITE)
    };
    for (references, expected) in [
        ("  - 1. Lee K. Cramps.\n  - 2) Roe A. Pain.", "mark-in-item 8:5|mark-in-item 9:5"),
        ("  - \"[1] Lee K. Cramps.\"\n  - Roe A. Pain.", "mark-in-item 8:6"),
        ("  - text: ١. لي", "mark-in-item 8:11"),
        ("  - \"• Lee K. Cramps.\"", "mark-in-item 8:6"),
        ("  - 3. Kongress der Ärzte.", ""),
        ("  - 2024 Guideline for cramps.", ""),
        ("  - J. Lee. Cramps.", ""),
    ] {
        assert_eq!(told(references), expected, "{references}");
    }
}
