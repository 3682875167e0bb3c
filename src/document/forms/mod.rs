//! Blocks with a form of their own, as they are said.

mod compose;
mod grids;

use super::{List, Words};

/// A list under a title of its own.
#[derive(Clone, Debug)]
pub struct TitledList<'a> {
    /// Above the first item; `None` where the list speaks for itself.
    pub title: Option<Words<'a>>,
    /// Never empty.
    pub list: List<'a>,
}

/// Lines to write on.
#[derive(Clone, Debug)]
pub struct WriteIn<'a> {
    /// What is to be written; before the first line or above it.
    pub label: Words<'a>,
    /// How many lines; at least one.
    pub lines: usize,
}

/// A word and what it means.
#[derive(Clone, Debug)]
pub struct Definition<'a> {
    /// The word.
    pub term: Words<'a>,
    /// How it is spoken, between brackets.
    pub say: Option<Words<'a>>,
    /// What joins them to the meaning: ": " in English.
    pub joint: String,
    /// What it means.
    pub meaning: Words<'a>,
}

/// One value in large type.
#[derive(Clone, Debug)]
pub struct BigNumber<'a> {
    /// The value with its unit.
    pub value: Words<'a>,
    /// What it means for the reader.
    pub label: Words<'a>,
}

/// A ruled table, whose empty cells are to be written in: a schedule, a calendar, a log.
#[derive(Clone, Debug)]
pub struct Grid<'a> {
    /// Above it.
    pub caption: Option<Words<'a>>,
    /// One head a column; empty where the cells need none.
    pub header: Vec<GridHead<'a>>,
    /// All equally long, and as long as a header that is not empty; never empty.
    pub rows: Vec<Vec<GridCell<'a>>>,
    /// Whether the first cell of each row is its head.
    pub has_row_heads: bool,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct GridHead<'a> {
    /// The time of day that it stands for.
    pub time: Option<DayTime>,
    /// Its words.
    pub words: Words<'a>,
}

/// The four times of day of the Universal Medication Schedule (AHRQ).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayTime {
    /// After getting up.
    Morning,
    /// The middle of the day.
    Noon,
    /// Supper.
    Evening,
    /// Before going to sleep.
    Bedtime,
}

/// A cell of a grid.
#[derive(Clone, Debug, Default)]
pub struct GridCell<'a> {
    /// What stands in it; empty to write in.
    pub paragraphs: Vec<Words<'a>>,
    /// What it is for.
    pub kind: GridCellKind,
}

/// What a cell of a grid is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GridCellKind {
    /// To be read, or written in where it is empty.
    #[default]
    Plain,
    /// To be ticked, too, in so many boxes.
    Tick(usize),
    /// Nothing: it only makes the row as long as the others.
    Void,
}
