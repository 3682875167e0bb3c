//! What a handout says in two languages: an original and its translation, block beside block.

use std::ops::Range;

use super::align::align;
use super::code::code_of;
use super::compose::{Setting, compose};
use super::{Block, Document, Folio, Masthead, Metadata, Reference, Title, Words};
use crate::article::{self, Article};
use crate::locale::Locale;

/// One handout in two languages.
#[derive(Clone, Debug)]
pub struct Bilingual<'a> {
    /// What is said once for both: the clinic, the sources where both have the same ones, and what the file says of
    /// itself. Its title and what it would repeat on every page are empty: both languages have their own.
    pub whole: Document<'a>,
    /// The original. Its masthead is empty.
    pub original: Document<'a>,
    /// The translation. Its masthead is empty.
    pub translation: Document<'a>,
    /// What stands beside what, below the titles. Each block of the three documents is in one row. Rows are in the order of
    /// both languages, but for the sources that both share: those come last.
    pub rows: Vec<Row>,
}

/// Blocks that stand side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Blocks of the original and those of the translation; one of the two may be empty.
    Abreast {
        /// Indexes of the original's blocks.
        original: Range<usize>,
        /// Indexes of the translation's blocks.
        translation: Range<usize>,
    },
    /// Blocks that are said once: indexes into those of the whole.
    Once(Range<usize>),
}

/// What an original and its translation say side by side, each for its own language's clinic and in its own words.
pub fn compose_bilingual<'a>(
    (original, setting): (&'a Article, Setting<'a>),
    (translation, other_setting): (&'a Article, Setting<'a>),
) -> Bilingual<'a> {
    let mut one = compose(original, setting);
    let mut other = compose(translation, other_setting);
    let (end, other_end) = (tail_start(&one), tail_start(&other));
    let serves_both = is_one_list(original, translation);
    let once = if serves_both { take_references(&mut one, &mut other) } else { None };
    let mut rows = Vec::new();
    // The notice that a translation is outdated has no like in the original.
    let notice = usize::from(translation.outdated.is_some() && !other.blocks.is_empty());
    if notice > 0 {
        rows.push(Row::Abreast { original: 0..0, translation: 0..1 });
    }
    rows.extend(align((&one.blocks, 0..end), (&other.blocks, notice..other_end)));
    let mut blocks = Vec::new();
    let (length, other_length) = (one.blocks.len(), other.blocks.len());
    match once {
        Some((mut references, (at, other_at))) => {
            // What stands once comes last. Before it, what both languages say, without the headings of the list.
            let (heading, other_heading) = (at - 1, other_at - 1);
            rows.extend(align((&one.blocks, end..heading), (&other.blocks, other_end..other_heading)));
            rows.extend(align((&one.blocks, at..length), (&other.blocks, other_at..other_length)));
            rows.push(Row::Abreast { original: heading..at, translation: other_heading..other_at });
            rows.push(Row::Once(0..1));
            number_for_both(&mut references, (setting.locale, other_setting.locale));
            blocks.push(Block::References(references));
        }
        None => rows.extend(align((&one.blocks, end..length), (&other.blocks, other_end..other_length))),
    }
    let masthead = joined_masthead(&mut one, &mut other);
    let metadata = joined_metadata(&one.metadata, &other.metadata);
    let mut whole = Document { metadata, masthead, title: Title::default(), blocks, folio: Folio::default() };
    whole.metadata.code = code_of(&[(&whole, setting), (&one, setting), (&other, other_setting)]);
    one.metadata.code.clone_from(&whole.metadata.code);
    other.metadata.code.clone_from(&whole.metadata.code);
    Bilingual { whole, original: one, translation: other, rows }
}

impl<'a> Bilingual<'a> {
    /// Both languages, the original first.
    pub fn sides(&self) -> [&Document<'a>; 2] {
        [&self.original, &self.translation]
    }
}

/// Where what follows the sections begins: the QR code, the sources, the small print.
fn tail_start(document: &Document) -> usize {
    let blocks = &document.blocks;
    let is_tail = |block: &Block| matches!(block, Block::ScanCode(_) | Block::References(_) | Block::SmallPrint(_));
    let first = blocks.iter().position(is_tail).unwrap_or(blocks.len());
    let is_headed = matches!(blocks.get(first), Some(Block::References(_)));
    let is_heading = |index: &usize| matches!(blocks[*index], Block::Heading(_));
    first.checked_sub(1).filter(is_heading).filter(|_| is_headed).unwrap_or(first)
}

/// Whether both name the same sources in the same order, one of them perhaps some more at the end, so that one list serves
/// both.
fn is_one_list(original: &Article, translation: &Article) -> bool {
    let names = |reference: &article::Reference| {
        (reference.text.plain(), reference.doi.clone(), reference.pmid.clone(), reference.url.clone())
    };
    let (one, other) = (&original.references, &translation.references);
    !one.is_empty() && !other.is_empty() && one.iter().zip(other).all(|(one, other)| names(one) == names(other))
}

/// Takes the list of sources out of both documents; returns that of the original with what only the translation has, and
/// where in each document it stood.
fn take_references<'a>(
    one: &mut Document<'a>,
    other: &mut Document<'a>,
) -> Option<(Vec<Reference<'a>>, (usize, usize))> {
    let (at, other_at) = (headed_references(one)?, headed_references(other)?);
    let (Block::References(mut all), Block::References(others)) =
        (one.blocks.remove(at), other.blocks.remove(other_at))
    else {
        return None;
    };
    for Reference { label, words } in others.into_iter().skip(all.len()) {
        all.push(Reference { label, words: words.foreign(&other.metadata.language) });
    }
    Some((all, (at, other_at)))
}

/// Index of the list of sources below its heading.
fn headed_references(document: &Document) -> Option<usize> {
    let is_headed = |pair: &[Block]| matches!(pair, [Block::Heading(_), Block::References(_)]);
    document.blocks.windows(2).position(is_headed).map(|heading| heading + 1)
}

/// Numbers a list that both languages cite: "1. ۱." where their digits differ.
fn number_for_both(references: &mut [Reference], (locale, other): (&Locale, &Locale)) {
    for (reference, number) in references.iter_mut().zip(1..) {
        let (number, other_number) = (locale.number(number), other.number(number));
        reference.label = match number == other_number {
            true => format!("{number}."),
            false => format!("{number}. {other_number}."),
        };
    }
}

/// The clinic's words in both languages, each once where they are the same. Both documents lose theirs.
fn joined_masthead<'a>(one: &mut Document<'a>, other: &mut Document<'a>) -> Masthead<'a> {
    let language = other.metadata.language.clone();
    let (one, other) = (std::mem::take(&mut one.masthead), std::mem::take(&mut other.masthead));
    Masthead {
        logo: one.logo.or(other.logo),
        name: joined(one.name, other.name, &language),
        tagline: joined(one.tagline, other.tagline, &language),
        affiliate: joined(one.affiliate, other.affiliate, &language),
    }
}

/// Words of the original, and those of the translation behind them if they are others.
fn joined<'a>(one: Option<Words<'a>>, other: Option<Words<'a>>, language: &str) -> Option<Words<'a>> {
    match (one, other) {
        (Some(mut one), Some(other)) if one.plain() != other.plain() => {
            one.push("\u{a0}· ");
            one.inlines.extend(other.foreign(language).inlines);
            Some(one)
        }
        (None, Some(other)) => Some(other.foreign(language)),
        (one, _) => one,
    }
}

/// Both titles, everybody who wrote it, all search words. It is in the original's language first; it was first published
/// when the older of the two was, and changed when the newer did.
fn joined_metadata(one: &Metadata, other: &Metadata) -> Metadata {
    let joined = |one: &[String], other: &[String]| {
        let more = other.iter().filter(|word| !one.contains(word));
        one.iter().chain(more).cloned().collect()
    };
    Metadata {
        title: format!("{} / {}", one.title, other.title),
        language: one.language.clone(),
        authors: joined(&one.authors, &other.authors),
        subject: one.subject.clone(),
        keywords: joined(&one.keywords, &other.keywords),
        created: one.created.min(other.created),
        updated: one.updated.max(other.updated),
        code: String::new(),
    }
}
