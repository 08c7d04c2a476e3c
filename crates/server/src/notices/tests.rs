//! A refused notice is in nobody's list or stream; a recalled one disappears everywhere; the journal verifies.

use std::path::PathBuf;

use cordon_notices::lifecycle::{Role, State};
use cordon_store::{Store, StoreAt};
use cordon_vocabulary::Instant;

use crate::app::{App, Settings, World};
use crate::clock::Clock;
use crate::notices::by::By;
use crate::notices::change::Around;
use crate::notices::service::{self, Done};
use crate::notices::wish::Wish;
use crate::notices::{demo, queries, view};

const BUREAUS: [&str; 8] = ["QM", "QN", "QO", "QP", "QQ", "QR", "QS", "QT"];

async fn world() -> (App, PathBuf) {
    let folder = std::env::temp_dir().join(format!("cordon-notices-{}", crate::app::new_id()));
    std::fs::create_dir_all(&folder).unwrap();
    let store = Store::open(&StoreAt::Sqlite(folder.clone())).await.unwrap();
    let now = Instant::parse("2026-03-15T01:14:00Z").unwrap();
    let settings = Settings {
        organisation: "Exercise".into(),
        origin: "http://localhost:1".into(),
    };
    let app = App::new(store, Clock::driven(now), World::Demo, settings);
    let demo = crate::demo::world::bureaus().unwrap();
    crate::members::service::found(&app, &demo, &crate::demo::world::officers().unwrap(), &[], "global")
        .await
        .unwrap();
    (app, folder)
}

/// What a bureau's stream has ever said of a notice.
async fn told(app: &App, bureau: &str, notice: &str) -> Vec<serde_json::Value> {
    app.sequence().await.unwrap();
    let audience = format!("bureau:{bureau}");
    let all = app.store.delivered(&audience, 0, 10_000).await.unwrap();
    all.iter()
        .filter(|d| d.case.as_deref() == Some(notice))
        .map(|d| crate::journal::stream::item(&audience, d))
        .collect()
}

#[tokio::test]
async fn the_story_ends_with_every_copy_purged_and_the_refused_request_unseen() {
    let (app, folder) = world().await;
    let figures = demo::set_scene(&app, 7).await.unwrap();
    assert_eq!(figures["published_to"], 7);
    assert_eq!(figures["languages"], 4);
    assert_eq!(figures["hit"], "surrendered");
    assert_eq!(
        (&figures["purge_confirmed"], &figures["purge_outstanding"]),
        (&7.into(), &0.into())
    );
    assert_eq!(figures["still_seen_by"], 0);
    let desk = queries::all_of_the_desk(&app).await.unwrap();
    let refused = |n: &&_| matches!(n, cordon_notices::lifecycle::Notice { state: State::Refused, owner, .. } if owner.as_str() == "QO");
    let refused = desk.iter().find(refused).unwrap();
    let recalled = desk.iter().find(|n| n.owner.as_str() == "QM").unwrap();
    for bureau in BUREAUS {
        let by = By::named("reader", bureau, Role::Officer).unwrap();
        let list = queries::list(&app, &by.viewer()).await.unwrap();
        let mine = |owner: &str| bureau == owner;
        assert_eq!(list.iter().any(|n| n.id == refused.id), mine("QO"), "refused, {bureau}");
        assert_eq!(
            list.iter().any(|n| n.id == recalled.id),
            mine("QM"),
            "recalled, {bureau}"
        );
        let stream = told(&app, bureau, &refused.id.to_string()).await;
        assert_eq!(stream.is_empty(), !mine("QO"), "stream of {bureau}: {stream:?}");
        let page = view::of(&app, &recalled.id.to_string(), &by, app.now().timestamp()).await;
        assert_eq!(page.is_ok(), mine("QM"), "page, {bureau}");
        let heard = told(&app, bureau, &recalled.id.to_string()).await;
        let recall = heard.iter().any(|i| i["events"].to_string().contains("recalled"));
        assert_eq!(recall, !mine("QM"), "recall told to {bureau}: {heard:?}");
    }
    let verified = app.store.verify(&[]).await.unwrap();
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    app.store.close().await;
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_destroyed_notice_is_nowhere_and_the_journal_still_verifies() {
    let (app, folder) = world().await;
    demo::set_scene(&app, 7).await.unwrap();
    app.sequence().await.unwrap();
    let desk = queries::all_of_the_desk(&app).await.unwrap();
    let recalled = desk.iter().find(|n| n.owner.as_str() == "QM").unwrap();
    let (id, at) = (recalled.id.to_string(), app.now().timestamp());
    let payload = recalled.payload.id.to_string();
    let farid = By::named("farid", "HQ", Role::Reviewer).unwrap();
    let alone = Wish::Destroy {
        second: farid.officer.clone(),
    };
    let no = service::act(&app, &id, &alone, &farid, at, Around::default())
        .await
        .unwrap_err();
    assert_eq!(no.code, "same_person");
    let ines = By::named("ines", "HQ", Role::Reviewer).unwrap();
    let both = Wish::Destroy { second: ines.officer };
    let done = service::act(&app, &id, &both, &farid, at, Around::default())
        .await
        .unwrap();
    assert!(matches!(done, Done::Now(_)));
    app.sequence().await.unwrap();
    let mut parts = vec![payload];
    for entry in app.store.entries_of_case(&id).await.unwrap() {
        parts.extend(entry.sealed.into_iter().map(|s| s.id));
    }
    assert!(app.store.sealed(&parts).await.unwrap().iter().all(Option::is_none));
    assert!(app.store.verify(&[]).await.unwrap().problems.is_empty());
    app.store.close().await;
    std::fs::remove_dir_all(folder).unwrap();
}
