//! Web pages as trees: enough of HTML to read what the tool writes, and to refuse what does not nest.

/// Elements without an end tag (HTML, 13.1.2).
const VOID: [&str; 6] = ["br", "img", "input", "link", "meta", "!DOCTYPE"];

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub kids: Vec<Kid>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub enum Kid {
    Text(String),
    Element(Element),
}

impl Kid {
    pub fn element(&self) -> Option<&Element> {
        match self {
            Kid::Text(_) => None,
            Kid::Element(element) => Some(element),
        }
    }
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split(' ').any(|own| own == class))
    }

    /// It and all elements in it, in order.
    pub fn all(&self) -> Vec<&Element> {
        let mut all = vec![self];
        for kid in &self.kids {
            if let Kid::Element(inner) = kid {
                all.extend(inner.all());
            }
        }
        all
    }

    /// The first element of this name.
    pub fn find(&self, name: &str) -> &Element {
        self.all().into_iter().find(|inner| inner.name == name).unwrap_or_else(|| panic!("there is no <{name}>"))
    }

    /// All characters in it.
    pub fn text(&self) -> String {
        let text = |kid: &Kid| match kid {
            Kid::Text(text) => text.clone(),
            Kid::Element(inner) => inner.text(),
        };
        self.kids.iter().map(text).collect()
    }
}

/// Reads a page.
///
/// # Panics
/// When a tag has no end, or ends what did not begin.
pub fn read(html: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut open, &rest[..at]);
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            close(&mut open, name);
            continue;
        }
        let element = begin(tag.trim_end_matches('/'));
        let (is_raw, is_closed) = (
            matches!(element.name.as_str(), "style" | "script"),
            VOID.contains(&element.name.as_str()) || tag.ends_with('/'),
        );
        let name = element.name.clone();
        open.push(element);
        if is_raw {
            let end = rest.find(&format!("</{name}>")).expect("a raw element ends");
            open.last_mut().expect("it was pushed").kids.push(Kid::Text(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        if is_closed {
            close(&mut open, &name);
        }
    }
    assert_eq!(open.len(), 1, "<{}> does not end", open.last().map_or("", |element| &element.name));
    open.remove(0)
}

fn push_text(open: &mut [Element], text: &str) {
    if !text.is_empty() {
        open.last_mut().expect("the root stays").kids.push(Kid::Text(unescaped(text)));
    }
}

fn close(open: &mut Vec<Element>, name: &str) {
    let element = open.pop().filter(|_| !open.is_empty()).expect("what ends has begun");
    assert_eq!(element.name, name, "an element ends in another");
    open.last_mut().expect("the root stays").kids.push(Kid::Element(element));
}

fn begin(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        if end == 0 {
            break;
        }
        let name = &rest[..end];
        match rest[end..].strip_prefix("=\"") {
            Some(value) => {
                let close = value.find('"').expect("a value ends");
                attributes.push((name.to_owned(), unescaped(&value[..close])));
                rest = &value[close + 1..];
            }
            None => {
                attributes.push((name.to_owned(), String::new()));
                rest = &rest[end..];
            }
        }
    }
    Element { name: name.to_owned(), attributes, kids: Vec::new() }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
