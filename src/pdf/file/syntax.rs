//! The spelling of PDF objects (ISO 32000-1, 7.3): numbers, names, strings, references.

use crate::pdf::error::Error;

/// The number of an indirect object; its generation is always 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::pdf) struct Ref(pub u32);

impl Ref {
    /// The object `n` places further on.
    pub(in crate::pdf) fn plus(self, n: usize) -> Ref {
        Ref(self.0 + n as u32)
    }
}

/// A length in hundredths of a point: fine enough for print, short in a file, and free of drift when subtracted.
pub(in crate::pdf) type Centipoints = i32;

/// Rounds a length; an error unless it is finite and within some ten thousand pages' width.
pub(in crate::pdf) fn centipoints(length: f32) -> Result<Centipoints, Error> {
    if length.is_finite() && length.abs() < 1.0e6 {
        // A product and a sum of so few digits are exact, so that this rounds as `round` does, which is a call.
        let length = f64::from(length) * 100.0;
        Ok((length + 0.5f64.copysign(length)) as Centipoints)
    } else {
        Err(Error::Number)
    }
}

/// Back to points. The shortest decimal of the result has at most two places.
pub(in crate::pdf) fn points(length: Centipoints) -> f32 {
    (f64::from(length) / 100.0) as f32
}

/// An integer.
#[inline]
pub(in crate::pdf) fn int(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    let size = number.unsigned_abs();
    if size >= SMALL.len() as u64 {
        return large_int(out, size);
    }
    // Three bytes are always copied, and those behind the digits cut off: a copy of known length needs no call.
    let [digits @ .., length] = &SMALL[size as usize];
    let end = out.len() + usize::from(*length);
    out.extend_from_slice(digits);
    out.truncate(end);
}

/// The digits of numbers below a thousand, and how many there are.
static SMALL: [[u8; 4]; 1000] = {
    let mut all = [[0; 4]; 1000];
    let mut number = 0;
    while number < all.len() {
        let digits = [number / 100, number / 10 % 10, number % 10];
        let length = 1 + (number >= 10) as usize + (number >= 100) as usize;
        let mut at = 0;
        while at < length {
            all[number][at] = b'0' + digits[3 - length + at] as u8;
            at += 1;
        }
        all[number][3] = length as u8;
        number += 1;
    }
    all
};

/// An integer of any size.
fn large_int(out: &mut Vec<u8>, mut rest: u64) {
    let mut digits = [0u8; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
}

/// A number given in hundredths.
pub(in crate::pdf) fn hundredths(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    let size = number.unsigned_abs();
    int(out, (size / 100) as i64);
    let fraction = (size % 100) as u8;
    if fraction > 0 {
        out.push(b'.');
        out.push(b'0' + fraction / 10);
        if !fraction.is_multiple_of(10) {
            out.push(b'0' + fraction % 10);
        }
    }
}

/// A rectangle or other list of numbers given in hundredths, in brackets.
pub(in crate::pdf) fn hundredths_array(out: &mut Vec<u8>, numbers: &[Centipoints]) {
    out.push(b'[');
    for (index, &number) in numbers.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        hundredths(out, i64::from(number));
    }
    out.push(b']');
}

/// An indirect reference.
pub(in crate::pdf) fn reference(out: &mut Vec<u8>, to: Ref) {
    int(out, i64::from(to.0));
    out.extend_from_slice(b" 0 R");
}

/// A list of indirect references, in brackets.
pub(in crate::pdf) fn references(out: &mut Vec<u8>, numbers: impl Iterator<Item = Ref>) {
    out.push(b'[');
    for (index, number) in numbers.enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        reference(out, number);
    }
    out.push(b']');
}

/// A literal string of bytes.
pub(in crate::pdf) fn bytes(out: &mut Vec<u8>, string: &[u8]) {
    out.push(b'(');
    for &byte in string {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\n' => out.extend_from_slice(b"\\n"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

/// A text string (7.9.2.2): ASCII as it is, anything else as UTF-16BE behind a byte order mark.
pub(in crate::pdf) fn text(out: &mut Vec<u8>, string: &str) {
    if string.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        bytes(out, string.as_bytes());
    } else {
        bytes(out, &utf16(string));
    }
}

/// UTF-16BE behind a byte order mark.
pub(in crate::pdf) fn utf16(string: &str) -> Vec<u8> {
    let mut encoded = vec![0xFE, 0xFF];
    encoded.extend(string.encode_utf16().flat_map(u16::to_be_bytes));
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for number in [
            i64::MIN,
            -1000,
            -999,
            -120,
            -10,
            -9,
            0,
            7,
            10,
            99,
            100,
            101,
            999,
            1000,
            1001,
            9999,
            10_000,
            45_678,
            i64::MAX,
        ] {
            assert_eq!(spelled(|out| int(out, number)), number.to_string());
        }
        for number in -1100..=1100 {
            assert_eq!(spelled(|out| int(out, number)), number.to_string());
        }
        assert_eq!(spelled(|out| hundredths_array(out, &[0, 61200, -5, 1010, 79199])), "[0 612 -0.05 10.1 791.99]");
    }

    #[test]
    fn text_outside_ascii_is_utf16() {
        assert_eq!(spelled(|out| text(out, r"a (b) \")), r"(a \(b\) \\)");
        let mut out = Vec::new();
        text(&mut out, "é𝕏");
        assert_eq!(out, b"(\xFE\xFF\x00\xE9\xD8\x35\xDD\x4F)");
    }

    #[test]
    fn a_length_must_be_finite() {
        assert_eq!(centipoints(10.006), Ok(1001));
        for (length, rounded) in
            [(0.125, 13), (-0.125, -13), (0.124_999_99, 12), (999_999.94, 99_999_994), (0.005, 0), (1e-40, 0)]
        {
            assert_eq!(centipoints(length), Ok(rounded), "{length}");
        }
        assert_eq!(centipoints(f32::NAN), Err(Error::Number));
        assert_eq!(centipoints(f32::INFINITY), Err(Error::Number));
        assert_eq!(centipoints(1.0e9), Err(Error::Number));
    }
}
