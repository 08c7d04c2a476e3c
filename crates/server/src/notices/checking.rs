//! A request against the rules of this world, before anybody else sees it: nothing is kept.

use cordon_members::bureau::Bureau;
use cordon_notices::check::{ReportView, check_request};
use cordon_notices::readiness::{Readiness, readiness};
use cordon_notices::request::read;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::members::queries::read as record;
use crate::notices::adoption;
use crate::notices::by::By;
use crate::stop_payment::queries::{Sight, case_for};

/// What the rules say of a request.
#[derive(Debug)]
pub struct Checked {
    /// Verdict and findings.
    pub report: ReportView,
    /// How far it has come.
    pub readiness: Readiness,
}

/// Checks a request by the rules of this world.
///
/// # Errors
/// When the text is no request.
pub async fn check(app: &App, text: &str) -> Result<Checked, No> {
    let file = read(text.as_bytes()).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    let rules = adoption::rules(app).await?;
    let now = file.at.unwrap_or_else(|| app.now().timestamp());
    Ok(Checked {
        report: check_request(&file, now, &rules).view(false),
        readiness: readiness(&file.request, &file.faults, now, &rules),
    })
}

/// A request as its officer would file it: who asks, who wrote it, and the declaration where it is signed.
///
/// # Errors
/// When the store fails.
pub async fn vouched(app: &App, mut request: Value, by: &By, signed: bool) -> Result<Value, No> {
    let bureau = record::<Bureau>(&app.store, "bureau", by.bureau.as_str()).await?;
    if let Some(object) = request.as_object_mut() {
        let entity = object.get("requester").is_some_and(|r| r["type"] == "entity");
        match bureau.and_then(|b| b.value.country) {
            Some(country) => drop(object.insert("requester".into(), json!({"type": "bureau", "country": country}))),
            // The headquarters asks in its own name, or in that of an entity.
            None if entity => {}
            None => drop(object.insert("requester".into(), json!({"type": "secretariat"}))),
        }
        object.insert("author".into(), json!(by.officer));
        object.remove("desk");
        object.remove("at");
        object.remove("world");
        if signed {
            let declaration = json!({"signed_by": by.officer, "signed_at": app.now().timestamp()});
            object.insert("declaration".into(), declaration);
        }
    }
    Ok(request)
}

/// A request prefilled from a stolen payment: reference, facts, charge. The person is for the officer to name.
///
/// # Errors
/// When the case is not the caller's to read, or the store fails.
pub async fn from_case(app: &App, acting: &crate::gate::Acting, case: &str) -> Result<Value, No> {
    let (filed, sight) = case_for(&app.store, case, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    if sight != Sight::Own {
        return Err(No::not_found());
    }
    let filing = &filed.case.filing;
    let facts = app
        .store
        .sealed(&[filing.facts.to_string()])
        .await?
        .into_iter()
        .flatten()
        .next();
    let facts = facts
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default();
    let day = cordon_notices::check::day_of(filed.case.filed.1.timestamp());
    Ok(json!({
        "reference": filing.reference.to_string(),
        "interest": "",
        "sources": [{"what": format!("case {}", filing.reference), "date": day}],
        "case": {
            "mode": "prosecution",
            "facts": facts,
            "acts": [{"date": day}],
            "offences": [{"code": "business_email_fraud"}],
        },
    }))
}
