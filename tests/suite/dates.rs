//! Dates that cannot lie: held against the last build, and against the calendar.

use jiff::civil::Date;

use super::cli::Clinic;

const REST: &str =
    "title: Rest\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections:\n  - heading: Why?\n    body: Sleep at noon.\n";

/// The codes that a command tells.
fn told(clinic: &Clinic, arguments: &[&str]) -> Vec<String> {
    let run = clinic.run(&[arguments, &["-q", "--format", "json"]].concat());
    let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    let code = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["code"].clone();
    out.lines().map(|line| code(line).as_str().expect("a code").to_owned()).collect()
}

fn check(clinic: &Clinic) -> Vec<String> {
    told(clinic, &["check"])
}

fn day(days: i32) -> Date {
    handout::build::today().saturating_add(jiff::Span::new().days(days))
}

#[test]
fn a_changed_text_needs_a_new_date() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST)]);
    let changed = REST.replace("at noon", "at night");
    clinic.write("content/rest.yaml", &changed);
    assert_eq!(check(&clinic), [""; 0], "without a build there is nothing to hold it against");
    clinic.write("content/rest.yaml", REST);
    clinic.run(&["build", "-q"]).success();
    assert_eq!(check(&clinic), [""; 0]);
    clinic.write("content/rest.yaml", &changed);
    let run = clinic.run(&["check"]).success();
    let err = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(err.contains("content/rest.yaml:3:10") && err.contains("handout stamp"), "{err}");
    // Building it does not make the date true.
    for _ in 0..2 {
        assert_eq!(told(&clinic, &["build"]), ["unstamped-change"]);
        assert_eq!(check(&clinic), ["unstamped-change"]);
    }
    // What was there before is no change; comments and keywords are none.
    clinic.write("content/rest.yaml", &format!("# A note.\nkeywords: [sleep]\n{REST}"));
    assert_eq!(check(&clinic), [""; 0]);
    clinic.write("content/rest.yaml", &changed);
    clinic.run(&["stamp", "-q", "content/rest.yaml"]).success();
    assert_eq!(check(&clinic), [""; 0]);
    assert_eq!(told(&clinic, &["build", "--strict"]), [""; 0]);
    assert_eq!(check(&clinic), [""; 0]);
    // Today it may go on changing under today's date.
    let text = std::fs::read_to_string(clinic.path().join("content/rest.yaml")).expect("an article");
    clinic.write("content/rest.yaml", &text.replace("at night", "in the afternoon"));
    assert_eq!(told(&clinic, &["build", "--strict"]), [""; 0]);
}

#[test]
fn snippets_and_pictures_are_text_and_drafts_may_change() {
    let article = REST.replace("Sleep at noon.", "[{include: call}, {image: a.svg, alt: A box.}]");
    let picture = |size: usize| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0H{size}V{size}Z'/></svg>")
    };
    let clinic = Clinic::new(&[
        ("content/rest.yaml", &article),
        ("content/draft.yaml", &format!("{}status: draft\n", REST.replace("Rest", "Draft"))),
        ("content/snippets/call.yaml", "- Call us.\n"),
        ("content/a.svg", &picture(9)),
    ]);
    clinic.run(&["build", "-q"]).success();
    clinic.write("content/snippets/call.yaml", "# A note.\n- Call us.\n");
    clinic.write("content/draft.yaml", &format!("{}status: draft\n", REST.replace("Rest", "Another draft")));
    assert_eq!(check(&clinic), [""; 0]);
    clinic.write("content/snippets/call.yaml", "- Call us at once.\n");
    assert_eq!(check(&clinic), ["unstamped-change"]);
    clinic.write("content/snippets/call.yaml", "- Call us.\n");
    clinic.write("content/a.svg", &picture(5));
    assert_eq!(check(&clinic), ["unstamped-change"]);
    let excused = format!("{article}excuse: [{{code: unstamped-change, reason: a clearer picture}}]\n");
    clinic.write("content/rest.yaml", &excused);
    assert_eq!(check(&clinic), [""; 0]);
}

#[test]
fn the_first_day_does_not_change() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST)]);
    clinic.run(&["build", "-q"]).success();
    let moved = REST.replace("created: 2026-01-01", "created: 2025-12-31");
    clinic.write("content/rest.yaml", &moved);
    assert_eq!(check(&clinic), ["created-changed"]);
    assert_eq!(told(&clinic, &["build"]), ["created-changed"]);
    assert_eq!(told(&clinic, &["build"]), ["created-changed"]);
    clinic.run(&["stamp", "-q", "content/rest.yaml"]).success();
    assert_eq!(told(&clinic, &["build"]), ["created-changed"], "it is told of once more");
    assert_eq!(check(&clinic), [""; 0]);
}

#[test]
fn a_check_without_a_record_says_so_once() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST), ("content/sleep.yaml", &REST.replace("Rest", "Sleep"))]);
    let out = |arguments: &[&str]| {
        String::from_utf8(clinic.run(arguments).success().get_output().stdout.clone()).expect("UTF-8")
    };
    assert_eq!(out(&["check", "--strict"]).matches("nothing is known of an earlier build in `output`").count(), 1);
    assert!(out(&["check", "--format", "json"]).contains("{\"event\":\"no-record\",\"output\":\"output\"}"));
    out(&["build", "-o", "elsewhere"]);
    assert!(out(&["check"]).contains("nothing is known"));
    assert!(!out(&["check", "-o", "elsewhere"]).contains("nothing is known"));
}

#[test]
fn reviews_are_told_before_they_are_due_and_when_they_are_too_long_ago() {
    let with = |lines: &str| {
        let clinic = Clinic::new(&[
            ("content/rest.yaml", &REST.replace("sections", &format!("{lines}sections"))),
            ("content/handout.yaml", "lint: {review_every: 18 months}\n"),
        ]);
        check(&clinic)
    };
    assert_eq!(with(&format!("review_due: {}\n", day(-1))), ["review-overdue"]);
    assert_eq!(with(&format!("review_due: {}\n", day(0))), ["review-soon"]);
    assert_eq!(with(&format!("review_due: {}\n", day(90))), ["review-soon"]);
    assert_eq!(with(&format!("review_due: {}\n", day(91))), [""; 0]);
    assert_eq!(with(&format!("reviewed: {}\n", day(-500))), [""; 0]);
    assert_eq!(with(&format!("reviewed: {}\n", day(-560))), ["review-too-old"]);
    let excused = format!("reviewed: {}\nexcuse: [{{code: review-too-old, reason: asked}}]\n", day(-560));
    assert_eq!(with(&excused), [""; 0]);
    assert_eq!(with(&format!("reviewed: {}\n", day(3))), ["future-date"]);
    // One that nobody has reviewed, though this clinic reviews its handouts.
    assert_eq!(with(""), ["never-reviewed"]);
    assert_eq!(with("status: draft\n"), [""; 0]);
    assert_eq!(with("excuse: [{code: never-reviewed, reason: it is new}]\n"), [""; 0]);
    let without = Clinic::new(&[("content/rest.yaml", REST), ("content/handout.yaml", "name: Riverside\n")]);
    assert_eq!(check(&without), [""; 0], "where no time between reviews is set, none is asked for");
}

#[test]
fn reviews_to_come_are_written_for_a_calendar() {
    let due = |title: &str, line: &str| REST.replace("Rest", title).replace("sections", &format!("{line}\nsections"));
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "lint: {review_every: 2 years}\n"),
        ("content/rest.yaml", &due("Rest, and sleep", "review_due: 2099-03-04")),
        ("content/sleep.yaml", &due("Sleep", "reviewed: 2026-01-02")),
        ("content/draft.yaml", &due("Draft", "review_due: 2099-01-01\nstatus: draft")),
        ("content/other.yaml", &due("Other", "x-a: 1")),
    ]);
    let read = || std::fs::read_to_string(clinic.path().join("reviews.ics")).expect("a calendar");
    let run = clinic.run(&["check", "--calendar", "reviews.ics"]).success();
    assert!(String::from_utf8_lossy(&run.get_output().stdout).contains("2 reviews in the calendar"));
    let text = read();
    assert!(text.contains("SUMMARY:Review: Rest\\, and sleep (en)\r\n") || text.contains("Rest\\, and sleep (en-US)"));
    assert!(text.contains("DTSTART;VALUE=DATE:20990304\r\n") && text.contains("DTSTART;VALUE=DATE:20280102\r\n"));
    assert!(text.contains("DTSTAMP:20260102T000000Z\r\n") && text.matches("BEGIN:VEVENT").count() == 2);
    clinic.run(&["build", "-q"]).success();
    clinic.run(&["check", "--calendar", "reviews.ics"]).success();
    assert_eq!(read(), text, "the same articles, the same bytes");
    clinic.run(&["check", "--calendar", "content/rest.yaml"]).code(2);
    clinic.write("mine.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    clinic.run(&["check", "--calendar", "mine.ics"]).code(2);
}
