//! `explain`: what a diagnostic means, for people or for programs.

use handout::diagnostics::{Code, Explanation, Piece, Severity, markdown, pieces};
use handout::fs::{Error, ErrorKind};
use serde::Serialize;

use super::answer::{fail, print_all};
use super::args::ExplainArgs;
use super::names::Format;

/// Columns of a line of text.
const WIDTH: usize = 80;

/// Explains one code, or lists all.
pub fn explain(args: &ExplainArgs) -> u8 {
    let Some(asked) = &args.code else {
        let lines = Code::ALL.iter().map(|code| match args.answer.format {
            Format::Human => overview(*code),
            Format::Json => object(*code),
        });
        return print_all(lines.collect::<String>().as_bytes());
    };
    // `error[bad-date]:` is how a report tells it.
    let named = asked.split_once('[').and_then(|(_, rest)| rest.split(']').next()).unwrap_or(asked);
    let Ok(code) = named.parse() else {
        let error = Error::new(ErrorKind::NotFound, format!("no diagnostic is called `{asked}`"));
        let error = match Code::like(named) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("`handout explain` lists them all"),
        };
        return fail(&error, &args.answer);
    };
    let answer = match args.answer.format {
        Format::Human => page(code),
        Format::Json => object(code),
    };
    print_all(answer.as_bytes())
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// One line of the list of all codes.
fn overview(code: Code) -> String {
    format!("{:7}  {code:24}  {}\n", word(code.severity()), code.summary())
}

/// All that is known of a code, for people.
fn page(code: Code) -> String {
    let or = code.other_severity().map(|other| format!(" or {}", word(other))).unwrap_or_default();
    let mut text = wrapped(&format!("{}{or}[{code}]: {}", word(code.severity()), code.summary()));
    let Explanation { meaning, reason, example, cure } = Explanation::of(code);
    for (title, part) in [("", meaning), ("Why it matters", reason), ("Example", example), ("Cure", cure)] {
        if !title.is_empty() {
            text.push_str(&format!("\n{title}\n"));
        }
        pieces(part).into_iter().for_each(|piece| text.push_str(&set(piece)));
    }
    text
}

/// A piece of an explanation, with an empty line before it.
fn set(piece: Piece) -> String {
    match piece {
        Piece::Paragraph(paragraph) => format!("\n{}", wrapped(paragraph)),
        Piece::Listing(listing) => {
            let caption = listing.caption().map(|caption| format!("\n{caption}\n")).unwrap_or_default();
            let lines = listing.text.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n");
            format!("{caption}\n{}", lines.collect::<String>())
        }
    }
}

/// A paragraph in lines of at most [`WIDTH`] columns, but for longer words.
fn wrapped(paragraph: &str) -> String {
    let mut text = String::new();
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            text.push('\n');
            column = 0;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text + "\n"
}

#[derive(Serialize)]
struct Object {
    code: Code,
    severity: Severity,
    /// What else it may be reported as.
    also: Option<Severity>,
    summary: &'static str,
    meaning: String,
    reason: String,
    example: String,
    cure: String,
}

/// All that is known of a code as one line of JSON; texts are Markdown.
fn object(code: Code) -> String {
    let explanation = Explanation::of(code);
    let object = Object {
        code,
        severity: code.severity(),
        also: code.other_severity(),
        summary: code.summary(),
        meaning: markdown(explanation.meaning),
        reason: markdown(explanation.reason),
        example: markdown(explanation.example),
        cure: markdown(explanation.cure),
    };
    serde_json::to_string(&object).expect("a struct of texts always has a JSON form") + "\n"
}
