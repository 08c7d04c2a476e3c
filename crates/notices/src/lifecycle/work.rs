//! One act at work: who may do it, in which state, and the frame of its decision.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    Act, ActKind, Actor, Audience, Decision, End, EndReason, Event, EventKind, Notice, Recipients, Refusal, Role,
    State, next_due, requester_view,
};
use crate::{
    check::{Facts, FindingView, Outcome, day_of, judge},
    ids::{BureauId, PayloadId},
    rulebook::{Periods, Rules},
};

/// An act being decided.
pub(super) struct Work<'a> {
    pub(super) notice: Notice,
    pub(super) actor: &'a Actor,
    pub(super) now: Timestamp,
    pub(super) rules: &'a Rules,
    events: Vec<Event>,
    asks: Vec<FindingView>,
    erase: Vec<PayloadId>,
    remember: Option<BTreeSet<String>>,
}

impl<'a> Work<'a> {
    pub(super) fn begin(
        notice: &Notice,
        act: &Act,
        actor: &'a Actor,
        now: Timestamp,
        rules: &'a Rules,
    ) -> Result<Self, Refusal> {
        let kind = act.kind();
        permitted(notice, kind, actor)?;
        if now < notice.touched_at {
            return Err(Refusal::BackInTime);
        }
        let is_owner = actor.role == Role::Officer && actor.bureau == notice.owner;
        let untold = notice
            .end
            .as_ref()
            .is_some_and(|end| now < end.told_at && end.reason != EndReason::PurposeAchieved);
        // Until the letter leaves, the owner must not learn from a refusal that its notice has ended.
        if is_owner
            && untold
            && !owner_ended_it(notice)
            && !matches!(kind, ActKind::ConfirmPurge | ActKind::ConfirmReceipt)
        {
            return Err(Refusal::InHand);
        }
        if !states_of(kind).contains(&notice.state) {
            // A refusal must not tell the owner of a state that it is not shown.
            if is_owner && requester_view(notice, now, rules.book()).state != notice.state {
                return Err(Refusal::InHand);
            }
            let state = notice.state;
            return Err(if state.is_end() {
                Refusal::Ended(kind)
            } else {
                Refusal::WrongState { act: kind, state }
            });
        }
        let (events, asks, erase) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self {
            notice: notice.clone(),
            actor,
            now,
            rules,
            events,
            asks,
            erase,
            remember: None,
        })
    }

    pub(super) fn done(mut self, act: &Act) -> Result<Decision, Refusal> {
        self.apply(act)?;
        self.notice.version += 1;
        self.notice.touched_at = self.now;
        let next_due = next_due(&self.notice, self.rules.book());
        Ok(Decision {
            notice: self.notice,
            events: self.events,
            asks: self.asks,
            erase: self.erase,
            remember: self.remember,
            next_due,
            rulebook: self.rules.book().rulebook.clone(),
        })
    }

    fn apply(&mut self, act: &Act) -> Result<(), Refusal> {
        match act {
            Act::Submit => self.submit(),
            Act::Amend { payload } => self.amend(payload),
            Act::Screen => self.screen(),
            Act::Screened {
                evidence,
                recognised,
                list_of_missing,
            } => self.screened(evidence, recognised, *list_of_missing),
            Act::AskQuestion { fields, text } => self.ask_question(fields, *text),
            Act::AnswerQuestion { number, answer } => self.answer_question(*number, *answer),
            Act::Approve {
                evidence,
                answered_asks,
            } => self.approve(evidence, answered_asks),
            Act::Refuse { articles } => self.refuse(articles),
            Act::BeginTranslation => self.begin_translation(),
            Act::SetText { language, text } => self.set_text(language, text),
            Act::CheckText { language } => self.check_text(language),
            Act::Publish {
                number,
                bureaus,
                urgent,
            } => self.publish(number, bureaus, urgent.as_deref()),
            Act::Deliver { bureaus } => self.deliver(bureaus),
            Act::ProposeUpdate { payload } => self.propose_update(payload),
            Act::ApproveUpdate {
                evidence,
                answered_asks,
            } => self.approve_update(evidence, answered_asks),
            Act::RejectUpdate { articles } => self.reject_update(articles),
            Act::AddAddendum {
                text,
                sealed_from_owner,
            } => self.add_addendum(text, *sealed_from_owner),
            Act::Suspend { until, reason } => self.suspend(*until, reason),
            Act::Resume => self.resume(),
            Act::Block => self.block(),
            Act::Unblock => self.unblock(),
            Act::Withdraw { reason, text } => self.withdraw(*reason, text),
            Act::Cancel { .. } => self.cancel(act),
            Act::Delete { articles } => self.delete(articles),
            Act::Destroy { second } => self.destroy(second),
            Act::Restrict { deny } => self.restrict(deny),
            Act::LiftRestriction { allow } => self.lift_restriction(allow),
            Act::AnswerRetention {
                until,
                reason,
                warrant_checked,
            } => self.answer_retention(*until, reason, *warrant_checked),
            Act::AnswerWarrant { answer } => self.answer_warrant(*answer),
            Act::SealedFact {
                kind,
                against,
                addendum,
            } => self.sealed_fact(*kind, against, addendum),
            Act::ConfirmReceipt => self.confirm_receipt(),
            Act::ConfirmPurge => self.confirm_purge(),
            Act::Tick => self.tick(),
        }
    }

    pub(super) fn periods(&self) -> &'a Periods {
        &self.rules.book().enforcing
    }

    /// Tells somebody something now.
    pub(super) fn tell(&mut self, audience: Audience, kind: EventKind) {
        self.tell_at(self.now, audience, kind);
    }

    /// Tells somebody something from a later instant on.
    pub(super) fn tell_at(&mut self, at: Timestamp, audience: Audience, kind: EventKind) {
        if !matches!(&audience, Audience::Bureaus(bureaus) if bureaus.is_empty()) {
            self.events.push(Event { at, audience, kind });
        }
    }

    /// Tells the bureaus that hold a copy and may still see the notice.
    pub(super) fn tell_holders(&mut self, kind: EventKind) {
        let holders = self
            .notice
            .copies
            .iter()
            .filter(|(bureau, copy)| copy.purge.is_none() && !self.notice.denied.contains(*bureau));
        let bureaus: BTreeSet<BureauId> = holders.map(|(bureau, _)| bureau.clone()).collect();
        self.tell(Audience::Bureaus(bureaus), kind);
    }

    pub(super) fn go(&mut self, state: State) {
        self.notice.state = state;
    }

    /// Runs the rows of a step: a row that decides refuses it, a row that does not is put on record.
    pub(super) fn obey(&mut self, facts: Facts<'_>) -> Result<(), Refusal> {
        let report = judge(&facts, self.now, self.rules);
        let stops = |outcome| matches!(outcome, Outcome::Refused | Outcome::Missing | Outcome::RulingNeeded);
        if let Some(finding) = report.findings().find(|f| stops(f.outcome)) {
            return Err(Refusal::Rule {
                rule: finding.rule,
                article: finding.article.clone(),
                code: finding.code,
                message: finding.message.clone(),
            });
        }
        self.asks.extend(report.findings().map(|f| f.view()));
        Ok(())
    }

    /// Ends the notice: recalls every copy, remembers the case where that is needed, and times the letter.
    pub(super) fn end(&mut self, state: State, reason: EndReason, articles: BTreeSet<String>, sealed: bool) {
        let told_at = if owner_ends(state, reason) {
            self.now
        } else {
            super::clocks::next_letters(self.now, self.periods())
        };
        let was_blocked = self.notice.state == State::Blocked;
        let before = self
            .notice
            .block
            .as_ref()
            .map_or(self.notice.state, |block| block.before);
        self.notice.pending = None;
        self.notice.suspension = None;
        self.notice.block = None;
        self.notice.end = Some(End {
            at: self.now,
            before,
            reason,
            articles: articles.clone(),
            told_at,
            sealed,
        });
        self.go(state);
        self.recall_all();
        self.tell(Audience::Desk, EventKind::State(state));
        self.tell_at(told_at, Audience::Owner, EventKind::Letter);
        let unlawful = matches!(state, State::Refused | State::Deleted)
            || matches!(
                reason,
                EndReason::Art2
                    | EndReason::Art3
                    | EndReason::Art83
                    | EndReason::RefugeeConfirmed
                    | EndReason::NeBisInIdem
            );
        // A source that takes its notice back while the oversight body has it blocked leaves a trace too.
        if unlawful || was_blocked {
            self.remember = Some(articles);
        }
    }

    pub(super) fn erase(&mut self, payloads: Vec<PayloadId>) {
        self.erase = payloads;
    }

    pub(super) fn today(&self) -> jiff::civil::Date {
        day_of(self.now)
    }

    /// Whether a bureau is to receive the notice.
    pub(super) fn entitles(&self, bureau: &BureauId) -> bool {
        let named = match &self.notice.recipients {
            Recipients::All => true,
            Recipients::Only(list) => list.contains(bureau),
        };
        named && !self.notice.denied.contains(bureau) && *bureau != self.notice.owner
    }
}

/// Ends by the owner's own act or by time are no news to it.
fn owner_ends(state: State, reason: EndReason) -> bool {
    matches!(state, State::Withdrawn | State::Expired) || reason == EndReason::PurposeAchieved
}

fn owner_ended_it(notice: &Notice) -> bool {
    notice
        .end
        .as_ref()
        .is_some_and(|end| owner_ends(notice.state, end.reason))
}

pub(super) fn permitted(notice: &Notice, kind: ActKind, actor: &Actor) -> Result<(), Refusal> {
    let (roles, owner_only) = kind.allowed();
    if !roles.contains(&actor.role) {
        return Err(Refusal::NotForYou(kind));
    }
    if owner_only && actor.role == Role::Officer && actor.bureau != notice.owner {
        return Err(Refusal::NotForYou(kind));
    }
    Ok(())
}

/// The states in which an act is possible: the table of transitions.
#[must_use]
pub(super) fn states_of(kind: ActKind) -> &'static [State] {
    use State::{
        Approved, Blocked, Cancelled, Deleted, Draft, Expired, InformationRequested, LegalReview, Published, Refused,
        Screening, Submitted, Suspended, Translating, Withdrawn,
    };
    match kind {
        ActKind::Submit => &[Draft],
        ActKind::Amend => &[Draft, InformationRequested],
        ActKind::Screen => &[Submitted],
        ActKind::Screened => &[Screening],
        ActKind::AskQuestion => &[LegalReview, InformationRequested],
        ActKind::AnswerQuestion => &[InformationRequested],
        ActKind::Approve | ActKind::Refuse => &[LegalReview],
        ActKind::BeginTranslation => &[Approved],
        ActKind::SetText | ActKind::CheckText => &[Translating, Published, Suspended],
        ActKind::Publish => &[Translating],
        ActKind::Deliver => &[Published],
        ActKind::ProposeUpdate | ActKind::ApproveUpdate | ActKind::RejectUpdate => &[Published, Suspended],
        ActKind::AddAddendum => &[Published, Suspended, Blocked],
        ActKind::Suspend => &[Published],
        ActKind::Resume => &[Suspended],
        ActKind::Block => &[Published, Suspended],
        ActKind::Unblock => &[Blocked],
        ActKind::Withdraw => &[
            Draft,
            Submitted,
            Screening,
            LegalReview,
            InformationRequested,
            Approved,
            Translating,
            Published,
            Suspended,
            Blocked,
        ],
        ActKind::Cancel => &[Published, Suspended, Blocked],
        ActKind::Delete => &[
            Submitted,
            Screening,
            LegalReview,
            InformationRequested,
            Approved,
            Translating,
            Published,
            Suspended,
            Blocked,
        ],
        ActKind::Destroy => &[Refused, Withdrawn, Cancelled, Deleted, Expired],
        ActKind::Restrict | ActKind::LiftRestriction => &[
            Draft,
            Submitted,
            Screening,
            LegalReview,
            InformationRequested,
            Approved,
            Translating,
            Published,
            Suspended,
            Blocked,
        ],
        ActKind::AnswerRetention => &[Published, Suspended, Blocked],
        ActKind::AnswerWarrant => &[Published, Suspended],
        ActKind::SealedFact => &[
            Submitted,
            Screening,
            LegalReview,
            InformationRequested,
            Approved,
            Translating,
            Published,
            Suspended,
            Blocked,
        ],
        ActKind::ConfirmReceipt => &[Published, Suspended, Blocked],
        ActKind::ConfirmPurge | ActKind::Tick => &State::ALL,
        ActKind::Record => &[LegalReview, InformationRequested, Published, Suspended],
    }
}
