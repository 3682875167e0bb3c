//! Packets: what is bound is what the handouts are, whatever their number, languages and directions.

use std::collections::{BTreeMap, BTreeSet};

use lopdf_reader::{Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::output::{Site, article, article_with};
use super::tagged::{self, Element, Kid};

/// Titles and words in languages of both directions.
const WORDS: [(&str, &str, &str); 5] = [
    ("en", "Fever", "A fever is a temperature of **100.4 °F** (38 °C) or higher. Call 555-0100."),
    ("es", "Fiebre", "Llámenos si tiene **38 °C** o más. Tome agua."),
    ("ar", "الحمّى", "اتصل بنا إذا بلغت حرارتك **38 درجة** أو أكثر على الرقم 555-0100."),
    ("he", "חום", "התקשרו אלינו אם החום הוא **38** מעלות או יותר."),
    ("zh-Hans", "发烧", "体温达到 **38 °C** 或更高时，请给我们打电话。"),
];

/// A clinic with articles in five languages, each its own original: `a0` to `a59`, one to three pages long.
fn mixed(articles: usize) -> Site {
    let site = Site::new();
    site.write(
        "content/handout.yaml",
        "name: Clinic\ncontacts:\n  - {id: nurse, label: Nurse line, phone: 555-0100}\nemergency: \"911\"\n",
    );
    for n in 0..articles {
        let (tag, title, words) = WORDS[n % WORDS.len()];
        let section =
            format!("  - heading: \"{title} {n}?\"\n    body:\n      - {words}\n      - bullets: [one, two]\n");
        let sections = section.repeat(1 + n % 3 * 7);
        let text = format!(
            "title: {title} {n}\nlanguage: {tag}\nkind: \"{title}\"\ncreated: 2024-01-01\nupdated: 2024-01-{:02}\nsections:\n{sections}",
            1 + n % 28
        );
        site.write(&format!("content/a{n}.yaml"), &text);
    }
    site
}

fn packet(site: &Site, arguments: &[&str]) -> Vec<u8> {
    site.run(0, &[&["packet", "-q", "-o", "p.pdf"], arguments].concat());
    std::fs::read(site.path("p.pdf")).expect("it was written")
}

fn parts(bytes: &[u8]) -> Vec<Element> {
    let whole = tagged::read(bytes);
    assert_eq!(whole.role, "Document");
    let part = |kid| match kid {
        Kid::Element(part) if part.role == "Part" => part,
        _ => panic!("a packet has parts"),
    };
    whole.kids.into_iter().map(part).collect()
}

fn dump(element: &Element) -> String {
    let mut out = String::new();
    element.dump(0, &mut out);
    out.split_once('\n').map(|(_, kids)| kids.to_owned()).expect("a line for itself")
}

/// What keeps a file from being PDF/UA-1 and PDF/A-2a.
fn failures(bytes: &[u8]) -> BTreeSet<String> {
    let found = [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a].map(|profile| {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).expect("a PDF");
        report.failures.iter().map(ToString::to_string).collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}

fn assert_conforms(bytes: &[u8]) {
    assert_eq!(failures(bytes), BTreeSet::new());
}

/// Names of embedded fonts without the letters before them.
fn fonts(bytes: &[u8]) -> BTreeMap<String, usize> {
    let document = Document::load_mem(bytes).expect("a PDF");
    let mut names = BTreeMap::new();
    for dictionary in document.objects.values().filter_map(|object| object.as_dict().ok()) {
        if let Ok(Object::Name(name)) = dictionary.get(b"FontName") {
            let name = String::from_utf8_lossy(name).into_owned();
            *names.entry(name.split('+').next_back().unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    names
}

#[test]
fn packets_of_1_2_and_60_say_what_their_handouts_say() {
    let site = mixed(60);
    site.build();
    for count in [1, 2, 60] {
        let ids: Vec<String> = (0..count).map(|n| format!("a{n}")).collect();
        let bytes = packet(&site, &ids.iter().map(String::as_str).collect::<Vec<_>>());
        // The validator finds fault with the width of the space in our Chinese font, where veraPDF finds none. To bind
        // handouts adds nothing to what it finds of them.
        let alone = ids.iter().take(5).map(|id| failures(&site.files("output")[&format!("{id}.pdf")]));
        let alone: BTreeSet<String> = alone.flatten().collect();
        assert!(failures(&bytes).is_subset(&alone), "{:#?}", failures(&bytes));
        let parts = parts(&bytes);
        assert_eq!(parts.len(), count + 1);
        let pages = tagged::page_texts(&bytes);
        let links = tagged::page_links(&bytes);
        assert_eq!(links.len(), count);
        let mut first = links[0].2;
        for (index, (id, part)) in ids.iter().zip(&parts[1..]).enumerate() {
            let alone = std::fs::read(site.path(&format!("output/{id}.pdf"))).expect("it was built");
            assert_eq!(dump(part), dump(&tagged::read(&alone)), "{id}");
            let own = tagged::page_texts(&alone);
            for (offset, own) in own.iter().enumerate() {
                let bound = &pages[first + offset - 1];
                assert!(bound.starts_with(own.trim_end()), "{id}, page {offset}: {bound:?} for {own:?}");
            }
            let (_, says, target) = &links[index];
            assert_eq!(*target, first, "{id}: {says}");
            assert!(says.ends_with(&format!(": {first}")), "{id}: {says}");
            first += own.len();
        }
        assert_eq!(first, pages.len() + 1);
        assert!(fonts(&bytes).values().all(|count| *count == 1), "{:?}", fonts(&bytes));
    }
}

/// Every page of a packet, the cover and blank ones too, has its number; each handout keeps its own.
#[test]
fn pages_are_numbered_through() {
    let site = mixed(3);
    for arguments in [&["a0", "a1", "a2"][..], &["a0", "a1", "a2", "--duplex"], &["a0", "--edition", "large"]] {
        let bytes = packet(&site, arguments);
        assert_conforms(&bytes);
        let pages = tagged::page_texts(&bytes);
        let count = pages.len();
        // The Spanish and the Arabic handout say it in their own words.
        let english = |number: usize| format!("Packet page {number} of {count}");
        assert!(pages[0].contains(&english(1)), "{:?}", pages[0]);
        let numbered = (1..=count).filter(|number| {
            let page = &pages[number - 1];
            page.contains(&english(*number))
                || page.contains(&format!("Paquete: página {number} de {count}"))
                || page.contains("الملف")
        });
        assert_eq!(numbered.count(), count);
        assert!(pages.iter().any(|page| page.contains("Page 1 of ")));
    }
}

#[test]
fn duplex_begins_every_handout_on_a_right_hand_page() {
    let site = mixed(10);
    let ids: Vec<String> = (0..10).map(|n| format!("a{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let bytes = packet(&site, &[&ids[..], &["--duplex"]].concat());
    let links = tagged::page_links(&bytes);
    assert_eq!(links.len(), 10);
    assert!(links.iter().all(|(_, _, page)| page % 2 == 1), "{links:?}");
    let pages = tagged::page_texts(&bytes);
    assert!(pages.len().is_multiple_of(2));
    // A page left blank says so, and has the packet's number and nothing else.
    let blank = format!("This page is blank on purpose.\nPacket page 4 of {}", pages.len());
    assert!(pages.iter().any(|page| page.trim() == blank), "{pages:#?}");
}

#[test]
fn bookmarks_lead_to_the_cover_the_handouts_and_their_sections() {
    let bytes = packet(&mixed(2), &["a0", "a1", "--title", "Going home"]);
    let document = Document::load_mem(&bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let mut titles = Vec::new();
    let outlines = document.get_dictionary(catalog.get(b"Outlines").and_then(Object::as_reference).expect("bookmarks"));
    bookmarks(&document, outlines.expect("a dictionary"), 0, &mut titles);
    // Lines to write on are no section: their words are no heading.
    let expected = ["Going home", " In this packet", "Fever: Fever 0", " Fever 0?", "Fiebre: Fiebre 1"];
    assert_eq!(titles[..5], expected);
}

fn bookmarks(document: &Document, parent: &lopdf_reader::Dictionary, depth: usize, out: &mut Vec<String>) {
    let follow = |from: &lopdf_reader::Dictionary, key: &[u8]| from.get(key).and_then(Object::as_reference).ok();
    let mut next = follow(parent, b"First");
    while let Some(bookmark) = next.map(|id| document.get_dictionary(id).expect("a bookmark")) {
        let title = bookmark.get(b"Title").and_then(Object::as_str).expect("a title");
        out.push(format!("{}{}", " ".repeat(depth), String::from_utf8_lossy(title)));
        bookmarks(document, bookmark, depth + 1, out);
        next = follow(bookmark, b"Next");
    }
}

#[test]
fn an_arabic_packet_speaks_arabic() {
    let bytes = packet(&mixed(3), &["a2", "a0", "--language", "ar"]);
    assert_conforms(&bytes);
    let pages = tagged::page_texts(&bytes);
    assert!(pages[0].contains("في هذا الملف") && pages[0].contains("ملصق المريض"), "{}", pages[0]);
    // Both titles stand in the contents, each in the tags of its own language.
    let links: Vec<String> = tagged::page_links(&bytes).into_iter().map(|(_, says, _)| says).collect();
    assert!(links[0].starts_with("الحمّى 2") && links[1].starts_with("Fever 0"), "{links:?}");
}

#[test]
fn the_whole_is_what_it_is_made_of() {
    let site = mixed(3);
    let one = packet(&site, &["a0", "a1"]);
    assert!(one == packet(&site, &["a0", "a1"]), "the same bytes again");
    assert!(one != packet(&site, &["a1", "a0"]));
    let document = Document::load_mem(&one).expect("a PDF");
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("information");
    let info = document.get_dictionary(info).expect("a dictionary");
    let entry =
        |key: &[u8]| String::from_utf8_lossy(info.get(key).and_then(Object::as_str).expect("text")).into_owned();
    assert_eq!(entry(b"Title"), "Your handouts");
    // Of the oldest first day and the latest change.
    assert_eq!(
        (entry(b"CreationDate").as_str(), entry(b"ModDate").as_str()),
        ("D:20240101120000Z", "D:20240102120000Z")
    );
}

#[test]
fn a_wrong_id_is_told_with_the_right_one() {
    let site = mixed(2);
    site.write("content/side-effects/fatigue.yaml", &article("Fatigue"));
    for (typed, meant) in [
        ("side-effects/fatige", "side-effects/fatigue"),
        ("fatigue", "side-effects/fatigue"),
        ("side-effects/fatigue.yaml", "side-effects/fatigue"),
        ("content/side-effects/fatigue.yaml", "side-effects/fatigue"),
        ("side-effects/fatigue.es", "side-effects/fatigue"),
    ] {
        let told = site.run(2, &["packet", "a0", typed, "-o", "p.pdf"]);
        assert!(told.contains(&format!("there is no article `{typed}`")), "{told}");
        assert!(told.contains(&format!("did you mean `{meant}`?")), "{told}");
    }
    for typed in ["../a0", "/etc/passwd", "snippets/x", "packets/x", "a0/", ".a0"] {
        let told = site.run(2, &["packet", typed, "-o", "p.pdf"]);
        assert!(told.contains("there is no article"), "{told}");
    }
    assert!(site.run(2, &["packet", "a0", "a0", "-o", "p.pdf"]).contains("asked for twice"));
    assert!(site.run(2, &["packet", "a0", "-o", "content/a0.yaml"]).contains("does not end in `.pdf`"));
    assert!(site.run(2, &["packet", "a0", "-o", "p.pdf", "--language", "spanish_"]).contains("not a language tag"));
    assert!(!site.has("p.pdf"));
}

#[test]
fn drafts_withdrawn_and_unsound_articles_are_not_bound() {
    let site = Site::new();
    site.write("content/sound.yaml", &article("Sound"));
    site.write("content/draft.yaml", &article_with("Draft", "status: draft\n"));
    site.write("content/old.yaml", &article_with("Old", "status: withdrawn\n"));
    site.write("content/wrong.yaml", &article_with("Wrong", "tilte: Wrong\n"));
    for (id, says) in
        [("draft", "`draft` is a draft"), ("old", "`old` was withdrawn"), ("wrong", "`tilte` is not a key")]
    {
        let told = site.run(1, &["packet", "sound", id, "-o", "p.pdf"]);
        assert!(told.contains(says) && told.contains("p.pdf not written: 1 error"), "{told}");
        assert!(!site.has("p.pdf"));
    }
    site.run(0, &["packet", "sound", "draft", "--drafts", "-o", "p.pdf"]);
    let pages = tagged::page_texts(&std::fs::read(site.path("p.pdf")).expect("a file"));
    assert!(pages[0].contains("DRAFT") && pages[2].contains("DRAFT") && !pages[1].contains("DRAFT"));
    // What was there stays as it was.
    let before = std::fs::read(site.path("p.pdf")).expect("a file");
    site.run(1, &["packet", "wrong", "-o", "p.pdf"]);
    assert_eq!(std::fs::read(site.path("p.pdf")).expect("a file"), before);
}

#[test]
fn a_language_takes_translations_and_says_where_there_is_none() {
    let site = Site::new();
    site.write("content/fever.yaml", &article("Fever"));
    site.write("content/fever.es.yaml", &article("Fiebre"));
    site.write("content/rash.yaml", &article("Rash"));
    let told = site.run(0, &["packet", "fever", "rash", "--language", "es-MX", "-o", "p.pdf", "--format", "json"]);
    assert!(told.contains("\"code\":\"no-translation\"") && told.contains("`rash` is not there in `es-MX`"), "{told}");
    let pages = tagged::page_texts(&std::fs::read(site.path("p.pdf")).expect("a file"));
    assert!(pages[0].contains("Sus hojas informativas") && pages[0].contains("Fiebre") && pages[0].contains("Rash"));
    site.run(1, &["packet", "rash", "--language", "es", "-o", "p.pdf", "--strict"]);
    let told = site.run(0, &["packet", "fever", "rash", "-o", "p.pdf"]);
    assert!(!told.contains("warning"), "{told}");
}

const HOME: &str =
    "title: Going home\narticles:\n  - fever\n  - title: What to bring\n    note:\n      - include: list\n  - rash\n";

fn home() -> Site {
    let site = Site::new();
    site.write("content/fever.yaml", &article("Fever"));
    site.write("content/rash.yaml", &article("Rash"));
    site.write("content/other.yaml", &article("Other"));
    site.write("content/snippets/list.yaml", "- Your medicines.\n");
    site.write("content/packets/home.yaml", HOME);
    site
}

fn entry(site: &Site) -> serde_json::Value {
    site.manifest()["packets"][0].clone()
}

#[test]
fn a_packet_file_is_built_like_an_article() {
    let site = home();
    site.write("content/handout.yaml", "name: Clinic\neditions: [standard, large]\n");
    site.write("content/packets/home.es.yaml", HOME);
    site.build();
    for name in ["home", "home.large", "home.es", "home.es.large"] {
        assert!(site.has(&format!("output/packets/{name}.pdf")), "{name}");
    }
    let manifest = site.manifest();
    let pdfs =
        |list: &str| manifest[list].as_array().expect("a list").iter().map(|it| it["pdf"].clone()).collect::<Vec<_>>();
    assert_eq!(pdfs("packets").len(), 4);
    assert!(pdfs("handouts").iter().all(|pdf| !pdf.as_str().expect("text").starts_with("packets/")));
    let entry = &manifest["packets"][0];
    assert_eq!((&entry["id"], &entry["title"]), (&"packets/home".into(), &"Going home".into()));
    assert_eq!(entry["current"], true);
    site.run(0, &["packet", "-q", "content/packets/home.yaml", "-o", "p.pdf"]);
    assert_eq!(
        std::fs::read(site.path("p.pdf")).expect("a file"),
        site.files("output")["packets/home.es.pdf".replace(".es", "").as_str()]
    );
}

/// What each change makes anew.
#[test]
fn a_packet_is_built_again_when_anything_in_it_changes_and_only_then() {
    let site = home();
    site.write("content/handout.yaml", "name: Clinic\n");
    site.build();
    let changes: [(&str, &str, &str); 7] = [
        ("content/fever.yaml", &article("Fever, a word more"), "packets/home.pdf fever.pdf"),
        ("content/other.yaml", &article("Other, a word more"), "other.pdf"),
        ("content/snippets/list.yaml", "- Your medicines and your glasses.\n", "packets/home.pdf"),
        ("content/packets/home.yaml", &HOME.replace("Going", "Coming"), "packets/home.pdf"),
        ("content/handout.es.yaml", "name: Clínica\n", ""),
        ("content/handout.yaml", "name: Another\n", "packets/home.pdf fever.pdf rash.pdf other.pdf"),
        (
            "content/packets/home.yaml",
            &HOME.replace("title: Going", "language: en-GB\ntitle: Going"),
            "packets/home.pdf",
        ),
    ];
    for (file, text, made) in changes {
        let before = site.files("output");
        site.write(file, text);
        site.build();
        let after = site.files("output");
        let mut changed: Vec<&String> = after.keys().filter(|name| before.get(*name) != after.get(*name)).collect();
        changed.retain(|name| name.ends_with(".pdf"));
        let mut made: Vec<&str> = made.split_whitespace().collect();
        made.sort_unstable();
        assert_eq!(changed, made, "{file}");
        let times = site.times();
        site.build();
        assert_eq!(site.times(), times, "{file}: nothing is left to be done");
        assert!(after == site.clean_build(), "{file}");
    }
    // A translation that comes to be there is taken.
    site.write("content/fever.en-GB.yaml", &article("Fever, as they say"));
    let before = site.files("output")["packets/home.pdf"].clone();
    site.build();
    assert!(site.files("output")["packets/home.pdf"] != before && site.files("output") == site.clean_build());
}

#[test]
fn an_unsound_packet_keeps_its_pdf() {
    let site = home();
    site.build();
    let before = site.files("output")["packets/home.pdf"].clone();
    let wrong = [
        ("content/packets/home.yaml", HOME.replace("articles", "artikles"), "did you mean `articles`?"),
        ("content/packets/home.yaml", HOME.replace("- rash", "- rosh"), "did you mean `rash`?"),
        ("content/packets/home.yaml", HOME.replace("- rash", "- fever"), "stands in this packet twice"),
        ("content/packets/home.yaml", HOME.replace("include: list", "include: lost"), "no snippet"),
        ("content/packets/home.yaml", HOME.replace("- rash", "- {pdf: ../x.pdf, title: X}"), "leads out of"),
        ("content/rash.yaml", article_with("Rash", "tilte: x\n"), "`rash.yaml` has errors"),
        ("content/rash.yaml", article_with("Rash", "status: draft\n"), "`rash` is a draft"),
        ("content/rash.yaml", article_with("Rash", "status: withdrawn\n"), "`rash` was withdrawn"),
    ];
    for (file, text, says) in wrong {
        site.write("content/rash.yaml", &article("Rash"));
        site.write("content/packets/home.yaml", HOME);
        site.build();
        assert_eq!(entry(&site)["current"], true, "{says}");
        site.write(file, &text);
        for _ in 0..2 {
            let told = site.run(1, &["build"]);
            assert!(told.contains(says), "{says}: {told}");
            assert_eq!(entry(&site)["current"], false, "{says}");
            assert_eq!(site.files("output")["packets/home.pdf"], before, "{says}");
            let failed = site.manifest()["failed"].as_array().expect("a list").clone();
            assert!(failed.iter().any(|it| it["id"] == "packets/home"), "{says}: {failed:?}");
            assert!(site.run(1, &["check"]).contains(says), "{says}");
        }
    }
    // With `--drafts` a draft may stand in a packet, until the next build without.
    site.write("content/rash.yaml", &article_with("Rash", "status: draft\n"));
    site.run(0, &["build", "--drafts"]);
    assert_eq!(entry(&site)["status"], "draft");
    assert!(site.run(1, &["build"]).contains("is a draft"));
}

#[test]
fn a_packet_that_is_gone_loses_its_pdf_and_others_do_not() {
    let site = home();
    site.write("content/packets/second.yaml", HOME);
    site.build();
    site.remove("content/packets/second.yaml");
    site.run(0, &["build", "content/fever.yaml"]);
    assert!(site.has("output/packets/second.pdf"), "a part of the root says nothing of the rest");
    site.run(0, &["build", "content/packets/home.yaml"]);
    assert!(site.has("output/packets/second.pdf"));
    std::fs::remove_file(site.path("output/.handout/state")).expect("it was there");
    site.build();
    assert!(!site.has("output/packets/second.pdf") && site.has("output/packets/home.pdf"));
    assert!(site.files("output") == site.clean_build());
}

/// Without a site file, the folder `packets` still stands beside the articles; and a packet may lie anywhere.
#[test]
fn a_packet_finds_its_articles() {
    let site = home();
    site.remove("content/handout.yaml");
    site.run(0, &["build", "content/packets", "-o", "o"]);
    assert_eq!(site.files("o").keys().filter(|name| name.ends_with(".pdf")).collect::<Vec<_>>(), ["packets/home.pdf"]);
    let bound = |file: &str| {
        site.run(0, &["packet", "-q", file, "-o", "p.pdf"]);
        std::fs::read(site.path("p.pdf")).expect("a file")
    };
    assert!(bound("content/packets/home.yaml") == site.files("o")["packets/home.pdf"]);
    site.write("elsewhere/today.yaml", HOME);
    site.write("elsewhere/other/today.yaml", HOME);
    assert!(bound("elsewhere/today.yaml") == bound("elsewhere/other/today.yaml"));
    assert!(site.run(2, &["packet", "no-such.yaml", "-o", "p.pdf"]).contains("no such file"));
}

#[test]
fn shards_share_packets_too() {
    let site = home();
    (0..6).for_each(|n| site.write(&format!("content/packets/p{n}.yaml"), HOME));
    site.build();
    let shards: Vec<String> = (1..=3).map(|n| format!("{n}/3")).collect();
    for shard in &shards {
        site.run(0, &["build", "--shard", shard, "-o", &format!("s{}", &shard[..1])]);
    }
    let built = |folder: &str| site.files(folder).keys().filter(|name| name.starts_with("packets/")).count();
    assert_eq!((1..=3).map(|n| built(&format!("s{n}"))).sum::<usize>(), 7);
    site.run(0, &["merge", "s1", "s2", "s3", "-o", "merged"]);
    assert!(site.files("merged") == site.files("output"));
}

#[test]
fn letter_case_tells_no_languages_apart() {
    let site = Site::new();
    site.write("content/fever.yaml", &article("Fever"));
    site.write("content/fever.es.yaml", &article("Fiebre"));
    site.write("content/rash.yaml", &article("Rash"));
    site.write("content/rash.pt-br.yaml", &article("Erupção"));
    let of = |id: &str, tag: &str| packet(&site, &[id, "--language", tag, "--strict"]);
    for (id, asked, title) in
        [("fever", ["es", "ES", "Es-mx"], "Fiebre"), ("rash", ["pt-BR", "pt-br", "PT-BR"], "Erupção")]
    {
        for tag in asked {
            assert!(tagged::page_texts(&of(id, tag))[0].contains(title), "{tag}");
        }
        assert!(of(id, asked[0]) == of(id, &asked[0].to_uppercase()));
    }
    site.write("content/packets/home.yaml", "title: Home\nlanguage: ES\narticles: [fever]\n");
    site.build();
    assert_eq!(entry(&site)["language"], "es");
    assert!(tagged::page_texts(&site.files("output")["packets/home.pdf"])[0].contains("Fiebre"));
}

#[test]
fn every_mistake_of_a_packet_comes_out_in_one_run() {
    let site = home();
    site.write("content/logo.svg", "<svg/>");
    let text = "title: Home\ncreated: 2030-01-01\nupdated: 2020-01-01\nfoo: 1\narticles:\n  - fevr\n  - rash\n  - rash\n  \
                - {pdf: logo.svg, title: Logo}\n  - {pdf: lost.pdf, title: Lost}\n  - {pdf: ../out.pdf, title: Out}\n  \
                - {title: Note, note: \"As known [@x]\"}\n";
    site.write("content/packets/home.yaml", text);
    for arguments in [&["build"][..], &["check"], &["packet", "content/packets/home.yaml", "-o", "p.pdf"]] {
        let told = site.run(1, &[arguments, &["--format", "json"]].concat());
        let codes = [
            "updated-before-created",
            "unknown-key",
            "unknown-article",
            "duplicate-value",
            "not-a-pdf",
            "missing-file",
            "outside-root",
            "unknown-reference",
        ];
        for code in codes {
            assert_eq!(told.matches(&format!("\"code\":\"{code}\"")).count(), 1, "{code}: {told}");
        }
        assert!(told.contains("cannot cite") && !told.contains("add it to `references:`"), "{told}");
    }
}

#[test]
fn files_and_ids_are_told_apart() {
    let site = home();
    site.write("content/side-effects/fatigue.yaml", &article("Fatigue"));
    site.write("content/side-effects/pain.es.yaml", &article("Dolor"));
    let told = |what: &str| site.run(2, &["packet", what, "-o", "p.pdf"]);
    let article = told("content/side-effects/fatigue.yaml");
    assert!(article.contains("is an article, not a packet; its ID is `side-effects/fatigue`"), "{article}");
    let article = told("content/side-effects/pain.es.yaml");
    assert!(article.contains("handout packet side-effects/pain --language es"), "{article}");
    let lost = told("side-effects/fatigue.yaml");
    assert!(
        lost.contains("no such file") && lost.contains("did you mean the article `side-effects/fatigue`?"),
        "{lost}"
    );
    let only = told("side-effects/pain");
    assert!(only.contains("`side-effects/pain` is there only in `es`") && only.contains("--language es"), "{only}");
    assert!(!only.contains("did you mean"), "{only}");
    let by_file = packet(&site, &["content/packets/home.yaml"]);
    assert!(by_file == packet(&site, &["packets/home"]));
    assert!(told("packets/../packets/home").contains("there is no article"));
    let two = site.run(2, &["packet", "side-effects/fatigue", "packets/home", "-o", "p.pdf"]);
    assert!(two.contains("there is no article `packets/home`") && two.contains("asked for alone"), "{two}");
    // A note is no handout.
    let summary = site.run(0, &["packet", "packets/home", "-o", "p.pdf"]);
    assert!(summary.contains("p.pdf: 2 handouts, "), "{summary}");
}
