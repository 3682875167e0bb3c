//! Fields of forms (ISO 32000-1, 12.7): what they show goes on as stamps; that they can be filled in does not.

use std::rc::Rc;

use super::boxes::{PUSH, RADIO};
use super::copy::Copier;
use super::object::{Dictionary, Object, is_white};
use super::store::Store;
use super::text::text;
use super::{ForeignError, Loss};

/// How far up a field may look for what it inherits.
const ANCESTORS: usize = 32;
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
}

impl Copier<'_> {
    /// A field as it looks. One with a value that nothing draws, or that is drawn otherwise than it is, is an error: it must
    /// not get lost in silence. An empty one that nothing draws is drawn as its dictionaries say.
    pub(super) fn field(&mut self, form: &Form, entries: &Dictionary) -> Result<Option<Dictionary>, ForeignError> {
        self.losses.insert(Loss::Fields);
        let kind = self.inherited(entries, b"FT")?;
        let value = self.inherited(entries, b"V")?;
        let value = &*value;
        if kind.is_name("Sig") && *value != Object::Null {
            self.losses.insert(Loss::Signature);
        }
        let mut state = (*self.store.get(entries, b"AS")?).clone();
        if !matches!(state, Object::Name(_)) {
            state = if matches!(value, Object::Name(_)) { value.clone() } else { Object::name("Off") };
        }
        let flags = self.inherited(entries, b"Ff")?.integer().unwrap_or(0);
        let is_push = kind.is_name("Btn") && flags & PUSH != 0;
        let mut look = self.shown(entries, &state)?;
        if kind.is_name("Tx") || kind.is_name("Ch") {
            let written = self.written(value)?;
            self.compare(form, &written, look.as_ref())?;
            if written.is_empty() && form.stale && self.is_blank(look.as_ref())? {
                look = None;
            }
        } else if is_push {
            if look.is_none() && self.has_caption(entries)? {
                return Err(ForeignError::UndrawnField);
            }
        } else if kind.is_name("Btn") {
            self.check_tick(entries, value, &state, flags)?;
            if look.is_none() && !state.is_name("Off") {
                return Err(ForeignError::UndrawnField);
            }
        }
        let look = match look {
            Some(look) => Some(self.value(&look)?),
            None => self.boxed(entries)?,
        };
        match look {
            Some(look) => self.stamped(entries, look),
            None => Ok(None),
        }
    }

    /// Refuses a box that is ticked and shown empty, or shown ticked and is not: many programs that fill in forms set the
    /// value and forget the appearance (12.7.4.2.3). Of boxes of one name, another may be the one that is ticked.
    fn check_tick(
        &mut self,
        entries: &Dictionary,
        value: &Object,
        state: &Object,
        flags: i64,
    ) -> Result<(), ForeignError> {
        let (Object::Name(value) | Object::String(value)) = value else { return Ok(()) };
        let Object::Name(state) = state else { return Ok(()) };
        let is_on = |name: &[u8]| !name.is_empty() && name != b"Off";
        let appearances = self.store.get(entries, b"AP")?;
        let normal = match appearances.entries() {
            Some(appearances) => self.store.get(appearances, b"N")?,
            None => Rc::new(Object::Null),
        };
        let is_own = match &*normal {
            Object::Dictionary(states) => states.contains_key(value),
            _ => false,
        };
        let parent = self.store.get(entries, b"Parent")?;
        let siblings = match parent.entries() {
            Some(parent) => self.store.get(parent, b"Kids")?.items().map_or(0, <[Object]>::len),
            None => 0,
        };
        let agrees = match (is_on(value), is_on(state)) {
            (true, true) => state == value,
            (true, false) => !is_own && (flags & RADIO != 0 || siblings > 1),
            (false, is_on) => !is_on,
        };
        if agrees { Ok(()) } else { Err(ForeignError::UndrawnField) }
    }

    /// Whether a push button has words on it that nothing draws.
    fn has_caption(&mut self, entries: &Dictionary) -> Result<bool, ForeignError> {
        let characteristics = self.store.get(entries, b"MK")?;
        let Some(characteristics) = characteristics.entries() else { return Ok(false) };
        let caption = self.store.get(characteristics, b"CA")?;
        Ok(matches!(&*caption, Object::String(words) if !words.is_empty()))
    }

    /// Whether an appearance paints nothing.
    fn is_blank(&mut self, look: Option<&Object>) -> Result<bool, ForeignError> {
        const PAINTS: [&[u8]; 15] =
            [b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Tj", b"TJ", b"'", b"\"", b"Do", b"sh"];
        let Some(look) = look else { return Ok(true) };
        let look = self.store.value(look)?;
        let Some(content) = self.store.decoded(&look)? else { return Ok(false) };
        let mut words = content.split(|byte| is_white(*byte) || b")>]".contains(byte));
        Ok(!words.any(|word| PAINTS.contains(&word) || word == b"BI"))
    }

    /// What a field says under a key, or one that it belongs to (12.7.3.1).
    pub(super) fn inherited(&mut self, entries: &Dictionary, key: &[u8]) -> Result<Rc<Object>, ForeignError> {
        let mut value = self.store.get(entries, key)?;
        let mut above = self.store.get(entries, b"Parent")?;
        for _ in 0..ANCESTORS {
            let Some(entries) = above.entries().filter(|_| *value == Object::Null) else { break };
            value = self.store.get(entries, key)?;
            above = self.store.get(entries, b"Parent")?;
        }
        Ok(value)
    }

    /// The words of a value, without white space.
    fn written(&mut self, value: &Object) -> Result<String, ForeignError> {
        let parts = match value {
            Object::Array(parts) => parts.clone(),
            single => vec![single.clone()],
        };
        self.store.budget.work(value.weight())?;
        let mut words = String::new();
        for part in &parts {
            match &*self.store.value(part)? {
                Object::String(bytes) => {
                    self.store.budget.work(bytes.len().saturating_mul(SPELLING))?;
                    words.push_str(&text(bytes));
                }
                stream @ Object::Stream(..) => {
                    let bytes = self.store.decoded(stream)?.unwrap_or_default();
                    self.store.budget.work(bytes.len().saturating_mul(SPELLING))?;
                    words.push_str(&text(&bytes));
                }
                _ => {}
            }
        }
        words.retain(|it| !it.is_whitespace() && !it.is_control());
        Ok(words)
    }

    /// Whether the value of a field is what the page shows.
    fn compare(&mut self, form: &Form, written: &str, look: Option<&Object>) -> Result<(), ForeignError> {
        if written.is_empty() {
            return Ok(());
        }
        let look = look.ok_or(ForeignError::UndrawnField)?;
        let look = self.store.value(look)?;
        let Some(content) = self.store.decoded(&look)? else {
            return if form.stale { Err(ForeignError::UndrawnField) } else { Ok(()) };
        };
        self.store.budget.work(content.len().saturating_mul(SPELLING))?;
        let shown = strings(&content);
        let draws_forms = look.entries().is_some_and(|entries| entries.contains_key(&b"Resources"[..]))
            && content.windows(3).any(|window| window == b" Do");
        // An old value must not print either: it may be another patient's.
        let old = form.stale && !shown.contains(written);
        if old || (shown.is_empty() && !draws_forms) { Err(ForeignError::UndrawnField) } else { Ok(()) }
    }
}

/// The text in the strings of a content stream, one byte a character, without white space. Codes of a subset font
/// give nonsense, which is still not nothing.
fn strings(content: &[u8]) -> String {
    let mut lexer = super::lexer::Lexer::new(content, 0);
    let mut shown = String::new();
    while let Some(string) = lexer.next_string() {
        shown.push_str(&text(&string));
    }
    shown.retain(|it| !it.is_whitespace());
    shown
}
