//! Answering the questionnaire: on the page or by file, several hands, one sign-off.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use cordon_trends::collect::{Reply, Round, form_csv};
use cordon_trends::questionnaire::{Answer, Item, Questionnaire, Scale};
use maud::{Markup, html};

use super::sent::Sent;
use super::{head, refusal};
use crate::answer::No;
use crate::app::{App, new_id};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::service::Repeat;
use crate::trends::by::By;
use crate::trends::queries;
use crate::trends::service::{self, Saying};

/// The questionnaire as far as it is answered.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(year): Path<i32>,
) -> Result<Response, No> {
    show(&app, language, &acting, year, None, &BTreeMap::new()).await
}

/// The file to fill in.
pub async fn file(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(year): Path<i32>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    queries::round(&app, year).await?.ok_or_else(No::not_found)?;
    let reply = queries::reply(&app, year, &by.bureau).await?;
    let text = form_csv(&service::questionnaire()?, &by.bureau, reply.as_ref().map(|r| &r.value));
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response())
}

/// Writes what was answered, and signs it off when asked to.
pub async fn say(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(year): Path<i32>,
    Sent(said): Sent,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let path = format!("/trends/answer/{year}");
    let key = said.get("key").cloned().unwrap_or_else(new_id);
    let repeat = Repeat::new(&acting.client, key, &path, &serde_json::to_vec(&said)?);
    let sign = said.get("do").is_some_and(|d| d == "hand_in");
    let outcome = match answers(&said, &by.bureau) {
        Ok(answers) if sign => service::reply(&app, &by, year, &Saying::HandIn(answers), Some(repeat)).await,
        Ok(answers) => service::reply(&app, &by, year, &Saying::Save(answers), Some(repeat)).await,
        Err(no) => Err(no),
    };
    match outcome {
        Ok(_) => Ok(Redirect::to(&path).into_response()),
        Err(no) if no.status == axum::http::StatusCode::NOT_FOUND => Err(no),
        Err(no) => show(&app, language, &acting, year, Some(&no), &said).await,
    }
}

/// The answers of a form: from its file if one was chosen or pasted, else from its fields.
fn answers(said: &BTreeMap<String, String>, bureau: &str) -> Result<Vec<Answer>, No> {
    if let Some(text) = said.get("file") {
        if text.trim().is_empty() {
            return Err(No::field("file", "no_file", "choose a file or paste its lines"));
        }
        return service::answers_of(bureau, text);
    }
    let given = said.iter().filter(|(_, code)| !code.is_empty());
    Ok(given
        .filter_map(|(name, code)| {
            let (item, scale) = name.split_once('|')?;
            Some(Answer {
                respondent: bureau.to_owned(),
                item: item.to_owned(),
                scale: scale.to_owned(),
                code: code.clone(),
            })
        })
        .collect())
}

async fn show(
    app: &App,
    language: Language,
    acting: &Acting,
    year: i32,
    why: Option<&No>,
    said: &BTreeMap<String, String>,
) -> Result<Response, No> {
    let by = By::of(app, acting).await?;
    let round = queries::round(app, year).await?.ok_or_else(No::not_found)?.value;
    let reply = queries::reply(app, year, &by.bureau).await?.map(|r| r.value);
    let frame = Frame::of(app, language, Some(acting)).await;
    let questionnaire = service::questionnaire()?;
    let status = why.map_or(axum::http::StatusCode::OK, |no| no.status);
    let action = format!("/trends/answer/{year}");
    let file = html! { textarea #file .code name="file" rows="5" spellcheck="false" { (said.get("file").map_or("", String::as_str)) } };
    let chosen = html! { input #file-chosen name="file" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain"; };
    let open = round.closed_us.is_none() && round.asks(&by.bureau);
    let acts = html! { div.acts {
        button name="do" value="save" { (frame.t("trends-answer-save")) }
        button.main name="do" value="hand_in" { (frame.t("trends-answer-hand-in")) }
    } };
    let code = language.code();
    let body = html! {
        (head(&frame, "", &by))
        p.crumb { a href="/trends" { (frame.t("trends-title")) } }
        h2 { (questionnaire.title.get(code).cloned().unwrap_or_default()) " " (year) }
        (state(&frame, &round, reply.as_ref(), &questionnaire))
        @if let Some(no) = why { (refusal(no, language)) }
        form method="post" action=(action) {
            input type="hidden" name="key" value=(new_id());
            @for area in &questionnaire.areas {
                div.panel {
                    h2 { (area.title.get(code).cloned().unwrap_or_default()) }
                    @for item in questionnaire.items.iter().filter(|i| i.area == area.id) { (question(&questionnaire, item, reply.as_ref(), said, code)) }
                }
            }
            @if open { (acts) }
        }
        div.panel {
            h2 { (frame.t("trends-answer-file")) }
            p { a href=(format!("{action}/form.csv")) { (frame.t("trends-answer-form")) } }
            @if open { form method="post" action=(action) enctype="multipart/form-data" {
                input type="hidden" name="key" value=(new_id());
                (parts::field("file-chosen", &frame.t("trends-answer-paste"), &frame.t("trends-answer-paste-hint"), None, &chosen))
                (parts::field("file", &frame.t("trends-or-paste"), "", None, &file))
                (acts)
            } }
        }
    };
    Ok(frame.page_with(status, Room::Trends, &frame.t("trends-answer-open"), &body))
}

/// Where the reply stands.
fn state(frame: &Frame<'_>, round: &Round, reply: Option<&Reply>, questionnaire: &Questionnaire) -> Markup {
    let all = questionnaire.items.len() * questionnaire.scales.len();
    let given = reply.map_or(0, |r| r.given.len());
    let signed = reply.and_then(|r| r.handed_in.as_ref());
    html! {
        p {
            (frame.with("trends-answer-state", &[("given", &given.to_string()), ("all", &all.to_string())])) " · "
            (frame.t("trends-round-due")) " " (parts::time(cordon_vocabulary::Instant::from_micros(round.due_us), &frame.zone, frame.language))
        }
        p {
            @if let Some(signed) = signed { span.sign.good { (frame.t("trends-own-done")) } " " bdi { (signed.by) } }
            @else if round.closed_us.is_some() { span.sign.gone { (frame.t("trends-round-closed")) } }
            @else { span.sign.soon { (frame.t(if given == 0 { "trends-own-open" } else { "trends-own-draft" })) } }
        }
    }
}

fn question(
    questionnaire: &Questionnaire,
    item: &Item,
    reply: Option<&Reply>,
    said: &BTreeMap<String, String>,
    code: &str,
) -> Markup {
    html! {
        fieldset {
            legend { (item.title.get(code).cloned().unwrap_or_default()) }
            div.row { @for scale in &questionnaire.scales { (choice(questionnaire, item, scale, reply, said, code)) } }
        }
    }
}

fn choice(
    questionnaire: &Questionnaire,
    item: &Item,
    scale: &Scale,
    reply: Option<&Reply>,
    said: &BTreeMap<String, String>,
    code: &str,
) -> Markup {
    let name = format!("{}|{}", item.id, scale.id);
    let chosen = said
        .get(&name)
        .cloned()
        .or_else(|| reply?.code(&item.id, &scale.id).map(str::to_owned))
        .unwrap_or_default();
    let word = |words: &cordon_trends::questionnaire::Words| words.get(code).cloned().unwrap_or_default();
    let by = reply
        .and_then(|r| r.given.iter().find(|g| g.item == item.id && g.scale == scale.id))
        .map(|g| g.by.clone());
    let input = html! { select id=(name) name=(name) {
        option value="" { "–" }
        @for point in &scale.points { option value=(point.code) selected[point.code == chosen] { (point.code) " · " (word(&point.label)) } }
        @for apart in &questionnaire.apart { option value=(apart.code) selected[apart.code == chosen] { (word(&apart.label)) } }
    } @if let Some(by) = by { " " small.note { bdi { (by) } } } };
    parts::field(&name, &word(&scale.prompt), "", None, &input)
}
