//! An editor's day: a content folder is begun, files are named as people name them, what is asked is answered.

use serde_json::Value;

use super::cli::Clinic;

const REST: &str = "\
title: Rest
created: 2026-01-01
updated: 2026-01-02
summary: [Sleep in the afternoon.]
sections:
  - heading: Why am I tired?
    body: Anemia makes you tired.
";

fn article(title: &str) -> String {
    REST.replace("Rest", title)
}

/// An article that says the same in no language of this world.
fn translated(title: &str) -> String {
    let words = [
        ("Sleep in the afternoon.", "Uno dos tres."),
        ("Why am I tired?", "Por qué?"),
        ("Anemia makes you tired.", "Anemia."),
    ];
    words.iter().fold(article(title), |text, (english, other)| text.replace(english, other))
}

/// What a run prints to standard output, and to standard error, with this exit status.
fn run(clinic: &Clinic, status: i32, arguments: &[&str]) -> (String, String) {
    let run = clinic.run(arguments).code(status);
    let output = run.get_output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

fn pdfs(clinic: &Clinic) -> Vec<String> {
    clinic.pdfs().into_iter().map(|pdf| pdf.trim_start_matches("output/").to_owned()).collect()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

#[test]
fn init_begins_a_folder_that_builds() {
    let clinic = Clinic::new(&[]);
    let (out, _) = run(&clinic, 0, &["init"]);
    assert!(out.contains("Wrote content/handout.yaml") && out.contains("Wrote content/my-first-handout.yaml"), "{out}");
    let article = std::fs::read_to_string(clinic.path().join("content/my-first-handout.yaml")).expect("an article");
    let schema = article.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
    let schema = clinic.path().join("content").join(schema.expect("a schema line"));
    assert!(std::fs::read_to_string(schema).expect("a schema").contains("\"sections\""));
    assert!(article.lines().any(|line| line == "status: draft"), "{article}");

    assert_eq!(run(&clinic, 0, &["check", "--strict"]).1, "");
    let (out, _) = run(&clinic, 0, &["build"]);
    assert!(out.contains("1 draft") && out.contains("--drafts"), "{out}");
    run(&clinic, 0, &["build", "--drafts"]);
    assert_eq!(pdfs(&clinic), ["my-first-handout.pdf"]);
    assert!(run(&clinic, 2, &["init"]).1.contains("is there already"));
    // The folder around a content folder stands for it.
    run(&clinic, 0, &["init", "other"]);
    run(&clinic, 0, &["build", "other", "--drafts", "-o", "output"]);
    assert_eq!(pdfs(&clinic), ["my-first-handout.pdf"]);
}

#[test]
fn init_touches_nothing_that_is_there() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST)]);
    let (out, _) = run(&clinic, 0, &["init", "--format", "json"]);
    let files: Vec<Value> = lines(&out).into_iter().map(|line| line["file"].clone()).collect();
    assert!(files.contains(&"content/handout.yaml".into()) && files.len() == 4, "no article is added: {out}");
}

#[test]
fn a_translation_is_begun_from_its_original() {
    let clinic = Clinic::new(&[("content/rest.yaml", &format!("{REST}status: approved\nlanguage: en-US\n"))]);
    let (out, _) = run(&clinic, 0, &["new", "rest.es"]);
    assert!(out.contains("content/rest.es.yaml") && out.contains("content/rest.yaml"), "{out}");
    let text = std::fs::read_to_string(clinic.path().join("content/rest.es.yaml")).expect("a translation");
    for line in ["original_updated: 2026-01-02", "status: draft", "  - heading: Why am I tired?"] {
        assert!(text.lines().any(|other| other == line), "`{line}` is not in\n{text}");
    }
    assert!(!text.contains("language:") && !text.contains("approved") && !text.contains("2026-01-01"), "{text}");
    run(&clinic, 0, &["check", "--strict"]);
    let (_, err) = run(&clinic, 2, &["new", "rest.spanish"]);
    assert!(err.contains("did you mean `rest.es`?"), "{err}");
}

#[test]
fn the_folder_in_a_new_id_is_not_made_twice() {
    let clinic = Clinic::new(&[("content/handout.yaml", "language: en-US\n")]);
    run(&clinic, 0, &["new", "content/side/cough.yaml"]);
    assert!(clinic.path().join("content/side/cough.yaml").is_file());
}

#[test]
fn sentences_of_the_template_are_told_once_it_is_no_draft() {
    let clinic = Clinic::new(&[]);
    run(&clinic, 0, &["new", "fever"]);
    let path = clinic.path().join("content/fever.yaml");
    let text = std::fs::read_to_string(&path).expect("an article").replace("status: draft", "");
    clinic.write("content/fever.yaml", &text);
    let (_, err) = run(&clinic, 1, &["check", "--strict"]);
    assert_eq!(err.matches("warning[unedited-text]").count(), 1, "{err}");
    clinic.write("content/fever.yaml", REST);
    run(&clinic, 0, &["check", "--strict"]);
}

#[test]
fn an_article_has_one_id_whichever_path_is_named() {
    let clinic = Clinic::new(&[("content/side/rest.yaml", REST), ("content/snippets/call.yaml", "- Call us.\n")]);
    clinic.write("content/side/rest.yaml", &format!("{REST}  - heading: Help\n    body:\n      - include: call\n"));
    for path in ["content/side/rest.yaml", "content/side", "content", "content/snippets/call.yaml"] {
        run(&clinic, 0, &["build", path]);
        assert_eq!(pdfs(&clinic), ["side/rest.pdf"], "{path}");
    }
}

#[test]
fn a_snippet_and_the_site_file_are_checked_with_what_uses_them() {
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "name: Riverside\n"),
        ("content/rest.yaml", &REST.replace("Anemia makes you tired.", "[{include: call}]")),
        ("content/other.yaml", &REST.replace("updated: 2026", "updated: 20x6")),
        ("content/snippets/call.yaml", "- Call **us.\n"),
        ("content/snippets/unused.es.yaml", "- As told [@smith].\n- dose: [\n"),
        ("content/snippets/sound.yaml", "- As told [@smith].\n"),
    ]);
    let (_, err) = run(&clinic, 1, &["check", "content/snippets/call.yaml"]);
    assert!(err.contains("unclosed-strong") && !err.contains("other.yaml"), "{err}");
    let (out, err) = run(&clinic, 1, &["check", "content/snippets/unused.es.yaml"]);
    assert!(err.contains("content/snippets/unused.es.yaml:2") && !err.contains("smith"), "{err}");
    assert!(out.contains("1 snippet checked"), "{out}");
    assert_eq!(run(&clinic, 0, &["check", "--strict", "content/snippets/sound.yaml"]).1, "");
    // Their folder stands for all of them.
    let (_, err) = run(&clinic, 1, &["check", "content/snippets"]);
    assert!(err.contains("content/snippets/call.yaml:1") && err.contains("content/snippets/unused.es.yaml:2"), "{err}");
    // Every article uses the site file.
    let (_, err) = run(&clinic, 1, &["check", "content/handout.yaml"]);
    assert!(err.contains("content/other.yaml:3"), "{err}");
    clinic.write("content/handout.yaml", "nmae: x\n");
    assert!(run(&clinic, 2, &["check", "content/handout.yaml"]).1.contains("did you mean `name`"));
}

#[test]
fn files_that_are_not_read_are_told() {
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "language: en-US\n"),
        ("content/REST.YAML", REST),
        ("content/Port.Yml", &article("Port")),
        ("content/cough.yaml.txt", &article("Cough")),
        ("content/~$REST.YAML", "x"),
        ("content/flu.ymal", &article("Flu")),
        ("content/Handout.es.yaml", "language: es\n"),
        ("content/rest.yaml~", REST),
        ("content/notes.txt", "x"),
    ]);
    let (_, err) = run(&clinic, 0, &["build"]);
    assert_eq!(pdfs(&clinic), ["Port.pdf", "REST.pdf"]);
    assert_eq!(err.matches("warning[passed-over]").count(), 4, "{err}");
    for hint in ["`cough.yaml`", "`flu.yaml`", "`handout.es.yaml`", "close that file"] {
        assert!(err.contains(hint), "{hint} is not in\n{err}");
    }
    // What was told is told again by a run that has nothing to make.
    assert_eq!(run(&clinic, 1, &["build", "--strict"]).1.matches("warning[passed-over]").count(), 4);
}

#[test]
fn a_copy_beside_its_original_is_told() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST), ("content/rest - Copy (2).yaml", REST)]);
    clinic.write("content/chemo-2.yaml", &article("Chemo, part 2"));
    clinic.write("content/chemo.yaml", &article("Chemo"));
    let (_, err) = run(&clinic, 0, &["build"]);
    assert_eq!(err.matches("warning[copy-of-article]").count(), 1, "{err}");
    std::fs::remove_file(clinic.path().join("content/rest.yaml")).expect("it is there");
    assert_eq!(run(&clinic, 0, &["build"]).1, "", "alone it is no copy");
}

#[test]
fn two_handouts_of_one_title_are_told_in_every_run() {
    let clinic = Clinic::new(&[
        ("content/rest.yaml", REST),
        ("content/side/rest.yaml", REST),
        ("content/side/rest.es.yaml", REST),
        ("content/sleep.yaml", &article("Sleep")),
    ]);
    for command in ["check", "build", "build"] {
        let (_, err) = run(&clinic, 0, &[command]);
        assert_eq!(err.matches("same-title").count(), 1, "{err}");
        assert!(err.contains("content/side/rest.yaml:1") && err.contains("`content/rest.yaml`"), "{err}");
    }
    for withdrawn in ["content/side/rest.yaml", "content/side/rest.es.yaml"] {
        clinic.write(withdrawn, &format!("status: withdrawn\n{REST}"));
    }
    assert!(!run(&clinic, 0, &["build"]).1.contains("same-title"));
}

#[test]
fn a_photograph_as_a_camera_makes_it_is_told() {
    let clinic = Clinic::new(&[(
        "content/rest.yaml",
        &REST.replace("body: Anemia", "body:\n      - {image: noise.png, alt: Noise}\n      - Anemia"),
    )]);
    // Noise cannot be packed: 1.1 million pixels of three bytes.
    let mut state = 1u32;
    let noise = image::RgbImage::from_fn(1100, 1000, |_, _| {
        image::Rgb([(); 3].map(|()| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        }))
    });
    noise.save(clinic.path().join("content/noise.png")).expect("a picture");
    let (_, err) = run(&clinic, 0, &["check"]);
    assert!(err.contains("heavy-picture") && err.contains("3.3 million bytes") && err.contains("1600 pixels"), "{err}");
}

#[test]
fn a_language_by_its_name_is_told() {
    let clinic = Clinic::new(&[("content/rest.german.yaml", REST), ("content/dose.weekly.yaml", &article("Dose"))]);
    let (_, err) = run(&clinic, 1, &["check", "--strict"]);
    assert_eq!(err.matches("warning[").count(), 1, "{err}");
    assert!(err.contains("content/rest.german.yaml:1:1") && err.contains("did you mean `rest.de.yaml`?"), "{err}");
}

#[test]
fn an_article_in_the_letters_of_another_language_is_told() {
    let chinese = "title: 发烧是什么意思\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections:\n  - heading: 什么是发烧\n    body: 体温达到三十八度。\n";
    let clinic = Clinic::new(&[
        ("content/fever.yaml", chinese),
        ("content/fever.zh.yaml", chinese),
        ("content/rest.ru.yaml", REST),
        ("content/rest.sr.yaml", REST),
        ("content/rest.yaml", &REST.replace("Anemia", "Анемия (анемия)")),
    ]);
    let (_, err) = run(&clinic, 1, &["check", "--strict"]);
    assert_eq!(err.matches("warning[other-script]").count(), 2, "{err}");
    assert!(err.contains("content/fever.yaml:1") && err.contains("`fever.zh.yaml`"), "{err}");
    assert!(err.contains("content/rest.ru.yaml:1") && err.contains("`ru-Latn`"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_are_one_however_their_letters_are_put_together() {
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>"#;
    let shown =
        REST.replace("Anemia makes you tired.", "[{image: h\u{ed}gado.svg, alt: A liver}, {include: av\u{ed}so}]");
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "language: en-US\n"),
        ("content/cafe\u{301}.yaml", &shown),
        ("content/hi\u{301}gado.svg", picture),
        ("content/snippets/avi\u{301}so.yaml", "- Call us.\n"),
        ("content/packets/p.yaml", "title: Packet\narticles: [caf\u{e9}]\n"),
    ]);
    run(&clinic, 0, &["build", "--strict"]);
    assert_eq!(pdfs(&clinic), ["caf\u{e9}.pdf", "packets/p.pdf"]);
    assert!(run(&clinic, 0, &["build"]).0.contains("2 up to date"));
    run(&clinic, 0, &["packet", "caf\u{e9}", "-o", "p.pdf"]);
    run(&clinic, 0, &["check", "content/caf\u{e9}.yaml"]);
    // The same name in both forms is one PDF on many computers.
    clinic.write("content/caf\u{e9}.yaml", REST);
    assert_eq!(run(&clinic, 1, &["check"]).1.matches("error[same-pdf]").count(), 2);
}

#[test]
fn a_picture_that_comes_later_in_other_characters_is_found() {
    let shown = REST.replace("Anemia makes you tired.", "[{image: h\u{ed}gado.svg, alt: A liver}]");
    let clinic = Clinic::new(&[("content/rest.yaml", &shown)]);
    run(&clinic, 1, &["build"]);
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>"#;
    clinic.write("content/hi\u{301}gado.svg", picture);
    run(&clinic, 0, &["build"]);
}

#[test]
fn find_lists_all_and_looks_into_headings_and_key_points() {
    let clinic =
        Clinic::new(&[("content/rest.yaml", REST), ("content/port.yaml", &article("Port").replace("Sleep", "Walk"))]);
    run(&clinic, 0, &["build", "-q"]);
    let found = |words: &[&str]| {
        let (out, _) = run(&clinic, 0, &[&["find", "--format", "json"], words].concat());
        lines(&out).iter().map(|hit| hit["pdf"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["port.pdf", "rest.pdf"]);
    assert_eq!(found(&["tired"]), ["port.pdf", "rest.pdf"], "a heading");
    assert_eq!(found(&["walk", "afternoon"]), ["port.pdf"], "a key point");
}

#[test]
fn shells_complete_ids_of_articles() {
    let clinic = Clinic::new(&[("content/side/rest.yaml", REST), ("content/side/rest.es.yaml", &article("Descanso"))]);
    run(&clinic, 0, &["build", "-q"]);
    assert_eq!(run(&clinic, 0, &["find", "--ids"]).0, "side/rest\n");
    for shell in ["bash", "zsh", "fish"] {
        assert!(run(&clinic, 0, &["completions", shell]).0.contains("handout find --ids"), "{shell}");
    }
    let (script, _) = run(&clinic, 0, &["completions", "bash"]);
    clinic.write("complete.bash", &script);
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_handout")).parent().expect("a folder");
    let ask = format!(
        "PATH={}:$PATH; . ./complete.bash; COMP_WORDS=(handout packet si); COMP_CWORD=2; _handout_with_ids handout si packet; \
         echo ${{COMPREPLY[@]}}",
        program.display()
    );
    let Ok(bash) = std::process::Command::new("bash").args(["-c", &ask]).current_dir(clinic.path()).output() else {
        return;
    };
    assert_eq!(String::from_utf8_lossy(&bash.stdout).trim(), "side/rest");
}

#[test]
fn find_suggests_what_leads_on() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST), ("content/baby.zh.yaml", &article("\u{5b9d}\u{5b9d}"))]);
    run(&clinic, 0, &["build", "-q"]);
    let hint = |arguments: &[&str]| run(&clinic, 1, &[&["find"], arguments].concat()).1;
    assert!(hint(&["rset"]).contains("did you mean `rest`?"));
    assert!(hint(&["xy"]).contains("try fewer words"));
    assert!(hint(&["--language", "Chinese"]).contains("--language zh"));
    assert!(hint(&["--language", "fr"]).contains("en-US, zh"));
    assert!(hint(&["--code", "icd10cm:Z12"]).contains("no handout carries this code"));
    assert!(hint(&["rest", "--language", "zh"]).contains("`Rest` (rest) is there in en-US"));
}

#[test]
fn which_answers_for_each() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST), ("content/port.yaml", &article("Port"))]);
    run(&clinic, 0, &["build", "-q"]);
    let (out, _) = run(&clinic, 0, &["find", "--format", "json"]);
    let codes: Vec<String> = lines(&out).iter().map(|hit| hit["code"].as_str().expect("a code").to_owned()).collect();
    let ids = |arguments: &[&str]| {
        let run = clinic.run(&[&["which", "--format", "json"], arguments].concat());
        let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
        lines(&out).iter().map(|line| line["id"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let (port, rest) = (Some("port".to_owned()), Some("rest".to_owned()));
    assert_eq!(ids(&[&codes[0], &codes[1]]), [port.clone(), rest.clone()]);
    let (first, second) = codes[1].split_once('-').expect("two halves");
    assert_eq!(ids(&[&codes[0], first, second]), [port.clone(), rest.clone()]);
    assert_eq!(ids(&["output/rest.pdf", "output/port.pdf"]), [rest, port.clone()]);
    // What is not known does not keep the other from being answered.
    assert_eq!(ids(&["0000-0000", &codes[0]]), [None, port]);
    run(&clinic, 2, &["which", "0000-0000", &codes[0]]);
}

#[test]
fn programs_are_told_of_failures_results_and_the_end() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST)]);
    for arguments in [&["build", "nowhere"][..], &["check", "--nope"], &["which", "0000-0000"], &["new", "../x"]] {
        let (out, err) = run(&clinic, 2, &[arguments, &["--format", "json"]].concat());
        let told = lines(&out);
        assert_eq!((told.len(), &told[0]["severity"]), (1, &"error".into()), "{out}");
        assert!(told[0]["message"].is_string() && told[0]["code"].is_string() && !err.is_empty(), "{out}");
    }
    let events = |arguments: &[&str]| {
        let (out, _) = run(&clinic, 0, &[arguments, &["--format", "json"]].concat());
        lines(&out).into_iter().map(|line| line["event"].as_str().expect("an event").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(events(&["build"]), ["written", "summary"]);
    assert_eq!(events(&["build"]), ["summary"]);
    assert_eq!(events(&["stamp", "content/rest.yaml"]), ["stamped"]);
    assert_eq!(events(&["packet", "rest", "-o", "p.pdf"]), ["written", "summary"]);
    assert!(events(&["check", "-q"]).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_a_failure() {
    let clinic =
        Clinic::new(&[("content/rest.yaml", &REST.replace("updated", "x-a: 1\nreview_due: 2025-01-01\nupdated"))]);
    let full = std::fs::File::options().write(true).open("/dev/full").expect("the device");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_handout"))
        .args(["check", "--format", "json"])
        .current_dir(clinic.path())
        .stdout(full)
        .stderr(std::process::Stdio::null())
        .status()
        .expect("it runs");
    assert_eq!(status.code(), Some(2));
}

#[test]
fn a_packet_can_go_to_standard_output() {
    let clinic = Clinic::new(&[("content/rest.yaml", REST)]);
    let run = clinic.run(&["packet", "rest", "-o", "-", "--format", "json"]).success();
    let output = run.get_output();
    assert!(output.stdout.starts_with(b"%PDF-") && output.stdout.ends_with(b"%%EOF\n"), "only the file");
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 handout"));
    assert!(!clinic.path().join("-").exists());
}

#[test]
fn a_packet_is_bound_from_inside_the_content_folder_and_by_the_name_of_a_translation() {
    let clinic = Clinic::new(&[
        ("handout.yaml", "language: en-US\n"),
        ("rest.yaml", REST),
        ("rest.fr.yaml", &translated("Repos")),
        ("rest.es.yaml", &translated("Descanso")),
    ]);
    run(&clinic, 0, &["packet", "rest", "-o", "p.pdf", "--strict"]);
    run(&clinic, 0, &["packet", "rest.fr", "--language", "es", "-o", "p.pdf", "--strict"]);
    let (_, err) = run(&clinic, 0, &["packet", "rest.fr", "--language", "de", "-o", "p.pdf"]);
    assert!(err.contains("`rest.de.yaml`"), "{err}");
    assert!(run(&clinic, 2, &["build"]).1.contains("inside a content folder"));
}

#[test]
fn reasons_are_told_on_request() {
    let clinic = Clinic::new(&[
        ("content/handout.yaml", "language: en-US\n"),
        ("content/rest.yaml", &REST.replace("Anemia makes you tired.", "[{include: call}]")),
        ("content/snippets/call.yaml", "- Call us.\n"),
    ]);
    let reason = || run(&clinic, 0, &["build", "-v"]).1;
    assert!(reason().contains("content/rest.yaml: this version of handout has not made it yet"));
    assert_eq!(reason(), "");
    clinic.write("content/snippets/call.yaml", "- Call us now.\n");
    assert!(reason().contains("it uses what changed: snippets/call.yaml"));
    clinic.write("content/handout.yaml", "name: Riverside\n");
    assert!(reason().contains("the clinic's settings changed"));
    std::fs::remove_file(clinic.path().join("output/rest.pdf")).expect("it is there");
    assert!(reason().contains("a PDF of it is not there"));
}

#[test]
fn every_command_has_a_manual_page_and_examples() {
    let clinic = Clinic::new(&[]);
    run(&clinic, 0, &["man", "--dir", "pages"]);
    let (help, _) = run(&clinic, 0, &["--help"]);
    let (_, commands) = help.split_once("Commands:\n").expect("a list of commands");
    let commands = commands.split("\n\n").next().expect("the list ends").lines();
    let commands: Vec<&str> = commands.filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    for command in commands.into_iter().filter(|command| !command.is_empty() && *command != "help") {
        let page = std::fs::read_to_string(clinic.path().join(format!("pages/handout-{command}.1")));
        assert!(page.expect("a page").contains("Examples:"), "{command}");
        assert!(run(&clinic, 0, &[command, "--help"]).0.contains("Examples:"), "{command}");
        assert!(run(&clinic, 0, &["man", command]).0.starts_with(".ie"), "{command}");
    }
    let front = std::fs::read_to_string(clinic.path().join("pages/handout.1")).expect("a page");
    for named in front.split("handout\\-").skip(1).filter_map(|rest| rest.split_once("(1)")).map(|(name, _)| name) {
        assert!(clinic.path().join(format!("pages/handout-{named}.1")).is_file(), "{named}");
    }
    // Pages of ours are replaced, and nothing else.
    clinic.write("pages/handout.1", &front.replace("Clinics", "Clinicians"));
    run(&clinic, 0, &["man", "--dir", "pages"]);
    assert_eq!(std::fs::read_to_string(clinic.path().join("pages/handout.1")).expect("a page"), front);
    clinic.write("pages/handout.1", ".TH handout-of-mine 1");
    let (_, told) = run(&clinic, 2, &["man", "--dir", "pages"]);
    assert!(told.contains("`pages/handout.1` is there already"), "{told}");
    run(&clinic, 2, &["man", "nothing"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_watch_says_that_it_watches_and_what_changed() {
    let clinic = Clinic::new(&[
        ("content/rest.yaml", REST),
        ("content/old.yaml", &article("Old").replace("updated", "review_due: 2025-01-01\nupdated")),
    ]);
    let mut watch = std::process::Command::new(env!("CARGO_BIN_EXE_handout"))
        .arg("watch")
        .current_dir(clinic.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    let until = |done: &dyn Fn() -> bool| {
        for _ in 0..1000 {
            if done() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("nothing happened for twenty seconds");
    };
    let pdf = clinic.path().join("output/rest.pdf");
    let manifest = clinic.path().join("output/manifest.json");
    until(&|| manifest.is_file());
    let before = std::fs::read(&pdf).expect("a PDF");
    std::thread::sleep(std::time::Duration::from_millis(300));
    clinic.write("content/rest.yaml", &REST.replace("afternoon", "evening"));
    until(&|| std::fs::read(&pdf).is_ok_and(|now| now != before));
    std::thread::sleep(std::time::Duration::from_millis(300));
    watch.kill().expect("it runs");
    let output = watch.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.starts_with("watching content (Ctrl-C ends)"), "{err}");
    assert!(err.contains("content/rest.yaml changed") && err.contains("wrote output/rest.pdf"), "{err}");
    assert_eq!(err.matches("warning[review-overdue]").count(), 1, "old warnings are told once:\n{err}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 as before"));
}

#[test]
fn the_authors_manual_is_no_handout_for_patients() {
    let manual =
        std::fs::read_to_string(super::clinic::home().join("content/authors-manual.yaml")).expect("the manual");
    assert!(!manual.lines().any(|line| line.starts_with("codes:")), "record systems would offer it to patients");
}
