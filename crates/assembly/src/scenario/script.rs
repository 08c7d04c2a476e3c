//! Writing the story down: a clock that moves on with each act.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Span};

use super::hall::{Hall, person};
use super::{Expect, Scenario, ScenarioFault, Scene};
use crate::actor::{Actor, Capacity};
use crate::assembly::Act;
use crate::language::Texts;
use crate::majority::Count;
use crate::votes::{Mode, Papers, Subject, VoteAct};

/// Seconds between two acts of the same hour.
const PACE: i64 = 2;

pub(super) struct Script<'a> {
    pub(super) hall: &'a Hall,
    pub(super) opening: Date,
    beat: &'static str,
    at: Timestamp,
    ballots: u32,
    scenes: Vec<Scene>,
}

impl<'a> Script<'a> {
    pub(super) fn new(opening: Date, hall: &'a Hall) -> Self {
        Self {
            hall,
            opening,
            beat: "start",
            at: Timestamp::UNIX_EPOCH,
            ballots: 0,
            scenes: vec![],
        }
    }

    pub(super) fn into_scenes(self) -> Vec<Scene> {
        self.scenes
    }

    /// A day counted from the opening.
    pub(super) fn day(&self, days: i32) -> Result<Date, ScenarioFault> {
        self.opening
            .checked_add(Span::new().days(days))
            .map_err(|_| ScenarioFault::Calendar(self.opening))
    }

    /// Begins a part of the story on a day counted from the opening.
    pub(super) fn begin(&mut self, beat: &'static str, days: i32, hour: i8) -> Result<(), ScenarioFault> {
        let day = self.day(days)?;
        let instant = Offset::UTC.to_timestamp(day.at(hour, 0, 0, 0));
        self.at = instant.map_err(|_| ScenarioFault::Calendar(self.opening))?;
        self.beat = beat;
        Ok(())
    }

    /// Lets time pass.
    pub(super) fn wait(&mut self, seconds: i64) {
        self.at = self
            .at
            .saturating_add(SignedDuration::from_secs(seconds))
            .unwrap_or(self.at);
    }

    pub(super) fn act(&mut self, actor: Actor, act: Act) {
        self.scene(actor, act, Expect::Done);
    }

    pub(super) fn refused(&mut self, actor: Actor, act: Act, code: &'static str) {
        self.scene(actor, act, Expect::Refused(code));
    }

    fn scene(&mut self, actor: Actor, act: Act, expect: Expect) {
        self.scenes.push(Scene {
            at: self.at,
            beat: self.beat,
            actor,
            act,
            expect,
        });
        self.wait(PACE);
    }

    /// An officer of the session.
    pub(super) fn officer(&self, capacity: Capacity) -> Result<Actor, ScenarioFault> {
        let name = match capacity {
            Capacity::Chair => "chair",
            Capacity::Secretariat => "secretariat",
            Capacity::SecretaryGeneral => "secretary-general",
            Capacity::ExecutiveCommittee => "executive-committee",
            Capacity::CredentialsCommittee => "credentials",
            Capacity::Teller => "teller-1",
            Capacity::Platform => "platform",
            Capacity::Delegate { .. } | Capacity::Observer { .. } => "observer",
        };
        Ok(Actor {
            person: person(name)?,
            capacity,
        })
    }

    pub(super) fn chair(&self) -> Result<Actor, ScenarioFault> {
        self.officer(Capacity::Chair)
    }

    pub(super) fn secretariat(&self) -> Result<Actor, ScenarioFault> {
        self.officer(Capacity::Secretariat)
    }

    pub(super) fn tellers(&self) -> Result<[Actor; 2], ScenarioFault> {
        let teller = |name| {
            Ok::<_, ScenarioFault>(Actor {
                person: person(name)?,
                capacity: Capacity::Teller,
            })
        };
        Ok([teller("teller-1")?, teller("teller-2")?])
    }

    /// The head of a member's delegation.
    pub(super) fn of(&self, code: &str) -> Result<Actor, ScenarioFault> {
        self.hall.delegate(&self.hall.member(code)?)
    }

    /// Opens a ballot and gives its number.
    pub(super) fn open(&mut self, on: Subject, question: Texts, mode: Mode) -> Result<u32, ScenarioFault> {
        let chair = self.chair()?;
        self.act(chair, Act::Vote(VoteAct::Open { on, question, mode }));
        self.ballots += 1;
        Ok(self.ballots)
    }

    pub(super) fn close(&mut self, ballot: u32) -> Result<(), ScenarioFault> {
        let chair = self.chair()?;
        self.act(chair, Act::Vote(VoteAct::Close { ballot }));
        Ok(())
    }

    /// Both tellers enter the same count, and the chair closes the ballot.
    pub(super) fn counted(&mut self, ballot: u32, papers: &Papers) -> Result<(), ScenarioFault> {
        for teller in self.tellers()? {
            self.act(
                teller,
                Act::Vote(VoteAct::Count {
                    ballot,
                    papers: papers.clone(),
                }),
            );
        }
        self.close(ballot)
    }

    /// A vote by show of hands.
    pub(super) fn hands(
        &mut self,
        on: Subject,
        question: Texts,
        yes: u64,
        no: u64,
        abstain: u64,
    ) -> Result<(), ScenarioFault> {
        let ballot = self.open(on, question, Mode::Hands)?;
        self.counted(ballot, &hands(yes, no, abstain))
    }
}

/// Raised hands as a teller counts them.
pub(super) fn hands(yes: u64, no: u64, abstain: u64) -> Papers {
    let total = yes.saturating_add(no).saturating_add(abstain);
    Papers {
        count: Count { yes, no, abstain },
        total,
        ..Papers::default()
    }
}

impl Scenario {
    /// The last instant of the story.
    #[must_use]
    pub fn end(&self) -> Option<Timestamp> {
        self.scenes.last().map(|scene| scene.at)
    }
}
