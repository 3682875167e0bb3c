//! The codes that the runs of a file are written as.

use std::ops::Range;

use super::letters::Letter;
use super::shown_runs::{ShownCluster, ShownRun, ShownRuns};
use crate::pdf::error::Error;
use crate::text::FaceId;

/// A letter of a cluster, as the file shows it.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct CodedLetter {
    pub code: u16,
    /// In hundredths of a thousandth of an em.
    pub width: i64,
    /// Rightwards from where the pen stands before the cluster, in font units.
    pub x: i64,
    /// Which of the different letters of the file it is.
    pub index: usize,
}

/// The codes of runs whose glyphs do not show their own characters one by one, in the order of the pages.
pub(in crate::pdf) struct CodedRuns {
    runs: Vec<ShownRun>,
    clusters: Vec<ShownCluster>,
    /// By the index of a cluster where its letters are.
    ranges: Vec<Range<usize>>,
    letters: Vec<CodedLetter>,
}

impl CodedRuns {
    /// Looks up the codes of all that the runs of a file show. `code` gives the code of a letter of a face, and its width.
    pub(super) fn of(
        shown: ShownRuns,
        code: impl Fn(FaceId, &Letter) -> Option<(u16, i64)>,
    ) -> Result<CodedRuns, Error> {
        let ShownRuns { runs, clusters, known } = shown;
        let (mut ranges, mut letters) = (Vec::with_capacity(known.letters.len()), Vec::new());
        for (face, placed) in &known.letters {
            let start = letters.len();
            for placed in placed {
                let missing = || Error::MissingGlyph(placed.letter.text.clone());
                let (code, width) = code(*face, &placed.letter).filter(|(code, _)| *code != 0).ok_or_else(missing)?;
                letters.push(CodedLetter { code, width, x: placed.x, index: letters.len() });
            }
            ranges.push(start..letters.len());
        }
        Ok(CodedRuns { runs, clusters, ranges, letters })
    }

    /// The runs, in the order of the pages.
    pub(in crate::pdf) fn iter(&self) -> impl Iterator<Item = CodedRun<'_>> {
        self.runs.iter().map(|run| CodedRun { all: self, run })
    }
}

/// The codes of one run.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct CodedRun<'a> {
    all: &'a CodedRuns,
    run: &'a ShownRun,
}

impl<'a> CodedRun<'a> {
    /// Whether the run is written without the codes of its clusters: by those of its glyphs.
    pub(in crate::pdf) fn is_empty(self) -> bool {
        self.run.clusters.is_empty()
    }

    /// Whether the text runs against the glyphs, from right to left.
    pub(in crate::pdf) fn is_backwards(self) -> bool {
        self.run.is_backwards
    }

    /// Whether each glyph shows the one character that it stands for, which the file maps its code to, in the order of the
    /// text.
    pub(in crate::pdf) fn is_plain(self) -> bool {
        self.run.is_plain
    }

    /// How many different letters the file has.
    pub(in crate::pdf) fn letters_of_file(self) -> usize {
        self.all.letters.len()
    }

    /// Its clusters in the order of its text: where the pen stands before each, counted from the origin of the run in font
    /// units, and its letters, counted from there.
    pub(in crate::pdf) fn clusters(self) -> impl Iterator<Item = (i64, &'a [CodedLetter])> + use<'a> {
        let CodedRuns { clusters, ranges, letters, .. } = self.all;
        clusters[self.run.clusters.clone()]
            .iter()
            .map(|cluster| (cluster.pen, &letters[ranges[cluster.index as usize].clone()]))
    }

    /// Its letters in the order of its text, each counted from the origin of the run.
    pub(in crate::pdf) fn letters(self) -> impl Iterator<Item = CodedLetter> + use<'a> {
        self.clusters()
            .flat_map(|(pen, letters)| letters.iter().map(move |letter| CodedLetter { x: pen + letter.x, ..*letter }))
    }
}
