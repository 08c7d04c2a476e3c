//! The verification notices every byte that is not as it was.

use std::collections::HashSet;

use cordon_store::{Erasure, NewFile, Store, Value};

use crate::place::{Place, act, done, number_all, part, problems, running, sealing};

crate::on_both_engines!(
    any_flipped_byte_is_noticed,
    entries_taken_away_or_put_in_are_noticed,
    a_cut_journal_is_noticed_by_an_older_checkpoint,
    a_foreign_checkpoint_is_refused,
    reading_needs_no_server_and_changes_nothing,
);

/// All that the journal consists of: table, key columns, column, statement that sets it.
const JOURNAL: &[(&str, &str, &str)] = &[
    (
        "entry.bytes",
        "SELECT bytes, id FROM entry ORDER BY id",
        "UPDATE entry SET bytes = $1 WHERE id = $2",
    ),
    (
        "entry.kind",
        "SELECT kind, id FROM entry ORDER BY id",
        "UPDATE entry SET kind = $1 WHERE id = $2",
    ),
    (
        "entry.case_ref",
        "SELECT case_ref, id FROM entry ORDER BY id",
        "UPDATE entry SET case_ref = $1 WHERE id = $2",
    ),
    (
        "sealed.bytes",
        "SELECT bytes, id FROM sealed ORDER BY id",
        "UPDATE sealed SET bytes = $1 WHERE id = $2",
    ),
    (
        "sealed.salt",
        "SELECT salt, id FROM sealed ORDER BY id",
        "UPDATE sealed SET salt = $1 WHERE id = $2",
    ),
    (
        "sealed.person",
        "SELECT person, id FROM sealed ORDER BY id",
        "UPDATE sealed SET person = $1 WHERE id = $2",
    ),
    (
        "sealed.entry_id",
        "SELECT entry_id, id FROM sealed ORDER BY id",
        "UPDATE sealed SET entry_id = $1 WHERE id = $2",
    ),
    (
        "tile.hashes",
        "SELECT hashes, CAST(level AS TEXT) FROM tile ORDER BY level",
        "UPDATE tile SET hashes = $1 WHERE CAST(level AS TEXT) = $2",
    ),
    (
        "checkpoint.note",
        "SELECT note, CAST(size AS TEXT) FROM checkpoint ORDER BY size",
        "UPDATE checkpoint SET note = $1 WHERE CAST(size AS TEXT) = $2",
    ),
    (
        "delivery.audience",
        "SELECT audience, audience FROM delivery ORDER BY audience",
        "UPDATE delivery SET audience = $1 WHERE audience = $2",
    ),
    (
        "file.bytes",
        "SELECT bytes, media_type FROM file",
        "UPDATE file SET bytes = $1 WHERE media_type = $2",
    ),
    (
        "file.media_type",
        "SELECT media_type, media_type FROM file",
        "UPDATE file SET media_type = $1 WHERE media_type = $2",
    ),
    (
        "file.sha256",
        "SELECT sha256, media_type FROM file",
        "UPDATE file SET sha256 = $1 WHERE media_type = $2",
    ),
    (
        "file_use.sha256",
        "SELECT sha256, id FROM file_use ORDER BY id",
        "UPDATE file_use SET sha256 = $1 WHERE id = $2",
    ),
    (
        "file_use.salt",
        "SELECT salt, id FROM file_use ORDER BY id",
        "UPDATE file_use SET salt = $1 WHERE id = $2",
    ),
    (
        "file_use.person",
        "SELECT person, id FROM file_use ORDER BY id",
        "UPDATE file_use SET person = $1 WHERE id = $2",
    ),
];

async fn journal(place: &Place) -> Store {
    let store = place.open().await;
    done(&store, sealing(part("p1", "ada", "Ada Alder"))).await;
    done(&store, sealing(part("p2", "bob", "Bob"))).await;
    number_all(&store).await;
    let mut filed = act("filed");
    filed.files = vec![NewFile::new(
        "text/plain".into(),
        b"statement".to_vec(),
        Some("ada".into()),
    )];
    done(&store, filed).await;
    let mut erased = act("erasure_ordered");
    erased.erasures = vec![Erasure {
        ground: "court order".to_owned(),
        persons: ["a".to_owned(), "b".to_owned()],
        parts: vec!["p2".to_owned()],
        files: vec![],
    }];
    done(&store, erased).await;
    number_all(&store).await;
    assert_eq!(problems(&store).await, Vec::<String>::new());
    store
}

/// A row's value with one bit of one byte changed; text stays text.
fn flipped(value: &Value, at: usize, bit: u8) -> Option<Value> {
    match value {
        Value::Bytes(bytes) => {
            let mut bytes = bytes.clone();
            *bytes.get_mut(at)? ^= 1 << bit;
            Some(Value::Bytes(bytes))
        }
        Value::Text(text) => {
            let mut bytes = text.clone().into_bytes();
            *bytes.get_mut(at)? ^= 1 << bit;
            let text = String::from_utf8(bytes).ok()?;
            (!text.contains('\0')).then_some(Value::Text(text))
        }
        Value::I64(_) | Value::Null => None,
    }
}

/// Spread over the value by a fixed multiplier, so that a run can be repeated.
async fn any_flipped_byte_is_noticed(place: &Place) {
    let store = journal(place).await;
    let mut tried = HashSet::new();
    for (name, select, update) in JOURNAL {
        let rows = store.query(select, &[]).await.expect("reads");
        assert!(!rows.is_empty(), "{name}");
        for (number, row) in rows.iter().enumerate() {
            let (value, length) = match row.opt_text(0) {
                Ok(None) => continue,
                Ok(Some(text)) => (Value::from(text), text.len()),
                Err(_) => {
                    let bytes = row.bytes(0).expect("bytes");
                    (Value::from(bytes), bytes.len())
                }
            };
            let key = Value::from(row.text(1).expect("key"));
            for step in 0..3_usize {
                let at = (number * 7_919 + step * 104_729) % length;
                let Some(bad) = flipped(&value, at, (step * 3 + number) as u8 % 8) else {
                    continue;
                };
                // Where the column is its own key, the way back goes over the bad value.
                let back_key = if select.contains("SELECT audience, audience")
                    || select.contains("SELECT media_type, media_type")
                {
                    bad.clone()
                } else {
                    key.clone()
                };
                done(&store, running(update, vec![bad, key.clone()])).await;
                assert!(!problems(&store).await.is_empty(), "{name} of row {number}, byte {at}");
                done(&store, running(update, vec![value.clone(), back_key])).await;
                tried.insert(*name);
            }
        }
    }
    assert_eq!(tried.len(), JOURNAL.len(), "each column was flipped: {tried:?}");
    assert_eq!(problems(&store).await, Vec::<String>::new(), "all flips were undone");
}

async fn entries_taken_away_or_put_in_are_noticed(place: &Place) {
    let store = journal(place).await;
    for (what, sql) in [
        (
            "a delivery too much",
            "INSERT INTO delivery (audience, seq) VALUES ('bureau:QT', 1)",
        ),
        ("the head", "UPDATE head SET size = size + 1"),
        (
            "a tile too much",
            "INSERT INTO tile (level, idx, hashes) SELECT 5, 5, hashes FROM tile",
        ),
        (
            "a checkpoint gone",
            "DELETE FROM checkpoint WHERE size = (SELECT MAX(size) FROM checkpoint)",
        ),
        ("a file's content gone", "DELETE FROM file"),
        (
            "a sealed part too much",
            "INSERT INTO sealed (id, entry_id, person, salt, bytes)
            SELECT 'px', entry_id, person, salt, bytes FROM sealed",
        ),
        ("an entry in the middle gone", "DELETE FROM entry WHERE seq = 2"),
        (
            "the last entry gone",
            "DELETE FROM entry WHERE seq = (SELECT MAX(seq) FROM entry)",
        ),
    ] {
        let before = problems(&store).await;
        done(&store, running(sql, vec![])).await;
        assert_ne!(problems(&store).await, before, "{what}");
    }
}

async fn a_cut_journal_is_noticed_by_an_older_checkpoint(place: &Place) {
    let store = journal(place).await;
    let kept_elsewhere = store.checkpoint().await.expect("reads").expect("is there");
    let known = [kept_elsewhere];
    assert!(store.verify(&known).await.expect("runs").verified());
    // The whole second batch disappears without a trace in the store itself.
    for sql in [
        "DELETE FROM entry WHERE seq > 2",
        "DELETE FROM delivery WHERE seq > 2",
        "DELETE FROM checkpoint WHERE size > 2",
        "DELETE FROM file",
        "DELETE FROM file_use",
        "UPDATE head SET size = 2",
        "DELETE FROM sealed WHERE id = 'p2'",
    ] {
        done(&store, running(sql, vec![])).await;
    }
    let problems = store.verify(&known).await.expect("runs").problems;
    let cut = "a checkpoint signs 5 entries, but there are 2: entries were cut off";
    assert!(problems.iter().any(|problem| problem == cut), "{problems:?}");
}

async fn a_foreign_checkpoint_is_refused(place: &Place) {
    let store = journal(place).await;
    let foreign = store
        .checkpoint()
        .await
        .expect("reads")
        .expect("is there")
        .replace('5', "6");
    for note in [foreign, "nonsense".to_owned(), String::new()] {
        let problems = store.verify(&[note]).await.expect("runs").problems;
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("given checkpoint 1: "), "{problems:?}");
    }
}

async fn reading_needs_no_server_and_changes_nothing(place: &Place) {
    let store = journal(place).await;
    let beside = Store::open_read_only(&place.at).await.expect("opens beside a server");
    assert!(beside.verify(&[]).await.expect("runs").verified());
    beside.close().await;
    store.close().await;
    let alone = Store::open_read_only(&place.at).await.expect("opens alone");
    let verification = alone.verify(&[]).await.expect("runs");
    assert_eq!((verification.entries, verification.problems), (5, vec![]));
    assert!(alone.apply(act("written")).await.is_err());
    assert!(alone.set_meta("a", "b").await.is_err());
    assert_eq!(alone.journal(0, 9).await.expect("reads").len(), 5);
}

/// SQLite lets a foreign hand put text where bytes belong.
#[tokio::test]
async fn what_cannot_be_read_does_not_verify() {
    let place = Place::sqlite("unreadable");
    let store = journal(&place).await;
    done(&store, running("UPDATE sealed SET salt = 'salt'", vec![])).await;
    let problems = problems(&store).await;
    let stopped = problems
        .iter()
        .any(|problem| problem.starts_with("the check could not go on"));
    assert!(stopped, "{problems:?}");
}
