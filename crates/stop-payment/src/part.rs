//! Parts of the stolen amount.

use cordon_vocabulary::Asset;
use serde::{Deserialize, Serialize};

use crate::{AskId, Bucket};

/// The number of a part within its case.
pub type PartId = u32;

/// One account on a part's way: what it was there, in that account's money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// The request at that account.
    pub ask: AskId,
    /// Local ledger units of this part there.
    pub local_units: i64,
    /// The account's currency.
    pub currency: Asset,
    /// The rate the converting bank stated, as it wrote it, where the money was converted on the way here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
}

/// A part: so much of the stolen amount, in one bucket, at one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its number in the case.
    pub id: PartId,
    /// Units of the case's (stolen) currency.
    pub units: i64,
    /// Where it stands.
    pub bucket: Bucket,
    /// The request it lies at.
    pub ask: AskId,
    /// The revision of that request with which it arrived there.
    pub revision: u32,
    /// The way it took; the last hop is where it lies.
    pub path: Vec<Hop>,
    /// The open question that it waits for, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<u32>,
}

impl Part {
    /// Its amount in the money of the account where it lies.
    #[must_use]
    pub fn local_units(&self) -> i64 {
        self.path.last().map_or(0, |hop| hop.local_units)
    }

    /// The same part with another share of it: used when a part is split.
    pub(crate) fn cut(&self, id: PartId, units: i64, local_units: i64) -> Self {
        let mut piece = self.clone();
        piece.id = id;
        piece.units = units;
        if let Some(hop) = piece.path.last_mut() {
            hop.local_units = local_units;
        }
        piece
    }
}
