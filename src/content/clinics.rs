//! The clinics that share a content folder: their files in its folder `sites`, and what is wrong with the names of these.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use crate::content::folders::is_article_ending;
use crate::content::names::{PACKETS, SITES, SNIPPETS, folded_name, overlay_language};
use crate::content::portable::is_device;
use crate::content::root::ContentRoot;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;
use crate::language::Language;
use crate::yaml::{Patience, similar, similar_within};

/// The word that stands for every clinic.
pub const ALL: &str = "all";
/// The longest name in bytes.
const LONGEST: usize = 64;

/// A clinic with a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clinic {
    /// Its name, which is that of its folder below the output folder: letters, digits, `-` and `_`.
    pub name: String,
    /// `sites/NAME.yaml`.
    pub file: PathBuf,
    /// `sites/NAME.LANG.yaml`, wider languages first, and by name.
    pub overlays: Vec<(Language, PathBuf)>,
}

/// The clinics of a content folder.
pub struct Clinics {
    /// Those of whose files all have sound names, by name.
    pub all: Vec<Clinic>,
    /// What is wrong with other names in the folder, by the clinic that is meant.
    pub trouble: Vec<(String, Error)>,
}

impl Clinics {
    /// Looks into the folder `sites` of a content root.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn of(root: &ContentRoot) -> Result<Clinics, Error> {
        let folder = root.path().join(SITES);
        let mut names = Vec::new();
        match std::fs::read_dir(&folder) {
            Ok(entries) => {
                for entry in entries {
                    let entry = entry.map_err(|error| Error::unreadable(&folder, error))?;
                    names.push(entry.file_name().to_string_lossy().into_owned());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::unreadable(&folder, error)),
        }
        names.retain(|name| !name.starts_with(['.', '~']) && !folder.join(name).is_dir());
        names.sort_unstable();
        Ok(Clinics::named(&folder, &names, &folders_of(root.path())?))
    }

    /// The clinics whose files in `folder` have these names. `taken` are the names, folded, of folders that articles are in.
    fn named(folder: &Path, names: &[String], taken: &BTreeSet<String>) -> Clinics {
        let mut clinics = Clinics { all: Vec::new(), trouble: Vec::new() };
        let twins = alike(names);
        let stems = names.iter().filter_map(|name| name.strip_suffix(".yaml"));
        let known: Vec<&str> = stems.filter(|stem| !stem.contains('.')).collect();
        let mut patience = Patience::of_a_file();
        let mut overlays: BTreeMap<&str, Vec<(Language, PathBuf)>> = BTreeMap::new();
        for name in names.iter().filter(is_settings) {
            let (stem, rest) = name.split_once('.').expect("it has an ending");
            let file = folder.join(name);
            let wrong = match rest == "yaml" {
                true if twins.get(&folded_name(stem)).is_some_and(|twins| twins.len() > 1) => Some((
                    "is the file of a clinic whose name another one has, letter case aside".to_owned(),
                    "rename one of the two: on many computers they would share a folder".to_owned(),
                )),
                true => wrong_name(stem, taken),
                false => wrong_overlay(name, stem, &twins, (&known, &mut patience)),
            };
            match wrong {
                Some((message, hint)) => {
                    let message = format!("`{}` {message}", display_path(&file));
                    let error = Error::new(ErrorKind::UnsoundSite, message).hint(hint);
                    clinics.trouble.push((stem.to_owned(), error));
                }
                None if rest == "yaml" => {
                    clinics.all.push(Clinic { name: stem.to_owned(), file, overlays: Vec::new() });
                }
                None => {
                    let language = overlay_language(name, &format!("{stem}.yaml"));
                    overlays.entry(stem).or_default().extend(language.map(|language| (language, file)));
                }
            }
        }
        for clinic in &mut clinics.all {
            clinic.overlays = overlays.remove(clinic.name.as_str()).unwrap_or_default();
            sort_overlays(&mut clinic.overlays);
        }
        // Without one of its files, a clinic's handouts would lack what stands there.
        let troubled = clinics.troubled();
        clinics.all.retain(|clinic| !troubled.contains(&folded_name(&clinic.name)));
        clinics
    }

    /// The clinics of these names, each once, by name; [`ALL`] stands for all of them. Those with [`Clinics::trouble_of`]
    /// are left out.
    ///
    /// # Errors
    /// When there is no clinic, or none of a name.
    pub fn choose(&self, names: &[String]) -> Result<Vec<Clinic>, Error> {
        if self.all.is_empty() && self.trouble.is_empty() {
            return Err(Error::new(
                ErrorKind::NotFound,
                "there is no file of a clinic in the content folder's `sites`",
            )
            .hint("write each clinic's settings into `sites/NAME.yaml`; what all share stays in `handout.yaml`"));
        }
        let asked: HashSet<&str> = names.iter().map(String::as_str).collect();
        let sound: HashSet<&str> = self.all.iter().map(|clinic| clinic.name.as_str()).collect();
        let troubled = self.troubled();
        for name in names.iter().filter(|name| *name != ALL) {
            if !sound.contains(name.as_str()) && !troubled.contains(&folded_name(name)) {
                let sound = self.all.iter().map(|clinic| clinic.name.as_str());
                let known: Vec<&str> = sound.chain(self.trouble.iter().map(|(meant, _)| meant.as_str())).collect();
                let hint = match similar(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the clinics are {}", known.join(", ")),
                };
                let message = format!("there is no clinic `{name}`: the content folder has no `sites/{name}.yaml`");
                return Err(Error::new(ErrorKind::NotFound, message).hint(hint));
            }
        }
        let is_asked = |clinic: &&Clinic| asked.contains(ALL) || asked.contains(clinic.name.as_str());
        Ok(self.all.iter().filter(is_asked).cloned().collect())
    }

    /// The clinic of a name.
    ///
    /// # Errors
    /// When there is none, or something is wrong with its name.
    pub fn one(mut self, name: &str) -> Result<Clinic, Error> {
        let names = [name.to_owned()];
        let mut chosen = if name == ALL { Vec::new() } else { self.choose(&names)? };
        let meant = self.trouble.iter().position(|(meant, _)| folded_name(meant) == folded_name(name));
        match (meant, chosen.pop()) {
            (Some(at), _) => Err(self.trouble.swap_remove(at).1),
            (None, Some(clinic)) => Ok(clinic),
            (None, None) => {
                Err(Error::new(ErrorKind::InvalidRequest, "a packet is made for one clinic")
                    .hint("name one: --sites NAME"))
            }
        }
    }

    /// What is wrong with the names of the files of these clinics; [`ALL`] stands for all of them.
    pub fn trouble_of(&self, names: &[String]) -> impl Iterator<Item = &(String, Error)> {
        let is_all = names.iter().any(|name| name == ALL);
        let asked: BTreeSet<String> = names.iter().map(|name| folded_name(name)).collect();
        self.trouble.iter().filter(move |(meant, _)| is_all || asked.contains(&folded_name(meant)))
    }

    /// The names, folded, of the clinics that something is wrong with.
    pub fn troubled(&self) -> BTreeSet<String> {
        self.trouble.iter().map(|(meant, _)| folded_name(meant)).collect()
    }
}

/// The name of the clinic that a file in the folder `sites` is of.
pub fn clinic_of(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str()?;
    name.split_once('.').map(|(stem, _)| stem.to_owned())
}

/// The folders at the top of a content root that articles may be in, folded.
fn folders_of(root: &Path) -> Result<BTreeSet<String>, Error> {
    let mut folders = BTreeSet::new();
    for entry in std::fs::read_dir(root).map_err(|error| Error::unreadable(root, error))? {
        let entry = entry.map_err(|error| Error::unreadable(root, error))?;
        if entry.path().is_dir() {
            folders.insert(folded_name(&entry.file_name().to_string_lossy()));
        }
    }
    Ok(folders)
}

/// Whether a name is that of a file of settings.
fn is_settings(name: &&String) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| is_article_ending(ending))
}

/// The names of clinics in the names of their files, by how they are folded: those of which letter case alone differs together.
fn alike(names: &[String]) -> BTreeMap<String, Vec<&str>> {
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names.iter().filter(is_settings) {
        if let Some((stem, "yaml")) = name.split_once('.') {
            alike.entry(folded_name(stem)).or_default().push(stem);
        }
    }
    alike
}

/// Puts overlays of one site file into the order in which they are laid over: wider languages first, and by name.
pub(super) fn sort_overlays(overlays: &mut [(Language, PathBuf)]) {
    let subtags = |language: &Language| language.tag().split('-').count();
    overlays.sort_by(|(a, at), (b, bt)| (subtags(a), at).cmp(&(subtags(b), bt)));
}

/// What is wrong with the name of a clinic, and what to do.
fn wrong_name(name: &str, taken: &BTreeSet<String>) -> Option<(String, String)> {
    let small = name.to_ascii_lowercase();
    let is_sound = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let is_reserved = small == ALL || [SITES, PACKETS, SNIPPETS].iter().any(|own| own.trim_end_matches('/') == small);
    let why = match () {
        () if name.is_empty() || !is_sound => "has a name that is more than letters a to z, digits, `-` and `_`",
        () if name.starts_with('-') => "has a name that would be taken for a flag",
        () if name.len() > LONGEST => "has a name that is too long for a folder",
        () if is_device(&small) => "has the name of a device on Windows, which no folder can have",
        () if is_reserved || small.starts_with("handout") => "has a name with a meaning of its own",
        () if taken.contains(&folded_name(name)) => {
            "has the name of a folder of articles, whose PDFs stand in a folder of that name"
        }
        () => return None,
    };
    Some((why.to_owned(), "rename it: a clinic's handouts stand in the folder of its name".to_owned()))
}

/// What is wrong with the name of a file that is not `NAME.yaml`, and what to do: a clinic that may be meant is looked for among
/// those that are known, as long as patience lasts.
fn wrong_overlay(
    name: &str,
    stem: &str,
    clinics: &BTreeMap<String, Vec<&str>>,
    (known, patience): (&[&str], &mut Patience),
) -> Option<(String, String)> {
    let own = format!("{stem}.yaml");
    if overlay_language(name, &own).is_none() {
        let message =
            "is named neither like the file of a clinic, `NAME.yaml`, nor like one for a language, `NAME.LANG.yaml`";
        let (bare, _) = name.rsplit_once('.').unwrap_or((name, ""));
        return Some((message.to_owned(), format!("rename it, perhaps to `{}.yaml`", bare.replace('.', "-"))));
    }
    if clinics.get(&folded_name(stem)).is_some_and(|twins| twins.contains(&stem)) {
        return None;
    }
    let hint = match similar_within(patience, stem, known.iter().copied()) {
        Some(near) => format!("did you mean `{}`?", name.replacen(stem, near, 1)),
        None => format!("write what holds for all its handouts into `{own}`, which may be empty"),
    };
    Some((format!("belongs to no clinic: there is no `{own}`"), hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> (Vec<String>, Vec<String>) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let taken = BTreeSet::from(["medicines".to_owned()]);
        let Clinics { all, trouble } = Clinics::named(Path::new("sites"), &names, &taken);
        let trouble = trouble.into_iter().map(|(meant, error)| format!("{meant}: {}", error.message)).collect();
        (all.into_iter().map(|clinic| clinic.name).collect(), trouble)
    }

    #[test]
    fn a_clinic_has_a_name_that_is_a_folder_anywhere() {
        let (all, trouble) = named(&["east-2.yaml", "north.es.yaml", "north.yaml", "logo.svg", "North_West.yaml"]);
        assert_eq!(all, ["east-2", "north", "North_West"]);
        assert!(trouble.is_empty(), "{trouble:?}");
        for name in
            ["con", "COM1", "all", "packets", "Medicines", "münchen", "a b", "-x", "handout", "nul", &"x".repeat(65)]
        {
            let (all, trouble) = named(&[&format!("{name}.yaml")]);
            assert!(all.is_empty() && trouble.len() == 1, "{name}: {trouble:?}");
        }
    }

    #[test]
    fn twins_and_strays_are_told_and_keep_no_other_from_being_read() {
        let (all, trouble) =
            named(&["North.yaml", "nort.es.yaml", "north.yaml", "south.yaml", "west.v2.yaml", "west.yml"]);
        assert_eq!(all, ["south"]);
        let meant: Vec<&str> = trouble.iter().filter_map(|told| told.split(':').next()).collect();
        assert_eq!(meant, ["North", "nort", "north", "west", "west"]);
        assert!(trouble[1].contains("belongs to no clinic"), "{trouble:?}");
    }

    #[test]
    fn a_clinic_one_of_whose_files_is_not_read_is_left_out() {
        for stray in ["north.v2.yaml", "north.yml", "North.es.yaml"] {
            let (all, trouble) = named(&["north.yaml", "south.yaml", stray]);
            assert_eq!((all, trouble.len()), (vec!["south".to_owned()], 1), "{stray}");
        }
    }

    #[test]
    fn a_clinic_has_its_own_overlays_wider_languages_first() {
        let names = ["north.es-US.yaml", "north.es.yaml", "north.fr.yaml", "north.yaml", "south.es.yaml", "south.yaml"];
        let names = names.map(String::from);
        let clinics = Clinics::named(Path::new("sites"), &names, &BTreeSet::new()).all;
        let tags = |clinic: &Clinic| clinic.overlays.iter().map(|(tag, _)| tag.tag().to_owned()).collect::<Vec<_>>();
        let [north, south] = clinics.as_slice() else { panic!("two clinics") };
        assert_eq!(
            (tags(north), tags(south)),
            (["es", "fr", "es-US"].map(String::from).to_vec(), vec!["es".to_owned()])
        );
        assert_eq!(south.overlays[0].1, Path::new("sites/south.es.yaml"));
    }
}
