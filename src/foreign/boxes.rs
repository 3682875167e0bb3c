//! Empty fields that no program has drawn: their box as their dictionaries describe it (ISO 32000-1, 12.5.4 border
//! styles, 12.5.6.19 appearance characteristics, 12.7.4.3 combs).

use std::rc::Rc;

use super::copier::Copier;
use super::error::ForeignError;
use super::object::{Dictionary, Object, dictionary};

/// Numbers beyond this are a mistake, in points.
const FARTHEST: f64 = 20_000.0;
/// How far up a field may look for what it inherits.
const ANCESTORS: usize = 32;
/// The most cells of a comb.
const MOST_CELLS: i64 = 1000;

/// How the box of a field looks.
struct Look {
    width: f64,
    height: f64,
    /// Operators that set the colour of the line; none where there is no line.
    line: Option<String>,
    fill: Option<String>,
    /// Thickness of the line, in points.
    weight: f64,
    style: Style,
    is_round: bool,
    /// Parts for one letter each, at least one.
    cells: i64,
}

/// How a border is drawn; those that only imitate depth are solid.
#[derive(PartialEq, Eq)]
enum Style {
    Solid,
    Dashed(String),
    Underline,
}

/// A form of the size of a field that draws its border and its background; none if it has neither.
pub(super) fn draw(copier: &mut Copier<'_>, entries: &Dictionary) -> Result<Option<Object>, ForeignError> {
    let characteristics = copier.store.get(entries, b"MK")?;
    let Some(characteristics) = characteristics.entries() else { return Ok(None) };
    let line = color(copier, characteristics, b"BC", ["G", "RG", "K"])?;
    let fill = color(copier, characteristics, b"BG", ["g", "rg", "k"])?;
    let place = numbers(copier, entries, b"Rect")?.unwrap_or_default();
    let &[left, bottom, right, top] = place.as_slice() else { return Ok(None) };
    let (weight, style) = border(copier, entries)?;
    let (width, height) = ((right - left).abs(), (top - bottom).abs());
    if (line.is_none() && fill.is_none()) || width > FARTHEST || height > FARTHEST {
        return Ok(None);
    }
    let kind = inherited(copier, entries, b"FT")?;
    let flags = inherited(copier, entries, b"Ff")?.integer().unwrap_or(0);
    let caption = copier.store.get(characteristics, b"CA")?;
    let says = |letter: &[u8]| matches!(&*caption, Object::String(said) if **said == *letter);
    let is_radio = kind.is_name("Btn") && flags & RADIO != 0;
    let is_round = says(b"l") || (is_radio && *caption == Object::Null);
    let is_comb = kind.is_name("Tx") && flags & COMB != 0;
    let cells = inherited(copier, entries, b"MaxLen")?.integer().filter(|_| is_comb).unwrap_or(1);
    let cells = cells.clamp(1, MOST_CELLS);
    let look = Look { width, height, line, fill, weight, style, is_round: is_round && kind.is_name("Btn"), cells };
    let area = [0.0, 0.0, width, height].map(|edge| Object::Real(number(edge).into_bytes().into()));
    let form = [
        ("Type", Object::name("XObject")),
        ("Subtype", Object::name("Form")),
        ("BBox", Object::Array(area.into())),
        ("Resources", Object::Dictionary(Dictionary::new())),
    ];
    let operators = look.operators().into_bytes();
    copier.store.budget.memory(operators.len())?;
    let index = copier.add(Object::Drawn(dictionary(form), operators));
    Ok(Some(Object::Reference(index)))
}

/// The operator that sets a colour, by its number of components (table 189); none for no colour.
fn color(
    copier: &mut Copier<'_>,
    entries: &Dictionary,
    key: &[u8],
    set: [&str; 3],
) -> Result<Option<String>, ForeignError> {
    let Some(parts) = numbers(copier, entries, key)? else { return Ok(None) };
    let operator = match parts.len() {
        1 => set[0],
        3 => set[1],
        4 => set[2],
        _ => return Ok(None),
    };
    let parts: String = parts.iter().map(|part| format!("{} ", number(part.clamp(0.0, 1.0)))).collect();
    Ok(Some(format!("{parts}{operator}\n")))
}

/// Some numbers under a key.
fn numbers(copier: &mut Copier<'_>, entries: &Dictionary, key: &[u8]) -> Result<Option<Vec<f64>>, ForeignError> {
    let list = copier.store.get(entries, key)?;
    let Some(items) = list.items().filter(|items| items.len() <= 16) else { return Ok(None) };
    let mut numbers = Vec::with_capacity(items.len());
    for item in items {
        let Some(number) = copier.store.value(item)?.number() else { return Ok(None) };
        numbers.push(number.clamp(-FARTHEST, FARTHEST));
    }
    Ok(Some(numbers))
}

/// Weight and style of a border: BS, else Border, else a solid line of one point.
fn border(copier: &mut Copier<'_>, entries: &Dictionary) -> Result<(f64, Style), ForeignError> {
    let style = copier.store.get(entries, b"BS")?;
    let Some(style) = style.entries() else {
        let border = numbers(copier, entries, b"Border")?;
        return Ok((border.and_then(|it| it.get(2).copied()).unwrap_or(1.0).max(0.0), Style::Solid));
    };
    let weight = copier.store.get(style, b"W")?.number().unwrap_or(1.0).clamp(0.0, FARTHEST);
    let kind = copier.store.get(style, b"S")?;
    if kind.is_name("U") {
        return Ok((weight, Style::Underline));
    }
    if !kind.is_name("D") {
        return Ok((weight, Style::Solid));
    }
    let dashes = numbers(copier, style, b"D")?.filter(|it| it.iter().sum::<f64>() > 0.0).unwrap_or_else(|| vec![3.0]);
    let dashes: String = dashes.iter().map(|dash| format!("{} ", number(dash.max(0.0)))).collect();
    Ok((weight, Style::Dashed(dashes)))
}

/// What a field says under a key, or else a field that it belongs to (12.7.3.1).
pub(super) fn inherited(copier: &mut Copier<'_>, entries: &Dictionary, key: &[u8]) -> Result<Rc<Object>, ForeignError> {
    let mut value = copier.store.get(entries, key)?;
    let mut above = copier.store.get(entries, b"Parent")?;
    for _ in 0..ANCESTORS {
        let Some(entries) = above.entries().filter(|_| *value == Object::Null) else { break };
        value = copier.store.get(entries, key)?;
        above = copier.store.get(entries, b"Parent")?;
    }
    Ok(value)
}

/// Flags of fields (tables 226 to 228).
pub(super) const RADIO: i64 = 1 << 15;
pub(super) const PUSH: i64 = 1 << 16;
const COMB: i64 = 1 << 24;

impl Look {
    fn operators(&self) -> String {
        let mut out = String::new();
        if let Some(fill) = &self.fill {
            out.push_str(fill);
            out.push_str(&self.outline(0.0));
            out.push_str("f\n");
        }
        let Some(line) = self.line.as_ref().filter(|_| self.weight > 0.0) else { return out };
        let half = self.weight / 2.0;
        out.push_str(line);
        out.push_str(&format!("{} w\n", number(self.weight)));
        match &self.style {
            Style::Underline => {
                out.push_str(&format!("0 {} m {} {0} l S\n", number(half), number(self.width)));
                return out;
            }
            Style::Dashed(dashes) => out.push_str(&format!("[{dashes}] 0 d\n")),
            Style::Solid => {}
        }
        out.push_str(&self.outline(half));
        out.push_str("S\n");
        for cell in 1..self.cells {
            let x = number(self.width * cell as f64 / self.cells as f64);
            out.push_str(&format!("{x} 0 m {x} {} l S\n", number(self.height)));
        }
        out
    }

    /// A rectangle or a circle, so far inside of the edge.
    fn outline(&self, inset: f64) -> String {
        if !self.is_round {
            let (width, height) = ((self.width - 2.0 * inset).max(0.0), (self.height - 2.0 * inset).max(0.0));
            return format!("{} {0} {} {} re\n", number(inset), number(width), number(height));
        }
        // Four curves that stray from a circle by less than a thousandth of its radius.
        const ROUND: f64 = 0.552_285;
        let (x, y) = (self.width / 2.0, self.height / 2.0);
        let r = (x.min(y) - inset).max(0.0);
        let c = r * ROUND;
        let points = [
            [x + r, y + c, x + c, y + r, x, y + r],
            [x - c, y + r, x - r, y + c, x - r, y],
            [x - r, y - c, x - c, y - r, x, y - r],
            [x + c, y - r, x + r, y - c, x + r, y],
        ];
        let mut out = format!("{} {} m\n", number(x + r), number(y));
        for curve in points {
            let curve: String = curve.iter().map(|it| format!("{} ", number(*it))).collect();
            out.push_str(&format!("{curve}c\n"));
        }
        out
    }
}

/// A number with three decimals at most.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
