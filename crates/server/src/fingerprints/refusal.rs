//! No route takes a picture, a video or an archive: such a body is refused before any handler sees it, and not kept.

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::access;
use crate::answer::No;

/// As large as the largest body that any route takes.
const LARGEST: usize = 12 * 1024 * 1024;

/// Looks at every address and every body that is sent here. What a row of the access table declares to take a picture
/// is let through to its handler, which looks for itself; nothing else is.
pub async fn refuse_media(request: Request, next: Next) -> Response {
    if declared(&request) {
        return next.run(request).await;
    }
    if let Some(query) = request.uri().query()
        && cordon_fingerprints::media::recognise(query.as_bytes()).is_some()
    {
        return refusal().into_response();
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        // A body that comes with a reading call is read by nobody.
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return No::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "the body is larger than any route takes (12 MiB)",
        )
        .into_response();
    };
    if cordon_fingerprints::media::recognise(&bytes).is_some() {
        return refusal().into_response();
    }
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// Whether the access table declares that this route takes a picture.
fn declared(request: &Request) -> bool {
    let path = request.extensions().get::<MatchedPath>();
    path.and_then(|path| access::of(request.method().as_str(), path.as_str()))
        .is_some_and(|row| row.access.takes_a_picture())
}

fn refusal() -> No {
    No::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "media",
        "this is a picture, video or archive; hash it where it lies and send the hash alone. Nothing was kept",
    )
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use axum::middleware::from_fn;
    use tower::ServiceExt as _;

    async fn status(body: Vec<u8>) -> StatusCode {
        let router = Router::new()
            .fallback(async || "taken")
            .layer(from_fn(super::refuse_media));
        let request = Request::post("/").body(Body::from(body));
        router
            .oneshot(request.expect("a request"))
            .await
            .expect("an answer")
            .status()
    }

    #[tokio::test]
    async fn pictures_and_archives_are_refused_and_text_is_not() {
        let png = [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0".to_vec(),
            vec![0; 64],
        ]
        .concat();
        let zip = [b"PK\x03\x04\x14\0\0\0\0\0".to_vec(), vec![0; 64]].concat();
        assert_eq!(status(png).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(status(zip).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(status(b"{\"a\":1}".to_vec()).await, StatusCode::OK);
        assert_eq!(status(b"<Document/>".to_vec()).await, StatusCode::OK);
    }
}
