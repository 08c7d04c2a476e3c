//! Every refusal has a stable code, and each of them is provoked here.

mod meeting;
mod texts;
mod voting;

use std::collections::{BTreeMap, BTreeSet};

use cordon_assembly::actor::{Actor, Capacity};
use cordon_assembly::agenda::AgendaAct;
use cordon_assembly::assembly::{Act, RulebookAct};
use cordon_assembly::commitment::CommitmentAct;
use cordon_assembly::delegation::{CredentialsState, DelegationAct};
use cordon_assembly::election::ElectionAct;
use cordon_assembly::finances::FinanceAct;
use cordon_assembly::floor::FloorAct;
use cordon_assembly::language::{Language, Texts};
use cordon_assembly::refusal::Refusal;
use cordon_assembly::resolution::{Change, Matter, ResolutionAct};
use cordon_assembly::rulebook::{Authority, MotionKind, Officer, Post, Proposer, RowNumber, Service};
use cordon_assembly::session::{SessionAct, SessionKind};
use cordon_assembly::votes::{Choice, Mode, Papers, Subject, VoteAct};
use jiff::Span;
use jiff::civil::date;

use crate::elections::propose;
use crate::hall::*;

const WHOLE: Subject = Subject::Whole { resolution: 1 };

/// Notes the code of each refusal that a hall gives.
#[derive(Default)]
struct Provoked(BTreeSet<&'static str>);

impl Provoked {
    #[track_caller]
    fn by(&mut self, hall: &mut Hall, actor: Actor, act: Act, code: &'static str) {
        assert_eq!(hall.no(actor, act), code);
        self.0.insert(code);
    }
}

#[test]
fn every_refusal_is_provoked() {
    let mut provoked = Provoked::default();
    meeting::sessions(&mut provoked);
    meeting::delegations(&mut provoked);
    texts::papers(&mut provoked);
    texts::resolutions(&mut provoked);
    voting::ballots(&mut provoked);
    voting::counting(&mut provoked);
    voting::elections(&mut provoked);
    meeting::debate(&mut provoked);
    meeting::money(&mut provoked);
    let all: BTreeSet<&str> = Refusal::CODES.iter().copied().collect();
    assert_eq!(all.len(), Refusal::CODES.len(), "codes are unique");
    let missing: Vec<_> = all.difference(&provoked.0).collect();
    assert!(missing.is_empty(), "never provoked: {missing:?}");
}

#[test]
fn a_refusal_says_what_is_wrong_and_which_row_it_rests_on() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(secretariat(), leave(&["QM", "QN", "QO", "QP"]));
    let refusal = hall.act(&chair(), &open(WHOLE, Mode::Hands)).expect_err("no quorum");
    assert_eq!(refusal.row(), Some(RowNumber(40)));
    let text = refusal.to_string();
    assert!(
        text.contains("more than half of those entitled to vote: 2 × 2 ≤ 6"),
        "{text}"
    );
}
