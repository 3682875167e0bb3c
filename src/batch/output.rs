//! Writing: a file appears whole, or not at all.

use std::io::Write;
use std::path::Path;

use super::content::shown;
use super::disk::plain;
use super::error::Error;

/// Makes the output folder, if it is not there.
pub fn prepare(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Error::new(format!("the output folder `{}` cannot be made: {}", shown(folder), plain(&error))))
}

/// Writes a file beside its place and renames it there.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: std::io::Error| Error::new(format!("`{}` cannot be written: {}", shown(path), plain(&error)));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".handout-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
