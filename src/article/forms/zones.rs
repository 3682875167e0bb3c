//! `zones:`, an action plan in green, yellow and red.

use super::{Call, Zone, ZoneColor};
use crate::article::block::Setting;
use crate::article::{Item, List, Mark};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{self, Entry, Fields, Value};

const ZONES: &str = "a map of `green`, `yellow` and `red`";
const EXAMPLE: &str = "\n  green: {label: You feel well, when: [no fever], do: [Go on as planned.]}\n  red: {label: Get help, when: [a fever], call: us}";
/// The fewest zones of a plan: one alone is a box.
const FEWEST: usize = 2;

impl Setting<'_> {
    /// A block with the key `zones`.
    pub(super) fn zones(self, mut fields: Fields, notes: &mut Notes) -> Option<Vec<Zone>> {
        let place = fields.start();
        let node = fields.require("zones", EXAMPLE);
        let zones = node.and_then(|node| Fields::of(node, ZONES, notes));
        fields.finish("a block of zones", notes);
        let mut zones = zones?;
        let colors = [("green", ZoneColor::Green), ("yellow", ZoneColor::Yellow), ("red", ZoneColor::Red)];
        let mut entries: Vec<(&Entry, ZoneColor)> = Vec::new();
        for (key, color) in colors {
            entries.extend(zones.entry(key).map(|entry| (entry, color)));
        }
        let start = zones.start();
        zones.finish("a plan of zones", notes);
        // In the order of the file: a clinic may want what is urgent first.
        entries.sort_by_key(|(entry, _)| entry.place.range.start);
        if self.boxed {
            let message = "zones are boxes, and cannot stand inside another one";
            notes.push(Diagnostic::new(Code::NestedCallout, message).at(place).hint("move them out, behind the other"));
        }
        if entries.len() < FEWEST {
            let message = "a plan has at least two zones, of `green`, `yellow` and `red`";
            let hint = format!("add one, or write a `callout`:\nzones:{EXAMPLE}");
            notes.push(Diagnostic::new(Code::MissingKey, message).at(start).hint(hint));
        }
        let inside = Setting { boxed: true, ..self };
        let zones: Vec<Zone> = entries.iter().filter_map(|(entry, color)| inside.zone(entry, *color, notes)).collect();
        (zones.len() >= FEWEST).then_some(zones)
    }

    fn zone(self, entry: &Entry, color: ZoneColor, notes: &mut Notes) -> Option<Zone> {
        let mut fields = Fields::of(&entry.value, "a zone with `label`, `when` and `do`", notes)?;
        let label = fields.require("label", "You feel well");
        let label = label.and_then(|node| self.text(node, "the label", notes));
        let call = fields.entry("call");
        let when = self.points(&mut fields, "when", "[no fever]", notes);
        // A zone that says whom to call says what to do.
        let what_to_do = match call {
            Some(_) if !fields.has("do") => None,
            _ => self.points(&mut fields, "do", "[Go on as planned.]", notes),
        };
        if call.is_some() {
            fields.entry("do");
        }
        fields.finish("a zone", notes);
        let words = [("us", Call::Us), ("emergency", Call::Emergency)];
        let call = call.and_then(|entry| yaml::choice(&entry.value, "whom to call", &words, notes));
        Some(Zone { color, label: label?, when: when?, what_to_do, call, place: Some(entry.place.clone()) })
    }

    /// A list of text, or one text that stands for a list of one item.
    fn points(self, fields: &mut Fields, key: &'static str, example: &'static str, notes: &mut Notes) -> Option<List> {
        let Some(entry) = fields.entry(key).filter(|entry| !matches!(entry.value.value, Value::Missing)) else {
            fields.require(key, example);
            return None;
        };
        if !matches!(entry.value.value, Value::Scalar(_)) {
            return self.list(entry, Mark::Bullet, notes);
        }
        let text = self.paragraphs(&entry.value, &format!("`{key}`"), notes);
        let is_there = !text.is_empty();
        is_there.then(|| List {
            mark: Mark::Bullet,
            first: 1,
            items: vec![Item { text, picture: None, blocks: Vec::new() }],
        })
    }
}
