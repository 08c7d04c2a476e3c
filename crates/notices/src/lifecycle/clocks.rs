//! Time: living warrants, retention with its question, the end of a pause, reminders, the hour of letters.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};

use super::{Audience, EndReason, EventKind, Notice, Refusal, State, WarrantAnswer, work::Work};
use crate::{
    check::{Facts, Renewal, RetentionFacts, day_of},
    rulebook::{Periods, Rulebook},
};

pub(super) fn hours_after(from: Timestamp, hours: u16) -> Timestamp {
    from.checked_add(SignedDuration::from_hours(hours.into()))
        .unwrap_or(Timestamp::MAX)
}

pub(super) fn days_after(from: Timestamp, days: u16) -> Timestamp {
    from.checked_add(SignedDuration::from_hours(i64::from(days) * 24))
        .unwrap_or(Timestamp::MAX)
}

pub(super) fn months_after_day(day: Date, months: u16) -> Date {
    day.checked_add(i64::from(months).months()).unwrap_or(Date::MAX)
}

pub(super) fn months_before_day(day: Date, months: u16) -> Date {
    day.checked_sub(i64::from(months).months()).unwrap_or(Date::MIN)
}

/// The first instant of a day, in UTC.
fn start_of(day: Date) -> Timestamp {
    day.to_zoned_datetime(TimeZone::UTC)
        .map_or(Timestamp::MAX, |at| at.timestamp())
}

/// The first instant after a day, in UTC.
fn end_of(day: Date) -> Timestamp {
    day.tomorrow().map_or(Timestamp::MAX, start_of)
}

/// The next hour at which letters leave, at least an hour away.
pub(super) fn next_letters(now: Timestamp, periods: &Periods) -> Timestamp {
    let hour = SignedDuration::from_hours(periods.letters_hour_utc.into());
    let today = start_of(day_of(now)).checked_add(hour).unwrap_or(Timestamp::MAX);
    let soonest = hours_after(now, 1);
    if soonest <= today {
        today
    } else {
        days_after(today, if soonest > days_after(today, 1) { 2 } else { 1 })
    }
}

/// When [`super::Act::Tick`] has something to do next.
#[must_use]
pub fn next_due(notice: &Notice, _book: &Rulebook) -> Option<Timestamp> {
    let mut due: Vec<Timestamp> = Vec::new();
    due.extend(
        notice
            .review
            .questions
            .iter()
            .filter(|q| q.answered_at.is_none() && !notice.state.is_end())
            .map(|q| q.due_at),
    );
    due.extend(
        notice
            .copies
            .values()
            .filter_map(|c| c.purge.as_ref())
            .filter(|p| p.confirmed_at.is_none())
            .map(|p| p.remind_at),
    );
    if notice.state.is_live() {
        if let Some(retention) = &notice.retention {
            due.push(if retention.asked_on.is_none() {
                start_of(retention.ask_on)
            } else {
                end_of(retention.ends_on)
            });
        }
        due.extend(notice.suspension.as_ref().map(|s| end_of(s.until)));
    }
    if notice.state == State::Published
        && let Some(watch) = &notice.warrant
    {
        due.extend(watch.answer_due.or(watch.ask_at));
    }
    due.into_iter().min()
}

impl Work<'_> {
    /// Does the first thing that is due: ends before questions, questions before reminders.
    pub(super) fn tick(&mut self) -> Result<(), Refusal> {
        let live = self.notice.state.is_live();
        if live && self.retention_is_over() {
            self.end(State::Expired, EndReason::Expired, Default::default(), false);
        } else if live && self.pause_is_over() {
            self.end(State::Cancelled, EndReason::NcbNoAnswer, Default::default(), false);
        } else if self.notice.state == State::Published && self.warrant_unanswered() {
            self.silence();
        } else if self.notice.state == State::Published && self.warrant_question_due() {
            self.ask_warrant();
        } else if live && self.retention_question_due() {
            self.ask_retention();
        } else if !self.notice.state.is_end() && self.overdue_question().is_some() {
            // The reminder is the whole of it.
        } else if !self.remind_holders() {
            return Err(Refusal::NothingDue);
        }
        Ok(())
    }

    fn retention_is_over(&self) -> bool {
        self.notice.retention.as_ref().is_some_and(|r| self.today() > r.ends_on)
    }

    fn pause_is_over(&self) -> bool {
        self.notice.suspension.as_ref().is_some_and(|s| self.today() > s.until)
    }

    fn warrant_unanswered(&self) -> bool {
        self.notice
            .warrant
            .as_ref()
            .and_then(|w| w.answer_due)
            .is_some_and(|due| due <= self.now)
    }

    fn warrant_question_due(&self) -> bool {
        let watch = self.notice.warrant.as_ref();
        watch.is_some_and(|w| w.asked_at.is_none() && w.ask_at.is_some_and(|at| at <= self.now))
    }

    fn retention_question_due(&self) -> bool {
        self.notice
            .retention
            .as_ref()
            .is_some_and(|r| r.asked_on.is_none() && r.ask_on <= self.today())
    }

    fn ask_warrant(&mut self) {
        let (now, days) = (self.now, self.periods().warrant_answer_days);
        if let Some(watch) = &mut self.notice.warrant {
            watch.asked_at = Some(now);
            watch.answer_due = Some(days_after(now, days));
        }
        self.tell(Audience::Owner, EventKind::WarrantAsked);
    }

    /// No answer suspends.
    fn silence(&mut self) {
        let until = months_after_day(self.today(), self.periods().suspension_months);
        if let Some(watch) = &mut self.notice.warrant {
            watch.answer_due = None;
        }
        self.sleep(until, EndReason::NcbNoAnswer.code(), true);
        self.tell(Audience::Desk, EventKind::WarrantSilence);
    }

    pub(super) fn answer_warrant(&mut self, answer: WarrantAnswer) -> Result<(), Refusal> {
        let (now, next) = (self.now, days_after(self.now, self.periods().warrant_ask_days));
        let watch = self
            .notice
            .warrant
            .as_mut()
            .filter(|w| w.asked_at.is_some())
            .ok_or(Refusal::NoWarrantQuestion)?;
        let reason = match answer {
            WarrantAnswer::Stands => {
                *watch = super::WarrantWatch {
                    ask_at: Some(next),
                    asked_at: None,
                    answer_due: None,
                    confirmed_at: Some(now),
                };
                if self.notice.suspension.as_ref().is_some_and(|s| s.for_silence) {
                    self.wake();
                }
                return Ok(());
            }
            WarrantAnswer::Revoked => EndReason::WarrantRevoked,
            WarrantAnswer::TimeBarred => EndReason::TimeBarred,
            WarrantAnswer::Served => EndReason::PurposeAchieved,
        };
        self.end(State::Withdrawn, reason, Default::default(), false);
        Ok(())
    }

    fn ask_retention(&mut self) {
        let today = self.today();
        if let Some(retention) = &mut self.notice.retention {
            retention.asked_on = Some(today);
        }
        self.tell(Audience::Owner, EventKind::RetentionAsked);
    }

    /// A renewal needs a reason and a checked warrant; "no" and silence let the period run out.
    pub(super) fn answer_retention(
        &mut self,
        until: Option<Date>,
        reason: &str,
        warrant_checked: bool,
    ) -> Result<(), Refusal> {
        let retention = self
            .notice
            .retention
            .clone()
            .filter(|r| r.asked_on.is_some())
            .ok_or(Refusal::NoRetentionQuestion)?;
        let Some(until) = until else { return Ok(()) };
        self.obey(Facts::Retention(RetentionFacts {
            began_on: retention.began_on,
            ends_on: retention.ends_on,
            asked_on: retention.asked_on,
            renewal: Some(Renewal {
                until,
                reason: reason.to_owned(),
                warrant_checked,
            }),
        }))?;
        let ask_on = months_before_day(until, self.periods().retention_question_months);
        self.notice.retention = Some(super::Retention {
            began_on: retention.ends_on,
            ends_on: until,
            ask_on,
            asked_on: None,
            renewals: retention.renewals.saturating_add(1),
        });
        self.tell(Audience::Desk, EventKind::Renewed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rulebook;

    #[test]
    fn letters_leave_at_one_hour_and_never_within_the_hour_of_the_decision() {
        let book = Rulebook::model().unwrap_or_else(|e| panic!("{e}"));
        let next = |text: &str| {
            let now: Timestamp = text.parse().unwrap_or_else(|e| panic!("{e}"));
            next_letters(now, &book.enforcing).to_string()
        };
        assert_eq!(next("2026-11-20T04:59:00Z"), "2026-11-20T06:00:00Z");
        assert_eq!(next("2026-11-20T05:30:00Z"), "2026-11-21T06:00:00Z");
        assert_eq!(next("2026-11-20T23:30:00Z"), "2026-11-21T06:00:00Z");
    }
}
