//! The invented world at its borders: a list in force, one past its term, documents stolen and lost.

use cordon_members::officer::Officer;
use cordon_screening::index::ListInfo;
use cordon_screening::lost::Happened;
use cordon_vocabulary::{Actor, Means, Who};
use jiff::ToSpan as _;
use serde_json::{Value, json};

use crate::app::App;
use crate::gate::Acting;
use crate::members::queries::read;
use crate::screening::asked::Wire;
use crate::screening::decisions::{self, Stated};
use crate::screening::lists;
use crate::screening::lost::{self, Report};
use crate::screening::shelves::{self, Offer};

/// Invented persons, as a list that travellers are checked against.
const INVENTED_LIST: &str = include_str!("../../../../fixtures/screening/list.ftm.jsonl");

/// Another list, whose owner has not stated it for a while.
const OLD_LIST: &str = r#"{"id":"sea-1","schema":"Person","properties":{"name":["Corvin Aldermoor"],"birthDate":["1969-04-12"],"nationality":["qq"]}}"#;

/// The namesake: same name and day of birth as a listed person, another father.
const NAMESAKE: &str = "P<QT<ABELARD<<IVAN<<<<<<<<<<<<<<<<<<<<<<<<<<\nQ7M2233445QT<7002036M3101012<<<<<<<<<<<<<<<2";

/// An officer of this world.
///
/// # Errors
/// When there is none.
async fn officer(app: &App, id: &str, purpose: &str) -> anyhow::Result<Acting> {
    let officer = read::<Officer>(&app.store, "officer", id).await?;
    let officer = officer.ok_or_else(|| anyhow::anyhow!("no officer {id}"))?.value;
    let actor = Actor {
        who: Who::Officer {
            officer: officer.id.clone(),
            bureau: officer.bureau.clone(),
        },
        means: Means::Demo,
        purpose: purpose.to_owned(),
    };
    Ok(Acting {
        client: actor.journal_name(),
        actor,
        officer: Some(officer),
    })
}

/// Sets the scene.
///
/// # Errors
/// When the services refuse what they must not.
pub async fn set_scene(app: &App) -> anyhow::Result<Value> {
    let no = |no: crate::answer::No| anyhow::anyhow!(no.detail);
    let listed = lists::put_in_force(app, INVENTED_LIST, "operator").await.map_err(no)?;
    let info = ListInfo {
        name: "sea-ports".into(),
        version: 1,
        stated: app.today().checked_sub(60.days())?,
        term_days: 14,
    };
    let old = Offer {
        info,
        counted: 1,
        institutions: false,
        text: OLD_LIST,
    };
    shelves::put(app, old, "operator").await.map_err(no)?;
    let tess = officer(app, "tess", "stolen documents").await?;
    for (number, happened) in [("X0S55512", Happened::Stolen), ("X0L77730", Happened::Lost)] {
        let report = Report {
            issuer: "QT".into(),
            number: number.into(),
            happened,
            since: app.today(),
        };
        lost::report(app, &tess, &report, None).await.map_err(no)?;
    }
    let stated = Stated {
        question: Wire {
            text: Some(NAMESAKE.into()),
            ..Wire::default()
        },
        listed: "ex-1".into(),
        reason: "Other father and place of birth; compared with the source on the telephone.".into(),
        days: 90,
    };
    decisions::record(app, &tess, &stated, None).await.map_err(no)?;
    Ok(json!({"listed": listed, "documents": 2, "decisions": 1}))
}
