//! Deflating the program of a subset by the kept outlines of its face.

use super::outlines::Outlines;
use super::true_type::TrueType;
use crate::pdf::file::deflate::coded_stream::CodedStream;

/// The zlib stream of a program. `None` where less than two thirds of its outlines are of glyphs in the table of the face: what is
/// kept would do little for others.
pub(super) fn deflated(program: &TrueType, outlines: &Outlines) -> Option<Vec<u8>> {
    let TrueType { bytes, glyphs, starts } = program;
    let (first, end) = (*starts.first()?, *starts.last()?);
    let length = |number: usize| starts.get(number + 1).map_or(0, |end| end - starts[number]);
    let own = (0..glyphs.len()).filter(|number| outlines.index(glyphs[*number]).is_some()).map(length).sum::<usize>();
    if 3 * own < 2 * (end - first) {
        return None;
    }
    let mut stream = CodedStream::new(outlines.code, bytes.len());
    stream.matched(bytes, 0..first);
    // Where the glyphs of the table begin; it has fewer.
    let mut places = [0; 256];
    let mut written = first;
    // The first glyph draws nothing.
    for (glyph, start) in glyphs.iter().zip(starts).skip(1) {
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

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::pdf::file::deflate::deflate_quickly;
    use crate::pdf::font::cutting::{Cutting, Keys};
    use crate::pdf::font::parts::table_of;
    use crate::pdf::font::true_type;
    use crate::text::fonts::Face;

    fn faces() -> impl Iterator<Item = Face> {
        let files = handout_fonts::FAMILIES.iter().flat_map(|family| family.faces);
        let kept = files.filter(|file| table_of(file.name).is_some());
        kept.map(|file| Face::read(file.name, file.data(), file.weight).unwrap())
    }

    fn cut(face: &Face, outlines: &Outlines, glyphs: &[u16]) -> (TrueType, Option<Vec<u8>>) {
        let codes = (0x21..).take(glyphs.len()).collect();
        let keys = Keys { is_symbolic: true, glyphs: codes, letters: Vec::new() };
        let cutting = Cutting { glyphs, letters: &[], keys: Some(&keys) };
        let program = true_type::program(face.data, cutting, Some(outlines)).unwrap();
        let deflated = deflated(&program, outlines);
        (program, deflated)
    }

    fn inflated(stream: &[u8]) -> Vec<u8> {
        let mut back = Vec::new();
        flate2::read::ZlibDecoder::new(stream).read_to_end(&mut back).unwrap();
        back
    }

    /// Subsets of a face: all glyphs of its table, and some of them with others between.
    fn subsets(face: &Face) -> Vec<Vec<u16>> {
        let all: Vec<u16> = table_of(face.name).unwrap().0.glyphs.iter().map(|(glyph, _)| *glyph).collect();
        let mut subsets = vec![all.clone(), all.iter().rev().copied().collect()];
        for seed in 1..20usize {
            let mut subset: Vec<u16> =
                all.iter().copied().filter(|glyph| usize::from(*glyph) * 37 % 23 > seed).collect();
            let others = (1..600).filter(|glyph| !all.contains(glyph) && usize::from(*glyph) % (20 + seed) == 0);
            others.take(10).for_each(|glyph| subset.insert(usize::from(glyph) % (subset.len() + 1), glyph));
            subsets.push(subset);
        }
        subsets
    }

    #[test]
    fn a_stream_inflates_to_the_program() {
        for face in faces() {
            let outlines = Outlines::of(&face).unwrap();
            let mut coded = 0;
            for subset in subsets(&face) {
                let (program, Some(stream)) = cut(&face, &outlines, &subset) else { continue };
                assert!(inflated(&stream) == program.bytes, "{}", face.name);
                coded += 1;
            }
            assert!(coded > 10, "{}: {coded}", face.name);
        }
    }

    #[test]
    fn a_program_is_the_same_with_kept_outlines_and_without() {
        for face in faces() {
            let outlines = Outlines::of(&face).unwrap();
            for subset in subsets(&face) {
                let cutting = Cutting { glyphs: &subset, letters: &[], keys: None };
                let kept = true_type::program(face.data, cutting, Some(&outlines)).unwrap();
                assert!(kept == true_type::program(face.data, cutting, None).unwrap(), "{}", face.name);
            }
        }
    }

    #[test]
    fn a_subset_is_deflated_the_same_whatever_was_before() {
        let face = faces().next().unwrap();
        let alone = |subset: &[u16]| cut(&face, &Outlines::of(&face).unwrap(), subset).1;
        let all: Vec<_> = subsets(&face).into_iter().map(|subset| (alone(&subset), subset)).collect();
        let shared = Outlines::of(&face).unwrap();
        std::thread::scope(|scope| {
            for turn in 0..2 {
                let (all, face, shared) = (&all, &face, &shared);
                scope.spawn(move || {
                    for (alone, subset) in all.iter().cycle().skip(7 * turn).take(all.len()) {
                        assert!(cut(face, shared, subset).1 == *alone);
                    }
                });
            }
        });
    }

    #[test]
    fn whole_subsets_are_about_as_short_as_those_deflated_as_usual() {
        for face in faces() {
            let outlines = Outlines::of(&face).unwrap();
            let (program, stream) = cut(&face, &outlines, &subsets(&face)[0]);
            let (own, usual) = (stream.unwrap().len(), deflate_quickly(&program.bytes).len());
            assert!(50 * own < 51 * usual, "{}: {own} for {usual}", face.name);
        }
    }

    #[test]
    fn outlines_that_the_table_lacks_are_deflated_as_usual() {
        let face = faces().next().unwrap();
        let outlines = Outlines::of(&face).unwrap();
        let (few, _) = table_of(face.name).unwrap();
        let mut glyphs: Vec<u16> = (1..400).filter(|glyph| outlines.index(*glyph).is_none()).collect();
        assert_eq!(cut(&face, &outlines, &glyphs).1, None);
        glyphs.extend(few.glyphs.iter().take(5).map(|(glyph, _)| *glyph));
        assert_eq!(cut(&face, &outlines, &glyphs).1, None);
    }
}
