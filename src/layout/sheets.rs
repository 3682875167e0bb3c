//! The last step: planned pages become sheets, and start-based coordinates become page coordinates.

use super::Galley;
use super::folio::Folio;
use super::frame::{BoxLook, Container, Frame, Goal, filled, mapped, outline, rule, shifted, stroked};
use super::handout::{Handout, Ink, Item, LinkArea, NodeId, Page, Role, Target};
use super::pages::{BoxPart, PagePlan, paginate};
use crate::geometry::{Point, Pt, Rect};
use crate::locale::Label;
use crate::picture::{Color, Path, Segment};
use crate::text::Direction;

/// A last page that ends above this share of the text area is drawn back, if it can be.
const FEW_LINES: f32 = 0.2;
/// How far gaps may be tightened for that.
const TIGHTER_GAPS: [f32; 6] = [0.95, 0.9, 0.85, 0.8, 0.75, 0.7];

impl Galley<'_, '_> {
    /// Paginates what has been composed and draws every page.
    pub(super) fn sheets(mut self) -> Handout {
        let folio = self.folio();
        let depth = self.theme.paper.height - self.theme.margins.top - folio.foot().max(self.theme.margins.bottom);
        let plans = self.thrifty_pages(depth);
        let mut frames: Vec<Frame> = self.pieces.iter_mut().map(|piece| std::mem::take(&mut piece.frame)).collect();
        let count = plans.len();
        let mut pages = Vec::with_capacity(count);
        for (index, plan) in plans.iter().enumerate() {
            pages.push(self.sheet(plan, &mut frames, &folio, (index + 1, count)));
        }
        self.report_missing();
        Handout { metadata: self.metadata(), pages, tree: self.tree, outline: self.outline }
    }

    /// Pages at the theme's own gaps, or at tighter ones where those save a last page of a few lines.
    fn thrifty_pages(&self, depth: Pt) -> Vec<PagePlan> {
        let set = |scale| paginate(&self.pieces, &self.containers, depth, scale);
        let plans = set(1.0);
        let short = |plan: &PagePlan| {
            let end = plan.placed.last().map_or(0.0, |last| last.y + self.pieces[last.piece].frame.height);
            end < depth * FEW_LINES
        };
        if plans.len() < 2 || !plans.last().is_some_and(short) {
            return plans;
        }
        TIGHTER_GAPS.into_iter().map(set).find(|tight| tight.len() < plans.len()).unwrap_or(plans)
    }

    fn sheet(&mut self, plan: &PagePlan, frames: &mut [Frame], folio: &Folio, (number, count): (usize, usize)) -> Page {
        let mut column = Frame::default();
        let mut boxes = plan.boxes.iter().peekable();
        for (index, placed) in plan.placed.iter().enumerate() {
            while let Some(part) = boxes.next_if(|part| part.before <= index) {
                let container = &self.containers[part.container];
                border(container, part, self.border_color(container.look))
                    .into_iter()
                    .for_each(|path| column.decorate(path));
            }
            let piece = &self.pieces[placed.piece];
            let label = piece.container.and_then(|container| self.containers[container].continued.as_ref());
            if let (Some(y), Some(frame)) = (placed.label_y, label) {
                column.place(frame.as_ref().clone(), 0.0, y);
            }
            if let (Some(y), Some(frame)) = (placed.repeat_y, &piece.repeat) {
                column.place(frame.as_ref().clone(), 0.0, y);
            }
            column.place(std::mem::take(&mut frames[placed.piece]), 0.0, placed.y);
        }
        let mut page = Frame::default();
        page.place(column, 0.0, self.theme.margins.top);
        page.place(self.furniture_of(folio, number, count), 0.0, 0.0);
        self.to_page(page)
    }

    /// From the start edge of the text area to the left edge of the paper; mirrored where lines run from right to left.
    fn to_page(&mut self, frame: Frame) -> Page {
        let mut placed = Frame::default();
        placed.place(frame, self.theme.margins.start, 0.0);
        if self.direction == Direction::Rtl {
            self.mirror(&mut placed);
        }
        for (node, area) in placed.figures {
            if let Role::Figure { area: place, .. } = &mut self.tree.nodes[node.0 as usize].role {
                *place = area;
            }
        }
        let items = placed.marks.into_iter().map(|mark| Item { owner: mark.owner, ink: mark.ink }).collect();
        let links =
            placed.links.into_iter().filter_map(|link| self.link_area(link.node, link.area, link.goal)).collect();
        Page { size: self.theme.paper, items, links }
    }

    /// Turns places counted from the right edge into places counted from the left. Type and pictures keep their faces.
    fn mirror(&self, frame: &mut Frame) {
        let width = self.theme.paper.width;
        let flipped = |area: Rect| Rect { x: width - area.end(), ..area };
        for mark in &mut frame.marks {
            let ink = std::mem::replace(&mut mark.ink, Ink::Path(Path::default()));
            mark.ink = match (ink, mark.rigid) {
                (ink, Some((start, extent))) => shifted(ink, width - extent - 2.0 * start, 0.0),
                (Ink::Glyphs { origin, run, color }, None) => {
                    let x = width - origin.x - self.run_width(&run);
                    Ink::Glyphs { origin: Point { x, ..origin }, run, color }
                }
                (Ink::Path(path), None) => Ink::Path(mapped(path, |p| Point { x: width - p.x, ..p })),
                (Ink::Raster { area, raster }, None) => Ink::Raster { area: flipped(area), raster },
            };
        }
        frame.links.iter_mut().for_each(|link| link.area = flipped(link.area));
        frame.figures.iter_mut().for_each(|(_, area)| *area = flipped(*area));
    }

    fn link_area(&self, node: NodeId, area: Rect, goal: Goal) -> Option<LinkArea> {
        let (target, contents) = match goal {
            Goal::Url(url) => (Target::Url(url.clone()), url.to_string()),
            Goal::Reference(index) => {
                let number = self.locale.number(index + 1);
                let contents = format!("{} {number}", self.locale.label(Label::References));
                (Target::Node(*self.references.get(index)?), contents)
            }
        };
        Some(LinkArea { node, area, target, contents })
    }

    fn border_color(&self, look: BoxLook) -> (Color, Color) {
        let colors = self.theme.colors;
        match look {
            BoxLook::Panel => (colors.rule, colors.tint),
            BoxLook::Alarm => (colors.alarm, colors.alarm),
            BoxLook::Call | BoxLook::Tip => (colors.brand, colors.brand),
            BoxLook::Important => (colors.caution, colors.caution),
        }
    }
}

/// Width of the bar at the start of the panel.
const BAR: Pt = 3.5;

/// The border of the part of a box that stands on one page; open where the box goes on.
fn border(container: &Container, part: &BoxPart, (color, ground): (Color, Color)) -> Vec<Path> {
    let area = Rect { x: container.start, y: part.top, width: container.width, height: part.bottom - part.top };
    match container.look {
        BoxLook::Panel => {
            let bar = Rect { width: BAR, ..area };
            vec![filled(area, ground), stroked(area, 0.75, color), filled(bar, crate::theme::BRAND)]
        }
        BoxLook::Alarm => sides(area, part, 1.6, color),
        BoxLook::Call => sides(area, part, 1.3, color),
        BoxLook::Important => {
            let thickness = 3.0;
            let mut rules = Vec::new();
            if part.first {
                rules.push(rule(area.x, area.y + thickness / 2.0, area.width, thickness, color));
            }
            if part.last {
                rules.push(rule(area.x, area.bottom() - thickness / 2.0, area.width, thickness, color));
            }
            rules
        }
        BoxLook::Tip => {
            let mut paths = sides(area, part, 1.1, color);
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
