//! What programs are shown: a case for its own bureau, a request for its receiver. Personal texts come apart.

use cordon_stop_payment::{Ask, AskState, Bucket, Case, ClockTerms, clocks};
use serde_json::{Value, json};

/// A case as its own bureau sees it, without personal texts.
#[must_use]
pub fn case(id: &str, revision: i64, case: &Case) -> Value {
    let asks: Vec<Value> = case.asks.iter().map(|a| ask(id, case, a)).collect();
    let clocks: Vec<Value> = clocks::running(case, &ClockTerms::default())
        .iter()
        .map(|c| json!({"ask": c.ask, "clock": c.kind, "due": c.due, "level": c.level}))
        .collect();
    json!({
        "id": id,
        "revision": revision,
        "reference": case.filing.reference,
        "bureau": case.bureau,
        "exercise": case.filing.exercise,
        "state": case.state,
        "rule": case.rule,
        "reported_elsewhere": case.filing.reported_elsewhere,
        "filed": {"by": case.filed.0, "at": case.filed.1},
        "released": case.released.as_ref().map(|(by, at)| json!({"by": by, "at": at})),
        "mandate": case.filing.mandate,
        "sheet": sheet(case),
        "asks": asks,
        "clocks": clocks,
        "parts": case.parts,
    })
}

/// The sheet: one decimal string per bucket, in the stolen currency, adding up to `lost`.
#[must_use]
pub fn sheet(case: &Case) -> Value {
    let sheet = case.sheet();
    let mut value = json!({"currency": sheet.currency, "lost": case.lost().decimal()});
    if let Some(object) = value.as_object_mut() {
        for bucket in Bucket::ALL {
            object.insert(bucket.name().into(), json!(sheet.money(bucket).decimal()));
        }
    }
    value
}

/// A request as its receiver sees it: the account, the sum, the clock, the chain; nothing of the victim.
#[must_use]
pub fn ask(id: &str, case: &Case, ask: &Ask) -> Value {
    let amount = |units: i64| json!({"value": cordon_vocabulary::Money::new(units, ask.currency).decimal(), "currency": ask.currency});
    let open: i64 = case
        .parts_at(ask.id)
        .filter(|p| p.bucket == Bucket::Chased)
        .map(cordon_stop_payment::Part::local_units)
        .sum();
    let clocks: Vec<Value> = clocks::running(case, &ClockTerms::default())
        .iter()
        .filter(|c| c.ask == ask.id)
        .map(|c| json!({"clock": c.kind, "due": c.due, "level": c.level}))
        .collect();
    let state = match ask.state {
        AskState::HeldBack { why } => json!({"is": "held_back", "why": why}),
        other => serde_json::to_value(other).unwrap_or_default(),
    };
    json!({
        "case": id,
        "ask": ask.id,
        "reference": format!("{}/{}", case.filing.reference, ask.id),
        "exercise": case.filing.exercise,
        "from_bureau": case.bureau,
        "crime": case.filing.crime,
        "silence": case.filing.silence,
        "account": ask.account,
        "account_text": ask.account.to_string(),
        "flags": ask.flags,
        "country": ask.country,
        "route": ask.route,
        "uetr": ask.uetr,
        "executed": ask.executed,
        "revision": ask.revision(),
        "asked": amount(ask.asked_units()),
        "open": amount(open),
        "state": state,
        "sent": ask.sent,
        "acknowledged": ask.acknowledged,
        "hop": ask.hop,
        "rests_on": ask.revisions.last().map(|r| &r.chain),
        "questions": ask.questions.iter().filter(|q| q.closed.is_none()).map(|q| json!({"id": q.id, "kind": q.kind, "opened": q.opened})).collect::<Vec<_>>(),
        "hold": ask.hold,
        "clocks": clocks,
    })
}
