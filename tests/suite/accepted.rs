//! Old findings that rest: accepted, they are silent, and may only become fewer.

use super::cli::Clinic;

const LIST: &str = "content/.handout-accepted.yaml";

fn article(title: &str, body: &str) -> String {
    format!(
        "title: {title}\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections:\n  - heading: How much?\n    body:\n{body}"
    )
}

fn told(clinic: &Clinic, arguments: &[&str]) -> Vec<(String, String)> {
    let run = clinic.run(&[arguments, &["-q", "--format", "json"]].concat());
    let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    let line = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    out.lines().map(line).map(|note| (text(&note["code"]), text(&note["file"]))).collect()
}

fn list(clinic: &Clinic) -> String {
    std::fs::read_to_string(clinic.path().join(LIST)).expect("a list")
}

const BODY: &str = "      - Take 10mg at night.\n      - Take 10mg at noon, and 20mg at night.\n";

#[test]
fn accepted_findings_are_silent_and_new_ones_are_told() {
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "lint: {glued-unit: error, unstamped-change: off}\n"),
        ("content/rest.yaml", &article("Rest", BODY)),
        ("content/sleep.yaml", &article("Sleep", "      - Take 5 mg.\n")),
    ]);
    clinic.run(&["check"]).code(1);
    let run = clinic.run(&["check", "--accept-present"]).success();
    assert!(String::from_utf8_lossy(&run.get_output().stdout).contains("3 findings accepted"));
    let text = list(&clinic);
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("- ")).collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines.iter().all(|line| line.contains("article: rest.yaml, rule: glued-unit")), "{text}");
    assert!(text.contains("count: 2} # 10mg") && text.contains("count: 1} # 20mg"), "{text}");
    assert_eq!(told(&clinic, &["check"]), []);
    // A build respects it, though the clinic made errors of them.
    clinic.run(&["build", "--strict"]).success();
    // On other lines they are the same findings; one more of them is new.
    clinic.write("content/rest.yaml", &article("Rest", &format!("      - A line before.\n{BODY}")));
    assert_eq!(told(&clinic, &["check"]), []);
    clinic.write("content/rest.yaml", &article("Rest", &format!("{BODY}      - Take 10mg at dawn.\n")));
    assert_eq!(told(&clinic, &["check"]), [("glued-unit".to_owned(), "content/rest.yaml".to_owned())]);
    clinic.run(&["build"]).code(1);
    // In another article it is new as well.
    clinic.write("content/rest.yaml", &article("Rest", BODY));
    clinic.write("content/sleep.yaml", &article("Sleep", "      - Take 10mg at night.\n"));
    assert_eq!(told(&clinic, &["check"]), [("glued-unit".to_owned(), "content/sleep.yaml".to_owned())]);
}

#[test]
fn what_is_mended_is_told_and_taken_off_the_list() {
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "lint: {unstamped-change: off}\n"),
        ("content/rest.yaml", &article("Rest", BODY)),
        ("content/sleep.yaml", &article("Sleep", "      - Take 10mg.\n")),
    ]);
    clinic.run(&["check", "--accept-present"]).success();
    clinic.run(&["build", "--strict"]).success();
    clinic.write("content/rest.yaml", &article("Rest", &BODY.replace("20mg", "20 mg")));
    std::fs::remove_file(clinic.path().join("content/sleep.yaml")).expect("it is there");
    let stale = |file: &str| ("stale-acceptance".to_owned(), file.to_owned());
    let both = [stale("content/rest.yaml"), stale(LIST)];
    assert_eq!(told(&clinic, &["check"]), both);
    assert_eq!(told(&clinic, &["build"]), both);
    assert_eq!(told(&clinic, &["build"]), both, "an article that is not made again is told of all the same");
    // A part of the root says nothing of the rest.
    assert_eq!(told(&clinic, &["check", "content/rest.yaml"]), [stale("content/rest.yaml")]);
    assert_eq!(told(&clinic, &["check", "content/rest.yaml", "--accept-present"]), []);
    assert!(list(&clinic).contains("sleep.yaml"));
    assert_eq!(told(&clinic, &["check", "--accept-present"]), []);
    assert_eq!(told(&clinic, &["build"]), []);
    assert_eq!(list(&clinic).matches("\n- ").count(), 1);
    // Only fewer: what was mended is new when it comes back.
    clinic.write("content/rest.yaml", &article("Rest", BODY));
    assert_eq!(told(&clinic, &["check"]), [("glued-unit".to_owned(), "content/rest.yaml".to_owned())]);
    clinic.write("content/rest.yaml", &article("Rest", "      - Take 10 mg.\n"));
    clinic.run(&["check", "--accept-present"]).success();
    assert!(!clinic.path().join(LIST).exists(), "an empty list is no list");
}

#[test]
fn what_has_to_be_mended_is_never_accepted() {
    let clinic = Clinic::new(&[("content/rest.yaml", &article("Rest", "      - Take **10mg.\n"))]);
    clinic.run(&["check", "--accept-present"]).code(1);
    assert!(!clinic.path().join(LIST).exists());
    clinic.write(LIST, "- {article: rest.yaml, rule: unclosed-strong, fingerprint: a, count: 1}\n");
    for arguments in [&["check"][..], &["build"], &["check", "--accept-present"]] {
        let run = clinic.run(arguments).code(2);
        assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("can be accepted"));
    }
}

#[test]
fn a_finding_on_a_whole_paragraph_is_known_by_its_words() {
    let long = |first: &str| format!("      - {first} {}\n", "And rest a little. ".repeat(80));
    let clinic = Clinic::new(&[("content/rest.yaml", &article("Rest", &long("Sleep")))]);
    clinic.run(&["check", "--accept-present"]).success();
    assert_eq!(told(&clinic, &["check"]), []);
    clinic.write("content/rest.yaml", &article("Rest", &long("Sit")));
    let codes: Vec<String> = told(&clinic, &["check"]).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["stale-acceptance", "long-paragraph"]);
}
