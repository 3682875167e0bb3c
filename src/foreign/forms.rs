//! Fields of forms (ISO 32000-1, 12.7): what they show goes on as stamps; that they can be filled in does not.

use std::rc::Rc;

use super::copy::Copier;
use super::object::{Dictionary, Object};
use super::store::Store;
use super::text::text;
use super::{ForeignError, Loss};

/// How far up a field may look for what it inherits.
const ANCESTORS: usize = 32;

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
    /// A field as it looks. One with a value that nothing draws is an error: it must not get lost in silence.
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
        let look = self.shown(entries, &state)?;
        if kind.is_name("Tx") || kind.is_name("Ch") {
            let written = self.written(value)?;
            self.compare(form, &written, look.as_ref())?;
        } else if kind.is_name("Btn") && look.is_none() && matches!(state, Object::Name(_)) && !state.is_name("Off") {
            return Err(ForeignError::UndrawnField);
        }
        match look {
            Some(look) => self.stamped(entries, &look),
            None => Ok(None),
        }
    }

    /// What a field says under a key, or one that it belongs to (12.7.3.1).
    fn inherited(&mut self, entries: &Dictionary, key: &[u8]) -> Result<Rc<Object>, ForeignError> {
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
                Object::String(bytes) => words.push_str(&text(bytes)),
                stream @ Object::Stream(..) => {
                    let bytes = self.store.decoded(stream)?.unwrap_or_default();
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
