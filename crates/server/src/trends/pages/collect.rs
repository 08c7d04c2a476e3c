//! Sending the questionnaire: the act of the headquarters' analyst, and what came back.

use axum::Extension;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_trends::collect::Round;
use cordon_vocabulary::Instant;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{head, refusal};
use crate::answer::No;
use crate::app::{App, new_id};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::service::Repeat;
use crate::trends::by::By;
use crate::trends::{queries, service};

/// The form.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wanted {
    key: String,
    year: String,
    days: String,
    asked: String,
}

/// The page.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let rounds = queries::rounds(&app).await?;
    let wanted = Wanted {
        key: new_id(),
        year: app.today().year().to_string(),
        days: "42".into(),
        asked: list(&app, rounds.first()).await?,
    };
    show(&app, language, &acting, &wanted, None).await
}

/// Everyone who can be asked, in the region of the last assessment.
async fn list(app: &App, last: Option<&Round>) -> Result<String, No> {
    let mut text = String::from("respondent,region\n");
    for bureau in queries::askable(app).await? {
        let region = last
            .and_then(|r| r.asked.iter().find(|a| a.id == bureau))
            .map_or("R1", |a| &a.region);
        text.push_str(&format!("{bureau},{region}\n"));
    }
    Ok(text)
}

/// Sends it.
pub async fn send(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let number = |field: &str, text: &str| {
        text.trim()
            .parse::<i64>()
            .map_err(|_| No::field(field, "malformed", format!("{field}: give a number")))
    };
    let body = serde_json::to_vec(&wanted)?;
    let repeat = Repeat::new(&acting.client, wanted.key.clone(), "/trends/collect", &body);
    let sent = match (number("year", &wanted.year), number("days", &wanted.days)) {
        (Ok(year), Ok(days)) => {
            let year = i32::try_from(year).unwrap_or_default();
            service::send(&app, &by, year, days, &wanted.asked, Some(repeat))
                .await
                .map(|_| ())
        }
        (Err(no), _) | (_, Err(no)) => Err(no),
    };
    match sent {
        Ok(()) => Ok(Redirect::to("/trends/collect").into_response()),
        Err(no) => {
            show(
                &app,
                language,
                &acting,
                &Wanted {
                    key: new_id(),
                    ..wanted
                },
                Some(&no),
            )
            .await
        }
    }
}

async fn show(
    app: &App,
    language: Language,
    acting: &Acting,
    wanted: &Wanted,
    why: Option<&No>,
) -> Result<Response, No> {
    let by = By::of(app, acting).await?;
    let frame = Frame::of(app, language, Some(acting)).await;
    let status = why.map_or(axum::http::StatusCode::OK, |no| no.status);
    let mut answers = Vec::new();
    // Who is silent is told to the headquarters alone.
    let rounds = if by.headquarters {
        queries::rounds(app).await?
    } else {
        vec![]
    };
    for round in rounds {
        answers.push(returns(&frame, &round).await?);
    }
    let year = html! { input #year name="year" type="number" value=(wanted.year); };
    let days = html! { input #days name="days" type="number" min="7" max="180" value=(wanted.days); };
    let asked = html! { textarea #asked .code name="asked" rows="10" spellcheck="false" { (wanted.asked) } };
    let body = html! {
        (head(&frame, "/trends/collect", &by))
        @if let Some(no) = why { (refusal(no, language)) }
        @for part in &answers { (part) }
        @if by.headquarters {
            div.panel {
                h2 { (frame.t("trends-send")) }
                form method="post" action="/trends/collect" {
                    input type="hidden" name="key" value=(wanted.key);
                    div.row {
                        (parts::field("year", &frame.t("trends-send-year"), "", None, &year))
                        (parts::field("days", &frame.t("trends-send-days"), "", None, &days))
                    }
                    (parts::field("asked", &frame.t("trends-send-asked"), &frame.t("trends-send-asked-hint"), None, &asked))
                    button.main { (frame.t("trends-send-now")) }
                }
            }
        } @else { p.note { (frame.t("trends-no-not-headquarters")) } }
    };
    Ok(frame.page_with(status, Room::Trends, &frame.t("trends-tab-collect"), &body))
}

/// What came back: the rate, region by region, and who was written to.
async fn returns(frame: &Frame<'_>, round: &Round) -> Result<Markup, No> {
    let replies = queries::replies(frame.app, round.year).await?;
    let signed = |id: &str| replies.iter().find(|r| r.respondent == id && r.handed_in.is_some());
    let draft = |id: &str| replies.iter().any(|r| r.respondent == id && r.handed_in.is_none());
    let back = round.asked.iter().filter(|r| signed(&r.id).is_some()).count();
    let title = frame.with("trends-returns", &[("year", &round.year.to_string())]);
    let time = |us: i64| parts::time(Instant::from_micros(us), &frame.zone, frame.language);
    Ok(html! {
        div.panel {
            h2 { (title) }
            p { b.figure { (back * 100 / round.asked.len().max(1)) " %" } " " (frame.with("trends-response", &[("answered", &back.to_string()), ("asked", &round.asked.len().to_string())])) }
            p.note { (frame.t("trends-round-due")) " " (time(round.due_us)) @for c in &round.chased { " · " (frame.with("trends-letter", &[("n", &c.bureaus.len().to_string())])) " " (time(c.at_us)) } }
            div.scroll tabindex="0" role="region" aria-label=(title) { table {
                thead { tr { th { (frame.t("trends-bureau")) } th { (frame.t("trends-region")) } th { (frame.t("trends-round-own")) } } }
                tbody { @for r in &round.asked { tr {
                    td { span.code { (r.id) } } td { (r.region) }
                    td {
                        @if let Some(at) = signed(&r.id).and_then(|r| r.handed_in.as_ref()) { span.sign.good { (frame.t("trends-own-done")) } " " (time(at.at_us)) }
                        @else if draft(&r.id) { span.sign.soon { (frame.t("trends-own-draft")) } }
                        @else { span.sign { (frame.t("trends-own-open")) } }
                    }
                } } }
            } }
        }
    })
}
