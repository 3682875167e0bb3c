//! Where pages end. Each document of `pagination/` says in its comments what must come of it.
//!
//! A document is set again and again, with from one to thirty lines before what it is about, so that the page ends at
//! every one of its lines: a rule holds wherever the page ends. `{before}` stands for those lines, `{6 lines p}` for six
//! lines of one word each, `p01` to `p06`. `site: {…}` is the clinic's.
//!
//! What can be expected:
//! - `"a" with "b"`: the rows that start so always share a page; `"a" apart from "b"`: they never do.
//! - `no page starts "a" "b"`, `no page ends "a"`: page one aside for starts, the last aside for ends.
//! - `some page starts "a"`, and `… then "b"` of its second row: this happens, so that the rules above could fail.
//! - `every line of p`: each is there once, in order.
//! - `page 2 starts "a"`, `page 1 ends "a"`, `pages 2`: with `before: 10`, set once.

use std::path::{Path, PathBuf};

use handout::layout::handout::{Artifact, Ink, Item, NodeId, Owner, Page, Role, Tree};
use handout::theme::Theme;

use super::clinic::{article, home, typeset};
use super::extraction::compare;
use super::grown::grow;
use super::sheet::columns;
use super::{clinic, ink, square};

/// Lines of the small page that the documents are set on.
const LINES: usize = 15;

/// A document set once: the rows of each page.
type Pages = Vec<Vec<String>>;

#[test]
fn every_document_gives_what_it_expects() {
    let folder = home().join("tests/suite/pagination");
    assert!(documents(&folder).len() > 15);
    expect_all(&folder);
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn expect_all(folder: &Path) {
    let mut failures = String::new();
    for file in documents(folder) {
        let document = std::fs::read_to_string(&file).expect("a document");
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        for failure in failures_of(&document) {
            failures.push_str(&format!("{name}: {failure}\n"));
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn failures_of(document: &str) -> Vec<String> {
    let comments: Vec<&str> = document.lines().filter_map(|line| line.strip_prefix("# ")).collect();
    let fixed = comments.iter().find_map(|line| line.strip_prefix("before: ")?.parse().ok());
    let befores = fixed.map_or(1..=30, |lines: usize| lines..=lines);
    let settings: Result<Vec<(usize, Pages)>, String> =
        befores.map(|before| Ok((before, set(document, before)?))).collect();
    let settings = match settings {
        Ok(settings) => settings,
        Err(faults) => return vec![faults],
    };
    let expectations: Vec<&str> = comments.iter().filter_map(|line| line.strip_prefix("expect: ")).collect();
    assert!(!expectations.is_empty(), "a document expects nothing:\n{document}");
    expectations.iter().filter_map(|expected| failure(expected, &settings)).collect()
}

/// Sets a document with some lines before what it is about.
fn set(document: &str, before: usize) -> Result<Pages, String> {
    let head = "title: Title\ncreated: 2024-05-10\nupdated: 2024-05-10\n";
    let words: Vec<&str> = document.lines().filter(|line| !line.starts_with('#')).collect();
    let yaml = head.to_owned() + &expanded(&words.join("\n").replace("{before}", &lines(before, "f")));
    let site = document.lines().find_map(|line| line.strip_prefix("# site: ")).map(clinic::site);
    let (site, theme) = (site.unwrap_or_default(), square::theme(LINES));
    let (handout, _) = typeset(&article(&yaml, &site), &site, &theme, &square::FONTS);
    let faults = ink::faults(&handout, &theme, &square::FONTS);
    if !faults.is_empty() {
        return Err(format!("with {before} lines before, {}", faults.join("\n")));
    }
    let pages = columns(&handout, &square::FONTS);
    Ok(pages.into_iter().map(|rows| rows.into_iter().map(|row| row.text).collect()).collect())
}

/// A document with `{6 lines p}` written out.
fn expanded(document: &str) -> String {
    let mut out = String::new();
    let mut rest = document;
    while let Some((before, after)) = rest.split_once('{') {
        let (what, after) = after.split_once('}').expect("a closing brace");
        let (count, letter) = what.split_once(" lines ").expect("{6 lines p}");
        out.push_str(before);
        out.push_str(&lines(count.parse().expect("a number"), letter));
        rest = after;
    }
    out + rest
}

/// Words of ten letters: one fills more than half a line, even in a box.
fn lines(count: usize, letter: &str) -> String {
    (1..=count).map(|number| format!("{letter}{number:02}xxxxxxx")).collect::<Vec<_>>().join(" ")
}

/// Why an expectation is not met; `None` when it is.
fn failure(expected: &str, settings: &[(usize, Pages)]) -> Option<String> {
    let quoted: Vec<&str> = expected.split('"').skip(1).step_by(2).collect();
    let words = expected.split('"').next().unwrap_or_default().trim();
    let joint = expected.split('"').nth(2).unwrap_or_default().trim();
    let holds = |pages: &Pages| match (words, joint) {
        ("", "with") => page_of(pages, quoted[0]) == page_of(pages, quoted[1]),
        ("", "apart from") => page_of(pages, quoted[0]) != page_of(pages, quoted[1]),
        ("no page starts", _) => !starts(pages).any(|rows| is_any(&rows[0], &quoted)),
        ("no page ends", _) => !ends(pages).any(|row| is_any(row, &quoted)),
        _ => numbered(words, pages, &quoted),
    };
    if let Some(some) = words.strip_prefix("some page starts") {
        assert_eq!(some, "", "an unknown expectation: {expected}");
        let met = settings.iter().any(|(_, pages)| starts(pages).any(|rows| is_start(rows, &quoted)));
        return (!met).then(|| format!("{expected}: never"));
    }
    let (before, pages) = settings.iter().find(|(_, pages)| !holds(pages))?;
    Some(format!("{expected}: not with {before} lines before\n{pages:#?}"))
}

fn numbered(words: &str, pages: &Pages, quoted: &[&str]) -> bool {
    match words.split(' ').collect::<Vec<_>>().as_slice() {
        ["every", "line", "of", letter] => {
            let rows = pages.iter().flatten().flat_map(|row| row.split(' '));
            let found: Vec<&str> = rows.filter(|word| word.starts_with(letter) && word.ends_with("xxxxxxx")).collect();
            !found.is_empty() && found.iter().enumerate().all(|(at, row)| row[1..3].parse() == Ok(at + 1))
        }
        ["pages", count] => count.parse() == Ok(pages.len()),
        ["page", number, place] => {
            let rows = &pages[number.parse::<usize>().expect("a number") - 1];
            let row = if *place == "starts" { rows.first() } else { rows.last() };
            row.is_some_and(|row| is_any(row, quoted))
        }
        _ => panic!("an unknown expectation: {words}"),
    }
}

/// The page that holds a row starting so.
fn page_of(pages: &Pages, start: &str) -> usize {
    let found = pages.iter().position(|rows| rows.iter().any(|row| row.starts_with(start)));
    found.unwrap_or_else(|| panic!("no row starts with {start}: {pages:#?}"))
}

fn starts(pages: &Pages) -> impl Iterator<Item = &Vec<String>> {
    pages.iter().skip(1)
}

fn ends(pages: &Pages) -> impl Iterator<Item = &String> {
    pages.iter().rev().skip(1).filter_map(|rows| rows.last())
}

fn is_any(row: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| row.starts_with(start))
}

fn is_start(rows: &[String], starts: &[&str]) -> bool {
    starts.iter().zip(rows).all(|(start, row)| row.starts_with(start))
}

/// Bytes from a seed: SplitMix64.
pub fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) as u8
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn whatever_an_article_holds_its_ink_is_where_it_may_be() {
    for seed in (0..60).chain([83, 227, 334, 471, 520]) {
        let grown = grow(&bytes(seed, 3000), &clinic::FONTS);
        compare(&format!("seed {seed}"), &grown.pdf, &grown.article, &grown.site);
    }
}

/// How far the column of a page ends above its foot, as a share of the text area.
fn hole(page: &Page, theme: &Theme) -> f32 {
    let areas: Vec<_> =
        page.items.iter().filter_map(|item| Some((item.owner, ink::area(item, &clinic::FONTS)?))).collect();
    let footer = |owner: &Owner| *owner == Owner::Artifact(Artifact::Footer);
    let column = |owner: &Owner| matches!(owner, Owner::Node(_) | Owner::Artifact(Artifact::Layout));
    let foot = areas.iter().filter(|(owner, _)| footer(owner)).map(|(_, area)| area.top);
    let foot = foot.fold(page.size.height - theme.margins.bottom, f32::min);
    let bottom = areas.iter().filter(|(owner, area)| column(owner) && area.bottom <= foot).map(|(_, area)| area.bottom);
    (foot - bottom.fold(0.0, f32::max)) / (foot - theme.margins.top)
}

/// Whether what begins a page may have left a hole on the page before: a heading with what follows it, a box, a table or
/// a picture with its caption, an item of a list with one of them, words that lead in to one of them; or the last text
/// before the references, which else would be alone.
fn is_held(page: &Page, tree: &Tree) -> bool {
    let is_in_note = |id: NodeId| around(tree, id).any(|id| tree.node(id).role == Role::Note);
    let is_note = |item: &Item| matches!(item.owner, Owner::Node(id) if is_in_note(id));
    if page.items.iter().any(is_note) {
        return true;
    }
    let owner = page.items.iter().find_map(|item| match item.owner {
        Owner::Node(id) => Some(id),
        Owner::Artifact(_) => None,
    });
    let words = |id: NodeId| {
        let of = page.items.iter().filter(|item| item.owner == Owner::Node(id));
        of.filter_map(|item| if let Ink::Glyphs { run, .. } = &item.ink { Some(run.text.as_str()) } else { None })
            .collect::<String>()
    };
    let mut node = owner;
    while let Some(id) = node {
        let held = matches!(
            tree.node(id).role,
            Role::Heading(_) | Role::Aside | Role::Table | Role::Caption | Role::Figure { .. }
        );
        let body = |at: usize| tree.nodes[at].parent == Some(id) && tree.nodes[at].role == Role::ListBody;
        let said = (0..tree.nodes.len()).find(|&at| body(at)).map_or(id, |at| NodeId(at as u32));
        let holds = |role: &Role| matches!(role, Role::Figure { .. } | Role::Table | Role::Aside);
        let beside = tree.nodes.iter().any(|node| node.parent == Some(said) && holds(&node.role));
        if held || beside || words(said).trim_end().ends_with(':') {
            return true;
        }
        node = tree.node(id).parent;
    }
    false
}

#[test]
fn no_page_ends_more_than_a_fifth_empty_where_running_text_goes_on() {
    let (mut holes, mut pages) = (0, 0);
    for seed in 0..60 {
        let grown = grow(&bytes(seed, 3000), &clinic::FONTS);
        for (index, pair) in grown.handout.pages.windows(2).enumerate() {
            pages += 1;
            // A line more: the depth of the text area is not a multiple of its lines.
            if hole(&pair[0], &grown.theme) > 0.23 {
                holes += 1;
                assert!(
                    is_held(&pair[1], &grown.handout.tree),
                    "seed {seed}: page {} has a hole: {:#?}",
                    index + 1,
                    columns(&grown.handout, &clinic::FONTS).get(index + 1)
                );
            }
        }
    }
    assert!(holes > 0 && holes * 3 < pages, "{holes} of {pages}");
}

/// What a node stands in, itself first.
fn around(tree: &Tree, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    std::iter::successors(Some(id), |id| tree.node(*id).parent)
}

/// Top and bottom of what a page shows of a node.
fn extent(page: &Page, tree: &Tree, node: NodeId) -> Option<(f32, f32)> {
    let is_inside = |item: &&Item| matches!(item.owner, Owner::Node(id) if around(tree, id).any(|id| id == node));
    let areas = page.items.iter().filter(is_inside).filter_map(|item| ink::area(item, &clinic::FONTS));
    areas.map(|area| (area.top, area.bottom)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

#[test]
fn a_box_of_up_to_three_fifths_of_a_page_stays_whole() {
    let (mut cut, mut whole) = (0, 0);
    for seed in 0..60 {
        let grown = grow(&bytes(seed, 3000), &clinic::FONTS);
        let tree = &grown.handout.tree;
        let nodes = (0..tree.nodes.len()).filter(|&at| tree.nodes[at].role == Role::Aside);
        for node in nodes.map(|at| NodeId(at as u32)) {
            let parts: Vec<(f32, f32)> =
                grown.handout.pages.iter().filter_map(|page| extent(page, tree, node)).collect();
            if parts.len() == 1 {
                whole += 1;
                continue;
            }
            cut += 1;
            // Gaps at the cut, padding and what was drawn in are no ink.
            let height: f32 = parts.iter().map(|(top, bottom)| bottom - top).sum();
            assert!(height > 0.48 * grown.theme.depth(), "seed {seed}: a box of {height} points is cut");
        }
    }
    assert!(cut > 10 && whole > 20, "{cut} cut, {whole} whole");
}

/// The QR code over the heading of the references: it stands there with two paragraphs beside it.
fn code_before(tree: &Tree, heading: usize) -> Option<NodeId> {
    let top = (0..heading).filter(|&at| tree.nodes[at].parent == tree.nodes[heading].parent);
    let mut before = top.rev().skip_while(|&at| tree.nodes[at].role == Role::Paragraph);
    let is_code = |at: &usize| matches!(tree.nodes[*at].role, Role::Figure { .. });
    before.next().filter(is_code).map(|at| NodeId(at as u32))
}

/// They begin with the QR code where there is one: with some text on their page, or on a page before the last.
#[test]
fn references_never_begin_the_last_page() {
    let (mut last, mut begun) = (0, 0);
    for seed in 0..60 {
        let grown = grow(&bytes(seed, 3000), &clinic::FONTS);
        let tree = &grown.handout.tree;
        let Some(page) = grown.handout.pages.last().filter(|_| grown.handout.pages.len() > 1) else { continue };
        let notes = (0..tree.nodes.len()).filter(|&at| tree.nodes[at].role == Role::Note);
        let Some(note) = notes.map(|at| NodeId(at as u32)).next() else { continue };
        let heading = tree.nodes.iter().rposition(|node| matches!(node.role, Role::Heading(_))).expect("theirs");
        let first = code_before(tree, heading).unwrap_or(note);
        let before_last = &grown.handout.pages[..grown.handout.pages.len() - 1];
        if before_last.iter().any(|page| extent(page, tree, first).is_some()) {
            begun += 1;
            continue;
        }
        let Some((top, _)) = extent(page, tree, note) else { continue };
        // What stays whole before them may leave no room for them on its page.
        let is_whole = |id| matches!(tree.node(id).role, Role::Aside | Role::Table | Role::Figure { .. });
        if around(tree, NodeId(heading as u32 - 1)).any(is_whole) {
            continue;
        }
        last += 1;
        let text: Vec<_> = columns(&grown.handout, &clinic::FONTS).pop().unwrap_or_default();
        let before = text.iter().filter(|row| row.y < top).count();
        // Their heading is one line.
        assert!(before > 1, "seed {seed}: {text:#?}");
    }
    assert!(last > 10 && begun > 0, "{last} with text, {begun} begin on an earlier page");
}

#[test]
fn an_article_of_no_bytes_is_the_smallest_one() {
    let grown = grow(&[], &clinic::FONTS);
    assert_eq!((grown.handout.pages.len(), grown.article.sections.len()), (1, 1));
}

#[test]
fn a_masthead_of_many_lines_stays_on_the_paper() {
    let site = clinic::site(&format!("name: A Clinic\ntagline: {}\n", "wonderful ".repeat(500)));
    let yaml = "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - heading: H\n    body: B\n";
    let theme = clinic::letter();
    let (handout, _) = typeset(&article(yaml, &site), &site, &theme, &clinic::FONTS);
    // It goes on over page one, and then the article begins.
    assert_eq!(ink::faults(&handout, &theme, &clinic::FONTS), ["page 1: it has nothing of the article"]);
}

/// Beside the picture stands a table whose rows repeat their names on a further page, below a heading and a title that leave
/// no room for all of it.
#[test]
fn a_picture_is_not_parted_from_the_table_beside_it() {
    let bytes = [[0xBD; 48].as_slice(), b"CBBD", &[0xBD; 53], &[0x89]].concat();
    let grown = grow(&bytes, &clinic::FONTS);
    let kinds: Vec<&Role> = grown.handout.tree.nodes.iter().map(|node| &node.role).collect();
    assert!(kinds.contains(&&Role::Table) && kinds.iter().any(|role| matches!(role, Role::Figure { .. })));
}
