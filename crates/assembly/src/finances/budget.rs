//! Budgets: by programme, approved by vote, spent against, or carried on from the year before.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::rulebook::Facts;
use crate::turn::{Turn, check_text};

/// Where a budget stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum BudgetState {
    /// Before the assembly.
    Proposed,
    /// Approved by the adoption of a resolution.
    Approved {
        /// The resolution.
        resolution: u32,
        /// The ballot.
        ballot: u32,
    },
    /// The assembly could not adopt one: carried on along the previous year's.
    Provisional {
        /// The year followed.
        along: i16,
    },
}

/// One programme's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// Units that may be spent.
    pub units: i64,
    /// Units spent.
    pub spent: i64,
}

/// A booking against a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    /// The programme.
    pub programme: String,
    /// Units.
    pub units: i64,
    /// The paper.
    pub reference: String,
    /// When.
    pub at: Timestamp,
}

/// The budget of a financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Lines by programme.
    pub lines: BTreeMap<String, BudgetLine>,
    /// Where it stands.
    pub state: BudgetState,
    /// What was spent, in order.
    pub spendings: Vec<Spending>,
}

impl Budget {
    /// Units that may be spent in all.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.lines.values().map(|line| line.units).fold(0, i64::saturating_add)
    }

    /// Units spent in all.
    #[must_use]
    pub fn spent(&self) -> i64 {
        self.lines.values().map(|line| line.spent).fold(0, i64::saturating_add)
    }
}

const PROGRAMME_LIMIT: usize = 1_000;

pub(super) fn propose(turn: &mut Turn<'_>, year: i16, programmes: &BTreeMap<String, i64>) -> Result<(), Refusal> {
    if programmes.len() > PROGRAMME_LIMIT {
        return Err(Refusal::TooMany {
            what: "programmes",
            limit: PROGRAMME_LIMIT,
        });
    }
    let mut total = 0_i64;
    for (programme, units) in programmes {
        check_text("programme", programme)?;
        if *units <= 0 {
            return Err(Refusal::NotPositive {
                what: "amount of a programme",
            });
        }
        total = total.checked_add(*units).ok_or(Refusal::Overflow {})?;
    }
    if programmes.is_empty() {
        return Err(Refusal::NotPositive {
            what: "number of programmes",
        });
    }
    let budgets = &mut turn.next.finances.budgets;
    if budgets
        .get(&year)
        .is_some_and(|budget| budget.state != BudgetState::Proposed)
    {
        return Err(Refusal::BudgetExists { year });
    }
    let line = |(programme, units): (&String, &i64)| {
        (
            programme.clone(),
            BudgetLine {
                units: *units,
                spent: 0,
            },
        )
    };
    let lines = programmes.iter().map(line).collect();
    budgets.insert(
        year,
        Budget {
            lines,
            state: BudgetState::Proposed,
            spendings: vec![],
        },
    );
    turn.enter(
        "budget-proposed",
        [("year", year.to_string()), ("total", total.to_string())],
    );
    Ok(())
}

/// Approves the budget proposed for a year, because the resolution on it was adopted.
pub(crate) fn approve_budget(turn: &mut Turn<'_>, year: i16, resolution: u32, ballot: u32) -> Result<(), Refusal> {
    let Some(budget) = turn.next.finances.budgets.get_mut(&year) else {
        turn.warn(format!(
            "resolution {resolution} is on the budget of {year}, but none was proposed"
        ));
        return Ok(());
    };
    budget.state = BudgetState::Approved { resolution, ballot };
    let total = budget.total();
    turn.enter(
        "budget-approved",
        [("year", year.to_string()), ("total", total.to_string())],
    );
    Ok(())
}

/// The Executive Committee carries on along the previous budget.
pub(super) fn carry_on(turn: &mut Turn<'_>, year: i16) -> Result<(), Refusal> {
    let budgets = &turn.next.finances.budgets;
    let adopted = budgets
        .get(&year)
        .is_some_and(|budget| matches!(budget.state, BudgetState::Approved { .. }));
    let already = budgets
        .get(&year)
        .is_some_and(|budget| matches!(budget.state, BudgetState::Provisional { .. }));
    if adopted || already {
        return Err(Refusal::BudgetExists { year });
    }
    let previous = budgets
        .range(..year)
        .next_back()
        .filter(|(_, budget)| budget.state != BudgetState::Proposed)
        .map(|(along, budget)| (*along, budget.lines.clone()));
    let facts = Facts::ProvisionalBudget {
        adopted,
        previous: previous.is_some(),
    };
    turn.require(38, &facts, |why| Refusal::NoPreviousBudget { why })?;
    let Some((along, mut lines)) = previous else {
        return Err(Refusal::NoPreviousBudget {
            why: "none is known".to_owned(),
        });
    };
    for line in lines.values_mut() {
        line.spent = 0;
    }
    let budget = Budget {
        lines,
        state: BudgetState::Provisional { along },
        spendings: vec![],
    };
    turn.next.finances.budgets.insert(year, budget);
    turn.enter(
        "budget-carried-on",
        [("year", year.to_string()), ("along", along.to_string())],
    );
    Ok(())
}

/// Books a spending against a programme, never beyond its line.
pub(super) fn spend(
    turn: &mut Turn<'_>,
    year: i16,
    programme: &str,
    units: i64,
    reference: &str,
) -> Result<(), Refusal> {
    check_text("reference", reference)?;
    if units <= 0 {
        return Err(Refusal::NotPositive { what: "spending" });
    }
    let at = turn.now;
    let unknown = |what, id: &str| Refusal::Unknown {
        what,
        id: id.to_owned(),
    };
    let budget = turn
        .next
        .finances
        .budgets
        .get_mut(&year)
        .filter(|budget| budget.state != BudgetState::Proposed)
        .ok_or_else(|| unknown("decided budget of", &year.to_string()))?;
    if budget.spendings.iter().any(|one| one.reference == reference) {
        return Err(Refusal::PaymentTwice {
            reference: reference.to_owned(),
        });
    }
    let line = budget
        .lines
        .get_mut(programme)
        .ok_or_else(|| unknown("programme", programme))?;
    let left = line.units.saturating_sub(line.spent);
    if units > left {
        return Err(Refusal::OverBudget {
            programme: programme.to_owned(),
            left,
        });
    }
    line.spent += units;
    let spending = Spending {
        programme: programme.to_owned(),
        units,
        reference: reference.to_owned(),
        at,
    };
    budget.spendings.push(spending);
    turn.enter(
        "spent",
        [
            ("year", year.to_string()),
            ("programme", programme.to_owned()),
            ("units", units.to_string()),
        ],
    );
    Ok(())
}
