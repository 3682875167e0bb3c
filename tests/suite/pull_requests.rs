//! What a pull request is told: SARIF as its standard asks, workflow commands as GitHub reads them, a hook that stops a commit.

use std::process::Command;

use serde_json::Value;

use super::cli::Clinic;
use super::clinic::home;
use super::json_schema::violations;

/// One error and one warning, each behind characters that take more than one UTF-16 unit or byte.
const UNSOUND: &str = "\
title: \"\u{1d54f} fever\"
created: 2026-01-01
updated: 2026-01-02
sections:
  - heading: What is it?
    body:
      - \"\u{1d54f} é: take it at&nbsp;night.\"
      - bulets: [One, Two]
";

const SOUND: &str = "\
title: Rest
created: 2026-01-01
updated: 2026-01-02
sections:
  - heading: Why am I tired?
    body: Anemia makes you tired.
";

fn run(clinic: &Clinic, status: i32, arguments: &[&str]) -> (String, String) {
    let run = clinic.run(arguments).code(status);
    let output = run.get_output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

/// The log of a run, which has to be as the standard's own schema asks.
fn sarif(clinic: &Clinic, status: i32, arguments: &[&str]) -> Value {
    let (out, _) = run(clinic, status, &[arguments, &["--format", "sarif"]].concat());
    let log: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"));
    let schema = std::fs::read_to_string(home().join("tests/sarif/sarif-schema-2.1.0.json")).expect("the schema");
    let schema = serde_json::from_str(&schema).expect("JSON");
    let wrong = violations(&schema, &log);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    log
}

fn results(log: &Value) -> Vec<&Value> {
    log["runs"][0]["results"].as_array().expect("a list").iter().collect()
}

fn of<'a>(log: &'a Value, code: &str) -> &'a Value {
    let found = results(log).into_iter().find(|result| result["ruleId"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {log:#}"))
}

#[test]
fn a_log_is_valid_whatever_came_of_the_run() {
    let clinic = Clinic::new(&[("content/handout.yaml", "name: Clinic\n"), ("content/rest.yaml", SOUND)]);
    let sound = sarif(&clinic, 0, &["check"]);
    assert!(results(&sound).is_empty() && sound["runs"][0]["invocations"][0]["executionSuccessful"] == true);
    clinic.write("content/a folder/fever:ä.yaml", UNSOUND);
    let unsound = sarif(&clinic, 1, &["check"]);
    assert!(results(&unsound).len() >= 2, "{unsound:#}");
    assert_eq!(unsound["runs"][0]["invocations"][0]["exitCode"], 1);
    assert_eq!(sarif(&clinic, 1, &["build"])["runs"][0]["results"], unsound["runs"][0]["results"]);

    let failed = sarif(&clinic, 2, &["check", "content/none.yaml"]);
    let invocation = &failed["runs"][0]["invocations"][0];
    assert_eq!((&invocation["executionSuccessful"], &invocation["exitCode"]), (&false.into(), &2.into()));
    assert_eq!(invocation["toolExecutionNotifications"][0]["descriptor"]["id"], "not-found");
    let (out, err) = run(&clinic, 2, &["watch", "--format", "sarif"]);
    assert!(out.is_empty() && err.contains("a watch has no end"), "{err}");
}

#[test]
fn a_result_names_its_rule_its_file_and_its_characters() {
    let clinic = Clinic::new(&[("content/a folder/fever:ä.yaml", UNSOUND)]);
    let log = sarif(&clinic, 1, &["check", "content"]);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let (wrong, unit) = (of(&log, "unknown-key"), of(&log, "entity"));
    assert_eq!((&wrong["level"], &unit["level"]), (&"error".into(), &"warning".into()));
    let place = &unit["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/a%20folder/fever%3A%C3%A4.yaml");
    let base = place["artifactLocation"]["uriBaseId"].as_str().expect("a base");
    assert!(run["originalUriBaseIds"][base].is_object() && !log.to_string().contains("/tmp"), "{log:#}");
    // Behind two characters that JSON writes in two units, and in two bytes.
    let region = &place["region"];
    let line = UNSOUND.lines().nth(6).expect("a line");
    let column = line[..line.find("&nbsp;").expect("it is there")].chars().count() + 1;
    assert_eq!((&region["startLine"], &region["endLine"]), (&7.into(), &7.into()));
    assert_eq!((&region["startColumn"], &region["endColumn"]), (&column.into(), &(column + 6).into()));
    for result in results(&log) {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("a number") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let help = rule["help"]["markdown"].as_str().expect("a help");
        assert!(help.contains("## Why it matters") && help.contains("## Cure"), "{help}");
    }
    assert!(wrong["message"]["text"].as_str().is_some_and(|text| text.contains("\n\nhelp: ")), "{wrong}");
}

#[test]
fn a_fingerprint_is_of_the_text_and_not_of_its_line() {
    let print = |text: &str| -> Vec<Value> {
        let clinic = Clinic::new(&[("content/fever.yaml", text)]);
        let log = sarif(&clinic, 0, &["check", "content"]);
        results(&log).into_iter().map(|result| result["partialFingerprints"].clone()).collect()
    };
    let once = SOUND.replace("Anemia makes", "Take 10mg if anemia makes");
    let before = print(&once);
    assert_eq!(before.len(), 1, "{before:?}");
    assert_eq!(print(&once.replace("title:", "# A note.\n\n\ntitle:").replace("Take 10mg", "Now take 10mg")), before);
    assert_ne!(print(&once.replace("10mg", "20mg")), before);
    // The same words twice are two findings.
    let twice = print(&once.replace("tired.\n", "tired. Take 10mg again.\n"));
    assert_eq!(twice.len(), 2);
    assert!(twice[0] == before[0] && twice[1] != twice[0], "{twice:?}");
}

#[test]
fn github_is_told_by_workflow_commands() {
    let clinic = Clinic::new(&[("content/a,b/100%:x.yaml", UNSOUND)]);
    let (out, err) = run(&clinic, 1, &["check", "content", "--format", "github"]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines.iter().all(|line| line.starts_with("::warning ") || line.starts_with("::error ")), "{out}");
    let unit = lines.iter().find(|line| line.contains("entity")).expect("a warning");
    let start = "::warning file=content/a%2Cb/100%25%3Ax.yaml,line=7,endLine=7,col=";
    assert!(unit.starts_with(start) && unit.contains(",title=handout (entity)::"), "{unit}");
    assert!(unit.contains("%0Ahelp: "), "{unit}");
    assert!(err.contains("1 article checked"), "{err}");
    let (out, _) = run(&clinic, 2, &["check", "none", "--format", "github"]);
    assert!(out.starts_with("::error title=handout (not-found)::"), "{out}");
}

/// Each kind of file of a content folder is checked by its own name, and what is told is told of it.
#[test]
fn a_file_that_is_no_article_is_checked_by_its_name() {
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "name: Clinic\nlanguage: en\n"),
        ("content/handout.es.yaml", "tagline: 10\ncolor: pale\n"),
        ("content/rest.yaml", SOUND),
        ("content/snippets/call.yaml", "- Take 10mg at night.\n- bulets: [One]\n"),
        ("content/snippets/sip.yaml", "- Take 10mg at night.\n"),
        ("content/packets/home.yaml", "title: Home\narticles: [rest, gone]\n"),
    ]);
    let told = |status: i32, path: &str| -> Vec<(String, String)> {
        let (out, _) = run(&clinic, status, &["check", path, "--format", "json"]);
        let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let notes = lines.filter(|line| !line["severity"].is_null() && !line["file"].is_null());
        notes
            .map(|note| [&note["file"], &note["code"]].map(|it| it.as_str().unwrap_or_default().to_owned()).into())
            .collect()
    };
    let has = |told: &[(String, String)], file: &str, code: &str| {
        assert!(told.iter().any(|it| it.0 == file && it.1 == code), "no {code} of {file} in {told:?}");
    };
    let overlay = told(2, "content/handout.es.yaml");
    has(&overlay, "content/handout.es.yaml", "bad-color");
    clinic.write("content/handout.es.yaml", "tagline: Una clínica\n");
    let snippet = told(1, "content/snippets/call.yaml");
    has(&snippet, "content/snippets/call.yaml", "unknown-key");
    has(&told(0, "content/snippets/sip.yaml"), "content/snippets/sip.yaml", "glued-unit");
    has(&told(1, "content/packets/home.yaml"), "content/packets/home.yaml", "unknown-article");
    let packet = told(1, "content/packets/home.yaml");
    assert_eq!((told(1, "content/handout.yaml"), told(1, "content/handout.es.yaml")), (packet.clone(), packet));
}

/// A repository with the example's hook in it, and a program `handout` for it to find.
#[test]
fn the_hook_checks_what_is_committed() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("SKIPPED: the hook was not run, for git is not installed");
        return;
    }
    let clinic = Clinic::new(&[("content/handout.yaml", "name: Clinic\n"), ("content/rest.yaml", SOUND)]);
    let git = |arguments: &[&str]| {
        let bin = std::path::Path::new(env!("CARGO_BIN_EXE_handout")).parent().expect("a folder");
        let path = std::env::join_paths(
            std::iter::once(bin.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
        );
        let output = Command::new("git")
            .current_dir(clinic.path())
            .args(["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .env("PATH", path.expect("folders"))
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
            .env_remove("GIT_WORK_TREE")
            .output()
            .expect("git runs");
        let told = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&told).into_owned())
    };
    assert!(git(&["init", "-q"]).0);
    let hook = std::fs::read_to_string(home().join("examples/pre-commit")).expect("the hook");
    clinic.write(".git/hooks/pre-commit", &hook);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let path = clinic.path().join(".git/hooks/pre-commit");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("it is ours");
    }
    assert!(git(&["add", "."]).0);
    let (is_done, told) = git(&["commit", "-q", "-m", "Rest"]);
    assert!(is_done, "{told}");

    // What is staged counts, not what stands in the folder.
    clinic.write("content/fever's.yaml", UNSOUND);
    assert!(git(&["add", "."]).0);
    clinic.write("content/fever's.yaml", SOUND);
    let (is_done, told) = git(&["commit", "-q", "-m", "Fever"]);
    assert!(!is_done && told.contains("unknown-key") && told.contains("content/fever's.yaml:"), "{told}");
    assert!(git(&["add", "."]).0);
    let (is_done, told) = git(&["commit", "-q", "-m", "Fever"]);
    assert!(is_done, "{told}");

    // A file that others need is gone; a text elsewhere is nobody's business here.
    clinic.write("content/snippets/call.yaml", "- Call us.\n");
    clinic
        .write("content/fever's.yaml", &SOUND.replace("body: Anemia", "body:\n      - include: call\n      - Anemia"));
    assert!(git(&["add", "."]).0 && git(&["commit", "-q", "-m", "Call"]).0);
    assert!(git(&["rm", "-q", "content/snippets/call.yaml"]).0);
    let (is_done, told) = git(&["commit", "-q", "-m", "No call"]);
    assert!(!is_done && told.contains("missing-file"), "{told}");
    assert!(git(&["reset", "-q", "--hard"]).0);
    clinic.write("notes.txt", "Words.\n");
    assert!(git(&["add", "."]).0);
    let (is_done, told) = git(&["commit", "-q", "-m", "Notes"]);
    assert!(is_done && !told.contains("checked"), "{told}");
}

/// Nothing here runs them; that they name commands and flags of ours is all that can be held.
#[test]
fn the_workflow_and_the_hooks_name_what_there_is() {
    let clinic = Clinic::new(&[]);
    let mut commands = Vec::new();
    for name in ["examples/github-workflow.yml", ".pre-commit-hooks.yaml"] {
        let text = std::fs::read_to_string(home().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let lines =
            text.lines().filter_map(|line| line.trim().strip_prefix("run: ").or(line.trim().strip_prefix("entry: ")));
        commands.extend(lines.filter(|line| line.starts_with("handout ")).map(str::to_owned));
    }
    assert!(commands.len() >= 3, "{commands:?}");
    for command in commands {
        let words = command.split_whitespace().skip(1).take_while(|word| !word.starts_with('>'));
        let (_, err) = run(&clinic, 2, &words.collect::<Vec<_>>());
        assert!(err.contains("content") && !err.contains("--help"), "`{command}` is not understood: {err}");
    }
}
