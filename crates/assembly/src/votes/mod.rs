//! Votes: by hands, by record, by roll call, electronic or on paper, all ending in the same record.

mod cast;
mod certificate;
mod close;
mod effects;
mod electorate;
mod open;
mod subject;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use certificate::{Certificate, Outcome};
pub use electorate::{Electorate, Exclusion, HallChange, Standing};
pub use subject::Subject;

use crate::language::Texts;
use crate::majority::{Count, Majority};
use crate::member::{MemberCode, PersonId};
use crate::quorum::Quorum;
use crate::refusal::Refusal;
use crate::turn::Turn;

/// How votes are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Hands are raised and two tellers count.
    Hands,
    /// Each delegation's vote is recorded; names are published.
    Record,
    /// Members answer when called, by seat; names are published.
    RollCall,
    /// By device; nobody votes twice, and no name is kept once the ballot is closed.
    Electronic,
    /// On paper, in secret; two tellers count.
    Paper,
}

impl Mode {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hands => "show of hands",
            Self::Record => "record",
            Self::RollCall => "roll call",
            Self::Electronic => "device",
            Self::Paper => "paper",
        }
    }

    /// Whether the certificate says who voted how.
    #[must_use]
    pub const fn names(self) -> bool {
        matches!(self, Self::Record | Self::RollCall)
    }
}

/// A member's vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// For.
    Yes,
    /// Against.
    No,
    /// Neither.
    Abstain,
}

/// Papers as a teller counted them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// Yes, no, abstain: for questions.
    pub count: Count,
    /// Votes by candidate: for elections.
    #[serde(with = "crate::number_keys", default)]
    pub candidates: BTreeMap<u32, u64>,
    /// Papers with nothing on them.
    pub blank: u64,
    /// Papers that cannot be read, or say more than they may.
    pub invalid: u64,
    /// All papers in the box. For hands: hands counted.
    pub total: u64,
}

/// What has been given so far in an open ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Casting {
    /// One vote per member, by record or by device.
    Named {
        /// Votes.
        votes: BTreeMap<MemberCode, Choice>,
    },
    /// Members answer in the order of their seats; those passed over are called once more at the end.
    RollCall {
        /// Still to be called, the next one first.
        to_call: Vec<MemberCode>,
        /// Passed over once.
        passed: Vec<MemberCode>,
        /// Votes.
        votes: BTreeMap<MemberCode, Choice>,
    },
    /// Two tellers count, hands or papers.
    Counted {
        /// Members to which a paper was handed: one paper, one member. Empty for hands.
        issued: BTreeSet<MemberCode>,
        /// Counts by teller.
        tellers: BTreeMap<PersonId, Papers>,
        /// Times that a teller counted again.
        recounts: u32,
    },
}

/// Open, closed, or set aside before it was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum BallotState {
    /// Votes are being given.
    Open {
        /// So far.
        casting: Casting,
    },
    /// Decided; never changed again.
    Closed {
        /// The certificate.
        certificate: Box<Certificate>,
    },
    /// Set aside by the chair: nothing was decided and nothing is counted.
    Annulled {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// One ballot, with everything frozen at its opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// What it decides.
    pub subject: Subject,
    /// The question, in four languages.
    pub question: Texts,
    /// How votes are given.
    pub mode: Mode,
    /// The majority needed; for elections the election's own rule decides.
    pub majority: Majority,
    /// The row that gives it.
    pub row: u8,
    /// The quorum of the session.
    pub quorum: Quorum,
    /// The revision of the text voted on, where there is one.
    pub revision: Option<u32>,
    /// First or second ballot on the same question.
    pub number: u32,
    /// The ballot before it on the same question.
    pub previous: Option<u32>,
    /// Who may vote, frozen.
    pub electorate: Electorate,
    /// Who joined or left the electorate since the ballot before.
    pub changes: Vec<HallChange>,
    /// When it was opened.
    pub opened: Timestamp,
    /// Where it stands.
    pub state: BallotState,
}

/// All ballots of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballots {
    /// By number.
    pub all: BTreeMap<u32, Ballot>,
    /// Who asked for a record vote on what comes next.
    pub record_asked: Option<MemberCode>,
}

impl Ballots {
    /// The number of the ballot that is open.
    #[must_use]
    pub fn open_id(&self) -> Option<u32> {
        self.open().map(|(id, _)| id)
    }

    /// The ballot that is open.
    #[must_use]
    pub fn open(&self) -> Option<(u32, &Ballot)> {
        let open = |ballot: &Ballot| matches!(ballot.state, BallotState::Open { .. });
        self.all
            .iter()
            .rev()
            .find(|(_, ballot)| open(ballot))
            .map(|(id, ballot)| (*id, ballot))
    }

    /// The certificate of a closed ballot.
    #[must_use]
    pub fn certificate(&self, id: u32) -> Option<&Certificate> {
        match &self.all.get(&id)?.state {
            BallotState::Closed { certificate } => Some(certificate),
            _ => None,
        }
    }

    pub(crate) fn open_mut(&mut self, id: u32) -> Result<&mut Ballot, Refusal> {
        let missing = || Refusal::Unknown {
            what: "ballot",
            id: id.to_string(),
        };
        let ballot = self.all.get_mut(&id).ok_or_else(missing)?;
        match ballot.state {
            BallotState::Open { .. } => Ok(ballot),
            _ => Err(Refusal::BallotClosed { ballot: id }),
        }
    }
}

/// Acts on ballots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum VoteAct {
    /// A delegate asks for a record vote on what comes next.
    AskForRecord,
    /// The chair opens a ballot.
    Open {
        /// What it decides.
        on: Subject,
        /// The question, in four languages.
        question: Texts,
        /// How votes are given.
        mode: Mode,
    },
    /// A delegate votes for its member.
    Cast {
        /// The ballot.
        ballot: u32,
        /// The member.
        member: MemberCode,
        /// The vote.
        choice: Choice,
    },
    /// The member called does not answer.
    PassOver {
        /// The ballot.
        ballot: u32,
    },
    /// A paper is handed to a delegate of each of these members.
    IssuePapers {
        /// The ballot.
        ballot: u32,
        /// The members.
        members: BTreeSet<MemberCode>,
    },
    /// A teller enters a count; entering it again is a recount.
    Count {
        /// The ballot.
        ballot: u32,
        /// The count.
        papers: Papers,
    },
    /// The chair closes the ballot.
    Close {
        /// The ballot.
        ballot: u32,
    },
    /// The chair sets the ballot aside before it is closed.
    Annul {
        /// The ballot.
        ballot: u32,
        /// Why.
        reason: String,
    },
}

pub(crate) fn apply(turn: &mut Turn<'_>, act: &VoteAct) -> Result<(), Refusal> {
    match act {
        VoteAct::AskForRecord => open::ask_for_record(turn),
        VoteAct::Open { on, question, mode } => open::open(turn, on, question, *mode),
        VoteAct::Cast { ballot, member, choice } => cast::cast(turn, *ballot, member, *choice),
        VoteAct::PassOver { ballot } => cast::pass_over(turn, *ballot),
        VoteAct::IssuePapers { ballot, members } => members
            .iter()
            .try_for_each(|member| cast::issue_paper(turn, *ballot, member)),
        VoteAct::Count { ballot, papers } => cast::count(turn, *ballot, papers),
        VoteAct::Close { ballot } => close::close(turn, *ballot),
        VoteAct::Annul { ballot, reason } => close::annul(turn, *ballot, reason),
    }
}
