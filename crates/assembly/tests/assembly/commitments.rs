//! What a clause asks becomes a commitment of each country, fed by figures, shown by evidence, reminded in time.

use std::collections::BTreeSet;

use cordon_assembly::actor::Capacity;
use cordon_assembly::assembly::Act;
use cordon_assembly::commitment::{
    CommitmentAct, Judgement, Quarter, REMINDER_DAYS, Standing, country_page, reminders,
};
use cordon_assembly::resolution::{Clause, Matter, NewParagraph, ResolutionAct, Role};
use cordon_assembly::votes::Subject;
use jiff::Span;
use jiff::civil::{Date, date};

use crate::hall::*;

const DUE: Date = date(2027, 10, 31);

fn asking(codes: &[&str]) -> NewParagraph {
    let does = Clause::AsksMembers {
        service: "stop-answer".to_owned(),
        per_quarter: Some(3),
        members: members(codes),
        due: DUE,
    };
    NewParagraph {
        role: Role::Operative {
            does,
            depends_on: BTreeSet::new(),
        },
        texts: texts("Asks;"),
    }
}

pub fn adopted(codes: &[&str]) -> Hall {
    let mut hall = Hall::convened();
    hall.ok(
        secretariat(),
        draft(Matter::Ordinary, vec![asking(codes), operative("Thanks.")]),
    );
    hall.ok(secretariat(), item("Stops"));
    hall.seat();
    hall.ok(chair(), Act::Resolution(ResolutionAct::Table { resolution: 1 }));
    hall.distribute(1);
    assert!(hall.vote(Subject::Whole { resolution: 1 }, 4, 1, 1));
    hall
}

fn enter(code: &str, quarter: &str, uses: u64) -> Act {
    let quarter = Quarter::try_from(quarter.to_owned()).expect("a quarter");
    Act::Commitment(CommitmentAct::EnterUse {
        service: "stop-answer".to_owned(),
        member: member(code),
        quarter,
        uses,
    })
}

fn standing(hall: &Hall, code: &str, today: Date) -> Standing {
    hall.state.commitments[&1]
        .standing(&member(code), today)
        .expect("asked")
}

#[test]
fn a_clause_binds_those_it_names_and_everybody_where_it_names_nobody() {
    assert_eq!(adopted(&[]).state.commitments[&1].members.len(), 6);
    let some = adopted(&["QM", "QN"]);
    assert_eq!(
        some.state.commitments.len(),
        1,
        "a clause that asks nobody opens nothing"
    );
    assert!(country_page(&some.state, &member("QO"), OPENING).is_empty());
    assert_eq!(
        country_page(&some.state, &member("QM"), OPENING)[0]
            .resolution
            .as_deref(),
        Some("GA-2026-94-RES-01")
    );
}

#[test]
fn the_platforms_figures_keep_a_promise_quarter_by_quarter() {
    let mut hall = adopted(&[]);
    let platform = officer(Capacity::Platform);
    assert_eq!(
        hall.no(secretariat(), enter("QM", "2027-Q1", 9)),
        "not-your-part",
        "figures are computed, not claimed"
    );
    assert_eq!(standing(&hall, "QM", date(2027, 2, 1)), Standing::Open);
    hall.ok(platform.clone(), enter("QM", "2027-Q1", 3));
    assert_eq!(
        standing(&hall, "QM", date(2027, 3, 31)),
        Standing::InProgress,
        "the quarter is not over"
    );
    assert_eq!(standing(&hall, "QM", date(2027, 4, 1)), Standing::Completed);
    assert_eq!(
        standing(&hall, "QM", date(2027, 7, 1)),
        Standing::InProgress,
        "the next quarter has no figure"
    );
    hall.ok(platform.clone(), enter("QM", "2027-Q2", 2));
    assert_eq!(
        standing(&hall, "QM", date(2027, 7, 1)),
        Standing::InProgress,
        "two are fewer than three"
    );
    hall.ok(platform, enter("QM", "2027-Q2", 4));
    assert_eq!(standing(&hall, "QM", date(2027, 7, 1)), Standing::Completed);
}

#[test]
fn evidence_is_shown_by_the_country_and_read_by_the_secretariat() {
    let mut hall = adopted(&["QM"]);
    let show = Act::Commitment(CommitmentAct::Show {
        commitment: 1,
        text: "a duty desk".to_owned(),
    });
    assert_eq!(hall.no(head("QN"), show.clone()), "unknown", "it was not asked");
    hall.ok(head("QM"), show);
    assert_eq!(standing(&hall, "QM", DUE), Standing::InProgress);
    let judge = |judgement| {
        let reason = "read on the spot".to_owned();
        Act::Commitment(CommitmentAct::Judge {
            commitment: 1,
            member: member("QM"),
            judgement,
            reason,
        })
    };
    assert_eq!(hall.no(head("QM"), judge(Judgement::Completed)), "not-your-part");
    hall.ok(secretariat(), judge(Judgement::InProgress));
    assert_eq!(standing(&hall, "QM", DUE.tomorrow().expect("a day")), Standing::Overdue);
    hall.ok(secretariat(), judge(Judgement::NotImplemented));
    assert_eq!(standing(&hall, "QM", OPENING), Standing::NotImplemented);
    hall.ok(secretariat(), judge(Judgement::Completed));
    assert_eq!(
        standing(&hall, "QM", DUE.tomorrow().expect("a day")),
        Standing::Completed
    );
}

#[test]
fn reminders_go_out_on_their_days_to_those_who_have_not_done_it() {
    let hall = adopted(&["QM", "QN"]);
    for days in REMINDER_DAYS {
        let day = DUE.checked_sub(Span::new().days(days)).expect("a day");
        let sent = reminders(&hall.state, day);
        assert_eq!((sent.len(), sent[0].days_left), (2, days));
    }
    let between = DUE.checked_sub(Span::new().days(8)).expect("a day");
    assert!(reminders(&hall.state, between).is_empty());
}

#[test]
fn a_reconsidered_resolution_ends_its_commitments_and_opens_new_ones() {
    let mut hall = adopted(&[]);
    assert!(hall.vote(Subject::Reconsider { resolution: 1 }, 4, 1, 1));
    assert!(hall.vote(Subject::Whole { resolution: 1 }, 4, 1, 1));
    assert!(hall.state.commitments[&1].ended.is_some() && hall.state.commitments[&2].ended.is_none());
    assert_eq!(country_page(&hall.state, &member("QM"), OPENING).len(), 1);
}

#[test]
fn quarters_are_read_and_written() {
    for text in ["2026-Q1", "0001-Q4"] {
        assert_eq!(
            String::from(Quarter::try_from(text.to_owned()).expect("a quarter")),
            text
        );
    }
    for text in [
        "", "2026", "2026-Q5", "2026-Q0", "26-Q1", "2026-q1", "+026-Q1", "2026-Q11",
    ] {
        assert!(Quarter::try_from(text.to_owned()).is_err(), "{text:?}");
    }
    let quarters = [(1, "2026-Q1"), (3, "2026-Q1"), (4, "2026-Q2"), (12, "2026-Q4")];
    for (month, text) in quarters {
        assert_eq!(String::from(Quarter::of(date(2026, month, 1))), text);
    }
}
