//! What is not as it was once a file has been taken in.

use std::collections::BTreeSet;

/// Something of a file that is not in the packet as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// What it does by itself or at a click, other than to show a page of its own or one of the web.
    Actions,
    /// Files, sounds or films that it carried.
    Attachments,
    /// Data of a page that stand in another file.
    Elsewhere,
    /// Fields show what they showed, and can no longer be filled in.
    Fields,
    /// A digital signature is seen, and signs nothing.
    Signature,
}

/// All that is not as it was.
pub type Losses = BTreeSet<Loss>;

impl std::fmt::Display for Loss {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Loss::Actions => "its scripts (JavaScript), and links and buttons that start something, are left out",
            Loss::Attachments => "files, sounds or films inside it are left out",
            Loss::Elsewhere => "parts of its pages are kept in other files and are missing",
            Loss::Fields => "its form fields print as they are and can no longer be filled in on a screen",
            Loss::Signature => "its digital signature is shown but no longer proves anything",
        })
    }
}
