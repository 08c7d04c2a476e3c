//! Work that waits in the store: taken under a lease, done once.

use std::time::Duration;

use crate::answer::No;
use crate::app::App;

/// A worker that dies leaves its job to the next after so many seconds.
const LEASE: i64 = 60;
/// A job that failed is tried again after so many seconds.
const RETRY: i64 = 30;
/// The sequencer numbers together what arrives in so long, and leaves the writer to acts meanwhile.
const TOGETHER: Duration = Duration::from_millis(5);
/// The follower of links looks at most so often: a link is for a person to read.
const FOLLOW: Duration = Duration::from_millis(100);
/// How often each part of the background looks for work that nothing woke it for.
const LOOK: Duration = Duration::from_millis(500);

/// Runs every job that is due; gives how many were run.
///
/// # Errors
/// When the store fails. A job that fails is put back and does not stop the others.
pub async fn run_due(app: &App) -> Result<usize, No> {
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

/// The background of `serve`: numbers entries, runs jobs and follows links until the program ends. Each is a task of its
/// own, so that no alert waits in the sequencer's queue while a long list is being linked.
pub async fn run(app: App) {
    let mut tasks = tokio::task::JoinSet::new();
    tasks.spawn(number(app.clone()));
    tasks.spawn(work(app.clone()));
    tasks.spawn(follow(app));
    while let Some(ended) = tasks.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a part of the background ended");
        }
    }
}

/// Numbers what acts have left.
async fn number(app: App) {
    loop {
        match app.sequence().await {
            Ok(0) => {}
            Ok(_) => tokio::time::sleep(TOGETHER).await,
            Err(error) => tracing::error!(%error, "the sequencer rests"),
        }
        // Woken by an act of this process; acts of another replica are looked for twice a second.
        let _ = tokio::time::timeout(LOOK, app.acted.notified()).await;
    }
}

/// Runs what falls due, by an act just numbered or by the clock.
async fn work(app: App) {
    let mut numbered = app.numbered.subscribe();
    loop {
        let did = match run_due(&app).await {
            Ok(count) => count > 0,
            Err(no) => {
                tracing::error!(reason = %no.detail, "jobs rest");
                false
            }
        };
        if !did {
            let _ = tokio::time::timeout(LOOK, numbered.changed()).await;
        }
    }
}

/// Lets the values of new cases link.
async fn follow(app: App) {
    let mut numbered = app.numbered.subscribe();
    loop {
        if let Err(no) = crate::links::follow::run(&app).await {
            tracing::error!(reason = %no.detail, "the follower of links rests");
        }
        tokio::time::sleep(FOLLOW).await;
        let _ = tokio::time::timeout(LOOK, numbered.changed()).await;
    }
}
