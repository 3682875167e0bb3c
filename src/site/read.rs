//! Reads site files and their overlays.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Contact, Contacts, Edition, Fit, Html, PageFonts, Paper, Site, labels, lint};
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
    /// Its words are in the `language` it names, else in that of `base`.
    pub fn read(source: &Arc<Source>, base: Option<&Site>, assets: &dyn Assets, notes: &mut Notes) -> Option<Site> {
        let mut site = Site::read_over(source, base, (None, ""), assets, notes)?;
        let language = Arc::new(site.language.clone());
        site.set_language(&language);
        Some(site)
    }

    /// Reads `handout.LANG.yaml`, which says some things anew for handouts in `language`, key by key, and contacts by their
    /// ids. What it does not say stays as in `base`, and in the language of that.
    pub fn overlay(
        source: &Arc<Source>,
        base: &Site,
        language: &Language,
        assets: &dyn Assets,
        notes: &mut Notes,
    ) -> Option<Site> {
        Site::overlay_in(source, base, (language, ""), assets, notes)
    }

    /// The same, of a file that lies in `folder` below the content root.
    pub fn overlay_in(
        source: &Arc<Source>,
        base: &Site,
        (language, folder): (&Language, &str),
        assets: &dyn Assets,
        notes: &mut Notes,
    ) -> Option<Site> {
        let mut site = Site::read_over(source, Some(base), (Some(language), folder), assets, notes)?;
        site.set_language(&Arc::new(language.clone()));
        Some(site)
    }

    /// Says of all words that are not known to be in another language that they are in this one. Names and numbers are the
    /// same in all.
    pub(super) fn set_language(&mut self, language: &Arc<Language>) {
        let Site { tagline, affiliate, disclaimer, contacts, .. } = self;
        tagline.iter_mut().chain(affiliate).for_each(|text| text.set_language(language));
        // All paragraphs of a disclaimer stand in one file: they have a language together, or none.
        if disclaimer.first().is_some_and(|text| text.language.is_none()) {
            let mut paragraphs = disclaimer.to_vec();
            paragraphs.iter_mut().for_each(|text| text.set_language(language));
            *disclaimer = paragraphs.into();
        }
        contacts.set_language(language);
    }

    /// The site, of whose words those that this file says are in no language yet. `language` is that of the handouts that
    /// the file is for, by default the one that the file names; `folder` is where the file lies.
    fn read_over(
        source: &Arc<Source>,
        base: Option<&Site>,
        (language, folder): (Option<&Language>, &str),
        assets: &dyn Assets,
        notes: &mut Notes,
    ) -> Option<Site> {
        let mut found = Notes::default();
        let mut site = base.cloned().unwrap_or_default();
        if let Some(root) = yaml::parse(source, &mut found)
            && let Some(fields) = Fields::of(&root, "a map of keys such as `name:`", &mut found)
        {
            Reading { fields, folder, language, assets, notes: &mut found }.fill(&mut site);
        }
        let sound = !found.has_errors();
        notes.append(found);
        sound.then_some(site)
    }
}

/// A site file while it is read.
pub(super) struct Reading<'a, 'n> {
    /// Its keys.
    pub fields: Fields<'a>,
    /// The folder it lies in, below the content root.
    pub folder: &'a str,
    /// The language of the handouts that the file is for; `None` where the file says it.
    pub language: Option<&'a Language>,
    /// The files that it names.
    pub assets: &'a dyn Assets,
    /// What is wrong with it.
    pub notes: &'n mut Notes,
}

impl Reading<'_, '_> {
    /// Says in `site` what the file says.
    pub(super) fn fill(mut self, site: &mut Site) {
        self.text("name", &mut site.name);
        self.text("tagline", &mut site.tagline);
        self.text("affiliate", &mut site.affiliate);
        self.text("emergency", &mut site.emergency);
        if let Some(node) = self.fields.take("logo") {
            site.logo = self.logo(node).or(site.logo.take());
        }
        if let Some(node) = self.fields.take("contacts") {
            site.contacts = contacts(node, &site.contacts, self.notes).into();
        }
        if let Some(language) = self.fields.take("language").and_then(|node| yaml::language(node, self.notes)) {
            site.language = language;
        }
        self.fill_paper(site);
        if let Some(node) = self.fields.take("disclaimer") {
            let text = scalar(node, "`disclaimer`", self.notes);
            let paragraphs = text.map(|text| prose::paragraphs(text, &ReferenceIds::default(), self.notes));
            site.disclaimer = paragraphs.unwrap_or_default().into();
        }
        if let Some(node) = self.fields.take("labels") {
            let language = self.language.unwrap_or(&site.language);
            site.labels = labels::read(node, language, site.labels.as_deref(), self.notes);
        }
        if let Some(node) = self.fields.take("lint") {
            lint::read(node, &mut site.lint, self.notes);
        }
        if let Some(node) = self.fields.take("html") {
            html(node, &mut site.html, self.notes);
        }
        self.flag("print_signatures", &mut site.print_signatures);
        self.flag("patient_label", &mut site.patient_label);
        self.fields.finish("a site file", self.notes);
    }

    /// What the handouts look like on paper, and in which forms they are made.
    fn fill_paper(&mut self, site: &mut Site) {
        let papers = [("letter", Paper::Letter), ("a4", Paper::A4)];
        if let Some(page) = self.fields.take("page").and_then(|node| choice(node, "a page size", &papers, self.notes)) {
            site.page = page;
        }
        if let Some(node) = self.fields.take("editions") {
            site.editions = editions(node, self.notes);
        }
        if let Some(node) = self.fields.take("bilingual") {
            site.bilingual = languages(node, self.notes).into();
        }
        let fits = [("sheets", Fit::Sheets), ("none", Fit::None)];
        if let Some(fit) = self.fields.take("fit").and_then(|node| choice(node, "a way to fit", &fits, self.notes)) {
            site.fit = fit;
        }
        if let Some(node) = self.fields.take("color") {
            site.color = color(node, self.notes).or(site.color);
        }
    }

    fn flag(&mut self, key: &'static str, slot: &mut bool) {
        if let Some(node) = self.fields.take(key) {
            let typed = scalar(node, &format!("`{key}`"), self.notes);
            *slot = typed.is_some_and(|typed| yaml::flag(typed, self.notes));
        }
    }

    fn text(&mut self, key: &'static str, slot: &mut Option<Text>) {
        if let Some(node) = self.fields.take(key) {
            *slot = prose::text(node, &format!("`{key}`"), &ReferenceIds::default(), self.notes);
        }
    }

    fn logo(&mut self, node: &Node) -> Option<Arc<Picture>> {
        let name = scalar(node, "`logo`", self.notes)?;
        let path = crate::assets::path(name, self.folder, self.notes)?;
        self.assets.picture(&path).map_err(|error: AssetError| error.note("picture", &path, name, self.notes)).ok()
    }
}

/// Contacts laid over those of the file below, by their ids: what is not said of one stays, and so does one that is not
/// named. They keep their order; a new one stands behind the one it follows here, and first where it follows none.
fn contacts(node: &Node, below: &Contacts, notes: &mut Notes) -> Vec<Arc<Contact>> {
    let mut laid = LaidContacts::over(below);
    for node in list(node, "a list of contacts", notes) {
        let Some(mut fields) = Fields::of(node, "a map of `label`, `phone`, `hours` and `id`", notes) else { continue };
        let place = fields.take("id");
        let id = match place {
            Some(node) => scalar(node, "the id", notes).map(|scalar| scalar.text.trim()),
            None => Some(""),
        };
        let Some(id) = id else { continue };
        if let Some(place) = place.filter(|_| laid.said.contains(id)) {
            let message = format!("the id `{id}` stands here a second time");
            let hint = "give each contact its own id";
            notes.push(Diagnostic::new(Code::DuplicateId, message).at(place.span.clone()).hint(hint));
            continue;
        }
        let at = laid.next_of(id);
        if let Some(contact) = contact(fields, id, at.map(|at| below.list()[at].as_ref()), notes) {
            laid.lay(Arc::new(contact), at);
        }
    }
    laid.into_list()
}

/// Contacts over those of the file below. However many there are, each is looked up once.
struct LaidContacts<'a> {
    below: &'a Contacts,
    all: Vec<Arc<Contact>>,
    /// How many contacts of each id below this file has said: those without an id are told apart by that.
    laid: HashMap<String, usize>,
    /// The ids of this file.
    said: HashSet<String>,
    /// New contacts: those that stand before all that are below, then those behind the first of these, and so on.
    new: Vec<Vec<Arc<Contact>>>,
    /// Where the next new one stands.
    next: usize,
}

impl<'a> LaidContacts<'a> {
    fn over(below: &'a Contacts) -> LaidContacts<'a> {
        let new = vec![Vec::new(); below.len() + 1];
        LaidContacts { below, all: below.list().to_vec(), laid: HashMap::new(), said: HashSet::new(), new, next: 0 }
    }

    /// Which contact below one of this id is laid over.
    fn next_of(&self, id: &str) -> Option<usize> {
        let laid = self.laid.get(id).copied().unwrap_or(0);
        self.below.places_of(id).get(laid).map(|place| *place as usize)
    }

    /// Lays a contact over the one at a place below, or behind the last that was laid.
    fn lay(&mut self, contact: Arc<Contact>, at: Option<usize>) {
        self.said.insert(contact.id.clone());
        match at {
            Some(at) => {
                *self.laid.entry(contact.id.clone()).or_insert(0) += 1;
                self.all[at] = contact;
                self.next = at + 1;
            }
            None => self.new[self.next].push(contact),
        }
    }

    fn into_list(self) -> Vec<Arc<Contact>> {
        let mut new = self.new.into_iter();
        let mut all = new.next().expect("new ones may stand before all others");
        for (contact, behind) in self.all.into_iter().zip(new) {
            all.push(contact);
            all.extend(behind);
        }
        all
    }
}

/// A contact; what it does not say is as in the one below.
fn contact(mut fields: Fields, id: &str, below: Option<&Contact>, notes: &mut Notes) -> Option<Contact> {
    let label = if below.is_some() { fields.take("label") } else { fields.require("label", "Nurse line") };
    let (phone, hours) = (fields.take("phone"), fields.take("hours"));
    fields.finish("a contact", notes);
    let mut text = |node: Option<&Node>, what: &str| prose::text(node?, what, &ReferenceIds::default(), notes);
    let (label, phone, hours) = (text(label, "the label"), text(phone, "the phone number"), text(hours, "`hours`"));
    if let (Some(here), Some(contact)) = (&phone, below)
        && let Some(there) = contact.phone.as_ref().filter(|there| there.plain() != here.plain())
    {
        notes.push(other_number(contact, here, there));
    }
    Some(Contact {
        id: id.to_owned(),
        label: label.or_else(|| below.map(|below| below.label.clone()))?,
        phone: phone.or_else(|| below?.phone.clone()),
        hours: hours.or_else(|| below?.hours.clone()),
    })
}

/// That one contact has two telephone numbers: a new one may have been written into one file only.
fn other_number(contact: &Contact, here: &Text, there: &Text) -> Diagnostic {
    let (here_plain, there_plain) = (here.plain(), there.plain());
    let name = contact.label.plain();
    let message =
        format!("“{name}” has the number {here_plain} here and {there_plain} in the file that this is laid over");
    let hint = format!(
        "remove `phone` here, so that {there_plain} is taken; or, if others answer in this language, give them an `id` of \
         their own"
    );
    let note = Diagnostic::new(Code::ContactNumber, message).hint(hint);
    match here.start() {
        Some(start) => note.at(start),
        None => note,
    }
}

/// `true`, `false`, or a map that says more and means `true`.
fn html(node: &Node, slot: &mut Option<Html>, notes: &mut Notes) {
    if let Value::Scalar(_) = &node.value {
        let wanted = [("true", true), ("false", false)];
        match choice(node, "a yes or no", &wanted, notes) {
            Some(true) => *slot = Some(slot.take().unwrap_or_default()),
            Some(false) => *slot = None,
            None => {}
        }
        return;
    }
    let Some(mut fields) = Fields::of(node, "`true`, or a map with `base` and `fonts`", notes) else { return };
    let (base, fonts) = (fields.take("base"), fields.take("fonts"));
    fields.finish("`html`", notes);
    let known = slot.take().unwrap_or_default();
    let base = base.and_then(|node| web_address(node, notes)).or(known.base);
    let kinds = [("system", PageFonts::System), ("embed", PageFonts::Embed)];
    let fonts = fonts.and_then(|node| choice(node, "where fonts come from", &kinds, notes)).unwrap_or(known.fonts);
    *slot = Some(Html { base, fonts });
}

/// An address of the web, without a slash at its end.
fn web_address(node: &Node, notes: &mut Notes) -> Option<String> {
    let scalar = scalar(node, "the address", notes)?;
    let typed = scalar.text.trim();
    let host = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or_default();
    let is_address = host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !typed.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '?' | '#'));
    if !is_address {
        let message = format!("`{typed}` is not an address that pages can stand below");
        let hint = "write it with `https://` and without `?` and `#`:\nbase: https://example.org/handouts";
        notes.push(Diagnostic::new(Code::BadLink, message).at(scalar.span.clone()).hint(hint));
        return None;
    }
    Some(typed.trim_end_matches('/').to_owned())
}

fn editions(node: &Node, notes: &mut Notes) -> Vec<Edition> {
    let words = Edition::OF_ONE_LANGUAGE.map(|edition| (edition.name(), edition));
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

/// Languages by their tags, each once.
fn languages(node: &Node, notes: &mut Notes) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    let mut known = HashSet::new();
    for node in list(node, "a list of languages such as `[es]`", notes) {
        match yaml::language(node, notes) {
            Some(language) if !known.insert(language.clone()) => {
                let note = Diagnostic::new(Code::DuplicateValue, "this language stands here twice");
                notes.push(note.at(node.span.clone()).hint("remove one of the two"));
            }
            Some(language) => languages.push(language),
            None => {}
        }
    }
    languages
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
    let contrast = color.contrast_with(Color::WHITE);
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
