//! Contributions that add up, arrears that bite and heal, budgets that are not overspent.

use std::collections::BTreeMap;

use cordon_assembly::assembly::Act;
use cordon_assembly::finances::{AppealState, BudgetState, FinanceAct, Lifted, distribute};
use cordon_assembly::member::MemberCode;
use cordon_assembly::resolution::{Matter, ResolutionAct};
use cordon_assembly::rulebook::Service;
use cordon_assembly::votes::{Choice, Exclusion, Mode, Subject};
use proptest::prelude::*;

use crate::hall::*;

fn finance(act: FinanceAct) -> Act {
    Act::Finance(act)
}

fn use_service(service: Service) -> Act {
    finance(FinanceAct::UseService {
        member: member("QR"),
        service,
    })
}

#[test]
fn shares_add_up_to_the_last_unit() {
    let points: BTreeMap<MemberCode, u32> = [("QM", 1), ("QN", 1), ("QO", 1)].map(|(c, p)| (member(c), p)).into();
    let shares = distribute(100, &points);
    assert_eq!(shares.values().copied().collect::<Vec<_>>(), [34, 33, 33]);
    let uneven: BTreeMap<MemberCode, u32> = [("QM", 1), ("QN", 2), ("QO", 0)].map(|(c, p)| (member(c), p)).into();
    assert_eq!(
        distribute(100, &uneven).values().copied().collect::<Vec<_>>(),
        [33, 67, 0]
    );
}

proptest! {
    #[test]
    fn whatever_the_points_nothing_is_lost_and_more_points_never_pay_less(
        total in 1_i64..=i64::MAX, points in proptest::collection::vec(0_u32..=u32::MAX, 1..60),
    ) {
        let points: BTreeMap<MemberCode, u32> =
            points.into_iter().enumerate().map(|(n, p)| (member(&format!("S{n:03}")), p)).collect();
        let shares = distribute(total, &points);
        let sum: i128 = shares.values().map(|share| i128::from(*share)).sum();
        let expected = if points.values().all(|p| *p == 0) { 0 } else { i128::from(total) };
        prop_assert_eq!(sum, expected);
        for (one, more) in points.iter().zip(points.iter().skip(1)) {
            if more.1 > one.1 { prop_assert!(shares[more.0] >= shares[one.0]); }
        }
    }

    #[test]
    fn payments_are_conserved(units in proptest::collection::vec(1_i64..400, 0..12)) {
        let mut hall = Hall::convened();
        hall.two_years();
        for (number, units) in units.iter().enumerate() {
            hall.ok(secretariat(), pay(&format!("p{number}"), "QR", *units));
        }
        let books = &hall.state.finances;
        let paid: i64 = books.invoices.values().map(|year| year[&member("QR")].paid).sum();
        let credit = books.credit.get(&member("QR")).copied().unwrap_or(0);
        prop_assert_eq!(paid + credit, units.iter().sum::<i64>());
        prop_assert_eq!(books.owed(&member("QR")), 200 - paid);
        prop_assert!(credit == 0 || paid == 200);
    }
}

#[test]
fn a_payment_ahead_of_the_invoice_is_used_for_it() {
    let mut hall = Hall::convened();
    hall.ok(secretariat(), pay("early", "QM", 130));
    let points = [(member("QM"), 1)].into();
    hall.ok(
        secretariat(),
        finance(FinanceAct::SetScale {
            year: 2026,
            version: "1".into(),
            points,
            total: 100,
        }),
    );
    let due = hall.today();
    hall.ok(secretariat(), finance(FinanceAct::Invoice { year: 2026, due }));
    assert_eq!(hall.state.finances.owed(&member("QM")), 0);
    assert_eq!(hall.state.finances.credit[&member("QM")], 30);
}

#[test]
fn one_unpaid_year_is_no_arrears_and_two_are() {
    let mut hall = Hall::convened();
    hall.two_years();
    let apply = finance(FinanceAct::ApplySanctions { year: 2026 });
    hall.ok(secretariat(), pay("half", "QR", 100));
    hall.ok(secretary_general(), apply.clone());
    assert!(!hall.state.finances.is_sanctioned(&member("QR")));
    let mut hall = Hall::convened();
    hall.two_years();
    let today = hall.today();
    assert_eq!(
        hall.state.finances.least_payment(&member("QR"), 2026, 2, today),
        Some(100)
    );
    assert_eq!(hall.state.finances.least_payment(&member("QM"), 2026, 2, today), None);
    hall.ok(secretary_general(), apply);
    assert!(hall.state.finances.is_sanctioned(&member("QR")));
    assert_eq!(hall.state.finances.sanctioned().count(), 1);
}

#[test]
fn a_contribution_is_unpaid_only_after_its_day() {
    let mut hall = Hall::convened();
    let points = [(member("QM"), 1)].into();
    hall.ok(
        secretariat(),
        finance(FinanceAct::SetScale {
            year: 2026,
            version: "1".into(),
            points,
            total: 100,
        }),
    );
    let due = hall.today();
    hall.ok(secretariat(), finance(FinanceAct::Invoice { year: 2026, due }));
    assert!(!hall.state.finances.is_unpaid(&member("QM"), 2026, due));
    assert!(
        hall.state
            .finances
            .is_unpaid(&member("QM"), 2026, due.tomorrow().expect("a day"))
    );
}

#[test]
fn stop_requests_recalls_hits_and_missing_children_pass_whatever_is_owed() {
    let mut hall = Hall::with_arrears();
    for service in [
        Service::StopRequest,
        Service::Recall,
        Service::Hit,
        Service::MissingChild,
    ] {
        hall.ok(secretariat(), use_service(service));
    }
    for service in [
        Service::Hosting,
        Service::Secondment,
        Service::Training,
        Service::OtherServices,
        Service::Vote,
    ] {
        assert_eq!(hall.no(secretariat(), use_service(service)), "service-withdrawn");
    }
}

#[test]
fn the_committee_may_waive_services_and_never_the_vote() {
    let mut hall = Hall::with_arrears();
    let waive = |service| {
        let (services, reason) = ([service].into(), "a natural disaster".to_owned());
        finance(FinanceAct::Waive {
            member: member("QR"),
            services,
            reason,
        })
    };
    for service in [Service::Vote, Service::Hosting] {
        assert_eq!(hall.no(committee(), waive(service)), "not-waivable");
    }
    let decision = hall.ok(committee(), waive(Service::Training));
    assert_eq!(decision.entries[0].kind, "services-waived");
    hall.ok(secretariat(), use_service(Service::Training));
    assert_eq!(hall.state.finances.waivers[&member("QR")][0].author, committee().person);
}

#[test]
fn a_member_in_arrears_is_out_until_it_pays_and_in_from_the_next_ballot_on() {
    let mut hall = Hall::with_arrears();
    hall.ok(
        secretariat(),
        draft(Matter::Regulations { opinion: true }, vec![operative("Asks;")]),
    );
    hall.seat();
    hall.ok(chair(), Act::Resolution(ResolutionAct::Table { resolution: 1 }));
    hall.distribute(1);
    let ballot = hall.open(Subject::Whole { resolution: 1 }, Mode::Record);
    let electorate = &hall.state.ballots.all[&ballot].electorate;
    assert_eq!((electorate.members(), electorate.entitled()), (6, 5));
    assert_eq!(electorate.standings[&member("QR")].out, Some(Exclusion::Arrears));
    hall.ok(secretariat(), pay("mid-session", "QR", 100));
    assert!(!hall.state.finances.is_sanctioned(&member("QR")));
    assert_eq!(
        hall.no(head("QR"), cast(ballot, "QR", Choice::Yes)),
        "not-entitled",
        "frozen at the opening"
    );
    for code in &STATES[..5] {
        hall.ok(
            head(code),
            cast(ballot, code, if *code == "QM" { Choice::Yes } else { Choice::No }),
        );
    }
    hall.ok(chair(), close(ballot));
    let second = hall.open(Subject::Whole { resolution: 1 }, Mode::Record);
    hall.ok(head("QR"), cast(second, "QR", Choice::Yes));
    let sanction = &hall.state.finances.sanctions[&member("QR")][0];
    assert_eq!(
        sanction.ended.as_ref().map(|(_, why)| why.clone()),
        Some(Lifted::Payment)
    );
}

#[test]
fn arrears_do_not_take_the_vote_on_the_constitution() {
    let mut hall = Hall::with_arrears();
    let proposer = cordon_assembly::rulebook::Proposer::Member;
    hall.ok(
        secretariat(),
        draft(Matter::Constitution { proposer }, vec![operative("Amends;")]),
    );
    hall.seat();
    hall.ok(chair(), Act::Resolution(ResolutionAct::Table { resolution: 1 }));
    hall.distribute(1);
    let ballot = hall.open(Subject::Whole { resolution: 1 }, Mode::Record);
    hall.ok(head("QR"), cast(ballot, "QR", Choice::Yes));
}

#[test]
fn an_upheld_appeal_is_decided_before_any_other_vote_and_suspends_nothing_meanwhile() {
    for (yes, granted) in [(4, true), (1, false)] {
        let mut hall = Hall::with_arrears();
        hall.ok(secretariat(), draft(Matter::Ordinary, vec![operative("Asks;")]));
        hall.seat();
        hall.ok(chair(), Act::Resolution(ResolutionAct::Table { resolution: 1 }));
        hall.distribute(1);
        let appeal = |days: i8, leave_on_new_fact| {
            let committee_meets = OPENING.checked_add(jiff::Span::new().days(days)).expect("a day");
            let ground = "the transfer was held by a correspondent bank".to_owned();
            finance(FinanceAct::Appeal {
                committee_meets,
                ground,
                leave_on_new_fact,
            })
        };
        let decide = finance(FinanceAct::DecideAppeal {
            member: member("QR"),
            upheld: true,
        });
        assert_eq!(hall.no(head("QR"), appeal(29, false)), "appeal-too-late");
        hall.ok(head("QR"), appeal(30, false));
        assert_eq!(
            hall.no(head("QR"), appeal(30, false)),
            "appeal-too-late",
            "a second one needs leave"
        );
        hall.ok(committee(), decide.clone());
        assert_eq!(hall.no(committee(), decide), "no-appeal");
        let whole = Subject::Whole { resolution: 1 };
        assert_eq!(hall.no(chair(), open(whole.clone(), Mode::Hands)), "appeal-first");
        assert!(hall.state.finances.is_sanctioned(&member("QR")));
        assert_eq!(
            hall.vote(Subject::ArrearsAppeal { member: member("QR") }, yes, 1, 0),
            granted
        );
        assert_eq!(hall.state.finances.is_sanctioned(&member("QR")), !granted);
        let state = hall.state.finances.appeals[&member("QR")][0].state;
        assert_eq!(
            state,
            if granted {
                AppealState::Granted
            } else {
                AppealState::Refused
            }
        );
        hall.vote(whole, 3, 2, 0);
    }
}

#[test]
fn the_assembly_may_waive_the_sanction_itself() {
    let mut hall = Hall::with_arrears();
    hall.seat();
    let subject = Subject::Waiver { member: member("QR") };
    assert!(hall.vote(subject.clone(), 4, 1, 0));
    assert!(!hall.state.finances.is_sanctioned(&member("QR")));
    assert_eq!(hall.no(chair(), open(subject, Mode::Hands)), "not-sanctioned");
}

fn budget(year: i16, units: i64) -> Act {
    finance(FinanceAct::ProposeBudget {
        year,
        programmes: [("children".to_owned(), units)].into(),
    })
}

fn spend(year: i16, units: i64, reference: &str) -> Act {
    let (programme, reference) = ("children".to_owned(), reference.to_owned());
    finance(FinanceAct::Spend {
        year,
        programme,
        units,
        reference,
    })
}

fn with_budget() -> Hall {
    let mut hall = Hall::with_resolution(Matter::Budget { year: 2027 });
    hall.ok(secretariat(), budget(2027, 1_000));
    hall
}

#[test]
fn a_budget_is_approved_by_the_vote_on_its_resolution_and_never_overspent() {
    let mut hall = with_budget();
    assert_eq!(
        hall.no(secretariat(), spend(2027, 1, "a")),
        "unknown",
        "not before it is approved"
    );
    assert!(hall.vote(Subject::Whole { resolution: 1 }, 4, 1, 1));
    assert!(matches!(
        hall.state.finances.budgets[&2027].state,
        BudgetState::Approved {
            resolution: 1,
            ballot: 1
        }
    ));
    assert_eq!(hall.no(secretariat(), budget(2027, 5_000)), "budget-exists");
    hall.ok(secretariat(), spend(2027, 999, "a"));
    assert_eq!(hall.no(secretariat(), spend(2027, 1, "a")), "payment-twice");
    assert_eq!(hall.no(secretariat(), spend(2027, 2, "b")), "over-budget");
    hall.ok(secretariat(), spend(2027, 1, "b"));
    assert_eq!(hall.state.finances.budgets[&2027].spent(), 1_000);
}

#[test]
fn where_no_budget_was_adopted_the_committee_carries_on_along_the_previous_one() {
    let mut hall = with_budget();
    let carry_on = |year| finance(FinanceAct::CarryOn { year });
    assert_eq!(hall.no(committee(), carry_on(2028)), "no-previous-budget");
    hall.vote(Subject::Whole { resolution: 1 }, 4, 1, 1);
    hall.ok(secretariat(), spend(2027, 400, "a"));
    assert_eq!(hall.no(committee(), carry_on(2027)), "budget-exists");
    hall.ok(secretariat(), budget(2028, 9_000));
    hall.ok(committee(), carry_on(2028));
    let budget = &hall.state.finances.budgets[&2028];
    assert_eq!((budget.total(), budget.spent()), (1_000, 0));
    assert_eq!(budget.state, BudgetState::Provisional { along: 2027 });
    assert_eq!(hall.no(secretariat(), spend(2028, 1_001, "b")), "over-budget");
}

#[test]
fn sums_that_do_not_fit_are_refused() {
    let mut hall = Hall::convened();
    let programmes = [("a".to_owned(), i64::MAX), ("b".to_owned(), 1)].into();
    assert_eq!(
        hall.no(
            secretariat(),
            finance(FinanceAct::ProposeBudget { year: 2027, programmes })
        ),
        "overflow"
    );
    hall.ok(secretariat(), pay("p1", "QM", i64::MAX));
    assert_eq!(hall.no(secretariat(), pay("p2", "QM", 1)), "overflow");
    assert_eq!(hall.no(secretariat(), pay("p1", "QM", 1)), "payment-twice");
}
