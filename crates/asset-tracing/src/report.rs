//! A trace as JSON: ids and accounts are strings, amounts decimal strings at the scale. Lists are written as they are
//! walked, so that a large trace needs no second copy in memory.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::engine::Request;
use crate::engine::plan::Choice;
use crate::findings::{Findings, Holder, Mark, Stop, StopReason, Tally};
use crate::instant::TimeKind;
use crate::rules::Rule;
use crate::rules::labels::Labels;
use crate::transfers::{Claim, Position, Transfers};

/// What the report says about the request beyond the findings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stated {
    /// The end as it was given.
    pub until: Option<String>,
    /// Whether reach is strict about equal times.
    pub strict: bool,
    /// The currency that the caller named.
    pub currency: Option<String>,
    /// Only so many accounts are listed.
    pub top: Option<usize>,
    /// Sums alone; accounts are listed only with `top`.
    pub summary: bool,
    /// Seconds it took to load and to trace, as the caller measured them.
    pub seconds: (f64, f64),
}

/// A trace ready to be written.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What was read.
    pub transfers: &'a Transfers,
    /// What was asked.
    pub request: &'a Request,
    /// Which plan ran, and why.
    pub choice: &'a Choice,
    /// What came out.
    pub findings: &'a Findings,
    /// The rest.
    pub stated: &'a Stated,
}

impl Report<'_> {
    fn show(&self, units: impl Into<i128>) -> String {
        self.transfers.scale().show(units.into())
    }

    /// Accounts to list.
    #[must_use]
    pub fn listed(&self) -> &[Holder] {
        let holders = &self.findings.holders;
        match self.stated.top {
            Some(top) => &holders[..top.min(holders.len())],
            None if self.stated.summary => &[],
            None => holders,
        }
    }
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let found = self.findings;
        let mut report = serializer.serialize_struct("Report", 16)?;
        report.serialize_field("rule", found.rule.name())?;
        report.serialize_field("plan", self.choice.plan.name())?;
        report.serialize_field("plan_reason", &self.choice.reason)?;
        report.serialize_field("policies", &Policies(self))?;
        report.serialize_field("claims", &each(&found.claims, |claim| ClaimRow(self, claim)))?;
        if !self.stated.summary {
            report.serialize_field("transfers", &each(&found.marks, |mark| TransferRow(self, mark)))?;
        }
        if !self.stated.summary || self.stated.top.is_some() {
            report.serialize_field("accounts", &each(self.listed(), |holder| AccountRow(self, holder)))?;
        }
        report.serialize_field("totals", &Totals(self, &found.total))?;
        report.serialize_field("conserved", &found.conserved())?;
        report.serialize_field("gaps", &Gaps(self))?;
        report.serialize_field("seconds", &Seconds(self.stated.seconds))?;
        if found.rule.keeps_the_sum() {
            let rows: Vec<_> = found.claims.iter().zip(&found.tallies).collect();
            report.serialize_field("claim_totals", &each(&rows, |pair| ClaimTotals(self, pair.0, pair.1)))?;
        }
        report.serialize_field("stops", &each(&found.stops, |stop| StopRow(self, stop)))?;
        report.serialize_field("counts", &Counts(self))?;
        if found.rule == Rule::Poison {
            report.serialize_field(
                "bound",
                "poison bounds where the money can be; its sums are not amounts to recover",
            )?;
        }
        report.end()
    }
}

/// A list whose rows are made while they are written.
struct Each<'a, T, F>(&'a [T], F);

fn each<'a, T, R: Serialize, F: Fn(&'a T) -> R>(list: &'a [T], row: F) -> Each<'a, T, F> {
    Each(list, row)
}

impl<'a, T, R: Serialize, F: Fn(&'a T) -> R> Serialize for Each<'a, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

struct Policies<'a>(&'a Report<'a>);

impl Serialize for Policies<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (request, stated) = (self.0.request, self.0.stated);
        let mut map = serializer.serialize_struct("Policies", 9)?;
        map.serialize_field("meeting", request.meeting.name())?;
        map.serialize_field("overdraft", request.overdraft.name())?;
        map.serialize_field("scale", &self.0.transfers.scale().decimals())?;
        map.serialize_field("currency", &stated.currency)?;
        map.serialize_field("min", &self.0.show(request.minimum))?;
        map.serialize_field("until", &stated.until)?;
        map.serialize_field("strict", &stated.strict)?;
        map.serialize_field("stops", &request.stops.len())?;
        map.serialize_field("order", "time, then place in the file")?;
        map.end()
    }
}

struct ClaimRow<'a>(&'a Report<'a>, &'a Claim);

impl Serialize for ClaimRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("Claim", 2)?;
        row.serialize_field("id", &self.1.id)?;
        row.serialize_field("amount", &self.0.show(self.1.amount))?;
        row.end()
    }
}

struct ByClaim<'a>(&'a Report<'a>, &'a Labels);

impl Serialize for ByClaim<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (claim, amount) in self.1.iter() {
            if let Some(claim) = self.0.findings.claims.get(claim as usize) {
                map.serialize_entry(&claim.id, &self.0.show(amount))?;
            }
        }
        map.end()
    }
}

impl Report<'_> {
    /// A division among claims says something only where there are several, and under poison it does not exist.
    fn has_division(&self) -> bool {
        self.findings.claims.len() > 1 && self.findings.rule.keeps_the_sum()
    }

    /// The currency of an account, stated only where the file has several.
    fn currency(&self, account: u32) -> Option<&str> {
        self.transfers
            .names()
            .has_currencies()
            .then(|| self.transfers.currency(account))
            .flatten()
    }
}

/// A whole-number time as a number, an instant as text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeOf<'a>(pub(crate) &'a Transfers, pub(crate) Position);

impl Serialize for TimeOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let times = self.0.times();
        match times.kind() {
            Some(TimeKind::Integer) => {
                serializer.serialize_i64(times.values().get(self.1 as usize).copied().unwrap_or_default())
            }
            _ => serializer.serialize_str(&times.show(self.1 as usize)),
        }
    }
}

struct TransferRow<'a>(&'a Report<'a>, &'a Mark);

impl Serialize for TransferRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report, mark) = self;
        let transfers = report.transfers;
        let entry = transfers.entry(mark.position);
        let names = transfers.names();
        let mut row = serializer.serialize_struct("Transfer", 8)?;
        row.serialize_field("id", &transfers.id(mark.position))?;
        row.serialize_field("time", &TimeOf(transfers, mark.position))?;
        row.serialize_field("from", names.account(entry.transfer.from))?;
        row.serialize_field("to", names.account(entry.transfer.to))?;
        row.serialize_field("amount", &report.show(entry.transfer.amount))?;
        row.serialize_field("tainted", &report.show(mark.labels.total()))?;
        if report.has_division() {
            row.serialize_field("by_claim", &ByClaim(report, &mark.labels))?;
        }
        if let Some(currency) = report.currency(entry.transfer.from) {
            row.serialize_field("currency", currency)?;
        }
        row.end()
    }
}

struct AccountRow<'a>(&'a Report<'a>, &'a Holder);

impl Serialize for AccountRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report, holder) = self;
        let mut row = serializer.serialize_struct("Account", 6)?;
        row.serialize_field("account", report.transfers.names().account(holder.account))?;
        row.serialize_field("balance", &report.show(holder.balance))?;
        row.serialize_field("tainted", &report.show(holder.labels.total()))?;
        row.serialize_field("first_tainted_by", &report.transfers.id(holder.first))?;
        if report.has_division() {
            row.serialize_field("by_claim", &ByClaim(report, &holder.labels))?;
        }
        if let Some(currency) = report.currency(holder.account) {
            row.serialize_field("currency", currency)?;
        }
        row.end()
    }
}

struct Totals<'a>(&'a Report<'a>, &'a Tally);

impl Serialize for Totals<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report, tally) = self;
        let mut map = serializer.serialize_struct("Totals", 6)?;
        map.serialize_field("claimed", &report.show(tally.claimed))?;
        map.serialize_field("tainted", &report.show(tally.tainted))?;
        map.serialize_field("stopped", &report.show(tally.stopped))?;
        map.serialize_field("superseded", &report.show(tally.superseded))?;
        if tally.converted_in != 0 || tally.converted_out != 0 {
            map.serialize_field("converted_out", &report.show(tally.converted_out))?;
            map.serialize_field("converted_in", &report.show(tally.converted_in))?;
        }
        map.end()
    }
}

struct ClaimTotals<'a>(&'a Report<'a>, &'a Claim, &'a Tally);

impl Serialize for ClaimTotals<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report, claim, tally) = self;
        let mut map = serializer.serialize_struct("ClaimTotals", 6)?;
        map.serialize_field("id", &claim.id)?;
        map.serialize_field("claimed", &report.show(tally.claimed))?;
        map.serialize_field("tainted", &report.show(tally.tainted))?;
        map.serialize_field("stopped", &report.show(tally.stopped))?;
        map.serialize_field("superseded", &report.show(tally.superseded))?;
        map.serialize_field("conserved", &tally.is_conserved())?;
        map.end()
    }
}

struct Gaps<'a>(&'a Report<'a>);

impl Serialize for Gaps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Gaps", 2)?;
        map.serialize_field("count", &self.0.findings.gap_count)?;
        map.serialize_field("amount", &self.0.show(self.0.findings.gap_amount))?;
        map.end()
    }
}

struct Seconds((f64, f64));

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Seconds", 2)?;
        map.serialize_field("load", &self.0.0)?;
        map.serialize_field("trace", &self.0.1)?;
        map.end()
    }
}

struct StopRow<'a>(&'a Report<'a>, &'a Stop);

impl Serialize for StopRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report, stop) = self;
        let mut map = serializer.serialize_map(None)?;
        match stop.reason {
            StopReason::Account(account) => {
                map.serialize_entry("reason", "account")?;
                map.serialize_entry("account", report.transfers.names().account(account))?;
            }
            StopReason::Minimum => map.serialize_entry("reason", "minimum")?,
            StopReason::Conversion(position) => {
                map.serialize_entry("reason", "conversion")?;
                map.serialize_entry("transfer", &report.transfers.id(position))?;
            }
        }
        map.serialize_entry("transfers", &stop.transfers)?;
        map.serialize_entry("amount", &report.show(stop.amount))?;
        map.end()
    }
}

struct Counts<'a>(&'a Report<'a>);

impl Serialize for Counts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Counts", 4)?;
        map.serialize_field("transfers", &self.0.transfers.len())?;
        map.serialize_field("accounts", &self.0.transfers.names().len())?;
        map.serialize_field("tainted_transfers", &self.0.findings.tainted_transfers)?;
        map.serialize_field("tainted_accounts", &self.0.findings.holders.len())?;
        map.end()
    }
}
