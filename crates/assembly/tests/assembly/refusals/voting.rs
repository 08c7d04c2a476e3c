//! Refusals on ballots and elections.

use super::*;

pub fn ballots(provoked: &mut Provoked) {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(chair(), Act::Session(SessionAct::Suspend));
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "not-open-for-votes");
    hall.ok(chair(), Act::Session(SessionAct::Resume));
    let mut question = texts("Do you agree?");
    question.0.remove(&Language::Arabic);
    let act = Act::Vote(VoteAct::Open {
        on: WHOLE,
        question,
        mode: Mode::Hands,
    });
    provoked.by(&mut hall, chair(), act, "question-not-in-language");
    let appealing = Subject::ArrearsAppeal { member: member("QR") };
    provoked.by(&mut hall, chair(), open(appealing, Mode::Hands), "no-appeal");
    provoked.by(
        &mut hall,
        chair(),
        open(Subject::Waiver { member: member("QR") }, Mode::Hands),
        "not-sanctioned",
    );
    hall.ok(head("QM"), Act::Vote(VoteAct::AskForRecord));
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "record-asked");
    hall.ok(secretariat(), leave(&["QO", "QP"]));
    let ballot = hall.open(WHOLE, Mode::Record);
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Record), "ballot-open");
    provoked.by(
        &mut hall,
        head("QN"),
        Act::Vote(VoteAct::AskForRecord),
        "record-too-late",
    );
    provoked.by(
        &mut hall,
        observer(),
        cast(ballot, "QM", Choice::Yes),
        "observer-never-votes",
    );
    provoked.by(
        &mut hall,
        head("QM"),
        cast(ballot, "QN", Choice::Yes),
        "not-for-another",
    );
    provoked.by(&mut hall, head("QO"), cast(ballot, "QO", Choice::Yes), "not-present");
    hall.ok(head("QM"), cast(ballot, "QM", Choice::Yes));
    provoked.by(&mut hall, head("QM"), cast(ballot, "QM", Choice::Yes), "voted-twice");
    provoked.by(&mut hall, teller("t1"), count(ballot, hands(1, 0, 0)), "wrong-mode");
    let point = Act::Floor(FloorAct::RaisePoint {
        text: "order".to_owned(),
    });
    provoked.by(&mut hall, head("QN"), point, "point-during-ballot");
    hall.ok(chair(), close(ballot));
    provoked.by(&mut hall, chair(), close(ballot), "ballot-closed");
    hall.ok(secretariat(), leave(&["QM"]));
    let again = Subject::Reconsider { resolution: 1 };
    provoked.by(&mut hall, chair(), open(again, Mode::Hands), "no-quorum");
    provoke_second_ballot(provoked);
    let mut hall = Hall::with_arrears();
    hall.ok(secretariat(), draft(Matter::Ordinary, vec![operative("Asks;")]));
    hall.seat();
    hall.ok(chair(), Act::Resolution(ResolutionAct::Table { resolution: 1 }));
    hall.distribute(1);
    let ballot = hall.open(WHOLE, Mode::Record);
    provoked.by(&mut hall, head("QR"), cast(ballot, "QR", Choice::Yes), "not-entitled");
    hall.ok(head("QM"), cast(ballot, "QM", Choice::Yes));
    hall.ok(chair(), close(ballot));
    let committee_meets = OPENING.checked_add(Span::new().days(40)).expect("a day");
    let appeal = FinanceAct::Appeal {
        committee_meets,
        ground: "held".to_owned(),
        leave_on_new_fact: false,
    };
    hall.ok(head("QR"), Act::Finance(appeal));
    hall.ok(
        committee(),
        Act::Finance(FinanceAct::DecideAppeal {
            member: member("QR"),
            upheld: true,
        }),
    );
    provoked.by(
        &mut hall,
        chair(),
        open(Subject::Reconsider { resolution: 1 }, Mode::Hands),
        "appeal-first",
    );
}

/// Tabled again without a reconsideration: no door leads here, and the rule still holds.
fn provoke_second_ballot(provoked: &mut Provoked) {
    use cordon_assembly::resolution::ResolutionState;
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.vote(WHOLE, 1, 4, 0);
    hall.state.resolutions.get_mut(&1).expect("a resolution").state = ResolutionState::Tabled;
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "no-second-ballot");
}

pub fn counting(provoked: &mut Provoked) {
    let mut hall = Hall::with_resolution(Matter::Regulations { opinion: true });
    let ballot = hall.open(WHOLE, Mode::Hands);
    provoked.by(&mut hall, teller("t1"), count(ballot, hands(7, 0, 0)), "too-many-votes");
    let short = Papers {
        total: 6,
        ..hands(1, 1, 1)
    };
    provoked.by(&mut hall, teller("t1"), count(ballot, short), "count-mismatch");
    provoked.by(&mut hall, chair(), close(ballot), "tellers-missing");
    hall.ok(teller("t1"), count(ballot, hands(3, 2, 1)));
    hall.ok(teller("t2"), count(ballot, hands(2, 2, 2)));
    provoked.by(&mut hall, teller("t3"), count(ballot, hands(2, 2, 2)), "third-teller");
    provoked.by(&mut hall, chair(), close(ballot), "tellers-disagree");
    hall.ok(teller("t1"), count(ballot, hands(2, 2, 2)));
    hall.ok(chair(), close(ballot));
    let ballot = hall.open(WHOLE, Mode::RollCall);
    provoked.by(&mut hall, head("QR"), cast(ballot, "QR", Choice::Yes), "not-called");
    for code in STATES {
        hall.ok(head(code), cast(ballot, code, Choice::Yes));
    }
    provoked.by(&mut hall, chair(), Act::Vote(VoteAct::PassOver { ballot }), "roll-done");
}

pub fn elections(provoked: &mut Provoked) {
    let act = Act::Election;
    let call = |post, seats| {
        act(ElectionAct::Call {
            post,
            seats,
            closes: None,
        })
    };
    let mut hall = Hall::convened();
    provoked.by(&mut hall, secretariat(), call(Post::President, 0), "not-positive");
    hall.ok(secretariat(), call(Post::CommitteeDelegate, 1));
    hall.ok(secretariat(), call(Post::SecretaryGeneral, 1));
    hall.ok(secretariat(), call(Post::Auditor, 1));
    provoked.by(
        &mut hall,
        chair(),
        act(ElectionAct::CloseCandidacies { election: 1 }),
        "no-candidates",
    );
    let region = roll().seat(&member("QP")).expect("a seat").region;
    let leaving = vec![Officer {
        post: Post::CommitteeDelegate,
        member: member("QP"),
        region,
    }];
    hall.ok(
        secretariat(),
        act(ElectionAct::EnterOfficers {
            continuing: vec![],
            leaving,
        }),
    );
    provoked.by(&mut hall, secretariat(), propose(1, "QP"), "not-eligible");
    provoked.by(&mut hall, secretariat(), propose(2, "QM"), "one-candidate-only");
    provoked.by(&mut hall, secretariat(), propose(3, "QM"), "not-an-audit-office");
    hall.ok(secretariat(), propose(1, "QM"));
    provoked.by(&mut hall, secretariat(), propose(1, "QM"), "candidacy-twice");
    hall.ok(secretariat(), propose(1, "QN"));
    hall.ok(secretariat(), item("Elections"));
    hall.on(-10);
    provoked.by(&mut hall, secretariat(), propose(1, "QO"), "candidacy-late");
    hall.seat();
    provoked.by(
        &mut hall,
        chair(),
        open(Subject::Round { election: 1 }, Mode::Paper),
        "election-done",
    );
    hall.ok(chair(), act(ElectionAct::CloseCandidacies { election: 1 }));
    provoked.by(
        &mut hall,
        chair(),
        open(Subject::Round { election: 1 }, Mode::Hands),
        "persons-in-secret",
    );
    provoke_lot(provoked);
}

fn provoke_lot(provoked: &mut Provoked) {
    let act = Act::Election;
    let mut hall = Hall::convened();
    hall.ok(
        secretariat(),
        act(ElectionAct::Call {
            post: Post::CommitteeDelegate,
            seats: 2,
            closes: None,
        }),
    );
    for code in ["QM", "QN", "QO"] {
        hall.ok(secretariat(), propose(1, code));
    }
    hall.ok(secretariat(), item("Elections"));
    hall.seat();
    hall.ok(chair(), act(ElectionAct::CloseCandidacies { election: 1 }));
    for _ in 0..2 {
        let ballot = hall.open(Subject::Round { election: 1 }, Mode::Paper);
        hall.ok(
            teller("t1"),
            Act::Vote(VoteAct::IssuePapers {
                ballot,
                members: members(&STATES),
            }),
        );
        let candidates: BTreeMap<u32, u64> = [(1, 4), (2, 4), (3, 4)].into();
        hall.finish(
            ballot,
            Papers {
                candidates,
                total: 6,
                ..Papers::default()
            },
        );
    }
    provoked.by(
        &mut hall,
        chair(),
        open(Subject::Round { election: 1 }, Mode::Paper),
        "lot-first",
    );
    let commit = |text: &str| {
        act(ElectionAct::CommitSeed {
            election: 1,
            commitment: text.to_owned(),
        })
    };
    provoked.by(&mut hall, teller("t1"), commit("not a digest"), "seed-malformed");
    hall.ok(teller("t1"), commit(&"00".repeat(32)));
    provoked.by(&mut hall, teller("t1"), commit(&"00".repeat(32)), "seed-twice");
    let reveal = act(ElectionAct::RevealSeed {
        election: 1,
        seed: "00".repeat(32),
    });
    provoked.by(&mut hall, teller("t1"), reveal, "seed-mismatch");
}
