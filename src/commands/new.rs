//! `handout new`: a commented article to start from.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::content::names::{CONTENT, SITE_FILE, is_reserved, last_part};
use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;

/// Writes an article to start from and says where it is.
///
/// # Errors
/// When the id is not one, or the file is there already.
pub fn start_article(id: &str, today: Date) -> Result<PathBuf, Error> {
    let id = id.strip_suffix(".yaml").unwrap_or(id);
    let sound = |part: &str| {
        let letters = part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        letters && !part.is_empty() && !part.starts_with('.')
    };
    if is_reserved(id) {
        let message = format!("`{id}` would not be read as an article");
        return Err(Error::new(ErrorKind::InvalidRequest, message)
            .hint("names beginning with `handout`, and the folders `snippets` and `packets`, have uses of their own"));
    }
    if !id.split('/').all(sound) {
        let message = format!("`{id}` cannot be the name of an article");
        return Err(Error::new(ErrorKind::InvalidRequest, message)
            .hint("use letters, digits and dashes, with `/` between folders: side-effects/hair-loss"));
    }
    let root = if Path::new(SITE_FILE).is_file() { Path::new("") } else { Path::new(CONTENT) };
    let path = root.join(format!("{id}.yaml"));
    if path.try_exists().map_err(|error| Error::unreadable(&path, error))? {
        let message = format!("`{}` is there already", display_path(&path));
        return Err(Error::new(ErrorKind::Conflict, message).hint("choose another name, or edit that file"));
    }
    atomic::write(&path, template(id, today).as_bytes())?;
    Ok(path)
}

fn template(id: &str, today: Date) -> String {
    let name = last_part(id).replace(['-', '_', '.'], " ");
    let mut letters = name.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    TEMPLATE.replace("TITLE", &title).replace("TODAY", &today.to_string())
}

const TEMPLATE: &str = r#"# The handout's name. `kind` is printed before it: "Side Effect: Hair Loss".
title: "TITLE"
kind: Side Effect

# Year-month-day. Set `updated` to the day whenever you change the text.
created: TODAY
updated: TODAY

# Take the `# ` away to make this a draft: it is then built only with `handout build --drafts`, marked DRAFT on each page.
# status: draft

# The most important facts, in a panel on page one.
summary:
  - Say in one sentence what the reader has to know.
  - Say in one sentence what the reader has to do.

sections:
  - heading: What is it?
    body:
      - Write short sentences with common words. Make a word **strong** with two stars.
      - These often come with it.
      - bullets:
          - the first thing
          - the second thing

  - heading: What can I do at home?
    body:
      - steps:
          - Write one action for each step.
          - "Quote a text that has a colon in it: like this one."

  - heading: When should I get help?
    body:
      - callout: important
        body:
          - Say what should worry the reader, and whom to call.

# Remove what you do not need. References are printed as a numbered list.
# references:
#   - id: smith
#     text: "Smith J. Title of the paper. *Journal.* 2024;1(2):3-4."
"#;
