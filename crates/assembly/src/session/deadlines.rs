//! Every deadline that follows from the opening day, and how it stands today.

use jiff::civil::Date;
use serde::Serialize;

use super::{Sending, SessionKind};
use crate::assembly::Assembly;
use crate::rulebook::{Lead, Predicate, RowNumber, Weight};

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineState {
    /// Kept.
    Kept,
    /// Done, but after the day.
    DoneLate,
    /// Still ahead.
    Ahead,
    /// Passed, and not done (or, for members' own deadlines, no longer open).
    Passed,
}

/// One deadline of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// The row it comes from.
    pub row: RowNumber,
    /// Its name.
    pub name: String,
    /// The last day.
    pub due: Date,
    /// Days from today to the last day; negative once passed.
    pub days_left: i32,
    /// What missing it means.
    pub weight: Weight,
    /// When it was done, for what the secretariat does.
    pub done: Option<Date>,
    /// How it stands.
    pub state: DeadlineState,
    /// Whether a published source states the rule.
    pub verified: bool,
}

impl Deadline {
    /// Whether something that had to be sent by this day was not. Members' own last days only pass.
    #[must_use]
    pub fn is_missed(&self) -> bool {
        let late = matches!(self.state, DeadlineState::DoneLate | DeadlineState::Passed);
        late && self.weight == Weight::Binding && matches!(self.row.0, 4 | 5 | 7)
    }
}

/// The deadlines of a session in the order of their days.
#[must_use]
pub fn deadlines(assembly: &Assembly, today: Date) -> Vec<Deadline> {
    let session = &assembly.session;
    let mut list = Vec::new();
    for row in assembly.rulebook.rows(today) {
        let extraordinary = matches!(session.kind, SessionKind::Extraordinary { .. });
        let due = match &row.predicate {
            // The months of notice of an ordinary session cannot fit into an extraordinary session's window.
            Predicate::SentBeforeOpening { .. } if extraordinary && row.row.0 <= 5 => None,
            Predicate::SentBeforeOpening { lead, .. } => lead.before(session.opening),
            Predicate::ReceivedByDay { month, day } => Date::new(session.year, *month, *day).ok(),
            Predicate::CommitteeComposition { candidacy_days, .. } => {
                Lead::Days(*candidacy_days).before(session.opening)
            }
            _ => None,
        };
        let Some(due) = due else { continue };
        let done = match row.row.0 {
            4 => session.sent.get(&Sending::Notice).copied(),
            5 => session.sent.get(&Sending::ProvisionalAgenda).copied(),
            7 => session.sent.get(&Sending::WorkingPapers).copied(),
            _ => None,
        };
        let state = match done {
            Some(done) if done <= due => DeadlineState::Kept,
            Some(_) => DeadlineState::DoneLate,
            None if today <= due => DeadlineState::Ahead,
            None => DeadlineState::Passed,
        };
        list.push(Deadline {
            row: row.row,
            name: row.name.clone(),
            due,
            days_left: today.until(due).map_or(0, |span| span.get_days()),
            weight: row.predicate.weight(),
            done,
            state,
            verified: row.verified,
        });
    }
    list.sort_by_key(|deadline| (deadline.due, deadline.row));
    list
}
