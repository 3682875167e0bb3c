//! Why a file was not written.

use crate::layout::handout::NodeId;

/// Why a file was not written. All but `Encoder` say that a handout was not what layout promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no page.
    NoPages,
    /// A number is not finite, or beyond any page.
    Number,
    /// A character would be shown as an empty box (ISO 14289-1, 7.21.8).
    MissingGlyph(String),
    /// Text holds a character that no text of a PDF may hold (ISO 14289-1, 7.21.7): U+0000, U+FEFF, a noncharacter or one
    /// of private use.
    ForbiddenCharacter(char),
    /// The clusters of a run do not fit its text.
    Clusters(String),
    /// Glyphs would have been lost or doubled on their way.
    CodeBytes {
        /// Bytes of the codes that the glyphs of a page became.
        given: usize,
        /// Bytes that its content shows.
        written: usize,
    },
    /// A face could not be cut down.
    Face(&'static str),
    /// A node is not in the tree, or its parent does not come before it.
    Tree(NodeId),
    /// An area leads somewhere but belongs to no Link, or does not say where it leads (ISO 14289-1, 7.18.5).
    Link(NodeId),
    /// Something leads to a node that has no ink.
    Target(NodeId),
    /// An image has fewer or more pixels than it says.
    Image,
    /// The encoder of page contents failed or warned.
    Encoder(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::NoPages => write!(out, "the handout has no page"),
            Error::Number => write!(out, "a length is not a number or lies beyond any page"),
            Error::MissingGlyph(text) => write!(out, "no glyph shows part of “{text}”"),
            Error::ForbiddenCharacter(character) => {
                write!(out, "the character U+{:04X} cannot stand in a PDF", u32::from(*character))
            }
            Error::Clusters(text) => write!(out, "the glyphs of “{text}” do not fit its characters"),
            Error::CodeBytes { given, written } => {
                write!(out, "{written} bytes of text were written where {given} were given")
            }
            Error::Face(name) => write!(out, "the font {name} could not be embedded"),
            Error::Tree(node) => write!(out, "node {} is not in its place in the structure tree", node.0),
            Error::Link(node) => write!(out, "the link area of node {} has no Link or no words", node.0),
            Error::Target(node) => write!(out, "something leads to node {}, which shows nothing", node.0),
            Error::Image => write!(out, "an image does not have the pixels it says it has"),
            Error::Encoder(message) => write!(out, "{message}"),
        }
    }
}

impl std::error::Error for Error {}
