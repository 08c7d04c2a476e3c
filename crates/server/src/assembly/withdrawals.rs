//! The ledger's word reaches the gate: services are withdrawn and restored in the same change as the sanction.

use std::collections::BTreeSet;

use cordon_assembly::assembly::Assembly;
use cordon_assembly::finances::withdrawn_services;
use cordon_assembly::member::MemberCode;
use cordon_assembly::turn::day_of;
use cordon_members::withdrawal::Withdrawal;
use cordon_store::{Change, RecordWrite};
use cordon_vocabulary::Instant;
use jiff::Timestamp;

use crate::answer::No;
use crate::app::App;
use crate::members::queries::read;

const KIND: &str = "withdrawal";

fn lost(state: &Assembly, member: &MemberCode, at: Timestamp) -> BTreeSet<String> {
    let services = withdrawn_services(state, member, day_of(at)).unwrap_or_default();
    services
        .iter()
        .filter_map(|one| Some(serde_json::to_value(one).ok()?.as_str()?.to_owned()))
        .collect()
}

/// Adds what an act took from members or gave back to them.
///
/// # Errors
/// When the store fails.
pub async fn follow(
    app: &App,
    before: &Assembly,
    after: &Assembly,
    at: Timestamp,
    change: &mut Change,
) -> Result<(), No> {
    if before.finances.sanctions == after.finances.sanctions && before.finances.waivers == after.finances.waivers {
        return Ok(());
    }
    for member in after.finances.sanctions.keys() {
        let services = lost(after, member, at);
        if services == lost(before, member, at) {
            continue;
        }
        let known = read::<Withdrawal>(&app.store, KIND, member.as_str()).await?;
        let withdrawal = Withdrawal {
            member: member.to_string(),
            services,
            since: Instant::from_micros(at.as_microsecond()),
        };
        change.records.push(RecordWrite {
            kind: KIND,
            id: member.to_string(),
            expected_revision: known.map_or(0, |known| known.revision),
            body: serde_json::to_string(&withdrawal)?,
            keys: vec![],
        });
    }
    Ok(())
}
