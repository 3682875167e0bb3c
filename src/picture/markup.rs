//! The tags of an SVG file, counted before it is read as XML: the reader compares each attribute with all others.

use super::PictureError;
use super::svg_file::too_complex;

/// Attributes of an element, and declared names of spaces. Drawing programs write a dozen.
const MOST_ATTRIBUTES: usize = 250;
/// Bytes that entities may grow to.
const MOST_EXPANDED: usize = 4 << 20;

/// Entities may stand for plain text only, and not for much of it: nested ones can grow without bound.
pub(super) fn check_entities(text: &str) -> Result<(), PictureError> {
    let Some(start) = text.find("<!ENTITY") else { return Ok(()) };
    let declared = text.get(start..).unwrap_or_default();
    let declared = declared.split("]>").next().unwrap_or(declared);
    let uses = text.matches('&').count();
    let markup = declared.matches('<').count() != declared.matches("<!").count();
    if markup || declared.contains('&') || declared.len().saturating_mul(uses) > MOST_EXPANDED {
        let hint = "export it again as plain SVG";
        return Err(PictureError::new("the SVG file defines abbreviations (entities) too intricate to read", hint));
    }
    Ok(())
}

/// Refuses an element of too many attributes. What is not sound XML is left to the reader.
pub(super) fn check_tags(text: &str) -> Result<(), PictureError> {
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        rest = rest.get(start..).unwrap_or_default();
        let passed = ["<!--", "<![CDATA[", "<?"].into_iter().zip(["-->", "]]>", "?>"]);
        let passed = passed.into_iter().find(|(opening, _)| rest.starts_with(opening));
        let length = match passed {
            Some((_, closing)) => rest.find(closing).map_or(rest.len(), |end| end + closing.len()),
            None => tag(rest)?,
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(())
}

/// The length of a tag. Equals signs outside of quotes are its attributes.
fn tag(text: &str) -> Result<usize, PictureError> {
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) if byte == mark => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => return Ok(at + 1),
            _ => {}
        }
        if attributes > MOST_ATTRIBUTES {
            return Err(too_complex());
        }
    }
    Ok(text.len())
}
