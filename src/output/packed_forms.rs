//! The forms in which records keep dates and digests: shorter than serde's own, as records are held by the hundred thousand.

/// A date as year, month and day, in four bytes.
pub mod date {
    use jiff::civil::Date;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes a date.
    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        (date.year(), date.month(), date.day()).serialize(serializer)
    }

    /// Reads a date.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let (year, month, day) = Deserialize::deserialize(deserializer)?;
        Date::new(year, month, day).map_err(D::Error::custom)
    }
}

/// A date as [`date`] has it, or none, in one byte.
pub mod optional_date {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Packed(#[serde(with = "super::date")] Date);

    /// Writes a date, or that there is none.
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        date.map(Packed).serialize(serializer)
    }

    /// Reads a date, if there is one.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let packed: Option<Packed> = Deserialize::deserialize(deserializer)?;
        Ok(packed.map(|Packed(date)| date))
    }
}

/// A digest that is mostly zeros, which stand for none: those take one byte.
pub mod optional_digest {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::fs::file_state::Digest;

    /// Writes a digest, zeros as none.
    pub fn serialize<S: Serializer>(digest: &Digest, serializer: S) -> Result<S::Ok, S::Error> {
        Some(digest).filter(|digest| **digest != Digest::default()).serialize(serializer)
    }

    /// Reads a digest, none as zeros.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        let digest: Option<Digest> = Deserialize::deserialize(deserializer)?;
        Ok(digest.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use serde::{Deserialize, Serialize};

    use crate::fs::file_state::Digest;

    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    struct Row {
        #[serde(with = "super::date")]
        day: Date,
        #[serde(with = "super::optional_date")]
        other: Option<Date>,
        #[serde(with = "super::optional_digest")]
        digest: Digest,
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (day, other, digest, length) in [
            (date(2026, 11, 26), None, [0; 32], 6),
            (Date::MIN, Some(Date::MAX), [7; 32], 5 + 6 + 33),
            (Date::ZERO, Some(Date::MIN), [0; 32], 3 + 6 + 1),
        ] {
            let row = Row { day, other, digest };
            let bytes = postcard::to_stdvec(&row).unwrap();
            assert_eq!(bytes.len(), length, "{row:?}");
            assert_eq!(postcard::from_bytes::<Row>(&bytes).unwrap(), row);
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_refused() {
        let bytes = postcard::to_stdvec(&((2026i16, 2i8, 30i8), None::<()>, None::<()>)).unwrap();
        assert!(postcard::from_bytes::<Row>(&bytes).is_err());
    }
}
