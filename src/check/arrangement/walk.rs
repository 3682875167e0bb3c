//! Every body of an article, whatever it stands in.

use crate::article::{Article, Block, CellPart, List, Section};

/// Blocks that stand one below the other, and lists that stand where no other block can.
#[derive(Default)]
pub(super) struct Bodies<'a> {
    /// Of sections, boxes, figures and items, in reading order; none is empty.
    pub bodies: Vec<&'a [Block]>,
    /// Of cells.
    pub lists: Vec<&'a List>,
}

/// The bodies of an article.
pub(super) fn bodies(article: &Article) -> Bodies<'_> {
    let mut found = Bodies::default();
    article.sections.iter().for_each(|section| found.section(section));
    found
}

impl<'a> Bodies<'a> {
    fn section(&mut self, section: &'a Section) {
        self.body(&section.body);
        section.sections.iter().for_each(|section| self.section(section));
    }

    fn body(&mut self, body: &'a [Block]) {
        if !body.is_empty() {
            self.bodies.push(body);
        }
        for block in body {
            match block {
                Block::List(list) => self.items(list),
                Block::Callout(callout) => self.body(&callout.body),
                Block::Figure(figure) => self.body(&figure.body),
                Block::Table(table) => {
                    let cells = table.header.iter().chain(&table.rows).flatten();
                    cells.flat_map(|cell| &cell.parts).for_each(|part| match part {
                        CellPart::List(list) => {
                            self.lists.push(list);
                            self.items(list);
                        }
                        CellPart::Paragraph(_) => {}
                    });
                }
                Block::Form(form) => form.parts().lists.into_iter().for_each(|list| self.items(list)),
                Block::Paragraph(_) | Block::Image(_) => {}
            }
        }
    }

    fn items(&mut self, list: &'a List) {
        list.items.iter().for_each(|item| self.body(&item.blocks));
    }
}
