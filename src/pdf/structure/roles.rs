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
    match role {
        Role::Document => "Document",
        Role::Sect | Role::Masthead | Role::Imprint => "Sect",
        Role::Aside => "Aside",
        Role::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(&1, &6) - 1)],
        Role::Paragraph => "P",
        Role::List(_) => "L",
        Role::ListItem => "LI",
        Role::Label | Role::TickBox(_) => "Lbl",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableRow => "TR",
        Role::HeaderCell { .. } => "TH",
        Role::DataCell { .. } => "TD",
        Role::Caption => "Caption",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
        Role::Figure { .. } => "Figure",
        Role::Link => "Link",
        Role::Reference => "Reference",
        Role::Note => "Note",
        Role::Strong => "Strong",
        Role::Emphasis => "Em",
        Role::Span | Role::Code { .. } => "Span",
    }
}

/// The roles whose structure type is none of PDF 1.7's own, so that the file must map it (14.7.3).
pub(super) const MAPPED: [Role; 3] = [Role::Aside, Role::Strong, Role::Emphasis];
