//! Telephone numbers in international form: `+`, calling code, number, at most 15 digits (ITU-T E.164).

use super::{LinkValue, Locale, NotAValue, ValueKind};

const KIND: ValueKind = ValueKind::Telephone;
const RULE: &str = "7 to 15 digits, with + and the calling code before them";

pub(super) fn normalise(text: &str, locale: &Locale) -> Result<LinkValue, NotAValue> {
    if let Some(value) = international(text) {
        return Ok(value);
    }
    let number = digits(text).ok_or(NotAValue::Form { kind: KIND, rule: RULE })?;
    if number.starts_with('+') || number.starts_with("00") {
        return Err(NotAValue::Form { kind: KIND, rule: RULE });
    }
    let Some(code) = locale.calling_code.as_deref().filter(|code| is_calling_code(code)) else {
        return match number.len() {
            6..=15 => Err(NotAValue::NoCallingCode),
            _ => Err(NotAValue::Form { kind: KIND, rule: RULE }),
        };
    };
    // The trunk prefix 0 is dialled inside a country only. (Italy keeps its zero and is written in full.)
    let national = number.trim_start_matches('0');
    of_digits(&format!("{code}{national}")).ok_or(NotAValue::Form { kind: KIND, rule: RULE })
}

/// A number that begins with + or 00.
pub(super) fn international(text: &str) -> Option<LinkValue> {
    let number = digits(text)?;
    of_digits(number.strip_prefix('+').or_else(|| number.strip_prefix("00"))?)
}

fn of_digits(number: &str) -> Option<LinkValue> {
    let fits =
        (7..=15).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
    fits.then(|| LinkValue::new(KIND, format!("+{number}")))
}

fn is_calling_code(code: &str) -> bool {
    (1..=4).contains(&code.len()) && !code.starts_with('0') && code.bytes().all(|b| b.is_ascii_digit())
}

/// Digits with a leading +, without what people write between them, before them and behind them.
fn digits(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.as_str();
    for prefix in ["tel:", "phone:", "tel.", "tel", "callto:", "sms:", "whatsapp:"] {
        if let Some(after) = rest.strip_prefix(prefix) {
            rest = after.trim_start();
            break;
        }
    }
    let end = [";", "ext", " x", "#"]
        .iter()
        .filter_map(|mark| rest.find(mark))
        .min()
        .unwrap_or(rest.len());
    // (0) is the trunk prefix, written for readers at home; it is not dialled from abroad.
    let rest = rest.get(..end)?.replace("(0)", "");
    let mut number = String::new();
    for c in rest.trim().chars() {
        match c {
            '0'..='9' => number.push(c),
            '+' if number.is_empty() => number.push(c),
            ' ' | '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' => {}
            _ => return None,
        }
    }
    (!number.is_empty()).then_some(number)
}
