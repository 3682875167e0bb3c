//! Templates: words with places to fill in.

/// `template` with every placeholder replaced once; what is put in is not looked at again.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, at) = rest.split_at(open);
        filled.push_str(before);
        match values.iter().find(|(name, _)| at.starts_with(name)) {
            Some((name, value)) => {
                filled.push_str(value);
                rest = at.get(name.len()..).unwrap_or_default();
            }
            None => {
                filled.push('{');
                rest = at.get(1..).unwrap_or_default();
            }
        }
    }
    filled.push_str(rest);
    filled
}
