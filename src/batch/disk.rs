//! Files of the content root, given to the pure stages through [`Assets`], with a record of what was asked for.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::content::shown;
use super::error::Error;
use super::meter::Meter;
use super::stamp::{self, Digest, Seen};
use crate::assets::{AssetError, Assets};
use crate::diagnostics::{Diagnostic, SOURCE_LIMIT, Source};
use crate::foreign::LIMIT;
use crate::picture::{Encoding, MOST_COST, Picture, PictureError};

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

/// The content root on disk, shared by all threads. Pictures and snippets are read once, as long as there is room.
pub struct Disk {
    root: PathBuf,
    real_root: PathBuf,
    seen: Mutex<BTreeMap<String, Option<Seen>>>,
    pictures: Mutex<Kept<Picture>>,
    snippets: Mutex<Kept<Source>>,
    /// What the files of pictures take on all threads, before they are decoded.
    reading: Meter,
    /// What decoding pictures takes on all threads.
    decoding: Meter,
}

type Asset<T> = Result<Arc<T>, AssetError>;

/// Assets by path, and how many bytes they take.
struct Kept<T> {
    bytes: usize,
    assets: HashMap<String, Asset<T>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Disk {
    /// The files below `root`.
    pub fn new(root: &Path) -> Result<Disk, Error> {
        let real_root = root
            .canonicalize()
            .map_err(|error| Error::new(format!("`{}` cannot be opened: {}", shown(root), plain(&error))))?;
        Ok(Disk {
            root: root.to_owned(),
            real_root,
            seen: Mutex::default(),
            pictures: Mutex::new(Kept { bytes: 0, assets: HashMap::new() }),
            snippets: Mutex::new(Kept { bytes: 0, assets: HashMap::new() }),
            reading: Meter::new(PICTURE_LIMIT as usize * 2),
            decoding: Meter::new(MOST_COST),
        })
    }

    /// The root as it is really called.
    pub fn real_root(&self) -> String {
        self.real_root.to_string_lossy().into_owned()
    }

    /// The text of an article; `linked` when a symbolic link is on the way to it.
    pub fn article(&self, path: &Path, linked: bool) -> Result<(Arc<Source>, Seen), Box<Diagnostic>> {
        let name = shown(path);
        let within = if linked { self.inside(path).map(drop) } else { Ok(()) };
        within.map_err(reason).and_then(|()| stamp::read(path, SOURCE_LIMIT as u64)).map_or_else(
            |reason| Err(unreadable(&name, &reason)),
            |(bytes, seen)| Source::new(name.as_str(), bytes).map(|source| (source, seen)),
        )
    }

    /// Everything that was asked for and how it was seen; `None` for what was not there.
    pub fn seen(&self) -> BTreeMap<String, Option<Seen>> {
        locked(&self.seen).clone()
    }

    /// The content of what was asked for.
    pub fn digest(&self, path: &str) -> Option<Digest> {
        locked(&self.seen).get(path).copied().flatten().map(|seen| seen.digest)
    }

    /// The path itself, if it does not lead out of the root through a symbolic link.
    fn inside(&self, path: &Path) -> Result<PathBuf, AssetError> {
        let real = path.canonicalize().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => AssetError::Missing,
            _ => AssetError::Unreadable(plain(&error)),
        })?;
        match real.starts_with(&self.real_root) {
            true => Ok(real),
            false => Err(AssetError::Unreadable("it lies outside the content folder".to_owned())),
        }
    }

    fn bytes(&self, path: &str, limit: u64) -> Result<(Vec<u8>, Seen), AssetError> {
        let file = self.inside(&self.root.join(path))?;
        stamp::read(&file, limit).map_err(AssetError::Unreadable)
    }

    /// What `make` makes of the file at `path`, made once. What is first seen of a file is what counts: were it to change
    /// during a run, the next run finds it changed.
    fn asset<T>(
        &self,
        kept: &Mutex<Kept<T>>,
        path: &str,
        limit: u64,
        make: impl FnOnce(Vec<u8>) -> Asset<T>,
        weight: impl FnOnce(&T) -> usize,
    ) -> Asset<T> {
        if let Some(known) = locked(kept).assets.get(path) {
            return known.clone();
        }
        let read = self.bytes(path, limit);
        let seen = read.as_ref().ok().map(|(_, seen)| *seen);
        locked(&self.seen).entry(path.to_owned()).or_insert(seen);
        let made = read.and_then(|(bytes, _)| make(bytes));
        let mut kept = locked(kept);
        let weight = made.as_ref().map_or(0, |made| weight(made));
        if kept.bytes.saturating_add(weight) > KEPT {
            *kept = Kept { bytes: 0, assets: HashMap::new() };
        }
        kept.bytes += weight;
        kept.assets.insert(path.to_owned(), made.clone());
        made
    }
}

fn reason(error: AssetError) -> String {
    match error {
        AssetError::Unreadable(reason) => reason,
        AssetError::Missing => "the file is gone".to_owned(),
        _ => "it cannot be read".to_owned(),
    }
}

/// Says that a file cannot be read, with an empty stand-in, so that the report names it.
pub fn unreadable(name: &str, reason: &str) -> Box<Diagnostic> {
    let message = format!("`{name}` cannot be read: {reason}");
    let diagnostic =
        Diagnostic::error("unreadable", message).hint("check that the file is there and that you may read it");
    Box::new(match Source::new(name, Vec::new()) {
        Ok(source) => diagnostic.at(source.span(0..0)),
        Err(_) => diagnostic,
    })
}

/// What the system says, without its number.
pub fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// About how many bytes a picture takes.
fn weight(picture: &Picture) -> usize {
    match picture {
        Picture::Raster(raster) => raster.color.data.len() + raster.alpha.as_ref().map_or(0, |alpha| alpha.data.len()),
        Picture::Vector(vector) => vector.paths.iter().map(|path| size_of_val(path.segments.as_slice())).sum(),
    }
}

impl Disk {
    /// The bytes of a file, not kept: it is large and asked for once.
    fn plain(&self, path: &str, limit: u64) -> Result<Vec<u8>, AssetError> {
        let read = self.bytes(path, limit);
        let seen = read.as_ref().ok().map(|(_, seen)| *seen);
        locked(&self.seen).entry(path.to_owned()).or_insert(seen);
        read.map(|(bytes, _)| bytes)
    }
}

/// The disk, and what one article or site file asks it for.
pub struct Asking<'d> {
    disk: &'d Disk,
    asked: RefCell<BTreeSet<String>>,
    /// The pictures so far, each decoded once for the article whatever is kept for others.
    pictures: RefCell<HashMap<String, Asset<Picture>>>,
    pixels_left: Cell<u64>,
    bytes_left: Cell<usize>,
    /// Bytes of the PDFs that a packet may still take in.
    pdf_bytes_left: Cell<usize>,
}

impl<'d> Asking<'d> {
    /// Nothing was asked for yet.
    pub fn new(disk: &'d Disk) -> Asking<'d> {
        Asking {
            disk,
            asked: RefCell::default(),
            pictures: RefCell::default(),
            pixels_left: Cell::new(ARTICLE_PIXELS),
            bytes_left: Cell::new(ARTICLE_BYTES),
            pdf_bytes_left: Cell::new(LIMIT),
        }
    }

    /// The bytes of a PDF of the clinic's own.
    pub fn pdf(&self, path: &str) -> Result<Vec<u8>, AssetError> {
        self.asked.borrow_mut().insert(path.to_owned());
        let bytes = self.disk.plain(path, LIMIT as u64)?;
        let left = self.pdf_bytes_left.get().checked_sub(bytes.len());
        self.pdf_bytes_left.set(left.unwrap_or(0));
        let too_large = || format!("with it the PDFs of this packet are larger than {} MB", LIMIT >> 20);
        left.map(|_| bytes).ok_or_else(|| AssetError::Unreadable(too_large()))
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
        };
        let (pixels, bytes) = (self.pixels_left.get().checked_sub(pixels), self.bytes_left.get().checked_sub(bytes));
        self.pixels_left.set(pixels.unwrap_or(0));
        self.bytes_left.set(bytes.unwrap_or(0));
        if pixels.is_some() && bytes.is_some() {
            return Ok(picture);
        }
        Err(AssetError::Undecodable(PictureError {
            message: "with it the pictures of this article are too large together".to_owned(),
            hint: Some("scale its pictures down; 2000 pixels are plenty for a page's width".to_owned()),
        }))
    }

    /// What was asked for, by path.
    pub fn asked(self) -> Vec<String> {
        self.asked.into_inner().into_iter().collect()
    }
}

impl Assets for Asking<'_> {
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError> {
        self.asked.borrow_mut().insert(path.to_owned());
        let decode = |bytes: Vec<u8>| {
            if bytes.len() as u64 > PICTURE_LIMIT {
                return Err(AssetError::Undecodable(PictureError {
                    message: format!("it is larger than {} MB", PICTURE_LIMIT >> 20),
                    hint: Some("scale it down; 2000 pixels are plenty for a page's width".to_owned()),
                }));
            }
            let _share = self.disk.decoding.take(Picture::cost(&bytes));
            Picture::decode(path, &bytes).map(Arc::new).map_err(AssetError::Undecodable)
        };
        if let Some(known) = self.pictures.borrow().get(path) {
            return known.clone().and_then(|picture| self.pay(picture, false));
        }
        let length = std::fs::metadata(self.disk.root.join(path)).map_or(0, |file| file.len().min(PICTURE_LIMIT));
        let _reading = self.disk.reading.take(length as usize);
        let picture = self.disk.asset(&self.disk.pictures, path, PICTURE_LIMIT, decode, weight);
        self.pictures.borrow_mut().insert(path.to_owned(), picture.clone());
        picture.and_then(|picture| self.pay(picture, true))
    }

    fn snippet(&self, path: &str) -> Result<Arc<Source>, AssetError> {
        self.asked.borrow_mut().insert(path.to_owned());
        let name = shown(&self.disk.root.join(path));
        let read = |bytes| Source::new(name, bytes).map_err(AssetError::Unsound);
        self.disk.asset(&self.disk.snippets, path, SOURCE_LIMIT as u64, read, |source| source.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let disk = Disk::new(folder.path()).expect("a root");
        let asking = Asking::new(&disk);
        assert!((0..1000).all(|_| asking.picture("a.png").is_ok()));
        let drawn = (0..1000).take_while(|_| asking.picture("a.svg").is_ok()).count();
        assert!((2..20).contains(&drawn), "{drawn}");
        let Err(AssetError::Undecodable(error)) = asking.picture("a.svg") else { panic!("too much") };
        assert_eq!(error.message, "with it the pictures of this article are too large together");
        assert!(Asking::new(&disk).picture("a.svg").is_ok(), "another article");
    }
}
