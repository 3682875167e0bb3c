use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

use super::fold::Folded;
use super::{Inline, Places, ReferenceIds, Text};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::Style;

/// Bytes of an address: as many as servers take. A PDF/A string holds 32,767 bytes (ISO 19005-2, 6.1.13), in which a letter
/// outside ASCII takes nine.
pub const LONGEST_ADDRESS: usize = 3600;
/// The references that one citation may name.
const MOST_CITED: usize = 200;

/// Resolves the markup of one paragraph; `None` when nothing is left to print.
pub(super) fn set(folded: &Folded, style: Style, references: &ReferenceIds, notes: &mut Notes) -> Option<Text> {
    if !folded.text.contains(['*', '_', '[', ']', '<', '&', '\\', '`']) {
        let inline = Inline {
            text: folded.text.clone(),
            strong: false,
            emphasis: false,
            link: None,
            language: None,
            cites: Vec::new(),
            places: Some(folded.places.clone()),
        };
        return Some(Text { inlines: vec![inline] });
    }
    let marked = Marked::new(&folded.text);
    let mut setter = Setter {
        folded,
        style,
        references,
        marked: &marked,
        inlines: Vec::new(),
        strong: 0,
        emphasis: 0,
        link: None,
        language: None,
        skip: 0,
        loose: vec![0; folded.text.len()],
        read: 0,
        notes,
    };
    let citations = |link: BrokenLink| link.reference.starts_with('@').then(|| (CowStr::from(""), CowStr::from("")));
    let events = Parser::new_with_broken_link_callback(&marked.text, Options::empty(), Some(citations));
    for (event, range) in events.into_offset_iter() {
        setter.take(event, range);
    }
    setter.check_loose();
    (!setter.inlines.is_empty()).then_some(Text { inlines: setter.inlines })
}

/// What CommonMark reads: the paragraph as a heading, so that `1.`, `-` or `#` at its start is text like any other, and
/// with the lines to write on (`____`) escaped, so that they are printed.
struct Marked {
    text: String,
    /// Bytes of `text` that are not in the paragraph, ascending.
    added: Vec<usize>,
}

const LEAD: &str = "# ";

impl Marked {
    fn new(typed: &str) -> Marked {
        let mut marked = Marked { text: LEAD.to_owned(), added: Vec::new() };
        let mut rest = typed;
        while let Some(at) = rest.find("___") {
            let length = rest[at..].bytes().take_while(|&b| b == b'_').count();
            marked.text.push_str(&rest[..at]);
            let slashes = rest[..at].bytes().rev().take_while(|&b| b == b'\\').count();
            for nth in 0..length {
                if nth > 0 || slashes % 2 == 0 {
                    marked.added.push(marked.text.len());
                    marked.text.push('\\');
                }
                marked.text.push('_');
            }
            rest = &rest[at + length..];
        }
        marked.text.push_str(rest);
        marked.text.push_str(" #");
        marked
    }

    /// The bytes of the paragraph that bytes of `text` are.
    fn typed(&self, range: &Range<usize>, length: usize) -> Range<usize> {
        let back =
            |at: usize| (at - self.added.partition_point(|&added| added < at)).saturating_sub(LEAD.len()).min(length);
        back(range.start)..back(range.end)
    }
}

/// A link whose end was not yet seen.
struct Open {
    address: Arc<str>,
    place: Range<usize>,
    empty: bool,
}

struct Setter<'a> {
    folded: &'a Folded,
    style: Style,
    references: &'a ReferenceIds,
    marked: &'a Marked,
    inlines: Vec<Inline>,
    strong: usize,
    emphasis: usize,
    link: Option<Open>,
    /// Of foreign words.
    language: Option<Arc<str>>,
    /// Open tags whose content is not printed.
    skip: usize,
    /// The paragraph's bytes that were read as text and not escaped; 0 for all others.
    loose: Vec<u8>,
    /// Where the last text ended.
    read: usize,
    notes: &'a mut Notes,
}

impl Setter<'_> {
    fn take(&mut self, event: Event, range: Range<usize>) {
        let was_added =
            range.start.checked_sub(1).is_some_and(|before| self.marked.added.binary_search(&before).is_ok());
        let escaped = self.marked.text[..range.start].ends_with('\\') && !was_added;
        let range = self.marked.typed(&range, self.folded.text.len());
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
            Event::Text(text) => self.text(&text, range, escaped, was_added),
            Event::Code(_) => self.code(range),
            Event::InlineHtml(_) | Event::Html(_) => self.html(range),
            Event::SoftBreak | Event::HardBreak => self.push(" ", range.start),
            _ => {}
        }
    }

    fn typed(&self, range: &Range<usize>) -> &str {
        self.folded.text.get(range.clone()).unwrap_or_default()
    }

    fn note(&mut self, diagnostic: Diagnostic, range: Range<usize>) {
        self.notes.push(diagnostic.at(self.folded.places.span(&self.folded.text, range)));
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        // `__/__/____` is a date to write in, not a bold slash.
        let blank = self.typed(&range).starts_with('_') && !self.typed(&range).contains(char::is_alphanumeric);
        match tag {
            Tag::Strong | Tag::Emphasis if blank => {
                self.push_typed(range);
                self.skip = 1;
            }
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { link_type, dest_url, title, id } => match link_type {
                LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown => {
                    self.citation(link_type, &id, range);
                    self.skip = 1;
                }
                _ => self.open_link(link_type, &dest_url, &title, range),
            },
            Tag::Image { .. } => {
                let message = "a picture cannot stand inside text";
                let hint = "make it a block of its own:\n- image: figures/name.png\n  alt: What the picture shows";
                self.note(Diagnostic::new(Code::ImageInText, message).hint(hint), range);
                self.skip = 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: pulldown_cmark::TagEnd) {
        use pulldown_cmark::TagEnd;
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
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
            let message = format!("`{address}` is not an address a link can lead to");
            let hint = match address.as_str() {
                "" => "write the address between the round brackets: `[text](https://example.org)`".to_owned(),
                a if a.contains('@') && !a.contains(':') => {
                    format!("an e-mail address begins with `mailto:`: `mailto:{a}`")
                }
                a if a.contains('.') && !a.contains(':') => {
                    format!("a web address begins with `https://`: `https://{a}`")
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

    fn text(&mut self, text: &str, range: Range<usize>, escaped: bool, was_added: bool) {
        if text != self.typed(&range) {
            let message = format!("`{}` is read as the character `{text}`", self.typed(&range));
            let hint = format!("type `{text}` itself, or `\\{}` to print what stands here", self.typed(&range));
            self.push(text, range.start);
            self.read = range.end;
            return self.note(Diagnostic::new(Code::Entity, message).hint(hint), range);
        }
        let skip = usize::from((escaped && range.start > self.read) || was_added);
        if let Some(loose) = self.loose.get_mut(range.clone()) {
            let from = skip.min(loose.len());
            loose[from..].copy_from_slice(&text.as_bytes()[from..]);
        }
        self.read = range.end;
        self.push_typed(range);
    }

    fn code(&mut self, range: Range<usize>) {
        let message = "marks of code are printed as typed, backticks and all";
        self.push_typed(range.clone());
        self.note(Diagnostic::new(Code::CodeMarks, message).hint("remove the backticks, or use `*emphasis*`"), range);
    }

    fn html(&mut self, range: Range<usize>) {
        let message = format!("`{}` is HTML, which is not printed", self.typed(&range));
        let hint = "use `**strong**` and `*emphasis*`; for a sign `<` that is text, write `\\<`";
        self.note(Diagnostic::new(Code::RawHtml, message).hint(hint), range);
    }

    /// `[@a; @b]`, alone or right behind another pair of brackets.
    fn citation(&mut self, kind: LinkType, id: &str, range: Range<usize>) {
        let typed = self.typed(&range).to_owned();
        let split = typed.rfind('[').filter(|_| kind == LinkType::ReferenceUnknown).unwrap_or(0);
        if split > 0 {
            let first = range.start..range.start + split;
            match typed.get(1..split.saturating_sub(1)).filter(|first| first.starts_with('@')) {
                Some(first_id) => self.cite(first_id, first),
                None => self.push_typed(first),
            }
        }
        self.cite(id, range.start + split..range.end);
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

    fn dangling(&mut self, id: &str, place: Range<usize>) {
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

/// Marks that were left over as text.
impl Setter<'_> {
    fn check_loose(&mut self) {
        let loose = std::mem::take(&mut self.loose);
        let mut at = 0;
        while let Some(&byte) = loose.get(at) {
            let length = loose[at..].iter().take_while(|&&b| b == byte).count();
            let range = at..at + length;
            match byte {
                b'*' => self.loose_stars(range),
                b'_' if length == 2 => self.loose_underscores(range),
                b']' if loose.get(at + length) == Some(&b'(') => {
                    let message = "this looks like a link that is never closed";
                    let hint = "write `[text](https://example.org)`, without spaces in the address; for brackets that are text, write `\\[`";
                    self.note(Diagnostic::new(Code::BadLink, message).hint(hint), at..at + length + 1);
                }
                _ => {}
            }
            at += length;
        }
    }

    fn around(&self, range: &Range<usize>) -> (Option<char>, Option<char>) {
        let before = self.folded.text.get(..range.start).and_then(|text| text.chars().next_back());
        let after = self.folded.text.get(range.end..).and_then(|text| text.chars().next());
        (before, after)
    }

    fn loose_stars(&mut self, range: Range<usize>) {
        let (before, after) = self.around(&range);
        if range.len() > 1 || before == Some('*') || after == Some('*') {
            return self.unclosed("**", range);
        }
        let glued = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let digits = before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric);
        if (glued(before) || glued(after)) && !digits {
            let hint = format!("close `*emphasis*` with a second star, or write `{}` for a star", self.slashed("*"));
            self.note(Diagnostic::new(Code::StrayStar, "this star is printed as typed").hint(hint), range);
        }
    }

    fn loose_underscores(&mut self, range: Range<usize>) {
        let (before, after) = self.around(&range);
        if !before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric) {
            self.unclosed("__", range);
        }
    }

    fn unclosed(&mut self, mark: &str, range: Range<usize>) {
        let message = format!("`{mark}` has no partner: strong text is `{mark}between two of them{mark}`");
        let hint = format!(
            "close it with `{mark}` right behind the last letter, or write `{}` to print it",
            self.slashed(mark)
        );
        self.note(Diagnostic::new(Code::UnclosedStrong, message).hint(hint), range);
    }

    /// A mark as it is typed to be printed: YAML takes one backslash away between double quotes.
    fn slashed(&self, mark: &str) -> String {
        let slash = if self.style == Style::Double { "\\\\" } else { "\\" };
        mark.chars().map(|c| format!("{slash}{c}")).collect()
    }
}

/// Whether `address` is one a link may lead to: the web, e-mail or a telephone.
pub fn is_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let rest = ["https://", "http://", "mailto:", "tel:"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    let printable = !address.contains(|c: char| c.is_whitespace() || c.is_control());
    printable
        && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '+' || c == '[' || c == '('))
}
