//! One record: its hashes, who vouches for it, and the acts that are open to the viewer.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_fingerprints::lists::{Basis, GravestCriteria, Record, Say, TrustRule, standing};
use cordon_members::role::Right;
use cordon_vocabulary::BureauId;
use maud::{Markup, html};
use serde::Deserialize;

use super::parts as own;
use crate::answer::No;
use crate::app::App;
use crate::fingerprints::queries::{self, Held};
use crate::fingerprints::service::{self, Found};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::journal::act::{By, unsealed};

/// The page.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let held = queries::held(&app, &id).await?.ok_or_else(No::not_found)?.value;
    let key = held.key().cloned().ok_or_else(No::not_found)?;
    let list = queries::list(&app, &key.list).await?.ok_or_else(No::not_found)?.value;
    let bureau = acting.officer()?.bureau.clone();
    let reasons = reasons(&app, &held).await?;
    let title = format!("{} / {}", key.list, own::short(&key.id));
    let body = html! {
        p.crumb { a href="/children" { (frame.t("children-title")) } " › " a href=(format!("/children/list/{}", key.list)) { bdi { (key.list) } } }
        div.head { h1 { bdi { (own::short(&key.id)) } @if held.gravest.is_some() { " " span.sign.bad { (frame.t("children-gravest")) } } } }
        @match &held.record {
            None => (gone(&frame, &held, &reasons)),
            Some(record) => {
                p.lead { (own::standing(&frame, &standing(&record.votes, TrustRule::default()))) }
                div.grid { div.c6 { (facts(&frame, record)) } div.c6 { (votes(&frame, record, &reasons)) } }
                (forms(&frame, &id, &held, list.source == bureau, &acting))
            }
        }
    };
    Ok(frame.page(Room::Children, &title, &body))
}

/// The texts behind the reasons of votes and of a withdrawal, by the place where they lie.
async fn reasons(app: &App, held: &Held) -> Result<std::collections::BTreeMap<String, Option<String>>, No> {
    let mut ids: Vec<String> = held.stone.iter().filter_map(|stone| stone.reason.clone()).collect();
    for vote in held.record.iter().flat_map(|record| &record.votes) {
        if let Say::Disputes { reason } | Say::Rejects { reason } = &vote.say {
            ids.push(reason.clone());
        }
    }
    let texts = unsealed(app, &ids).await?;
    Ok(ids.into_iter().zip(texts).collect())
}

type Reasons = std::collections::BTreeMap<String, Option<String>>;

fn reason<'a>(frame: &Frame<'_>, reasons: &'a Reasons, place: &str) -> std::borrow::Cow<'a, str> {
    match reasons.get(place) {
        Some(Some(text)) => text.as_str().into(),
        _ => frame.t("personal-erased").into(),
    }
}

fn gone(frame: &Frame<'_>, held: &Held, reasons: &Reasons) -> Markup {
    html! { div.band.bad {
        p { b { (frame.t("children-is-withdrawn")) } @if let Some(at) = held.withdrawn_at { " " (parts::time(at, &frame.zone, frame.language)) } }
        @if let Some(place) = held.stone.as_ref().and_then(|stone| stone.reason.as_deref()) { p { bdi { (reason(frame, reasons, place)) } } }
    } }
}

fn facts(frame: &Frame<'_>, record: &Record) -> Markup {
    let found = &record.findings;
    html! { div.panel {
        h2 { (frame.t("children-facts")) }
        dl.facts {
            @for print in &record.prints {
                dt { (print.fingerprint.algorithm()) @if let Some(quality) = print.quality { " · " (frame.t("children-quality")) " " (quality) } }
                dd { code { (print.fingerprint.hex()) } }
            }
            @for name in record.other_prints.keys() { dt { bdi { (name) } } dd { (frame.t("children-not-matched")) } }
            @for grade in &record.grades { dt { (frame.t("children-grade")) } dd { bdi { (grade.scheme()) @if let Some(region) = grade.region() { " (" (region) ")" } ": " (grade.value()) } } }
            @for label in &record.labels { dt { bdi { (label.schema) " " (label.version) } } dd { bdi { (label.code) } } }
            dt { (frame.t("children-series")) } dd { bdi { (found.series.as_deref().unwrap_or("-")) } }
            dt { (frame.t("children-victim")) } dd { (own::said(frame, found.victim_identified)) }
            dt { (frame.t("children-offender")) } dd { (own::said(frame, found.offender_identified)) }
            dt { (frame.t("children-distributed")) } dd { (own::said(frame, found.distributed)) }
            dt { (frame.t("children-contributed")) } dd { @if let Some(bureau) = &record.contributed_by { span.code { (bureau) } } }
        }
    } }
}

fn votes(frame: &Frame<'_>, record: &Record, reasons: &Reasons) -> Markup {
    html! { div.panel {
        h2 { (frame.t("children-votes")) }
        @if record.votes.is_empty() { p.note { (frame.t("children-no-votes")) } } @else { ul.timeline { @for vote in &record.votes { li {
            div { @if let Some(at) = vote.at { (parts::time(at, &frame.zone, frame.language)) } }
            div { span.code { (vote.bureau) } @match &vote.say {
                Say::Confirms { basis: Basis::OwnAssessment } => (frame.t("children-say-confirms")),
                Say::Confirms { basis: Basis::ReliesOn { bureau } } => { (frame.t("children-say-relies")) " " span.code { (bureau) } },
                Say::Disputes { reason: place } => { b { (frame.t("children-say-disputes")) } ": " bdi { (reason(frame, reasons, place)) } },
                Say::Rejects { reason: place } => { b { (frame.t("children-say-rejects")) } ": " bdi { (reason(frame, reasons, place)) } },
                Say::TakesBack => (frame.t("children-say-takes-back")),
            } }
        } } } }
    } }
}

fn forms(frame: &Frame<'_>, id: &str, held: &Held, source: bool, acting: &Acting) -> Markup {
    let action = format!("/children/record/{id}/act");
    let assessor = acting.require(Right::AssessGravest).is_ok();
    let why = |name: &str| {
        parts::field(
            name,
            &frame.t("children-reason"),
            "",
            None,
            &html! { textarea id=(name) name="reason" rows="2" {} },
        )
    };
    html! { div.grid {
        div.c6 { div.panel { h2 { (frame.t("children-vote")) }
            form method="post" action=(action) { fieldset { legend.hidden { (frame.t("children-vote")) } div.choices {
                @for (value, label) in [("confirms", "children-say-confirms"), ("disputes", "children-say-disputes"), ("rejects", "children-say-rejects"), ("takes_back", "children-say-takes-back")] {
                    div.choice { input type="radio" name="act" value=(value) id=(format!("say-{value}")) required; label for=(format!("say-{value}")) { (frame.t(label)) } }
                }
            } } (why("vote-reason")) button.main { (frame.t("children-vote")) } }
        } }
        div.c6 {
            @if assessor { (gravest_form(frame, &action, held)) }
            @if source { div.panel { h2 { (frame.t("children-withdraw")) } p.note { (frame.t("children-withdraw-note")) }
                form method="post" action=(action) { input type="hidden" name="act" value="withdraw"; (why("withdraw-reason")) button.bad { (frame.t("children-withdraw")) } }
            } }
        }
    } }
}

fn gravest_form(frame: &Frame<'_>, action: &str, held: &Held) -> Markup {
    let criteria = GravestCriteria::published();
    let by: Vec<BureauId> = held.assessments.iter().map(|found| found.bureau.clone()).collect();
    html! { div.panel { h2 { (frame.t("children-gravest-list")) }
        p.note { (frame.with("children-gravest-criteria", &[("age", &criteria.apparent_age_below.to_string()), ("countries", &criteria.least_countries.to_string())])) }
        @if !by.is_empty() { p { (frame.t("children-assessed-by")) " " (own::bureaus(&by)) } }
        @if held.gravest.is_some() {
            form method="post" action=(action) { input type="hidden" name="act" value="strike"; (parts::field("strike-reason", &frame.t("children-reason"), "", None, &html! { textarea #strike-reason name="reason" rows="2" {} })) button.bad { (frame.t("children-strike")) } }
        } @else {
            form method="post" action=(action) { input type="hidden" name="act" value="assess";
                div.choice { input #real type="checkbox" name="real_child" value="yes"; label for="real" { (frame.t("children-real-child")) } }
                div.choice { input #severe type="checkbox" name="severe" value="yes"; label for="severe" { (frame.t("children-severe")) } }
                (parts::field("age", &frame.t("children-age"), "", None, &html! { input #age name="age" inputmode="numeric" size="4" required pattern="[0-9]{1,2}"; }))
                button { (frame.t("children-assess")) }
            }
        }
    } }
}

/// The fields of the acts' forms.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    act: String,
    reason: String,
    real_child: String,
    severe: String,
    age: String,
}

/// One act from the page.
pub async fn act(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(said): Form<Said>,
) -> Result<Response, No> {
    let by = By::of(&acting)?;
    let reason = said.reason.trim().to_owned();
    let say = match said.act.as_str() {
        "confirms" => Some(Say::Confirms {
            basis: Basis::OwnAssessment,
        }),
        "disputes" => Some(Say::Disputes { reason: reason.clone() }),
        "rejects" => Some(Say::Rejects { reason: reason.clone() }),
        "takes_back" => Some(Say::TakesBack),
        _ => None,
    };
    match (say, said.act.as_str()) {
        (Some(say), _) => drop(service::vote(&app, &by, &id, &say).await?),
        (None, "withdraw") => drop(service::withdraw(&app, &by, &id, &reason).await?),
        (None, "assess") => {
            acting.require(Right::AssessGravest)?;
            let apparent_age = said
                .age
                .trim()
                .parse()
                .map_err(|_| No::field("age", "malformed", "give the apparent age in years"))?;
            let found = Found {
                real_child: said.real_child == "yes",
                apparent_age,
                severe: said.severe == "yes",
            };
            drop(service::assess_for_gravest(&app, &by, &id, found).await?);
        }
        (None, "strike") => {
            acting.require(Right::AssessGravest)?;
            drop(service::strike_from_gravest(&app, &by, &id, &reason).await?);
        }
        _ => return Err(No::field("act", "no-act", "this page has no such act")),
    }
    Ok(Redirect::to(&format!("/children/record/{id}")).into_response())
}
