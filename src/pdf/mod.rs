//! The writer: handouts become one PDF 1.7 file that is PDF/UA-1 and PDF/A-2a at once.
//!
//! printpdf turns the operators of the pages into content streams. Tags, metadata, font objects and the file itself are
//! ours: printpdf has none of the tags, and its file is neither small nor the same twice.
//!
//! Architecture invariant: knows only handouts and the faces they name, so the library can be changed here alone.
//! A [`StreamCache`] may make writing faster and may never change a byte.

mod cache;
mod embed;
mod file;
mod font;
mod metadata;
mod page;
mod structure;
#[cfg(test)]
mod tests;

pub use cache::StreamCache;
#[cfg(test)]
pub(crate) use embed::alone;

use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};

use crate::foreign::Foreign;
use crate::layout::handout::{Handout, Metadata, NodeId, Page};
use crate::text::fonts::Fonts;
use embed::{Embedded, write_layers};
use file::File;
use file::syntax::{Ref, centipoints, hundredths_array, int, reference, references, text};
use font::embed::Typefaces;
use metadata::icc;
use page::PageContent;
use page::image::Images;
use structure::destinations::{Place, Places};
use structure::tags::Tags;
use structure::{links, outline};

/// Why a file was not written. All but `Writer` say that a handout was not what layout promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no page.
    NoPages,
    /// A number is not finite, or beyond any page.
    Number,
    /// A character would be shown as an empty box (ISO 14289-1, 7.21.8).
    MissingGlyph(String),
    /// Text holds a character that a PDF may not say: U+0000, U+FEFF, a noncharacter or one of private use.
    Unsayable(char),
    /// The clusters of a run do not fit its text.
    Clusters(String),
    /// Glyphs would have been lost or doubled on their way.
    GlyphCount {
        /// In the handouts.
        given: usize,
        /// In the page contents.
        written: usize,
    },
    /// A face could not be cut down.
    Face(&'static str),
    /// A node is not in the tree, or its parent does not come before it.
    Tree(NodeId),
    /// An area leads somewhere but belongs to no Link, or does not say where it leads (ISO 14289-1, 7.18.5).
    Link(NodeId),
    /// Something leads to a node that has no ink.
    Target(NodeId),
    /// An image has fewer or more pixels than it says.
    Image,
    /// printpdf had something to say.
    Writer(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::NoPages => write!(out, "the handout has no page"),
            Error::Number => write!(out, "a length is not a number or lies beyond any page"),
            Error::MissingGlyph(text) => write!(out, "no glyph shows part of “{text}”"),
            Error::Unsayable(character) => {
                write!(out, "the character U+{:04X} cannot stand in a PDF", u32::from(*character))
            }
            Error::Clusters(text) => write!(out, "the glyphs of “{text}” do not fit its characters"),
            Error::GlyphCount { given, written } => {
                write!(out, "{written} glyphs were written where {given} were given")
            }
            Error::Face(name) => write!(out, "the font {name} could not be embedded"),
            Error::Tree(node) => write!(out, "node {} is not in its place in the structure tree", node.0),
            Error::Link(node) => write!(out, "the link area of node {} has no Link or no words", node.0),
            Error::Target(node) => write!(out, "something leads to node {}, which shows nothing", node.0),
            Error::Image => write!(out, "an image does not have the pixels it says it has"),
            Error::Writer(message) => write!(out, "printpdf: {message}"),
        }
    }
}

impl std::error::Error for Error {}

/// A part of a file, in the order of its pages.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// A handout of ours.
    Handout(&'a Handout),
    /// A file that somebody else wrote.
    Foreign {
        /// All its pages.
        pages: &'a Foreign,
        /// Its bookmark.
        title: &'a str,
        /// Whether a blank page stands behind them.
        is_filled: bool,
    },
}

impl<'a> Part<'a> {
    fn handout(&self) -> Option<&'a Handout> {
        match self {
            Part::Handout(handout) => Some(handout),
            Part::Foreign { .. } => None,
        }
    }

    fn embed(&self, page_tree: Ref, file: &mut File) -> Option<Embedded<'a>> {
        match self {
            Part::Handout(_) => None,
            Part::Foreign { pages, is_filled, .. } => Some(Embedded::write(pages, page_tree, *is_filled, file)),
        }
    }
}

/// A page and the handout it belongs to.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    /// Index among the handouts of the file.
    handout: usize,
    page: &'a Page,
    /// Its page object.
    number: Ref,
}

/// Writes handouts as one file, which speaks of itself in the words of the first.
pub fn write(handouts: &[Handout], fonts: &Fonts, cache: &StreamCache) -> Result<Vec<u8>, Error> {
    let parts: Vec<Part> = handouts.iter().map(Part::Handout).collect();
    let first = handouts.first().ok_or(Error::NoPages)?;
    write_parts(&parts, &first.metadata, fonts, cache)
}

/// Writes parts one after another as one file. It says of itself what `metadata` tells, and claims to be PDF/UA-1 and
/// PDF/A-2a only if every page is ours: of pages that somebody else wrote, tags, fonts and colours are unknown.
pub fn write_parts(parts: &[Part], metadata: &Metadata, fonts: &Fonts, cache: &StreamCache) -> Result<Vec<u8>, Error> {
    let handouts: Vec<&Handout> = parts.iter().filter_map(Part::handout).collect();
    let handouts = handouts.as_slice();
    let is_ours = handouts.len() == parts.len();
    let mut file = File::new();
    let (catalog, page_tree, resources, info) = (file.number(), file.number(), file.number(), file.number());
    let sheets = sheets(handouts, &mut file)?;
    let typefaces = Typefaces::embed(handouts, fonts, cache, &mut file)?;
    let images = Images::embed(handouts, &mut file);
    file.object(resources, |out| write_resources(out, &typefaces, &images));
    let embedded: Vec<Embedded> = parts.iter().filter_map(|part| part.embed(page_tree, &mut file)).collect();
    let pages = part_pages(parts, &sheets, &embedded);
    let places = Places::of(handouts, part_places(parts, &sheets, &pages)?, &sheets, fonts)?;
    let mut tags = Tags::new(handouts, &metadata.language, &mut file)?;
    let contents = contents(handouts, &sheets, &typefaces, &images)?;
    for (index, (sheet, content)) in sheets.iter().zip(&contents).enumerate() {
        tags.page(index, sheet, &content.marks)?;
        let annotations = links::write(handouts, sheet, index, &places, &mut tags, &mut file)?;
        write_page(&mut file, (page_tree, resources), (index, sheet), content, &annotations)?;
    }
    file.object(page_tree, |out| write_page_tree(out, &pages.concat()));
    let structure = tags.write(&sheets, &mut file)?;
    let outline = outline::write(parts, &places, &mut file)?;
    file.object(info, |out| metadata::information(out, metadata));
    let codes: Vec<String> = handouts.iter().skip(1).map(|handout| handout.metadata.code.clone()).collect();
    let xmp = file.number();
    file.deflated(xmp, b"/Type/Metadata/Subtype/XML", metadata::xmp(metadata, &codes, is_ours).as_bytes());
    let profile = is_ours.then(|| write_profile(&mut file));
    file.object(catalog, |out| {
        out.extend_from_slice(b"<</Type/Catalog/Lang");
        text(out, &metadata.language);
        write_catalog(out, [page_tree, structure, xmp], is_ours, outline);
        write_layers(out, &embedded);
        profile.iter().for_each(|profile| write_intent(out, *profile));
        out.extend_from_slice(b">>");
    });
    Ok(file.finish(catalog, info))
}

fn sheets<'a>(handouts: &[&'a Handout], file: &mut File) -> Result<Vec<Sheet<'a>>, Error> {
    if handouts.is_empty() || handouts.iter().any(|handout| handout.pages.is_empty()) {
        return Err(Error::NoPages);
    }
    let pages = handouts.iter().enumerate().flat_map(|(handout, it)| it.pages.iter().map(move |page| (handout, page)));
    Ok(pages.map(|(handout, page)| Sheet { handout, page, number: file.number() }).collect())
}

/// The page objects of every part.
fn part_pages(parts: &[Part], sheets: &[Sheet<'_>], embedded: &[Embedded<'_>]) -> Vec<Vec<Ref>> {
    let mut ours = sheets.chunk_by(|a, b| a.handout == b.handout);
    let mut others = embedded.iter();
    let pages = parts.iter().map(|part| match part {
        Part::Handout(_) => ours.next().unwrap_or_default().iter().map(|sheet| sheet.number).collect(),
        Part::Foreign { .. } => others.next().map(|it| it.pages().collect()).unwrap_or_default(),
    });
    pages.collect()
}

/// The top of the first page of every part; the whole of a page that somebody else made, which may be turned.
fn part_places(parts: &[Part], sheets: &[Sheet<'_>], pages: &[Vec<Ref>]) -> Result<Vec<Place>, Error> {
    let mut firsts = sheets.chunk_by(|a, b| a.handout == b.handout).filter_map(|pages| pages.first());
    let places = parts.iter().zip(pages).map(|(part, pages)| match part {
        Part::Handout(_) => {
            let sheet = firsts.next().ok_or(Error::NoPages)?;
            Place::top_of(sheet.number, sheet.page.size.height)
        }
        Part::Foreign { .. } => pages.first().copied().map(Place::whole).ok_or(Error::NoPages),
    });
    places.collect()
}

/// The content streams of all pages, encoded by printpdf, with every glyph accounted for.
fn contents(
    handouts: &[&Handout],
    sheets: &[Sheet<'_>],
    typefaces: &Typefaces<'_>,
    images: &Images,
) -> Result<Vec<PageContent>, Error> {
    let mut document = PdfDocument::new("");
    let mut contents = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let tree = &handouts.get(sheet.handout).ok_or(Error::NoPages)?.tree;
        let (ops, content) = page::draw(sheet.page, tree, typefaces, images)?;
        // The sizes go unused: the page dictionaries are ours.
        document.pages.push(PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), ops));
        contents.push(content);
    }
    // `secure` would drop every operator that printpdf has no name for, all our text among them.
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let mut warnings = Vec::new();
    let mut written = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(Error::Writer(warning.msg.clone()));
    }
    let lost = || Error::Writer("a page was lost".into());
    let pages = written.get_pages();
    for (number, content) in (1..).zip(&mut contents) {
        let stream = *written.get_page_contents(*pages.get(&number).ok_or_else(lost)?).first().ok_or_else(lost)?;
        let object = written.objects.remove(&stream).ok_or_else(lost)?;
        let lopdf::Object::Stream(stream) = object else { return Err(lost()) };
        content.check(stream.content)?;
    }
    Ok(contents)
}

fn write_page(
    file: &mut File,
    (page_tree, resources): (Ref, Ref),
    (index, sheet): (usize, &Sheet<'_>),
    content: &PageContent,
    annotations: &[Ref],
) -> Result<(), Error> {
    let stream = file.number();
    file.deflated(stream, b"", &content.bytes);
    let paper = [0, 0, centipoints(sheet.page.size.width)?, centipoints(sheet.page.size.height)?];
    file.object(sheet.number, |out| {
        out.extend_from_slice(b"<</Type/Page/Parent ");
        reference(out, page_tree);
        out.extend_from_slice(b"/MediaBox");
        hundredths_array(out, &paper);
        out.extend_from_slice(b"/Resources ");
        reference(out, resources);
        out.extend_from_slice(b"/Contents ");
        reference(out, stream);
        out.extend_from_slice(b"/StructParents ");
        int(out, index as i64);
        if !annotations.is_empty() {
            // Tab order follows the structure (ISO 14289-1, 7.18.3).
            out.extend_from_slice(b"/Tabs/S/Annots");
            references(out, annotations.iter().copied());
        }
        out.extend_from_slice(b">>");
    });
    Ok(())
}

fn write_resources(out: &mut Vec<u8>, typefaces: &Typefaces<'_>, images: &Images) {
    out.extend_from_slice(b"<<");
    typefaces.resources(out);
    images.resources(out);
    out.extend_from_slice(b">>");
}

fn write_profile(file: &mut File) -> Ref {
    let profile = file.number();
    file.stream(profile, b"/N 3/Filter/FlateDecode", &icc::SRGB);
    profile
}

fn write_page_tree(out: &mut Vec<u8>, pages: &[Ref]) {
    out.extend_from_slice(b"<</Type/Pages/Count ");
    int(out, pages.len() as i64);
    out.extend_from_slice(b"/Kids");
    references(out, pages.iter().copied());
    out.extend_from_slice(b">>");
}

/// Most entries of the catalog. With pages of others the file is tagged, but not everything in it (14.7.1: suspects).
fn write_catalog(out: &mut Vec<u8>, required: [Ref; 3], is_ours: bool, outline: Option<outline::Outline>) {
    let [page_tree, structure, xmp] = required;
    out.extend_from_slice(b"/MarkInfo<</Marked true");
    out.extend_from_slice(if is_ours { b">>" } else { b"/Suspects true>>" });
    out.extend_from_slice(b"/ViewerPreferences<</DisplayDocTitle true>>");
    for (key, number) in [("/Pages ", page_tree), ("/StructTreeRoot ", structure), ("/Metadata ", xmp)] {
        out.extend_from_slice(key.as_bytes());
        reference(out, number);
    }
    if let Some(outline) = outline {
        out.extend_from_slice(b"/Outlines ");
        reference(out, outline.number);
        if outline.has_sections {
            out.extend_from_slice(b"/PageMode/UseOutlines");
        }
    }
}

/// The colours that ours are meant in; colours of others are not to be read so.
fn write_intent(out: &mut Vec<u8>, profile: Ref) {
    out.extend_from_slice(b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)");
    out.extend_from_slice(b"/Info(sRGB IEC61966-2.1)/DestOutputProfile ");
    reference(out, profile);
    out.extend_from_slice(b">>]");
}
