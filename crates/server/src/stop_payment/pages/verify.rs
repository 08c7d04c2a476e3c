//! Anybody can check that a request is genuine. No person, no account and no sum is shown.

use axum::Extension;
use axum::extract::{Query, State};
use cordon_stop_payment::{AskId, AskState, CaseState};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Answer, names};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::stop_payment::queries;

/// What is to be checked.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Claim {
    #[serde(default)]
    reference: String,
    #[serde(default)]
    code: String,
    /// The reference of a paper.
    #[serde(default)]
    document: String,
}

/// What the check found. A wrong code and an unknown reference look the same.
enum Finding {
    Genuine { bureau: String },
    Withdrawn,
    Unknown,
}

/// The page.
pub(super) async fn verify(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Query(claim): Query<Claim>,
) -> Answer {
    let frame = Frame::of(&app, language, None).await;
    let asked = !claim.reference.trim().is_empty() || !claim.code.trim().is_empty();
    let finding = if asked { Some(check(&app, &claim).await?) } else { None };
    let papers = crate::documents::pages::verify_panel(&frame, &claim.document).await?;
    let title = frame.t("verify-title");
    let body = html! { div.outsider {
        h1 { (title) }
        @if !claim.document.is_empty() { (papers) }
        p.lead { (frame.t("verify-lead")) }
        @if let Some(finding) = &finding { (shown(&frame, finding)) }
        form method="get" action="/verify" {
            (parts::field("reference", &frame.t("request-reference"), &frame.t("verify-reference-hint"), None, &html! { input.code #reference name="reference" required maxlength="60" value=(claim.reference); }))
            (parts::field("code", &frame.t("verify-code"), &frame.t("verify-code-hint"), None, &html! { input.code #code name="code" inputmode="numeric" required maxlength="20" value=(claim.code); }))
            button.main { (frame.t("foot-verify")) }
        }
        @if claim.document.is_empty() { (papers) }
    } };
    Ok(frame.page(Room::Outside, &title, &body))
}

fn shown(frame: &Frame<'_>, finding: &Finding) -> Markup {
    let (class, text) = match finding {
        Finding::Genuine { bureau } => ("band", frame.language.with("verify-genuine", &[("bureau", bureau)])),
        Finding::Withdrawn => ("band soon", frame.t("verify-withdrawn")),
        Finding::Unknown => ("band bad", frame.t("verify-unknown")),
    };
    html! { div class=(class) role="status" { p { b { (text) } } } }
}

async fn check(app: &App, claim: &Claim) -> Result<Finding, No> {
    let Some((reference, ask)) = claim.reference.trim().rsplit_once('/') else {
        return Ok(Finding::Unknown);
    };
    let Ok(ask) = ask.parse::<AskId>() else {
        return Ok(Finding::Unknown);
    };
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    for filed in queries::by_key(&app.store, "reference", reference).await? {
        let Some(ask) = filed.case.ask(ask) else {
            continue;
        };
        if digits(&names::code(&filed.id, ask)) != digits(&claim.code) {
            continue;
        }
        let withdrawn = filed.case.state == CaseState::Withdrawn || ask.state == AskState::Withdrawn;
        return Ok(match (withdrawn, ask.is_out()) {
            (true, _) if ask.sent.is_some() => Finding::Withdrawn,
            (false, true) => Finding::Genuine {
                bureau: filed.case.bureau.to_string(),
            },
            _ => Finding::Unknown,
        });
    }
    Ok(Finding::Unknown)
}
