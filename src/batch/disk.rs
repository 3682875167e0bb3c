//! Files of the content root, given to the pure stages through [`Assets`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::content::shown;
use crate::assets::{AssetError, Assets};
use crate::diagnostics::{Diagnostic, Source};
use crate::picture::Picture;

/// The largest picture file that is read.
const PICTURE_LIMIT: u64 = 64 << 20;

type Pictures = HashMap<String, Result<Arc<Picture>, AssetError>>;

/// The content root on disk. Pictures are decoded once.
pub struct Disk {
    root: PathBuf,
    pictures: RefCell<Pictures>,
}

impl Disk {
    /// The files below `root`.
    pub fn new(root: &Path) -> Disk {
        Disk { root: root.to_owned(), pictures: RefCell::default() }
    }

    /// The text of a file that is there.
    pub fn source(&self, path: &Path) -> Result<Arc<Source>, Box<Diagnostic>> {
        let name = shown(path);
        let bytes = self.inside(path).and_then(|path| bytes(&path).map_err(AssetError::Unreadable));
        match bytes {
            Ok(bytes) => Source::new(name, bytes),
            Err(AssetError::Missing) => Err(unreadable(&name, "the file is gone")),
            Err(AssetError::Unreadable(reason)) => Err(unreadable(&name, &reason)),
            Err(_) => Err(unreadable(&name, "it cannot be read")),
        }
    }

    /// The path itself, if it does not lead out of the root through a symbolic link.
    fn inside(&self, path: &Path) -> Result<PathBuf, AssetError> {
        let real = path.canonicalize().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => AssetError::Missing,
            _ => AssetError::Unreadable(plain(&error)),
        })?;
        let root = self.root.canonicalize().map_err(|error| AssetError::Unreadable(plain(&error)))?;
        match real.starts_with(&root) {
            true => Ok(real),
            false => Err(AssetError::Unreadable("it lies outside the content folder".to_owned())),
        }
    }

    fn decode(&self, path: &str) -> Result<Arc<Picture>, AssetError> {
        let file = self.inside(&self.root.join(path))?;
        let size = file.metadata().map_err(|error| AssetError::Unreadable(plain(&error)))?.len();
        if size > PICTURE_LIMIT {
            return Err(AssetError::Undecodable(format!("it is larger than {} MB", PICTURE_LIMIT >> 20)));
        }
        let bytes = bytes(&file).map_err(AssetError::Unreadable)?;
        Picture::decode(path, &bytes).map(Arc::new).map_err(|error| AssetError::Undecodable(error.to_string()))
    }
}

fn unreadable(name: &str, reason: &str) -> Box<Diagnostic> {
    let message = format!("`{name}` cannot be read: {reason}");
    let diagnostic =
        Diagnostic::error("unreadable", message).hint("check that the file is there and that you may read it");
    // An empty stand-in, so that the report names the file.
    Box::new(match Source::new(name, Vec::new()) {
        Ok(source) => diagnostic.at(source.span(0..0)),
        Err(_) => diagnostic,
    })
}

/// The content of a file, or the reason there is none, in plain words.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| plain(&error))?;
    // One byte past the limit is enough for the reader to say that the file is too long.
    file.take(PICTURE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| plain(&error))?;
    Ok(bytes)
}

/// What the system says, without its number.
pub fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

impl Assets for Disk {
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError> {
        if let Some(known) = self.pictures.borrow().get(path) {
            return known.clone();
        }
        let decoded = self.decode(path);
        self.pictures.borrow_mut().insert(path.to_owned(), decoded.clone());
        decoded
    }

    fn snippet(&self, path: &str) -> Result<Arc<Source>, AssetError> {
        let file = self.root.join(path);
        let bytes = bytes(&self.inside(&file)?).map_err(AssetError::Unreadable)?;
        Source::new(shown(&file), bytes).map_err(AssetError::Unsound)
    }
}
