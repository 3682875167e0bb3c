//! SVG files: as nothing but outlines where that is enough, as a drawing of parts where it is not.

use std::sync::Arc;

use usvg::{ImageKind, Options, Tree};

use super::embedded::{self, Embedded};
use super::scene::drawing;
use super::survey::{Surveyed, survey};
use super::svg_file::parsed;
use super::vector::vector;
use super::{POINTS_A_PIXEL, Picture, PictureError, hash};
use crate::geometry::Size;

/// Wider or higher than this is a mistake: over ten feet, in points.
const LARGEST: f32 = 10_000.0;

/// Reads an SVG file. Nothing outside of it is looked at.
pub(super) fn svg(bytes: &[u8]) -> Result<Picture, PictureError> {
    let Surveyed { text, pictures } = survey(bytes)?;
    let document = parsed(&text)?;
    let tree = tree(&document, &pictures)?;
    let natural = Size { width: tree.size().width() * POINTS_A_PIXEL, height: tree.size().height() * POINTS_A_PIXEL };
    if !(natural.width <= LARGEST && natural.height <= LARGEST) {
        return Err(PictureError::new(
            "the SVG drawing is meters wide or high",
            "give <svg> a smaller width and height",
        ));
    }
    let (is_empty, picture) = match vector(&tree, natural)? {
        Some(vector) => (vector.paths.is_empty(), Picture::Vector(vector)),
        None => {
            let drawing = drawing(&document, &tree, &pictures, natural, hash(bytes))?;
            (drawing.parts.is_empty(), Picture::Drawing(Arc::new(drawing)))
        }
    };
    if is_empty {
        return Err(PictureError::new("the SVG file shows nothing that can be drawn", "export it again"));
    }
    Ok(picture)
}

/// The file as usvg reads it.
fn tree(document: &usvg::roxmltree::Document, pictures: &Embedded) -> Result<Tree, PictureError> {
    let mut options = Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    options.image_href_resolver.resolve_data = Box::new(|_, name, _| {
        let raster = pictures.named(&name)?;
        Some(ImageKind::PNG(Arc::new(embedded::stand_in(raster))))
    });
    Tree::from_xmltree(document, &options).map_err(|_| {
        let hint = "give <svg> a width, a height and a viewBox";
        PictureError::new("the SVG file has no usable size", hint)
    })
}

/// About how many bytes drawing a file takes: outlines, transformed and stroked, for each number in it, and the largest of
/// the pictures inside.
pub(super) fn cost(bytes: &[u8]) -> usize {
    bytes.len().saturating_mul(25).saturating_add(embedded::cost(bytes))
}
