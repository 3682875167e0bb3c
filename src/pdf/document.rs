//! A file as a whole: parts one after another, and what holds them together.

use super::cache::StreamCache;
use super::embed::{Embedded, write_layers};
use super::error::Error;
use super::file::syntax::{Centipoints, Ref, centipoints, hundredths_array, int, reference, references, text};
use super::file::{File, Pdf};
use super::font::embed::Typefaces;
use super::metadata::{icc, info, xmp};
use super::page;
use super::page::drawings::Drawings;
use super::page::image::Images;
use super::part::{NumberedPage, Part};
use super::structure::destinations::{Destination, Destinations};
use super::structure::tags::Tags;
use super::structure::{links, outline};
use crate::document::Metadata;
use crate::layout::handout::{Handout, Ink, Item, Page};
use crate::text::Direction;
use crate::text::fonts::Fonts;

/// Writes handouts as one file, with the metadata of the first.
pub fn write(handouts: &[Handout], fonts: &Fonts, cache: &StreamCache) -> Result<Pdf, Error> {
    let parts: Vec<Part> = handouts.iter().map(Part::Handout).collect();
    let first = handouts.first().ok_or(Error::NoPages)?;
    write_parts(&parts, &first.metadata, fonts, cache)
}

/// Writes parts one after another as one file. It says of itself what `metadata` tells, and claims to be PDF/UA-1 and
/// PDF/A-2a only if every page is ours: of pages that somebody else wrote, tags, fonts and colours are unknown.
pub fn write_parts(parts: &[Part], metadata: &Metadata, fonts: &Fonts, cache: &StreamCache) -> Result<Pdf, Error> {
    let handouts: Vec<&Handout> = parts.iter().filter_map(Part::handout).collect();
    let handouts = handouts.as_slice();
    let is_ours = handouts.len() == parts.len();
    let mut file = File::new();
    let streams = Streams::of(handouts, is_ours, &mut file);
    let typefaces = Typefaces::embed(handouts, fonts, &cache.fonts, &mut file)?;
    let (catalog, page_tree, resources, information) = (file.number(), file.number(), file.number(), file.number());
    let pages = number_pages(handouts, &mut file)?;
    let images = Images::embed(handouts, &cache.images, &mut file);
    let drawings = Drawings::embed(handouts, &images, &mut file)?;
    file.object(resources, |out| write_resources(out, &typefaces, &images, &drawings));
    let embedded = embed(parts, page_tree, &mut file);
    let extent = Extent::of(parts, &pages, &embedded)?;
    let destinations = Destinations::of(handouts, extent.starts, &pages, fonts)?;
    let paper = paper(pages[0].page)?;
    let mut tags = Tags::new(handouts, &metadata.language, &mut file)?;
    let contents = page::contents(handouts, &pages, &typefaces, (&images, &drawings))?;
    for (index, (page, content)) in pages.iter().zip(&contents).enumerate() {
        tags.page(index, page, &content.marks)?;
        let annotations = links::write(handouts, page, index, &destinations, &mut tags, &mut file)?;
        let stream = streams.contents.plus(index);
        file.deflated_quickly(stream, b"", &content.bytes);
        write_page(&mut file, (page_tree, resources, stream), (index, page), paper, &annotations)?;
    }
    file.object(page_tree, |out| write_page_tree(out, &extent.pages, &paper));
    let structure = tags.write(&pages, &mut file)?;
    let outline = outline::write(parts, &destinations, &mut file)?;
    file.object(information, |out| info::information(out, metadata));
    streams.write_metadata(handouts, metadata, &mut file);
    file.object(catalog, |out| {
        out.extend_from_slice(b"<</Type/Catalog/Lang");
        text(out, &metadata.language);
        write_catalog(out, [page_tree, structure, streams.packet], is_ours, outline);
        write_view(out, handouts);
        write_layers(out, &embedded);
        streams.profile.iter().for_each(|profile| write_intent(out, *profile));
        out.extend_from_slice(b">>");
    });
    Ok(file.finish(catalog, information))
}

/// Numbers of the streams that every file has. They are given out beside each other, and before those of the fonts: places of
/// streams follow no rule, those of all other objects do, and the cross-references deflate to less.
struct Streams {
    /// Content of the first page; those of the others follow.
    contents: Ref,
    /// The XMP packet.
    packet: Ref,
    /// What colours mean, where all pages are ours.
    profile: Option<Ref>,
}

impl Streams {
    fn of(handouts: &[&Handout], is_ours: bool, file: &mut File) -> Streams {
        let contents = file.numbers(handouts.iter().map(|handout| handout.pages.len()).sum());
        Streams { contents, packet: file.number(), profile: is_ours.then(|| file.number()) }
    }

    /// Writes what the file says of itself and of its colours.
    fn write_metadata(&self, handouts: &[&Handout], metadata: &Metadata, file: &mut File) {
        let codes: Vec<String> = handouts.iter().skip(1).map(|handout| handout.metadata.code.clone()).collect();
        let packet = xmp::packet(metadata, &codes, self.profile.is_some());
        file.stream(self.packet, b"/Filter/FlateDecode/Type/Metadata/Subtype/XML", &packet);
        if let Some(profile) = self.profile {
            file.stream(profile, b"/N 3/Filter/FlateDecode", &icc::SRGB);
        }
    }
}

/// Writes the parts of others.
fn embed<'a>(parts: &[Part<'a>], page_tree: Ref, file: &mut File) -> Vec<Embedded<'a>> {
    let mut embedded = Vec::new();
    for part in parts {
        if let Part::Foreign { pages, .. } = part {
            embedded.push(Embedded::write(pages, page_tree, file));
        }
    }
    embedded
}

/// The pages of handouts, in order, each with a number for its object.
fn number_pages<'a>(handouts: &[&'a Handout], file: &mut File) -> Result<Vec<NumberedPage<'a>>, Error> {
    if handouts.is_empty() || handouts.iter().any(|handout| handout.pages.is_empty()) {
        return Err(Error::NoPages);
    }
    let mut numbered = Vec::new();
    for (handout, it) in handouts.iter().enumerate() {
        numbered.extend(it.pages.iter().map(|page| NumberedPage { handout, page, number: file.number() }));
    }
    Ok(numbered)
}

/// The page objects of all parts, and where each part begins.
struct Extent {
    pages: Vec<Ref>,
    starts: Vec<Destination>,
}

impl Extent {
    /// A part of ours begins at the top of its first page; one of others with the whole of it, for it may be turned.
    fn of(parts: &[Part], ours: &[NumberedPage<'_>], embedded: &[Embedded<'_>]) -> Result<Extent, Error> {
        let mut extent = Extent { pages: Vec::new(), starts: Vec::with_capacity(parts.len()) };
        let mut handouts = ours.chunk_by(|a, b| a.handout == b.handout);
        // The last pages of the first handout are those that stand behind parts of others.
        let filled = parts.iter().filter(|part| matches!(part, Part::Foreign { is_filled: true, .. })).count();
        let first = handouts.next().ok_or(Error::NoPages)?;
        let own = first.len().checked_sub(filled).filter(|own| *own > 0).ok_or(Error::NoPages)?;
        let (own, mut blank) = (&first[..own], first[own..].iter());
        let mut handouts = std::iter::once(own).chain(handouts);
        let mut others = embedded.iter();
        for part in parts {
            match part {
                Part::Handout(_) => {
                    let pages = handouts.next().expect("every handout has pages");
                    extent.starts.push(Destination::top_of(pages[0].number, pages[0].page.size.height)?);
                    extent.pages.extend(pages.iter().map(|page| page.number));
                }
                Part::Foreign { is_filled, .. } => {
                    let mut pages = others.next().expect("every part of others was embedded").pages().peekable();
                    extent.starts.push(Destination::whole(*pages.peek().ok_or(Error::NoPages)?));
                    extent.pages.extend(pages);
                    extent.pages.extend(blank.by_ref().take(usize::from(*is_filled)).map(|page| page.number));
                }
            }
        }
        Ok(extent)
    }
}

fn write_page(
    file: &mut File,
    (page_tree, resources, stream): (Ref, Ref, Ref),
    (index, page): (usize, &NumberedPage<'_>),
    usual: Paper,
    annotations: &[Ref],
) -> Result<(), Error> {
    let paper = paper(page.page)?;
    file.object(page.number, |out| {
        out.extend_from_slice(b"<</Type/Page/Parent ");
        reference(out, page_tree);
        if paper != usual {
            out.extend_from_slice(b"/MediaBox");
            hundredths_array(out, &paper);
        }
        // Not inherited (ISO 19005-2, 6.2.2).
        out.extend_from_slice(b"/Resources ");
        reference(out, resources);
        out.extend_from_slice(b"/Contents ");
        reference(out, stream);
        out.extend_from_slice(b"/StructParents ");
        int(out, index as i64);
        if page.page.items.iter().any(is_see_through) {
            // The page blends in sRGB too, whatever colours a printer has (ISO 19005-2, 6.2.10).
            out.extend_from_slice(b"/Group<</S/Transparency/CS/DeviceRGB>>");
        }
        if !annotations.is_empty() {
            // Tab order follows the structure (ISO 14289-1, 7.18.3).
            out.extend_from_slice(b"/Tabs/S/Annots");
            references(out, annotations.iter().copied());
        }
        out.extend_from_slice(b">>");
    });
    Ok(())
}

/// Left, bottom, right and top of a page.
type Paper = [Centipoints; 4];

fn paper(page: &Page) -> Result<Paper, Error> {
    Ok([0, 0, centipoints(page.size.width)?, centipoints(page.size.height)?])
}

/// Whether ink lets through what lies below it, in part.
fn is_see_through(item: &Item) -> bool {
    matches!(&item.ink, Ink::Drawing { drawing, .. } if drawing.is_see_through)
}

fn write_resources(out: &mut Vec<u8>, typefaces: &Typefaces<'_>, images: &Images, drawings: &Drawings) {
    out.extend_from_slice(b"<<");
    typefaces.resources(out);
    if !(images.is_empty() && drawings.is_empty()) {
        out.extend_from_slice(b"/XObject<<");
        images.resources(out);
        drawings.resources(out);
        out.extend_from_slice(b">>");
    }
    out.extend_from_slice(b">>");
}

/// How the file is shown when it is opened: a handout whose pages face each other with an odd page on the right, as it lies
/// on a table; read from right to left, on the left (12.2).
fn write_view(out: &mut Vec<u8>, handouts: &[&Handout]) {
    let facing = match handouts {
        [handout] => handout.facing,
        _ => None,
    };
    if facing.is_some() {
        out.extend_from_slice(b"/PageLayout/TwoPageRight");
    }
    out.extend_from_slice(b"/ViewerPreferences<</DisplayDocTitle true");
    if facing == Some(Direction::Rtl) {
        out.extend_from_slice(b"/Direction/R2L");
    }
    out.extend_from_slice(b">>");
}

/// Writes the page tree: one node for all pages, with the size that most of ours inherit (7.7.3.4). Pages of others each have
/// their own.
fn write_page_tree(out: &mut Vec<u8>, pages: &[Ref], paper: &Paper) {
    out.extend_from_slice(b"<</Type/Pages/Count ");
    int(out, pages.len() as i64);
    out.extend_from_slice(b"/Kids");
    references(out, pages.iter().copied());
    out.extend_from_slice(b"/MediaBox");
    hundredths_array(out, paper);
    out.extend_from_slice(b">>");
}

/// Most entries of the catalog. With pages of others the file is tagged, but not everything in it (14.7.1: suspects).
fn write_catalog(out: &mut Vec<u8>, required: [Ref; 3], is_ours: bool, outline: Option<outline::Outline>) {
    let [page_tree, structure, packet] = required;
    out.extend_from_slice(b"/MarkInfo<</Marked true");
    out.extend_from_slice(if is_ours { b">>" } else { b"/Suspects true>>" });
    for (key, number) in [("/Pages ", page_tree), ("/StructTreeRoot ", structure), ("/Metadata ", packet)] {
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

/// Says that colours are meant as sRGB. Only a file whose pages are all ours says so: it would change the colours of
/// pages that somebody else wrote.
fn write_intent(out: &mut Vec<u8>, profile: Ref) {
    out.extend_from_slice(b"/OutputIntents[<</S/GTS_PDFA1/OutputConditionIdentifier(sRGB)");
    out.extend_from_slice(b"/Info(sRGB)/DestOutputProfile ");
    reference(out, profile);
    out.extend_from_slice(b">>]");
}
