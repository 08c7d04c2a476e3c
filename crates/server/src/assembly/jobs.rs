//! Once a day: figures are entered, members are reminded of what they promised, the secretariat of its deadlines.

use cordon_assembly::assembly::Assembly;
use cordon_assembly::commitment::reminders;
use cordon_assembly::session::deadlines;
use cordon_store::{ApplyError, Change, NewJob};
use cordon_vocabulary::Instant;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::assembly::{figures, service};

/// The kind of the daily job.
const KIND: &str = "assembly.day";
/// Days before a deadline on which the secretariat is told.
const WARNED: [i32; 5] = [30, 14, 7, 1, 0];
/// The hour of the day, UTC.
const HOUR: i8 = 5;

/// Whether a kind of job is of this module.
#[must_use]
pub fn knows(kind: &str) -> bool {
    kind == KIND
}

/// The job of the day after a day.
#[must_use]
pub fn after(session: &str, day: Date) -> Option<NewJob> {
    let next = day.tomorrow().ok()?;
    let due = jiff::tz::Offset::UTC.to_timestamp(next.at(HOUR, 0, 0, 0)).ok()?;
    Some(NewJob {
        kind: KIND,
        key: format!("{session}/{next}"),
        due_us: due.as_microsecond(),
        body: json!({"session": session, "day": next}).to_string(),
    })
}

/// Runs the daily job.
///
/// # Errors
/// When the store fails.
pub async fn run_job(app: &App, id: &str, body: &str) -> Result<(), No> {
    let told: Value = serde_json::from_str(body)?;
    let session = told["session"].as_str().unwrap_or_default().to_owned();
    let now = app.now();
    let today = app.today();
    figures::feed(app, &session, now.timestamp()).await?;
    let state = service::load(app, &session).await?.value;
    let mut change = news(&state, today, now);
    change.done_jobs.push(id.to_owned());
    // Commitments are followed until the next session opens.
    if state.session.next_opening.is_none_or(|next| today < next) {
        change.jobs.extend(after(&session, today));
    }
    match app.apply(change).await {
        Ok(_) | Err(ApplyError::Stale { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What is told on a day: to each member its reminders, to the headquarters the deadlines that come near.
fn news(state: &Assembly, today: Date, now: Instant) -> Change {
    let reminders = reminders(state, today);
    let near: Vec<_> = deadlines(state, today)
        .into_iter()
        .filter(|one| one.done.is_none() && WARNED.contains(&one.days_left))
        .collect();
    let public = json!({
        "session": state.session.number,
        "exercise": state.session.exercise,
        "reminders": reminders,
        "deadlines": near,
    });
    let entry = service::entry("assembly.reminded", "program:HQ", now.timestamp(), public);
    let mut change = Change::new(entry);
    change.audiences = reminders.iter().map(|one| format!("bureau:{}", one.member)).collect();
    if !near.is_empty() {
        change.audiences.push("desk:hq".into());
    }
    change.audiences.sort();
    change.audiences.dedup();
    change
}
