//! What a report hands over for links: the hashes that matched.

use cordon_links::Level;
use cordon_links::normalise::ValueKind;

use crate::answer::No;
use crate::app::App;
use crate::fingerprints::queries;
use crate::links::arriving::{Arriving, NewValue};

/// The hashes of a report, for the reporter and those it was put to; others may know that a link exists, and ask.
///
/// # Errors
/// When the store fails.
pub async fn of(app: &App, id: &str) -> Result<Option<Arriving>, No> {
    let Some(at) = queries::report(app, id).await? else {
        return Ok(None);
    };
    let filed = at.value;
    Ok(Some(Arriving {
        module: "fingerprints",
        id: filed.id.clone(),
        case: filed.reference.clone(),
        owner: filed.report.reporter.clone(),
        readers: filed.report.concerned.iter().cloned().collect(),
        others: Level::HitOnly,
        page: Some(format!("/children/report/{}", filed.id)),
        values: filed
            .hashes
            .iter()
            .map(|hash| NewValue::new(ValueKind::Hash, hash.clone(), "matched"))
            .collect(),
        gone: false,
    }))
}
