//! Accounts, as a message names them.

use crate::cursor::Cursor;

/// An account at an institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// Its currency: three capital letters.
    pub currency: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// How an account is identified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountId {
    /// An international bank account number; its check digits hold.
    Iban(String),
    /// Any other identifier, as the institution writes it.
    Other {
        /// The identifier.
        id: String,
        /// The scheme it belongs to, by code or own name.
        scheme: Option<String>,
        /// Who issued it.
        issuer: Option<String>,
    },
}

impl Account {
    /// The account with this IBAN.
    #[must_use]
    pub fn iban(iban: impl Into<String>) -> Self {
        Self {
            id: AccountId::Iban(iban.into()),
            currency: None,
            name: None,
        }
    }

    /// The account that its institution calls this.
    #[must_use]
    pub fn other(id: impl Into<String>) -> Self {
        let id = AccountId::Other {
            id: id.into(),
            scheme: None,
            issuer: None,
        };
        Self {
            id,
            currency: None,
            name: None,
        }
    }

    /// The identifier alone.
    #[must_use]
    pub fn number(&self) -> &str {
        match &self.id {
            AccountId::Iban(id) | AccountId::Other { id, .. } => id,
        }
    }

    /// Reads a `CashAccount`.
    pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Self> {
        let id = match cursor.text(&["Id", "IBAN"]) {
            Some(iban) => AccountId::Iban(iban),
            None => {
                let other = cursor.at(&["Id", "Othr"])?;
                let scheme = other
                    .text(&["SchmeNm", "Cd"])
                    .or_else(|| other.text(&["SchmeNm", "Prtry"]));
                AccountId::Other {
                    id: other.text(&["Id"])?,
                    scheme,
                    issuer: other.text(&["Issr"]),
                }
            }
        };
        Some(Self {
            id,
            currency: cursor.text(&["Ccy"]),
            name: cursor.text(&["Nm"]),
        })
    }
}
