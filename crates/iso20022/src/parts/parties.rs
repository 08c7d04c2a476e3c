//! Who pays whom, from which account into which, through which banks.

use super::{Account, Institution, Party};
use crate::cursor::Cursor;

/// The two ends of a payment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parties {
    /// Who pays.
    pub debtor: Option<Party>,
    /// From which account.
    pub debtor_account: Option<Account>,
    /// The payer's bank.
    pub debtor_agent: Option<Institution>,
    /// The receiver's bank.
    pub creditor_agent: Option<Institution>,
    /// Who is paid.
    pub creditor: Option<Party>,
    /// Into which account.
    pub creditor_account: Option<Account>,
}

impl Parties {
    /// Reads the elements `Dbtr`, `DbtrAcct` and so on; messages differ in what may stand inside `Dbtr` and `Cdtr`.
    pub(crate) fn read(cursor: &Cursor<'_>, party: impl Fn(&Cursor<'_>) -> Option<Party>) -> Self {
        let account = |name: &str| cursor.at(&[name]).and_then(|account| Account::read(&account));
        let agent = |name: &str| cursor.at(&[name]).map(|agent| Institution::read(&agent));
        Self {
            debtor: cursor.at(&["Dbtr"]).and_then(|debtor| party(&debtor)),
            debtor_account: account("DbtrAcct"),
            debtor_agent: agent("DbtrAgt"),
            creditor_agent: agent("CdtrAgt"),
            creditor: cursor.at(&["Cdtr"]).and_then(|creditor| party(&creditor)),
            creditor_account: account("CdtrAcct"),
        }
    }
}
