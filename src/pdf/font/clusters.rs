//! Clusters: which glyphs of a run show which of its characters.

use std::ops::Range;

use crate::pdf::error::Error;
use crate::text::{Glyph, GlyphRun};

/// Glyphs that together show a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Cluster {
    /// Bytes of [`GlyphRun::text`].
    pub text: Range<usize>,
    /// Indexes of [`GlyphRun::glyphs`].
    pub glyphs: Range<usize>,
}

/// The clusters of a run in logical order; together they hold every glyph once and every character once.
fn clusters(run: &GlyphRun, out: &mut Vec<Cluster>) -> Result<(), Error> {
    out.clear();
    for (index, glyph) in run.glyphs.iter().enumerate() {
        let start = glyph.cluster as usize;
        match out.last_mut() {
            Some(last) if last.text.start == start => last.glyphs.end = index + 1,
            _ => out.push(Cluster { text: start..start, glyphs: index..index + 1 }),
        }
    }
    if out.len() > 1 && out[0].text.start > out[1].text.start {
        // From right to left, as a rule without exception.
        out.reverse();
    }
    if !out.is_sorted_by(|a, b| a.text.start < b.text.start) {
        out.sort_by_key(|cluster| cluster.text.start);
        if out.windows(2).any(|pair| matches!(pair, [a, b] if a.text.start == b.text.start)) {
            // Glyphs of one cluster stand apart: only the run as a whole can be told.
            out.clear();
            out.push(Cluster { text: 0..0, glyphs: 0..run.glyphs.len() });
        }
    }
    close(run, out)
}

/// Ends each cluster where the next begins. The first one also takes what stands before it.
fn close(run: &GlyphRun, out: &mut [Cluster]) -> Result<(), Error> {
    let mut end = run.text.len();
    for cluster in out.iter_mut().rev() {
        cluster.text.end = end;
        end = cluster.text.start;
        if cluster.text.is_empty() || !run.text.is_char_boundary(cluster.text.start) {
            return Err(Error::Clusters(run.text.clone()));
        }
    }
    match out.first_mut() {
        Some(first) => first.text.start = 0,
        None if run.text.chars().any(char::is_alphanumeric) => return Err(Error::Clusters(run.text.clone())),
        None => {}
    }
    Ok(())
}

/// Appends everything that the letters of a cluster depend on besides its face.
pub(super) fn sign(text: &str, glyphs: &[Glyph], out: &mut Vec<u32>) {
    out.push(glyphs.len() as u32);
    for glyph in glyphs {
        let offsets = [glyph.advance, glyph.dx, glyph.dy].map(i32::cast_unsigned);
        out.extend([u32::from(glyph.id), offsets[0], offsets[1], offsets[2]]);
    }
    out.extend(text.chars().map(u32::from));
}

/// The clusters of a run from right to left, in logical order, each with where the pen stands before its first glyph, in font
/// units from the origin of the run. Only of a run whose clusters follow one another without exception, as nearly all do: those
/// of any other are found by [`RunBuffer::fill`].
pub(super) fn leftwards(run: &GlyphRun) -> Option<impl Iterator<Item = (Cluster, i64)>> {
    let glyphs = run.glyphs.as_slice();
    let ([first, ..], [.., last]) = (glyphs, glyphs) else { return None };
    let are_boundaries = || glyphs.iter().all(|glyph| run.text.is_char_boundary(glyph.cluster as usize));
    let is_leftwards = first.cluster > last.cluster && glyphs.is_sorted_by(|a, b| a.cluster >= b.cluster);
    if !is_leftwards || (first.cluster as usize) >= run.text.len() || !are_boundaries() {
        return None;
    }
    let mut pen: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
    // The first cluster also takes what stands before it.
    let (mut end, mut start) = (glyphs.len(), 0);
    Some(std::iter::from_fn(move || {
        let own = glyphs.get(end.checked_sub(1)?)?.cluster;
        let mut first = end;
        while first > 0 && glyphs[first - 1].cluster == own {
            first -= 1;
            pen -= i64::from(glyphs[first].advance);
        }
        let behind = if first == 0 { run.text.len() } else { glyphs[first - 1].cluster as usize };
        let cluster = Cluster { text: start..behind, glyphs: first..end };
        (end, start) = (first, behind);
        Some((cluster, pen))
    }))
}

/// The clusters of a run and where its glyphs stand, in room that is used again for each run.
#[derive(Default)]
pub(in crate::pdf) struct RunBuffer {
    /// In logical order.
    pub clusters: Vec<Cluster>,
    /// Where the pen stands before each glyph, in font units from the origin of the run.
    pub pens: Vec<i64>,
}

impl RunBuffer {
    /// Takes in a run.
    pub(in crate::pdf) fn fill(&mut self, run: &GlyphRun) -> Result<(), Error> {
        clusters(run, &mut self.clusters)?;
        self.fill_pens(run);
        Ok(())
    }

    /// Whether the text of the run is against its glyphs, from right to left.
    pub(super) fn is_backwards(&self) -> bool {
        matches!(self.clusters.as_slice(), [first, .., last] if first.glyphs.start > last.glyphs.start)
    }

    /// Takes in the pens of a run.
    fn fill_pens(&mut self, run: &GlyphRun) {
        self.pens.clear();
        let mut pen = 0;
        for glyph in &run.glyphs {
            self.pens.push(pen);
            pen += i64::from(glyph.advance);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FaceId;

    fn of(text: &str, starts: &[u32]) -> Result<Vec<(String, Range<usize>)>, Error> {
        let glyph = |&cluster| Glyph { id: 1, advance: 500, dx: 0, dy: 0, cluster };
        let run =
            GlyphRun { face: FaceId(0), size: 10.0, text: text.into(), glyphs: starts.iter().map(glyph).collect() };
        let mut out = Vec::new();
        clusters(&run, &mut out)?;
        Ok(out.into_iter().map(|it| (run.text[it.text].to_string(), it.glyphs)).collect())
    }

    fn cluster(text: &str, glyphs: Range<usize>) -> (String, Range<usize>) {
        (text.into(), glyphs)
    }

    #[test]
    fn a_cluster_ends_where_the_next_begins() {
        let expected = vec![cluster("o", 0..1), cluster("ffi", 1..2), cluster("e\u{301}", 2..4)];
        assert_eq!(of("offie\u{301}", &[0, 1, 4, 4]), Ok(expected));
    }

    #[test]
    fn right_to_left_clusters_come_in_logical_order() {
        assert_eq!(of("אב", &[2, 0]), Ok(vec![cluster("א", 1..2), cluster("ב", 0..1)]));
    }

    #[test]
    fn clusters_that_follow_one_another_leftwards_are_those_of_any_run() {
        for (text, starts) in [
            ("אב", &[2, 0][..]),
            ("אבa", &[4, 2, 2, 0]),
            ("אבג", &[4, 2]),
            ("אבג", &[4, 4, 2, 2, 0, 0]),
            ("אב", &[0]),
            ("אב", &[0, 2]),
            ("אב", &[2, 0, 2]),
            ("אב", &[1, 0]),
            ("אב", &[4, 0]),
            ("אב", &[]),
        ] {
            let glyph = |(index, &cluster)| Glyph { id: 1, advance: 500 + index as i32, dx: 0, dy: 0, cluster };
            let glyphs: Vec<Glyph> = starts.iter().enumerate().map(glyph).collect();
            let run = GlyphRun { face: FaceId(0), size: 10.0, text: text.into(), glyphs };
            let mut buffer = RunBuffer::default();
            let filled = buffer.fill(&run);
            let Some(leftwards) = leftwards(&run) else {
                assert!(filled.is_err() || !buffer.is_backwards() || starts == [2, 0, 2], "{starts:?}");
                continue;
            };
            let pens = buffer.clusters.iter().map(|cluster| buffer.pens[cluster.glyphs.start]);
            assert!(filled.is_ok() && buffer.is_backwards(), "{starts:?}");
            assert!(leftwards.eq(buffer.clusters.iter().cloned().zip(pens)), "{starts:?}");
        }
    }

    #[test]
    fn scattered_clusters_become_one() {
        assert_eq!(of("abc", &[0, 1, 0, 2]), Ok(vec![cluster("abc", 0..4)]));
    }

    #[test]
    fn no_character_stays_outside() {
        assert_eq!(of("\u{200B}a", &[3]), Ok(vec![cluster("\u{200B}a", 0..1)]));
        assert!(of("lost", &[]).is_err());
        assert!(of("é", &[0, 1]).is_err());
        assert!(of("a", &[9]).is_err());
        assert!(of("a", &[0, 1]).is_err());
        assert_eq!(of(" ", &[]), Ok(vec![]));
    }
}
