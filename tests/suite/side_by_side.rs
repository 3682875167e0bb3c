//! Two languages on one page: each in its own half, in its own direction and its own voice; nothing lost, nothing over
//! anything else.

use handout::article::Article;
use handout::document::{Bilingual, Setting, compose_bilingual};
use handout::layout::handout::{Handout, NodeId, Owner, Page, Tree};
use handout::layout::{BilingualContext, lay_out_bilingual};
use handout::locale::Locale;
use handout::pdf::{self, StreamCache};
use handout::site::{Edition, Site};
use handout::text::Shaper;
use handout::theme::{self, Theme};

use super::clinic::{self, FONTS, article_at, content, home, overlay, site};
use super::extraction::{compare_words, words_told};
use super::grown::grow_pair;
use super::pagination::bytes;
use super::{ink, tagged};

const SITE: &str = "name: Clinic\ncontacts:\n  - {id: nurse, label: Nurse line, phone: 555-0100}\nemergency: \"911\"\n";

/// Does something with an article and its translation as they are composed side by side.
fn composed<T>([original, translation]: [(&Article, &Site); 2], work: impl FnOnce(&Bilingual, [&Locale; 2]) -> T) -> T {
    let [one, other] =
        [original, translation].map(|(article, site)| Locale::with(article.language.tag(), site.labels.as_deref()).0);
    let edition = Edition::Bilingual;
    let document = compose_bilingual(
        (original.0, Setting { site: original.1, locale: &one, edition }),
        (translation.0, Setting { site: translation.1, locale: &other, edition }),
    );
    work(&document, [&one, &other])
}

/// Lays an article and its translation out and writes them, which has to come through without a word; checks the ink, and
/// that nothing is lost. The text of a PDF whose languages are on pages of their own is another: both have the code.
fn typeset(pair: [(&Article, &Site); 2], theme: &Theme) -> (Handout, Vec<u8>) {
    composed(pair, |document, locales| {
        let mut notes = handout::diagnostics::Notes::default();
        let mut shaper = Shaper::new(&FONTS);
        let context = BilingualContext { locales, theme, shaper: &mut shaper };
        let handout = lay_out_bilingual(document, context, &mut notes).expect("a handout");
        assert!(notes.is_empty(), "{:#?}", notes.sorted());
        let faults = faults(&handout, theme);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        let pdf = pdf::write(std::slice::from_ref(&handout), &FONTS, &StreamCache::default()).expect("a file");
        if !is_on_facing_pages(theme) {
            compare_words(&document.whole.metadata.title, &pdf, &words_told(|see| document.walk(see)));
        }
        (handout, pdf.into_bytes())
    })
}

/// What is wrong with the ink. A page that faces a longer text in the other language may have nothing on it.
fn faults(handout: &Handout, theme: &Theme) -> Vec<String> {
    let mut faults = ink::faults(handout, theme, &FONTS);
    faults.retain(|fault| !is_on_facing_pages(theme) || !fault.ends_with(ink::NOTHING));
    faults
}

fn is_on_facing_pages(theme: &Theme) -> bool {
    theme.types.body.size > 14.0
}

fn bilingual() -> Theme {
    Theme::bilingual(theme::LETTER, theme::BRAND)
}

fn read(language: &str, body: &str) -> (Article, Site) {
    let site = site(SITE);
    let yaml = format!("created: 2026-01-01\nupdated: 2026-01-01\n{body}");
    (article_at("fever", Some(language), &yaml, &site), site)
}

fn english() -> (Article, Site) {
    read(
        "en",
        "title: Fever\nsections:\n  - heading: Rest\n    body:\n      - Rest in bed.\n      - bullets: [tea, water]\n",
    )
}

fn arabic() -> (Article, Site) {
    read(
        "ar",
        "title: الحمى\nsections:\n  - heading: الراحة\n    body:\n      - استرح في السرير.\n      - bullets: [شاي, ماء]\n",
    )
}

/// The samples that are there in two languages.
#[test]
fn every_translated_sample_is_its_two_articles_row_by_row() {
    let text = |name: &str| std::fs::read_to_string(content().0.join(name)).expect("a file");
    let one = site(&text("handout.yaml"));
    let other = overlay(&text("handout.es.yaml"), Some(&one));
    let folder = home().join("content/side-effects");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        let Some(id) = name.strip_suffix(".es.yaml").map(|id| format!("side-effects/{id}")) else { continue };
        let original = article_at(&id, None, &text(&format!("{id}.yaml")), &one);
        let translation = article_at(&id, Some("es"), &text(&format!("{id}.es.yaml")), &other);
        for theme in [bilingual(), Theme::bilingual(theme::A4, theme::BRAND), Theme::large(theme::LETTER, theme::BRAND)]
        {
            typeset([(&original, &one), (&translation, &other)], &theme);
        }
        count += 1;
    }
    assert!(count > 1, "{count} samples");
}

/// The language of a node: its own, else that of what it is part of; `None` for the document's.
fn language(tree: &Tree, node: NodeId) -> Option<&str> {
    let node = tree.node(node);
    node.language.as_deref().or_else(|| language(tree, node.parent?))
}

/// Where the ink of each language stands on a page: the first and the last point of the original's, of the translation's.
fn halves(handout: &Handout, page: usize, tag: &str) -> [(f32, f32); 2] {
    let mut halves = [(f32::MAX, f32::MIN); 2];
    for item in &handout.pages[page].items {
        let (Owner::Node(node), Some(area)) = (item.owner, ink::area(item, &FONTS)) else { continue };
        if ink::is_furniture(item.owner, &handout.tree) {
            continue;
        }
        let half = &mut halves[usize::from(language(&handout.tree, node) == Some(tag))];
        *half = (half.0.min(area.start), half.1.max(area.end));
    }
    halves
}

#[test]
fn the_original_keeps_the_start_of_the_page() {
    let ((one, clinic), (other, _)) = (english(), arabic());
    // 54 points of margin, columns of 243 points, 18 between them.
    let (handout, _) = typeset([(&one, &clinic), (&other, &clinic)], &bilingual());
    let [original, translation] = halves(&handout, 0, "ar");
    assert!(original.0 < 60.0 && original.1 <= 297.0, "{original:?}");
    assert!(translation.0 >= 315.0 && (translation.1 - 558.0).abs() < 2.0, "{translation:?}");
    // With Arabic first, the page begins on the right.
    let (handout, _) = typeset([(&other, &clinic), (&one, &clinic)], &bilingual());
    let [original, translation] = halves(&handout, 0, "en");
    assert!(original.0 >= 315.0 && (original.1 - 558.0).abs() < 2.0, "{original:?}");
    assert!(translation.0 < 60.0 && translation.1 <= 297.0, "{translation:?}");
}

/// Text of every element that says its language, with what the tags around it are.
#[test]
fn each_block_is_tagged_with_its_language() {
    let ((one, clinic), (other, _)) = (english(), arabic());
    let (_, pdf) = typeset([(&one, &clinic), (&other, &clinic)], &bilingual());
    let foreign = tagged::read(&pdf).foreign();
    assert!(foreign.iter().all(|(language, _)| language == "ar"), "{foreign:?}");
    let said: String = foreign.iter().map(|(_, text)| text.as_str()).collect();
    for words in ["الحمى", "الراحة", "استرح في السرير.", "شاي", "ماء"] {
        assert!(said.contains(words), "{words} is not tagged: {foreign:?}");
    }
    assert!(!said.contains("Rest"), "{foreign:?}");
}

/// What both languages say at one height stands on one baseline, in scripts of different leading, too.
#[test]
fn rows_begin_level() {
    let ((one, clinic), (other, _)) = (english(), arabic());
    let (handout, _) = typeset([(&one, &clinic), (&other, &clinic)], &bilingual());
    let baseline = |words: &str| {
        let lines = handout.pages[0].items.iter().filter_map(|item| ink::area(item, &FONTS)?.line);
        lines.filter(|(text, ..)| text.contains(words)).map(|(_, y, _)| y).next_back()
    };
    for (words, others) in [("Fever", "الحمى"), ("bed.", "السرير"), ("tea", "شاي")] {
        let (one, other) = (baseline(words).expect("a line"), baseline(others).expect("a line"));
        assert!((one - other).abs() < 0.1, "{words}: {one} and {other}");
    }
}

#[test]
fn sources_that_both_name_are_printed_once() {
    let with = |language, title: &str, text: &str| {
        let body = format!("    body: Text.[@a]\nreferences:\n  - {{id: a, text: {text}}}\n");
        read(language, &format!("title: {title}\nsections:\n  - heading: {title}\n{body}"))
    };
    let (one, clinic) = with("en", "Fever", "A source. 2020.");
    for (text, count) in [("A source. 2020.", 1), ("Otra fuente. 2021.", 2)] {
        let (other, _) = with("es", "Fiebre", text);
        let (handout, pdf) = typeset([(&one, &clinic), (&other, &clinic)], &bilingual());
        let mut notes = String::new();
        tagged::read(&pdf).dump(0, &mut notes);
        assert_eq!(notes.matches("Note ID\n").count(), count, "{text}: {notes}");
        // Each citation leads to a source, and says so in its own language.
        let links: Vec<&str> = handout.pages[0].links.iter().map(|link| link.contents.as_str()).collect();
        assert!(links.contains(&"References 1") && links.contains(&"Referencias 1"), "{links:?}");
    }
}

/// What the clinic says in one language alone is not said twice.
#[test]
fn small_print_that_is_not_translated_is_printed_once() {
    let clinic = site(&format!("{SITE}disclaimer: Ask your care team.\n"));
    let ((one, _), (other, _)) = (english(), arabic());
    composed([(&one, &clinic), (&other, &clinic)], |document, _| {
        let told = words_told(|see| document.walk(see)).concat();
        assert_eq!(told.matches("Ask your care team.").count(), 1, "{told}");
    });
    for theme in [bilingual(), Theme::large(theme::LETTER, theme::BRAND)] {
        let (handout, _) = typeset([(&one, &clinic), (&other, &clinic)], &theme);
        let text = |page: &Page| -> String {
            page.items.iter().filter_map(|item| Some(ink::area(item, &FONTS)?.line?.0)).collect::<Vec<_>>().join(" ")
        };
        let text: String = handout.pages.iter().map(text).collect();
        assert_eq!(text.matches("Ask your care team.").count(), 1, "{text}");
    }
}

/// In large print, columns would be too narrow: the original is on the left-hand page, which has an even number, and the
/// translation of just that beside it.
#[test]
fn large_print_has_the_two_languages_on_facing_pages() {
    let sections = |word: &str| -> String {
        let section = |n| format!("  - heading: {word} {n}\n    body:\n{}", format!("      - {word} {n}.\n").repeat(6));
        (1..6).map(section).collect()
    };
    let (one, clinic) = read("en", &format!("title: Fever\nsections:\n{}", sections("Rest")));
    let (other, _) = read("es", &format!("title: Fiebre\nsections:\n{}", sections("Descanso")));
    let large = Theme::large(theme::LETTER, theme::BRAND);
    let (handout, pdf) = typeset([(&one, &clinic), (&other, &clinic)], &large);
    // A viewer shows them as they lie on a table.
    let view = |pdf: &[u8]| {
        let file = lopdf_reader::Document::load_mem(pdf).expect("a PDF");
        let catalog = file.catalog().expect("a catalog");
        let viewer = catalog.get(b"ViewerPreferences").and_then(|found| found.as_dict()).expect("preferences");
        (catalog.has(b"PageLayout"), viewer.has(b"Direction"))
    };
    assert_eq!(view(&pdf), (true, false));
    let ((arabic, _), (english, _)) = (arabic(), english());
    assert_eq!(view(&typeset([(&arabic, &clinic), (&english, &clinic)], &large).1), (true, true));
    assert_eq!(view(&typeset([(&one, &clinic), (&other, &clinic)], &bilingual()).1), (false, false));
    assert!(handout.pages.len() > 4 && handout.pages.len() % 2 == 1, "{} pages", handout.pages.len());
    for page in (1..handout.pages.len()).step_by(2) {
        let ([original, none], [nothing, translation]) =
            (halves(&handout, page, "es"), halves(&handout, page + 1, "es"));
        assert!(original.1 > 0.0 && translation.1 > 0.0, "page {page}: {original:?} {translation:?}");
        assert!(none.1 < 0.0 && nothing.1 < 0.0, "page {page}: {none:?} {nothing:?}");
    }
}

/// Titles alone would leave most of the first page empty.
#[test]
fn key_points_stand_on_the_first_of_facing_pages_where_closer_spacing_makes_room() {
    let article = |language: &str, words: &str, count: usize| {
        let points = format!("  - {words}\n").repeat(count);
        read(
            language,
            &format!("title: {words}\nsummary:\n{points}sections:\n  - heading: {words}\n    body: {words}\n"),
        )
    };
    let has_points = |count: usize, fits_sheets: bool| {
        let ((one, clinic), (other, _)) = (article("en", "Rest", count), article("es", "Descanse", count));
        let theme = Theme { fits_sheets, ..Theme::large(theme::LETTER, theme::BRAND) };
        let (handout, _) = typeset([(&one, &clinic), (&other, &clinic)], &theme);
        let rows = super::sheet::rows(&handout.pages[0], &handout.tree, &FONTS);
        let on_first = ["• Rest", "• Descanse"].map(|words| rows.iter().filter(|row| row.text == words).count());
        assert!([[0, 0], [count, count]].contains(&on_first), "{count}: {on_first:?}");
        on_first[0] > 0
    };
    let most = |fits_sheets: bool| (1..20).take_while(|count| has_points(*count, fits_sheets)).count();
    let (loose, close) = (most(false), most(true));
    assert!(1 < loose && loose < close && close < 19, "{loose} {close}");
}

/// Articles that have nothing to do with each other are the hardest to set side by side.
#[test]
fn grown_pairs_lose_no_line_and_print_none_over_another() {
    // Beyond the first: those in which a number stood too close to what it means, in columns and on facing pages.
    for seed in (0..24).chain([69, 237, 289]) {
        let grown = grow_pair([&bytes(seed, 2000), &bytes(seed + 1000, 2000)], &clinic::FONTS);
        let [one, other] = &grown.articles;
        let name = format!("seed {seed}");
        if !is_on_facing_pages(&grown.theme) {
            composed([(one, &grown.site), (other, &grown.site)], |document, _| {
                compare_words(&name, &grown.pdf, &words_told(|see| document.walk(see)));
            });
        }
        assert!(!grown.handout.pages.is_empty());
    }
}
