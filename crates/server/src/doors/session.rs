//! Sessions of browsers: opened by a passkey or, in an invented world, by a role card; the choice of a language.

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_members::officer::Officer;
use cordon_vocabulary::{Means, OfficerId};
use serde::Deserialize;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::gate::{self, SESSION};
use crate::members::{queries, service};

/// Which role card was taken.
#[derive(Debug, Deserialize)]
pub struct RoleCard {
    officer: String,
    #[serde(default)]
    to: String,
}

/// Takes a role of the invented world. The gate lets nobody here in a real one.
pub async fn demo_sign_in(State(app): State<App>, Form(card): Form<RoleCard>) -> Result<Response, No> {
    let officer = officer(&app, &card.officer).await?.ok_or_else(No::not_found)?;
    let cookie = open(&app, &officer, Means::Demo).await?;
    let to = if card.to.starts_with('/') && !card.to.starts_with("//") {
        card.to
    } else {
        home(&officer).to_owned()
    };
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// Ends the session.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, No> {
    if let Some(secret) = gate::cookie(&headers, SESSION) {
        service::end_session(&app, &secret).await?;
    }
    let cookie = format!("{SESSION}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

/// The language asked for.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    language: String,
}

/// Remembers the language and goes back to the page.
pub async fn language(headers: HeaderMap, Form(chosen): Form<Chosen>) -> Result<Response, No> {
    let language = Language::parse(&chosen.language)
        .ok_or_else(|| No::field("language", "unknown", "the languages are ar, en, fr and es"))?;
    let cookie = format!(
        "cordon_language={}; Path=/; SameSite=Lax; Max-Age=31536000",
        language.code()
    );
    let cookie = HeaderValue::from_str(&cookie).map_err(|_| No::not_found())?;
    let back = headers
        .get(header::REFERER)
        .and_then(|r| r.to_str().ok())
        .and_then(path_of);
    let mut response = (
        StatusCode::SEE_OTHER,
        [(header::LOCATION, back.unwrap_or_else(|| "/".into()))],
    )
        .into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The path of an address of ours: only the path, so that nobody is sent elsewhere.
fn path_of(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let path = &rest[rest.find('/')?..];
    (!path.starts_with("//") && path.is_ascii()).then(|| path.to_owned())
}

/// Opens a session; gives the cookie.
///
/// # Errors
/// When the account is suspended or the store fails.
pub async fn open(app: &App, officer: &Officer, means: Means) -> Result<String, No> {
    let secret = service::open_session(app, officer, means).await?;
    let secure = if app.settings.origin.starts_with("https://") {
        "; Secure"
    } else {
        ""
    };
    Ok(format!("{SESSION}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}"))
}

/// An officer by the account's name.
///
/// # Errors
/// When the store fails.
pub async fn officer(app: &App, id: &str) -> Result<Option<Officer>, No> {
    let Ok(id) = OfficerId::parse(id) else {
        return Ok(None);
    };
    Ok(queries::read::<Officer>(&app.store, "officer", id.as_str())
        .await?
        .map(|o| o.value))
}

/// The first page of an officer: what his roles are there for.
#[must_use]
pub fn home(officer: &Officer) -> &'static str {
    use cordon_members::role::Right;
    let pages = [
        (Right::ReadCases, "/desk"),
        (Right::ReviewNotices, "/notices"),
        (Right::Screen, "/check"),
        (Right::ReadAssembly, "/assembly"),
        (Right::ReadMembers, "/members"),
    ];
    pages
        .into_iter()
        .find(|(right, _)| officer.may(*right).is_ok())
        .map_or("/", |(_, page)| page)
}
