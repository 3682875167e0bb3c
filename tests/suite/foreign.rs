//! PDFs that somebody else wrote, bound into packets.

use lopdf_reader::Document;

use super::output::{Site, article};
use super::tagged;

/// A file of `pages` pages with a size of their own, a title, and words that no message may repeat.
fn other(pages: usize, size: u32) -> String {
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 5)).collect();
    let mut text = format!(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
         2 0 obj\n<</Type/Pages/Kids[{kids}]/Count {pages}/MediaBox[0 0 {size} {size}]\
         /Resources<</Properties<</P 3 0 R>>>>>>\nendobj\n\
         3 0 obj\n<</Kind(none)>>\nendobj\n\
         4 0 obj\n<</Title(SECRET TITLE)/Author(SECRET AUTHOR)>>\nendobj\n"
    );
    for page in 0..pages {
        let content = format!("/SECRET{page} MP 20 20 m 99 99 l S");
        let (number, length) = (page + 5, content.len());
        text.push_str(&format!(
            "{number} 0 obj\n<</Type/Page/Parent 2 0 R/Contents {} 0 R>>\nendobj\n",
            number + pages
        ));
        text.push_str(&format!("{} 0 obj\n<</Length {length}>>stream\n{content}\nendstream\nendobj\n", number + pages));
    }
    text + "trailer\n<</Root 1 0 R/Info 4 0 R>>\n"
}

fn clinic() -> Site {
    let site = Site::new();
    site.write("content/handout.yaml", "name: Clinic\n");
    site.write("content/fever.yaml", &article("Fever"));
    site.write("content/rash.yaml", &article("Rash"));
    site
}

fn sizes(bytes: &[u8]) -> Vec<i64> {
    let document = Document::load_mem(bytes).expect("a PDF");
    let width = |id| {
        let page = document.get_dictionary(id).expect("a page");
        let tree = page.get_deref(b"Parent", &document).and_then(|it| it.as_dict()).expect("a page tree");
        page.get(b"MediaBox").or(tree.get(b"MediaBox")).and_then(|it| it.as_array()).expect("paper")[2]
            .as_float()
            .expect("a number") as i64
    };
    document.get_pages().into_values().map(width).collect()
}

fn xmp(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).expect("a PDF");
    let metadata = document.catalog().and_then(|it| it.get(b"Metadata")).and_then(|it| it.as_reference());
    let stream = document.get_object(metadata.expect("XMP")).and_then(|it| it.as_stream()).expect("a stream");
    String::from_utf8(stream.decompressed_content().expect("deflated")).expect("text")
}

#[test]
fn appended_files_stand_behind_the_handouts_and_in_the_contents() {
    let site = clinic();
    site.write("in/jane-roe.pdf", &other(3, 300));
    site.write("in/a=b.pdf", &other(1, 200));
    let arguments = [
        "packet",
        "fever",
        "rash",
        "-o",
        "p.pdf",
        "--append",
        "in/jane-roe.pdf=Your summary",
        "--append",
        "in/a=b.pdf",
    ];
    site.run(0, &arguments);
    let bytes = std::fs::read(site.path("p.pdf")).expect("a file");
    let sizes = sizes(&bytes);
    let ours = sizes.len() - 4;
    assert!(ours >= 3 && sizes[..ours].iter().all(|width| *width == 612), "{sizes:?}");
    assert_eq!(sizes[ours..], [300, 300, 300, 200]);
    let targets: Vec<usize> = tagged::page_links(&bytes).iter().map(|(_, _, page)| *page).collect();
    assert_eq!(targets[2..], [ours + 1, ours + 4]);
    let pages = tagged::page_texts(&bytes);
    assert!(pages[0].contains("Your summary") && pages[0].contains("a=b"), "{}", pages[0]);
    assert!(pages[1].contains(&format!("Packet page 2 of {}", sizes.len())), "{}", pages[1]);
    let xmp = xmp(&bytes);
    assert!(!xmp.contains("pdfaid:part") && !xmp.contains("pdfuaid:part") && !xmp.contains("SECRET"), "{xmp}");
    let document = Document::load_mem(&bytes).expect("a PDF");
    let last = document.get_page_content(document.get_pages()[&(sizes.len() as u32 - 1)]);
    assert!(String::from_utf8_lossy(&last).contains("SECRET2"));
}

#[test]
fn what_is_appended_is_written_nowhere_else() {
    let site = clinic();
    site.build();
    let before = site.files("output");
    site.write("in/jane-roe.pdf", &other(2, 300));
    for format in ["human", "json"] {
        let arguments = ["packet", "fever", "-o", "p.pdf", "--append", "in/jane-roe.pdf=Roe", "--format", format];
        let told = site.run(0, &arguments);
        assert!(told.contains("foreign-pages") || told.contains("PDF/UA-1"), "{told}");
        for secret in ["SECRET", "jane", "Roe", "roe"] {
            assert!(!told.contains(secret), "{secret}: {told}");
        }
    }
    let after = site.files("output");
    assert!(before == after, "the output folder is as it was");
}

#[cfg(unix)]
#[test]
fn a_packet_with_something_appended_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let site = clinic();
    site.write("in/jane-roe.pdf", &other(1, 300));
    let mode = |arguments: &[&str]| {
        site.run(0, &[&["packet", "fever", "-q", "-o", "out/p.pdf"], arguments].concat());
        assert_eq!(site.files("out").len(), 1, "nothing stays beside it");
        site.path("out/p.pdf").metadata().expect("a file").permissions().mode() & 0o077
    };
    assert_ne!(mode(&[]), 0);
    assert_eq!(mode(&["--append", "in/jane-roe.pdf"]), 0);
}

#[test]
fn a_pdf_of_the_manifest_is_not_written_over() {
    let site = clinic();
    site.write("in/jane-roe.pdf", &other(1, 300));
    site.write("content/packets/home.yaml", "title: Home\narticles: [fever]\n");
    site.build();
    let before = site.files("output");
    for target in ["output/packets/home.pdf", "output/fever.pdf", "output/packets/../packets/Home.pdf"] {
        for arguments in [&["fever"][..], &["fever", "--append", "in/jane-roe.pdf"]] {
            let told = site.run(2, &[&["packet", "-o", target], arguments].concat());
            assert!(told.contains("listed in its manifest") && told.contains("choose another name"), "{told}");
        }
    }
    assert!(site.files("output") == before);
    site.run(0, &["packet", "fever", "-o", "output/packets/today.pdf"]);
    assert!(site.has("output/packets/today.pdf"));
}

#[test]
fn what_cannot_be_bound_is_told_by_its_place() {
    let site = clinic();
    site.write("in/good.pdf", &other(1, 300));
    site.write("in/roe-locked.pdf", &other(1, 300).replace("/Info 4 0 R", "/Info 4 0 R/Encrypt<</Filter/Standard>>"));
    site.write("in/roe-torn.pdf", &other(1, 300)[..300]);
    site.write("in/roe-letter.pdf", "Dear Ms Roe");
    for (file, why) in [
        ("roe-locked.pdf", "it is encrypted"),
        ("roe-torn.pdf", "it is damaged"),
        ("roe-letter.pdf", "it is not a PDF"),
        ("roe-gone.pdf", "no such file"),
    ] {
        let file = format!("in/{file}");
        let arguments = ["packet", "fever", "-o", "p.pdf", "--append", "in/good.pdf", "--append", &file];
        let told = site.run(2, &arguments);
        assert!(told.contains("appended file 2 cannot be bound") && told.contains(why), "{told}");
        assert!(!told.contains("roe") && !told.contains("Roe"), "{told}");
        assert!(!site.has("p.pdf"));
    }
}

#[test]
fn duplex_begins_what_is_appended_on_a_right_hand_page() {
    let site = clinic();
    site.write("in/a.pdf", &other(1, 300));
    site.write("in/b.pdf", &other(2, 200));
    let arguments = ["packet", "fever", "-o", "p.pdf", "--duplex", "--append", "in/a.pdf", "--append", "in/b.pdf"];
    site.run(0, &arguments);
    let bytes = std::fs::read(site.path("p.pdf")).expect("a file");
    let sizes = sizes(&bytes);
    assert_eq!(sizes[sizes.len() - 4..], [300, 300, 200, 200], "a blank page stands behind the first");
    assert!(tagged::page_links(&bytes).iter().all(|(_, _, page)| page % 2 == 1));
    let pages = tagged::page_texts(&bytes);
    let blank: Vec<usize> =
        (0..pages.len()).filter(|&page| pages[page].trim() == "This page is blank on purpose.").collect();
    assert_eq!(blank, [pages.len() - 3], "{pages:#?}");
}

const HOME: &str =
    "title: Going home\narticles:\n  - fever\n  - pdf: forms/consent.pdf\n    title: Consent form\n  - rash\n";

#[test]
fn a_packet_file_may_name_pdfs_of_the_clinic() {
    let site = clinic();
    site.write("content/forms/consent.pdf", &other(2, 300));
    site.write("content/packets/home.yaml", HOME);
    site.build();
    let first = site.files("output")["packets/home.pdf"].clone();
    let links = tagged::page_links(&first);
    assert_eq!(links.len(), 3);
    let page = links[1].2;
    assert_eq!(sizes(&first)[page - 1..page + 2], [300, 300, 612], "{links:?}");
    let times = site.times();
    site.build();
    assert_eq!(site.times(), times, "nothing is left to be done");
    site.write("content/forms/consent.pdf", &other(3, 301));
    site.build();
    let second = site.files("output")["packets/home.pdf"].clone();
    assert_eq!(sizes(&second)[page - 1], 301);
    assert!(site.files("output") == site.clean_build());
}

#[test]
fn a_pdf_that_cannot_be_bound_is_told_where_it_is_named() {
    for (path, content, code) in [
        ("forms/consent.pdf", None, "missing-file"),
        ("forms/consent.pdf", Some("Dear colleagues"), "bad-pdf"),
        ("../consent.pdf", None, "outside-root"),
        ("forms/consent.docx", None, "not-a-pdf"),
    ] {
        let site = clinic();
        if let Some(content) = content {
            site.write("content/forms/consent.pdf", content);
        }
        site.write("consent.pdf", &other(1, 300));
        site.write("content/packets/home.yaml", &HOME.replace("forms/consent.pdf", path));
        let out = site.run(1, &["build", "--format", "json"]);
        let told = out.lines().find(|line| line.contains(code)).unwrap_or_else(|| panic!("{code}: {out}"));
        assert!(told.contains("home.yaml") && told.contains("\"line\":4"), "{told}");
        assert!(!site.has("output/packets/home.pdf"));
    }
}
