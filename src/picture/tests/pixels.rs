//! PNG and JPEG.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageBuffer, ImageEncoder, Luma, LumaA, Rgb, Rgba};

use super::*;

fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.into().write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

/// Red to the start, blue to the end.
pub(super) fn jpeg(color: ExtendedColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    let channels = if color == ExtendedColorType::L8 { 1 } else { 3 };
    let samples: Vec<u8> = (0..16 * 8)
        .flat_map(|at| [if at % 16 < 8 { 250 } else { 5 }, 40, at as u8].into_iter().take(channels))
        .collect();
    JpegEncoder::new_with_quality(&mut bytes, 90).write_image(&samples, 16, 8, color).unwrap();
    bytes
}

/// The file with a segment behind its start.
pub(super) fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, body, &jpeg[2..]].concat()
}

fn exif(orientation: u8) -> Vec<u8> {
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
    [b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01".as_slice(), &entry, &[0; 4]].concat()
}

fn adobe(transform: u8) -> Vec<u8> {
    [b"Adobe\0\x64\0\0\0\0".as_slice(), &[transform]].concat()
}

#[test]
fn png_pixels_are_as_few_bytes_as_they_can_be() {
    let colored = raster(&png(ImageBuffer::from_pixel(2, 1, Rgba([200u8, 100, 50, 128]))));
    assert_eq!((colored.channels, colored.encoding), (Channels::Rgb, Encoding::Samples));
    assert_eq!(colored.data, [200, 100, 50, 200, 100, 50]);
    assert_eq!(colored.alpha, Some(vec![128, 128]));
    let grey = raster(&png(ImageBuffer::from_pixel(2, 1, Rgba([9u8, 9, 9, 255]))));
    assert_eq!((grey.channels, grey.data, grey.alpha), (Channels::Grey, vec![9, 9], None));
    let deep = raster(&png(ImageBuffer::from_pixel(1, 1, Rgb([0xC8C8u16, 0x3232, 0x1414]))));
    assert_eq!(deep.data, [0xC8, 0x32, 0x14]);
    let shade = raster(&png(ImageBuffer::from_pixel(1, 1, LumaA([0xFFFFu16, 0]))));
    assert_eq!((shade.data, shade.alpha), (vec![255], Some(vec![0])));
    assert_eq!(raster(&png(ImageBuffer::from_pixel(1, 1, Luma([7u8])))).channels, Channels::Grey);
    assert_eq!(raster(INTERLACED).data.len(), 16 * 12 * 3);
}

#[test]
fn png_resolution_gives_the_size() {
    let plain = png(ImageBuffer::from_pixel(200, 100, Luma([7u8])));
    assert_eq!(raster(&plain).natural, Size { width: 150.0, height: 75.0 });
    // 11811 dots a metre are 300 an inch. The chunk stands behind the header, which ends at byte 33.
    let mut chunk = b"\0\0\0\x09pHYs\0\0\x2E\x23\0\0\x2E\x23\x01".to_vec();
    chunk.extend(crc(&chunk[4..]).to_be_bytes());
    let printed = [&plain[..33], &chunk, &plain[33..]].concat();
    let natural = raster(&printed).natural;
    assert!((natural.width - 48.0).abs() < 0.01 && (natural.height - 24.0).abs() < 0.01, "{natural:?}");
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

#[test]
fn huge_pictures_are_refused_by_their_header() {
    let mut file = png(ImageBuffer::from_pixel(1, 1, Luma([7u8])));
    file[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let header = crc(&file[12..29]).to_be_bytes();
    file[29..33].copy_from_slice(&header);
    assert_eq!(refusal(&file), "the picture is too large: 65536 by 65536 pixels");
}

/// Baseline and progressive files keep every byte but those of application segments, comments and what follows the end.
#[test]
fn plain_jpegs_pass_through_bare() {
    for (file, channels) in [
        (jpeg(ExtendedColorType::Rgb8), Channels::Rgb),
        (jpeg(ExtendedColorType::L8), Channels::Grey),
        (PROGRESSIVE.to_vec(), Channels::Rgb),
    ] {
        let bare = raster(&file).data;
        let dressed = with_segment(&with_segment(&file, 0xE1, &exif(1)), 0xFE, b"a patient's name");
        let dressed = [dressed.as_slice(), b"a film behind the end"].concat();
        let raster = raster(&dressed);
        assert_eq!((raster.encoding, raster.channels), (Encoding::Jpeg, channels));
        assert_eq!(raster.data, bare);
        assert_eq!(bare[2], 0xFF);
        assert!(!(0xE0..=0xEF).contains(&bare[3]), "an application segment is left");
        assert!(bare.ends_with(&[0xFF, 0xD9]));
        assert_ne!(raster.hash, super::raster(&file).hash);
    }
}

#[test]
fn jfif_density_gives_the_size() {
    let natural = raster(&jpeg(ExtendedColorType::Rgb8)).natural;
    let jfif = |unit: u8, dots: u8| {
        let file = jpeg(ExtendedColorType::Rgb8);
        let at = file.windows(5).position(|bytes| bytes == b"JFIF\0").unwrap();
        [&file[..at + 7], &[unit, 0, dots, 0, dots], &file[at + 12..]].concat()
    };
    assert_eq!(natural, Size { width: 12.0, height: 6.0 });
    assert_eq!(raster(&jfif(1, 144)).natural, Size { width: 8.0, height: 4.0 });
    assert_eq!(raster(&jfif(2, 100)).natural.width, 16.0 * 72.0 / 254.0);
    assert_eq!(raster(&jfif(1, 1)).natural, natural);
}

/// A telephone's camera lays pictures on their side and says so.
#[test]
fn turned_jpegs_are_set_upright() {
    let file = jpeg(ExtendedColorType::Rgb8);
    let turned = raster(&with_segment(&file, 0xE1, &exif(6)));
    assert_eq!((turned.encoding, turned.width, turned.height), (Encoding::Samples, 8, 16));
    // What was to the start is now above.
    assert!(turned.data[0] > 200 && turned.data[turned.data.len() - 3] < 50);
    let flipped = raster(&with_segment(&file, 0xE1, &exif(2)));
    assert!(flipped.data[0] < 50 && flipped.data[15 * 3] > 200);
}

/// Without Adobe's segment a PDF reader would take these for YCbCr.
#[test]
fn unusual_colours_are_decoded() {
    let file = jpeg(ExtendedColorType::Rgb8);
    assert_eq!(raster(&with_segment(&file, 0xEE, &adobe(1))).encoding, Encoding::Jpeg);
    assert_eq!(raster(&with_segment(&file, 0xEE, &adobe(0))).encoding, Encoding::Samples);
    let ink = raster(CMYK);
    assert_eq!((ink.encoding, ink.channels), (Encoding::Samples, Channels::Rgb));
    let first: Vec<i32> = ink.data[..3].iter().map(|&channel| i32::from(channel)).collect();
    assert!((first[0] - 200).abs() < 6 && (first[1] - 50).abs() < 6 && (first[2] - 20).abs() < 6, "{first:?}");
}

/// No part of a file is a whole picture.
#[test]
fn cut_files_are_errors() {
    for file in [jpeg(ExtendedColorType::Rgb8), PROGRESSIVE.to_vec(), CMYK.to_vec()] {
        for length in 2..file.len() {
            assert!(Picture::decode("x", &file[..length]).is_err(), "{length} of {}", file.len());
        }
    }
    let file = png(ImageBuffer::from_pixel(20, 20, Rgb([1u8, 2, 3])));
    let data = file.windows(4).position(|bytes| bytes == b"IEND").unwrap() - 8;
    for length in 8..data {
        assert!(Picture::decode("x", &file[..length]).is_err(), "{length} of {}", file.len());
    }
}

/// The end of the image is there, but a scan before it is not whole.
#[test]
fn progressive_jpegs_with_a_hole_are_errors() {
    let end = PROGRESSIVE.len();
    let holed = [&PROGRESSIVE[..end - end / 3], &PROGRESSIVE[end - 2..]].concat();
    assert_eq!(refusal(&holed), "the JPEG file is damaged or incomplete");
}
