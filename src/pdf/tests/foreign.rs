//! Pages that somebody else wrote beside ours: what the file claims, where its contents and bookmarks lead.

use super::fixtures::*;
use super::reader::{Reader, text};
use crate::foreign::Foreign;
use crate::layout::handout::*;
use crate::pdf::{Part, StreamCache, write_parts};

const OTHER: &str = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
2 0 obj\n<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 300 300]>>\nendobj\n\
3 0 obj\n<</Type/Page/Resources<</Properties<</L 5 0 R>>>>>>\nendobj\n4 0 obj\n<</Type/Page>>\nendobj\n\
5 0 obj\n<</Type/OCG/Name(L)>>\nendobj\ntrailer\n<</Root 1 0 R>>\n";

/// A cover with a link to each of the other two parts, a file of others, a handout.
fn packet() -> Reader {
    let mut cover = Draft::new("Cover");
    cover.heading(Tree::ROOT, 1, "Cover");
    for part in [1, 2] {
        let node = cover.add(Tree::ROOT, Role::Link);
        let area = cover.text(node, "there");
        cover.link(node, area, Target::Part(part), "there");
        cover.line();
    }
    let mut last = Draft::new("Last");
    last.heading(Tree::ROOT, 1, "Last");
    let foreign = Foreign::read(OTHER.as_bytes().to_vec()).unwrap();
    let (cover, last) = (cover.handout, last.handout);
    let other = Part::Foreign { pages: &foreign, title: "Discharge summary", is_filled: false };
    let parts = [Part::Handout(&cover), other, Part::Handout(&last)];
    Reader::of(&write_parts(&parts, &cover.metadata, &FONTS, &StreamCache::new()).unwrap())
}

#[test]
fn a_file_with_pages_of_others_claims_only_what_is_true() {
    let file = packet();
    let metadata = file.get(file.catalog(), "Metadata").unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(metadata.decompressed_content().unwrap()).unwrap();
    assert!(!xmp.contains("pdfaid:part") && !xmp.contains("pdfuaid:part"), "{xmp}");
    assert!(xmp.contains("Cover"));
    let marks = file.get(file.catalog(), "MarkInfo").unwrap().as_dict().unwrap();
    assert!(marks.get(b"Marked").unwrap().as_bool().unwrap(), "ours are");
    assert!(marks.get(b"Suspects").unwrap().as_bool().unwrap(), "not all are");
    assert!(file.get(file.catalog(), "OutputIntents").is_none());
    assert!(file.get(file.catalog(), "OCProperties").is_some());
    assert!(file.structure().contains("Last"));
}

#[test]
fn contents_and_bookmarks_lead_to_pages_of_others() {
    let file = packet();
    let pages = file.document.get_pages();
    assert_eq!(pages.len(), 4);
    let number = |place: &lopdf_reader::Object| {
        let page = place.as_array().unwrap()[0].as_reference().unwrap();
        pages.iter().find(|(_, id)| **id == page).map(|(number, _)| *number).unwrap()
    };
    let cover = file.document.get_dictionary(pages[&1]).unwrap();
    let links = file.get(cover, "Annots").unwrap().as_array().unwrap();
    let links = links.iter().map(|link| file.resolved(link).as_dict().unwrap());
    assert_eq!(links.map(|link| number(link.get(b"Dest").unwrap())).collect::<Vec<_>>(), [2, 4]);
    let outline = file.get(file.catalog(), "Outlines").unwrap().as_dict().unwrap();
    let mut next = file.get(outline, "First");
    let mut bookmarks = Vec::new();
    while let Some(entry) = next {
        let entry = entry.as_dict().unwrap();
        bookmarks.push((text(entry.get(b"Title").unwrap()), number(entry.get(b"Dest").unwrap())));
        next = file.get(entry, "Next");
    }
    let expected = [("Cover", 1), ("Discharge summary", 2), ("Last", 4)];
    assert_eq!(bookmarks, expected.map(|(title, page)| (title.to_owned(), page)));
}
