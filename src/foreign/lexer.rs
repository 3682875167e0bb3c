//! Bytes become objects (ISO 32000-1, 7.2 and 7.3), leniently: what readers take, we take.

use super::budget::{Budget, DICTIONARY, entry};
use super::error::ForeignError;
use super::limits::{DEPTH, NAME, NUMBER};
use super::object::{Dictionary, Object, is_regular, is_white};

/// A place in some bytes.
#[derive(Clone, Copy)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What does not read as an object.
fn unreadable() -> ForeignError {
    ForeignError::Damaged("one of its objects cannot be read")
}

impl<'a> Lexer<'a> {
    /// A lexer that begins at byte `at`.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { bytes, at: at.min(bytes.len()) }
    }

    /// Where it is.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).expect("the place is never behind the end")
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes white space and comments.
    pub(super) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                self.pass(|byte| byte != b'\r' && byte != b'\n');
            } else if is_white(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn pass(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !wanted(*byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Passes a keyword, if it stands here, after white space.
    pub(super) fn keyword(&mut self, word: &[u8]) -> bool {
        self.skip();
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Passes a number without sign, if one stands here, after white space.
    pub(super) fn natural(&mut self) -> Option<u64> {
        let mut ahead = *self;
        ahead.skip();
        let digits = ahead.pass(|byte| byte.is_ascii_digit());
        let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
        *self = ahead;
        Some(number)
    }

    /// The same, but white space stays passed where no number follows: the caller pays for what was passed.
    pub(super) fn number_ahead(&mut self) -> Option<u64> {
        self.skip();
        self.natural()
    }

    /// Passes the head of an indirect object, `12 0 obj`, and tells its number.
    pub(super) fn head(&mut self) -> Option<u32> {
        let number = u32::try_from(self.number_ahead()?).ok()?;
        self.number_ahead()?;
        self.keyword(b"obj").then_some(number)
    }

    /// Reads an object, whose bytes it pays for.
    pub(super) fn object(&mut self, budget: &mut Budget) -> Result<Object, ForeignError> {
        let start = self.at;
        let object = self.nested(budget, DEPTH);
        budget.work(self.at - start)?;
        object
    }

    fn nested(&mut self, budget: &mut Budget, depth: usize) -> Result<Object, ForeignError> {
        budget.node()?;
        self.skip();
        let start = self.at;
        let object = self.either(budget, depth)?;
        // Those that hold others were paid for with them.
        if matches!(object, Object::String(_) | Object::Name(_) | Object::Real(_)) {
            budget.memory(self.at - start)?;
        }
        Ok(object)
    }

    fn either(&mut self, budget: &mut Budget, depth: usize) -> Result<Object, ForeignError> {
        let deeper = depth.checked_sub(1).ok_or(ForeignError::TooComplex)?;
        match self.peek().ok_or_else(unreadable)? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.literal().map(Object::String),
            b'[' => self.array(budget, deeper),
            b'<' if self.rest().starts_with(b"<<") => self.dictionary(budget, deeper).map(Object::Dictionary),
            b'<' => self.hexadecimal().map(Object::String),
            b'0'..=b'9' => self.reference().map_or_else(|| self.number(), Ok),
            b'+' | b'-' | b'.' => self.number(),
            _ => match self.pass(is_regular) {
                b"true" => Ok(Object::Boolean(true)),
                b"false" => Ok(Object::Boolean(false)),
                b"null" => Ok(Object::Null),
                _ => Err(unreadable()),
            },
        }
    }

    fn array(&mut self, budget: &mut Budget, depth: usize) -> Result<Object, ForeignError> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.keyword(b"]") {
            items.push(self.nested(budget, depth)?);
        }
        items.shrink_to_fit();
        Ok(Object::Array(items))
    }

    fn dictionary(&mut self, budget: &mut Budget, depth: usize) -> Result<Dictionary, ForeignError> {
        self.at += 2;
        budget.memory(DICTIONARY)?;
        let mut entries = Dictionary::new();
        while !self.keyword(b">>") {
            if self.peek() != Some(b'/') {
                return Err(unreadable());
            }
            let key = self.name()?;
            budget.memory(entry(entries.len(), &key))?;
            let value = self.nested(budget, depth)?;
            entries.insert(key, value);
        }
        Ok(entries)
    }

    /// `12 0 R`, if that is what stands here.
    fn reference(&mut self) -> Option<Object> {
        let mut ahead = *self;
        let number = u32::try_from(ahead.natural()?).ok()?;
        if !ahead.peek().is_some_and(is_white) {
            return None;
        }
        ahead.natural()?;
        if !ahead.keyword(b"R") || ahead.peek().is_some_and(is_regular) {
            return None;
        }
        *self = ahead;
        Some(Object::Reference(number))
    }

    /// A number, whole if it reads so. Letters that are no number go on as they are, for readers differ about them.
    fn number(&mut self) -> Result<Object, ForeignError> {
        let letters = self.pass(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.'));
        if letters.len() > NUMBER {
            return Err(ForeignError::TooComplex);
        }
        let whole = std::str::from_utf8(letters).ok().and_then(|letters| letters.parse().ok());
        Ok(whole.map_or_else(|| Object::Real(letters.into()), Object::Integer))
    }

    fn name(&mut self) -> Result<Box<[u8]>, ForeignError> {
        self.at += 1;
        let spelled = self.pass(is_regular);
        if spelled.len() > NAME {
            return Err(ForeignError::TooComplex);
        }
        if !spelled.contains(&b'#') {
            return Ok(spelled.into());
        }
        let mut name = Vec::with_capacity(spelled.len());
        let mut rest = spelled;
        while let Some((&byte, behind)) = rest.split_first() {
            let escaped = match behind {
                [high, low, ..] if byte == b'#' => digit(*high).zip(digit(*low)),
                _ => None,
            };
            name.push(escaped.map_or(byte, |(high, low)| high << 4 | low));
            rest = if escaped.is_some() { &behind[2..] } else { behind };
        }
        Ok(name.into())
    }

    fn hexadecimal(&mut self) -> Result<Box<[u8]>, ForeignError> {
        self.at += 1;
        let spelled = self.pass(|byte| byte != b'>');
        self.peek().ok_or_else(unreadable)?;
        self.at += 1;
        let digits: Vec<u8> = spelled.iter().filter_map(|byte| digit(*byte)).collect();
        Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect())
    }

    fn literal(&mut self) -> Result<Box<[u8]>, ForeignError> {
        self.at += 1;
        let mut string = Vec::new();
        let mut open = 1usize;
        loop {
            string.extend_from_slice(self.pass(|byte| !matches!(byte, b'(' | b')' | b'\\' | b'\r')));
            let byte = self.next()?;
            match byte {
                b'\\' => self.escape(&mut string)?,
                // An end of line in a string is one line feed, however it is written (7.3.4.2).
                b'\r' => {
                    self.at += usize::from(self.peek() == Some(b'\n'));
                    string.push(b'\n');
                }
                _ => {
                    open = open + usize::from(byte == b'(') - usize::from(byte == b')');
                    if open == 0 {
                        return Ok(string.into());
                    }
                    string.push(byte);
                }
            }
        }
    }

    /// The next string, whatever stands before it: for content streams, whose operators do not matter here.
    pub(super) fn next_string(&mut self) -> Option<Box<[u8]>> {
        loop {
            self.skip();
            let string = match self.peek()? {
                b'(' => self.literal(),
                b'<' if !self.rest().starts_with(b"<<") => self.hexadecimal(),
                b'<' => {
                    self.at += 2;
                    continue;
                }
                _ => {
                    self.at += 1;
                    self.pass(is_regular);
                    continue;
                }
            };
            return string.ok();
        }
    }

    fn next(&mut self) -> Result<u8, ForeignError> {
        let byte = self.peek().ok_or_else(unreadable)?;
        self.at += 1;
        Ok(byte)
    }

    fn escape(&mut self, string: &mut Vec<u8>) -> Result<(), ForeignError> {
        match self.next()? {
            b'n' => string.push(b'\n'),
            b'r' => string.push(b'\r'),
            b't' => string.push(b'\t'),
            b'b' => string.push(8),
            b'f' => string.push(12),
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'\n' => {}
            first @ b'0'..=b'7' => {
                let mut code = u32::from(first - b'0');
                for _ in 0..2 {
                    if let Some(byte @ b'0'..=b'7') = self.peek() {
                        code = code * 8 + u32::from(byte - b'0');
                        self.at += 1;
                    }
                }
                string.push((code & 255) as u8);
            }
            other => string.push(other),
        }
        Ok(())
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|value| value as u8)
}
