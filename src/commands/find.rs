//! `handout find`: which handouts are there, from the manifest.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::str::FromStr;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Codes, System};
use crate::content::language_names::tag_of;
use crate::fs::error::Error;
use crate::language::widening;
use crate::locale::Locale;
use crate::output::manifest::Entry;
use crate::output::record::{CodeLists, StatusName};
use crate::output::sites_list;
use crate::site::Edition;

/// Words that are compared with those of all handouts, letter by letter, where nothing fits.
const MOST_WORDS: usize = 20;
/// Letters of the longest word that others are compared with, letter by letter.
const LONGEST_WORD: usize = 60;

/// What is looked for; all of it has to hold.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Beginnings of words, anywhere in id, title, kind, keywords, headings, key points or codes; letter case and accents
    /// aside.
    pub words: Vec<String>,
    /// A topic code.
    pub code: Option<TopicCode>,
    /// A language: `es` finds `es-US` too.
    pub language: Option<String>,
    /// An edition.
    pub edition: Option<Edition>,
    /// A clinic of several.
    pub site: Option<String>,
}

/// A code of a terminology, as it is typed: `icd10cm:R25.2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicCode {
    system: System,
    code: String,
}

impl FromStr for TopicCode {
    type Err = String;

    fn from_str(text: &str) -> Result<TopicCode, String> {
        // A system's address has colons of its own.
        let (system, code) = text.rsplit_once([':', '|']).unwrap_or(("", text));
        let systems = System::ALL.map(System::key).join(", ");
        let system = System::named(system)
            .ok_or_else(|| format!("write the system, a colon and the code: icd10cm:R25.2; systems are {systems}"))?;
        match compared(code) {
            code if code.is_empty() => Err("there is no code behind the colon".to_owned()),
            code => Ok(TopicCode { system, code }),
        }
    }
}

/// A code without its dots, in capitals: `R25.2` and `r252` are one.
fn compared(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric() || *c == '-').flat_map(char::to_uppercase).collect()
}

/// A PDF that was found, as programs get it: the manifest's own entry and its codes with their systems.
#[derive(Serialize)]
pub struct Hit {
    #[serde(flatten)]
    entry: Entry<'static>,
    topics: Vec<Topic>,
}

#[derive(Serialize)]
struct Topic {
    system: &'static str,
    oid: &'static str,
    uri: &'static str,
    code: String,
}

impl Hit {
    /// The ID of its article.
    pub fn id(&self) -> &str {
        &self.entry.id
    }

    /// The clinic of several whose it is.
    pub fn site(&self) -> Option<&str> {
        self.entry.site.as_deref()
    }

    /// BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.entry.language
    }

    /// Kind and title.
    pub fn title(&self) -> String {
        full_title(&self.entry)
    }

    /// Path below the output folder.
    pub fn pdf(&self) -> &str {
        &self.entry.pdf
    }

    /// What a reader should know before it is printed.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = vec![self.entry.language.to_string()];
        remarks.extend(self.entry.edition.remark().map(str::to_owned));
        remarks.push(format!("updated {}", self.entry.updated));
        remarks.push(match self.entry.pages {
            1 => "1 page".to_owned(),
            pages => format!("{pages} pages"),
        });
        remarks.extend((self.entry.status == StatusName::Draft).then(|| "DRAFT".to_owned()));
        remarks.extend(match self.entry.outdated {
            Some(changed) => Some(format!("not current: older than its original of {changed}")),
            None if self.entry.current => None,
            None if self.entry.gone => Some("not current: its article is gone".to_owned()),
            None => Some("not current: its article has changed since, or has an error".to_owned()),
        });
        remarks
    }
}

/// What was found, best first, and for nothing found what would lead on.
pub struct Finding {
    /// PDFs.
    pub hits: Vec<Hit>,
    /// What to ask instead; `None` where something was found.
    pub advice: Option<Advice>,
}

/// What to ask instead of what found nothing.
#[derive(Debug, PartialEq, Eq)]
pub enum Advice {
    /// A word of some handout that is spelled like one that was looked for.
    Meant(String),
    /// The tag of a language that was called by its name.
    Tag(Cow<'static, str>),
    /// There is one in another language or edition: its title, its ID, and the languages and editions it is there in.
    Elsewhere(String, String, Vec<String>),
    /// No handout is in this language; these languages are there.
    Languages(Vec<String>),
    /// No handout has this code.
    NoCode,
    /// Words that none has.
    FewerWords,
    /// There is no handout at all.
    Empty,
    /// Neither words nor a code were looked for.
    Nothing,
}

/// Looks through the manifest of an output folder, and those of the clinics in it. Without words, codes or the like, all of it fits.
///
/// # Errors
/// When there is no manifest.
pub fn find(output: &Path, query: &Query) -> Result<Finding, Error> {
    let mut known = HashSet::new();
    let wanted = query.words.iter().flat_map(|words| words_of(words)).filter(|word| known.insert(word.clone()));
    let wanted: Vec<String> = wanted.collect();
    let found = sites_list::manifests(output, query.site.as_deref())?;
    let entries: Vec<Entry<'static>> = found.into_iter().flat_map(|found| found.manifest.entries()).collect();
    let mut hits: Vec<(usize, &Entry<'static>)> = Vec::new();
    for entry in entries.iter().filter(|entry| is_of(entry, query)) {
        if let Some(score) = score(entry, &wanted) {
            hits.push((score, entry));
        }
    }
    // Equal ones stay in the manifest's order.
    hits.sort_by_key(|(score, _)| Reverse(*score));
    let advice = hits.is_empty().then(|| advice(&entries, query, &wanted));
    Ok(Finding { hits: hits.into_iter().map(|(_, entry)| hit(entry.clone())).collect(), advice })
}

/// What leads on from a query that nothing fits.
fn advice(entries: &[Entry<'static>], query: &Query, wanted: &[String]) -> Advice {
    if entries.is_empty() {
        return Advice::Empty;
    }
    if let Some(tag) = query.language.as_deref().and_then(tag_of) {
        return Advice::Tag(tag);
    }
    let anywhere = Query { language: None, edition: None, ..query.clone() };
    let elsewhere: Vec<&Entry> =
        entries.iter().filter(|entry| is_of(entry, &anywhere) && score(entry, wanted).is_some()).collect();
    if let Some(first) = elsewhere.first().filter(|_| query.code.is_some() || !wanted.is_empty()) {
        let mut forms: Vec<String> =
            elsewhere.iter().filter(|entry| entry.id == first.id).map(|entry| form(entry)).collect();
        forms.dedup();
        return Advice::Elsewhere(full_title(first), first.id.to_string(), forms);
    }
    let of_language = Query { language: query.language.clone(), ..Query::default() };
    if query.language.is_some() && !entries.iter().any(|entry| is_of(entry, &of_language)) {
        let languages: BTreeSet<String> = entries.iter().map(|entry| entry.language.to_string()).collect();
        return Advice::Languages(languages.into_iter().collect());
    }
    if wanted.is_empty() {
        return if query.code.is_some() { Advice::NoCode } else { Advice::Nothing };
    }
    let first = &wanted[..wanted.len().min(MOST_WORDS)];
    let near = entries.iter().filter_map(|entry| nearest(entry, first)).max();
    near.map_or(Advice::FewerWords, |(_, word)| Advice::Meant(word))
}

/// "es, large print".
fn form(entry: &Entry) -> String {
    match entry.edition.remark() {
        Some(remark) => format!("{}, {remark}", entry.language),
        None => entry.language.to_string(),
    }
}

/// As the handout has it.
fn full_title(entry: &Entry) -> String {
    let (locale, _) = Locale::of(&entry.language);
    locale.full_title(entry.kind.as_deref(), &entry.title)
}

fn hit(entry: Entry<'static>) -> Hit {
    let codes = Codes::from(entry.codes.clone().into_owned());
    let of = |system: System| {
        let topic = move |code: &String| Topic {
            system: system.key(),
            oid: system.oid(),
            uri: system.uri(),
            code: code.clone(),
        };
        codes.of(system).iter().map(topic)
    };
    let topics = System::ALL.into_iter().flat_map(of).collect();
    Hit { entry, topics }
}

fn is_of(entry: &Entry, query: &Query) -> bool {
    let is_language = query
        .language
        .as_ref()
        .is_none_or(|asked| widening(&entry.language).any(|tag| tag.eq_ignore_ascii_case(asked)));
    let is_edition = query.edition.is_none_or(|edition| entry.edition == edition.into());
    let is_topic = query.code.as_ref().is_none_or(|asked| {
        let codes = Codes::from(CodeLists::clone(&entry.codes));
        codes.of(asked.system).iter().any(|code| compared(code) == asked.code)
    });
    is_language && is_edition && is_topic
}

/// How well an entry fits: a word of the title counts for more than one of the rest. `None` when a word is nowhere in it.
fn score(entry: &Entry, wanted: &[String]) -> Option<usize> {
    let title = words_of(&entry.title);
    let rest = other_words(entry);
    wanted.iter().try_fold(0, |sum, wanted| {
        let begins = |word: &String| word.starts_with(wanted.as_str());
        let points = match () {
            () if title.contains(wanted) => 4,
            () if title.iter().any(begins) => 3,
            () if rest.contains(wanted) => 2,
            () if rest.iter().any(begins) => 1,
            () => return None,
        };
        Some(sum + points)
    })
}

fn other_words(entry: &Entry) -> Vec<String> {
    let codes = [&entry.codes.snomed, &entry.codes.icd10cm, &entry.codes.rxnorm, &entry.codes.loinc];
    let codes = codes.into_iter().flatten().map(|code| code.to_lowercase());
    let lists = [&entry.keywords, &entry.headings, &entry.summary];
    let lists = lists.into_iter().flat_map(|list| list.iter().map(String::as_str));
    let texts = [entry.id.as_ref()].into_iter().chain(entry.kind.as_deref()).chain(lists);
    texts.flat_map(words_of).chain(codes).chain([entry.code.to_lowercase()]).collect()
}

/// The word of an entry that is most like one it lacks.
fn nearest(entry: &Entry, wanted: &[String]) -> Option<(Reverse<usize>, String)> {
    let words = [words_of(&entry.title), other_words(entry)].concat();
    let lacking = wanted.iter().filter(|wanted| !words.iter().any(|word| word.starts_with(wanted.as_str())));
    let mut near: Option<(usize, &String)> = None;
    for wanted in lacking {
        // One other letter would be half of a word of one or two: such a word is like too many.
        let letters = wanted.chars().count();
        let allowed = match letters {
            3..=LONGEST_WORD => 1 + letters / 6,
            _ => continue,
        };
        for word in words.iter().filter(|word| (3..=letters + allowed).contains(&word.chars().count())) {
            let found = (strsim::osa_distance(wanted, word), word);
            if found.0 <= allowed && near.is_none_or(|near| found < near) {
                near = Some(found);
            }
        }
    }
    near.map(|(distance, word)| (Reverse(distance), word.clone()))
}

/// Words in small letters without accents.
fn words_of(text: &str) -> Vec<String> {
    let plain: String = text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    plain.to_lowercase().unicode_words().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_no_accents() {
        assert_eq!(words_of("Caída del CABELLO"), ["caida", "del", "cabello"]);
        assert_eq!(words_of("side-effects/hair-loss"), ["side", "effects", "hair", "loss"]);
    }

    #[test]
    fn topic_codes_are_read_as_they_are_typed() {
        let code = |text: &str| text.parse::<TopicCode>().map(|it| (it.system, it.code));
        assert_eq!(code("icd10cm:R25.2"), Ok((System::Icd10cm, "R252".to_owned())));
        assert_eq!(code("http://hl7.org/fhir/sid/icd-10-cm|r25.2"), Ok((System::Icd10cm, "R252".to_owned())));
        assert_eq!(code("urn:oid:2.16.840.1.113883.6.1:34133-9"), Ok((System::Loinc, "34133-9".to_owned())));
        assert!(code("R25.2").is_err() && code("icd9:1").is_err() && code("snomed:").is_err());
    }
}
