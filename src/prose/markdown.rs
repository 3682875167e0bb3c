//! Blocks of Markdown typed in a text: headings, rules and fences, which paper would show as signs among the words.

use super::entries::ends_clause;
use super::fold::Folded;
use crate::diagnostics::{Code, Diagnostic, Notes};

/// Notes the first line of a paragraph that Markdown would make a heading, a rule or the edge of a block of. A text of one
/// line is printed as it stands: `# Tablets` may head a column.
pub(super) fn check(folded: &Folded, is_one_line: bool, notes: &mut Notes) {
    if is_one_line {
        return;
    }
    let starts = std::iter::once(0).chain(folded.lines.iter().copied());
    let ends = folded.lines.iter().copied().chain([folded.text.len()]);
    let lines: Vec<(usize, &str)> = starts.zip(ends).map(|(at, end)| (at, folded.text[at..end].trim_end())).collect();
    for (index, (at, line)) in lines.iter().enumerate() {
        let above = index.checked_sub(1).map(|above| lines[above].1);
        let below = lines.get(index + 1).map(|(_, below)| *below);
        let is_inside = || goes_through(above, below);
        let Some((signs, message, hint)) = hashes(line)
            .filter(|(signs, ..)| *signs > 1 || !is_inside())
            .or_else(|| fence(line))
            .or_else(|| rule(line, above))
        else {
            continue;
        };
        let place = folded.places.span(&folded.text, *at..at + signs);
        notes.push(Diagnostic::new(Code::MarkdownInText, message).at(place).hint(hint));
        return;
    }
}

/// How many bytes the signs are that a line begins with, what is wrong with them, and the cure.
type Told = (usize, String, String);

/// Whether the sentence on the line above goes on below this one: "Count the", "# Tablets", "you have".
fn goes_through(above: Option<&str>, below: Option<&str>) -> bool {
    above.is_some_and(|above| !ends_clause(above)) && below.is_some_and(|below| below.starts_with(char::is_lowercase))
}

/// `## Heading`
fn hashes(line: &str) -> Option<Told> {
    let signs = line.len() - line.trim_start_matches('#').len();
    let words = line[signs..].strip_prefix(' ')?.trim_end_matches(['#', ' ']);
    // "# of tablets"
    let is_heading =
        words.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() || signs > 1 && c.is_alphanumeric());
    if !(1..=6).contains(&signs) || !is_heading {
        return None;
    }
    let message = format!("`{}` makes no heading of a line in a text: it would be printed", &line[..signs]);
    let hint = format!(
        "end the text above it, and begin a section with `heading: {}`; a backslash before the sign prints it",
        words.chars().take(60).collect::<String>()
    );
    Some((signs, message, hint))
}

/// The edge of a block that is shown letter by letter.
fn fence(line: &str) -> Option<Told> {
    let (sign, name) = [('`', "backticks"), ('~', "tildes")].into_iter().find(|(sign, _)| line.starts_with(*sign))?;
    let signs = line.len() - line.trim_start_matches(sign).len();
    if signs < 3 || line[signs..].contains(['`', '~', ' ']) {
        return None;
    }
    let message = format!("{name} begin no block in a text: its lines would run together");
    let hint = "delete this line and its partner, and write the lines between them as text or as a list";
    Some((signs, message, hint.to_owned()))
}

/// A line of nothing but `=`, `-` or `*`; `above` is the line before it.
fn rule(line: &str, above: Option<&str>) -> Option<Told> {
    let sign = line.chars().next().filter(|c| matches!(c, '=' | '-' | '*' | '–' | '—'))?;
    let signs = line.chars().filter(|c| *c == sign).count();
    if signs < 3 || line.chars().any(|c| c != sign && c != ' ') {
        return None;
    }
    let heading = above.filter(|_| sign != '*').map(|above| above.chars().take(60).collect::<String>());
    let (message, hint) = match heading {
        Some(heading) => (
            "a line of signs makes no heading of the line above it: it would be printed behind it",
            format!("delete it; if the line above is a heading, begin a section with `heading: {heading}`"),
        ),
        None => (
            "a line of signs is no rule on paper: it would be printed as typed",
            "delete it; a blank line parts two paragraphs, and a `heading:` begins a section".to_owned(),
        ),
    };
    Some((line.len(), message.to_owned(), hint))
}
