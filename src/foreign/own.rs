//! What a file of ours says of itself in its XMP metadata.

use super::error::ForeignError;
use super::store::Store;

/// What a file of ours says of itself. A file of anybody else may say the same: only one that nobody has changed since it
/// was written can be taken at its word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMetadata {
    /// The short codes of the handouts in it: its own, then those of its parts.
    pub codes: Vec<String>,
    /// Its search words.
    pub keywords: Vec<String>,
    /// Whether it is a packet: it has parts with codes of their own, or pages of other programs, for which nobody claims
    /// PDF/UA. A handout has neither.
    pub is_packet: bool,
}

/// What a file says of itself; `None` where it has no metadata.
pub(super) fn metadata(mut store: Store<'_>) -> Result<Option<OwnMetadata>, ForeignError> {
    let root = store.trailer(b"Root")?;
    let catalog = store.value(&root)?;
    let Some(catalog) = catalog.entries() else { return Ok(None) };
    let metadata = store.get(catalog, b"Metadata")?;
    let Some(packet) = store.decoded(&metadata)? else { return Ok(None) };
    let packet = String::from_utf8_lossy(&packet);
    let own = element(&packet, "dc:identifier").map(str::to_owned);
    let parts = items(&packet, "dc:relation");
    // An attribute, or an element in files of earlier versions.
    let claims_accessibility = packet.contains(" pdfuaid:part=\"") || element(&packet, "pdfuaid:part").is_some();
    let is_packet = !parts.is_empty() || !claims_accessibility;
    let codes = own.into_iter().chain(parts).collect();
    Ok(Some(OwnMetadata { codes, keywords: items(&packet, "dc:subject"), is_packet }))
}

/// What stands in the first element of a name, as it was written by us: without attributes.
fn element<'p>(packet: &'p str, name: &str) -> Option<&'p str> {
    let (_, rest) = packet.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(inside, _)| inside)
}

/// The items of a list.
fn items(packet: &str, name: &str) -> Vec<String> {
    let list = element(packet, name).unwrap_or_default();
    let items = list.split("<rdf:li>").skip(1).filter_map(|item| item.split_once("</rdf:li>"));
    items.map(|(item, _)| item.to_owned()).collect()
}
