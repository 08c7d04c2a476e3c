//! The pages of members: countries with their dates and profiles, and who answers there.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use cordon_members::countries::{CountryBook, MemberCountry};
use cordon_members::institution::Institution;
use cordon_members::profile::{Profile, ProfileBook};
use cordon_vocabulary::Country;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::{App, World};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::members::queries;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/members", get(list))
        .route("/members/{code}", get(show))
        .route("/v1/members", get(list_json))
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
struct Find {
    #[serde(default)]
    q: String,
}

fn book() -> Result<&'static CountryBook, No> {
    CountryBook::shipped().map_err(|e| {
        No::new(
            axum::http::StatusCode::INTERNAL_SERVER_ERROR,
            "country-data",
            e.to_string(),
        )
    })
}

/// The members of today; an invented world shows its exercise states first.
fn members<'a>(app: &App, book: &'a CountryBook) -> Vec<&'a MemberCountry> {
    let mut all: Vec<&MemberCountry> = Vec::new();
    if app.world == World::Demo {
        all.extend(book.exercise_states());
    }
    all.extend(book.members_on(app.today()));
    all
}

async fn list(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(find): Query<Find>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let book = book()?;
    let wanted = find.q.trim().to_lowercase();
    let shown: Vec<&MemberCountry> = members(&app, book)
        .into_iter()
        .filter(|m| {
            wanted.is_empty()
                || m.code.code().eq_ignore_ascii_case(&wanted)
                || m.names.in_language(language.code()).to_lowercase().contains(&wanted)
        })
        .collect();
    let counted = book.members_on(app.today()).into_iter().count();
    let title = frame.t("members-title");
    let body = html! {
        h1 { (title) }
        p.lead { (language.count("members-count", counted)) }
        form.row method="get" role="search" {
            div.field { label for="find" { (frame.t("members-find")) } input #find name="q" value=(find.q); }
            button { (frame.t("members-find-act")) }
        }
        div.panel { div.scroll tabindex="0" role="region" aria-label=(title) { (table(&frame, &shown)) } }
    };
    Ok(frame.page(Room::Members, &title, &body))
}

fn table(frame: &Frame<'_>, shown: &[&MemberCountry]) -> Markup {
    html! {
        table {
            thead { tr {
                th { (frame.t("members-country")) } th { (frame.t("members-region")) } th { (frame.t("members-zone")) }
                th { (frame.t("members-since")) } th { (frame.t("members-source")) }
            } }
            tbody {
                @for m in shown {
                    tr {
                        td { (parts::country(m.code)) a href={ "/members/" (m.code) } { (m.names.in_language(frame.language.code())) } }
                        td { (format!("{:?}", m.region)) }
                        td { bdi { (m.zone()) } }
                        td { bdi { (m.member_since) } }
                        td.small { bdi { (m.source) } }
                    }
                }
            }
        }
    }
}

async fn show(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(code): Path<String>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let code = Country::parse(&code).map_err(|e| No::malformed("country", &e))?;
    let book = book()?;
    let member = book.get(code).ok_or_else(No::not_found)?;
    let profile = ProfileBook::shipped()
        .map_err(|e| {
            No::new(
                axum::http::StatusCode::INTERNAL_SERVER_ERROR,
                "profile-data",
                e.to_string(),
            )
        })?
        .profile(code, app.today());
    let institutions: Vec<Institution> = queries::read_all::<Institution>(&app.store, "institution")
        .await?
        .into_iter()
        .filter(|i| i.country == code)
        .collect();
    let title = member.names.in_language(language.code()).to_owned();
    let body = html! {
        p.crumb { a href="/members" { (frame.t("members-title")) } }
        h1 { (parts::country(code)) (title) }
        p.lead { (frame.t("members-profile-lead")) }
        div.grid {
            div.c6 { div.panel { h2 { (frame.t("members-profile")) } (facts(&frame, &profile)) } }
            div.c6 { div.panel { h2 { (frame.t("members-institutions")) } (contacts(&frame, &institutions)) } }
        }
    };
    Ok(frame.page(Room::Members, &title, &body))
}

/// The profile's rows; what nobody has sourced is said to be unknown.
fn facts(frame: &Frame<'_>, profile: &Profile) -> Markup {
    let hold = profile.hold_on_accounts();
    html! {
        dl.facts {
            dt { (frame.t("members-hold")) }
            dd {
                @match hold {
                    Some(row) => {
                        (row.value.count) " " (frame.t(&format!("members-unit-{}", format!("{:?}", row.value.unit).to_lowercase())))
                        @if !row.verified { " " span.sign.soon { (frame.t("members-unverified")) } }
                    }
                    None => { span.sign.soon { (frame.t("members-unknown")) } }
                }
            }
            dt { (frame.t("members-weekend")) }
            dd {
                @match &profile.weekend {
                    Some(row) => { @for day in &row.value.0 { span.tag { (frame.t(&format!("weekday-{day}"))) } " " } }
                    None => { span.sign.soon { (frame.t("members-unknown")) } }
                }
            }
            dt { (frame.t("members-appeal")) }
            dd {
                @match &profile.appeal_through_bank {
                    Some(row) => { (frame.t(if row.value { "yes" } else { "no" })) }
                    None => { span.sign.soon { (frame.t("members-unknown")) } }
                }
            }
        }
    }
}

fn contacts(frame: &Frame<'_>, institutions: &[Institution]) -> Markup {
    html! {
        @if institutions.is_empty() { p { (frame.t("members-no-institutions")) } }
        @else {
            ul {
                @for i in institutions {
                    li { bdi { (i.name) } " " @for c in &i.contacts { span.tag { (frame.t(&format!("contact-{}", format!("{:?}", c.kind).to_lowercase()))) } " " } }
                }
            }
        }
    }
}

async fn list_json(State(app): State<App>) -> Result<Response, No> {
    let book = book()?;
    let items: Vec<_> = members(&app, book)
        .into_iter()
        .map(|m| json!({"code": m.code, "alpha3": m.alpha3, "name": m.names.in_language("en"), "exercise": m.code.is_exercise()}))
        .collect();
    Ok(Json(json!({"items": items})).into_response())
}
