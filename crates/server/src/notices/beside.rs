//! What a reviewer puts beside a notice under review: a ruling with its form, an approval, the exception clause.

use cordon_notices::lifecycle::{ActKind, DeskEntry, Notice, may_record};
use cordon_notices::request::{Approval, Override, Ruling};
use cordon_notices::rulebook::Rules;
use cordon_store::{Change, SealedPart};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::{App, new_id};
use crate::notices::by::By;
use crate::notices::change as changes;
use crate::notices::desk::{self, Held};
use crate::notices::service::refused;
use crate::notices::wish::Wish;

/// The change that such a wish makes.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn change(
    app: &App,
    notice: &Notice,
    wish: &Wish,
    by: &By,
    at: Timestamp,
    rules: &Rules,
) -> Result<Change, No> {
    let actor = by.actor(ActKind::Record)?;
    let revision = may_record(notice, &entry(wish), &actor, at, rules).map_err(refused)?;
    let (bytes, said) = written(wish, by, at, revision)?;
    let part = SealedPart {
        id: new_id(),
        person: notice.subject.map_or_else(|| notice.id.to_string(), |s| s.to_string()),
        bytes,
    };
    let mut held = desk::held(app, &notice.id.to_string()).await?;
    held.value = with(held.value, wish, part.id.clone());
    changes::beside(app, notice, &held, by, at, part, said)
}

fn entry(wish: &Wish) -> DeskEntry {
    match wish {
        Wish::Rule { rule, .. } => DeskEntry::Ruling(*rule),
        Wish::Except { grounds, lifts, .. } => DeskEntry::Exception {
            lifts: lifts.iter().copied().collect(),
            grounds: !grounds.trim().is_empty(),
        },
        _ => DeskEntry::Approval,
    }
}

fn with(mut held: Held, wish: &Wish, part: String) -> Held {
    match wish {
        Wish::Rule { .. } => held.rulings.push(part),
        Wish::Except { .. } => held.exception = Some(part),
        _ => held.approvals.push(part),
    }
    held
}

/// The sealed text of an entry, and what its open side says.
fn written(wish: &Wish, by: &By, at: Timestamp, revision: u32) -> Result<(Vec<u8>, Value), No> {
    let officer = by.officer.clone();
    Ok(match wish.clone() {
        Wish::Rule {
            rule,
            outcome,
            grounds,
            items,
            sources,
        } => {
            let ruling = Ruling {
                rule,
                by: officer,
                at,
                revision,
                outcome,
                grounds,
                items,
                sources,
            };
            (serde_json::to_vec(&ruling)?, json!({"row": rule}))
        }
        Wish::Except {
            office,
            consulted_on,
            grounds,
            lifts,
        } => {
            let said = json!({"exception": lifts});
            let taken = Override {
                official: Some(officer),
                office: Some(office),
                consulted_on: Some(consulted_on),
                grounds: Some(grounds),
                lifts,
            };
            (serde_json::to_vec(&taken)?, said)
        }
        Wish::ApproveProtected { ground } => {
            let said = json!({"approval": ground});
            (
                serde_json::to_vec(&Approval {
                    ground,
                    by: officer,
                    at,
                    revision,
                })?,
                said,
            )
        }
        _ => return Err(No::not_found()),
    })
}
