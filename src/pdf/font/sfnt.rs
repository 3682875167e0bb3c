//! Font files as tables (OpenType 1.9, "Organization of an OpenType font").

/// A table of a font file.
pub(super) type Table = (&'static [u8; 4], Vec<u8>);

/// The sum of a table's words, the last filled up with zeros.
pub(super) fn checksum(data: &[u8]) -> u32 {
    let (words, rest) = data.as_chunks::<4>();
    let sum = words.iter().fold(0, |sum: u32, word| sum.wrapping_add(u32::from_be_bytes(*word)));
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    sum.wrapping_add(u32::from_be_bytes(last))
}

/// The bytes of a table; `None` if the file has none of that name.
pub(super) fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(word(font, 4)?);
    let record = (0..count).map(|n| 12 + 16 * n).find(|&at| font.get(at..at + 4) == Some(tag))?;
    let start = double(font, record + 8)? as usize;
    font.get(start..start.checked_add(double(font, record + 12)? as usize)?)
}

/// Two bytes at a place.
pub(super) fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

/// Four bytes at a place.
pub(super) fn double(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// A font file of some tables, with its directory and checksums. `None` without a whole `head`. The tables stand in the order
/// given; the directory is in the order of their names.
pub(super) fn file(mut tables: Vec<Table>) -> Option<Vec<u8>> {
    let (_, head) = tables.iter_mut().find(|(tag, _)| *tag == b"head")?;
    head.get_mut(8..12)?.fill(0);
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.ilog2();
    let mut offset = 12 + 16 * tables.len();
    let length: usize = tables.iter().map(|(_, data)| data.len().next_multiple_of(4)).sum();
    let mut file = Vec::with_capacity(offset + length);
    file.extend_from_slice(&[0, 1, 0, 0]);
    // How a binary search of the directory begins.
    for value in [count, 16 << power, power as u16, 16 * count - (16 << power)] {
        file.extend_from_slice(&value.to_be_bytes());
    }
    let (mut adjustment, mut sum) = (0, 0u32);
    let mut directory = Vec::with_capacity(tables.len());
    for (tag, data) in &tables {
        if *tag == b"head" {
            adjustment = offset + 8;
        }
        let own = checksum(data);
        sum = sum.wrapping_add(own);
        directory.push((*tag, [own, offset as u32, data.len() as u32]));
        offset += data.len().next_multiple_of(4);
    }
    directory.sort_unstable();
    for (tag, values) in directory {
        file.extend_from_slice(tag);
        values.iter().for_each(|value| file.extend_from_slice(&value.to_be_bytes()));
    }
    // Tables are filled up with zeros to whole words, so that the sum of the file is that of its parts.
    sum = sum.wrapping_add(checksum(&file));
    for (_, data) in &tables {
        file.extend_from_slice(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    let adjusted = 0xB1B0_AFBA_u32.wrapping_sub(sum);
    file.get_mut(adjustment..adjustment + 4)?.copy_from_slice(&adjusted.to_be_bytes());
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_directory_says_how_to_search_it() {
        for (count, expected) in [(1, [16, 0, 0]), (6, [64, 2, 32]), (7, [64, 2, 48]), (8, [128, 3, 0])] {
            let tags = [b"cmap", b"glyf", b"hhea", b"hmtx", b"loca", b"maxp", b"post"];
            let mut tables: Vec<Table> = tags.iter().take(count - 1).map(|tag| (*tag, vec![7; 3])).collect();
            tables.push((b"head", vec![0; 54]));
            let file = file(tables).unwrap();
            let words = [4, 6, 8, 10].map(|at| usize::from(word(&file, at).unwrap()));
            assert_eq!((words[0], &words[1..]), (count, &expected[..]));
            assert_eq!((checksum(&file), table(&file, b"head").unwrap().len()), (0xB1B0_AFBA, 54));
        }
    }
}
