//! Pauses and ends: suspension, block, withdrawal, cancellation, deletion, destruction.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Act, Audience, Block, EndReason, EventKind, Refusal, State, Suspension, work::Work};
use crate::{
    check::{CancellationFacts, DiffusionEndFacts, Facts, SuspensionFacts, WithdrawalFacts},
    ids::{BureauId, OfficerId},
    request::Channel,
};

impl Work<'_> {
    pub(super) fn suspend(&mut self, until: Date, reason: &str) -> Result<(), Refusal> {
        let from = self.today();
        if self.notice.channel == Channel::Diffusion {
            self.end_of_diffusion(Some((from, until)), reason)?;
        }
        self.obey(Facts::Suspension(SuspensionFacts {
            from,
            until,
            reason: reason.to_owned(),
        }))?;
        self.sleep(until, reason, false);
        Ok(())
    }

    pub(super) fn sleep(&mut self, until: Date, reason: &str, for_silence: bool) {
        self.notice.suspension = Some(Suspension {
            since: self.now,
            until,
            reason: reason.to_owned(),
            for_silence,
        });
        self.go(State::Suspended);
        self.tell_holders(EventKind::Suspended);
        self.tell(Audience::Owner, EventKind::State(State::Suspended));
        self.tell(Audience::Desk, EventKind::State(State::Suspended));
    }

    pub(super) fn resume(&mut self) -> Result<(), Refusal> {
        if self.notice.suspension.as_ref().is_some_and(|s| s.for_silence) {
            return Err(Refusal::WarrantUnconfirmed);
        }
        self.wake();
        Ok(())
    }

    pub(super) fn wake(&mut self) {
        self.notice.suspension = None;
        self.go(State::Published);
        self.tell_holders(EventKind::Resumed);
        self.tell(Audience::Owner, EventKind::State(State::Published));
    }

    pub(super) fn block(&mut self) -> Result<(), Refusal> {
        self.notice.block = Some(Block {
            since: self.now,
            before: self.notice.state,
        });
        self.go(State::Blocked);
        self.tell_holders(EventKind::Suspended);
        self.tell(Audience::Desk, EventKind::State(State::Blocked));
        Ok(())
    }

    pub(super) fn unblock(&mut self) -> Result<(), Refusal> {
        let before = self.notice.block.take().map_or(State::Suspended, |block| block.before);
        self.go(before);
        if before == State::Published {
            self.tell_holders(EventKind::Resumed);
        }
        self.tell(Audience::Desk, EventKind::State(before));
        Ok(())
    }

    pub(super) fn withdraw(&mut self, reason: EndReason, text: &str) -> Result<(), Refusal> {
        if self.notice.state.is_live() && self.notice.channel == Channel::Diffusion {
            self.end_of_diffusion(None, reason.code())?;
        }
        let facts = WithdrawalFacts {
            by_source: true,
            reason: reason.code().to_owned(),
            text: text.to_owned(),
        };
        self.obey(Facts::Withdrawal(facts))?;
        self.end(State::Withdrawn, reason, BTreeSet::new(), false);
        Ok(())
    }

    pub(super) fn cancel(&mut self, act: &Act) -> Result<(), Refusal> {
        let Act::Cancel {
            reason,
            text,
            articles,
            broken_rows,
            silent_days,
            ruled,
        } = act
        else {
            return Err(Refusal::NothingDue);
        };
        self.not_the_author()?;
        self.known_articles(articles)?;
        self.obey(Facts::Cancellation(CancellationFacts {
            reason: reason.code().to_owned(),
            text: text.clone(),
            broken_rows: broken_rows.clone(),
            silent_days: *silent_days,
            ruled: *ruled,
        }))?;
        self.end(
            State::Cancelled,
            *reason,
            articles.clone(),
            *reason == EndReason::RefugeeConfirmed,
        );
        Ok(())
    }

    pub(super) fn delete(&mut self, articles: &BTreeSet<String>) -> Result<(), Refusal> {
        self.known_articles(articles)?;
        self.end(State::Deleted, EndReason::CcfDecision, articles.clone(), false);
        Ok(())
    }

    /// Erases the payloads. The list of holders that have not confirmed their purge stays: it names no person.
    pub(super) fn destroy(&mut self, second: &OfficerId) -> Result<(), Refusal> {
        if *second == self.actor.officer {
            return Err(Refusal::SamePerson);
        }
        // What the owner sees of its record must not change before the letter has left.
        if self.notice.end.as_ref().is_some_and(|end| self.now < end.told_at) {
            return Err(Refusal::InHand);
        }
        let payloads = self.notice.payloads();
        self.erase(payloads);
        self.notice.earlier.clear();
        self.notice.texts.clear();
        self.notice.addenda.clear();
        self.notice.review.questions.clear();
        self.notice.review.recognised.clear();
        self.notice.subject = None;
        self.go(State::Destroyed);
        self.tell(Audience::Desk, EventKind::Destroyed);
        Ok(())
    }

    fn end_of_diffusion(&mut self, suspended: Option<(Date, Date)>, reason: &str) -> Result<(), Refusal> {
        // Every holder is told by the event of this very act.
        let recipients: BTreeSet<BureauId> = self.notice.copies.keys().cloned().collect();
        let told = recipients.clone();
        self.obey(Facts::DiffusionEnd(DiffusionEndFacts {
            suspended,
            reason: reason.to_owned(),
            recipients,
            told,
        }))
    }
}
