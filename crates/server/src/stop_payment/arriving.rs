//! What a case hands over for links: every account on the money's way, and the holders that banks named.

use std::collections::BTreeSet;

use cordon_links::Level;
use cordon_links::normalise::ValueKind;

use crate::answer::No;
use crate::app::App;
use crate::journal::act::unsealed;
use crate::links::arriving::{Arriving, NewValue};
use crate::stop_payment::queries;

/// The values of a case as it stands; other bureaus may know that a link exists, and ask.
///
/// # Errors
/// When the store fails.
pub async fn of(app: &App, id: &str) -> Result<Option<Arriving>, No> {
    let Some(filed) = queries::case(&app.store, id).await? else {
        return Ok(None);
    };
    let case = &filed.case;
    let mut values = Vec::new();
    let mut holders = Vec::new();
    for ask in &case.asks {
        let role = if ask.hop <= 1 { "payee" } else { "onward" };
        values.extend(NewValue::account(&ask.account, role));
        let named = ask.answers.iter().filter_map(|answer| answer.reply.holder.as_ref());
        holders.extend(named.map(ToString::to_string));
    }
    for name in unsealed(app, &holders).await?.into_iter().flatten() {
        values.push(NewValue::new(ValueKind::Name, name, "holder"));
    }
    Ok(Some(Arriving {
        module: "stop-payment",
        id: filed.id.clone(),
        case: case.filing.reference.clone(),
        owner: case.bureau.clone(),
        readers: BTreeSet::new(),
        others: Level::HitOnly,
        page: Some(format!("/case/{}", filed.id)),
        values,
        gone: false,
    }))
}
