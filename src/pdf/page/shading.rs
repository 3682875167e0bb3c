//! Gradients as shading patterns (ISO 32000-1, 8.7.4.5).

use super::form::{decimal, decimals};
use crate::pdf::error::Error;
use crate::picture::drawing::Gradient;

/// Stops nearer to one another are one place: bounds of a function must rise (7.10.4).
const NEAR: f32 = 1e-6;

/// A place of a gradient and its value there: three colours from 0 to 1.
pub(super) type ShadedStop = (f32, [f32; 3]);

/// The stops of a gradient: their colours, or greys as light as they are opaque.
pub(super) fn stops_of(gradient: &Gradient, by_opacity: bool) -> Vec<ShadedStop> {
    let stops = gradient.stops.iter().map(|stop| {
        let color = [stop.color.red, stop.color.green, stop.color.blue];
        let value = if by_opacity { [stop.opacity; 3] } else { color.map(|channel| f32::from(channel) / 255.0) };
        (stop.offset, value)
    });
    stops.collect()
}

/// The pattern object of a gradient in a space of some height.
pub(super) fn pattern(gradient: &Gradient, height: f32, stops: &[ShadedStop]) -> Result<Vec<u8>, Error> {
    let [a, b, c, d, e, f] = gradient.matrix;
    let ((from, start), (to, end)) = (gradient.from, gradient.to);
    let matrix = [a, -b, c, -d, e, height - f];
    let ends = [from.x, from.y, to.x, to.y, start, end];
    if !matrix.iter().chain(&ends).all(|number| number.is_finite()) {
        return Err(Error::Number);
    }
    let (kind, ends) = if gradient.is_radial {
        (3, decimals(&[from.x, from.y, start, to.x, to.y, end]))
    } else {
        (2, decimals(&[from.x, from.y, to.x, to.y]))
    };
    let function = function(stops);
    let matrix = decimals(&matrix);
    Ok(format!(
        "<</Type/Pattern/PatternType 2/Matrix[{matrix}]/Shading<</ShadingType {kind}/ColorSpace/DeviceRGB\
         /Coords[{ends}]/Extend[true true]/Function {function}>>>>"
    )
    .into_bytes())
}

/// From a place to a value, in straight lines from stop to stop. Where two stops stand at one place it leaps.
fn function(stops: &[ShadedStop]) -> String {
    let (mut bounds, mut pieces) = (Vec::new(), Vec::new());
    let mut at = 0.0;
    for pair in stops.windows(2) {
        let ((_, from), (end, to)) = (pair[0], pair[1]);
        if end - at < NEAR {
            continue;
        }
        if at > 0.0 {
            bounds.push(decimal(at));
        }
        let [from, to] = [from, to].map(|value| decimals(&value.map(thousandths)));
        pieces.push(format!("<</FunctionType 2/Domain[0 1]/C0[{from}]/C1[{to}]/N 1>>"));
        at = end;
    }
    if pieces.len() == 1 {
        return pieces.remove(0);
    }
    let encode = vec!["0 1"; pieces.len()].join(" ");
    format!(
        "<</FunctionType 3/Domain[0 1]/Functions[{}]/Bounds[{}]/Encode[{encode}]>>",
        pieces.concat(),
        bounds.join(" ")
    )
}

/// As fine as other colours are written.
fn thousandths(value: f32) -> f32 {
    ((f64::from(value) * 1000.0).round() / 1000.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_leaps_where_stops_meet() {
        let (red, blue, white) = ([1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [1.0; 3]);
        assert_eq!(function(&[(0.0, red), (1.0, blue)]), "<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>");
        assert_eq!(
            function(&[(0.0, red), (0.25, red), (0.25, blue), (0.25, white), (1.0, blue)]),
            "<</FunctionType 3/Domain[0 1]/Functions[<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[1 0 0]/N 1>>\
             <</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[0 0 1]/N 1>>]/Bounds[0.25]/Encode[0 1 0 1]>>"
        );
    }
}
