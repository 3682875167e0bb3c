//! Pages as a reader sees them: rows of text from top to bottom.

use handout::layout::handout::{Handout, Owner, Page, Role, Tree};
use handout::text::fonts::Fonts;

use super::ink::{area, is_furniture};

/// Baselines nearer than this are one row: raised numbers, marks of another size.
const ROW: f32 = 6.0;

/// A row of text.
#[derive(Clone, Debug)]
pub struct Row {
    /// Baseline, from the top of the page.
    pub y: f32,
    /// Left and right end of its ink.
    pub start: f32,
    pub end: f32,
    /// From left to right, a space where there is a gap.
    pub text: String,
    /// Header, footer, masthead: not of the column.
    pub furniture: bool,
}

/// The rows of a page, top to bottom; a picture is `[picture]`.
pub fn rows(page: &Page, tree: &Tree, fonts: &Fonts) -> Vec<Row> {
    let mut parts: Vec<Row> = Vec::new();
    for item in &page.items {
        let Some(area) = area(item, fonts) else { continue };
        let picture = matches!(item.owner, Owner::Node(id) if matches!(tree.node(id).role, Role::Figure { .. }));
        let picture = picture.then(|| ("[picture]".to_owned(), area.bottom, 0.0));
        let Some((text, y, _)) = area.line.or(picture) else { continue };
        let furniture = is_furniture(item.owner, tree);
        parts.push(Row { y, start: area.start, end: area.end, text, furniture });
    }
    parts.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Row>> = Vec::new();
    for part in parts {
        match rows.last_mut().filter(|row| part.y - row[0].y < ROW && row[0].furniture == part.furniture) {
            Some(row) => row.push(part),
            None => rows.push(vec![part]),
        }
    }
    rows.into_iter().map(joined).collect()
}

fn joined(mut parts: Vec<Row>) -> Row {
    parts.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut parts = parts.into_iter();
    let mut row = parts.next().expect("a row has a part");
    for part in parts {
        if part.text == row.text && part.text == "[picture]" {
            row.end = part.end.max(row.end);
            continue;
        }
        if part.start - row.end > 0.5 {
            row.text.push(' ');
        }
        row.text.push_str(&part.text);
        (row.end, row.y) = (part.end.max(row.end), part.y.max(row.y));
    }
    row
}

/// The rows of the column of every page.
pub fn columns(handout: &Handout, fonts: &Fonts) -> Vec<Vec<Row>> {
    let column = |page| rows(page, &handout.tree, fonts).into_iter().filter(|row| !row.furniture).collect();
    handout.pages.iter().map(column).collect()
}
