//! The assembly's pages: one file a page, one way in for every form.

mod ballots;
mod chair;
mod country;
mod delegate;
mod delegations;
mod drafting;
mod elections;
mod finances;
mod form;
mod minutes;
mod papers;
pub(super) mod parts;
mod printed;
mod projector;
pub(super) mod resolution;
pub(super) mod results;
mod rules;
mod secretariat;
pub(super) mod seen;
pub(super) mod sessions;
mod tellers;
mod view;

use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};

use crate::answer::No;
use crate::app::App;
use crate::assembly::capacity::{self, Part};
use crate::assembly::{certificates, service};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::gate::Acting;
use crate::stop_payment::service::Repeat;
use seen::Seen;
use view::View;

type Answer = Result<Response, No>;
type Told = (State<App>, Extension<Language>, Option<Extension<Acting>>);

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/assembly", get(sessions::list))
        .route("/assembly/new", get(sessions::blank).post(sessions::open))
        .route("/assembly/live", get(live))
        .route(
            "/assembly/{id}",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Session)),
        )
        .route(
            "/assembly/{id}/delegate",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Delegate)).post(
                |told: Told, Path(id): Path<String>, Form(pairs): Form<Pairs>| send(told, id, Part::Delegate, pairs),
            ),
        )
        .route(
            "/assembly/{id}/chair",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Chair)).post(
                |told: Told, Path(id): Path<String>, Form(pairs): Form<Pairs>| send(told, id, Part::Chair, pairs),
            ),
        )
        .route(
            "/assembly/{id}/tellers",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Tellers)).post(
                |told: Told, Path(id): Path<String>, Form(pairs): Form<Pairs>| send(told, id, Part::Tellers, pairs),
            ),
        )
        .route(
            "/assembly/{id}/secretariat",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Secretariat)).post(
                |told: Told, Path(id): Path<String>, Form(pairs): Form<Pairs>| send(told, id, Part::Secretariat, pairs),
            ),
        )
        .route(
            "/assembly/{id}/committee",
            post(|told: Told, Path(id): Path<String>, Form(pairs): Form<Pairs>| send(told, id, Part::Committee, pairs)),
        )
        .route(
            "/assembly/{id}/delegations",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Delegations)),
        )
        .route(
            "/assembly/{id}/papers",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Papers)),
        )
        .route(
            "/assembly/{id}/paper/{n}",
            get(|told: Told, Path((id, n)): Path<(String, String)>| numbered(told, id, n, View::Paper)),
        )
        .route(
            "/assembly/{id}/resolutions",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Resolutions)),
        )
        .route(
            "/assembly/{id}/resolution/{n}",
            get(|told: Told, Path((id, n)): Path<(String, String)>| numbered(told, id, n, View::Resolution)),
        )
        .route(
            "/assembly/{id}/results",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Results)),
        )
        .route(
            "/assembly/{id}/ballot/{n}",
            get(|told: Told, Path((id, n)): Path<(String, String)>| numbered(told, id, n, View::Ballot)),
        )
        .route("/assembly/{id}/ballot/{n}/certificate", get(certificate))
        .route(
            "/assembly/{id}/elections",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Elections)),
        )
        .route(
            "/assembly/{id}/finances",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Finances)),
        )
        .route(
            "/assembly/{id}/rules",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Rules)),
        )
        .route(
            "/assembly/{id}/country",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Country)),
        )
        .route(
            "/assembly/{id}/minutes",
            get(|told: Told, Path(id): Path<String>| show(told, id, View::Minutes)),
        )
        .route("/assembly/{id}/projector", get(projector::wall))
        .route("/assembly/{id}/minutes/paper", post(printed::minutes))
        .route("/assembly/{id}/resolutions/paper", post(printed::resolutions))
        .route("/assembly/{id}/resolution/{n}/paper", post(printed::resolution))
}

/// The fields of a form as they were sent.
type Pairs = Vec<(String, String)>;

async fn numbered(told: Told, id: String, number: String, view: fn(u32) -> View) -> Answer {
    let number = number.parse().map_err(|_| No::not_found())?;
    show(told, id, view(number)).await
}

/// One page of a session.
async fn show((State(app), Extension(language), acting): Told, id: String, view: View) -> Answer {
    let acting = acting.map(|Extension(acting)| acting);
    draw(&app, language, acting.as_ref(), &id, view, None).await
}

async fn draw(app: &App, language: Language, acting: Option<&Acting>, id: &str, view: View, no: Option<&No>) -> Answer {
    let state = service::load(app, id).await?.value;
    let papers = printed::issued(app, acting, id, view).await?;
    let seen = Seen {
        frame: Frame::of(app, language, acting).await,
        id,
        state: &state,
        now: app.now().timestamp(),
        today: app.today(),
        view,
        papers: &papers,
    };
    let (title, body) = (view.title(&seen), view.body(&seen)?);
    let page = seen.around(&title, no, &body);
    let status = no.map_or(StatusCode::OK, |no| no.status);
    Ok(seen.frame.page_with(status, Room::Assembly, &title, &page))
}

/// One act from a form. A refusal is shown on the page from which the form came, with nothing done.
async fn send((State(app), Extension(language), acting): Told, id: String, part: Part, pairs: Pairs) -> Answer {
    let Some(Extension(acting)) = acting else {
        return Err(No::not_found());
    };
    // A form names the page that it came from; it opens none that the account may not open by itself.
    let named = form::back(&pairs);
    let back = match named.right() {
        Some(right) if acting.require(right).is_err() => View::Session,
        _ => named,
    };
    let outcome = async {
        let act = form::read(&pairs)?;
        let state = service::load(&app, &id).await?.value;
        let actor = capacity::actor(&acting, &state, part)?;
        let repeat = form::key(&pairs).map(|key| {
            let said = serde_json::to_vec(&act).unwrap_or_default();
            Repeat::new(&acting.client, key, &format!("assembly/{id}/{}", part.name()), &said)
        });
        service::act(&app, &id, &actor, &act, app.now().timestamp(), repeat).await
    };
    match outcome.await {
        Ok(_) => {
            app.sequence().await?;
            Ok(Redirect::to(&format!("/assembly/{id}{}", back.path())).into_response())
        }
        Err(no) if no.status == StatusCode::UNPROCESSABLE_ENTITY => {
            draw(&app, language, Some(&acting), &id, back, Some(&no)).await
        }
        Err(no) => Err(no),
    }
}

/// The signed certificate of a ballot, for whoever wants to check it away from here.
async fn certificate(State(app): State<App>, Path((id, n)): Path<(String, u32)>) -> Answer {
    let state = service::load(&app, &id).await?.value;
    Ok(Json(certificates::paper(&app, &id, &state, n)?).into_response())
}

/// What the hall is told, as it happens.
async fn live(State(app): State<App>, headers: HeaderMap) -> impl IntoResponse {
    crate::journal::stream::follow(app, service::AUDIENCE.to_owned(), &headers).await
}
