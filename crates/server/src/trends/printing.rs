//! How this module's commands read their files and print their answers.

use std::io::{Read, Write};
use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use crate::Outcome;

/// Most bytes read from one file.
const MOST_BYTES: u64 = 64 << 20;

/// Reads a file, or standard input for "-".
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)
            .context("standard input")?;
    } else {
        let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        file.take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read {}", path.display()))?;
    }
    anyhow::ensure!(
        bytes.len() as u64 <= MOST_BYTES,
        "{} is larger than 64 MiB",
        path.display()
    );
    Ok(bytes)
}

/// Prints the answer as JSON or as text.
pub(super) fn answer(json: bool, value: &Value, text: &str) -> anyhow::Result<Outcome> {
    let whole = if json {
        serde_json::to_string_pretty(value)? + "\n"
    } else {
        text.to_owned()
    };
    match std::io::stdout().lock().write_all(whole.as_bytes()) {
        // A reader that has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(Outcome::Done),
        written => Ok(written.map(|()| Outcome::Done)?),
    }
}

/// Prints a refusal: the reason on standard error, with its code as JSON on standard output if that was asked for.
pub(super) fn refusal(json: bool, code: &str, reason: &str) -> anyhow::Result<Outcome> {
    eprintln!("cordon: refused ({code}): {reason}");
    if json {
        let mut out = std::io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &json!({ "refusal": { "code": code, "reason": reason } }))?;
        writeln!(out)?;
    }
    Ok(Outcome::Refused)
}

/// A number for JSON: null rather than a number that is none.
pub(super) fn number(value: f64) -> Value {
    serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// An interval for JSON.
pub(super) fn interval(limits: Option<(f64, f64)>) -> Value {
    limits.map_or(
        Value::Null,
        |(lower, upper)| json!({ "lower": number(lower), "upper": number(upper) }),
    )
}
