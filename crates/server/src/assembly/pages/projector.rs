//! The wall of the hall: large, dark, one thing at a time.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse};
use cordon_assembly::next_step::{next_steps, what_yes_changes};
use cordon_assembly::votes::{Ballot, BallotState, Casting, Certificate, Outcome};
use maud::{DOCTYPE, Markup, html};

use super::Answer;
use super::parts;
use super::results::outcome;
use super::seen::Seen;
use super::view::View;
use crate::app::App;
use crate::assembly::service;
use crate::frame::locale::Language;
use crate::frame::page::Frame;

/// The whole wall.
pub async fn wall(State(app): State<App>, Extension(language): Extension<Language>, Path(id): Path<String>) -> Answer {
    let state = service::load(&app, &id).await?.value;
    let seen = Seen {
        frame: Frame::of(&app, language, None).await,
        id: &id,
        state: &state,
        now: app.now().timestamp(),
        today: app.today(),
        view: View::Session,
        papers: &[],
    };
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) dir=(language.direction()) data-theme="dark" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (seen.t("projector")) " · Cordon" }
                link rel="stylesheet" href="/style.css";
                script src="/script/cordon.js" defer {}
            }
            body.wall { main { div data-live="wall" data-stream="/assembly/live" { (shown(&seen)) } } }
        }
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(page.into_string())).into_response())
}

fn shown(seen: &Seen<'_>) -> Markup {
    let last = seen
        .state
        .ballots
        .all
        .keys()
        .rev()
        .find_map(|id| seen.state.ballots.certificate(*id));
    let session = &seen.state.session;
    html! {
        h1 { (seen.with("session-line", &[("number", &session.number.to_string()), ("place", &session.place)])) }
        @match seen.state.ballots.open() {
            Some((_, ballot)) => (voting(seen, ballot)),
            None => {
                @if let Some(debate) = &seen.state.floor.debate { @if let Some(speech) = &debate.speaking {
                    p.huge { (seen.speaker(&speech.speaker)) } p { (seen.with("seconds-left", &[("n", &speech.left(seen.now).to_string())])) }
                } }
                @if let Some(step) = next_steps(seen.state, seen.now).first() { p { (parts::step(seen, step)) } }
                @if let Some(certificate) = last { (result(seen, certificate)) }
            },
        }
    }
}

fn voting(seen: &Seen<'_>, ballot: &Ballot) -> Markup {
    let given = match &ballot.state {
        BallotState::Open {
            casting: Casting::Named { votes } | Casting::RollCall { votes, .. },
        } => Some(votes.len()),
        BallotState::Open {
            casting: Casting::Counted { issued, .. },
        } if !issued.is_empty() => Some(issued.len()),
        _ => None,
    };
    let pieces = what_yes_changes(seen.state, &ballot.subject, seen.tongue());
    html! {
        p.state { (seen.t("voting-now")) " · " (seen.t(&format!("mode-{}", parts::mode(ballot.mode)))) }
        p.question { (seen.text(&ballot.question)) }
        @if !pieces.is_empty() { (parts::difference(seen, &pieces)) }
        @if let Some(given) = given { p.huge { bdi dir="ltr" { (given) " / " (ballot.electorate.present()) } } }
    }
}

fn result(seen: &Seen<'_>, c: &Certificate) -> Markup {
    html! {
        p.question { (seen.text(&c.question)) }
        p.huge { (outcome(seen, c)) }
        @if matches!(c.outcome, Outcome::Question { .. }) {
            p { (seen.t("yes")) " " b { (c.count.yes) } " · " (seen.t("no")) " " b { (c.count.no) } " · " (seen.t("abstain")) " " b { (c.count.abstain) } }
        }
        p { (parts::arithmetic(seen, c)) }
    }
}
