//! Numbers without gaps, in an order in which causes come before effects.

use std::time::Duration;

use cordon_store::merkle::{verify_consistency, verify_inclusion};
use cordon_store::note::{Checkpoint, Verifier};
use cordon_store::{Change, StoreAt};

use crate::place::{NOON, Place, act, done, number_all, problems, record, running, writing};

crate::on_both_engines!(
    each_size_has_one_signed_checkpoint,
    proofs_verify_for_a_stranger,
    causes_come_before_effects,
    sequencers_at_once_leave_no_gap_and_no_double,
    a_large_change_is_numbered_whole,
    those_who_wait_are_woken,
);

async fn each_size_has_one_signed_checkpoint(place: &Place) {
    let store = place.open().await;
    assert_eq!(store.checkpoint().await.expect("reads"), None);
    assert_eq!(store.sequence().await.expect("numbers"), 0);
    let verifier = Verifier::parse(&store.verifier_key()).expect("a key");
    for size in 1..=3 {
        done(&store, act("one")).await;
        assert_eq!(store.sequence().await.expect("numbers"), 1);
        let note = store.checkpoint().await.expect("reads").expect("is there");
        let checkpoint = Checkpoint::parse(verifier.open(&note).expect("opens")).expect("parses");
        assert_eq!((checkpoint.size, checkpoint.origin.as_str()), (size, verifier.name()));
        let verification = store.verify(&[]).await.expect("verifies");
        assert_eq!(verification.root_hex, hex::encode(checkpoint.root));
    }
    assert_eq!(store.verify(&[]).await.expect("verifies").checkpoints, 3);
}

async fn proofs_verify_for_a_stranger(place: &Place) {
    let store = place.open().await;
    let mut roots = vec![];
    // Beyond one tile of 256, so that the second level is in play.
    for batch in [1, 2, 200, 53, 256, 100] {
        let mut change = act("first");
        change.extra_entries = (1..batch).map(|_| act("more").entry).collect();
        done(&store, change).await;
        number_all(&store).await;
        let note = store.checkpoint().await.expect("reads").expect("is there");
        let checkpoint = Checkpoint::parse(&note).expect("parses");
        roots.push((checkpoint.size, checkpoint.root));
    }
    let (size, root) = *roots.last().expect("some");
    assert_eq!(size, 612);
    for seq in [1, 2, 3, 256, 257, 512, 513, 611, 612] {
        let proof = store.inclusion_proof(seq).await.expect("reads").expect("is there");
        assert_eq!((proof.index, proof.size), (seq as u64 - 1, size));
        assert!(
            verify_inclusion(&proof.leaf, proof.index, size, &proof.path, &root),
            "{seq}"
        );
        let text = proof.to_text();
        assert!(text.starts_with(&format!("c2sp.org/tlog-proof@v1\nindex {}\n", seq - 1)));
        assert!(text.contains("\n\ncordon/journal/"), "{text}");
    }
    for seq in [0, -1, 613, i64::MAX, i64::MIN] {
        assert_eq!(store.inclusion_proof(seq).await.expect("reads"), None);
    }
    for (from, old) in &roots {
        let path = store.consistency_proof(*from as i64, 612).await.expect("proves");
        assert!(verify_consistency(*from, 612, &path, old, &root), "{from}");
    }
    for (from, to) in [(-1, 1), (2, 1), (1, 613)] {
        assert!(store.consistency_proof(from, to).await.is_err());
    }
    assert_eq!(problems(&store).await, Vec::<String>::new());
}

async fn causes_come_before_effects(place: &Place) {
    let store = place.open().await;
    // A second process on another machine, whose clock is hours behind; SQLite has one process.
    let other = match place.at {
        StoreAt::Postgres { .. } => place.open().await,
        StoreAt::Sqlite(_) => store.clone(),
    };
    for round in 0..20 {
        let cause = writing(record("17", 2 * round, "{}"));
        let mut effect = writing(record("17", 2 * round + 1, "{}"));
        effect.entry.kind = "effect";
        effect.entry.at_us = NOON - 3_600_000_000;
        done(&store, cause).await;
        done(&other, effect).await;
    }
    assert_eq!(number_all(&other).await, 40);
    let kinds: Vec<String> = store
        .journal(0, 100)
        .await
        .expect("reads")
        .into_iter()
        .map(|entry| entry.kind)
        .collect();
    assert_eq!(kinds, ["case_written", "effect"].repeat(20));
}

async fn sequencers_at_once_leave_no_gap_and_no_double(place: &Place) {
    let store = place.open().await;
    let other = match place.at {
        StoreAt::Postgres { .. } => place.open().await,
        StoreAt::Sqlite(_) => store.clone(),
    };
    let writer = {
        let store = store.clone();
        tokio::spawn(async move {
            for n in 0..150 {
                done(&store, writing(record(&format!("{n}"), 0, "{}"))).await;
            }
        })
    };
    let mut numbered = 0;
    while numbered < 150 {
        let (one, two) = tokio::join!(store.sequence(), other.sequence());
        numbered += one.expect("numbers") + two.expect("numbers");
    }
    writer.await.expect("ends");
    let seqs: Vec<i64> = store
        .journal(0, 1_000)
        .await
        .expect("reads")
        .iter()
        .map(|entry| entry.seq)
        .collect();
    assert_eq!(seqs, (1..=150).collect::<Vec<_>>());
    assert_eq!(problems(&store).await, Vec::<String>::new());
}

async fn a_large_change_is_numbered_whole(place: &Place) {
    let store = place.open().await;
    for count in [1_500, 1_000] {
        let mut change = act("first");
        change.extra_entries = (1..count).map(|_| act("more").entry).collect();
        done(&store, change).await;
    }
    assert_eq!(
        store.sequence().await.expect("numbers"),
        1_500,
        "the second did not fit"
    );
    assert_eq!(store.sequence().await.expect("numbers"), 1_000);
    assert_eq!(problems(&store).await, Vec::<String>::new());
}

async fn those_who_wait_are_woken(place: &Place) {
    let store = place.open().await;
    let (mut applied, mut numbered) = (store.applied(), store.numbered());
    done(&store, act("one")).await;
    let soon = Duration::from_secs(10);
    tokio::time::timeout(soon, applied.changed())
        .await
        .expect("in time")
        .expect("open");
    store.sequence().await.expect("numbers");
    tokio::time::timeout(soon, numbered.changed())
        .await
        .expect("in time")
        .expect("open");
    assert_eq!(*numbered.borrow(), 1);
}

/// SQLite has one writer, so only PostgreSQL can commit in another order than it began.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_transaction_loses_no_entry() {
    let Some(place) = Place::postgres("slow_transaction").await else {
        return;
    };
    let store = place.open().await;
    let audience = vec!["bureau:QM".to_owned()];
    let slow = Change {
        audiences: audience.clone(),
        ..running("SELECT pg_sleep(0.8)", vec![])
    };
    let slow = tokio::spawn({
        let store = store.clone();
        async move { done(&store, slow).await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let fast = Change {
        audiences: audience,
        ..act("fast")
    };
    let fast = done(&store, fast).await;
    assert_eq!(number_all(&store).await, 1);
    let seen = store.delivered("bureau:QM", 0, 10).await.expect("reads");
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].id, fast);
    let slow = slow.await.expect("ends");
    assert_eq!(number_all(&store).await, 1);
    let then = store.delivered("bureau:QM", seen[0].seq, 10).await.expect("reads");
    assert_eq!(then.len(), 1);
    assert_eq!((then[0].seq, &then[0].id), (2, &slow));
}
