//! A form XObject being drawn (ISO 32000-1, 8.10), and the resources that it names.

use std::collections::BTreeMap;

use super::canvas::Canvas;
use crate::geometry::Size;
use crate::pdf::error::Error;
use crate::pdf::file::syntax::{Ref, centipoints, reference};
use crate::picture::Segment;

/// What kind of resource something is (7.8.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resource {
    /// A graphics state.
    State,
    /// A shading pattern.
    Pattern,
    /// A form or an image.
    Object,
}

impl Resource {
    /// The entry of the resource dictionary, and the letter that names begin with.
    fn entry(self) -> (&'static str, char) {
        match self {
            Resource::State => ("ExtGState", 'G'),
            Resource::Pattern => ("Pattern", 'P'),
            Resource::Object => ("XObject", 'X'),
        }
    }
}

/// A form being drawn.
pub(super) struct Form {
    /// Its operators.
    pub canvas: Canvas,
    /// The space it is drawn in.
    pub space: Size,
    /// Left, bottom, right and top of what is seen of it.
    seen: [f32; 4],
    /// What is named, with the number in its name.
    states: BTreeMap<Ref, usize>,
    patterns: BTreeMap<Ref, usize>,
    objects: BTreeMap<Ref, usize>,
}

impl Form {
    /// An empty form over a whole space.
    pub(super) fn new(space: Size) -> Result<Form, Error> {
        let canvas = Canvas::new(centipoints(space.height)?, 0);
        let seen = [0.0, 0.0, space.width, space.height];
        let none = BTreeMap::new;
        Ok(Form { canvas, space, seen, states: none(), patterns: none(), objects: none() })
    }

    /// An empty form over an outline in a space, inside or outside of it.
    pub(super) fn over(space: Size, outline: &[Segment]) -> Result<Form, Error> {
        let mut form = Form::new(space)?;
        let mut seen = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        for segment in outline {
            if let Segment::Move(at) | Segment::Line(at) | Segment::Curve(_, _, at) = segment {
                let up = space.height - at.y;
                seen = [seen[0].min(at.x), seen[1].min(up), seen[2].max(at.x), seen[3].max(up)];
            }
        }
        form.seen = seen;
        Ok(form)
    }

    /// The name of a resource in this form.
    pub(super) fn resource(&mut self, kind: Resource, number: Ref) -> String {
        let known = match kind {
            Resource::State => &mut self.states,
            Resource::Pattern => &mut self.patterns,
            Resource::Object => &mut self.objects,
        };
        let next = known.len();
        let index = known.entry(number).or_insert(next);
        format!("{}{index}", kind.entry().1)
    }
}

/// The entries of a form's dictionary, with some more.
pub(super) fn dictionary(form: &Form, entries: &str) -> Vec<u8> {
    let mut out =
        format!("/Type/XObject/Subtype/Form/BBox[{}]{entries}/Resources<<", decimals(&form.seen)).into_bytes();
    let kinds =
        [(Resource::State, &form.states), (Resource::Pattern, &form.patterns), (Resource::Object, &form.objects)];
    for (kind, numbers) in kinds {
        if numbers.is_empty() {
            continue;
        }
        let (entry, letter) = kind.entry();
        out.extend_from_slice(format!("/{entry}<<").as_bytes());
        for (number, index) in numbers {
            out.extend_from_slice(format!("/{letter}{index} ").as_bytes());
            reference(&mut out, *number);
        }
        out.extend_from_slice(b">>");
    }
    out.extend_from_slice(b">>");
    out
}

/// A number of as many decimals as tell places apart under any scale that a drawing has.
pub(super) fn decimal(number: f32) -> String {
    let spelled = format!("{:.7}", f64::from(number));
    let short = spelled.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// Numbers with blanks between them.
pub(super) fn decimals(numbers: &[f32]) -> String {
    numbers.iter().map(|number| decimal(*number)).collect::<Vec<_>>().join(" ")
}
