//! Erasure: gone for good, and the journal says so.

use cordon_store::{ApplyError, Change, Erasure, NewFile, Store, StoreError};

use crate::place::{Place, act, done, is_stale, number_all, part, problems, running, sealing};

crate::on_both_engines!(
    an_erased_part_verifies,
    an_absent_part_without_erasure_does_not_verify,
    an_erasure_needs_ground_and_two_persons,
    erasing_what_is_gone_is_stale,
    a_part_that_comes_back_is_erased_again,
    an_erased_file_verifies,
);

fn erasing(parts: &[&str]) -> Change {
    Change {
        erasures: vec![Erasure {
            ground: "retention period ended".to_owned(),
            persons: ["officer-1".to_owned(), "officer-2".to_owned()],
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            files: Vec::new(),
        }],
        ..act("erasure_ordered")
    }
}

async fn with_two_parts(place: &Place) -> Store {
    let store = place.open().await;
    done(&store, sealing(part("p1", "ada", "ADA-ALDER-SECRET"))).await;
    done(&store, sealing(part("p2", "bob", "Bob"))).await;
    number_all(&store).await;
    store
}

async fn an_erased_part_verifies(place: &Place) {
    let store = with_two_parts(place).await;
    done(&store, erasing(&["p1"])).await;
    assert_eq!(number_all(&store).await, 2, "the order and the erasure");
    let ids = ["p1".to_owned(), "p2".to_owned()];
    assert_eq!(store.sealed(&ids).await.expect("reads"), [None, Some(b"Bob".to_vec())]);
    let journal = store.journal(0, 9).await.expect("reads");
    let (named, erased) = (&journal[0], &journal[3]);
    assert_eq!(erased.kind, "erasure");
    assert_eq!(erased.public["ground"], "retention period ended");
    assert_eq!(erased.public["by"][1], "officer-2");
    assert_eq!(erased.public["parts"][0]["hash"], named.sealed[0].hash.as_str());
    let verification = store.verify(&[]).await.expect("verifies");
    assert_eq!((verification.erased, verification.problems), (1, vec![]));
    store.close().await;
    for file in ["cordon.db", "cordon.db-wal"] {
        if let Ok(bytes) = std::fs::read(place.folder().join(file)) {
            let found = bytes.windows(16).any(|window| window == b"ADA-ALDER-SECRET");
            assert!(!found, "the text still stands in {file}");
        }
    }
}

async fn an_absent_part_without_erasure_does_not_verify(place: &Place) {
    let store = with_two_parts(place).await;
    done(&store, running("DELETE FROM sealed WHERE id = $1", vec!["p1".into()])).await;
    number_all(&store).await;
    let problems = problems(&store).await;
    assert_eq!(problems, ["part p1 is absent, and no erasure says why"]);
}

async fn an_erasure_needs_ground_and_two_persons(place: &Place) {
    let store = with_two_parts(place).await;
    let spoil: [fn(&mut Erasure); 4] = [
        |erasure| erasure.persons[1] = erasure.persons[0].clone(),
        |erasure| erasure.persons[1].clear(),
        |erasure| erasure.ground = " ".to_owned(),
        |erasure| erasure.parts.clear(),
    ];
    for spoil in spoil {
        let mut change = erasing(&["p1"]);
        spoil(&mut change.erasures[0]);
        assert!(matches!(
            store.apply(change).await,
            Err(ApplyError::Store(StoreError::Invalid(_)))
        ));
    }
    assert!(store.sealed(&["p1".to_owned()]).await.expect("reads")[0].is_some());
}

async fn erasing_what_is_gone_is_stale(place: &Place) {
    let store = with_two_parts(place).await;
    done(&store, erasing(&["p1"])).await;
    assert!(is_stale(&store.apply(erasing(&["p2", "p1"])).await, "part"));
    assert!(
        store.sealed(&["p2".to_owned()]).await.expect("reads")[0].is_some(),
        "undone"
    );
    let mut file = erasing(&[]);
    file.erasures[0].files = vec![[5; 32]];
    assert!(is_stale(&store.apply(file).await, "file"));
}

async fn a_part_that_comes_back_is_erased_again(place: &Place) {
    let store = with_two_parts(place).await;
    done(&store, erasing(&["p1"])).await;
    number_all(&store).await;
    let restore = running(
        "INSERT INTO sealed (id, entry_id, person, salt, bytes)
         SELECT 'p1', entry_id, 'ada', salt, bytes FROM sealed WHERE id = 'p2'",
        vec![],
    );
    done(&store, restore).await;
    number_all(&store).await;
    assert!(!problems(&store).await.is_empty(), "what came back is noticed");
    store.close().await;
    let store = place.open().await;
    assert_eq!(store.sealed(&["p1".to_owned()]).await.expect("reads"), [None]);
    assert_eq!(problems(&store).await, Vec::<String>::new());
}

async fn an_erased_file_verifies(place: &Place) {
    let store = place.open().await;
    let file = NewFile::new("image/png".to_owned(), b"a picture".to_vec(), Some("ada".to_owned()));
    for _ in 0..2 {
        let mut change = act("filed");
        change.files = vec![file.clone()];
        done(&store, change).await;
    }
    let mut change = erasing(&[]);
    change.erasures[0].files = vec![file.sha256];
    done(&store, change).await;
    number_all(&store).await;
    assert_eq!(store.file(&file.sha256).await.expect("reads"), None);
    let verification = store.verify(&[]).await.expect("verifies");
    assert_eq!((verification.erased, verification.problems), (2, vec![]));
}
