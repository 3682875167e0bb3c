//! Undoing the filters of object streams and the like, never beyond a bound. What pages show is copied as it stands.

use flate2::{Decompress, FlushDecompress, Status};

use super::budget::Budget;
use super::error::ForeignError;
use super::object::{Dictionary, Object, is_white};

/// How many bytes are asked of the inflater at a time.
const STEP: usize = 64 << 10;
/// The longest row of a predictor, in bytes; those of cross-references have a dozen.
const ROW: usize = 64 << 10;

/// The most that one stream may come to when it is shown, in bytes: more chokes a printer.
const SHOWN: u64 = 256 << 20;
/// How many filters may stand behind one another.
const CHAIN: usize = 4;

/// The bytes of a stream without its filters; `None` when it has others than Flate and the two of letters.
pub(super) fn decode(entries: &Dictionary, raw: &[u8], budget: &mut Budget) -> Result<Option<Vec<u8>>, ForeignError> {
    let list = |key: &[u8]| match entries.get(key) {
        None | Some(Object::Null) => &[],
        Some(Object::Array(items)) => &items[..],
        Some(only) => std::slice::from_ref(only),
    };
    let (filters, parameters) = (list(b"Filter"), list(b"DecodeParms"));
    if filters.len() > CHAIN {
        return Ok(None);
    }
    budget.memory(raw.len())?;
    let mut data = raw.to_vec();
    for (at, filter) in filters.iter().enumerate() {
        let Object::Name(name) = filter else { return Ok(None) };
        budget.work(data.len())?;
        let decoded = match &**name {
            b"FlateDecode" | b"Fl" => {
                data = inflate(&data, budget)?;
                match parameters.get(at).and_then(Object::entries) {
                    Some(parameters) => undo_predictor(data, parameters),
                    None => Some(data),
                }
            }
            b"ASCII85Decode" | b"A85" => {
                // Five letters are four bytes, and so is one z.
                let zeros = data.iter().filter(|byte| **byte == b'z').count();
                budget.memory(data.len().saturating_add(zeros.saturating_mul(4)))?;
                Some(base_85(&data))
            }
            b"ASCIIHexDecode" | b"AHx" => Some(hexadecimal(&data)),
            _ => None,
        };
        let Some(decoded) = decoded else { return Ok(None) };
        data = decoded;
    }
    Ok(Some(data))
}

/// Whether a stream inflates to its end. Only Flate in front is looked into; a missing checksum is common and harmless.
pub(super) fn is_whole(entries: &Dictionary, raw: &[u8], budget: &mut Budget) -> Result<bool, ForeignError> {
    let first = match entries.get(&b"Filter"[..]) {
        Some(Object::Array(filters)) => filters.first(),
        only => only,
    };
    if !first.is_some_and(|name| name.is_name("FlateDecode") || name.is_name("Fl")) {
        return Ok(true);
    }
    budget.inflater()?;
    let header = raw.iter().take_while(|byte| is_white(**byte)).count();
    let raw = &raw[header..];
    if ends(Decompress::new(true), raw, budget)?.is_some() {
        return Ok(true);
    }
    // Without the two bytes of the header, so that the checksum at the end is not asked for.
    let Some(bare) = raw.get(2..) else { return Ok(false) };
    let left = ends(Decompress::new(false), bare, budget)?;
    Ok(left.is_some_and(|left| left < 4))
}

/// How many bytes are left behind the end of the deflated data, if it is reached.
fn ends(mut inflater: Decompress, raw: &[u8], budget: &mut Budget) -> Result<Option<usize>, ForeignError> {
    let mut out = vec![0; STEP];
    loop {
        let (taken, given) = (inflater.total_in(), inflater.total_out());
        let rest = raw.get(taken as usize..).expect("an inflater takes no more than it is given");
        let status = inflater.decompress(rest, &mut out, FlushDecompress::None);
        let made = inflater.total_out() - given;
        if inflater.total_out() > SHOWN {
            return Err(ForeignError::TooComplex);
        }
        // Inflating to nowhere is quick.
        budget.work(made as usize / 4)?;
        match status {
            Ok(Status::StreamEnd) => return Ok(Some(raw.len().saturating_sub(inflater.total_in() as usize))),
            Err(_) => return Ok(None),
            Ok(_) if made == 0 && inflater.total_in() == taken => return Ok(None),
            Ok(_) => {}
        }
    }
}

/// Pairs of hexadecimal digits up to `>` (7.4.2).
fn hexadecimal(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

/// Groups of five letters up to `~` (7.4.3), `z` for four zeros.
fn base_85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4);
    let mut group = Vec::with_capacity(5);
    for &byte in data.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => continue,
        }
        if group.len() == 5 {
            out.extend(word(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(word(&group).iter().take(kept));
    }
    out
}

fn word(group: &[u8]) -> [u8; 4] {
    group.iter().fold(0u32, |value, digit| value.wrapping_mul(85).wrapping_add(u32::from(*digit))).to_be_bytes()
}

/// Inflates as far as the stream is sound, as readers do.
fn inflate(raw: &[u8], budget: &mut Budget) -> Result<Vec<u8>, ForeignError> {
    budget.inflater()?;
    let mut inflater = Decompress::new(true);
    let mut out: Vec<u8> = Vec::new();
    loop {
        let (taken, given) = (inflater.total_in(), inflater.total_out());
        out.reserve(STEP);
        let rest = raw.get(taken as usize..).expect("an inflater takes no more than it is given");
        let status = inflater.decompress_vec(rest, &mut out, FlushDecompress::None);
        let made = (inflater.total_out() - given) as usize;
        budget.memory(made)?;
        let stuck = made == 0 && inflater.total_in() == taken;
        if stuck || matches!(status, Err(_) | Ok(Status::StreamEnd)) {
            return Ok(out);
        }
    }
}

/// Undoes the PNG predictors (ISO 32000-1, 7.4.4.4) where the data stand; `None` for others.
fn undo_predictor(mut data: Vec<u8>, parameters: &Dictionary) -> Option<Vec<u8>> {
    let number = |key: &[u8], default: i64| {
        let value = parameters.get(key).and_then(Object::integer).unwrap_or(default);
        usize::try_from(value).ok().filter(|value| (1..=1 << 16).contains(value))
    };
    match number(b"Predictor", 1)? {
        1 => return Some(data),
        10..=15 => {}
        _ => return None,
    }
    let bits = number(b"Colors", 1)?.checked_mul(number(b"BitsPerComponent", 8)?)?;
    let (pixel, row) = (bits.div_ceil(8), bits.checked_mul(number(b"Columns", 1)?)?.div_ceil(8));
    if row > ROW {
        return None;
    }
    // Each row is a byte shorter than it was, so that nothing is written over that is still to be read.
    let (mut from, mut start) = (0, 0);
    while let Some(&kind) = data.get(from) {
        let length = row.min(data.len() - from - 1);
        for at in 0..length {
            // Above the first row all is zero; every row but the last is whole.
            let above = |at: usize| (start + at).checked_sub(row).map_or(0, |place| data[place]);
            let left = if at < pixel { 0 } else { data[start + at - pixel] };
            let corner = if at < pixel { 0 } else { above(at - pixel) };
            let prediction = predict(kind, left, above(at), corner);
            data[start + at] = data[from + 1 + at].wrapping_add(prediction);
        }
        from += 1 + length;
        start += length;
    }
    data.truncate(start);
    Some(data)
}

fn predict(kind: u8, left: u8, up: u8, corner: u8) -> u8 {
    match kind {
        1 => left,
        2 => up,
        3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
        4 => {
            let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
            let distance = |value: u8| (estimate - i16::from(value)).abs();
            if distance(left) <= distance(up) && distance(left) <= distance(corner) {
                left
            } else if distance(up) <= distance(corner) {
                up
            } else {
                corner
            }
        }
        _ => 0,
    }
}
