//! The short code on every page: a name for exactly what the paper says, easy to read aloud.
//!
//! It is made from content, never from PDF bytes: words and their meaning, pictures, the dates and the numbers to call. Another
//! line break or another version of the tool leaves it as it is; another dose does not.

use super::Galley;
use super::frame::{Frame, Mark};
use super::handout::{Ink, Owner, Role};
use crate::picture::{Path, Segment};
use crate::site::Contact;

/// What a code is written in: nothing that looks or sounds like another, and no vowels, so that no code is a word.
const LETTERS: &[u8; 25] = b"23456789CDFGHJKMNPQRTVWXY";
/// Letters in each half: 25 to the 8th is enough for a million handouts to have one each, all but surely.
const HALF: usize = 4;

/// Everything a handout says, on its way to a code.
struct Digest {
    hash: blake3::Hasher,
    /// What the words before belong to: words of one node are one text, however they are cut into lines.
    owner: Option<Owner>,
}

impl Galley<'_, '_> {
    /// The code of what has been composed, and of parts with codes of their own: `K7MP-3XQR`.
    pub(super) fn page_code(&self, parts: &[&str]) -> String {
        let mut digest = Digest { hash: blake3::Hasher::new(), owner: None };
        self.tell_identity(&mut digest);
        parts.iter().for_each(|code| digest.part(code.as_bytes()));
        let frames = self.pieces.iter().map(|piece| &piece.frame);
        frames.for_each(|frame| self.tell_frame(&mut digest, frame));
        digest.code()
    }

    /// Language, edition, dates and numbers to call: what stands at the foot of its pages, or decides how they look.
    fn tell_identity(&self, digest: &mut Digest) {
        let article = self.article;
        let (created, updated) = (article.created.to_string(), article.updated.to_string());
        let outdated = article.outdated.map(|date| date.to_string()).unwrap_or_default();
        let edition = format!("{} {:?}", self.theme.types.body.size, article.status);
        let emergency = self.site.emergency.as_ref().map(|number| number.plain()).unwrap_or_default();
        for part in [self.locale.tag(), &edition, &created, &updated, &outdated, &emergency] {
            digest.part(part.as_bytes());
        }
        self.contacts().into_iter().for_each(|contact| digest.contact(contact));
    }

    fn tell_frame(&self, digest: &mut Digest, frame: &Frame) {
        for mark in &frame.marks {
            if matches!(mark.owner, Owner::Node(_)) || matches!(mark.ink, Ink::Glyphs { .. }) {
                self.tell_owner(digest, mark.owner);
            }
            match &mark.ink {
                Ink::Glyphs { run, .. } => {
                    digest.hash.update(run.text.as_bytes());
                }
                Ink::Raster { raster, .. } => digest.part(&raster.hash),
                Ink::Path(path) => digest.outline(path, mark),
            }
        }
    }

    /// Begins the words of another node.
    fn tell_owner(&self, digest: &mut Digest, owner: Owner) {
        if digest.owner.replace(owner) == Some(owner) {
            return;
        }
        let role = match owner {
            Owner::Node(node) => match &self.tree.node(node).role {
                Role::Figure { alt, .. } => format!("\0Figure {alt}\0"),
                role => format!("\0{role:?}\0"),
            },
            Owner::Artifact(_) => "\0\0".to_owned(),
        };
        digest.hash.update(role.as_bytes());
    }
}

impl Digest {
    /// A part of its own, told with its length.
    fn part(&mut self, part: &[u8]) {
        self.owner = None;
        self.hash.update(&(part.len() as u64).to_le_bytes()).update(part);
    }

    fn contact(&mut self, contact: &Contact) {
        for text in [Some(&contact.label), contact.phone.as_ref(), contact.hours.as_ref()] {
            self.part(text.map(|text| text.plain()).unwrap_or_default().as_bytes());
        }
    }

    /// An outline of a picture, wherever it stands and however large; other outlines are decoration.
    fn outline(&mut self, path: &Path, mark: &Mark) {
        let (Some((start, width)), Owner::Node(_)) = (mark.rigid, mark.owner) else { return };
        let mut from: Option<f32> = None;
        let mut steps = Vec::with_capacity(path.segments.len() * 3);
        for segment in &path.segments {
            let (kind, points) = match segment {
                Segment::Move(to) => (0, vec![to]),
                Segment::Line(to) => (1, vec![to]),
                Segment::Curve(a, b, to) => (2, vec![a, b, to]),
                Segment::Close => (3, vec![]),
            };
            steps.push(kind);
            for point in points {
                let top = *from.get_or_insert(point.y);
                for offset in [point.x - start, point.y - top] {
                    steps.extend_from_slice(&((offset / width.max(1.0) * 1000.0).round() as i16).to_le_bytes());
                }
            }
        }
        let colors = format!("{:?} {:?}", path.fill, path.stroke.as_ref().map(|stroke| stroke.color));
        self.part(colors.as_bytes());
        self.part(&steps);
    }

    fn code(&self) -> String {
        let mut left =
            self.hash.finalize().as_bytes().iter().take(15).fold(0u128, |sum, byte| sum << 8 | u128::from(*byte));
        let mut code = String::with_capacity(2 * HALF + 1);
        for index in 0..2 * HALF {
            if index == HALF {
                code.push('-');
            }
            let letter = LETTERS.get((left % LETTERS.len() as u128) as usize).copied().unwrap_or_default();
            code.push(char::from(letter));
            left /= LETTERS.len() as u128;
        }
        code
    }
}
