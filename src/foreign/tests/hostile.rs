//! Files that mean harm: an answer soon, and never a crash.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::{Foreign, ForeignError};
use super::source::{deflate, file, of_bytes, page, stream, written};

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
const NODE: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";

/// What comes of a file, within seconds even where nothing is optimised.
fn outcome(bytes: Vec<u8>) -> Result<usize, ForeignError> {
    let start = Instant::now();
    let result = Foreign::read(bytes).map(|foreign| written(&foreign).bytes.len());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?} {result:?}", start.elapsed());
    result
}

/// A cross-reference stream behind objects, saying where each number is.
fn with_rows(objects: &[Vec<u8>], extra: &[(u8, u32, u16)]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut rows = vec![0u8; 7];
    for (body, number) in objects.iter().zip(1..) {
        rows.push(1);
        rows.extend((bytes.len() as u32).to_be_bytes());
        rows.extend([0, 0]);
        bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    for (kind, second, third) in extra {
        rows.push(*kind);
        rows.extend(second.to_be_bytes());
        rows.extend(third.to_be_bytes());
    }
    let (start, size) = (bytes.len(), objects.len() + 1 + extra.len());
    let entries = format!("/Type/XRef/W[1 4 2]/Size {size}/Root 1 0 R/Filter/FlateDecode");
    bytes.extend_from_slice(b"99999 0 obj\n");
    bytes.extend_from_slice(&stream(&entries, &deflate(&rows)));
    bytes.extend_from_slice(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
    bytes
}

#[test]
fn pages_in_a_circle_are_refused() {
    let circle = ["<</Type/Pages/Kids[3 0 R]>>", "<</Type/Pages/Kids[2 0 R]>>"];
    assert!(matches!(outcome(file(&[CATALOG, circle[0], circle[1]])), Err(ForeignError::Damaged(_))));
    let itself = "<</Type/Pages/Kids[2 0 R 2 0 R]>>";
    assert!(matches!(outcome(file(&[CATALOG, itself])), Err(ForeignError::Damaged(_))));
}

#[test]
fn pages_without_end_are_refused() {
    let kids = "3 0 R ".repeat(100_000);
    let many = file(&[CATALOG, &format!("<</Kids[{kids}]/Count 100000>>"), "<</Type/Page>>"]);
    assert_eq!(outcome(many), Err(ForeignError::TooManyPages));
    // One level below another.
    let mut deep = vec![CATALOG.to_owned()];
    deep.extend((3..5000).map(|number| format!("<</Kids[{number} 0 R]>>")));
    let deep: Vec<&str> = deep.iter().map(String::as_str).collect();
    assert!(outcome(file(&deep)).is_err());
    // Each page with all that the root has.
    let resources: String = (0..4000).map(|name| format!("/A{name} 1")).collect();
    let kids = "3 0 R ".repeat(5000);
    let root = format!("<</Kids[{kids}]/Resources<</X[{}]>>>>", format!("<<{resources}>>").repeat(20));
    assert_eq!(outcome(file(&[CATALOG, &root, "<</Type/Page>>"])), Err(ForeignError::TooComplex));
}

#[test]
fn what_is_nested_beyond_measure_is_refused() {
    for (open, close) in [("[", "]"), ("<</A", ">>"), ("[<</B[", "]>>]")] {
        let value = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        assert_eq!(outcome(page("/Resources 4 0 R", &[&value])), Err(ForeignError::TooComplex), "{open}");
        let unclosed = open.repeat(100_000);
        assert!(outcome(page("/Resources 4 0 R", &[&unclosed])).is_err(), "{open}");
    }
    let brackets = format!("({}{})", "(".repeat(100_000), ")".repeat(100_000));
    assert!(outcome(page(&format!("/Resources<</A{brackets}>>"), &[])).is_ok());
    assert!(outcome(page(&format!("/Resources<</A{}>>", "(".repeat(100_000)), &[])).is_err());
}

#[test]
fn a_chain_of_references_is_no_depth() {
    let mut objects = vec![CATALOG.to_owned(), NODE.to_owned(), "<</Type/Page/Resources<</A 4 0 R>>>>".to_owned()];
    objects.extend((5..60_000).map(|number| format!("[{number} 0 R]")));
    objects.push("[3 0 R 4 0 R]".to_owned());
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    assert!(outcome(file(&objects)).is_ok());
}

#[test]
fn lengths_that_lead_round_in_circles_lead_nowhere() {
    let itself = "<</Length 4 0 R>>stream\nq\nendstream";
    assert!(outcome(page("/Contents 4 0 R", &[itself])).is_ok(), "the keyword tells the end");
    let negative = "<</Length -5>>stream\nq\nendstream";
    assert!(outcome(page("/Contents 4 0 R", &[negative])).is_ok());
    let huge = "<</Length 99999999999999999999>>stream\nq\nendstream";
    assert!(outcome(page("/Contents 4 0 R", &[huge])).is_ok());
    // Object streams whose lengths stand in one another.
    let container = |other: u32| format!("<</Type/ObjStm/N 1/First 4/Length {other} 0 R>>stream\n9 0 7\nendstream");
    let objects = [CATALOG.into(), NODE.into(), b"<</Type/Page/Resources 6 0 R>>".to_vec()];
    let objects = [&objects[..], &[container(7).into(), container(6).into()]].concat();
    let rows = [(2, 4, 0), (2, 5, 0)];
    assert!(outcome(with_rows(&objects, &rows)).is_err());
}

#[test]
fn what_inflates_beyond_measure_is_refused() {
    let zeros = deflate(&vec![0; 300 << 20]);
    let objects = [CATALOG.into(), NODE.into(), b"<</Type/Page/Resources 5 0 R>>".to_vec()];
    let bomb = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &zeros);
    let held = with_rows(&[&objects[..], std::slice::from_ref(&bomb)].concat(), &[(2, 4, 0)]);
    assert_eq!(outcome(held), Err(ForeignError::TooComplex));
    let objects = [CATALOG.into(), NODE.into(), b"<</Type/Page/Contents 4 0 R>>".to_vec()];
    let shown = of_bytes(&[&objects[..], &[stream("/Filter/FlateDecode", &zeros)]].concat(), "/Root 1 0 R");
    assert_eq!(outcome(shown), Err(ForeignError::TooComplex), "a printer would choke on it, too");
}

#[test]
fn one_object_under_many_numbers_is_paid_for_each_time() {
    let count = 4000u16;
    let index: String = (0..count).map(|at| format!("{} 0 ", u32::from(at) + 6)).collect();
    let array = format!("[{}]", "1 ".repeat(100_000));
    let members = stream(
        &format!("/Type/ObjStm/N {count}/First {}/Filter/FlateDecode", index.len()),
        &deflate(format!("{index}{array}").as_bytes()),
    );
    let list: String = (0..count).map(|at| format!("{} 0 R ", u32::from(at) + 6)).collect();
    let page = format!("<</Type/Page/Resources<</A[{list}]>>>>");
    let objects = [CATALOG.into(), NODE.into(), page.into_bytes(), members, b"null".to_vec()];
    let rows: Vec<_> = (0..count).map(|at| (2, 4, at)).collect();
    assert_eq!(outcome(with_rows(&objects, &rows)), Err(ForeignError::TooComplex));
}

#[test]
fn one_stream_under_many_numbers_is_copied_once() {
    let data = vec![b'x'; 1 << 20];
    let list: String = (5..3000).map(|number| format!("{number} 0 R ")).collect();
    let page = format!("<</Type/Page/Resources<</A[{list}]>>/Contents 4 0 R>>");
    let objects = [CATALOG.into(), NODE.into(), page.into_bytes(), stream("", &data)];
    let place = with_rows(&objects, &[]).windows(7).position(|window| window == b"4 0 obj").unwrap();
    let rows: Vec<_> = (5..3000).map(|_| (1, place as u32, 0)).collect();
    // The head of an object says its one number; the rest leads nowhere.
    assert!(outcome(with_rows(&objects, &rows)).is_err());
}

/// Streams in one another, each up to the one keyword at the end, would be written out one by one.
#[test]
fn streams_that_overlap_are_refused() {
    let count = 200;
    let head = |number: usize, length: usize| format!("{number:05} 0 obj\n<</Length {length:010}>>stream\n");
    let (step, padding) = (head(0, 0).len(), 50_000);
    let end = count * step + padding;
    let names: String = (4..4 + count).map(|number| format!("/X{number} {number} 0 R")).collect();
    let page = format!("<</Type/Page/Resources<</XObject<<{names}>>>>>>");
    let mut bytes = file(&[CATALOG, NODE, &page]);
    let at = bytes.windows(4).position(|window| window == b"xref").unwrap();
    bytes.truncate(at);
    let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
    for number in 1..4 {
        let place = String::from_utf8_lossy(&bytes).find(&format!("{number} 0 obj")).unwrap();
        table += &format!("{number} 1\n{place:010} 00000 n \n");
    }
    let start = bytes.len();
    for index in 0..count {
        table += &format!("{} 1\n{:010} 00000 n \n", 4 + index, bytes.len());
        bytes.extend(head(4 + index, end - (index + 1) * step).bytes());
    }
    assert_eq!(bytes.len() - start, count * step);
    bytes.extend(vec![b' '; padding]);
    bytes.extend(b"\nendstream\nendobj\n");
    let xref = bytes.len();
    bytes.extend(format!("{table}trailer\n<</Size 999/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n").bytes());
    assert_eq!(outcome(bytes), Err(ForeignError::TooComplex));
}

/// What many places share is looked at for each of them, and paid for each time.
#[test]
fn what_is_shared_is_paid_for_each_time() {
    let too_complex = |name: &str, objects: &[&str]| {
        let start = Instant::now();
        assert_eq!(outcome(file(objects)), Err(ForeignError::TooComplex), "{name}");
        assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    };
    let many = |what: &str, count: usize| format!("[{}]", what.repeat(count));
    let kids = |count: usize| format!("<</Kids[{}]>>", "3 0 R ".repeat(count));
    let list = many("5 0 R ", 200_000);
    too_complex("contents", &[CATALOG, &kids(3000), "<</Type/Page/Contents 4 0 R>>", &list, "5"]);
    too_complex("annotations", &[CATALOG, &kids(3000), "<</Type/Page/Annots 4 0 R>>", &list, "5"]);
    let states: String = (0..100_000).map(|name| format!("/S{name} 5 0 R")).collect();
    let squares = many("<</Subtype/Square/Rect[0 0 1 1]/AP<</N 4 0 R>>>>", 20_000);
    let page = format!("<</Type/Page/Annots{squares}>>");
    too_complex("states", &[CATALOG, NODE, &page, &format!("<<{states}>>"), "5"]);
    let fields = many("<</Subtype/Widget/FT/Tx/Rect[0 0 1 1]/V 4 0 R>>", 5000);
    let page = format!("<</Type/Page/Annots{fields}>>");
    let value = format!("({})", " ".repeat(200_000));
    too_complex("values", &[CATALOG, NODE, &page, &many("5 0 R ", 200), &value]);
    let groups = format!("[{} 5 0 R]", "9 0 R ".repeat(300_000));
    let events = many("<</Event/View/Category[/View]/OCGs 4 0 R>>", 5000);
    let catalog = format!("<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R]/D<</AS{events}>>>>>>");
    let page = "<</Type/Page/Resources<</Properties<</M 5 0 R>>>>>>";
    too_complex("layers", &[&catalog, NODE, page, &groups, "<</Type/OCG/Name(x)>>"]);
    let leaves = many("<</Names 4 0 R>>", 20_000);
    let catalog = format!("<</Type/Catalog/Pages 2 0 R/Names<</Dests<</Kids{leaves}>>>>>>");
    let page = "<</Type/Page/Annots[<</Subtype/Link/Rect[0 0 1 1]/Dest(a)>>]>>";
    too_complex("destinations", &[&catalog, NODE, page, &many("(a)5 0 R ", 100_000), "[3 0 R]"]);
    let names: String = (6..1500).map(|number| format!("/X{number} {number} 0 R")).collect();
    let page = format!("<</Type/Page/Resources<</XObject<<{names}>>>>>>");
    let length = format!("{}3", " ".repeat(2_000_000));
    let mut objects = vec![CATALOG, NODE, &page, "5", &length];
    objects.extend((6..1500).map(|_| "<</Length 5 0 R>>stream\nabc\nendstream"));
    too_complex("lengths", &objects);
    let names: String = (0..300).map(|name| format!("/{}{name} 1", "k".repeat(4000))).collect();
    let key = format!("<<{names}>>");
    let page = format!("<</Type/Page/Resources<</A {key}>>>>");
    too_complex("keys", &[CATALOG, &kids(3000), &page]);
}

/// What is small in a list and large where it leads to: each copy of it is paid for.
#[test]
fn what_is_large_and_referred_to_is_paid_for_each_time() {
    let annotations = |entries: &str, count: usize, rest: &[&str]| {
        let page = format!("<</Type/Page/Annots[{}]>>", "4 0 R ".repeat(count));
        let annotation = format!("<</Rect[0 0 9 9]{entries}>>");
        outcome(file(&[&[CATALOG, NODE, &page, &annotation], rest].concat()))
    };
    let name = format!("/{}", "n".repeat(4000));
    let address = format!("(http:{})", "x".repeat(200_000));
    assert_eq!(annotations("/Subtype 5 0 R", 100_000, &[&name]), Err(ForeignError::TooComplex));
    assert_eq!(annotations("/Subtype/Text/AP<</N<<>>>>/AS 5 0 R", 100_000, &[&name]), Err(ForeignError::TooComplex));
    assert_eq!(annotations("/Subtype/Link/A<</S/URI/URI 5 0 R>>", 3000, &[&address]), Err(ForeignError::TooComplex));
    let view = format!("[3 0 R{name}]");
    assert_eq!(annotations("/Subtype/Link/Dest 5 0 R", 100_000, &[&view]), Err(ForeignError::TooComplex));
    // Nothing of these is copied.
    let list = format!("[{}]", "1 ".repeat(100_000));
    assert!(annotations(&format!("/Subtype/Text/IRT{list}"), 5000, &[]).is_ok());
    assert!(annotations(&format!("/Subtype/Link/Dest{list}/A<</S/GoTo/D 9>>"), 5000, &[]).is_ok());
    let no_address = format!("({})", "x".repeat(5_000_000));
    assert!(annotations("/Subtype/Link/A<</S/URI/URI 5 0 R>>", 5000, &[&no_address]).is_ok());
    let boxed = "<</Type/Page/MediaBox[0 0 4 0 R 4 0 R]/CropBox[0 0 4 0 R 4 0 R]/UserUnit 4 0 R>>";
    let kids = format!("<</Kids[{}]>>", "3 0 R ".repeat(3000));
    assert!(outcome(file(&[CATALOG, &kids, boxed, &no_address])).is_ok());
    // Looked up by a name that takes long to compare.
    let catalog = "<</Type/Catalog/Pages 2 0 R/Names<</Dests<</Names[5 0 R[3 0 R/Fit]]>>>>>>";
    let page = format!("<</Type/Page/Annots[{}]>>", "4 0 R ".repeat(5000));
    let link = "<</Subtype/Link/Rect[0 0 9 9]/Dest 5 0 R>>";
    assert_eq!(outcome(file(&[catalog, NODE, &page, link, &no_address])), Err(ForeignError::TooComplex));
    let events = "6 0 R ".repeat(100_000);
    let catalog = format!("<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R]/D<</AS[{events}]>>>>>>");
    let page = "<</Type/Page/Resources<</Properties<</M 5 0 R>>>>>>";
    let event = "<</Event 4 0 R/Category[/View]/OCGs[5 0 R]>>";
    let layers = [&catalog, NODE, page, &name, "<</Type/OCG/Name(x)>>", event];
    assert_eq!(outcome(file(&layers)), Err(ForeignError::TooComplex));
}

#[test]
fn numbers_and_names_without_end_are_refused() {
    let unit = |digits: usize| outcome(page(&format!("/UserUnit 1.{}", "0".repeat(digits)), &[]));
    assert!(unit(200).is_ok());
    assert_eq!(unit(300), Err(ForeignError::TooComplex));
    let named = |length: usize| outcome(page(&format!("/{} 1", "n".repeat(length)), &[]));
    assert!(named(4000).is_ok());
    assert_eq!(named(5000), Err(ForeignError::TooComplex));
}

/// Sections and streams that begin before the same white space: it is passed for each, and paid for.
#[test]
fn white_space_that_many_share_is_paid_for_each_time() {
    let refusal = |bytes: String| Foreign::read(bytes.into_bytes()).err();
    let mut bytes = String::from_utf8(file(&[CATALOG, NODE, "<</Type/Page>>"])).unwrap();
    let white = bytes.len();
    bytes += &format!("{}xref\n0 0\ntrailer<<>>\n", " ".repeat(1_000_000));
    let mut previous = white;
    for index in 0..2000 {
        let at = bytes.len();
        bytes += &format!("xref\n0 0\ntrailer<</Prev {previous}/XRefStm {}/Root 1 0 R>>\n", white + index);
        previous = at;
    }
    bytes += &format!("startxref\n{previous}\n%%EOF\n");
    assert_eq!(refusal(bytes), Some(ForeignError::TooComplex));

    let names: String = (4..2000).map(|number| format!("/X{number} {number} 0 R")).collect();
    let page = format!("<</Type/Page/Resources<</XObject<<{names}>>>>>>");
    let mut bytes = String::from_utf8(file(&[CATALOG, NODE, &page])).unwrap();
    let places = |bytes: &str, number: usize| bytes.find(&format!("{number} 0 obj")).unwrap();
    let mut table: String =
        (1..4).map(|number| format!("{number} 1\n{:010} 00000 n \n", places(&bytes, number))).collect();
    for number in 4..2000 {
        table += &format!("{number} 1\n{:010} 00000 n \n", bytes.len());
        bytes += &format!("{number} 0 obj<<>>%");
    }
    bytes += &format!("\nstream{}\nendstream\n", " ".repeat(1_000_000));
    let start = bytes.len();
    bytes += &format!("xref\n{table}trailer<</Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    assert_eq!(refusal(bytes), Some(ForeignError::TooComplex));
}

#[test]
fn predictors_and_rows_beyond_measure_are_refused() {
    let objects = [CATALOG.into(), NODE.into(), b"<</Type/Page/Resources 5 0 R>>".to_vec()];
    for parameters in ["/Predictor 12/Columns 65536/Colors 65536", "/Predictor 15/Columns -1", "/Predictor 2"] {
        let entries = format!("/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<<{parameters}>>");
        let container = stream(&entries, &deflate(b"5 0 <<>>"));
        assert!(outcome(with_rows(&[&objects[..], &[container]].concat(), &[(2, 4, 0)])).is_err());
    }
    let text = String::from_utf8(page("", &[])).unwrap();
    assert!(outcome(text.replace("0 4\n", "0 99999999999\n").into_bytes()).is_ok(), "looked for instead");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_bytes_does_harm(changes in prop::collection::vec((0usize..2000, any::<u8>(), 0u8..4), 1..20)) {
        let mut bytes = file(&[
            "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>/Names<</Dests<</Names[(a)[3 0 R/Fit]]>>>>>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 200]/Resources<</Font<</F 5 0 R>>>>>>",
            "<</Type/Page/Parent 2 0 R/Contents[4 0 R]/Annots[6 0 R<</Subtype/Link/Rect[0 0 9 9]/Dest(a)>>]>>",
            "<</Length 9>>stream\nBT (x) ET\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 4 0 R>>",
            "<</Subtype/Widget/Rect[0 0 9 9]/FT/Btn/AS/On/AP<</N<</On 4 0 R>>>>>>",
        ]);
        for (at, byte, kind) in changes {
            let at = at % bytes.len();
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(20)),
            }
        }
        let _ = outcome(bytes);
    }
}
