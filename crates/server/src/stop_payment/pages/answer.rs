//! The bank's answer page, opened by a one-time link and a code that came another way.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::{Extension, Form};
use cordon_stop_payment::{AskId, ClockTerms};
use maud::{Markup, html};

use super::answer_fields;
use super::answer_form::AnswerForm;
use super::fields::{Fields, Mistake, reason};
use super::{Answer, names};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::stop_payment::links::{self, Open};
use crate::stop_payment::making;
use crate::stop_payment::messages::{self, Handed};
use crate::stop_payment::queries::{self, Filed};
use crate::stop_payment::service::{self, Circumstances, Repeat};

/// The closed door: asks for the code. Looking at it spends nothing and shows nothing of the request.
pub(super) async fn door(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Path(secret): Path<String>,
) -> Answer {
    let frame = Frame::of(&app, language, None).await;
    Ok(match links::usable(&app, &secret).await {
        Ok(_) => ask_code(&frame, &secret, None),
        Err(no) if no.code == "link-gone" => gone(&frame, &no),
        Err(no) => return Err(no),
    })
}

fn gone(frame: &Frame<'_>, no: &No) -> Response {
    let title = frame.t("answer-title");
    let body = html! { div.outsider {
        h1 { (title) }
        div.band.bad role="alert" { p { (reason(no, frame.language)) } }
        p { (frame.t("answer-gone-next")) }
    } };
    frame.page_with(no.status, Room::Outside, &title, &body)
}

fn ask_code(frame: &Frame<'_>, secret: &str, wrong: Option<&str>) -> Response {
    let title = frame.t("answer-title");
    let body = html! { div.outsider {
        h1 { (title) }
        p.lead { (frame.language.with("answer-door", &[("organisation", &frame.app.settings.organisation)])) }
        form method="post" action=(format!("/answer/{secret}")) {
            (parts::field("code", &frame.t("link-code"), &frame.t("answer-code-hint"), wrong, &html! {
                input.code #code name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="20" aria-invalid=[wrong.map(|_| "true")];
            }))
            button.main { (frame.t("answer-open")) }
        }
        p.note { (frame.t("answer-doubt")) " " a href="/verify" { (frame.t("foot-verify")) } }
    } };
    frame.page(Room::Outside, &title, &body)
}

/// Opens the request with the code, then takes the answer.
pub(super) async fn answer(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Path(secret): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields::from(pairs);
    let frame = Frame::of(&app, language, None).await;
    let mut open = match links::usable(&app, &secret).await {
        Ok(open) => open,
        Err(no) if no.code == "link-gone" => return Ok(gone(&frame, &no)),
        Err(no) => return Err(no),
    };
    let code = fields.get("code").to_owned();
    if let Err(no) = links::unlock(&app, &secret, &code, &mut open).await {
        if no.code == "wrong-code" {
            let why = format!("{} ({})", reason(&no, language), 5 - open.link.attempts);
            return Ok(ask_code(&frame, &secret, Some(&why)));
        }
        return Err(no);
    }
    let filed = queries::case(&app.store, &open.link.case)
        .await?
        .ok_or_else(No::not_found)?;
    if fields.get("step") != "send" {
        return page(&frame, &filed, &open, &secret, &fields, &[]);
    }
    match send(&app, &filed, &open, &fields, language).await {
        Ok(()) => Ok(thanks(&frame)),
        Err(Told::Mend(mistakes)) => page(&frame, &filed, &open, &secret, &fields, &mistakes),
        Err(Told::No(no)) => Err(no),
    }
}

/// What stands in the way of an answer.
pub(super) enum Told {
    /// Something on the form.
    Mend(Vec<Mistake>),
    /// Something else.
    No(No),
}

impl From<No> for Told {
    fn from(no: No) -> Self {
        Self::No(no)
    }
}

async fn send(app: &App, filed: &Filed, open: &Open, fields: &Fields, language: Language) -> Result<(), Told> {
    let actor = links::actor(&open.link);
    if let Some(text) = fields.some("message") {
        let repeat = Repeat::new(
            &format!("link:{}", open.id),
            "answer".into(),
            &filed.id,
            text.as_bytes(),
        );
        let handed = Handed {
            actor: &actor,
            repeat,
            also: vec![links::spent(app, open)?],
        };
        return hand_in(app, handed, filed, open.link.ask, &text).await;
    }
    let ask = filed.case.ask(open.link.ask).ok_or_else(No::not_found)?;
    let (reply, places) = answer_fields::reply(fields, &filed.case, ask, language).map_err(Told::Mend)?;
    let told = |no: No| match no.status.as_u16() {
        422 => Told::Mend(vec![answer_fields::mistake(&no, &places, language)]),
        _ => Told::No(no),
    };
    let (act, sealed) = making::answer(app, &filed.id, ask.id, &reply).await.map_err(told)?;
    // One link, one key: whatever is sent twice or at once through it, one answer is taken.
    let body = serde_json::to_vec(&reply).map_err(No::from)?;
    let repeat = Repeat::new(&format!("link:{}", open.id), "answer".into(), &filed.id, &body);
    let about = Circumstances {
        repeat: Some(repeat),
        sealed,
        also: vec![links::spent(app, open)?],
        ..Circumstances::of(&actor)
    };
    service::act(app, &filed.id, &act, about).await.map_err(told)?;
    Ok(())
}

/// Takes a bank's message in place of the form; what only a person can read is kept and shown to the bureau.
pub(super) async fn hand_in(app: &App, handed: Handed<'_>, filed: &Filed, ask: AskId, text: &str) -> Result<(), Told> {
    let told = |no: No| match no.status.as_u16() {
        422 => {
            let place = no.field.as_deref().map_or_else(String::new, |f| format!("{f}: "));
            let why = format!("{place}{}", no.detail);
            let field = "message".into();
            Told::Mend(vec![Mistake { field, why }])
        }
        _ => Told::No(no),
    };
    let message = messages::read(text.as_bytes()).map_err(told)?;
    messages::take(app, handed, &message, text.as_bytes(), Some((filed, ask)))
        .await
        .map_err(told)?;
    Ok(())
}

fn page(frame: &Frame<'_>, filed: &Filed, open: &Open, secret: &str, fields: &Fields, mistakes: &[Mistake]) -> Answer {
    let ask = filed.case.ask(open.link.ask).ok_or_else(No::not_found)?;
    let title = frame.t("answer-title");
    let form = AnswerForm {
        frame,
        case: &filed.case,
        ask,
        fields,
        mistakes,
    };
    let hidden = html! {
        input type="hidden" name="code" value=(fields.get("code"));
        input type="hidden" name="step" value="send";
    };
    let body = html! { div.outsider {
        (card(frame, filed, ask.id))
        (form.form(&format!("/answer/{secret}"), &hidden))
        p.note { (frame.t("answer-amount-only")) }
        @if filed.case.filing.silence.is_some() { p.note { b { (frame.t("answer-silence")) } } }
        p.note { (frame.t("answer-once")) " " (parts::time(open.link.until, "UTC", frame.language)) }
    } };
    Ok(frame.page(Room::Outside, &title, &body))
}

/// What is asked: the sum, the account, the clock, and how to check it. Nothing of the victim.
pub(super) fn card(frame: &Frame<'_>, filed: &Filed, ask: AskId) -> Markup {
    let Some(ask) = filed.case.ask(ask) else {
        return html! {};
    };
    let due = cordon_stop_payment::clocks::running(&filed.case, &ClockTerms::default())
        .into_iter()
        .find(|c| c.ask == ask.id && c.kind != cordon_stop_payment::ClockKind::Expiry);
    html! {
        section.panel {
            h1 { (frame.language.with("answer-asks", &[("bureau", filed.case.bureau.as_str())])) }
            p { span.figure { (parts::sum(names::askable(&filed.case, ask))) } }
            dl.facts {
                dt { (frame.t("answer-account")) } dd { bdi.mono { (ask.account) } }
                dt { (frame.t("answer-payment")) } dd { (parts::time(ask.executed, &frame.zone, frame.language)) @if let Some(uetr) = &ask.uetr { " " bdi.mono { (uetr) } } }
                @if let Some(clock) = due { dt { (frame.t("answer-please")) } dd { (parts::clock(clock.due, frame.app.now(), "", frame.language)) " " (parts::time(clock.due, &frame.zone, frame.language)) } }
                dt { (frame.t("request-reference")) } dd { bdi.mono { (names::reference(&filed.case, ask)) } }
                dt { (frame.t("verify-code")) } dd { bdi.mono { (names::code(&filed.id, ask)) } " " a href="/verify" { (frame.t("foot-verify")) } }
            }
        }
    }
}

fn thanks(frame: &Frame<'_>) -> Response {
    let title = frame.t("answer-thanks");
    let body = html! { div.outsider {
        h1 { (title) }
        div.band role="status" { p { (frame.t("answer-thanks-next")) } }
    } };
    frame.page(Room::Outside, &title, &body)
}
