//! Blocks: paragraphs, lists, boxes and pictures.

use serde_json::{Value, json};

use super::soil::Soil;

impl Soil<'_> {
    pub fn block(&mut self, boxed: bool) -> Value {
        match self.below(if boxed { 10 } else { 14 }) {
            0 | 1 => self.words_within(200, usize::MAX),
            2 => json!({"bullets": self.items(2)}),
            3 => self.steps(boxed),
            4 => json!({"do": self.items(0)}),
            5 => json!({"dont": self.items(0)}),
            6 => json!({"table": self.table()}),
            7 => match self.below(2) {
                0 => self.image("image"),
                _ => self.figure(),
            },
            8 => self.words_within(1200, usize::MAX),
            9 => self.form(boxed),
            kind => {
                let kind = ["emergency", "call", "important", "tip"][kind - 10];
                let mut callout = json!({"callout": kind, "body": self.some(12, |soil| soil.block(true))});
                if self.below(2) == 1 {
                    callout["title"] = self.words(40);
                }
                callout
            }
        }
    }

    /// Steps that begin at any number or go on from others, if there are any before; a box counts by itself.
    fn steps(&mut self, boxed: bool) -> Value {
        let mut steps = json!({"steps": self.items(2)});
        match self.below(8) {
            5 => steps["start"] = (1 + 4 * self.byte().min(249)).into(),
            6 if self.has_steps && !boxed => steps["continue"] = true.into(),
            _ => {}
        }
        self.has_steps |= !boxed;
        steps
    }

    /// A picture with blocks beside it, mostly small ones.
    fn figure(&mut self) -> Value {
        let mut figure = self.image("figure");
        figure["body"] = self.some(4, |soil| soil.nested_block(1));
        if self.below(2) == 1 {
            figure["side"] = "start".into();
        }
        figure
    }

    /// Items of text and lists, as cells of tables may have them.
    pub fn text_items(&mut self, depth: usize) -> Value {
        self.some(10, |soil| {
            let text = soil.words(40);
            match soil.below(8) {
                6 if depth > 0 => json!({"text": text, "bullets": soil.text_items(depth - 1)}),
                7 if depth > 0 => json!({"text": text, "steps": soil.text_items(depth - 1)}),
                _ => text,
            }
        })
    }

    pub fn items(&mut self, depth: usize) -> Value {
        self.some(40, |soil| {
            let text = soil.words(80);
            match soil.below(8) {
                6 if depth > 0 => json!({"text": text, "bullets": soil.items(depth - 1)}),
                7 if depth > 0 => json!({"text": text, "steps": soil.items(depth - 1)}),
                5 if depth > 0 => json!({"text": text, "body": soil.some(3, |soil| soil.nested_block(depth - 1))}),
                4 if depth > 0 => {
                    let mut item = soil.image("image");
                    item["text"] = text;
                    item
                }
                _ => text,
            }
        })
    }

    /// A block in an item of a list.
    fn nested_block(&mut self, depth: usize) -> Value {
        match self.below(6) {
            0 => json!({"table": self.table()}),
            1 => self.image("image"),
            2 => json!({"steps": self.items(depth), "start": 1 + self.byte()}),
            3 => json!({"bullets": self.items(depth)}),
            _ => self.words(80),
        }
    }

    /// A picture that `key` names.
    fn image(&mut self, key: &str) -> Value {
        let name = ["wide.svg", "tall.svg", "dot.svg", "square.svg"][self.below(4)];
        let mut image = json!({key: name, "alt": "A picture"});
        if self.below(4) == 3 {
            image["numbered"] = true.into();
        }
        match self.below(4) {
            1 => image["caption"] = self.words(60),
            2 => image["width"] = format!("{}%", 1 + self.below(100)).into(),
            _ => {}
        }
        image
    }
}
