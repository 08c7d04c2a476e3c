//! Jobs: leased, retried, done once.

use cordon_store::{Change, NewJob, Store};

use crate::place::{NOON, Place, act, done, is_stale};

crate::on_both_engines!(
    jobs_are_taken_in_order_of_time,
    a_lease_that_ends_gives_the_job_back,
    a_failed_job_waits_for_its_retry,
    the_same_job_is_made_once,
    two_workers_never_hold_the_same_job,
    a_job_that_comes_to_nothing_stays_undone,
);

fn job(key: &str, due_us: i64) -> NewJob {
    NewJob {
        kind: "ask_overdue",
        key: key.to_owned(),
        due_us,
        body: format!("{{\"ask\":\"{key}\"}}"),
    }
}

async fn with_jobs(place: &Place, jobs: Vec<NewJob>) -> Store {
    let store = place.open().await;
    done(
        &store,
        Change {
            jobs,
            ..act("jobs_made")
        },
    )
    .await;
    store
}

async fn keys(store: &Store, now: i64, until: i64) -> Vec<String> {
    let jobs = store.due_jobs(now, 10, until).await.expect("leases");
    jobs.into_iter().map(|job| job.key).collect()
}

async fn jobs_are_taken_in_order_of_time(place: &Place) {
    let store = place.open().await;
    assert_eq!(store.next_due_us().await.expect("reads"), None);
    assert!(keys(&store, NOON, NOON + 1).await.is_empty());
    let jobs = vec![job("c", 30), job("a", 10), job("b", 20), job("a2", 10)];
    done(
        &store,
        Change {
            jobs,
            ..act("jobs_made")
        },
    )
    .await;
    assert_eq!(store.next_due_us().await.expect("reads"), Some(10));
    assert!(keys(&store, 9, 100).await.is_empty());
    assert_eq!(keys(&store, 20, 100).await, ["a", "a2", "b"]);
    assert_eq!(store.next_due_us().await.expect("reads"), Some(30));
    let last = store.due_jobs(30, 10, 100).await.expect("leases").remove(0);
    assert_eq!(
        (last.kind.as_str(), last.body.as_str()),
        ("ask_overdue", "{\"ask\":\"c\"}")
    );
    assert_eq!((last.due_us, last.attempts), (30, 1));
    assert!(store.due_jobs(200, 10, 200).await.is_err(), "a lease without length");
}

async fn a_lease_that_ends_gives_the_job_back(place: &Place) {
    let store = with_jobs(place, vec![job("a", 10)]).await;
    assert_eq!(keys(&store, 10, 50).await, ["a"]);
    assert!(keys(&store, 49, 90).await.is_empty());
    assert_eq!(store.next_due_us().await.expect("reads"), Some(50));
    let again = store.due_jobs(50, 1, 90).await.expect("leases").remove(0);
    assert_eq!(again.attempts, 2);
    store.job_done(&again.id).await.expect("writes");
    assert_eq!(store.next_due_us().await.expect("reads"), None);
}

async fn a_failed_job_waits_for_its_retry(place: &Place) {
    let store = with_jobs(place, vec![job("a", 10)]).await;
    let taken = store.due_jobs(10, 1, 50).await.expect("leases").remove(0);
    store
        .job_failed(&taken.id, 70, "the bank\0 did not answer")
        .await
        .expect("writes");
    assert!(keys(&store, 60, 90).await.is_empty());
    assert_eq!(keys(&store, 70, 90).await, ["a"]);
}

async fn the_same_job_is_made_once(place: &Place) {
    let store = with_jobs(place, vec![job("a", 10), job("a", 11)]).await;
    let taken = store.due_jobs(99, 9, 100).await.expect("leases");
    assert_eq!(taken.len(), 1);
    store.job_done(&taken[0].id).await.expect("writes");
    done(
        &store,
        Change {
            jobs: vec![job("a", 12)],
            ..act("jobs_made")
        },
    )
    .await;
    assert_eq!(
        store.next_due_us().await.expect("reads"),
        None,
        "not even after it is done"
    );
}

async fn two_workers_never_hold_the_same_job(place: &Place) {
    let jobs = (0..60).map(|n| job(&format!("{n:02}"), n)).collect();
    let store = with_jobs(place, jobs).await;
    let mut taken = Vec::new();
    for _ in 0..40 {
        let (one, two, three) = tokio::join!(
            store.due_jobs(99, 3, 1_000),
            store.due_jobs(99, 3, 1_000),
            store.due_jobs(99, 3, 1_000),
        );
        for jobs in [one, two, three] {
            taken.extend(jobs.expect("leases").into_iter().map(|job| job.key));
        }
        if taken.len() >= 60 {
            break;
        }
    }
    taken.sort_unstable();
    assert_eq!(taken, (0..60).map(|n| format!("{n:02}")).collect::<Vec<_>>());
}

async fn a_job_that_comes_to_nothing_stays_undone(place: &Place) {
    let store = with_jobs(place, vec![job("a", 10)]).await;
    let id = store.due_jobs(10, 1, 50).await.expect("leases").remove(0).id;
    let done_twice = Change {
        done_jobs: vec![id.clone(), id.clone()],
        ..act("job_done")
    };
    assert!(is_stale(&store.apply(done_twice).await, "job"));
    assert_eq!(
        store.next_due_us().await.expect("reads"),
        Some(50),
        "undone with its change"
    );
    done(
        &store,
        Change {
            done_jobs: vec![id],
            ..act("job_done")
        },
    )
    .await;
    assert_eq!(store.next_due_us().await.expect("reads"), None);
}
