//! What drawing an SVG costs, reckoned before it is done: copies that `use`, markers, patterns, masks and clip paths make,
//! styles looked up for each element, references that usvg follows.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use svgtypes::{Length, PathParser, PathSegment};
use usvg::roxmltree::{Document, Node};

use super::PictureError;
use super::references::References;
use super::style::Sheet;
use super::svg_file::{SVG, target, too_complex};

/// Elements within elements, `use` followed.
const MOST_DEPTH: usize = 100;
/// Bytes of path data after all copies that `use` makes.
const MOST_DRAWN: u64 = 8 << 20;
/// Bytes that stand for one curve.
const CURVE: u64 = 100;
/// Elements after all copies.
const MOST_ELEMENTS: u64 = 60_000;
/// Copies that markers make.
const MOST_MARKS: u64 = 200_000;
/// Bytes of these copies.
const MOST_MARKED: u64 = 32 << 20;
/// Stops of gradients, counted for each element that is painted with them: usvg copies them.
const MOST_STOPS: u64 = 1_000_000;
/// Bytes that simplecss passes over where a declaration ends: it counts lines from the start of the text on.
const MOST_PASSED: u64 = 200_000_000;
/// Comparisons of an element or an attribute with a part of a selector.
const MOST_COMPARED: u64 = 50_000_000;
/// Values that styles may give to elements.
const MOST_DECLARED: u64 = 20_000_000;
/// References from an element to a pattern, a mask, a clip path or a filter.
const MOST_REFERENCES: u64 = 1_000_000;
/// Elements that usvg looks at to find references that lead round in circles.
const MOST_FOLLOWED: u64 = 20_000_000;
/// Elements that others refer to and that hold elements themselves. (Copies of markers are counted apart.)
const HOLDERS: [&str; 4] = ["pattern", "mask", "filter", "clipPath"];
/// Gradients and patterns that refer to one another.
const LONGEST_CHAIN: usize = 32;

/// Refuses what would take too long or too much memory.
pub(super) fn check_weight(document: &Document, sheets: &[Sheet]) -> Result<(), PictureError> {
    let mut named = BTreeMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            named.entry(id).or_insert(node);
        }
    }
    let (references, weights, markers) = (References::of(sheets), BTreeMap::new(), BTreeSet::new());
    let mut scale = Scale { named, references, referred: 0, weights, markers, stops: BTreeMap::new() };
    let load = scale.weigh(document.root_element(), 0)?;
    let (mut marks, mut ink): (u64, u64) = (0, 0);
    for marker in document.descendants().filter(|node| node.has_tag_name((SVG, "marker"))) {
        if scale.markers.contains(&marker.id().get()) {
            let load = scale.weigh(marker, 0)?;
            marks = marks.saturating_add(load.elements);
            ink = ink.saturating_add(load.weight);
        }
    }
    let styled = styles(sheets, load);
    // A corner of a path takes two bytes at least.
    let marked = marks.saturating_mul(load.weight / 2);
    let passed = sheets.iter().fold(load.passed, |sum, sheet| sum.saturating_add(passed(&sheet.text)));
    let followed = followed(document, sheets).saturating_mul(load.elements);
    if load.weight > MOST_DRAWN
        || load.elements > MOST_ELEMENTS
        || (marks > 0 && marked > MOST_MARKS.max(load.weight))
        || ink.saturating_mul(load.corners) > MOST_MARKED
        || load.stops > MOST_STOPS
        || passed > MOST_PASSED
        || styled.0 > MOST_COMPARED
        || styled.1 > MOST_DECLARED
        || followed > MOST_FOLLOWED
    {
        return Err(too_complex());
    }
    check_chains(document, &scale.named)
}

/// How often styles are compared with elements, and how many values they may give.
fn styles(sheets: &[Sheet], load: Load) -> (u64, u64) {
    let looked_through = load.elements.saturating_add(load.weight / 8);
    let depth = load.height as u64 + 1;
    let selectors = sheets.iter().flat_map(|sheet| &sheet.selectors);
    let compared = selectors.fold(0u64, |sum, parts| {
        let around = depth.saturating_pow(u32::try_from(*parts).unwrap_or(u32::MAX));
        sum.saturating_add(around.saturating_mul(looked_through))
    });
    let declared: u64 = sheets.iter().map(|sheet| sheet.declared as u64).sum();
    (compared, declared.saturating_mul(load.elements))
}

/// The bytes passed over in a text of declarations.
fn passed(text: &str) -> u64 {
    let ends = text.bytes().filter(|byte| matches!(byte, b';' | b'}')).count() as u64 + 1;
    ends.saturating_mul(text.len() as u64)
}

/// The elements in patterns, masks, filters and clipping paths that refer to something: usvg follows each.
fn followed(document: &Document, sheets: &[Sheet]) -> u64 {
    let by_style = sheets.iter().any(|sheet| sheet.text.contains("url("));
    let holders = document.descendants().filter(|node| HOLDERS.iter().any(|name| node.has_tag_name((SVG, *name))));
    let refers = |node: &Node| node.attributes().any(|attribute| attribute.value().contains("url("));
    let mut count = 0u64;
    for holder in holders {
        count += holder.descendants().filter(|node| node.is_element() && (by_style || refers(node))).count() as u64;
    }
    count
}

/// Refuses gradients that take over from one another for ever.
fn check_chains(document: &Document, named: &BTreeMap<&str, Node>) -> Result<(), PictureError> {
    let kinds = ["linearGradient", "radialGradient", "pattern", "filter"];
    for node in document.descendants().filter(|node| kinds.contains(&node.tag_name().name())) {
        let mut at = Some(node);
        let mut steps = 0;
        while let Some(here) = at {
            at = target(here).and_then(|it| named.get(it.trim().trim_start_matches('#')).copied());
            steps += 1;
            if steps > LONGEST_CHAIN {
                return Err(too_complex());
            }
        }
    }
    Ok(())
}

/// How many curves the arcs become that an attribute describes: the larger an arc, the more, by the sixth root of its size
/// (kurbo, `Arc::append_iter`), whatever of it lies on the paper. The second number is that of the corners of an outline, those
/// where one curve of an arc meets the next among them.
fn outline(name: &str, value: &str) -> (u64, u64) {
    let curves = |size: f64| ((size * 20.0).powf(1.0 / 6.0).ceil() as u64).saturating_add(1);
    match name {
        // Four quarters; the largest unit is an inch.
        "r" | "rx" | "ry" => {
            (Length::from_str(value).map_or(0, |length| curves(length.number.abs() * 96.0).saturating_mul(4)), 0)
        }
        "d" => {
            let (mut far, mut count, mut corners) = (0.0, 0u64, 0);
            for segment in PathParser::from(value).map_while(Result::ok) {
                let (is_relative, size) = reach(&segment);
                far = if is_relative { far + size } else { size.max(far) };
                let is_arc = matches!(segment, PathSegment::EllipticalArc { .. });
                let arcs = if is_arc { curves(far * 2.0) } else { 0 };
                count = count.saturating_add(arcs);
                corners = u64::saturating_add(corners, arcs.max(1));
            }
            (count, corners)
        }
        // A point takes four bytes at least.
        "points" => (0, value.len() as u64 / 4 + 1),
        _ => (0, 0),
    }
}

/// Whether a segment starts from where the last one ended, and the largest of its numbers.
fn reach(segment: &PathSegment) -> (bool, f64) {
    use PathSegment as S;
    let (is_absolute, numbers) = match *segment {
        S::MoveTo { abs, x, y } | S::LineTo { abs, x, y } | S::SmoothQuadratic { abs, x, y } => (abs, [x, y, 0.0, 0.0]),
        S::HorizontalLineTo { abs, x } => (abs, [x, 0.0, 0.0, 0.0]),
        S::VerticalLineTo { abs, y } => (abs, [y, 0.0, 0.0, 0.0]),
        S::CurveTo { abs, x, y, .. } | S::SmoothCurveTo { abs, x, y, .. } | S::Quadratic { abs, x, y, .. } => {
            (abs, [x, y, 0.0, 0.0])
        }
        S::EllipticalArc { abs, rx, ry, x, y, .. } => (abs, [rx, ry, x, y]),
        S::ClosePath { .. } => (false, [0.0; 4]),
    };
    (!is_absolute, numbers.iter().fold(0.0, |most: f64, number| most.max(number.abs())))
}

/// What an element draws, with all copies.
#[derive(Clone, Copy)]
struct Load {
    /// Bytes of its attributes and of all it holds.
    weight: u64,
    /// Elements, itself among them.
    elements: u64,
    /// Elements within elements.
    height: usize,
    /// The same, with what is referred to.
    reach: usize,
    /// Corners of outlines, where markers may stand.
    corners: u64,
    /// Stops of the gradients that elements are painted with, counted for each element.
    stops: u64,
    /// Bytes that are passed over in reading styles.
    passed: u64,
}

impl Load {
    fn add(&mut self, inner: Load) {
        self.weight = self.weight.saturating_add(inner.weight);
        self.elements = self.elements.saturating_add(inner.elements);
        self.corners = self.corners.saturating_add(inner.corners);
        self.stops = self.stops.saturating_add(inner.stops);
        self.passed = self.passed.saturating_add(inner.passed);
        self.reach = self.reach.max(inner.reach + 1);
    }
}

/// What an element draws by itself.
fn own_load(node: Node) -> Load {
    let ends = if node.has_tag_name((SVG, "line")) { 2 } else { 0 };
    let mut load = Load { weight: 16, elements: 1, height: 0, reach: 0, corners: ends, stops: 0, passed: 0 };
    for attribute in node.attributes() {
        let (curves, corners) = outline(attribute.name(), attribute.value());
        let outline = curves.saturating_mul(CURVE);
        load.corners = load.corners.saturating_add(corners);
        if attribute.name() == "style" {
            load.passed = load.passed.saturating_add(passed(attribute.value()));
        }
        // A picture is read once, and a short name put in its place.
        let is_picture = node.has_tag_name((SVG, "image")) && attribute.name() == "href";
        let length = if is_picture { 0 } else { attribute.value().len() as u64 };
        let own = outline.max(length);
        load.weight = load.weight.saturating_add(own).saturating_add(8);
    }
    load
}

struct Scale<'a, 'input> {
    named: BTreeMap<&'a str, Node<'a, 'input>>,
    references: References,
    /// References followed.
    referred: u64,
    /// By node, once known.
    weights: BTreeMap<u32, Load>,
    /// The markers that something refers to, by node.
    markers: BTreeSet<u32>,
    /// How many stops a gradient has or takes over, by node, once known: thousands of shapes may share one.
    stops: BTreeMap<u32, u64>,
}

impl<'a, 'input> Scale<'a, 'input> {
    /// A reference that leads back to itself goes beyond every depth.
    fn weigh(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Load, PictureError> {
        let known = self.weights.get(&node.id().get()).copied();
        let reach = known.map_or(0, |load| load.reach);
        if depth + reach > MOST_DEPTH {
            return Err(PictureError::new("the SVG is nested too deeply or repeats itself without end", "simplify it"));
        }
        if let Some(load) = known {
            return Ok(load);
        }
        let mut load = own_load(node);
        let copied = node.has_tag_name((SVG, "use")).then(|| target(node)).flatten();
        let copied = copied.and_then(|target| self.named.get(target.trim().trim_start_matches('#')).copied());
        for part in node.children().filter(Node::is_element).chain(copied) {
            let inner = self.weigh(part, depth + 1)?;
            load.add(inner);
            load.height = load.height.max(inner.height + 1);
        }
        let mut stops: u64 = 0;
        for part in self.referred(node)? {
            let name = part.tag_name().name();
            if HOLDERS.contains(&name) {
                load.add(self.weigh(part, depth + 1)?);
            } else if name == "marker" {
                self.markers.insert(part.id().get());
            } else {
                stops = stops.saturating_add(self.stops(part));
            }
        }
        // Those inside it are painted so, too, unless they say otherwise.
        load.stops = load.stops.saturating_add(stops.saturating_mul(load.elements));
        self.weights.insert(node.id().get(), load);
        Ok(load)
    }

    /// How many stops a gradient has, or takes over from another.
    fn stops(&mut self, gradient: Node<'a, 'input>) -> u64 {
        if let Some(known) = self.stops.get(&gradient.id().get()) {
            return *known;
        }
        let count = self.count_stops(gradient);
        self.stops.insert(gradient.id().get(), count);
        count
    }

    fn count_stops(&self, gradient: Node<'a, 'input>) -> u64 {
        let mut at = Some(gradient);
        for _ in 0..LONGEST_CHAIN {
            let Some(here) = at else { break };
            let count = here.children().filter(|node| node.has_tag_name((SVG, "stop"))).count();
            if count > 0 {
                return count as u64;
            }
            at = target(here).and_then(|it| self.named.get(it.trim().trim_start_matches('#')).copied());
        }
        0
    }

    /// What an element refers to: what holds others, markers, gradients. usvg goes through them anew for each.
    fn referred(&mut self, node: Node<'a, 'input>) -> Result<Vec<Node<'a, 'input>>, PictureError> {
        let ids = self.references.from(node);
        self.referred = self.referred.saturating_add(ids.len() as u64);
        if self.referred > MOST_REFERENCES {
            return Err(too_complex());
        }
        let found = ids.into_iter().filter_map(|id| self.named.get(id).copied());
        let kinds = || HOLDERS.iter().chain(&["marker", "linearGradient", "radialGradient"]);
        Ok(found.filter(|it| kinds().any(|name| it.has_tag_name((SVG, *name)))).collect())
    }
}
