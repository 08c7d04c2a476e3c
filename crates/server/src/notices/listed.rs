//! The list of what is missing, as the requester gets it: kept by code, so that each reader meets it in the own language.

use std::collections::BTreeMap;

use cordon_notices::check::Report;
use serde::{Deserialize, Serialize};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The field.
    pub field: String,
    /// The code of the finding.
    pub code: String,
    /// What the message names.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// What is wrong and what to do, in English.
    pub message: String,
}

/// The list of a report's findings. What rests on a sealed fact is not for the requester's eyes.
///
/// # Errors
/// Never in practice: the list can be written.
pub fn write(report: &Report) -> serde_json::Result<String> {
    let open = report.findings().filter(|f| !f.sealed);
    let lines: Vec<Listed> = open
        .map(|f| Listed {
            field: f.field.clone(),
            code: f.code.to_owned(),
            values: f
                .values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            message: f.message.clone(),
        })
        .collect();
    serde_json::to_string(&lines)
}

/// The list behind a question's text; nothing where a person wrote it.
#[must_use]
pub fn read(text: &str) -> Option<Vec<Listed>> {
    text.starts_with("[{\"field\"")
        .then(|| serde_json::from_str(text).ok())
        .flatten()
}

/// The list in English, for programs: one line a finding.
#[must_use]
pub fn english(lines: &[Listed]) -> String {
    lines
        .iter()
        .map(|l| format!("{}: {}", l.field, l.message))
        .collect::<Vec<_>>()
        .join("\n")
}
