//! Every refusal has a stable code, and each of them is provoked here.

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
use cordon_assembly::rulebook::{
    Authority, MotionKind, Officer, Post, Proposer, RowNumber, Service,
};
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
    sessions(&mut provoked);
    delegations(&mut provoked);
    papers(&mut provoked);
    resolutions(&mut provoked);
    ballots(&mut provoked);
    counting(&mut provoked);
    elections(&mut provoked);
    debate(&mut provoked);
    money(&mut provoked);
    let all: BTreeSet<&str> = Refusal::CODES.iter().copied().collect();
    assert_eq!(all.len(), Refusal::CODES.len(), "codes are unique");
    let missing: Vec<_> = all.difference(&provoked.0).collect();
    assert!(missing.is_empty(), "never provoked: {missing:?}");
}

#[test]
fn a_refusal_says_what_is_wrong_and_which_row_it_rests_on() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(secretariat(), leave(&["QM", "QN", "QO", "QP"]));
    let refusal = hall
        .act(&chair(), &open(WHOLE, Mode::Hands))
        .expect_err("no quorum");
    assert_eq!(refusal.row(), Some(RowNumber(40)));
    let text = refusal.to_string();
    assert!(
        text.contains("more than half of those entitled to vote: 2 × 2 ≤ 6"),
        "{text}"
    );
}

fn sessions(provoked: &mut Provoked) {
    let act = Act::Session;
    let mut hall = Hall::planned();
    provoked.by(
        &mut hall,
        head("QM"),
        act(SessionAct::Convoke),
        "not-your-part",
    );
    provoked.by(&mut hall, chair(), act(SessionAct::Open), "wrong-state");
    let reason = String::new();
    provoked.by(
        &mut hall,
        committee(),
        act(SessionAct::Postpone { reason }),
        "empty-text",
    );
    hall.state.session.kind = SessionKind::Ordinary {
        already_held_this_year: 1,
    };
    provoked.by(
        &mut hall,
        secretariat(),
        act(SessionAct::Convoke),
        "second-ordinary-session",
    );
    let kind = |by_committee| SessionKind::Extraordinary {
        requested: date(2026, 11, 1),
        by_committee,
        supporters: BTreeSet::new(),
        subject: texts("One thing"),
    };
    hall.state.session.kind = kind(false);
    provoked.by(
        &mut hall,
        secretariat(),
        act(SessionAct::Convoke),
        "request-too-weak",
    );
    hall.state.session.kind = kind(true);
    provoked.by(
        &mut hall,
        secretariat(),
        act(SessionAct::Convoke),
        "outside-window",
    );
    let mut hall = Hall::planned();
    hall.on(-10);
    provoked.by(
        &mut hall,
        secretariat(),
        act(SessionAct::Convoke),
        "notice-too-late",
    );
    let mut hall = Hall::convened();
    hall.on(-10);
    provoked.by(
        &mut hall,
        committee(),
        act(SessionAct::SendProvisionalAgenda),
        "agenda-too-late",
    );
    let opening = OPENING;
    provoked.by(
        &mut hall,
        chair(),
        act(SessionAct::ScheduleNext { opening }),
        "dates-reversed",
    );
    provoked.by(&mut hall, chair(), act(SessionAct::Open), "too-early");
    hall.on(0);
    provoked.by(&mut hall, chair(), act(SessionAct::Open), "settings-open");
    let mut hall = Hall::sitting();
    provoked.by(
        &mut hall,
        chair(),
        act(SessionAct::FixSettings {
            settings: settings(),
        }),
        "settings-fixed",
    );
    provoked.by(
        &mut hall,
        chair(),
        Act::Agenda(AgendaAct::Finish { item: 9 }),
        "unknown",
    );
    hall.ok(secretariat(), item("Late"));
    provoked.by(
        &mut hall,
        chair(),
        Act::Floor(FloorAct::OpenDebate { item: 2 }),
        "leave-needed",
    );
    provoke_agenda_form(provoked, &mut hall);
    hall.ok(
        secretariat(),
        Act::Rulebook(RulebookAct::Withdraw { row: RowNumber(8) }),
    );
    hall.state.agenda.adopted = false;
    provoked.by(
        &mut hall,
        chair(),
        open(Subject::Agenda, Mode::Hands),
        "rulebook",
    );
}

/// A session whose rule takes the agenda as a whole only.
fn provoke_agenda_form(provoked: &mut Provoked, hall: &mut Hall) {
    use cordon_assembly::rulebook::Predicate;
    let mut row = hall
        .state
        .rulebook
        .in_force(RowNumber(8), hall.today())
        .expect("in force")
        .clone();
    row.predicate = Predicate::AgendaAdoption {
        whole: true,
        item_by_item: false,
    };
    row.effective = date(2026, 2, 1);
    hall.ok(
        secretariat(),
        Act::Rulebook(RulebookAct::Replace { row: Box::new(row) }),
    );
    provoked.by(
        hall,
        chair(),
        open(Subject::AgendaItem { item: 2 }, Mode::Hands),
        "agenda-form",
    );
}

fn delegations(provoked: &mut Provoked) {
    let mut hall = Hall::sitting();
    let name = |code: &str, edit: fn(&mut cordon_assembly::delegation::NewDelegation)| {
        let mut one = delegation(code);
        edit(&mut one);
        Act::Delegation(DelegationAct::Name {
            delegations: vec![one],
        })
    };
    provoked.by(
        &mut hall,
        secretariat(),
        name("ZZ", |_| {}),
        "unknown-member",
    );
    provoked.by(
        &mut hall,
        secretariat(),
        name("QM", |one| one.authority = Authority::Other),
        "delegation-shape",
    );
    let elsewhere = name("QM", |one| one.persons[1].person = person("head-QN"));
    provoked.by(&mut hall, secretariat(), elsewhere, "person-elsewhere");
    let again = credentials(&["QM"], CredentialsState::Provisional);
    let examiner = officer(Capacity::CredentialsCommittee);
    provoked.by(&mut hall, examiner, again, "credentials-order");
    let stranger = Actor {
        person: person("nobody"),
        capacity: Capacity::Delegate {
            member: member("QM"),
        },
    };
    provoked.by(
        &mut hall,
        stranger,
        Act::Floor(FloorAct::AskForFloor),
        "not-of-delegation",
    );
    let persons = (0..201).map(|n| person(&format!("p{n}"))).collect();
    let invite = DelegationAct::InviteObserver {
        organisation: "Many".to_owned(),
        persons,
    };
    provoked.by(
        &mut hall,
        secretariat(),
        Act::Delegation(invite),
        "too-many",
    );
}

fn papers(provoked: &mut Provoked) {
    let mut hall = Hall::convened();
    let one_language = |texts| {
        Act::Resolution(ResolutionAct::Draft {
            title: self::texts("Exercise"),
            about: Matter::Ordinary,
            sponsors: BTreeSet::new(),
            costs: false,
            paragraphs: vec![cordon_assembly::resolution::NewParagraph {
                texts,
                ..operative("x")
            }],
        })
    };
    hall.ok(
        secretariat(),
        one_language(Texts::one(Language::English, "Asks;")),
    );
    let distribute = |language| {
        Act::Resolution(ResolutionAct::Distribute {
            resolution: 1,
            language,
        })
    };
    provoked.by(
        &mut hall,
        secretariat(),
        distribute(Language::French),
        "language-missing",
    );
    let french = ResolutionAct::Translate {
        resolution: 1,
        paragraph: 1,
        language: Language::French,
        text: "Demande ;".to_owned(),
    };
    hall.ok(secretariat(), Act::Resolution(french));
    let texts = Texts::one(Language::English, "Urges;");
    hall.ok(
        secretariat(),
        Act::Resolution(ResolutionAct::Change {
            resolution: 1,
            paragraph: 1,
            texts,
        }),
    );
    provoked.by(
        &mut hall,
        secretariat(),
        distribute(Language::French),
        "language-stale",
    );
    let long = Texts::one(Language::English, &"x".repeat(20_001));
    provoked.by(&mut hall, secretariat(), one_language(long), "too-long");
    provoked.by(
        &mut hall,
        secretariat(),
        draft(Matter::Ordinary, vec![preambular("Noting,")]),
        "no-operative-part",
    );
    hall.on(-1);
    let file = |about| draft(about, vec![operative("Amends;")]);
    let received = date(2026, 6, 1);
    provoked.by(
        &mut hall,
        secretariat(),
        file(Matter::Membership { received }),
        "membership-request-late",
    );
    provoked.by(
        &mut hall,
        secretariat(),
        file(Matter::Regulations { opinion: true }),
        "draft-too-late",
    );
    let proposer = Proposer::Member;
    provoked.by(
        &mut hall,
        secretariat(),
        file(Matter::Constitution { proposer }),
        "constitution-draft-too-late",
    );
}

fn resolutions(provoked: &mut Provoked) {
    let act = Act::Resolution;
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let delete = |paragraph| {
        act(ResolutionAct::Amend {
            resolution: 1,
            oral: true,
            change: Change::Delete { paragraph },
        })
    };
    hall.ok(head("QN"), delete(2));
    hall.ok(head("QO"), delete(3));
    let amendment = |amendment| Subject::Amendment {
        resolution: 1,
        amendment,
    };
    provoked.by(
        &mut hall,
        chair(),
        open(WHOLE, Mode::Hands),
        "amendments-open",
    );
    provoked.by(
        &mut hall,
        chair(),
        open(amendment(2), Mode::Hands),
        "out-of-order",
    );
    let order = |ruled| {
        act(ResolutionAct::OrderAmendments {
            resolution: 1,
            ruled: Some(ruled),
            reason: None,
        })
    };
    provoked.by(&mut hall, chair(), order(vec![1]), "order-incomplete");
    provoked.by(&mut hall, chair(), order(vec![2, 1]), "reason-missing");
    hall.vote(amendment(1), 4, 1, 0);
    hall.vote(amendment(2), 1, 4, 0);
    provoked.by(
        &mut hall,
        chair(),
        open(WHOLE, Mode::Hands),
        "languages-behind",
    );
    hall.distribute(1);
    let divide = |parts: Vec<BTreeSet<u32>>| {
        act(ResolutionAct::Divide {
            resolution: 1,
            parts,
        })
    };
    provoked.by(&mut hall, head("QN"), divide(vec![]), "division-unfit");
    hall.ok(head("QN"), divide(vec![[3].into()]));
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "parts-open");
    hall.vote(
        Subject::Part {
            resolution: 1,
            part: 0,
        },
        4,
        1,
        0,
    );
    hall.state
        .resolutions
        .get_mut(&1)
        .expect("a resolution")
        .costs = true;
    provoked.by(
        &mut hall,
        chair(),
        open(WHOLE, Mode::Hands),
        "opinion-missing",
    );
    hall.ok(
        committee(),
        act(ResolutionAct::GiveOpinion { resolution: 1 }),
    );
    let mut without = Hall {
        state: hall.state.clone(),
        now: hall.now,
    };
    // Nothing operative is left and yet the text is tabled: no door leads here, and the rule still holds.
    without
        .state
        .resolutions
        .get_mut(&1)
        .expect("a resolution")
        .roles
        .clear();
    without
        .state
        .resolutions
        .get_mut(&1)
        .expect("a resolution")
        .fallen
        .insert(4, "fell".to_owned());
    provoked.by(
        &mut without,
        chair(),
        open(WHOLE, Mode::Hands),
        "whole-voted",
    );
    assert!(hall.vote(WHOLE, 4, 1, 0));
    provoked.by(
        &mut hall,
        chair(),
        open(WHOLE, Mode::Hands),
        "not-reconsidered",
    );
    hall.ok(
        secretariat(),
        draft(Matter::Ordinary, vec![operative("Thanks.")]),
    );
    hall.ok(chair(), act(ResolutionAct::Table { resolution: 2 }));
    hall.distribute(2);
    assert!(hall.vote(Subject::Whole { resolution: 2 }, 6, 0, 0));
    let number = "GA-2026-94-RES-01".parse().expect("a number");
    let renumber = ResolutionAct::Renumber {
        resolution: 2,
        number,
        reason: "order".to_owned(),
    };
    provoked.by(&mut hall, secretariat(), act(renumber), "number-taken");
}

fn ballots(provoked: &mut Provoked) {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(chair(), Act::Session(SessionAct::Suspend));
    provoked.by(
        &mut hall,
        chair(),
        open(WHOLE, Mode::Hands),
        "not-open-for-votes",
    );
    hall.ok(chair(), Act::Session(SessionAct::Resume));
    let mut question = texts("Do you agree?");
    question.0.remove(&Language::Arabic);
    let act = Act::Vote(VoteAct::Open {
        on: WHOLE,
        question,
        mode: Mode::Hands,
    });
    provoked.by(&mut hall, chair(), act, "question-not-in-language");
    let appealing = Subject::ArrearsAppeal {
        member: member("QR"),
    };
    provoked.by(
        &mut hall,
        chair(),
        open(appealing, Mode::Hands),
        "no-appeal",
    );
    provoked.by(
        &mut hall,
        chair(),
        open(
            Subject::Waiver {
                member: member("QR"),
            },
            Mode::Hands,
        ),
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
    provoked.by(
        &mut hall,
        head("QO"),
        cast(ballot, "QO", Choice::Yes),
        "not-present",
    );
    hall.ok(head("QM"), cast(ballot, "QM", Choice::Yes));
    provoked.by(
        &mut hall,
        head("QM"),
        cast(ballot, "QM", Choice::Yes),
        "voted-twice",
    );
    provoked.by(
        &mut hall,
        teller("t1"),
        count(ballot, hands(1, 0, 0)),
        "wrong-mode",
    );
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
    hall.ok(
        secretariat(),
        draft(Matter::Ordinary, vec![operative("Asks;")]),
    );
    hall.seat();
    hall.ok(
        chair(),
        Act::Resolution(ResolutionAct::Table { resolution: 1 }),
    );
    hall.distribute(1);
    let ballot = hall.open(WHOLE, Mode::Record);
    provoked.by(
        &mut hall,
        head("QR"),
        cast(ballot, "QR", Choice::Yes),
        "not-entitled",
    );
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
    hall.state
        .resolutions
        .get_mut(&1)
        .expect("a resolution")
        .state = ResolutionState::Tabled;
    provoked.by(
        &mut hall,
        chair(),
        open(WHOLE, Mode::Hands),
        "no-second-ballot",
    );
}

fn counting(provoked: &mut Provoked) {
    let mut hall = Hall::with_resolution(Matter::Regulations { opinion: true });
    let ballot = hall.open(WHOLE, Mode::Hands);
    provoked.by(
        &mut hall,
        teller("t1"),
        count(ballot, hands(7, 0, 0)),
        "too-many-votes",
    );
    let short = Papers {
        total: 6,
        ..hands(1, 1, 1)
    };
    provoked.by(
        &mut hall,
        teller("t1"),
        count(ballot, short),
        "count-mismatch",
    );
    provoked.by(&mut hall, chair(), close(ballot), "tellers-missing");
    hall.ok(teller("t1"), count(ballot, hands(3, 2, 1)));
    hall.ok(teller("t2"), count(ballot, hands(2, 2, 2)));
    provoked.by(
        &mut hall,
        teller("t3"),
        count(ballot, hands(2, 2, 2)),
        "third-teller",
    );
    provoked.by(&mut hall, chair(), close(ballot), "tellers-disagree");
    hall.ok(teller("t1"), count(ballot, hands(2, 2, 2)));
    hall.ok(chair(), close(ballot));
    let ballot = hall.open(WHOLE, Mode::RollCall);
    provoked.by(
        &mut hall,
        head("QR"),
        cast(ballot, "QR", Choice::Yes),
        "not-called",
    );
    for code in STATES {
        hall.ok(head(code), cast(ballot, code, Choice::Yes));
    }
    provoked.by(
        &mut hall,
        chair(),
        Act::Vote(VoteAct::PassOver { ballot }),
        "roll-done",
    );
}

fn elections(provoked: &mut Provoked) {
    let act = Act::Election;
    let call = |post, seats| {
        act(ElectionAct::Call {
            post,
            seats,
            closes: None,
        })
    };
    let mut hall = Hall::convened();
    provoked.by(
        &mut hall,
        secretariat(),
        call(Post::President, 0),
        "not-positive",
    );
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
    provoked.by(
        &mut hall,
        secretariat(),
        propose(2, "QM"),
        "one-candidate-only",
    );
    provoked.by(
        &mut hall,
        secretariat(),
        propose(3, "QM"),
        "not-an-audit-office",
    );
    hall.ok(secretariat(), propose(1, "QM"));
    provoked.by(
        &mut hall,
        secretariat(),
        propose(1, "QM"),
        "candidacy-twice",
    );
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
    provoked.by(
        &mut hall,
        teller("t1"),
        commit("not a digest"),
        "seed-malformed",
    );
    hall.ok(teller("t1"), commit(&"00".repeat(32)));
    provoked.by(
        &mut hall,
        teller("t1"),
        commit(&"00".repeat(32)),
        "seed-twice",
    );
    let reveal = act(ElectionAct::RevealSeed {
        election: 1,
        seed: "00".repeat(32),
    });
    provoked.by(&mut hall, teller("t1"), reveal, "seed-mismatch");
}

fn debate(provoked: &mut Provoked) {
    let act = Act::Floor;
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    provoked.by(
        &mut hall,
        head("QM"),
        act(FloorAct::AskForFloor),
        "no-debate",
    );
    hall.ok(chair(), act(FloorAct::OpenDebate { item: 1 }));
    provoked.by(&mut hall, chair(), act(FloorAct::GiveFloor), "nobody-asks");
    hall.ok(head("QM"), act(FloorAct::AskForFloor));
    provoked.by(
        &mut hall,
        head("QM"),
        act(FloorAct::AskForFloor),
        "already-listed",
    );
    let capacity = Capacity::Observer {
        organisation: "Uninvited".to_owned(),
    };
    let uninvited = Actor {
        person: person("guest"),
        capacity,
    };
    provoked.by(&mut hall, uninvited, act(FloorAct::AskForFloor), "no-floor");
    hall.ok(chair(), act(FloorAct::CloseList));
    provoked.by(
        &mut hall,
        head("QN"),
        act(FloorAct::AskForFloor),
        "list-closed",
    );
    hall.ok(chair(), act(FloorAct::GiveFloor));
    provoked.by(&mut hall, chair(), act(FloorAct::GiveFloor), "floor-taken");
    let close_debate = || {
        act(FloorAct::Move {
            motion: MotionKind::CloseDebate,
        })
    };
    hall.ok(head("QM"), close_debate());
    provoked.by(&mut hall, head("QN"), close_debate(), "motion-twice");
    hall.ok(head("QN"), act(FloorAct::AskAgainst { motion: 1 }));
    let motion = Subject::Motion { motion: 1 };
    provoked.by(
        &mut hall,
        chair(),
        open(motion.clone(), Mode::Hands),
        "hear-against",
    );
    hall.ok(
        head("QO"),
        act(FloorAct::Move {
            motion: MotionKind::SuspendMeeting,
        }),
    );
    provoked.by(
        &mut hall,
        chair(),
        open(motion, Mode::Hands),
        "motion-before",
    );
    hall.ok(
        head("QO"),
        act(FloorAct::RaisePoint {
            text: "order".to_owned(),
        }),
    );
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "point-first");
}

fn money(provoked: &mut Provoked) {
    let act = Act::Finance;
    let mut hall = Hall::with_arrears();
    let due = hall.today();
    provoked.by(
        &mut hall,
        secretariat(),
        act(FinanceAct::Invoice { year: 1999, due }),
        "no-scale",
    );
    provoked.by(
        &mut hall,
        secretariat(),
        act(FinanceAct::Invoice { year: 2026, due }),
        "already-invoiced",
    );
    provoked.by(
        &mut hall,
        secretariat(),
        pay("2026-QM", "QM", 1),
        "payment-twice",
    );
    hall.ok(secretariat(), pay("most", "QM", i64::MAX));
    provoked.by(&mut hall, secretariat(), pay("more", "QM", 1), "overflow");
    let training = FinanceAct::UseService {
        member: member("QR"),
        service: Service::Training,
    };
    provoked.by(&mut hall, secretariat(), act(training), "service-withdrawn");
    let services = [Service::Vote].into();
    let waive = FinanceAct::Waive {
        member: member("QR"),
        services,
        reason: "a flood".to_owned(),
    };
    provoked.by(&mut hall, committee(), act(waive), "not-waivable");
    hall.seat();
    let committee_meets = OPENING;
    let appeal = FinanceAct::Appeal {
        committee_meets,
        ground: "held".to_owned(),
        leave_on_new_fact: false,
    };
    provoked.by(&mut hall, head("QR"), act(appeal), "appeal-too-late");
    provoked.by(
        &mut hall,
        committee(),
        act(FinanceAct::CarryOn { year: 2027 }),
        "no-previous-budget",
    );
    let mut hall = Hall::with_resolution(Matter::Budget { year: 2027 });
    let programmes: BTreeMap<String, i64> = [("children".to_owned(), 10)].into();
    let budget = FinanceAct::ProposeBudget {
        year: 2027,
        programmes,
    };
    hall.ok(secretariat(), act(budget.clone()));
    assert!(hall.vote(WHOLE, 4, 1, 0));
    provoked.by(&mut hall, secretariat(), act(budget), "budget-exists");
    let (programme, reference) = ("children".to_owned(), "a".to_owned());
    let spend = FinanceAct::Spend {
        year: 2027,
        programme,
        units: 11,
        reference,
    };
    provoked.by(&mut hall, secretariat(), act(spend), "over-budget");
    let show = CommitmentAct::Show {
        commitment: 1,
        text: "nothing".to_owned(),
    };
    assert_eq!(hall.no(head("QM"), Act::Commitment(show)), "unknown");
}
