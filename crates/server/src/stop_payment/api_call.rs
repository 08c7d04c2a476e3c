//! One act of a program on a case or on one of its requests, read once for all handlers: who calls, with which key,
//! on what, and the body. A handler then says only which act it is.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_stop_payment::{Act, AskId};
use cordon_store::SealedPart;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::gate::{Acting, idempotency_key};
use crate::stop_payment::queries::{self, Filed, Sight};
use crate::stop_payment::service::{self, Circumstances, Done, Repeat};
use crate::stop_payment::view;

/// What a handler gives back.
pub(super) type Answer = Result<Response, No>;

/// A call with a body, on no case yet.
pub(super) struct Call {
    /// The program.
    pub(super) app: App,
    /// Who calls.
    pub(super) acting: Acting,
    headers: HeaderMap,
    path: String,
    bytes: Bytes,
}

/// A call on a case.
pub(super) struct CaseCall {
    /// The call.
    pub(super) call: Call,
    /// The case.
    pub(super) id: String,
}

/// A call on a request of a case.
pub(super) struct AskCall {
    /// The call.
    pub(super) call: Call,
    /// The case.
    pub(super) id: String,
    /// The request.
    pub(super) ask: AskId,
}

impl FromRequest<App> for Call {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Extension(acting) = Extension::<Acting>::from_request_parts(&mut parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let headers = parts.headers.clone();
        let path = parts.uri.path().to_owned();
        let bytes = Bytes::from_request(Request::from_parts(parts, body), app)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            app: app.clone(),
            acting,
            headers,
            path,
            bytes,
        })
    }
}

impl FromRequest<App> for CaseCall {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Path(id) = Path::<String>::from_request_parts(&mut parts, app)
            .await
            .map_err(|_| No::not_found().into_response())?;
        let call = Call::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self { call, id })
    }
}

impl FromRequest<App> for AskCall {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Path((id, ask)) = Path::<(String, AskId)>::from_request_parts(&mut parts, app)
            .await
            .map_err(|_| No::not_found().into_response())?;
        let call = Call::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self { call, id, ask })
    }
}

impl Call {
    /// The body, or where it is wrong. No body is an empty object.
    pub(super) fn body<T: for<'de> Deserialize<'de>>(&self) -> Result<T, No> {
        let bytes: &[u8] = if self.bytes.is_empty() { b"{}" } else { &self.bytes };
        serde_json::from_slice(bytes).map_err(|e| {
            No::field(
                &format!("line {}, column {}", e.line(), e.column()),
                "json",
                e.to_string(),
            )
        })
    }

    /// Every act needs a key, so that a lost answer can be asked for again without acting twice.
    pub(super) fn repeat(&self) -> Result<Repeat, No> {
        let key = idempotency_key(&self.headers).ok_or_else(|| {
            No::new(
                StatusCode::BAD_REQUEST,
                "idempotency-key",
                "send the header Idempotency-Key with a value of your own for this act",
            )
        })?;
        Ok(Repeat::new(&self.acting.client, key, &self.path, &self.bytes))
    }

    /// The revision that the caller has read: an edit names it, so that nobody overwrites what he has not seen.
    pub(super) fn seen(&self) -> Result<i64, No> {
        let seen = self.headers.get(header::IF_MATCH);
        let seen = seen.and_then(|v| v.to_str().ok()).ok_or_else(|| {
            No::new(
                StatusCode::PRECONDITION_REQUIRED,
                "if-match",
                "send If-Match with the ETag that you read",
            )
        })?;
        Ok(seen.trim_matches('"').parse().unwrap_or(-1))
    }

    async fn act(&self, id: &str, act: &Act, sealed: Vec<SealedPart>, seen: Option<i64>) -> Answer {
        let repeat = Some(self.repeat()?);
        let actor = &self.acting.actor;
        queries::case_for(&self.app.store, id, actor)
            .await?
            .ok_or_else(No::not_found)?;
        let about = Circumstances {
            repeat,
            sealed,
            seen,
            ..Circumstances::of(actor)
        };
        let done = service::act(&self.app, id, act, about).await?;
        told(&self.app, &self.acting, done, StatusCode::OK).await
    }
}

impl CaseCall {
    /// Does an act on the case.
    pub(super) async fn act(&self, act: Act) -> Answer {
        self.call.act(&self.id, &act, vec![], None).await
    }

    /// Does an act that rests on the revision which the caller has read.
    pub(super) async fn act_on(&self, act: Act, seen: i64) -> Answer {
        self.call.act(&self.id, &act, vec![], Some(seen)).await
    }
}

impl AskCall {
    /// Does an act on the request.
    pub(super) async fn act(&self, act: Act) -> Answer {
        self.act_with(act, vec![]).await
    }

    /// Does an act with texts about persons beside it.
    pub(super) async fn act_with(&self, act: Act, sealed: Vec<SealedPart>) -> Answer {
        self.call.act(&self.id, &act, sealed, None).await
    }
}

/// What was done, as far as the caller may see it: his own case whole, or the requests put to him. A call that was
/// done before is answered with the case as it stands.
pub(super) async fn told(app: &App, acting: &Acting, done: Done, status: StatusCode) -> Answer {
    let filed = match done {
        Done::Now(filed) => *filed,
        Done::Before { answer, .. } => kept(app, &answer).await?,
    };
    match queries::sight(&filed.case, &acting.actor) {
        Some(Sight::Own) => Ok(whole(&filed, status)),
        Some(Sight::Receiver) | None => Ok((status, Json(received(&filed, acting))).into_response()),
    }
}

/// The case that a kept answer names.
async fn kept(app: &App, answer: &str) -> Result<Filed, No> {
    let kept: Value = serde_json::from_str(answer)?;
    let id = kept["id"].as_str().ok_or_else(No::not_found)?;
    queries::case(&app.store, id).await?.ok_or_else(No::not_found)
}

/// A case for its own bureau, with the tag of its revision.
pub(super) fn whole(filed: &Filed, status: StatusCode) -> Response {
    let tag = format!("\"{}\"", filed.revision);
    let body = Json(view::case(&filed.id, filed.revision, &filed.case));
    (status, [(header::ETAG, tag)], body).into_response()
}

fn received(filed: &Filed, acting: &Acting) -> Value {
    let asks = filed.case.asks.iter();
    let asks: Vec<Value> = asks
        .filter(|a| queries::receives(a, &acting.actor))
        .map(|a| view::ask(&filed.id, &filed.case, a))
        .collect();
    json!({"case": filed.id, "reference": filed.case.filing.reference, "asks": asks})
}
