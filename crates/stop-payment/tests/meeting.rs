//! Several cases meet at one account: what the bank holds is shared among them and never counted twice.

mod world;

use cordon_stop_payment::allocation::{Claim, SharingRule};
use cordon_stop_payment::*;
use proptest::prelude::*;
use world::*;

/// The cases that meet at request 1 of each, all at the same account.
struct Meeting {
    cases: Vec<Case>,
    rule: SharingRule,
}

impl Meeting {
    fn of(asked: &[i64], rule: SharingRule) -> Self {
        let cases = asked.iter().map(|units| released(*units)).collect();
        Self { cases, rule }
    }

    fn held(&self, n: usize) -> i64 {
        sum(&self.cases[n], Bucket::Held)
    }

    fn open(&self, n: usize) -> i64 {
        self.cases[n]
            .parts_at(1)
            .filter(|p| p.bucket == Bucket::Chased && p.question.is_none())
            .map(Part::local_units)
            .sum()
    }

    /// What the others at the account have and want, as far as the bank has answered for them.
    fn others(&self, n: usize) -> Vec<Claim> {
        let answered = |case: &Case| case.ask(1).is_some_and(|a| !a.answers.is_empty());
        (0..self.cases.len())
            .filter(|other| *other != n && answered(&self.cases[*other]))
            .map(|other| Claim {
                ask: other.to_string(),
                received: at(i64::try_from(other).unwrap()),
                wanted: self.held(other) + self.open(other),
                given: self.held(other),
            })
            .collect()
    }

    /// One answer, and the shares of the others carried out.
    fn answer(&mut self, n: usize, lines: Vec<Line>, total: i64) -> Result<(), Refusal> {
        let mut said = reply(lines);
        said.account_total = Some(eur(total));
        let mut rules = rules();
        rules.sharing = self.rule;
        let act = Act::Answer {
            ask: 1,
            reply: said,
            rules: rules.clone(),
            others: self.others(n),
        };
        let decision = go(&self.cases[n], &act, &bank("b1"), 30)?;
        self.cases[n] = decision.case;
        for raise in decision.raises {
            let other: usize = raise.ask.parse().unwrap();
            let share = Act::Share {
                ask: 1,
                units: raise.units,
                rules: rules.clone(),
            };
            self.cases[other] = go(&self.cases[other], &share, &bank("b1"), 31)?.case;
        }
        Ok(())
    }
}

fn waiting() -> Line {
    Line::Waiting { code: "ARPL".into() }
}

#[test]
fn new_money_goes_to_the_request_that_was_received_first() {
    let mut meeting = Meeting::of(&[800, 600], SharingRule::ByReceipt);
    meeting.answer(0, vec![held(eur(500)), waiting()], 500).unwrap();
    meeting.answer(1, vec![held(eur(500)), waiting()], 1000).unwrap();
    assert_eq!((meeting.held(0), meeting.held(1)), (800, 200));
    let hold = meeting.cases[0].ask(1).unwrap().hold.as_ref().unwrap();
    assert_eq!(hold.units, 800, "the hold itself says so, too");
}

#[test]
fn new_money_is_shared_pro_rata_where_the_profile_says_so() {
    let mut meeting = Meeting::of(&[800, 600], SharingRule::ProRata);
    meeting.answer(0, vec![held(eur(500)), waiting()], 500).unwrap();
    meeting.answer(1, vec![held(eur(500)), waiting()], 1000).unwrap();
    // 500 new units over what is open, 300 and 500: 187.5 and 312.5, the odd one to the first in order.
    assert_eq!(meeting.held(0) + meeting.held(1), 1000);
    assert!((687..=688).contains(&meeting.held(0)));
}

#[test]
fn a_request_whose_money_moved_on_takes_no_share() {
    let mut meeting = Meeting::of(&[800, 600], SharingRule::ByReceipt);
    let gone = moved(eur(300), 12, to("b2", "QO", 2));
    meeting.answer(0, vec![held(eur(500)), gone], 500).unwrap();
    meeting.answer(1, vec![held(eur(500)), waiting()], 1000).unwrap();
    assert_eq!((meeting.held(0), meeting.held(1)), (500, 500));
}

#[test]
fn the_unit_of_the_country_is_asked_where_to_when_the_profile_says_so() {
    let mut rules = rules();
    rules.ask_fiu_where_to = true;
    let act = Act::Answer {
        ask: 1,
        reply: reply(vec![Line::MovedUnsaid]),
        rules,
        others: vec![],
    };
    let decision = go(&released(1000), &act, &bank("b1"), 10).unwrap();
    let question = &decision.case.ask(1).unwrap().questions[0];
    assert!(question.fiu_asked);
    assert!(decision.events.contains(&Event::FiuAsked {
        ask: 1,
        question: question.id
    }));
}

#[test]
fn an_act_is_offered_exactly_where_it_would_not_be_refused() {
    let case = released(1000);
    let now = at(10);
    let bank_sees = acts::offer(&case, 1, &rules(), &bank("b1"), now);
    assert!(bank_sees.acknowledge && bank_sees.answer && bank_sees.forward);
    assert!(!bank_sees.link && !bank_sees.release_hold && !bank_sees.appeal);
    assert_eq!(
        acts::offer(&case, 1, &rules(), &bank("b2"), now),
        acts::Offer::default()
    );
    assert_eq!(
        acts::offer(&case, 99, &rules(), &bank("b1"), now),
        acts::Offer::default()
    );
    let held_case = go(&case, &answer(1, vec![held(eur(1000))]), &bank("b1"), 11)
        .unwrap()
        .case;
    let ours = acts::offer(&held_case, 1, &rules(), &officer("mira", "QM"), at(60 * 24 * 2));
    assert!(ours.extend && ours.order && ours.give_back && ours.release_hold && ours.link);
    assert!(!ours.appeal && !ours.decide_appeal && !ours.acknowledge);
    let theirs = acts::offer(&held_case, 1, &rules(), &bank("b1"), at(60 * 24 * 2));
    assert!(theirs.appeal && theirs.order && !theirs.release_hold);
}

proptest! {
    #[test]
    fn what_cases_hold_together_is_never_more_than_the_bank_states(
        asked in proptest::collection::vec(1i64..2_000, 2..5),
        steps in proptest::collection::vec((0usize..5, 1i64..1_500, 0i64..800, any::<bool>()), 1..14),
        pro_rata in any::<bool>(),
    ) {
        let rule = if pro_rata { SharingRule::ProRata } else { SharingRule::ByReceipt };
        let mut meeting = Meeting::of(&asked, rule);
        let mut stated = 0;
        for (n, said, more, rest_waits) in steps {
            let n = n % asked.len();
            stated += more;
            let last = if rest_waits { waiting() } else { Line::NotFound };
            // An answer may be refused, for instance where it contradicts itself; then nothing has changed.
            let _ = meeting.answer(n, vec![held(eur(said)), last], stated);
            let together: i64 = (0..asked.len()).map(|n| meeting.held(n)).sum();
            prop_assert!(together <= stated, "{together} counted of {stated}");
            for (n, case) in meeting.cases.iter().enumerate() {
                prop_assert!(case.sheet().adds_up());
                let noted = case.ask(1).and_then(|a| a.hold.as_ref()).map_or(0, |h| h.units);
                prop_assert_eq!(noted, meeting.held(n));
            }
        }
    }
}
