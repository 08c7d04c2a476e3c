//! Acts on the page of a notice: only those that the viewer's role and the state leave open.

use std::collections::{BTreeMap, BTreeSet};

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_notices::lifecycle::EndReason;
use cordon_notices::request::RulingOutcome;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use crate::answer::No;
use crate::app::App;
use crate::frame::page::Frame;
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::change::Around;
use crate::notices::service::{self, Done};
use crate::notices::view::View;
use crate::notices::wish::Wish;

/// A request as it is written.
#[derive(Debug, Deserialize)]
pub struct Written {
    request: String,
}

/// The fields of the acts' forms.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    act: String,
    text: String,
    fields: String,
    number: String,
    language: String,
    outcome: String,
}

/// Files a request and submits it.
pub async fn file(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Form(written): Form<Written>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let at = app.now().timestamp();
    let Done::Now(notice) = service::file(&app, &written.request, &by, at, None).await? else {
        return Err(No::not_found());
    };
    let id = notice.id.to_string();
    service::act(&app, &id, &Wish::Submit, &by, at, Around::default()).await?;
    Ok(Redirect::to(&format!("/notices/{id}")).into_response())
}

/// One act from the page.
pub async fn act(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(said): Form<Said>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let at = app.now().timestamp();
    service::act(&app, &id, &said.wish()?, &by, at, Around::default()).await?;
    // What was recalled and purged is not to be looked at again.
    let to = if said.act == "confirm_purge" { "/notices".to_owned() } else { format!("/notices/{id}") };
    Ok(Redirect::to(&to).into_response())
}

fn words(text: &str) -> Vec<String> {
    text.split([';', '\n']).map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// A form of a ruling: one line per item, `name: finding`.
fn items(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, finding)| (name.trim().to_owned(), finding.trim().to_owned()))
        .filter(|(name, finding)| !name.is_empty() && !finding.is_empty())
        .collect()
}

impl Said {
    fn wish(&self) -> Result<Wish, No> {
        let number = || self.number.trim().parse::<u32>().map_err(|_| No::field("number", "malformed", "give the number"));
        let articles: BTreeSet<String> = std::iter::once(self.fields.trim().to_owned()).filter(|a| !a.is_empty()).collect();
        Ok(match self.act.as_str() {
            "submit" => Wish::Submit,
            "ask_question" => Wish::AskQuestion { fields: words(&self.fields), text: self.text.clone() },
            "answer_question" => Wish::AnswerQuestion { number: number()?, text: self.text.clone() },
            "amend" => Wish::Amend { request: serde_json::from_str::<Value>(&self.text)? },
            "rule" => Wish::Rule {
                rule: u16::try_from(number()?).map_err(|_| No::field("number", "malformed", "give the row's number"))?,
                outcome: match self.outcome.as_str() {
                    "compliant" => RulingOutcome::Compliant,
                    "not_compliant" => RulingOutcome::NotCompliant,
                    _ => RulingOutcome::Question,
                },
                grounds: self.text.clone(),
                items: items(&self.fields),
                sources: vec![],
            },
            "approve" => Wish::Approve { answered: BTreeSet::new() },
            "refuse" => Wish::Refuse { articles },
            "begin_translation" => Wish::BeginTranslation,
            "set_text" => Wish::SetText { language: self.language.clone(), text: self.text.clone() },
            "check_text" => Wish::CheckText { language: self.language.clone() },
            "publish" => Wish::Publish { urgent: None },
            "withdraw" => Wish::Withdraw {
                reason: if self.outcome == "purpose_achieved" { EndReason::PurposeAchieved } else { EndReason::Other },
                text: self.text.clone(),
            },
            "confirm_receipt" => Wish::ConfirmReceipt,
            "confirm_purge" => Wish::ConfirmPurge,
            _ => return Err(No::field("act", "no_act", "this page has no such act")),
        })
    }
}

/// Which fields an act asks for on the page.
struct Asked {
    act: &'static str,
    fields: &'static str,
    number: bool,
    language: bool,
    outcome: &'static [&'static str],
    text: bool,
}

const fn plain(act: &'static str) -> Asked {
    Asked { act, fields: "", number: false, language: false, outcome: &[], text: false }
}

fn open(by: &By, view: &View) -> Vec<Asked> {
    let owner = !by.reviewer && by.bureau.as_str() == view.line.owner;
    let (holder, state) = (!by.reviewer && !owner, view.line.state.as_str());
    let question = Asked { fields: "notices-fields", text: true, ..plain("ask_question") };
    let rule = Asked { number: true, fields: "notices-items", outcome: &["compliant", "not_compliant", "question"], text: true, ..plain("rule") };
    let set = Asked { language: true, text: true, ..plain("set_text") };
    let check = Asked { language: true, ..plain("check_text") };
    let withdraw = Asked { outcome: &["purpose_achieved", "other"], text: true, ..plain("withdraw") };
    match state {
        _ if holder && view.line.purge => vec![plain("confirm_purge")],
        "published" if holder => vec![plain("confirm_receipt")],
        "draft" if owner => vec![plain("submit"), Asked { text: true, ..plain("amend") }, withdraw],
        "information_requested" if owner => vec![
            Asked { text: true, ..plain("amend") },
            Asked { number: true, text: true, ..plain("answer_question") },
            withdraw,
        ],
        "submitted" | "legal_review" | "published" | "suspended" if owner => vec![withdraw],
        "legal_review" if by.reviewer => vec![rule, question, plain("approve"), Asked { fields: "notices-article", ..plain("refuse") }],
        "information_requested" if by.reviewer => vec![rule, question],
        "approved" if by.reviewer => vec![plain("begin_translation")],
        "translating" if by.reviewer => vec![set, check, plain("publish")],
        _ => vec![],
    }
}

/// The forms of the open acts.
pub fn forms(frame: &Frame<'_>, by: &By, view: &View) -> Markup {
    let open = open(by, view);
    html! { @if !open.is_empty() { div.panel {
        h2 { (frame.t("notices-acts")) }
        @for a in &open {
            @let label = frame.t(&format!("notices-act-{}", a.act.replace('_', "-")));
            form method="post" action=(format!("/notices/{}/act", view.line.id)) {
                input type="hidden" name="act" value=(a.act);
                @if a.number { label { (frame.t("notices-nr")) " " input name="number" inputmode="numeric" size="4" required; } }
                @if a.language { label { (frame.t("language")) " " select name="language" { @for l in ["en", "fr", "es", "ar"] { option value=(l) { (l) } } } } }
                @if !a.outcome.is_empty() { label { (frame.t("notices-outcome")) " " select name="outcome" { @for o in a.outcome { option value=(o) { (frame.t(&format!("notices-outcome-{}", o.replace('_', "-")))) } } } } }
                @if !a.fields.is_empty() { label { (frame.t(a.fields)) textarea name="fields" rows="2" {} } }
                @if a.text { label { (frame.t("notices-words")) textarea name="text" rows="3" {} } }
                p { button { (label) } }
            }
        }
    } } }
}
