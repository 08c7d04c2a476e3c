//! The style sheet and the script, from the binary.

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::answer::No;
use crate::app::App;

/// One sheet for every page, in this order: later rules win.
const STYLE: &str = concat!(
    include_str!("style/base.css"),
    include_str!("style/masthead.css"),
    include_str!("style/panels.css"),
    include_str!("style/tables.css"),
    include_str!("style/forms.css"),
    include_str!("style/signs.css"),
    include_str!("style/drawings.css"),
    include_str!("style/timeline.css"),
    include_str!("style/answers.css"),
    include_str!("style/notices.css"),
    include_str!("style/narrow.css"),
    include_str!("style/paper.css"),
    include_str!("style/assembly.css"),
);
const SCRIPT: &str = include_str!("script.js");

/// Their routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/style.css", get(style))
        .route("/script/{name}", get(script))
        .route("/favicon.ico", get(async || axum::http::StatusCode::NO_CONTENT))
}

async fn style() -> Response {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "max-age=300"),
        ],
        STYLE,
    )
        .into_response()
}

async fn script(Path(name): Path<String>) -> Response {
    if name == "cordon.js" {
        (
            [
                (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
                (header::CACHE_CONTROL, "max-age=300"),
            ],
            SCRIPT,
        )
            .into_response()
    } else {
        No::not_found().into_response()
    }
}
