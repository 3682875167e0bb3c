mod advice;
mod bodies;
mod forms;
mod lists;
mod strange;
mod table;

use std::sync::Arc;

use jiff::civil::{Date, date};

use super::*;
use crate::assets::{AssetError, Assets};
use crate::diagnostics::{Code, Diagnostic, Notes, Severity, Source};
use crate::geometry::Size;
use crate::picture::{Picture, PictureError, Vector};
use crate::site::Site;

/// A content folder with two pictures and three snippets.
pub(crate) struct Folder;

impl Assets for Folder {
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError> {
        let picture = Picture::Vector(Vector { natural: Size { width: 10.0, height: 10.0 }, paths: Vec::new() });
        match path {
            "logo.svg" | "side-effects/figures/calf.png" | "shared.png" => Ok(Arc::new(picture)),
            "side-effects/broken.png" => {
                Err(AssetError::Undecodable(PictureError { message: "it is cut short".to_owned(), hint: None }))
            }
            _ => Err(AssetError::Missing),
        }
    }

    fn snippet(&self, path: &str) -> Result<Arc<Source>, AssetError> {
        let text = match path {
            "snippets/fever.yaml" => "- Call us with a fever.\n- bullets: [over 38 C]\n",
            "snippets/fever.es.yaml" => "- Llámenos.\n",
            "snippets/bad.yaml" => "- A **b\n- include: fever\n",
            "snippets/long.yaml" => return Ok(source(path, &format!("- {}\n", "a ".repeat(450_000)))),
            _ => return Err(AssetError::Missing),
        };
        Ok(source(path, text))
    }
}

fn source(name: &str, text: &str) -> Arc<Source> {
    Source::new(name, text.as_bytes().to_vec()).expect("sound text")
}

pub(super) const SITE: &str = "\
name: Riverside
contacts:
  - {id: nurse, label: Nurse line, phone: 555-0100}
  - {id: desk, label: Front desk}
emergency: \"911\"
";

pub(super) fn site(text: &str) -> Site {
    Site::read(&source("handout.yaml", text), None, &Folder, &mut Notes::default()).expect("a sound site")
}

pub(super) fn load_with(text: &str, site: &Site, suffix: Option<&str>) -> (Option<Article>, Vec<Diagnostic>) {
    let suffix = suffix.and_then(Language::parse);
    let today: Date = date(2026, 11, 1);
    let context = Context {
        id: "side-effects/cramps",
        suffix_language: suffix.as_ref(),
        default_language: &site.language,
        original: None,
        today,
        assets: &Folder,
    };
    let mut notes = Notes::default();
    let article = load_with_mistakes(&source("a.yaml", text), &context, &mut notes);
    if let Some(article) = &article {
        match notes.has_errors() {
            true => crate::check::clinic(article, site, &mut notes),
            false => crate::check::article(article, site, &mut notes),
        }
    }
    let article = article.filter(|_| !notes.has_errors());
    let mut told = notes.sorted();
    told.retain(|note| !OF_SMALL_ARTICLES.contains(&note.code));
    (article, told)
}

/// What an editor would mend in the small articles of these tests, whose lists have one item and whose words are alike. The
/// tests of `check` are about these.
const OF_SMALL_ARTICLES: [Code; 3] = [Code::ListOfOne, Code::DoubledWord, Code::NoWhen];

pub(super) fn told(notes: &[Diagnostic]) -> String {
    let each = notes.iter().map(|note| match &note.span {
        Some(span) if span.source.name != "a.yaml" => {
            format!("{} {} {}:{}", note.code, span.source.name, span.position().line, span.position().column)
        }
        Some(span) => format!("{} {}:{}", note.code, span.position().line, span.position().column),
        None => note.code.to_string(),
    });
    each.collect::<Vec<_>>().join("|")
}

/// A line of an article stands for a whole snippet: together they may say as much as a file may.
#[test]
fn snippets_are_bounded_together() {
    let (_, notes) = load_with(&with_body(&"- include: long\n".repeat(2_000)), &Site::default(), None);
    assert_eq!(told(&notes), "too-much-included 10:9", "four snippets of 900 kB are over 3 MiB");
    let (article, notes) = load_with(&with_body(&"- include: long\n".repeat(3)), &Site::default(), None);
    assert!(!notes.iter().any(|note| note.severity == Severity::Error), "{}", told(&notes));
    assert_eq!(article.expect("sound").sections[0].body.len(), 3);
}

/// A string of PDF/A holds 32,767 bytes: what could become a longer one is told at its place.
#[test]
fn what_does_not_fit_a_pdf_is_told_at_its_place() {
    let long = "word ".repeat(1100);
    let address = format!("https://example.org/{}", "x".repeat(40_000));
    let head = |line: &str| told(&load_with(&format!("{HEAD}{line}\n{BODY}"), &Site::default(), None).1);
    let body = |line: &str| told(&load_with(&with_body(line), &Site::default(), None).1);
    assert_eq!(head(&format!("kind: {long}")), "long-text 4:7");
    assert_eq!(head(&format!("keywords: [{long}]")).matches("long-text").count(), 2, "the list, and its one text");
    assert_eq!(head(&format!("keywords: [{}]", "word, ".repeat(1000))), "long-text 4:11");
    assert_eq!(head(&format!("url: {address}")), "bad-url 4:6");
    assert_eq!(body(&format!("- \"[a]({address})\"")), "bad-link 7:10");
    assert_eq!(body(&format!("- image: figures/calf.png\n  alt: {long}")), "long-text 8:14");
    let references = format!("{}references:\n{}", with_body("- Text."), "  - A.\n".repeat(1001));
    assert_eq!(told(&load_with(&references, &Site::default(), None).1), "too-many-references 1009:5");
    assert_eq!(body(&format!("- \"[@{}]\"", "a; @".repeat(300))), "long-citation 7:10");
}

/// What is wrong in a snippet is told once, however often it is included.
#[test]
fn mistakes_of_a_snippet_are_told_once() {
    let (_, notes) = load_with(&with_body(&"- include: bad\n".repeat(3)), &Site::default(), None);
    assert_eq!(told(&notes), "unclosed-strong snippets/bad.yaml 1:5|nested-include snippets/bad.yaml 2:3");
}

pub(super) const HEAD: &str = "title: Cramps\ncreated: 2024-05-10\nupdated: 2024-05-10\n";
pub(super) const BODY: &str = "sections:\n  - heading: What?\n    body: Text.\n";

/// An article whose only section has the body `blocks`, which begins on line 7.
pub(super) fn with_body(blocks: &str) -> String {
    let indented: String = blocks.lines().map(|line| format!("      {line}\n")).collect();
    format!("{HEAD}sections:\n  - heading: What?\n    body:\n{indented}")
}

#[test]
fn the_contract_s_article_is_sound() {
    let text = "\u{FEFF}title: Muscle Twitching and Muscle Spasms\r
kind: Side Effect\r
created: 2024-05-10\r
updated: 2024-05-10\r
x-desk: {any: [thing]}\r
sections:\r
  - heading: What is muscle twitching?\r
    x-note: ours\r
    body:\r
      - Twitches are small, quick movements under the skin.\r
      - bullets:\r
          - They come and go.\r
          - \"**Spasms** hurt, and last longer.\"\r
references:\r
  - Buffart LM, et al. Muscle contractile properties. *Scand J Med Sci Sports.* 2020;30(10):1918-1929.\r
";
    let (article, notes) = load_with(text, &Site::default(), None);
    assert_eq!(told(&notes), "");
    let article = article.expect("sound");
    assert_eq!(article.title.plain(), "Muscle Twitching and Muscle Spasms");
    assert_eq!(article.language.tag(), "en-US");
    assert_eq!(article.created, date(2024, 5, 10));
    let Block::List(list) = &article.sections[0].body[1] else { panic!("no list") };
    assert_eq!(list.items[1].text[0].plain(), "Spasms hurt, and last longer.");
    assert!(list.items[1].text[0].inlines[0].strong);
    assert!(article.references[0].text.inlines[1].emphasis);
}

/// Every block there is.
const BLOCKS: &str = "\
- |
  One.

  Two.
- steps:
    - text: First
      bullets: [a, {text: b, steps: [c]}]
- do: [Rest]
- dont: ['no']
- callout: emergency
  title: Breathing
  body: Call.
- callout: call
- callout: tip
  body:
    - bullets: [x]
- table:
    caption: Doses
    header: ['', Dose]
    rows:
      - [Day 1, 0.50]
      - [Day 2, '']
- image: ../side-effects/figures/calf.png
  alt: A \"calf\" & foot
  width: 60%
  caption: The *calf*
- image: ../shared.png
  decorative: true
- include: fever
- So it is [@lee; @b-2].
";

#[test]
fn every_field_and_block_is_read() {
    let text = with_body(BLOCKS)
        + "language: es-MX\nstatus: draft\nreviewed: 2024-01-01\nreview_due: 2028-01-01\noriginal_updated: 2024-01-01
authors: [A B]\nreviewers: [C]\naudience: Adults\nkeywords: [no, 12]
codes: {snomed: 386661006, icd10cm: [R25.2, C50], rxnorm: ['1049630'], loinc: []}
url: https://a.org/x\ncontacts: [nurse]\nsummary: [One., Two.]
references:
  - {id: lee, text: Lee., doi: 'https://doi.org/10.1038/x.1', pmid: 32562380, url: 'https://b.org'}
  - text: 'B.'
    id: b-2
";
    let (article, notes) = load_with(&text, &site(SITE), Some("es"));
    assert_eq!(told(&notes), "");
    let article = article.expect("sound");
    assert_eq!(article.language.tag(), "es-MX");
    assert_eq!(article.keywords.iter().map(Text::plain).collect::<Vec<_>>(), ["no", "12"]);
    assert_eq!(article.codes.icd10cm, ["R25.2", "C50"]);
    assert_eq!(article.references[0].doi.as_deref(), Some("10.1038/x.1"));
    let body = &article.sections[0].body;
    assert_eq!(body.len(), 13);
    let Some(Block::Paragraph(last)) = body.last() else { panic!("no paragraph") };
    assert_eq!(last.inlines[1].cites, [0, 1]);
    // The Spanish snippet is preferred.
    assert!(matches!(&body[11], Block::Paragraph(text) if text.plain() == "Llámenos."));
    let Block::Table(table) = &body[8] else { panic!("no table") };
    let CellPart::Paragraph(dose) = &table.rows[0][1].parts[0] else { panic!("no text") };
    assert_eq!((dose.plain().as_str(), table.rows[1][1].parts.len(), table.header[0][0].parts.len()), ("0.50", 0, 0));
    let Block::Image(image) = &body[9] else { panic!("no image") };
    assert_eq!((image.alt.as_deref(), image.width), (Some("A \"calf\" & foot"), Some(0.6)));
}

#[test]
fn mistakes_of_the_head_are_named_and_placed() {
    let lines: &[(&str, &str)] = &[
        ("kind: [a]", "wrong-type 4:7"),
        ("kynd: a", "unknown-key 4:1"),
        ("Note: a", "unknown-key 4:1"),
        ("kind: ''", "empty-text 4:7"),
        ("kind: a\nkind: b", "duplicate-key 5:1"),
        ("status: drafd", "unknown-value 4:9"),
        ("reviewed: 2024-02-30", "bad-date 4:11"),
        ("reviewed: 2024-13-01", "bad-date 4:11"),
        ("reviewed: May 10, 2024", "bad-date 4:11"),
        ("reviewed: 2024-5-1", "bad-date 4:11"),
        ("reviewed: 2024–05–10", "bad-date 4:11"),
        ("reviewed: 10/05/2024", "bad-date 4:11"),
        ("reviewed: 2026-11-02", ""),
        ("reviewed: 2062-05-10", "future-date 4:11"),
        ("reviewed: 2024-05-10 # by Jane", "comment-in-text 4:22"),
        ("review_due: 2024-05-10", "review-overdue 4:13"),
        ("language: Spanish", "bad-language 4:11"),
        ("language: es_MX", "bad-language 4:11"),
        ("authors: Jane", "wrong-type 4:10"),
        ("authors: []", "empty-list 4:10"),
        ("authors:\n  - Jane: MD", "colon-in-text 5:9"),
        ("authors:\n  -", "missing-value 5:4"),
        ("keywords: [[a]]", "wrong-type 4:12"),
        ("codes: {snomed: [386661007]}", "code-shape 4:18"),
        ("codes: {icd10: [C50]}", "unknown-key 4:9"),
        ("url: www.a.org", "bad-url 4:6"),
        ("contacts: [nurs]", "unknown-contact 4:12"),
        ("summary: Text", "wrong-type 4:10"),
        ("summary: ['a **b']", "unclosed-strong 4:14"),
        ("references: [{id: a, text: b}, {id: a, text: c}]", "duplicate-id 4:37"),
        ("references: [{id: a}]", "missing-key 4:15"),
        ("references: [{text: b, doi: 11.1}]", "bad-doi 4:29"),
        ("references: [{text: b, pmid: PMC12}]", "bad-pmid 4:30"),
        ("references:\n  - Lee K: A study.", "colon-in-text 5:10"),
        ("x-anything: [1, {a: b}]", ""),
        ("kind:", ""),
        ("kind: #1 effect", "comment-in-text 4:7"),
    ];
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|(line, expected)| {
            let found = told(&load_with(&format!("{HEAD}{line}\n{BODY}"), &site(SITE), None).1);
            (found != *expected).then(|| format!("{line:?}: {found}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn missing_keys_are_all_told() {
    let (_, notes) = load_with("kind: a\n", &Site::default(), None);
    let missing: Vec<&str> = notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(
        missing,
        ["`title` is missing", "`created` is missing", "`updated` is missing", "`sections` is missing"]
    );
    for (text, expected) in [("", "empty-file 1:1"), ("- a\n", "wrong-type 1:1"), ("just text\n", "wrong-type 1:1")] {
        assert_eq!(told(&load_with(text, &Site::default(), None).1), expected, "in {text:?}");
    }
}

#[test]
fn dates_and_languages_fit_together() {
    let text = HEAD.replace("updated: 2024-05-10", "updated: 2024-05-09") + BODY;
    assert_eq!(told(&load_with(&text, &Site::default(), None).1), "updated-before-created 3:10");
    let text = format!("{HEAD}language: pt-PT\n{BODY}");
    assert_eq!(told(&load_with(&text, &Site::default(), Some("pt-BR")).1), "language-mismatch 4:11");
    assert_eq!(told(&load_with(&text, &Site::default(), Some("pt")).1), "");
    let (article, _) = load_with(&format!("{HEAD}{BODY}"), &Site::default(), Some("fr"));
    assert_eq!(article.map(|article| article.language), Language::parse("fr"));
}

#[test]
fn mistakes_of_sections_are_named_and_placed() {
    let cases: &[(&str, &str)] = &[
        ("sections: []", "empty-list 4:11"),
        ("sections:", "missing-value 4:1"),
        ("sections: text", "wrong-type 4:11"),
        ("sections:\n  - heading: a", "empty-section 5:14"),
        ("sections:\n  - heading: a\n    body:", "empty-section 5:14"),
        ("sections:\n  - heading: a\n    body: []", "empty-list 6:11"),
        ("sections:\n  - body: a", "missing-key 5:5"),
        ("sections:\n  - heading: ''\n    body: a", "empty-text 5:14"),
        ("sections:\n  - heading: a\n    body: {bullets: [b]}", "wrong-type 6:12"),
        (
            "sections:\n  - heading: a\n    body: a\n    sections: [{heading: b, sections: [{heading: c, body: d, sections: [{heading: e, body: f}]}]}]",
            "sections-too-deep 7:62",
        ),
        ("sections:\n  - heading: a\n    sections: [{heading: b, sections: [{heading: c, body: d}]}]", ""),
        ("sections:\n  - Text", "wrong-type 5:5"),
        ("sections:\n  - heading: a\n    body: b\n    new_page: true", ""),
        ("sections:\n  - heading: a\n    body: b\n    new_page: 2", "wrong-type 7:15"),
    ];
    for (sections, expected) in cases {
        let found = told(&load_with(&format!("{HEAD}{sections}\n"), &Site::default(), None).1);
        assert_eq!(found, *expected, "in {sections:?}");
    }
}

#[test]
fn a_call_needs_a_number() {
    let text = with_body("- callout: emergency\n- callout: call\n");
    assert_eq!(told(&load_with(&text, &Site::default(), None).1), "no-number 7:9|no-number 8:9");
    assert_eq!(told(&load_with(&text, &site(SITE), None).1), "");
    assert_eq!(told(&load_with(&format!("{text}contacts: [desk]\n"), &site(SITE), None).1), "no-number 8:9");
}

#[test]
fn twelve_mistakes_of_one_file_come_out_together() {
    let text = "\
titel: Cramps
kind: *Side* Effect
created: 2024-02-30
updated: 10 May
authors: Jane
url: a.org
sections:
  - heading: What?
    body:
      - Note: call us
      - take pill #2
      - a **b
      - bullets: []
      - see [@lee]
  - heading: Empty
";
    let (article, notes) = load_with(text, &site(SITE), None);
    assert!(article.is_none());
    assert_eq!(
        told(&notes),
        "unknown-key 1:1|needs-quotes 2:7|bad-date 3:10|bad-date 4:10|wrong-type 5:10|bad-url 6:6|\
         colon-in-text 10:13|comment-in-text 11:19|unclosed-strong 12:11|empty-list 13:18|unknown-reference 14:15|\
         empty-section 15:14"
    );
}

#[test]
fn what_a_nurse_gets_wrong_is_answered_with_what_to_write() {
    let hint = |blocks: &str| {
        let text = format!("{HEAD}sections:\n  - heading: What?\n    body:\n{blocks}");
        let (_, notes) = load_with(&text, &site(SITE), None);
        (told(&notes), notes.into_iter().next().and_then(|note| note.hint).unwrap_or_default())
    };
    let table = "      - table:\n          header: [A, B]\n          rows:\n";
    let (told, said) = hint(&format!("{table}            - [1,000 mg, x]\n"));
    assert_eq!(told, "comma-in-number 10:17");
    assert!(said.ends_with("\n- [\"1,000 mg\", x]"), "{said}");
    let (_, said) = hint(&format!("{table}            - [Dose: 5, 2]\n"));
    assert!(said.ends_with("- [\"Dose: 5\", 2]"), "{said}");
    assert_eq!(hint("      - bullet: hello\n"), ("unknown-key 7:9".into(), "did you mean `bullets`?".into()));
    assert_eq!(hint("      - Step: rest.\n").0, "colon-in-text 7:13");
    assert_eq!(hint("      - bullets:\n          - callout: tip\n            body: x\n").0, "block-in-list 8:13");
    assert_eq!(hint("      - heading: Inner\n        body: x\n").0, "unknown-key 7:9");
    assert_eq!(hint("      - bullets: hello\n").1, "write it as a list:\n- bullets:\n    - hello");
}

#[test]
fn every_mistake_has_a_hint() {
    let cases = [
        "title: a\ncreated: 2024-13-01\nupdated: 2024-02-30\nkind: ''\nsummary: []\nkeywords:\n  -\nsections:\n  heading: b\n",
        "title: [a]\ncreated: 2024-05-02\nupdated: 2024-05-01\nurl: {a: b}\nsections: [a]\nreferences: text\n",
        "- a\n",
        "text\n",
        "---\n",
        "\u{A0}title: b\n",
    ];
    for text in cases {
        let (_, notes) = load_with(text, &site(SITE), None);
        assert!(!notes.is_empty(), "{text}");
        for note in notes {
            assert!(note.hint.is_some_and(|hint| !hint.is_empty()), "{} in {text}", note.message);
        }
    }
}
