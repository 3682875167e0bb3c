//! Makes the text of a paragraph of its markup: strong text, emphasis, links, foreign words, citations.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::emphasis::{self, Mark};
use super::fold::Folded;
use super::marked::Marked;
use super::{Inline, Places, ReferenceIds, Text};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Style, is_unseen, named, quoted_if_needed, unprintable};

/// Bytes of an address: as many as servers take. A PDF/A string holds 32,767 bytes (ISO 19005-2, 6.1.13), in which a letter
/// outside ASCII takes nine.
pub const LONGEST_ADDRESS: usize = 3600;
/// The references that one citation may name.
const MOST_CITED: usize = 200;

/// Resolves the markup of one paragraph; `None` when nothing is left to print.
pub(super) fn set(folded: Folded, style: Style, references: &ReferenceIds, notes: &mut Notes) -> Option<Text> {
    match Signs::of(&folded.text) {
        Signs::None => {
            let (text, places) = (folded.text, Some(folded.places));
            Some(Text { inlines: vec![Inline { text, places, ..Inline::default() }], language: None })
        }
        Signs::Emphasis => {
            let marks = emphasis::marks(&folded.text, &emphasis::runs(&folded.text));
            let mut setter = Setter::new(&folded, style, references, &marks, notes);
            setter.text(&folded.text, 0..folded.text.len(), false);
            setter.finish()
        }
        Signs::Others => {
            let marked = Marked::new(&folded.text);
            let citations =
                |link: BrokenLink| link.reference.starts_with('@').then(|| (CowStr::from(""), CowStr::from("")));
            let events = Parser::new_with_broken_link_callback(&marked.text, Options::empty(), Some(citations));
            let events: Vec<(Event, Range<usize>)> = events.into_offset_iter().collect();
            let marks = emphasis::marks(&folded.text, &marked.runs(&events));
            let mut setter = Setter::new(&folded, style, references, &marks, notes);
            for (event, range) in events {
                setter.take(event, range, &marked);
            }
            setter.finish()
        }
    }
}

/// Which signs of markup stand in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Signs {
    None,
    /// Stars and underscores alone, of which [`emphasis`] tells what they are: there is nothing for CommonMark to read.
    Emphasis,
    Others,
}

impl Signs {
    fn of(text: &str) -> Signs {
        text.bytes().map(|byte| SIGNS[usize::from(byte)]).max().unwrap_or(Signs::None)
    }
}

/// What a byte may be a sign of.
static SIGNS: [Signs; 256] = {
    let mut signs = [Signs::None; 256];
    let others = b"[]<&\\`";
    let mut index = 0;
    while index < others.len() {
        signs[others[index] as usize] = Signs::Others;
        index += 1;
    }
    signs[b'*' as usize] = Signs::Emphasis;
    signs[b'_' as usize] = Signs::Emphasis;
    signs
};

/// A link whose end was not yet seen.
struct Open {
    address: Arc<str>,
    place: Range<usize>,
    empty: bool,
}

/// Makes the text of one paragraph of the events of its markup.
pub(super) struct Setter<'a> {
    pub(super) folded: &'a Folded,
    pub(super) style: Style,
    references: &'a ReferenceIds,
    /// The marks of the paragraph, by place.
    pub(super) marks: &'a [Mark],
    next_mark: usize,
    /// Where the last mark ended.
    marked_to: usize,
    inlines: Vec<Inline>,
    strong: usize,
    emphasis: usize,
    link: Option<Open>,
    /// The language of the foreign words that are being read, if they are marked.
    language: Option<Arc<str>>,
    /// Open tags whose content is not printed.
    skip: usize,
    /// The paragraph's bytes that were read as text and not escaped; 0 for all others.
    pub(super) loose: Vec<u8>,
    /// Where the last text ended.
    read: usize,
    pub(super) notes: &'a mut Notes,
}

impl<'a> Setter<'a> {
    fn new(
        folded: &'a Folded,
        style: Style,
        references: &'a ReferenceIds,
        marks: &'a [Mark],
        notes: &'a mut Notes,
    ) -> Setter<'a> {
        Setter {
            folded,
            style,
            references,
            marks,
            next_mark: 0,
            marked_to: 0,
            inlines: Vec::new(),
            strong: 0,
            emphasis: 0,
            link: None,
            language: None,
            skip: 0,
            loose: vec![0; folded.text.len()],
            read: 0,
            notes,
        }
    }

    /// What came of all events; `None` where nothing is left to print.
    fn finish(mut self) -> Option<Text> {
        self.check_loose();
        (!self.inlines.is_empty()).then_some(Text { inlines: self.inlines, language: None })
    }

    fn take(&mut self, event: Event, range: Range<usize>, marked: &Marked) {
        let was_added = marked.is_added_before(range.start);
        let escaped = marked.text[..range.start].ends_with('\\') && !was_added;
        let range = marked.typed(&range, self.folded.text.len());
        if self.skip > 0 {
            match event {
                Event::Start(_) => self.skip += 1,
                Event::End(_) => self.skip -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range, escaped),
            Event::Code(_) => self.code(range),
            Event::InlineHtml(_) | Event::Html(_) => self.html(range),
            Event::SoftBreak | Event::HardBreak => self.push(" ", range.start),
            _ => {}
        }
    }

    fn typed(&self, range: &Range<usize>) -> &str {
        self.folded.text.get(range.clone()).unwrap_or_default()
    }

    pub(super) fn note(&mut self, diagnostic: Diagnostic, range: Range<usize>) {
        self.notes.push(diagnostic.at(self.folded.places.span(&self.folded.text, range)));
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, title, .. } => match link_type {
                LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown => {
                    self.citation(link_type, range);
                    self.skip = 1;
                }
                _ => self.open_link(link_type, &dest_url, &title, range),
            },
            Tag::Image { dest_url, .. } => {
                let message = "a picture cannot stand inside text";
                let typed = self.typed(&range).trim_start_matches("![");
                let alt = typed.split("](").next().filter(|alt| !alt.is_empty()).unwrap_or("What the picture shows");
                let alt = quoted_if_needed(alt, false);
                let hint = format!("make it a block of its own:\n- image: {dest_url}\n  alt: {alt}");
                self.note(Diagnostic::new(Code::ImageInText, message).hint(hint), range);
                self.skip = 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link if self.language.is_some() => self.language = None,
            TagEnd::Link => {
                if let Some(open) = self.link.take().filter(|open| open.empty) {
                    let message = "this link has no text to print";
                    let hint = format!("put the text between the brackets: `[text]({})`", open.address);
                    self.note(Diagnostic::new(Code::EmptyLink, message).hint(hint), open.place);
                }
            }
            _ => {}
        }
    }

    fn open_link(&mut self, kind: LinkType, address: &str, title: &str, range: Range<usize>) {
        let typed = self.typed(&range).trim_start_matches('<').trim_end_matches('>').to_owned();
        let address = match kind {
            LinkType::Email => format!("mailto:{typed}"),
            LinkType::Autolink => typed,
            _ => address.to_owned(),
        };
        if let Some(tag) = address.strip_prefix("lang:") {
            return self.open_language(tag, range);
        }
        if address.len() > LONGEST_ADDRESS {
            let message = format!("the address of this link has {} bytes, more than a PDF can hold", address.len());
            let hint = "use the shortest address that leads there";
            self.note(Diagnostic::new(Code::BadLink, message).hint(hint), range.clone());
        } else if !is_address(&address) {
            let message = match address.as_str() {
                "" => "this link has no address to lead to".to_owned(),
                _ => format!("`{address}` is not an address a link can lead to"),
            };
            let hint = match address.as_str() {
                "" => "write the address between the round brackets: `[text](https://example.org)`".to_owned(),
                a if a.contains('@') && !a.contains(':') => {
                    format!("an e-mail address begins with `mailto:`: `mailto:{a}`")
                }
                a if a.contains('.') && !a.contains(':') => {
                    format!("a web address begins with `https://`: `https://{}`", a.trim_start_matches('/'))
                }
                _ => "an address begins with `https://`, `http://`, `mailto:` or `tel:`".to_owned(),
            };
            self.note(Diagnostic::new(Code::BadLink, message).hint(hint), range.clone());
        }
        if !title.is_empty() {
            let message = format!("the title of this link, \"{title}\", is not printed");
            self.note(
                Diagnostic::new(Code::LinkTitle, message).hint("remove it, or say it in the text"),
                range.clone(),
            );
        }
        self.link = Some(Open { address: address.into(), place: range, empty: true });
    }

    /// Words in another language, `[ojo](lang:es)`: a screen reader then says them in it.
    fn open_language(&mut self, tag: &str, range: Range<usize>) {
        if icu_locale_core::LanguageIdentifier::try_from_str(tag).is_err() {
            let message = format!("`{tag}` is not a language tag");
            self.note(Diagnostic::new(Code::BadLanguage, message).hint("write one such as `[ojo](lang:es)`"), range);
        }
        self.language = Some(tag.into());
    }

    fn text(&mut self, text: &str, range: Range<usize>, escaped: bool) {
        if text != self.typed(&range) {
            self.read = range.end;
            return self.entity(text, range);
        }
        let skip = usize::from(escaped && range.start > self.read);
        if let Some(loose) = self.loose.get_mut(range.clone()) {
            let from = skip.min(loose.len());
            loose[from..].copy_from_slice(&text.as_bytes()[from..]);
        }
        self.read = range.end;
        // The signs of one mark come as several texts, of which the first stands for all.
        let mut start = range.start.max(self.marked_to);
        while let Some(mark) = self.marks.get(self.next_mark).filter(|mark| mark.range.start < range.end) {
            self.next_mark += 1;
            self.push_typed(start..mark.range.start);
            start = mark.range.end;
            self.mark(mark);
        }
        self.push_typed(start.min(range.end)..range.end);
    }

    fn mark(&mut self, mark: &Mark) {
        let depth = if mark.strong { &mut self.strong } else { &mut self.emphasis };
        *depth = if mark.opens { *depth + 1 } else { depth.saturating_sub(1) };
        self.marked_to = mark.range.end;
        if mark.opens && mark.strong && self.typed(&mark.range) == "__" {
            self.check_name(mark.whole.clone());
        }
    }

    /// `__init__` and `__NAME__` are names or places to fill in more often than strong text.
    fn check_name(&mut self, range: Range<usize>) {
        let typed = self.typed(&range).to_owned();
        let name = typed.trim_matches('_');
        let lower = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let upper = name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
        if name.len() > 1 && (lower || upper) {
            let message = format!("the underscores of `{typed}` would not be printed: it would be strong text");
            let printed = format!("{}{name}{}", self.slashed("__"), self.slashed("__"));
            let hint = format!("write `**{name}**` for strong text, or `{printed}` to print what stands here");
            self.note(Diagnostic::new(Code::Underscores, message).hint(hint), range);
        }
    }

    fn entity(&mut self, text: &str, range: Range<usize>) {
        let typed = self.typed(&range).to_owned();
        if let Some(wrong) = text.chars().find_map(unprintable) {
            return self.note(wrong, range);
        }
        if let Some(c) = text.chars().find(|c| is_unseen(*c)) {
            let message = format!("`{typed}` is read as {}, which cannot be seen", named(c));
            let hint = format!("delete it, or write `{}{typed}` to print what stands here", self.backslash());
            return self.note(Diagnostic::new(Code::InvisibleCharacter, message).hint(hint), range);
        }
        let seen = match text.chars().next() {
            Some(c) if c.is_whitespace() || is_unseen(c) => named(c),
            _ => format!("`{text}`"),
        };
        let message = format!("`{typed}` is read as the character {seen}");
        let hint = format!("type {seen} itself, or `{}{typed}` to print what stands here", self.backslash());
        self.push(text, range.start);
        self.note(Diagnostic::new(Code::Entity, message).hint(hint), range);
    }

    fn code(&mut self, range: Range<usize>) {
        let message = "marks of code are printed as typed, backticks and all";
        self.push_typed(range.clone());
        self.note(Diagnostic::new(Code::CodeMarks, message).hint("remove the backticks, or use `*emphasis*`"), range);
    }

    fn html(&mut self, range: Range<usize>) {
        let message = format!("`{}` is HTML, which is not printed", self.typed(&range));
        let hint =
            format!("use `**strong**` and `*emphasis*`; for a sign `<` that is text, write `{}<`", self.backslash());
        self.note(Diagnostic::new(Code::RawHtml, message).hint(hint), range);
    }

    /// `[@a; @b]`, alone or right behind another pair of brackets.
    fn citation(&mut self, kind: LinkType, range: Range<usize>) {
        let typed = self.typed(&range).to_owned();
        let split = typed.rfind('[').filter(|_| kind == LinkType::ReferenceUnknown).unwrap_or(0);
        let ids = |brackets: &str| brackets.trim_start_matches('[').split(']').next().unwrap_or_default().to_owned();
        if split > 0 {
            let first = range.start..range.start + split;
            match ids(&typed[..split]) {
                cited if cited.starts_with('@') => self.cite(&cited, first),
                _ => self.push_typed(first),
            }
        }
        self.cite(&ids(&typed[split..]), range.start + split..range.end);
        if kind == LinkType::CollapsedUnknown {
            self.push_typed(range.end.saturating_sub(2)..range.end);
        }
    }

    fn cite(&mut self, ids: &str, range: Range<usize>) {
        if ids.split([';', ',']).nth(MOST_CITED).is_some() {
            let message = format!("one citation names more than {MOST_CITED} references");
            let hint = "cite the few that matter, or make several citations of it";
            return self.note(Diagnostic::new(Code::LongCitation, message).hint(hint), range);
        }
        let (mut cites, mut cited) = (Vec::new(), HashSet::new());
        let mut at = range.start;
        for id in ids.split([';', ',']) {
            let id = id.trim().trim_start_matches('@');
            let start = self.typed(&(at..range.end)).find(id).map_or(at, |found| at + found);
            at = start + id.len();
            match self.references.position(id) {
                Some(index) => cites.extend(cited.insert(index).then_some(index)),
                None if id.is_empty() => self.dangling(id, range.clone()),
                None => self.dangling(id, start..at),
            }
        }
        if !cites.is_empty() {
            let mut places = Places::new(&self.folded.places.source);
            places.push(0, self.folded.places.at(range.start));
            self.inlines.push(Inline {
                text: String::new(),
                strong: false,
                emphasis: false,
                link: None,
                language: None,
                cites,
                places: Some(places),
            });
        }
    }

    /// A backslash as it is typed in this text: between double quotes YAML takes one of two.
    pub(super) fn backslash(&self) -> &'static str {
        if self.style == Style::Double { "\\\\" } else { "\\" }
    }

    fn dangling(&mut self, id: &str, place: Range<usize>) {
        if id.is_empty() {
            let message = "this citation names no reference";
            let hint = format!("write its id behind the `@`, or `{}[` for brackets that are text", self.backslash());
            return self.note(Diagnostic::new(Code::UnknownReference, message).hint(hint), place);
        }
        let hint = match self.references.similar(id) {
            Some(near) => format!("did you mean `[@{near}]`?"),
            None => format!("add it to `references:`, as\n- id: {id}\n  text: …"),
        };
        self.note(Diagnostic::new(Code::UnknownReference, format!("no reference has the id `{id}`")).hint(hint), place);
    }

    fn push_typed(&mut self, range: Range<usize>) {
        let folded = self.folded;
        let text = folded.text.get(range.clone()).unwrap_or_default();
        let places = folded.places.slice(range);
        self.append(text, &places);
    }

    /// Text that stands for what is typed at `place`.
    fn push(&mut self, text: &str, place: usize) {
        let mut places = Places::new(&self.folded.places.source);
        places.push(0, self.folded.places.at(place));
        self.append(text, &places);
    }

    fn append(&mut self, text: &str, places: &Places) {
        if text.is_empty() {
            return;
        }
        if let Some(open) = &mut self.link {
            open.empty = false;
        }
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        let link = self.link.as_ref().map(|open| open.address.clone());
        let language = self.language.clone();
        let same = |last: &&mut Inline| {
            let marks = last.strong == strong && last.emphasis == emphasis;
            last.cites.is_empty() && marks && same_mark(&last.link, &link) && same_mark(&last.language, &language)
        };
        match self.inlines.last_mut().filter(same) {
            Some(last) => {
                let known = last.places.as_mut().expect("the text of a file has places");
                for &(at, place) in &places.anchors {
                    known.push(last.text.len() + at as usize, place as usize);
                }
                last.text.push_str(text);
            }
            None => {
                let (text, places) = (text.to_owned(), Some(places.clone()));
                self.inlines.push(Inline { text, strong, emphasis, link, language, cites: Vec::new(), places });
            }
        }
    }
}

/// Whether two stretches stand in one and the same link or language mark, or both in none.
fn same_mark(one: &Option<Arc<str>>, other: &Option<Arc<str>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Whether `address` is one a link may lead to: the web, e-mail or a telephone.
pub fn is_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let rest = ["https://", "http://", "mailto:", "tel:"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    let printable = !address.contains(|c: char| c.is_whitespace() || c.is_control() || is_unseen(c));
    printable
        && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '+' || c == '[' || c == '('))
}
