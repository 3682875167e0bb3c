//! Which script a text is written in, by its letters.

use crate::language::{is_alphabetic, is_usual_rightwards};

/// First and last letter of a script, and the language that it is most often of.
const SCRIPTS: [(char, char, &str); 22] = [
    ('\u{370}', '\u{3FF}', "el"),
    ('\u{400}', '\u{52F}', "ru"),
    ('\u{530}', '\u{58F}', "hy"),
    ('\u{590}', '\u{5FF}', "he"),
    ('\u{600}', '\u{77F}', "ar"),
    ('\u{900}', '\u{97F}', "hi"),
    ('\u{980}', '\u{9FF}', "bn"),
    ('\u{A00}', '\u{A7F}', "pa"),
    ('\u{A80}', '\u{AFF}', "gu"),
    ('\u{B80}', '\u{BFF}', "ta"),
    ('\u{C00}', '\u{C7F}', "te"),
    ('\u{C80}', '\u{CFF}', "kn"),
    ('\u{D00}', '\u{D7F}', "ml"),
    ('\u{E00}', '\u{E7F}', "th"),
    ('\u{E80}', '\u{EFF}', "lo"),
    ('\u{1000}', '\u{109F}', "my"),
    ('\u{10A0}', '\u{10FF}', "ka"),
    ('\u{1200}', '\u{139F}', "am"),
    ('\u{1780}', '\u{17FF}', "km"),
    ('\u{3040}', '\u{30FF}', "ja"),
    ('\u{3400}', '\u{9FFF}', "zh"),
    ('\u{AC00}', '\u{D7AF}', "ko"),
];

/// How many letters are Latin, and how many of each other script.
#[derive(Clone, Copy, Debug, Default)]
pub struct Letters {
    /// Latin letters, full-width ones among them.
    pub latin: usize,
    others: [usize; SCRIPTS.len()],
    rare: usize,
}

impl Letters {
    /// Counts the letters of a text too.
    pub fn add(&mut self, text: &str) {
        if text.is_ascii() {
            self.latin += text.bytes().filter(u8::is_ascii_alphabetic).count();
            return;
        }
        // The next letter is mostly of the script of the last one.
        let mut script = 0;
        let mut rest = text.chars();
        while let Some(letter) = rest.next() {
            if letter.is_ascii() {
                self.latin += usize::from(letter.is_ascii_alphabetic());
                continue;
            }
            if !is_of(script, letter) {
                script = (0..SCRIPTS.len()).find(|other| is_of(*other, letter)).unwrap_or(script);
            }
            match () {
                () if !is_alphabetic(letter) => {}
                () if is_of(script, letter) => {
                    self.others[script] += 1;
                    let alike = usual_letters_beside(rest.as_str().as_bytes(), letter);
                    self.others[script] += alike / 2;
                    rest = rest.as_str()[alike..].chars();
                }
                () if is_latin(letter) => self.latin += 1,
                () => self.rare += 1,
            }
        }
    }

    /// Letters of the scripts that are known and not Latin.
    pub fn other(&self) -> usize {
        self.others.iter().sum()
    }

    /// All letters.
    pub fn all(&self) -> usize {
        self.latin + self.other() + self.rare
    }

    /// The language that the script with the most letters is most often of, Latin aside. Japanese has more Han than kana.
    pub fn most_likely(&self) -> Option<&'static str> {
        let count = |tag: &str| SCRIPTS.iter().zip(self.others).find(|((.., of), _)| *of == tag).map_or(0, |(_, n)| n);
        if count("ja") > 0 && count("ja") + count("zh") > self.other() / 2 {
            return Some("ja");
        }
        let most = SCRIPTS.iter().zip(self.others).max_by_key(|(_, letters)| *letters);
        most.filter(|(_, letters)| *letters > 0).map(|((.., tag), _)| *tag)
    }
}

/// How many bytes at the start of a text are usual letters of the script of a letter, where that is Hebrew or Arabic.
fn usual_letters_beside(text: &[u8], letter: char) -> usize {
    match letter {
        'א'..='ת' | 'ء'..='ي' => {
            let is_hebrew = |first: u8| first == 0xd7;
            let own = is_hebrew(letter.encode_utf8(&mut [0; 4]).as_bytes()[0]);
            let (pairs, _) = text.as_chunks();
            let alike = |pair: &&[u8; 2]| is_usual_rightwards(pair) && is_hebrew(pair[0]) == own;
            2 * pairs.iter().take_while(alike).count()
        }
        _ => 0,
    }
}

/// Whether a character is in the range of a script.
fn is_of(script: usize, c: char) -> bool {
    let (first, last, _) = SCRIPTS[script];
    (first..=last).contains(&c)
}

/// Whether a letter is Latin, full-width ones among them.
fn is_latin(letter: char) -> bool {
    matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{AA}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FF21}'..='\u{FF5A}')
}
