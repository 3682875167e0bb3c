//! The short code on every page: the same for the same words, another for another dose.

use std::sync::Arc;

use handout::article::Context;
use handout::assets::{AssetError, Assets};
use handout::diagnostics::{Notes, Source};
use handout::layout::handout::{Handout, Ink};
use handout::picture::Picture;
use handout::theme::{self, Theme};

use super::clinic::{FONTS, article, letter, site, today, typeset};

const SITE: &str = "\
name: Riverside Cancer Center
contacts:
  - {id: nurse, label: Nurse line, phone: 555-0100}
emergency: \"911\"
";

/// Words that fall on other lines and pages on other paper.
fn yaml() -> String {
    let rest = "Rest when you are tired, and drink a glass of water with each meal. ".repeat(12);
    let section = format!("  - heading: What helps?\n    body:\n      - {rest}\n      - bullets: [{rest}]\n");
    format!(
        "title: Muscle cramps\nkind: Side Effect\ncreated: 2024-05-10\nupdated: 2024-05-11\nsections:\n{}      - Take **0.5 mg** at night.\n      - image: figures/wave.svg\n        alt: A man stretches.\n",
        section.repeat(4)
    )
}

fn handout(yaml: &str, clinic: &str, theme: &Theme) -> Handout {
    let site = site(clinic);
    typeset(&article(yaml, &site), &site, theme, &FONTS).0
}

fn code(yaml: &str, clinic: &str) -> String {
    handout(yaml, clinic, &letter()).metadata.code
}

#[test]
fn every_page_carries_it() {
    let handout = handout(&yaml(), SITE, &letter());
    let code = &handout.metadata.code;
    assert!(handout.pages.len() > 1);
    for page in &handout.pages {
        let shows = |ink: &Ink| matches!(ink, Ink::Glyphs { run, .. } if run.text.contains(code.as_str()));
        assert_eq!(page.items.iter().filter(|item| shows(&item.ink)).count(), 1, "{code}");
    }
}

#[test]
fn it_can_be_read_aloud() {
    for number in 0..50 {
        let code = code(&yaml().replace("0.5 mg", &format!("{number} mg")), SITE);
        let (first, second) = code.split_once('-').expect("two halves");
        assert!([first, second].iter().all(|half| half.len() == 4), "{code}");
        assert!(code.chars().all(|c| "23456789CDFGHJKMNPQRTVWXY-".contains(c)), "{code}");
    }
}

/// Paper, colour and line breaks say nothing.
#[test]
fn the_same_words_have_the_same_code() {
    let on_letter = code(&yaml(), SITE);
    let on_a4 = handout(&yaml(), SITE, &Theme::standard(theme::A4, theme::BRAND));
    assert_eq!(on_a4.metadata.code, on_letter);
    assert_eq!(code(&yaml(), &format!("{SITE}color: \"#5c0b0b\"\n")), on_letter);
    // The words of a label that the handout does not print, and one that says what ours says.
    assert_eq!(code(&yaml(), &format!("{SITE}labels: {{tip: Hint, created: Created}}\n")), on_letter);
}

#[test]
fn whatever_is_said_changes_it() {
    let (words, clinic) = (yaml(), SITE);
    let edits = [
        ("0.5 mg", "5 mg"),
        ("**0.5 mg**", "0.5 mg"),
        ("0.5 mg", "0.5 mL"),
        ("Rest when", "Rest, when"),
        ("2024-05-11", "2024-05-12"),
        ("kind: Side Effect", "kind: Symptom"),
        ("A man stretches", "A woman stretches"),
        ("figures/wave.svg", "logo.svg"),
        ("bullets", "steps"),
    ];
    let mut codes = vec![code(&words, clinic), handout(&words, clinic, &large()).metadata.code];
    for (from, to) in edits {
        assert!(words.contains(from), "{from}");
        codes.push(code(&words.replace(from, to), clinic));
    }
    for (from, to) in [("555-0100", "555-0101"), ("911", "112"), ("Riverside", "Lakeside")] {
        codes.push(code(&words, &clinic.replace(from, to)));
    }
    for label in ["created: Made", "page_of: \"{page} / {pages}\"", "continued: more", "field: \"{label} {value}\""] {
        codes.push(code(&words, &format!("{clinic}labels: {{{label}}}\n")));
    }
    let all = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), all);
}

fn large() -> Theme {
    Theme::large(theme::LETTER, theme::BRAND)
}

/// One drawing for every picture.
struct Drawn(String);

impl Assets for Drawn {
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError> {
        let file = format!("<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'>{}</svg>", self.0);
        Picture::decode(path, file.as_bytes()).map(Arc::new).map_err(AssetError::Undecodable)
    }

    fn snippet(&self, _: &str) -> Result<Arc<Source>, AssetError> {
        Err(AssetError::Missing)
    }
}

/// The code of an article with a picture of this content.
fn code_of_drawing(content: &str) -> String {
    let yaml = "title: Muscle cramps\nkind: Side Effect\ncreated: 2024-05-10\nupdated: 2024-05-11\nsections:\n  \
                - heading: What helps?\n    body:\n      - Rest.\n      - image: a.svg\n        alt: A man stretches.\n";
    let (site, mut notes) = (site(SITE), Notes::default());
    let source = Source::new("article.yaml", yaml.into()).expect("UTF-8");
    let assets = Drawn(content.to_owned());
    let context = Context {
        id: "article",
        suffix_language: None,
        default_language: &site.language,
        today: today(),
        original: None,
        assets: &assets,
    };
    let article = handout::article::load(&source, &context, &mut notes);
    assert!(notes.is_empty(), "{:#?}", notes.sorted());
    typeset(&article.expect("a sound article"), &site, &letter(), &FONTS).0.metadata.code
}

/// Whatever is seen of a drawing counts: its colours, where they run, what is cut off, how far it is see-through.
#[test]
fn whatever_a_drawing_shows_changes_it() {
    let content = "<linearGradient id='g'><stop stop-color='#f00'/><stop offset='1' stop-color='#00f'/></linearGradient>
        <clipPath id='c'><circle cx='40' cy='40' r='30'/></clipPath>
        <mask id='m'><rect width='80' height='80' fill='#888'/></mask>
        <pattern id='p' patternUnits='userSpaceOnUse' width='10' height='10'><rect width='5' height='5'/></pattern>
        <rect width='80' height='80' fill='url(#g)' clip-path='url(#c)'/><g opacity='.5'><rect width='20' height='20'/></g>
        <rect x='60' width='20' height='20' mask='url(#m)'/><path d='M0 80H80' stroke='url(#g)' stroke-width='5'/>
        <rect y='60' width='50' height='20' fill='url(#p)'/><!-- a word of the designer -->";
    let edits = [
        ("#00f", "#00e"),
        ("offset='1'", "offset='.5'"),
        ("id='g'", "id='g' x2='.5'"),
        ("id='g'", "id='g' spreadMethod='reflect' x2='.5'"),
        ("r='30'", "r='31'"),
        ("clip-path='url(#c)'", ""),
        ("opacity='.5'", "opacity='.6'"),
        ("#888", "#999"),
        ("id='m'", "id='m' style='mask-type:alpha'"),
        ("width='10' height='10'", "width='11' height='10'"),
        ("stroke='url(#g)'", "stroke='url(#p)'"),
    ];
    let mut codes = vec![code_of_drawing(content)];
    assert_eq!(code_of_drawing(&content.replace("a word", "two words")), codes[0], "nobody sees it");
    for (from, to) in edits {
        assert!(content.contains(from), "{from}");
        codes.push(code_of_drawing(&content.replacen(from, to, 1)));
    }
    let all = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), all);
}
