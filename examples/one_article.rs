//! One article, from YAML to a PDF: `cargo run --example one_article > fever.pdf`.
#![allow(clippy::disallowed_macros, clippy::disallowed_methods, reason = "an example is a program: it prints")]

use std::io::Write;

use handout::{Edition, Fonts, Site, Typesetter, date};

const FEVER: &str = "
title: Fever
created: 2026-11-02
updated: 2026-11-02
sections:
  - heading: What is a fever?
    body: A fever is a temperature of 100.4 °F (38 °C) or higher.
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fonts = Fonts::new();
    let mut typesetter = Typesetter::new(&fonts);
    let today = date(2026, 11, 26);
    let printed = typesetter.typeset_text("fever", FEVER, &Site::default(), Edition::Standard, today)?;
    for diagnostic in &printed.diagnostics {
        eprintln!("{}", handout::diagnostics::excerpt(diagnostic, false));
    }
    std::io::stdout().write_all(&printed.pdf)?;
    Ok(())
}
