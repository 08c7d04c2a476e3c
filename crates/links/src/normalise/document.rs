//! Travel and identity documents: issuer and number, `UTO:L898902C3`, or the number alone. Fillers of the
//! machine-readable zone (ICAO Doc 9303) and separators are left out.

use super::text::is_separator;
use super::{LinkValue, NotAValue, Strength, ValueKind};

const KIND: ValueKind = ValueKind::Document;

pub(super) fn normalise(text: &str) -> Result<LinkValue, NotAValue> {
    let fault = NotAValue::Form {
        kind: KIND,
        rule: "4 to 24 letters and digits, with the issuer before a colon where it is known",
    };
    let (issuer, number) = match text.split_once(':') {
        Some((issuer, number)) => (Some(plain(issuer)), plain(number)),
        None => (None, plain(text)),
    };
    let fits = (4..=24).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && number.bytes().any(|b| b.is_ascii_digit());
    if !fits {
        return Err(fault);
    }
    match issuer.as_deref() {
        None => Ok(LinkValue {
            strength: Strength::Weak,
            ..LinkValue::new(KIND, format!("number:{number}"))
        }),
        Some(issuer) if (1..=3).contains(&issuer.len()) && issuer.bytes().all(|b| b.is_ascii_uppercase()) => {
            Ok(LinkValue {
                weaker: Some(format!("number:{number}")),
                ..LinkValue::new(KIND, format!("{issuer}:{number}"))
            })
        }
        Some(_) => Err(fault),
    }
}

fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '<' && !is_separator(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}
