//! Refusals on sessions, delegations, debates and money.

use super::*;

pub fn sessions(provoked: &mut Provoked) {
    let act = Act::Session;
    let mut hall = Hall::planned();
    provoked.by(&mut hall, head("QM"), act(SessionAct::Convoke), "not-your-part");
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
    provoked.by(&mut hall, secretariat(), act(SessionAct::Convoke), "request-too-weak");
    hall.state.session.kind = kind(true);
    provoked.by(&mut hall, secretariat(), act(SessionAct::Convoke), "outside-window");
    let mut hall = Hall::planned();
    hall.on(-10);
    provoked.by(&mut hall, secretariat(), act(SessionAct::Convoke), "notice-too-late");
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
        act(SessionAct::FixSettings { settings: settings() }),
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
    provoked.by(&mut hall, chair(), open(Subject::Agenda, Mode::Hands), "rulebook");
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

pub fn delegations(provoked: &mut Provoked) {
    let mut hall = Hall::sitting();
    let name = |code: &str, edit: fn(&mut cordon_assembly::delegation::NewDelegation)| {
        let mut one = delegation(code);
        edit(&mut one);
        Act::Delegation(DelegationAct::Name { delegations: vec![one] })
    };
    provoked.by(&mut hall, secretariat(), name("ZZ", |_| {}), "unknown-member");
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
        capacity: Capacity::Delegate { member: member("QM") },
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
    provoked.by(&mut hall, secretariat(), Act::Delegation(invite), "too-many");
}

pub fn debate(provoked: &mut Provoked) {
    let act = Act::Floor;
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    provoked.by(&mut hall, head("QM"), act(FloorAct::AskForFloor), "no-debate");
    hall.ok(chair(), act(FloorAct::OpenDebate { item: 1 }));
    provoked.by(&mut hall, chair(), act(FloorAct::GiveFloor), "nobody-asks");
    hall.ok(head("QM"), act(FloorAct::AskForFloor));
    provoked.by(&mut hall, head("QM"), act(FloorAct::AskForFloor), "already-listed");
    let capacity = Capacity::Observer {
        organisation: "Uninvited".to_owned(),
    };
    let uninvited = Actor {
        person: person("guest"),
        capacity,
    };
    provoked.by(&mut hall, uninvited, act(FloorAct::AskForFloor), "no-floor");
    hall.ok(chair(), act(FloorAct::CloseList));
    provoked.by(&mut hall, head("QN"), act(FloorAct::AskForFloor), "list-closed");
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
    provoked.by(&mut hall, chair(), open(motion.clone(), Mode::Hands), "hear-against");
    hall.ok(
        head("QO"),
        act(FloorAct::Move {
            motion: MotionKind::SuspendMeeting,
        }),
    );
    provoked.by(&mut hall, chair(), open(motion, Mode::Hands), "motion-before");
    hall.ok(
        head("QO"),
        act(FloorAct::RaisePoint {
            text: "order".to_owned(),
        }),
    );
    provoked.by(&mut hall, chair(), open(WHOLE, Mode::Hands), "point-first");
}

pub fn money(provoked: &mut Provoked) {
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
    provoked.by(&mut hall, secretariat(), pay("2026-QM", "QM", 1), "payment-twice");
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
    let budget = FinanceAct::ProposeBudget { year: 2027, programmes };
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
