//! Fields of forms (ISO 32000-1, 12.7): what they show goes on as stamps; that they can be filled in does not.

use super::boxes::{PUSH, RADIO, inherited};
use super::copier::Copier;
use super::error::ForeignError;
use super::lexer::Lexer;
use super::loss::Loss;
use super::object::{Dictionary, Object, is_white};
use super::store::Store;
use super::text::text;
use super::{appearance, boxes};

/// What reading a byte as a letter costs, as bytes looked at.
const SPELLING: usize = 8;

/// What a file says of its form.
pub(super) struct Form {
    /// The program asks each reader to draw the values anew, so that what is drawn may be out of date.
    stale: bool,
}

impl Form {
    /// Reads the form, and refuses one that is made of another language (XFA).
    pub(super) fn read(store: &mut Store<'_>, catalog: &Dictionary) -> Result<Form, ForeignError> {
        let form = store.get(catalog, b"AcroForm")?;
        let Some(entries) = form.entries() else { return Ok(Form { stale: false }) };
        let fields = store.get(entries, b"Fields")?.items().is_some_and(|fields| !fields.is_empty());
        let other = *store.get(entries, b"XFA")? != Object::Null;
        if *store.get(catalog, b"NeedsRendering")? == Object::Boolean(true) || (other && !fields) {
            return Err(ForeignError::Xfa);
        }
        Ok(Form { stale: *store.get(entries, b"NeedAppearances")? == Object::Boolean(true) })
    }

    /// A field as a stamp of how it looks. One with a value that nothing draws, or that is drawn otherwise than it is, is
    /// an error: it must not get lost in silence. An empty one that nothing draws is drawn as its dictionaries say.
    pub(super) fn stamp(
        &self,
        copier: &mut Copier<'_>,
        entries: &Dictionary,
    ) -> Result<Option<Dictionary>, ForeignError> {
        copier.losses.insert(Loss::Fields);
        let kind = inherited(copier, entries, b"FT")?;
        let value = inherited(copier, entries, b"V")?;
        if kind.is_name("Sig") && *value != Object::Null {
            copier.losses.insert(Loss::Signature);
        }
        let look = match () {
            () if kind.is_name("Tx") || kind.is_name("Ch") => self.written(copier, entries, &value)?,
            () if kind.is_name("Btn") => button(copier, entries, &value)?,
            () => {
                let state = state(copier, entries, &value)?;
                appearance::of_state(copier, entries, &state)?
            }
        };
        let look = match look {
            Some(look) => Some(copier.value(&look)?),
            None => boxes::draw(copier, entries)?,
        };
        look.map_or(Ok(None), |look| appearance::stamp_of(copier, entries, look))
    }

    /// The look of a field of words, if it shows anything.
    fn written(
        &self,
        copier: &mut Copier<'_>,
        entries: &Dictionary,
        value: &Object,
    ) -> Result<Option<Object>, ForeignError> {
        let state = state(copier, entries, value)?;
        let look = appearance::of_state(copier, entries, &state)?;
        let words = words(copier, value)?;
        self.compare(copier, &words, look.as_ref())?;
        let is_redrawn = words.is_empty() && self.stale && is_blank(copier, look.as_ref())?;
        Ok(look.filter(|_| !is_redrawn))
    }

    /// An error unless the look of a field shows the words of its value.
    fn compare(&self, copier: &mut Copier<'_>, words: &str, look: Option<&Object>) -> Result<(), ForeignError> {
        if words.is_empty() {
            return Ok(());
        }
        let look = look.ok_or(ForeignError::UndrawnField)?;
        let look = copier.store.value(look)?;
        let Some(content) = copier.store.decoded(&look)? else {
            return if self.stale { Err(ForeignError::UndrawnField) } else { Ok(()) };
        };
        copier.store.budget.work(content.len().saturating_mul(SPELLING))?;
        let shown = strings(&content);
        let draws_forms = look.entries().is_some_and(|entries| entries.contains_key(&b"Resources"[..]))
            && content.windows(3).any(|window| window == b" Do");
        // An old value must not print either: it may be another patient's.
        let old = self.stale && !shown.contains(words);
        if old || (shown.is_empty() && !draws_forms) { Err(ForeignError::UndrawnField) } else { Ok(()) }
    }
}

/// The state that an annotation is in, by the value of its field where it does not say.
fn state(copier: &mut Copier<'_>, entries: &Dictionary, value: &Object) -> Result<Object, ForeignError> {
    Ok(match (&*copier.store.get(entries, b"AS")?, value) {
        (state @ Object::Name(_), _) | (_, state @ Object::Name(_)) => {
            state.copy_to_look_at(&mut copier.store.budget)?
        }
        _ => Object::name("Off"),
    })
}

/// The look of a box to tick, a radio button or a push button.
fn button(copier: &mut Copier<'_>, entries: &Dictionary, value: &Object) -> Result<Option<Object>, ForeignError> {
    let state = state(copier, entries, value)?;
    let look = appearance::of_state(copier, entries, &state)?;
    let flags = inherited(copier, entries, b"Ff")?.integer().unwrap_or(0);
    let is_lost = if flags & PUSH != 0 {
        look.is_none() && has_caption(copier, entries)?
    } else {
        !is_shown(copier, entries, (value, &state), flags)? || (look.is_none() && !state.is_name("Off"))
    };
    if is_lost { Err(ForeignError::UndrawnField) } else { Ok(look) }
}

/// Whether a box is shown ticked when it is ticked, and only then: many programs that fill in forms set the value and
/// forget the appearance (12.7.4.2.3). Of boxes of one name, another may be the one that is ticked.
fn is_shown(
    copier: &mut Copier<'_>,
    entries: &Dictionary,
    (value, state): (&Object, &Object),
    flags: i64,
) -> Result<bool, ForeignError> {
    let (Object::Name(value) | Object::String(value), Object::Name(state)) = (value, state) else { return Ok(true) };
    let normal = appearance::normal(copier, entries)?.unwrap_or(Object::Null);
    let is_own = match &*copier.store.value(&normal)? {
        Object::Dictionary(states) => states.contains_key(value),
        _ => false,
    };
    let parent = copier.store.get(entries, b"Parent")?;
    let siblings = match parent.entries() {
        Some(parent) => copier.store.get(parent, b"Kids")?.list().len(),
        None => 0,
    };
    let is_on = |name: &[u8]| !name.is_empty() && name != b"Off";
    Ok(match (is_on(value), is_on(state)) {
        (true, true) => state == value,
        (true, false) => !is_own && (flags & RADIO != 0 || siblings > 1),
        (false, is_on) => !is_on,
    })
}

/// Whether a push button has words on it that nothing draws.
fn has_caption(copier: &mut Copier<'_>, entries: &Dictionary) -> Result<bool, ForeignError> {
    let characteristics = copier.store.get(entries, b"MK")?;
    let Some(characteristics) = characteristics.entries() else { return Ok(false) };
    let caption = copier.store.get(characteristics, b"CA")?;
    Ok(matches!(&*caption, Object::String(words) if !words.is_empty()))
}

/// Whether an appearance paints nothing.
fn is_blank(copier: &mut Copier<'_>, look: Option<&Object>) -> Result<bool, ForeignError> {
    const PAINTS: [&[u8]; 16] =
        [b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Tj", b"TJ", b"'", b"\"", b"Do", b"sh", b"BI"];
    let Some(look) = look else { return Ok(true) };
    let look = copier.store.value(look)?;
    let Some(content) = copier.store.decoded(&look)? else { return Ok(false) };
    let mut words = content.split(|byte| is_white(*byte) || b")>]".contains(byte));
    Ok(!words.any(|word| PAINTS.contains(&word)))
}

/// The words of a value, without white space. A stream whose filters we do not know has none: then its look is taken.
fn words(copier: &mut Copier<'_>, value: &Object) -> Result<String, ForeignError> {
    let parts = match value {
        Object::Array(parts) => parts,
        single => std::slice::from_ref(single),
    };
    copier.store.budget.work(value.weight())?;
    let mut words = String::new();
    for part in parts {
        match &*copier.store.value(part)? {
            Object::String(bytes) => {
                copier.store.budget.work(bytes.len().saturating_mul(SPELLING))?;
                words.push_str(&text(bytes));
            }
            stream @ Object::Stream(..) => {
                if let Some(bytes) = copier.store.decoded(stream)? {
                    copier.store.budget.work(bytes.len().saturating_mul(SPELLING))?;
                    words.push_str(&text(&bytes));
                }
            }
            _ => {}
        }
    }
    words.retain(|it| !it.is_whitespace() && !it.is_control());
    Ok(words)
}

/// The text in the strings of a content stream, one byte a character, without white space. Codes of a subset font
/// give nonsense, which is still not nothing.
fn strings(content: &[u8]) -> String {
    let mut lexer = Lexer::new(content, 0);
    let mut shown = String::new();
    while let Some(string) = lexer.next_string() {
        shown.push_str(&text(&string));
    }
    shown.retain(|it| !it.is_whitespace());
    shown
}
