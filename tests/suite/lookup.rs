//! Questions to the manifest and the history, and what a day stamps: `find`, `which`, `stamp`, `schema`.

use assert_cmd::assert::Assert;
use serde_json::Value;

use super::cli::Clinic;

const CRAMPS: &str = "\
title: Muscle cramps
kind: Side Effect
keywords: [twitching]
codes: {icd10cm: [R25.2], loinc: [34133-9]}
created: 2026-01-01
updated: 2026-01-02
sections: [{heading: What helps?, body: Take 5 mg at night.}]
";
const CALAMBRES: &str = "\
title: Calambres y caída
created: 2026-01-01
updated: 2026-01-02
sections: [{heading: ¿Qué ayuda?, body: Tome 5 mg.}]
";

fn clinic() -> Clinic {
    let clinic = Clinic::new(&[("content/side/cramps.yaml", CRAMPS), ("content/side/cramps.es.yaml", CALAMBRES)]);
    build(&clinic).success();
    clinic
}

fn build(clinic: &Clinic) -> Assert {
    clinic.run(&["build", "-q"])
}

fn stdout(run: &Assert) -> String {
    String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8")
}

fn stderr(run: &Assert) -> String {
    String::from_utf8(run.get_output().stderr.clone()).expect("UTF-8")
}

/// The PDFs that `find` names.
fn found(clinic: &Clinic, query: &[&str]) -> Vec<String> {
    let run = clinic.run(&[&["find", "--format", "json"], query].concat()).success();
    lines(&run).iter().map(|hit| hit["pdf"].as_str().expect("a name").to_owned()).collect()
}

fn lines(run: &Assert) -> Vec<Value> {
    stdout(run).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn handouts_are_found_by_words_and_by_code() {
    let clinic = clinic();
    for query in [&["cramp"][..], &["CRAMPS", "side"], &["twitch", "muscle"], &["--code", "icd10cm:r252"]] {
        assert_eq!(found(&clinic, &[query, &["--language", "en"]].concat()), ["side/cramps.pdf"], "{query:?}");
    }
    assert_eq!(found(&clinic, &["cramps"]), ["side/cramps.pdf", "side/cramps.es.pdf"], "the title comes before the id");
    assert_eq!(found(&clinic, &["caida"]), ["side/cramps.es.pdf"]);
    let text = stdout(&clinic.run(&["find", "calambres"]).success());
    assert_eq!(
        text,
        "Calambres y caída  (side/cramps)\n    output/side/cramps.es.pdf  es, updated 2026-01-02, 1 page\n"
    );
    let hit = &lines(&clinic.run(&["find", "muscle", "--format", "json"]))[0];
    assert_eq!(hit["topics"][0]["oid"], "2.16.840.1.113883.6.90");
}

#[test]
fn what_is_not_found_is_said_with_what_may_have_been_meant() {
    let clinic = clinic();
    let nothing = clinic.run(&["find", "crmaps"]).code(1);
    assert!(stdout(&nothing).is_empty() && stderr(&nothing).contains("did you mean `cramps`?"), "{}", stderr(&nothing));
    clinic.run(&["find", "--code", "icd9:1"]).code(2);
    clinic.run(&["find", "--code", "icd10cm:Z99"]).code(1);
    clinic.run(&["find", "cramps", "-o", "nowhere"]).code(2);
}

/// What `which` says, as JSON.
fn which(clinic: &Clinic, asked: &[&str]) -> Value {
    let run = clinic.run(&[&["which", "--format", "json"], asked].concat()).success();
    lines(&run).remove(0)
}

fn code(clinic: &Clinic) -> String {
    let hit = lines(&clinic.run(&["find", "muscle", "--format", "json"]).success()).remove(0);
    hit["code"].as_str().expect("a code").to_owned()
}

#[test]
fn a_paper_is_known_for_ever() {
    let clinic = clinic();
    let old = code(&clinic);
    let answer = which(&clinic, &[&old]);
    assert_eq!((&answer["state"], &answer["id"]), (&"current".into(), &"side/cramps".into()));
    let (first, second) = old.split_once('-').expect("two halves");
    assert_eq!(which(&clinic, &[&first.to_lowercase(), second])["state"], "current");

    clinic.write("content/side/cramps.yaml", &CRAMPS.replace("5 mg", "0.5 mg").replace("01-02", "02-03"));
    build(&clinic).success();
    let (answer, new) = (which(&clinic, &[&old]), code(&clinic));
    assert_eq!((&answer["state"], &answer["updated"]), (&"replaced".into(), &"2026-01-02".into()));
    assert_eq!((&answer["replaced_by"]["code"], &answer["current"]), (&Value::from(new.clone()), &false.into()));
    assert!(stdout(&clinic.run(&["which", &old])).contains(&format!("replaced by {new} (updated 2026-02-03)")));

    clinic.write("content/side/cramps.yaml", &CRAMPS.replace("title", "titel"));
    build(&clinic).code(1);
    assert_eq!(which(&clinic, &[&new])["state"], "outdated");
    clinic.write("content/side/cramps.yaml", &format!("{CRAMPS}status: withdrawn\n"));
    clinic.write("content/side/cramps.es.yaml", &format!("{CALAMBRES}status: withdrawn\n"));
    build(&clinic).success();
    assert_eq!(which(&clinic, &[&new])["state"], "withdrawn");
    std::fs::remove_file(clinic.path().join("content/side/cramps.yaml")).expect("it is there");
    build(&clinic).success();
    assert_eq!(which(&clinic, &[&old])["state"], "gone");

    clinic.write("content/side/cramps.yaml", CRAMPS);
    build(&clinic).success();
    assert_eq!(which(&clinic, &[&old])["state"], "current", "the same words, the same code");
}

/// PDFs of articles that are gone may be too many to be removed unasked: each says that its article is gone, which, and what
/// to do.
#[test]
fn a_paper_whose_article_is_gone_says_so() {
    let clinic = clinic();
    for n in 0..12 {
        clinic.write(&format!("content/many/{n}.yaml"), &CRAMPS.replace("Muscle", &format!("Muscle {n}")));
    }
    build(&clinic).success();
    std::fs::rename(clinic.path().join("content/many"), clinic.path().join("away")).expect("it is there");
    build(&clinic).success();
    let pdf = "output/many/3.pdf";
    let answer = which(&clinic, &[pdf]);
    assert_eq!((&answer["state"], &answer["current"]), (&"gone".into(), &false.into()));
    assert_eq!((&answer["source"], &answer["intact"]), (&"many/3.yaml".into(), &true.into()));
    let told = stdout(&clinic.run(&["which", pdf]));
    assert!(told.contains("its file `many/3.yaml` is gone") && told.contains("--prune"), "{told}");
    let found = stdout(&clinic.run(&["find", "twitching"]));
    assert_eq!(found.matches("not current: its article is gone").count(), 12, "{found}");
    // Put back as it was, it is what it was.
    std::fs::rename(clinic.path().join("away"), clinic.path().join("content/many")).expect("it is there");
    build(&clinic).success();
    let answer = which(&clinic, &[pdf]);
    assert_eq!((&answer["state"], &answer["source"]), (&"current".into(), &Value::Null));
    clinic.write("content/many/3.yaml", &CRAMPS.replace("title", "titel"));
    build(&clinic).code(1);
    let answer = which(&clinic, &[pdf]);
    assert_eq!((&answer["state"], &answer["has_errors"]), (&"outdated".into(), &true.into()));
    let told = stdout(&clinic.run(&["which", pdf]));
    assert!(told.contains("`many/3.yaml` has errors") && told.contains("`handout check`"), "{told}");
}

#[test]
fn a_file_is_known_by_its_bytes() {
    let clinic = clinic();
    std::fs::copy(clinic.path().join("output/side/cramps.pdf"), clinic.path().join("old.pdf")).expect("it is copied");
    assert_eq!(which(&clinic, &["old.pdf"])["state"], "current");
    clinic.write("content/side/cramps.yaml", &CRAMPS.replace("5 mg", "0.5 mg"));
    build(&clinic).success();
    assert_eq!(which(&clinic, &["old.pdf"])["state"], "replaced");
    clinic.write("other.pdf", "%PDF-1.7\n");
    assert!(stderr(&clinic.run(&["which", "other.pdf"]).code(2)).contains("shows no handout"));
    clinic.run(&["which", "nowhere.pdf"]).code(2);
}

/// What is bound in a packet, or saved by another program, still says what it is.
#[test]
fn a_file_is_known_by_the_codes_in_it() {
    let clinic = clinic();
    clinic.run(&["packet", "-q", "side/cramps", "-o", "packet.pdf"]).success();
    let answer = which(&clinic, &["packet.pdf"]);
    assert_eq!((&answer["id"], &answer["intact"]), (&"side/cramps".into(), &false.into()));
    let mut bytes = std::fs::read(clinic.path().join("output/side/cramps.pdf")).expect("a PDF");
    bytes.extend_from_slice(b"\n");
    std::fs::write(clinic.path().join("saved.pdf"), bytes).expect("it is written");
    let answer = which(&clinic, &["saved.pdf"]);
    assert_eq!((&answer["state"], &answer["intact"]), (&"current".into(), &false.into()));
}

#[test]
fn a_renamed_handout_says_the_same_under_the_same_code() {
    let clinic = clinic();
    let code = code(&clinic);
    let from = clinic.path().join("content/side/cramps.yaml");
    std::fs::rename(from, clinic.path().join("content/side/spasms.yaml")).expect("it is there");
    build(&clinic).success();
    let answers = lines(&clinic.run(&["which", "--format", "json", &code]).success());
    assert_eq!(answers.len(), 1);
    assert_eq!((&answers[0]["state"], &answers[0]["id"]), (&"current".into(), &"side/spasms".into()));
    assert_eq!(found(&clinic, &["--language", "es"]), ["side/cramps.es.pdf"]);
}

#[test]
fn a_misheard_code_is_guessed() {
    let clinic = clinic();
    let code = code(&clinic);
    let wrong = format!("{}{}", if code.starts_with('M') { 'N' } else { 'M' }, &code[1..]);
    let unknown = clinic.run(&["which", &wrong]).code(2);
    assert!(stderr(&unknown).contains(&format!("did you mean `{code}`?")), "{}", stderr(&unknown));
}

#[test]
fn the_history_grows_only_with_what_is_new() {
    let clinic = clinic();
    let lines =
        || std::fs::read_to_string(clinic.path().join("output/.handout/history")).expect("a history").lines().count();
    assert_eq!(lines(), 2);
    clinic.run(&["build", "-q", "--force"]).success();
    std::fs::remove_file(clinic.path().join("output/.handout/state")).expect("it is there");
    build(&clinic).success();
    assert_eq!(lines(), 2);
    // A kill tore the last line.
    let path = clinic.path().join("output/.handout/history");
    let text = std::fs::read_to_string(&path).expect("a history");
    std::fs::write(&path, &text[..text.len() - 20]).expect("it is written");
    clinic.write("content/side/cramps.yaml", &CRAMPS.replace("5 mg", "0.5 mg"));
    build(&clinic).success();
    assert_eq!(which(&clinic, &[&code(&clinic)])["state"], "current");
    assert_eq!(lines(), 3);
}

#[test]
fn histories_are_merged() {
    let clinic = Clinic::new(&[("content/side/cramps.yaml", CRAMPS), ("content/side/cramps.es.yaml", CALAMBRES)]);
    for shard in ["1/2", "2/2"] {
        clinic.run(&["build", "-q", "--shard", shard, "-o", &format!("shard-{}", &shard[..1])]).success();
    }
    for _ in 0..2 {
        clinic.run(&["merge", "shard-1", "shard-2"]).success();
        let history = std::fs::read_to_string(clinic.path().join("output/.handout/history")).expect("a history");
        assert_eq!(history.lines().count(), 2, "{history}");
    }
    assert_eq!(which(&clinic, &[&code(&clinic)])["state"], "current");
    // Shards that are built in copies of the folder that was joined last each have all that it had.
    let history = |folder: &str| clinic.path().join(folder).join(".handout/history");
    for shard in ["shard-1", "shard-2"] {
        std::fs::copy(history("output"), history(shard)).expect("both are there");
    }
    clinic.run(&["merge", "shard-1", "shard-2", "-o", "anew"]).success();
    assert_eq!(
        std::fs::read(history("anew")).expect("a history"),
        std::fs::read(history("output")).expect("a history")
    );
}

#[test]
fn a_stamp_changes_one_date_and_no_other_byte() {
    let today = handout::build::today().to_string();
    let form = "\u{FEFF}# é\r\ntitle: A\r\ncreated: 2024-01-01\r\nupdated:  DAY   \r\n# ask\r\nsections: []\r\n";
    for (day, stamped) in [("2024-01-01", "TODAY"), ("\"2024-01-01\"", "\"TODAY\""), ("'soon'", "'TODAY'")] {
        let clinic = Clinic::new(&[("a.yaml", &form.replace("DAY", day))]);
        let run = clinic.run(&["stamp", "a.yaml"]).success();
        assert_eq!(stdout(&run), format!("a.yaml: updated {today}\n"));
        let expected = form.replace("DAY", &stamped.replace("TODAY", &today));
        assert_eq!(std::fs::read_to_string(clinic.path().join("a.yaml")).expect("a file"), expected);
        assert_eq!(stdout(&clinic.run(&["stamp", "a.yaml"])), format!("a.yaml: updated {today} already\n"));
    }
}

#[test]
fn what_cannot_be_stamped_stays_as_it_is() {
    for (text, message) in [
        ("title: A\n", "`updated` has no value"),
        ("title: A\nupdated:\n", "`updated` has no value"),
        ("updated: |\n  2024-01-01\n", "in a block"),
        ("updated: [2024-01-01]\n", "expected"),
        ("- a\n", "expected"),
        ("title: \"A\nupdated: 2024-01-01\n", "quote"),
    ] {
        let clinic = Clinic::new(&[("a.yaml", text)]);
        let run = clinic.run(&["stamp", "a.yaml"]).code(1);
        assert!(stderr(&run).contains(message), "{text}: {}", stderr(&run));
        assert_eq!(std::fs::read_to_string(clinic.path().join("a.yaml")).expect("a file"), text);
    }
    Clinic::new(&[]).run(&["stamp", "a.yaml"]).code(2);
}

/// The keys that a mistake in `yaml` is answered with.
fn known_keys(file: &str, yaml: &str) -> Vec<String> {
    let clinic = Clinic::new(&[("content/a.yaml", CRAMPS), (file, yaml)]);
    let run = clinic.run(&["check"]);
    let text = stderr(&run);
    let keys = text.lines().find_map(|line| line.split_once(" are ")?.1.split_once(';')).expect(&text).0;
    let mut keys: Vec<String> = keys.split(", ").map(str::to_owned).collect();
    keys.sort();
    keys
}

fn schema_keys(schema: &Value, place: &str) -> Vec<String> {
    let properties = schema.pointer(place).and_then(Value::as_object).expect(place);
    let mut keys: Vec<String> = properties.keys().cloned().collect();
    keys.sort();
    keys
}

#[test]
fn schemas_have_the_keys_that_are_read() {
    let schema = |of: &str| lines_of(&Clinic::new(&[]).run(&["schema", of]).success());
    let article = schema("article");
    let with = |body: &str| format!("{CRAMPS}x-a: 1\n").replace("body: Take 5 mg at night.", body);
    for (place, yaml) in [
        ("/properties", format!("{CRAMPS}qqqqq: 1\n")),
        ("/$defs/section/properties", with("body: a, qqqqq: 1")),
        ("/$defs/item/properties", with("body: [{bullets: [{text: a, image: a.png, alt: a, qqqqq: 1}]}]")),
        ("/$defs/callout/properties", with("body: [{callout: tip, body: a, qqqqq: 1}]")),
        ("/$defs/image/properties", with("body: [{image: a.png, alt: a, qqqqq: 1}]")),
        ("/$defs/figure/properties", with("body: [{figure: a.png, alt: a, body: b, qqqqq: 1}]")),
        ("/$defs/include/properties", with("body: [{include: a, qqqqq: 1}]")),
        ("/$defs/table/properties/table/properties", with("body: [{table: {header: [a], rows: [[b]], qqqqq: 1}}]")),
        ("/$defs/richcell/properties", with("body: [{table: {header: [a], rows: [[{text: b, qqqqq: 1}]]}}]")),
        ("/$defs/checklist/properties", with("body: [{checklist: [a], qqqqq: 1}]")),
        ("/$defs/zones/properties", with("body: [{zones: {}, qqqqq: 1}]")),
        ("/$defs/zones/properties/zones/properties", with("body: [{zones: {qqqqq: 1}}]")),
        ("/$defs/zone/properties", with("body: [{zones: {red: {label: a, when: b, do: c, qqqqq: 1}}}]")),
        (
            "/$defs/schedule/properties/schedule/properties",
            with("body: [{schedule: {medicines: [{name: a}], qqqqq: 1}}]"),
        ),
        ("/$defs/medicine/properties", with("body: [{schedule: {medicines: [{name: a, qqqqq: 1}]}}]")),
        ("/$defs/calendar/properties/calendar/properties", with("body: [{calendar: {cycle: 7, take: 1, qqqqq: 1}}]")),
        ("/$defs/write_in/properties", with("body: [{write_in: [a], qqqqq: 1}]")),
        ("/$defs/label/properties", with("body: [{write_in: [{label: a, qqqqq: 1}]}]")),
        ("/$defs/log/properties/log/properties", with("body: [{log: {columns: [a], rows: 1, qqqqq: 1}}]")),
        ("/$defs/teach_back/properties", with("body: [{teach_back: [a], qqqqq: 1}]")),
        ("/$defs/definition/properties", with("body: [{definitions: [{term: a, meaning: b, qqqqq: 1}]}]")),
        ("/$defs/number/properties/number/properties", with("body: [{number: {value: a, label: b, qqqqq: 1}}]")),
        ("/$defs/codes/properties", CRAMPS.replace("codes: {", "codes: {qqqqq: [], ")),
        ("/$defs/reference/properties", format!("{CRAMPS}references: [{{text: a, qqqqq: 1}}]\n")),
    ] {
        assert_eq!(schema_keys(&article, place), known_keys("content/b.yaml", &yaml), "{place}");
    }
    let site = schema("site");
    assert_eq!(schema_keys(&site, "/properties"), known_keys("content/handout.yaml", "qqqqq: 1\n"));
    let labels = "labels: {qqqqq: a}\n";
    assert_eq!(schema_keys(&site, "/properties/labels/properties"), known_keys("content/handout.yaml", labels));
    let packet = schema("packet");
    for (place, yaml) in [
        ("/properties", "title: A\narticles: [a]\nqqqqq: 1\n"),
        ("/$defs/note/properties", "title: A\narticles: [a, {note: b, title: c, qqqqq: 1}]\n"),
        ("/$defs/pdf/properties", "title: A\narticles: [a, {pdf: b.pdf, title: c, qqqqq: 1}]\n"),
    ] {
        assert_eq!(schema_keys(&packet, place), known_keys("content/packets/p.yaml", yaml), "{place}");
    }
    // Every form that is named is there.
    let text = packet.to_string();
    let named = text.split("\"#/$defs/").skip(1).filter_map(|rest| rest.split('"').next());
    named.for_each(|name| assert!(packet["$defs"][name].is_object(), "{name}"));
    let contact = "contacts: [{id: a, label: b, qqqqq: 1}]\n";
    assert_eq!(schema_keys(&site, "/$defs/contact/properties"), known_keys("content/handout.yaml", contact));
}

fn lines_of(run: &Assert) -> Value {
    serde_json::from_str(&stdout(run)).expect("JSON")
}

/// "Unknown code" would send a nurse away with an old paper.
#[test]
fn a_history_that_cannot_be_read_is_told() {
    let clinic = clinic();
    let history = clinic.path().join("output/.handout/history");
    std::fs::remove_file(&history).expect("it is there");
    assert!(!stderr(&clinic.run(&["which", "K7MP-3XQR"]).failure()).contains("history"), "none is no fault");
    std::fs::create_dir(&history).expect("it is gone");
    let told = stderr(&clinic.run(&["which", "K7MP-3XQR"]).code(2));
    assert!(told.contains("output/.handout/history"), "{told}");
}

#[test]
fn an_empty_folder_a_site_file_and_a_code_in_brackets_lead_on() {
    let draft = format!("{CRAMPS}status: draft\n");
    let clinic = Clinic::new(&[("content/cramps.yaml", &draft), ("content/handout.yaml", "name: Clinic\n")]);
    build(&clinic).success();
    assert!(stderr(&clinic.run(&["find"]).code(1)).contains("there are no handouts here yet: `handout build`"));
    let refused = stderr(&clinic.run(&["stamp", "content/handout.yaml"]).code(2));
    assert!(refused.contains("`content/handout.yaml` is not an article, and has no `updated:`"), "{refused}");
    for (path, text) in [("snippets/fever.yaml", "- Call.\n"), ("sites/north.yaml", "name: North\n")] {
        clinic.write(&format!("content/{path}"), text);
        let refused = stderr(&clinic.run(&["stamp", &format!("content/snippets/../{path}")]).code(2));
        assert!(refused.contains("is not an article, and has no `updated:`"), "{path}: {refused}");
    }
    let unknown = stderr(&clinic.run(&["stamp", "cramps"]).code(2));
    assert!(unknown.contains("name the files of articles"), "{unknown}");
    let explained = stdout(&clinic.run(&["explain", "error[bad-date]:"]).success());
    assert!(explained.starts_with("error[bad-date]"), "{explained}");
    assert!(stderr(&clinic.run(&["explain", "error[bad-dat]"]).code(2)).contains("did you mean `bad-date`?"));
}
