//! Resolutions: paragraphs, amendments, division, adoption, and the text that results.

mod acts;
mod adoption;
mod amending;
mod amendment;
mod assembled;
mod division;
mod drafting;
mod number;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub(crate) use acts::apply;
pub use acts::{NewParagraph, ResolutionAct};
pub(crate) use adoption::{adopt, gate, may_reopen};
pub use amendment::{Amendment, AmendmentState, Change, Order, suggested_order};
pub(crate) use amendment::{next_amendment, settle_amendment};
pub use assembled::{Assembled, AssembledLanguage};
pub use division::Part;
pub(crate) use division::settle_part;
pub use number::{NotAResolutionNumber, ResolutionNumber};

use crate::language::Texts;
use crate::member::MemberCode;
use crate::multilingual::Multilingual;
use crate::refusal::Refusal;
use crate::rulebook::Proposer;

/// What a resolution is about, as far as the majority depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "matter", rename_all = "kebab-case")]
pub enum Matter {
    /// Anything else: simple majority.
    Ordinary,
    /// The General Regulations or appendices: two thirds of yes and no.
    Regulations {
        /// Whether the ad hoc committee gave its opinion.
        opinion: bool,
    },
    /// Admitting a member: two thirds of yes and no.
    Membership {
        /// When the request reached the Secretary General.
        received: Date,
    },
    /// The Constitution: two thirds of all members.
    Constitution {
        /// Who proposes the change.
        proposer: Proposer,
    },
    /// A budget: simple majority; adopting the resolution approves it.
    Budget {
        /// The financial year.
        year: i16,
    },
    /// A matter to which the assembly applies two thirds of yes and no by a rule of its own.
    Qualified,
}

impl Matter {
    /// The row that gives the majority.
    #[must_use]
    pub const fn row(self) -> u8 {
        match self {
            Self::Ordinary | Self::Budget { .. } => 22,
            Self::Regulations { .. } | Self::Membership { .. } | Self::Qualified => 23,
            Self::Constitution { .. } => 24,
        }
    }
}

/// What an operative paragraph does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "clause", rename_all = "kebab-case")]
pub enum Clause {
    /// Says something and asks nobody for anything.
    States,
    /// Asks members to use a service or to do something: a commitment for each of them.
    AsksMembers {
        /// The service whose use shows that it is done.
        service: String,
        /// Uses expected in a quarter, where a number was promised.
        per_quarter: Option<u64>,
        /// Who is asked; nobody named means all members.
        members: BTreeSet<MemberCode>,
        /// By when.
        due: Date,
    },
    /// Approves an amount.
    ApprovesAmount {
        /// The programme.
        programme: String,
        /// Units of the organisation's currency.
        units: i64,
    },
    /// Creates a body.
    Creates {
        /// Its name.
        body: String,
    },
    /// Asks the Secretary General for something.
    AsksSecretaryGeneral {
        /// By when.
        due: Date,
    },
}

/// A paragraph's role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Role {
    /// Gives a reason.
    Preambular,
    /// Decides.
    Operative {
        /// What it does.
        does: Clause,
        /// Paragraphs without which it makes no sense: it falls with the last of them.
        depends_on: BTreeSet<u32>,
    },
}

/// Where a resolution stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResolutionState {
    /// Being written.
    Draft,
    /// Before the assembly.
    Tabled,
    /// Adopted.
    Adopted,
    /// Voted down.
    Rejected,
    /// Fell because all its operative parts fell.
    Fallen,
    /// Taken back by its sponsors.
    Withdrawn,
}

impl ResolutionState {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Tabled => "before the assembly",
            Self::Adopted => "adopted",
            Self::Rejected => "rejected",
            Self::Fallen => "fallen",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A change of number after adoption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renumbering {
    /// The number it had.
    pub was: ResolutionNumber,
    /// When it was corrected.
    pub at: Date,
    /// Why.
    pub reason: String,
}

/// A resolution. Its key in the assembly never changes; its number may be corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Number, once adopted.
    pub number: Option<ResolutionNumber>,
    /// Corrections of the number.
    pub renumbered: Vec<Renumbering>,
    /// What it is about.
    pub matter: Matter,
    /// Title.
    pub title: Texts,
    /// Sponsors.
    pub sponsors: BTreeSet<MemberCode>,
    /// Whether it costs anything.
    pub costs: bool,
    /// When the Executive Committee gave its opinion.
    pub opinion: Option<Date>,
    /// Its text.
    pub body: Multilingual,
    /// Role of each paragraph.
    pub roles: BTreeMap<u32, Role>,
    /// Paragraphs that fell, with the reason.
    pub fallen: BTreeMap<u32, String>,
    /// Amendments.
    pub amendments: BTreeMap<u32, Amendment>,
    /// The chair's order of amendments.
    pub order: Option<Order>,
    /// Parts to be voted separately.
    pub division: Vec<Part>,
    /// Where it stands.
    pub state: ResolutionState,
    /// Votes held on the whole since it was last reconsidered.
    pub whole_votes: u32,
    /// Ballots by which the whole was decided, second ballots and reconsiderations included.
    pub ballots: Vec<u32>,
    /// Decisions to reconsider that the assembly took.
    pub reconsidered: u32,
}

impl Resolution {
    /// Numbers of the operative paragraphs that still stand.
    #[must_use]
    pub fn operative(&self) -> Vec<u32> {
        let operative = |id: &u32| matches!(self.roles.get(id), Some(Role::Operative { .. }));
        self.body
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.id)
            .filter(operative)
            .collect()
    }

    /// Whether any amendment still waits for its vote.
    #[must_use]
    pub fn has_open_amendments(&self) -> bool {
        self.amendments
            .values()
            .any(|amendment| amendment.state == AmendmentState::Open)
    }

    /// Refuses a vote on a resolution that is not before the assembly, or no longer.
    pub(crate) fn expect_votable(&self, id: u32) -> Result<(), Refusal> {
        use ResolutionState as S;
        match self.state {
            S::Adopted | S::Rejected | S::Fallen => Err(Refusal::NotReconsidered { resolution: id }),
            _ => self.expect(S::Tabled, "vote on it"),
        }
    }

    pub(crate) fn expect(&self, state: ResolutionState, act: &'static str) -> Result<(), Refusal> {
        if self.state == state {
            Ok(())
        } else {
            Err(Refusal::WrongState {
                what: "resolution",
                state: self.state.name(),
                act,
            })
        }
    }
}
