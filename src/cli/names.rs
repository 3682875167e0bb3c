//! What the values of flags are called, and what they stand for.

use clap::ValueEnum;
use handout::sidecar::Sidecar;
use handout::site::Edition;

/// How mistakes are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Excerpts with carets, on standard error
    Human,
    /// One JSON object a line, on standard output
    Json,
}

/// How a run over articles reports its mistakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Excerpts with carets, on standard error
    Human,
    /// One JSON object a line, on standard output
    Json,
    /// One log in SARIF 2.1.0, on standard output, for code hosts and editors
    Sarif,
    /// Workflow commands on standard output, which GitHub Actions shows as annotations
    Github,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Editions of one language by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PrintName {
    /// 14 point
    Standard,
    /// Large print, 18 point
    Large,
    /// 12 point in two columns, on fewer sheets
    Compact,
}

/// Editions by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EditionName {
    /// 14 point
    Standard,
    /// Large print, 18 point
    Large,
    /// 12 point in two columns, on fewer sheets
    Compact,
    /// A translation side by side with its original
    Bilingual,
    /// The same in large print
    BilingualLarge,
}

/// Sidecars by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SidecarName {
    /// A FHIR R4 DocumentReference (US Core)
    Fhir,
    /// An HL7 v2 message MDM^T02 with the PDF in it
    Mdm,
}

impl From<SidecarName> for Sidecar {
    fn from(name: SidecarName) -> Sidecar {
        match name {
            SidecarName::Fhir => Sidecar::Fhir,
            SidecarName::Mdm => Sidecar::Mdm,
        }
    }
}

impl From<PrintName> for Edition {
    fn from(name: PrintName) -> Edition {
        match name {
            PrintName::Standard => Edition::Standard,
            PrintName::Large => Edition::Large,
            PrintName::Compact => Edition::Compact,
        }
    }
}

impl From<EditionName> for Edition {
    fn from(name: EditionName) -> Edition {
        match name {
            EditionName::Standard => Edition::Standard,
            EditionName::Large => Edition::Large,
            EditionName::Compact => Edition::Compact,
            EditionName::Bilingual => Edition::Bilingual,
            EditionName::BilingualLarge => Edition::BilingualLarge,
        }
    }
}
