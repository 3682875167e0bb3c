use std::sync::Arc;

use super::{Contact, Edition, Paper, Site};
use crate::assets::{AssetError, Assets};
use crate::diagnostics::{Code, Diagnostic, Notes, Source};
use crate::language::Language;
use crate::picture::{Color, Picture};
use crate::prose::{self, ReferenceIds, Text};
use crate::yaml::{self, Fields, Node, Value, choice, list, scalar};

/// Contrast of small text with white that WCAG 2.2, 1.4.3 asks for; headings are set in the site's colour.
const CONTRAST: f32 = 4.5;

impl Site {
    /// Reads a site file; what it does not say is as in `base`. `None` when it has an error. An empty file says nothing.
    pub fn read(source: &Arc<Source>, base: Option<&Site>, assets: &dyn Assets, notes: &mut Notes) -> Option<Site> {
        Some(Site::read_told(source, base, assets, notes)?.0)
    }

    /// Reads `handout.LANG.yaml`, which says some things anew for handouts in `language`. Contacts that stay in another
    /// language are a warning: patients would not know whom the number reaches.
    pub fn overlay(
        source: &Arc<Source>,
        base: &Site,
        language: &Language,
        assets: &dyn Assets,
        notes: &mut Notes,
    ) -> Option<Site> {
        let (site, has_contacts) = Site::read_told(source, Some(base), assets, notes)?;
        if !has_contacts && !site.contacts.is_empty() && !language.is_read_like(&base.language) {
            let first = site.contacts.first().map(|contact| contact.label.plain()).unwrap_or_default();
            let message = format!("contacts such as “{first}” stay in `{}` in handouts in `{language}`", base.language);
            let hint = format!("give `contacts:` here too, with the same ids and labels in `{language}`");
            notes.push(Diagnostic::new(Code::ContactLanguage, message).at(source.span(0..0)).hint(hint));
        }
        Some(site)
    }

    /// The site, and whether the file has contacts of its own.
    fn read_told(
        source: &Arc<Source>,
        base: Option<&Site>,
        assets: &dyn Assets,
        notes: &mut Notes,
    ) -> Option<(Site, bool)> {
        let mut found = Notes::default();
        let mut site = base.cloned().unwrap_or_default();
        let mut has_contacts = false;
        if let Some(root) = yaml::parse(source, &mut found)
            && let Some(fields) = Fields::of(&root, "a map of keys such as `name:`", &mut found)
        {
            has_contacts = fields.has("contacts");
            Reading { fields, assets, notes: &mut found }.fill(&mut site);
        }
        let sound = !found.has_errors();
        notes.append(found);
        sound.then_some((site, has_contacts))
    }
}

struct Reading<'a, 'n> {
    fields: Fields<'a>,
    assets: &'a dyn Assets,
    notes: &'n mut Notes,
}

impl Reading<'_, '_> {
    fn fill(mut self, site: &mut Site) {
        self.text("name", &mut site.name);
        self.text("tagline", &mut site.tagline);
        self.text("affiliate", &mut site.affiliate);
        self.text("emergency", &mut site.emergency);
        if let Some(node) = self.fields.take("logo") {
            site.logo = self.logo(node).or(site.logo.take());
        }
        if let Some(node) = self.fields.take("contacts") {
            site.contacts = contacts(node, self.notes);
        }
        if let Some(language) = self.fields.take("language").and_then(|node| yaml::language(node, self.notes)) {
            site.language = language;
        }
        let papers = [("letter", Paper::Letter), ("a4", Paper::A4)];
        if let Some(page) = self.fields.take("page").and_then(|node| choice(node, "a page size", &papers, self.notes)) {
            site.page = page;
        }
        if let Some(node) = self.fields.take("editions") {
            site.editions = editions(node, self.notes);
        }
        if let Some(node) = self.fields.take("color") {
            site.color = color(node, self.notes).or(site.color);
        }
        if let Some(node) = self.fields.take("disclaimer") {
            let text = scalar(node, "`disclaimer`", self.notes);
            site.disclaimer =
                text.map(|text| prose::paragraphs(text, &ReferenceIds::default(), self.notes)).unwrap_or_default();
        }
        self.fields.finish("a site file", self.notes);
    }

    fn text(&mut self, key: &'static str, slot: &mut Option<Text>) {
        if let Some(node) = self.fields.take(key) {
            *slot = prose::text(node, &format!("`{key}`"), &ReferenceIds::default(), self.notes);
        }
    }

    fn logo(&mut self, node: &Node) -> Option<Arc<Picture>> {
        let name = scalar(node, "`logo`", self.notes)?;
        let path = crate::assets::path(name, "", self.notes)?;
        self.assets.picture(&path).map_err(|error: AssetError| error.note("picture", &path, name, self.notes)).ok()
    }
}

fn contacts(node: &Node, notes: &mut Notes) -> Vec<Contact> {
    let mut contacts: Vec<Contact> = Vec::new();
    for node in list(node, "a list of contacts", notes) {
        let Some((contact, id)) = contact(node, notes) else { continue };
        let twin = contacts.iter().any(|other| other.id == contact.id);
        if let Some(id) = id.filter(|_| twin) {
            let message = format!("the id `{}` stands here a second time", contact.id);
            notes.push(
                Diagnostic::new(Code::DuplicateId, message).at(id.span.clone()).hint("give each contact its own id"),
            );
        } else {
            contacts.push(contact);
        }
    }
    contacts
}

/// A contact and where its id stands, if it has one: only articles that choose among the contacts need it.
fn contact<'a>(node: &'a Node, notes: &mut Notes) -> Option<(Contact, Option<&'a Node>)> {
    let mut fields = Fields::of(node, "a map of `label`, `phone`, `hours` and `id`", notes)?;
    let id_node = fields.take("id");
    let id = match id_node {
        Some(node) => scalar(node, "the id", notes).map(|scalar| scalar.text.trim().to_owned()),
        None => Some(String::new()),
    };
    let label = fields
        .require("label", "Nurse line")
        .and_then(|node| prose::text(node, "the label", &ReferenceIds::default(), notes));
    let phone =
        fields.take("phone").and_then(|node| prose::text(node, "the phone number", &ReferenceIds::default(), notes));
    let hours = fields.take("hours").and_then(|node| prose::text(node, "`hours`", &ReferenceIds::default(), notes));
    fields.finish("a contact", notes);
    Some((Contact { id: id?, label: label?, phone, hours }, id_node))
}

fn editions(node: &Node, notes: &mut Notes) -> Vec<Edition> {
    let words = [("standard", Edition::Standard), ("large", Edition::Large)];
    let mut editions = Vec::new();
    for node in list(node, "a list of editions", notes) {
        match choice(node, "an edition", &words, notes) {
            Some(edition) if editions.contains(&edition) => {
                notes.push(
                    Diagnostic::new(Code::DuplicateValue, "this edition stands here twice")
                        .at(node.span.clone())
                        .hint("remove one of the two"),
                );
            }
            Some(edition) => editions.push(edition),
            None => {}
        }
    }
    editions
}

fn color(node: &Node, notes: &mut Notes) -> Option<Color> {
    // `color: #0b5c7a` without quotes is a comment for YAML, and no value at all.
    if !matches!(node.value, Value::Scalar(_)) {
        yaml::wrong_type(node, "a colour such as `\"#0b5c7a\"`", notes);
        return None;
    }
    let scalar = scalar(node, "the colour", notes)?;
    let typed = scalar.text.trim();
    let Some(color) = parse_color(typed) else {
        let message = format!("`{typed}` is not a colour");
        let hint = "write red, green and blue as six hexadecimal digits between quotes:\ncolor: \"#0b5c7a\"";
        notes.push(Diagnostic::new(Code::BadColor, message).at(scalar.span.clone()).hint(hint));
        return None;
    };
    let contrast = 1.05 / (luminance(color) + 0.05);
    if contrast < CONTRAST {
        let message =
            format!("headings in this colour are hard to read: its contrast with white paper is {contrast:.1} to 1");
        let hint = format!("take a darker one, with {CONTRAST} to 1 or more");
        notes.push(Diagnostic::new(Code::LowContrast, message).at(scalar.span.clone()).hint(hint));
    }
    Some(color)
}

fn parse_color(typed: &str) -> Option<Color> {
    let digits = typed.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some(Color { red: part(0)?, green: part(2)?, blue: part(4)? })
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(color: Color) -> f32 {
    let linear = |channel: u8| {
        let share = f32::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}
