//! Photographs and warrants over HTTP: the only routes of the program that take a picture.

use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Json};
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::change::Around;
use crate::notices::drawn;
use crate::notices::files::{self, Purpose};
use crate::notices::service::Done;

/// A file with its purpose, from the form of the page.
pub async fn attach(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    mut form: Multipart,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let unreadable = |e: &dyn std::fmt::Display| No::field("file", "unreadable", e.to_string());
    let (mut purpose, mut bytes) = (Purpose::Photograph, Bytes::new());
    while let Some(part) = form.next_field().await.map_err(|e| unreadable(&e))? {
        match part.name() {
            Some("purpose") => purpose = Purpose::parse(part.text().await.map_err(|e| unreadable(&e))?.trim())?,
            Some("file") => bytes = part.bytes().await.map_err(|e| unreadable(&e))?,
            _ => {}
        }
    }
    files::attach(
        &app,
        &id,
        purpose,
        &bytes,
        &by,
        app.now().timestamp(),
        Around::default(),
    )
    .await?;
    Ok(Redirect::to(&format!("/notices/{id}")).into_response())
}

/// A file from a program: the body is the file, `?purpose=` says what for.
pub async fn attach_program(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, purpose)): Path<(String, String)>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let path = format!("notices/{id}/files/{purpose}");
    let repeat = crate::notices::api::repeat(&acting, &headers, &path, &bytes)?;
    let by = By::of(&app, &acting).await?;
    let around = Around {
        repeat: Some(repeat),
        ..Around::default()
    };
    match files::attach(
        &app,
        &id,
        Purpose::parse(&purpose)?,
        &bytes,
        &by,
        app.now().timestamp(),
        around,
    )
    .await?
    {
        Done::Now(notice) => Ok(Json(json!({"id": notice.id})).into_response()),
        Done::Before { status, answer } => Ok(crate::notices::api::again(status, answer)),
    }
}

/// A file of a notice. Another bureau's bytes are never rendered in the page: pictures are shown as drawn anew by this
/// program (`/picture`), everything else is saved.
pub async fn read(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let file = files::read(&app, &id, &hash, &by.viewer(), app.now().timestamp()).await?;
    crate::journal::note::search(
        &app,
        &acting,
        "notices.file_read",
        &id,
        json!({"notice": id, "file": hash}),
    )
    .await?;
    let ending = match file.media_type.as_str() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        _ => "pdf",
    };
    let short: String = hash.chars().take(12).collect();
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"notice-{short}.{ending}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, file.bytes).into_response())
}

/// A photograph as this program draws it anew from its points, for the page.
pub async fn picture(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let file = files::read(&app, &id, &hash, &by.viewer(), app.now().timestamp()).await?;
    let drawn = tokio::task::spawn_blocking(move || drawn::anew(&file.bytes)).await;
    let png = drawn.ok().flatten().ok_or_else(|| {
        No::field(
            "file",
            "not_an_image",
            "this picture cannot be drawn; save the file instead",
        )
    })?;
    let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, png).into_response())
}
