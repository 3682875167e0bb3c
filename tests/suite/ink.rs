//! What has to hold of the ink of every handout: all of it on the paper, the article's own in the text area, no line
//! over another. The fuzz target `layout` shares this file.

use handout::layout::handout::{Artifact, Handout, Ink, Item, NodeId, Owner, Page, Role, Tree};
use handout::picture::Segment;
use handout::text::fonts::Fonts;
use handout::theme::Theme;

/// Less than this is rounding.
const HAIR: f32 = 0.5;
/// Baselines of two lines that share a column stand at least this share of their type size apart. Where the lower one is smaller, as a
/// raised number is, the descent of the upper one is a quarter of its own size.
const CLOSEST: f32 = 0.7;
const DESCENT: f32 = 0.25;

/// What is said of a page without text.
pub const NOTHING: &str = "it has nothing of the article";

/// The box of a drawn item; of text, its baseline and type size.
#[derive(Clone, Debug)]
pub struct Area {
    pub start: f32,
    pub end: f32,
    pub top: f32,
    pub bottom: f32,
    /// Text without the white space at its end, its baseline and size.
    pub line: Option<(String, f32, f32)>,
}

/// Everything that is wrong with the ink of a handout.
pub fn faults(handout: &Handout, theme: &Theme, fonts: &Fonts) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, page) in (1..).zip(&handout.pages) {
        let mut note = |what: String| faults.push(format!("page {number}: {what}"));
        if theme.columns > 1 {
            column_faults(page, &handout.tree, theme, fonts, &mut note);
        }
        page_faults(page, &handout.tree, theme, fonts, &mut note);
    }
    faults
}

fn page_faults(page: &Page, tree: &Tree, theme: &Theme, fonts: &Fonts, note: &mut impl FnMut(String)) {
    let areas: Vec<(&Item, Area)> = page.items.iter().filter_map(|item| Some((item, area(item, fonts)?))).collect();
    let foot =
        areas.iter().filter(|(item, _)| item.owner == Owner::Artifact(Artifact::Footer)).map(|(_, area)| area.top);
    let foot = foot.fold(page.size.height - theme.margins.bottom + HAIR, f32::min);
    let is_of_article = |item: &Item| matches!(item.owner, Owner::Node(_)) && !is_furniture(item.owner, tree);
    // Rows to fill in are ruled and say nothing. One rule, over the foot, is on every page.
    let is_rule = |item: &Item, area: &Area| {
        item.owner == Owner::Artifact(Artifact::Layout) && area.top >= theme.margins.top - HAIR && area.line.is_none()
    };
    let is_to_fill_in = areas.iter().filter(|(item, area)| is_rule(item, area)).count() > 1;
    if !is_to_fill_in && !areas.iter().any(|(item, _)| is_of_article(item)) {
        note(NOTHING.into());
    }
    for (item, area) in &areas {
        let finite = [area.start, area.end, area.top, area.bottom].iter().all(|it| it.is_finite());
        let inside = area.start >= -HAIR && area.end <= page.size.width + HAIR && area.top >= -HAIR;
        if !finite || !inside || area.bottom > page.size.height + HAIR {
            note(format!("off the paper: {area:?}"));
        }
        if !matches!(item.owner, Owner::Node(_)) {
            continue;
        }
        let is_folio = is_furniture(item.owner, tree) && (area.top > foot - HAIR || area.bottom < theme.margins.top);
        let (left, right) = (theme.margins.start, page.size.width - theme.margins.end);
        if area.start < left - HAIR || area.end > right + HAIR {
            note(format!("wider than the measure, {left} to {right}: {area:?}"));
        }
        if !is_folio && (area.top < theme.margins.top - HAIR || area.bottom > foot + HAIR) {
            note(format!("out of the text area, {} to {foot}: {area:?}", theme.margins.top));
        }
    }
    overlaps(&areas, note);
}

/// Lists in running text stand in a column each.
fn column_faults(page: &Page, tree: &Tree, theme: &Theme, fonts: &Fonts, note: &mut impl FnMut(String)) {
    let first = theme.margins.start + theme.column() + HAIR;
    let second = page.size.width - theme.margins.end - theme.column() - HAIR;
    let crosses = |area: &Area| area.start < second && area.end > first;
    let has = |id: NodeId, is: fn(&Role) -> bool| {
        std::iter::successors(Some(id), |id| tree.node(*id).parent).any(|id| is(&tree.node(id).role))
    };
    let is_elsewhere = |role: &Role| matches!(role, Role::Table | Role::Note | Role::Aside | Role::Masthead);
    for item in &page.items {
        let (Owner::Node(id), Some(area)) = (item.owner, area(item, fonts)) else { continue };
        if has(id, |role| *role == Role::ListItem) && !has(id, is_elsewhere) && crosses(&area) {
            note(format!("out of its column, {first} or {second}: {area:?}"));
        }
    }
}

fn overlaps(areas: &[(&Item, Area)], note: &mut impl FnMut(String)) {
    let lines: Vec<&Area> = areas.iter().map(|(_, area)| area).filter(|area| area.line.is_some()).collect();
    for (index, one) in lines.iter().enumerate() {
        for other in &lines[index + 1..] {
            let (Some((a, y, size)), Some((b, other_y, other_size))) = (&one.line, &other.line) else { continue };
            let shared = one.end.min(other.end) - one.start.max(other.start);
            let (upper, lower) = if y < other_y { (size, other_size) } else { (other_size, size) };
            let closest = CLOSEST * lower + DESCENT * (upper - lower).max(0.0);
            if shared > HAIR && (y - other_y).abs() < closest {
                note(format!("“{a}” at {:?} stands on “{b}” at {:?}", (one.start, y), (other.start, other_y)));
            }
        }
    }
}

/// How far down a page the masthead and the numbers to call come that stand over its foot, as a share of the page's height: with
/// names of thousands of letters they take more than a page.
pub fn front_share(handout: &Handout, page: &Page, fonts: &Fonts) -> f32 {
    let areas_of = |is: fn(&Owner) -> bool| {
        let items = page.items.iter().filter(move |item| is(&item.owner) && is_furniture(item.owner, &handout.tree));
        items.filter_map(|item| area(item, fonts))
    };
    let foot = areas_of(|owner| *owner == Owner::Artifact(Artifact::Footer)).map(|area| area.top);
    let foot = foot.fold(page.size.height, f32::min);
    let front = areas_of(|owner| matches!(owner, Owner::Node(_))).map(|area| area.bottom);
    front.filter(|bottom| *bottom < foot).fold(0.0, f32::max) / page.size.height
}

/// Whether ink is of the masthead, the running header or the foot of a page: content of the first page, artifacts on others.
pub fn is_furniture(owner: Owner, tree: &Tree) -> bool {
    let mut node = match owner {
        Owner::Artifact(artifact) => return matches!(artifact, Artifact::Header | Artifact::Footer),
        Owner::Node(node) => Some(node),
    };
    // The mark of a draft is the first of a document's parts, before any heading; in two languages there may be two.
    let is_paragraph = |node| tree.node(node).parent == Some(Tree::ROOT) && tree.node(node).role == Role::Paragraph;
    let is_draft = |node: NodeId| node.0 > 0 && (1..=node.0).all(|index| is_paragraph(NodeId(index)));
    while let Some(id) = node {
        if matches!(tree.node(id).role, Role::Masthead | Role::Imprint) || is_draft(id) {
            return true;
        }
        node = tree.node(id).parent;
    }
    false
}

/// The box of an item; `None` for white space.
pub fn area(item: &Item, fonts: &Fonts) -> Option<Area> {
    match &item.ink {
        Ink::Glyphs { origin, run, .. } => {
            let shown = run.text.trim_end();
            let scale = run.size / f32::from(fonts.face(run.face).units_per_em);
            let glyphs = run.glyphs.iter().filter(|glyph| (glyph.cluster as usize) < shown.len());
            let width = glyphs.map(|glyph| glyph.advance).sum::<i32>() as f32 * scale;
            let line = Some((shown.to_owned(), origin.y, run.size));
            let (top, bottom) = (origin.y - 0.66 * run.size, origin.y);
            (!shown.is_empty()).then_some(Area { start: origin.x, end: origin.x + width, top, bottom, line })
        }
        Ink::Path(path) => {
            let mut area = Area { start: f32::MAX, end: f32::MIN, top: f32::MAX, bottom: f32::MIN, line: None };
            for segment in &path.segments {
                let points = match *segment {
                    Segment::Move(p) | Segment::Line(p) => vec![p],
                    Segment::Curve(a, b, c) => vec![a, b, c],
                    Segment::Close => Vec::new(),
                };
                for point in points {
                    (area.start, area.end) = (area.start.min(point.x), area.end.max(point.x));
                    (area.top, area.bottom) = (area.top.min(point.y), area.bottom.max(point.y));
                }
            }
            Some(area)
        }
        Ink::Raster { area, .. } | Ink::Drawing { area, .. } => {
            Some(Area { start: area.x, end: area.end(), top: area.y, bottom: area.bottom(), line: None })
        }
    }
}
