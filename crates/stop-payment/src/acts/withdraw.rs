//! Taking a case back.

use cordon_vocabulary::{Actor, Money};

use super::own_officer;
use crate::ask::AskState;
use crate::bucket::Movement;
use crate::pursuit::{local_in, parts_in, place};
use crate::{AskId, Bucket, Case, CaseState, Event, Refusal};

/// Takes the case back: every open request is withdrawn and every holder is asked to release.
pub(super) fn withdraw(case: &mut Case, actor: &Actor, events: &mut Vec<Event>) -> Result<(), Refusal> {
    own_officer(case, actor)?;
    if case.state == CaseState::Withdrawn {
        return Err(Refusal::CaseState(case.state));
    }
    let asks: Vec<AskId> = case.asks.iter().map(|a| a.id).collect();
    for id in asks {
        let held = local_in(case, id, Bucket::Held);
        for bucket in [Bucket::Chased, Bucket::Held] {
            let parts = parts_in(case, id, bucket);
            place(case, id, &parts, Movement::Withdraw, events);
        }
        let Some(ask) = case.ask_mut(id) else {
            continue;
        };
        if held > 0 {
            events.push(Event::ReleaseAsked {
                ask: id,
                amount: Money::new(held, ask.currency),
            });
        }
        if let Some(hold) = ask.hold.as_mut() {
            hold.units = 0;
        }
        if ask.state != AskState::Withdrawn {
            ask.state = AskState::Withdrawn;
            events.push(Event::AskWithdrawn { ask: id });
        }
    }
    case.state = CaseState::Withdrawn;
    events.push(Event::CaseWithdrawn);
    Ok(())
}
