//! Which characters the faces show, as far as was asked before: a face looks each of them up in its file.

use super::FaceId;
use super::fonts::Fonts;

/// Behind the last character that is remembered: all scripts but those of China, Japan and Korea.
const REMEMBERED: u32 = 0x2800;
const WORDS: usize = REMEMBERED as usize / 64;

/// What was found out about each face. One a thread.
pub(super) struct Coverage {
    faces: Vec<Option<Box<Known>>>,
}

/// Bit `n % 64` of word `n / 64` stands for character `n`.
struct Known {
    asked: [u64; WORDS],
    shown: [u64; WORDS],
}

impl Coverage {
    /// Nothing is known yet of so many faces.
    pub fn nothing(faces: usize) -> Coverage {
        Coverage { faces: (0..faces).map(|_| None).collect() }
    }

    /// Whether a face shows every character of a text: [`Fonts::shows`].
    pub fn shows(&mut self, fonts: &Fonts, face: FaceId, text: &str) -> bool {
        let nothing = || Box::new(Known { asked: [0; WORDS], shown: [0; WORDS] });
        let known = self.faces[usize::from(face.0)].get_or_insert_with(nothing);
        text.chars().all(|c| known.shows(fonts, face, c))
    }
}

impl Known {
    fn shows(&mut self, fonts: &Fonts, face: FaceId, c: char) -> bool {
        let look_up = || fonts.shows(face, c.encode_utf8(&mut [0; 4]));
        let code = u32::from(c);
        if code >= REMEMBERED {
            return look_up();
        }
        let (word, bit) = (code as usize / 64, 1 << (code % 64));
        if self.asked[word] & bit == 0 {
            self.asked[word] |= bit;
            if look_up() {
                self.shown[word] |= bit;
            }
        }
        self.shown[word] & bit != 0
    }
}
