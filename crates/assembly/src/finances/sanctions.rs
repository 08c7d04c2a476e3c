//! Sanctions for arrears: applied at once, lifted at once by payment, appealed against, waived.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Finances;
use crate::assembly::Assembly;
use crate::member::{MemberCode, PersonId};
use crate::refusal::Refusal;
use crate::rulebook::{Facts, Predicate, RowNumber, Service};
use crate::turn::{Turn, check_text};

/// Why a sanction ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Lifted {
    /// The debt no longer reaches the limit.
    Payment,
    /// The assembly upheld the member's appeal.
    Appeal {
        /// The ballot.
        ballot: u32,
    },
    /// The assembly waived it for causes beyond the member's control.
    Waiver {
        /// The ballot.
        ballot: u32,
    },
}

/// A sanction for arrears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanction {
    /// From when it applies.
    pub applied: Timestamp,
    /// The year for which, with the one before, the member was in debt.
    pub year: i16,
    /// When and why it ended.
    pub ended: Option<(Timestamp, Lifted)>,
}

/// A decision of the Executive Committee to leave a member some services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// When.
    pub at: Timestamp,
    /// Who signed.
    pub author: PersonId,
    /// Which services.
    pub services: BTreeSet<Service>,
    /// Why.
    pub reason: String,
}

/// Where an appeal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppealState {
    /// Before the Executive Committee.
    Filed,
    /// Upheld by it: the assembly decides before any other vote.
    Upheld,
    /// Not upheld.
    Dismissed,
    /// The assembly agreed.
    Granted,
    /// The assembly did not agree.
    Refused,
}

/// An appeal against a sanction. It does not suspend the sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// When it was filed.
    pub filed: Date,
    /// The committee's next meeting.
    pub committee_meets: Date,
    /// Why.
    pub ground: String,
    /// Where it stands.
    pub state: AppealState,
}

impl Finances {
    /// Whether a member is under sanction now.
    #[must_use]
    pub fn is_sanctioned(&self, member: &MemberCode) -> bool {
        self.sanctions
            .get(member)
            .and_then(|all| all.last())
            .is_some_and(|last| last.ended.is_none())
    }

    /// Members under sanction now.
    pub fn sanctioned(&self) -> impl Iterator<Item = &MemberCode> {
        self.sanctions.keys().filter(|member| self.is_sanctioned(member))
    }

    /// A member whose appeal the committee upheld and on which the assembly has not decided.
    pub(crate) fn upheld_appeal(&self) -> Option<&MemberCode> {
        let upheld = |appeals: &Vec<Appeal>| appeals.last().is_some_and(|last| last.state == AppealState::Upheld);
        self.appeals
            .iter()
            .find(|(member, appeals)| upheld(appeals) && self.is_sanctioned(member))
            .map(|(member, _)| member)
    }

    fn waived(&self, member: &MemberCode, service: Service) -> bool {
        self.waivers
            .get(member)
            .is_some_and(|all| all.iter().any(|one| one.services.contains(&service)))
    }

    fn sanction_mut(&mut self, member: &MemberCode) -> Option<&mut Sanction> {
        self.sanctions
            .get_mut(member)?
            .last_mut()
            .filter(|last| last.ended.is_none())
    }
}

/// The services that a member may not use on a day: none where it is under no sanction, else what the rule withdraws less
/// what the Executive Committee left it. Stop requests, recalls, hits and missing children are never among them.
///
/// # Errors
/// When the rule on the effects of arrears is not in force.
pub fn withdrawn_services(assembly: &Assembly, member: &MemberCode, day: Date) -> Result<BTreeSet<Service>, Refusal> {
    const ALL: [Service; 9] = [
        Service::Vote,
        Service::Hosting,
        Service::Secondment,
        Service::Training,
        Service::OtherServices,
        Service::StopRequest,
        Service::Recall,
        Service::Hit,
        Service::MissingChild,
    ];
    let mut withdrawn = BTreeSet::new();
    if !assembly.finances.is_sanctioned(member) {
        return Ok(withdrawn);
    }
    for service in ALL {
        let facts = Facts::ServiceDuringArrears {
            service,
            waived: assembly.finances.waived(member, service),
            constitutional_vote: false,
        };
        if !assembly.rulebook.test(RowNumber(17), &facts, day)?.met {
            withdrawn.insert(service);
        }
    }
    Ok(withdrawn)
}

/// Whether a member may use a service now: always for stop requests, recalls, hits and missing children.
pub(super) fn use_service(turn: &mut Turn<'_>, member: &MemberCode, service: Service) -> Result<(), Refusal> {
    turn.known(member)?;
    if turn.next.finances.is_sanctioned(member) {
        let waived = turn.next.finances.waived(member, service);
        let facts = Facts::ServiceDuringArrears {
            service,
            waived,
            constitutional_vote: false,
        };
        turn.require(17, &facts, |why| Refusal::ServiceWithdrawn { why })?;
    }
    Ok(())
}

/// The Secretary General records and applies sanctions for a financial year, with effect at once.
pub(super) fn apply_sanctions(turn: &mut Turn<'_>, year: i16) -> Result<(), Refusal> {
    let (today, now) = (turn.today(), turn.now);
    let members: Vec<MemberCode> = turn.next.roll.members().cloned().collect();
    for member in members {
        let unpaid_years_in_a_row = turn.next.finances.unpaid_years(&member, year, today);
        if unpaid_years_in_a_row == 0 || turn.next.finances.is_sanctioned(&member) {
            continue;
        }
        if turn.consult(16, &Facts::Arrears { unpaid_years_in_a_row })?.met {
            let sanction = Sanction {
                applied: now,
                year,
                ended: None,
            };
            turn.next
                .finances
                .sanctions
                .entry(member.clone())
                .or_default()
                .push(sanction);
            turn.enter(
                "sanction-applied",
                [("member", member.to_string()), ("year", year.to_string())],
            );
        }
    }
    Ok(())
}

/// A payment that brings a member below the limit gives its rights back at that very instant.
pub(super) fn lift_if_paid(turn: &mut Turn<'_>, member: &MemberCode) -> Result<(), Refusal> {
    let (today, now) = (turn.today(), turn.now);
    let Some(year) = turn.next.finances.sanction_mut(member).map(|sanction| sanction.year) else {
        return Ok(());
    };
    let unpaid_years_in_a_row = turn.next.finances.unpaid_years(member, year, today);
    if !turn.consult(16, &Facts::Arrears { unpaid_years_in_a_row })?.met
        && let Some(sanction) = turn.next.finances.sanction_mut(member)
    {
        sanction.ended = Some((now, Lifted::Payment));
        turn.enter(
            "sanction-lifted",
            [("member", member.to_string()), ("by", "payment".to_owned())],
        );
    }
    Ok(())
}

/// A member appeals. The sanction stands meanwhile.
pub(super) fn appeal(
    turn: &mut Turn<'_>,
    committee_meets: Date,
    ground: &str,
    leave_on_new_fact: bool,
) -> Result<(), Refusal> {
    let member = turn.delegate("appeal against its sanction")?;
    check_text("ground", ground)?;
    if !turn.next.finances.is_sanctioned(&member) {
        return Err(Refusal::NotSanctioned { member });
    }
    let filed = turn.today();
    let second = turn
        .next
        .finances
        .appeals
        .get(&member)
        .is_some_and(|all| !all.is_empty());
    let facts = Facts::ArrearsAppeal {
        filed,
        committee_meets,
        second,
        leave_on_new_fact,
    };
    turn.require(18, &facts, |why| Refusal::AppealTooLate { why })?;
    let appeal = Appeal {
        filed,
        committee_meets,
        ground: ground.to_owned(),
        state: AppealState::Filed,
    };
    turn.next
        .finances
        .appeals
        .entry(member.clone())
        .or_default()
        .push(appeal);
    turn.enter("appeal-filed", [("member", member.to_string())]);
    Ok(())
}

/// The Executive Committee decides on an appeal.
pub(super) fn decide_appeal(turn: &mut Turn<'_>, member: &MemberCode, upheld: bool) -> Result<(), Refusal> {
    let last = turn
        .next
        .finances
        .appeals
        .get_mut(member)
        .and_then(|all| all.last_mut());
    match last.filter(|appeal| appeal.state == AppealState::Filed) {
        Some(appeal) => {
            appeal.state = if upheld {
                AppealState::Upheld
            } else {
                AppealState::Dismissed
            }
        }
        None => {
            return Err(Refusal::NoAppeal { member: member.clone() });
        }
    }
    turn.enter(
        "appeal-examined",
        [("member", member.to_string()), ("upheld", upheld.to_string())],
    );
    Ok(())
}

/// The Executive Committee leaves a member some services.
pub(super) fn waive(
    turn: &mut Turn<'_>,
    member: &MemberCode,
    services: &BTreeSet<Service>,
    reason: &str,
) -> Result<(), Refusal> {
    check_text("reason", reason)?;
    if !turn.next.finances.is_sanctioned(member) {
        return Err(Refusal::NotSanctioned { member: member.clone() });
    }
    let row = turn.next.rulebook.in_force(RowNumber(17), turn.today())?;
    if let Predicate::ArrearsEffects { waivable, .. } = &row.predicate
        && let Some(service) = services.iter().find(|service| !waivable.contains(service))
    {
        return Err(Refusal::NotWaivable {
            service: format!("{service:?}"),
        });
    }
    let waiver = Waiver {
        at: turn.now,
        author: turn.actor.person.clone(),
        services: services.clone(),
        reason: reason.to_owned(),
    };
    turn.next
        .finances
        .waivers
        .entry(member.clone())
        .or_default()
        .push(waiver);
    turn.enter("services-waived", [("member", member.to_string())]);
    Ok(())
}

/// Writes the assembly's decision on an upheld appeal.
pub(crate) fn settle_appeal(turn: &mut Turn<'_>, member: &MemberCode, granted: bool, ballot: u32) {
    if let Some(appeal) = turn
        .next
        .finances
        .appeals
        .get_mut(member)
        .and_then(|all| all.last_mut())
    {
        appeal.state = if granted {
            AppealState::Granted
        } else {
            AppealState::Refused
        };
    }
    if granted {
        lift(turn, member, Lifted::Appeal { ballot }, "appeal");
    }
}

/// Writes the assembly's decision to waive a sanction.
pub(crate) fn waive_by_assembly(turn: &mut Turn<'_>, member: &MemberCode, ballot: u32) {
    lift(turn, member, Lifted::Waiver { ballot }, "waiver");
}

fn lift(turn: &mut Turn<'_>, member: &MemberCode, why: Lifted, word: &str) {
    let now = turn.now;
    if let Some(sanction) = turn.next.finances.sanction_mut(member) {
        sanction.ended = Some((now, why));
        turn.enter(
            "sanction-lifted",
            [("member", member.to_string()), ("by", word.to_owned())],
        );
    }
}
