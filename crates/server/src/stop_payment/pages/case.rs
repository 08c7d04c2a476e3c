//! One case: the state in a sentence, the most urgent clock, the sheet, the requests, the way of the money, the past.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use cordon_members::role::Right;
use cordon_stop_payment::{Bucket, CaseState};
use cordon_store::{Change, Entry};
use maud::{Markup, html};
use serde_json::json;

use super::names::Banks;
use super::requests::{self, Requests};
use super::{Answer, desk, flow, sheet, timeline, todo};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::messages;
use crate::stop_payment::queries::{self, Filed, Sight};

/// The page of a case.
pub(super) async fn case(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let (filed, sight) = queries::case_for(&app.store, &id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let banks = Banks::of(&app, filed.case.asks.iter()).await?;
    let now = app.now();
    let mut todos = todo::of_case(&filed, sight, &banks, &acting, now, language);
    todo::sort(&mut todos, now);
    let requests = Requests {
        frame: &frame,
        filed: &filed,
        sight,
        banks: &banks,
        works: acting.require(Right::WorkCases).is_ok(),
        releases: acting.require(Right::ReleaseCases).is_ok(),
    };
    let personal = personal(&frame, &filed, sight, &acting, &headers).await?;
    let past = match sight {
        Sight::Own => {
            let entries = app.store.entries_of_case(&id).await?;
            let all = query.is_some_and(|q| q.contains("all=1"));
            timeline::panel(&frame, &filed.case, &entries, &banks, all)
        }
        Sight::Receiver => html! {},
    };
    let traces = match sight {
        Sight::Own => crate::asset_tracing::pages::case::panel(&frame, &filed).await?,
        Sight::Receiver => html! {},
    };
    let strays = messages::of_case(&app, &id).await?;
    let elsewhere = match &filed.case.filing.payment.uetr {
        Some(uetr) => queries::reported_elsewhere(&app.store, uetr, &filed.case.bureau).await?,
        None => false,
    };
    let title = filed.case.filing.reference.to_string();
    let body = html! {
        p.crumb { a href="/desk" { (frame.t("menu-desk")) } }
        div data-live="case" {
            div.head {
                h1 { bdi.mono { (title) } " " (desk::case_state(&frame, filed.case.state)) }
                @if sight == Sight::Own && requests.works { (case_acts(&requests, &acting)) }
            }
            p.lead { (sentence(&frame, &filed, sight)) }
            (requests::banner(&frame, todos.first()))
            @if sight == Sight::Own && elsewhere { div.band.soon role="note" { p { (frame.t("case-elsewhere")) } } }
            @if sight == Sight::Own {
                @for (key, stray) in &strays { div.band.soon { p { a href=(format!("/message/{key}")) { bdi.mono { (stray.kind) } } " " (frame.t(&format!("stray-{}", stray.why))) } } }
                div.grid {
                    div.c5 { (sheet::panel(&frame, &filed.case)) }
                    div.c7 { (requests.panel()) }
                }
                (flow::panel(&frame, &filed.case, &banks))
                (past)
            } @else { (requests.panel()) }
        }
        (traces)
        (personal)
        @if sight == Sight::Own && requests.works && filed.case.state != CaseState::Withdrawn { (correction(&frame, &filed)) }
        @if sight == Sight::Own { (crate::links::pages::shared::panel(&frame, &acting, &title).await?) }
    };
    Ok(frame.page(Room::Money, &title, &body))
}

/// How the case stands, in a sentence.
fn sentence(frame: &Frame<'_>, filed: &Filed, sight: Sight) -> Markup {
    let case = &filed.case;
    let board = case.sheet();
    let stopped = board.units(Bucket::Held).saturating_add(board.units(Bucket::Returned));
    html! {
        @if sight == Sight::Receiver {
            (frame.language.with("case-put-to-you", &[("bureau", case.bureau.as_str())]))
        } @else {
            (parts::sum(case.lost())) " · " (parts::time(case.filing.payment.executed, &frame.zone, frame.language)) ". "
            (frame.language.count("case-accounts", case.asks.len())) " "
            (frame.language.count("case-countries", case.countries().len())) " "
            @if board.adds_up() {
                b { (frame.language.with("case-stopped", &[("share", &sheet::share(stopped, board.lost))])) } " "
                @if board.units(Bucket::Chased) > 0 { (frame.t("desk-chased")) " " (parts::sum(board.money(Bucket::Chased))) "." }
            }
        }
    }
}

/// The acts on the case as a whole.
fn case_acts(requests: &Requests<'_>, acting: &Acting) -> Markup {
    let case = &requests.filed.case;
    let id = &requests.filed.id;
    let frame = requests.frame;
    let same = acting.actor.officer() == Some(&case.filed.0);
    let button = |act: &str, class: &str| {
        requests::form(
            id,
            act,
            None,
            &html! { button class=(class) { (frame.t(&format!("act-{act}"))) } },
        )
    };
    html! {
        div.acts {
            @if case.state == CaseState::Filed {
                @if same || !requests.releases { span.note { (frame.t("release-needs-other")) } } @else { (button("release", "main")) }
            }
            @if case.state == CaseState::Pursuing { (button("stop", "bad")) }
            @if case.state == CaseState::Stopped && requests.releases { (button("resume", "main")) }
            @if case.state != CaseState::Withdrawn && requests.releases { (button("withdraw", "")) }
            @if acting.require(cordon_members::role::Right::WorkNotices).is_ok() { a.button href=(format!("/notices/new?case={id}")) { (frame.t("notices-new")) } }
        }
    }
}

/// The form by which a filing is corrected; it rests on the revision shown here.
fn correction(frame: &Frame<'_>, filed: &Filed) -> Markup {
    let lost = filed.case.lost();
    html! {
        details.panel {
            summary { (frame.t("correct-title")) }
            p.note { (frame.t("correct-note")) }
            (requests::form(&filed.id, "correct", None, &html! {
                input type="hidden" name="seen" value=(filed.revision);
                div.field { label for="correct-amount" { (frame.t("correct-amount")) " (" (lost.asset) ")" } input.code id="correct-amount" name="amount" required inputmode="decimal" value=(lost.decimal()); }
                div.field { label for="correct-to" { (frame.t("correct-to")) } input.code id="correct-to" name="to" maxlength="80"; }
                div.field { label for="correct-code" { (frame.t("correct-code")) } input.code id="correct-code" name="to_code" maxlength="40"; }
                button { (frame.t("act-correct")) }
            }))
        }
    }
}

/// The personal texts. To open them is an act of its own, and the journal says who did it and why. A live renewal of
/// the page exchanges only what stands above them, so it neither reads nor records anything.
async fn personal(
    frame: &Frame<'_>,
    filed: &Filed,
    sight: Sight,
    acting: &Acting,
    headers: &HeaderMap,
) -> Result<Markup, No> {
    let renewal = headers.get("sec-fetch-dest").is_some_and(|dest| dest == "empty");
    if sight != Sight::Own || renewal {
        return Ok(html! {});
    }
    let app = frame.app;
    let filing = &filed.case.filing;
    let mut ids = vec![filing.victim.to_string(), filing.facts.to_string()];
    let holders: Vec<(u32, String)> = filed
        .case
        .asks
        .iter()
        .flat_map(|ask| {
            let named = ask.answers.iter().filter_map(|a| a.reply.holder.as_ref());
            named.map(|part| (ask.id, part.to_string())).collect::<Vec<_>>()
        })
        .collect();
    ids.extend(holders.iter().map(|(_, id)| id.clone()));
    record(app, filed, acting).await?;
    let texts: Vec<String> = app
        .store
        .sealed(&ids)
        .await?
        .into_iter()
        .map(|bytes| match bytes {
            Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            None => frame.t("personal-erased"),
        })
        .collect();
    let text = |n: usize| texts.get(n).cloned().unwrap_or_default();
    Ok(html! {
        section.panel aria-labelledby="personal" {
            h2 #personal { (frame.t("personal-title")) }
            p.note { (frame.t("personal-note")) }
            dl.facts {
                dt { (frame.t("new-victim")) } dd { bdi { (text(0)) } }
                dt { (frame.t("new-facts")) } dd { bdi { (text(1)) } }
                @for (n, (ask, _)) in holders.iter().enumerate() {
                    dt { (frame.t("personal-holder")) " " bdi.mono { "/" (ask) } } dd { bdi { (text(n + 2)) } }
                }
                dt { (frame.t("new-grounds")) } dd { bdi { (filing.mandate.grounds) } }
                dt { (frame.t("new-uetr")) } dd { bdi.mono { (filing.payment.uetr.as_deref().unwrap_or("-")) } }
                @if let Some(silence) = &filing.silence {
                    dt { (frame.t("new-silence")) } dd { bdi { (silence.basis) } " " (parts::time(silence.until, &frame.zone, frame.language)) }
                }
            }
        }
    })
}

async fn record(app: &App, filed: &Filed, acting: &Acting) -> Result<(), No> {
    app.apply(Change::new(Entry {
        kind: "stop_payment.opened",
        actor: acting.actor.journal_name(),
        bureau: acting.house(),
        at_us: app.now().micros(),
        purpose: acting.actor.purpose.clone(),
        case: Some(filed.id.clone()),
        public: json!({"reference": filed.case.filing.reference, "means": acting.actor.means}),
        sealed: vec![],
    }))
    .await?;
    Ok(())
}
