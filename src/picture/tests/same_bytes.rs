//! Photographs come out the same whatever vector instructions a processor has: the figures below were reckoned one by one.

use image::codecs::png::PngEncoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::*;

/// Bits that a sum of samples times weights may have before its sign: those of an `i32`, less the sample's and two to spare.
const MOST_BITS: i32 = 32 - 8 - 2;
/// A width and a height that leave a rest behind blocks of four, eight and sixteen, before and after.
const BEFORE: (usize, usize) = (107, 83);
const AFTER: (usize, usize) = (45, 31);

/// Numbers without an order, the same each time.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..count).map(next).collect()
}

/// The bicubic curve of Catmull and Rom, at a distance from its middle.
fn catmull_rom(distance: f64) -> f64 {
    match distance.abs() {
        x if x < 1.0 => (1.5 * x - 2.5) * x * x + 1.0,
        x if x < 2.0 => (((x - 5.0) * x + 8.0) * x - 4.0) * -0.5,
        _ => 0.0,
    }
}

/// For each sample of a line after, the first one before that it takes from and the weights of that and the next ones, in
/// whole numbers of so many bits behind the point.
fn weights(before: usize, after: usize) -> (i32, Vec<(usize, Vec<i32>)>) {
    let scale = before as f64 / after as f64;
    let line = |at: usize| {
        let middle = (at as f64 + 0.5) * scale;
        let first = (middle - 2.0 * scale).floor().max(0.0) as usize;
        let end = (middle + 2.0 * scale).ceil().min(before as f64) as usize;
        let each: Vec<f64> = (first..end).map(|x| catmull_rom((x as f64 - (middle - 0.5)) * (1.0 / scale))).collect();
        let sum: f64 = each.iter().sum();
        (first, each.iter().map(|weight| weight / sum).collect::<Vec<f64>>())
    };
    let lines: Vec<(usize, Vec<f64>)> = (0..after).map(line).collect();
    let most = lines.iter().flat_map(|(_, each)| each).copied().fold(0.0, f64::max);
    let fits = |bits: &i32| (most * 2_f64.powi(bits + 1)).round() < 32_768.0;
    let bits = (0..MOST_BITS - 1).find(|bits| !fits(bits)).unwrap_or(MOST_BITS - 1);
    let whole = |weight: &f64| (weight * 2_f64.powi(bits)).round() as i32;
    (bits, lines.iter().map(|(first, each)| (*first, each.iter().map(whole).collect())).collect())
}

/// Four samples a pixel, resampled downwards and then across.
fn resampled(samples: &[u8]) -> Vec<u8> {
    let sum = |bits: i32, terms: &mut dyn Iterator<Item = (i32, u8)>| {
        let half = 1 << (bits - 1);
        let sum: i32 = terms.map(|(weight, sample)| weight * i32::from(sample)).sum();
        ((half + sum) >> bits).clamp(0, 255) as u8
    };
    let row = BEFORE.0 * 4;
    let (bits, lines) = weights(BEFORE.1, AFTER.1);
    let mut lower = Vec::new();
    for (first, each) in &lines {
        for at in 0..row {
            lower.push(sum(
                bits,
                &mut each.iter().enumerate().map(|(y, &weight)| (weight, samples[(first + y) * row + at])),
            ));
        }
    }
    let (bits, lines) = weights(BEFORE.0, AFTER.0);
    let mut small = Vec::new();
    for line in lower.chunks_exact(row) {
        for (first, each) in &lines {
            for channel in 0..4 {
                let sample = |x: usize| line[(first + x) * 4 + channel];
                small.push(sum(bits, &mut each.iter().enumerate().map(|(x, &weight)| (weight, sample(x)))));
            }
        }
    }
    small
}

/// A colour as it shows through an opacity.
fn dimmed(color: u8, alpha: u8) -> u8 {
    ((u32::from(color) * u32::from(alpha) * 2 + 255) / 510) as u8
}

/// The colour that shows like that through an opacity.
fn undimmed(color: u8, alpha: u8) -> u8 {
    if alpha == 0 {
        return 0;
    }
    let reciprocal = (255 * 512 / u32::from(alpha)).div_ceil(2);
    ((u32::from(color) * reciprocal + 128) >> 8).min(255) as u8
}

/// Every sample of a picture with fewer pixels is the one that whole numbers give, with the opacity that noise has.
#[test]
fn resampling_is_reckoned_in_whole_numbers() {
    let samples = noise(BEFORE.0 * BEFORE.1 * 4);
    let mut file = Vec::new();
    let pixels = image::RgbaImage::from_raw(BEFORE.0 as u32, BEFORE.1 as u32, samples.clone()).unwrap();
    pixels.write_with_encoder(PngEncoder::new(&mut file)).unwrap();
    let small = raster(&file).reduced((AFTER.0 as u32, AFTER.1 as u32)).unwrap();
    let dim = |pixel: &[u8]| [0, 1, 2, 3].map(|at| if at < 3 { dimmed(pixel[at], pixel[3]) } else { pixel[3] });
    let expected = resampled(&samples.chunks_exact(4).flat_map(dim).collect::<Vec<u8>>());
    let (colors, opacity) = (colors(&small), alpha(&small).unwrap());
    for (at, pixel) in expected.chunks_exact(4).enumerate() {
        let shown = [0, 1, 2].map(|channel| undimmed(pixel[channel], pixel[3]));
        assert_eq!((&colors[at * 3..at * 3 + 3], opacity[at]), (&shown[..], pixel[3]), "pixel {at}");
    }
}

/// What a JPEG is decoded to, and what is written of a photograph. Another version of a decoder or an encoder may change these
/// hashes; another machine must not.
#[test]
fn photographs_have_the_same_bytes_on_every_machine() {
    let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex()[..16].to_owned();
    let decoded = |file: &[u8]| hash(&super::jpeg::samples(file, ColorSpace::RGBA).unwrap());
    let photo = reduced::jpeg(421, 307, 3);
    let small = raster(&photo).reduced((123, 90)).unwrap();
    let found = [decoded(PROGRESSIVE), decoded(CMYK), decoded(&photo), hash(&small.color.data)];
    assert_eq!(found, ["c19d6618226264ca", "125e1e602a739bbf", "ed2886fa8f314e2f", "9b84b8da2e974fcb"]);
}
