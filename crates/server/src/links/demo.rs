//! The invented world's links: the same account and the same telephone in cases of three bureaus.

use cordon_links::normalise::ValueKind;
use cordon_vocabulary::{BureauId, CaseRef};
use serde_json::{Value, json};

use crate::app::App;
use crate::links::service;

/// Enters the values; gives what bureau QM learns of them.
///
/// # Errors
/// When the service refuses one.
pub async fn set_scene(app: &App, _seed: u64) -> anyhow::Result<Value> {
    let no = |no: crate::answer::No| anyhow::anyhow!(no.detail);
    let hazel =
        crate::demo::world::bank_of_code("HAZL").ok_or_else(|| anyhow::anyhow!("no bank"))?;
    let account = crate::demo::world::account(hazel, 20_463)?.to_string();
    let name = "Karol Invented-Weaver".to_owned();
    let telephone = "+999 20 5550147".to_owned();
    let cases: [(&str, &str, Vec<(ValueKind, String, &str)>); 3] = [
        (
            "QM-2026-000001",
            "QM",
            vec![
                (ValueKind::Account, account.clone(), "payee"),
                (ValueKind::Name, name.clone(), "holder"),
            ],
        ),
        (
            "QO-2026-000311",
            "QO",
            vec![
                (ValueKind::Account, account.clone(), "rent"),
                (ValueKind::Telephone, telephone.clone(), "recruiter"),
            ],
        ),
        (
            "QT-2026-000042",
            "QT",
            vec![
                (ValueKind::Name, name.clone(), "driver"),
                (ValueKind::Telephone, telephone, "driver"),
            ],
        ),
    ];
    for (case, bureau, values) in &cases {
        service::enter(
            app,
            &CaseRef::parse(case)?,
            &BureauId::parse(bureau)?,
            "case",
            values,
        )
        .await
        .map_err(no)?;
    }
    let reader = BureauId::parse("QM")?;
    let by_account = service::find(app, &reader, ValueKind::Account, &account)
        .await
        .map_err(no)?;
    let by_name = service::find(app, &reader, ValueKind::Name, &name)
        .await
        .map_err(no)?;
    Ok(
        json!({"account_elsewhere": by_account.found.elsewhere, "name_elsewhere": by_name.found.elsewhere, "own_cases": by_account.found.count}),
    )
}
