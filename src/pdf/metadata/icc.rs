//! The sRGB profile of the output intent (ISO 19005-2, 6.2.3), made here: an ICC version 4 matrix profile of three
//! primaries and one parametric curve (ICC.1:2004-10; the numbers are those of IEC 61966-2-1, adapted to D50).

use std::sync::LazyLock;

use crate::pdf::file::deflate::deflate;

/// The profile, deflated.
pub(in crate::pdf) static SRGB: LazyLock<Vec<u8>> = LazyLock::new(|| deflate(&srgb()));

/// D50, the white of the connection space, in s15Fixed16.
const WHITE: [u32; 3] = [0xF6D6, 0x1_0000, 0xD32D];

fn srgb() -> Vec<u8> {
    let primaries: [[u32; 3]; 3] = [[0x6FA2, 0x38F5, 0x0390], [0x6299, 0xB785, 0x18DA], [0x24A0, 0x0F84, 0xB6CF]];
    let adaptation = [0x1_0C42, 0x05DE, 0xFFFF_F325, 0x0793, 0xFD90, 0xFFFF_FBA1, 0xFFFF_FDA2, 0x03DC, 0xC06E];
    let curve = [0x2_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B];
    let blocks: [(Vec<u8>, &[&[u8; 4]]); 8] = [
        (words(b"mluc", &text("sRGB")), &[b"desc"]),
        (words(b"mluc", &text("CC0")), &[b"cprt"]),
        (words(b"XYZ ", &WHITE), &[b"wtpt"]),
        (words(b"sf32", &adaptation), &[b"chad"]),
        (words(b"XYZ ", &primaries[0]), &[b"rXYZ"]),
        (words(b"XYZ ", &primaries[1]), &[b"gXYZ"]),
        (words(b"XYZ ", &primaries[2]), &[b"bXYZ"]),
        (words(b"para", &[&[3 << 16], &curve[..]].concat()), &[b"rTRC", b"gTRC", b"bTRC"]),
    ];
    let count: usize = blocks.iter().map(|(_, tags)| tags.len()).sum();
    let mut offset = 128 + 4 + 12 * count;
    let (mut table, mut data) = ((count as u32).to_be_bytes().to_vec(), Vec::new());
    for (block, tags) in &blocks {
        for tag in *tags {
            table.extend_from_slice(*tag);
            table.extend_from_slice(&(offset as u32).to_be_bytes());
            table.extend_from_slice(&(block.len() as u32).to_be_bytes());
        }
        offset += block.len();
        data.extend_from_slice(block);
    }
    [header(offset), table, data].concat()
}

fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &(size as u32).to_be_bytes());
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // The day of the profile's making: 2026-01-01.
    put(24, &[0x07, 0xEA, 0, 1, 0, 1]);
    put(36, b"acsp");
    for (index, value) in WHITE.iter().enumerate() {
        put(68 + 4 * index, &value.to_be_bytes());
    }
    header
}

/// A tag's data: signature, four zero bytes, then its words.
fn words(signature: &[u8; 4], values: &[u32]) -> Vec<u8> {
    let mut block = [&signature[..], &[0; 4]].concat();
    block.extend(values.iter().flat_map(|value| value.to_be_bytes()));
    block
}

/// The words of a multi-localized text with one English record. Its length must be even, to fill words.
fn text(string: &str) -> Vec<u32> {
    let mut units: Vec<u16> = string.encode_utf16().collect();
    let length = 2 * units.len() as u32;
    if !units.len().is_multiple_of(2) {
        units.push(0);
    }
    let mut values = vec![1, 12, u32::from_be_bytes(*b"enUS"), length, 28];
    values.extend(units.chunks_exact(2).map(|pair| u32::from(pair[0]) << 16 | u32::from(pair[1])));
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_says_its_own_size() {
        let profile = srgb();
        assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
        assert_eq!(&profile[36..40], b"acsp");
        assert!(profile.len() < 600 && SRGB.len() < 400, "{} {}", profile.len(), SRGB.len());
    }

    #[test]
    fn the_primaries_add_up_to_white() {
        let profile = srgb();
        let word = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap());
        let entry = |tag: &[u8]| (0..word(128) as usize).map(|n| 132 + 12 * n).find(|&at| &profile[at..at + 4] == tag);
        let xyz = |tag: &[u8], n: usize| word(word(entry(tag).unwrap() + 4) as usize + 8 + 4 * n) as i32;
        for (n, white) in WHITE.iter().enumerate() {
            let sum: i32 = [b"rXYZ", b"gXYZ", b"bXYZ"].iter().map(|tag| xyz(*tag, n)).sum();
            assert!((sum - *white as i32).abs() <= 16, "{n}: {sum}");
        }
    }
}
