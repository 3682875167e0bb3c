//! Values of flags that are more than text, as clap reads them.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::Arg;
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use handout::Language;
use handout::diagnostics::Code;

/// Takes any text, so that the command itself can say what was meant; tells shells which texts there are.
#[derive(Clone)]
pub struct CodeName;

impl TypedValueParser for CodeName {
    type Value = String;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Code::ALL.iter().map(|code| PossibleValue::new(code.text()).help(code.summary()))))
    }
}

/// The file of a calendar, by its ending.
pub fn calendar_file(path: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    let is_calendar = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ics"));
    if is_calendar { Ok(path) } else { Err("the name of a calendar ends in `.ics`".to_owned()) }
}

/// A language by its BCP 47 tag.
pub fn language(tag: &str) -> Result<Language, String> {
    let hint = "a language is written as a BCP 47 tag, such as `es`, `es-MX` or `zh-Hant`";
    Language::parse(tag).ok_or_else(|| hint.to_owned())
}
