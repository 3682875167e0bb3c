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
    /// What is said once for both: the clinic, the frame for the patient's label, small print and sources where both have
    /// the same, and what the file says of itself. Its title and what it would repeat on every page are empty: both languages
    /// have their own.
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
    let (one, other) = (compose(original, setting), compose(translation, other_setting));
    let mut pairing = Pairing { one, other, rows: Vec::new(), once: Vec::new() };
    pairing.take_patient_label();
    let small_print = pairing.take_small_print();
    let ends = [tail_start(&pairing.one), tail_start(&pairing.other)];
    let sources = if is_one_list(original, translation) { pairing.take_references() } else { None };
    // The notice that a translation is outdated has no like in the original.
    let notice = usize::from(translation.outdated.is_some() && ends[1] > 0);
    if notice > 0 {
        pairing.rows.push(Row::Abreast { original: 0..0, translation: 0..notice });
    }
    pairing.align([0..ends[0], notice..ends[1]]);
    pairing.add_tail(ends, small_print, sources, [setting.locale, other_setting.locale]);
    pairing.finish([setting, other_setting])
}

/// Two documents while it is found out what stands beside what.
struct Pairing<'a> {
    one: Document<'a>,
    other: Document<'a>,
    rows: Vec<Row>,
    /// What is said once.
    once: Vec<Block<'a>>,
}

/// The sources of both languages, and where in each document their list stood.
type Sources<'a> = (Vec<Reference<'a>>, [usize; 2]);

impl<'a> Pairing<'a> {
    /// The frame for the patient's label, which both documents begin with, is drawn once.
    fn take_patient_label(&mut self) {
        let first = [self.one.blocks.first(), self.other.blocks.first()];
        let [Some(Block::PatientLabel(one)), Some(Block::PatientLabel(other))] = first else { return };
        let label = joined(Some(one.clone()), Some(other.clone()), &self.other.metadata.language);
        self.one.blocks.remove(0);
        self.other.blocks.remove(0);
        self.push_once(Block::PatientLabel(label.expect("there are two")));
    }

    /// Small print that the clinic has in one language alone: both documents end with the same words.
    fn take_small_print(&mut self) -> Vec<Block<'a>> {
        let start = |document: &Document| {
            let count = document.blocks.iter().rev().take_while(|block| matches!(block, Block::SmallPrint(_))).count();
            document.blocks.len() - count
        };
        let words = |block: &Block| match block {
            Block::SmallPrint(words) => Some(words.plain()),
            _ => None,
        };
        let (start, other_start) = (start(&self.one), start(&self.other));
        let (one, other) = (&self.one.blocks[start..], &self.other.blocks[other_start..]);
        if !one.iter().map(words).eq(other.iter().map(words)) {
            return Vec::new();
        }
        self.other.blocks.truncate(other_start);
        self.one.blocks.split_off(start)
    }

    fn push_once(&mut self, block: Block<'a>) {
        self.rows.push(Row::Once(self.once.len()..self.once.len() + 1));
        self.once.push(block);
    }

    /// Takes the list of sources out of both documents: that of the original with what only the translation has.
    fn take_references(&mut self) -> Option<Sources<'a>> {
        let at = [headed_references(&self.one)?, headed_references(&self.other)?];
        let (Block::References(mut all), Block::References(others)) =
            (self.one.blocks.remove(at[0]), self.other.blocks.remove(at[1]))
        else {
            return None;
        };
        for Reference { label, words } in others.into_iter().skip(all.len()) {
            all.push(Reference { label, words: words.foreign(&self.other.metadata.language) });
        }
        Some((all, at))
    }

    fn align(&mut self, [range, other_range]: [Range<usize>; 2]) {
        self.rows.extend(align((&self.one.blocks, range), (&self.other.blocks, other_range)));
    }

    /// What follows the sections. What stands once comes last, below the headings that both languages give it.
    fn add_tail(
        &mut self,
        starts: [usize; 2],
        small_print: Vec<Block<'a>>,
        sources: Option<Sources<'a>>,
        locales: [&Locale; 2],
    ) {
        let lengths = [self.one.blocks.len(), self.other.blocks.len()];
        let at = sources.as_ref().map_or(lengths, |(_, at)| *at);
        let headings = if sources.is_some() { at.map(|at| at - 1) } else { at };
        self.align([starts[0]..headings[0], starts[1]..headings[1]]);
        self.align([at[0]..lengths[0], at[1]..lengths[1]]);
        small_print.into_iter().for_each(|block| self.push_once(block));
        let Some((mut references, _)) = sources else { return };
        self.rows.push(Row::Abreast { original: headings[0]..at[0], translation: headings[1]..at[1] });
        number_for_both(&mut references, locales);
        self.push_once(Block::References(references));
    }

    /// Both documents with one code.
    fn finish(self, settings: [Setting<'a>; 2]) -> Bilingual<'a> {
        let Pairing { mut one, mut other, rows, once } = self;
        let masthead = joined_masthead(&mut one, &mut other);
        let metadata = joined_metadata(&one.metadata, &other.metadata);
        let (title, folio) = (Title::default(), Folio::default());
        let mut whole = Document { metadata, masthead, title, blocks: once, folio };
        let [setting, other_setting] = settings;
        let code = code_of(&[(&whole, setting), (&one, setting), (&other, other_setting)]);
        for document in [&mut whole, &mut one, &mut other] {
            document.metadata.code.clone_from(&code);
        }
        Bilingual { whole, original: one, translation: other, rows }
    }
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

/// Index of the list of sources below its heading.
fn headed_references(document: &Document) -> Option<usize> {
    let is_headed = |pair: &[Block]| matches!(pair, [Block::Heading(_), Block::References(_)]);
    document.blocks.windows(2).position(is_headed).map(|heading| heading + 1)
}

/// Numbers a list that both languages cite: "1. ۱." where their digits differ.
fn number_for_both(references: &mut [Reference], [locale, other]: [&Locale; 2]) {
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
