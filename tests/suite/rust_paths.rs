//! The paths that a Rust source names: in `use` trees, however nested and renamed, and in its code.

use std::collections::{BTreeMap, BTreeSet};

/// What a source names.
pub struct Named {
    /// Paths in full, such as `std::fs::File`: a name that was imported is told by what it was imported from. A glob ends
    /// in `*`.
    pub paths: BTreeSet<String>,
    /// Macros that are called, without `!`.
    pub macros: BTreeSet<String>,
    /// All words.
    pub words: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    /// `::`.
    Colons,
    Sign(char),
}

/// Reads a source. Comments and strings name nothing.
pub fn named(source: &str) -> Named {
    let tokens = tokens(source);
    let imports = imports(&tokens);
    let known: BTreeMap<&str, &str> = imports.iter().map(|(name, path)| (name.as_str(), path.as_str())).collect();
    let mut named = Named { paths: BTreeSet::new(), macros: BTreeSet::new(), words: BTreeSet::new() };
    named.paths.extend(imports.iter().map(|(_, path)| path.clone()));
    for (at, token) in tokens.iter().enumerate() {
        let Token::Word(word) = token else { continue };
        named.words.insert(word.clone());
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        if tokens.get(at + 1) == Some(&Token::Sign('!')) && tokens.get(at + 2) != Some(&Token::Sign('=')) {
            named.macros.insert(word.clone());
        }
        if !matches!(before, Some(Token::Colons | Token::Sign('.'))) {
            let path = path_at(&tokens[at..]);
            named.paths.extend((path.len() > 1).then(|| in_full(&path, &known)));
        }
    }
    named
}

/// The words of `a::b::c` that stand at the start.
fn path_at(tokens: &[Token]) -> Vec<&str> {
    let mut path = Vec::new();
    for pair in tokens.chunks(2) {
        let Token::Word(word) = &pair[0] else { break };
        path.push(word.as_str());
        if pair.get(1) != Some(&Token::Colons) {
            break;
        }
    }
    path
}

fn in_full(path: &[&str], known: &BTreeMap<&str, &str>) -> String {
    let head = known.get(path[0]).copied().unwrap_or(path[0]);
    [&[head], &path[1..]].concat().join("::")
}

/// All that is imported: the name it has here, and its path.
fn imports(tokens: &[Token]) -> Vec<(String, String)> {
    let mut imports = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        // `use<'a>` says what a return type captures.
        if *token == Token::Word("use".to_owned()) && tokens.get(at + 1) != Some(&Token::Sign('<')) {
            tree(&tokens[at + 1..], &[], &mut imports);
        }
    }
    imports
}

/// Reads one `use` tree below a path; returns how many tokens it has.
fn tree(tokens: &[Token], above: &[String], imports: &mut Vec<(String, String)>) -> usize {
    let mut path = above.to_vec();
    let mut at = 0;
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) if word == "self" && !above.is_empty() => at += 1,
            Some(Token::Word(word)) => {
                path.push(word.clone());
                at += 1;
            }
            Some(Token::Sign('*')) => {
                imports.push(("*".to_owned(), format!("{}::*", path.join("::"))));
                return at + 1;
            }
            Some(Token::Sign('{')) => return at + group(&tokens[at..], &path, imports),
            _ => return at,
        }
        match tokens.get(at) {
            Some(Token::Colons) => at += 1,
            Some(Token::Word(word)) if word == "as" => {
                if let Some(Token::Word(name)) = tokens.get(at + 1) {
                    imports.push((name.clone(), path.join("::")));
                }
                return at + 2;
            }
            _ => {
                imports.push((path.last().cloned().unwrap_or_default(), path.join("::")));
                return at;
            }
        }
    }
}

/// Reads `{…}` in a tree; returns how many tokens it has.
fn group(tokens: &[Token], path: &[String], imports: &mut Vec<(String, String)>) -> usize {
    let mut at = 1;
    loop {
        match tokens.get(at) {
            Some(Token::Sign('}')) => return at + 1,
            Some(Token::Sign(',')) => at += 1,
            Some(_) => at += tree(&tokens[at..], path, imports).max(1),
            None => return at,
        }
    }
}

fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => string(rest),
            '\'' => quote(rest),
            'r' | 'b' if raw_string(rest).is_some() => raw_string(rest).unwrap_or(1),
            ':' if rest.starts_with("::") => {
                tokens.push(Token::Colons);
                2
            }
            word if word.is_alphanumeric() || word == '_' => {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..end].to_owned()));
                end
            }
            sign => {
                tokens.extend((!sign.is_whitespace()).then_some(Token::Sign(sign)));
                sign.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of `"…"`.
fn string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !is_escaped => return at + 1,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

/// The length of `r"…"`, `r#"…"#`, `br"…"`.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let body = after.trim_start_matches('#').strip_prefix('"')?;
    let hashes = after.len() - body.len() - 1;
    let start = text.len() - body.len();
    let end = format!("\"{}", "#".repeat(hashes));
    Some(body.find(&end).map_or(text.len(), |at| start + at + end.len()))
}

/// The length of a character in quotes, or of the quote before the name of a lifetime.
fn quote(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((escaped, c))) => {
            let after = escaped + c.len_utf8();
            text[after..].find('\'').map_or(text.len(), |end| after + end + 1)
        }
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

#[test]
fn every_form_of_import_is_read() {
    let paths = |source: &str| named(source).paths.into_iter().collect::<Vec<_>>();
    assert_eq!(paths("use std::fs;"), ["std::fs"]);
    assert_eq!(paths("use std::{fs, io};"), ["std::fs", "std::io"]);
    assert_eq!(
        paths("use std::{\n    io::{self, Read as _},\n    time::*,\n};"),
        ["std::io", "std::io::Read", "std::time::*"]
    );
    assert_eq!(paths("use crate::{c, d::{e, f}, g};"), ["crate::c", "crate::d::e", "crate::d::f", "crate::g"]);
    assert_eq!(paths("fn f() -> impl Copy + use<'a> {}"), [""; 0]);
}

#[test]
fn a_name_is_followed_to_what_it_was_imported_from() {
    let paths =
        named("use std::time::{self, SystemTime as Clock};\nfn f() { time::Instant::now(); Clock::now() }").paths;
    assert!(paths.contains("std::time::Instant::now"), "{paths:?}");
    assert!(paths.contains("std::time::SystemTime::now"), "{paths:?}");
}

#[test]
fn strings_and_comments_name_nothing() {
    let source = "// std::fs\n/* std::env */ let a = \"std::fs \\\" x::y\"; let b = r#\"q\" std::net::z\"#; let c = '\"'; \
                  let d: &'static str = '\\''; x != y; println!(\"{a}\")";
    let Named { paths, macros, .. } = named(source);
    assert_eq!((paths, macros), (BTreeSet::new(), BTreeSet::from(["println".to_owned()])));
}
