//! Why a paper is not printed.

use serde::Serialize;

/// What is wrong, where, and by a stable code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{code}: {field}: {message}")]
pub struct Fault {
    /// Stable code: `too-large`, `json`, `too-long`, `too-many`, `date`, `language`, `name`, `reference`, `address`,
    /// `drawing`, `typesetting`.
    pub code: &'static str,
    /// The field, as a path such as `fields.texts.fr`.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Fault {
    pub(crate) fn new(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            field: field.into(),
            message: message.into(),
        }
    }
}
