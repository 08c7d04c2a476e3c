//! Whom to ask first: accounts by the taint still there, then by how fast it leaves.

use std::collections::HashMap;

use crate::engine::Request;
use crate::findings::{Findings, Mark};
use crate::names::AccountNumber;
use crate::transfers::{Credit, Position, Transfers};

/// One line of the freeze list. Amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    /// The account.
    pub account: AccountNumber,
    /// Tainted money still there.
    pub tainted: i64,
    /// Tainted money that came in, over all transfers.
    pub received: i128,
    /// Tainted money that left.
    pub departed: i128,
    /// The transfer that first brought taint.
    pub first: Position,
    /// The last transfer that took tainted money out.
    pub last_departure: Option<Position>,
    /// From the first taint to the last departure, in the file's unit of time (nanoseconds for instants).
    pub elapsed: i64,
}

impl Freeze {
    /// What left per unit of time, in thousandths; what left in no time at all counts as faster than any speed.
    fn speed(&self) -> (bool, i128) {
        let at_once = self.departed > 0 && self.elapsed == 0;
        (
            at_once,
            self.departed.saturating_mul(1000) / i128::from(self.elapsed).max(1),
        )
    }
}

/// Whether a marked transfer ended at a stop, so that its payee was not tainted by it.
pub(crate) fn is_stopped(transfers: &Transfers, request: &Request, mark: &Mark) -> bool {
    let entry = transfers.entry(mark.position);
    request.stops.contains(&entry.transfer.to)
        || mark.labels.total() < request.minimum
        || entry.credit == Credit::Unstated
}

/// The freeze list of a trace that recorded its transfers: most tainted first, then the fastest to leave.
#[must_use]
pub fn freeze_list(transfers: &Transfers, request: &Request, findings: &Findings) -> Vec<Freeze> {
    let mut lines: Vec<Freeze> = findings
        .holders
        .iter()
        .map(|holder| Freeze {
            account: holder.account,
            tainted: holder.labels.total(),
            received: 0,
            departed: 0,
            first: holder.first,
            last_departure: None,
            elapsed: 0,
        })
        .collect();
    let places: HashMap<AccountNumber, usize> = lines
        .iter()
        .enumerate()
        .map(|(place, line)| (line.account, place))
        .collect();
    for mark in &findings.marks {
        let entry = transfers.entry(mark.position);
        if let Some(place) = places
            .get(&entry.transfer.to)
            .filter(|_| !is_stopped(transfers, request, mark))
        {
            lines[*place].received += i128::from(mark.labels.total());
        }
        if let Some(place) = places.get(&entry.transfer.from) {
            let line = &mut lines[*place];
            if mark.position > line.first {
                line.departed += i128::from(mark.labels.total());
                line.last_departure = Some(mark.position);
            }
        }
    }
    let times = transfers.times().values();
    for line in &mut lines {
        let time = |position: Position| times.get(position as usize).copied().unwrap_or(0);
        line.elapsed = line
            .last_departure
            .map_or(0, |last| time(last).saturating_sub(time(line.first)));
    }
    lines.sort_by(|a, b| b.tainted.cmp(&a.tainted).then_with(|| b.speed().cmp(&a.speed())));
    lines
}
