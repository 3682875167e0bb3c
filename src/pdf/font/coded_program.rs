//! Deflating the program of a subset by the kept outlines of its face.

use super::outlines::Outlines;
use super::true_type::TrueType;
use crate::pdf::file::deflate::coded_stream::CodedStream;

/// The zlib stream of a program. `None` where less than half of its outlines are of glyphs in the table of the face: what is
/// kept would do little for others.
pub(super) fn deflated(program: &TrueType, outlines: &Outlines) -> Option<Vec<u8>> {
    let TrueType { bytes, glyphs, starts } = program;
    let (first, end) = (*starts.first()?, *starts.last()?);
    let length = |number: usize| starts.get(number + 1).map_or(0, |end| end - starts[number]);
    let own = (0..glyphs.len()).filter(|number| outlines.index(glyphs[*number]).is_some()).map(length).sum::<usize>();
    if 2 * own < end - first {
        return None;
    }
    let mut stream = CodedStream::new(outlines.code, bytes.len());
    stream.matched(bytes, 0..first);
    // Where the glyphs of the table begin; it has fewer.
    let mut places = [0; 256];
    let mut written = first;
    for (glyph, start) in glyphs.iter().zip(starts) {
        let Some(outline) = outlines.known(*glyph) else { continue };
        // Composite glyphs before it.
        stream.matched(bytes, written..*start);
        outline.write(*start, &places, &mut stream);
        written = start + outline.bytes().len();
        if let Some(index) = outlines.index(*glyph) {
            places[index] = *start;
        }
    }
    // Letters that were made, and what fills up the last word.
    stream.matched(bytes, written..bytes.len());
    Some(stream.finish(bytes))
}
