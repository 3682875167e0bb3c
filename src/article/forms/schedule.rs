//! `schedule:`, which medicine to take when in the day, and `calendar:`, on which days of a cycle.

use super::{Calendar, Dose, Schedule};
use crate::article::block::Setting;
use crate::article::value::count;
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::yaml::{self, Fields, Node, Scalar, Value, list};

const MEDICINE: &str = "{name: Ondansetron 8 mg, morning: 1 tablet, evening: 1 tablet}";
/// The most rows to write in.
const MOST_BLANK: usize = 20;
/// The most boxes to tick on one day.
const MOST_TIMES: usize = 3;
/// The most days of a cycle: twelve weeks.
const LONGEST_CYCLE: usize = 84;

impl Setting<'_> {
    /// A block with the key `schedule`.
    pub(super) fn schedule(self, mut fields: Fields, notes: &mut Notes) -> Option<Schedule> {
        let example = format!("\n  medicines:\n    - {MEDICINE}");
        let node = fields.require("schedule", example);
        let schedule = node.and_then(|node| Fields::of(node, "a map with `medicines`", notes));
        fields.finish("a schedule block", notes);
        let mut schedule = schedule?;
        let caption = schedule.take("caption").and_then(|node| self.text(node, "the caption", notes));
        let medicines = schedule.require("medicines", format!("\n  - {MEDICINE}"));
        let blank = schedule.take("blank");
        schedule.finish("a schedule", notes);
        let medicines = list(medicines?, "a list of medicines", notes);
        let medicines: Vec<Dose> = medicines.iter().filter_map(|node| self.dose(node, notes)).collect();
        let blank = blank.and_then(|node| count(node, "`blank`", MOST_BLANK, notes)).unwrap_or(0);
        self.blanks.take(blank * 6, node?, notes);
        (!medicines.is_empty()).then_some(Schedule { caption, medicines, blank })
    }

    fn dose(self, node: &Node, notes: &mut Notes) -> Option<Dose> {
        let mut fields = Fields::of(node, "a medicine with `name`, and when to take it", notes)?;
        let name = fields.require("name", "Ondansetron 8 mg");
        let name = name.and_then(|node| self.text(node, "the name", notes));
        let mut text = |key: &'static str, notes: &mut Notes| {
            fields.take(key).and_then(|node| self.text(node, &format!("`{key}`"), notes))
        };
        let times = ["morning", "noon", "evening", "bedtime"].map(|key| text(key, notes));
        let as_needed = text("as_needed", notes);
        let note = text("note", notes);
        fields.finish("a medicine", notes);
        Some(Dose { name: name?, times, as_needed, note })
    }

    /// A block with the key `calendar`.
    pub(super) fn calendar(self, mut fields: Fields, notes: &mut Notes) -> Option<Calendar> {
        let node = fields.require("calendar", "{cycle: 21, take: 1-14}");
        let calendar = node.and_then(|node| Fields::of(node, "a map of `cycle` and `take`", notes));
        fields.finish("a calendar block", notes);
        let mut calendar = calendar?;
        let caption = calendar.take("caption").and_then(|node| self.text(node, "the caption", notes));
        let cycle = calendar.require("cycle", "21");
        let take = calendar.require("take", "1-14");
        let times = calendar.take("times");
        calendar.finish("a calendar", notes);
        let times = times.map_or(Some(1), |node| count(node, "`times`", MOST_TIMES, notes));
        let cycle = count(cycle?, "`cycle`", LONGEST_CYCLE, notes)?;
        self.blanks.take(cycle, node?, notes);
        let mut days = vec![false; cycle];
        let take = take?;
        match &take.value {
            Value::Seq(_) => {
                let items = list(take, "a list of days", notes);
                items.iter().for_each(|item| mark_days(item, &mut days, notes));
            }
            _ => mark_days(take, &mut days, notes),
        }
        Some(Calendar { caption, takes: days, times: times? })
    }
}

/// Marks a day, `8`, or days, `1-14`.
fn mark_days(node: &Node, days: &mut [bool], notes: &mut Notes) {
    let Some(scalar) = yaml::scalar(node, "this day", notes) else { return };
    let Some((first, last)) = days_of(scalar) else {
        let message = format!("`{}` is no day of the cycle", scalar.text.trim());
        return notes.push(bad_day(message, days.len(), &scalar.span));
    };
    if first < 1 || last < first || last > days.len() {
        let message =
            format!("the days `{}` are not in the cycle from day 1 to day {}", scalar.text.trim(), days.len());
        return notes.push(bad_day(message, days.len(), &scalar.span));
    }
    days[first - 1..last].fill(true);
}

fn bad_day(message: String, cycle: usize, place: &Span) -> Diagnostic {
    let hint = format!("write days from 1 to {cycle}, such as `1-{}`, or a list, `[1, 8, 15]`", cycle.div_ceil(2));
    Diagnostic::new(Code::BadNumber, message).at(place.clone()).hint(hint)
}

/// First and last of `8` or `1-14`, whatever dash is typed.
fn days_of(scalar: &Scalar) -> Option<(usize, usize)> {
    let typed = scalar.text.trim();
    let (first, last) = typed.split_once(['-', '–', '—']).unwrap_or((typed, typed));
    Some((day(first)?, day(last)?))
}

fn day(typed: &str) -> Option<usize> {
    let typed = typed.trim();
    typed.bytes().all(|byte| byte.is_ascii_digit()).then(|| typed.parse().ok()).flatten()
}
