//! Which texts of a translation say what which texts of its original say, by their places alone.

use crate::article::{Article, Passage, PassageKind};

/// Texts of a translation, and those of its original that say the same: one of each, or whole sections where the parts of a
/// section do not go alike. Where the sections do not go alike either, nothing is compared but the title and the key points.
pub(super) fn pairs<'a>(article: &'a Article, original: &'a Article) -> Vec<(Vec<Passage<'a>>, Vec<Passage<'a>>)> {
    let (ours, theirs) = (groups(article.passages()), groups(original.passages()));
    let mut pairs = Vec::new();
    if !is_same_outline(article, original) || ours.len() != theirs.len() {
        let first = ours.into_iter().zip(theirs).next();
        first.into_iter().for_each(|(own, other)| pair(own, other, &mut pairs));
        return pairs;
    }
    for (own, other) in ours.into_iter().zip(theirs) {
        pair(own, other, &mut pairs);
    }
    pairs
}

fn pair<'a>(own: Vec<Passage<'a>>, other: Vec<Passage<'a>>, pairs: &mut Vec<(Vec<Passage<'a>>, Vec<Passage<'a>>)>) {
    let is_alike = own.len() == other.len() && own.iter().zip(&other).all(|(own, other)| own.kind == other.kind);
    match is_alike {
        true => pairs.extend(own.into_iter().zip(other).map(|(own, other)| (vec![own], vec![other]))),
        false => pairs.push((own, other)),
    }
}

/// The texts before the first heading, and those from each heading to the next one.
fn groups(passages: Vec<Passage>) -> Vec<Vec<Passage>> {
    let mut groups = vec![Vec::new()];
    for passage in passages {
        if passage.kind == PassageKind::Heading {
            groups.push(Vec::new());
        }
        groups.last_mut().expect("never empty").push(passage);
    }
    groups
}

/// Whether two articles have sections of the same depth in the same order.
fn is_same_outline(article: &Article, original: &Article) -> bool {
    fn depths(sections: &[crate::article::Section], depth: usize, out: &mut Vec<usize>) {
        for section in sections {
            out.push(depth);
            depths(&section.sections, depth + 1, out);
        }
    }
    let outline = |article: &Article| {
        let mut out = Vec::new();
        depths(&article.sections, 0, &mut out);
        out
    };
    outline(article) == outline(original)
}
