//! Sealed facts on a notice: a confirmed refugee is let go at once, a refused extradition stands beside the notice.

use std::collections::BTreeSet;

use super::{EndReason, PayloadRef, Refusal, State, work::Work};
use crate::{ids::Country, request::SealedFactKind, rulebook::Check};

impl Work<'_> {
    /// Acts only on alerts of the state concerned. The owner is told in the common wording at the common hour.
    pub(super) fn sealed_fact(
        &mut self,
        kind: SealedFactKind,
        against: &Country,
        addendum: &PayloadRef,
    ) -> Result<(), Refusal> {
        if self.notice.country.as_ref() != Some(against) {
            return Err(Refusal::NotTheFearedState);
        }
        match kind {
            SealedFactKind::RefugeeConfirmed => {
                let articles: BTreeSet<String> = self
                    .rules
                    .book()
                    .rows_on(self.today())
                    .filter(|row| matches!(row.check, Check::RefugeeProtected {}))
                    .map(|row| row.article.clone())
                    .collect();
                let state = if self.notice.state.is_live() {
                    State::Deleted
                } else {
                    State::Refused
                };
                self.end(state, EndReason::RefugeeConfirmed, articles, true);
            }
            SealedFactKind::ExtraditionRefused if self.notice.state.is_live() => {
                let number = u32::try_from(self.notice.addenda.len())
                    .unwrap_or(u32::MAX)
                    .saturating_add(1);
                self.notice.addenda.push(super::Addendum {
                    number,
                    text: addendum.clone(),
                    at: self.now,
                    sealed_from_owner: true,
                });
                self.tell_holders(super::EventKind::Addendum(number));
                self.tell(super::Audience::Desk, super::EventKind::Addendum(number));
            }
            SealedFactKind::ExtraditionRefused => {
                // Before publication the reviewers have to weigh it: what was approved without it counts no more.
                self.notice.review.approvals.clear();
                self.notice.review.refusal = None;
                self.notice.review.screening = None;
                if matches!(self.notice.state, State::Approved | State::Translating) {
                    self.notice.review.approved_at = None;
                    self.go(State::LegalReview);
                }
                self.tell(super::Audience::Desk, super::EventKind::State(self.notice.state));
            }
        }
        Ok(())
    }
}
