//! Links of a translation and of its original: to the same pages, or to the same sites in another language.

use std::ops::Range;

use super::untaken::Untaken;
use crate::article::Passage;
use crate::prose::Text;

/// Bytes of the longest part of an address that may stand in those of many sites: "www", "org".
const SHORT: usize = 3;

/// A link.
pub(super) struct Link<'a> {
    pub text: &'a Text,
    /// The bytes of its words.
    pub range: Range<usize>,
    pub address: &'a str,
}

/// The links of some texts, each once.
pub(super) fn links<'a>(passages: &[Passage<'a>]) -> Vec<Link<'a>> {
    let mut found = Vec::new();
    for passage in passages {
        let mut start = 0;
        let mut before: Option<&str> = None;
        for inline in &passage.text.inlines {
            let end = start + inline.text.len();
            let link = inline.link.as_deref();
            if let Some(address) = link.filter(|_| link != before) {
                found.push(Link { text: passage.text, range: start..end, address });
            }
            (start, before) = (end, link);
        }
    }
    found
}

/// The first link of a translation that leads nowhere the original leads, and the first of the original that the
/// translation does not have. `tag` is the language of the translation. Each link is paired with one other.
pub(super) fn first_unlike<'l, 'a>(
    ours: &'l [Link<'a>],
    theirs: &'l [Link<'a>],
    tag: &str,
) -> (Option<&'l Link<'a>>, Option<&'l Link<'a>>) {
    let addresses = |links: &'l [Link<'a>]| -> Vec<&'a str> { links.iter().map(|link| link.address).collect() };
    let (own, other) = first_unlike_address(&addresses(ours), &addresses(theirs), tag);
    (own.map(|own| &ours[own]), other.map(|other| &theirs[other]))
}

/// The same of addresses, by their places.
fn first_unlike_address(ours: &[&str], theirs: &[&str], tag: &str) -> (Option<usize>, Option<usize>) {
    // Most translations have the links of their originals.
    if ours == theirs {
        return (None, None);
    }
    let names = names(tag);
    let mut others = Untaken::of(theirs, |address| keys(address, names));
    let mut unlike = None;
    for (index, own) in ours.iter().enumerate() {
        let is_there = others.take(&[Key::Address(own)]) || others.take(&sought(own, names));
        if !is_there && unlike.is_none() {
            unlike = Some(index);
        }
    }
    (unlike, others.is_taken().iter().position(|is_taken| !is_taken))
}

/// What a link of the original is found by.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    /// The address.
    Address(&'a str),
    /// A part of an address that is in another language than the translation.
    Part(String),
}

/// The keys of a link of the original.
fn keys<'a>(address: &'a str, names: &str) -> Vec<Key<'a>> {
    let small = small(address);
    let mut keys = vec![Key::Address(address)];
    if !parts(&small).any(|part| is_name(part, names)) {
        keys.extend(long_parts(&small));
    }
    keys
}

/// The keys of the links whose sites an address of the translation is of in its own language: `cancer.gov/espanol`.
fn sought<'a>(address: &str, names: &str) -> Vec<Key<'a>> {
    let small = small(address);
    match parts(&small).any(|part| is_name(part, names)) {
        true => long_parts(&small).collect(),
        false => Vec::new(),
    }
}

/// What a language is called in addresses.
fn names(tag: &str) -> &str {
    match tag {
        "es" => "espanol spanish esp es",
        "fr" => "francais french fr",
        "zh" => "chinese zh cn tw",
        "vi" => "vietnamese vi",
        "ar" => "arabic ar",
        "ru" => "russian ru",
        other => other,
    }
}

fn is_name(part: &str, names: &str) -> bool {
    names.split(' ').any(|name| name == part)
}

/// An address in small letters, without what stands before its site.
fn small(address: &str) -> String {
    address.split_once("://").map_or(address, |(_, rest)| rest).to_lowercase()
}

fn parts(small: &str) -> impl Iterator<Item = &str> {
    small.split(['/', '.', '-', '_', '=', '?', '&'])
}

fn long_parts<'s, 'a>(small: &'s str) -> impl Iterator<Item = Key<'a>> + use<'s, 'a> {
    parts(small).filter(|part| part.len() > SHORT).map(|part| Key::Part(part.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether an address is that of the same site in the language of the translation, each part held against each.
    fn is_translated(own: &str, other: &str, tag: &str) -> bool {
        let (own, other) = (small(own), small(other));
        let is_of_language = |part: &str| is_name(part, names(tag));
        let shares_site = parts(&own).any(|part| part.len() > SHORT && parts(&other).any(|of_other| of_other == part));
        shares_site && parts(&own).any(is_of_language) && !parts(&other).any(is_of_language)
    }

    /// The same as [`first_unlike_address`], each address held against each.
    fn first_unlike_in_pairs(ours: &[&str], theirs: &[&str], tag: &str) -> (Option<usize>, Option<usize>) {
        let mut left: Vec<usize> = (0..theirs.len()).collect();
        let mut unlike = Vec::new();
        for (index, own) in ours.iter().enumerate() {
            let same = left.iter().position(|other| theirs[*other] == *own);
            match same.or_else(|| left.iter().position(|other| is_translated(own, theirs[*other], tag))) {
                Some(same) => drop(left.remove(same)),
                None => unlike.push(index),
            }
        }
        (unlike.first().copied(), left.first().copied())
    }

    const ADDRESS: &str = "(https://)?(cancer|Example|a)\\.(gov|org)(/(es|pain|ES|spanish|fr)){0,2}";

    proptest! {
        #[test]
        fn links_are_paired_as_if_each_were_held_against_each(
            ours in prop::collection::vec(ADDRESS, 0..8),
            theirs in prop::collection::vec(ADDRESS, 0..8),
            tag in "es|fr|de",
        ) {
            let ours: Vec<&str> = ours.iter().map(String::as_str).collect();
            let theirs: Vec<&str> = theirs.iter().map(String::as_str).collect();
            prop_assert_eq!(first_unlike_address(&ours, &theirs, &tag), first_unlike_in_pairs(&ours, &theirs, &tag));
        }
    }
}
