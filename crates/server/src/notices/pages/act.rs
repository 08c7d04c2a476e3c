//! Acts sent from pages: what a form says becomes a wish.

use std::collections::{BTreeMap, BTreeSet};

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_notices::ids::{BureauId, OfficerId};
use cordon_notices::lifecycle::{EndReason, WarrantAnswer};
use cordon_notices::request::RulingOutcome;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::change::Around;
use crate::notices::service;
use crate::notices::wish::Wish;

/// One act from the page.
pub async fn act(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(said): Form<Vec<(String, String)>>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let at = app.now().timestamp();
    let said = Said(said);
    let (act, back) = (said.one("act"), said.one("back"));
    service::act(&app, &id, &said.wish(&act)?, &by, at, Around::default()).await?;
    let to = match (act.as_str(), back.as_str()) {
        // What was recalled and purged is not to be looked at again.
        ("confirm_purge", _) => "/notices/recalls".to_owned(),
        (_, "texts") => format!("/notices/{id}/texts"),
        _ => format!("/notices/{id}"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// What a form said.
pub struct Said(pub Vec<(String, String)>);

impl Said {
    /// The value of a field, without space around it.
    #[must_use]
    pub fn one(&self, name: &str) -> String {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, v)| v.trim().to_owned())
            .unwrap_or_default()
    }

    /// All values of a field; a line with commas counts as several.
    #[must_use]
    pub fn many(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(key, _)| key == name)
            .flat_map(|(_, v)| v.split([',', '\n']))
            .map(|v| v.trim().to_owned())
            .filter(|v| !v.is_empty())
            .collect()
    }

    fn set(&self, name: &str) -> BTreeSet<String> {
        // Articles hold commas and semicolons of their own: each is one value.
        self.0
            .iter()
            .filter(|(k, v)| k == name && !v.trim().is_empty())
            .map(|(_, v)| v.trim().to_owned())
            .collect()
    }

    fn word<T: DeserializeOwned>(&self, name: &str) -> Result<T, No> {
        serde_json::from_value(json!(self.one(name))).map_err(|e| No::field(name, "malformed", e.to_string()))
    }

    /// A day.
    ///
    /// # Errors
    /// When it is none.
    pub fn day(&self, name: &str) -> Result<Date, No> {
        self.one(name)
            .parse()
            .map_err(|_| No::field(name, "malformed", "give a day such as 2026-11-30"))
    }

    fn rows(&self, name: &str) -> Result<BTreeSet<u16>, No> {
        let row = |v: &String| {
            v.parse()
                .map_err(|_| No::field(name, "malformed", "give the numbers of rows"))
        };
        self.many(name).iter().map(row).collect()
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, No> {
        self.one(name)
            .parse()
            .map_err(|_| No::field(name, "malformed", "give the number"))
    }

    fn bureaus(&self, name: &str) -> Result<BTreeSet<BureauId>, No> {
        let bureau =
            |v: &String| BureauId::try_from(v.as_str()).map_err(|e| No::field(name, "malformed", e.to_string()));
        self.many(name).iter().map(bureau).collect()
    }

    /// The items of a ruling's form: fields named `item.…`.
    fn items(&self) -> BTreeMap<String, String> {
        let item =
            |(key, text): &(String, String)| Some((key.strip_prefix("item.")?.to_owned(), text.trim().to_owned()));
        self.0
            .iter()
            .filter_map(item)
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    fn wish(&self, act: &str) -> Result<Wish, No> {
        self.of_review(act)
            .or_else(|| self.of_life(act))
            .unwrap_or_else(|| Err(No::field("act", "no_act", "this page has no such act")))
    }

    /// Acts between the request and its publication.
    fn of_review(&self, act: &str) -> Option<Result<Wish, No>> {
        let text = || self.one("text");
        Some(match act {
            "submit" => Ok(Wish::Submit),
            "ask_question" => Ok(Wish::AskQuestion {
                fields: self.many("fields"),
                text: text(),
            }),
            "answer_question" => self
                .number("number")
                .map(|number| Wish::AnswerQuestion { number, text: text() }),
            "rule" => self.number("rule").and_then(|rule| {
                Ok(Wish::Rule {
                    rule,
                    outcome: self.word::<RulingOutcome>("outcome")?,
                    grounds: text(),
                    items: self.items(),
                    sources: self.many("sources"),
                })
            }),
            "approve_protected" => Ok(Wish::ApproveProtected {
                ground: self.one("ground"),
            }),
            "except" => self.rows("lifts").and_then(|lifts| {
                Ok(Wish::Except {
                    office: self.one("office"),
                    consulted_on: self.day("consulted_on")?,
                    grounds: text(),
                    lifts,
                })
            }),
            "approve" => self.rows("answered").map(|answered| Wish::Approve { answered }),
            "approve_update" => self.rows("answered").map(|answered| Wish::ApproveUpdate { answered }),
            "refuse" => Ok(Wish::Refuse {
                articles: self.set("articles"),
            }),
            "reject_update" => Ok(Wish::RejectUpdate {
                articles: self.set("articles"),
            }),
            "begin_translation" => Ok(Wish::BeginTranslation),
            "set_text" => Ok(Wish::SetText {
                language: self.one("language"),
                text: text(),
            }),
            "check_text" => Ok(Wish::CheckText {
                language: self.one("language"),
            }),
            "publish" => Ok(Wish::Publish {
                urgent: Some(self.one("urgent")).filter(|u| !u.is_empty()),
            }),
            _ => return None,
        })
    }

    /// Acts on what is in force, or has ended.
    fn of_life(&self, act: &str) -> Option<Result<Wish, No>> {
        let text = || self.one("text");
        Some(match act {
            "add_addendum" => Ok(Wish::AddAddendum {
                text: text(),
                sealed_from_owner: !self.one("sealed").is_empty(),
            }),
            "suspend" => self.day("until").map(|until| Wish::Suspend { until, reason: text() }),
            "resume" => Ok(Wish::Resume),
            "block" => Ok(Wish::Block),
            "unblock" => Ok(Wish::Unblock),
            "delete" => Ok(Wish::Delete {
                articles: self.set("articles"),
            }),
            "withdraw" => self
                .word::<EndReason>("reason")
                .map(|reason| Wish::Withdraw { reason, text: text() }),
            "cancel" => self.word::<EndReason>("reason").and_then(|reason| {
                Ok(Wish::Cancel {
                    reason,
                    text: text(),
                    articles: self.set("articles"),
                    broken_rows: self.rows("broken")?,
                    silent_days: self.one("silent_days").parse().ok(),
                    ruled: !self.one("ruled").is_empty(),
                })
            }),
            "destroy" => OfficerId::try_from(self.one("second").as_str())
                .map(|second| Wish::Destroy { second })
                .map_err(|e| No::field("second", "malformed", e.to_string())),
            "restrict" => self.bureaus("bureaus").map(|deny| Wish::Restrict { deny }),
            "lift_restriction" => self.bureaus("bureaus").map(|allow| Wish::LiftRestriction { allow }),
            "answer_warrant" => self
                .word::<WarrantAnswer>("answer")
                .map(|answer| Wish::AnswerWarrant { answer }),
            "answer_retention" => Ok(Wish::AnswerRetention {
                until: self.day("until").ok(),
                reason: text(),
                warrant_checked: !self.one("warrant_checked").is_empty(),
            }),
            "confirm_receipt" => Ok(Wish::ConfirmReceipt),
            "confirm_purge" => Ok(Wish::ConfirmPurge),
            _ => return None,
        })
    }
}
