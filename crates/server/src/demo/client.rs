//! A caller of the public interface, as a bank's or a bureau's own system would be: real HTTP, nothing else.

use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

/// One caller with its credentials.
#[derive(Clone)]
pub struct Caller {
    http: Client,
    base: String,
    credential: Credential,
}

/// What a caller proves himself with.
#[derive(Clone)]
pub enum Credential {
    /// A machine client's token.
    Token(String),
    /// A session's secret.
    Session(String),
}

impl Caller {
    /// A caller at an address such as `http://127.0.0.1:8195`.
    #[must_use]
    pub fn new(base: &str, credential: Credential) -> Self {
        Self {
            http: Client::new(),
            base: base.to_owned(),
            credential,
        }
    }

    /// Reads.
    ///
    /// # Errors
    /// When the server refuses or cannot be reached; the message carries the refusal.
    pub async fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.call(Method::GET, path, None, "").await
    }

    /// Acts. The key makes a repeated call harmless.
    ///
    /// # Errors
    /// When the server refuses or cannot be reached; the message carries the refusal.
    pub async fn post(&self, path: &str, key: &str, body: Value) -> anyhow::Result<Value> {
        self.call(Method::POST, path, Some(body), key).await
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>, key: &str) -> anyhow::Result<Value> {
        let mut request = self.http.request(method.clone(), format!("{}{path}", self.base));
        request = match &self.credential {
            Credential::Token(token) => request.bearer_auth(token),
            Credential::Session(secret) => request.header("cookie", format!("{}={secret}", crate::gate::SESSION)),
        };
        if let Some(body) = body {
            request = request
                .header("idempotency-key", key)
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let response = request.send().await?;
        let status = response.status();
        let text = response.text().await?;
        if !(status.is_success() || status == StatusCode::NOT_MODIFIED) {
            anyhow::bail!("{method} {path}: {status}: {text}");
        }
        Ok(serde_json::from_str(&text)?)
    }
}
