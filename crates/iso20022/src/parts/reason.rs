//! Reasons: a code, who gave it, and text.

use super::NamedParty;
use crate::cursor::Cursor;

/// Why something is asked, refused or returned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// Who gives the reason.
    pub originator: Option<NamedParty>,
    /// The reason as a code, if there is one.
    pub code: Option<ReasonCode>,
    /// Free text, a line each; the schema allows 105 characters a line.
    pub text: Vec<String>,
}

/// A reason as a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReasonCode {
    /// A code of the external lists of ISO 20022, at most four characters.
    Code(String),
    /// A code or reference that the parties agreed, at most 35 characters.
    Proprietary(String),
}

impl ReasonCode {
    /// The code as written, of either sort.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Code(code) | Self::Proprietary(code) => code,
        }
    }
}

impl Reason {
    /// A reason with this code and nothing else.
    #[must_use]
    pub fn code(code: impl Into<String>) -> Self {
        Self {
            code: Some(ReasonCode::Code(code.into())),
            ..Self::default()
        }
    }

    /// The text as one line; `None` if there is none.
    #[must_use]
    pub fn joined_text(&self) -> Option<String> {
        (!self.text.is_empty()).then(|| self.text.join(" "))
    }

    /// Whether the reason says anything beyond who gave it.
    #[must_use]
    pub fn says_something(&self) -> bool {
        self.code.is_some() || !self.text.is_empty()
    }

    /// Reads a `PaymentCancellationReason`, `CancellationStatusReason` or `PaymentReturnReason`.
    pub(crate) fn read(cursor: &Cursor<'_>) -> Self {
        let code = cursor.text(&["Rsn", "Cd"]).map(ReasonCode::Code);
        let own = || cursor.text(&["Rsn", "Prtry"]).map(ReasonCode::Proprietary);
        Self {
            originator: cursor.at(&["Orgtr"]).map(|originator| NamedParty::read(&originator)),
            code: code.or_else(own),
            text: cursor.all("AddtlInf").filter_map(|line| line.own_text()).collect(),
        }
    }
}
