//! What is kept between runs.

use std::sync::{Arc, OnceLock};

use crate::fs::cancel::CancelFlag;
use crate::html::FontCache;
use crate::pdf::StreamCache;
use crate::text::fonts::Fonts;

/// What is worth keeping between runs, fonts and finished streams, and the flag that ends a run early.
#[derive(Default)]
pub struct Session {
    fonts: OnceLock<Fonts>,
    pub(crate) streams: Arc<StreamCache>,
    /// The fonts of web pages.
    pub(crate) page_fonts: Arc<FontCache>,
    pub(crate) cancel: CancelFlag,
}

impl Session {
    /// A flag that ends the run under way: what is being written is finished, nothing else is begun.
    pub fn cancel_flag(&self) -> CancelFlag {
        self.cancel.clone()
    }

    /// The fonts, read when they are first needed.
    pub(crate) fn fonts(&self) -> &Fonts {
        self.fonts.get_or_init(Fonts::new)
    }
}
