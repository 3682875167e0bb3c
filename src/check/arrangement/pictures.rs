//! What is said of a picture to those who cannot see it.

use super::walk::Bodies;
use super::{bare, placed};
use crate::article::{Block, Image};
use crate::diagnostics::{Code, Diagnostic};

/// What begins a text and says nothing of the picture.
const BEGINNINGS: [&str; 18] = [
    "image of",
    "picture of",
    "photo of",
    "drawing of",
    "figure of",
    "a picture of",
    "an image of",
    "a photo of",
    "a drawing of",
    "image",
    "picture",
    "photo",
    "figure",
    "imagen de",
    "foto de",
    "dibujo de",
    "image de",
    "bild von",
];
/// Names that cameras and programs give.
const NAMES: [&str; 10] =
    ["img", "dsc", "dscn", "image", "picture", "photo", "figure", "screenshot", "untitled", "fig"];

/// Notes texts that say what is read out anyway, or the name of the file.
pub(super) fn check(bodies: &Bodies) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for block in bodies.bodies.iter().flat_map(|body| body.iter()) {
        match block {
            Block::Image(image) => found.extend(note(image)),
            Block::Figure(figure) => found.extend(note(&figure.image)),
            Block::List(list) => {
                found.extend(list.items.iter().filter_map(|item| item.picture.as_ref()).filter_map(note));
            }
            _ => {}
        }
    }
    found
}

fn note(image: &Image) -> Option<Diagnostic> {
    let alt = image.alt.as_deref()?;
    let said = without_beginning(&bare(alt));
    let caption = image.caption.as_ref().map(|caption| without_beginning(&bare(&caption.plain())));
    let message = if caption.is_some_and(|caption| caption == said) {
        "`alt` says the same as the caption, which a screen reader reads as well"
    } else if is_file_name(alt, &said, image) {
        "`alt` is the name of the file, which does not say what the picture shows"
    } else if is_given_by_a_program(&bare(alt)) {
        "`alt` does not say what the picture shows"
    } else {
        return None;
    };
    let hint = "say what is seen in it and matters here: “A hand pulls the toes towards the shin.”";
    Some(placed(Diagnostic::new(Code::RepeatedAlt, message).hint(hint), image.alt_place.clone()))
}

fn without_beginning(text: &str) -> String {
    let rest = BEGINNINGS
        .iter()
        .filter_map(|beginning| text.strip_prefix(beginning)?.strip_prefix(' '))
        .min_by_key(|rest| rest.len());
    rest.unwrap_or(text).to_owned()
}

/// Whether a text is the name of the file, with or without its ending and its hyphens. One word may well be both.
fn is_file_name(alt: &str, said: &str, image: &Image) -> bool {
    let name = image.file_name.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let typed = alt.trim();
    !stem.is_empty()
        && (typed == image.file_name || typed == name || typed == stem || said == bare(stem) || said == bare(name))
}

/// `IMG_2041`, `Figure 1`: a name and a number, or a name alone.
fn is_given_by_a_program(said: &str) -> bool {
    let letters = said.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    NAMES.contains(&letters)
}
