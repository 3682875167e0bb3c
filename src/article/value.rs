//! Small values of articles: addresses, flags, shares of a width.

use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Node, scalar};

/// Bytes of an address above which the squares of its QR code, printed as wide as ours, are smaller than half a millimetre.
const LONG_ADDRESS: usize = 300;

/// Whether one tag only says more than the other: `es` and `es-MX`, but not `pt-BR` and `pt-PT`.
pub(super) fn agree(one: &str, other: &str) -> bool {
    one.split('-').zip(other.split('-')).all(|(a, b)| a.eq_ignore_ascii_case(b))
}

/// An address on the web.
pub(super) fn web_address(node: &Node, notes: &mut Notes) -> Option<String> {
    let scalar = scalar(node, "the address", notes)?;
    let typed = scalar.text.trim();
    let web = ["https://", "http://"].iter().any(|scheme| typed.to_ascii_lowercase().starts_with(scheme));
    if typed.len() > crate::prose::LONGEST_ADDRESS {
        let message = format!("this address has {} bytes, more than a PDF can hold", typed.len());
        let hint = "use the shortest address that leads there";
        notes.push(Diagnostic::new(Code::BadUrl, message).at(scalar.span.clone()).hint(hint));
        return None;
    }
    if web && crate::prose::is_address(typed) {
        return Some(typed.to_owned());
    }
    let hint = if typed.contains("://") || typed.contains(char::is_whitespace) {
        "a web address begins with `https://` and has no spaces".to_owned()
    } else {
        format!("a web address begins with `https://`: `https://{}`", typed.trim_start_matches('/'))
    };
    let message = format!("`{typed}` is not a web address");
    notes.push(Diagnostic::new(Code::BadUrl, message).at(scalar.span.clone()).hint(hint));
    None
}

/// An address on the web that fits a QR code.
pub(super) fn scannable_address(node: &Node, notes: &mut Notes) -> Option<String> {
    let address = web_address(node, notes)?;
    if crate::picture::qr(&address).is_ok() {
        if address.len() > LONG_ADDRESS {
            let message = format!(
                "this address has {} bytes: many telephones cannot read so fine a QR code from paper",
                address.len()
            );
            let hint = "give a shorter address of the same page; what stands behind `?` can often go";
            notes.push(Diagnostic::new(Code::LongAddress, message).at(node.span.clone()).hint(hint));
        }
        return Some(address);
    }
    let message = format!("this address has {} bytes, too many for a QR code", address.len());
    let hint = "give a shorter address of the same page: nobody can type one of more than 100 letters from paper";
    notes.push(Diagnostic::new(Code::BadUrl, message).at(node.span.clone()).hint(hint));
    None
}

/// A whole number from 1 to `most`.
pub(super) fn count(node: &Node, what: &str, most: usize, notes: &mut Notes) -> Option<usize> {
    let scalar = scalar(node, what, notes)?;
    let typed = scalar.text.trim();
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
    let number = typed.parse::<usize>().ok().filter(|number| digits && (1..=most).contains(number));
    if number.is_none() {
        let message = format!("{what} is a number from 1 to {most}, and `{typed}` is none");
        let hint = format!("write a whole number in digits, such as `{}`", most.min(14));
        notes.push(Diagnostic::new(Code::BadNumber, message).at(scalar.span.clone()).hint(hint));
    }
    number
}

/// A share such as `60%`, as a number over 0 and at most 1.
pub(super) fn percent(node: &Node, notes: &mut Notes) -> Option<f32> {
    let scalar = scalar(node, "the width", notes)?;
    let typed = scalar.text.trim();
    let number = typed.trim_end_matches('%').trim_end().parse::<f32>().ok();
    let share = number.filter(|n| (1.0..=100.0).contains(n));
    if let Some(share) = share.filter(|_| typed.ends_with('%')) {
        return Some(share / 100.0);
    }
    let hint = match share {
        Some(_) => format!("write it as `{typed}%`"),
        None => "a width is a share of the text's width from `1%` to `100%`".to_owned(),
    };
    let message = format!("`{typed}` is not a width");
    notes.push(Diagnostic::new(Code::BadWidth, message).at(scalar.span.clone()).hint(hint));
    None
}
