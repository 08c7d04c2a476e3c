//! A trace for a reader at a terminal.

use std::io::{self, Write};

use cordon_asset_tracing::findings::StopReason;
use cordon_asset_tracing::reach::Reached;
use cordon_asset_tracing::report::Report;
use cordon_asset_tracing::report_path::Answer;
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::transfers::Transfers;

/// So many lines of a list are shown; the JSON has all.
const SHOWN: usize = 20;

pub(super) fn print(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
    let report = &answer.report;
    head(report, out)?;
    sums(report, out)?;
    accounts(report, out)?;
    if !report.stated.summary {
        transfers(report, out)?;
    }
    for path in &answer.paths {
        print_path(&serde_json::to_value(path).map_err(io::Error::other)?, out)?;
    }
    if let Some(freeze) = &answer.freeze {
        writeln!(
            out,
            "\nFreeze list: by the taint still there, then by how fast it leaves"
        )?;
        for row in freeze {
            outline(&serde_json::to_value(row).map_err(io::Error::other)?, 1, out)?;
        }
    }
    if let Some(reach) = &answer.reach {
        writeln!(out, "\nReach in time, whatever the amounts")?;
        outline(&serde_json::to_value(reach).map_err(io::Error::other)?, 1, out)?;
    }
    Ok(())
}

fn show(report: &Report<'_>, units: impl Into<i128>) -> String {
    report.transfers.scale().show(units.into())
}

fn head(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let rule = report.findings.rule;
    writeln!(out, "Rule {rule}: {}", rule.statement())?;
    writeln!(out, "Plan {}", report.choice)?;
    for claim in &report.findings.claims {
        writeln!(out, "Claim {} of transfer {}", show(report, claim.amount), claim.id)?;
    }
    let (load, trace) = report.stated.seconds;
    writeln!(
        out,
        "{} transfers read in {load:.2} s, traced in {trace:.3} s",
        report.transfers.len()
    )
}

fn sums(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let (found, total) = (report.findings, &report.findings.total);
    write!(out, "Claimed {}", show(report, total.claimed))?;
    if found.rule == Rule::Poison {
        writeln!(
            out,
            "; up to {} counts as tainted, a bound and not a sum",
            show(report, total.tainted)
        )?;
    } else {
        let conserved = if found.conserved() == Some(true) {
            "conserved"
        } else {
            "NOT CONSERVED"
        };
        writeln!(
            out,
            " = {} tainted + {} stopped + {} superseded ({conserved})",
            show(report, total.tainted),
            show(report, total.stopped),
            show(report, total.superseded)
        )?;
        if total.converted_out != 0 || total.converted_in != 0 {
            let (gone, come) = (show(report, total.converted_out), show(report, total.converted_in));
            writeln!(out, "Conversions took {gone} and gave {come}")?;
        }
    }
    writeln!(
        out,
        "Gaps: {} shortfalls, {} missing from the data",
        found.gap_count,
        show(report, found.gap_amount)
    )?;
    for stop in found.stops.iter().take(SHOWN) {
        let place = match stop.reason {
            StopReason::Account(account) => {
                format!("account {}", report.transfers.names().account(account))
            }
            StopReason::Minimum => "below the minimum".to_owned(),
            StopReason::Conversion(position) => {
                format!(
                    "conversion without an amount, transfer {}",
                    report.transfers.id(position)
                )
            }
        };
        writeln!(
            out,
            "Stopped: {} by {} transfers: {place}",
            show(report, stop.amount),
            stop.transfers
        )?;
    }
    Ok(())
}

fn accounts(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let all = &report.findings.holders;
    let shown = &all[..report.stated.top.unwrap_or(SHOWN).min(all.len())];
    writeln!(out, "\n{} accounts hold tainted money", all.len())?;
    writeln!(
        out,
        "{:>18} {:>18}  {:<24} first tainted by",
        "tainted", "balance", "account"
    )?;
    for holder in shown {
        let account = report.transfers.names().account(holder.account);
        let (tainted, balance) = (show(report, holder.labels.total()), show(report, holder.balance));
        writeln!(
            out,
            "{tainted:>18} {balance:>18}  {account:<24} {}",
            report.transfers.id(holder.first)
        )?;
    }
    rest(all.len() - shown.len(), out)
}

fn transfers(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let all = &report.findings.marks;
    let names = report.transfers.names();
    writeln!(
        out,
        "\n{} transfers carry tainted money",
        report.findings.tainted_transfers
    )?;
    writeln!(
        out,
        "{:>18} {:>18}  {:<12} time, from, to",
        "tainted", "amount", "transfer"
    )?;
    for mark in all.iter().take(SHOWN) {
        let entry = report.transfers.entry(mark.position);
        writeln!(
            out,
            "{:>18} {:>18}  {:<12} {}  {} -> {}",
            show(report, mark.labels.total()),
            show(report, entry.transfer.amount),
            report.transfers.id(mark.position),
            report.transfers.times().show(mark.position as usize),
            names.account(entry.transfer.from),
            names.account(entry.transfer.to)
        )?;
    }
    rest(all.len().saturating_sub(SHOWN), out)
}

fn rest(left: usize, out: &mut impl Write) -> io::Result<()> {
    if left > 0 {
        writeln!(out, "… and {left} more (--json lists all)")
    } else {
        Ok(())
    }
}

/// The steps first, each with what stood before and after, then the entries of the accounts between them.
fn print_path(path: &serde_json::Value, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "\nSupporting path of claim {} to {}",
        plain(&path["claim"]),
        path["target"]
    )?;
    writeln!(out, "Rule {}: {}", plain(&path["rule"]), plain(&path["rule_in_words"]))?;
    writeln!(out, "Known from: {}", plain(&path["rule_known_from"]))?;
    for step in path["steps"].as_array().into_iter().flatten() {
        let (number, taken) = (&step["step"], plain(&step["amount_in"]));
        writeln!(
            out,
            "{number}. of {taken} brought in, {} goes on by",
            plain(&step["amount_out"])
        )?;
        print_entry(step, out)?;
    }
    for account in path["accounts"].as_array().into_iter().flatten() {
        writeln!(
            out,
            "Account {} meanwhile, {} earlier entries left out",
            plain(&account["account"]),
            account["omitted"]
        )?;
        for entry in account["entries"].as_array().into_iter().flatten() {
            print_entry(entry, out)?;
        }
    }
    Ok(())
}

fn print_entry(entry: &serde_json::Value, out: &mut impl Write) -> io::Result<()> {
    let field = |name: &str| plain(&entry[name]);
    writeln!(
        out,
        "   {} {}  {} -> {}  {}, of it tainted {}",
        field("transfer"),
        field("time"),
        field("from"),
        field("to"),
        field("amount"),
        field("tainted")
    )?;
    if field("shortfall").bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        writeln!(
            out,
            "      {} were missing from the data and came in clean",
            field("shortfall")
        )?;
    }
    for (name, words) in [
        ("payer_before", "payer before"),
        ("payer_after", "payer after"),
        ("payee_after", "payee after"),
    ] {
        let holding = &entry[name];
        if holding.is_null() {
            continue;
        }
        write!(
            out,
            "      {words}: balance {}, tainted {}",
            plain(&holding["balance"]),
            plain(&holding["tainted"])
        )?;
        let chunks = holding["chunks"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|chunk| match chunk["claim"].as_str() {
                Some(claim) => format!("{} of {claim}", plain(&chunk["amount"])),
                None => format!("{} clean", plain(&chunk["amount"])),
            });
        let chunks: Vec<String> = chunks.collect();
        if chunks.is_empty() {
            writeln!(out)?
        } else {
            writeln!(out, "; next out: {}", chunks.join(", "))?
        }
    }
    Ok(())
}

/// Nested facts, indented; what is absent is left out.
fn outline(value: &serde_json::Value, depth: usize, out: &mut impl Write) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    let serde_json::Value::Object(fields) = value else {
        return writeln!(out, "{indent}{}", plain(value));
    };
    let (nested, flat): (Vec<_>, Vec<_>) = fields
        .iter()
        .filter(|(_, field)| !field.is_null())
        .partition(|(_, field)| field.is_array() || field.is_object());
    let line: Vec<String> = flat
        .iter()
        .map(|(name, field)| format!("{} {}", name.replace('_', " "), plain(field)))
        .collect();
    if !line.is_empty() {
        writeln!(out, "{indent}{}", line.join(", "))?;
    }
    for (name, field) in nested {
        writeln!(out, "{indent}{}:", name.replace('_', " "))?;
        match field.as_array() {
            Some(rows) => {
                for row in rows {
                    outline(row, depth + 1, out)?;
                }
            }
            None => outline(field, depth + 1, out)?,
        }
    }
    Ok(())
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

pub(super) fn print_reach(
    transfers: &Transfers,
    found: &[Reached],
    top: Option<usize>,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(
        out,
        "The money could have reached {} accounts in time, whatever the amounts",
        found.len()
    )?;
    let shown = top.unwrap_or(SHOWN);
    for reached in found.iter().take(shown) {
        let time = transfers.times().show(reached.by as usize);
        writeln!(
            out,
            "  {} by transfer {} at {time}",
            transfers.names().account(reached.account),
            transfers.id(reached.by)
        )?;
    }
    rest(found.len().saturating_sub(shown), out)
}
