//! A file written where the user says: only over what handout wrote itself, and never over what it is made of.

use std::path::{Component, Path, PathBuf};

use crate::content::names::folded_name;
use crate::fs::atomic;
use crate::fs::cancel::CancelFlag;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::ordinary;
use crate::fs::path::{display_path, parent_folder};
use crate::fs::temporary::Readers;
use crate::output::found::{Found, LIMIT};
use crate::output::manifest;

/// Checks that the file is not one that a build made and lists in its manifest: a packet for one patient must not replace
/// what everybody gets.
///
/// # Errors
/// When it is.
pub fn check_not_listed(target: &Path) -> Result<(), Error> {
    let Some(name) = target.file_name() else { return Ok(()) };
    let folder = real_folder(target);
    for output in folder.ancestors().filter(|output| output.join(manifest::NAME).is_file()) {
        let Ok(known) = manifest::open(output) else { continue };
        let below = folder.strip_prefix(output).unwrap_or(&folder).join(name);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let pdf = folded_name(&parts.join("/"));
        if known.entries().any(|entry| folded_name(&entry.pdf) == pdf) {
            let message = format!("`{}` is a PDF of the last build, listed in its manifest", display_path(target));
            return Err(Error::new(ErrorKind::Conflict, message).hint(OTHER_NAME));
        }
    }
    Ok(())
}

/// What to do where a packet cannot be.
const OTHER_NAME: &str = "choose another name for this packet: -o going-home-today.pdf";

/// Checks that the file is none of those that it is made of.
///
/// # Errors
/// When it is one of them, by whatever name.
pub fn check_no_input<'p>(target: &Path, inputs: impl IntoIterator<Item = &'p Path>) -> Result<(), Error> {
    let Ok(real) = target.canonicalize() else { return Ok(()) };
    let is_same = |input: &Path| input.canonicalize().is_ok_and(|input| input == real || is_one_file(&input, &real));
    if inputs.into_iter().any(is_same) {
        let message = format!("`{}` is a file that this packet is made of", display_path(target));
        return Err(Error::new(ErrorKind::Conflict, message).hint(OTHER_NAME));
    }
    Ok(())
}

/// Checks that the file does not lie in the content folder, which holds what somebody wrote. Who works in that folder may
/// write to it.
///
/// # Errors
/// When it does.
pub fn check_not_in_content(target: &Path, root: &Path) -> Result<(), Error> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let root = real(root);
    let is_at_work_there = std::env::current_dir().is_ok_and(|here| real(&here).starts_with(&root));
    if is_at_work_there || !real_folder(target).starts_with(&root) {
        return Ok(());
    }
    let message =
        format!("`{}` would lie in the content folder, among what handouts are made of", display_path(target));
    Err(Error::new(ErrorKind::Conflict, message).hint("write it elsewhere: -o going-home-today.pdf"))
}

/// What a file is that stands where another is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Of the kind that is to be written, as handout wrote it: it may be replaced.
    Replaceable,
    /// Written by handout, and of another kind, such as `a handout, not a packet`: who looks for it there must go on finding it.
    OtherKind(&'static str),
    /// Somebody else's, or changed since handout wrote it.
    NotOurs,
}

/// Checks that nothing of anybody's would be lost: no file is there, or an empty one, or one that may be replaced, as `kind`
/// says of its bytes.
///
/// # Errors
/// When something else is there.
pub fn check_replaceable(target: &Path, kind: impl Fn(&[u8]) -> FileKind) -> Result<(), Error> {
    let kind = match Found::at(target) {
        Found::Nothing => FileKind::Replaceable,
        Found::Other => FileKind::NotOurs,
        Found::Unknown(error) => return Err(Error::unwritable(target, error)),
        Found::File(_) => match ordinary::read(target, LIMIT) {
            Ok(bytes) if bytes.iter().all(|&byte| byte == 0) => FileKind::Replaceable,
            Ok(bytes) => kind(&bytes),
            Err(_) => FileKind::NotOurs,
        },
    };
    let what = match kind {
        FileKind::Replaceable => return Ok(()),
        FileKind::OtherKind(what) => what,
        FileKind::NotOurs => "not as handout wrote it, or not its own",
    };
    let message = format!("`{}` is there already, and is {what}", display_path(target));
    Err(Error::new(ErrorKind::Conflict, message).hint("choose another name, or replace it with `--force`"))
}

/// Where a path leads once the folders on it are made: behind one that is not there yet, `..` leads back to the one above.
/// What is checked and what is written is one and the same place then. Other paths stay as they are.
pub fn place(target: &Path) -> PathBuf {
    let leads_up = target.components().any(|part| part == Component::ParentDir);
    match target.file_name().filter(|_| leads_up) {
        Some(name) => real_folder(target).join(name),
        None => target.to_owned(),
    }
}

/// Writes the file whole or not at all, with the folders above it. Returns `false` when the run is cancelled first.
///
/// # Errors
/// When it cannot be written.
pub fn write(target: &Path, bytes: &[u8], readers: Readers, cancel: &CancelFlag) -> Result<bool, Error> {
    atomic::write_unless_cancelled(target, bytes, readers, cancel)
}

/// The folder that a file is to stand in, links resolved as far as it is there.
fn real_folder(target: &Path) -> PathBuf {
    let folder = parent_folder(target);
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    for above in absolute.ancestors() {
        if let Ok(real) = above.canonicalize() {
            let rest = absolute.strip_prefix(above).expect("it lies above");
            return rest.components().fold(real, step);
        }
    }
    absolute
}

/// The folder that one more part of a path leads to. What is not there yet will be no link.
fn step(mut folder: PathBuf, part: Component) -> PathBuf {
    match part {
        Component::ParentDir => {
            folder.pop();
        }
        Component::Normal(name) => folder.push(name),
        Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
    }
    folder
}

/// Whether two names are of one file.
#[cfg(unix)]
fn is_one_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |path: &Path| path.metadata().ok().map(|found| (found.dev(), found.ino()));
    number(one).is_some_and(|one| number(other) == Some(one))
}

#[cfg(not(unix))]
fn is_one_file(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_known_by_any_of_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("scan.pdf"), "scan").unwrap();
        std::fs::hard_link(path("scan.pdf"), path("same.pdf")).unwrap();
        std::fs::write(path("other.pdf"), "scan").unwrap();
        let check = |target: &str| check_no_input(&path(target), [path("./scan.pdf").as_path()]);
        assert!(check("scan.pdf").is_err() && check("same.pdf").is_err());
        assert!(check("other.pdf").is_ok() && check("new.pdf").is_ok());
    }

    #[test]
    fn only_what_is_nobodys_work_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("empty.pdf"), "").unwrap();
        std::fs::write(path("mine.pdf"), "%PDF-1.7 mine").unwrap();
        std::fs::write(path("own.pdf"), "%PDF-1.7 own").unwrap();
        std::fs::write(path("other.pdf"), "%PDF-1.7 other").unwrap();
        let kind = |bytes: &[u8]| match bytes {
            _ if bytes.ends_with(b"own") => FileKind::Replaceable,
            _ if bytes.ends_with(b"other") => FileKind::OtherKind("a handout, not a packet"),
            _ => FileKind::NotOurs,
        };
        let check = |path: &Path| check_replaceable(path, kind);
        assert!(["new.pdf", "empty.pdf", "own.pdf"].iter().all(|name| check(&path(name)).is_ok()));
        assert!(check(&path("mine.pdf")).is_err() && check(folder.path()).is_err());
        let told = check(&path("other.pdf")).unwrap_err().message;
        assert!(told.ends_with("is there already, and is a handout, not a packet"), "{told}");
    }

    #[test]
    fn a_path_up_from_a_folder_that_is_not_there_leads_to_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        std::fs::write(real.join("mine.pdf"), "%PDF-1.7 mine").unwrap();
        let target = place(&folder.path().join("new/../mine.pdf"));
        assert_eq!(target, real.join("mine.pdf"));
        assert!(check_replaceable(&target, |_| FileKind::NotOurs).is_err());
        assert!(check_no_input(&target, [real.join("mine.pdf").as_path()]).is_err());
        assert_eq!(place(Path::new("a/./b.pdf")), Path::new("a/./b.pdf"));
    }

    #[test]
    fn a_folder_that_is_not_there_yet_is_placed_below_the_ones_that_are() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        assert_eq!(real_folder(&folder.path().join("a/b/p.pdf")), real.join("a/b"));
        assert_eq!(real_folder(&folder.path().join("a/../content/p.pdf")), real.join("content"));
    }
}
