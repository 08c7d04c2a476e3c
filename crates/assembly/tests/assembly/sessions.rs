//! Sessions: kinds, deadlines, postponement, settings; delegations and the agenda.

use cordon_assembly::actor::Capacity;
use cordon_assembly::agenda::{AgendaAct, ItemState};
use cordon_assembly::assembly::{Act, RulebookAct};
use cordon_assembly::delegation::{CredentialsState, DelegationAct, Named};
use cordon_assembly::document::{DocumentAct, DocumentKind, is_authentic};
use cordon_assembly::language::Language;
use cordon_assembly::resolution::Matter;
use cordon_assembly::rulebook::{Authority, Proposer, RowNumber};
use cordon_assembly::session::{DeadlineState, Session, SessionAct, SessionKind, SessionState, Settings, deadlines};
use cordon_assembly::votes::{Mode, Subject};
use jiff::civil::date;

use crate::hall::*;

fn session(act: SessionAct) -> Act {
    Act::Session(act)
}

#[test]
fn the_notice_is_four_months_ahead_or_the_session_waits_for_another_day() {
    let mut hall = Hall::planned();
    hall.on(-122);
    assert_eq!(hall.today(), date(2026, 7, 24));
    assert_eq!(hall.no(secretariat(), session(SessionAct::Convoke)), "notice-too-late");
    hall.on(-123);
    hall.ok(secretariat(), session(SessionAct::Convoke));
}

#[test]
fn every_deadline_is_computed_and_watched() {
    let mut hall = Hall::convened();
    let list = deadlines(&hall.state, hall.today());
    let due = |row: u8| list.iter().find(|one| one.row == RowNumber(row)).expect("a deadline");
    assert_eq!((due(4).due, due(4).state), (date(2026, 7, 23), DeadlineState::Kept));
    assert_eq!((due(5).due, due(5).state), (date(2026, 8, 25), DeadlineState::Ahead));
    assert_eq!((due(9).due, due(10).due), (date(2026, 8, 23), date(2026, 8, 25)));
    assert_eq!((due(6).due, due(7).due), (date(2026, 10, 24), date(2026, 10, 24)));
    assert_eq!((due(29).due, due(29).days_left), (date(2026, 10, 9), 105));
    assert_eq!((due(11).due, due(11).state), (date(2026, 1, 31), DeadlineState::Passed));
    assert!(list.windows(2).all(|pair| pair[0].due <= pair[1].due));
    assert!(due(9).verified && !due(4).verified);

    hall.on(-20);
    let decision = hall.ok(secretariat(), session(SessionAct::SendWorkingPapers));
    assert!(
        decision.warnings[0].contains("working-papers"),
        "late papers are noted, not blocked"
    );
    let list = deadlines(&hall.state, hall.today());
    let papers = list.iter().find(|one| one.row == RowNumber(7)).expect("a deadline");
    assert_eq!(papers.state, DeadlineState::DoneLate);
    assert_eq!(
        hall.no(committee(), session(SessionAct::SendProvisionalAgenda)),
        "agenda-too-late"
    );
}

#[test]
fn a_postponed_session_gets_new_dates_and_a_new_notice() {
    let mut hall = Hall::convened();
    let postpone = session(SessionAct::Postpone {
        reason: "an epidemic".to_owned(),
    });
    let decision = hall.ok(committee(), postpone.clone());
    assert!(decision.warnings[0].contains("terms of office run on"));
    assert_eq!(hall.no(committee(), postpone), "wrong-state");
    let reschedule = |opening, closing| session(SessionAct::Reschedule { opening, closing });
    assert_eq!(
        hall.no(committee(), reschedule(date(2027, 5, 5), date(2027, 5, 4))),
        "dates-reversed"
    );
    hall.ok(committee(), reschedule(date(2027, 5, 5), date(2027, 5, 8)));
    assert_eq!(
        (hall.state.session.state, hall.state.session.year),
        (SessionState::Planned, 2027)
    );
    hall.ok(secretariat(), session(SessionAct::Convoke));
    assert_eq!(hall.state.session.postponements.len(), 1);
}

#[test]
fn a_second_ordinary_session_in_a_year_is_refused() {
    let mut hall = Hall::planned();
    hall.state.session.kind = SessionKind::Ordinary {
        already_held_this_year: 1,
    };
    assert_eq!(
        hall.no(secretariat(), session(SessionAct::Convoke)),
        "second-ordinary-session"
    );
}

#[test]
fn an_extraordinary_session_needs_support_a_window_and_one_subject() {
    let mut hall = Hall::planned();
    hall.on(-40);
    let requested = hall.today();
    let kind = |by_committee, codes: &[&str]| SessionKind::Extraordinary {
        requested,
        by_committee,
        supporters: members(codes),
        subject: texts("One thing"),
    };
    let convoke = || session(SessionAct::Convoke);
    hall.state.session.kind = kind(false, &["QM", "QN", "QO"]);
    assert_eq!(hall.no(secretariat(), convoke()), "request-too-weak");
    hall.state.session.kind = kind(false, &["QM", "QN", "QO", "QP"]);
    assert_eq!(hall.no(secretariat(), convoke()), "outside-window", "no subject yet");
    hall.ok(secretariat(), item("One thing"));
    hall.ok(secretariat(), convoke());
    let rows: Vec<u8> = deadlines(&hall.state, hall.today())
        .iter()
        .map(|one| one.row.0)
        .collect();
    assert!(!rows.contains(&4) && !rows.contains(&5), "months of notice do not fit");
    hall.ok(secretariat(), item("Another thing"));
    hall.ok(secretariat(), session(SessionAct::FixSettings { settings: settings() }));
    hall.on(0);
    assert_eq!(hall.no(chair(), session(SessionAct::Open)), "outside-window");
}

#[test]
fn what_no_rule_gives_is_fixed_at_the_opening_and_then_stands() {
    let mut hall = Hall::convened();
    hall.on(0);
    assert_eq!(hall.no(chair(), session(SessionAct::Open)), "settings-open");
    let fix = |settings| session(SessionAct::FixSettings { settings });
    for settings in [
        Settings {
            third_ballot: None,
            ..settings()
        },
        Settings {
            blanks_are_valid: None,
            ..settings()
        },
        Settings {
            speech_seconds: Some(0),
            ..settings()
        },
        Settings {
            quorum: None,
            ..settings()
        },
    ] {
        hall.ok(chair(), fix(settings));
        assert_eq!(hall.no(chair(), session(SessionAct::Open)), "settings-open");
    }
    hall.ok(chair(), fix(settings()));
    hall.ok(chair(), session(SessionAct::Open));
    assert_eq!(hall.no(chair(), fix(settings())), "settings-fixed");
}

#[test]
fn a_session_opens_on_its_day_by_the_chair() {
    let mut hall = Hall::convened();
    hall.ok(chair(), session(SessionAct::FixSettings { settings: settings() }));
    assert_eq!(hall.no(chair(), session(SessionAct::Open)), "too-early");
    hall.on(0);
    assert_eq!(hall.no(head("QM"), session(SessionAct::Open)), "not-your-part");
    hall.ok(chair(), session(SessionAct::Open));
}

#[test]
fn closing_warns_of_a_budget_that_was_not_adopted_and_settles_missed_second_ballots() {
    use cordon_assembly::finances::FinanceAct;
    use cordon_assembly::resolution::ResolutionState;
    let mut hall = Hall::with_resolution(Matter::Regulations { opinion: true });
    let programmes = [("children".to_owned(), 5)].into();
    hall.ok(
        secretariat(),
        Act::Finance(FinanceAct::ProposeBudget { year: 2027, programmes }),
    );
    hall.vote(Subject::Whole { resolution: 1 }, 3, 3, 0);
    let decision = hall.ok(chair(), session(SessionAct::Close));
    assert!(decision.warnings[0].contains("2027"));
    assert_eq!(hall.state.resolutions[&1].state, ResolutionState::Rejected);
    assert_eq!(
        hall.no(chair(), open(Subject::Whole { resolution: 1 }, Mode::Hands)),
        "not-open-for-votes"
    );
}

#[test]
fn a_late_item_needs_leave_of_the_assembly() {
    let mut hall = Hall::convened();
    hall.ok(secretariat(), item("In time"));
    hall.seat();
    hall.ok(head("QM"), item("Too late"));
    assert_eq!(hall.state.agenda.items[&2].state, ItemState::AwaitsLeave);
    let debate = cordon_assembly::floor::FloorAct::OpenDebate { item: 2 };
    assert_eq!(hall.no(chair(), Act::Floor(debate.clone())), "leave-needed");
    assert!(hall.vote(Subject::AgendaItem { item: 2 }, 4, 2, 0));
    hall.ok(chair(), Act::Floor(debate));
}

#[test]
fn the_agenda_is_voted_as_a_whole_or_item_by_item() {
    let mut hall = Hall::convened();
    for title in ["One", "Two"] {
        hall.ok(secretariat(), item(title));
    }
    hall.seat();
    hall.state.agenda.adopted = false;
    for item in hall.state.agenda.items.values_mut() {
        item.state = ItemState::Provisional;
    }
    let mut by_item = Hall {
        state: hall.state.clone(),
        now: hall.now,
    };
    assert!(hall.vote(Subject::Agenda, 4, 2, 0));
    assert_eq!(hall.no(chair(), open(Subject::Agenda, Mode::Hands)), "wrong-state");
    assert!(!by_item.vote(Subject::AgendaItem { item: 1 }, 3, 3, 0));
    assert!(!by_item.state.agenda.adopted);
    assert!(by_item.vote(Subject::AgendaItem { item: 2 }, 4, 2, 0));
    assert!(by_item.state.agenda.adopted);
    assert_eq!(by_item.state.agenda.items[&1].state, ItemState::Refused);
}

#[test]
fn items_are_planned_and_finished() {
    let mut hall = Hall::sitting();
    let plan = AgendaAct::Plan {
        item: 1,
        starts: Some(hall.now),
        minutes: 45,
        speakers: vec!["secretariat".into()],
    };
    hall.ok(secretariat(), Act::Agenda(plan.clone()));
    assert_eq!(hall.state.agenda.items[&1].minutes, 45);
    hall.ok(chair(), Act::Agenda(AgendaAct::Finish { item: 1 }));
    assert_eq!(hall.no(secretariat(), Act::Agenda(plan)), "wrong-state");
    assert_eq!(
        hall.no(chair(), Act::Agenda(AgendaAct::Finish { item: 1 })),
        "wrong-state"
    );
}

#[test]
fn drafts_on_basic_texts_have_their_own_last_days() {
    let mut hall = Hall::convened();
    let file = |about| draft(about, vec![operative("Amends;")]);
    let constitution = |proposer| file(Matter::Constitution { proposer });
    hall.on(-92);
    hall.ok(secretariat(), constitution(Proposer::Member));
    assert_eq!(
        hall.no(secretariat(), constitution(Proposer::SecretaryGeneral)),
        "constitution-draft-too-late"
    );
    hall.on(-91);
    assert_eq!(
        hall.no(secretariat(), constitution(Proposer::Member)),
        "constitution-draft-too-late"
    );
    hall.on(-90);
    hall.ok(secretariat(), file(Matter::Regulations { opinion: true }));
    assert_eq!(
        hall.no(secretariat(), file(Matter::Regulations { opinion: false })),
        "draft-too-late"
    );
    hall.on(-89);
    assert_eq!(
        hall.no(secretariat(), file(Matter::Regulations { opinion: true })),
        "draft-too-late"
    );
    hall.ok(
        secretariat(),
        file(Matter::Membership {
            received: date(2026, 1, 31),
        }),
    );
    assert_eq!(
        hall.no(
            secretariat(),
            file(Matter::Membership {
                received: date(2026, 2, 1)
            })
        ),
        "membership-request-late"
    );
}

#[test]
fn a_delegation_has_one_head_named_by_its_government() {
    let mut hall = Hall::convened();
    let name = |edit: fn(&mut cordon_assembly::delegation::NewDelegation)| {
        let mut one = delegation("QM");
        edit(&mut one);
        Act::Delegation(DelegationAct::Name { delegations: vec![one] })
    };
    assert_eq!(
        hall.no(secretariat(), name(|one| one.persons[0].head = false)),
        "delegation-shape"
    );
    assert_eq!(
        hall.no(secretariat(), name(|one| one.persons[1].head = true)),
        "delegation-shape"
    );
    assert_eq!(
        hall.no(secretariat(), name(|one| one.authority = Authority::Other)),
        "delegation-shape"
    );
    hall.ok(secretariat(), name(|_| {}));
    let poach = |one: &mut cordon_assembly::delegation::NewDelegation| {
        one.member = member("QN");
        one.persons.truncate(1);
    };
    assert_eq!(hall.no(secretariat(), name(poach)), "person-elsewhere");
    let unknown = |one: &mut cordon_assembly::delegation::NewDelegation| one.member = member("ZZ");
    assert_eq!(hall.no(secretariat(), name(unknown)), "unknown-member");
}

#[test]
fn naming_a_delegation_again_starts_the_examination_anew_and_keeps_its_history() {
    let mut hall = Hall::sitting();
    let mut new = delegation("QM");
    new.persons.push(Named {
        person: person("third-QM"),
        head: false,
    });
    hall.ok(
        secretariat(),
        Act::Delegation(DelegationAct::Name { delegations: vec![new] }),
    );
    let named = &hall.state.delegations.of[&member("QM")];
    assert_eq!(named.credentials, CredentialsState::Announced);
    assert_eq!(named.steps.len(), 5);
    assert!(!hall.state.delegations.is_present(&member("QM")));
}

#[test]
fn credentials_take_their_steps_in_order_by_the_right_hands() {
    let mut hall = Hall::convened();
    let name = DelegationAct::Name {
        delegations: vec![delegation("QM")],
    };
    hall.ok(secretariat(), Act::Delegation(name));
    let examiner = officer(Capacity::CredentialsCommittee);
    let step = |to| credentials(&["QM"], to);
    assert_eq!(
        hall.no(examiner.clone(), step(CredentialsState::Accepted)),
        "credentials-order"
    );
    hall.ok(head("QM"), step(CredentialsState::Submitted));
    assert_eq!(hall.no(head("QM"), step(CredentialsState::Examined)), "not-your-part");
    hall.ok(examiner.clone(), step(CredentialsState::Examined));
    let contest = DelegationAct::Credentials {
        members: members(&["QM"]),
        to: CredentialsState::Contested,
        note: String::new(),
    };
    assert_eq!(hall.no(examiner.clone(), Act::Delegation(contest)), "reason-missing");
    hall.ok(examiner, step(CredentialsState::Provisional));
    assert_eq!(hall.no(head("QN"), step(CredentialsState::Submitted)), "not-your-part");
}

#[test]
fn papers_are_private_unless_the_meeting_was_opened_and_arabic_is_no_authentic_language() {
    let mut hall = Hall::sitting();
    let file = |of| {
        let (symbol, title) = ("SR/1".to_owned(), texts("Record"));
        Act::Document(DocumentAct::File {
            symbol,
            of,
            title,
            paragraphs: vec![texts("It was said.")],
        })
    };
    for (number, kind, public) in [
        (1, DocumentKind::SummaryRecord { opened: false }, false),
        (2, DocumentKind::SummaryRecord { opened: true }, true),
        (3, DocumentKind::Report, false),
        (4, DocumentKind::Constitution, true),
    ] {
        hall.ok(secretariat(), file(kind));
        assert_eq!(hall.state.documents[&number].public, public, "{kind:?}");
    }
    let authentic = |language| is_authentic(&hall.state, language, hall.today()).expect("row 39");
    assert!(authentic(Language::French) && !authentic(Language::Arabic));
}

#[test]
fn a_paper_falls_behind_in_the_languages_that_a_change_does_not_bring() {
    use cordon_assembly::language::Texts;
    let mut hall = Hall::sitting();
    let (symbol, title) = ("WP/1".to_owned(), texts("Paper"));
    let paragraphs = vec![texts("One."), texts("Two.")];
    let of = DocumentKind::WorkingPaper;
    hall.ok(
        secretariat(),
        Act::Document(DocumentAct::File {
            symbol,
            of,
            title,
            paragraphs,
        }),
    );
    let distribute = |language| Act::Document(DocumentAct::Distribute { document: 1, language });
    hall.ok(secretariat(), distribute(Language::French));
    let texts = Texts::one(Language::English, "One and a half.");
    hall.ok(
        secretariat(),
        Act::Document(DocumentAct::Change {
            document: 1,
            paragraph: 1,
            texts,
        }),
    );
    assert_eq!(hall.no(secretariat(), distribute(Language::French)), "language-stale");
    let translate = DocumentAct::Translate {
        document: 1,
        paragraph: 1,
        language: Language::French,
        text: "Un et demi.".to_owned(),
    };
    hall.ok(secretariat(), Act::Document(translate));
    hall.ok(secretariat(), distribute(Language::French));
    assert_eq!(hall.state.documents[&1].body.distributed[&Language::French], 2);
}

#[test]
fn rows_are_adopted_by_the_secretariat_between_ballots_and_a_withdrawn_row_decides_nothing() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let adopt = Act::Rulebook(RulebookAct::Adopt { row: RowNumber(22) });
    assert_eq!(hall.no(chair(), adopt.clone()), "not-your-part");
    hall.ok(secretariat(), adopt.clone());
    hall.ok(
        secretariat(),
        Act::Rulebook(RulebookAct::Withdraw { row: RowNumber(20) }),
    );
    assert_eq!(
        hall.no(chair(), open(Subject::Whole { resolution: 1 }, Mode::Hands)),
        "rulebook"
    );
    let session = Session::ordinary(95, "Elsewhere", date(2027, 11, 1), date(2027, 11, 4), false);
    assert_eq!(session.state, SessionState::Planned);
}
