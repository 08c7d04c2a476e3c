//! Hands for the tests of notices: officers, reviewers, translators, the oversight body; requests with words of their own.

use std::collections::{BTreeMap, BTreeSet};

use cordon::app::App;
use cordon::notices::by::By;
use cordon::notices::change::Around;
use cordon::notices::service::{self, Done};
use cordon::notices::wish::Wish;
use cordon::notices::{adoption, desk, queries};
use cordon_notices::check::Outcome;
use cordon_notices::lifecycle::{Notice, Role};
use cordon_notices::request::RulingOutcome;
use cordon_screening::entity::Entity;
use serde_json::{Value, json};

use crate::world::World;

/// Every bureau of the invented world.
pub const BUREAUS: [&str; 8] = ["QM", "QN", "QO", "QP", "QQ", "QR", "QS", "QT"];
/// The languages of publication.
pub const LANGUAGES: [&str; 4] = ["ar", "en", "fr", "es"];

const RED: &str = include_str!("../../../../fixtures/notices/requests/red-complete-before-review.json");

pub fn officer(name: &str, bureau: &str) -> By {
    By::named(name, bureau, Role::Officer).expect("an officer")
}

pub fn mira() -> By {
    officer("mira", "QM")
}

pub fn ines() -> By {
    By::named("ines", "HQ", Role::Reviewer).expect("a reviewer")
}

pub fn farid() -> By {
    By::named("farid", "HQ", Role::Reviewer).expect("a reviewer")
}

pub fn ylva() -> By {
    By::named("ylva", "HQ", Role::Translator).expect("a translator")
}

pub fn bilal() -> By {
    By::named("bilal", "HQ", Role::Translator).expect("a translator")
}

pub fn odile() -> By {
    By::named("odile", "HQ", Role::Oversight).expect("the oversight body")
}

/// A complete request for a red notice, dated now, with a family name of the test's own.
pub fn red(app: &App, family_name: &str) -> Value {
    let mut request: Value = serde_json::from_str(RED).expect("a fixture");
    let now = app.now().timestamp();
    let day = cordon_notices::check::day_of(now);
    request["declaration"]["signed_at"] = json!(now);
    request["sources"][0]["date"] = json!(day);
    request["case"]["warrant"]["last_confirmed_on"] = json!(day);
    request["case"]["warrant"]["number"] = json!(format!("W-{family_name}"));
    request["subject"]["family_name"] = json!(family_name);
    request["subject"]["documents"][0]["holder"]["family_name"] = json!(family_name);
    request["subject"]["documents"][0]["number"] = json!(format!("X{:07}", family_name.len()));
    request
}

/// One act, a second after the one before; gives the refusal's code where it is refused.
pub async fn act(app: &App, id: &str, wish: Wish, by: &By) -> Result<Notice, String> {
    if let Ok(clock) = app.clock.read() {
        clock.set(clock.now().plus_seconds(1));
    }
    match service::act(app, id, &wish, by, app.now().timestamp(), Around::default()).await {
        Ok(Done::Now(notice)) => Ok(*notice),
        Ok(Done::Before { .. }) => Err("replayed".into()),
        Err(no) => Err(no.code),
    }
}

/// One act that must succeed.
pub async fn done(app: &App, id: &str, wish: Wish, by: &By) -> Notice {
    let said = format!("{wish:?}");
    act(app, id, wish, by)
        .await
        .unwrap_or_else(|code| panic!("{said}: {code}"))
}

/// A request filed and submitted.
pub async fn submitted(app: &App, request: &Value, by: &By) -> String {
    let at = app.now().timestamp();
    let filed = service::file(app, &request.to_string(), by, at, None)
        .await
        .expect("filed");
    let Done::Now(notice) = filed else {
        panic!("filed before")
    };
    let id = notice.id.to_string();
    done(app, &id, Wish::Submit, by).await;
    id
}

/// A ruling with every item of its form.
pub fn ruling(rule: u16) -> Wish {
    let book = cordon_notices::rulebook::Rulebook::model().expect("the model");
    let items = book
        .rows
        .iter()
        .filter(|r| r.rule == rule)
        .filter_map(|r| r.human.as_ref())
        .flat_map(|h| &h.items);
    let items: BTreeMap<String, String> = items
        .map(|i| (i.clone(), "Looked at; nothing found.".to_owned()))
        .collect();
    Wish::Rule {
        rule,
        outcome: RulingOutcome::Compliant,
        grounds: "Read in full against the file.".into(),
        items,
        sources: vec!["https://example.org/report".into()],
    }
}

/// Every ruling that the rows demand, by Ines.
pub async fn ruled(app: &App, id: &str) {
    let rules = adoption::rules(app).await.expect("rules");
    let notice = queries::load(app, id).await.expect("a notice").value;
    let report = desk::report(app, &notice, app.now().timestamp(), &rules, notice.pending.is_some())
        .await
        .expect("a report");
    let rows: BTreeSet<u16> = report
        .findings()
        .filter(|f| f.outcome == Outcome::RulingNeeded)
        .map(|f| f.rule)
        .collect();
    for row in rows {
        done(app, id, ruling(row), &ines()).await;
    }
}

/// Both reviewers approve.
pub async fn approved(app: &App, id: &str) {
    ruled(app, id).await;
    for by in [ines(), farid()] {
        done(
            app,
            id,
            Wish::Approve {
                answered: BTreeSet::new(),
            },
            &by,
        )
        .await;
    }
}

/// Four texts, written by one translator and compared by another.
pub async fn translated(app: &App, id: &str) {
    for language in LANGUAGES {
        let text = format!("Wanted, in {language}. Invented, exercise.");
        done(
            app,
            id,
            Wish::SetText {
                language: language.into(),
                text,
            },
            &ylva(),
        )
        .await;
        done(
            app,
            id,
            Wish::CheckText {
                language: language.into(),
            },
            &bilal(),
        )
        .await;
    }
}

/// A request on its whole way to every entitled bureau.
pub async fn published(app: &App, request: &Value, by: &By) -> String {
    let id = submitted(app, request, by).await;
    approved(app, &id).await;
    done(app, &id, Wish::BeginTranslation, &ylva()).await;
    translated(app, &id).await;
    done(app, &id, Wish::Publish { urgent: None }, &farid()).await;
    id
}

/// Whether a bureau's list holds the notice.
pub async fn listed(app: &App, bureau: &str, id: &str) -> bool {
    let by = officer("reader", bureau);
    let all = queries::in_force(app, &by.bureau, i64::MAX).await.expect("a list");
    all.iter().any(|n| n.id.to_string() == id)
}

/// Whether a check of this name at a bureau answers with the notice.
pub async fn found(app: &App, bureau: &str, name: &str, id: &str) -> bool {
    let value = json!({"id": "query", "schema": "Person", "properties": {"name": [name]}});
    let asked: Entity = cordon_screening::entity::read_entity(&value, 1).expect("a query");
    let by = officer("reader", bureau);
    app.sequence().await.expect("numbered");
    let hits = cordon::notices::live::ask(app, &asked, &by.bureau)
        .await
        .expect("an answer");
    hits.iter().any(|h| h.id == id)
}

/// The events of a bureau's stream about a notice.
pub async fn told(world: &World, bureau: &str, id: &str) -> Vec<Value> {
    world.number().await;
    let audience = format!("bureau:{bureau}");
    let all = world
        .app
        .store
        .delivered(&audience, 0, 100_000)
        .await
        .expect("a stream");
    all.iter()
        .filter(|d| d.case.as_deref() == Some(id))
        .map(|d| cordon::journal::stream::item(&audience, d))
        .collect()
}
