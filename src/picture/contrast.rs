//! How well one colour can be told from another.

use super::Color;

impl Color {
    /// The colour of paper, and of a screen by day.
    pub const WHITE: Color = Color { red: 255, green: 255, blue: 255 };

    /// The contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21.
    pub fn contrast_with(self, other: Color) -> f32 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Relative luminance as WCAG 2.2 defines it, 0 to 1.
    fn luminance(self) -> f32 {
        let linear = |channel: u8| {
            let share = f32::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}
