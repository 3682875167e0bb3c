//! Pages of two languages, counted: two that face each other are the left and the right page of a spread.

use super::abreast::PageParts;
use super::breaks::{Grid, SIDES};
use crate::geometry::Pt;

/// How many pages they are, with those that are left empty before a spread.
pub fn page_count(plans: &[PageParts]) -> usize {
    plans.iter().fold(0, pages_with)
}

/// How many lines of this leading stand on the last sheet, where there is more than one: on each of its pages as many as in
/// its longest column.
pub fn lines_over(plans: &[PageParts], leading: Pt) -> Option<usize> {
    let last = (Grid::sheets(page_count(plans)) - 1) * SIDES;
    let mut height = 0.0;
    let mut count = 0;
    for plan in plans {
        count = pages_with(count, plan);
        let ends = plan.parts.iter().map(|(_, part)| part.end);
        height += match plan.is_spread {
            _ if count <= last => 0.0,
            // Of a spread whose left page ends a sheet only the right one is on the last.
            true if count == last + 1 => plan.parts.last().map_or(0.0, |(_, part)| part.end),
            true => ends.sum(),
            false => ends.fold(0.0, Pt::max),
        };
    }
    (last > 0).then(|| (height / leading).ceil() as usize)
}

/// Pages up to and with those of a plan: a spread begins with an even number.
fn pages_with(count: usize, plan: &PageParts) -> usize {
    match plan.is_spread {
        true => count + 2 + usize::from(count.is_multiple_of(2)),
        false => count + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::paginate::PagePlan;
    use super::*;

    fn plan(is_spread: bool, ends: &[Pt]) -> PageParts {
        let part = |(column, end): (usize, &Pt)| (column, PagePlan { end: *end, ..PagePlan::default() });
        PageParts { parts: ends.iter().enumerate().map(part).collect(), is_spread }
    }

    #[test]
    fn a_spread_begins_with_an_even_number() {
        let (page, spread) = (plan(false, &[50.0]), plan(true, &[50.0, 70.0]));
        assert_eq!(page_count(&[page.clone(), spread.clone()]), 3);
        assert_eq!(page_count(&[spread, page]), 4);
    }

    #[test]
    fn lines_of_the_last_sheet_are_those_of_the_longest_column() {
        let page = plan(false, &[20.0, 50.0, 30.0]);
        assert_eq!(lines_over(&[page.clone(), page.clone()], 10.0), None);
        assert_eq!(lines_over(&[page.clone(), page.clone(), page.clone()], 10.0), Some(5));
        // Page 1, a spread on pages 2 and 3: the right page alone is on the second sheet.
        assert_eq!(lines_over(&[page, plan(true, &[30.0, 70.0])], 10.0), Some(7));
    }
}
