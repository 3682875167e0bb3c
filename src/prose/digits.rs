//! Digits of any script.

/// The number that a text begins with, and its length. A year such as `2020` counts no items.
pub(super) fn short_number(text: &str) -> Option<(u32, usize)> {
    let end = text.find(|c: char| digit(c).is_none()).unwrap_or(text.len());
    let value = text[..end].chars().take(4).filter_map(digit).fold(0, |value, digit| value * 10 + digit);
    (end > 0 && value <= 99).then_some((value, end))
}

/// The value of a decimal digit of any script that we print.
pub fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 17] = [
        0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20, 0x1040,
        0x17E0, 0xFF10,
    ];
    if c < '\u{660}' || ('\u{66a}'..'\u{6f0}').contains(&c) {
        // ASCII, European letters, and letters of Hebrew and Arabic.
        return c.to_digit(10);
    }
    ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))
}
