//! What faults of pages cost, so that ways to set a handout can be weighed against each other.

use super::frame::Tie;

/// What a fault costs. The unit is a thousandth of a column left empty, beyond [`HOLE`].
pub type Cost = u64;

/// Thousandths of a column that may be left empty.
const HOLE: Cost = 120;
/// Thousandths of its column under which the end of a handout is short.
const SHORT: Cost = 350;
/// A hole where the text could go on: a reader takes it for the end.
const NEEDLESS: Cost = 250;
/// Each page, beside the sheets.
pub const FURTHER_PAGE: Cost = 300;
/// A last page of references alone.
pub const REFERENCES_ALONE: Cost = 2_000;
/// More than that, where it is only the end of them.
pub const REFERENCES_CUT: Cost = 500;
/// A last page of the last line of a paragraph, and references.
pub const LONE_LINE: Cost = 250;

/// What it costs to end a column that is filled to a share, in thousandths; `is_needless` where it could have been filled
/// further without breaking a stronger tie.
pub fn cost_of_hole(share: Cost, is_needless: bool) -> Cost {
    let empty = 1000 - share;
    match empty.checked_sub(HOLE) {
        None | Some(0) => empty / 10,
        Some(over) => HOLE / 10 + over + if is_needless { NEEDLESS } else { 0 },
    }
}

/// What breaking a tie costs.
pub fn cost_of(tie: Tie) -> Cost {
    match tie {
        Tie::Cut | Tie::Free => 0,
        Tie::Soft => 80,
        Tie::Strong => 150,
        Tie::Whole => 320,
        Tie::Held => 1_500,
        Tie::Firm => 3_000,
        Tie::Rigid => 1_000_000,
    }
}

/// What it costs to end a handout with a column that is filled to a share, in thousandths.
pub fn cost_of_short_end(share: Cost) -> Cost {
    SHORT.saturating_sub(share) / 3
}
