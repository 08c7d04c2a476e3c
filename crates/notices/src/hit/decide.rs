//! The steps of a positive-query case.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::{ClockKind, HitAct, HitCase, HitClock, HitOutcome, HitRefusal, HitState, PairProfile, Step};
use crate::{
    check::{Facts, FindingView, HitRecordFacts, Outcome, PursuitFacts, UseFacts, judge},
    lifecycle::{Actor, Audience, EndReason, Event, EventKind},
    rulebook::Rules,
};

/// Hours between two reminders of a clock that ran out.
const REMINDER_HOURS: i64 = 24;

/// What follows from an act on a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitDecision {
    /// The case as it now stands.
    pub case: HitCase,
    /// What is to be told.
    pub events: Vec<Event>,
    /// What rows that nobody adopted would have said.
    pub asks: Vec<FindingView>,
    /// The reason for which the owner should now withdraw the notice: its purpose is reached.
    pub end_notice: Option<EndReason>,
    /// Days for which the source has been silent past its clock: the ground of a cancellation.
    pub silent_days: Option<u32>,
    /// When [`HitAct::Tick`] is to be tried next.
    pub next_due: Option<Timestamp>,
}

struct Work<'a> {
    case: HitCase,
    actor: &'a Actor,
    now: Timestamp,
    rules: &'a Rules,
    profile: &'a PairProfile,
    events: Vec<Event>,
    asks: Vec<FindingView>,
    end_notice: Option<EndReason>,
    silent_days: Option<u32>,
}

/// Decides one act on a case.
///
/// # Errors
/// A [`HitRefusal`] with a stable code; the case is then as it was.
pub fn decide_hit(
    case: &HitCase,
    act: &HitAct,
    actor: &Actor,
    now: Timestamp,
    rules: &Rules,
    profile: &PairProfile,
) -> Result<HitDecision, HitRefusal> {
    if now < case.touched_at {
        return Err(HitRefusal::BackInTime);
    }
    let (events, asks) = (Vec::new(), Vec::new());
    let mut work = Work {
        case: case.clone(),
        actor,
        now,
        rules,
        profile,
        events,
        asks,
        end_notice: None,
        silent_days: None,
    };
    work.possible(act)?;
    work.apply(act)?;
    work.case.version += 1;
    work.case.touched_at = now;
    let next_due = next_hit_due(&work.case);
    let Work {
        case,
        events,
        asks,
        end_notice,
        silent_days,
        ..
    } = work;
    Ok(HitDecision {
        case,
        events,
        asks,
        end_notice,
        silent_days,
        next_due,
    })
}

/// When [`HitAct::Tick`] has something to do next.
#[must_use]
pub fn next_hit_due(case: &HitCase) -> Option<Timestamp> {
    if case.state == HitState::Closed {
        return None;
    }
    case.clocks
        .iter()
        .filter(|c| c.met_at.is_none())
        .filter_map(|c| c.remind_at.or(c.due_at))
        .min()
}

/// In which states an act is possible, and whether it is the source's (or the other bureau's, or anybody's).
fn possible_in(act: &HitAct) -> (&'static [HitState], Option<bool>) {
    use HitState::{
        Arrested, ExtraditionAsked, ExtraditionRefused, Located, NotTheSame, Opened, PapersDue, Released, SourceAsked,
        Surrendered, Verified,
    };
    const HELD: &[HitState] = &[Arrested, ExtraditionAsked, PapersDue];
    match act {
        HitAct::SetNotify { .. } => (&[Opened], Some(false)),
        HitAct::AskSource => (&[Opened], Some(false)),
        HitAct::SourceAnswers { .. } => (&[SourceAsked, Located, Arrested], Some(true)),
        HitAct::RecordUrgency { .. } => (&[Opened, SourceAsked], Some(false)),
        HitAct::Locate => (&[Opened, SourceAsked, Verified], Some(false)),
        HitAct::Arrest { .. } => (&[Located], Some(false)),
        HitAct::AskExtradition => (&[Arrested], Some(true)),
        HitAct::AwaitPapers => (&[ExtraditionAsked], Some(false)),
        HitAct::PapersReceived => (&[PapersDue], Some(false)),
        HitAct::Surrender => (&[PapersDue], Some(false)),
        HitAct::RefuseExtradition { .. } => (&[ExtraditionAsked, PapersDue], Some(false)),
        HitAct::Release { .. } => (HELD, Some(false)),
        HitAct::NotTheSame { .. } => (&[Opened, SourceAsked, Verified, Located, Arrested], Some(false)),
        HitAct::Close { .. } => (
            &[Located, Surrendered, ExtraditionRefused, Released, NotTheSame],
            Some(false),
        ),
        HitAct::Tick => (&HitState::ALL, None),
    }
}

/// The steps that a bureau may be offered, by name, in the order of a case. [`decide_hit`] alone decides.
#[must_use]
pub fn open_steps(case: &HitCase, bureau: &crate::ids::BureauId, now: Timestamp) -> Vec<&'static str> {
    let ground = String::new;
    let told = case.notify.tells(now);
    let all: [(&'static str, HitAct, bool); 14] = [
        (
            "source_answers",
            HitAct::SourceAnswers {
                same_person: true,
                data_stands: true,
            },
            true,
        ),
        ("ask_extradition", HitAct::AskExtradition, true),
        ("ask_source", HitAct::AskSource, told),
        (
            "locate",
            HitAct::Locate,
            told && (case.confirmed_by_source || case.urgency.is_some()),
        ),
        ("arrest", HitAct::Arrest { national_basis: None }, true),
        ("await_papers", HitAct::AwaitPapers, true),
        (
            "papers_received",
            HitAct::PapersReceived,
            case.clocks
                .iter()
                .any(|c| c.what == ClockKind::Papers && c.met_at.is_none()),
        ),
        ("surrender", HitAct::Surrender, true),
        (
            "close",
            HitAct::Close {
                outcome: HitOutcome::Released,
            },
            true,
        ),
        (
            "record_urgency",
            HitAct::RecordUrgency { ground: ground() },
            case.urgency.is_none(),
        ),
        (
            "refuse_extradition",
            HitAct::RefuseExtradition { ground: ground() },
            true,
        ),
        ("release", HitAct::Release { ground: ground() }, true),
        ("not_the_same", HitAct::NotTheSame { ground: ground() }, true),
        (
            "set_notify",
            HitAct::SetNotify {
                notify: super::Notify::Told,
            },
            true,
        ),
    ];
    let may = |act: &HitAct| {
        let (states, by_source) = possible_in(act);
        let theirs = by_source.is_none_or(|source| *bureau == *if source { &case.source } else { &case.querying });
        theirs && states.contains(&case.state)
    };
    all.iter()
        .filter(|(_, act, sensible)| *sensible && may(act))
        .map(|(name, _, _)| *name)
        .collect()
}

impl HitOutcome {
    /// The outcomes that fit a case as it stands.
    #[must_use]
    pub fn fitting(state: HitState) -> &'static [Self] {
        match state {
            HitState::Surrendered => &[Self::Surrendered],
            HitState::ExtraditionRefused => &[Self::ExtraditionRefused],
            HitState::Released => &[Self::Released],
            HitState::NotTheSame => &[Self::NotTheSame, Self::DataOutdated],
            HitState::Located => &[Self::LocatedOnly],
            _ => &[],
        }
    }
}

impl Work<'_> {
    fn possible(&self, act: &HitAct) -> Result<(), HitRefusal> {
        let (states, by_source) = possible_in(act);
        if by_source
            .is_some_and(|source| self.actor.bureau != *if source { &self.case.source } else { &self.case.querying })
        {
            return Err(HitRefusal::NotForYou);
        }
        if states.contains(&self.case.state) {
            Ok(())
        } else {
            Err(HitRefusal::WrongState(self.case.state))
        }
    }

    fn apply(&mut self, act: &HitAct) -> Result<(), HitRefusal> {
        match act {
            HitAct::SetNotify { notify } if notify.has_ground() => self.case.notify = notify.clone(),
            HitAct::SetNotify { .. } => return Err(HitRefusal::NoGround),
            HitAct::AskSource => self.ask_source()?,
            HitAct::SourceAnswers {
                same_person,
                data_stands,
            } => self.source_answers(*same_person && *data_stands),
            HitAct::RecordUrgency { ground } => self.case.urgency = Some(said(ground)?),
            HitAct::Locate => self.locate()?,
            HitAct::Arrest { national_basis } => self.arrest(national_basis.as_deref())?,
            HitAct::AskExtradition => {
                self.meet(ClockKind::Request);
                self.go(HitState::ExtraditionAsked, None);
            }
            HitAct::AwaitPapers => {
                let held_since = self
                    .case
                    .steps
                    .iter()
                    .find(|s| s.to == HitState::Arrested)
                    .map_or(self.now, |s| s.at);
                let hours = self.profile.papers_days.map(|days| i64::from(days) * 24);
                self.start(ClockKind::Papers, held_since, hours);
                self.go(HitState::PapersDue, None);
            }
            HitAct::PapersReceived => self.meet(ClockKind::Papers),
            HitAct::Surrender => {
                self.meet(ClockKind::Papers);
                self.go(HitState::Surrendered, None);
                self.end_notice = Some(EndReason::PurposeAchieved);
            }
            HitAct::RefuseExtradition { ground } => self.go(HitState::ExtraditionRefused, Some(said(ground)?)),
            HitAct::Release { ground } => self.go(HitState::Released, Some(said(ground)?)),
            HitAct::NotTheSame { ground } => self.go(HitState::NotTheSame, Some(said(ground)?)),
            HitAct::Close { outcome } => self.close(*outcome)?,
            HitAct::Tick => self.tick()?,
        }
        Ok(())
    }

    fn ask_source(&mut self) -> Result<(), HitRefusal> {
        if !self.case.notify.tells(self.now) {
            return Err(HitRefusal::SourceMayNotKnow);
        }
        self.start(ClockKind::Answer, self.now, self.profile.answer_hours.map(i64::from));
        self.go(HitState::SourceAsked, None);
        Ok(())
    }

    fn source_answers(&mut self, confirmed: bool) {
        self.meet(ClockKind::Answer);
        self.case.confirmed_by_source = confirmed;
        match (confirmed, self.case.state) {
            (true, HitState::SourceAsked) => self.go(HitState::Verified, None),
            (true, _) => {}
            (false, _) => self.go(HitState::NotTheSame, Some("the source did not confirm".to_owned())),
        }
    }

    /// Nobody is located for a source that may not know; nobody is acted on before the check, or a recorded urgency.
    fn locate(&mut self) -> Result<(), HitRefusal> {
        if !self.case.notify.tells(self.now) {
            return Err(HitRefusal::SourceMayNotKnow);
        }
        let confirmed_by_source = self.case.confirmed_by_source;
        self.obey(Facts::Use(UseFacts {
            confirmed_by_source,
            urgency: self.case.urgency.clone(),
        }))?;
        self.go(HitState::Located, None);
        Ok(())
    }

    fn arrest(&mut self, national_basis: Option<&str>) -> Result<(), HitRefusal> {
        let basis = national_basis.map(str::trim).filter(|text| !text.is_empty());
        if self.profile.arrest_needs_basis() && basis.is_none() {
            return Err(HitRefusal::NoArrestOnThisAlone);
        }
        let confirmed_by_source = self.case.confirmed_by_source;
        self.obey(Facts::Use(UseFacts {
            confirmed_by_source,
            urgency: self.case.urgency.clone(),
        }))?;
        self.start(ClockKind::Request, self.now, self.profile.request_hours.map(i64::from));
        self.go(HitState::Arrested, basis.map(str::to_owned));
        Ok(())
    }

    fn close(&mut self, outcome: HitOutcome) -> Result<(), HitRefusal> {
        let state = self.case.state;
        let fits = HitOutcome::fitting(state).contains(&outcome);
        if !fits {
            return Err(HitRefusal::OutcomeDoesNotFit { outcome, state });
        }
        let code = serde_json::to_value(outcome)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned));
        self.obey(Facts::HitRecord(HitRecordFacts {
            outcome: code,
            overwrites: false,
        }))?;
        self.case.outcome = Some(outcome);
        self.go(HitState::Closed, None);
        Ok(())
    }

    /// Reminds of the first clock that ran out; a source that stays silent after an arrest gives the ground of a cancellation.
    fn tick(&mut self) -> Result<(), HitRefusal> {
        let now = self.now;
        let closed = self.case.state == HitState::Closed;
        let late = self
            .case
            .clocks
            .iter_mut()
            .find(|c| !closed && c.met_at.is_none() && c.remind_at.or(c.due_at).is_some_and(|at| at <= now));
        let clock = late.ok_or(HitRefusal::NothingDue)?;
        clock.reminders = clock.reminders.saturating_add(1);
        clock.remind_at = now.checked_add(SignedDuration::from_hours(REMINDER_HOURS)).ok();
        let (what, due_at, reminders) = (clock.what, clock.due_at, clock.reminders);
        self.tell_source(EventKind::AnswerOverdue(reminders));
        self.tell(Audience::Desk, EventKind::AnswerOverdue(reminders));
        if what == ClockKind::Request {
            let report = judge(
                &Facts::Pursuit(PursuitFacts { due_at, acted_at: None }),
                now,
                self.rules,
            );
            self.asks.extend(report.findings().map(|f| f.view()));
            let silent = due_at.map(|due| now.duration_since(due).as_hours() / 24);
            self.silent_days = silent.and_then(|days| u32::try_from(days).ok());
        }
        Ok(())
    }

    fn obey(&mut self, facts: Facts<'_>) -> Result<(), HitRefusal> {
        let report = judge(&facts, self.now, self.rules);
        let stop = report
            .findings()
            .find(|f| matches!(f.outcome, Outcome::Refused | Outcome::Missing | Outcome::RulingNeeded));
        if let Some(f) = stop {
            return Err(HitRefusal::Rule {
                rule: f.rule,
                article: f.article.clone(),
                message: f.message.clone(),
            });
        }
        self.asks.extend(report.findings().map(|f| f.view()));
        Ok(())
    }

    fn go(&mut self, state: HitState, ground: Option<String>) {
        self.case.state = state;
        self.case.steps.push(Step {
            to: state,
            at: self.now,
            by: self.actor.officer.clone(),
            ground,
        });
        self.tell_source(EventKind::Hit(state));
        self.tell(Audience::Desk, EventKind::Hit(state));
    }

    fn start(&mut self, what: ClockKind, from: Timestamp, hours: Option<i64>) {
        let due_at = hours.and_then(|h| from.checked_add(SignedDuration::from_hours(h)).ok());
        self.case.clocks.push(HitClock {
            what,
            started_at: from,
            due_at,
            met_at: None,
            reminders: 0,
            remind_at: None,
        });
    }

    fn meet(&mut self, what: ClockKind) {
        let now = self.now;
        for clock in self
            .case
            .clocks
            .iter_mut()
            .filter(|c| c.what == what && c.met_at.is_none())
        {
            clock.met_at = Some(now);
        }
    }

    fn tell(&mut self, audience: Audience, kind: EventKind) {
        self.events.push(Event {
            at: self.now,
            audience,
            kind,
        });
    }

    /// The source is told now, later, or not: never against the choice that was made.
    fn tell_source(&mut self, kind: EventKind) {
        let at = match &self.case.notify {
            super::Notify::Told => self.now,
            super::Notify::ToldLater { from, .. } => (*from).max(self.now),
            super::Notify::Withheld { .. } => return,
        };
        self.events.push(Event {
            at,
            audience: Audience::Bureaus(BTreeSet::from([self.case.source.clone()])),
            kind,
        });
    }
}

fn said(ground: &str) -> Result<String, HitRefusal> {
    let ground = ground.trim();
    if ground.is_empty() {
        Err(HitRefusal::NoGround)
    } else {
        Ok(ground.to_owned())
    }
}
