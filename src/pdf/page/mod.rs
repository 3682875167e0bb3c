//! The content of pages: ink, and whose it is (ISO 32000-1, 14.6).

mod backwards;
mod canvas;
pub(in crate::pdf) mod drawings;
pub(in crate::pdf) mod encode;
mod form;
pub(in crate::pdf) mod image;
pub(in crate::pdf) mod image_cache;
mod image_key;
mod paths;
mod shading;
mod shown;
mod start;
mod strings;
mod text;

use super::error::Error;
use super::file::syntax::{centipoints, int};
use super::font::clusters::RunBuffer;
use super::font::coded_runs::CodedRun;
use super::font::embed::Typefaces;
use super::part::NumberedPage;
use crate::layout::handout::{Artifact, Handout, Ink, Item, NodeId, Owner, Page, Tree};
use backwards::SpelledLetters;
use canvas::Canvas;
use drawings::Drawings;
use encode::{Operators, encode};
use image::Images;
use shown::shown_bytes;

/// The content of a page.
#[derive(Default)]
pub(in crate::pdf) struct PageContent {
    /// The owner of each marked-content sequence, by its identifier.
    pub marks: Vec<NodeId>,
    /// The content stream, once encoded.
    pub bytes: Vec<u8>,
    /// Bytes of the codes of its text.
    code_bytes: usize,
}

impl PageContent {
    /// Takes the encoded stream, if every glyph of the page is in it.
    fn set(&mut self, bytes: Vec<u8>) -> Result<(), Error> {
        let written = shown_bytes(&bytes);
        if written != self.code_bytes {
            return Err(Error::CodeBytes { given: self.code_bytes, written });
        }
        self.bytes = bytes;
        Ok(())
    }
}

/// The content of all pages, with every glyph accounted for.
pub(in crate::pdf) fn contents(
    handouts: &[&Handout],
    pages: &[NumberedPage<'_>],
    typefaces: &Typefaces<'_>,
    (images, drawings): (&Images, &Drawings),
) -> Result<Vec<PageContent>, Error> {
    let (mut buffer, mut codes) = (RunBuffer::default(), typefaces.runs().iter());
    let mut spelled = SpelledLetters::default();
    let (mut contents, mut drawn) = (Vec::with_capacity(pages.len()), Vec::with_capacity(pages.len()));
    for page in pages {
        let tree = &handouts[page.handout].tree;
        let painter = Painter {
            tree,
            typefaces,
            images,
            drawings,
            buffer: &mut buffer,
            spelled: &mut spelled,
            codes: &mut codes,
        };
        let (operators, content) = painter.draw(page.page)?;
        drawn.push(operators);
        contents.push(content);
    }
    for (content, stream) in contents.iter_mut().zip(encode(drawn)?) {
        content.set(stream)?;
    }
    Ok(contents)
}

/// What the pages of a handout are drawn with.
struct Painter<'a, 'r> {
    tree: &'a Tree,
    typefaces: &'a Typefaces<'a>,
    images: &'a Images,
    drawings: &'a Drawings,
    buffer: &'a mut RunBuffer,
    spelled: &'a mut SpelledLetters,
    /// Those of the runs that are still to be drawn.
    codes: &'a mut dyn Iterator<Item = CodedRun<'r>>,
}

impl Painter<'_, '_> {
    /// Draws a page.
    fn draw(mut self, page: &Page) -> Result<(Operators, PageContent), Error> {
        let mut canvas = Canvas::new(centipoints(page.size.height)?, page.items.len());
        let mut content = PageContent::default();
        for items in page.items.chunk_by(|a, b| a.owner == b.owner) {
            // Marked content lies within one text object or around whole ones.
            if items.iter().all(|item| matches!(item.ink, Ink::Glyphs { .. })) {
                canvas.begin_text();
            } else {
                canvas.end_text();
            }
            let inside = canvas.line.is_some();
            begin(items[0].owner, self.tree, &mut content.marks, &mut canvas.operators)?;
            for item in items {
                self.draw_item(item, &mut canvas, &mut content)?;
            }
            if !inside {
                canvas.end_text();
            }
            canvas.operators.end_marked();
        }
        canvas.end_text();
        Ok((canvas.operators, content))
    }

    /// Draws an item.
    fn draw_item(&mut self, item: &Item, canvas: &mut Canvas, content: &mut PageContent) -> Result<(), Error> {
        match &item.ink {
            Ink::Glyphs { origin, run, color } => {
                let placed = text::PlacedRun { run, origin: *origin, color: *color };
                let coded = self.codes.next().expect("what is shown was gathered from the same runs");
                content.code_bytes +=
                    text::show(canvas, self.typefaces.get(run.face)?, placed, coded, (self.buffer, self.spelled))?;
                Ok(())
            }
            Ink::Path(path) => paths::draw(canvas, path),
            Ink::Raster { area, raster } => self.images.draw(canvas, *area, raster),
            Ink::Drawing { area, drawing } => self.drawings.draw(canvas, *area, drawing),
        }
    }
}

/// Begins the marked content of an owner, and notes it in `marks` if it is a node of the tree.
///
/// What a node means is said by its structure element alone: the tag of its content is the same for all (14.7.4.2 asks for no
/// other), which deflates to less.
fn begin(owner: Owner, tree: &Tree, marks: &mut Vec<NodeId>, operators: &mut Operators) -> Result<(), Error> {
    match owner {
        Owner::Node(node) => {
            tree.nodes.get(node.0 as usize).ok_or(Error::Tree(node))?;
            let out = operators.spell();
            out.extend_from_slice(b"/P<</MCID ");
            int(out, marks.len() as i64);
            out.extend_from_slice(b">>BDC");
            marks.push(node);
        }
        Owner::Artifact(Artifact::Header) => {
            operators.begin_artifact(&[("Type", "Pagination"), ("Subtype", "Header")]);
        }
        Owner::Artifact(Artifact::Footer) => {
            operators.begin_artifact(&[("Type", "Pagination"), ("Subtype", "Footer")]);
        }
        // No property says more of it that a reader needs (14.8.2.2.2).
        Owner::Artifact(Artifact::Layout) => operators.spelled("/Artifact BMC"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_glyph_is_an_error() {
        let mut content = PageContent { code_bytes: 4, ..PageContent::default() };
        assert_eq!(content.set(b"(\0a) Tj".to_vec()), Err(Error::CodeBytes { given: 4, written: 2 }));
        assert_eq!(content.set(b"(\0a\0b) Tj".to_vec()), Ok(()));
    }
}
