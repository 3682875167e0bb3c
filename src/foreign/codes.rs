//! The codes of handouts that the XMP metadata of a file of ours names.

use super::error::ForeignError;
use super::store::Store;

/// The codes that a file of ours names: its own, then those of the handouts in it.
pub(super) fn codes(mut store: Store<'_>) -> Result<Vec<String>, ForeignError> {
    let root = store.trailer(b"Root");
    let catalog = store.value(&root)?;
    let Some(catalog) = catalog.entries() else { return Ok(Vec::new()) };
    let metadata = store.get(catalog, b"Metadata")?;
    let Some(packet) = store.decoded(&metadata)? else { return Ok(Vec::new()) };
    let packet = String::from_utf8_lossy(&packet);
    let inside =
        |name: &str| packet.split_once(&format!("<{name}>"))?.1.split_once(&format!("</{name}>")).map(|it| it.0);
    let parts = inside("dc:relation").into_iter().flat_map(|list| list.split("<rdf:li>").skip(1));
    let parts = parts.filter_map(|item| Some(item.split_once("</rdf:li>")?.0));
    Ok(inside("dc:identifier").into_iter().chain(parts).map(str::to_owned).collect())
}
