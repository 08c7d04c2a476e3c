//! Money: the scale of contributions, invoices, payments, arrears with their sanctions, and budgets.
//!
//! Amounts are whole units of one currency's smallest part (cents). Every distribution adds up to what was distributed.

mod acts;
mod budget;
mod contributions;
mod sanctions;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub(crate) use acts::apply;
pub use acts::{FinanceAct, NewPayment};
pub(crate) use budget::approve_budget;
pub use budget::{Budget, BudgetLine, BudgetState, Spending};
pub use contributions::distribute;
pub use sanctions::{Appeal, AppealState, Lifted, Sanction, Waiver, withdrawn_services};
pub(crate) use sanctions::{settle_appeal, waive_by_assembly};

use crate::member::MemberCode;

/// A scale of contributions for one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// Its version.
    pub version: String,
    /// Points by member.
    pub points: BTreeMap<MemberCode, u32>,
    /// Units to be assessed in all.
    pub total: i64,
}

/// What a member owes for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Units asked.
    pub units: i64,
    /// Units paid.
    pub paid: i64,
    /// Day of issue.
    pub issued: Date,
    /// Day by which it is due.
    pub due: Date,
}

impl Invoice {
    /// Units still owed.
    #[must_use]
    pub const fn owed(&self) -> i64 {
        self.units.saturating_sub(self.paid)
    }
}

/// A payment that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The member.
    pub member: MemberCode,
    /// Units.
    pub units: i64,
    /// When it was booked.
    pub at: Timestamp,
    /// What it was used for, by year, the oldest debt first.
    pub used: BTreeMap<i16, i64>,
    /// What no invoice asked for yet; used for the member's next one.
    pub kept: i64,
}

/// The books of the assembly.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finances {
    /// Currency of every amount, ISO 4217.
    pub currency: String,
    /// Scales by year.
    pub scales: BTreeMap<i16, Scale>,
    /// Invoices by year and member.
    pub invoices: BTreeMap<i16, BTreeMap<MemberCode, Invoice>>,
    /// Payments by reference.
    pub payments: BTreeMap<String, Payment>,
    /// Payments ahead of any invoice, by member.
    pub credit: BTreeMap<MemberCode, i64>,
    /// Sanctions by member, the last one last.
    pub sanctions: BTreeMap<MemberCode, Vec<Sanction>>,
    /// Waivers of services, by member.
    pub waivers: BTreeMap<MemberCode, Vec<Waiver>>,
    /// Appeals by member, the last one last.
    pub appeals: BTreeMap<MemberCode, Vec<Appeal>>,
    /// Budgets by year.
    pub budgets: BTreeMap<i16, Budget>,
}

impl Finances {
    /// Empty books in a currency.
    #[must_use]
    pub fn new(currency: &str) -> Self {
        Self {
            currency: currency.to_owned(),
            ..Self::default()
        }
    }

    /// What a member owes in all, for every year.
    #[must_use]
    pub fn owed(&self, member: &MemberCode) -> i64 {
        let of_year = |invoices: &BTreeMap<MemberCode, Invoice>| invoices.get(member).map_or(0, Invoice::owed);
        self.invoices.values().map(of_year).fold(0, i64::saturating_add)
    }

    /// Whether the contribution of a year is due and not fully paid.
    #[must_use]
    pub fn is_unpaid(&self, member: &MemberCode, year: i16, today: Date) -> bool {
        let invoice = self.invoices.get(&year).and_then(|invoices| invoices.get(member));
        invoice.is_some_and(|invoice| invoice.owed() > 0 && invoice.due < today)
    }

    /// How many years in a row, counted back from `year`, are due and unpaid.
    #[must_use]
    pub fn unpaid_years(&self, member: &MemberCode, year: i16, today: Date) -> u32 {
        let mut years = 0_i32;
        while let Some(one) = i16::try_from(years).ok().and_then(|back| year.checked_sub(back)) {
            if !self.is_unpaid(member, one, today) {
                break;
            }
            years += 1;
        }
        years.unsigned_abs()
    }

    /// The smallest payment that ends a member's arrears: all debts up to the one whose payment breaks the row of unpaid
    /// years. Payments go to the oldest debt first. Nothing where the member is not in arrears.
    #[must_use]
    pub fn least_payment(&self, member: &MemberCode, year: i16, needed: u32, today: Date) -> Option<i64> {
        let years = self.unpaid_years(member, year, today);
        if needed == 0 || years < needed {
            return None;
        }
        let back = i16::try_from(needed.checked_sub(1)?).ok()?;
        let oldest_kept = year.checked_sub(back)?;
        let up_to = self.invoices.range(..=oldest_kept);
        Some(
            up_to
                .map(|(_, invoices)| invoices.get(member).map_or(0, Invoice::owed))
                .fold(0, i64::saturating_add),
        )
    }

    /// The earliest year whose budget was proposed and not decided.
    pub(crate) fn undecided_budget(&self) -> Option<i16> {
        let undecided = |budget: &Budget| matches!(budget.state, BudgetState::Proposed);
        self.budgets
            .iter()
            .find(|(_, budget)| undecided(budget))
            .map(|(year, _)| *year)
    }
}
