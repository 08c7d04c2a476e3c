//! The form of a new request, filled in from a traced account: account, sum, rule and proof.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use cordon_stop_payment::Case;

use crate::answer::No;
use crate::app::App;
use crate::asset_tracing::accounts::{Standing, standing};
use crate::asset_tracing::api::number;
use crate::asset_tracing::service::{self, Opened};
use crate::frame::locale::Language;
use crate::frame::page::Frame;
use crate::gate::Acting;

/// The form. To open it is an act: it opens the victim's name and the traced account.
///
/// # Errors
/// `not-found` where no trace is in force or the account is not on it.
pub async fn form(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path((id, trace, place)): Path<(String, String, String)>,
) -> Result<Response, No> {
    let opened = service::open(&app, &acting, &id, number(&trace)?).await?;
    let rule = service::rule_in_force(&opened).ok_or_else(No::not_found)?;
    let (settings, traced) = service::traced(&opened).await?;
    let ruled = traced.of(rule).ok_or_else(No::not_found)?;
    let all = standing(&opened.filed.case, &traced, ruled, app.now());
    let place = number(&place)? as usize;
    let one = all.get(place).ok_or_else(No::not_found)?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let facts = facts(&frame, &opened, rule, one);
    let currency = settings.currency.unwrap_or_default();
    let victim = service::victim(&app, &opened).await?;
    let mut pairs = fields(&opened.filed.case, one, &currency);
    pairs.push(("facts".into(), facts));
    pairs.push(("victim".into(), victim));
    let note = frame.t("trace-request-note");
    crate::stop_payment::pages::prefilled(&frame, &acting, pairs, &note).await
}

/// Where the account came from, in words that the second officer can check.
fn facts(frame: &Frame<'_>, opened: &Opened, rule: cordon_asset_tracing::rules::Rule, one: &Standing) -> String {
    let reference = opened.filed.case.filing.reference.to_string();
    let rule = super::words::rule(frame, rule);
    // A text for a form field: no marks around the parts.
    let text = frame.with(
        "trace-request-facts",
        &[
            ("reference", &reference),
            ("rule", &rule),
            ("file", &opened.file.number.to_string()),
            ("sha", &opened.file.sha256),
            ("transfer", &one.first),
            ("time", &one.time),
            ("amount", &one.shown),
        ],
    );
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// What the form asks for, as far as the trace and the case know it.
fn fields(case: &Case, one: &Standing, currency: &str) -> Vec<(String, String)> {
    let mandate = &case.filing.mandate;
    let typed = |at: cordon_vocabulary::Instant| {
        let utc = at.timestamp().to_zoned_datetime(jiff::tz::TimeZone::UTC);
        utc.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    };
    let barred: Vec<String> = mandate.barred.iter().map(ToString::to_string).collect();
    let least = cordon_vocabulary::Money::new(mandate.least_units, case.lost().asset).decimal();
    let mut pairs = vec![
        ("amount", one.shown.clone()),
        ("currency", currency.to_owned()),
        ("to", one.account.clone()),
        ("grounds", mandate.grounds.clone()),
        ("hops", mandate.most_hops.to_string()),
        ("accounts", mandate.most_accounts.to_string()),
        ("least", least),
        ("barred", barred.join(" ")),
        ("ends", typed(mandate.ends)),
        ("crime", case.filing.crime.clone()),
    ];
    pairs.extend(one.at.map(|at| ("executed", typed(at))));
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
