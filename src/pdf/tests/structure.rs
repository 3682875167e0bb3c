//! The structure of written files.

use std::sync::Arc;

use super::fixtures::*;
use super::reader::{Reader, text, written};
use crate::geometry::Rect;
use crate::layout::handout::*;

fn url(address: &str) -> Target {
    Target::Url(Arc::from(address))
}

#[test]
fn a_page_of_text_is_a_tree_of_text() {
    let mut draft = Draft::new("Muscle Twitching");
    draft.heading(Tree::ROOT, 1, "Muscle Twitching");
    draft.paragraph(Tree::ROOT, "Twitches are small, quick movements (under the skin).");
    let footer = shape(REGULAR, 8.0, "Page 1 of 1");
    draft.run(Owner::Artifact(Artifact::Footer), footer, BLACK);
    let file = Reader::of(&written(&[draft.handout]));
    let expected = "\
Document
  H1
    1: Muscle Twitching
  P
    1: Twitches are small, quick movements (under the skin).
";
    assert_eq!(file.structure(), expected);
    assert!(file.operators(1).contains("/Artifact<</Type/Pagination/Subtype/Footer>>BDC"), "{}", file.operators(1));
}

#[test]
fn a_paragraph_over_two_pages_is_one_element() {
    let mut draft = Draft::new("Split");
    draft.heading(Tree::ROOT, 1, "Split");
    let paragraph = draft.add(Tree::ROOT, Role::Paragraph);
    draft.text(paragraph, "It begins here ");
    let strong = draft.add(paragraph, Role::Strong);
    draft.run(Owner::Node(strong), shape(SEMIBOLD, 11.0, "and goes "), BLACK);
    draft.run(Owner::Artifact(Artifact::Footer), shape(REGULAR, 8.0, "Page 1"), BLACK);
    draft.page();
    draft.run(Owner::Artifact(Artifact::Header), shape(REGULAR, 8.0, "Split"), BLACK);
    draft.line();
    draft.run(Owner::Node(strong), shape(SEMIBOLD, 11.0, "on "), BLACK);
    draft.text(paragraph, "there.");
    let file = Reader::of(&written(&[draft.handout]));
    let expected = "\
Document
  H1
    1: Split
  P
    1: It begins here 
    Strong
      1: and goes 
      2: on 
    2: there.
";
    assert_eq!(file.structure(), expected);
}

#[test]
fn a_link_over_two_pages_has_an_annotation_on_each() {
    let mut draft = Draft::new("Link");
    draft.heading(Tree::ROOT, 1, "Link");
    let paragraph = draft.add(Tree::ROOT, Role::Paragraph);
    draft.text(paragraph, "See ");
    let link = draft.add(paragraph, Role::Link);
    let area = draft.text(link, "the long ");
    draft.link(link, area, url("https://example.org/fièvre"), "the long page");
    draft.page();
    let area = draft.text(link, "page");
    draft.link(link, area, url("https://example.org/fièvre"), "the long page");
    draft.text(paragraph, ".");
    let file = Reader::of(&written(&[draft.handout]));
    let expected = "\
Document
  H1
    1: Link
  P
    1: See 
    Link
      1: the long 
      1: -> the long page (https://example.org/fi%C3%A8vre)
      2: page
      2: -> the long page (https://example.org/fi%C3%A8vre)
    2: .
";
    assert_eq!(file.structure(), expected);
}

#[test]
fn a_citation_leads_to_its_note() {
    let mut draft = Draft::new("Notes");
    draft.heading(Tree::ROOT, 1, "Notes");
    let paragraph = draft.add(Tree::ROOT, Role::Paragraph);
    draft.text(paragraph, "Twitches are common.");
    let reference = draft.add(paragraph, Role::Reference);
    let link = draft.add(reference, Role::Link);
    let area = draft.run(Owner::Node(link), shape(REGULAR, 7.0, "1"), BLUE);
    draft.page();
    let note = draft.add(Tree::ROOT, Role::Note);
    draft.text(note, "1. Buffart LM, et al. ");
    let title = draft.add(note, Role::Emphasis);
    draft.run(Owner::Node(title), shape(ITALIC, 11.0, "Scand J Med Sci Sports."), BLACK);
    let second = draft.add(Tree::ROOT, Role::Note);
    draft.line();
    draft.text(second, "2. Another.");
    let place = LinkArea { node: reference, area, target: Target::Node(note), contents: "Reference 1".into() };
    draft.handout.pages[0].links.push(place);
    let file = Reader::of(&written(&[draft.handout]));
    // The top of the line is its baseline less the ascent of 1.024 em; the destination is 6 points higher.
    let expected = "\
Document
  H1
    1: Notes
  P
    1: Twitches are common.
    Reference
      Link
        1: 1
        1: -> Reference 1 (page 2 at 737)
  Note ID=n0000005
    2: 1. Buffart LM, et al. 
    Em
      2: Scand J Med Sci Sports.
  Note ID=n0000007
    2: 2. Another.
";
    assert_eq!(file.structure(), expected);
}

#[test]
fn notes_are_found_by_their_ids() {
    let mut draft = Draft::new("Notes");
    for words in ["1. One.", "2. Another."] {
        let note = draft.add(Tree::ROOT, Role::Note);
        draft.text(note, words);
        draft.line();
    }
    let file = Reader::of(&written(&[draft.handout]));
    let root = file.get(file.catalog(), "StructTreeRoot").unwrap().as_dict().unwrap();
    let names = file.get(root, "IDTree").unwrap().as_dict().unwrap().get(b"Names").unwrap().as_array().unwrap();
    assert!(names.len() == 4 && names.chunks(2).is_sorted_by_key(|pair| text(&pair[0])));
    for pair in names.chunks(2) {
        let element = file.resolved(&pair[1]).as_dict().unwrap();
        assert_eq!(element.get(b"ID").unwrap(), &pair[0]);
    }
}

fn column_header() -> Role {
    Role::HeaderCell { scope: Scope::Column, span: CellSpan::ONE, named: false }
}

fn data_cell() -> Role {
    Role::DataCell { span: CellSpan::ONE, headers: Vec::new() }
}

#[test]
fn an_empty_cell_keeps_its_place() {
    let mut draft = Draft::new("Doses");
    draft.heading(Tree::ROOT, 1, "Doses");
    let table = draft.add(Tree::ROOT, Role::Table);
    let caption = draft.add(table, Role::Caption);
    draft.text(caption, "How much to take");
    let head = draft.add(table, Role::TableHead);
    let body = draft.add(table, Role::TableBody);
    let row = draft.add(head, Role::TableRow);
    draft.add(row, column_header());
    for words in ["Morning", "Evening"] {
        let cell = draft.add(row, column_header());
        draft.text(cell, words);
    }
    draft.add(body, Role::TableRow);
    for (left, right) in [("1 pill", ""), ("", "2 pills")] {
        let row = match left {
            "" => draft.add(body, Role::TableRow),
            _ => NodeId(draft.handout.tree.nodes.len() as u32 - 1),
        };
        draft.add(row, data_cell());
        for words in [left, right] {
            let cell = draft.add(row, data_cell());
            if !words.is_empty() {
                let paragraph = draft.add(cell, Role::Paragraph);
                draft.text(paragraph, words);
            }
        }
    }
    let file = Reader::of(&written(&[draft.handout]));
    let expected = "\
Document
  H1
    1: Doses
  Table
    Caption
      1: How much to take
    THead
      TR
        TH O=Table Scope=Column
        TH O=Table Scope=Column
          1: Morning
        TH O=Table Scope=Column
          1: Evening
    TBody
      TR
        TD
        TD
          P
            1: 1 pill
        TD
      TR
        TD
        TD
        TD
          P
            1: 2 pills
";
    assert_eq!(file.structure(), expected);
}

#[test]
fn lists_callouts_and_languages_are_said() {
    let mut draft = Draft::new("Lists");
    draft.heading(Tree::ROOT, 1, "Lists");
    for numbering in [Numbering::Disc, Numbering::Decimal, Numbering::None] {
        let list = draft.add(Tree::ROOT, Role::List(numbering));
        let item = draft.add(list, Role::ListItem);
        let label = draft.add(item, Role::Label);
        draft.text(label, "• ");
        let body = draft.add(item, Role::ListBody);
        draft.text(body, "Rest.");
        draft.line();
    }
    let aside = draft.add(Tree::ROOT, Role::Aside);
    let paragraph = draft.add(aside, Role::Paragraph);
    draft.handout.tree.nodes[paragraph.0 as usize].language = Some("es".into());
    draft.text(paragraph, "Llame.");
    let file = Reader::of(&written(&[draft.handout]));
    let expected = "\
Document
  H1
    1: Lists
  L O=List ListNumbering=Disc
    LI
      Lbl
        1: • 
      LBody
        1: Rest.
  L O=List ListNumbering=Decimal
    LI
      Lbl
        1: • 
      LBody
        1: Rest.
  L
    LI
      Lbl
        1: • 
      LBody
        1: Rest.
  Aside
    P Lang=es
      1: Llame.
";
    assert_eq!(file.structure(), expected);
    let root = file.get(file.catalog(), "StructTreeRoot").unwrap().as_dict().unwrap();
    assert_eq!(format!("{:?}", root.get(b"RoleMap").unwrap()), "<</Aside /Sect>>");
}

#[test]
fn handouts_of_a_packet_are_parts() {
    let mut first = Draft::new("First");
    first.heading(Tree::ROOT, 1, "First");
    let mut second = Draft::new("Segundo");
    second.handout.metadata.language = "es".into();
    let heading = second.heading(Tree::ROOT, 1, "Segundo");
    let paragraph = second.add(Tree::ROOT, Role::Paragraph);
    let link = second.add(paragraph, Role::Link);
    let area = second.text(link, "arriba");
    second.link(link, area, Target::Node(heading), "arriba");
    let file = Reader::of(&written(&[first.handout, second.handout]));
    let expected = "\
Document
  Part
    H1
      1: First
  Part Lang=es
    H1
      2: Segundo
    P
      Link
        2: arriba
        2: -> arriba (page 2 at 744)
";
    assert_eq!(file.structure(), expected);
}

#[test]
fn what_leads_nowhere_is_an_error() {
    use crate::pdf::{Error, StreamCache, write};
    let link_to = |role: Role, target: Target, contents: &str| {
        let mut draft = Draft::new("Bad");
        draft.heading(Tree::ROOT, 1, "Bad");
        let node = draft.add(Tree::ROOT, role);
        let area: Rect = draft.text(node, "here");
        draft.link(node, area, target, contents);
        draft.add(Tree::ROOT, Role::Note);
        write(&[draft.handout], &FONTS, &StreamCache::new()).map(|_| ())
    };
    assert_eq!(link_to(Role::Link, url("tel:911"), "911"), Ok(()));
    assert_eq!(link_to(Role::Link, url("tel:911"), " "), Err(Error::Link(NodeId(2))));
    assert_eq!(link_to(Role::Paragraph, url("tel:911"), "911"), Err(Error::Link(NodeId(2))));
    assert_eq!(link_to(Role::Link, Target::Node(NodeId(3)), "3"), Err(Error::Target(NodeId(3))));
    assert_eq!(link_to(Role::Link, Target::Node(NodeId(30)), "30"), Err(Error::Target(NodeId(30))));
}

#[test]
fn a_tree_out_of_order_is_an_error() {
    use crate::pdf::{Error, StreamCache, write};
    let mut draft = Draft::new("Bad");
    draft.paragraph(Tree::ROOT, "here");
    let mut loose = draft.handout.clone();
    loose.tree.nodes[1].parent = Some(NodeId(1));
    assert_eq!(write(&[loose], &FONTS, &StreamCache::new()), Err(Error::Tree(NodeId(1))));
    let mut short = draft.handout.clone();
    short.tree.nodes.pop();
    assert_eq!(write(&[short], &FONTS, &StreamCache::new()), Err(Error::Tree(NodeId(1))));
}
