//! What the file says of itself, twice over and in agreement: document information and XMP (ISO 14289-1, 7.1); and what its
//! colours mean.

pub(in crate::pdf) mod icc;
pub(in crate::pdf) mod info;
pub(in crate::pdf) mod xmp;
