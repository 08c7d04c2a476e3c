//! A trace as one text that is the same, byte by byte, whenever and by whichever plan it is run: what a digest is taken of.
//!
//! One line a fact, fields parted by tabs; names and ids hold no control character, since no input with one is read. Amounts are
//! decimals at the scale, times as the file writes them.

use std::io::{self, Write};

use crate::engine::Request;
use crate::findings::{Findings, StopReason};
use crate::rules::labels::Labels;
use crate::transfers::Transfers;

/// The first line: another form of the text gets another number.
const HEAD: &str = "trace record 1";

/// Writes the text.
///
/// # Errors
/// Those of the writer.
pub fn write(transfers: &Transfers, request: &Request, findings: &Findings, out: &mut impl Write) -> io::Result<()> {
    let names = transfers.names();
    let show = |units: i128| transfers.scale().show(units);
    writeln!(out, "{HEAD}")?;
    writeln!(out, "rule\t{}", request.rule.name())?;
    writeln!(out, "meeting\t{}", request.meeting.name())?;
    writeln!(out, "overdraft\t{}", request.overdraft.name())?;
    writeln!(out, "minimum\t{}", show(i128::from(request.minimum)))?;
    writeln!(out, "transfers\t{}\t{}", request.end, transfers.len())?;
    let mut stops: Vec<&str> = request.stops.iter().map(|account| names.account(*account)).collect();
    stops.sort_unstable();
    for stop in stops {
        writeln!(out, "stop\t{stop}")?;
    }
    for claim in &findings.claims {
        writeln!(out, "claim\t{}\t{}", claim.id, show(i128::from(claim.amount)))?;
    }
    let labels = |labels: &Labels| -> String {
        let each = labels
            .iter()
            .map(|(claim, amount)| format!("{claim}={}", show(i128::from(amount))));
        each.collect::<Vec<_>>().join(" ")
    };
    for mark in &findings.marks {
        let entry = transfers.entry(mark.position);
        writeln!(
            out,
            "carries\t{}\t{}\t{}\t{}\t{}\t{}",
            transfers.id(mark.position),
            transfers.times().show(mark.position as usize),
            names.account(entry.transfer.from),
            names.account(entry.transfer.to),
            show(i128::from(entry.transfer.amount)),
            labels(&mark.labels)
        )?;
    }
    for holder in &findings.holders {
        let currency = transfers.currency(holder.account).unwrap_or("");
        let name = names.account(holder.account);
        writeln!(
            out,
            "holds\t{name}\t{currency}\t{}\t{}",
            show(i128::from(holder.balance)),
            labels(&holder.labels)
        )?;
    }
    for gap in &findings.shortfalls {
        let amount = show(i128::from(gap.amount));
        writeln!(
            out,
            "gap\t{}\t{}\t{amount}",
            transfers.id(gap.position),
            names.account(gap.account)
        )?;
    }
    for stop in &findings.stops {
        let why = match stop.reason {
            StopReason::Account(account) => format!("account {}", names.account(account)),
            StopReason::Minimum => "minimum".to_owned(),
            StopReason::Conversion(position) => format!("conversion {}", transfers.id(position)),
        };
        writeln!(out, "stopped\t{why}\t{}\t{}", stop.transfers, show(stop.amount))?;
    }
    let total = &findings.total;
    writeln!(
        out,
        "sum\t{}\t{}\t{}\t{}",
        show(total.claimed),
        show(total.tainted),
        show(total.stopped),
        show(total.superseded)
    )
}
