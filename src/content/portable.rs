//! Names that Linux and macOS take and Windows does not: a content folder is often cloned, copied or shared over a network to a
//! computer where they cannot be.

/// Names of devices on Windows, whatever ending they have. Two kinds more have a number.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// What no name on Windows can have in it; `/` parts names.
const UNFIT: [char; 8] = ['<', '>', ':', '"', '\\', '|', '?', '*'];

/// Whether Windows takes a name, in small letters and without ending, for that of a device: `con`, `lpt1`.
pub fn is_device(name: &str) -> bool {
    let numbered = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    let is_number =
        |rest: &str| matches!(rest, "¹" | "²" | "³") || rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit();
    DEVICES.contains(&name) || numbered.is_some_and(is_number)
}

/// Why a path, its parts behind `/`, cannot be on Windows: what is wrong with its first part that is no name there.
pub fn unfit_on_windows(path: &str) -> Option<String> {
    path.split('/').find_map(|part| {
        let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_lowercase();
        if is_device(&stem) {
            return Some(format!("`{part}` is the name of a device on Windows, and no name of a file"));
        }
        if let Some(unfit) = part.chars().find(|c| UNFIT.contains(c)) {
            return Some(format!("`{part}` has a `{unfit}`, which no name of a file has on Windows"));
        }
        let end = part.chars().next_back().filter(|end| matches!(end, '.' | ' '))?;
        let end = if end == '.' { "a full stop" } else { "a space" };
        Some(format!("`{part}` ends in {end}, which no name does on Windows"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_does_not_take_are_known() {
        for (path, named) in [
            ("con.yaml", Some("con.yaml")),
            ("a/AUX.es.yaml", Some("AUX.es.yaml")),
            ("lpt1/fever.yaml", Some("lpt1")),
            ("com².yaml", Some("com².yaml")),
            ("what?.yaml", Some("what?.yaml")),
            ("skin. /rash.yaml", Some("skin. ")),
            ("skin./rash.yaml", Some("skin.")),
            ("console.yaml", None),
            ("com10.yaml", None),
            ("contact/com.yaml", None),
            ("fever (old).yaml", None),
            ("fièvre.yaml", None),
        ] {
            let found = unfit_on_windows(path);
            assert_eq!(found.is_some(), named.is_some(), "{path}: {found:?}");
            if let (Some(found), Some(named)) = (&found, named) {
                assert!(found.starts_with(&format!("`{named}`")), "{found}");
            }
        }
    }
}
