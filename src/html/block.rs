//! The blocks of a document.

use maud::{Markup, html};

use super::sign::sign;
use super::writer::Writer;
use crate::article::Side;
use crate::document::{
    Aside, AsideKind, Beside, Block, Contact, Definition, Emergency, Figure, Heading, Reference, ScanCode, Words,
    WriteIn,
};

impl Writer<'_> {
    /// Blocks, in order.
    pub(super) fn blocks(&self, blocks: &[Block]) -> Markup {
        html! { @for content in blocks { (self.block(content)) } }
    }

    fn block(&self, block: &Block) -> Markup {
        match block {
            Block::Heading(Heading { level, words, .. }) => {
                self.heading(*level, &self.new_id(), "", &self.words(words))
            }
            Block::Paragraph(words) => html! { p { (self.words(words)) } },
            Block::List(content) => self.list(content, None),
            Block::TitledList(content) => self.titled_list(content),
            Block::Aside(content) => self.aside(content),
            Block::Zones(zones) => html! { @for zone in zones { (self.aside(zone)) } },
            Block::Contacts(contacts) => self.contacts(contacts, None),
            Block::Numbers(numbers) => self.contacts(&numbers.contacts, numbers.emergency.as_ref()),
            Block::Table(content) => self.table(content),
            Block::Grid(content) => self.grid(content),
            Block::Number(content) => html! {
                div.big-number { p { strong { (self.words(&content.value)) } } p { (self.words(&content.label)) } }
            },
            Block::Definitions(content) => self.definitions(content),
            Block::WriteIn(lines) => html! { @for line in lines { (self.write_in(line)) } },
            Block::Figure(content) => self.figure(content),
            Block::Beside(content) => self.beside(content),
            Block::ScanCode(content) => self.scan_code(content),
            Block::References(content) => self.references(content),
            Block::SmallPrint(words) => html! { p.small { (self.words(words)) } },
            // Paper alone has room for these.
            Block::PatientLabel(_) | Block::WritingLines(_) | Block::Contents(_) => html! {},
        }
    }

    /// A heading of a level from 2 to 6.
    pub(super) fn heading(&self, level: u8, id: &str, class: &str, words: &Markup) -> Markup {
        let class = (!class.is_empty()).then_some(class);
        match level {
            ..=2 => html! { h2 id=(id) class=[class] { (words) } },
            3 => html! { h3 id=(id) class=[class] { (words) } },
            4 => html! { h4 id=(id) class=[class] { (words) } },
            5 => html! { h5 id=(id) class=[class] { (words) } },
            6.. => html! { h6 id=(id) class=[class] { (words) } },
        }
    }

    /// A box under its head. Its name is a heading, so that it is found by who jumps from heading to heading.
    fn aside(&self, content: &Aside) -> Markup {
        let id = self.new_id();
        let is_below = content.has_title_below();
        let head = html! {
            (sign(content.kind))
            (self.words(&content.label))
            (content.joint)
            @if let (Some(title), false) = (&content.title, is_below) { (self.words(title)) }
        };
        html! {
            section class={ "box " (content.kind.name()) } role=[role_of(content.kind)] aria-labelledby=(id) {
                (self.heading(content.level, &id, "head", &head))
                @if let (Some(title), true) = (&content.title, is_below) { p.title { (self.words(title)) } }
                (self.blocks(&content.blocks))
            }
        }
    }

    /// Whom to call, one a line.
    pub(super) fn contacts(&self, contacts: &[Contact], emergency: Option<&Emergency>) -> Markup {
        html! {
            @if !contacts.is_empty() || emergency.is_some() {
                ul.contacts {
                    @for one in contacts { li { (self.contact(one)) } }
                    @if let Some(Emergency { label, number }) = emergency {
                        li.urgent { (self.words(label)) strong { (self.words(number)) } }
                    }
                }
            }
        }
    }

    fn contact(&self, contact: &Contact) -> Markup {
        html! {
            (self.words(&contact.label))
            @if let Some(phone) = &contact.phone { (contact.joint) strong { (self.words(phone)) } }
            @if let Some(hours) = &contact.hours { " " (self.words(hours)) }
        }
    }

    /// Words and what they mean.
    fn definitions(&self, content: &[Definition]) -> Markup {
        html! {
            dl {
                @for Definition { term, say, joint, meaning } in content {
                    div {
                        dt { (self.words(term)) @if let Some(say) = say { span.say { (self.words(say)) } } (joint) }
                        dd { (self.words(meaning)) }
                    }
                }
            }
        }
    }

    /// Lines to write on, once the page is on paper.
    fn write_in(&self, WriteIn { label, lines }: &WriteIn) -> Markup {
        html! {
            div.write {
                span { (self.words(label)) }
                @for _ in 0..*lines { span.line {} }
            }
        }
    }

    pub(super) fn figure(&self, content: &Figure) -> Markup {
        html! {
            figure {
                (self.picture(content.picture, content.alt, content.language, content.width))
                @if let Some(words) = &content.caption { figcaption { (self.words(words)) } }
            }
        }
    }

    /// A picture with blocks beside it where the screen is wide enough.
    fn beside(&self, Beside { figure, side, blocks }: &Beside) -> Markup {
        let class = match side {
            Side::Start => "beside",
            Side::End => "beside end",
        };
        // The words beside it need half the width at least, whatever share of paper the picture has.
        let figure = Figure { width: figure.width.map(|_| 1.0), ..figure.clone() };
        html! { div class=(class) { (self.figure(&figure)) div { (self.blocks(blocks)) } } }
    }

    /// On a screen the link is enough: nobody points a telephone at itself.
    fn scan_code(&self, content: &ScanCode) -> Markup {
        html! { p.more { (self.words(&content.label)) br; (self.words(&content.words)) } }
    }

    /// The sources. The number of one that is cited leads back to where it is cited first.
    fn references(&self, content: &[Reference]) -> Markup {
        let number = |index: usize, label: &str| {
            html! {
                @if let Some(id) = self.citation_id(index) { a.mark role="doc-backlink" href={ "#" (id) } { (label) } }
                @else { span.mark { (label) } }
            }
        };
        html! {
            ol.references {
                @for (index, Reference { label, words }) in content.iter().enumerate() {
                    li id=(self.source_id(index)) { (number(index, label)) div { (self.words(words)) } }
                }
            }
        }
    }

    /// Words without markup, as an attribute has them.
    pub(super) fn name(&self, words: &Words) -> String {
        self.plain(&words.plain())
    }
}

/// What a box is to who hears the page, where it is more than a region with a name. Boxes of which a page has many are no
/// landmarks.
fn role_of(kind: AsideKind) -> Option<&'static str> {
    match kind {
        AsideKind::KeyPoints => None,
        AsideKind::GreenZone | AsideKind::YellowZone | AsideKind::RedZone | AsideKind::TeachBack => Some("group"),
        AsideKind::Emergency | AsideKind::Call | AsideKind::Important | AsideKind::Tip => Some("note"),
    }
}
