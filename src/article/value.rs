use jiff::civil::Date;

use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Node, Scalar, scalar};

/// A date `YYYY-MM-DD` that is on the calendar.
pub(crate) fn date(node: &Node, what: &str, notes: &mut Notes) -> Option<Date> {
    let scalar = scalar(node, what, notes)?;
    let typed = scalar.text.trim();
    match parts(typed) {
        Some((year, month, day)) => {
            let date = Date::new(year, month, day).ok();
            if date.is_none() {
                let message = format!("there is no {typed}: {}", why_not(year, month));
                let hint = match Date::new(year, day, month) {
                    Ok(swapped) => format!("the month comes before the day: {swapped}"),
                    Err(_) => "look the day up again: year, month, day".to_owned(),
                };
                notes.push(Diagnostic::new(Code::BadDate, message).at(scalar.span.clone()).hint(hint));
            }
            date
        }
        None => {
            let message = format!("`{typed}` is not a date of the form YYYY-MM-DD");
            let hint = format!("write the year, the month and the day in digits, such as {}", likely(typed));
            notes.push(Diagnostic::new(Code::BadDate, message).at(scalar.span.clone()).hint(hint));
            None
        }
    }
}

/// Year, month and day of a text of the right form.
fn parts(typed: &str) -> Option<(i16, i8, i8)> {
    let digits =
        typed.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    if typed.len() != 10 || !digits {
        return None;
    }
    Some((typed.get(..4)?.parse().ok()?, typed.get(5..7)?.parse().ok()?, typed.get(8..)?.parse().ok()?))
}

fn why_not(year: i16, month: i8) -> String {
    match Date::new(year, month, 1) {
        Ok(first) => format!("that month has {} days", first.days_in_month()),
        Err(_) => format!("months go from 01 to 12, not {month:02}"),
    }
}

/// The date that was probably meant, where only zeros or hyphens are missing; else an example.
fn likely(typed: &str) -> String {
    let numbers: Vec<&str> = typed.split(['-', '/', '.', ' ']).collect();
    match numbers.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let number = |text: &str| text.parse::<u8>().ok();
            match (year.parse::<u16>().ok(), number(month), number(day)) {
                (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
                _ => "2024-05-10".to_owned(),
            }
        }
        _ => "2024-05-10".to_owned(),
    }
}

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
        format!("a web address begins with `https://`: `https://{typed}`")
    };
    let message = format!("`{typed}` is not a web address");
    notes.push(Diagnostic::new(Code::BadUrl, message).at(scalar.span.clone()).hint(hint));
    None
}

/// An address on the web that fits a QR code.
pub(super) fn scannable_address(node: &Node, notes: &mut Notes) -> Option<String> {
    let address = web_address(node, notes)?;
    if crate::picture::qr(&address).is_ok() {
        return Some(address);
    }
    let message = format!("this address has {} bytes, too many for a QR code", address.len());
    let hint = "give a shorter address of the same page: nobody can type one of more than 100 letters from paper";
    notes.push(Diagnostic::new(Code::BadUrl, message).at(node.span.clone()).hint(hint));
    None
}

/// `true` or `false`.
pub(crate) fn flag(scalar: &Scalar, notes: &mut Notes) -> bool {
    match scalar.text.trim() {
        "true" => true,
        "false" => false,
        other => {
            let message = format!("expected `true` or `false`, found `{other}`");
            notes.push(Diagnostic::new(Code::WrongType, message).at(scalar.span.clone()));
            false
        }
    }
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
