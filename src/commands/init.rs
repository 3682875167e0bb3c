//! `handout init`: a content folder to start from.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::commands::new::{schema_line, template};
use crate::commands::schema::{Schema, schema};
use crate::content::names::{CONTENT, SCHEMAS, SITE_FILE};
use crate::content::walk::Walk;
use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;
use crate::output::found::Found;
use crate::output::named_file::{self, FileKind};

/// The ID of the first article.
const FIRST: &str = "my-first-handout";

/// The site file to start from. What is printed is for the clinic to fill in: a made-up number would be called.
const SITE: &str = r##"# Whose handouts these are. Take the `# ` away from what your clinic has.
# name: Riverside Cancer Center
# tagline: The easy way to understand your treatment
# logo: logo.svg

# The first contact stands at the foot of every page; all stand in boxes that tell patients to call.
# contacts:
#   - {id: nurse, label: Nurse line, phone: 555-0100, hours: "Mon to Fri, 8 am to 5 pm"}
# emergency: "911"

language: en-US
# letter or a4
page: letter
editions: [standard]
# editions: [standard, large, compact]
# Translations into these languages are also set side by side with their originals.
# bilingual: [es]
# Handouts are set a little closer where that saves a sheet of paper. This keeps them from it.
# fit: none
# color: "#0b5c7a"
# disclaimer: This handout does not replace the advice of your care team.
# patient_label: true

# What `handout check` tells of the words, and from where on. These are the numbers that guides for patients ask for.
# lint:
#   reading: {hard_words: 12, grade: 8, inflesz: 55, sentence: 25}
#   known_words: [chemotherapy]
#   phones: known
#   review_every: 2 years
#   signatures: 2
"##;

/// Writes a content folder into `folder`: the site file, the schemas by which editors complete and check, and a first
/// article as a draft unless there are articles. Returns the files that were written.
///
/// # Errors
/// When there is a site file already, or a file cannot be written.
pub fn init(folder: &Path, today: Date) -> Result<Vec<PathBuf>, Error> {
    let root = folder.join(CONTENT);
    for site in [folder.join(SITE_FILE), root.join(SITE_FILE)] {
        let is_free = match Found::at(&site) {
            Found::Nothing => true,
            // A link that leads nowhere may lead to a site file tomorrow.
            Found::File(_) | Found::Other => false,
            Found::Unknown(error) => return Err(Error::unreadable(&site, error)),
        };
        if !is_free {
            let message = format!("`{}` is there already", display_path(&site));
            return Err(Error::new(ErrorKind::Conflict, message).hint("`handout new ID` starts an article beside it"));
        }
    }
    let schemas = [("article", Schema::Article), ("site", Schema::Site), ("packet", Schema::Packet)];
    let schemas = schemas.map(|(name, of)| (root.join(SCHEMAS).join(format!("{name}.json")), schema(of)));
    for (path, text) in &schemas {
        named_file::check_replaceable(path, |there| schema_kind(there, text.as_bytes()))
            .map_err(|error| error.hint("move it away: editors would take it for the schema of handouts"))?;
    }
    let mut written = Vec::new();
    let mut write = |path: PathBuf, text: &str| {
        atomic::write(&path, text.as_bytes())?;
        written.push(path);
        Ok::<(), Error>(())
    };
    for (path, text) in schemas {
        write(path, &text)?;
    }
    write(root.join(SITE_FILE), &format!("# yaml-language-server: $schema={SCHEMAS}/site.json\n{SITE}"))?;
    let mut walk = Walk::new(&root)?;
    walk.folder(&root)?;
    if walk.found.is_empty() {
        let text = format!("{}{}", schema_line(&root, FIRST), template(FIRST, today));
        write(root.join(format!("{FIRST}.yaml")), &text)?;
    }
    Ok(written)
}

/// What stands in the place of this schema: it may be replaced where it is the same, as some version of handout wrote it.
fn schema_kind(there: &[u8], schema: &[u8]) -> FileKind {
    let title = |bytes: &[u8]| Some(serde_json::from_slice::<serde_json::Value>(bytes).ok()?["title"].clone());
    let is_same = title(there).is_some_and(|found| found.is_string() && Some(found) == title(schema));
    if is_same { FileKind::Replaceable } else { FileKind::NotOurs }
}
