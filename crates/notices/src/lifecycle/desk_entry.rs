//! What a reviewer puts beside a notice under review: rulings, approvals of protected data, the exception clause.

use jiff::Timestamp;

use super::{ActKind, Actor, Notice, Refusal, work::permitted, work::states_of};
use crate::{
    check::day_of,
    rulebook::{RuleNo, Rules},
};

/// One entry beside a notice, without its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskEntry {
    /// A ruling on a row.
    Ruling(RuleNo),
    /// The approval of data on protected persons or of sensitive data.
    Approval,
    /// The exception clause, with the rows it lifts and whether its grounds are written.
    Exception {
        /// The rows.
        lifts: Vec<RuleNo>,
        /// Whether grounds are given.
        grounds: bool,
    },
}

/// Whether an entry may be put beside a notice now; gives the revision of the content that it is about.
///
/// # Errors
/// A [`Refusal`] with a stable code.
pub fn may_record(
    notice: &Notice,
    entry: &DeskEntry,
    actor: &Actor,
    now: Timestamp,
    rules: &Rules,
) -> Result<u32, Refusal> {
    permitted(notice, ActKind::Record, actor)?;
    if actor.officer == notice.author {
        return Err(Refusal::OwnWork);
    }
    if now < notice.touched_at {
        return Err(Refusal::BackInTime);
    }
    if !states_of(ActKind::Record).contains(&notice.state) {
        let (act, state) = (ActKind::Record, notice.state);
        return Err(if state.is_end() {
            Refusal::Ended(act)
        } else {
            Refusal::WrongState { act, state }
        });
    }
    let revision = match &notice.pending {
        Some(update) if update.by == actor.officer => return Err(Refusal::OwnWork),
        Some(update) => update.revision,
        None if notice.state.is_live() => return Err(Refusal::NoUpdate),
        None => notice.revision,
    };
    let named: &[RuleNo] = match entry {
        DeskEntry::Ruling(rule) => std::slice::from_ref(rule),
        DeskEntry::Approval => &[],
        DeskEntry::Exception { grounds: false, .. } => return Err(Refusal::NoGrounds),
        DeskEntry::Exception { lifts, .. } => lifts,
    };
    let today = day_of(now);
    match named.iter().find(|rule| rules.book().row(**rule, today).is_none()) {
        Some(unknown) => Err(Refusal::NoRow(*unknown)),
        None => Ok(revision),
    }
}
