//! Names in the output folder.

use std::path::{Component, Path};

use crate::sidecar::Sidecar;
use crate::site::Format;

/// The folder PDFs go to unless another is named.
pub const OUTPUT: &str = "output";
/// The folder in it for what is not for readers: locks, state, journals, history.
pub const PRIVATE: &str = ".handout";

/// Whether this tool could have given this name to a PDF or to a file beside one. State, manifest and journal are files
/// that anybody could have written to: a name from there must not lead out of the folder.
pub fn is_sound_name(name: &str) -> bool {
    let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let is_hidden = name.split('/').any(|part| part.is_empty() || part.starts_with('.'));
    let has_ending = name.ends_with(".pdf") || Sidecar::is_name(name) || Format::ALL.iter().any(|it| is_in(name, *it));
    is_inside && !is_hidden && has_ending && !name.chars().any(char::is_control)
}

/// Whether a file of this name is written in a format.
pub fn is_in(name: &str, format: Format) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && ending == format.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_a_file_must_not_lead_out_of_the_folder() {
        assert!(is_sound_name("fever.pdf") && is_sound_name("side-effects/fever.es.large.pdf"));
        assert!(is_sound_name("fever.fhir.json") && is_sound_name("a/fever.html") && is_sound_name("fever.txt"));
        for name in ["../fever.pdf", "/etc/fever.pdf", "a//b.pdf", ".handout/state.pdf", "fever.doc", "a\n.pdf", ""] {
            assert!(!is_sound_name(name), "{name:?}");
        }
    }
}
