//! The short code on every page: a name for exactly what the paper says, easy to read aloud.
//!
//! It is the hash of the document and its edition, never of PDF bytes: words and their roles, pictures, the dates and the
//! numbers to call. Another line break, another colour or another version of the tool leaves it as it is; another dose
//! does not.

use super::compose::Setting;
use super::{Document, Event, Role, Words};
use crate::picture::drawing::{Cover, Paint, Part, Shape, moved};
use crate::picture::{Path, Picture, Segment, Vector};

/// What a code is written in: nothing that looks or sounds like another, and no vowels, so that no code is a word.
const LETTERS: &[u8; 25] = b"23456789CDFGHJKMNPQRTVWXY";
/// Letters in each half: 25 to the 8th is enough for a million handouts to have one each, all but surely.
const HALF: usize = 4;
/// Steps that the width of a vector picture is divided into. Outlines that differ by less look alike.
const STEPS: f32 = 1000.0;

/// A hash in the making. Every part is told with its length, so that no two lists of parts are alike.
///
/// Parts are gathered before they are hashed: one block of many parts takes a fraction of the time of each by itself.
struct Digest {
    hasher: blake3::Hasher,
    parts: Vec<u8>,
}

/// From so many bytes of parts on they are hashed.
const GATHERED: usize = 16 * 1024;

/// The code of pages that say what these documents say, in this order.
pub(super) fn code_of(documents: &[(&Document, Setting)]) -> String {
    let mut digest = Digest { hasher: blake3::Hasher::new(), parts: Vec::with_capacity(GATHERED) };
    documents.iter().for_each(|(document, setting)| document.add_to(&mut digest, *setting));
    digest.letters()
}

impl Document<'_> {
    /// The same, with the code of everything it says in its metadata.
    pub(super) fn with_code(mut self, setting: Setting) -> Self {
        self.metadata.code = code_of(&[(&self, setting)]);
        self
    }

    /// Adds everything that the document says, on every page and once.
    fn add_to(&self, digest: &mut Digest, Setting { edition, locale, .. }: Setting) {
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
            self.parts.extend_from_slice(&(part.len() as u64).to_le_bytes());
            self.parts.extend_from_slice(part);
        }
        if self.parts.len() >= GATHERED {
            self.hash_parts();
        }
    }

    fn hash_parts(&mut self) {
        self.hasher.update(&self.parts);
        self.parts.clear();
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
                self.part("words", text.as_bytes());
                text.clear();
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
            Picture::Drawing(drawing) => self.parts(&drawing.parts, STEPS / drawing.space.width.max(1.0)),
        }
    }

    /// The parts of a drawing, where a length times `scale` is in steps.
    fn parts(&mut self, parts: &[Part], scale: f32) {
        for part in parts {
            match part {
                Part::Shape(shape) => self.shape(shape, scale),
                Part::Image(image) => {
                    self.part("pixels", &image.raster.hash);
                    let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)];
                    self.part("place", &places(corners.map(|(x, y)| moved(image.matrix, [x, y])), scale));
                }
                Part::Group(group) => {
                    self.part("group", &share(group.opacity));
                    for clip in &group.clips {
                        self.part("clip", &[&[u8::from(clip.even_odd)], &*steps(&clip.segments, scale)].concat());
                    }
                    if let Some(mask) = &group.mask {
                        self.part("mask", format!("{:?}", mask.by).as_bytes());
                        self.parts(&mask.parts, scale);
                        self.part("end", b"");
                    }
                    self.parts(&group.parts, scale);
                    self.part("end", b"");
                }
                Part::Tiles(tiles) => {
                    self.part("tiles", &places(tiles.places.iter().map(|place| [place.x, place.y]), scale));
                    self.part("outline", &steps(&tiles.outline, scale));
                    self.parts(&tiles.parts, scale);
                    self.part("end", b"");
                }
            }
        }
    }

    fn shape(&mut self, shape: &Shape, scale: f32) {
        match &shape.cover {
            Cover::NonZero => self.part("fill", b"nonzero"),
            Cover::EvenOdd => self.part("fill", b"evenodd"),
            Cover::Line(_) => self.part("line", b""),
        }
        self.part("opacity", &share(shape.opacity));
        match &shape.paint {
            Paint::Color(color) => self.part("color", format!("{color:?}").as_bytes()),
            Paint::Gradient(gradient) => {
                let ((from, start), (to, end)) = (gradient.from, gradient.to);
                // A circle lies where its centre and two places on it lie.
                let around = |[x, y]: [f32; 2], radius: f32| [[x, y], [x + radius, y], [x, y + radius]];
                let ends = around([from.x, from.y], start).into_iter().chain(around([to.x, to.y], end));
                self.part("gradient", &places(ends.map(|end| moved(gradient.matrix, end)), scale));
                for stop in &gradient.stops {
                    self.part("stop", format!("{:?}", stop.color).as_bytes());
                    self.part("place", &[share(stop.offset), share(stop.opacity)].concat());
                }
            }
        }
        self.part("outline", &steps(&shape.segments, scale));
    }

    /// An outline, however large the picture is printed.
    fn outline(&mut self, path: &Path, vector: &Vector) {
        let scale = STEPS / vector.natural.width.max(1.0);
        let colors = format!("{:?} {:?}", path.fill, path.stroke.as_ref().map(|stroke| stroke.color));
        self.part("colors", colors.as_bytes());
        self.part("outline", &steps(&path.segments, scale));
    }

    /// The hash in letters that can be read aloud: `K7MP-3XQR`.
    fn letters(mut self) -> String {
        self.hash_parts();
        let mut left =
            self.hasher.finalize().as_bytes().iter().take(15).fold(0u128, |sum, byte| sum << 8 | u128::from(*byte));
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

/// Segments with their places in steps.
fn steps(segments: &[Segment], scale: f32) -> Vec<u8> {
    let mut steps = Vec::with_capacity(segments.len() * 5);
    for segment in segments {
        let (kind, points) = match segment {
            Segment::Move(to) => (b'M', &[*to][..]),
            Segment::Line(to) => (b'L', &[*to][..]),
            Segment::Curve(a, b, to) => (b'C', &[*a, *b, *to][..]),
            Segment::Close => (b'Z', &[][..]),
        };
        steps.push(kind);
        steps.extend(places(points.iter().map(|point| [point.x, point.y]), scale));
    }
    steps
}

/// Places in steps.
fn places(points: impl IntoIterator<Item = [f32; 2]>, scale: f32) -> Vec<u8> {
    points.into_iter().flatten().flat_map(|length| ((length * scale).round() as i32).to_le_bytes()).collect()
}

/// A share from 0 to 1 in steps.
fn share(share: f32) -> [u8; 4] {
    ((share * STEPS).round() as i32).to_le_bytes()
}
