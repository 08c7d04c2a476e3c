//! Texts, publication, delivery, updates, addenda.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Addendum, Audience, Copy, EventKind, Evidence, NoticeText, PayloadRef, PendingUpdate, Publication, Refusal,
    Retention, Role, State,
    clocks::{days_after, months_after_day, months_before_day},
    work::Work,
};
use crate::{
    check::{Facts, PublicationFacts},
    ids::BureauId,
    request::Channel,
    rulebook::{Check, RuleNo},
};

impl Work<'_> {
    pub(super) fn begin_translation(&mut self) -> Result<(), Refusal> {
        self.go(State::Translating);
        self.tell(Audience::Desk, EventKind::State(State::Translating));
        Ok(())
    }

    pub(super) fn set_text(&mut self, language: &str, text: &PayloadRef) -> Result<(), Refusal> {
        if !self.languages().contains(language) {
            return Err(Refusal::UnknownLanguage(language.to_owned()));
        }
        let fresh = NoticeText {
            payload: text.clone(),
            revision: self.notice.revision,
            written_by: self.actor.officer.clone(),
            checked_by: None,
        };
        if let Some(old) = self.notice.texts.insert(language.to_owned(), fresh) {
            self.notice.earlier.push(old.payload);
        }
        self.tell(Audience::Desk, EventKind::Text(language.to_owned()));
        Ok(())
    }

    pub(super) fn check_text(&mut self, language: &str) -> Result<(), Refusal> {
        let revision = self.notice.revision;
        let text = self
            .notice
            .texts
            .get_mut(language)
            .filter(|t| t.revision == revision && t.checked_by.is_none());
        let text = text.ok_or_else(|| Refusal::NoText(language.to_owned()))?;
        if text.written_by == self.actor.officer {
            return Err(Refusal::SamePerson);
        }
        text.checked_by = Some(self.actor.officer.clone());
        self.tell(Audience::Desk, EventKind::Text(language.to_owned()));
        if self.notice.state == State::Published && self.stale_texts().is_empty() {
            self.tell_holders(EventKind::Updated(revision));
        }
        Ok(())
    }

    /// The languages of publication, from the row that names them; a rulebook without one publishes in none.
    pub(super) fn languages(&self) -> BTreeSet<String> {
        let rows = self.rules.book().rows_on(self.today());
        rows.filter_map(|row| match &row.check {
            Check::LanguagesPresent { languages } => Some(languages.clone()),
            _ => None,
        })
        .flatten()
        .collect()
    }

    fn stale_texts(&self) -> Vec<String> {
        let current = |language: &String| {
            self.notice
                .texts
                .get(language)
                .is_some_and(|t| t.is_current(self.notice.revision))
        };
        self.languages()
            .into_iter()
            .filter(|language| !current(language))
            .collect()
    }

    /// A notice waits for its texts. A diffusion needs one, the others follow; so does an urgent release, on grounds.
    pub(super) fn publish(
        &mut self,
        number: &str,
        bureaus: &BTreeSet<BureauId>,
        urgent: Option<&str>,
    ) -> Result<(), Refusal> {
        if number.trim().is_empty() {
            return Err(Refusal::NoNumber);
        }
        if urgent.is_some_and(|grounds| grounds.trim().is_empty()) {
            return Err(Refusal::NoUrgentGrounds);
        }
        let stale = self.stale_texts();
        let one_is_enough = urgent.is_some() || self.notice.channel == Channel::Diffusion;
        let none_current = stale.len() == self.languages().len() && !stale.is_empty();
        if (!stale.is_empty() && !one_is_enough) || none_current {
            return Err(Refusal::TextsMissing(stale));
        }
        let texts: BTreeMap<String, bool> = self
            .languages()
            .into_iter()
            .map(|l| (l.clone(), !stale.contains(&l)))
            .collect();
        self.obey(Facts::Publication(PublicationFacts {
            published_at: Some(self.now),
            approved_at: self.notice.review.approved_at,
            texts,
            source_text_kept: true,
        }))?;
        self.notice.number = Some(number.trim().to_owned());
        self.notice.published = Some(Publication {
            at: self.now,
            by: self.actor.officer.clone(),
            rulebook: self.rules.book().rulebook.clone(),
            urgent: urgent.map(str::to_owned),
        });
        self.go(State::Published);
        self.start_clocks();
        self.deliver(bureaus)?;
        self.tell(Audience::Owner, EventKind::State(State::Published));
        if urgent.is_some() {
            self.tell(Audience::Oversight, EventKind::State(State::Published));
        }
        Ok(())
    }

    fn start_clocks(&mut self) {
        let (periods, today) = (self.periods(), self.today());
        let ends_on = months_after_day(today, periods.retention_years.saturating_mul(12));
        let ask_on = months_before_day(ends_on, periods.retention_question_months);
        self.notice.retention = Some(Retention {
            began_on: today,
            ends_on,
            ask_on,
            asked_on: None,
            renewals: 0,
        });
        if let Some(watch) = &mut self.notice.warrant {
            watch.ask_at = Some(days_after(self.now, periods.warrant_ask_days));
            watch.confirmed_at = Some(self.now);
        }
    }

    /// Puts the notice into the streams of entitled bureaus that have no live copy yet.
    pub(super) fn deliver(&mut self, bureaus: &BTreeSet<BureauId>) -> Result<(), Refusal> {
        let holds = |bureau: &BureauId| self.notice.copies.get(bureau).is_some_and(|copy| copy.purge.is_none());
        let new: BTreeSet<BureauId> = bureaus
            .iter()
            .filter(|b| self.entitles(b) && !holds(b))
            .cloned()
            .collect();
        for bureau in &new {
            self.notice.copies.insert(
                bureau.clone(),
                Copy {
                    delivered_at: self.now,
                    received_at: None,
                    purge: None,
                },
            );
        }
        self.tell(Audience::Bureaus(new), EventKind::Published);
        Ok(())
    }

    pub(super) fn propose_update(&mut self, payload: &PayloadRef) -> Result<(), Refusal> {
        if self.notice.pending.is_some() {
            return Err(Refusal::UpdateUnderReview);
        }
        if *payload == self.notice.payload {
            return Err(Refusal::NothingChanged);
        }
        let revision = self.notice.revision + 1;
        let by = self.actor.officer.clone();
        self.notice.pending = Some(PendingUpdate {
            payload: payload.clone(),
            by,
            revision,
            approvals: Vec::new(),
        });
        self.tell(Audience::Desk, EventKind::UpdateProposed(revision));
        Ok(())
    }

    /// Two reviewers, as with the first content; until then the old content stands.
    pub(super) fn approve_update(&mut self, evidence: &Evidence, answered: &BTreeSet<RuleNo>) -> Result<(), Refusal> {
        let mut pending = self.notice.pending.clone().ok_or(Refusal::NoUpdate)?;
        if pending.by == self.actor.officer {
            return Err(Refusal::OwnWork);
        }
        self.supports(evidence, answered, pending.revision)?;
        pending.approvals.push(self.approval(&pending.approvals)?);
        if pending.approvals.len() < 2 {
            self.notice.pending = Some(pending);
            self.tell(Audience::Desk, EventKind::SecondPersonAwaited);
            return Ok(());
        }
        let old = std::mem::replace(&mut self.notice.payload, pending.payload);
        self.notice.earlier.push(old);
        self.notice.revision = pending.revision;
        self.notice.author = pending.by;
        self.notice.pending = None;
        self.tell(Audience::Owner, EventKind::Updated(self.notice.revision));
        self.tell_holders(EventKind::Updated(self.notice.revision));
        Ok(())
    }

    pub(super) fn reject_update(&mut self, articles: &BTreeSet<String>) -> Result<(), Refusal> {
        self.known_articles(articles)?;
        let pending = self.notice.pending.take().ok_or(Refusal::NoUpdate)?;
        if pending.by == self.actor.officer {
            return Err(Refusal::OwnWork);
        }
        self.notice.earlier.push(pending.payload);
        self.tell(Audience::Owner, EventKind::UpdateRejected);
        Ok(())
    }

    pub(super) fn add_addendum(&mut self, text: &PayloadRef, sealed_from_owner: bool) -> Result<(), Refusal> {
        if sealed_from_owner && self.actor.role == Role::Officer {
            return Err(Refusal::CannotSeal);
        }
        let number = u32::try_from(self.notice.addenda.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        self.notice.addenda.push(Addendum {
            number,
            text: text.clone(),
            at: self.now,
            sealed_from_owner,
        });
        self.tell_holders(EventKind::Addendum(number));
        if !sealed_from_owner {
            self.tell(Audience::Owner, EventKind::Addendum(number));
        }
        Ok(())
    }
}
