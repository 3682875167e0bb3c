//! From an article, a site and the words of a language to a [`Document`].

use jiff::civil::Date;

use super::address::{printed_address, site_name};
use super::blocks::Composer;
use super::walk::{self, Event, Role};
use super::{
    Aside, AsideKind, Block, Contact, Document, Emergency, Folio, Heading, Masthead, Metadata, Numbers, Reference,
    ScanCode, Title, Words,
};
use crate::article::{self, Article, Status};
use crate::locale::{Label, Locale};
use crate::prose::{Letters, Text};
use crate::site::{Edition, Site};

/// What a document is composed with.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The clinic.
    pub site: &'a Site,
    /// The words of the document's language.
    pub locale: &'a Locale,
    /// Which form of the handout; the page codes of two forms differ.
    pub edition: Edition,
}

/// The head of pages that are no article's own: a packet's cover, a note in it.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// What stands at the top.
    pub title: Text,
    /// When it was first put together.
    pub created: Date,
    /// When it last changed.
    pub updated: Date,
    /// Whether a draft stands in it.
    pub is_draft: bool,
}

/// What a handout of this article says.
pub fn compose<'a>(article: &'a Article, setting: Setting<'a>) -> Document<'a> {
    let composer = Composer::new(setting, article.contacts.as_deref());
    let mut blocks = Vec::new();
    blocks.extend(setting.site.patient_label.then(|| patient_label(setting.locale)));
    blocks.extend(article.outdated.map(|changed| outdated_notice(changed, &article.outdated_parts, setting.locale)));
    if !article.summary.is_empty() {
        blocks.push(composer.key_points(&article.summary));
    }
    composer.sections(&article.sections, 2, &mut blocks);
    blocks.extend(article.url.as_deref().map(|url| scan_code(url, setting.locale)));
    if !article.references.is_empty() {
        blocks.push(own_heading(Label::References, setting.locale));
        blocks.push(references(&article.references, setting.locale));
    }
    blocks.extend(signatures(article, setting));
    blocks.extend(small_print(setting));
    let plain = |texts: &[Text]| texts.iter().map(Text::plain).collect::<Vec<_>>();
    let kind = article.kind.as_ref();
    let metadata = Metadata {
        title: setting.locale.full_title(kind.map(Text::plain).as_deref(), &article.title.plain()),
        language: setting.locale.tag().to_owned(),
        authors: if article.authors.is_empty() { clinic(setting.site) } else { plain(&article.authors) },
        subject: article.audience.as_ref().map(Text::plain),
        keywords: plain(&article.keywords),
        created: article.created,
        updated: article.updated,
        code: String::new(),
    };
    let outdated = article.outdated.map(|changed| setting.locale.outdated(changed));
    let mut folio = composer.folio((article.created, article.updated), article.status == Status::Draft);
    folio.outdated = outdated;
    if folio.contacts.len() > 1 && names_contacts(&blocks) {
        folio.contacts.iter_mut().for_each(|contact| contact.hours = None);
    }
    let title = title(kind, &article.title, setting.locale);
    Document { metadata, masthead: masthead(setting), title, blocks, folio }.with_code(setting)
}

/// Whether a box says whom to call, and when.
fn names_contacts<'a>(content: &'a [Block<'a>]) -> bool {
    let mut names = false;
    walk::blocks(content, &mut |event| names |= matches!(event, Event::Begin(Role::Contact)));
    names
}

/// What a note in a packet says: blocks under a title.
pub fn compose_note<'a>(head: &'a Head, note: &'a [article::Block], setting: Setting<'a>) -> Document<'a> {
    let mut blocks = Vec::new();
    Composer::new(setting, None).blocks(note, &mut blocks);
    headed(head, blocks, setting).with_code(setting)
}

/// A document of these blocks under a head, without its code.
pub(super) fn headed<'a>(head: &'a Head, blocks: Vec<Block<'a>>, setting: Setting<'a>) -> Document<'a> {
    let composer = Composer::new(setting, None);
    let metadata = Metadata {
        title: head.title.plain(),
        language: setting.locale.tag().to_owned(),
        authors: clinic(setting.site),
        created: head.created,
        updated: head.updated,
        ..Metadata::default()
    };
    let folio = composer.folio((head.created, head.updated), head.is_draft);
    let title = title(None, &head.title, setting.locale);
    Document { metadata, masthead: masthead(setting), title, blocks, folio }
}

fn clinic(site: &Site) -> Vec<String> {
    site.name.iter().map(Text::plain).collect()
}

fn masthead<'a>(Setting { site, locale, .. }: Setting<'a>) -> Masthead<'a> {
    let words = |text: &'a Option<Text>| text.as_ref().map(|text| Words::of(text, locale));
    Masthead {
        logo: site.logo.as_deref(),
        name: words(&site.name),
        tagline: words(&site.tagline),
        affiliate: words(&site.affiliate),
    }
}

/// The kind and the title; a space keeps "Side Effect:" apart from the title for a reader of the text.
fn title<'a>(kind: Option<&'a Text>, title: &'a Text, locale: &Locale) -> Title<'a> {
    let kind = kind.map(|kind| {
        let mut words = Words::of(kind, locale);
        words.push(format!("{} ", locale.field_joint().trim_end()));
        words
    });
    Title { kind, words: Words::of(title, locale), place: title.start() }
}

/// A heading of the tool's own, as high as those of sections.
pub(super) fn own_heading(label: Label, locale: &Locale) -> Block<'_> {
    Block::Heading(Heading { level: 2, words: Words::label(locale.label(label), locale), begins_page: false })
}

/// Whom to call, if there is anybody.
pub(super) fn numbers<'a>(setting: Setting<'a>) -> Option<Block<'a>> {
    let composer = Composer::new(setting, None);
    let numbers = Numbers { contacts: composer.telephones(), emergency: composer.emergency() };
    (!numbers.contacts.is_empty() || numbers.emergency.is_some()).then_some(Block::Numbers(numbers))
}

/// The frame for the patient's label.
pub(super) fn patient_label(locale: &Locale) -> Block<'_> {
    Block::PatientLabel(Words::label(locale.label(Label::PatientLabel), locale))
}

/// Says that the original was changed after this translation was made, and under which headings, where that is known.
fn outdated_notice<'a>(changed: Date, headings: &'a [String], locale: &'a Locale) -> Block<'a> {
    let mut blocks = vec![Block::Paragraph(Words::label(locale.outdated(changed), locale))];
    if !headings.is_empty() {
        blocks.push(Block::Paragraph(Words::own(headings.join(" · "))));
    }
    Block::Aside(Aside {
        kind: AsideKind::Important,
        level: 2,
        label: Words::label(locale.label(Label::Important), locale),
        joint: String::new(),
        title: None,
        blocks,
    })
}

fn scan_code<'a>(address: &'a str, locale: &'a Locale) -> Block<'a> {
    let label = Words::label(locale.read_more(site_name(address)), locale);
    let mut words = Words::default();
    words.push_address(printed_address(address), address, locale);
    let (alt, language) = (locale.label(Label::Scan), locale.label_language());
    Block::ScanCode(ScanCode { label, alt, language, address, words })
}

fn references<'a>(references: &'a [article::Reference], locale: &Locale) -> Block<'a> {
    let numbered = references.iter().zip(1..).map(|(source, number)| Reference {
        label: format!("{}.", locale.number(number)),
        words: reference_words(source, locale),
    });
    Block::References(numbered.collect())
}

/// The text, then what it does not already name of DOI, PubMed number and address, each a link. Of a source with a DOI
/// the PubMed number is left out: both lead to the same record.
fn reference_words<'a>(reference: &'a article::Reference, locale: &Locale) -> Words<'a> {
    let written = reference.text.plain();
    let mut words = Words::of(&reference.text, locale);
    if reference.text.language.is_none()
        && let Some(language) = strange_language(&written, locale)
    {
        words = words.foreign(language);
    }
    let mut link = |shown: &str, address: &str, name: &str| {
        if !written.contains(name) {
            words.push(" ");
            words.push_address(shown.to_owned(), address, locale);
        }
    };
    if let Some(doi) = &reference.doi {
        link(&format!("doi:{doi}"), &format!("https://doi.org/{doi}"), doi);
    } else if let Some(pmid) = &reference.pmid {
        let shown = format!("PMID: {pmid}");
        link(&shown, &format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"), &shown);
    }
    if let Some(url) = &reference.url {
        link(printed_address(url), url, printed_address(url));
    }
    words
}

/// Fewer letters than these tell nothing of a source.
const ENOUGH: usize = 12;

/// The language of a source that is surely not in the document's script, by nine of ten letters: the one that is most often
/// written in them, English for Latin ones. Another language of that script is read wrongly, but read; with the voice of
/// the document's language it would be spelled. What is in the document's script may be in its language: nothing is
/// guessed, and the author says `language:`.
fn strange_language(text: &str, locale: &Locale) -> Option<&'static str> {
    let mut letters = Letters::default();
    letters.add(text);
    let (count, tag) = match locale.language()?.script() {
        "Latn" => (letters.other(), letters.most_likely()?),
        _ => (letters.latin, "en"),
    };
    (letters.all() >= ENOUGH && count * 10 >= letters.all() * 9).then_some(tag)
}

/// The code of what somebody signs: of what the handout says in its standard edition, approved and not outdated. Signatures
/// are no part of it, printed or not, so that the next one leaves those before it as they are. What one clinic of several says
/// is no part of it either.
pub fn code_to_sign(article: &Article, setting: Setting) -> String {
    let signed = Article { signed: Vec::new(), status: Status::Approved, outdated: None, ..article.clone() };
    let own = Setting { edition: Edition::Standard, ..setting };
    let Some(shared) = setting.site.shared.as_deref() else { return compose(&signed, own).metadata.code };
    let (locale, _) = Locale::with(article.language.tag(), shared.labels.as_deref());
    compose(&signed, Setting { site: shared, locale: &locale, ..own }).metadata.code
}

/// Who signed what the handout says, where the clinic wants that printed. What was signed before a change is not said.
fn signatures<'a>(article: &'a Article, setting: Setting<'a>) -> Vec<Block<'a>> {
    if article.signed.is_empty() || !setting.site.print_signatures {
        return Vec::new();
    }
    let code = code_to_sign(article, setting);
    let current = article.signed.iter().filter(|signature| signature.code == code);
    current.map(|signature| Block::SmallPrint(signature_words(signature, setting.locale))).collect()
}

/// "Signed: Ana Ruiz (pharmacist) – May 10, 2026".
fn signature_words<'a>(signature: &'a article::Signature, locale: &'a Locale) -> Words<'a> {
    let mut words = Words::label(format!("{}{}", locale.label(Label::Signed), locale.field_joint()), locale);
    words.push(format!("{} ({})", signature.name, signature.role));
    let mut date = Words::label(format!(" – {}", locale.date(signature.date)), locale);
    words.inlines.append(&mut date.inlines);
    words
}

fn small_print<'a>(Setting { site, locale, .. }: Setting<'a>) -> impl Iterator<Item = Block<'a>> {
    site.disclaimer.iter().map(|text| Block::SmallPrint(Words::of(text, locale)))
}

impl<'a> Composer<'a> {
    /// What is repeated on every page.
    fn folio(&self, (created, updated): (Date, Date), is_draft: bool) -> Folio<'a> {
        let locale = self.setting.locale;
        let dated = |label, date| locale.field(locale.label(label), &locale.date(date));
        Folio {
            draft: is_draft.then(|| locale.label(Label::Draft)),
            outdated: None,
            created: dated(Label::Created, created),
            updated: dated(Label::Updated, updated),
            code_label: format!("{}{}", locale.label(Label::Code), locale.field_joint()),
            contacts: self.telephones(),
            emergency: self.emergency(),
        }
    }

    /// The contacts that have a telephone.
    fn telephones(&self) -> Vec<Contact<'a>> {
        self.contacts().filter(|contact| contact.phone.is_some()).collect()
    }

    fn emergency(&self) -> Option<Emergency<'a>> {
        let locale = self.setting.locale;
        let number = self.setting.site.emergency.as_ref()?;
        let label = locale.label(Label::Emergency);
        Some(Emergency {
            label: Words::label(format!("{label}{}", locale.field_joint()), locale),
            number: Words::of(number, locale).dialled(locale.field(label, &number.plain())),
        })
    }
}
