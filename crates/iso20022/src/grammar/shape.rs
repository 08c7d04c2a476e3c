//! What a text must look like: the value types of the schemas.

use crate::parts::time;

/// The shape of a text, as the schemas restrict it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// So many characters.
    Text {
        least: usize,
        most: usize,
    },
    /// One of a closed list.
    Code(Vec<String>),
    /// A decimal number: digits in all, digits after the point, below zero allowed.
    Decimal {
        total: usize,
        fraction: usize,
        signed: bool,
    },
    Digits {
        least: usize,
        most: usize,
    },
    Capitals(usize),
    Alphanumeric(usize),
    Date,
    DateTime,
    Time,
    Boolean,
    Base64,
    Bic,
    Iban,
    Lei,
    Uuid4,
    Phone,
}

impl Shape {
    /// Reads the words of a table line, such as `text 1 35`.
    pub fn parse(words: &[&str]) -> Option<Self> {
        let number = |index: usize| words.get(index).and_then(|word| word.parse::<usize>().ok());
        Some(match *words.first()? {
            "text" => Self::Text {
                least: number(1)?,
                most: if *words.get(2)? == "-" { usize::MAX } else { number(2)? },
            },
            "code" => Self::Code(words.iter().skip(1).map(ToString::to_string).collect()),
            "decimal" => Self::Decimal {
                total: number(1)?,
                fraction: number(2)?,
                signed: *words.get(3)? == "signed",
            },
            "digits" => Self::Digits {
                least: number(1)?,
                most: number(2)?,
            },
            "capitals" => Self::Capitals(number(1)?),
            "alphanumeric" => Self::Alphanumeric(number(1)?),
            "date" => Self::Date,
            "datetime" => Self::DateTime,
            "time" => Self::Time,
            "boolean" => Self::Boolean,
            "base64" => Self::Base64,
            "bic" => Self::Bic,
            "iban" => Self::Iban,
            "lei" => Self::Lei,
            "uuid4" => Self::Uuid4,
            "phone" => Self::Phone,
            _ => return None,
        })
    }

    /// Whether a text has this shape. Space around numbers, dates and booleans does not count (XML Schema collapses it).
    pub fn holds(&self, text: &str) -> bool {
        let collapsed = text.trim_matches(crate::tree::is_xml_space);
        match self {
            Self::Text { least, most } => {
                // The schema lets any text be blank. For identifiers (the texts of 35 characters) that is refused:
                // a blank identifier names nothing.
                let length = text.chars().take(most.saturating_add(1)).count();
                let blank = *least > 0 && *most <= 35 && collapsed.is_empty();
                (*least..=*most).contains(&length) && !blank
            }
            Self::Code(codes) => codes.iter().any(|code| code == text),
            Self::Decimal {
                total,
                fraction,
                signed,
            } => is_decimal(collapsed, *total, *fraction, *signed),
            Self::Digits { least, most } => (*least..=*most).contains(&text.len()) && all(text, u8::is_ascii_digit),
            Self::Capitals(length) => text.len() == *length && all(text, u8::is_ascii_uppercase),
            Self::Alphanumeric(length) => text.len() == *length && all(text, u8::is_ascii_alphanumeric),
            Self::Date => time::is_date(collapsed),
            Self::DateTime => time::is_date_time(collapsed),
            Self::Time => time::is_time(collapsed),
            Self::Boolean => matches!(collapsed, "true" | "false" | "1" | "0"),
            Self::Base64 => is_base64(text),
            Self::Bic => is_bic(text),
            Self::Iban => is_iban(text),
            Self::Lei => is_lei(text),
            Self::Uuid4 => is_uuid4(text),
            Self::Phone => is_phone(text),
        }
    }

    /// The shape in words, for a refusal.
    pub fn in_words(&self) -> String {
        match self {
            Self::Text { least: 0, most } => format!("at most {most} characters"),
            Self::Text { least, most } => format!("{least} to {most} characters"),
            Self::Code(codes) => format!("one of {}", codes.join(", ")),
            Self::Decimal {
                total,
                fraction,
                signed,
            } => {
                let sign = if *signed { "" } else { ", not below zero" };
                format!("a decimal number of at most {total} digits, {fraction} after the point{sign}")
            }
            Self::Digits { least, most } if least == most => format!("{least} digits"),
            Self::Digits { least, most } => format!("{least} to {most} digits"),
            Self::Capitals(length) => format!("{length} capital letters"),
            Self::Alphanumeric(length) => format!("{length} letters or digits"),
            Self::Date => "a date such as 2026-11-23".into(),
            Self::DateTime => "a date and time such as 2026-11-23T02:14:00+00:00".into(),
            Self::Time => "a time such as 02:14:00".into(),
            Self::Boolean => "true or false".into(),
            Self::Base64 => "base64".into(),
            Self::Bic => "a BIC of 8 or 11 capital letters and digits".into(),
            Self::Iban => "an IBAN: country, two check digits, at most 30 letters or digits, no spaces".into(),
            Self::Lei => "an LEI of 20 capital letters and digits".into(),
            Self::Uuid4 => "a UUID of version 4 in lower case".into(),
            Self::Phone => "a telephone number such as +99-12345".into(),
        }
    }
}

fn all(text: &str, allowed: impl Fn(&u8) -> bool) -> bool {
    text.bytes().all(|byte| allowed(&byte))
}

fn capital_or_digit(byte: &u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

/// A decimal as XML Schema counts its digits: zeros before the number and after the fraction do not count.
fn is_decimal(text: &str, total: usize, fraction: usize, signed: bool) -> bool {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, text.get(1..).unwrap_or_default()),
        Some(b'+') => (false, text.get(1..).unwrap_or_default()),
        _ => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && part.is_empty() || !all(whole, u8::is_ascii_digit) || !all(part, u8::is_ascii_digit) {
        return false;
    }
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    let zero = whole.is_empty() && part.is_empty();
    (signed || !negative || zero) && part.len() <= fraction && whole.len() + part.len() <= total
}

fn is_bic(text: &str) -> bool {
    let country = text.as_bytes().get(4..6).unwrap_or_default();
    matches!(text.len(), 8 | 11) && all(text, capital_or_digit) && country.iter().all(u8::is_ascii_uppercase)
}

fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    (5..=34).contains(&bytes.len())
        && all(text, u8::is_ascii_alphanumeric)
        && bytes.iter().take(2).all(u8::is_ascii_uppercase)
        && bytes.iter().skip(2).take(2).all(u8::is_ascii_digit)
}

/// ISO 13616 with ISO 7064 MOD 97-10: country and check digits behind the rest, letters as 10 to 35, remainder 1.
pub(crate) fn iban_check_digits_hold(iban: &str) -> bool {
    let bytes = iban.as_bytes();
    let rotated = bytes.iter().skip(4).chain(bytes.iter().take(4));
    let remainder = rotated.fold(0_u32, |remainder, byte| match byte {
        b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
        b'A'..=b'Z' => (remainder * 100 + u32::from(byte - b'A') + 10) % 97,
        b'a'..=b'z' => (remainder * 100 + u32::from(byte - b'a') + 10) % 97,
        _ => 0,
    });
    remainder == 1
}

fn is_lei(text: &str) -> bool {
    text.len() == 20 && all(text, capital_or_digit) && text.bytes().skip(18).all(|byte| byte.is_ascii_digit())
}

fn is_uuid4(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'4',
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

fn is_phone(text: &str) -> bool {
    let Some((country, number)) = text.strip_prefix('+').and_then(|rest| rest.split_once('-')) else {
        return false;
    };
    (1..=3).contains(&country.len())
        && all(country, u8::is_ascii_digit)
        && (1..=30).contains(&number.len())
        && all(number, |byte| byte.is_ascii_digit() || b"()+-".contains(byte))
}

fn is_base64(text: &str) -> bool {
    let packed: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let body = packed.iter().rev().skip_while(|byte| **byte == b'=').count();
    packed.len().is_multiple_of(4)
        && packed.len() - body <= 2
        && packed
            .iter()
            .take(body)
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::{Shape, iban_check_digits_hold};

    #[test]
    fn texts_are_held_to_their_shapes() {
        let amount = Shape::Decimal {
            total: 18,
            fraction: 5,
            signed: false,
        };
        let rows: &[(&Shape, &str, bool)] = &[
            (&amount, "591636", true),
            (&amount, "654489.98", true),
            (&amount, " 1.50 ", true),
            (&amount, "000000000000000000001.10", true),
            (&amount, "1.0000000000", true),
            (&amount, ".5", true),
            (&amount, "5.", true),
            (&amount, "+5", true),
            (&amount, "-0.00", true),
            (&amount, "", false),
            (&amount, ".", false),
            (&amount, "-1", false),
            (&amount, "1.234567", false),
            (&amount, "1234567890123456789", false),
            (&amount, "1e5", false),
            (&amount, "1,50", false),
            (&amount, "١", false),
            (&Shape::Uuid4, "174c245f-2682-4291-ad67-2a41e530cd27", true),
            (&Shape::Uuid4, "174C245F-2682-4291-AD67-2A41E530CD27", false),
            (&Shape::Uuid4, "174c245f-2682-1291-ad67-2a41e530cd27", false),
            (&Shape::Uuid4, "174c245f-2682-4291-cd67-2a41e530cd27", false),
            (&Shape::Bic, "ALDRQMA0", true),
            (&Shape::Bic, "ALDRQMA0XXX", true),
            (&Shape::Bic, "ALDRQMA0XX", false),
            (&Shape::Bic, "ALDR99A0", false),
            (&Shape::Iban, "GB29NWBK60161331926819", true),
            (&Shape::Iban, "GB29 NWBK 6016 1331 9268 19", false),
            (&Shape::Phone, "+99-5550100", true),
            (&Shape::Phone, "99-5550100", false),
            (&Shape::Base64, "QUJD", true),
            (&Shape::Base64, "QUI=", true),
            (&Shape::Base64, "QUJ", false),
            (&Shape::Text { least: 1, most: 3 }, "é界x", true),
            (&Shape::Text { least: 1, most: 3 }, "", false),
            (&Shape::Text { least: 1, most: 3 }, " \n", false),
            (&Shape::Text { least: 1, most: 140 }, " ", true),
            (&Shape::Text { least: 1, most: 3 }, "abcd", false),
        ];
        for (shape, text, holds) in rows {
            assert_eq!(shape.holds(text), *holds, "{shape:?} {text:?}");
        }
    }

    #[test]
    fn check_digits_of_an_iban_are_computed() {
        assert!(iban_check_digits_hold("GB29NWBK60161331926819"));
        assert!(iban_check_digits_hold("DE89370400440532013000"));
        assert!(!iban_check_digits_hold("DE88370400440532013000"));
    }
}
