//! The short code on every page: a name for exactly what the paper says, easy to read aloud.
//!
//! It is the hash of the document and its edition, never of PDF bytes: words and their roles, pictures, the dates and the
//! numbers to call. Another line break, another colour or another version of the tool leaves it as it is; another dose
//! does not.

use super::compose::Setting;
use super::{Document, Event, Role, Words};
use crate::picture::{Path, Picture, Segment, Vector};

/// What a code is written in: nothing that looks or sounds like another, and no vowels, so that no code is a word.
const LETTERS: &[u8; 25] = b"23456789CDFGHJKMNPQRTVWXY";
/// Letters in each half: 25 to the 8th is enough for a million handouts to have one each, all but surely.
const HALF: usize = 4;
/// Steps that the width of a vector picture is divided into. Outlines that differ by less look alike.
const STEPS: f32 = 1000.0;

/// A hash in the making. Every part is told with its length, so that no two lists of parts are alike.
struct Digest(blake3::Hasher);

impl Document<'_> {
    /// The same, with the code of everything it says in its metadata.
    pub(super) fn with_code(mut self, setting: Setting) -> Self {
        self.metadata.code = self.code(setting);
        self
    }

    fn code(&self, Setting { edition, locale, .. }: Setting) -> String {
        let mut digest = Digest(blake3::Hasher::new());
        let metadata = &self.metadata;
        let (created, updated) = (metadata.created.to_string(), metadata.updated.to_string());
        let draft = self.folio.draft.unwrap_or_default();
        for part in [&metadata.language, edition.name(), &created, &updated, draft] {
            digest.part("fact", part.as_bytes());
        }
        for text in self.folio_words() {
            digest.part("folio", text.as_bytes());
        }
        // The tool's own labels follow from the language; a clinic's do not.
        for words in locale.own_page_words([metadata.created, metadata.updated]) {
            digest.part("label", words.as_bytes());
        }
        digest.document(self);
        digest.letters()
    }

    /// What the foot of every page says beside the dates.
    fn folio_words(&self) -> Vec<String> {
        let folio = &self.folio;
        let mut words: Vec<String> = folio.outdated.iter().cloned().collect();
        for contact in &folio.contacts {
            words.push(contact.label.plain());
            words.extend(contact.phone.iter().chain(&contact.hours).map(Words::plain));
        }
        words.extend(folio.emergency.as_ref().map(|emergency| emergency.number.plain()));
        words
    }
}

impl Digest {
    fn part(&mut self, kind: &str, bytes: &[u8]) {
        for part in [kind.as_bytes(), bytes] {
            self.0.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
    }

    /// Adds what the document says. Words that follow one another with nothing between them are hashed as one text,
    /// however many pieces they come in.
    fn document(&mut self, document: &Document) {
        let mut text = String::new();
        // Of a packet's contents only the codes count: titles stand in them, and page numbers depend on the paper.
        let mut in_entry = false;
        document.walk_content(&mut |event| {
            if let Event::Words(words) = &event {
                text.push_str(if in_entry { "" } else { words });
                return;
            }
            if !text.is_empty() {
                self.part("words", std::mem::take(&mut text).as_bytes());
            }
            match event {
                Event::Begin(role) => {
                    in_entry |= role == Role::Entry;
                    let [name, which] = role.names();
                    self.part(name, which.as_bytes());
                }
                Event::Property(property) => self.part("property", property.as_bytes()),
                Event::Span { columns, rows } => self.part("span", format!("{columns} {rows}").as_bytes()),
                Event::Picture(picture) => self.picture(picture),
                Event::End => {
                    in_entry = false;
                    self.part("end", b"");
                }
                Event::Words(_) => {}
            }
        });
    }

    fn picture(&mut self, picture: &Picture) {
        match picture {
            Picture::Raster(raster) => self.part("pixels", &raster.hash),
            Picture::Vector(vector) => vector.paths.iter().for_each(|path| self.outline(path, vector)),
        }
    }

    /// An outline, however large the picture is printed.
    fn outline(&mut self, path: &Path, vector: &Vector) {
        let scale = STEPS / vector.natural.width.max(1.0);
        let mut steps = Vec::with_capacity(path.segments.len() * 5);
        for segment in &path.segments {
            let (kind, points) = match segment {
                Segment::Move(to) => (b'M', &[*to][..]),
                Segment::Line(to) => (b'L', &[*to][..]),
                Segment::Curve(a, b, to) => (b'C', &[*a, *b, *to][..]),
                Segment::Close => (b'Z', &[][..]),
            };
            steps.push(kind);
            for point in points {
                for place in [point.x, point.y] {
                    steps.extend_from_slice(&((place * scale).round() as i32).to_le_bytes());
                }
            }
        }
        let colors = format!("{:?} {:?}", path.fill, path.stroke.as_ref().map(|stroke| stroke.color));
        self.part("colors", colors.as_bytes());
        self.part("outline", &steps);
    }

    /// The hash in letters that can be read aloud: `K7MP-3XQR`.
    fn letters(&self) -> String {
        let mut left =
            self.0.finalize().as_bytes().iter().take(15).fold(0u128, |sum, byte| sum << 8 | u128::from(*byte));
        let mut code = String::with_capacity(2 * HALF + 1);
        for index in 0..2 * HALF {
            if index == HALF {
                code.push('-');
            }
            code.push(char::from(LETTERS[(left % LETTERS.len() as u128) as usize]));
            left /= LETTERS.len() as u128;
        }
        code
    }
}
