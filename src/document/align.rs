//! Which blocks of a translation stand beside which blocks of its original.
//!
//! A translation says what its original says, mostly block for block. Where a section has the same shape in both, each
//! block stands beside its own; where it has not, the smallest parts under headings that agree stand beside each other.
//! Nothing is guessed from the words: only kinds of blocks, their order and their headings count.

use std::ops::Range;

use super::walk::{self, Event, Role};
use super::{Block, Heading, Row};

/// The deepest level of a heading.
const DEEPEST: u8 = 4;
/// So many pairs of sections are compared where one document has more sections than the other. With more of them, sections
/// are taken in their order.
const MOST_PAIRS: usize = 64 * 64;

/// Blocks of one document: those of all, and the range of them that is looked at.
#[derive(Clone)]
struct Part<'d> {
    all: &'d [Block<'d>],
    range: Range<usize>,
}

/// The rows of these blocks, in the order of both documents. Each block of either is in just one of them.
pub(super) fn align<'d>(
    original: (&'d [Block<'d>], Range<usize>),
    translation: (&'d [Block<'d>], Range<usize>),
) -> Vec<Row> {
    let part = |(all, range): (&'d [Block<'d>], Range<usize>)| Part { all, range };
    let mut rows = Vec::new();
    align_parts(part(original), part(translation), 2, &mut rows);
    rows
}

/// Aligns two parts whose headings, but for one that a part begins with, are of this level or deeper.
fn align_parts(original: Part, translation: Part, level: u8, rows: &mut Vec<Row>) {
    if has_same_shape(&original, &translation) {
        for (one, other) in original.range.zip(translation.range) {
            rows.push(Row::Abreast { original: one..one + 1, translation: other..other + 1 });
        }
        return;
    }
    if level > DEEPEST {
        return push_row(original.range, translation.range, rows);
    }
    let (lead, sections) = original.split(level);
    let (other_lead, other_sections) = translation.split(level);
    align_leads(lead, other_lead, level, rows);
    for (one, other) in matches(&sections, &other_sections) {
        match (one, other) {
            (Some(one), Some(other)) => align_parts(one.clone(), other.clone(), level + 1, rows),
            (Some(one), None) => push_row(one.range.clone(), 0..0, rows),
            (None, Some(other)) => push_row(0..0, other.range.clone(), rows),
            (None, None) => {}
        }
    }
}

/// Aligns what stands before the first heading of a level: the heading around it with its like, then what is under that.
fn align_leads(original: Part, translation: Part, level: u8, rows: &mut Vec<Row>) {
    match (original.split_heading(), translation.split_heading()) {
        (Some((heading, rest)), Some((other_heading, other_rest))) => {
            push_row(heading, other_heading, rows);
            align_parts(rest, other_rest, level + 1, rows);
        }
        _ if has_same_shape(&original, &translation) => align_parts(original, translation, level + 1, rows),
        _ => push_row(original.range, translation.range, rows),
    }
}

fn push_row(original: Range<usize>, translation: Range<usize>, rows: &mut Vec<Row>) {
    if !original.is_empty() || !translation.is_empty() {
        rows.push(Row::Abreast { original, translation });
    }
}

impl<'d> Part<'d> {
    fn blocks(&self) -> &'d [Block<'d>] {
        &self.all[self.range.clone()]
    }

    /// What stands before the first heading of a level, and the sections that such headings begin. The heading that the
    /// part itself begins with is of a higher level.
    fn split(&self, level: u8) -> (Part<'d>, Vec<Part<'d>>) {
        let is_start = |block: &Block| matches!(block, Block::Heading(Heading { level: own, .. }) if *own == level);
        let starts: Vec<usize> = self.range.clone().filter(|index| is_start(&self.all[*index])).collect();
        let part = |range: Range<usize>| Part { all: self.all, range };
        let first = starts.first().copied().unwrap_or(self.range.end);
        let ends = starts.iter().skip(1).copied().chain([self.range.end]);
        (part(self.range.start..first), starts.iter().zip(ends).map(|(start, end)| part(*start..end)).collect())
    }

    /// The heading that the part begins with, and what follows it.
    fn split_heading(&self) -> Option<(Range<usize>, Part<'d>)> {
        let start = self.range.start;
        matches!(self.blocks().first(), Some(Block::Heading(_)))
            .then(|| (start..start + 1, Part { all: self.all, range: start + 1..self.range.end }))
    }

    /// What its blocks are to a reader, however deep; emphasis and the like aside, which languages use differently.
    fn roles(&self) -> Vec<Role> {
        let mut roles = Vec::new();
        walk::blocks(self.blocks(), &mut |event| {
            if let Event::Begin(role) = event
                && !matches!(role, Role::Strong | Role::Emphasis | Role::Link | Role::Foreign | Role::Citation)
            {
                roles.push(role);
            }
        });
        roles
    }
}

/// Whether two parts have blocks of the same kinds in the same order.
fn has_same_shape(one: &Part, other: &Part) -> bool {
    let (one, other) = (one.blocks(), other.blocks());
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same_kind(one, other))
}

fn is_same_kind(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::Heading(one), Block::Heading(other)) => one.level == other.level,
        (Block::List(one), Block::List(other)) => one.mark == other.mark,
        (Block::Aside(one), Block::Aside(other)) => one.kind == other.kind,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// A section of the original, of the translation, or of both.
type Match<'s, 'd> = (Option<&'s Part<'d>>, Option<&'s Part<'d>>);

/// Which section stands beside which, in the order of both. As many sections in both are the same sections. Where one has
/// more, those pairs are taken whose shapes agree best, so that a section that one lacks is the one that stands alone.
fn matches<'s, 'd>(sections: &'s [Part<'d>], others: &'s [Part<'d>]) -> Vec<Match<'s, 'd>> {
    if sections.len() == others.len() || sections.len().saturating_mul(others.len()) > MOST_PAIRS {
        let longest = sections.len().max(others.len());
        return (0..longest).map(|index| (sections.get(index), others.get(index))).collect();
    }
    let width = others.len() + 1;
    let agreement = agreements(sections, others);
    // The best sum of agreements of what is left, from each pair on.
    let mut best = vec![0; (sections.len() + 1) * width];
    for one in (0..sections.len()).rev() {
        for other in (0..others.len()).rev() {
            let paired = best[(one + 1) * width + other + 1] + agreement[one * others.len() + other];
            best[one * width + other] = paired.max(best[(one + 1) * width + other]).max(best[one * width + other + 1]);
        }
    }
    let mut found = Vec::new();
    let (mut one, mut other) = (0, 0);
    while one < sections.len() || other < others.len() {
        let here = best[one * width + other];
        let is_pair = one < sections.len()
            && other < others.len()
            && here == best[(one + 1) * width + other + 1] + agreement[one * others.len() + other];
        let skips_one = one < sections.len() && here == best[(one + 1) * width + other];
        if is_pair {
            found.push((Some(&sections[one]), Some(&others[other])));
            (one, other) = (one + 1, other + 1);
        } else if skips_one {
            found.push((Some(&sections[one]), None));
            one += 1;
        } else {
            found.push((None, Some(&others[other])));
            other += 1;
        }
    }
    found
}

/// How well each section agrees with each other one: 1 for sections of different shape, 2 where the blocks are of the same
/// kinds, 4 where what stands in them is too.
fn agreements(sections: &[Part], others: &[Part]) -> Vec<u32> {
    let other_roles: Vec<Vec<Role>> = others.iter().map(Part::roles).collect();
    let mut all = Vec::with_capacity(sections.len() * others.len());
    for one in sections {
        let roles = one.roles();
        for (other, other_roles) in others.iter().zip(&other_roles) {
            all.push(match () {
                () if roles == *other_roles => 4,
                () if has_same_shape(one, other) => 2,
                () => 1,
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Mark;
    use crate::document::{Item, List, Words};

    /// Blocks by letter: `2` and `3` are headings of that level, `p` a paragraph, `l` and `L` lists of one and two items.
    fn blocks(plan: &str) -> Vec<Block<'static>> {
        let paragraphs = || vec![Words::own("item")];
        let item = |_| Item { label: "•".to_owned(), paragraphs: paragraphs(), figure: None, blocks: Vec::new() };
        let list = |count: usize| {
            let items = (0..count).map(item).collect();
            Block::List(List { mark: Mark::Bullet, is_lettered: false, depth: 0, items })
        };
        let block = |letter: char| match letter {
            '2' | '3' => {
                let words = Words::own("heading");
                Block::Heading(Heading { level: letter as u8 - b'0', words, begins_page: false })
            }
            'l' => list(1),
            'L' => list(2),
            _ => Block::Paragraph(Words::own("text")),
        };
        plan.chars().map(block).collect()
    }

    /// The rows as text: `2=2 pp=p -=l`.
    fn rows(original: &str, translation: &str) -> String {
        let (one, other) = (blocks(original), blocks(translation));
        let (length, other_length) = (one.len(), other.len());
        let shown = |plan: &str, range: &Range<usize>| match range.is_empty() {
            true => "-".to_owned(),
            false => plan[range.clone()].to_owned(),
        };
        let rows = align((&one, 0..length), (&other, 0..other_length));
        let row = |row: &Row| match row {
            Row::Abreast { original: one, translation: other } => {
                format!("{}={}", shown(original, one), shown(translation, other))
            }
            Row::Once(_) => unreachable!("aligning never takes a block as said once"),
        };
        rows.iter().map(row).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blocks_of_the_same_shape_stand_beside_each_other() {
        assert_eq!(rows("l2pl2p", "l2pl2p"), "l=l 2=2 p=p l=l 2=2 p=p");
        // A list of one more item is still the same list.
        assert_eq!(rows("2pl", "2pL"), "2=2 p=p l=L");
    }

    #[test]
    fn a_section_of_another_shape_stands_beside_its_like_as_a_whole() {
        assert_eq!(rows("2pl2p", "2ppl2p"), "2=2 pl=ppl 2=2 p=p");
        // Under smaller headings, as much as agrees.
        assert_eq!(rows("2p3p3pl", "2p3p3lp"), "2=2 p=p 3=3 p=p 3=3 pl=lp");
        assert_eq!(rows("p2p", "pp2p"), "p=pp 2=2 p=p");
    }

    #[test]
    fn a_section_that_one_lacks_stands_alone() {
        assert_eq!(rows("2p2pl2p", "2p2p"), "2=2 p=p 2pl=- 2=2 p=p");
        assert_eq!(rows("2l2p", "2l2L2p"), "2=2 l=l -=2L 2=2 p=p");
        assert_eq!(rows("2p", ""), "2p=-");
    }

    #[test]
    fn no_block_is_lost_or_said_twice() {
        let mut state = 7u32;
        let mut below = |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % limit
        };
        for _ in 0..2000 {
            let mut plan = || (0..below(12)).map(|_| ['2', '3', 'p', 'l', 'L'][below(5) as usize]).collect::<String>();
            let plans = [plan(), plan()];
            let (one, other) = (blocks(&plans[0]), blocks(&plans[1]));
            let (mut next, mut other_next) = (0, 0);
            for row in align((&one, 0..one.len()), (&other, 0..other.len())) {
                let Row::Abreast { original, translation } = row else { panic!("{plans:?}: {row:?}") };
                for (range, next) in [(original, &mut next), (translation, &mut other_next)] {
                    if !range.is_empty() {
                        assert_eq!(range.start, *next, "{plans:?}");
                        *next = range.end;
                    }
                }
            }
            assert_eq!((next, other_next), (one.len(), other.len()), "{plans:?}");
        }
    }
}
