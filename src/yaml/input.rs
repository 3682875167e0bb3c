//! The text of a file as the parser reads it: text without quotes goes by the line, not by the word.

use serde_saphyr::granit_parser::input::{SkipTabs, WhitespaceResult};
use serde_saphyr::granit_parser::{BorrowedInput, ErrorKind, Input, StrInput};

/// The parser's own input, but for plain scalars. The parser takes such a text word by word, for behind each space a
/// comment may begin, or the text may end; here words go together as long as neither is so.
pub(super) struct LineInput<'t>(StrInput<'t>);

impl<'t> LineInput<'t> {
    pub fn new(text: &'t str) -> LineInput<'t> {
        LineInput(StrInput::new(text))
    }

    /// Whether a single space stands here, and behind it a word of the same plain scalar (YAML 1.2.2, 7.3.3).
    fn goes_on(&self, in_flow: bool) -> bool {
        if self.0.peek() != ' ' {
            return false;
        }
        let is_end = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\0');
        let is_flow = |c: char| in_flow && matches!(c, ',' | '[' | ']' | '{' | '}');
        match self.0.peek_nth(1) {
            '#' => false,
            ':' => !is_end(self.0.peek_nth(2)) && !is_flow(self.0.peek_nth(2)),
            c => !is_end(c) && !is_flow(c),
        }
    }
}

impl<'t> BorrowedInput<'t> for LineInput<'t> {
    fn slice_borrowed(&self, start: usize, end: usize) -> Option<&'t str> {
        self.0.slice_borrowed(start, end)
    }
}

/// Methods that the parser's own input answers.
macro_rules! forward {
    ($(fn $name:ident(&mut self $(, $argument:ident: $of:ty)*) $(-> $result:ty)?;)*) => {
        $(#[inline] fn $name(&mut self $(, $argument: $of)*) $(-> $result)? { self.0.$name($($argument),*) })*
    };
    ($(fn $name:ident(&self $(, $argument:ident: $of:ty)*) -> $result:ty;)*) => {
        $(#[inline] fn $name(&self $(, $argument: $of)*) -> $result { self.0.$name($($argument),*) })*
    };
}

impl Input for LineInput<'_> {
    forward! {
        fn lookahead(&mut self, count: usize);
        fn raw_read_ch(&mut self) -> char;
        fn raw_read_non_breakz_ch(&mut self) -> Option<char>;
        fn skip(&mut self);
        fn skip_n(&mut self, count: usize);
        fn skip_ws_to_eol(&mut self, tabs: SkipTabs) -> (usize, Result<WhitespaceResult, ErrorKind>);
        fn skip_ws_to_eol_blanks(&mut self, tabs: SkipTabs) -> (usize, WhitespaceResult);
        fn skip_while_non_breakz(&mut self) -> usize;
        fn skip_while_blank(&mut self) -> usize;
        fn fetch_while_is_alpha(&mut self, out: &mut String) -> usize;
        fn fetch_while_is_yaml_non_space(&mut self, out: &mut String) -> usize;
        fn fetch_block_scalar_line(&mut self, out: &mut String) -> usize;
        fn take_quoted_scalar_ascii_chunk(&mut self, single: bool) -> &str;
        fn take_quoted_scalar_chunk(&mut self, single: bool) -> (&str, usize);
    }

    forward! {
        fn buflen(&self) -> usize;
        fn bufmaxlen(&self) -> usize;
        fn peek(&self) -> char;
        fn peek_nth(&self, n: usize) -> char;
        fn byte_offset(&self) -> Option<usize>;
        fn slice_bytes(&self, start: usize, end: usize) -> Option<&str>;
        fn next_2_are(&self, one: char, other: char) -> bool;
        fn next_3_are(&self, one: char, other: char, third: char) -> bool;
        fn next_is_document_indicator(&self) -> bool;
        fn next_is_document_start(&self) -> bool;
        fn next_is_document_end(&self) -> bool;
        fn next_is_blank_or_break(&self) -> bool;
        fn next_is_blank_or_breakz(&self) -> bool;
        fn next_is_blank(&self) -> bool;
        fn next_is_break(&self) -> bool;
        fn next_is_breakz(&self) -> bool;
        fn next_is_z(&self) -> bool;
        fn next_is_flow(&self) -> bool;
        fn next_is_digit(&self) -> bool;
        fn next_is_alpha(&self) -> bool;
    }

    fn fetch_plain_scalar_chunk(&mut self, out: &mut String, count: usize, in_flow: bool) -> (bool, usize) {
        let (mut is_end, mut read) = self.0.fetch_plain_scalar_chunk(out, count, in_flow);
        while is_end && self.goes_on(in_flow) {
            self.0.skip();
            out.push(' ');
            let (ended, more) = self.0.fetch_plain_scalar_chunk(out, count, in_flow);
            (is_end, read) = (ended, read + 1 + more);
        }
        (is_end, read)
    }

    fn skip_plain_scalar_chunk(&mut self, count: usize, in_flow: bool) -> (bool, usize) {
        let (mut is_end, mut read) = self.0.skip_plain_scalar_chunk(count, in_flow);
        while is_end && self.goes_on(in_flow) {
            self.0.skip();
            let (ended, more) = self.0.skip_plain_scalar_chunk(count, in_flow);
            (is_end, read) = (ended, read + 1 + more);
        }
        (is_end, read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_saphyr::granit_parser::{Parser, options};

    use super::*;

    /// All events with their places, up to the first error.
    fn events<'t, I: BorrowedInput<'t>>(input: I) -> Vec<String> {
        let options = options! { emit_comments: false, emit_anchor_events: true };
        Parser::with_options(input, options).map(|event| format!("{event:?}")).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

        /// Whatever stands in a file is read as the parser reads it by itself.
        #[test]
        fn words_that_go_together_are_read_alike(
            text in r##"(a: |- |key: |\? |  |\n|\n  |\n    )?([a-z]{1,2}| | |:|: |#| #|,|\[|\]|\{|\}|-|\n|\n  |\n    |é|\u{A0}|\u{85}|\u{2028}|\u{FEFF}|\r\n|\r|\x00|：|\t|'|"|\||>|&a |\*a |!|\\){0,40}"##
        ) {
            prop_assert_eq!(events(LineInput::new(&text)), events(StrInput::new(&text)));
        }
    }
}
