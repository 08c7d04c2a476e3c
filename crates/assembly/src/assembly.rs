//! The whole assembly as one value, and the one door through which it changes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::agenda::{Agenda, AgendaAct};
use crate::commitment::{Commitment, CommitmentAct};
use crate::delegation::{DelegationAct, Delegations};
use crate::document::{Document, DocumentAct};
use crate::election::{ElectionAct, Elections};
use crate::finances::{FinanceAct, Finances};
use crate::floor::{Floor, FloorAct};
use crate::member::Roll;
use crate::refusal::Refusal;
use crate::resolution::{Resolution, ResolutionAct};
use crate::rulebook::{Row, RowNumber, Rulebook};
use crate::session::{Session, SessionAct};
use crate::turn::{Decision, Turn};
use crate::votes::{Ballots, VoteAct};

/// One session of the assembly with everything it decides upon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assembly {
    /// The rules in force.
    pub rulebook: Rulebook,
    /// The members and their seats.
    pub roll: Roll,
    /// The session itself.
    pub session: Session,
    /// Delegations and observers.
    pub delegations: Delegations,
    /// The agenda.
    pub agenda: Agenda,
    /// Papers other than draft resolutions.
    pub documents: BTreeMap<u32, Document>,
    /// Draft and adopted resolutions.
    pub resolutions: BTreeMap<u32, Resolution>,
    /// The debate.
    pub floor: Floor,
    /// Ballots, open and closed.
    pub ballots: Ballots,
    /// Elections of persons.
    pub elections: Elections,
    /// Contributions, arrears, budgets.
    pub finances: Finances,
    /// What members promised by adopting resolutions.
    pub commitments: BTreeMap<u32, Commitment>,
}

/// Everything that can be done at an assembly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "area", content = "act", rename_all = "kebab-case")]
pub enum Act {
    /// On the rulebook.
    Rulebook(RulebookAct),
    /// On the session.
    Session(SessionAct),
    /// On delegations and observers.
    Delegation(DelegationAct),
    /// On the agenda.
    Agenda(AgendaAct),
    /// On papers.
    Document(DocumentAct),
    /// On resolutions.
    Resolution(ResolutionAct),
    /// On the debate.
    Floor(FloorAct),
    /// On ballots.
    Vote(VoteAct),
    /// On elections.
    Election(ElectionAct),
    /// On money.
    Finance(FinanceAct),
    /// On commitments.
    Commitment(CommitmentAct),
}

/// Acts on the rulebook itself, between sessions or before the opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum RulebookAct {
    /// The organisation adopts a row as it stands.
    Adopt {
        /// The row.
        row: RowNumber,
    },
    /// The row is no longer applied.
    Withdraw {
        /// The row.
        row: RowNumber,
    },
    /// A new version of a row.
    Replace {
        /// The new version.
        row: Box<Row>,
    },
}

impl Assembly {
    /// An assembly before anything has happened.
    #[must_use]
    pub fn new(rulebook: Rulebook, roll: Roll, session: Session, finances: Finances) -> Self {
        Self {
            rulebook,
            roll,
            session,
            finances,
            delegations: Delegations::default(),
            agenda: Agenda::default(),
            documents: BTreeMap::new(),
            resolutions: BTreeMap::new(),
            floor: Floor::default(),
            ballots: Ballots::default(),
            elections: Elections::default(),
            commitments: BTreeMap::new(),
        }
    }
}

/// Decides one act: the state after it with the rules used, or a refusal that leaves everything as it was.
///
/// # Errors
/// Every refusal has a stable code and, where one, the row of the rulebook it rests on.
pub fn decide(state: &Assembly, act: &Act, actor: &Actor, now: Timestamp) -> Result<Decision, Refusal> {
    let mut turn = Turn::new(state, actor, now);
    match act {
        Act::Rulebook(act) => on_rulebook(&mut turn, act)?,
        Act::Session(act) => crate::session::apply(&mut turn, act)?,
        Act::Delegation(act) => crate::delegation::apply(&mut turn, act)?,
        Act::Agenda(act) => crate::agenda::apply(&mut turn, act)?,
        Act::Document(act) => crate::document::apply(&mut turn, act)?,
        Act::Resolution(act) => crate::resolution::apply(&mut turn, act)?,
        Act::Floor(act) => crate::floor::apply(&mut turn, act)?,
        Act::Vote(act) => crate::votes::apply(&mut turn, act)?,
        Act::Election(act) => crate::election::apply(&mut turn, act)?,
        Act::Finance(act) => crate::finances::apply(&mut turn, act)?,
        Act::Commitment(act) => crate::commitment::apply(&mut turn, act)?,
    }
    Ok(turn.finish())
}

/// A ballot that is open keeps the rules it was opened under, so rows change only while none is.
fn on_rulebook(turn: &mut Turn<'_>, act: &RulebookAct) -> Result<(), Refusal> {
    use crate::actor::Capacity;
    turn.only(&[Capacity::Secretariat], "change the rulebook")?;
    if let Some(ballot) = turn.next.ballots.open_id() {
        return Err(Refusal::BallotOpen { ballot });
    }
    let today = turn.today();
    match act {
        RulebookAct::Adopt { row } => {
            turn.next.rulebook.adopt(*row, today)?;
            turn.enter("rule-adopted", [("row", row.0.to_string())]);
        }
        RulebookAct::Withdraw { row } => {
            turn.next.rulebook.withdraw(*row, today)?;
            turn.enter("rule-withdrawn", [("row", row.0.to_string())]);
        }
        RulebookAct::Replace { row } => {
            turn.next.rulebook.replace((**row).clone())?;
            turn.enter(
                "rule-replaced",
                [("row", row.row.0.to_string()), ("version", row.version.clone())],
            );
        }
    }
    Ok(())
}
