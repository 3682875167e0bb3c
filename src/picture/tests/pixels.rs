//! PNG and JPEG.

use std::io::Read;

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
    assert_eq!(colored.channels, Channels::Rgb);
    assert_eq!(colors(&colored), [200, 100, 50, 200, 100, 50]);
    assert_eq!(alpha(&colored), Some(vec![128, 128]));
    let grey = raster(&png(ImageBuffer::from_pixel(2, 1, Rgba([9u8, 9, 9, 255]))));
    assert_eq!((grey.channels, colors(&grey), alpha(&grey)), (Channels::Grey, vec![9, 9], None));
    let deep = raster(&png(ImageBuffer::from_pixel(1, 1, Rgb([0xC8C8u16, 0x3232, 0x1414]))));
    assert_eq!(colors(&deep), [0xC8, 0x32, 0x14]);
    let shade = raster(&png(ImageBuffer::from_pixel(1, 1, LumaA([0xFFFFu16, 0]))));
    assert_eq!((colors(&shade), alpha(&shade)), (vec![255], Some(vec![0])));
    assert_eq!(raster(&png(ImageBuffer::from_pixel(1, 1, Luma([7u8])))).channels, Channels::Grey);
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
    assert_eq!(
        refusal(&file),
        "the picture is too large: 65536 by 65536 pixels, and the limit is 67 million, or 32767 a side"
    );
}

/// Rows are packed as they are decoded, so that all have to be of the length that the header says.
#[test]
fn a_first_frame_of_another_size_is_refused() {
    let plain = png(ImageBuffer::from_pixel(3, 3, Luma([7u8])));
    let chunk = |body: &[u8]| {
        let length = (body.len() as u32 - 4).to_be_bytes();
        [length.as_slice(), body, &crc(body).to_be_bytes()].concat()
    };
    let animated = |side: u8| {
        let control = [b"fcTL".as_slice(), &[0; 7], &[side], &[0; 3], &[side], &[0; 14]].concat();
        [&plain[..33], &chunk(b"acTL\0\0\0\x01\0\0\0\0"), &chunk(&control), &plain[33..]].concat()
    };
    assert_eq!(colors(&raster(&animated(3))), [7; 9]);
    assert_eq!(refusal(&animated(2)), "the PNG file is damaged or incomplete");
}

/// A file that inflates to much more than it has pixels, and one of very many rows, cost nothing.
#[test]
fn what_is_not_shown_is_not_inflated() {
    let plain = png(ImageBuffer::from_pixel(2, 2, Luma([7u8])));
    let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::copy(&mut std::io::repeat(0).take(300 << 20), &mut bomb).unwrap();
    let bomb = bomb.finish().unwrap();
    for (kind, head) in [(b"iCCP", b"p\0\0".as_slice()), (b"zTXt", b"Comment\0\0"), (b"iTXt", b"Comment\0\x01\0\0\0")] {
        let mut chunk = [&((head.len() + bomb.len()) as u32).to_be_bytes(), kind.as_slice(), head, &bomb].concat();
        chunk.extend(crc(&chunk[4..]).to_be_bytes());
        let start = std::time::Instant::now();
        assert_eq!(colors(&raster(&[&plain[..33], &chunk, &plain[33..]].concat())), [7; 4]);
        assert!(start.elapsed() < std::time::Duration::from_secs(2), "{:?}", start.elapsed());
    }
    let mut rows = png(ImageBuffer::from_pixel(1, 1, Luma([7u8])));
    rows[20..24].copy_from_slice(&(64u32 << 20).to_be_bytes());
    let header = crc(&rows[12..29]).to_be_bytes();
    rows[29..33].copy_from_slice(&header);
    assert_eq!(
        refusal(&rows),
        "the picture is too large: 1 by 67108864 pixels, and the limit is 67 million, or 32767 a side"
    );
}

/// What decoding costs is known before, from the head of the file: much where all pixels are in memory at once, little where
/// they go by row by row.
#[test]
fn the_cost_is_told_by_the_header() {
    let file = png(ImageBuffer::from_pixel(300, 200, Rgb([1u8, 2, 3])));
    let large = |kind: u8, interlace: u8| {
        let mut file = file.clone();
        file[16..24].copy_from_slice(&[0, 0, 0x20, 0, 0, 0, 0x20, 0]);
        (file[25], file[28]) = (kind, interlace);
        Picture::cost(&file)
    };
    assert!(large(2, 1) > 8192 * 8192 * 4 && large(0, 1) > 8192 * 8192 * 2 && large(0, 1) < large(2, 1));
    assert_eq!((large(2, 0), large(6, 0)), (Picture::cost(&file), Picture::cost(&file)));
    assert!((16 << 20..48 << 20).contains(&Picture::cost(&file)), "{}", Picture::cost(&file));
    let photograph = jpeg(ExtendedColorType::Rgb8);
    assert_eq!(Picture::cost(&photograph), 16 * 8 * 3 + photograph.len());
    let turned = with_segment(&photograph, 0xE1, &exif(6));
    assert!(Picture::cost(&turned) > Picture::cost(&photograph) + (8 << 20), "it is packed");
    assert_eq!(Picture::cost(&with_segment(&photograph, 0xE1, &exif(1))), 16 * 8 * 3 + photograph.len() + 36);
    assert!(Picture::cost(PROGRESSIVE) > 0 && Picture::cost(&svg("<g/>").into_bytes()) > 1000);
    assert_eq!(Picture::cost(b"GIF89a"), 0);
}

/// Baseline and progressive files keep every byte but those of application segments, comments and what follows the end.
#[test]
fn plain_jpegs_pass_through_bare() {
    for (file, channels) in [
        (jpeg(ExtendedColorType::Rgb8), Channels::Rgb),
        (jpeg(ExtendedColorType::L8), Channels::Grey),
        (PROGRESSIVE.to_vec(), Channels::Rgb),
    ] {
        let bare = raster(&file).color.data;
        let dressed = with_segment(&with_segment(&file, 0xE1, &exif(1)), 0xFE, b"a patient's name");
        let dressed = [dressed.as_slice(), b"a film behind the end"].concat();
        let raster = raster(&dressed);
        assert_eq!((raster.color.encoding, raster.channels), (Encoding::Jpeg, channels));
        assert_eq!(raster.color.data, bare);
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
    assert_eq!((turned.width, turned.height), (8, 16));
    // What was to the start is now above.
    let turned = colors(&turned);
    assert!(turned[0] > 200 && turned[turned.len() - 3] < 50);
    let flipped = colors(&raster(&with_segment(&file, 0xE1, &exif(2))));
    assert!(flipped[0] < 50 && flipped[15 * 3] > 200);
}

/// A camera that writes PNG says it too (eXIf). Each way of lying is undone as for a JPEG.
#[test]
fn turned_pngs_are_set_upright() {
    let lying = ImageBuffer::from_fn(3, 2, |x, y| Luma([(10 * y + x) as u8]));
    let plain = png(lying);
    let said = |orientation: u8| {
        let exif = &exif(orientation)[6..];
        let mut chunk = [&(exif.len() as u32).to_be_bytes(), b"eXIf".as_slice(), exif].concat();
        chunk.extend(crc(&chunk[4..]).to_be_bytes());
        let picture = raster(&[&plain[..33], &chunk, &plain[33..]].concat());
        (picture.width, picture.height, colors(&picture))
    };
    assert_eq!(said(1), (3, 2, vec![0, 1, 2, 10, 11, 12]));
    assert_eq!(said(2), (3, 2, vec![2, 1, 0, 12, 11, 10]));
    assert_eq!(said(3), (3, 2, vec![12, 11, 10, 2, 1, 0]));
    assert_eq!(said(4), (3, 2, vec![10, 11, 12, 0, 1, 2]));
    assert_eq!(said(5), (2, 3, vec![0, 10, 1, 11, 2, 12]));
    assert_eq!(said(6), (2, 3, vec![10, 0, 11, 1, 12, 2]));
    assert_eq!(said(7), (2, 3, vec![12, 2, 11, 1, 10, 0]));
    assert_eq!(said(8), (2, 3, vec![2, 12, 1, 11, 0, 10]));
}

/// The same pixels come out of a file of seven passes.
#[test]
fn interlaced_pngs_are_put_together() {
    let interlaced = raster(INTERLACED);
    let whole = image::load_from_memory(INTERLACED).unwrap().into_rgb8();
    assert_eq!(colors(&interlaced), whole.into_raw());
}

/// Without Adobe's segment a PDF reader would take these for YCbCr.
#[test]
fn unusual_colours_are_decoded() {
    let file = jpeg(ExtendedColorType::Rgb8);
    assert_eq!(raster(&with_segment(&file, 0xEE, &adobe(1))).color.encoding, Encoding::Jpeg);
    assert_ne!(raster(&with_segment(&file, 0xEE, &adobe(0))).color.encoding, Encoding::Jpeg);
    let ink = raster(CMYK);
    assert_eq!(ink.channels, Channels::Rgb);
    let first: Vec<i32> = colors(&ink)[..3].iter().map(|&channel| i32::from(channel)).collect();
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
