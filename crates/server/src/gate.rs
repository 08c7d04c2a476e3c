//! The only way in. It finds out who calls, holds the call against the access table, and makes the actor.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use cordon_members::officer::Officer;
use cordon_members::role::Right;
use cordon_vocabulary::{Actor, InstitutionId, Means, Who};

use crate::access::{self, Access};
use crate::answer::No;
use crate::app::{App, World};
use crate::frame::locale::Language;
use crate::members::queries;

/// The one who calls, as far as the gate could find out.
#[derive(Debug, Clone)]
pub struct Acting {
    /// The actor, with the purpose of this call.
    pub actor: Actor,
    /// The officer's account, if an officer calls.
    pub officer: Option<Officer>,
    /// The scope of the caller's idempotency keys.
    pub client: String,
}

impl Acting {
    /// The officer's account.
    ///
    /// # Errors
    /// When somebody else calls.
    pub fn officer(&self) -> Result<&Officer, No> {
        self.officer.as_ref().ok_or_else(|| {
            No::new(
                StatusCode::FORBIDDEN,
                "officer-needed",
                "this needs an officer of a bureau",
            )
        })
    }

    /// Holds a further right than the route's: pages that carry several acts ask here.
    ///
    /// # Errors
    /// When no role brings it.
    pub fn require(&self, right: Right) -> Result<(), No> {
        Ok(self.officer()?.may(right)?)
    }

    /// The bureau acted for, or the institution, as one text.
    #[must_use]
    pub fn house(&self) -> String {
        match &self.actor.who {
            Who::Officer { bureau, .. } | Who::Program { bureau } => bureau.to_string(),
            Who::Institution { institution, .. } => institution.to_string(),
        }
    }
}

/// How the key of a repeated call is given: header `Idempotency-Key`, 1 to 200 visible characters.
#[must_use]
pub fn idempotency_key(headers: &HeaderMap) -> Option<String> {
    let key = headers.get("idempotency-key")?.to_str().ok()?.trim();
    let fits = (1..=200).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    fits.then(|| key.to_owned())
}

/// Holds every call against the access table.
pub async fn enforce(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(|p| p.as_str().to_owned());
    let Some(row) = path
        .as_deref()
        .and_then(|path| access::of(request.method().as_str(), path))
    else {
        return No::not_found().into_response();
    };
    if let Err(no) = same_site(request.method(), request.headers()) {
        return no.into_response();
    }
    let language = Language::of_request(request.headers());
    let acting = match who(&app, request.headers(), row.purpose).await {
        Ok(acting) => acting,
        Err(no) => return no.into_response(),
    };
    match allowed(row.access, acting.as_ref(), app.world) {
        Ok(()) => {}
        Err(Denied::SignIn) if wants_page(request.headers()) && request.method() == Method::GET => {
            return Redirect::to("/sign-in").into_response();
        }
        Err(denied) => return denied.no().into_response(),
    }
    if let Err(no) = service_stands(&app, row.access, acting.as_ref()).await {
        return no.into_response();
    }
    if let Some(acting) = acting {
        let language = language.or_else(|| acting.officer.as_ref().and_then(|o| Language::parse(&o.language)));
        request.extensions_mut().insert(language.unwrap_or_default());
        request.extensions_mut().insert(acting);
    } else {
        request.extensions_mut().insert(language.unwrap_or_default());
    }
    next.run(request).await
}

/// Whether a page, not a document for programs, is asked for.
#[must_use]
pub fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// Why the gate stays shut.
enum Denied {
    SignIn,
    Missing,
    NotHere,
    Members(cordon_members::refusal::Refusal),
}

impl Denied {
    fn no(self) -> No {
        match self {
            Self::SignIn => No::new(StatusCode::UNAUTHORIZED, "sign-in", "sign in, or send a client token"),
            Self::Missing => No::new(
                StatusCode::FORBIDDEN,
                "no-mandate",
                "your account has no mandate for this",
            ),
            Self::NotHere => No::not_found(),
            Self::Members(refusal) => refusal.into(),
        }
    }
}

fn allowed(access: Access, acting: Option<&Acting>, world: World) -> Result<(), Denied> {
    let officer = |right: Option<Right>| {
        let acting = acting.ok_or(Denied::SignIn)?;
        let officer = acting.officer.as_ref().ok_or(Denied::Missing)?;
        match right {
            Some(right) => officer.may(right).map_err(Denied::Members),
            None => Ok(()),
        }
    };
    match access {
        Access::Public | Access::Link => Ok(()),
        Access::DemoOnly if world == World::Demo => Ok(()),
        Access::DemoOnly => Err(Denied::NotHere),
        Access::Officer => officer(None),
        Access::Right(right) | Access::RightWithPicture(right) => officer(Some(right)),
        Access::Institution | Access::RightOrInstitution(_)
            if acting.is_some_and(|a| a.actor.institution().is_some()) =>
        {
            Ok(())
        }
        Access::Institution => Err(if acting.is_some() {
            Denied::Missing
        } else {
            Denied::SignIn
        }),
        Access::RightOrInstitution(right) => officer(Some(right)),
    }
}

/// Whether the service behind a right was withdrawn from the caller's country, which is in arrears.
async fn service_stands(app: &App, access: Access, acting: Option<&Acting>) -> Result<(), No> {
    let (Access::Right(right) | Access::RightOrInstitution(right)) = access else {
        return Ok(());
    };
    let officer = acting.and_then(|a| a.officer.as_ref());
    let (Some(_), Some(officer)) = (right.withdrawable(), officer) else {
        return Ok(());
    };
    match queries::withdrawal(&app.store, &officer.bureau).await? {
        Some(withdrawal) => Ok(withdrawal.allows(right)?),
        None => Ok(()),
    }
}

/// Refuses acts that another site makes a browser send.
fn same_site(method: &Method, headers: &HeaderMap) -> Result<(), No> {
    if method.is_safe() || headers.contains_key(header::AUTHORIZATION) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let foreign = match text("sec-fetch-site") {
        Some(site) => !matches!(site, "same-origin" | "none"),
        None => match (text("origin"), text("host")) {
            (Some(origin), Some(host)) => origin.split("://").nth(1) != Some(host),
            _ => false,
        },
    };
    if foreign {
        return Err(No::new(
            StatusCode::FORBIDDEN,
            "other-site",
            "this act was sent by another site",
        ));
    }
    Ok(())
}

async fn who(app: &App, headers: &HeaderMap, purpose: &str) -> Result<Option<Acting>, No> {
    let stated = headers
        .get("cordon-purpose")
        .and_then(|p| p.to_str().ok())
        .map(str::trim)
        .filter(|p| (1..=200).contains(&p.len()));
    let purpose = stated.unwrap_or(purpose).to_owned();
    if let Some(token) = bearer(headers) {
        let client = queries::client(&app.store, &crate::app::fingerprint(token)).await?;
        let client = client.ok_or_else(|| {
            No::new(
                StatusCode::UNAUTHORIZED,
                "token",
                "this client token is not known or was withdrawn",
            )
        })?;
        return Ok(Some(institution(
            client.institution,
            client.user,
            &client.name,
            purpose,
        )));
    }
    let Some(secret) = cookie(headers, SESSION) else {
        return Ok(None);
    };
    let Some((officer, means)) = queries::session(&app.store, &crate::app::fingerprint(&secret), app.now()).await?
    else {
        return Ok(None);
    };
    let actor = Actor {
        who: Who::Officer {
            officer: officer.id.clone(),
            bureau: officer.bureau.clone(),
        },
        means,
        purpose,
    };
    let client = actor.journal_name();
    Ok(Some(Acting {
        actor,
        officer: Some(officer),
        client,
    }))
}

fn institution(institution: InstitutionId, user: String, client: &str, purpose: String) -> Acting {
    Acting {
        client: format!("client:{client}"),
        actor: Actor {
            who: Who::Institution { institution, user },
            means: Means::Token,
            purpose,
        },
        officer: None,
    }
}

/// The name of the session cookie.
pub const SESSION: &str = "cordon_session";

/// A cookie's value.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let stated = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    // Clients of open screening interfaces send their token as `ApiKey`.
    let token = stated
        .strip_prefix("Bearer ")
        .or_else(|| stated.strip_prefix("ApiKey "));
    token.map(str::trim)
}
