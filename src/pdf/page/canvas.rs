//! The operators of a page so far, and the graphics state that they leave (ISO 32000-1, 8.4).

use super::encode::Operators;
use super::start::Pen;
use crate::geometry::Point;
use crate::pdf::error::Error;
use crate::pdf::file::syntax::{Centipoints, centipoints, points};
use crate::picture::{Color, Stroke};
use crate::text::FaceId;

/// A page being drawn. Of the graphics state, only what differs is set again.
pub(super) struct Canvas {
    /// In order.
    pub operators: Operators,
    /// Height of the page, for coordinates grow upwards in PDF.
    height: Centipoints,
    /// Start of the current line, within a text object.
    pub line: Option<(Centipoints, Centipoints)>,
    /// Where a reader's pen stands within a text object, if that is known.
    pub pen: Option<Pen>,
    /// Current face and size.
    pub font: Option<(FaceId, Centipoints)>,
    /// Current colour of fills and glyphs.
    pub fill: Color,
    /// Current colour and form of lines.
    pub stroke: Stroke,
    /// Colours and forms that were saved.
    saved: Vec<(Color, Stroke)>,
}

impl Canvas {
    /// An empty page of some height, with room for the operators of so many items.
    pub(super) fn new(height: Centipoints, items: usize) -> Canvas {
        let black = Color { red: 0, green: 0, blue: 0 };
        let stroke = Stroke {
            color: black,
            width: 1.0,
            cap: Default::default(),
            join: Default::default(),
            miter_limit: 10.0,
            dashes: Vec::new(),
            dash_offset: 0.0,
        };
        let operators = Operators::with_capacity(8 * items);
        Canvas { operators, height, line: None, pen: None, font: None, fill: black, stroke, saved: Vec::new() }
    }

    /// A place on the page in PDF coordinates.
    pub(super) fn at(&self, point: Point) -> Result<(Centipoints, Centipoints), Error> {
        Ok((centipoints(point.x)?, centipoints(points(self.height) - point.y)?))
    }

    /// Begins a text object unless in one.
    pub(super) fn begin_text(&mut self) {
        if self.line.is_none() {
            self.operators.begin_text();
            self.line = Some((0, 0));
        }
    }

    /// Ends the text object if in one.
    pub(super) fn end_text(&mut self) {
        if self.line.take().is_some() {
            self.pen = None;
            self.operators.end_text();
        }
    }

    /// Sets the colour of fills and glyphs.
    pub(super) fn set_fill(&mut self, color: Color) {
        if self.fill != color {
            self.fill = color;
            self.operators.set_fill(color);
        }
    }

    /// Sets the colour of lines.
    pub(super) fn set_stroke_color(&mut self, color: Color) {
        if self.stroke.color != color {
            self.stroke.color = color;
            self.operators.set_stroke_color(color);
        }
    }

    /// Saves the graphics state.
    pub(super) fn save(&mut self) {
        self.saved.push((self.fill, self.stroke.clone()));
        self.operators.save();
    }

    /// Goes back to the state that was saved last.
    pub(super) fn restore(&mut self) {
        (self.fill, self.stroke) = self.saved.pop().expect("every state that is restored was saved");
        self.operators.restore();
    }
}
