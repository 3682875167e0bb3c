//! Lists: where they begin to count, and what stands in their items.

use super::{load_with, site, told, with_body};
use crate::article::{Block, Mark, Side};

const SITE: &str = super::SITE;

fn body(blocks: &str) -> Vec<Block> {
    let (article, notes) = load_with(&with_body(blocks), &site(SITE), None);
    assert_eq!(told(&notes), "", "{blocks}");
    article.expect("sound").sections.remove(0).body
}

/// The first numbers of all lists of steps that stand in no item, boxes and figures included.
fn firsts(blocks: &[Block], out: &mut Vec<usize>) {
    for block in blocks {
        match block {
            Block::List(list) if list.mark == Mark::Step => out.push(list.first),
            Block::Callout(callout) => firsts(&callout.body, out),
            Block::Figure(figure) => firsts(&figure.body, out),
            _ => {}
        }
    }
}

#[test]
fn steps_go_on_where_the_last_ones_ended() {
    let blocks = "\
- steps: [a, b]
- callout: tip
  body:
    - steps: [x]
    - steps: [y]
      continue: true
- steps: [c, {text: d, steps: [e, f, g]}]
  continue: true
- figure: figures/calf.png
  alt: n
  body:
    - steps: [h]
      continue: true
- steps: [i]
  start: 9
- steps: [j]
  continue: true
- steps: [k]
";
    let mut found = Vec::new();
    firsts(&body(blocks), &mut found);
    assert_eq!(found, [1, 1, 2, 3, 5, 9, 10, 1]);
}

#[test]
fn an_item_may_hold_blocks_and_a_picture() {
    let blocks = "\
- steps:
    - text: Turn.
      image: figures/calf.png
      alt: A hand.
      width: 20%
      numbered: true
    - text: Rest.
      body:
        - table: {header: [a], rows: [[b]]}
        - steps: [c]
          start: 3
- figure: figures/calf.png
  alt: n
  side: start
  body: Beside.
";
    let body = body(blocks);
    let Block::List(list) = &body[0] else { panic!("no list") };
    let picture = list.items[0].picture.as_ref().expect("a picture");
    assert_eq!((picture.width, picture.is_numbered, list.items[0].blocks.len()), (Some(0.2), true, 0));
    let [Block::Table(_), Block::List(inner)] = &list.items[1].blocks[..] else { panic!("other blocks") };
    assert_eq!(inner.first, 3);
    assert!(matches!(&body[1], Block::Figure(figure) if figure.side == Side::Start && figure.body.len() == 1));
}

#[test]
fn mistakes_of_lists_are_named_and_placed() {
    let cases: &[(&str, &str)] = &[
        ("- steps: [a]\n  continue: true", "nothing-to-continue 8:9"),
        ("- steps: [a]\n  continue: false", ""),
        ("- steps: [a]\n- callout: tip\n  body:\n    - steps: [b]\n      continue: true", "nothing-to-continue 11:13"),
        ("- callout: tip\n  body: [{steps: [b]}]\n- steps: [a]\n  continue: true", "nothing-to-continue 10:9"),
        ("- steps: [a]\n  continue: yes", "wrong-type 8:19"),
        ("- steps: [a]\n  start: four", "bad-number 8:16"),
        ("- steps: [a]\n  start: 0", "bad-number 8:16"),
        ("- steps: [a]\n  start: 1000", "bad-number 8:16"),
        ("- steps: [a]\n  start: 2\n  continue: true", "start-and-continue 9:9"),
        ("- bullets: [a]\n  start: 2", "unknown-key 8:9"),
        ("- steps: []\n- steps: [a]\n  continue: true", "empty-list 7:16"),
        ("- bullets:\n    - {text: a, steps: [b], body: c}", "two-blocks 8:35"),
        ("- bullets:\n    - {text: a, image: figures/calf.png}", "missing-alt 8:23"),
        ("- bullets:\n    - {text: a, alt: b}", "unknown-key 8:23"),
        ("- bullets:\n    - {body: [a]}", "missing-key 8:14"),
        ("- bullets:\n    - text: a\n      callout: tip\n      title: b", "block-in-list 9:13"),
        ("- bullets:\n    - a\n    - table: {header: [a], rows: [[b]]}", "block-in-list 9:13"),
        ("- callout: tip\n  body: [{bullets: [{text: a, body: [{callout: tip, body: b}]}]}]", "nested-callout 8:45"),
        ("- figure: figures/calf.png\n  alt: a", "missing-key 7:9"),
        ("- figure: figures/calf.png\n  body: a", "missing-alt 7:9"),
        ("- figure: figures/calf.png\n  alt: a\n  side: left\n  body: a", "unknown-value 9:15"),
        ("- figure: figures/calf.png\n  alt: a\n  image: b\n  body: a", "two-blocks 9:9"),
    ];
    let site = site(SITE);
    let mut wrong = Vec::new();
    for (blocks, expected) in cases {
        let (_, notes) = load_with(&with_body(blocks), &site, None);
        let found = told(&notes);
        if found != *expected || notes.iter().any(|note| note.hint.is_none()) {
            wrong.push(format!("{blocks:?}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
