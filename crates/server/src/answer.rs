//! The only place where a refusal becomes a status, a page or an exit code.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use cordon_store::{ApplyError, StoreError};
use cordon_vocabulary::Malformed;
use serde::{Deserialize, Serialize};

/// "No", with everything a person or program needs to do better: what, where, on what it rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct No {
    /// HTTP status.
    pub status: StatusCode,
    /// Stable code.
    pub code: String,
    /// What is wrong, in a sentence.
    pub detail: String,
    /// The field, line or element.
    pub field: Option<String>,
    /// The article or rule.
    pub rests_on: Option<String>,
}

/// The form on the wire: `application/problem+json` (RFC 9457).
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Problem {
    /// A stable address per rule: `urn:cordon:refusal:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The stable code.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What is wrong and what to do.
    pub detail: String,
    /// The field concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The article or rule that the refusal rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rests_on: Option<String>,
}

impl No {
    /// A refusal with a status, a stable code and a sentence.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            detail: detail.into(),
            field: None,
            rests_on: None,
        }
    }

    /// A field that cannot be taken.
    pub fn field(field: &str, code: &str, detail: impl Into<String>) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
        }
    }

    /// Says nothing of whether the thing exists.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "there is nothing here that you may see",
        )
    }

    /// A malformed value in a field.
    #[must_use]
    pub fn malformed(field: &str, malformed: &Malformed) -> Self {
        Self::field(field, "malformed", malformed.to_string())
    }

    /// The form on the wire.
    #[must_use]
    pub fn problem(&self) -> Problem {
        Problem {
            kind: format!("urn:cordon:refusal:{}", self.code),
            title: self.code.clone(),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            field: self.field.clone(),
            rests_on: self.rests_on.clone(),
        }
    }
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        let body = serde_json::to_string(&self.problem()).unwrap_or_default();
        let mut response = (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        // The frame turns it into a page where a person asked.
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for No {
    fn from(error: StoreError) -> Self {
        // The cause goes to the log; the outside learns only that it is ours.
        tracing::error!(%error, "store");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "store",
            "the store could not do this now; nothing was done, try again",
        )
    }
}

impl From<ApplyError> for No {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Stale { .. } => Self::new(
                StatusCode::CONFLICT,
                "stale",
                "somebody else changed this meanwhile; look again and repeat",
            ),
            ApplyError::KeyReused => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "key-reused",
                "this Idempotency-Key was used with another request; use a new key",
            ),
            ApplyError::StillRunning => Self::new(
                StatusCode::CONFLICT,
                "still-running",
                "the first request with this Idempotency-Key is still running; wait and repeat",
            ),
            ApplyError::Store(error) => error.into(),
        }
    }
}

impl From<cordon_stop_payment::Refusal> for No {
    fn from(refusal: cordon_stop_payment::Refusal) -> Self {
        use cordon_stop_payment::Refusal as R;
        let status = match &refusal {
            R::NotYourCase | R::NotYourAsk(_) | R::NoSuchAsk(_) => StatusCode::NOT_FOUND,
            R::SamePerson | R::OfficerNeeded | R::Character(_) => StatusCode::FORBIDDEN,
            R::CaseState(_) | R::AskNotOut(_) | R::AskNotHeldBack(_) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self {
            rests_on: refusal.rests_on().map(str::to_owned),
            ..Self::new(status, refusal.code(), refusal.to_string())
        }
    }
}

impl From<cordon_members::refusal::Refusal> for No {
    fn from(refusal: cordon_members::refusal::Refusal) -> Self {
        Self::new(StatusCode::FORBIDDEN, refusal.code(), refusal.to_string())
    }
}

impl From<getrandom::Error> for No {
    fn from(error: getrandom::Error) -> Self {
        tracing::error!(%error, "randomness");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "randomness",
            "no randomness now; try again",
        )
    }
}

impl From<serde_json::Error> for No {
    fn from(error: serde_json::Error) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "json", error.to_string())
    }
}
