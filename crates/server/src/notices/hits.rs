//! Positive-query cases over the store: opened by a query, moved by acts of the two bureaus.

use axum::http::StatusCode;
use cordon_members::profile::ProfileBook;
use cordon_members::profile_value::{RedNoticeValue, TermUnit};
use cordon_notices::check::day_of;
use cordon_notices::hit::{HitAct, HitCase, HitDecision, HitRefusal, Notify, PairProfile, decide_hit, next_hit_due};
use cordon_notices::ids::{BureauId, HitId};
use cordon_notices::lifecycle::{Actor, Notice, Role, Sight, Viewer};
use cordon_store::{Applied, ApplyError, Idempotency};
use cordon_vocabulary::Country;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::answer::No;
use crate::app::App;
use crate::notices::by::By;
use crate::notices::change::{self, Around};
use crate::notices::service::not_before;
use crate::notices::{adoption, queries};

/// What a caller may ask of a case.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum HitWish {
    /// A step of a case that is open.
    Step {
        /// The case.
        hit: HitId,
        /// The step.
        step: HitAct,
    },
    /// A query answered with the notice.
    Open {
        /// The purpose code of the query.
        purpose: String,
        /// Whether the source learns of it.
        notify: Notify,
    },
}

/// What a red notice of one country is worth in another, and the clocks between the two, after the profile of the country
/// where the hit is. What the profile does not say is unknown: then the bureau is asked.
#[must_use]
pub fn profile(notice: &Notice, at: &BureauId, on: Date) -> PairProfile {
    let Some(profile) = Country::parse(at.as_str())
        .ok()
        .and_then(|here| ProfileBook::shipped().ok().map(|book| book.profile(here, on)))
    else {
        return PairProfile::default();
    };
    let source = notice.country.as_ref().map(ToString::to_string);
    let clock = |step: &str| {
        let of = |with: Option<&str>| {
            profile
                .extradition
                .iter()
                .find(|row| row.value.step == step && row.value.with.as_deref() == with)
        };
        source.as_deref().and_then(|s| of(Some(s))).or_else(|| of(None))
    };
    let hours = |step: &str| match clock(step).map(|row| (row.value.count, row.value.unit)) {
        Some((count, TermUnit::Hours)) => Some(count),
        Some((count, TermUnit::Days)) => Some(count.saturating_mul(24)),
        // Working days need the calendar of the court: the source is asked.
        Some((_, TermUnit::WorkingDays)) | None => None,
    };
    let value = profile.red_notice.as_ref().filter(|_| notice.kind == "red");
    PairProfile {
        legal_value: value.map(|row| change::code(&row.value)),
        no_arrest_on_this_alone: value.is_none_or(|row| row.value != RedNoticeValue::ProvisionalArrest),
        answer_hours: hours("answer"),
        request_hours: hours("request"),
        papers_days: hours("papers").map(|h| h / 24),
        verified: value.is_some_and(|row| row.verified) && clock("papers").is_some_and(|row| row.verified),
    }
}

fn refused(refusal: HitRefusal) -> No {
    let status = match &refusal {
        HitRefusal::NotForYou => StatusCode::FORBIDDEN,
        HitRefusal::WrongState(_) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let article = match &refusal {
        HitRefusal::Rule { article, .. } => Some(article.clone()),
        _ => None,
    };
    No {
        rests_on: article,
        ..No::new(status, refusal.code(), refusal.to_string())
    }
}

fn kept(around: &Around, case: &HitCase, at: Timestamp) -> Option<Idempotency> {
    around.repeat.as_ref().map(|r| Idempotency {
        client: r.client.clone(),
        key: r.key.clone(),
        request_hash: r.request,
        status: 200,
        answer: json!({"hit": case.id, "state": case.state}).to_string(),
        at_us: at.as_microsecond(),
    })
}

/// Opens a case: only a bureau that sees the notice can have hit it.
///
/// # Errors
/// When the caller does not see the notice, gives no ground where one is needed, or the store fails.
pub async fn open(
    app: &App,
    notice: &str,
    purpose: &str,
    notify: Notify,
    by: &By,
    at: Timestamp,
    around: Around,
) -> Result<HitCase, No> {
    let viewer = Viewer::Bureau(by.bureau.clone());
    let (notice, sight): (Notice, Sight) = queries::seen(app, notice, &viewer).await?;
    if sight != Sight::Content || notice.owner == by.bureau {
        return Err(No::not_found());
    }
    let case = HitCase::open(
        HitId(Uuid::now_v7()),
        notice.id,
        notice.exercise,
        by.bureau.clone(),
        notice.owner.clone(),
        purpose.to_owned(),
        notify,
        by.officer.clone(),
        at,
    )
    .map_err(refused)?;
    let mut change = change::hit(app, &case, 0, &[], next_hit_due(&case), "hit_opened", by, at)?;
    change.idempotency = kept(&around, &case, at);
    replayed(app, app.apply(change).await?, case).await
}

/// A repeated call is given the case of the first.
async fn replayed(app: &App, applied: Applied, case: HitCase) -> Result<HitCase, No> {
    let Applied::Replayed { answer, .. } = applied else {
        return Ok(case);
    };
    let answer: serde_json::Value = serde_json::from_str(&answer)?;
    let id = answer["hit"].as_str().unwrap_or_default().to_owned();
    Ok(queries::hit(app, &id).await?.value)
}

/// One step of a case. A repeated call is given the case as it stands.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn step(
    app: &App,
    id: &str,
    act: &HitAct,
    by: &By,
    at: Timestamp,
    around: Around,
) -> Result<HitDecision, No> {
    let rules = adoption::rules(app).await?;
    let actor = Actor {
        officer: by.officer.clone(),
        bureau: by.bureau.clone(),
        role: if by.is(Role::System) {
            Role::System
        } else {
            Role::Officer
        },
    };
    for _ in 0..12 {
        let now = queries::hit(app, id).await?;
        if !by.is(Role::System) && !queries::may_know(&now.value, &Viewer::Bureau(by.bureau.clone()), at) {
            return Err(No::not_found());
        }
        let at = not_before(at, now.value.touched_at);
        let notice = queries::load(app, &now.value.notice.to_string()).await?.value;
        let pair = profile(&notice, &now.value.querying, day_of(at));
        let decision = decide_hit(&now.value, act, &actor, at, &rules, &pair).map_err(refused)?;
        let mut change = change::hit(
            app,
            &decision.case,
            now.revision,
            &decision.events,
            decision.next_due,
            "hit_step",
            by,
            at,
        )?;
        change.done_jobs.extend(around.job.clone());
        change.idempotency = kept(&around, &decision.case, at);
        match app.apply(change).await {
            Ok(Applied::Done { .. } | Applied::Replayed { .. }) => return Ok(decision),
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(No::new(
        StatusCode::CONFLICT,
        "stale",
        "this case is being changed by many at once; try again",
    ))
}
