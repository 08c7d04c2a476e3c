//! A house's papers, one paper as a file, and the check that anybody may make.

use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::answer::No;
use crate::app::App;
use crate::documents::queries::{self, IssuedPaper};
use crate::documents::service::{self, Finding, Issuer};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;

/// The papers that the caller's house has issued.
pub async fn list(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let mut papers = queries::of_house(&app.store, &acting.house()).await?;
    papers.retain(|p| p.is_for(Some(&acting)));
    let title = frame.t("documents-title");
    let body = html! {
        h1 { (title) }
        p.lead { (frame.t("documents-lead")) }
        @if papers.is_empty() { p { (frame.t("documents-none")) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(title) { table {
                thead { tr {
                    th { (frame.t("documents-reference")) } th { (frame.t("documents-kind")) } th { (frame.t("documents-issued")) }
                    th { (frame.t("documents-state")) } th { (frame.t("documents-acts")) }
                } }
                tbody { @for paper in &papers { (row(&frame, paper)) } }
            } }
        }
        p { a href="/verify" { (frame.t("documents-verify-title")) } }
    };
    Ok(frame.page(Room::Outside, &title, &body))
}

fn row(frame: &Frame<'_>, paper: &IssuedPaper) -> Markup {
    let recalled = paper.is_recalled(frame.app.now());
    let at = format!("/documents/{}", paper.reference);
    html! { tr {
        td { @if recalled { span.mono { bdi dir="ltr" { (paper.reference) } } } @else { a.mono href=(at) { bdi dir="ltr" { (paper.reference) } } } }
        td { (frame.t(&format!("documents-template-{}", paper.template))) }
        td { (parts::time(paper.issued, &frame.zone, frame.language)) }
        td { span class=(if recalled { "sign gone" } else { "sign good" }) { (frame.t(if recalled { "documents-recalled-short" } else { "documents-issued-short" })) } }
        td { @if !recalled { form method="post" action=(format!("{at}/recall")) {
            button aria-label=(frame.with("documents-recall-this", &[("reference", &paper.reference)])) { (frame.t("documents-recall")) }
        } } }
    } }
}

/// A paper as a file to save.
pub async fn fetch(
    State(app): State<App>,
    acting: Option<Extension<Acting>>,
    Path(reference): Path<String>,
) -> Result<Response, No> {
    let acting = acting.as_deref();
    let bytes = service::fetch(&app, acting, &reference).await?;
    let name =
        HeaderValue::from_str(&format!("attachment; filename=\"{reference}.pdf\"")).map_err(|_| No::not_found())?;
    Ok((
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
            (header::CONTENT_DISPOSITION, name),
        ],
        bytes,
    )
        .into_response())
}

/// Recalls a paper.
pub async fn recall(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(reference): Path<String>,
) -> Result<Response, No> {
    let found = queries::paper(&app.store, &reference).await?.map(|p| p.value);
    let found = found.filter(|p| p.is_for(Some(&acting))).ok_or_else(No::not_found)?;
    acting.require(found.about.recall_right())?;
    service::recall(&app, &Issuer::of(&acting), &reference).await?;
    Ok(Redirect::to("/documents").into_response())
}

/// Checks a file that somebody hands in. It is held against the records and dropped.
pub async fn check_file(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    mut form: Multipart,
) -> Result<Response, No> {
    let unreadable = |e: axum::extract::multipart::MultipartError| No::field("paper", "unreadable", e.body_text());
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() == Some("paper") {
            file = Some(field.bytes().await.map_err(unreadable)?);
        }
    }
    let file = file
        .filter(|f| !f.is_empty())
        .ok_or_else(|| No::field("paper", "missing", "choose the file of the paper"))?;
    let (finding, _) = service::check_file(&app.store, &file, app.now()).await?;
    let frame = Frame::of(&app, language, None).await;
    let title = frame.t("documents-verify-title");
    let body = html! { div.outsider {
        h1 { (title) }
        (shown(&frame, finding))
        (forms(&frame, ""))
        p { a href="/verify" { (frame.t("verify-title")) } }
    } };
    Ok(frame.page(Room::Outside, &title, &body))
}

/// The part of the public page that checks papers, with the finding on a reference that was asked for.
///
/// # Errors
/// When the store fails.
pub async fn verify_panel(frame: &Frame<'_>, reference: &str) -> Result<Markup, No> {
    let finding = match reference.trim() {
        "" => None,
        reference => Some(service::check_reference(frame.app, reference).await?),
    };
    Ok(html! { section.panel {
        h2 #paper { (frame.t("documents-verify-title")) }
        p { (frame.t("documents-verify-lead")) }
        @if let Some(finding) = finding { (shown(frame, finding)) }
        (forms(frame, reference))
    } })
}

fn forms(frame: &Frame<'_>, reference: &str) -> Markup {
    html! {
        form method="get" action="/verify" {
            (parts::field("document", &frame.t("documents-reference"), &frame.t("documents-reference-hint"), None, &html! { input.code #document name="document" required maxlength="40" value=(reference); }))
            button { (frame.t("documents-verify-reference")) }
        }
        form method="post" action="/verify/paper" enctype="multipart/form-data" {
            (parts::field("paper-file", &frame.t("documents-file"), &frame.t("documents-file-hint"), None, &html! { input #paper-file type="file" name="paper" accept="application/pdf" required; }))
            button { (frame.t("documents-verify-file")) }
        }
    }
}

fn shown(frame: &Frame<'_>, finding: Finding) -> Markup {
    let (class, id) = match finding {
        Finding::Genuine => ("band", "documents-genuine"),
        Finding::Changed => ("band bad", "documents-changed"),
        Finding::Recalled => ("band soon", "documents-recalled"),
        Finding::Unknown => ("band bad", "documents-unknown"),
    };
    html! { div class=(class) role="status" { p { b { (frame.t(id)) } } } }
}
