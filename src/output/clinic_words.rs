//! A clinic's own words in the form in which the state keeps them: the list of all web pages is in them, and is written by who
//! has not read the settings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::locale::{OwnDates, OwnWords, forms};

/// [`OwnWords`] in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicWords {
    /// BCP 47 tag.
    language: String,
    /// By the names of their labels.
    words: BTreeMap<String, String>,
    /// How dates are written, and the months.
    dates: Option<(String, [String; 12])>,
}

impl From<&OwnWords> for ClinicWords {
    fn from(own: &OwnWords) -> ClinicWords {
        ClinicWords {
            language: own.language.tag().to_owned(),
            words: own.words.iter().map(|(name, words)| ((*name).to_owned(), words.clone())).collect(),
            dates: own.dates.as_ref().map(|dates| (dates.template.clone(), dates.months.clone())),
        }
    }
}

impl ClinicWords {
    /// The words themselves; `None` where the file names no language. Names that this build does not know are left out.
    pub fn own(&self) -> Option<OwnWords> {
        let known = |form: crate::locale::Form| Some((form.name, self.words.get(form.name)?.clone()));
        Some(OwnWords {
            language: Language::parse(&self.language)?,
            words: forms().filter_map(known).collect(),
            dates: self.dates.clone().map(|(template, months)| OwnDates { template, months }),
        })
    }
}
