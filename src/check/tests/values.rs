use super::{HEAD, SITE, told, told_in, told_of, told_of_unsound};

/// What is told of an article with this body at a clinic with these rules.
fn told_at(rules: &str, body: &str) -> String {
    let text = format!("{HEAD}sections:\n  - heading: What?\n    body:\n      - {body}\n");
    told_of("en", &text, &format!("{SITE}lint: {{{rules}}}\n"))
}

#[test]
fn numbers_that_the_clinic_does_not_know_are_told_where_it_asks_for_that() {
    let strict = "phones: known, known_phones: [\"1-800-222-1222\", 988]";
    assert_eq!(told_at(strict, "Call 555-0142."), "unknown-phone 7:14");
    assert_eq!(told_at(strict, "Call (312) 555-0199, or text **741741**."), "unknown-phone 7:14|unknown-phone 7:40");
    assert_eq!(told_at(strict, "Call 112."), "unknown-phone 7:14");
    assert_eq!(told_at(strict, "Call 1-1-2."), "unknown-phone 7:14");
    assert_eq!(told_at(strict, "Come 9-1-1 at 9-10."), "");
    assert_eq!(told_at(strict, "\"[Call the nurse](tel:+13125550142)\""), "unknown-phone 7:11");
    for right in [
        "Call 555-0100, (312) 555-0100 or +1 312 555 0100.",
        "Call 911, or call or text **988**, or 1 (800) 222-1222.",
        "Take 100 mg on 2026-05-10, 26 in 55000.",
        "Call us if you vomit 200 mL.",
    ] {
        assert_eq!(told_at(strict, right), "", "{right}");
    }
    assert_eq!(told("- Call 555-0142."), "", "a clinic asks for it");
    assert_eq!(told_at("phones: any, known_phones: [988]", "Call 988."), "");
}

#[test]
fn temperatures_are_in_both_units_where_one_is() {
    assert_eq!(told("- Call at 100.4 °F (38 °C).\n- Stay below 102 °F."), "one-temperature 8:20");
    assert_eq!(told("- Call at 100.4 °F.\n- Stay below 102 °F."), "");
    assert_eq!(told_at("temperature: both", "Call at 38 °C."), "one-temperature 7:17");
    assert_eq!(told_at("temperature: both", "Call at 100.4 degrees F."), "one-temperature 7:17");
    assert_eq!(told_at("temperature: both", "Call for a fever of 100.4F."), "one-temperature 7:29");
    assert_eq!(told_at("temperature: both", "A temperature of 101 degrees"), "one-temperature 7:26");
    assert_eq!(told_at("temperature: both", "Bend your knee to 95 degrees."), "");
    assert_eq!(told_at("temperature: both", "With a fever, bend your knee to 30 degrees. Take 40 mg."), "");
    assert_eq!(
        told_at("temperature: any", "[Call at 38 °C (100.4 °F)., Stay below 39 °C.]".replace(['[', ']'], "").as_str()),
        ""
    );
    assert_eq!(told("- Call at 100.4 °F (38 °C).\n- table: {header: [F, C], rows: [[100 °F, 37.8 °C]]}"), "");
}

#[test]
fn one_schedule_has_one_name() {
    let both = "- Take 1 tablet in the morning and evening.\n- Take 2 tablets twice daily.";
    assert_eq!(told(both), "mixed-schedule 8:24");
    assert_eq!(told(&both.replace("twice daily", "every 12 hours")), "mixed-schedule 8:24");
    assert_eq!(told(&both.replace("twice daily", "once daily")), "");
    assert_eq!(told(&both.replace("Take 2 tablets", "Take your time. Check your sugar")), "", "no dose");
    for sentence in ["Take 1 pill twice daily.", "Take 1 pill 2 times a day."] {
        let mixed = both.replace("Take 2 tablets", &format!("Check your sugar twice daily. {sentence} Walk"));
        assert_eq!(told(&mixed), "mixed-schedule 8:51", "{mixed}");
    }
    assert_eq!(told("- Brush your teeth morning and evening.\n- Take 2 tablets twice daily."), "", "no dose");
    assert_eq!(
        told_in("es", "- Tome 1 tableta por la mañana y por la noche.\n- Tome 2 tabletas cada 12 horas."),
        "mixed-schedule 8:25"
    );
}

/// What can be told of the texts that were read is told beside the mistakes that keep the article back.
#[test]
fn numbers_are_told_of_an_article_with_mistakes_too() {
    let body = "      - Call at 100.4 °F (38 °C).\n      - Stay below 102 °F. Call 555-0142.\n      - Take 5mg twice daily.\n      \
                - Take one dose in the morning and evening.\n      - boxes: [a]\n";
    let text = format!("{HEAD}sections:\n  - heading: What?\n    body:\n{body}");
    let told = told_of_unsound(&text, &format!("{SITE}lint: {{phones: known}}\n"));
    for expected in
        ["one-temperature 8:20", "unknown-phone 8:33", "glued-unit 9:14", "mixed-schedule 9:18", "unknown-key 11:9"]
    {
        assert!(told.contains(expected), "{expected} in {told}");
    }
}
