//! Which patterns, masks, clip paths and filters an element of an SVG refers to, as far as that can be told without
//! looking styles up: rather one too many than one too few.

use std::collections::BTreeMap;

use usvg::roxmltree::Node;

use super::style::Sheet;

/// What follows a reference in a style or an attribute.
const URL: &str = "url(";

/// The references that style sheets make, by the class, the id or the name of the elements they are for.
#[derive(Default)]
pub(super) struct References {
    by_class: BTreeMap<String, Vec<String>>,
    by_id: BTreeMap<String, Vec<String>>,
    by_name: BTreeMap<String, Vec<String>>,
    /// For elements of whatever kind.
    of_all: Vec<String>,
}

impl References {
    /// Those of sheets as they were written anew: a rule a line.
    pub(super) fn of(sheets: &[Sheet]) -> References {
        let mut references = References::default();
        for rule in sheets.iter().flat_map(|sheet| sheet.text.split("}\n")) {
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            let found = names(declarations);
            if found.is_empty() {
                continue;
            }
            for selector in selectors.split(',') {
                let last = selector.rsplit([' ', '\t', '\r', '\n', '>', '+']).find(|part| !part.is_empty());
                references.list(last.unwrap_or_default()).extend(found.iter().map(|name| (*name).to_owned()));
            }
        }
        references
    }

    /// The list that the last part of a selector belongs to.
    fn list(&mut self, part: &str) -> &mut Vec<String> {
        let plain = part.split(['[', ':']).next().unwrap_or_default();
        if let Some((_, id)) = plain.split_once('#') {
            return self.by_id.entry(id.split('.').next().unwrap_or_default().to_owned()).or_default();
        }
        if let Some((_, class)) = plain.split_once('.') {
            return self.by_class.entry(class.split('.').next().unwrap_or_default().to_owned()).or_default();
        }
        if plain.is_empty() || plain == "*" {
            return &mut self.of_all;
        }
        self.by_name.entry(plain.to_owned()).or_default()
    }

    /// The ids that an element refers to, in its attributes or by a style sheet.
    pub(super) fn from<'a>(&'a self, node: Node<'a, '_>) -> Vec<&'a str> {
        let mut found: Vec<&str> = node.attributes().flat_map(|attribute| names(attribute.value())).collect();
        let listed = |list: Option<&'a Vec<String>>| list.into_iter().flatten().map(String::as_str);
        found.extend(self.of_all.iter().map(String::as_str));
        found.extend(listed(self.by_name.get(node.tag_name().name())));
        found.extend(listed(node.attribute("id").and_then(|id| self.by_id.get(id))));
        for class in node.attribute("class").unwrap_or_default().split_ascii_whitespace() {
            found.extend(listed(self.by_class.get(class)));
        }
        found
    }
}

/// The ids in a text, such as `a` in `fill:url(#a)`.
fn names(text: &str) -> Vec<&str> {
    let behind = text.split(URL).skip(1);
    let quoted = |it: char| it.is_whitespace() || it == '"' || it == '\'';
    let inner = behind.map(|rest| rest.split(')').next().unwrap_or_default().trim_matches(quoted));
    inner.filter_map(|address| address.strip_prefix('#')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::style::sheet;
    use crate::picture::variables::Variables;

    #[test]
    fn references_are_found_in_attributes_and_sheets() {
        let rules = "g > .a.b, .c{fill:url(#one)} #d{mask:url('#two')} rect:first-child{stroke:url( \"#three\" ) red}
                     *{filter:url(#four)} [x]{filter:url(#five)}";
        let references = References::of(&[sheet(rules, &Variables::default()).expect("a sheet")]);
        let found = |element: &str| {
            let document = usvg::roxmltree::Document::parse(element).expect("an element");
            references.from(document.root_element()).join(" ")
        };
        assert_eq!(found("<path/>"), "four five");
        assert_eq!(found("<path class='x a' style='fill:url(#six);stroke:red'/>"), "six four five one");
        assert_eq!(found("<rect id='d' class='c'/>"), "four five three two one");
    }
}
