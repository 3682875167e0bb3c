//! Files of the content root, given to the pure stages through [`Assets`], with a list of what was asked for.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::assets::{AssetError, Assets};
use crate::content::file_note::unreadable;
use crate::content::folders::{Folders, spellings};

use crate::diagnostics::{Diagnostic, SOURCE_LIMIT, Source};
use crate::foreign::LIMIT;
use crate::fs::error::{Error, io_reason};
use crate::fs::file_state::{self, Digest, Snapshot};
use crate::fs::path::display_path;
use crate::picture::meter::{Meter, PICTURES};
use crate::picture::{Encoding, Picture, PictureError};

/// The largest picture file that is read.
const PICTURE_LIMIT: u64 = 64 << 20;
/// Bytes of memory for decoded pictures, and for snippets, before they are read anew.
const KEPT: usize = 32 << 20;
/// Pixels of all pictures of one article. A JPEG that is passed on counts a quarter: it is only looked through.
const ARTICLE_PIXELS: u64 = 96 << 20;
/// Bytes of all pictures of one article.
const ARTICLE_BYTES: usize = 96 << 20;
/// How many times as much as its outline a drawing takes while its page is written. It does so wherever it stands, while
/// an image of pixels is one object of the PDF.
const DRAWING: usize = 12;

/// The files below a content root, shared by all threads. Pictures and snippets are read once, as long as there is room.
pub struct ContentFiles {
    root: PathBuf,
    /// The root with all links resolved.
    real_root: PathBuf,
    folders: Folders,
    /// Everything that was asked for; `None` for what was not there.
    snapshots: Mutex<BTreeMap<String, Option<Snapshot>>>,
    pictures: Mutex<Kept<Picture>>,
    snippets: Mutex<Kept<Source>>,
    /// What the files of pictures take on all threads until they are decoded: no more than the largest of them.
    reading: Meter,
}

type Asset<T> = Result<Arc<T>, AssetError>;

/// Assets by path below the root.
struct Kept<T> {
    /// How many bytes of memory they take.
    bytes: usize,
    assets: HashMap<String, Asset<T>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept { bytes: 0, assets: HashMap::new() }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ContentFiles {
    /// The files below `root`.
    ///
    /// # Errors
    /// When the folder is not there.
    pub fn new(root: &Path) -> Result<ContentFiles, Error> {
        let real_root = root.canonicalize().map_err(|error| Error::unopenable(root, error))?;
        Ok(ContentFiles {
            root: root.to_owned(),
            real_root,
            folders: Folders::new(root),
            snapshots: Mutex::default(),
            pictures: Mutex::default(),
            snippets: Mutex::default(),
            reading: Meter::new(PICTURE_LIMIT as usize),
        })
    }

    /// The root with all links resolved, as text.
    pub fn real_root(&self) -> String {
        self.real_root.to_string_lossy().into_owned()
    }

    /// The text of an article. `is_linked` says that a symbolic link may be on the way to it, which must not lead out of
    /// the root.
    ///
    /// # Errors
    /// When it cannot be read, or is not UTF-8.
    pub fn article(&self, path: &Path, is_linked: bool) -> Result<(Arc<Source>, Snapshot), Box<Diagnostic>> {
        let name = display_path(path);
        if is_linked {
            self.inside(path).map_err(|error| {
                let reason = match error.kind() {
                    io::ErrorKind::NotFound => "the file is gone".to_owned(),
                    _ => io_reason(&error),
                };
                Box::new(unreadable(&name, &reason))
            })?;
        }
        let (bytes, snapshot) = file_state::read(path, SOURCE_LIMIT as u64)
            .map_err(|error| Box::new(unreadable(&name, &io_reason(&error))))?;
        Ok((Source::new(name, bytes)?, snapshot))
    }

    /// Everything that was asked for, as it was read; `None` for what was not there.
    pub fn snapshots(&self) -> BTreeMap<String, Option<Snapshot>> {
        locked(&self.snapshots).clone()
    }

    /// The digest of a file that was asked for; `None` when it was not there.
    pub fn digest(&self, path: &str) -> Option<Digest> {
        locked(&self.snapshots).get(path).copied().flatten().map(|snapshot| snapshot.digest)
    }

    /// The path with all links resolved, if they do not lead out of the root.
    fn inside(&self, path: &Path) -> io::Result<PathBuf> {
        let real = path.canonicalize()?;
        match real.starts_with(&self.real_root) {
            true => Ok(real),
            false => Err(io::Error::other("it lies outside the content folder")),
        }
    }

    /// Reads a file below the root and remembers it as asked for. The first snapshot of a file is the one that is kept:
    /// should the file change during a run, the next run finds it changed.
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, AssetError> {
        let read = self.inside(&self.root.join(path)).and_then(|file| file_state::read(&file, limit));
        let snapshot = read.as_ref().ok().map(|(_, snapshot)| *snapshot);
        locked(&self.snapshots).entry(path.to_owned()).or_insert(snapshot);
        match read {
            Ok((bytes, _)) => Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(AssetError::Missing),
            Err(error) => Err(AssetError::Unreadable(io_reason(&error))),
        }
    }

    /// What `decode` makes of the file at `path`; `weight` is how many bytes of memory that takes. It is made once, and
    /// again only after everything was dropped for lack of room.
    fn asset<T>(
        &self,
        kept: &Mutex<Kept<T>>,
        path: &str,
        limit: u64,
        decode: impl FnOnce(Vec<u8>) -> Asset<T>,
        weight: impl FnOnce(&T) -> usize,
    ) -> Asset<T> {
        if let Some(known) = locked(kept).assets.get(path) {
            return known.clone();
        }
        let asset = self.read(path, limit).and_then(decode);
        let mut kept = locked(kept);
        let weight = asset.as_ref().map_or(0, |asset| weight(asset));
        if kept.bytes.saturating_add(weight) > KEPT {
            *kept = Kept::default();
        }
        kept.bytes += weight;
        kept.assets.insert(path.to_owned(), asset.clone());
        asset
    }
}

/// About how many bytes a picture takes.
fn weight(picture: &Picture) -> usize {
    match picture {
        Picture::Raster(raster) => raster.bytes(),
        Picture::Vector(vector) => vector.paths.iter().map(|path| size_of_val(path.segments.as_slice())).sum(),
        Picture::Drawing(drawing) => picture.bytes() + drawing.weight(),
    }
}

/// The content files, with a list of what one article or site file asked them for: if one of those changes, it is read
/// again.
pub struct TrackedFiles<'f> {
    files: &'f ContentFiles,
    asked: RefCell<BTreeSet<String>>,
    /// The pictures so far, each decoded once for the article whatever is kept for others.
    pictures: RefCell<HashMap<String, Asset<Picture>>>,
    pixels_left: Cell<u64>,
    bytes_left: Cell<usize>,
    /// Bytes of the snippets that stand in the article, each as often as it does.
    snippet_bytes: Cell<usize>,
    /// Bytes of the PDFs that a packet may still take in.
    pdf_bytes_left: Cell<usize>,
    /// What stands for every snippet, whatever its name; `None` where each is itself.
    only_snippet: Option<&'f str>,
}

impl<'f> TrackedFiles<'f> {
    /// Nothing was asked for yet.
    pub fn new(files: &'f ContentFiles) -> TrackedFiles<'f> {
        TrackedFiles {
            files,
            asked: RefCell::default(),
            pictures: RefCell::default(),
            pixels_left: Cell::new(ARTICLE_PIXELS),
            bytes_left: Cell::new(ARTICLE_BYTES),
            snippet_bytes: Cell::default(),
            pdf_bytes_left: Cell::new(LIMIT),
            only_snippet: None,
        }
    }

    /// A list of its own that goes on from what was asked for so far.
    pub fn fork(&self) -> TrackedFiles<'f> {
        TrackedFiles {
            files: self.files,
            asked: self.asked.clone(),
            pictures: self.pictures.clone(),
            pixels_left: self.pixels_left.clone(),
            bytes_left: self.bytes_left.clone(),
            snippet_bytes: self.snippet_bytes.clone(),
            pdf_bytes_left: self.pdf_bytes_left.clone(),
            only_snippet: self.only_snippet,
        }
    }

    /// The same, with the snippet at one path in place of every snippet.
    pub fn with_snippet(files: &'f ContentFiles, path: &'f str) -> TrackedFiles<'f> {
        TrackedFiles { only_snippet: Some(path), ..TrackedFiles::new(files) }
    }

    /// The bytes of a PDF of the clinic's own. They are not kept: they are large, and asked for once.
    pub fn pdf(&self, path: &str) -> Result<Vec<u8>, AssetError> {
        let bytes = self.find(path, |path| self.files.read(path, LIMIT as u64))?;
        let left = self.pdf_bytes_left.get().checked_sub(bytes.len());
        self.pdf_bytes_left.set(left.unwrap_or(0));
        let too_large = || format!("with it the PDFs of this packet are larger than {} MB", LIMIT >> 20);
        left.map(|_| bytes).ok_or_else(|| AssetError::Unreadable(too_large()))
    }

    /// The path below the root, as it is on disk, of a file that was asked for.
    pub fn name_on_disk(&self, path: &str) -> String {
        self.files.folders.name_on_disk(path).unwrap_or_else(|| path.to_owned())
    }

    /// What `read` gives for a path or, where nothing is there, for the same name in other characters. The name that is on
    /// disk is remembered as asked for; of a file that is not there, all names under which it may appear.
    fn find<T>(&self, path: &str, read: impl Fn(&str) -> Result<T, AssetError>) -> Result<T, AssetError> {
        let found = read(path);
        let is_missing = matches!(found, Err(AssetError::Missing));
        let other = if is_missing { self.files.folders.name_on_disk(path) } else { None };
        if let Some(other) = other.filter(|other| other != path) {
            let found = read(&other);
            self.asked.borrow_mut().insert(other);
            return found;
        }
        let names = if is_missing { spellings(path) } else { vec![path.to_owned()] };
        self.asked.borrow_mut().extend(names);
        found
    }

    /// Pays for a picture of the article, where it stands first or once more.
    fn pay(&self, picture: Arc<Picture>, is_first: bool) -> Asset<Picture> {
        let (pixels, bytes) = match &*picture {
            Picture::Raster(_) if !is_first => (0, 0),
            Picture::Raster(raster) => {
                let pixels = u64::from(raster.width) * u64::from(raster.height);
                let is_passed_on = raster.color.encoding == Encoding::Jpeg;
                (if is_passed_on { pixels / 4 } else { pixels }, weight(&picture))
            }
            Picture::Vector(_) => (0, weight(&picture).saturating_mul(DRAWING)),
            // Written once, wherever it stands.
            Picture::Drawing(_) if !is_first => (0, 0),
            Picture::Drawing(drawing) => {
                let rasters = drawing.rasters();
                let pixels = rasters.iter().map(|raster| u64::from(raster.width) * u64::from(raster.height)).sum();
                (pixels, drawing.weight().saturating_mul(DRAWING).saturating_add(picture.bytes()))
            }
        };
        let (pixels, bytes) = (self.pixels_left.get().checked_sub(pixels), self.bytes_left.get().checked_sub(bytes));
        self.pixels_left.set(pixels.unwrap_or(0));
        self.bytes_left.set(bytes.unwrap_or(0));
        if pixels.is_some() && bytes.is_some() {
            return Ok(picture);
        }
        Err(too_large_together())
    }

    /// Whether a picture has pixels, by its name, and no pixel of the article's is left: it need not be decoded to be refused.
    fn is_beyond_what_is_left(&self, path: &str) -> bool {
        let ending = Path::new(path).extension().unwrap_or_default();
        self.pixels_left.get() == 0 && ["png", "jpg", "jpeg"].iter().any(|it| ending.eq_ignore_ascii_case(it))
    }

    /// How many bytes its pictures and snippets add to an article.
    pub fn added_bytes(&self) -> usize {
        ARTICLE_BYTES - self.bytes_left.get() + self.snippet_bytes.get()
    }

    /// The text of another file of the same form, such as an original: nothing of it stands in the article.
    pub fn text(&self, path: &str) -> Result<Arc<Source>, AssetError> {
        let path = self.only_snippet.unwrap_or(path);
        let read = |path: &str, bytes| {
            Source::new(display_path(&self.files.root.join(path)), bytes).map_err(AssetError::Unsound)
        };
        self.find(path, |path| {
            let read = |bytes| read(path, bytes);
            self.files.asset(&self.files.snippets, path, SOURCE_LIMIT as u64, read, |source| source.text.len())
        })
    }

    /// What was asked for, by path, with the digest of its content; none for what was not there.
    pub fn into_inputs(self) -> Vec<(String, Option<Digest>)> {
        self.inputs()
    }

    /// The same so far.
    pub fn inputs(&self) -> Vec<(String, Option<Digest>)> {
        self.asked.borrow().iter().map(|path| (path.clone(), self.files.digest(path))).collect()
    }
}

fn too_large_together() -> AssetError {
    AssetError::Undecodable(PictureError {
        message: "with it the pictures of this article are too large together".to_owned(),
        hint: Some("scale its pictures down; 2000 pixels are plenty for a page's width".to_owned()),
    })
}

impl Assets for TrackedFiles<'_> {
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError> {
        let decode = |path: &str, bytes: Vec<u8>| {
            if bytes.len() as u64 > PICTURE_LIMIT {
                return Err(AssetError::Undecodable(PictureError {
                    message: format!("it is larger than {} MB", PICTURE_LIMIT >> 20),
                    hint: Some("scale it down; 2000 pixels are plenty for a page's width".to_owned()),
                }));
            }
            let _share = PICTURES.take(Picture::cost(&bytes));
            Picture::decode(path, &bytes).map(Arc::new).map_err(AssetError::Undecodable)
        };
        if let Some(known) = self.pictures.borrow().get(path) {
            return known.clone().and_then(|picture| self.pay(picture, false));
        }
        if self.is_beyond_what_is_left(path) {
            self.asked.borrow_mut().insert(path.to_owned());
            return Err(too_large_together());
        }
        let picture = self.find(path, |path| {
            let length = std::fs::metadata(self.files.root.join(path)).map_or(0, |file| file.len().min(PICTURE_LIMIT));
            let _reading = self.files.reading.take(length as usize);
            self.files.asset(&self.files.pictures, path, PICTURE_LIMIT, |bytes| decode(path, bytes), weight)
        });
        self.pictures.borrow_mut().insert(path.to_owned(), picture.clone());
        picture.and_then(|picture| self.pay(picture, true))
    }

    fn snippet(&self, path: &str) -> Result<Arc<Source>, AssetError> {
        let snippet = self.text(path)?;
        self.snippet_bytes.set(self.snippet_bytes.get().saturating_add(snippet.text.len()));
        Ok(snippet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_included_adds_to_an_article_and_an_original_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.yaml"), "text").expect("a file");
        let files = ContentFiles::new(folder.path()).expect("a root");
        let tracked = TrackedFiles::new(&files);
        assert_eq!(tracked.text("a.yaml").map(|source| source.text.len()), Ok(4));
        assert_eq!(tracked.added_bytes(), 0);
        (0..3).for_each(|_| drop(tracked.snippet("a.yaml")));
        assert_eq!(tracked.added_bytes(), 12);
        assert_eq!(tracked.snippet("b.yaml"), Err(AssetError::Missing));
        assert_eq!(tracked.fork().added_bytes(), 12);
    }

    /// A drawing is written wherever it stands, pixels are written once.
    #[test]
    fn pictures_of_an_article_are_bounded_together() {
        let folder = tempfile::tempdir().expect("a folder");
        let line = "L1 1L9 9".repeat(20_000);
        let drawing =
            format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0{line}'/></svg>");
        std::fs::write(folder.path().join("a.svg"), drawing).expect("a file");
        let mut photograph = Vec::new();
        let pixels = image::GrayImage::new(3000, 2000);
        pixels.write_with_encoder(image::codecs::png::PngEncoder::new(&mut photograph)).expect("a picture");
        std::fs::write(folder.path().join("a.png"), photograph).expect("a file");
        let files = ContentFiles::new(folder.path()).expect("a root");
        let tracked = TrackedFiles::new(&files);
        assert!((0..1000).all(|_| tracked.picture("a.png").is_ok()));
        let drawn = (0..1000).take_while(|_| tracked.picture("a.svg").is_ok()).count();
        assert!((2..20).contains(&drawn), "{drawn}");
        let Err(AssetError::Undecodable(error)) = tracked.picture("a.svg") else { panic!("too much") };
        assert_eq!(error.message, "with it the pictures of this article are too large together");
        assert!(TrackedFiles::new(&files).picture("a.svg").is_ok(), "another article");
        // Once no pixel is left, none is decoded any more: this one could not be.
        std::fs::write(folder.path().join("b.PNG"), "no picture").expect("a file");
        let message = |tracked: &TrackedFiles| match tracked.picture("b.PNG") {
            Err(AssetError::Undecodable(error)) => error.message,
            _ => panic!("it is refused"),
        };
        let spent = TrackedFiles::new(&files);
        spent.pixels_left.set(0);
        assert_eq!(message(&spent), error.message);
        assert!(message(&TrackedFiles::new(&files)).contains("PNG"));
    }
}
