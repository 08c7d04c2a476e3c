//! The pages of known pictures: hashes in, leads out. No picture is ever taken or shown.

pub mod board;
pub mod list;
pub mod parts;
pub mod record;
pub mod report;

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;

use crate::answer::No;

/// The fields of a form that may carry a file of text; a file stands under its field's name.
///
/// # Errors
/// When the body is no form, or a field is no text.
pub async fn fields(form: Result<Multipart, MultipartRejection>) -> Result<BTreeMap<String, String>, No> {
    let unreadable = |why: String| No::new(StatusCode::BAD_REQUEST, "form", why);
    let mut form = form.map_err(|e| unreadable(e.body_text()))?;
    let mut fields = BTreeMap::new();
    while let Some(field) = form.next_field().await.map_err(|e| unreadable(e.body_text()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|e| unreadable(e.body_text()))?;
        let text = String::from_utf8(bytes.to_vec())
            .map_err(|_| No::field(&name, "not-text", "this is no text; give a file of hashes"))?;
        fields.insert(name, text);
    }
    Ok(fields)
}

/// A field, or nothing.
#[must_use]
pub fn field<'a>(fields: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    fields.get(name).map_or("", String::as_str)
}
