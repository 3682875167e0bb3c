//! What a file calls itself: document information (ISO 32000-1, 14.3.3), else XMP.

use super::ForeignError;
use super::object::{Dictionary, Object};
use super::store::Store;
use super::xref::find;

/// The longest title, in characters; what is longer is cut.
const LENGTH: usize = 200;

/// The title of a file, on one line and without control characters.
pub(super) fn title(store: &mut Store<'_>, catalog: &Dictionary) -> Result<Option<String>, ForeignError> {
    match information(store).or_else(damage)? {
        Some(title) => Ok(Some(title)),
        None => xmp(store, catalog).or_else(damage),
    }
}

/// A title is not worth a file.
fn damage(error: ForeignError) -> Result<Option<String>, ForeignError> {
    if matches!(error, ForeignError::Damaged(_)) { Ok(None) } else { Err(error) }
}

fn information(store: &mut Store<'_>) -> Result<Option<String>, ForeignError> {
    let information = store.trailer(b"Info");
    let information = store.value(&information)?;
    let Some(entries) = information.entries() else { return Ok(None) };
    Ok(match &*store.get(entries, b"Title")? {
        Object::String(bytes) => tidy(&text(bytes)),
        _ => None,
    })
}

fn xmp(store: &mut Store<'_>, catalog: &Dictionary) -> Result<Option<String>, ForeignError> {
    let metadata = store.get(catalog, b"Metadata")?;
    let Some(packet) = store.decoded(&metadata)? else { return Ok(None) };
    Ok(dublin_core(&packet).and_then(|title| tidy(&title)))
}

/// The codes that a file of ours names: its own, then those of the handouts in it.
pub(super) fn codes(mut store: Store<'_>) -> Result<Vec<String>, ForeignError> {
    let root = store.trailer(b"Root");
    let catalog = store.value(&root)?;
    let Some(catalog) = catalog.entries() else { return Ok(Vec::new()) };
    let metadata = store.get(catalog, b"Metadata")?;
    let packet = store.decoded(&metadata)?.unwrap_or_default();
    let packet = String::from_utf8_lossy(&packet);
    let inside =
        |name: &str| packet.split_once(&format!("<{name}>"))?.1.split_once(&format!("</{name}>")).map(|it| it.0);
    let parts = inside("dc:relation").into_iter().flat_map(|list| list.split("<rdf:li>").skip(1));
    let parts = parts.filter_map(|item| Some(item.split_once("</rdf:li>")?.0));
    Ok(inside("dc:identifier").into_iter().chain(parts).map(str::to_owned).collect())
}

/// The first alternative of `dc:title`, its entities undone.
fn dublin_core(packet: &[u8]) -> Option<String> {
    let inside = |bytes: &[u8], open: &[u8], close: &[u8]| -> Option<Vec<u8>> {
        let rest = bytes.get(find(bytes, open)? + open.len()..)?;
        let rest = rest.get(find(rest, b">")? + 1..)?;
        Some(rest.get(..find(rest, close)?)?.to_vec())
    };
    let title = inside(&inside(packet, b"<dc:title", b"</dc:title>")?, b"<rdf:li", b"</rdf:li>")?;
    let title = String::from_utf8(title).ok()?;
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    Some(entities.iter().fold(title, |title, (entity, meant)| title.replace(entity, meant)))
}

/// A text string (7.9.2.2): UTF-16 or UTF-8 behind a mark, else PDFDocEncoding, of which we know what Latin-1 knows.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| document_encoding(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// PDFDocEncoding (annex D.2), which is Latin-1 but for two stretches.
fn document_encoding(byte: u8) -> char {
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    let at = |table: &[char], first: u8| byte.checked_sub(first).and_then(|at| table.get(usize::from(at)).copied());
    at(&HIGH, 0x80).or_else(|| at(&LOW, 0x18).filter(|_| byte < 0x20)).unwrap_or(char::from(byte))
}

fn tidy(title: &str) -> Option<String> {
    let plain: String = title.chars().map(|it| if it.is_control() { ' ' } else { it }).take(LENGTH).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
