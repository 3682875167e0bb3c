//! Lists. Numbers and the words "Do" and "Don't" are text, as the document has them; bullets are the browser's own.

use maud::{Markup, html};

use super::writer::Writer;
use crate::article::Mark;
use crate::document::{Item, List, TitledList};

impl Writer<'_> {
    /// A list below its title.
    pub(super) fn titled_list(&self, TitledList { title, list }: &TitledList) -> Markup {
        let Some(title) = title else { return self.list(list, None) };
        let id = self.new_id();
        html! {
            p.list-title id=(id) { (self.words(title)) }
            (self.list(list, Some(&id)))
        }
    }

    /// A list; `name` is the id of what it is called by.
    pub(super) fn list(&self, List { mark, items, .. }: &List, name: Option<&str>) -> Markup {
        let items = html! { @for one in items { (self.item(*mark, one)) } };
        match mark {
            Mark::Step => html! { ol.steps aria-labelledby=[name] { (items) } },
            Mark::Bullet => html! { ul aria-labelledby=[name] { (items) } },
            Mark::Do | Mark::Dont | Mark::Check => html! { ul class=(mark.name()) aria-labelledby=[name] { (items) } },
        }
    }

    fn item(&self, mark: Mark, item: &Item) -> Markup {
        let content = html! {
            @match (item.paragraphs.as_slice(), item.figure.is_none() && item.blocks.is_empty()) {
                ([only], true) => (self.words(only)),
                (paragraphs, _) => @for (index, words) in paragraphs.iter().enumerate() {
                    p { (self.words(words)) }
                    @if let (Some(figure), 0) = (&item.figure, index) { (self.figure(figure)) }
                },
            }
            (self.blocks(&item.blocks))
        };
        match mark {
            Mark::Bullet => html! { li { (content) } },
            Mark::Step | Mark::Do => html! { li { span.mark { (item.label) } div { (content) } } },
            // A sign that says nothing the words do not say.
            Mark::Dont => html! { li { span.mark aria-hidden="true" { (item.label) } div { (content) } } },
            Mark::Check => html! { li { span.tick {} div { (content) } } },
        }
    }
}
