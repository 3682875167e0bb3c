//! Articles grown from bytes: every block, in any number, with words long and short. The same bytes give the same
//! article, and no bytes the smallest one. The fuzz target `layout` shares this file.

use std::sync::Arc;

use handout::article::{Article, Context};
use handout::assets::{AssetError, Assets};
use handout::diagnostics::{Notes, Source};
use handout::document::{Setting, compose, compose_bilingual};
use handout::layout::handout::Handout;
use handout::layout::{self, BilingualContext, lay_out, lay_out_bilingual};
use handout::locale::Locale;
use handout::pdf::{self, StreamCache};
use handout::picture::Picture;
use handout::site::{Edition, Site};
use handout::text::Shaper;
use handout::text::fonts::Fonts;
use handout::theme::{self, Theme};
use serde_json::{Value, json};

use super::ink;

const WORDS: [&str; 24] = [
    "a",
    "care",
    "team",
    "twitch",
    "medicine,",
    "you",
    "of",
    "nausea.",
    "acetaminophen",
    "Call",
    "if",
    "0.5 mg",
    "3–5 days",
    "(38 °C)",
    "доктор",
    "ωμέγα",
    "e\u{301}te\u{301}",
    "½",
    "x\u{a0}y",
    "“quoted”",
    "well-being",
    "https://example.org/a/very/long/address?with=query",
    "1.",
    "immunosuppression:",
];

/// Bytes that are used up one after the other; zeros follow.
struct Soil<'a> {
    bytes: std::slice::Iter<'a, u8>,
    /// There are references to cite.
    cites: bool,
    /// There is a list of steps to go on from.
    has_steps: bool,
}

impl Soil<'_> {
    fn byte(&mut self) -> usize {
        self.bytes.next().copied().unwrap_or(0).into()
    }

    fn below(&mut self, limit: usize) -> usize {
        self.byte() % limit
    }

    /// Mostly few, seldom many.
    fn count(&mut self, most: usize) -> usize {
        let byte = self.byte();
        if byte >= 250 { most } else { byte % (most / 4).max(2) }
    }

    fn some(&mut self, most: usize, mut each: impl FnMut(&mut Self) -> Value) -> Value {
        (0..=self.count(most)).map(|_| each(self)).collect()
    }

    fn word(&mut self) -> String {
        match self.byte() {
            byte @ 0..=219 => WORDS[byte % WORDS.len()].to_owned(),
            220..=224 => "w".repeat(1 + self.byte()),
            225..=228 => "e\u{301}".repeat(1 + self.below(90)),
            229..=231 => "Ж\u{ad}".repeat(1 + self.below(40)),
            232..=239 => format!("**{}**", self.plain_word()),
            240..=244 => format!("*{}*", self.plain_word()),
            245..=248 => format!("[{} {}](https://example.org)", self.plain_word(), self.plain_word()),
            249..=251 if self.cites => "[@r0]".to_owned(),
            252.. if self.cites => "[@r0; @r1]".to_owned(),
            _ => "2".to_owned(),
        }
    }

    fn plain_word(&mut self) -> &'static str {
        WORDS[self.below(12)]
    }

    fn words(&mut self, most: usize) -> Value {
        let mut text = String::from("So");
        for _ in 0..self.count(most) {
            text.push(' ');
            text.push_str(&self.word());
        }
        if self.below(8) == 7 {
            text.push(':');
        }
        text.into()
    }

    fn block(&mut self, boxed: bool) -> Value {
        match self.below(if boxed { 10 } else { 14 }) {
            0 | 1 => self.words(200),
            2 => json!({"bullets": self.items(2)}),
            3 => self.steps(boxed),
            4 => json!({"do": self.items(0)}),
            5 => json!({"dont": self.items(0)}),
            6 => json!({"table": self.table()}),
            7 => match self.below(2) {
                0 => self.image("image"),
                _ => self.figure(),
            },
            8 => self.words(1200),
            9 => self.form(boxed),
            kind => {
                let kind = ["emergency", "call", "important", "tip"][kind - 10];
                let mut callout = json!({"callout": kind, "body": self.some(12, |soil| soil.block(true))});
                if self.below(2) == 1 {
                    callout["title"] = self.words(40);
                }
                callout
            }
        }
    }

    /// Steps that begin at any number or go on from others, if there are any before; a box counts by itself.
    fn steps(&mut self, boxed: bool) -> Value {
        let mut steps = json!({"steps": self.items(2)});
        match self.below(8) {
            5 => steps["start"] = (1 + 4 * self.byte().min(249)).into(),
            6 if self.has_steps && !boxed => steps["continue"] = true.into(),
            _ => {}
        }
        self.has_steps |= !boxed;
        steps
    }

    /// A picture with blocks beside it, mostly small ones.
    fn figure(&mut self) -> Value {
        let mut figure = self.image("figure");
        figure["body"] = self.some(4, |soil| soil.nested_block(1));
        if self.below(2) == 1 {
            figure["side"] = "start".into();
        }
        figure
    }

    /// A block with a form of its own; some are boxes themselves.
    fn form(&mut self, boxed: bool) -> Value {
        match self.below(if boxed { 7 } else { 9 }) {
            0 => json!({"schedule": self.schedule()}),
            1 => {
                let cycle = 1 + self.below(40);
                let mut calendar = json!({"cycle": cycle, "take": format!("1-{}", 1 + self.below(cycle))});
                match self.below(3) {
                    1 => calendar["times"] = (1 + self.below(3)).into(),
                    2 => calendar["caption"] = self.words(40),
                    _ => {}
                }
                json!({"calendar": calendar})
            }
            2 => json!({"write_in": self.labels()}),
            3 => json!({"log": self.log()}),
            4 => {
                let mut checklist = json!({"checklist": self.items(2)});
                if self.below(2) == 1 {
                    checklist["title"] = self.words(40);
                }
                checklist
            }
            5 => json!({"definitions": self.definitions()}),
            6 => json!({"number": {"value": self.words(4), "label": self.words(24)}}),
            7 => json!({"teach_back": self.labels()}),
            _ => json!({"zones": self.zones()}),
        }
    }

    fn definitions(&mut self) -> Value {
        self.some(20, |soil| {
            let mut definition = json!({"term": soil.words(4), "meaning": soil.words(80)});
            if soil.below(2) == 1 {
                definition["say"] = soil.words(4);
            }
            definition
        })
    }

    fn log(&mut self) -> Value {
        let mut log = json!({"columns": self.some(12, |soil| soil.words(4)), "rows": 31});
        match self.below(4) {
            0 => log["rows"] = (1 + self.below(31)).into(),
            1 => log["first"] = self.some(20, |soil| soil.words(4)),
            2 => log["caption"] = self.words(40),
            _ => {}
        }
        log
    }

    fn labels(&mut self) -> Value {
        self.some(12, |soil| {
            let label = soil.words(24);
            match soil.below(3) {
                0 => json!({"label": label, "lines": 1 + soil.below(20)}),
                _ => label,
            }
        })
    }

    fn schedule(&mut self) -> Value {
        let medicines = self.some(20, |soil| {
            let mut dose = json!({"name": soil.words(8)});
            for key in ["morning", "noon", "evening", "bedtime", "as_needed", "note"] {
                match soil.below(8) {
                    0 | 1 => dose[key] = soil.words(4),
                    7 => dose[key] = soil.words(200),
                    _ => {}
                }
            }
            dose
        });
        let mut schedule = json!({"medicines": medicines});
        match self.below(3) {
            1 => schedule["blank"] = (1 + self.below(20)).into(),
            2 => schedule["caption"] = self.words(40),
            _ => {}
        }
        schedule
    }

    fn zones(&mut self) -> Value {
        let mut zones = json!({});
        for color in ["red", "green", "yellow"].iter().take(2 + self.below(2)) {
            let mut zone = json!({"label": self.words(20), "when": self.items(1)});
            match self.below(3) {
                0 => zone["do"] = self.items(1),
                1 => zone["call"] = "us".into(),
                _ => {
                    zone["do"] = self.words(60);
                    zone["call"] = "emergency".into();
                }
            }
            zones[color] = zone;
        }
        zones
    }

    /// Items of text and lists, as cells of tables may have them.
    fn text_items(&mut self, depth: usize) -> Value {
        self.some(10, |soil| {
            let text = soil.words(40);
            match soil.below(8) {
                6 if depth > 0 => json!({"text": text, "bullets": soil.text_items(depth - 1)}),
                7 if depth > 0 => json!({"text": text, "steps": soil.text_items(depth - 1)}),
                _ => text,
            }
        })
    }

    fn items(&mut self, depth: usize) -> Value {
        self.some(40, |soil| {
            let text = soil.words(80);
            match soil.below(8) {
                6 if depth > 0 => json!({"text": text, "bullets": soil.items(depth - 1)}),
                7 if depth > 0 => json!({"text": text, "steps": soil.items(depth - 1)}),
                5 if depth > 0 => json!({"text": text, "body": soil.some(3, |soil| soil.nested_block(depth - 1))}),
                4 if depth > 0 => {
                    let mut item = soil.image("image");
                    item["text"] = text;
                    item
                }
                _ => text,
            }
        })
    }

    /// A block in an item of a list.
    fn nested_block(&mut self, depth: usize) -> Value {
        match self.below(6) {
            0 => json!({"table": self.table()}),
            1 => self.image("image"),
            2 => json!({"steps": self.items(depth), "start": 1 + self.byte()}),
            3 => json!({"bullets": self.items(depth)}),
            _ => self.words(80),
        }
    }

    fn table(&mut self) -> Value {
        let columns = 1 + self.count(12);
        let header = self.row(&mut vec![1; columns], 4, 1);
        let count = 1 + self.count(60);
        // Of each column, how many rows a cell from above reaches into yet.
        let mut taken = vec![0; columns];
        let mut rows = Vec::new();
        for index in 0..count {
            let most = if self.below(16) == 15 { 800 } else { 24 };
            rows.push(self.row(&mut taken, most, count - index));
        }
        let mut table = json!({"header": header, "rows": rows});
        match self.below(4) {
            1 => table["row_headers"] = true.into(),
            2 => table["row_headers"] = false.into(),
            _ => {}
        }
        if self.below(2) == 1 {
            table["caption"] = self.words(40);
        }
        table
    }

    /// The cells of a row in the columns that none from above reaches into; `left` counts the rows from it on, of which a
    /// header has one.
    fn row(&mut self, taken: &mut [usize], most: usize, left: usize) -> Value {
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        let mut cells = Vec::new();
        let mut column = 0;
        while column < taken.len() {
            let room = taken[column..].iter().take_while(|rows| **rows == 0).count();
            if room == 0 {
                column += 1;
                continue;
            }
            let (mut columns, mut rows) = (1, 1);
            if self.below(16) == 15 {
                columns = 1 + self.below(room.min(3));
                rows = 1 + self.below(left.min(4));
            }
            // A row in which every column is taken from above could hold no cell.
            if column + columns == taken.len() {
                rows = 1;
            }
            taken[column..column + columns].fill(rows);
            column += columns;
            cells.push(self.cell(most, columns, rows, left == 1 && most == 4));
        }
        cells.into()
    }

    fn cell(&mut self, most: usize, columns: usize, rows: usize, is_header: bool) -> Value {
        let text = self.words(most);
        let kind = if is_header { 0 } else { self.below(32) };
        let mut cell = match kind {
            29 => json!({"bullets": self.some(8, |soil| soil.words(12))}),
            30 => json!({"text": text, "steps": self.some(8, |soil| soil.words(12))}),
            31 if columns * rows == 1 => return json!([text, {"bullets": self.text_items(1)}, self.words(12)]),
            _ if columns * rows == 1 => return text,
            _ => json!({"text": text}),
        };
        cell["columns"] = columns.into();
        cell["rows"] = rows.into();
        cell
    }

    /// A picture that `key` names.
    fn image(&mut self, key: &str) -> Value {
        let name = ["wide.svg", "tall.svg", "dot.svg", "square.svg"][self.below(4)];
        let mut image = json!({key: name, "alt": "A picture"});
        if self.below(4) == 3 {
            image["numbered"] = true.into();
        }
        match self.below(4) {
            1 => image["caption"] = self.words(60),
            2 => image["width"] = format!("{}%", 1 + self.below(100)).into(),
            _ => {}
        }
        image
    }

    fn section(&mut self, depth: usize) -> Value {
        let mut section = json!({"heading": self.words(24), "body": self.some(16, |soil| soil.block(false))});
        if self.below(16) == 15 {
            section["new_page"] = true.into();
        }
        if depth > 0 && self.below(4) == 3 {
            section["sections"] = self.some(4, |soil| soil.section(depth - 1));
        }
        section
    }

    fn article(&mut self) -> Value {
        let mut article = json!({
            "title": self.words(20),
            "created": "2024-05-10",
            "updated": "2024-05-11",
            "sections": self.some(12, |soil| soil.section(2)),
            "references": [{"id": "r0", "text": self.words(60), "doi": "10.1000/a"}, {"id": "r1", "text": "One."}],
        });
        let chosen = self.byte();
        if chosen & 1 > 0 {
            article["kind"] = self.words(4);
        }
        if chosen & 2 > 0 {
            article["summary"] = self.some(10, |soil| soil.words(60));
        }
        if chosen & 4 > 0 {
            article["url"] = "https://example.org/side-effects/fatigue".into();
        }
        if chosen & 8 > 0 {
            article["status"] = "draft".into();
        }
        if chosen & 16 > 0 {
            article["language"] = "es".into();
        }
        article
    }

    fn site(&mut self) -> Value {
        let mut site = json!({
            "emergency": "911",
            "contacts": [{"id": "nurse", "label": self.words(6), "phone": "555-0100", "hours": self.words(12)}],
        });
        let chosen = self.byte();
        if chosen & 1 > 0 {
            site["name"] = self.words(10);
        }
        if chosen & 2 > 0 {
            site["tagline"] = self.words(16);
        }
        if chosen & 4 > 0 {
            site["affiliate"] = self.words(16);
        }
        if chosen & 8 > 0 {
            site["disclaimer"] = self.words(100);
        }
        if chosen & 32 > 0 {
            site["patient_label"] = true.into();
        }
        if chosen & 16 > 0 {
            site["logo"] = ["wide.svg", "tall.svg"][self.below(2)].into();
        }
        site
    }
}

/// Three pictures, as wide, as high and as small as they come.
struct Pictures;

impl Assets for Pictures {
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError> {
        let (width, height) = match path {
            "wide.svg" => (2000, 3),
            "tall.svg" => (3, 2000),
            "square.svg" => (150, 150),
            _ => (1, 1),
        };
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>\
             <rect width='{width}' height='{height}' fill='red'/></svg>"
        );
        let decoded = Picture::decode(path, svg.as_bytes());
        decoded.map(Arc::new).map_err(AssetError::Undecodable)
    }

    fn snippet(&self, _: &str) -> Result<Arc<Source>, AssetError> {
        Err(AssetError::Missing)
    }
}

/// An article, its site, and what came of it.
pub struct Grown {
    pub site: Site,
    pub article: Article,
    pub theme: Theme,
    pub handout: Handout,
    pub pdf: Vec<u8>,
}

/// An article and its translation, and what came of them side by side.
pub struct GrownPair {
    pub site: Site,
    pub articles: [Article; 2],
    pub theme: Theme,
    pub handout: Handout,
    pub pdf: Vec<u8>,
}

/// Grows an article and another that is taken for its translation, sets them side by side and writes them.
///
/// # Panics
/// When one of them does not pass its reading, when they cannot be written, or when their ink is at fault.
pub fn grow_pair([bytes, other_bytes]: [&[u8]; 2], fonts: &Fonts) -> GrownPair {
    let mut soil = Soil { bytes: bytes.iter(), cites: false, has_steps: false };
    let paper = [theme::LETTER, theme::A4][soil.below(2)];
    let theme = match soil.below(3) {
        0 => Theme::large(paper, theme::BRAND),
        _ => Theme::bilingual(paper, theme::BRAND),
    };
    let mut notes = Notes::default();
    let site = soil.read_site(&mut notes);
    let original = soil.read_article(&site, &mut notes);
    let mut soil = Soil { bytes: other_bytes.iter(), cites: false, has_steps: false };
    let articles = [original, soil.read_article(&site, &mut notes)];
    let locales = [0, 1].map(|side| Locale::of(articles[side].language.tag()).0);
    let [one, other] = [0, 1]
        .map(|side| (&articles[side], Setting { site: &site, locale: &locales[side], edition: Edition::Bilingual }));
    let document = compose_bilingual(one, other);
    let mut shaper = Shaper::new(fonts);
    let context = BilingualContext { locales: [&locales[0], &locales[1]], theme: &theme, shaper: &mut shaper };
    let handout = lay_out_bilingual(&document, context, &mut notes);
    let handout = handout.unwrap_or_else(|| panic!("nothing was laid out: {notes:#?}"));
    let mut faults = ink::faults(&handout, &theme, fonts);
    // On pages that face each other, one language may be longer.
    faults.retain(|fault| !fault.ends_with(ink::NOTHING));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let pdf = pdf::write(std::slice::from_ref(&handout), fonts, &StreamCache::default());
    let pdf = pdf.unwrap_or_else(|error| panic!("{error}"));
    GrownPair { site, articles, theme, handout, pdf }
}

impl Soil<'_> {
    /// A site that has to be sound.
    fn read_site(&mut self, notes: &mut Notes) -> Site {
        let site = Site::read(&source("handout.yaml", &self.site()), None, &Pictures, notes);
        site.unwrap_or_else(|| panic!("an unsound site: {notes:#?}"))
    }

    /// An article that has to be sound.
    fn read_article(&mut self, site: &Site, notes: &mut Notes) -> Article {
        self.cites = true;
        let text = source("grown.yaml", &self.article());
        let today = jiff::civil::date(2026, 1, 1);
        let context = Context {
            id: "grown",
            suffix_language: None,
            default_language: &site.language,
            today,
            original: None,
            assets: &Pictures,
        };
        let article = handout::article::load(&text, &context, notes);
        article.iter().for_each(|article| handout::check::clinic(article, site, notes));
        assert!(!notes.has_errors(), "{notes:#?}\n{}", text.text);
        article.unwrap_or_else(|| panic!("an unsound article: {:#?}\n{}", notes, text.text))
    }
}

/// JSON is YAML.
fn source(name: &str, value: &Value) -> Arc<Source> {
    Source::new(name, value.to_string().into_bytes()).expect("it is text")
}

/// Grows an article and its site, which nobody sets.
///
/// # Panics
/// When one of them does not pass its reading.
pub fn grow_article(bytes: &[u8]) -> (Site, Article) {
    let mut soil = Soil { bytes: bytes.iter(), cites: false, has_steps: false };
    let mut notes = Notes::default();
    let site = soil.read_site(&mut notes);
    let article = soil.read_article(&site, &mut notes);
    (site, article)
}

/// Grows an article, sets it and writes it.
///
/// # Panics
/// When the article does not pass its reading, when it cannot be written, or when its ink is at fault.
pub fn grow(bytes: &[u8], fonts: &Fonts) -> Grown {
    let mut soil = Soil { bytes: bytes.iter(), cites: false, has_steps: false };
    let papers = [theme::LETTER, theme::A4];
    let theme = match soil.below(4) {
        0 | 1 => Theme::standard(papers[soil.below(2)], theme::BRAND),
        2 => Theme::large(papers[soil.below(2)], theme::BRAND),
        _ => Theme::compact(papers[soil.below(2)], theme::BRAND),
    };
    let mut notes = Notes::default();
    let site = soil.read_site(&mut notes);
    let article = soil.read_article(&site, &mut notes);
    let (locale, _) = Locale::of(article.language.tag());
    let mut shaper = Shaper::new(fonts);
    let document = compose(&article, Setting { site: &site, locale: &locale, edition: Edition::Standard });
    let context = layout::Context { locale: &locale, theme: &theme, shaper: &mut shaper };
    let handout = lay_out(&document, context, &mut notes);
    let handout = handout.unwrap_or_else(|| panic!("nothing was laid out: {notes:#?}"));
    let faults = ink::faults(&handout, &theme, fonts);
    assert!(faults.is_empty(), "{}\n{article:#?}", faults.join("\n"));
    let pdf = pdf::write(std::slice::from_ref(&handout), fonts, &StreamCache::default());
    let pdf = pdf.unwrap_or_else(|error| panic!("{error}\n{article:#?}"));
    Grown { site, article, theme, handout, pdf }
}
