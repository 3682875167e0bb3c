//! What faults of pages cost, so that ways to set a handout can be weighed against each other.

use super::frame::{Piece, Tie};

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
/// A last page of references alone: worse than a box that is cut.
pub const REFERENCES_ALONE: Cost = 2_000;
/// The same, where what closes the handout begins on the page before with the QR code alone: better than to cut a box.
const REFERENCES_BELOW_CODE: Cost = 1_000;
/// A last page of the end of the references, which begin on the page before: worse than a table that is cut, or any hole.
const REFERENCES_CUT: Cost = 600;
/// A short end of references alone costs so much for each thousandth that it is short: better a box that is cut than a page
/// of one of them.
const REFERENCES_SHORT: Cost = 3;
/// A last page of the last line of a paragraph, and references.
const LONE_LINE: Cost = 250;

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

/// What it costs that the last page begins with the piece `start`: that should be text of the article, a few lines at least.
pub fn cost_of_last_page(pieces: &[Piece], start: usize) -> Cost {
    let is_closing = |index: usize| pieces.get(index).is_some_and(|piece| piece.closing);
    let Some(before) = start.checked_sub(1) else { return 0 };
    match is_closing(start) {
        true if !is_closing(before) => REFERENCES_ALONE,
        true if pieces[start].heading => REFERENCES_BELOW_CODE,
        true => REFERENCES_CUT,
        false if is_closing(start + 1) && pieces[before].tie == Tie::Strong => LONE_LINE,
        false => 0,
    }
}

/// What it costs to end a handout with a column that begins with the piece `start` and is filled to a share, in thousandths.
pub fn cost_of_end(pieces: &[Piece], start: usize, share: Cost) -> Cost {
    let missing = SHORT.saturating_sub(share);
    let page = cost_of_last_page(pieces, start);
    page + if page == REFERENCES_CUT { missing * REFERENCES_SHORT } else { missing / 3 }
}
