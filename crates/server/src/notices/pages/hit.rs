//! Positive-query cases on pages: reported here, verified with the source, led to their outcome under clocks.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_notices::hit::{ClockKind, HitAct, HitCase, HitOutcome, HitState, Notify, open_steps};
use cordon_notices::lifecycle::Viewer;
use cordon_vocabulary::Instant;
use jiff::Timestamp;
use maud::{Markup, html};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::change::{Around, code};
use crate::notices::pages::act::Said;
use crate::notices::view::View;
use crate::notices::{hits, queries};

fn instant(at: Timestamp) -> Instant {
    Instant::from_micros(at.as_microsecond())
}

/// "Report a hit" beside the officer's card: for what the query was, and whether the source may know.
pub fn open_form(frame: &Frame<'_>, view: &View) -> Markup {
    let purposes = [
        "border_control",
        "criminal_investigation",
        "document_check",
        "identity_check",
    ];
    html! { @if view.line.state == "published" { section.panel aria-labelledby="report" {
        h2 #report { (frame.t("notices-report-hit")) }
        p.note { (frame.t("notices-report-hit-do")) }
        form.act method="post" action=(format!("/notices/{}/hits", view.line.id)) {
            div.field { label for="hit-purpose" { (frame.t("notices-query-purpose")) } select #hit-purpose name="purpose" { @for p in purposes { option value=(p) { (frame.t(&format!("notices-purpose-{}", p.replace('_', "-")))) } } } }
            (notify(frame))
            button.main name="then" value="ask" { (frame.t("notices-ask-source")) }
            " " button name="then" value="record" { (frame.t("notices-record-hit")) }
        }
    } } }
}

fn notify(frame: &Frame<'_>) -> Markup {
    html! { fieldset { legend { (frame.t("notices-notify")) }
        @for (n, mode) in ["told", "told_later", "withheld"].iter().enumerate() { div.choice {
            input id=(format!("notify-{n}")) type="radio" name="mode" value=(mode) checked[n == 0];
            label for=(format!("notify-{n}")) { (frame.t(&format!("notices-notify-{}", mode.replace('_', "-")))) }
        } }
        div.field { label for="notify-ground" { (frame.t("notices-notify-ground")) } input.wide #notify-ground name="ground" dir="auto"; }
        div.field { label for="notify-from" { (frame.t("notices-notify-from")) } input #notify-from name="from" type="date"; }
    } }
}

fn choice(said: &Said) -> Result<Notify, No> {
    let ground = said.one("ground");
    Ok(match said.one("mode").as_str() {
        "told_later" => {
            let day = said.day("from")?;
            let from = day
                .to_zoned_datetime(jiff::tz::TimeZone::UTC)
                .map_err(|e| No::field("from", "malformed", e.to_string()))?;
            Notify::ToldLater {
                from: from.timestamp(),
                ground,
            }
        }
        "withheld" => Notify::Withheld { ground },
        _ => Notify::Told,
    })
}

/// Opens a case from the page of a notice; with the button "ask the source" it is asked in the same breath.
pub async fn opened(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(said): Form<Vec<(String, String)>>,
) -> Result<Response, No> {
    let (by, at, said) = (By::of(&app, &acting).await?, app.now().timestamp(), Said(said));
    let case = hits::open(
        &app,
        &id,
        &said.one("purpose"),
        choice(&said)?,
        &by,
        at,
        Around::default(),
    )
    .await?;
    let hit = case.id.to_string();
    if said.one("then") == "ask" {
        hits::step(&app, &hit, &HitAct::AskSource, &by, at, Around::default()).await?;
    }
    Ok(Redirect::to(&format!("/notices/hits/{hit}")).into_response())
}

/// One step of a case.
pub async fn stepped(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(hit): Path<String>,
    Form(said): Form<Vec<(String, String)>>,
) -> Result<Response, No> {
    let (by, at, said) = (By::of(&app, &acting).await?, app.now().timestamp(), Said(said));
    hits::step(&app, &hit, &step(&said)?, &by, at, Around::default()).await?;
    Ok(Redirect::to(&format!("/notices/hits/{hit}")).into_response())
}

fn step(said: &Said) -> Result<HitAct, No> {
    let ground = || said.one("ground");
    let yes = |name: &str| said.one(name) == "yes";
    Ok(match said.one("act").as_str() {
        "ask_source" => HitAct::AskSource,
        "source_answers" => HitAct::SourceAnswers {
            same_person: yes("same_person"),
            data_stands: yes("data_stands"),
        },
        "record_urgency" => HitAct::RecordUrgency { ground: ground() },
        "locate" => HitAct::Locate,
        "arrest" => HitAct::Arrest {
            national_basis: Some(ground()).filter(|g| !g.is_empty()),
        },
        "ask_extradition" => HitAct::AskExtradition,
        "await_papers" => HitAct::AwaitPapers,
        "papers_received" => HitAct::PapersReceived,
        "surrender" => HitAct::Surrender,
        "refuse_extradition" => HitAct::RefuseExtradition { ground: ground() },
        "release" => HitAct::Release { ground: ground() },
        "not_the_same" => HitAct::NotTheSame { ground: ground() },
        "close" => HitAct::Close {
            outcome: serde_json::from_value::<HitOutcome>(json!(said.one("outcome")))
                .map_err(|e| No::field("outcome", "missing", e.to_string()))?,
        },
        "set_notify" => HitAct::SetNotify { notify: choice(said)? },
        _ => return Err(No::field("act", "no_act", "this page has no such step")),
    })
}

/// The cases of the bureau, open ones first.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let all = queries::hits_of(&app, &by.viewer(), app.now().timestamp()).await?;
    let open = all.iter().filter(|c| c.outcome.is_none()).count();
    let title = frame.t("notices-hits");
    let body = html! {
        p.crumb { a href="/notices" { (frame.t("notices-title")) } }
        h1 { (title) }
        p.lead { (frame.language.count("notices-sentence-hits", open)) }
        section.panel data-live="1" { @if all.is_empty() { p.note { (frame.t("notices-hits-none")) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(title) { table {
                thead { tr { th { (frame.t("notices-clock")) } th { (frame.t("notices-hit-at")) } th { (frame.t("notices-owner")) } th { (frame.t("notices-state")) } th { (frame.t("notices-outcome")) } th { (frame.t("notices-last-act")) } } }
                tbody { @for case in &all { tr {
                    td { (clock(&frame, case)) }
                    td { a href=(format!("/notices/hits/{}", case.id)) { span.code { (case.querying) } } }
                    td { span.code { (case.source) } }
                    td { (state(&frame, case.state)) }
                    td { (outcome(&frame, case)) }
                    td { (parts::time(instant(case.touched_at), &frame.zone, frame.language)) }
                } } }
            } }
        } }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

fn state(frame: &Frame<'_>, state: HitState) -> Markup {
    html! { (frame.t(&format!("notices-hit-{}", code(&state).replace('_', "-")))) }
}

fn outcome(frame: &Frame<'_>, case: &HitCase) -> Markup {
    html! { @match &case.outcome {
        Some(outcome) => { span.sign.good { (frame.t(&format!("notices-hit-outcome-{}", code(outcome).replace('_', "-")))) } }
        None => { span.sign.soon { (frame.t("notices-outcome-owed")) } }
    } }
}

/// The running clock of a case: what is due, and until when; without a known period it says so.
fn clock(frame: &Frame<'_>, case: &HitCase) -> Markup {
    let open = case
        .clocks
        .iter()
        .rfind(|c| c.met_at.is_none())
        .filter(|_| case.outcome.is_none());
    html! { @if let Some(c) = open {
        @let what = frame.t(match c.what { ClockKind::Answer => "notices-clock-answer", ClockKind::Request => "notices-clock-request", ClockKind::Papers => "notices-clock-papers" });
        @match c.due_at {
            Some(due) => { (parts::clock(instant(due), frame.app.now(), &what, frame.language)) }
            None => { span.chip { "–" small { (what) " · " (frame.t("notices-clock-unknown")) } } }
        }
    } @else { "–" } }
}

/// One case: its clock, its steps, and what this bureau may do next.
pub async fn case(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(hit): Path<String>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let now = app.now().timestamp();
    let case = queries::hit(&app, &hit).await?.value;
    if !queries::may_know(&case, &by.viewer(), now) {
        return Err(No::not_found());
    }
    crate::journal::note::search(&app, &acting, "notices.hit_read", &hit, json!({"hit": hit})).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let notice = queries::load(&app, &case.notice.to_string()).await?.value;
    let pair = hits::profile(&notice, &case.querying, cordon_notices::check::day_of(now));
    let steps = open_steps(&case, &by.bureau, now);
    let number = notice.number.clone().unwrap_or_default();
    let title = frame.with("notices-hit-title", &[("bureau", case.querying.as_str())]);
    let body = html! {
        p.crumb { a href="/notices/hits" { (frame.t("notices-hits")) } " · " a href=(format!("/notices/{}", case.notice)) { bdi dir="ltr" { (number) } } }
        div.head { h1 { (title) } (clock(&frame, &case)) }
        p.lead { (state(&frame, case.state)) " · " (frame.t(&format!("notices-purpose-{}", case.purpose.replace('_', "-")))) " · " (told(&frame, &case, &by.viewer())) }
        @if pair.arrest_needs_basis() && case.outcome.is_none() && *case.querying.as_str() == *by.bureau.as_str() { div.band.bad { p { b { (frame.t("notices-no-arrest")) } } } }
        div.grid {
            div.c7 { section.panel { h2 { (frame.t("notices-steps")) } (timeline(&frame, &case)) } }
            div.c5 { (forms(&frame, &case, &steps)) section.panel { h2 { (frame.t("notices-outcome")) } p { (outcome(&frame, &case)) } } }
        }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

fn told(frame: &Frame<'_>, case: &HitCase, viewer: &Viewer) -> Markup {
    // The source must not read from its own page that it was to be told later.
    let inside = !matches!(viewer, Viewer::Bureau(bureau) if *bureau == case.source);
    let (id, ground) = match &case.notify {
        Notify::Told => ("notices-notify-told", None),
        Notify::ToldLater { ground, .. } => ("notices-notify-told-later", Some(ground)),
        Notify::Withheld { ground } => ("notices-notify-withheld", Some(ground)),
    };
    html! { @if inside { (frame.t(id)) @if let Some(ground) = ground { " (" bdi { (ground) } ")" } } }
}

fn timeline(frame: &Frame<'_>, case: &HitCase) -> Markup {
    html! { ol.timeline { @for step in &case.steps { li {
        (parts::time(instant(step.at), &frame.zone, frame.language))
        span { b { (state(frame, step.to)) } " · " bdi { (step.by) } @if let Some(g) = &step.ground { br; bdi { (g) } } }
    } } } }
}

fn forms(frame: &Frame<'_>, case: &HitCase, steps: &[&'static str]) -> Markup {
    html! { @if !steps.is_empty() { section.panel aria-labelledby="next" {
        h2 #next { (frame.t("notices-next-step")) }
        @for (n, step) in steps.iter().enumerate() { (form(frame, case, step, n == 0)) }
    } } }
}

fn form(frame: &Frame<'_>, case: &HitCase, step: &str, first: bool) -> Markup {
    let words = format!("notices-step-{}", step.replace('_', "-"));
    let ground = matches!(
        step,
        "record_urgency" | "arrest" | "refuse_extradition" | "release" | "not_the_same"
    );
    let label = if step == "arrest" {
        "notices-national-basis"
    } else {
        "notices-ground-why"
    };
    let yes_no = |name: &str, label: &str| html! { div.field { label for=(name) { (frame.t(label)) } select id=(name) name=(name) { option value="yes" { (frame.t("notices-word-yes")) } option value="no" { (frame.t("notices-word-no")) } } } };
    let outcomes: Vec<Value> = HitOutcome::fitting(case.state).iter().map(|o| json!(o)).collect();
    html! { form.act method="post" action=(format!("/notices/hits/{}/step", case.id)) {
        input type="hidden" name="act" value=(step);
        @if ground { div.field { label for=(format!("ground-{step}")) { (frame.t(label)) } input.wide id=(format!("ground-{step}")) name="ground" dir="auto"; } }
        @if step == "source_answers" { (yes_no("same_person", "notices-same-person")) (yes_no("data_stands", "notices-data-stands")) }
        @if step == "close" { div.field { label for="outcome" { (frame.t("notices-outcome")) } select #outcome name="outcome" required { option value="" { "–" } @for o in outcomes.iter().filter_map(Value::as_str) { option value=(o) { (frame.t(&format!("notices-hit-outcome-{}", o.replace('_', "-")))) } } } } }
        @if step == "set_notify" { (notify(frame)) }
        p { button.main[first] { (frame.t(&words)) } }
    } }
}

/// The cases on a notice, on its page.
pub fn list(frame: &Frame<'_>, view: &View) -> Markup {
    html! { @if !view.hits.is_empty() { section.panel aria-labelledby="hits" {
        h2 #hits { (frame.t("notices-hits")) }
        @for case in &view.hits { article.finding {
            p { a href=(format!("/notices/hits/{}", case.id)) { (frame.with("notices-hit-title", &[("bureau", case.querying.as_str())])) } " · " (state(frame, case.state)) }
            p { (outcome(frame, case)) " " (clock(frame, case)) }
        } }
    } } }
}
