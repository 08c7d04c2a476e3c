//! The invented world's links: two bureaus registered values of cases that they keep themselves; the payment's case
//! meets them as its banks answer; then one bureau asks, and the owner shares.

use cordon_links::normalise::ValueKind;
use cordon_vocabulary::{BureauId, CaseRef};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::journal::act::{By, Done};
use crate::links::register::{self, Registered, Sent};
use crate::links::service::{self, WishToAnswer, WishToAsk};

/// The case of bureau QO: rent paid into an account that the stolen money will reach.
const RENT: &str = "QO-2026-000311";
/// The case of bureau QT: a driver whose name the bank of that account will give.
const DRIVER: &str = "QT-2026-000042";

fn no(no: No) -> anyhow::Error {
    anyhow::anyhow!(no.detail)
}

fn by(officer: &str, bureau: &str) -> anyhow::Result<By> {
    By::named(&format!("officer:{officer}"), bureau, "find linked cases").map_err(no)
}

fn sent(kind: ValueKind, value: &str, role: &str) -> Sent {
    Sent {
        kind,
        value: value.to_owned(),
        role: role.to_owned(),
    }
}

/// The account that both cases meet at, as the world writes it.
fn account() -> anyhow::Result<String> {
    let hazel = crate::demo::world::bank_of_code("HAZL").ok_or_else(|| anyhow::anyhow!("no bank"))?;
    Ok(crate::demo::world::account(hazel, 20_463)?.to_string())
}

/// Before the payment's night: two bureaus register what their own cases hold.
///
/// # Errors
/// When the service refuses one.
pub async fn set_scene(app: &App, _seed: u64) -> anyhow::Result<Value> {
    let telephone = "+999 20 5550147";
    let cases = [
        (
            "omar",
            "QO",
            RENT,
            vec![
                sent(ValueKind::Account, &account()?, "rent"),
                sent(ValueKind::Telephone, telephone, "recruiter"),
            ],
        ),
        (
            "tess",
            "QT",
            DRIVER,
            vec![
                sent(ValueKind::Name, "Invented holder of A7", "driver"),
                sent(ValueKind::Telephone, telephone, "driver"),
            ],
        ),
    ];
    let mut registered = 0;
    for (officer, bureau, case, values) in cases {
        let case = Registered {
            case: CaseRef::parse(case)?,
            values,
            secret: false,
        };
        if let Done::Now(changed) = register::register(app, &by(officer, bureau)?, &case)
            .await
            .map_err(no)?
        {
            registered += changed;
        }
    }
    Ok(json!({"registered": registered}))
}

/// After the payment's days: what its case shares by itself, and what its bureau learns by asking.
///
/// # Errors
/// When the service refuses a step.
pub async fn after_the_night(app: &App, case: &CaseRef) -> anyhow::Result<Value> {
    let reader = BureauId::parse("QM")?;
    let account = account()?;
    let shared = service::others_share(app, &reader, case).await.map_err(no)?;
    let mut found = Vec::new();
    for value in shared.values.iter().filter(|value| value.elsewhere || value.count > 0) {
        if let Some(text) = shared.texts.get(&crate::links::queries::name_of(value.key)) {
            found.push(
                json!({"kind": text.kind, "value": text.text, "own_cases": value.count, "elsewhere": value.elsewhere}),
            );
        }
    }
    let has = |kind: &str| found.iter().any(|one| one["kind"] == kind && one["elsewhere"] == true);
    anyhow::ensure!(
        has("account") && has("name"),
        "the case shares no account and name with others: {found:?}"
    );
    let mut learned = Vec::new();
    for (kind, value, officer, bureau, theirs) in [
        (ValueKind::Account, account.as_str(), "omar", "QO", RENT),
        (ValueKind::Name, "Invented holder of A7", "tess", "QT", DRIVER),
    ] {
        let wish = WishToAsk {
            kind,
            value: value.to_owned(),
            for_case: case.clone(),
            purpose: "The stolen payment of 3 March reached this account.".into(),
        };
        let Done::Now(asked) = service::ask_owners(app, &by("mira", "QM")?, &wish).await.map_err(no)? else {
            anyhow::bail!("the story repeats nothing");
        };
        let share = WishToAnswer::Share {
            cases: vec![CaseRef::parse(theirs)?],
        };
        service::answer_request(app, &by(officer, bureau)?, &asked.id, &share)
            .await
            .map_err(no)?;
        let values = service::values_of(Some(kind), value).map_err(no)?;
        let answers = service::find(app, &reader, values, &cordon_links::Page::default())
            .await
            .map_err(no)?;
        let cases: Vec<String> = answers
            .iter()
            .flat_map(|a| &a.found.cases)
            .map(|c| c.case.to_string())
            .collect();
        learned.push(json!({"kind": kind, "value": value, "cases": cases}));
    }
    Ok(json!({"case": case, "found": found, "after_asking": learned}))
}
