//! The clinic: its name, contacts and wishes, from `handout.yaml`.

use std::sync::Arc;

use serde_json::{Value, json};

mod clinic;
mod contacts;
mod labels;
mod lint;
mod read;
#[cfg(test)]
mod tests;

pub use clinic::ClinicSite;
pub use contacts::{Contact, Contacts};
pub use lint::{Budgets, LINTS, Level, Lint, ReviewInterval, Rules, Temperature};
use read::Reading;

use crate::language::Language;
use crate::locale::{DATE, OwnWords, english, forms};
use crate::picture::{Color, Picture};
use crate::prose::Text;

/// The form of a site file as JSON Schema (draft 2020-12), for editors. It names every label, with its English words.
pub fn schema() -> String {
    let mut schema: Value = serde_json::from_str(include_str!("schema.json")).expect("our own schema is JSON");
    let labels = &mut schema["properties"]["labels"]["properties"];
    for form in forms().chain([DATE]) {
        labels[form.name] = json!({ "$ref": "#/$defs/text", "description": english(form) });
        if !form.places.is_empty() {
            // Each place somewhere in the words.
            let places: Vec<String> = form.places.iter().map(|place| format!("(?=.*{})", regex_of(place))).collect();
            labels[form.name]["pattern"] = places.concat().into();
        }
    }
    format!("{schema:#}\n")
}

/// A regular expression for a place such as `{date}`: braces have a meaning there.
fn regex_of(place: &str) -> String {
    place.replace('{', r"\{").replace('}', r"\}")
}

/// The clinic that hands out the paper; the default has no name and a plain masthead.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its name.
    pub name: Option<Text>,
    /// Printed under the name.
    pub tagline: Option<Text>,
    /// What the clinic belongs to; printed at the end of the masthead, opposite the name.
    pub affiliate: Option<Text>,
    /// Printed beside the name.
    pub logo: Option<Arc<Picture>>,
    /// Whom patients call, in the order of the file.
    pub contacts: Contacts,
    /// The number of an emergency: `911`.
    pub emergency: Option<Text>,
    /// The language of articles that name none.
    pub language: Language,
    /// Paper.
    pub page: Paper,
    /// The editions that are made of each article; never empty.
    pub editions: Vec<Edition>,
    /// The languages whose translations are also made side by side with their originals.
    pub bilingual: Arc<[Language]>,
    /// Whether handouts are set a little closer to save paper.
    pub fit: Fit,
    /// Colour of headings and rules.
    pub color: Option<Color>,
    /// How loudly findings on the text are told.
    pub lint: Lint,
    /// Paragraphs printed at the end of each handout.
    pub disclaimer: Arc<[Text]>,
    /// Whether each handout has a frame for the patient's label on page one.
    pub patient_label: bool,
    /// Whether current signatures are printed at the end of a handout.
    pub print_signatures: bool,
    /// For one clinic of several: what is said to all, without the clinic's own. Articles are signed under these settings, once
    /// for all clinics: who signs answers for the article, and a clinic for its own name and numbers.
    pub shared: Option<Arc<Site>>,
    /// Words in the place of the tool's own, in handouts in their language.
    pub labels: Option<Arc<OwnWords>>,
    /// How web pages of the handouts are made; `None` where none are asked for.
    pub html: Option<Html>,
}

/// How web pages are made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    /// The address under which the output folder is on the web, without a slash at its end.
    pub base: Option<String>,
    /// What their text is set in.
    pub fonts: PageFonts,
}

/// What the text of web pages is set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageFonts {
    /// The fonts of the reader's system.
    #[default]
    System,
    /// Our own, inside the page, for scripts other than Latin, Greek and Cyrillic.
    Embed,
}

impl Default for Site {
    fn default() -> Self {
        Site {
            name: None,
            tagline: None,
            affiliate: None,
            logo: None,
            contacts: Contacts::default(),
            emergency: None,
            language: Language::english(),
            page: Paper::default(),
            editions: vec![Edition::Standard],
            bilingual: [].into(),
            fit: Fit::default(),
            color: None,
            lint: Lint::default(),
            disclaimer: [].into(),
            patient_label: false,
            print_signatures: false,
            shared: None,
            labels: None,
            html: None,
        }
    }
}

/// Paper sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 8.5 by 11 inches.
    #[default]
    Letter,
    /// 210 by 297 mm.
    A4,
}

/// What handouts are set closer for, if at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// Where that saves a sheet of paper.
    #[default]
    Sheets,
    /// Never.
    None,
}

/// What a handout is also written as, beside its PDFs, once in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A web page.
    Html,
    /// Plain text, for messages.
    Text,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 2] = [Format::Html, Format::Text];

    /// The ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Text => "txt",
        }
    }
}

/// Forms of one handout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The ordinary one.
    Standard,
    /// Large print.
    Large,
    /// Small print in two columns, on as few sheets as can be.
    Compact,
    /// A translation side by side with its original.
    Bilingual,
    /// A translation and its original in large print.
    BilingualLarge,
}

impl Edition {
    /// Every edition.
    pub const ALL: [Edition; 5] =
        [Edition::Standard, Edition::Large, Edition::Compact, Edition::Bilingual, Edition::BilingualLarge];
    /// The editions of one language, which a site file lists.
    pub const OF_ONE_LANGUAGE: [Edition; 3] = [Edition::Standard, Edition::Large, Edition::Compact];

    /// As site files, flags and the manifest have it.
    pub fn name(self) -> &'static str {
        match self {
            Edition::Standard => "standard",
            Edition::Large => "large",
            Edition::Compact => "compact",
            Edition::Bilingual => "bilingual",
            Edition::BilingualLarge => "bilingual-large",
        }
    }

    /// Whether it holds a translation and its original.
    pub fn is_bilingual(self) -> bool {
        matches!(self, Edition::Bilingual | Edition::BilingualLarge)
    }

    /// The edition of two languages for who asks for this one of one language.
    pub fn in_two_languages(self) -> Edition {
        match self {
            Edition::Large | Edition::BilingualLarge => Edition::BilingualLarge,
            Edition::Standard | Edition::Compact | Edition::Bilingual => Edition::Bilingual,
        }
    }
}
