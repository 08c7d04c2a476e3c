//! Work that waits in the store: taken under a lease, done once.

use crate::answer::No;
use crate::app::App;

/// A worker that dies leaves its job to the next after so many seconds.
const LEASE: i64 = 60;
/// A job that failed is tried again after so many seconds.
const RETRY: i64 = 30;

/// Runs every job that is due; gives how many were run.
///
/// # Errors
/// When the store fails. A job that fails is put back and does not stop the others.
pub async fn run_due(app: &App) -> Result<usize, No> {
    crate::links::follow::run(app).await?;
    let now = app.now();
    let jobs = app
        .store
        .due_jobs(now.micros(), 100, now.plus_seconds(LEASE).micros())
        .await?;
    let count = jobs.len();
    for job in jobs {
        let done = match job.kind.as_str() {
            "stop_payment.clock" => crate::stop_payment::jobs::clock(app, &job.id, &job.body).await,
            crate::stop_payment::holds::SHARE => crate::stop_payment::jobs::share(app, &job.id, &job.body).await,
            other => crate::modules::run_job(app, other, &job.id, &job.body).await,
        };
        if let Err(no) = done {
            tracing::warn!(job = %job.id, kind = %job.kind, reason = %no.detail, "a job failed and is tried again");
            app.store
                .job_failed(&job.id, now.plus_seconds(RETRY).micros(), &no.detail)
                .await?;
        }
    }
    Ok(count)
}

/// Runs jobs and numbers entries until the program ends: the background of `serve`.
pub async fn run(app: App) {
    loop {
        let did = match run_due(&app).await {
            Ok(n) => n > 0,
            Err(no) => {
                tracing::error!(reason = %no.detail, "jobs rest");
                false
            }
        };
        if let Err(error) = app.sequence().await {
            tracing::error!(%error, "the sequencer rests");
        }
        if let Err(no) = crate::links::follow::run(&app).await {
            tracing::error!(reason = %no.detail, "the follower of links rests");
        }
        if !did {
            // Woken by an act; otherwise due jobs are looked for twice a second.
            let _ = tokio::time::timeout(std::time::Duration::from_millis(500), app.acted.notified()).await;
        }
    }
}
