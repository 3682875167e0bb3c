//! The borders of boxes; open where a box goes on over a page break.

use super::frame::{BoxLook, Container, filled, outline, rule, stroked};
use super::paginate::BoxPart;
use crate::geometry::{Point, Pt, Rect};
use crate::picture::{Color, Path, Segment};
use crate::theme::Colors;

/// Width of the bar at the start of the panel.
const BAR: Pt = 3.5;
/// Distance of the lines of a double outline.
const DOUBLE: Pt = 2.5;

/// The border of the part of a box that stands on one page; open where the box goes on.
pub fn border(container: &Container, part: &BoxPart, colors: &Colors) -> Vec<Path> {
    let area =
        Rect { x: part.start + container.start, y: part.top, width: container.width, height: part.bottom - part.top };
    match container.look {
        BoxLook::Panel => {
            let bar = Rect { width: BAR, ..area };
            vec![stroked(area, 1.0, colors.rule), filled(bar, colors.brand)]
        }
        BoxLook::Alarm => sides(area, part, 1.6, colors.alarm),
        BoxLook::Call => sides(area, part, 1.3, colors.brand),
        BoxLook::Important => {
            let (thickness, color) = (3.0, colors.caution);
            let mut rules = Vec::new();
            if part.first {
                rules.push(rule(area.x, area.y + thickness / 2.0, area.width, thickness, color));
            }
            if part.last {
                rules.push(rule(area.x, area.bottom() - thickness / 2.0, area.width, thickness, color));
            }
            rules
        }
        BoxLook::Number => sides(area, part, 2.0, colors.ink),
        BoxLook::TeachBack => {
            let mut paths = sides(area, part, 1.0, colors.brand);
            paths.push(filled(Rect { width: BAR, ..area }, colors.brand));
            paths
        }
        BoxLook::GreenZone => sides(area, part, 1.0, colors.yes),
        BoxLook::YellowZone => {
            let (above, below) = (if part.first { DOUBLE } else { 0.0 }, if part.last { DOUBLE } else { 0.0 });
            let inner = Rect {
                x: area.x + DOUBLE,
                y: area.y + above,
                width: area.width - 2.0 * DOUBLE,
                height: area.height - above - below,
            };
            let mut paths = sides(area, part, 1.0, colors.caution);
            paths.extend(sides(inner, part, 1.0, colors.caution));
            paths
        }
        BoxLook::RedZone => sides(area, part, 3.0, colors.alarm),
        BoxLook::Tip => {
            let mut paths = sides(area, part, 1.1, colors.brand);
            for stroke in paths.iter_mut().filter_map(|path| path.stroke.as_mut()) {
                stroke.dashes = vec![4.0, 3.0];
            }
            paths
        }
    }
}

/// A frame that is open above when it continues and below when it goes on.
fn sides(area: Rect, part: &BoxPart, thickness: Pt, color: Color) -> Vec<Path> {
    let inset = thickness / 2.0;
    let (left, right) = (area.x + inset, area.end() - inset);
    let (top, bottom) = (area.y + inset, area.bottom() - inset);
    let at = |x, y| Point { x, y };
    let mut segments = Vec::new();
    if part.first && part.last {
        let rect = Rect { x: left, y: top, width: right - left, height: bottom - top };
        return vec![stroked(rect, thickness, color)];
    }
    if part.first {
        segments.extend([Segment::Move(at(left, area.bottom())), Segment::Line(at(left, top))]);
        segments.extend([Segment::Line(at(right, top)), Segment::Line(at(right, area.bottom()))]);
    } else if part.last {
        segments.extend([Segment::Move(at(left, area.y)), Segment::Line(at(left, bottom))]);
        segments.extend([Segment::Line(at(right, bottom)), Segment::Line(at(right, area.y))]);
    } else {
        segments.extend([Segment::Move(at(left, area.y)), Segment::Line(at(left, area.bottom()))]);
        segments.extend([Segment::Move(at(right, area.y)), Segment::Line(at(right, area.bottom()))]);
    }
    vec![outline(segments, thickness, color)]
}
