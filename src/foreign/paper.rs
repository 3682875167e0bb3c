//! The paper that a page is seen on (ISO 32000-1, 7.7.3.3 and 14.11.2).

use super::object::{Dictionary, Object};

/// Sides of paper in points, from an inch to the largest page of PDF 1.7 (ISO 32000-1, Annex C).
const PAPERS: std::ops::RangeInclusive<f64> = 72.0..=14_400.0;

/// Width and height of a copied page in points, as a reader shows it: its crop box as far as that lies in its media box, in
/// its own unit, turned. `None` where that is smaller or larger than any paper.
pub(super) fn of(page: &Dictionary) -> Option<[f64; 2]> {
    let media = Area::read(page, b"MediaBox")?;
    // A crop box beside the media box shows nothing: readers take the media box then.
    let seen = Area::read(page, b"CropBox").and_then(|crop| crop.within(&media)).unwrap_or(media);
    let unit = page.get(&b"UserUnit"[..]).and_then(Object::number).unwrap_or(1.0);
    let (width, height) = ((seen.right - seen.left) * unit, (seen.top - seen.bottom) * unit);
    let is_paper = PAPERS.contains(&width) && PAPERS.contains(&height);
    let is_turned = matches!(page.get(&b"Rotate"[..]), Some(Object::Integer(turn)) if turn % 180 != 0);
    is_paper.then_some(if is_turned { [height, width] } else { [width, height] })
}

/// A rectangle, its corners in order.
struct Area {
    left: f64,
    bottom: f64,
    right: f64,
    top: f64,
}

impl Area {
    /// The rectangle under a key, by any two opposite corners (7.9.5).
    fn read(page: &Dictionary, key: &[u8]) -> Option<Area> {
        let Object::Array(corners) = page.get(key)? else { return None };
        let [x0, y0, x1, y1] = corners.as_slice() else { return None };
        let [x0, y0, x1, y1] = [x0.number()?, y0.number()?, x1.number()?, y1.number()?];
        Some(Area { left: x0.min(x1), bottom: y0.min(y1), right: x0.max(x1), top: y0.max(y1) })
    }

    /// What of it lies in another; `None` where nothing does.
    fn within(&self, other: &Area) -> Option<Area> {
        let (left, right) = (self.left.max(other.left), self.right.min(other.right));
        let (bottom, top) = (self.bottom.max(other.bottom), self.top.min(other.top));
        (left < right && bottom < top).then_some(Area { left, bottom, right, top })
    }
}
