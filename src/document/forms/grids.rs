//! Grids of schedules and calendars.

use super::{DayTime, Grid, GridCell, GridCellKind, GridHead};
use crate::article::{Calendar, Dose, Log, Schedule};
use crate::document::blocks::Composer;
use crate::document::{Inline, Words};
use crate::locale::Label;

const TIMES: [(DayTime, Label); 4] = [
    (DayTime::Morning, Label::Morning),
    (DayTime::Noon, Label::Noon),
    (DayTime::Evening, Label::Evening),
    (DayTime::Bedtime, Label::Bedtime),
];
/// Days of a week.
const WEEK: usize = 7;

impl<'a> Composer<'a> {
    /// Medicine by time of day. What is taken if needed has a column where there is such a medicine.
    pub(super) fn schedule(&self, schedule: &'a Schedule) -> Grid<'a> {
        let locale = self.setting.locale;
        let label = |label| Words::label(locale.label(label), locale);
        let mut header = vec![GridHead { time: None, words: label(Label::Medicine) }];
        header.extend(TIMES.map(|(time, name)| GridHead { time: Some(time), words: label(name) }));
        let has_as_needed = schedule.medicines.iter().any(|dose| dose.as_needed.is_some());
        if has_as_needed {
            header.push(GridHead { time: None, words: label(Label::AsNeeded) });
        }
        let mut rows: Vec<Vec<GridCell>> =
            schedule.medicines.iter().map(|dose| self.dose(dose, has_as_needed)).collect();
        rows.extend((0..schedule.blank).map(|_| vec![GridCell::default(); header.len()]));
        let caption = schedule.caption.as_ref().map(|caption| self.words(caption));
        Grid { caption, header, rows, has_row_heads: true }
    }

    fn dose(&self, dose: &'a Dose, has_as_needed: bool) -> Vec<GridCell<'a>> {
        let cell = |paragraphs| GridCell { paragraphs, kind: GridCellKind::Plain };
        let name = Words { inlines: vec![Inline::Strong(self.words(&dose.name).inlines)] };
        let mut cells = vec![cell([name].into_iter().chain(dose.note.as_ref().map(|note| self.words(note))).collect())];
        let times = dose.times.iter().chain(has_as_needed.then_some(&dose.as_needed));
        cells.extend(times.map(|time| cell(time.iter().map(|text| self.words(text)).collect())));
        cells
    }

    /// Rows to fill in; what is given of the first column heads its rows.
    pub(super) fn log(&self, log: &'a Log) -> Grid<'a> {
        let heads = log.columns.iter().map(|column| GridHead { time: None, words: self.words(column) });
        let header: Vec<GridHead> = heads.collect();
        let mut rows = vec![vec![GridCell::default(); header.len()]; log.rows];
        for (row, text) in rows.iter_mut().zip(&log.first) {
            row[0].paragraphs.push(self.words(text));
        }
        let caption = log.caption.as_ref().map(|caption| self.words(caption));
        Grid { caption, header, rows, has_row_heads: !log.first.is_empty() }
    }

    /// Week by day: of each day its number, and whether to take the medicine. Days to take it have a box to tick for each
    /// time.
    pub(super) fn calendar(&self, calendar: &'a Calendar) -> Grid<'a> {
        let locale = self.setting.locale;
        let strong = |words: String| Words { inlines: vec![Inline::Strong(Words::label(words, locale).inlines)] };
        let day = |(number, takes): (usize, &bool)| {
            let (what, kind) = match takes {
                true => (Words::label(locale.label(Label::Take), locale), GridCellKind::Tick(calendar.times)),
                false => (Words::label(locale.label(Label::Pause), locale), GridCellKind::Plain),
            };
            GridCell { paragraphs: vec![strong(locale.day(number)), what], kind }
        };
        let days: Vec<GridCell> = (1..).zip(&calendar.takes).map(day).collect();
        let mut rows = Vec::new();
        for (number, week) in (1..).zip(days.chunks(WEEK)) {
            let head = GridCell { paragraphs: vec![strong(locale.week(number))], kind: GridCellKind::Plain };
            let void = GridCell { paragraphs: Vec::new(), kind: GridCellKind::Void };
            let missing = if calendar.takes.len() > WEEK { WEEK - week.len() } else { 0 };
            let cells = [head].into_iter().chain(week.iter().cloned()).chain(std::iter::repeat_n(void, missing));
            rows.push(cells.collect());
        }
        let caption = calendar.caption.as_ref().map(|caption| self.words(caption));
        Grid { caption, header: Vec::new(), rows, has_row_heads: true }
    }
}
