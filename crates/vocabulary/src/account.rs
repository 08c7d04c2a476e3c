//! Where money can lie: one union for all rails.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Bic, Country, Iban, Malformed};

/// An account of any kind. The corridors that matter most have no IBAN, so an account is a union, not a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Account {
    /// An international bank account number.
    Iban {
        /// The number.
        iban: Iban,
    },
    /// A bank's code and the account number it gives.
    BicNumber {
        /// The bank.
        bic: Bic,
        /// The number as the bank writes it.
        number: String,
    },
    /// A national form: routing number and account number of one country.
    National {
        /// The country whose scheme this is.
        country: Country,
        /// The scheme, for instance `ABA`, `BSB`, `CNAPS`, `IFSC`.
        scheme: String,
        /// The bank's code in the scheme.
        code: String,
        /// The account number.
        number: String,
    },
    /// A payment card, by its issuer's reference; full card numbers are refused.
    Card {
        /// The issuer's country.
        country: Country,
        /// First six and last four digits, or the issuer's token.
        reference: String,
    },
    /// A wallet on a chain, with the token that lies in it.
    Wallet {
        /// The chain, for instance `eip155:1`, `tron`, `bitcoin`.
        chain: String,
        /// The token, as the asset registry names it.
        token: String,
        /// The address as the chain writes it.
        address: String,
    },
}

/// What is special about an account: each of these forces holds of an amount, never of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountFlag {
    /// Several holders.
    Joint,
    /// One account for many customers.
    Pooled,
    /// A number that points to another account.
    VirtualIban,
    /// A firm that sells to the public.
    Merchant,
}

impl Account {
    /// Checks the free parts of the union and gives the account back.
    ///
    /// # Errors
    /// When a number is empty, longer than 64, or holds anything but letters, digits and `- . / :`; when a card
    /// reference looks like a whole card number.
    pub fn checked(self) -> Result<Self, Malformed> {
        let fits = |text: &str| {
            (1..=64).contains(&text.len())
                && text
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-./:* ".contains(&b))
        };
        let ok = match &self {
            Self::Iban { .. } => true,
            Self::BicNumber { number, .. } => fits(number),
            Self::National {
                scheme, code, number, ..
            } => fits(scheme) && fits(code) && fits(number),
            Self::Card { reference, .. } => {
                if reference.bytes().filter(u8::is_ascii_digit).count() > 10 {
                    return Err(Malformed::new(
                        "card",
                        "a whole card number is never taken; give first six and last four",
                    ));
                }
                fits(reference)
            }
            Self::Wallet { chain, token, address } => fits(chain) && fits(token) && fits(address),
        };
        if ok {
            Ok(self)
        } else {
            Err(Malformed::new(
                "account",
                "each part must be 1 to 64 letters, digits or '- . / :'",
            ))
        }
    }

    /// Reads what an officer pastes: an IBAN, or `BIC/number`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        match text.trim().split_once('/') {
            Some((bic, number)) => Self::BicNumber {
                bic: Bic::parse(bic)?,
                number: number.trim().to_owned(),
            }
            .checked(),
            None => Ok(Self::Iban {
                iban: Iban::parse(text)?,
            }),
        }
    }

    /// The country the account's number names, if it names one.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        match self {
            Self::Iban { iban } => iban.country(),
            Self::BicNumber { bic, .. } => bic.country(),
            Self::National { country, .. } | Self::Card { country, .. } => Some(*country),
            Self::Wallet { .. } => None,
        }
    }

    /// One text per account, the same for every spelling of it: what two cases are compared by.
    #[must_use]
    pub fn key(&self) -> String {
        let squeeze = |text: &str| -> String {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_uppercase())
                .collect()
        };
        match self {
            Self::Iban { iban } => format!("iban:{iban}"),
            Self::BicNumber { bic, number } => {
                format!("bic:{}:{}", bic.institution(), squeeze(number))
            }
            Self::National {
                country,
                scheme,
                code,
                number,
            } => format!(
                "national:{country}:{}:{}:{}",
                squeeze(scheme),
                squeeze(code),
                squeeze(number)
            ),
            Self::Card { country, reference } => format!("card:{country}:{}", squeeze(reference)),
            // Base58 addresses differ by case, hexadecimal ones do not.
            Self::Wallet { chain, token, address } => {
                let address = if address.starts_with("0x") {
                    address.to_ascii_lowercase()
                } else {
                    address.clone()
                };
                format!("wallet:{}:{}:{address}", chain.to_ascii_lowercase(), squeeze(token))
            }
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iban { iban } => write!(f, "{iban}"),
            Self::BicNumber { bic, number } => write!(f, "{bic}/{number}"),
            Self::National {
                country,
                scheme,
                code,
                number,
            } => write!(f, "{country} {scheme} {code} {number}"),
            Self::Card { country, reference } => write!(f, "card {country} {reference}"),
            Self::Wallet { chain, token, address } => write!(f, "{address} ({token} on {chain})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_account_share_a_key() {
        let a = Account::parse("ALDRQM20XXX/12-34 5").unwrap();
        let b = Account::parse("aldrqm20/12345").unwrap();
        assert_eq!(a.key(), b.key());
    }

    #[test]
    fn a_whole_card_number_is_refused() {
        let card = Account::Card {
            country: Country::parse("QM").unwrap(),
            reference: "4000 0000 0000 0002".into(),
        };
        assert!(card.checked().is_err());
    }

    #[test]
    fn junk_is_refused() {
        for bad in ["", "hello", "ALDRQM20/", "ALDRQM20/ä"] {
            assert!(Account::parse(bad).is_err(), "{bad}");
        }
    }
}
