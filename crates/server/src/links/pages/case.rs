//! The neighbourhood of a case: an ordered table first, then a drawing that says what it leaves out, then decisions on
//! persons.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_links::normalise::ValueKind;
use cordon_links::persons::{Decision, Verdict};
use cordon_vocabulary::CaseRef;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::{drawing, shared};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::journal::act::By;
use crate::links::persons::{self, WishToDecide};
use crate::links::queries::name_of;
use crate::links::service::{self, Shared};

/// The page. To open it is an act of its own.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(case): Path<String>,
) -> Result<Response, No> {
    let reader = acting.officer()?.bureau.clone();
    let case = CaseRef::parse(&case).map_err(|_| No::not_found())?;
    let (around, texts) = service::neighbourhood(&app, &reader, &case).await?;
    crate::journal::note::search(
        &app,
        &acting,
        "links.case_read",
        case.as_str(),
        json!({"reference": case}),
    )
    .await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let home = service::page_of(&app, &case).await?;
    let shared = Shared {
        values: around.table,
        texts,
    };
    let decisions = persons::of_case(&app, &reader, &case).await?;
    let title = frame.with("links-case-title", &[("case", case.as_str())]);
    let body = html! {
        p.crumb { a href="/links" { (frame.t("links-title")) } }
        div.head { h1 { (title) } @if let Some(home) = &home { div.acts { a.button href=(home) { (frame.t("links-open-case")) } } } }
        p.lead { (frame.language.count("links-shared-values", shared.values.len())) }
        section.panel {
            h2 { (frame.t("links-others-share")) }
            @if shared.values.is_empty() { p.note { (frame.t("links-nobody-shares")) } } @else { (shared::table(&frame, &shared, &case)) }
        }
        (drawing::panel(&frame, &around.drawing, &shared.texts))
        (person_panel(&frame, &case, &shared, &decisions))
    };
    Ok(frame.page(Room::Links, &title, &body))
}

fn person_panel(
    frame: &Frame<'_>,
    case: &CaseRef,
    shared: &Shared,
    decisions: &[(Decision, CaseRef, String)],
) -> Markup {
    let names: Vec<(String, &CaseRef)> = shared
        .values
        .iter()
        .filter_map(|value| {
            Some((
                shared
                    .texts
                    .get(&name_of(value.key))
                    .filter(|text| text.kind == ValueKind::Name)?,
                value,
            ))
        })
        .flat_map(|(text, value)| value.cases.iter().map(move |other| (text.text.clone(), &other.case)))
        .collect();
    html! { @if !names.is_empty() || !decisions.is_empty() { section.panel {
        h2 { (frame.t("links-persons")) }
        p.note { (frame.t("links-persons-note")) }
        @for (decision, other, reason) in decisions { (decided(frame, case, decision, other, reason)) }
        @for (n, (name, other)) in names.iter().enumerate() { (decide_form(frame, case, n, name, other)) }
    } } }
}

fn decided(frame: &Frame<'_>, case: &CaseRef, decision: &Decision, other: &CaseRef, reason: &str) -> Markup {
    let verdict = match decision.verdict {
        Verdict::Same => "links-same-person",
        Verdict::Different => "links-two-persons",
    };
    let why = format!("back-{}", decision.number);
    html! {
        div.band {
            p { b { (frame.t(verdict)) } " " a.mono href=(format!("/links/case/{other}")) { (other) } " · " span.code { (decision.by) } (parts::time(decision.at, &frame.zone, frame.language)) }
            p { (frame.t("links-ground")) ": " bdi { (reason) } }
            @match &decision.taken_back {
                Some((by, at, _)) => p { span.sign.gone { (frame.t("links-taken-back")) } " " span.code { (by) } (parts::time(*at, &frame.zone, frame.language)) },
                None => form.row method="post" action="/links/persons" {
                    input type="hidden" name="case" value=(case); input type="hidden" name="number" value=(decision.number); input type="hidden" name="act" value="take_back";
                    (parts::field(&why, &frame.t("links-ground"), "", None, &html! { input id=(why) name="reason" size="44" required; }))
                    button { (frame.t("links-take-back")) }
                },
            }
        }
    }
}

fn decide_form(frame: &Frame<'_>, case: &CaseRef, n: usize, name: &str, other: &CaseRef) -> Markup {
    let why = format!("ground-{n}");
    html! {
        form.row method="post" action="/links/persons" {
            input type="hidden" name="case" value=(case); input type="hidden" name="other" value=(other); input type="hidden" name="name" value=(name);
            (parts::field(&why, &frame.with("links-decide-on", &[("name", name), ("case", other.as_str())]), "", None, &html! { input id=(why) name="reason" size="44" required; }))
            button name="act" value="same" { (frame.t("links-same-person")) }
            button name="act" value="different" { (frame.t("links-two-persons")) }
        }
    }
}

/// The fields of the forms.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    act: String,
    case: String,
    other: String,
    name: String,
    number: String,
    reason: String,
}

/// One decision from the page.
pub async fn decide(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Form(said): Form<Said>,
) -> Result<Response, No> {
    let by = By::of(&acting)?;
    let case = CaseRef::parse(&said.case).map_err(|e| No::malformed("case", &e))?;
    if said.act == "take_back" {
        let number = said
            .number
            .parse()
            .map_err(|_| No::field("number", "malformed", "give the decision's number"))?;
        persons::take_back(&app, &by, number, &said.reason).await?;
    } else {
        let verdict = match said.act.as_str() {
            "same" => Verdict::Same,
            "different" => Verdict::Different,
            _ => return Err(No::field("act", "no-act", "this page has no such act")),
        };
        let wish = WishToDecide {
            case: case.clone(),
            other: CaseRef::parse(&said.other).map_err(|e| No::malformed("other", &e))?,
            name: said.name,
            verdict,
            reason: said.reason,
        };
        persons::decide(&app, &by, &wish).await?;
    }
    Ok(Redirect::to(&format!("/links/case/{case}")).into_response())
}
