//! Changes: whole or not at all, in the face of each other.

use cordon_store::{Applied, ApplyError, Change, Idempotency, NewFile, NewJob, StoreError, Value, Write};
use serde_json::json;

use crate::place::{NOON, Place, act, done, expecting, is_stale, number_all, part, record, running, sealing, writing};

crate::on_both_engines!(
    a_change_does_all_it_says,
    a_refused_change_leaves_nothing,
    of_two_conflicting_changes_one_is_stale,
    a_repeated_request_gets_the_first_answer,
    a_reused_key_is_refused,
    a_request_at_the_same_time_is_still_running,
    many_changes_at_once_are_all_kept,
    entries_added_together_are_refused_one_by_one,
    values_come_back_as_they_went,
    records_are_found_by_keys_and_in_order,
    what_no_store_may_hold_is_refused,
    files_are_kept_once_and_encrypted,
    a_query_cannot_write,
);

async fn a_change_does_all_it_says(place: &Place) {
    let store = place.open().await;
    let mut change = sealing(part("part-1", "person-1", "Ada Alder"));
    change.records = vec![record("17", 0, r#"{"lost":1}"#)];
    change.jobs = vec![NewJob {
        kind: "ask_overdue",
        key: "17/1".to_owned(),
        due_us: NOON + 5,
        body: "{}".to_owned(),
    }];
    change.extra_entries = vec![act("second").entry, act("third").entry];
    let entry = done(&store, change).await;

    let stored = store.record("case", "17").await.expect("reads").expect("is there");
    assert_eq!((stored.revision, stored.body.as_str()), (1, r#"{"lost":1}"#));
    assert_eq!(store.find("case", "state", "open").await.expect("reads"), [stored]);
    assert_eq!(store.next_due_us().await.expect("reads"), Some(NOON + 5));
    assert_eq!(
        store
            .sealed(&["part-1".to_owned(), "none".to_owned()])
            .await
            .expect("reads"),
        [Some(b"Ada Alder".to_vec()), None]
    );
    assert_eq!(store.parts_of_person("person-1").await.expect("reads"), ["part-1"]);

    assert!(
        store.journal(0, 10).await.expect("reads").is_empty(),
        "not before its number"
    );
    assert_eq!(number_all(&store).await, 3);
    let journal = store.journal(0, 10).await.expect("reads");
    let kinds: Vec<_> = journal.iter().map(|entry| (entry.seq, entry.kind.as_str())).collect();
    assert_eq!(kinds, [(1, "person_named"), (2, "second"), (3, "third")]);
    assert_eq!(journal[0].id, entry);
    assert_eq!(journal[0].sealed[0].id, "part-1");
    assert_eq!(journal[0].public, json!({"amount": 232_000_000, "currency": "EUR"}));
    assert_eq!(store.entries_of_case("17").await.expect("reads"), journal);
    assert!(store.entries_of_case("18").await.expect("reads").is_empty());
    let delivered = store.delivered("desk:hq", 1, 10).await.expect("reads");
    let seqs: Vec<_> = delivered.iter().map(|delivery| delivery.seq).collect();
    assert_eq!(seqs, [2, 3]);
    assert!(store.delivered("bureau:QN", 0, 10).await.expect("reads").is_empty());
}

async fn a_refused_change_leaves_nothing(place: &Place) {
    let store = place.open().await;
    let mut change = sealing(part("part-1", "person-1", "Ada Alder"));
    change.records = vec![record("17", 0, "{}")];
    change.writes = vec![Write {
        sql: "UPDATE meta SET value = $1 WHERE name = $2",
        args: vec!["x".into(), "nothing has this name".into()],
        expect_rows: Some(1),
    }];
    assert!(is_stale(&store.apply(change.clone()).await, "write"));
    change.writes[0].sql = "UPDATE no_such_table SET value = $1 WHERE name = $2";
    assert!(matches!(
        store.apply(change).await,
        Err(ApplyError::Store(StoreError::Database(_)))
    ));
    assert_eq!(store.record("case", "17").await.expect("reads"), None);
    assert_eq!(store.sealed(&["part-1".to_owned()]).await.expect("reads"), [None]);
    assert_eq!(number_all(&store).await, 0);
}

async fn of_two_conflicting_changes_one_is_stale(place: &Place) {
    let store = place.open().await;
    done(&store, writing(record("17", 0, "{}"))).await;
    let mut with_job = act("job_made");
    with_job.jobs = vec![NewJob {
        kind: "ask",
        key: "1".to_owned(),
        due_us: NOON,
        body: String::new(),
    }];
    done(&store, with_job).await;
    let job = store.due_jobs(NOON, 1, NOON + 9).await.expect("leases").remove(0).id;
    let finishing = || Change {
        done_jobs: vec![job.clone()],
        ..act("job_done")
    };
    let counting = || Change {
        writes: vec![Write {
            sql: "UPDATE meta SET value = 'b' WHERE name = 'state' AND value = 'a'",
            args: vec![],
            expect_rows: Some(1),
        }],
        ..act("counted")
    };
    store.set_meta("state", "a").await.expect("writes");
    let pairs: Vec<(&str, Change, Change)> = vec![
        ("case", writing(record("18", 0, "{}")), writing(record("18", 0, "[]"))),
        ("case", writing(record("17", 1, "{}")), writing(record("17", 1, "[]"))),
        ("case", writing(record("17", 2, "{}")), expecting("17", 2)),
        ("case", expecting("17", 3), expecting("17", 3)),
        ("case", expecting("99", 0), expecting("99", 0)),
        ("job", finishing(), finishing()),
        ("write", counting(), counting()),
    ];
    for (kind, one, other) in pairs {
        let what = format!("{} {kind}", one.entry.kind);
        let (one, other) = tokio::join!(store.apply(one), store.apply(other));
        let wins = [&one, &other].iter().filter(|result| result.is_ok()).count();
        let stale = [&one, &other].iter().filter(|result| is_stale(result, kind)).count();
        assert_eq!((wins, stale), (1, 1), "{what}: {one:?} {other:?}");
    }
    let revision = store
        .record("case", "17")
        .await
        .expect("reads")
        .expect("there")
        .revision;
    assert_eq!(revision, 4);
    assert_eq!(
        store.record("case", "99").await.expect("reads"),
        None,
        "only a revision"
    );
    let late = store.apply(writing(record("17", 2, "{}"))).await;
    assert!(matches!(late, Err(ApplyError::Stale { kind, id }) if kind == "case" && id == "17"));
}

fn request(key: &str, hash: u8) -> Change {
    Change {
        idempotency: Some(Idempotency {
            client: "bank-1".to_owned(),
            key: key.to_owned(),
            request_hash: [hash; 32],
            status: 201,
            answer: r#"{"case":"17"}"#.to_owned(),
            at_us: NOON,
        }),
        ..act("requested")
    }
}

async fn a_repeated_request_gets_the_first_answer(place: &Place) {
    let store = place.open().await;
    assert_eq!(store.idempotent("bank-1", "k").await.expect("reads"), None);
    done(&store, request("k", 1)).await;
    for _ in 0..2 {
        let mut again = request("k", 1);
        // What the second attempt would answer is of no interest.
        again.idempotency.as_mut().expect("has one").answer = "other".to_owned();
        assert_eq!(
            store.apply(again).await.expect("replays"),
            Applied::Replayed {
                status: 201,
                answer: r#"{"case":"17"}"#.to_owned()
            }
        );
    }
    assert_eq!(number_all(&store).await, 1, "done once");
    let kept = store.idempotent("bank-1", "k").await.expect("reads").expect("kept");
    assert_eq!((kept.request_hash, kept.status), ([1; 32], 201));
    assert_eq!(store.forget_answers(NOON).await.expect("forgets"), 0);
    assert_eq!(store.forget_answers(NOON + 1).await.expect("forgets"), 1);
    done(&store, request("k", 1)).await;
}

async fn a_reused_key_is_refused(place: &Place) {
    let store = place.open().await;
    done(&store, request("k", 1)).await;
    assert!(matches!(store.apply(request("k", 2)).await, Err(ApplyError::KeyReused)));
    let mut other_client = request("k", 2);
    other_client.idempotency.as_mut().expect("has one").client = "bank-2".to_owned();
    done(&store, other_client).await;
    assert_eq!(number_all(&store).await, 2);
}

async fn a_request_at_the_same_time_is_still_running(place: &Place) {
    let store = place.open().await;
    // The writer may be done before the second is even asked; then it is answered as before. Not every time, though.
    let mut met = false;
    for round in 1..=50 {
        let key = format!("k{round}");
        let (first, second, seen) = tokio::join!(
            store.apply(request(&key, round)),
            store.apply(request(&key, round)),
            store.idempotent("bank-1", &key),
        );
        assert!(matches!(first, Ok(Applied::Done { .. })), "{first:?}");
        match second {
            Err(ApplyError::StillRunning) => {
                met |= matches!(seen, Err(ApplyError::StillRunning));
            }
            Ok(Applied::Replayed { status: 201, .. }) => {}
            other => panic!("{other:?}"),
        }
        assert!(matches!(
            store.apply(request(&key, round)).await,
            Ok(Applied::Replayed { status: 201, .. })
        ));
    }
    assert!(met, "no request ever met the one before it");
}

async fn many_changes_at_once_are_all_kept(place: &Place) {
    let store = place.open().await;
    let mut tasks = Vec::new();
    for n in 0..300 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            // Every tenth is bad; it must not take its neighbours in the commit with it.
            let change = if n % 10 == 3 {
                running("INSERT INTO head (id, size) VALUES (1, 1)", vec![])
            } else {
                writing(record(&format!("c{n:03}"), 0, "{}"))
            };
            store.apply(change).await.is_ok()
        }));
    }
    let mut kept = 0;
    for task in tasks {
        kept += usize::from(task.await.expect("ends"));
    }
    assert_eq!(kept, 270);
    assert_eq!(store.all("case", "", 1_000).await.expect("reads").len(), 270);
    assert_eq!(number_all(&store).await, 270);
    let verification = store.verify(&[]).await.expect("verifies");
    assert_eq!((verification.entries, verification.problems), (270, vec![]));
}

async fn entries_added_together_are_refused_one_by_one(place: &Place) {
    let store = place.open().await;
    let mut tasks = Vec::new();
    for n in 0..200 {
        let store = store.clone();
        // Two of every ten want the same sealed part; the second of them alone is refused.
        let id = if n % 10 < 2 {
            format!("part-{}", n / 10)
        } else {
            format!("own-{n}")
        };
        let change = sealing(part(&id, &format!("person-{n}"), "Ada Alder"));
        tasks.push(tokio::spawn(async move { store.apply(change).await.is_ok() }));
    }
    let mut kept = 0;
    for task in tasks {
        kept += usize::from(task.await.expect("ends"));
    }
    assert_eq!(kept, 180);
    assert_eq!(number_all(&store).await, 180);
    let named = store.entries_of_kind("person_named", 0, 500).await.expect("reads");
    assert_eq!(named.len(), 180);
    let after = store.entries_of_kind("person_named", 170, 5).await.expect("reads");
    assert_eq!(
        after.iter().map(|e| e.seq).collect::<Vec<_>>(),
        [171, 172, 173, 174, 175]
    );
    assert!(store.entries_of_kind("second", 0, 500).await.expect("reads").is_empty());
    let verification = store.verify(&[]).await.expect("verifies");
    assert_eq!((verification.entries, verification.problems), (180, vec![]));
}

async fn values_come_back_as_they_went(place: &Place) {
    let store = place.open().await;
    let row = vec![
        Value::from("a"),
        Value::from("\u{645}\u{62d}\u{645}\u{62f} 'x' $1"),
        Value::I64(i64::MIN),
        Value::I64(i64::MAX),
        Value::I64(0),
        Value::I64(0),
        Value::from(""),
        Value::Null,
    ];
    done(
        &store,
        running(
            "INSERT INTO job (id, kind, job_key, due_us, run_us, done, attempts, body, reason)
             VALUES ($1, 'k', $2, $3, $4, $5, $6, $7, $8)",
            row,
        ),
    )
    .await;
    let rows = store
        .query(
            "SELECT job_key, due_us, run_us, reason, body, COUNT(*) OVER () FROM job WHERE id = $1",
            &["a".into()],
        )
        .await
        .expect("reads");
    let row = &rows[0];
    assert_eq!(row.text(0).expect("text"), "\u{645}\u{62d}\u{645}\u{62f} 'x' $1");
    assert_eq!(
        (row.i64(1).expect("low"), row.i64(2).expect("high")),
        (i64::MIN, i64::MAX)
    );
    assert_eq!(
        (row.opt_text(3).expect("null"), row.text(4).expect("empty")),
        (None, "")
    );
    assert_eq!(row.i64(5).expect("count"), 1);
    assert!(matches!(row.i64(0), Err(StoreError::Column { index: 0, .. })));
    assert!(matches!(row.text(3), Err(StoreError::Column { .. })));
    assert!(matches!(
        row.bytes(9),
        Err(StoreError::Column {
            found: "no such column",
            ..
        })
    ));
    let every_byte: Vec<u8> = (0..=255).collect();
    let mut change = act("bytes");
    change.entry.sealed = vec![cordon_store::SealedPart {
        id: "p".to_owned(),
        person: "q".to_owned(),
        bytes: every_byte.clone(),
    }];
    done(&store, change).await;
    assert_eq!(
        store.sealed(&["p".to_owned()]).await.expect("reads"),
        [Some(every_byte)]
    );
}

async fn records_are_found_by_keys_and_in_order(place: &Place) {
    let store = place.open().await;
    // Z before a, and é after both: byte order, whatever the server's locale says.
    for (id, due) in [("a", "0300"), ("Z", "0100"), ("\u{e9}", "0200"), ("b", "0200")] {
        let mut write = record(id, 0, &format!("\"{id}\""));
        write.keys.push(("due", due.to_owned()));
        done(&store, writing(write)).await;
    }
    let ids =
        |records: Vec<cordon_store::Record>| -> Vec<String> { records.into_iter().map(|record| record.id).collect() };
    assert_eq!(
        ids(store.all("case", "", 9).await.expect("reads")),
        ["Z", "a", "b", "\u{e9}"]
    );
    assert_eq!(ids(store.all("case", "a", 1).await.expect("reads")), ["b"]);
    let due = store.range("case", "due", "0100", "0300", 9).await.expect("reads");
    assert_eq!(ids(due), ["Z", "b", "\u{e9}"]);
    let wanted = ["b".to_owned(), "none".to_owned(), "Z".to_owned()];
    assert_eq!(ids(store.records("case", &wanted).await.expect("reads")), ["b", "Z"]);
    assert!(store.records("officer", &wanted).await.expect("reads").is_empty());

    let mut closed = record("a", 1, "{}");
    closed.keys = vec![("state", "closed".to_owned())];
    done(&store, writing(closed)).await;
    assert_eq!(ids(store.find("case", "state", "closed").await.expect("reads")), ["a"]);
    assert_eq!(
        ids(store.find("case", "state", "open").await.expect("reads")),
        ["Z", "b", "\u{e9}"]
    );
    assert!(store.find("case", "due", "0300").await.expect("reads").is_empty());
}

async fn what_no_store_may_hold_is_refused(place: &Place) {
    let store = place.open().await;
    let invalid = |result: Result<Applied, ApplyError>| {
        assert!(
            matches!(result, Err(ApplyError::Store(StoreError::Invalid(_)))),
            "{result:?}"
        );
    };
    invalid(store.apply(writing(record("a\0b", 0, "{}"))).await);
    invalid(
        store
            .apply(running("DELETE FROM job WHERE id = $1", vec!["\0".into()]))
            .await,
    );
    assert!(matches!(
        store.query("SELECT id FROM job WHERE id = $1", &["\0".into()]).await,
        Err(StoreError::Invalid(_))
    ));
    let mut long = act("long");
    long.entry.public = json!("x".repeat(70_000));
    invalid(store.apply(long).await);
    invalid(store.apply(act("erasure")).await);
    let mut twice = writing(record("a", 0, "{}"));
    twice.records.push(record("a", 0, "{}"));
    invalid(store.apply(twice).await);
    let mut wrong_hash = act("filed");
    wrong_hash.files = vec![NewFile {
        sha256: [0; 32],
        media_type: "text/plain".to_owned(),
        bytes: b"x".to_vec(),
        person: None,
    }];
    invalid(store.apply(wrong_hash).await);
    assert_eq!(number_all(&store).await, 0);
}

async fn files_are_kept_once_and_encrypted(place: &Place) {
    let store = place.open().await;
    let secret = b"warrant of arrest, exercise".to_vec();
    let file = NewFile::new("application/pdf".to_owned(), secret.clone(), Some("p1".to_owned()));
    for _ in 0..2 {
        let mut change = act("filed");
        change.files = vec![file.clone()];
        done(&store, change).await;
    }
    let read = store.file(&file.sha256).await.expect("reads").expect("is there");
    assert_eq!((read.media_type.as_str(), &read.bytes), ("application/pdf", &secret));
    assert_eq!(store.file(&[1; 32]).await.expect("reads"), None);
    let rows = store.query("SELECT bytes FROM file", &[]).await.expect("reads");
    assert_eq!(rows.len(), 1);
    let stored = rows[0].bytes(0).expect("bytes");
    assert!(!stored.windows(7).any(|window| window == b"warrant"));
    number_all(&store).await;
    assert_eq!(crate::place::problems(&store).await, Vec::<String>::new());
}

async fn a_query_cannot_write(place: &Place) {
    let store = place.open().await;
    store.set_meta("state", "a").await.expect("writes");
    for sql in [
        "UPDATE meta SET value = 'b' WHERE name = 'state' RETURNING value",
        "DELETE FROM meta",
        "CREATE TABLE extra (id BIGINT)",
    ] {
        assert!(store.query(sql, &[]).await.is_err(), "{sql}");
    }
    assert_eq!(store.meta("state").await.expect("reads").as_deref(), Some("a"));
}
