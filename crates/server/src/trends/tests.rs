//! The assessment as it is sent, answered and chased; who is told; what is printed.

use std::path::PathBuf;

use cordon_store::{Store, StoreAt};
use cordon_trends::collect::Work;
use cordon_vocabulary::Instant;

use crate::app::{App, Settings, World};
use crate::clock::Clock;
use crate::stop_payment::service::Repeat;
use crate::trends::by::By;
use crate::trends::demo::{self, YEAR};
use crate::trends::queries;
use crate::trends::service::{self, Done, Saying};

const ASKED: &str = "respondent,region\nQM,R1\nQN,R1\nQO,R2\n";

async fn world() -> (App, PathBuf) {
    let folder = std::env::temp_dir().join(format!("cordon-trends-{}", crate::app::new_id()));
    std::fs::create_dir_all(&folder).unwrap();
    let store = Store::open(&StoreAt::Sqlite(folder.clone())).await.unwrap();
    let now = Instant::parse("2026-03-15T01:14:00Z").unwrap();
    let settings = Settings {
        organisation: "Exercise".into(),
        origin: "http://localhost:1".into(),
    };
    let app = App::new(store, Clock::driven(now), World::Demo, settings);
    let bureaus = crate::demo::world::bureaus().unwrap();
    let officers = crate::demo::world::officers().unwrap();
    crate::members::service::found(&app, &bureaus, &officers, &[], "global")
        .await
        .unwrap();
    (app, folder)
}

async fn end(app: App, folder: PathBuf) {
    app.sequence().await.unwrap();
    let verified = app.store.verify(&[]).await.unwrap();
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    app.store.close().await;
    std::fs::remove_dir_all(folder).unwrap();
}

fn code<T: std::fmt::Debug>(outcome: Result<T, crate::answer::No>) -> String {
    outcome.unwrap_err().code
}

/// A whole reply as a file.
fn file(bureau: &str, answer: &str) -> String {
    let mut text = String::from("respondent,item,question,answer\n");
    let questionnaire = service::questionnaire().unwrap();
    for item in &questionnaire.items {
        for scale in &questionnaire.scales {
            text.push_str(&format!("{bureau},{},{},{answer}\n", item.id, scale.id));
        }
    }
    text
}

async fn told(app: &App, bureau: &str, kind: &str) -> usize {
    app.sequence().await.unwrap();
    let all = app
        .store
        .delivered(&format!("bureau:{bureau}"), 0, 1_000)
        .await
        .unwrap();
    all.iter().filter(|d| d.kind == kind).count()
}

#[tokio::test]
async fn the_assessment_is_sent_answered_chased_and_closed() {
    let (app, folder) = world().await;
    let hana = By::named("hana", "HQ");
    let lea = By::named("lea", "QM");
    assert_eq!(
        code(service::send(&app, &lea, YEAR, 30, ASKED, None).await),
        "not_headquarters"
    );
    assert_eq!(
        code(service::send(&app, &hana, YEAR, 30, "respondent\nQM\n", None).await),
        "malformed"
    );
    service::send(&app, &hana, YEAR, 30, ASKED, None).await.unwrap();
    assert_eq!(
        code(service::send(&app, &hana, YEAR, 30, ASKED, None).await),
        "sent_already"
    );
    assert_eq!(
        (
            told(&app, "QM", "trends.asked").await,
            told(&app, "QP", "trends.asked").await
        ),
        (1, 0)
    );

    let answers = service::answers_of("QM", &file("QM", "4")).unwrap();
    let done = service::reply(&app, &lea, YEAR, &Saying::HandIn(answers), None)
        .await
        .unwrap();
    assert!(matches!(done, Done::Now(reply) if reply.handed_in.is_some()));
    assert_eq!(code(service::answers_of("QN", &file("QM", "4"))), "unknown");
    let stranger = By::named("pema", "QP");
    assert_eq!(
        code(service::reply(&app, &stranger, YEAR, &Saying::Save(vec![]), None).await),
        "not_asked"
    );
    assert_eq!(
        code(service::reply(&app, &lea, 1999, &Saying::Save(vec![]), None).await),
        "not-found"
    );

    let sent = app.now();
    for (day, letters) in [(22, 0), (23, 1), (30, 2), (37, 3), (43, 3)] {
        app.set_clock(Clock::driven(sent.plus_seconds(day * 86_400 + 1)));
        crate::jobs::run_due(&app).await.unwrap();
        assert_eq!(told(&app, "QN", "trends.chased").await, letters, "day {day}");
    }
    assert_eq!(
        told(&app, "QM", "trends.chased").await,
        0,
        "who has answered is left in peace"
    );
    app.set_clock(Clock::driven(sent.plus_seconds(44 * 86_400 + 1)));
    crate::jobs::run_due(&app).await.unwrap();
    assert!(
        queries::round(&app, YEAR)
            .await
            .unwrap()
            .unwrap()
            .value
            .closed_us
            .is_some()
    );
    let late = By::named("dmitra", "QN");
    assert_eq!(
        code(service::reply(&app, &late, YEAR, &Saying::Save(vec![]), None).await),
        "closed"
    );
    end(app, folder).await;
}

#[tokio::test]
async fn a_repeated_call_is_answered_again_and_a_bureau_reaches_no_other_bureaus_figures() {
    let (app, folder) = world().await;
    service::send(&app, &By::named("hana", "HQ"), YEAR, 30, ASKED, None)
        .await
        .unwrap();
    let lea = By::named("lea", "QM");
    let counts = "area,iccs,period,count\nQM,0401,2025,12\n";
    let key = || {
        Some(Repeat::new(
            "officer:lea",
            "k1".into(),
            "trends/counts",
            counts.as_bytes(),
        ))
    };
    assert!(matches!(
        service::hand_in_counts(&app, &lea, counts, key()).await.unwrap(),
        Done::Now(1)
    ));
    assert!(matches!(
        service::hand_in_counts(&app, &lea, counts, key()).await.unwrap(),
        Done::Before { status: 200, .. }
    ));
    let foreign = "area,iccs,period,count\nQN,0401,2025,12\n";
    assert_eq!(
        code(service::hand_in_counts(&app, &lea, foreign, None).await),
        "other_area"
    );
    assert_eq!(queries::all_counts(&app).await.unwrap().len(), 1);
    end(app, folder).await;
}

#[tokio::test]
async fn the_story_stands_and_its_year_becomes_a_report() {
    let (app, folder) = world().await;
    let figures = demo::set_scene(&app, 7).await.unwrap();
    assert_eq!((&figures["handed_in"], &figures["drafts"]), (&6.into(), &1.into()));
    assert_eq!(
        figures["refused"],
        serde_json::json!(["not_headquarters", "sent_already", "open_questions"])
    );
    assert_eq!(figures["report"]["asked"], 195);
    let report = service::report(&app, YEAR).await.unwrap();
    assert_eq!((report.response, report.exercise), ((8, 6), true));
    assert!(!report.recorded.is_empty());
    assert_eq!(service::years(&app).await.unwrap(), [YEAR, service::EXERCISE_YEAR]);
    assert_eq!(code(service::report(&app, 2020).await), "not-found");
    end(app, folder).await;
}

#[tokio::test]
async fn own_operations_are_counted_from_the_journal_as_drills() {
    let (app, folder) = world().await;
    crate::notices::demo::set_scene(&app, 7).await.unwrap();
    app.sequence().await.unwrap();
    let tallied = queries::operations(&app).await.unwrap();
    assert!(
        tallied.keys().all(|(.., drill)| *drill),
        "an invented world counts as drills alone"
    );
    let of = |work: Work| {
        tallied
            .iter()
            .filter(|((w, ..), _)| *w == work)
            .map(|(_, n)| n)
            .sum::<u64>()
    };
    let hits: Vec<serde_json::Value> = crate::members::queries::read_all(&app.store, "notice_hit")
        .await
        .unwrap();
    let confirmed = hits.iter().filter(|h| h["confirmed_by_source"] == true).count();
    assert!(of(Work::Notice) >= 1 && !hits.is_empty() && confirmed >= 1);
    assert_eq!((of(Work::Hit), of(Work::Match)), (hits.len() as u64, confirmed as u64));
    assert_eq!(queries::operations(&app).await.unwrap(), tallied, "counted once");
    end(app, folder).await;
}

#[tokio::test]
async fn what_cannot_be_estimated_is_refused_with_its_reason() {
    let thirty: String = (0..30).map(|n| format!("l{n},")).collect::<String>() + "count\n" + &"1,".repeat(30) + "3\n";
    for (cells, expected) in [
        ("a,b,count\n1,0,5\n0,1,6\n1,1,0\n", "no_overlap"),
        ("a,count\n1,5\n", "too_few_lists"),
        ("a,b,count\n1,0,-5\n0,1,6\n1,1,3\n", "negative_count"),
        (thirty.as_str(), "too_many_lists"),
    ] {
        let no = service::hidden(cells.to_owned()).await.unwrap_err();
        assert_eq!(
            (no.code.as_str(), no.field.as_deref()),
            (expected, Some("cells")),
            "{}",
            no.detail
        );
    }
    let found = service::hidden("a,b,count\n1,0,50\n0,1,60\n1,1,30\n".into())
        .await
        .unwrap();
    assert!(found.models.iter().all(|m| m.estimate.is_finite()));
}
