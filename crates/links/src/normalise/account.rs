//! Bank accounts: IBAN with its check digits (ISO 13616), BIC and number, or a bare number as a national bank writes it.

use cordon_vocabulary::Account;

use super::text::squeezed;
use super::{LinkValue, NotAValue, Strength, ValueKind};

const KIND: ValueKind = ValueKind::Account;

pub(super) fn normalise(text: &str) -> Result<LinkValue, NotAValue> {
    if let Some(value) = checked(text) {
        return Ok(value);
    }
    let number = squeezed(text);
    if looks_like_iban(&number)
        && let Err(fault) = Account::parse(&number)
    {
        return Err(NotAValue::Check {
            kind: KIND,
            rule: fault.rule,
        });
    }
    let fits = (4..=34).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && number.bytes().any(|b| b.is_ascii_digit());
    if fits {
        // Without its bank, a number may be another bank's too.
        Ok(LinkValue {
            strength: Strength::Weak,
            ..LinkValue::new(KIND, format!("number:{number}"))
        })
    } else {
        Err(NotAValue::Form {
            kind: KIND,
            rule: "an IBAN, BIC/number, or 4 to 34 letters and digits",
        })
    }
}

/// An IBAN whose check digits hold, or a BIC with a number.
pub(super) fn checked(text: &str) -> Option<LinkValue> {
    let text = text
        .strip_prefix("IBAN")
        .or_else(|| text.strip_prefix("iban"))
        .unwrap_or(text);
    let text = text.trim_start_matches([':', ' ']);
    let account = Account::parse(text)
        .ok()
        .or_else(|| Account::parse(&squeezed(text)).ok())?;
    Some(LinkValue::new(KIND, account.key()))
}

/// Two letters, two digits, and as long as the shortest IBAN.
fn looks_like_iban(number: &str) -> bool {
    number.len() >= 15
        && number.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && number.bytes().skip(2).take(2).all(|b| b.is_ascii_digit())
}
