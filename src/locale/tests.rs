//! What the locales promise.

use super::*;
