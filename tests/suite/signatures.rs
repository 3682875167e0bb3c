//! Who answers for what a handout says, and whether it still says that.

use super::cli::Clinic;

const REST: &str =
    "title: Rest\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections:\n  - heading: Why?\n    body: Sleep at noon.\n";

/// Whether dates are true is another question.
const SITE: &str = "name: Riverside\nlint: {unstamped-change: off}\n";

fn sign(clinic: &Clinic, id: &str, name: &str) -> String {
    let run = clinic.run(&["sign", id, "--name", name, "--role", "pharmacist", "--format", "json"]).success();
    let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    let line: serde_json::Value = serde_json::from_str(out.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&line["event"], &line["name"]), (&"signed".into(), &name.into()));
    line["code"].as_str().expect("a code").to_owned()
}

fn text(clinic: &Clinic, file: &str) -> String {
    std::fs::read_to_string(clinic.path().join(file)).expect("a file")
}

/// The codes that a check tells, and its exit status.
fn told(clinic: &Clinic) -> (Vec<String>, Option<i32>) {
    let run = clinic.run(&["check", "-q", "--format", "json"]);
    let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    let code = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["code"].clone();
    let codes = out.lines().map(|line| code(line).as_str().expect("a code").to_owned()).collect();
    (codes, run.get_output().status.code())
}

fn page_code(clinic: &Clinic) -> String {
    clinic.run(&["build", "-q", "--sidecar", "fhir"]).success();
    let run = clinic.run(&["which", "output/rest.pdf", "--format", "json"]).success();
    let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    let line: serde_json::Value = serde_json::from_str(out.lines().next().expect("a line")).expect("JSON");
    line["code"].as_str().expect("a code").to_owned()
}

#[test]
fn a_signature_holds_for_what_the_page_says() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST), ("content/handout.yaml", SITE)]);
    let before = page_code(&clinic);
    let code = sign(&clinic, "rest", "A. Tester");
    assert_eq!(code, before, "it is the code on the pages");
    assert_eq!(page_code(&clinic), code, "signing changes no page");
    let signed = text(&clinic, "content/rest.yaml");
    let line = signed.lines().find(|line| line.contains("A. Tester")).expect("a signature");
    assert!(
        line.starts_with("  - {name: A. Tester, role: pharmacist, date: 20") && line.ends_with(&format!("{code}}}"))
    );
    let without: String = signed.lines().filter(|l| *l != "signed:" && *l != line).map(|l| format!("{l}\n")).collect();
    assert_eq!(without, REST);
    assert_eq!(told(&clinic), (vec![], Some(0)));
    // The same again on the same day changes nothing.
    sign(&clinic, "rest", "A. Tester");
    assert_eq!(text(&clinic, "content/rest.yaml"), signed);
    // Layout of the file, and what is not printed, do not count.
    clinic.write("content/rest.yaml", &format!("# A note.\nkeywords: [tired]\n{signed}"));
    assert_eq!(told(&clinic), (vec![], Some(0)));
    clinic.write("content/rest.yaml", &signed.replace("at noon", "at night"));
    assert_eq!(told(&clinic), (vec!["signature-outdated".to_owned()], Some(0)));
    let run = clinic.run(&["check"]).success();
    let err = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(err.contains("A. Tester (pharmacist) signed this on 20") && err.contains(&code), "{err}");
    let again = sign(&clinic, "rest", "A. Tester");
    assert!(again != code && text(&clinic, "content/rest.yaml").matches("A. Tester").count() == 1);
    assert_eq!(told(&clinic), (vec![], Some(0)));
    // Another number to call is another page.
    clinic.write("content/handout.yaml", &format!("{SITE}emergency: \"112\"\n"));
    assert_eq!(told(&clinic).0, ["signature-outdated"]);
    let excused = text(&clinic, "content/rest.yaml") + "excuse: [{code: signature-outdated, reason: number changed}]\n";
    clinic.write("content/rest.yaml", &excused);
    assert_eq!(told(&clinic).0, [""; 0]);
}

#[test]
fn an_approved_article_needs_as_many_people_as_the_clinic_asks_for() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST), ("content/handout.yaml", "lint: {signatures: 2}\n")]);
    assert_eq!(told(&clinic), (vec!["missing-signatures".to_owned()], Some(1)));
    sign(&clinic, "rest", "A. Tester");
    let run = clinic.run(&["sign", "rest", "--name", "A. Tester", "--role", "editor"]).success();
    drop(run);
    assert_eq!(told(&clinic).0, ["missing-signatures"], "one person in two roles is one person");
    clinic.run(&["build"]).code(1);
    sign(&clinic, "rest", "B. Tester");
    assert_eq!(told(&clinic), (vec![], Some(0)));
    clinic.run(&["build", "--strict"]).success();
    // A draft is signed before it is approved, and the signatures hold.
    clinic.write("content/rest.yaml", &format!("{REST}status: draft\n"));
    assert_eq!(told(&clinic).1, Some(0));
    sign(&clinic, "rest", "A. Tester");
    sign(&clinic, "rest", "B. Tester");
    let approved = text(&clinic, "content/rest.yaml").replace("status: draft", "status: approved");
    clinic.write("content/rest.yaml", &approved);
    assert_eq!(told(&clinic), (vec![], Some(0)));
}

#[test]
fn signatures_are_printed_where_the_clinic_wants_it_and_only_current_ones() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST), ("content/handout.yaml", "print_signatures: true\n")]);
    let code = sign(&clinic, "rest", "A. Tester");
    let plain = || {
        clinic.run(&["build", "-q", "--strict", "--text", "--html"]).success();
        text(&clinic, "output/rest.txt")
    };
    let printed = plain();
    assert!(printed.contains("Signed: A. Tester (pharmacist) – "), "{printed}");
    assert!(text(&clinic, "output/rest.html").contains("A. Tester</span> (pharmacist)"));
    assert_ne!(page_code(&clinic), code, "a page with signatures says more");
    assert_eq!(sign(&clinic, "rest", "B. Tester"), code, "the next one signs the same words");
    assert!(plain().contains("B. Tester"));
    clinic.write("content/rest.yaml", &text(&clinic, "content/rest.yaml").replace("at noon", "at night"));
    clinic.run(&["build", "-q"]).success();
    assert!(!text(&clinic, "output/rest.txt").contains("Tester"));
    clinic.write("content/rest.yaml", &text(&clinic, "content/rest.yaml").replace("at night", "at noon"));
    clinic.write("content/handout.yaml", "print_signatures: false\n");
    assert!(!plain().contains("Tester"));
}

#[test]
fn articles_are_signed_by_id_language_or_file() {
    let spanish = REST.replace("Rest", "Descanso");
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "name: Riverside\n"),
        ("content/a/rest.yaml", REST),
        ("content/a/rest.es.yaml", &spanish),
    ]);
    sign(&clinic, "a/rest.es", "A. Tester");
    assert!(
        text(&clinic, "content/a/rest.es.yaml").contains("A. Tester") && text(&clinic, "content/a/rest.yaml") == REST
    );
    sign(&clinic, "content/a/rest.yaml", "A. Tester");
    assert_eq!(text(&clinic, "content/a/rest.yaml").matches("A. Tester").count(), 1);
    let both = ["sign", "a/rest", "a/rest.fr", "--name", "B. Tester", "--role", "editor"];
    let run = clinic.run(&both).code(2);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("a/rest"));
    assert!(!text(&clinic, "content/a/rest.yaml").contains("B. Tester"), "nothing is signed where an ID is wrong");
    clinic.write("content/bad.yaml", &REST.replace("updated", "updatd"));
    clinic.run(&["sign", "bad", "a/rest", "--name", "B. Tester", "--role", "editor"]).code(1);
    assert!(text(&clinic, "content/a/rest.yaml").contains("B. Tester"));
    assert!(!text(&clinic, "content/bad.yaml").contains("B. Tester"));
    for words in [["--name", " ", "--role", "a"], ["--name", "a", "--role", "b\nc"]] {
        clinic.run(&[&["sign", "a/rest"][..], &words].concat()).code(2);
    }
}

#[test]
fn a_byte_order_mark_and_line_ends_stay() {
    let typed = format!("\u{FEFF}{}", REST.replace('\n', "\r\n"));
    let clinic = Clinic::new(&[("content/rest.yaml", &typed)]);
    sign(&clinic, "rest", "A. Tester");
    let signed = text(&clinic, "content/rest.yaml");
    assert!(signed.starts_with('\u{FEFF}') && !signed.replace("\r\n", "").contains('\n'), "{signed:?}");
    let (before, rest) = signed.split_once("signed:\r\n").expect("a signature");
    assert_eq!(format!("{before}{}", rest.split_once('\n').expect("a line").1), typed);
}

#[test]
fn shells_complete_the_ids_of_what_can_be_signed() {
    let clinic = Clinic::new(&[]);
    let script = |shell: &str| {
        String::from_utf8(clinic.run(&["completions", shell]).success().get_output().stdout.clone()).expect("UTF-8")
    };
    assert!(script("bash").contains("== sign"));
    assert_eq!(script("zsh").matches(":_handout_ids'").count(), 2, "of packets and of signatures");
    assert!(script("fish").contains("using_subcommand packet sign"));
}
