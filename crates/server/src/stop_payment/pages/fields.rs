//! What a form sent: kept as typed, so that nothing is lost when something has to be mended.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use crate::answer::No;
use crate::frame::locale::Language;
use crate::gate::Acting;
use crate::stop_payment::service::Repeat;

/// The fields of a form, as typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(BTreeMap<String, String>);

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl Fields {
    /// A field's text without the blanks around it; nothing where it was not sent.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// A field's text, or nothing where it is blank.
    pub(super) fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|v| !v.is_empty()).map(str::to_owned)
    }

    /// Sets a field.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// An amount as people write it: blanks and commas between thousands do not count.
    pub(super) fn amount(&self, name: &str) -> Option<String> {
        let text: String = self
            .get(name)
            .chars()
            .filter(|c| !matches!(c, ',' | '\u{a0}' | '\u{202f}' | ' '))
            .collect();
        Some(text).filter(|t| !t.is_empty())
    }

    /// A date and time typed in UTC, as an instant in text; what is written out in full stays as it is.
    pub(super) fn instant(&self, name: &str) -> Option<String> {
        let text = self.some(name)?;
        Some(match text.len() {
            16 if text.contains('T') => format!("{text}:00Z"),
            19 if text.contains('T') => format!("{text}Z"),
            _ => text,
        })
    }

    /// The key that was put into the form when it was made, so that a second sending does nothing twice.
    pub(super) fn repeat(&self, acting: &Acting, path: &str) -> Result<Repeat, No> {
        let key = self.get("key");
        if key.is_empty() || key.len() > 200 {
            return Err(No::new(
                StatusCode::BAD_REQUEST,
                "idempotency-key",
                "this form has lost its key; open the page again",
            ));
        }
        let body = serde_json::to_vec(&self.0)?;
        Ok(Repeat::new(&acting.client, key.to_owned(), path, &body))
    }
}

/// An error at a form: the field it belongs to, and the sentence.
#[derive(Debug, Clone)]
pub(super) struct Mistake {
    /// The form's own name of the field.
    pub(super) field: String,
    /// What is wrong and what to do.
    pub(super) why: String,
}

/// The sentence of a refusal, in the reader's language where there is one.
pub(super) fn reason(no: &No, language: Language) -> String {
    let id = format!("refusal-{}", no.code);
    let said = language.t(&id);
    if said == id { no.detail.clone() } else { said }
}
