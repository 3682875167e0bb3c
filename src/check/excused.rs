//! Findings that an article excuses, and excuses that excuse nothing.

use crate::article::{Article, Excuse};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::site::LINTS;

/// Notes excuses of what cannot be let pass.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    for excuse in article.excuses.iter().filter(|excuse| !LINTS.contains(&excuse.code)) {
        let message = format!("`{}` cannot be excused: what it tells of has to be mended", excuse.code);
        let hint = "remove this excuse; what can be excused is what `lint` in handout.yaml can set";
        notes.push(at_code(Diagnostic::new(Code::UnknownValue, message).hint(hint), excuse));
    }
}

/// The findings that no excuse lets pass, and a warning for each excuse that none needs. `found` is everything that was
/// found, whatever the clinic wants told: the same article may be another clinic's, too.
pub(super) fn without_excused(article: &Article, found: Notes) -> Notes {
    let mut is_used = vec![false; article.excuses.len()];
    let mut left = Notes::default();
    for finding in found.iter() {
        let mut is_excused = false;
        for (excuse, is_used) in article.excuses.iter().zip(&mut is_used) {
            if excuse.excuses(finding) {
                *is_used = true;
                is_excused = true;
            }
        }
        if !is_excused {
            left.push(finding.clone());
        }
    }
    for (excuse, is_used) in article.excuses.iter().zip(is_used) {
        let is_told_otherwise = excuse.has_expired || !LINTS.contains(&excuse.code);
        if !is_used && !is_told_otherwise && !excuse.is_shared {
            left.push(unused(excuse));
        }
    }
    left
}

fn unused(excuse: &Excuse) -> Diagnostic {
    let message = format!("this excuses `{}`, which is not found here", excuse.code);
    let hint = "remove the excuse; what it excused was mended, or stands elsewhere";
    at_code(Diagnostic::new(Code::UnusedExcuse, message).hint(hint), excuse)
}

fn at_code(diagnostic: Diagnostic, excuse: &Excuse) -> Diagnostic {
    match &excuse.place {
        Some(place) => diagnostic.at(place.clone()),
        None => diagnostic,
    }
}
