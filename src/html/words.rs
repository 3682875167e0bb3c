//! Running text.

use maud::{Markup, Render, html};

use crate::document::{Cited, Inline, Words};

impl Render for Words<'_> {
    fn render(&self) -> Markup {
        inlines(&self.inlines)
    }
}

fn inlines(inlines: &[Inline]) -> Markup {
    html! { @for inline in inlines { (one(inline)) } }
}

fn one(inline: &Inline) -> Markup {
    match inline {
        Inline::Stretch(stretch) => html! { (stretch.text) },
        Inline::Strong(words) => html! { strong { (inlines(words)) } },
        Inline::Emphasis(words) => html! { em { (inlines(words)) } },
        Inline::Link { address, words } => html! { a href=(address) { (inlines(words)) } },
        Inline::Foreign { language, words } => html! { span lang=(language) { (inlines(words)) } },
        Inline::Citation(cited) => citation(cited),
    }
}

/// Raised numbers, each a link to its reference.
fn citation(cited: &[Cited]) -> Markup {
    html! {
        sup {
            @for (index, cited) in cited.iter().enumerate() {
                @if index > 0 { ", " }
                a href={ "#ref-" (cited.reference + 1) } { (cited.number) }
            }
        }
    }
}
