//! What a form or a program sends as a file: a multipart form with `transfers` and, beside it, `balances`; or the bare bytes.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use crate::answer::No;
use crate::asset_tracing::run::Inputs;

/// A file that was sent.
pub struct Upload {
    /// Its bytes.
    pub inputs: Inputs,
    /// The key of the form.
    pub key: Option<String>,
}

fn broken(why: &str) -> No {
    No::new(
        StatusCode::BAD_REQUEST,
        "form",
        format!("the form cannot be read: {why}"),
    )
}

impl Upload {
    /// Reads what was sent.
    ///
    /// # Errors
    /// A form that cannot be read, and one without a file.
    pub async fn read(request: Request) -> Result<Self, No> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_form = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        if !is_form {
            let bytes = Bytes::from_request(request, &())
                .await
                .map_err(|e| broken(&e.to_string()))?;
            let inputs = Inputs {
                transfers: bytes.to_vec(),
                balances: None,
            };
            return Ok(Self { inputs, key: None });
        }
        let form = Multipart::from_request(request, &()).await;
        Self::of_form(form.map_err(|e| broken(&e.to_string()))?).await
    }

    async fn of_form(mut form: Multipart) -> Result<Self, No> {
        let (mut transfers, mut balances, mut key) = (None, None, None);
        while let Some(part) = form.next_field().await.map_err(|e| broken(&e.to_string()))? {
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(|e| broken(&e.to_string()))?.to_vec();
            match name.as_str() {
                "transfers" => transfers = Some(bytes),
                "balances" if !bytes.is_empty() => balances = Some(bytes),
                "key" => {
                    key = String::from_utf8(bytes)
                        .ok()
                        .filter(|key| (1..=200).contains(&key.len()))
                }
                _ => {}
            }
        }
        let transfers = transfers.ok_or_else(|| No::field("transfers", "no-file", "choose a file"))?;
        Ok(Self {
            inputs: Inputs { transfers, balances },
            key,
        })
    }

    /// Everything that was sent, for the hash under which a repeated call is known.
    #[must_use]
    pub fn whole(&self) -> Vec<u8> {
        let balances = self.inputs.balances.as_deref().unwrap_or_default();
        [&self.inputs.transfers[..], b"\0", balances].concat()
    }
}
