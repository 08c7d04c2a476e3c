//! E-mail addresses: small letters, the domain in its ASCII form (UTS 46), and the mailbox that the provider delivers
//! to where the provider is known to ignore dots or what follows a +.

use super::{LinkValue, NotAValue, ValueKind};

const KIND: ValueKind = ValueKind::Email;

/// Providers that deliver `name+anything` to `name`, and whether they ignore dots, with other names of their domain.
/// From the providers' own help pages; data, to be extended.
const PROVIDERS: [(&str, &str, bool); 11] = [
    ("gmail.com", "gmail.com", true),
    ("googlemail.com", "gmail.com", true),
    ("outlook.com", "outlook.com", false),
    ("hotmail.com", "hotmail.com", false),
    ("live.com", "live.com", false),
    ("icloud.com", "icloud.com", false),
    ("me.com", "me.com", false),
    ("fastmail.com", "fastmail.com", false),
    ("proton.me", "proton.me", false),
    ("protonmail.com", "proton.me", false),
    ("pm.me", "proton.me", false),
];

pub(super) fn normalise(text: &str) -> Result<LinkValue, NotAValue> {
    let fault = |rule| NotAValue::Form { kind: KIND, rule };
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let text = text.split('?').next().unwrap_or(text);
    let text = match (text.rfind('<'), text.ends_with('>')) {
        (Some(at), true) => text.get(at + 1..text.len() - 1).unwrap_or(text),
        _ => text,
    };
    let (local, domain) = text.rsplit_once('@').ok_or(fault("no @"))?;
    if local.is_empty() || local.chars().count() > 64 {
        return Err(fault("1 to 64 characters before the @"));
    }
    if local.chars().any(|c| c.is_whitespace() || "@<>(),;:\"\\[]".contains(c)) {
        return Err(fault("a character that no mailbox has"));
    }
    let domain = idna::domain_to_ascii(domain.trim_end_matches('.')).map_err(|_| fault("the domain"))?;
    if !is_domain(&domain) {
        return Err(fault("a domain with a dot after the @"));
    }
    let local = local.to_lowercase();
    let Some((_, delivered, dots)) = PROVIDERS.iter().find(|(name, _, _)| *name == domain) else {
        return Ok(LinkValue::new(KIND, format!("{local}@{domain}")));
    };
    let mailbox = local.split('+').next().unwrap_or(&local);
    let mailbox = if *dots {
        mailbox.replace('.', "")
    } else {
        mailbox.to_owned()
    };
    if mailbox.is_empty() {
        return Err(fault("nothing before the +"));
    }
    Ok(LinkValue::new(KIND, format!("{mailbox}@{delivered}")))
}

fn is_domain(domain: &str) -> bool {
    domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}
