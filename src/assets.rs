//! The files an article or a site asks for: pictures and snippets, through an argument, so that reading stays pure.

use std::cell::RefCell;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Notes, Source, Span};
use crate::picture::{Picture, PictureError};
use crate::yaml::Scalar;

/// Gives the files below the content root by their path from there, with `/` between folders, never leading out of it.
/// Who implements it decides where they come from and keeps the record of what was asked for.
pub trait Assets {
    /// The picture at `path`, such as `side-effects/figures/hair.png`.
    fn picture(&self, path: &str) -> Result<Arc<Picture>, AssetError>;

    /// The snippet at `path`, such as `snippets/fever.es.yaml`.
    fn snippet(&self, path: &str) -> Result<Arc<Source>, AssetError>;
}

/// No files at all: every picture and every snippet is missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoAssets;

impl Assets for NoAssets {
    fn picture(&self, _: &str) -> Result<Arc<Picture>, AssetError> {
        Err(AssetError::Missing)
    }

    fn snippet(&self, _: &str) -> Result<Arc<Source>, AssetError> {
        Err(AssetError::Missing)
    }
}

/// Snippets as they are, and a blank in place of each picture: for who looks at words alone.
pub struct WordsOnly<'a> {
    assets: &'a dyn Assets,
    snippets: RefCell<Vec<String>>,
}

impl<'a> WordsOnly<'a> {
    /// The words of these.
    pub fn new(assets: &'a dyn Assets) -> WordsOnly<'a> {
        WordsOnly { assets, snippets: RefCell::default() }
    }

    /// The paths of all snippets that were asked for.
    pub fn into_snippets(self) -> Vec<String> {
        self.snippets.into_inner()
    }
}

impl Assets for WordsOnly<'_> {
    fn picture(&self, _: &str) -> Result<Arc<Picture>, AssetError> {
        Ok(Arc::new(Picture::blank()))
    }

    fn snippet(&self, path: &str) -> Result<Arc<Source>, AssetError> {
        self.snippets.borrow_mut().push(path.to_owned());
        self.assets.snippet(path)
    }
}

/// Why a file cannot be had.
#[derive(Clone, Debug, PartialEq)]
pub enum AssetError {
    /// There is no such file.
    Missing,
    /// It is there but cannot be read: the system's reason.
    Unreadable(String),
    /// A picture that can be read but not used.
    Undecodable(PictureError),
    /// The mistake stands in that file itself.
    Unsound(Box<Diagnostic>),
}

impl AssetError {
    /// Notes why the article at `path` could not be had that stands in a packet at `place`.
    pub(crate) fn note_article(self, path: &str, place: &Span, notes: &mut Notes) {
        let message = match self {
            AssetError::Unsound(diagnostic) => return notes.push(*diagnostic),
            AssetError::Missing => format!("there is no `{path}` in the content folder"),
            AssetError::Unreadable(why) => format!("`{path}` cannot be read: {why}"),
            AssetError::Undecodable(why) => format!("`{path}` cannot be read: {why}"),
        };
        notes.push(Diagnostic::new(Code::Unreadable, message).at(place.clone()).hint("check that you may read it"));
    }

    /// Notes why the file at `path`, a `what`, could not be had where `scalar` names it.
    pub(crate) fn note(self, what: &str, path: &str, scalar: &Scalar, notes: &mut Notes) {
        let error =
            |code: Code, message: String, hint: &str| Diagnostic::new(code, message).at(scalar.span.clone()).hint(hint);
        notes.push(match self {
            AssetError::Unsound(diagnostic) => *diagnostic,
            AssetError::Missing => {
                let message = format!("there is no {what} `{path}` in the content folder");
                error(Code::MissingFile, message, "check the name, capital letters too, and the folder")
            }
            AssetError::Unreadable(why) => {
                let hint = match why.contains("outside the content folder") {
                    true => "put the file itself there, not a link to it",
                    false => "check who may open it",
                };
                error(Code::UnreadableFile, format!("the {what} `{path}` cannot be read: {why}"), hint)
            }
            AssetError::Undecodable(PictureError { message, hint }) => {
                let hint = hint.as_deref().unwrap_or("save it again as PNG, JPEG or SVG");
                error(Code::BadImage, format!("the {what} `{path}` cannot be used: {message}"), hint)
            }
        });
    }
}

/// The picture that was probably meant by a path at which there is none: of another spelling in capitals, with another
/// ending, or in the folder of figures.
pub(crate) fn similar_picture(assets: &dyn Assets, path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
    let figures = [folder, "/figures"].concat();
    let lower = stem.to_lowercase();
    let capital: String = lower.chars().take(1).flat_map(char::to_uppercase).chain(lower.chars().skip(1)).collect();
    let mut asked = std::collections::BTreeSet::new();
    for folder in [folder, figures.trim_start_matches('/'), above] {
        for stem in [stem, &lower, &capital, &stem.to_uppercase()] {
            for ending in ["jpg", "JPG", "jpeg", "JPEG", "png", "PNG", "svg", "SVG"] {
                let other = [folder, "/", stem, ".", ending].concat().trim_start_matches('/').to_owned();
                if asked.insert(other.clone()) && !matches!(assets.picture(&other), Err(AssetError::Missing)) {
                    return Some(other);
                }
            }
        }
    }
    None
}

/// The path from the content root of what `scalar` names from `folder`; nothing outside the root has one.
pub(crate) fn path(scalar: &Scalar, folder: &str, notes: &mut Notes) -> Option<String> {
    let typed = scalar.text.trim();
    let error =
        |code, message: String, hint: &str| Some(Diagnostic::new(code, message).at(scalar.span.clone()).hint(hint));
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut wrong = match typed {
        _ if typed.contains("://") => {
            error(Code::OutsideRoot, format!("`{typed}` is on the web"), "save it beside the article and name the file")
        }
        _ if typed.starts_with('/') || typed.as_bytes().get(1) == Some(&b':') => error(
            Code::OutsideRoot,
            format!("`{typed}` names a place on one computer"),
            "name the file from the article's folder on",
        ),
        _ if typed.contains('\\') => error(
            Code::BadPath,
            format!("`{typed}` has a backslash"),
            "separate folders with `/`: this works on every computer",
        ),
        _ if typed.contains(char::is_control) => {
            error(Code::BadPath, "this name has a control character".to_owned(), "type it again")
        }
        _ => None,
    };
    for part in typed.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part != ".." {
            path.push(part);
        } else if path.pop().is_none() && wrong.is_none() {
            let message = format!("`{typed}` leads out of the content folder");
            wrong = error(Code::OutsideRoot, message, "keep the file inside the folder that holds `handout.yaml`");
        }
    }
    match wrong {
        Some(wrong) => {
            notes.push(wrong);
            None
        }
        None => Some(path.join("/")),
    }
}
