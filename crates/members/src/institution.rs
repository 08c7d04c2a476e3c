//! Institutions that answer requests, and the contacts that have been proven.

use cordon_vocabulary::{Country, Instant, InstitutionId};
use serde::{Deserialize, Serialize};

/// A way to reach an institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// `api`, `telephone` or `mail`.
    pub kind: ContactKind,
    /// The number, address or client name.
    pub value: String,
    /// When somebody there was last reached through it. A contact that never answered is not proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<Instant>,
}

/// The kinds of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// A machine client with a token.
    Api,
    /// A telephone.
    Telephone,
    /// Electronic mail.
    Mail,
}

/// A bank, an issuer, an exchange or a card scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Institution {
    /// Its identifier.
    pub id: InstitutionId,
    /// Its name.
    pub name: String,
    /// The country whose law it follows.
    pub country: Country,
    /// How it is reached, in the order to be tried.
    pub contacts: Vec<Contact>,
    /// Since when its mandate to answer is suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Instant>,
}

impl Institution {
    /// The first proven contact of a kind.
    #[must_use]
    pub fn proven(&self, kind: ContactKind) -> Option<&Contact> {
        self.contacts.iter().find(|c| c.kind == kind && c.proven.is_some())
    }
}
