//! Opening: locks, keys, migrations, and what survives a kill.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use cordon_store::{Store, StoreAt, StoreError};

use crate::place::{Place, act, done, number_all, problems, running};

crate::on_both_engines!(
    a_store_opens_again_with_all_it_had,
    a_lost_or_foreign_key_is_refused,
    an_unknown_migration_is_refused,
    settings_are_kept,
    a_closed_store_says_so,
);

async fn a_store_opens_again_with_all_it_had(place: &Place) {
    let store = place.open().await;
    let key = store.verifier_key();
    done(&store, act("one")).await;
    number_all(&store).await;
    done(&store, act("not numbered yet")).await;
    store.close().await;
    let store = place.open().await;
    assert_eq!(store.verifier_key(), key);
    assert_eq!(*store.numbered().borrow(), 1);
    assert_eq!(number_all(&store).await, 1);
    assert_eq!(problems(&store).await, Vec::<String>::new());
}

async fn a_lost_or_foreign_key_is_refused(place: &Place) {
    place.open().await.close().await;
    let path = place.at.keys().join("journal.key");
    let key = std::fs::read(&path).expect("a key");
    #[cfg(unix)]
    for file in ["journal.key", "files.key"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(place.at.keys().join(file))
            .expect("there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let foreign = Place::sqlite("foreign_key");
    foreign.open().await.close().await;
    let foreign_key = std::fs::read(foreign.folder().join("journal.key")).expect("a key");
    for (bad, word) in [
        (Some(foreign_key), "is signed by"),
        (Some(b"nonsense".to_vec()), "not a signing key"),
        (None, "missing"),
    ] {
        match bad {
            Some(bad) => std::fs::write(&path, bad).expect("writes"),
            None => std::fs::remove_file(&path).expect("removes"),
        }
        let error = Store::open(&place.at).await.expect_err("refused");
        assert!(matches!(error, StoreError::Key { .. }), "{error}");
        assert!(error.to_string().contains(word), "{error}");
    }
    std::fs::write(&path, key).expect("writes");
    place.open().await;
}

async fn an_unknown_migration_is_refused(place: &Place) {
    for (sql, word) in [
        (
            "INSERT INTO migration (number, name, hash) VALUES (900, 'later', '')",
            "newer program",
        ),
        ("UPDATE migration SET hash = 'x' WHERE number = 1", "another text"),
    ] {
        let store = place.open().await;
        done(&store, running(sql, vec![])).await;
        store.close().await;
        for error in [
            Store::open(&place.at).await.expect_err("refused"),
            Store::open_read_only(&place.at).await.expect_err("refused"),
        ] {
            assert!(matches!(error, StoreError::Migration(_)), "{error}");
            assert!(error.to_string().contains(word), "{error}");
        }
        let StoreAt::Sqlite(folder) = &place.at else {
            return;
        };
        std::fs::remove_dir_all(folder).expect("a fresh start");
    }
}

async fn settings_are_kept(place: &Place) {
    let store = place.open().await;
    assert_eq!(store.meta("world").await.expect("reads"), None);
    store.set_meta("world", "demo").await.expect("writes");
    store.set_meta("world", "drill").await.expect("writes");
    assert_eq!(store.meta("world").await.expect("reads").as_deref(), Some("drill"));
}

async fn a_closed_store_says_so(place: &Place) {
    let store = place.open().await;
    store.close().await;
    assert!(matches!(store.record("a", "b").await, Err(StoreError::Closed)));
    let error = store.apply(act("late")).await.expect_err("refused");
    assert!(error.to_string().contains("closed"), "{error}");
}

#[tokio::test]
async fn a_second_process_is_refused_with_the_pid() {
    let place = Place::sqlite("second_process");
    let store = place.open().await;
    let error = Store::open(&place.at).await.expect_err("refused");
    let pid = std::process::id().to_string();
    assert!(
        matches!(&error, StoreError::InUse { pid: p, .. } if *p == pid),
        "{error}"
    );
    assert!(error.to_string().contains(&format!("process {pid}")), "{error}");
    store.close().await;
    place.open().await;
}

#[tokio::test]
async fn reading_what_is_not_there_is_refused() {
    let place = Place::sqlite("absent");
    let error = Store::open_read_only(&place.at).await.expect_err("refused");
    assert!(matches!(error, StoreError::Absent(_)), "{error}");
}

/// The writing helper of this crate, when it is built (`cargo test` and `--all-targets` do).
fn writer() -> Option<PathBuf> {
    let tests = std::env::current_exe().expect("a path");
    let built = tests.parent()?.parent()?.join("examples/crash_writer");
    if !built.is_file() {
        eprintln!("skipped: {} is not built", built.display());
        return None;
    }
    Some(built)
}

/// All that the writer was told is done is there, once, and the journal verifies.
async fn all_is_there(place: &Place, answered: &[String]) {
    let store = place.open().await;
    for id in answered {
        let record = store.record("crash", id).await.expect("reads");
        assert_eq!(record.map(|record| record.revision), Some(1), "{id}");
    }
    number_all(&store).await;
    assert_eq!(problems(&store).await, Vec::<String>::new());
    let entries = store.verify(&[]).await.expect("verifies").entries;
    let records = store.all("crash", "", i64::MAX).await.expect("reads").len();
    assert_eq!(entries, records as i64, "one entry for each record");
    store.close().await;
}

/// Kills a writing process at some moment, several times on the same folder.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answered_changes_survive_a_kill() {
    let Some(writer) = writer() else { return };
    let place = Place::sqlite("kill");
    let mut answered = Vec::new();
    for round in 0..5_u64 {
        let mut child = Command::new(&writer)
            .arg(place.folder())
            .arg(round.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the writer starts");
        let output = BufReader::new(child.stdout.take().expect("an output"));
        let lines = std::thread::spawn(move || output.lines().map_while(Result::ok).collect::<Vec<_>>());
        tokio::time::sleep(Duration::from_millis(250 + 130 * round)).await;
        child.kill().expect("is killed");
        child.wait().expect("has ended");
        answered.extend(lines.join().expect("lines"));
        all_is_there(&place, &answered).await;
    }
    assert!(answered.len() > 20, "the writer got somewhere: {}", answered.len());
}

/// A limit on the size of files makes writing the log fail as a broken disk does.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_disk_ends_the_process_and_loses_nothing() {
    let Some(writer) = writer() else { return };
    let place = Place::sqlite("failing_disk");
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -c 0; ulimit -f 2000; exec \"$0\" \"$@\""])
        .arg(&writer)
        .arg(place.folder())
        .arg("0")
        .output()
        .expect("the writer runs");
    use std::os::unix::process::ExitStatusExt;
    const SIGABRT: i32 = 6;
    assert_eq!(output.status.signal(), Some(SIGABRT), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("the store failed during commit"), "{said}");
    let answered: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::to_owned)
        .collect();
    assert!(answered.len() > 20, "the writer got somewhere: {}", answered.len());
    all_is_there(&place, &answered).await;
}
