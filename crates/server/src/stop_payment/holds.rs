//! What a bank holds on one account, shared among the requests of all cases that meet there.

use cordon_stop_payment::allocation::{Claim, Raise};
use cordon_stop_payment::{Act, Ask, AskId, Bucket, Case, ClockKind, Decision, Part, Route};
use cordon_store::{Change, NewJob, RecordWrite};
use cordon_vocabulary::Instant;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::stop_payment::queries::{self, AccountHold};

/// The job that carries a raise into the other case.
pub const SHARE: &str = "stop_payment.share";

/// The hold that an act touches, as it was read.
pub(super) struct MeetingHolds {
    key: String,
    revision: i64,
    hold: AccountHold,
    case: String,
    ask: AskId,
    /// What the request itself holds now.
    held: i64,
}

impl MeetingHolds {
    /// The hold at the account that an act touches, if it touches one.
    pub(super) async fn of(app: &App, id: &str, case: &Case, act: &Act) -> Result<Option<Self>, No> {
        let Some(ask) = touched(act).and_then(|ask| case.ask(ask)) else {
            return Ok(None);
        };
        let house = match &ask.route {
            Route::Institution { institution } => institution.to_string(),
            Route::Bureau { country, code } => format!("{country}:{code}"),
        };
        let key = format!("{house}|{}", ask.account.key());
        let at = queries::account_hold(&app.store, &key).await?;
        Ok(Some(Self {
            key,
            revision: at.revision,
            hold: at.value,
            case: id.to_owned(),
            ask: ask.id,
            held: ask.hold.as_ref().map_or(0, |h| h.units),
        }))
    }

    fn own(&self) -> String {
        format!("{}/{}", self.case, self.ask)
    }

    /// Tells the rulebook what the other requests have and want, and bounds a share by what is still unshared.
    pub(super) fn inform(&self, act: &Act) -> Act {
        let own = self.own();
        let others = self.hold.claims.iter().filter(|c| c.ask != own);
        match act.clone() {
            Act::Share { ask, units, rules } => {
                let taken = others.fold(self.held, |sum, c| sum.saturating_add(c.given));
                let free = self.hold.stated.saturating_sub(taken).max(0);
                Act::Share {
                    ask,
                    units: units.min(free),
                    rules,
                }
            }
            Act::Answer { ask, reply, rules, .. } => Act::Answer {
                ask,
                reply,
                rules,
                others: others.cloned().collect(),
            },
            other => other,
        }
    }

    /// Writes the claims after the act, and the jobs that carry raises into other cases. A raise counts as given from
    /// now on, so that no third answer can give it again.
    pub(super) fn write_into(
        mut self,
        change: &mut Change,
        act: &Act,
        decision: &Decision,
        now: Instant,
    ) -> Result<(), No> {
        let own = self.own();
        let asked = decision.case.ask(self.ask);
        let given = asked.and_then(|a| a.hold.as_ref()).map_or(0, |h| h.units);
        let claim = Claim {
            ask: own.clone(),
            received: asked.and_then(|a| a.sent).unwrap_or(now),
            wanted: given.saturating_add(open(&decision.case, self.ask)),
            given,
        };
        let before = match self.hold.claims.iter_mut().find(|c| c.ask == own) {
            Some(known) => std::mem::replace(known, claim).given,
            None => {
                self.hold.claims.push(claim);
                0
            }
        };
        for raise in &decision.raises {
            self.raise(raise, asked, change, now);
        }
        let sum = self.hold.claims.iter().fold(0i64, |sum, c| sum.saturating_add(c.given));
        self.hold.stated = match act {
            Act::Answer { reply, .. } => reply.account_total.map_or(sum, |total| total.units),
            // What leaves a hold leaves the account's hold.
            _ => self.hold.stated.saturating_sub((before - given).max(0)),
        }
        .max(sum);
        change.records.push(RecordWrite {
            kind: "account_hold",
            id: self.key.clone(),
            expected_revision: self.revision,
            body: serde_json::to_string(&self.hold)?,
            keys: self.hold.claims.iter().map(case_key).collect(),
        });
        Ok(())
    }

    fn raise(&mut self, raise: &Raise, asked: Option<&Ask>, change: &mut Change, now: Instant) {
        if let Some(claim) = self.hold.claims.iter_mut().find(|c| c.ask == raise.ask) {
            claim.given = claim.given.saturating_add(raise.units);
        }
        let Some((case, ask)) = raise.ask.rsplit_once('/') else {
            return;
        };
        let cause = asked.map_or(0, |a| a.answers.len());
        change.jobs.push(NewJob {
            kind: SHARE,
            key: format!("{}/{cause}>{}", self.own(), raise.ask),
            due_us: now.micros(),
            body: json!({"case": case, "ask": ask.parse::<AskId>().unwrap_or_default(), "units": raise.units})
                .to_string(),
        });
    }
}

fn case_key(claim: &Claim) -> (&'static str, String) {
    let case = claim.ask.rsplit_once('/').map_or("", |(case, _)| case);
    ("case", case.to_owned())
}

/// The request whose hold an act touches.
fn touched(act: &Act) -> Option<AskId> {
    match act {
        Act::Answer { ask, .. }
        | Act::Share { ask, .. }
        | Act::Return { ask, .. }
        | Act::ReleaseHold { ask, .. }
        | Act::DecideAppeal { ask, .. }
        | Act::Lapse { ask }
        | Act::ClockRan {
            ask,
            clock: ClockKind::Expiry,
            ..
        } => Some(*ask),
        _ => None,
    }
}

/// What is open at a request and waits for no other answer.
fn open(case: &Case, ask: AskId) -> i64 {
    case.parts_at(ask)
        .filter(|p| p.bucket == Bucket::Chased && p.question.is_none())
        .map(Part::local_units)
        .fold(0, i64::saturating_add)
}
