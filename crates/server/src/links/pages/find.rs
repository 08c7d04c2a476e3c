//! The room of links: one value, and which cases share it; requests; values declared common.

use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_links::normalise::{Strength, ValueKind};
use cordon_links::{CommonReason, Page};
use cordon_vocabulary::CaseRef;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::{common, kind, places, request};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::journal::act::By;
use crate::links::service::{self, Answer};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Find {
    kind: String,
    value: String,
    after: String,
}

impl Find {
    fn kind(&self) -> Result<Option<ValueKind>, No> {
        match self.kind.trim() {
            "" | "any" => Ok(None),
            word => word
                .parse()
                .map(Some)
                .map_err(|_| No::field("kind", "unknown", "choose what kind of value it is")),
        }
    }

    fn page(&self) -> Result<Page, No> {
        let after = match self.after.trim() {
            "" => None,
            case => Some(CaseRef::parse(case).map_err(|e| No::malformed("after", &e))?),
        };
        Ok(Page {
            after,
            ..Page::default()
        })
    }
}

/// Looks a value up. To look is an act: it is in the journal before the answer is given.
async fn answers(app: &App, acting: &Acting, find: &Find) -> Result<Vec<Answer>, No> {
    let kind = find.kind()?;
    let values = service::values_of(kind, &find.value)?;
    crate::journal::note::search(app, acting, "links.searched", &find.value, json!({"kind": kind})).await?;
    let reader = acting.officer()?.bureau.clone();
    service::find(app, &reader, values, &find.page()?).await
}

/// The page.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(find): Query<Find>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let bureau = acting.officer()?.bureau.clone();
    let asked = !find.value.trim().is_empty();
    let (found, why) = match asked {
        false => (Vec::new(), None),
        true => match answers(&app, &acting, &find).await {
            Ok(found) => (found, None),
            Err(no) if no.field.is_some() => (Vec::new(), Some(no.detail)),
            Err(no) => return Err(no),
        },
    };
    let title = frame.t("links-title");
    let body = html! {
        h1 { (title) }
        p.lead { (frame.t("links-lead")) }
        (search_form(&frame, &find, why.as_deref()))
        @for answer in &found { (result(&frame, answer, find.value.trim())) }
        (request::put(&frame, &service::put_requests(&app, &bureau).await?))
        (request::own(&frame, &service::own_requests(&app, &bureau).await?))
        (case_form(&frame))
        (common_form(&frame))
    };
    Ok(frame.page(Room::Links, &title, &body))
}

fn kinds(frame: &Frame<'_>, id: &str, chosen: &str, any: bool) -> Markup {
    html! {
        select id=(id) name="kind" {
            @if any { option value="any" { (frame.t("links-kind-any")) } }
            @for one in ValueKind::ALL { option value=(one) selected[one.to_string() == chosen] { (kind(frame, one)) } }
        }
    }
}

fn search_form(frame: &Frame<'_>, find: &Find, why: Option<&str>) -> Markup {
    let value = html! { input #find .code name="value" value=(find.value) size="44" required maxlength="512"; };
    html! {
        form.panel method="get" action="/links" role="search" {
            div.row {
                (parts::field("kind", &frame.t("links-kind"), "", None, &kinds(frame, "kind", &find.kind, true)))
                (parts::field("find", &frame.t("links-value"), "", why, &value))
                button.main { (frame.t("links-find")) }
            }
        }
    }
}

fn result(frame: &Frame<'_>, answer: &Answer, typed: &str) -> Markup {
    let found = &answer.found;
    let value = &answer.value;
    html! {
        section.panel aria-live="polite" {
            h2 { (kind(frame, value.kind)) " " bdi dir="auto" { (typed) } }
            p {
                @if value.strength == Strength::Weak { span.sign { (frame.t("links-weak")) } " " }
                @if let Some(state) = &found.common { (common(frame, state)) }
            }
            @if found.cases.is_empty() && !found.elsewhere { p { span.sign { (frame.t("links-none")) } } }
            @if !found.cases.is_empty() {
                p { (frame.language.count("links-count", found.count)) }
                div.scroll tabindex="0" role="region" aria-label=(value.canonical) { table {
                    thead { tr { th scope="col" { (frame.t("links-case")) } th scope="col" { (frame.t("links-place")) } } }
                    tbody { @for shared in &found.cases { tr {
                        td { a.mono href=(format!("/links/case/{}", shared.case)) { (shared.case) } }
                        td { (places(frame, shared)) }
                    } } }
                } }
                @if let (true, Some(last)) = (found.more, found.cases.last()) {
                    form method="get" action="/links" {
                        input type="hidden" name="kind" value=(value.kind); input type="hidden" name="value" value=(typed);
                        input type="hidden" name="after" value=(last.case);
                        p { button { (frame.t("links-more")) } }
                    }
                }
            }
            @if found.elsewhere {
                p { span.sign.soon { (frame.t("links-elsewhere")) } }
                (request::form(frame, &value.kind.to_string(), typed, found.cases.first().map(|shared| &shared.case)))
            }
        }
    }
}

fn case_form(frame: &Frame<'_>) -> Markup {
    html! {
        form.panel method="get" action="/links/case" {
            h2 { (frame.t("links-neighbourhood")) }
            div.row {
                (parts::field("case", &frame.t("links-case"), "", None, &html! { input #case .code name="case" size="28" required maxlength="64"; }))
                button { (frame.t("links-show")) }
            }
        }
    }
}

fn common_form(frame: &Frame<'_>) -> Markup {
    html! {
        details.panel {
            summary { (frame.t("links-declare")) }
            p.note { (frame.t("links-declare-note")) }
            form method="post" action="/links/common" {
                div.row {
                    (parts::field("common-kind", &frame.t("links-kind"), "", None, &kinds(frame, "common-kind", "", false)))
                    (parts::field("common-value", &frame.t("links-value"), "", None, &html! { input #common-value .code name="value" size="32" required maxlength="512"; }))
                    (parts::field("reason", &frame.t("links-reason"), "", None, &html! { select #reason name="reason" {
                        @for (value, id) in [("institution", "links-common-institution"), ("placeholder", "links-common-placeholder"), ("shared-service", "links-common-shared-service"), ("", "links-common-not")] { option value=(value) { (frame.t(id)) } }
                    } }))
                    button { (frame.t("links-declare")) }
                }
            }
        }
    }
}

/// The case whose neighbourhood is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    case: String,
}

/// Leads to a case's own address.
pub async fn to_case(Query(wanted): Query<Wanted>) -> Result<Response, No> {
    let case = CaseRef::parse(&wanted.case).map_err(|e| No::malformed("case", &e))?;
    Ok(Redirect::to(&format!("/links/case/{case}")).into_response())
}

/// A declaration.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Declared {
    kind: String,
    value: String,
    reason: String,
}

impl Declared {
    /// The kind and the reason.
    ///
    /// # Errors
    /// When either is unknown.
    pub fn parsed(&self) -> Result<(ValueKind, Option<CommonReason>), No> {
        let kind = self
            .kind
            .parse()
            .map_err(|_| No::field("kind", "unknown", "choose what kind of value it is"))?;
        let reason = match self.reason.as_str() {
            "" => None,
            word => Some(
                serde_json::from_value(json!(word)).map_err(|_| No::field("reason", "unknown", "choose a reason"))?,
            ),
        };
        Ok((kind, reason))
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// Declares a value common.
pub async fn declare(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Form(declared): Form<Declared>,
) -> Result<Response, No> {
    let (kind, reason) = declared.parsed()?;
    service::declare(&app, &By::of(&acting)?, kind, &declared.value, reason).await?;
    Ok(Redirect::to("/links").into_response())
}

/// The same search for programs.
pub async fn find_json(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Query(find): Query<Find>,
) -> Result<Response, No> {
    if find.value.trim().is_empty() {
        return Err(No::field("value", "missing", "say what to look for"));
    }
    let links = answers(&app, &acting, &find).await?;
    Ok(axum::Json(json!({"value": find.value, "links": links})).into_response())
}
