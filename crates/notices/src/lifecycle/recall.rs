//! Copies: receipts, recall, purge confirmations holder by holder, restrictions.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Audience, EventKind, Notice, Purge, Refusal, Viewer, clocks::hours_after, work::Work};
use crate::ids::BureauId;

/// A holder that has not confirmed its purge. Members may see the list; it names no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outstanding {
    /// The holder.
    pub bureau: BureauId,
    /// Since when it is asked.
    pub since: Timestamp,
    /// When it was due.
    pub due_at: Timestamp,
    /// Reminders so far.
    pub reminders: u32,
}

/// Who has not confirmed a purge, the longest first.
#[must_use]
pub fn outstanding(notice: &Notice) -> Vec<Outstanding> {
    let mut open: Vec<Outstanding> = notice
        .copies
        .iter()
        .filter_map(|(bureau, copy)| Some((bureau, copy.purge.as_ref().filter(|p| p.confirmed_at.is_none())?)))
        .map(|(bureau, purge)| Outstanding {
            bureau: bureau.clone(),
            since: purge.opened_at,
            due_at: purge.due_at,
            reminders: purge.reminders,
        })
        .collect();
    open.sort_by(|a, b| (a.since, &a.bureau).cmp(&(b.since, &b.bureau)));
    open
}

/// The list as a viewer may see it: the owner sees it no earlier than the letter that tells of the end.
#[must_use]
pub fn outstanding_shown_to(notice: &Notice, viewer: &Viewer, now: Timestamp) -> Vec<Outstanding> {
    let owner = matches!(viewer, Viewer::Bureau(bureau) if *bureau == notice.owner);
    let untold = notice.end.as_ref().is_some_and(|end| now < end.told_at);
    if owner && untold {
        Vec::new()
    } else {
        outstanding(notice)
    }
}

/// The list of a recall for a member: once a notice has ended, every bureau that received it sees who has not confirmed.
/// Who was excluded from a notice still in force is for its owner, the desk and the oversight body alone.
#[must_use]
pub fn recall_shown_to(notice: &Notice, viewer: &Viewer, now: Timestamp) -> Option<Vec<Outstanding>> {
    let asked = notice.copies.values().any(|copy| copy.purge.is_some());
    let may = match viewer {
        Viewer::Bureau(bureau) if *bureau == notice.owner => notice.end.as_ref().is_none_or(|end| end.told_at <= now),
        Viewer::Bureau(bureau) => notice.end.is_some() && notice.copies.contains_key(bureau),
        Viewer::Desk | Viewer::Oversight => true,
    };
    (asked && may).then(|| outstanding(notice))
}

impl Work<'_> {
    pub(super) fn recall_all(&mut self) {
        let holders: BTreeSet<BureauId> = self.notice.copies.keys().cloned().collect();
        self.recall(&holders);
    }

    /// Opens a purge task for each of these holders that has none yet.
    pub(super) fn recall(&mut self, bureaus: &BTreeSet<BureauId>) {
        let periods = self.periods();
        let task = Purge {
            opened_at: self.now,
            due_at: hours_after(self.now, periods.purge_due_hours),
            remind_at: hours_after(self.now, periods.purge_reminder_hours.max(1)),
            reminders: 0,
            confirmed_at: None,
        };
        let mut asked = BTreeSet::new();
        for (bureau, copy) in self
            .notice
            .copies
            .iter_mut()
            .filter(|(b, c)| bureaus.contains(*b) && c.purge.is_none())
        {
            copy.purge = Some(task.clone());
            asked.insert(bureau.clone());
        }
        self.tell(Audience::Bureaus(asked), EventKind::Recalled);
    }

    pub(super) fn confirm_receipt(&mut self) -> Result<(), Refusal> {
        let bureau = self.actor.bureau.clone();
        let now = self.now;
        let copy = self.notice.copies.get_mut(&bureau).filter(|copy| copy.purge.is_none());
        let copy = copy.ok_or_else(|| Refusal::NotAHolder(bureau.clone()))?;
        if copy.received_at.is_some() {
            return Err(Refusal::ConfirmedBefore(bureau));
        }
        copy.received_at = Some(now);
        Ok(())
    }

    pub(super) fn confirm_purge(&mut self) -> Result<(), Refusal> {
        let bureau = self.actor.bureau.clone();
        let now = self.now;
        let copy = self
            .notice
            .copies
            .get_mut(&bureau)
            .ok_or_else(|| Refusal::NotAHolder(bureau.clone()))?;
        let purge = copy.purge.as_mut().ok_or_else(|| Refusal::NoPurge(bureau.clone()))?;
        if purge.confirmed_at.is_some() {
            return Err(Refusal::ConfirmedBefore(bureau));
        }
        purge.confirmed_at = Some(now);
        self.tell(Audience::Desk, EventKind::Purged(bureau));
        Ok(())
    }

    /// Reminds every holder whose reminder is due.
    pub(super) fn remind_holders(&mut self) -> bool {
        let (now, hours) = (self.now, self.periods().purge_reminder_hours.max(1));
        let mut reminded: Vec<(BureauId, u32)> = Vec::new();
        for (bureau, copy) in &mut self.notice.copies {
            if let Some(purge) = copy
                .purge
                .as_mut()
                .filter(|p| p.confirmed_at.is_none() && p.remind_at <= now)
            {
                purge.reminders = purge.reminders.saturating_add(1);
                purge.remind_at = hours_after(now, hours);
                reminded.push((bureau.clone(), purge.reminders));
            }
        }
        for (bureau, count) in &reminded {
            self.tell(
                Audience::Bureaus(BTreeSet::from([bureau.clone()])),
                EventKind::PurgeReminder(*count),
            );
        }
        !reminded.is_empty()
    }

    /// An excluded bureau loses sight at once and is asked to purge what it holds.
    pub(super) fn restrict(&mut self, deny: &BTreeSet<BureauId>) -> Result<(), Refusal> {
        if deny.is_empty() || deny.contains(&self.notice.owner) {
            return Err(Refusal::CannotExclude);
        }
        self.notice.denied.extend(deny.iter().cloned());
        self.recall(deny);
        Ok(())
    }

    pub(super) fn lift_restriction(&mut self, allow: &BTreeSet<BureauId>) -> Result<(), Refusal> {
        if !allow.iter().any(|bureau| self.notice.denied.contains(bureau)) {
            return Err(Refusal::CannotExclude);
        }
        self.notice.denied.retain(|bureau| !allow.contains(bureau));
        // Their purged copies are gone: they receive the notice anew by the next delivery.
        Ok(())
    }
}
