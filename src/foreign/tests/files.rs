//! What a file says of its pages, and that it cannot be taken.

use lopdf_reader::Object;

use super::super::{Foreign, ForeignError, LIMIT, Loss, own_metadata};
use super::source::{deflate, file, of_bytes, page, read, stream, with_trailer, written};

fn why(bytes: Vec<u8>) -> ForeignError {
    Foreign::read(bytes).unwrap_err()
}

#[test]
fn what_a_page_inherits_is_its_own() {
    let bytes = file(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 6 0 R]/Count 3/MediaBox[0 0 300 400]/Rotate 90/Resources<</Font<</F 7 0 R>>>>>>",
        "<</Type/Pages/Parent 2 0 R/Kids[4 0 R 5 0 R]/Count 2/CropBox[10 10 290 390]/Rotate -90>>",
        "<</Type/Page/Parent 3 0 R>>",
        "<</Type/Page/Parent 3 0 R/MediaBox[0 0 8 0 R 200.50]/Rotate 0/UserUnit 2>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]/CropBox(none)/Rotate 45>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "100",
    ]);
    let foreign = read(bytes);
    assert_eq!(foreign.pages(), 3);
    let written = written(&foreign);
    let show = |page: u32, key: &str| format!("{:?}", written.get(written.page(page), key));
    let rows: Vec<String> =
        (1..=3).map(|page| ["MediaBox", "CropBox", "Rotate"].map(|key| show(page, key)).join(" ")).collect();
    assert_eq!(
        rows,
        ["[0 0 300 400] [10 10 290 390] 270", "[0 0 100 200.5] [10 10 290 390] Null", "[0 0 612 792] Null Null",]
    );
    assert_eq!(show(2, "UserUnit"), "2");
    for page in 1..=3 {
        let font = written.get(written.page(page), "Resources/Font/F/BaseFont");
        assert_eq!(font.as_name().unwrap(), b"Helvetica");
    }
}

/// A blank page behind a last page has the paper that readers show of it.
#[test]
fn the_paper_of_a_page_is_what_is_seen_of_it() {
    let paper = |entries: &str| read(page(entries, &["90.0", "[0 0 500 400]"])).last_paper();
    for (entries, expected) in [
        ("", Some([612.0, 792.0])),
        ("/MediaBox[0 0 300 400]", Some([300.0, 400.0])),
        ("/MediaBox[300 400 0 0]", Some([300.0, 400.0])),
        ("/MediaBox 5 0 R", Some([500.0, 400.0])),
        ("/MediaBox[0 0 300 400]/Rotate -90", Some([400.0, 300.0])),
        ("/MediaBox[0 0 300 400]/Rotate 4 0 R", Some([400.0, 300.0])),
        ("/MediaBox[0 0 300 400]/Rotate 45", Some([300.0, 400.0])),
        // A crop box, within the media box or beyond it, beside it, or empty.
        ("/MediaBox[0 0 300 400]/CropBox[20 30 220 330]", Some([200.0, 300.0])),
        ("/MediaBox[0 0 300 400]/CropBox[20 30 900 900]/Rotate 270", Some([370.0, 280.0])),
        ("/MediaBox[0 0 300 400]/CropBox[300 0 600 400]", Some([300.0, 400.0])),
        ("/MediaBox[0 0 300 400]/CropBox[9 9 9 9]", Some([300.0, 400.0])),
        // A unit of the page's own (7.7.3.3); one that is none counts as 1.
        ("/MediaBox[0 0 300 400]/UserUnit 2.5", Some([750.0, 1000.0])),
        ("/MediaBox[0 0 300 400]/CropBox[0 0 200 100]/UserUnit 2/Rotate 90", Some([200.0, 400.0])),
        ("/MediaBox[0 0 300 400]/UserUnit 0", Some([300.0, 400.0])),
        ("/MediaBox[0 0 300 400]/UserUnit -2", Some([300.0, 400.0])),
        ("/MediaBox[0 0 300 400]/UserUnit(2)", Some([300.0, 400.0])),
        ("/MediaBox[0 0 72 100]/UserUnit 0.5", None),
        ("/MediaBox[0 0 300 400]/UserUnit 1000", None),
        // No rectangle at all: letter, as readers take it.
        ("/MediaBox[0 0 300]", Some([612.0, 792.0])),
        ("/MediaBox[0 0 0 400]/CropBox[0 0 100 100]", Some([100.0, 100.0])),
    ] {
        assert_eq!(paper(entries), expected, "{entries}");
    }
}

/// A packet holds several files, so that it may be longer than one that is taken into it.
#[test]
fn a_long_file_says_what_it_is() {
    let catalog = b"<</Type/Catalog/Metadata 3 0 R>>".to_vec();
    let xmp = b"<dc:identifier>AB12</dc:identifier><dc:relation><rdf:li>CD34</rdf:li></dc:relation>";
    let bytes = of_bytes(&[catalog, vec![b' '; LIMIT], stream("", xmp)], "/Root 1 0 R");
    let own = own_metadata(&bytes).expect("its metadata");
    assert!(own.is_packet);
    assert_eq!(own.codes, ["AB12", "CD34"]);
    assert_eq!(own_metadata(&file(&["<</Type/Catalog>>"])), None);
    assert_eq!(own_metadata(b"%PDF-1.7"), None);
}

#[test]
fn streams_stand_as_they_stood() {
    let data = b"q \x00\xFF(endstream) not deflated at all\r";
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Contents[4 0 R 9 0 R]/Resources<</XObject<</I 5 0 R>>>>>>".to_vec(),
        stream("/Filter/LZWDecode", data),
        stream("/Type/XObject/Subtype/Image/Filter[/ASCII85Decode/DCTDecode]/SMask 6 0 R", b"not a picture"),
        [b"<</Length 7 0 R>>stream\r\n".as_slice(), data, b"\nendstream"].concat(),
        data.len().to_string().into_bytes(),
    ];
    let written = written(&read(of_bytes(&objects, "/Root 1 0 R")));
    let contents = written.get(written.page(1), "Contents").as_array().unwrap();
    assert_eq!(contents.len(), 1, "what is not there is no content");
    assert_eq!(written.resolved(&contents[0]).as_stream().unwrap().content, data);
    let image = written.get(written.page(1), "Resources/XObject/I").as_stream().unwrap();
    assert_eq!(image.content, b"not a picture");
    assert_eq!(image.dict.get(b"Filter").unwrap().as_array().unwrap().len(), 2);
    assert_eq!(written.get(&image.dict, "SMask").as_stream().unwrap().content, data);
}

#[test]
fn the_same_file_gives_the_same_bytes_in_the_order_of_pages() {
    let bytes = page(
        "/Resources<</Font<</B 5 0 R/A 4 0 R>>>>/Contents 6 0 R",
        &["<</Type/Font/BaseFont/Second>>", "<</Type/Font/BaseFont/First>>", "<</Length 3>>stream\nq Q\nendstream"],
    );
    let first = written(&read(bytes.clone()));
    assert_eq!(first.bytes, written(&read(bytes)).bytes);
}

#[test]
fn names_of_the_file_are_not_taken_for_keys() {
    let bytes = page(
        "/Resources<</Font 4 0 R/XObject<</AA 5 0 R/Metadata 5 0 R>>>>",
        &[
            "<</Parent<</Type/Font/Metadata 5 0 R>>/AA<</Type/Font>>>>",
            "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/PieceInfo<</X 1>>/StructParents 3/Length 0>>stream\n\nendstream",
        ],
    );
    let written = written(&read(bytes));
    let there = |path: &str| *written.get(written.page(1), path) != Object::Null;
    assert!(there("Resources/Font/Parent/Type") && there("Resources/Font/AA/Type"));
    assert!(!there("Resources/Font/Parent/Metadata"), "the entry of a font");
    assert!(there("Resources/XObject/AA/BBox") && there("Resources/XObject/Metadata/BBox"));
    assert!(!there("Resources/XObject/AA/PieceInfo") && !there("Resources/XObject/AA/StructParents"));
}

#[test]
fn what_acts_or_hides_is_left_behind() {
    let bytes = file(&[
        "<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R/AA<</WC 5 0 R>>/Names<</JavaScript<</Names[(x)5 0 R]>>\
         /EmbeddedFiles<</Names[(f)6 0 R]>>>>/StructTreeRoot 8 0 R/Outlines 8 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/AA<</O 5 0 R>>/StructParents 0/B[8 0 R]/PieceInfo 8 0 R/Thumb 7 0 R/Metadata 7 0 R\
         /Resources<</Properties<</P 8 0 R/M<</Type/StructElem/P 8 0 R>>>>>>/Contents 4 0 R/Annots[9 0 R]>>",
        "<</Length 0>>stream\n\nendstream",
        "<</S/JavaScript/JS(app.alert\\(1\\))>>",
        "<</Type/Filespec/F(secret.doc)/EF<</F 7 0 R>>>>",
        "<</Type/EmbeddedFile/Length 6>>stream\nsecret\nendstream",
        "<</Type/StructTreeRoot/K[]>>",
        "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(secret.exe)>>>>",
    ]);
    let written = written(&read(bytes));
    // Whatever is left of them would stand in one of the objects.
    for object in written.document.objects.values() {
        let shown = format!("{object:?}");
        for gone in ["secret", "alert", "StructTreeRoot", "StructElem", "Filespec", "Outlines", "Launch"] {
            assert!(!shown.contains(gone), "{gone}: {shown}");
        }
    }
    assert_eq!(written.annotations(1).len(), 1, "the frame of the link is seen");
}

/// An action need not say that it is one, and may stand anywhere.
#[test]
fn no_action_comes_in_by_another_door() {
    let actions = [
        "/S/JavaScript/JS(app.alert)",
        "/S/Launch/F(alert)",
        "/S/SubmitForm/F(alert)",
        "/S/GoToR/F(alert)",
        "/S/ImportData/F(alert)",
        "/S/Rendition/JS(alert)",
    ];
    for action in actions {
        let annotation = |subtype: &str| {
            format!(
                "<</Type/Annot/Subtype/{subtype}/Rect[0 0 9 9]/AA<</E<<{action}>>>>/PA<<{action}>>/X<<{action}>>\
                 /BS<</S/S/Next<<{action}>>>>/Contents(seen)/A<<{action}>>/RichMediaContent<<{action}>>>>"
            )
        };
        let kinds: String = ["Link", "Text", "Square", "Widget", "Screen", "RichMedia"].map(annotation).concat();
        let bytes = page(
            &format!("/AA<</O<<{action}>>>>/Annots[{kinds}]/Resources<</Properties<</P<</Q<<{action}>>>>/R 4 0 R>>>>"),
            &[&format!("<<{action}>>")],
        );
        let written = written(&read(bytes));
        for object in written.document.objects.values() {
            let shown = format!("{object:?}");
            for gone in ["alert", "JavaScript", "Launch", "SubmitForm", "GoToR", "ImportData", "Rendition"] {
                assert!(!shown.contains(gone), "{action}: {gone}: {shown}");
            }
        }
        assert!(written.annotations(1).len() >= 3, "links and comments are still seen");
    }
}

/// A portfolio's pages are the files in it; what is bound would be its cover sheet.
#[test]
fn a_portfolio_is_refused_and_attached_files_are_told() {
    let with = |catalog: &str| {
        Foreign::read(file(&[
            &format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page>>",
        ]))
    };
    let names = "/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec>>]>>>>";
    let portfolio = with(&format!("/Collection<</View/T>>{names}")).expect_err("a portfolio");
    assert_eq!(portfolio, ForeignError::Portfolio);
    assert!(portfolio.cure().contains("save the files"), "{}", portfolio.cure());
    let told = |catalog: &str| with(catalog).unwrap().losses().contains(&Loss::Attachments);
    assert!(told(names) && told("/AF[<</Type/Filespec>>]"));
    assert!(told("/Names<</EmbeddedFiles<</Kids[<</Names[(a)1]>>]>>>>"));
    assert!(!told("") && !told("/Names<</EmbeddedFiles<</Names[]>>>>/AF[]"));
}

#[test]
fn a_stream_in_another_file_is_missing_and_said_so() {
    let bytes = page("/Resources<</XObject<</I 4 0 R>>>>", &["<</F(/etc/passwd)/Length 0>>stream\n\nendstream"]);
    let foreign = read(bytes);
    assert!(foreign.losses().contains(&Loss::Elsewhere));
    assert_eq!(*written(&foreign).get(written(&foreign).page(1), "Resources/XObject/I"), Object::Null);
}

#[test]
fn what_cannot_be_taken_is_told_apart() {
    let pages = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page>>"];
    assert_eq!(why(Vec::new()), ForeignError::NotPdf);
    assert_eq!(why(b"PK\x03\x04 a word processor's file".to_vec()), ForeignError::NotPdf);
    assert_eq!(why(vec![b' '; (100 << 20) + 1]), ForeignError::TooManyBytes);
    assert_eq!(why(with_trailer(&pages, "/Root 1 0 R/Encrypt<</Filter/Standard>>")), ForeignError::Encrypted);
    assert_eq!(why(file(&[pages[0], "<</Type/Pages/Kids[]/Count 0>>"])), ForeignError::NoPages);
    assert!(matches!(why(file(&["<</Type/Catalog>>"])), ForeignError::Damaged(_)));
    assert!(matches!(why(file(&[pages[0], pages[1], "(no page)"])), ForeignError::Damaged(_)));
    let form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA 4 0 R/Fields[]>>>>";
    assert_eq!(why(file(&[form, pages[1], pages[2], "(xdp)"])), ForeignError::Xfa);
}

#[test]
fn a_file_whose_references_are_wrong_is_put_together_again() {
    let sound = page("/Contents 4 0 R", &["<</Length 3>>stream\nq Q\nendstream"]);
    let text = String::from_utf8(sound.clone()).unwrap();
    let shifted = [b"%PDF-1.4\n%a line too many\n".as_slice(), &sound[9..]].concat();
    let no_table = text.as_bytes()[..text.find("xref").unwrap()].to_vec();
    let long = text.replace("/Length 3", "/Length 9999").into_bytes();
    let junk = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &sound].concat();
    for bytes in [sound, shifted, no_table, long, junk] {
        let written = written(&read(bytes));
        let contents = written.get(written.page(1), "Contents").as_array().unwrap();
        assert_eq!(written.resolved(&contents[0]).as_stream().unwrap().content, b"q Q");
    }
}

#[test]
fn the_newest_of_an_object_counts() {
    let mut bytes = page("/MediaBox[0 0 100 100]", &[]);
    let first = String::from_utf8(bytes.clone()).unwrap();
    let before: usize = first.lines().nth_back(1).unwrap().parse().unwrap();
    let (object, start) = (bytes.len(), bytes.len() + "3 0 obj\n<</Type/Page/MediaBox[0 0 200 200]>>\nendobj\n".len());
    bytes.extend_from_slice(b"3 0 obj\n<</Type/Page/MediaBox[0 0 200 200]>>\nendobj\n");
    let update = format!("xref\n3 1\n{object:010} 00000 n \ntrailer\n<</Size 4/Root 1 0 R/Prev {before}>>\n");
    bytes.extend_from_slice(format!("{update}startxref\n{start}\n%%EOF\n").as_bytes());
    let whole = written(&read(bytes.clone()));
    assert_eq!(format!("{:?}", whole.get(whole.page(1), "MediaBox")), "[0 0 200 200]");
    // Also when the references must be looked for.
    bytes.truncate(start);
    let found = written(&read(bytes));
    assert_eq!(format!("{:?}", found.get(found.page(1), "MediaBox")), "[0 0 200 200]");
}

#[test]
fn a_file_that_breaks_off_is_not_taken_for_whole() {
    let text = vec![b'x'; 4000];
    let deflated = deflate(&(0..60_000u32).flat_map(u32::to_be_bytes).collect::<Vec<u8>>());
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>".to_vec(),
        b"<</Type/Page/Contents 4 0 R>>".to_vec(),
        stream("", &text),
        b"<</Type/Page/Contents 6 0 R>>".to_vec(),
        stream("/Filter/FlateDecode", &deflated),
    ];
    let whole = of_bytes(&objects, "/Root 1 0 R");
    assert_eq!(read(whole.clone()).pages(), 2);
    let end = whole.windows(6).position(|window| window == b"6 0 ob").unwrap() + deflated.len();
    for cut in [end, 3000, 4400, 200] {
        assert!(matches!(why(whole[..cut].to_vec()), ForeignError::Damaged(_)), "{cut}");
    }
    let mut spoilt = whole;
    spoilt[end - deflated.len() / 2] ^= 0x55;
    assert_eq!(why(spoilt), ForeignError::Damaged("what a page shows breaks off"));
}
