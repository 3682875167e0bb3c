//! Pictures, inside the page: outlines as SVG, pixels as addresses of their own data.

use maud::{Markup, PreEscaped, html};

use super::raster::data;
use super::svg;
use super::writer::Writer;
use crate::geometry::Size;
use crate::picture::Picture;

/// A CSS pixel in points.
const PIXEL: f32 = 0.75;

impl Writer<'_> {
    /// A picture as wide as it wants to be, or a share of the text, and no wider than the screen. `alt` is what it shows;
    /// nothing is said of one without.
    pub(super) fn picture(
        &self,
        picture: &Picture,
        alt: Option<&str>,
        language: Option<&str>,
        width: Option<f32>,
    ) -> Markup {
        let style = match width {
            Some(share) => format!("width:{}%", (share * 100.0).round()),
            None => format!("width:{}px", (picture.natural().width / PIXEL).round()),
        };
        match picture {
            Picture::Raster(raster) => html! {
                img src=(data(raster)) alt=(alt.unwrap_or_default()) lang=[language] style=(style)
                    width=(raster.width) height=(raster.height);
            },
            Picture::Vector(vector) => outlines(vector.natural, &svg::vector(vector), alt, language, &style),
            Picture::Drawing(drawing) => {
                outlines(drawing.space, &svg::drawing(drawing, &self.new_id()), alt, language, &style)
            }
        }
    }
}

/// An SVG of these elements. With `alt` they are one image to whoever hears the page, without they are nothing.
fn outlines(space: Size, elements: &str, alt: Option<&str>, language: Option<&str>, style: &str) -> Markup {
    let view = format!("0 0 {} {}", space.width, space.height);
    html! {
        @if let Some(alt) = alt {
            svg viewBox=(view) role="img" aria-label=(alt) lang=[language] style=(style) { (PreEscaped(elements)) }
        } @else {
            svg viewBox=(view) aria-hidden="true" style=(style) { (PreEscaped(elements)) }
        }
    }
}
