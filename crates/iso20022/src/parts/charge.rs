//! What a bank of the chain took for itself.

use super::{Amount, Institution};
use crate::cursor::Cursor;

/// A charge, and the bank that took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// How much.
    pub amount: Amount,
    /// Who took it.
    pub agent: Institution,
}

impl Charge {
    /// Reads the charges of this name.
    pub(crate) fn read_all(cursor: &Cursor<'_>, name: &str) -> Vec<Self> {
        cursor
            .all(name)
            .filter_map(|charge| {
                let agent = Institution::read(&charge.at(&["Agt"])?);
                Some(Self {
                    amount: Amount::read(&charge, &["Amt"])?,
                    agent,
                })
            })
            .collect()
    }
}
