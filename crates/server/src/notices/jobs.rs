//! What is due on notices: clocks, screening, letters.

use cordon_notices::hit::HitAct;
use cordon_notices::lifecycle::State;
use cordon_store::{ApplyError, Change, Entry};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::notices::by::By;
use crate::notices::change::Around;
use crate::notices::wish::Wish;
use crate::notices::{hits, queries, service};

/// Whether a kind of job is of this module.
#[must_use]
pub fn knows(kind: &str) -> bool {
    kind.starts_with("notices.")
}

/// Runs one job. A job that has become void is put away.
///
/// # Errors
/// When the store fails.
pub async fn run_job(app: &App, kind: &str, id: &str, body: &str) -> Result<(), No> {
    let told: Value = serde_json::from_str(body)?;
    let named = |key: &str| told[key].as_str().unwrap_or_default().to_owned();
    let at = app.now().timestamp();
    let job = Around {
        job: Some(id.to_owned()),
        ..Around::default()
    };
    let outcome = match kind {
        "notices.screen" => {
            let state = queries::load(app, &named("notice")).await?.value.state;
            if matches!(state, State::Submitted | State::Screening) {
                service::screen(app, &named("notice"), at).await.map(|_| ())?;
            }
            return Ok(app.store.job_done(id).await?);
        }
        "notices.letter" => return letter(app, id, &told).await,
        "notices.hit_tick" => hits::step(app, &named("hit"), &HitAct::Tick, &By::system()?, at, job)
            .await
            .map(|_| ()),
        _ => service::act(app, &named("notice"), &Wish::Tick, &By::system()?, at, job)
            .await
            .map(|_| ()),
    };
    match outcome {
        // The clock was met or moved meanwhile: a newer job stands for it.
        Err(no) if no.code == "nothing_due" => Ok(app.store.job_done(id).await?),
        other => other,
    }
}

/// A letter leaves at its hour: an entry told to its reader, and no sooner.
async fn letter(app: &App, id: &str, told: &Value) -> Result<(), No> {
    let now = app.now();
    let notice = told["notice"].as_str().unwrap_or_default().to_owned();
    let mut change = Change::new(Entry {
        kind: "notices.act",
        actor: "program:HQ".into(),
        bureau: "HQ".into(),
        at_us: now.micros(),
        purpose: "send a letter at its hour".into(),
        case: Some(notice),
        public: json!({"act": "letter", "exercise": app.world.exercise(), "events": [{"at": now, "kind": told["kind"], "to": told["to"]}]}),
        sealed: vec![],
    });
    change.audiences = told["to"]
        .as_array()
        .map(|to| to.iter().filter_map(|t| t.as_str().map(str::to_owned)).collect())
        .unwrap_or_default();
    change.done_jobs.push(id.to_owned());
    match app.apply(change).await {
        Ok(_) | Err(ApplyError::Stale { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
