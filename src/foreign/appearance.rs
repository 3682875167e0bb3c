//! How an annotation looks (ISO 32000-1, 12.5.5), and the stamp that shows only that.

use super::budget::entry;
use super::copier::Copier;
use super::error::ForeignError;
use super::object::{Dictionary, Object, dictionary, key};

/// Bits of the flags (table 165).
const LOCKED: i64 = 1 << 7 | 1 << 9;

/// Kind and place of an annotation; none without a place.
pub(super) fn kind_and_place(
    copier: &mut Copier<'_>,
    entries: &Dictionary,
    kind: &Object,
) -> Result<Option<Dictionary>, ForeignError> {
    let Object::Name(_) = kind else { return Ok(None) };
    let place = copier.store.get(entries, b"Rect")?;
    let Some(items) = place.items().filter(|items| items.len() == 4) else { return Ok(None) };
    let corners = items.iter().map(|item| copier.value(item)).collect::<Result<_, _>>()?;
    let kind = kind.copy_to_keep(&mut copier.store.budget)?;
    let entries = [("Type", Object::name("Annot")), ("Subtype", kind), ("Rect", Object::Array(corners))];
    Ok(Some(dictionary(entries)))
}

/// The normal appearance of an annotation, copied: a stream, or one for each state.
pub(super) fn copied(copier: &mut Copier<'_>, entries: &Dictionary) -> Result<Option<Object>, ForeignError> {
    let Some(normal) = normal(copier, entries)? else { return Ok(None) };
    let states = copier.store.value(&normal)?;
    Ok(match &*states {
        Object::Stream(..) => Some(copier.value(&normal)?),
        Object::Dictionary(states) => {
            copier.store.budget.items(states.len())?;
            copier.store.budget.memory(states.keys().enumerate().map(|(index, state)| entry(index, state)).sum())?;
            let mut copied = Dictionary::new();
            for (state, stream) in states {
                if matches!(*copier.store.value(stream)?, Object::Stream(..)) {
                    copied.insert(state.clone(), copier.value(stream)?);
                }
            }
            Some(Object::Dictionary(copied))
        }
        _ => None,
    })
}

/// The stream that an annotation shows in a state, not yet copied.
pub(super) fn of_state(
    copier: &mut Copier<'_>,
    entries: &Dictionary,
    state: &Object,
) -> Result<Option<Object>, ForeignError> {
    let Some(normal) = normal(copier, entries)? else { return Ok(None) };
    let object = copier.store.value(&normal)?;
    let stream = match (&*object, state) {
        (Object::Stream(..), _) => Some(&normal),
        (Object::Dictionary(states), Object::Name(state)) => states.get(state),
        _ => None,
    };
    match stream {
        Some(stream) if matches!(*copier.store.value(stream)?, Object::Stream(..)) => {
            Ok(Some(stream.copy_to_look_at(&mut copier.store.budget)?))
        }
        _ => Ok(None),
    }
}

/// The entry N of the appearance dictionary.
pub(super) fn normal(copier: &mut Copier<'_>, entries: &Dictionary) -> Result<Option<Object>, ForeignError> {
    let appearances = copier.store.get(entries, b"AP")?;
    let normal = appearances.entries().and_then(|entries| entries.get(&b"N"[..]));
    normal.map(|normal| normal.copy_to_look_at(&mut copier.store.budget)).transpose()
}

/// A stamp in place of an annotation, with the look of the state that the annotation is in; none without a look.
pub(super) fn stamp(copier: &mut Copier<'_>, entries: &Dictionary) -> Result<Option<Dictionary>, ForeignError> {
    let state = copier.store.get(entries, b"AS")?;
    match of_state(copier, entries, &state)? {
        Some(look) => {
            let look = copier.value(&look)?;
            stamp_of(copier, entries, look)
        }
        None => Ok(None),
    }
}

/// A stamp in place of an annotation, with a given look, which is a reference among the copies.
pub(super) fn stamp_of(
    copier: &mut Copier<'_>,
    entries: &Dictionary,
    look: Object,
) -> Result<Option<Dictionary>, ForeignError> {
    let Some(mut stamp) = kind_and_place(copier, entries, &Object::name("Stamp"))? else { return Ok(None) };
    let flags = copier.store.get(entries, b"F")?.integer().unwrap_or(0);
    stamp.insert(key("F"), Object::Integer(flags | LOCKED));
    stamp.insert(key("AP"), Object::Dictionary(dictionary([("N", look)])));
    if let Some(layer) = entries.get(&b"OC"[..]) {
        let layer = copier.value(layer)?;
        stamp.insert(key("OC"), layer);
    }
    Ok(Some(stamp))
}
