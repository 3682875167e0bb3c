//! The CMap from codes to text (ISO 32000-1, 9.10.3).

/// A code and its text.
pub(super) type Mapping = (u16, Units);

/// A text in UTF-16: its first unit, which most have alone, and all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Units(u16, Vec<u16>);

impl Units {
    /// Those of a text.
    pub(super) fn of(text: &str) -> Units {
        let mut units = text.encode_utf16();
        Units(units.next().unwrap_or(0), units.collect())
    }

    /// Those of a character.
    pub(super) fn of_character(character: char) -> Units {
        match u16::try_from(u32::from(character)) {
            Ok(unit) => Units(unit, Vec::new()),
            Err(_) => Units::of(character.encode_utf8(&mut [0; 4])),
        }
    }
}

/// The mappings of codes of one byte, in order. ASCII in one range, used or not, is shorter than what is used of it.
pub(super) fn with_ascii(mut mappings: Vec<Mapping>) -> Vec<Mapping> {
    let mut is_taken = [false; 0x7F];
    for (code, _) in &mappings {
        if let Some(taken) = is_taken.get_mut(usize::from(*code)) {
            *taken = true;
        }
    }
    mappings
        .extend((0x20..0x7F).filter(|code| !is_taken[usize::from(*code)]).map(|code| (code, Units(code, Vec::new()))));
    mappings.sort_unstable_by_key(|(code, _)| *code);
    mappings
}

/// Whether two mappings can stand in one range: of one unit each, code and text both one higher within one last byte.
fn continues(before: &Mapping, after: &Mapping) -> bool {
    let follows = |a: u16, b: u16| a & 0xFF != 0xFF && b == a + 1;
    let are_single = before.1.1.is_empty() && after.1.1.is_empty();
    are_single && follows(before.0, after.0) && follows(before.1.0, after.1.0)
}

/// The CMap of some mappings, in the order of their codes, which have `length` bytes each.
pub(super) fn to_unicode(mappings: &[Mapping], length: usize) -> Vec<u8> {
    [beginning(length), entries(mappings, length)].concat()
}

/// What each CMap begins with.
pub(super) fn beginning(length: usize) -> Vec<u8> {
    let mut out = b"/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
          /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
          /CMapName/U def\n/CMapType 2 def\n\
          1 begincodespacerange\n"
        .to_vec();
    write_code(&mut out, 0, length);
    out.push(b' ');
    write_code(&mut out, u16::MAX, length);
    out.extend_from_slice(b"\nendcodespacerange\n");
    out
}

/// What stands behind the beginning: ranges, and single codes where there are none. Readers take a range's text for a number, so
/// that a longer text may not stand there.
pub(super) fn entries(mappings: &[Mapping], length: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    let (ranges, single): (Vec<&[Mapping]>, Vec<_>) = mappings.chunk_by(continues).partition(|range| range.len() > 1);
    write_sections(&mut out, "bfrange", &ranges, length);
    write_sections(&mut out, "bfchar", &single, length);
    out.extend_from_slice(b"endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out
}

/// Sections of a hundred entries at most: first code, last code where it is another, text.
fn write_sections(out: &mut Vec<u8>, name: &str, entries: &[&[Mapping]], length: usize) {
    for section in entries.chunks(100) {
        out.extend_from_slice(format!("{} begin{name}\n", section.len()).as_bytes());
        for entry in section {
            let ([(first, units), ..], [.., (last, _)]) = (entry, entry) else { continue };
            write_code(out, *first, length);
            out.push(b' ');
            if last != first {
                write_code(out, *last, length);
                out.push(b' ');
            }
            hexadecimal(out, units);
            out.push(b'\n');
        }
        out.extend_from_slice(format!("end{name}\n").as_bytes());
    }
}

fn write_code(out: &mut Vec<u8>, code: u16, length: usize) {
    out.push(b'<');
    let digits = digits(code);
    out.extend_from_slice(if length == 1 { &digits[2..] } else { &digits });
    out.push(b'>');
}

fn hexadecimal(out: &mut Vec<u8>, Units(first, others): &Units) {
    out.push(b'<');
    for unit in [first].into_iter().chain(others) {
        out.extend_from_slice(&digits(*unit));
    }
    out.push(b'>');
}

/// Four hexadecimal digits.
fn digits(unit: u16) -> [u8; 4] {
    [12, 8, 4, 0].map(|shift| b"0123456789ABCDEF"[usize::from(unit >> shift & 15)])
}
