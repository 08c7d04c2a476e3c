//! `cordon message`: bank messages, read from files.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use cordon_iso20022::{BankMessage, Fault, MAX_BYTES, Summary, TransactionSummary};
use serde::Serialize;

use crate::Outcome;

/// Verbs of this module.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Read messages: camt.056.001.08, camt.029.001.09, pacs.004.001.09 and .10, pacs.008.001.08.
    ///
    /// A file that cannot be read is reported with code, element and line; the others follow, and the exit status is 1.
    Read {
        /// Files, each with one message; `-` reads the standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print one JSON object a line and file.
        #[arg(long)]
        json: bool,
    },
}

/// Runs one verb.
///
/// # Errors
/// If the answer cannot be printed.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    let Command::Read { files, json } = command;
    let mut out = io::stdout().lock();
    let mut outcome = Outcome::Done;
    for file in &files {
        let name = file.to_string_lossy();
        let read = read_file(file);
        if read.is_err() {
            outcome = Outcome::Refused;
        }
        if json {
            serde_json::to_writer(&mut out, &Line::new(&name, &read))?;
            writeln!(out)?;
        } else {
            match &read {
                Ok(message) => print_message(&mut out, &name, message)?,
                Err(refusal) => eprintln!(
                    "{name}: line {}, {}: {} [{}]",
                    refusal.line, refusal.path, refusal.message, refusal.code
                ),
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// Why a file was not read.
#[derive(Debug, Serialize)]
struct Refusal {
    code: &'static str,
    path: String,
    line: u32,
    message: String,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self {
            code: fault.code.as_str(),
            path: fault.path,
            line: fault.line,
            message: fault.message,
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self {
            code: "unreadable_file",
            path: "/".into(),
            line: 0,
            message: format!("the file cannot be read: {error}"),
        }
    }
}

/// One line of JSON.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Line<'a> {
    Message {
        file: &'a str,
        #[serde(flatten)]
        summary: Box<Summary>,
    },
    Refused {
        file: &'a str,
        error: &'a Refusal,
    },
}

impl<'a> Line<'a> {
    fn new(file: &'a str, read: &'a Result<BankMessage, Refusal>) -> Self {
        match read {
            Ok(message) => Self::Message {
                file,
                summary: Box::new(Summary::of(message)),
            },
            Err(error) => Self::Refused { file, error },
        }
    }
}

/// Reads no more than is accepted, however long the file is.
fn read_file(path: &Path) -> Result<BankMessage, Refusal> {
    let limit = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(cordon_iso20022::read(&bytes)?)
}

fn print_message(out: &mut impl Write, name: &str, message: &BankMessage) -> io::Result<()> {
    let summary = Summary::of(message);
    writeln!(out, "{name}: {} {}", summary.kind, summary.message_id)?;
    writeln!(out, "  made {}", summary.created.as_written())?;
    if let (Some(assigner), Some(assignee)) = (&summary.assigner, &summary.assignee) {
        writeln!(out, "  from {assigner} to {assignee}")?;
    }
    print_transaction(out, &summary.first)?;
    if summary.transactions.len() > 1 {
        writeln!(out, "  {} payments; this is the first", summary.transactions.len())?;
    }
    for remark in &message.remarks {
        writeln!(out, "  note: {remark}")?;
    }
    Ok(())
}

fn print_transaction(out: &mut impl Write, payment: &TransactionSummary) -> io::Result<()> {
    let case = payment.case_id.as_ref().map(|id| match &payment.case_creator {
        Some(creator) => format!("{id}, opened by {creator}"),
        None => id.clone(),
    });
    let amount = payment
        .amount
        .as_ref()
        .map(|amount| format!("{} {}", amount.value, amount.currency));
    let settled = payment
        .settlement_date
        .as_ref()
        .map(|date| date.as_written().to_owned());
    let end = |end: &Option<cordon_iso20022::PartySummary>| {
        end.as_ref().map(|end| {
            [end.name.as_deref(), end.account.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", account ")
        })
    };
    let reason = |reason: &Option<cordon_iso20022::ReasonSummary>| {
        reason.as_ref().map(|reason| {
            [reason.code.as_deref(), reason.text.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(": ")
        })
    };
    let original = &payment.original;
    let rows = [
        ("case", case),
        ("UETR", payment.uetr.clone()),
        ("original message", original.message_id.clone()),
        (
            "original kind",
            original.message_kind.as_ref().map(|kind| kind.as_str().to_owned()),
        ),
        ("end-to-end id", original.end_to_end_id.clone()),
        ("amount", amount),
        ("settled on", settled),
        ("reason", reason(&payment.reason)),
        ("status", payment.status.clone()),
        ("refusal", reason(&payment.refusal)),
        ("debtor", end(&payment.debtor)),
        ("creditor", end(&payment.creditor)),
    ];
    for (label, value) in rows {
        if let Some(value) = value {
            writeln!(out, "  {label}: {value}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line of JSON for a file of the invented messages.
    fn line(file: &str) -> serde_json::Value {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../fixtures/payments")
            .join(file);
        let read = read_file(&path);
        let text = serde_json::to_string(&Line::new(file, &read)).unwrap();
        assert!(text.starts_with("{\"file\":"), "the file comes first: {text}");
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_message_is_one_flat_object() {
        let line = line("camt029-moved-on.xml");
        assert_eq!(
            (&line["file"], &line["kind"]),
            (&"camt029-moved-on.xml".into(), &"camt.029.001.09".into())
        );
        assert_eq!(
            (&line["status"], &line["refusal"]["code"]),
            (&"RJCR".into(), &"AM04".into())
        );
        assert_eq!(line.get("error"), None);
    }

    #[test]
    fn a_file_that_is_no_message_gives_code_path_line_and_message() {
        for (file, code) in [
            ("README.md", "malformed"),
            ("absent.xml", "unreadable_file"),
            (".", "unreadable_file"),
        ] {
            let line = line(file);
            assert_eq!(line["error"]["code"], code, "{file}");
            let fields: Vec<_> = line["error"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(fields, ["code", "line", "message", "path"], "{file}");
            assert!(line["error"]["line"].is_u64() && line.as_object().unwrap().len() == 2);
        }
    }
}
