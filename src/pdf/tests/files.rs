//! Files as a whole: sameness, metadata, bookmarks, weight.

use lopdf_reader::{Dictionary, Object};
use sha2::{Digest as _, Sha256};

use super::fixtures::*;
use super::reader::{Reader, text, written};
use crate::layout::handout::*;
use crate::pdf::file::syntax::bytes;
use crate::pdf::{Error, StreamCache, is_as_written, write};

fn sample(title: &str, words: &str) -> Handout {
    let mut draft = Draft::new(title);
    draft.heading(Tree::ROOT, 1, title);
    let section = draft.add(Tree::ROOT, Role::Sect);
    draft.heading(section, 2, "What is it?");
    draft.paragraph(section, words);
    draft.heading(section, 2, "What helps?");
    draft.handout
}

#[test]
fn what_was_written_before_does_not_change_a_byte() {
    let words: Vec<String> =
        (0..40).map(|n| format!("The quick brown fox no. {n} jumps {}", char::from(b'A' + n % 26))).collect();
    let fresh: Vec<_> = words.iter().map(|it| write(&[sample(it, it)], &FONTS, &StreamCache::new()).unwrap()).collect();
    let cache = StreamCache::new();
    for (words, fresh) in words.iter().zip(&fresh).rev() {
        assert_eq!(write(&[sample(words, words)], &FONTS, &cache).as_ref(), Ok(fresh));
    }
    std::thread::scope(|scope| {
        for chunk in words.iter().zip(&fresh).collect::<Vec<_>>().chunks(10) {
            let (chunk, cache) = (chunk.to_vec(), &cache);
            scope.spawn(move || {
                for (words, fresh) in chunk {
                    assert_eq!(&write(&[sample(words, words)], &FONTS, cache).unwrap(), fresh);
                }
            });
        }
    });
}

#[test]
fn files_differ_where_handouts_do() {
    let id = |bytes: &[u8]| {
        let file = Reader::of(bytes);
        let id = file.document.trailer.get(b"ID").unwrap().as_array().unwrap();
        assert_eq!(id[0], id[1]);
        id[0].as_str().unwrap().to_vec()
    };
    assert_ne!(id(&written(&[sample("A", "a")])), id(&written(&[sample("A", "b")])));
}

#[test]
fn a_file_comes_with_its_hash_and_tells_whether_it_was_changed() {
    let file = write(&[sample("Fever", "Drink water.")], &FONTS, &StreamCache::new()).unwrap();
    assert_eq!(file.sha256(), <[u8; 32]>::from(Sha256::digest(&*file)));
    assert!(is_as_written(&file));
    let mut changed = file.to_vec();
    changed[100] ^= 1;
    assert!(!is_as_written(&changed) && !is_as_written(&file[..file.len() - 1]));
    assert!(!is_as_written(&[&file[..], b"% signed"].concat()));
}

#[test]
fn a_file_of_an_earlier_version_tells_it_too() {
    let file = write(&[sample("Fever", "Drink water.")], &FONTS, &StreamCache::new()).unwrap().into_bytes();
    let start = file.windows(12).rposition(|part| part == b"/Type/XRef/F").unwrap();
    let start = file[..start].windows(6).rposition(|part| part == b" 0 obj").unwrap();
    let start = file[..start].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    let at = file.windows(4).rposition(|part| part == b"/ID[").unwrap();
    let end = at + file[at..].windows(2).position(|part| part == b")]").unwrap() + 2;
    let mut id = b"/ID[".to_vec();
    for _ in 0..2 {
        bytes(&mut id, &blake3::hash(&file[..start]).as_bytes()[..16]);
    }
    id.push(b']');
    let earlier = [&file[..at], &id, &file[end..]].concat();
    assert!(is_as_written(&earlier) && earlier != file);
}

#[test]
fn metadata_outside_ascii_is_kept() {
    let mut handout = sample("Fièvre & <frissons>: “38 °C”", "Buvez.");
    handout.metadata.language = "fr".into();
    handout.metadata.authors = vec!["Clinique Évreux".into(), "𝔻r. Å".into()];
    handout.metadata.subject = None;
    let file = Reader::of(&written(&[handout]));
    let info = file.get(&file.document.trailer, "Info").unwrap().as_dict().unwrap();
    let entry = |key: &str| text(info.get(key.as_bytes()).unwrap());
    assert_eq!(entry("Title"), "Fièvre & <frissons>: “38 °C”");
    assert_eq!(entry("Author"), "Clinique Évreux; 𝔻r. Å");
    assert_eq!(entry("Keywords"), "muscle, twitching");
    assert_eq!(entry("CreationDate"), "D:20240510120000Z");
    assert_eq!(entry("ModDate"), "D:20240611120000Z");
    assert!(!info.has(b"Subject"));
    let xmp = file.get(file.catalog(), "Metadata").unwrap().as_stream().unwrap().decompressed_content().unwrap();
    let xmp = String::from_utf8(xmp).unwrap();
    assert!(xmp.contains("Fièvre &amp; &lt;frissons&gt;: “38 °C”") && xmp.contains("<rdf:li>𝔻r. Å</rdf:li>"), "{xmp}");
    assert_eq!(text(file.catalog().get(b"Lang").unwrap()), "fr");
}

#[test]
fn bookmarks_are_nested_like_headings() {
    let file = Reader::of(&written(&[sample("Muscle Twitching", "Small movements.")]));
    let outlines = file.get(file.catalog(), "Outlines").unwrap().as_dict().unwrap();
    let mut out = String::new();
    bookmarks(&file, outlines, 0, &mut out);
    assert_eq!(out, "Muscle Twitching (744)\n  What is it? (727)\n  What helps? (697)\n");
    assert_eq!(file.catalog().get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
}

fn bookmarks(file: &Reader, parent: &Dictionary, depth: usize, out: &mut String) {
    let mut next = file.get(parent, "First");
    while let Some(bookmark) = next.map(|it| it.as_dict().unwrap()) {
        let top = bookmark.get(b"Dest").unwrap().as_array().unwrap()[3].as_float().unwrap();
        out.push_str(&format!("{}{} ({top})\n", "  ".repeat(depth), text(bookmark.get(b"Title").unwrap())));
        bookmarks(file, bookmark, depth + 1, out);
        next = file.get(bookmark, "Next");
    }
}

#[test]
fn a_handout_of_titles_alone_opens_without_bookmarks() {
    let mut draft = Draft::new("Short");
    draft.heading(Tree::ROOT, 1, "Short");
    let file = Reader::of(&written(&[draft.handout]));
    assert!(file.catalog().has(b"Outlines") && !file.catalog().has(b"PageMode"));
}

#[test]
fn pages_have_what_readers_need() {
    let file = Reader::of(&written(&[sample("A", "a")]));
    let page = file.document.get_dictionary(file.document.get_pages()[&1]).unwrap();
    let size: Vec<f32> =
        file.inherited(page, "MediaBox").as_array().unwrap().iter().map(|n| n.as_float().unwrap()).collect();
    assert_eq!(size, [0.0, 0.0, 612.0, 792.0]);
    let viewer = file.get(file.catalog(), "ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(viewer.get(b"DisplayDocTitle").unwrap(), &Object::Boolean(true));
    assert_eq!(file.document.version, "1.7");
}

#[test]
fn two_full_pages_weigh_little() {
    let mut draft = Draft::new("Long");
    let words =
        "Twitches are small, quick movements under the skin. Call your care team (555-0100) at once; do not wait. ";
    for page in 0..2 {
        if page > 0 {
            draft.page();
        }
        for n in 0..17 {
            let paragraph = draft.add(Tree::ROOT, Role::Paragraph);
            for (face, part) in [(REGULAR, &words[..52]), (SEMIBOLD, &words[52..90]), (ITALIC, &words[90..])] {
                draft.run(Owner::Node(paragraph), shape(face, 11.0, &format!("{part}{n} ")), BLACK);
            }
            draft.line();
        }
    }
    let bytes = written(&[draft.handout]);
    assert!(bytes.len() < 20_000, "{}", bytes.len());
}

#[test]
fn a_handout_has_a_page() {
    let mut draft = Draft::new("None");
    draft.handout.pages.clear();
    assert_eq!(write(&[draft.handout], &FONTS, &StreamCache::new()), Err(Error::NoPages));
    assert_eq!(write(&[], &FONTS, &StreamCache::new()), Err(Error::NoPages));
}
