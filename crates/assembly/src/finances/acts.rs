//! What can be done with money.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{budget, contributions, sanctions};
use crate::actor::Capacity;
use crate::member::MemberCode;
use crate::refusal::Refusal;
use crate::rulebook::Service;
use crate::turn::Turn;

/// A payment as the bank reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPayment {
    /// The bank's reference.
    pub reference: String,
    /// The member.
    pub member: MemberCode,
    /// Units.
    pub units: i64,
}

/// Acts on money. Budgets are approved, and upheld appeals granted, by ballots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum FinanceAct {
    /// Enters the scale of a year.
    SetScale {
        /// The financial year.
        year: i16,
        /// Version of the scale.
        version: String,
        /// Points by member.
        points: BTreeMap<MemberCode, u32>,
        /// Units to assess in all.
        total: i64,
    },
    /// Invoices the contributions of a year, today.
    Invoice {
        /// The financial year.
        year: i16,
        /// Day by which they are due.
        due: Date,
    },
    /// Books payments, all or none.
    Pay {
        /// The payments.
        payments: Vec<NewPayment>,
    },
    /// The Secretary General applies sanctions for a financial year.
    ApplySanctions {
        /// The financial year.
        year: i16,
    },
    /// A member appeals against its sanction.
    Appeal {
        /// The committee's next meeting.
        committee_meets: Date,
        /// Why.
        ground: String,
        /// For a second appeal: leave given on a decisive new fact.
        leave_on_new_fact: bool,
    },
    /// The Executive Committee decides on an appeal.
    DecideAppeal {
        /// The member.
        member: MemberCode,
        /// Whether it is upheld.
        upheld: bool,
    },
    /// The Executive Committee leaves a member some services.
    Waive {
        /// The member.
        member: MemberCode,
        /// Which services.
        services: BTreeSet<Service>,
        /// Why.
        reason: String,
    },
    /// Asks whether a member may use a service; changes nothing.
    UseService {
        /// The member.
        member: MemberCode,
        /// The service.
        service: Service,
    },
    /// Proposes a budget by programme.
    ProposeBudget {
        /// The financial year.
        year: i16,
        /// Units by programme.
        programmes: BTreeMap<String, i64>,
    },
    /// The Executive Committee carries on along the previous budget.
    CarryOn {
        /// The financial year.
        year: i16,
    },
    /// Books a spending.
    Spend {
        /// The financial year.
        year: i16,
        /// The programme.
        programme: String,
        /// Units.
        units: i64,
        /// The paper.
        reference: String,
    },
}

pub(crate) fn apply(turn: &mut Turn<'_>, act: &FinanceAct) -> Result<(), Refusal> {
    use FinanceAct as A;
    let books = [Capacity::Secretariat, Capacity::SecretaryGeneral];
    match act {
        A::SetScale {
            year,
            version,
            points,
            total,
        } => {
            turn.only(&books, "enter a scale of contributions")?;
            contributions::set_scale(turn, *year, version, points, *total)
        }
        A::Invoice { year, due } => {
            turn.only(&books, "invoice contributions")?;
            contributions::invoice(turn, *year, *due)
        }
        A::Pay { payments } => {
            turn.only(&books, "book payments")?;
            payments.iter().try_for_each(|one| contributions::pay(turn, one))
        }
        A::ApplySanctions { year } => {
            turn.only(&[Capacity::SecretaryGeneral], "apply sanctions for arrears")?;
            sanctions::apply_sanctions(turn, *year)
        }
        A::Appeal {
            committee_meets,
            ground,
            leave_on_new_fact,
        } => sanctions::appeal(turn, *committee_meets, ground, *leave_on_new_fact),
        A::DecideAppeal { member, upheld } => {
            turn.only(&[Capacity::ExecutiveCommittee], "decide on appeals")?;
            sanctions::decide_appeal(turn, member, *upheld)
        }
        A::Waive {
            member,
            services,
            reason,
        } => {
            turn.only(&[Capacity::ExecutiveCommittee], "waive the loss of services")?;
            sanctions::waive(turn, member, services, reason)
        }
        A::UseService { member, service } => sanctions::use_service(turn, member, *service),
        A::ProposeBudget { year, programmes } => {
            turn.only(&books, "propose a budget")?;
            budget::propose(turn, *year, programmes)
        }
        A::CarryOn { year } => {
            turn.only(&[Capacity::ExecutiveCommittee], "carry on along the previous budget")?;
            budget::carry_on(turn, *year)
        }
        A::Spend {
            year,
            programme,
            units,
            reference,
        } => {
            turn.only(&books, "book spendings")?;
            budget::spend(turn, *year, programme, *units, reference)
        }
    }
}
