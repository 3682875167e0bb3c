//! JSON against a schema in JSON Schema (draft 7), as far as the schemas of these tests go: a keyword that is not known here
//! fails the test, so that nothing a schema asks for is passed over.

use serde_json::{Map, Value};

/// Every place where a value is not as its schema asks, as `/runs/0/results: …`; none where it is.
pub fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Check { root: schema, found: &mut found }.check(schema, value, "");
    found
}

struct Check<'a> {
    root: &'a Value,
    found: &'a mut Vec<String>,
}

impl Check<'_> {
    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        let Some(schema) = schema.as_object() else { panic!("{at}: a schema is an object") };
        for (keyword, asked) in schema {
            match keyword.as_str() {
                "$schema" | "$id" | "title" | "description" | "default" | "definitions" => {}
                "additionalProperties" => self.check_others(schema, asked, value, at),
                keyword => self.check_keyword(keyword, asked, value, at),
            }
        }
    }

    fn check_keyword(&mut self, keyword: &str, asked: &Value, value: &Value, at: &str) {
        let is_right = match keyword {
            "$ref" => {
                let path = asked.as_str().and_then(|path| path.strip_prefix('#')).expect("a place in this schema");
                let root = self.root;
                return self.check(root.pointer(path).expect("what it names is there"), value, at);
            }
            "properties" => return self.check_properties(asked, value, at),
            "items" => return self.check_items(asked, value, at),
            "anyOf" => self.matching(asked, value) > 0,
            "oneOf" => self.matching(asked, value) == 1,
            "type" => is_of_type(asked.as_str().expect("one type"), value),
            "enum" => asked.as_array().expect("a list").contains(value),
            "required" => value.as_object().is_none_or(|it| list(asked).iter().all(|key| it.contains_key(text(key)))),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= number(asked) as u64),
            "uniqueItems" => asked == false || value.as_array().is_none_or(|items| is_unique(items)),
            "minimum" => value.as_f64().is_none_or(|value| value >= number(asked)),
            "maximum" => value.as_f64().is_none_or(|value| value <= number(asked)),
            "format" => value.as_str().is_none_or(|value| has_format(text(asked), value)),
            "pattern" => panic!("{at}: no pattern is known here, and this value has to fit `{asked}`"),
            other => panic!("{at}: the keyword `{other}` is not known here"),
        };
        if !is_right {
            self.found.push(format!("{at}: {keyword} {asked}: {value}"));
        }
    }

    fn check_properties(&mut self, asked: &Value, value: &Value, at: &str) {
        for (key, value) in value.as_object().into_iter().flatten() {
            if let Some(schema) = asked.get(key) {
                self.check(schema, value, &format!("{at}/{key}"));
            }
        }
    }

    fn check_items(&mut self, asked: &Value, value: &Value, at: &str) {
        for (number, value) in value.as_array().into_iter().flatten().enumerate() {
            self.check(asked, value, &format!("{at}/{number}"));
        }
    }

    /// What `properties` does not name.
    fn check_others(&mut self, schema: &Map<String, Value>, asked: &Value, value: &Value, at: &str) {
        let named = schema.get("properties");
        for (key, value) in value.as_object().into_iter().flatten() {
            let at = format!("{at}/{key}");
            match asked {
                _ if named.is_some_and(|named| named.get(key).is_some()) => {}
                Value::Bool(true) => {}
                Value::Bool(false) => self.found.push(format!("{at}: this key is not known")),
                schema => self.check(schema, value, &at),
            }
        }
    }

    /// How many of several schemas a value fits.
    fn matching(&self, asked: &Value, value: &Value) -> usize {
        let fits = |schema: &&Value| {
            let mut found = Vec::new();
            Check { root: self.root, found: &mut found }.check(schema, value, "");
            found.is_empty()
        };
        list(asked).iter().filter(fits).count()
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "object" => value.is_object(),
        "string" => value.is_string(),
        other => panic!("the type `{other}` is not known here"),
    }
}

fn is_unique(items: &[Value]) -> bool {
    items.iter().enumerate().all(|(at, item)| !items[..at].contains(item))
}

/// The characters of an address (RFC 3986), and the `:` of its scheme.
fn has_format(name: &str, value: &str) -> bool {
    let is_sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let mut escapes = value.split('%').skip(1);
    let is_reference = value.bytes().all(is_sound)
        && escapes.all(|rest| rest.len() >= 2 && u8::from_str_radix(&rest[..2], 16).is_ok());
    match name {
        "uri-reference" => is_reference && !value.split('/').next().unwrap_or_default().contains(':') || is_uri(value),
        "uri" => is_reference && is_uri(value),
        other => panic!("the format `{other}` is not known here"),
    }
}

fn is_uri(value: &str) -> bool {
    value.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

#[test]
fn what_a_schema_does_not_allow_is_found() {
    use serde_json::json;

    let schema = json!({
        "type": "object", "required": ["a"], "additionalProperties": false,
        "properties": {
            "a": {"$ref": "#/definitions/small"},
            "b": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"enum": ["x", "y"]}},
            "c": {"anyOf": [{"type": "string", "format": "uri"}, {"type": "boolean"}]},
        },
        "definitions": {"small": {"type": "integer", "minimum": 1, "maximum": 3}},
    });
    for sound in
        [json!({"a": 1}), json!({"a": 3, "b": ["x", "y"], "c": "https://a.b/c%20d"}), json!({"a": 2, "c": true})]
    {
        assert!(violations(&schema, &sound).is_empty(), "{sound}");
    }
    for wrong in [
        json!([]),
        json!({}),
        json!({"a": 0}),
        json!({"a": 4}),
        json!({"a": 1.5}),
        json!({"a": 1, "b": []}),
        json!({"a": 1, "b": ["x", "x"]}),
        json!({"a": 1, "b": ["z"]}),
        json!({"a": 1, "c": "no address"}),
        json!({"a": 1, "d": 1}),
    ] {
        assert!(!violations(&schema, &wrong).is_empty(), "{wrong}");
    }
}
