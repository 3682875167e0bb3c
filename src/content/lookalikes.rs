//! Files whose names are nearly those of articles: some are passed over, some are copies. An author is told of both, as a
//! file that is not read looks just like one that is.

use crate::content::file_note::at_top;
use crate::content::language_names;
use crate::diagnostics::{Code, Diagnostic};
use crate::language::Language;

/// What editors leave beside a file of their own accord. Nobody takes it for an article.
const BACKUPS: [&str; 8] = ["~", ".bak", ".orig", ".rej", ".swp", ".swo", ".tmp", ".part"];
/// What programs write before the name of a copy.
const COPY_BEFORE: [&str; 5] = ["copy of ", "copia de ", "kopie von ", "copie de ", "backup of "];
/// What programs and people write behind it. A number may follow.
const COPY_BEHIND: [&str; 14] = [
    "copy",
    "copia",
    "kopie",
    "copie",
    "kopia",
    "cópia",
    "old",
    "backup",
    "bak",
    "orig",
    "original",
    "final",
    "sync-conflict",
    "conflict",
];

/// That a file is not read for its name's sake; `None` for one that nobody would take for an article. `shown` is its path
/// as messages have it.
pub fn passed_over(name: &str, shown: &str) -> Option<Diagnostic> {
    let small = name.to_lowercase();
    let note =
        |message: String, hint: String| Some(at_top(shown, Diagnostic::new(Code::PassedOver, message).hint(hint)));
    if let Some(opened) = name.strip_prefix("~$") {
        let is_near = small.contains(".yaml") || small.contains(".yml");
        let message = format!("`{name}` is not read: another program keeps it there while `{opened}` is open");
        return is_near
            .then(|| note(message, "close that file in the other program, or remove this one".to_owned()))?;
    }
    if BACKUPS.iter().any(|backup| small.ends_with(backup)) {
        return None;
    }
    if is_site_name(name) {
        let message = format!("`{name}` is not read: site files are called `handout.yaml` and `handout.LANG.yaml`");
        return note(message, site_name_hint(&small));
    }
    let stem = stem_of_near_name(&small)?;
    let right = format!("{}.yaml", name.get(..stem.len()).unwrap_or(stem));
    let message = format!("`{name}` is not read: its name does not end in `.yaml`");
    let is_of_another_program =
        small[stem.len()..].trim_start_matches(".yaml").trim_start_matches(".yml").starts_with('.');
    let hint = if small.ends_with(".txt") {
        format!("rename it to `{right}`; Windows shows the `.txt` only if names are shown in full")
    } else if is_of_another_program {
        format!("if it is an article, save it as plain text under the name `{right}`")
    } else {
        format!("rename it to `{right}`")
    };
    note(message, hint)
}

/// What a file is to be called that is named like a site file.
fn site_name_hint(small: &str) -> String {
    let stem = small.rsplit_once('.').map_or(small, |(stem, _)| stem);
    let language = stem.strip_prefix("handout.").map(|suffix| language_names::tag_of(suffix).unwrap_or(suffix.into()));
    match language {
        Some(tag) if Language::parse(&tag).is_some() => format!("rename it to `handout.{tag}.yaml`"),
        None if stem == "handout" => "rename it to `handout.yaml`".to_owned(),
        _ => "give an article a name that does not begin with `handout`".to_owned(),
    }
}

/// What stands before the ending of a name that nearly has the ending of an article.
fn stem_of_near_name(small: &str) -> Option<&str> {
    for ending in [".yaml", ".yml"] {
        // `fever.yaml.txt`, `fever.yaml (1)`, `fever.yaml `.
        if let Some((stem, rest)) = small.split_once(ending).filter(|(stem, rest)| !stem.is_empty() && !rest.is_empty())
        {
            return (!rest.starts_with(|c: char| c.is_alphabetic())).then_some(stem);
        }
    }
    let (stem, ending) = small.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let is_misspelt = ending == "ylm" || strsim::osa_distance(ending, "yaml") == 1;
    is_misspelt.then_some(stem)
}

/// The name, without ending, that a copy was made of, if this name is one that programs and people give to copies.
/// Whether it is a copy is for its neighbours to say.
pub fn copied_from(stem: &str) -> Option<String> {
    let small = stem.to_lowercase();
    if let Some(before) = COPY_BEFORE.iter().find(|before| small.starts_with(**before)) {
        return stem.get(before.len()..).map(str::to_owned);
    }
    // `fever (1)`, `fever (copy 2)`, `fever (Ana's conflicted copy 2026-11-01)`.
    if let Some(open) = stem.strip_suffix(')').and_then(|_| stem.rfind('(')) {
        let inside = stem[open + 1..].trim_end_matches(')').to_lowercase();
        let is_copy = inside.chars().all(|c| c.is_ascii_digit()) || inside.split([' ', '-']).any(is_copy_word);
        return is_copy.then(|| stem[..open].trim_end().to_owned());
    }
    // `fever - Copy`, `fever copy 2`, `fever_old`, `fever 2`.
    let unnumbered = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Some(base) = unnumbered.strip_suffix(' ').filter(|_| unnumbered.len() < stem.len()) {
        let word = base.rsplit([' ', '-', '_', '.']).next().unwrap_or(base);
        let is_copy = is_copy_word(&word.to_lowercase());
        return Some(trimmed(if is_copy { &base[..base.len() - word.len()] } else { base }));
    }
    if let Some(at) = small.find(".sync-conflict-").filter(|at| stem.is_char_boundary(*at)) {
        return Some(stem[..at].to_owned());
    }
    let word = stem.rsplit([' ', '-', '_', '.']).next().filter(|word| word.len() < stem.len())?;
    is_copy_word(&word.to_lowercase()).then(|| trimmed(&stem[..stem.len() - word.len()]))
}

fn is_copy_word(word: &str) -> bool {
    COPY_BEHIND.contains(&word) || word == "conflicted"
}

fn trimmed(stem: &str) -> String {
    stem.trim_end_matches([' ', '-', '_', '.']).to_owned()
}

/// Whether a name is, or looks like, that of a site file.
pub fn is_site_name(name: &str) -> bool {
    let small = name.to_lowercase();
    name.starts_with("handout") && name.ends_with(".yaml")
        || small.starts_with("handout.") && (small.ends_with(".yaml") || small.ends_with(".yml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_nearly_are_those_of_articles_are_told_with_the_right_one() {
        let hint = |name: &str| passed_over(name, name).and_then(|note| note.hint).unwrap_or_default();
        for name in ["Fever.yaml.txt", "Fever.ymal", "Fever.yml.docx", "Fever.yaml ", "Fever.yam", "Fever.yaml (1)"] {
            assert!(hint(name).contains("`Fever.yaml`"), "{name}: {}", hint(name));
        }
        assert!(hint("Handout.YAML").contains("`handout.yaml`"));
        assert!(hint("handout.es.yml").contains("`handout.es.yaml`"));
        assert!(hint("handout.chinese.yaml").contains("`handout.zh.yaml`"));
        assert!(hint("handout-guide.yaml").contains("does not begin with"));
        assert!(hint("~$fever.yaml").contains("close that file"));
        for name in
            ["fever.txt", "logo.svg", "fever.yaml~", "fever.yaml.bak", "page.xml", "~$letter.docx", "yaml", ".yaml"]
        {
            assert_eq!(hint(name), "", "{name}");
        }
    }

    #[test]
    fn copies_are_known_by_their_names() {
        for copy in [
            "fever (copy)",
            "fever (1)",
            "fever - Copy",
            "fever copy",
            "fever copy 2",
            "fever 2",
            "Copy of fever",
            "fever_old",
            "fever-backup",
            "fever (Ana's conflicted copy 2026-11-01)",
            "fever.sync-conflict-20261101-101010-ABC",
        ] {
            assert_eq!(copied_from(copy).as_deref(), Some("fever"), "{copy}");
        }
        for name in ["fever", "chemo-2", "dose.weekly", "fever (children)", "2"] {
            assert_eq!(copied_from(name), None, "{name}");
        }
    }
}
