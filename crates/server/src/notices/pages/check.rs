//! The page of notices: a request beside the rules that it must meet.

use axum::Extension;
use axum::extract::{Form, State};
use axum::response::Response;
use cordon_notices::check::{FindingView, ReportView, Verdict, check_request};
use cordon_notices::readiness::readiness;
use cordon_notices::request::read;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::{App, World};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;

/// A complete request for a red notice, with an invented person.
const SPECIMEN: &str =
    include_str!("../../../../../fixtures/notices/requests/red-complete-and-ruled.json");

/// The request as it is written.
#[derive(Debug, Default, Deserialize)]
pub struct Written {
    #[serde(default)]
    request: String,
}

/// What the rules say of a request.
pub struct Checked {
    /// Verdict and findings.
    pub report: ReportView,
    /// "14 of 17 ready".
    pub readiness: String,
}

/// Checks a request by the rules of this world.
///
/// # Errors
/// When the text is no request.
pub fn check(app: &App, text: &str) -> Result<Checked, No> {
    let file =
        read(text.as_bytes()).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    let rules = crate::notices::desk::rules(app)?;
    let now = file.at.unwrap_or_else(|| app.now().timestamp());
    let report = check_request(&file, now, &rules);
    let ready = readiness(&file.request, &file.faults, now, &rules).to_string();
    Ok(Checked {
        report: report.view(false),
        readiness: ready,
    })
}

/// The page as it opens: with a specimen in an invented world.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let text = if app.world == World::Demo {
        SPECIMEN
    } else {
        ""
    };
    let checked = check(&app, text).ok();
    Ok(desk(&frame, text, checked.as_ref(), None))
}

/// The page with the findings of a request. Reading a request about a person is an act.
pub async fn checked(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(written): Form<Written>,
) -> Result<Response, No> {
    crate::journal::note::search(
        &app,
        &acting,
        "notices.checked",
        &written.request,
        json!({"bytes": written.request.len()}),
    )
    .await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    Ok(match check(&app, &written.request) {
        Ok(checked) => desk(&frame, &written.request, Some(&checked), None),
        Err(no) => desk(&frame, &written.request, None, Some(&no.detail)),
    })
}

fn desk(frame: &Frame<'_>, text: &str, checked: Option<&Checked>, why: Option<&str>) -> Response {
    let title = frame.t("notices-check-title");
    let input = html! { textarea #request .code name="request" rows="26" data-drop="1" spellcheck="false" { (text) } };
    let body = html! {
        p.crumb { a href="/notices" { (frame.t("notices-title")) } }
        h1 { (title) }
        p.lead { (frame.t("notices-lead")) }
        div.grid {
            div.c5 { div.panel {
                form method="post" action="/notices/check" {
                    (parts::field("request", &frame.t("notices-request"), &frame.t("notices-request-hint"), why, &input))
                    div.acts { button.main { (frame.t("notices-check")) } button formaction="/notices/new" { (frame.t("notices-file")) } }
                }
            } }
            div.c7 { @if let Some(checked) = checked { (verdict(frame, checked)) } }
        }
    };
    frame.page(Room::Notices, &title, &body)
}

fn verdict(frame: &Frame<'_>, checked: &Checked) -> Markup {
    let (class, id) = match checked.report.verdict {
        Verdict::Publishable => ("band", "notices-publishable"),
        Verdict::NeedsReview => ("band soon", "notices-needs-review"),
        Verdict::Incomplete => ("band soon", "notices-incomplete"),
        Verdict::Refused => ("band bad", "notices-refused"),
    };
    html! {
        div class=(class) aria-live="polite" { p { b { (frame.t(id)) } } p { bdi { (checked.readiness) } } }
        div.panel {
            h2 { (frame.t("notices-findings")) }
            p.note { (frame.with("notices-rulebook", &[("version", &checked.report.rulebook)])) }
            div.scroll tabindex="0" role="region" aria-label=(frame.t("notices-findings")) { table {
                thead { tr { th { (frame.t("notices-row")) } th { (frame.t("notices-article")) } th { (frame.t("notices-field")) } th { (frame.t("notices-says")) } } }
                tbody { @for f in &checked.report.findings { (finding(f)) } }
            } }
        }
    }
}

fn finding(f: &FindingView) -> Markup {
    html! { tr {
        td { span.code { (f.rule) } } td.small { bdi { (f.article) } }
        td { code { (f.field) } } td { bdi { (f.message) } }
    } }
}
