//! Bytes that articles grow from, and the words that come of them.

use serde_json::Value;

const WORDS: [&str; 24] = [
    "a",
    "care",
    "team",
    "twitch",
    "medicine,",
    "you",
    "of",
    "nausea.",
    "acetaminophen",
    "Call",
    "if",
    "0.5 mg",
    "3–5 days",
    "(38 °C)",
    "доктор",
    "ωμέγα",
    "e\u{301}te\u{301}",
    "½",
    "x\u{a0}y",
    "“quoted”",
    "well-being",
    "https://example.org/a/very/long/address?with=query",
    "1.",
    "immunosuppression:",
];

/// Bytes that a heading, a caption or a name may have.
const LONGEST: usize = 5_000;

/// Bytes that are used up one after the other; zeros follow.
pub struct Soil<'a> {
    bytes: std::slice::Iter<'a, u8>,
    /// There are references to cite.
    pub cites: bool,
    /// There is a list of steps to go on from.
    pub has_steps: bool,
}

impl<'a> Soil<'a> {
    pub fn new(bytes: &'a [u8]) -> Soil<'a> {
        Soil { bytes: bytes.iter(), cites: false, has_steps: false }
    }

    pub fn byte(&mut self) -> usize {
        self.bytes.next().copied().unwrap_or(0).into()
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.byte() % limit
    }

    /// Mostly few, seldom many.
    pub fn count(&mut self, most: usize) -> usize {
        let byte = self.byte();
        if byte >= 250 { most } else { byte % (most / 4).max(2) }
    }

    pub fn some(&mut self, most: usize, mut each: impl FnMut(&mut Self) -> Value) -> Value {
        (0..=self.count(most)).map(|_| each(self)).collect()
    }

    pub fn word(&mut self) -> String {
        match self.byte() {
            byte @ 0..=219 => WORDS[byte % WORDS.len()].to_owned(),
            220..=224 => "w".repeat(1 + self.byte()),
            225..=228 => "e\u{301}".repeat(1 + self.below(90)),
            229..=231 => "Ж\u{ad}".repeat(1 + self.below(40)),
            232..=239 => format!("**{}**", self.plain_word()),
            240..=244 => format!("*{}*", self.plain_word()),
            245..=248 => format!("[{} {}](https://example.org)", self.plain_word(), self.plain_word()),
            249..=251 if self.cites => "[@r0]".to_owned(),
            252.. if self.cites => "[@r0; @r1]".to_owned(),
            _ => "2".to_owned(),
        }
    }

    pub fn plain_word(&mut self) -> &'static str {
        WORDS[self.below(12)]
    }

    /// Words of no more bytes than a heading, a caption or a name may have; longer ones are an error.
    pub fn words(&mut self, most: usize) -> Value {
        self.words_within(most, LONGEST)
    }

    /// Words of so many bytes at most: those are left out that are too long.
    pub fn words_within(&mut self, most: usize, bytes: usize) -> Value {
        let mut text = String::from("So");
        for _ in 0..self.count(most) {
            let word = self.word();
            // A colon may follow.
            if text.len() + word.len() + 2 <= bytes {
                text.push(' ');
                text.push_str(&word);
            }
        }
        if self.below(8) == 7 {
            text.push(':');
        }
        text.into()
    }
}
