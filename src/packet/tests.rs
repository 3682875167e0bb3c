//! What a packet's file may say, and how parts are bound.

use std::sync::Arc;

use jiff::civil::date;

use super::{Bound, BoundPart, Design, ForeignPart, Item, Packet, Part, bind, load, schema};
use crate::article::{Article, Context};
use crate::assets::{AssetError, Assets};
use crate::diagnostics::{Notes, Source};
use crate::document::{Head, Setting};
use crate::foreign::Foreign;
use crate::language::Language;
use crate::layout::handout::{Handout, Ink, Owner, Role, Target};
use crate::locale::Locale;
use crate::picture::Picture;
use crate::site::{Edition, Site};
use crate::text::Shaper;
use crate::text::fonts::Fonts;
use crate::theme::{A4, BRAND, LETTER, Theme};

struct Nothing;

impl Assets for Nothing {
    fn picture(&self, _: &str) -> Result<Arc<Picture>, AssetError> {
        Err(AssetError::Missing)
    }

    fn snippet(&self, path: &str) -> Result<Arc<Source>, AssetError> {
        match path {
            "snippets/list.es.yaml" => Source::new(path, b"- Sus medicinas.\n".to_vec()).map_err(AssetError::Unsound),
            _ => Err(AssetError::Missing),
        }
    }
}

fn read(yaml: &str, asked: Option<&str>) -> (Option<Packet>, Vec<String>) {
    let source = Source::new("packets/home.yaml", yaml.into()).unwrap();
    let context = Context {
        id: "packets/home",
        suffix_language: None,
        default_language: &Language::english(),
        original: None,
        today: date(2026, 11, 20),
        assets: &Nothing,
    };
    let mut notes = Notes::default();
    let packet =
        load(&source, &context, asked.and_then(Language::parse).as_ref(), &mut notes).filter(|_| !notes.has_errors());
    let told = notes.sorted().into_iter().map(|note| {
        let place = note.position().map(|place| format!("{}:{}", place.line, place.column)).unwrap_or_default();
        format!("{place} {} {}", note.code, note.message)
    });
    (packet, told.collect())
}

#[test]
fn every_key_is_read() {
    let yaml = "title: A *b*\nlanguage: es\nduplex: true\ncreated: 2024-01-02\nupdated: 2024-02-03\nx-own: 1\narticles:\n  \
                - side-effects/fever\n  - {title: C, note: [{include: list}, D]}\n  - {title: E, pdf: forms/e.pdf}\n";
    let (packet, told) = read(yaml, None);
    assert_eq!(told, [""; 0]);
    let packet = packet.unwrap();
    assert_eq!((packet.title.plain().as_str(), packet.language.tag(), packet.is_duplex), ("A b", "es", true));
    assert_eq!((packet.created, packet.updated), (Some(date(2024, 1, 2)), Some(date(2024, 2, 3))));
    let [Item::Article { id, place }, Item::Note(note), Item::Pdf { path, title, .. }] = packet.items.as_slice() else {
        panic!("{:?}", packet.items)
    };
    assert_eq!((id.as_str(), place.text()), ("side-effects/fever", "side-effects/fever"));
    assert_eq!((note.title.plain().as_str(), note.blocks.len()), ("C", 2));
    assert_eq!((path.as_str(), title.plain().as_str()), ("forms/e.pdf", "E"));
    // What was asked for stands over what the file says.
    assert_eq!(read("title: A\nlanguage: es\narticles: [a]\n", Some("fr")).0.unwrap().language.tag(), "fr");
}

#[test]
fn mistakes_are_named_and_placed() {
    for (yaml, expected) in [
        ("", "1:1 empty-file this file has nothing in it to print"),
        ("title: A\n", "1:1 missing-key `articles` is missing"),
        ("articles: [a]\n", "1:1 missing-key `title` is missing"),
        ("title: A\narticles: []\n", "2:11 empty-list this list is empty"),
        ("title: A\narticles: a\n", "2:11 wrong-type expected a list of article IDs, found text"),
        ("title: A\narticle: [a]\n", "2:1 unknown-key `article` is not a key of a packet"),
        ("title: A\narticles: [a, b, a]\n", "2:18 duplicate-value `a` stands in this packet twice"),
        (
            "title: A\narticles: [[a]]\n",
            "2:12 wrong-type expected an ID such as `side-effects/hair-loss`, a `note:` or a `pdf:`, found a list",
        ),
        ("title: A\narticles: [{note: b}]\n", "2:13 missing-key `title` is missing"),
        ("title: A\narticles: [{title: b}]\n", "2:13 missing-key `note` is missing"),
        ("title: A\narticles: [{title: b, note: c, nte: d}]\n", "2:32 unknown-key `nte` is not a key of a note"),
        (
            "title: A\narticles: [{title: b, note: [{include: c}]}]\n",
            "2:40 missing-file there is no snippet `snippets/c.yaml` in the content folder",
        ),
        ("title: A\narticles: [{title: b, pdf: c.doc}]\n", "2:28 not-a-pdf `c.doc` does not end in `.pdf`"),
        (
            "title: A\narticles: [{title: b, pdf: ../c.pdf}]\n",
            "2:28 outside-root `../c.pdf` leads out of the content folder",
        ),
        ("title: A\nduplex: yes\narticles: [a]\n", "2:9 wrong-type expected `true` or `false`, found `yes`"),
        (
            "title: A\nupdated: 2024-02-30\narticles: [a]\n",
            "2:10 bad-date there is no 2024-02-30: that month has 29 days",
        ),
        (
            "title: A\ncreated: 2030-01-01\nupdated: 2020-01-01\narticles: [a]\n",
            "3:10 updated-before-created `updated` (2020-01-01) is before `created` (2030-01-01)",
        ),
        (
            "title: A\narticles: [{title: b, note: 'c [@d]'}]\n",
            "2:34 unknown-reference a packet's own text cannot cite: a packet has no references",
        ),
        ("title: A\nlanguage: english_\narticles: [a]\n", "2:11 bad-language `english_` is not a language tag"),
    ] {
        let (packet, told) = read(yaml, None);
        assert_eq!(told, [expected], "{yaml}");
        assert!(packet.is_none(), "{yaml}");
    }
}

#[test]
fn all_mistakes_come_out_together() {
    let (_, told) = read("titel: A\nduplex: 1\narticles: [{note: b, titl: c}, {pdf: d}]\n", None);
    let codes: Vec<&str> = told.iter().filter_map(|note| note.split(' ').nth(1)).collect();
    assert_eq!(codes, ["unknown-key", "wrong-type", "unknown-key", "missing-key", "not-a-pdf"]);
}

#[test]
fn days_are_those_of_the_articles_unless_the_packet_is_newer() {
    let (packet, _) = read("title: A\narticles: [a]\n", None);
    let mut packet = packet.unwrap();
    let head = |created, updated| Article::new("", Language::english(), packet.title.clone(), (created, updated));
    let (old, new) = (head(date(2023, 1, 1), date(2024, 1, 1)), head(date(2024, 6, 1), date(2025, 1, 1)));
    assert_eq!(packet.days(&[]), None);
    assert_eq!(packet.days(&[&old, &new]), Some((date(2023, 1, 1), date(2025, 1, 1))));
    packet.updated = Some(date(2026, 1, 1));
    assert_eq!(packet.days(&[&old, &new]), Some((date(2023, 1, 1), date(2026, 1, 1))));
    assert_eq!(packet.days(&[]), Some((date(2026, 1, 1), date(2026, 1, 1))));
    packet.created = Some(date(2025, 6, 1));
    assert_eq!(packet.days(&[&old]), Some((date(2025, 6, 1), date(2026, 1, 1))));
}

/// Binds notes of these titles and languages behind a cover, and looks at what came of it.
fn bound<T>(
    titles: &[(&str, &str)],
    language: &str,
    is_duplex: bool,
    theme: &Theme,
    look: impl FnOnce(&Bound) -> T,
) -> T {
    let (fonts, site) = (Fonts::new(), Site::default());
    let head = |title: &str| Head {
        title: title.into(),
        created: date(2024, 1, 1),
        updated: date(2024, 1, 2),
        is_draft: false,
    };
    let heads: Vec<Head> = titles.iter().map(|(title, _)| head(title)).collect();
    let locales: Vec<Locale> = titles.iter().map(|(_, language)| Locale::of(language).0).collect();
    let own = Locale::of(language).0;
    let design =
        |locale| Design { setting: Setting { site: &site, locale, edition: Edition::Standard }, theme: theme.clone() };
    let parts: Vec<Part> =
        heads.iter().zip(&locales).map(|(head, locale)| Part::Note(head, &[], design(locale))).collect();
    let mut notes = Notes::default();
    let bound = bind(&head("Cover"), &design(&own), &parts, is_duplex, &mut Shaper::new(&fonts), &mut notes);
    assert!(notes.is_empty(), "{:#?}", notes.sorted());
    look(&bound.unwrap())
}

/// A part that was laid out.
fn part<'b>(bound: &'b Bound, index: usize) -> &'b Handout {
    match &bound.parts[index] {
        BoundPart::Handout(handout) => handout,
        other => panic!("{other:?}"),
    }
}

/// The parts that the links of the cover lead to, with the numbers they name.
fn contents(bound: &Bound) -> Vec<(usize, String)> {
    let links = part(bound, 0).pages.iter().flat_map(|page| &page.links);
    let target = |target: &Target| match target {
        Target::Part(part) => *part,
        other => panic!("{other:?}"),
    };
    links.map(|link| (target(&link.target), link.contents.clone())).collect()
}

#[test]
fn contents_name_every_part_and_its_page() {
    let titles: Vec<String> = (1..=60).map(|n| format!("Part {n}")).collect();
    let titles: Vec<(&str, &str)> = titles.iter().map(|title| (title.as_str(), "en")).collect();
    for (is_duplex, theme) in [
        (false, Theme::standard(LETTER, BRAND)),
        (true, Theme::standard(A4, BRAND)),
        (true, Theme::large(LETTER, BRAND)),
    ] {
        bound(&titles, "en", is_duplex, &theme, |bound| {
            let mut first = part(bound, 0).pages.len() + 1;
            assert!(first > 2, "60 lines are more than a page");
            let contents = contents(bound);
            assert_eq!(contents.len(), 60);
            for (index, (part, words)) in contents.iter().enumerate() {
                assert_eq!((*part, words.as_str()), (index + 1, format!("Part {}: {first}", index + 1).as_str()));
                assert!(!is_duplex || first % 2 == 1);
                first += self::part(bound, *part).pages.len();
            }
            assert_eq!(first, bound.pages() + 1);
        });
    }
}

/// A file of three empty pages, as another program may write it.
fn three_pages() -> Vec<u8> {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>";
    let objects =
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]>>", page, page, page];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = file.len();
    file.extend(format!("{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

#[test]
fn pages_of_others_are_counted_and_not_numbered() {
    let (fonts, site, locale) = (Fonts::new(), Site::default(), Locale::of("en").0);
    let (created, updated) = (date(2024, 1, 1), date(2024, 1, 2));
    let head = Head { title: "Cover".into(), created, updated, is_draft: false };
    let setting = Setting { site: &site, locale: &locale, edition: Edition::Standard };
    let design = Design { setting, theme: Theme::standard(LETTER, BRAND) };
    let pages = Foreign::read(three_pages()).unwrap();
    let code = |is_duplex, code: &str, numbers: [&str; 2], count: usize| {
        let foreign = Part::Foreign(ForeignPart { title: "Scan", language: "en", code, pages: &pages });
        let parts = [foreign, Part::Note(&head, &[], design.clone())];
        let mut shaper = Shaper::new(&fonts);
        let bound = bind(&head, &design, &parts, is_duplex, &mut shaper, &mut Notes::default()).unwrap();
        let is_filled = matches!(&bound.parts[1], BoundPart::Foreign { is_filled: true, .. });
        assert_eq!(
            (
                is_filled,
                bound.pages() + usize::from(is_filled) - part(&bound, 0).pages.len() - part(&bound, 2).pages.len()
            ),
            (is_duplex, count)
        );
        assert_eq!(contents(&bound).into_iter().map(|(_, words)| words).collect::<Vec<_>>(), numbers);
        bound.metadata.code
    };
    let plain = code(false, "", ["Scan: 2", "Cover: 5"], 3);
    code(true, "", ["Scan: 3", "Cover: 7"], 4);
    assert_ne!(code(false, "another", ["Scan: 2", "Cover: 5"], 3), plain);
}

#[test]
fn a_cover_from_right_to_left_is_mirrored() {
    let at = |language| {
        let titles = [("Fever", "en"), ("الحمى", "ar")];
        let cover = bound(&titles, language, false, &Theme::standard(LETTER, BRAND), |bound| part(bound, 0).clone());
        let is_list = |item: &&crate::layout::handout::Item| matches!(item.owner, Owner::Node(node) if matches!(cover.tree.node(node).role, Role::Link | Role::Span));
        let list = cover.pages[0].items.iter().filter(is_list);
        let glyphs = list.filter_map(|item| match &item.ink {
            Ink::Glyphs { origin, run, .. } => Some((run.text.trim().to_owned(), origin.x)),
            _ => None,
        });
        let glyphs: Vec<(String, f32)> = glyphs.collect();
        let x = |words: &str| glyphs.iter().find(|(text, _)| text == words).map(|(_, x)| *x).unwrap();
        // Both titles stand at the start edge, whatever direction their own letters have.
        (x("Fever"), x("الحمى"))
    };
    let middle = LETTER.width / 2.0;
    let ((english, arabic), (english_rtl, arabic_rtl)) = (at("en"), at("ar"));
    assert!(english < middle && arabic < middle, "{english} {arabic}");
    assert!(english_rtl > middle && arabic_rtl > middle, "{english_rtl} {arabic_rtl}");
    assert!((english - arabic).abs() < 3.0);
}

#[test]
fn titles_are_tagged_with_their_language() {
    let titles = [("Fever", "en"), ("Fiebre", "es")];
    let tree = bound(&titles, "en", false, &Theme::standard(LETTER, BRAND), |bound| part(bound, 0).tree.clone());
    let spans = tree.nodes.iter().filter(|node| node.role == Role::Span);
    assert_eq!(spans.map(|node| node.language.as_deref()).collect::<Vec<_>>(), [Some("es")]);
    let roles = |role| tree.nodes.iter().filter(|node| node.role == role).count();
    assert_eq!((roles(Role::Contents), roles(Role::ContentsItem), roles(Role::Reference)), (1, 2, 2));
}

#[test]
fn the_code_of_a_packet_is_that_of_its_parts_on_any_paper() {
    let code = |titles: &[(&str, &str)], theme| bound(titles, "en", false, &theme, |bound| bound.metadata.code.clone());
    let letter = || Theme::standard(LETTER, BRAND);
    let one = code(&[("A", "en"), ("B", "en")], letter());
    assert_eq!(code(&[("A", "en"), ("B", "en")], Theme::standard(A4, BRAND)), one);
    assert_ne!(code(&[("B", "en"), ("A", "en")], letter()), one);
    assert_ne!(code(&[("A", "en"), ("C", "en")], letter()), one);
}

#[test]
fn the_schema_is_json() {
    assert!(schema().contains("\"callout\"") && schema().ends_with("}\n"));
}

#[test]
fn what_cannot_be_bound_is_told() {
    let (fonts, site, locale) = (Fonts::new(), Site::default(), Locale::of("en").0);
    let head = |title: &str| Head { title: title.into(), ..Head::default() };
    let setting = Setting { site: &site, locale: &locale, edition: Edition::Standard };
    let design = Design { setting, theme: Theme::standard(LETTER, BRAND) };
    // No font has a character of private use: in the cover, then in a part.
    let (sound, odd) = (head("Fever"), head("Fever \u{f8ff}"));
    for (cover, part) in [(&odd, &sound), (&sound, &odd)] {
        let mut notes = Notes::default();
        let parts = [Part::Note(part, &[], design.clone())];
        let bound = bind(cover, &design, &parts, false, &mut Shaper::new(&fonts), &mut notes);
        assert!(bound.is_none() && notes.has_errors(), "{notes:#?}");
    }
}
