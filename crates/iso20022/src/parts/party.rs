//! Institutions, and persons or firms.

use crate::cursor::Cursor;

/// A bank or another institution of a payment chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Institution {
    /// Business identifier code, 8 or 11 characters.
    pub bic: Option<String>,
    /// Membership in a national clearing system, such as a routing number.
    pub clearing_member: Option<ClearingMember>,
    /// Legal entity identifier.
    pub lei: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Country of the postal address: two capital letters.
    pub country: Option<String>,
    /// Any other identifier.
    pub other: Option<String>,
}

/// Membership in a national clearing system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClearingMember {
    /// The system by its code, such as `USABA`, or by its own name.
    pub system: Option<ClearingSystem>,
    /// The member's number there.
    pub member: String,
}

/// How a clearing system is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClearingSystem {
    /// By the code of the ISO 20022 list.
    Code(String),
    /// By a name of its own.
    Proprietary(String),
}

/// A person or a firm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedParty {
    /// Name.
    pub name: Option<String>,
    /// Country of the postal address: two capital letters.
    pub country: Option<String>,
    /// Business identifier code of an organisation.
    pub bic: Option<String>,
    /// Legal entity identifier of an organisation.
    pub lei: Option<String>,
    /// Any other identifier of an organisation or a person.
    pub other: Option<String>,
}

/// Either of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// A bank or another institution of a payment chain (`Agt`).
    Institution(Institution),
    /// A person or a firm (`Pty`).
    Named(NamedParty),
}

impl Institution {
    /// The institution with this BIC.
    #[must_use]
    pub fn with_bic(bic: impl Into<String>) -> Self {
        Self {
            bic: Some(bic.into()),
            ..Self::default()
        }
    }

    /// How a reader knows it: BIC, else name, else legal entity identifier, clearing number or other identifier.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        let member = self.clearing_member.as_ref().map(|member| &member.member);
        [
            self.bic.as_ref(),
            self.name.as_ref(),
            self.lei.as_ref(),
            member,
            self.other.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .next()
    }

    /// Reads a `BranchAndFinancialInstitutionIdentification`.
    pub(crate) fn read(cursor: &Cursor<'_>) -> Self {
        let Some(id) = cursor.at(&["FinInstnId"]) else {
            return Self::default();
        };
        let clearing_member = id.at(&["ClrSysMmbId"]).and_then(|member| {
            let code = member.text(&["ClrSysId", "Cd"]).map(ClearingSystem::Code);
            let own = || member.text(&["ClrSysId", "Prtry"]).map(ClearingSystem::Proprietary);
            Some(ClearingMember {
                system: code.or_else(own),
                member: member.text(&["MmbId"])?,
            })
        });
        Self {
            bic: id.text(&["BICFI"]),
            clearing_member,
            lei: id.text(&["LEI"]),
            name: id.text(&["Nm"]),
            country: id.text(&["PstlAdr", "Ctry"]),
            other: id.text(&["Othr", "Id"]),
        }
    }
}

impl NamedParty {
    /// The party with this name.
    #[must_use]
    pub fn with_name(name: impl Into<String>) -> Self {
        Self {
            name: Some(name.into()),
            ..Self::default()
        }
    }

    /// How a reader knows it: BIC, else name, else another identifier.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        [&self.bic, &self.name, &self.lei, &self.other]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .next()
    }

    /// Reads a `PartyIdentification`.
    pub(crate) fn read(cursor: &Cursor<'_>) -> Self {
        let organisation = cursor.text(&["Id", "OrgId", "Othr", "Id"]);
        Self {
            name: cursor.text(&["Nm"]),
            country: cursor.text(&["PstlAdr", "Ctry"]),
            bic: cursor.text(&["Id", "OrgId", "AnyBIC"]),
            lei: cursor.text(&["Id", "OrgId", "LEI"]),
            other: organisation.or_else(|| cursor.text(&["Id", "PrvtId", "Othr", "Id"])),
        }
    }
}

impl Party {
    /// How a reader knows it: BIC, else name, else another identifier.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        match self {
            Self::Institution(institution) => institution.label(),
            Self::Named(party) => party.label(),
        }
    }

    /// The name under which a debtor or creditor is shown: the name of a person or firm, the BIC of an institution;
    /// else what else is known.
    #[must_use]
    pub fn shown_name(&self) -> Option<&str> {
        match self {
            Self::Institution(institution) => institution.label(),
            Self::Named(party) => party.name.as_deref().or_else(|| party.label()),
        }
    }

    /// Reads a `Party40Choice`.
    pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Self> {
        let institution = cursor
            .at(&["Agt"])
            .map(|agent| Self::Institution(Institution::read(&agent)));
        institution.or_else(|| cursor.at(&["Pty"]).map(|party| Self::Named(NamedParty::read(&party))))
    }
}
