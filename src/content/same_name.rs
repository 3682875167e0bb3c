//! Names in the content folder that are one name on many computers: letter case does not count there, nor the form of accents.

use std::cmp::Ordering;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::content::folders::composed;
use crate::content::names::folded_name;

/// What stands in the way of a new file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Room {
    /// Nothing: it can be here, in the folders as they are really called.
    Free(PathBuf),
    /// This has its name, or one that is the same on many computers.
    Taken(PathBuf),
    /// A folder on the way to it is there, with other capital letters: the path that would be meant, below the root.
    OtherCapitals(String),
}

/// Looks for room for a file below `root`, whose folders and name stand in `id`, with the first of several `endings`.
///
/// # Errors
/// When a folder cannot be read.
pub fn room_for(root: &Path, id: &str, endings: &[&str]) -> io::Result<Room> {
    let (folders, name) = id.rsplit_once('/').unwrap_or(("", id));
    let (mut own, mut alike) = (root.to_owned(), vec![root.to_owned()]);
    let (mut meant, mut has_other_capitals) = (String::new(), false);
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        let nearest = entries_like(&own, part)?.into_iter().find(|entry| entry.path.is_dir());
        has_other_capitals |= nearest.as_ref().is_some_and(|entry| entry.likeness == Likeness::Folded);
        let called = nearest.map_or_else(|| part.to_owned(), |entry| entry.name);
        meant = format!("{meant}{called}/");
        own.push(called);
        let mut inner = Vec::new();
        for folder in &alike {
            inner.extend(entries_like(folder, part)?.into_iter().map(|entry| entry.path));
        }
        alike = inner;
    }
    for folder in &alike {
        let mut there = Vec::new();
        for ending in endings {
            there.extend(entries_like(folder, &format!("{name}.{ending}"))?);
        }
        if let Some(nearest) = there.into_iter().min() {
            return Ok(Room::Taken(nearest.path));
        }
    }
    Ok(match has_other_capitals {
        true => Room::OtherCapitals(format!("{meant}{name}")),
        false => {
            let ending = endings.first().expect("whoever asks names an ending");
            Room::Free(own.join(format!("{name}.{ending}")))
        }
    })
}

/// How near the name of an entry comes to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// It is the same.
    Same,
    /// Its accents have another form.
    Composed,
    /// Its capital letters are others.
    Folded,
}

/// An entry of a folder.
#[derive(PartialEq, Eq)]
struct Entry {
    likeness: Likeness,
    name: String,
    path: PathBuf,
}

impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> Ordering {
        (self.likeness, &self.name).cmp(&(other.likeness, &other.name))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The entries of a folder whose names are this one on many computers, the nearest first; none where there is no such folder.
fn entries_like(folder: &Path, name: &str) -> io::Result<Vec<Entry>> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = match fs::read_dir(here) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        entries => entries?,
    };
    let mut alike = Vec::new();
    for entry in entries {
        // What is no text is like no name that is typed.
        let Ok(there) = entry?.file_name().into_string() else { continue };
        let likeness = match () {
            () if there == name => Likeness::Same,
            () if composed(&there) == composed(name) => Likeness::Composed,
            () if folded_name(&there) == folded_name(name) => Likeness::Folded,
            () => continue,
        };
        alike.push(Entry { likeness, path: folder.join(&there), name: there });
    }
    alike.sort();
    Ok(alike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_by_one_that_is_the_same_on_other_computers() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/cafe\u{301}")).unwrap();
        fs::write(root.join("a/0.yaml"), "").unwrap();
        fs::write(root.join("a/Rest.YML"), "").unwrap();
        let room = |id: &str| room_for(root, id, &["yaml", "yml"]).unwrap();
        let taken = |name: &str| Room::Taken(root.join(name));
        let free = |name: &str| Room::Free(root.join(name));
        assert_eq!((room("a/0"), room("A/0")), (taken("a/0.yaml"), taken("a/0.yaml")));
        assert_eq!(room("a/rest"), taken("a/Rest.YML"));
        assert_eq!((room("A/1"), room("a/1")), (Room::OtherCapitals("a/1".to_owned()), free("a/1.yaml")));
        assert_eq!(room("a/caf\u{e9}/1"), free("a/cafe\u{301}/1.yaml"));
        assert_eq!(room("A/b/1"), Room::OtherCapitals("a/b/1".to_owned()));
        assert_eq!((room("b/c/1"), room("1")), (free("b/c/1.yaml"), free("1.yaml")));
    }

    /// Where a disk tells letter case, there may be folders of both names.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_of_the_very_name_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("A")).unwrap();
        fs::create_dir(root.join("a")).unwrap();
        fs::write(root.join("a/0.yaml"), "").unwrap();
        let room = |id: &str| room_for(root, id, &["yaml", "yml"]).unwrap();
        assert_eq!((room("A/0"), room("A/1")), (Room::Taken(root.join("a/0.yaml")), Room::Free(root.join("A/1.yaml"))));
        fs::write(root.join("A/0.yml"), "").unwrap();
        fs::write(root.join("a/0.Yaml"), "").unwrap();
        assert_eq!(room("A/0"), Room::Taken(root.join("A/0.yml")));
        assert_eq!(room("a/0"), Room::Taken(root.join("a/0.yaml")));
    }

    /// Of files with one name on other computers, the one of the very name is told, whichever of the endings it has.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_of_the_very_name_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("Rest.yaml"), "").unwrap();
        fs::write(root.join("rest.yml"), "").unwrap();
        let room = |id: &str| room_for(root, id, &["yaml", "yml"]).unwrap();
        assert_eq!(room("rest"), Room::Taken(root.join("rest.yml")));
        assert_eq!(room("Rest"), Room::Taken(root.join("Rest.yaml")));
    }
}
