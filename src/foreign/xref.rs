//! Where the objects are (ISO 32000-1, 7.5.4 to 7.5.8): tables and streams as written, or found by looking for them.

use std::collections::{BTreeMap, BTreeSet};

use super::budget::Budget;
use super::error::ForeignError;
use super::filters::decode;
use super::lexer::Lexer;
use super::limits::OBJECTS;
use super::object::{Dictionary, Object, is_regular, is_white};

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Location {
    /// Nowhere any more.
    Free,
    /// At a byte of the file.
    At(usize),
    /// In an object stream, at an index.
    Within(u32, usize),
}

/// The cross-references of a file and the dictionary at their end.
#[derive(Debug, Default)]
pub(super) struct References {
    /// By number.
    pub locations: BTreeMap<u32, Location>,
    /// What the newest trailer says, and where it is silent, an older one.
    pub trailer: Dictionary,
}

fn broken() -> ForeignError {
    ForeignError::Damaged("its index cannot be read")
}

/// Reads the cross-references as they are written, the newest first.
pub(super) fn written(bytes: &[u8], budget: &mut Budget) -> Result<References, ForeignError> {
    let tail = bytes.len().saturating_sub(4096);
    let start = find_last(&bytes[tail..], b"startxref").ok_or_else(broken)? + tail;
    let mut lexer = Lexer::new(bytes, start + b"startxref".len());
    if next_head(bytes, start).is_some() {
        // A later change of the file breaks off: what it says would get lost in silence.
        return Err(broken());
    }
    let mut references = References::default();
    let mut waiting = vec![lexer.natural().ok_or_else(broken)?];
    let mut seen = BTreeSet::new();
    while let Some(offset) = waiting.pop() {
        let offset = usize::try_from(offset).ok().filter(|offset| *offset < bytes.len()).ok_or_else(broken)?;
        if !seen.insert(offset) {
            continue;
        }
        budget.entry()?;
        let trailer = references.section(bytes, offset, budget)?;
        // A hybrid file's stream stands behind its table and before what is older (7.5.8.4): last in, first out.
        for key in [&b"Prev"[..], b"XRefStm"] {
            let next = trailer.get(key).and_then(Object::number);
            waiting.extend(next.filter(|offset| *offset >= 0.0).map(|offset| offset as u64));
        }
        for (key, value) in trailer {
            references.trailer.entry(key).or_insert(value);
        }
    }
    Ok(references)
}

impl References {
    /// Reads one section and tells its trailer.
    fn section(&mut self, bytes: &[u8], offset: usize, budget: &mut Budget) -> Result<Dictionary, ForeignError> {
        let mut lexer = Lexer::new(bytes, offset);
        let is_table = lexer.keyword(b"xref");
        let head = if is_table { None } else { lexer.head() };
        budget.work(lexer.at().saturating_sub(offset))?;
        if is_table {
            return self.table(&mut lexer, budget);
        }
        head.ok_or_else(broken)?;
        let Object::Dictionary(entries) = lexer.object(budget)? else { return Err(broken()) };
        if !entries.get(&b"Type"[..]).is_some_and(|kind| kind.is_name("XRef")) {
            return Err(broken());
        }
        let start = stream_start(bytes, lexer, budget)?.ok_or_else(broken)?;
        let length = entries.get(&b"Length"[..]).and_then(Object::integer).unwrap_or(-1);
        let end = usize::try_from(length).ok().and_then(|length| start.checked_add(length)).ok_or_else(broken)?;
        let data = decode(&entries, bytes.get(start..end).ok_or_else(broken)?, budget)?.ok_or_else(broken)?;
        self.rows(&entries, &data, budget)?;
        Ok(entries)
    }

    fn note(&mut self, number: u64, location: Location, budget: &mut Budget) -> Result<(), ForeignError> {
        budget.entry()?;
        if let Ok(number) = u32::try_from(number)
            && (1..=OBJECTS).contains(&number)
        {
            self.locations.entry(number).or_insert(location);
        }
        Ok(())
    }

    fn table(&mut self, lexer: &mut Lexer<'_>, budget: &mut Budget) -> Result<Dictionary, ForeignError> {
        let start = lexer.at();
        while !lexer.keyword(b"trailer") {
            let (first, count) = lexer.natural().zip(lexer.natural()).ok_or_else(broken)?;
            for index in 0..count {
                let offset = lexer.natural().zip(lexer.natural()).ok_or_else(broken)?.0;
                let location = if lexer.keyword(b"n") {
                    Location::At(usize::try_from(offset).map_err(|_| broken())?)
                } else if lexer.keyword(b"f") {
                    Location::Free
                } else {
                    return Err(broken());
                };
                self.note(first.saturating_add(index), location, budget)?;
            }
        }
        budget.work(lexer.at() - start)?;
        match lexer.object(budget)? {
            Object::Dictionary(trailer) => Ok(trailer),
            _ => Err(broken()),
        }
    }

    /// The rows of a cross-reference stream.
    fn rows(&mut self, entries: &Dictionary, data: &[u8], budget: &mut Budget) -> Result<(), ForeignError> {
        let naturals = |key: &[u8]| -> Option<Vec<usize>> {
            let items = entries.get(key)?.items()?;
            items.iter().map(|item| usize::try_from(item.integer()?).ok()).collect()
        };
        let widths = naturals(b"W").ok_or_else(broken)?;
        let [kind, second, third, ..] = widths[..] else { return Err(broken()) };
        if [kind, second, third].iter().any(|width| *width > 8) || kind + second + third == 0 {
            return Err(broken());
        }
        let mut rows = data.chunks_exact(kind + second + third);
        let size = entries.get(&b"Size"[..]).and_then(Object::integer).unwrap_or(0);
        let index = naturals(b"Index").unwrap_or_else(|| vec![0, usize::try_from(size).unwrap_or(0)]);
        for section in index.chunks_exact(2) {
            let &[first, count] = section else { continue };
            for (at, row) in rows.by_ref().take(count).enumerate() {
                let (a, rest) = row.split_at(kind);
                let (b, c) = rest.split_at(second);
                let location = match if kind == 0 { 1 } else { big_endian(a) } {
                    0 => Location::Free,
                    1 => Location::At(usize::try_from(big_endian(b)).map_err(|_| broken())?),
                    2 => Location::Within(
                        u32::try_from(big_endian(b)).map_err(|_| broken())?,
                        usize::try_from(big_endian(c)).map_err(|_| broken())?,
                    ),
                    _ => continue,
                };
                self.note((first as u64).saturating_add(at as u64), location, budget)?;
            }
        }
        Ok(())
    }
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte))
}

/// Where the data of a stream start, if the keyword stands behind its dictionary (7.3.8.1).
pub(super) fn stream_start(
    bytes: &[u8],
    mut behind: Lexer<'_>,
    budget: &mut Budget,
) -> Result<Option<usize>, ForeignError> {
    let from = behind.at();
    let is_stream = behind.keyword(b"stream");
    let start = behind.at();
    let rest = bytes.get(start..).filter(|_| is_stream).unwrap_or_default();
    // A space before the end of line is against the rules, and common.
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    // Many objects may have the same white space behind them.
    budget.work(start - from + blanks)?;
    Ok(is_stream.then(|| match rest.get(blanks..) {
        Some([b'\r', b'\n', ..]) => start + blanks + 2,
        Some([b'\n' | b'\r', ..]) => start + blanks + 1,
        _ => start,
    }))
}

/// Where a short text stands first.
pub(super) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    loop {
        let rest = haystack.get(from..)?;
        let at = from + rest.iter().position(|byte| *byte == first)?;
        if haystack.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn find_last(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).rposition(|window| window == needle)
}

/// An object found by its head.
pub(super) struct Found {
    /// Its number.
    pub number: u32,
    /// Where its head is.
    pub at: usize,
    /// Where its head ends.
    pub end: usize,
}

/// The next head of an object at or behind a place: `12 0 obj` at the start of a word.
pub(super) fn next_head(bytes: &[u8], from: usize) -> Option<Found> {
    let mut from = from;
    loop {
        let word = from + find(bytes.get(from..)?, b"obj")?;
        from = word + 3;
        if let Some(at) = head_before(bytes, word)
            && let Some(number) = Lexer::new(bytes, at).head()
            && (1..=OBJECTS).contains(&number)
        {
            return Some(Found { number, at, end: from });
        }
    }
}

/// Where the two numbers before the keyword start.
fn head_before(bytes: &[u8], word: usize) -> Option<usize> {
    let mut at = word;
    for _ in 0..2 {
        let blanks = bytes.get(..at)?.iter().rev().take(8).take_while(|byte| is_white(**byte)).count();
        at -= blanks;
        let digits = bytes.get(..at)?.iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || digits > 10 || (blanks == 0 && at != word) {
            return None;
        }
        at -= digits;
    }
    (!at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(|byte| is_regular(*byte))).then_some(at)
}
