//! Links, comments, fields and layers.

use lopdf_reader::{Dictionary, Object};

use super::super::{Foreign, ForeignError, Loss};
use super::source::{Written, file, page, read, written};

const FORM: &str = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 13>>stream\n(Jane Roe) Tj\nendstream";

/// A file with one field of these entries; 5 shows "Jane Roe", 6 shows a tick.
fn field(form: &str, entries: &str) -> Vec<u8> {
    file(&[
        &format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]{form}>>>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Annots[4 0 R]>>",
        &format!("<</Subtype/Widget/Rect[1 2 30 40]/Parent 7 0 R{entries}>>"),
        FORM,
        "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 7>>stream\n0 0 m S\nendstream",
        "<</T(up)/FT/Tx/V(Jane Roe)/Kids[4 0 R]>>",
    ])
}

fn shown(written: &Written) -> Option<Vec<u8>> {
    let stamp = *written.annotations(1).first()?;
    assert_eq!(stamp.get(b"Subtype").unwrap().as_name().unwrap(), b"Stamp");
    Some(written.get(stamp, "AP/N").as_stream().unwrap().content.clone())
}

#[test]
fn links_lead_to_the_same_pages() {
    let link = |target: &str| format!("<</Subtype/Link/Rect[0 0 9 9]{target}>>");
    let links = [
        "/Dest[5 0 R/XYZ 0 700 null]",
        "/A<</S/GoTo/D[5 0 R/FitH 3]>>",
        "/Dest/old",
        "/A<</S/GoTo/D(tree)>>",
        "/Dest(nowhere)",
        "/Dest[9 0 R/Fit]",
        "/Dest[5 0 R<</S/JavaScript>>]",
    ];
    let links: String = links.iter().map(|target| link(target)).collect();
    let bytes = file(&[
        "<</Type/Catalog/Pages 2 0 R/Dests<</old[5 0 R/Fit]>>/Names<</Dests<</Kids[6 0 R]>>>>>>",
        "<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>",
        &format!("<</Type/Page/Annots[{links}]>>"),
        "null",
        "<</Type/Page>>",
        "<</Limits[(a)(z)]/Names[(tree)<</D[5 0 R/FitV 1]>>]/Kids[6 0 R]>>",
    ]);
    let written = written(&read(bytes));
    let targets: Vec<_> = written.annotations(1).iter().map(|link| written.target(link)).collect();
    assert_eq!(targets, [Some(2), Some(2), Some(2), Some(2), None, None, Some(2)]);
    let views: Vec<_> = written.annotations(1).iter().map(|link| format!("{:?}", link.get(b"Dest").ok())).collect();
    assert!(views[0].contains("/XYZ 0 700 Null") && views[1].contains("/FitH 3") && views[3].contains("/FitV 1"));
    assert!(views[6].contains("/Fit]"), "what is no view is the whole page: {}", views[6]);
}

#[test]
fn addresses_open_pages_messages_and_calls() {
    let address = |address: &str| {
        let bytes = page(&format!("/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({address})>>>>]"), &[]);
        let written = written(&read(bytes));
        written.annotations(1)[0].get(b"A").is_ok()
    };
    for kept in ["https://example.org/a?b", "HTTP://example.org", "mailto:a@example.org", "tel:555-0100"] {
        assert!(address(kept), "{kept}");
    }
    for gone in ["javascript:alert()", "file:///etc/passwd", "notes.pdf", "smb://x", "https"] {
        assert!(!address(gone), "{gone}");
    }
}

#[test]
fn comments_keep_their_look_and_what_they_answer() {
    let bytes = page(
        "/Annots[4 0 R 5 0 R 6 0 R 7 0 R 8 0 R]",
        &[
            "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/IRT 5 0 R/P 3 0 R/Popup 6 0 R/Contents(Yes.)/Name/Comment>>",
            "<</Subtype/Highlight/Rect[0 0 9 9]/QuadPoints[0 9 9 9 0 0 9 0]/C[1 1 0]/AP<</N 9 0 R/D 9 0 R>>/F 4>>",
            "<</Subtype/Popup/Rect[0 0 9 9]/Parent 4 0 R/Open true>>",
            "<</Subtype/FreeText/Rect[0 0 9 9]/F 2/Contents(hidden)>>",
            "<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec>>/AP<</N 9 0 R>>>>",
            FORM,
        ],
    );
    let foreign = read(bytes);
    assert_eq!(foreign.losses().iter().collect::<Vec<_>>(), [&Loss::Attachments]);
    let written = written(&foreign);
    let all = written.annotations(1);
    let kinds: Vec<_> = all.iter().map(|it| it.get(b"Subtype").unwrap().as_name().unwrap().to_vec()).collect();
    assert_eq!(kinds, [b"Text".to_vec(), b"Highlight".to_vec(), b"Stamp".to_vec()]);
    assert_eq!(written.get(all[0], "IRT/Subtype").as_name().unwrap(), b"Highlight");
    assert_eq!(*written.get(all[0], "Popup"), Object::Null);
    assert!(matches!(written.get(all[1], "AP/N"), Object::Stream(_)) && all[1].get(b"QuadPoints").is_ok());
    assert_eq!(*written.get(all[1], "AP/D"), Object::Null);
}

#[test]
fn a_field_is_a_stamp_of_what_it_shows() {
    let foreign = read(field("", "/AP<</N 5 0 R>>/F 4"));
    assert!(foreign.losses().contains(&Loss::Fields));
    let written = written(&foreign);
    assert_eq!(shown(&written).unwrap(), b"(Jane Roe) Tj");
    let stamp = written.annotations(1)[0];
    assert_eq!(stamp.get(b"F").unwrap().as_i64().unwrap() & 4, 4, "it still prints");
    assert!(stamp.get(b"FT").is_err() && stamp.get(b"Parent").is_err());
}

#[test]
fn a_value_that_nothing_draws_is_an_error() {
    let why = |bytes: Vec<u8>| Foreign::read(bytes).err();
    assert_eq!(why(field("", "")), Some(ForeignError::UndrawnField));
    assert_eq!(why(field("", "/AP<</N 6 0 R>>")), Some(ForeignError::UndrawnField), "a frame is not the value");
    assert_eq!(why(field("", "/FT/Btn/AS/Yes/V/Yes")), Some(ForeignError::UndrawnField));
    assert_eq!(why(field("", "/V()")), None, "nothing was filled in");
    assert_eq!(why(field("", "/F 2")), None, "it is hidden, and stays so");
}

#[test]
fn an_old_value_is_an_error_too() {
    let why = |bytes: Vec<u8>| Foreign::read(bytes).err();
    assert_eq!(why(field("/NeedAppearances true", "/AP<</N 5 0 R>>")), None);
    let other = field("/NeedAppearances true", "/AP<</N 5 0 R>>/V(John Doe)");
    assert_eq!(why(other), Some(ForeignError::UndrawnField));
}

#[test]
fn a_box_is_ticked_as_its_state_says() {
    let states = "/FT/Btn/AP<</N<</Yes 6 0 R/Off 5 0 R>>>>";
    let look = |state: &str| shown(&written(&read(field("", &format!("{states}{state}")))));
    assert_eq!(look("/AS/Yes/V/Yes").unwrap(), b"0 0 m S");
    assert_eq!(look("/AS/Off/V/Off").unwrap(), b"(Jane Roe) Tj");
    assert_eq!(look("/V/Yes").unwrap(), b"0 0 m S");
    assert_eq!(look("/V/Off").unwrap(), b"(Jane Roe) Tj");
    let only = field("", "/FT/Btn/AP<</N<</Yes 6 0 R>>>>/AS/Off/V/Off");
    assert_eq!(shown(&written(&read(only))), None);
}

/// A tick that the value has and the page has not, or the other way round, is neither printed nor lost in silence.
#[test]
fn a_tick_that_is_not_shown_is_an_error() {
    let why = |entries: &str| Foreign::read(field("", &format!("/FT/Btn{entries}"))).err();
    let states = "/AP<</N<</Yes 6 0 R/Off 5 0 R>>>>";
    assert_eq!(why(&format!("{states}/V/Yes/AS/Off")), Some(ForeignError::UndrawnField));
    assert_eq!(why(&format!("{states}/V(Yes)/AS/Off")), Some(ForeignError::UndrawnField), "a string for a name");
    assert_eq!(why(&format!("{states}/V/Off/AS/Yes")), Some(ForeignError::UndrawnField));
    assert_eq!(why(&format!("{states}/V/On/AS/Off")), Some(ForeignError::UndrawnField), "a value of no state");
    assert_eq!(why(&format!("{states}/V/Yes/AS/Yes")), None);
    assert_eq!(why("/AP<</N<</Off 5 0 R>>>>/V/Yes/AS/Yes"), Some(ForeignError::UndrawnField));
    // Of two radio buttons, one is on: its value stands in the field above.
    let radios = |first: &str, second: &str| {
        let button = |on: &str, state: &str| {
            format!("<</Subtype/Widget/Rect[0 0 9 9]/Parent 4 0 R/AS/{state}/AP<</N<</{on} 7 0 R/Off 7 0 R>>>>>>")
        };
        Foreign::read(page(
            "/Annots[5 0 R 6 0 R]",
            &["<</FT/Btn/Ff 32768/V/B/Kids[5 0 R 6 0 R]>>", &button("A", first), &button("B", second), FORM],
        ))
        .err()
    };
    assert_eq!(radios("Off", "B"), None);
    assert_eq!(radios("Off", "Off"), Some(ForeignError::UndrawnField));
    assert_eq!(radios("A", "B"), Some(ForeignError::UndrawnField));
    let push = "/Ff 65536/V()/MK<</BC[0]/CA(Print)>>";
    assert_eq!(why(push), Some(ForeignError::UndrawnField), "the words on a button");
    assert_eq!(why("/Ff 65536/V()/MK<</BC[0]>>"), None);
}

/// Viewers draw the box of an empty field that has no appearance: the line to sign on must not get lost.
#[test]
fn an_empty_field_keeps_its_box() {
    let drawn = |form: &str, entries: &str| {
        shown(&written(&read(field(form, entries)))).map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let text = drawn("", "/V()/MK<</BC[.1 .2 .3]/BG[1]>>/BS<</W 2>>").unwrap();
    assert_eq!(text, "1 g\n0 0 29 38 re\nf\n0.1 0.2 0.3 RG\n2 w\n1 1 27 36 re\nS\n");
    let line = drawn("", "/V()/MK<</BC[0 0 0 1]>>/BS<</S/U>>").unwrap();
    assert_eq!(line, "0 0 0 1 K\n1 w\n0 0.5 m 29 0.5 l S\n");
    let dashed = drawn("", "/V()/MK<</BC[0]>>/BS<</S/D/D[4 2]>>").unwrap();
    assert!(dashed.contains("[4 2 ] 0 d\n"), "{dashed}");
    let comb = drawn("", "/V()/MaxLen 2/Ff 16777216/MK<</BC[0]>>").unwrap();
    assert!(comb.ends_with("14.5 0 m 14.5 38 l S\n"), "{comb}");
    let round = drawn("", "/FT/Btn/Ff 32768/V/Off/AS/Off/MK<</BC[0]/CA(l)>>").unwrap();
    assert_eq!(round.matches(" c\n").count(), 4, "{round}");
    assert_eq!(drawn("", "/V()/MK<</BC[]/BG[]>>"), None, "no colour is no line");
    assert_eq!(drawn("", "/V()"), None);
    // A program that asks for all to be drawn anew, and an appearance that shows nothing.
    let blank = "/V()/MK<</BC[0]>>/AP<</N 8 0 R>>";
    let mut objects = field("/NeedAppearances true", blank);
    let at = objects.windows(4).position(|window| window == b"xref").unwrap();
    objects.splice(at..at, b"8 0 obj\n<</Length 11>>stream\n/Tx BMC EMC\nendstream\nendobj\n".iter().copied());
    assert!(shown(&written(&read(objects))).unwrap().starts_with(b"0 G"));
}

#[test]
fn a_signature_is_seen_and_said_to_prove_nothing() {
    let foreign = read(field("", "/FT/Sig/V<</Type/Sig>>/AP<</N 5 0 R>>"));
    assert_eq!(foreign.losses().iter().collect::<Vec<_>>(), [&Loss::Fields, &Loss::Signature]);
    assert!(shown(&written(&foreign)).is_some());
}

/// Names of the layers, and of those that are off.
fn layers(properties: &str) -> (Vec<String>, Vec<String>) {
    let bytes = file(&[
        &format!("<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[4 0 R 5 0 R 6 0 R]/D<<{properties}>>>>>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Resources<</Properties<</A 4 0 R/B<</Type/OCMD/OCGs[5 0 R]>>>>>>>>",
        "<</Type/OCG/Name(A)>>",
        "<</Type/OCG/Name(B)>>",
        "<</Type/OCG/Name(unused)>>",
    ]);
    let written = written(&read(bytes));
    let names = |key: &str| -> Vec<String> {
        let groups = written.get(written.document.catalog().unwrap(), key).as_array().unwrap();
        let groups = groups.iter().map(|group| written.resolved(group).as_dict().unwrap());
        let name = |group: &Dictionary| String::from_utf8(group.get(b"Name").unwrap().as_str().unwrap().to_vec());
        groups.map(|group| name(group).unwrap()).collect()
    };
    (names("OCProperties/OCGs"), names("OCProperties/D/OFF"))
}

#[test]
fn hidden_layers_stay_hidden() {
    let all = || vec!["A".to_owned(), "B".to_owned()];
    assert_eq!(layers(""), (all(), vec![]));
    assert_eq!(layers("/OFF[5 0 R 6 0 R]"), (all(), vec!["B".to_owned()]));
    assert_eq!(layers("/BaseState/OFF/ON[5 0 R]"), (all(), vec!["A".to_owned()]));
}

/// What a file does by itself or at a click is left out wherever it stands, and told.
#[test]
fn what_acts_is_left_out_and_told() {
    const RUN: &str = "<</S/JavaScript/JS(run)>>";
    let losses = |catalog: &str, page: &str, annotation: &str| {
        let bytes = file(&[
            &format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            &format!("<</Type/Page{page}/Annots[<</Rect[0 0 9 9]{annotation}>>]>>"),
            "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/AF[<<>>]/Length 7>>stream\n0 0 m S\nendstream",
            "<</Type/XObject/Subtype/PS/Length 7>>stream\nshowpge\nendstream",
        ]);
        let foreign = read(bytes);
        let out = String::from_utf8_lossy(&written(&foreign).bytes).into_owned();
        let left = ["JavaScript", "/JS", "Launch", "showpge", "/AA", "/AF"].into_iter().find(|name| out.contains(name));
        assert_eq!(left, None, "{catalog} {page} {annotation}");
        foreign.losses().iter().copied().collect::<Vec<_>>()
    };
    let link = "/Subtype/Link/A<</S/URI/URI(https://example.org/)";
    for (catalog, page, annotation) in [
        (format!("/OpenAction{RUN}"), String::new(), String::new()),
        (format!("/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next{RUN}>>"), String::new(), String::new()),
        (format!("/AA<</WC{RUN}>>"), String::new(), String::new()),
        (format!("/Names<</JavaScript<</Names[(a){RUN}]>>>>"), String::new(), String::new()),
        (String::new(), format!("/AA<</O{RUN}>>"), String::new()),
        (String::new(), format!("/Resources<</Properties<</P<</X{RUN}>>>>>>"), String::new()),
        (String::new(), String::new(), format!("/Subtype/Link/A{RUN}")),
        (String::new(), String::new(), format!("{link}/Next{RUN}>>")),
        (String::new(), String::new(), format!("{link}>>/AA<</E{RUN}>>")),
        (String::new(), String::new(), "/Subtype/Link/A<</S/Launch/F(a.exe)>>".to_owned()),
        (String::new(), String::new(), "/Subtype/Link/A<</S/URI/URI(javascript:run)>>".to_owned()),
        (String::new(), String::new(), format!("/Subtype/Stamp/A{RUN}")),
    ] {
        assert_eq!(losses(&catalog, &page, &annotation), [Loss::Actions], "{catalog} {page} {annotation}");
    }
    let button = losses("", "", &format!("/Subtype/Widget/FT/Btn/Ff 65536/A{RUN}"));
    assert_eq!(button, [Loss::Actions, Loss::Fields]);
    assert_eq!(losses("", "/AF[<<>>]", ""), [Loss::Attachments]);
    assert_eq!(losses("", "/Resources<</XObject<</X 4 0 R/Y 5 0 R>>>>", ""), [Loss::Attachments]);
    // What only turns to a page is none.
    for catalog in ["/OpenAction[3 0 R/Fit]", "/OpenAction<</S/GoTo/D[3 0 R/Fit]>>", "/Names<</JavaScript null>>"] {
        assert_eq!(losses(catalog, "", &format!("{link}>>")), [], "{catalog}");
    }
    assert_eq!(losses("", "", "/Subtype/Link/A<</S/GoTo/D[3 0 R/Fit]>>"), []);
}
