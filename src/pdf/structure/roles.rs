//! The structure types of roles (ISO 32000-1, 14.8.4).

use crate::layout::handout::Role;

/// The standard structure type of PDF 1.7 (14.8.4) that this is, or is mapped to.
pub(super) fn standard_type(role: &Role) -> &'static str {
    match role {
        Role::Aside => "Sect",
        Role::Strong | Role::Emphasis => "Span",
        _ => structure_type(role),
    }
}

/// The structure type as it is written; three of them are mapped.
pub(super) fn structure_type(role: &Role) -> &'static str {
    NAMES[place(role)]
}

/// Structure types in alphabetical order.
const NAMES: [&str; PLACES] = [
    "Aside",
    "Caption",
    "Document",
    "Em",
    "Figure",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LBody",
    "LI",
    "Lbl",
    "Link",
    "Note",
    "P",
    "Reference",
    "Sect",
    "Span",
    "Strong",
    "TBody",
    "TD",
    "TH",
    "THead",
    "TOC",
    "TOCI",
    "TR",
    "Table",
];

/// How many structure types there are.
pub(super) const PLACES: usize = 30;

/// The place of a structure type in their alphabetical order.
pub(super) fn place(role: &Role) -> usize {
    match role {
        Role::Aside => 0,
        Role::Caption => 1,
        Role::Document => 2,
        Role::Emphasis => 3,
        Role::Figure { .. } => 4,
        Role::Heading(level) => 4 + usize::from(*level.clamp(&1, &6)),
        Role::List(_) => 11,
        Role::ListBody => 12,
        Role::ListItem => 13,
        Role::Label | Role::TickBox(_) => 14,
        Role::Link => 15,
        Role::Note => 16,
        Role::Paragraph => 17,
        Role::Reference => 18,
        Role::Sect | Role::Masthead | Role::Imprint => 19,
        Role::Span | Role::Code { .. } => 20,
        Role::Strong => 21,
        Role::TableBody => 22,
        Role::DataCell { .. } => 23,
        Role::HeaderCell { .. } => 24,
        Role::TableHead => 25,
        Role::Contents => 26,
        Role::ContentsItem => 27,
        Role::TableRow => 28,
        Role::Table => 29,
    }
}

/// The roles whose structure type is none of PDF 1.7's own, so that the file must map it (14.7.3).
pub(super) const MAPPED: [Role; 3] = [Role::Aside, Role::Strong, Role::Emphasis];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::handout::{CellSpan, Numbering};

    #[test]
    fn names_stand_at_their_places() {
        assert!(NAMES.is_sorted());
        for (role, name) in [
            (Role::Aside, "Aside"),
            (Role::Caption, "Caption"),
            (Role::Document, "Document"),
            (Role::Emphasis, "Em"),
            (Role::Heading(0), "H1"),
            (Role::Heading(2), "H2"),
            (Role::Heading(9), "H6"),
            (Role::List(Numbering::Disc), "L"),
            (Role::ListBody, "LBody"),
            (Role::ListItem, "LI"),
            (Role::TickBox(String::new()), "Lbl"),
            (Role::Link, "Link"),
            (Role::Note, "Note"),
            (Role::Paragraph, "P"),
            (Role::Reference, "Reference"),
            (Role::Imprint, "Sect"),
            (Role::Span, "Span"),
            (Role::Strong, "Strong"),
            (Role::TableBody, "TBody"),
            (Role::DataCell { span: CellSpan::ONE, headers: Vec::new() }, "TD"),
            (Role::TableHead, "THead"),
            (Role::Contents, "TOC"),
            (Role::ContentsItem, "TOCI"),
            (Role::TableRow, "TR"),
            (Role::Table, "Table"),
        ] {
            assert_eq!(structure_type(&role), name);
        }
    }
}
