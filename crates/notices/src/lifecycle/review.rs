//! From the draft to the decision: submission, screening, questions, two persons.

use std::collections::BTreeSet;

use super::{
    Approval, Audience, EndReason, EventKind, Evidence, PayloadRef, Question, Refusal, State,
    clocks::{days_after, hours_after},
    work::Work,
};
use crate::{check::Verdict, ids::PayloadId, memory::Recognised, rulebook::RuleNo};

impl Work<'_> {
    pub(super) fn submit(&mut self) -> Result<(), Refusal> {
        self.go(State::Submitted);
        self.tell(Audience::Owner, EventKind::State(State::Submitted));
        self.tell(Audience::Desk, EventKind::State(State::Submitted));
        Ok(())
    }

    pub(super) fn amend(&mut self, payload: &PayloadRef) -> Result<(), Refusal> {
        if *payload == self.notice.payload {
            return Err(Refusal::NothingChanged);
        }
        let old = std::mem::replace(&mut self.notice.payload, payload.clone());
        self.notice.earlier.push(old);
        self.notice.revision += 1;
        self.notice.author = self.actor.officer.clone();
        // What was said on the old content says nothing on the new one.
        self.notice.review.screening = None;
        self.notice.review.approvals.clear();
        self.notice.review.refusal = None;
        Ok(())
    }

    pub(super) fn screen(&mut self) -> Result<(), Refusal> {
        self.go(State::Screening);
        Ok(())
    }

    /// Incomplete requests go back with the list of what is missing; all others go to two reviewers, who alone refuse.
    pub(super) fn screened(
        &mut self,
        evidence: &Evidence,
        recognised: &[Recognised],
        list: PayloadId,
    ) -> Result<(), Refusal> {
        self.fresh(evidence, self.notice.revision)?;
        self.notice.review.screening = Some(evidence.clone());
        self.notice.review.recognised = recognised.to_vec();
        if evidence.verdict == Verdict::Incomplete {
            let fields: Vec<String> = evidence.missing.iter().cloned().collect();
            let facts = crate::check::AnswerFacts {
                missing: evidence.missing.clone(),
                listed: fields.iter().cloned().collect(),
                published: false,
            };
            self.obey(crate::check::Facts::Answer(facts))?;
            self.question(fields, list, true);
        } else {
            self.go(State::LegalReview);
            self.tell(Audience::Desk, EventKind::State(State::LegalReview));
        }
        Ok(())
    }

    pub(super) fn ask_question(&mut self, fields: &[String], text: PayloadId) -> Result<(), Refusal> {
        self.not_the_author()?;
        if fields.iter().all(|field| field.trim().is_empty()) {
            return Err(Refusal::EmptyQuestion);
        }
        self.question(fields.to_vec(), text, false);
        Ok(())
    }

    fn question(&mut self, fields: Vec<String>, text: PayloadId, by_machine: bool) {
        let number = u32::try_from(self.notice.review.questions.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        let due_at = days_after(self.now, self.periods().question_answer_days);
        self.notice.review.questions.push(Question {
            number,
            fields,
            text,
            asked_by: (!by_machine).then(|| self.actor.officer.clone()),
            asked_at: self.now,
            due_at,
            answered_at: None,
            answer: None,
        });
        self.notice.review.approvals.clear();
        self.notice.review.refusal = None;
        self.go(State::InformationRequested);
        self.tell(Audience::Owner, EventKind::Question(number));
    }

    /// When the last question is answered the request is checked again from the start.
    pub(super) fn answer_question(&mut self, number: u32, answer: PayloadId) -> Result<(), Refusal> {
        let now = self.now;
        let open = self
            .notice
            .review
            .questions
            .iter_mut()
            .find(|q| q.number == number && q.answered_at.is_none());
        let question = open.ok_or(Refusal::NoOpenQuestion(number))?;
        question.answered_at = Some(now);
        question.answer = Some(answer);
        self.tell(Audience::Desk, EventKind::Answer(number));
        if self.notice.review.questions.iter().all(|q| q.answered_at.is_some()) {
            self.go(State::Submitted);
            self.tell(Audience::Desk, EventKind::State(State::Submitted));
        }
        Ok(())
    }

    pub(super) fn approve(&mut self, evidence: &Evidence, answered: &BTreeSet<RuleNo>) -> Result<(), Refusal> {
        self.not_the_author()?;
        self.supports(evidence, answered, self.notice.revision)?;
        let open: Vec<u32> = self
            .notice
            .review
            .questions
            .iter()
            .filter(|q| q.answered_at.is_none())
            .map(|q| q.number)
            .collect();
        if !open.is_empty() {
            return Err(Refusal::QuestionsOpen(open));
        }
        let approval = self.approval(&self.notice.review.approvals)?;
        self.notice.review.approvals.push(approval);
        self.notice.review.refusal = None;
        if self.notice.review.approvals.len() < 2 {
            self.tell(Audience::Desk, EventKind::SecondPersonAwaited);
            return Ok(());
        }
        self.notice.review.approved_at = Some(self.now);
        self.go(State::Approved);
        self.tell(Audience::Desk, EventKind::State(State::Approved));
        Ok(())
    }

    pub(super) fn refuse(&mut self, articles: &BTreeSet<String>) -> Result<(), Refusal> {
        self.not_the_author()?;
        self.known_articles(articles)?;
        match self.notice.review.refusal.clone() {
            None => {
                self.notice.review.refusal = Some((self.actor.officer.clone(), articles.clone()));
                self.notice.review.approvals.clear();
                self.tell(Audience::Desk, EventKind::SecondPersonAwaited);
                Ok(())
            }
            Some((first, _)) if first == self.actor.officer => Err(Refusal::SamePerson),
            Some((_, named)) if named != *articles => Err(Refusal::OtherArticles(named.into_iter().collect())),
            Some(_) => {
                self.end(State::Refused, EndReason::Refused, articles.clone(), false);
                Ok(())
            }
        }
    }

    pub(super) fn approval(&self, given: &[Approval]) -> Result<Approval, Refusal> {
        if given.iter().any(|a| a.by == self.actor.officer) {
            return Err(Refusal::SamePerson);
        }
        Ok(Approval {
            by: self.actor.officer.clone(),
            at: self.now,
            rulebook: self.rules.book().rulebook.clone(),
        })
    }

    pub(super) fn not_the_author(&self) -> Result<(), Refusal> {
        if self.actor.officer == self.notice.author {
            Err(Refusal::OwnWork)
        } else {
            Ok(())
        }
    }

    fn fresh(&self, evidence: &Evidence, revision: u32) -> Result<(), Refusal> {
        if evidence.revision != revision || evidence.rulebook != self.rules.book().rulebook {
            return Err(Refusal::StaleEvidence {
                given: evidence.revision,
                here: revision,
            });
        }
        Ok(())
    }

    /// Whether the check allows an approval: nothing against it, nothing missing, all rulings there, all asks answered for.
    pub(super) fn supports(
        &self,
        evidence: &Evidence,
        answered: &BTreeSet<RuleNo>,
        revision: u32,
    ) -> Result<(), Refusal> {
        self.fresh(evidence, revision)?;
        if evidence.verdict == Verdict::Refused || !evidence.refused.is_empty() {
            return Err(Refusal::RowsAgainst(evidence.refused.iter().cloned().collect()));
        }
        if evidence.verdict == Verdict::Incomplete || !evidence.missing.is_empty() {
            return Err(Refusal::Incomplete(evidence.missing.iter().cloned().collect()));
        }
        if !evidence.rulings_needed.is_empty() {
            return Err(Refusal::RulingsMissing(
                evidence.rulings_needed.iter().copied().collect(),
            ));
        }
        let open: Vec<RuleNo> = evidence.asks.difference(answered).copied().collect();
        if open.is_empty() {
            Ok(())
        } else {
            Err(Refusal::AsksOpen(open))
        }
    }

    pub(super) fn known_articles(&self, articles: &BTreeSet<String>) -> Result<(), Refusal> {
        let known = |article: &String| {
            self.rules
                .book()
                .rows_on(self.today())
                .any(|row| row.article == *article)
        };
        match articles.iter().find(|article| !known(article)) {
            Some(unknown) => Err(Refusal::NoArticle(unknown.clone())),
            None if articles.is_empty() => Err(Refusal::NoArticle(String::new())),
            None => Ok(()),
        }
    }

    /// When an open question is overdue the desk is told once more.
    pub(super) fn overdue_question(&mut self) -> Option<u32> {
        let (now, hours) = (self.now, self.periods().purge_reminder_hours.max(1));
        let late = self
            .notice
            .review
            .questions
            .iter_mut()
            .find(|q| q.answered_at.is_none() && q.due_at <= now)?;
        late.due_at = hours_after(now, hours);
        let number = late.number;
        self.tell(Audience::Owner, EventKind::AnswerOverdue(number));
        self.tell(Audience::Desk, EventKind::AnswerOverdue(number));
        Some(number)
    }
}
