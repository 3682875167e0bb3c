//! A handout in two languages as one page: side by side where there is room, else block below block.

use maud::{Markup, html};

use super::about::Page;
use super::shell::Shell;
use super::style;
use super::writer::{Sources, Writer, direction_name};
use crate::document::{Bilingual, Block, Document, Row};
use crate::locale::Locale;

/// What the names of the parts of each language begin with.
const PREFIXES: [&str; 2] = ["o-", "t-"];

/// One of the two languages.
struct Side<'s> {
    /// 0 for the original, 1 for the translation.
    at: usize,
    document: &'s Document<'s>,
    writer: Writer<'s>,
}

/// A handout in two languages as one file of HTML; `locales` are those of the original and of the translation. What is said
/// of the page as a whole is in the original's language.
pub fn bilingual_page(bilingual: &Bilingual, locales: [&Locale; 2], page: &Page) -> String {
    let Bilingual { whole, rows, .. } = bilingual;
    let shared = Sources::default();
    let own = PREFIXES.map(Sources::new);
    // Both cite one list, or each its own.
    let is_one_list = whole.blocks.iter().any(|block| matches!(block, Block::References(_)));
    let side = |at: usize| Side {
        at,
        document: bilingual.sides()[at],
        writer: Writer::new(locales[at], PREFIXES[at], if is_one_list { &shared } else { &own[at] }),
    };
    let sides = [side(0), side(1)];
    let writer = Writer::new(locales[0], "", &shared);
    let body = html! {
        (writer.masthead(&whole.masthead))
        main {
            (pair(&sides, |side| side.writer.title(side.document.folio.draft, &side.document.title)))
            @for row in rows {
                @match row {
                    Row::Abreast { original, translation } => {
                        @let ranges = [original, translation];
                        (pair(&sides, |side| side.writer.blocks(&side.document.blocks[ranges[side.at].clone()])))
                    }
                    Row::Once(range) => (writer.blocks(&whole.blocks[range.clone()])),
                }
            }
        }
        // The code names what both say, and is told once.
        footer { (pair(&sides, |side| side.writer.imprint(side.document, page, side.at == 0))) }
    };
    let languages = bilingual.sides().map(|document| document.metadata.language.as_str());
    let shell = Shell {
        metadata: &whole.metadata,
        languages: &languages,
        masthead: &whole.masthead,
        locale: locales[0],
        page,
        style: style::TWO_LANGUAGES,
        // Each side says it of itself.
        is_upright: false,
    };
    shell.around(&body)
}

/// What both languages say, side by side; nothing stands beside what one of them lacks.
fn pair(sides: &[Side; 2], content: impl Fn(&Side) -> Markup) -> Markup {
    html! {
        div.pair {
            @for side in sides {
                @let content = content(side);
                @if content.0.is_empty() {
                    div {}
                } @else {
                    div.upright[!side.writer.has_italics()] lang=(side.document.metadata.language)
                        dir=(direction_name(side.writer.locale.direction())) { (content) }
                }
            }
        }
    }
}
