//! The signs of boxes, so that no colour alone tells them apart. They say nothing that the heads beside them do not say.

use maud::{Markup, html};

use crate::document::AsideKind;

/// A triangle with an exclamation mark.
const WARNING: &str = "M12 2L23 21H1ZM11 9V15H13V9ZM11 16.5V18.5H13V16.5Z";
/// A disc with an exclamation mark.
const IMPORTANT: &str = "M12 1A11 11 0 1 0 12 23A11 11 0 1 0 12 1ZM11 6V14H13V6ZM11 16V18H13V16Z";
/// A telephone handset.
const HANDSET: &str =
    "M6 2H10L12 7L9 9A12 12 0 0 0 15 15L17 12L22 14V18A2 2 0 0 1 20 20A18 18 0 0 1 4 4A2 2 0 0 1 6 2Z";
/// A lamp.
const LAMP: &str = "M12 1A7 7 0 0 0 8 13.7V17H16V13.7A7 7 0 0 0 12 1ZM8 18.5V20H16V18.5ZM10 21V22.5H14V21Z";
/// A speech balloon.
const SPEECH: &str = "M2 3H22V16H11L6 21V16H2Z";
/// A disc with a tick.
const GO: &str = "M12 1A11 11 0 1 0 12 23A11 11 0 1 0 12 1ZM6 12L8 10L11 13L17 7L19 9L11 17Z";
/// An octagon with a bar.
const STOP: &str = "M7.5 1H16.5L23 7.5V16.5L16.5 23H7.5L1 16.5V7.5ZM5.5 10.5V13.5H18.5V10.5Z";

/// The sign before the head of a box, in the colour of the head.
pub(super) fn sign(kind: AsideKind) -> Markup {
    let outline = match kind {
        AsideKind::KeyPoints => return html! {},
        AsideKind::Emergency => WARNING,
        AsideKind::Call => HANDSET,
        AsideKind::Important => IMPORTANT,
        AsideKind::Tip => LAMP,
        AsideKind::TeachBack => SPEECH,
        AsideKind::GreenZone => GO,
        AsideKind::YellowZone => WARNING,
        AsideKind::RedZone => STOP,
    };
    html! {
        svg.sign viewBox="0 0 24 24" aria-hidden="true" { path fill="currentColor" fill-rule="evenodd" d=(outline) {} }
    }
}
