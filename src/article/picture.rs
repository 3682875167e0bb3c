//! Pictures, alone or with text beside them, and what is told of those that are missing or too large.

use std::sync::Arc;

use super::block::Setting;
use super::value::percent;
use super::{Figure, Image, Side};
use crate::assets::{AssetError, path, similar_picture};
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::picture::{Picture, PrintWidth};
use crate::prose;
use crate::yaml::{self, Entry, Fields, Value, scalar};

/// Bytes of a picture in a PDF above which an author is warned.
const HEAVY: usize = 3_000_000;
/// The largest share of the text's width that a picture with text beside it takes, where the author names none.
const FIGURE: f32 = 0.6;

impl Setting<'_> {
    /// A picture alone.
    pub(super) fn image(self, mut fields: Fields, notes: &mut Notes) -> Option<Image> {
        let image = self.picture("image", &mut fields, notes);
        fields.finish("an image", notes);
        image
    }

    /// A picture with text beside it.
    pub(super) fn figure(self, mut fields: Fields, notes: &mut Notes) -> Option<Figure> {
        let image = self.picture("figure", &mut fields, notes);
        let side = fields.take("side");
        let side = side.map(|node| yaml::choice(node, "a side", &[("start", Side::Start), ("end", Side::End)], notes));
        let body = fields.require("body", "What stands beside the picture.");
        let body = body.map(|node| self.body(node, notes)).unwrap_or_default();
        fields.finish("a figure", notes);
        Some(Figure { image: image?, side: side.unwrap_or(Some(Side::End))?, body })
    }

    /// The picture that `key` names, and what the keys beside it say of it.
    pub(super) fn picture(self, key: &'static str, fields: &mut Fields, notes: &mut Notes) -> Option<Image> {
        let start = fields.entry(key).map_or_else(|| fields.start(), |entry| entry.place.clone());
        let name = fields.require(key, "figures/name.png").and_then(|node| scalar(node, "the picture's name", notes));
        let alt = fields.entry("alt");
        let decorative = fields.take("decorative").and_then(|node| scalar(node, "`decorative`", notes));
        let decorative = decorative.is_some_and(|scalar| yaml::flag(scalar, notes));
        let numbered = fields.take("numbered").and_then(|node| scalar(node, "`numbered`", notes));
        let is_numbered = numbered.is_some_and(|scalar| yaml::flag(scalar, notes));
        let caption = fields.take("caption").and_then(|node| self.text(node, "the caption", notes));
        let width = fields.take("width").and_then(|node| percent(node, notes));
        let alt = alt.filter(|entry| !matches!(entry.value.value, Value::Missing));
        notes.extend(alt_mistake(alt, decorative, start));
        let alt = alt.and_then(|entry| scalar(&entry.value, "`alt`", notes));
        let alt_place = alt.map(|scalar| scalar.span.clone());
        let alt = alt.map(|scalar| {
            prose::check_length("`alt`", scalar.text.len(), &scalar.span, notes);
            prose::plain(scalar, notes)
        });
        let name = name?;
        let print = match width {
            Some(share) => PrintWidth::Share(share),
            None if key == "figure" => PrintWidth::Own(FIGURE),
            None => PrintWidth::Own(1.0),
        };
        let picture = self.decoded(name, print, notes)?;
        let file_name = name.text.trim().to_owned();
        Some(Image { picture, alt, caption, is_numbered, width, language: None, alt_place, file_name })
    }

    /// The picture of this name, which is to be printed so wide.
    fn decoded(self, name: &yaml::Scalar, print: PrintWidth, notes: &mut Notes) -> Option<Arc<Picture>> {
        let path = path(name, self.folder, notes)?;
        match self.context.assets.picture(&path) {
            Ok(picture) => {
                notes.extend(heavy(&picture, print, name));
                return Some(picture);
            }
            Err(AssetError::Missing) if self.note_similar(&path, name, notes) => {}
            Err(error) => error.note("picture", &path, name, notes),
        }
        None
    }

    /// Notes that a picture is missing, if one of nearly the same name is there.
    fn note_similar(self, path: &str, name: &yaml::Scalar, notes: &mut Notes) -> bool {
        // Looking for a near name is slow. After twenty missing pictures no more are looked for: an author who has
        // mended the first ones runs again.
        let told = notes.iter().take(200).filter(|note| note.code == Code::MissingFile).count();
        let near = (told < 20).then(|| similar_picture(self.context.assets, path)).flatten();
        let Some(near) = near else { return false };
        let inside = near.strip_prefix(self.folder).map(|near| near.trim_start_matches('/'));
        let near = inside.filter(|_| !self.folder.is_empty()).map_or(near.clone(), str::to_owned);
        let message = format!("there is no picture `{path}` in the content folder");
        let hint = format!("did you mean `{near}`? Capital letters and the ending count");
        notes.push(Diagnostic::new(Code::MissingFile, message).at(name.span.clone()).hint(hint));
        true
    }
}

/// That a picture is far finer than paper can show.
fn heavy(picture: &Picture, print: PrintWidth, name: &yaml::Scalar) -> Option<Diagnostic> {
    let bytes = picture.most_bytes_printed(print);
    (bytes > HEAVY).then(|| {
        let message = format!("this picture makes each PDF {:.1} million bytes larger", bytes as f64 / 1e6);
        let hint = "save it smaller: 1600 pixels are enough for the whole width of a page, 800 for half of it";
        Diagnostic::new(Code::HeavyPicture, message).at(name.span.clone()).hint(hint)
    })
}

/// What is wrong with the text for those who cannot see a picture; `start` is the picture's place.
fn alt_mistake(alt: Option<&Entry>, decorative: bool, start: Span) -> Option<Diagnostic> {
    match alt {
        Some(entry) if decorative => {
            let hint = "remove `alt:` if it shows nothing, else `decorative:`";
            let note = Diagnostic::new(Code::AltAndDecorative, "a decorative picture has no `alt`");
            Some(note.at(entry.place.clone()).hint(hint))
        }
        None if !decorative => {
            let message = "this picture has no `alt`: who cannot see it is told nothing";
            let hint = "say in a few words what it shows, or write `decorative: true` if it shows nothing that matters:\nalt: A hand that stretches the calf";
            Some(Diagnostic::new(Code::MissingAlt, message).at(start).hint(hint))
        }
        _ => None,
    }
}
