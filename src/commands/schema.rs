//! `handout schema`: the JSON Schemas of the files that people write, for their editors.

use std::borrow::Cow;

/// A kind of file that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// `ID.yaml`.
    Article,
    /// `handout.yaml`.
    Site,
    /// `packets/NAME.yaml`.
    Packet,
}

/// The JSON Schema of a kind of file.
pub fn schema(of: Schema) -> Cow<'static, str> {
    match of {
        Schema::Article => crate::article::SCHEMA.into(),
        Schema::Site => crate::site::schema().into(),
        Schema::Packet => crate::packet::schema().into(),
    }
}
