//! Photographs with fewer pixels.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;

use super::*;

/// A photograph of so many pixels: light falls off from a corner, and no two neighbours are quite alike.
fn photograph(width: u32, height: u32, channels: usize) -> Vec<u8> {
    let mut samples = Vec::new();
    for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
        let grain = ((x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 7) % 5;
        let light = 40 + 150 * x / width + 50 * y / height + grain;
        samples.extend([light as u8, (light / 2) as u8, (200 - light / 2) as u8].into_iter().take(channels));
    }
    samples
}

pub(super) fn jpeg(width: u32, height: u32, channels: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let kind = if channels == 1 { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
    let samples = photograph(width, height, channels);
    JpegEncoder::new_with_quality(&mut bytes, 95).encode(&samples, width, height, kind).unwrap();
    bytes
}

fn png(pixels: impl Into<image::DynamicImage>) -> Raster {
    let mut bytes = Vec::new();
    pixels.into().write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    raster(&bytes)
}

fn inches(width: f32, height: f32) -> Size {
    Size { width: width * 72.0, height: height * 72.0 }
}

/// The pixels that a reader shows.
fn shown(raster: &Raster) -> image::RgbImage {
    assert_eq!(raster.color.encoding, Encoding::Jpeg);
    image::load_from_memory(&raster.color.data).unwrap().into_rgb8()
}

/// Only what is clearly finer than paper shows loses pixels, and nothing ever gains any.
#[test]
fn photographs_have_300_pixels_an_inch() {
    let photo = raster(&jpeg(1200, 900, 3));
    assert_eq!(photo.pixels_printed(inches(2.0, 1.5)), Some((600, 450)));
    assert_eq!(photo.pixels_printed(inches(4.0, 3.0)), None);
    assert_eq!(photo.pixels_printed(inches(3.4, 2.55)), None, "353 an inch");
    assert_eq!(photo.pixels_printed(inches(3.2, 2.4)), Some((960, 720)), "375 an inch");
    assert_eq!(photo.pixels_printed(inches(20.0, 15.0)), None);
    assert_eq!(photo.pixels_printed(inches(2.0, 15.0)), Some((600, 900)), "stretched");
}

/// The colours at each place stay, and the rest of what is known of the picture.
#[test]
fn a_reduced_photograph_shows_the_same() {
    for channels in [1, 3] {
        let photo = raster(&jpeg(1200, 900, channels));
        let small = photo.reduced((300, 225)).unwrap();
        assert_eq!((small.width, small.height, small.channels), (300, 225, photo.channels));
        assert_eq!((small.natural, small.hash), (photo.natural, photo.hash));
        assert!(small.bytes() * 8 < photo.bytes(), "{} of {}", small.bytes(), photo.bytes());
        let (before, after) = (shown(&photo), shown(&small));
        for (x, y, pixel) in after.enumerate_pixels() {
            let there = before.get_pixel(x * 4 + 1, y * 4 + 1);
            let is_near = pixel.0.iter().zip(there.0).all(|(one, other)| one.abs_diff(other) < 12);
            assert!(is_near, "{pixel:?} at {x} {y}, {there:?} before");
        }
        assert_eq!(photo.reduced((300, 225)).unwrap(), small, "the same each time");
    }
}

/// One that has to be turned was kept without loss; turned and reduced it is a JPEG again.
#[test]
fn a_turned_photograph_is_reduced_upright() {
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
    let exif = [b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01".as_slice(), &entry, &[0; 4]].concat();
    let photo = raster(&pixels::with_segment(&jpeg(1200, 900, 3), 0xE1, &exif));
    assert_eq!((photo.width, photo.height), (900, 1200));
    let small = shown(&photo.reduced((225, 300)).unwrap());
    // The left edge was dark: turned a quarter clockwise it is at the top.
    assert!(small.get_pixel(110, 5)[0] < 90 && small.get_pixel(110, 295)[0] > 170);
}

/// The samples of a CMYK file are those of the colours that it was decoded to.
#[test]
fn a_photograph_in_printing_colours_is_one_too() {
    let photo = raster(CMYK);
    assert!(photo.is_photograph);
    let (width, height) = (photo.width, photo.height);
    assert_eq!(photo.color.rows((width, height), 3), colors(&photo));
}

/// A PNG is a photograph by its pixels.
#[test]
fn drawings_keep_every_pixel() {
    let photo = png(image::RgbImage::from_raw(400, 300, photograph(400, 300, 3)).unwrap());
    assert!(photo.is_photograph);
    assert_eq!(photo.reduced((200, 150)).unwrap().color.encoding, Encoding::Jpeg);
    // Thin lines of many colours on white: a chart.
    let chart = image::RgbImage::from_fn(400, 300, |x, y| match (x % 7, y % 5) {
        (0, _) | (_, 0) => image::Rgb([(x % 250) as u8, (y % 250) as u8, 90]),
        _ => image::Rgb([255; 3]),
    });
    let grid = image::GrayImage::from_fn(400, 300, |x, y| image::Luma([((x + y) % 2 * 255) as u8]));
    let chart = png(chart);
    assert!(!chart.is_photograph && !png(grid).is_photograph);
    assert_eq!(chart.pixels_printed(inches(0.1, 0.1)), None);
}

/// What lets something through keeps its outline: no JPEG, and no colour of what cannot be seen at its edge.
#[test]
fn a_photograph_that_was_cut_out_stays_sharp() {
    let samples = photograph(400, 300, 3);
    let cut = image::RgbaImage::from_fn(400, 300, |x, y| {
        let at = (y as usize * 400 + x as usize) * 3;
        image::Rgba([samples[at], samples[at + 1], samples[at + 2], if x < 200 { 255 } else { 0 }])
    });
    let small = png(cut).reduced((100, 75)).unwrap();
    assert_ne!(small.color.encoding, Encoding::Jpeg);
    let opacity = alpha(&small).unwrap();
    assert_eq!((opacity[10], opacity[90]), (255, 0));
    let edge = colors(&small);
    assert!((49..52).all(|x| opacity[x] == 0 || edge[x * 3] > 90), "{:?}", &edge[48 * 3..52 * 3]);
}

/// A file that would not shrink is left alone.
#[test]
fn what_would_not_shrink_stays() {
    let mut bytes = Vec::new();
    let even = vec![200; 700 * 500];
    JpegEncoder::new_with_quality(&mut bytes, 1).encode(&even, 700, 500, ExtendedColorType::L8).unwrap();
    let photo = raster(&bytes);
    assert!(photo.reduced((690, 490)).is_none_or(|small| small.bytes() < photo.bytes()));
}

/// What a photograph weighs in a file goes down with its pixels; a drawing weighs what it has.
#[test]
fn a_photograph_weighs_what_is_printed() {
    let photo = Raster { width: 4800, height: 3600, ..raster(&jpeg(48, 36, 3)) };
    let most = |raster: &Raster, width| raster.most_bytes_printed(width);
    assert_eq!(most(&photo, PrintWidth::Share(1.0)), photo.bytes() / 4);
    let drawing = Raster { is_photograph: false, ..photo.clone() };
    assert_eq!(most(&drawing, PrintWidth::Share(1.0)), photo.bytes());
    let small = raster(&jpeg(48, 36, 3));
    assert_eq!(most(&small, PrintWidth::Share(1.0)), small.bytes());
}

/// A photograph that is printed small weighs little, whether the author, its own size or the height of the page makes it small.
#[test]
fn a_photograph_that_is_printed_small_weighs_little() {
    let photo = Raster { width: 4800, height: 3600, ..raster(&jpeg(48, 36, 3)) };
    let wide = Raster { natural: Size { width: 3600.0, height: 2700.0 }, ..photo.clone() };
    assert_eq!(wide.most_bytes_printed(PrintWidth::Own(1.0)), photo.bytes() / 4);
    assert_eq!(wide.most_bytes_printed(PrintWidth::Share(0.5)), photo.bytes() / 16);
    assert_eq!(wide.most_bytes_printed(PrintWidth::Own(0.5)), photo.bytes() / 16);
    let own = Raster { natural: Size { width: 288.0, height: 216.0 }, ..photo.clone() };
    assert_eq!(own.most_bytes_printed(PrintWidth::Own(1.0)), photo.bytes() / 16);
    let tall = Raster { width: 3600, height: 4800, ..wide };
    assert_eq!(tall.most_bytes_printed(PrintWidth::Share(1.0)), photo.bytes() / 4);
}

/// A photograph that is too large for every print is packed quickly, as it is unpacked again in any case: each pixel is the
/// same. Inside a drawing, where it stays as it is, it is packed well.
#[test]
fn what_is_reduced_in_any_case_is_packed_quickly() {
    let samples = photograph(3000, 40, 3);
    let mut file = Vec::new();
    let pixels = image::RgbImage::from_raw(3000, 40, samples.clone()).unwrap();
    pixels.write_with_encoder(PngEncoder::new(&mut file)).unwrap();
    let [quick, whole] = [Print::Reduced, Print::Whole].map(|print| super::png::png(&file, print).unwrap());
    assert!(quick.is_photograph && quick.color.encoding == Encoding::Predicted);
    assert_eq!((colors(&quick), colors(&whole)), (samples.clone(), samples));
    assert!(whole.bytes() < quick.bytes(), "{} {}", whole.bytes(), quick.bytes());
    let most = inches(8.0, 8.0 * 40.0 / 3000.0);
    assert_eq!(quick.pixels_printed(most), Some((2400, 32)));
    assert_eq!(quick.reduced((2400, 32)).unwrap().color, whole.reduced((2400, 32)).unwrap().color);
}

/// A photograph is reduced strip by strip to the pixels that it has when it is reduced as a whole.
#[test]
fn strips_are_not_seen() {
    use fast_image_resize::images::Image;
    use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

    for ((width, height), (across, down)) in [((90, 1001), (40, 333)), ((90, 400), (40, 400)), ((90, 640), (90, 320))] {
        let mut rows = photograph(width, height, 3);
        // A step every few rows, so that a strip in the wrong place would be seen.
        let row = width as usize * 3;
        rows.chunks_exact_mut(row).step_by(7).flatten().for_each(|sample| *sample = sample.wrapping_mul(3));
        let opaque = rows.as_chunks::<3>().0.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, 255]);
        let whole = Image::from_vec_u8(width, height, opaque.collect(), PixelType::U8x4).unwrap();
        let mut target = Image::new(across, down, PixelType::U8x4);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
        Resizer::new().resize(&whole, &mut target, &options.use_alpha(false)).unwrap();
        let photo = png(image::RgbImage::from_raw(width, height, rows).unwrap());
        assert_eq!(photo.resampled((across, down)), target.into_vec(), "{width} by {height}");
    }
}

/// What all threads take together is bounded: of photographs of 48 megapixels, several that are read row by row are decoded
/// and reduced at once, and JPEGs, which are decoded as a whole, one after the other.
#[test]
fn strips_cost_little() {
    let photo =
        Raster { width: 8000, height: 6000, ..png(image::RgbImage::from_raw(40, 30, photograph(40, 30, 3)).unwrap()) };
    assert!(photo.reducing_cost((2400, 1800)) < MOST_COST / 4, "{}", photo.reducing_cost((2400, 1800)));
    let photo = raster(&jpeg(1600, 1200, 3));
    let cost = photo.reducing_cost((800, 600));
    assert!(cost > 1600 * 1200 * 3 && cost < 1600 * 1200 * 3 + (8 << 20), "{cost}");
}
