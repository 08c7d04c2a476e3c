//! The clocks of stop-payment cases, and shares of holds that several cases meet at, as jobs.

use cordon_stop_payment::{Act, AskId, ClockKind};
use cordon_vocabulary::{Actor, Means, Who};
use serde::Deserialize;

use crate::answer::No;
use crate::app::App;
use crate::members::profile;
use crate::stop_payment::{queries, service};

#[derive(Debug, Deserialize)]
struct ClockBody {
    case: String,
    ask: AskId,
    clock: ClockKind,
    level: u8,
}

#[derive(Debug, Deserialize)]
struct ShareBody {
    case: String,
    ask: AskId,
    units: i64,
}

/// The program of a case's own bureau.
fn program(filed: &queries::Filed, purpose: &str) -> Actor {
    Actor {
        who: Who::Program {
            bureau: filed.case.bureau.clone(),
        },
        means: Means::Program,
        purpose: purpose.into(),
    }
}

/// Gives a case its share of new money held at an account where several requests meet.
///
/// # Errors
/// When the job cannot be read or the store fails; the job is then tried again.
pub async fn share(app: &App, job: &str, body: &str) -> Result<(), No> {
    let body: ShareBody = serde_json::from_str(body)?;
    let filed = queries::case(&app.store, &body.case).await?;
    let Some((filed, country)) = filed.and_then(|f| {
        let country = f.case.ask(body.ask)?.country;
        Some((f, country))
    }) else {
        app.store.job_done(job).await?;
        return Ok(());
    };
    let act = Act::Share {
        ask: body.ask,
        units: body.units,
        rules: Box::new(profile::hold_rules_on(country, app.today())),
    };
    let actor = program(&filed, "share a hold among the requests that meet there");
    let about = service::Circumstances {
        job: Some(job.to_owned()),
        ..service::Circumstances::of(&actor)
    };
    service::act(app, &body.case, &act, about).await?;
    Ok(())
}

/// Runs one clock that is due. What it finds answered meanwhile, it leaves.
///
/// # Errors
/// When the job cannot be read or the store fails; the job is then tried again.
pub async fn clock(app: &App, job: &str, body: &str) -> Result<(), No> {
    let body: ClockBody = serde_json::from_str(body)?;
    let Some(filed) = queries::case(&app.store, &body.case).await? else {
        app.store.job_done(job).await?;
        return Ok(());
    };
    let actor = program(&filed, "run the clocks of a case");
    let act = Act::ClockRan {
        ask: body.ask,
        clock: body.clock,
        level: body.level,
    };
    // A clock that has nothing left to say leaves no entry in the journal.
    let silent = cordon_stop_payment::decide(&filed.case, &act, &actor, app.now()).is_ok_and(|d| d.events.is_empty());
    if silent {
        app.store.job_done(job).await?;
        return Ok(());
    }
    let about = service::Circumstances {
        job: Some(job.to_owned()),
        ..service::Circumstances::of(&actor)
    };
    service::act(app, &body.case, &act, about).await?;
    Ok(())
}
