//! What the rulebook promises, one claim a test.

mod world;

use cordon_stop_payment::allocation::Claim;
use cordon_stop_payment::*;
use cordon_vocabulary::*;
use world::*;

#[test]
fn two_persons_release_the_first_request() {
    let filed = file(filing(1000), false, &officer("mira", "QM"), at(0)).unwrap().case;
    assert!(!filed.ask(1).unwrap().is_out());
    let same = go(&filed, &Act::Release, &officer("mira", "QM"), 1).unwrap_err();
    assert_eq!(same.code(), "same-person");
    let case = go(&filed, &Act::Release, &officer("noor", "QM"), 1).unwrap().case;
    assert_eq!(case.ask(1).unwrap().state, AskState::Sent);
}

#[test]
fn matters_of_political_military_religious_or_racial_character_are_refused_with_the_article() {
    for character in [
        Character::Political,
        Character::Military,
        Character::Religious,
        Character::Racial,
    ] {
        let refusal = file(
            Filing {
                character,
                ..filing(1000)
            },
            false,
            &officer("mira", "QM"),
            at(0),
        )
        .unwrap_err();
        assert_eq!(refusal.code(), "character-excluded");
        assert!(refusal.rests_on().unwrap().contains("article 3"));
    }
}

#[test]
fn moved_opens_the_next_bank_at_once_and_later_banks_rest_on_the_chain() {
    let case = released(1000);
    let case = go(
        &case,
        &answer(1, vec![moved(eur(1000), 5, to("b2", "QO", 2))]),
        &bank("b1"),
        10,
    )
    .unwrap()
    .case;
    let second = ask_at(&case, "QO", 2);
    assert_eq!(case.ask(second).unwrap().state, AskState::Sent);
    assert_eq!(case.ask(second).unwrap().hop, 2);
    let case = go(
        &case,
        &answer(second, vec![moved(eur(1000), 15, to("b3", "QP", 3))]),
        &bank("b2"),
        20,
    )
    .unwrap()
    .case;
    let third = case.ask(ask_at(&case, "QP", 3)).unwrap();
    let chain: Vec<AskId> = third.revisions[0].chain.iter().map(|c| c.ask).collect();
    assert_eq!(chain, [1, second]);
}

#[test]
fn taint_first_follows_by_execution_then_by_order_until_used_up() {
    let case = released(1000);
    let lines = vec![
        moved(eur(600), 9, to("b4", "QP", 4)),
        moved(eur(700), 5, to("b2", "QO", 2)),
        moved(eur(700), 5, to("b3", "QO", 3)),
        held(eur(200)),
    ];
    let case = go(&case, &answer(1, lines), &bank("b1"), 10).unwrap().case;
    assert_eq!(case.ask(ask_at(&case, "QO", 2)).unwrap().asked_units(), 700);
    assert_eq!(case.ask(ask_at(&case, "QO", 3)).unwrap().asked_units(), 100);
    assert!(
        case.asks.iter().all(|a| a.account != account("QP", 4)),
        "used up before the last payment"
    );
    assert_eq!(sum(&case, Bucket::Held), 200);
}

#[test]
fn loops_and_rejoins_raise_one_request_by_a_revision() {
    let case = released(1000);
    let case = go(
        &case,
        &answer(
            1,
            vec![
                moved(eur(600), 5, to("b2", "QO", 2)),
                moved(eur(400), 6, to("b3", "QP", 3)),
            ],
        ),
        &bank("b1"),
        10,
    )
    .unwrap()
    .case;
    let (second, third) = (ask_at(&case, "QO", 2), ask_at(&case, "QP", 3));
    let case = go(
        &case,
        &answer(third, vec![moved(eur(400), 12, to("b2", "QO", 2))]),
        &bank("b3"),
        20,
    )
    .unwrap()
    .case;
    let joined = case.ask(second).unwrap();
    assert_eq!((joined.revision(), joined.asked_units()), (2, 1000));
    assert_eq!(case.asks.len(), 3);
    // A reply to the first revision speaks of the first sum only.
    let case = go(&case, &answer(second, vec![held(eur(600))]), &bank("b2"), 25)
        .unwrap()
        .case;
    assert_eq!(sum(&case, Bucket::Held), 600);
    assert_eq!(case.ask(second).unwrap().state, AskState::Acknowledged);
    let mut both = reply(vec![held(eur(400))]);
    both.revision = 2;
    let act = Act::Answer {
        ask: second,
        reply: both,
        rules: rules(),
        others: vec![],
    };
    let case = go(&case, &act, &bank("b2"), 30).unwrap().case;
    assert_eq!(sum(&case, Bucket::Held), 1000);
    assert_eq!(case.ask(second).unwrap().hold.as_ref().unwrap().units, 1000);
}

#[test]
fn a_loop_back_to_the_first_account_is_a_revision_too() {
    let case = released(1000);
    let case = go(
        &case,
        &answer(1, vec![moved(eur(1000), 5, to("b2", "QO", 2))]),
        &bank("b1"),
        10,
    )
    .unwrap()
    .case;
    let second = ask_at(&case, "QO", 2);
    let case = go(
        &case,
        &answer(second, vec![moved(eur(1000), 12, to("b1", "QN", 1))]),
        &bank("b2"),
        20,
    )
    .unwrap()
    .case;
    assert_eq!(case.ask(1).unwrap().revision(), 2);
    assert_eq!(case.asks.len(), 2);
}

#[test]
fn a_conversion_maps_back_by_fraction_and_charges_stand_apart() {
    let case = released(100_003);
    let line = Line::Moved {
        uetr: None,
        executed: at(5),
        debited: eur(100_003),
        credited: Some(usd(108_000)),
        rate: Some("1.08".into()),
        charge: Some(eur(3)),
        arrives_in: None,
        to: to("b2", "QO", 2),
    };
    let case = go(&case, &answer(1, vec![line]), &bank("b1"), 10).unwrap().case;
    assert_eq!(sum(&case, Bucket::Charges), 3);
    let second = ask_at(&case, "QO", 2);
    assert_eq!(case.ask(second).unwrap().currency.code(), "USD");
    assert_eq!(case.ask(second).unwrap().asked_units(), 108_000);
    let case = go(
        &case,
        &answer(second, vec![held(usd(54_001)), Line::NotFound]),
        &bank("b2"),
        20,
    )
    .unwrap()
    .case;
    assert_eq!(sum(&case, Bucket::Held) + sum(&case, Bucket::NotFound), 100_000);
    let part = case.parts.iter().find(|p| p.bucket == Bucket::Held).unwrap();
    assert_eq!(part.path.last().unwrap().rate.as_deref(), Some("1.08"));
}

#[test]
fn without_a_stated_rate_the_part_stays_chased_and_the_rate_is_asked() {
    let case = released(1000);
    let mut line = moved(eur(1000), 5, to("b2", "QO", 2));
    if let Line::Moved { arrives_in, .. } = &mut line {
        *arrives_in = Some(usd(0).asset);
    }
    let decision = go(&case, &answer(1, vec![line]), &bank("b1"), 10).unwrap();
    let Some(Event::QuestionOpened { question, .. }) = decision
        .events
        .iter()
        .find(|e| {
            matches!(
                e,
                Event::QuestionOpened {
                    kind: QuestionKind::Rate,
                    ..
                }
            )
        })
        .cloned()
    else {
        panic!("no rate asked: {:?}", decision.events)
    };
    assert_eq!(decision.case.asks.len(), 1);
    assert_eq!(sum(&decision.case, Bucket::Chased), 1000);
    let wrong = Act::StateRate {
        ask: 1,
        question,
        credited: eur(1),
        rate: "1".into(),
    };
    assert_eq!(
        go(&decision.case, &wrong, &bank("b1"), 11).unwrap_err().code(),
        "wrong-currency"
    );
    let state = Act::StateRate {
        ask: 1,
        question,
        credited: usd(1080),
        rate: "1.08".into(),
    };
    let case = go(&decision.case, &state, &bank("b1"), 12).unwrap().case;
    assert_eq!(case.ask(ask_at(&case, "QO", 2)).unwrap().asked_units(), 1080);
    assert_eq!(
        go(&case, &state, &bank("b1"), 13).unwrap_err().code(),
        "no-such-question"
    );
}

#[test]
fn moved_without_a_word_opens_a_where_to_question_with_its_own_clock() {
    let case = released(1000);
    let case = go(&case, &answer(1, vec![Line::MovedUnsaid]), &bank("b1"), 10)
        .unwrap()
        .case;
    assert_eq!(sum(&case, Bucket::Chased), 1000);
    let running = clocks::running(&case, &ClockTerms::default());
    assert_eq!(running[0].kind, ClockKind::WhereTo);
    assert_eq!(running[0].due, at(40));
    let case = go(
        &case,
        &answer(1, vec![moved(eur(1000), 5, to("b2", "QO", 2))]),
        &bank("b1"),
        20,
    )
    .unwrap()
    .case;
    assert!(case.ask(1).unwrap().questions.iter().all(|q| q.closed.is_some()));
    assert_eq!(case.asks.len(), 2);
}

#[test]
fn a_reply_through_a_link_is_provisional_until_it_is_confirmed() {
    let case = released(1000);
    let act = answer(1, vec![moved(eur(1000), 5, to("b2", "QO", 2))]);
    let case = go(&case, &act, &bank_by("b1", Means::LinkAndCode), 10).unwrap().case;
    let second = ask_at(&case, "QO", 2);
    assert_eq!(
        case.ask(second).unwrap().state,
        AskState::HeldBack {
            why: HeldBack::Unconfirmed
        }
    );
    assert_eq!(case.ask(second).unwrap().clock_began, at(10), "its clock runs at once");
    assert_eq!(
        go(&case, &Act::Confirm { ask: 1 }, &officer("x", "QP"), 11)
            .unwrap_err()
            .code(),
        "not-your-request"
    );
    let case = go(&case, &Act::Confirm { ask: 1 }, &officer("x", "QN"), 11)
        .unwrap()
        .case;
    assert_eq!(case.ask(second).unwrap().state, AskState::Sent);
    assert_eq!(
        go(&case, &Act::Confirm { ask: 1 }, &officer("x", "QN"), 12)
            .unwrap_err()
            .code(),
        "request-not-waiting"
    );
}

#[test]
fn someone_with_a_stolen_link_cannot_disturb_a_request_that_is_out() {
    let case = released(1000);
    let lines = vec![
        moved(eur(600), 5, to("b2", "QO", 2)),
        moved(eur(400), 6, to("b3", "QP", 3)),
    ];
    let case = go(&case, &answer(1, lines), &bank("b1"), 10).unwrap().case;
    let (second, third) = (ask_at(&case, "QO", 2), ask_at(&case, "QP", 3));
    let act = answer(third, vec![moved(eur(400), 12, to("b2", "QO", 2))]);
    let case = go(&case, &act, &bank_by("b3", Means::Link), 20).unwrap().case;
    assert_eq!(case.ask(second).unwrap().revision(), 1);
    assert!(case.ask(second).unwrap().is_out());
    let case = go(&case, &Act::Confirm { ask: third }, &officer("noor", "QM"), 21)
        .unwrap()
        .case;
    assert_eq!(case.ask(second).unwrap().asked_units(), 1000);
}

#[test]
fn outside_the_mandate_an_officer_releases() {
    let narrow = |change: &dyn Fn(&mut Mandate)| {
        let mut filing = filing(1000);
        change(&mut filing.mandate);
        let case = released_as(filing);
        let case = go(
            &case,
            &answer(1, vec![moved(eur(1000), 5, to("b2", "QO", 2))]),
            &bank("b1"),
            10,
        )
        .unwrap()
        .case;
        let id = ask_at(&case, "QO", 2);
        let AskState::HeldBack { why } = case.ask(id).unwrap().state else {
            panic!("went out")
        };
        let theirs = go(&case, &Act::ReleaseAsk { ask: id }, &officer("x", "QO"), 11);
        assert_eq!(theirs.unwrap_err().code(), "not-your-request");
        let case = go(&case, &Act::ReleaseAsk { ask: id }, &officer("mira", "QM"), 11)
            .unwrap()
            .case;
        assert_eq!(case.ask(id).unwrap().state, AskState::Sent);
        why
    };
    assert_eq!(narrow(&|m| m.most_hops = 1), HeldBack::MostHops);
    assert_eq!(narrow(&|m| m.most_accounts = 1), HeldBack::MostAccounts);
    assert_eq!(narrow(&|m| m.barred = vec![country("QO")]), HeldBack::BarredCountry);
    assert_eq!(narrow(&|m| m.ends = at(5)), HeldBack::MandateEnded);
}

#[test]
fn where_the_profile_forbids_automated_requests_an_officer_there_releases() {
    let case = released(1000);
    let there = Destination {
        officer_needed: true,
        ..to("b2", "QO", 2)
    };
    let case = go(&case, &answer(1, vec![moved(eur(1000), 5, there)]), &bank("b1"), 10)
        .unwrap()
        .case;
    let id = ask_at(&case, "QO", 2);
    assert_eq!(
        case.ask(id).unwrap().state,
        AskState::HeldBack {
            why: HeldBack::ProfileForbids
        }
    );
    assert!(go(&case, &Act::ReleaseAsk { ask: id }, &officer("mira", "QM"), 11).is_err());
    assert!(go(&case, &Act::ReleaseAsk { ask: id }, &officer("x", "QO-FIU"), 11).is_ok());
}

#[test]
fn one_key_stops_a_pursuit_and_a_second_officer_resumes_it() {
    let case = released(1000);
    let case = go(&case, &Act::StopPursuit, &officer("mira", "QM"), 5).unwrap().case;
    let case = go(
        &case,
        &answer(1, vec![moved(eur(1000), 5, to("b2", "QO", 2))]),
        &bank("b1"),
        10,
    )
    .unwrap()
    .case;
    let id = ask_at(&case, "QO", 2);
    assert_eq!(
        case.ask(id).unwrap().state,
        AskState::HeldBack { why: HeldBack::Stopped }
    );
    let resume = Act::ResumePursuit;
    assert_eq!(
        go(&case, &resume, &officer("mira", "QM"), 11).unwrap_err().code(),
        "same-person"
    );
    let case = go(&case, &resume, &officer("noor", "QM"), 11).unwrap().case;
    assert_eq!(case.ask(id).unwrap().state, AskState::Sent);
}

#[test]
fn a_bank_that_froze_more_is_accepted_and_asked_to_release_the_excess() {
    let decision = go(&released(1000), &answer(1, vec![held(eur(1500))]), &bank("b1"), 10).unwrap();
    assert_eq!(sum(&decision.case, Bucket::Held), 1000);
    assert_eq!(decision.case.ask(1).unwrap().hold.as_ref().unwrap().excess_units, 500);
    assert!(decision.events.contains(&Event::ExcessFrozen {
        ask: 1,
        excess: eur(500)
    }));
}

#[test]
fn a_hold_never_counts_more_than_the_bank_states_for_the_account() {
    let mut reply = reply(vec![held(eur(1000))]);
    reply.account_total = Some(eur(1200));
    let act = Act::Answer {
        ask: 1,
        reply,
        rules: rules(),
        others: vec![Claim {
            ask: "another case".into(),
            received: at(0),
            wanted: 700,
            given: 700,
        }],
    };
    let case = go(&released(1000), &act, &bank("b1"), 10).unwrap().case;
    assert_eq!(sum(&case, Bucket::Held), 500);
    assert_eq!(sum(&case, Bucket::Chased), 500);
}

#[test]
fn all_answers_are_kept_the_latest_counts_and_held_then_moved_is_a_breach() {
    let case = released(1000);
    let case = go(&case, &answer(1, vec![held(eur(1000))]), &bank("b1"), 10)
        .unwrap()
        .case;
    let lines = vec![held(eur(300)), moved(eur(700), 12, to("b2", "QO", 2))];
    let decision = go(&case, &answer(1, lines), &bank("b1"), 20).unwrap();
    assert!(decision.events.contains(&Event::HoldBroken {
        ask: 1,
        amount: eur(700)
    }));
    let ask = decision.case.ask(1).unwrap();
    assert_eq!(ask.answers.len(), 2);
    assert!(ask.answers[1].breach);
    assert_eq!(ask.hold.as_ref().unwrap().units, 300);
    assert_eq!(sum(&decision.case, Bucket::Held), 300);
}

#[test]
fn moved_then_held_takes_back_what_nobody_has_answered_yet() {
    let case = released(1000);
    let case = go(
        &case,
        &answer(1, vec![moved(eur(1000), 5, to("b2", "QO", 2))]),
        &bank("b1"),
        10,
    )
    .unwrap()
    .case;
    let second = ask_at(&case, "QO", 2);
    let back = go(&case, &answer(1, vec![held(eur(1000))]), &bank("b1"), 12)
        .unwrap()
        .case;
    assert_eq!(sum(&back, Bucket::Held), 1000);
    assert_eq!(back.ask(second).unwrap().state, AskState::Withdrawn);
    let answered = go(&case, &answer(second, vec![held(eur(1000))]), &bank("b2"), 12)
        .unwrap()
        .case;
    let refusal = go(&answered, &answer(1, vec![held(eur(1000))]), &bank("b1"), 13).unwrap_err();
    assert_eq!(refusal.code(), "nothing-open");
}

#[test]
fn a_self_contradicting_reply_is_refused_with_the_sum() {
    let case = released(1000);
    let code = |reply: Reply| {
        let act = Act::Answer {
            ask: 1,
            reply,
            rules: rules(),
            others: vec![],
        };
        go(&case, &act, &bank("b1"), 10).unwrap_err()
    };
    let mut wrong_sum = reply(vec![held(eur(400)), moved(eur(500), 5, to("b2", "QO", 2))]);
    wrong_sum.accounts_for = Some(eur(1000));
    let refusal = code(wrong_sum);
    assert!(refusal.to_string().contains("9.00 EUR"), "{refusal}");
    assert_eq!(refusal.code(), "contradiction");
    assert_eq!(
        code(reply(vec![held(eur(1000)), Line::NotFound])).code(),
        "contradiction"
    );
    assert_eq!(
        code(reply(vec![Line::NotFound, Line::MovedUnsaid])).code(),
        "contradiction"
    );
    assert_eq!(code(reply(vec![])).code(), "empty-reply");
    assert_eq!(code(reply(vec![held(usd(1))])).code(), "wrong-currency");
    assert_eq!(
        code(reply(vec![Line::Returned {
            amount: eur(1001),
            uetr: None
        }]))
        .code(),
        "contradiction"
    );
    let early = reply(vec![moved(eur(1), -120, to("b2", "QO", 2))]);
    assert_eq!(code(early).code(), "left-before-it-came");
    let later = Reply {
        revision: 2,
        ..reply(vec![held(eur(1))])
    };
    assert_eq!(code(later).code(), "no-such-revision");
}

#[test]
fn small_parts_are_not_chased_and_may_be_asked_again() {
    let mut filing = filing(1000);
    filing.mandate.least_units = 200;
    let case = released_as(filing);
    let lines = vec![held(eur(900)), moved(eur(100), 5, to("b2", "QO", 2))];
    let case = go(&case, &answer(1, lines), &bank("b1"), 10).unwrap().case;
    assert_eq!(sum(&case, Bucket::BelowMinimum), 100);
    let case = go(&case, &Act::Reopen { ask: 1 }, &officer("mira", "QM"), 12)
        .unwrap()
        .case;
    assert_eq!(sum(&case, Bucket::Chased), 100);
    assert_eq!(sum(&case, Bucket::Held), 900, "what is held stays held");
}

#[test]
fn holds_are_extended_ordered_returned_lapsed_and_released_in_part() {
    let case = go(&released(1000), &answer(1, vec![held(eur(1000))]), &bank("b1"), 10)
        .unwrap()
        .case;
    let expires = case.ask(1).unwrap().hold.as_ref().unwrap().expires;
    let early = go(&case, &Act::Lapse { ask: 1 }, &officer("mira", "QM"), 20).unwrap_err();
    assert_eq!(early.code(), "not-yet-expired");
    let same = go(&case, &Act::Extend { ask: 1, rules: rules() }, &bank("b1"), 11).unwrap_err();
    assert_eq!(same.code(), "not-later");
    let case = go(&case, &Act::Extend { ask: 1, rules: rules() }, &bank("b1"), 60 * 24)
        .unwrap()
        .case;
    assert!(case.ask(1).unwrap().hold.as_ref().unwrap().expires > expires);
    let give = |units| Act::Return {
        ask: 1,
        amount: eur(units),
        uetr: None,
    };
    assert_eq!(
        go(&case, &give(1001), &bank("b1"), 1500).unwrap_err().code(),
        "more-than-held"
    );
    assert_eq!(go(&case, &give(0), &bank("b1"), 1500).unwrap_err().code(), "no-amount");
    let case = go(&case, &give(600), &bank("b1"), 1500).unwrap().case;
    let some = Act::ReleaseHold {
        ask: 1,
        amount: Some(eur(100)),
    };
    assert_eq!(
        go(&case, &some, &bank("b1"), 1600).unwrap_err().code(),
        "officer-needed"
    );
    let case = go(&case, &some, &officer("mira", "QM"), 1600).unwrap().case;
    let late = 60 * 24 * 30;
    let lapsed = go(&case, &Act::Lapse { ask: 1 }, &officer("mira", "QM"), late)
        .unwrap()
        .case;
    assert_eq!(
        (
            sum(&lapsed, Bucket::Returned),
            sum(&lapsed, Bucket::Released),
            sum(&lapsed, Bucket::Lapsed)
        ),
        (600, 100, 300)
    );
    assert_eq!(
        go(&lapsed, &Act::Lapse { ask: 1 }, &officer("mira", "QM"), late)
            .unwrap_err()
            .code(),
        "nothing-held"
    );
    let ordered = go(
        &case,
        &Act::Order {
            ask: 1,
            order: "court".into(),
        },
        &officer("x", "QN"),
        1700,
    )
    .unwrap()
    .case;
    let ran = Act::ClockRan {
        ask: 1,
        clock: ClockKind::Expiry,
        level: 0,
    };
    let after = go(&ordered, &ran, &officer("mira", "QM"), late).unwrap().case;
    assert_eq!(sum(&after, Bucket::Held), 300, "an order stands until a court ends it");
}

#[test]
fn an_innocent_holder_is_heard_through_the_bank() {
    let case = go(&released(1000), &answer(1, vec![held(eur(1000))]), &bank("b1"), 10)
        .unwrap()
        .case;
    let appeal = |permitted| Act::Appeal {
        ask: 1,
        words: None,
        permitted,
    };
    assert_eq!(
        go(&case, &appeal(false), &bank("b1"), 20).unwrap_err().code(),
        "appeal-not-permitted"
    );
    assert_eq!(
        go(&case, &appeal(true), &bank("b9"), 20).unwrap_err().code(),
        "not-your-request"
    );
    let case = go(&case, &appeal(true), &bank("b1"), 20).unwrap().case;
    assert_eq!(
        go(&case, &appeal(true), &bank("b1"), 21).unwrap_err().code(),
        "appeal-open"
    );
    let decide = |granted| Act::DecideAppeal { ask: 1, granted };
    let kept = go(&case, &decide(false), &officer("mira", "QM"), 30).unwrap().case;
    assert_eq!(sum(&kept, Bucket::Held), 1000);
    assert_eq!(
        go(&kept, &decide(true), &officer("mira", "QM"), 31).unwrap_err().code(),
        "no-appeal"
    );
    let freed = go(&case, &decide(true), &officer("mira", "QM"), 30).unwrap().case;
    assert_eq!(sum(&freed, Bucket::Released), 1000);
}

#[test]
fn not_ours_goes_to_another_office_and_corrections_supersede() {
    let case = released(1000);
    let to_bureau = Route::Bureau {
        country: country("QP"),
        code: "ELMSQP20".into(),
    };
    let forwarded = go(&case, &Act::Forward { ask: 1, to: to_bureau }, &bank("b1"), 5)
        .unwrap()
        .case;
    assert_eq!(forwarded.ask(1).unwrap().country.code(), "QP");
    assert!(go(&forwarded, &answer(1, vec![held(eur(1000))]), &bank("b1"), 6).is_err());
    assert!(go(&forwarded, &answer(1, vec![held(eur(1000))]), &officer("x", "QP"), 6).is_ok());

    let correct = |case: &Case, units: i64, n: u32| {
        let payment = Payment {
            amount: eur(units),
            to: account("QN", n),
            ..case.filing.payment.clone()
        };
        Act::Correct {
            payment: Box::new(payment),
        }
    };
    let mira = officer("mira", "QM");
    let more = go(&case, &correct(&case, 1500, 1), &mira, 8).unwrap().case;
    assert_eq!((more.sheet().lost, more.ask(1).unwrap().revision()), (1500, 2));
    let less = go(&case, &correct(&case, 400, 1), &mira, 8).unwrap().case;
    assert_eq!(sum(&less, Bucket::Chased), 400);
    let half = go(
        &case,
        &answer(1, vec![held(eur(700)), Line::Waiting { code: "ARPL".into() }]),
        &bank("b1"),
        7,
    )
    .unwrap()
    .case;
    assert_eq!(
        go(&half, &correct(&half, 600, 1), &mira, 8).unwrap_err().code(),
        "already-placed"
    );
    assert_eq!(
        go(&half, &correct(&half, 1000, 9), &mira, 8).unwrap_err().code(),
        "already-placed"
    );
    let kept = go(&half, &correct(&half, 800, 1), &mira, 8).unwrap().case;
    assert_eq!(
        (sum(&kept, Bucket::Held), sum(&kept, Bucket::Chased)),
        (700, 100),
        "the hold carries over"
    );
    let moved = go(&case, &correct(&case, 1000, 9), &mira, 8).unwrap().case;
    assert_eq!(moved.ask(1).unwrap().account, account("QN", 9));
}

#[test]
fn withdrawing_asks_every_holder_to_release() {
    let case = released(1000);
    let lines = vec![held(eur(400)), moved(eur(600), 5, to("b2", "QO", 2))];
    let case = go(&case, &answer(1, lines), &bank("b1"), 10).unwrap().case;
    let decision = go(&case, &Act::Withdraw, &officer("mira", "QM"), 20).unwrap();
    assert!(decision.events.contains(&Event::ReleaseAsked {
        ask: 1,
        amount: eur(400)
    }));
    assert_eq!(sum(&decision.case, Bucket::Withdrawn), 1000);
    assert!(clocks::running(&decision.case, &ClockTerms::default()).is_empty());
    assert_eq!(
        go(&decision.case, &Act::Withdraw, &officer("mira", "QM"), 21)
            .unwrap_err()
            .code(),
        "case-state"
    );
}

#[test]
fn clocks_escalate_level_by_level_and_rest_when_answered() {
    let case = released(1000);
    let first = clocks::running(&case, &ClockTerms::default())[0];
    assert_eq!((first.kind, first.due), (ClockKind::Acknowledgement, at(16)));
    let ran = |level| Act::ClockRan {
        ask: 1,
        clock: ClockKind::Acknowledgement,
        level,
    };
    let program = officer("mira", "QM");
    let decision = go(&case, &ran(0), &program, 16).unwrap();
    assert!(decision.events.contains(&Event::Escalated {
        ask: 1,
        clock: ClockKind::Acknowledgement,
        level: 1
    }));
    assert!(
        go(&decision.case, &ran(0), &program, 17).unwrap().events.is_empty(),
        "the same clock says it once"
    );
    let case = go(&decision.case, &Act::Acknowledge { ask: 1 }, &bank("b1"), 18)
        .unwrap()
        .case;
    assert!(go(&case, &ran(1), &program, 31).unwrap().events.is_empty());
}

#[test]
fn filings_that_cannot_stand_are_refused() {
    let mira = officer("mira", "QM");
    let code = |filing: Filing, in_flight: bool| file(filing, in_flight, &mira, at(0)).unwrap_err().code();
    assert_eq!(code(filing(0), false), "no-amount");
    let mut ahead = filing(10);
    ahead.payment.executed = at(16);
    assert_eq!(code(ahead.clone(), false), "executed-ahead");
    assert!(
        file(ahead.clone(), true, &mira, at(0)).is_ok(),
        "a settlement ahead is in flight"
    );
    ahead.payment.executed = at(31 * 24 * 60);
    assert_eq!(code(ahead, true), "settles-too-far-ahead");
    let mandated = |change: &dyn Fn(&mut Filing)| {
        let mut filing = filing(10);
        change(&mut filing);
        code(filing, false)
    };
    assert_eq!(mandated(&|f| f.mandate.grounds = " ".into()), "bad-mandate");
    assert_eq!(mandated(&|f| f.mandate.ends = at(0)), "bad-mandate");
    assert_eq!(mandated(&|f| f.mandate.most_hops = 0), "bad-mandate");
    assert_eq!(mandated(&|f| f.mandate.least_units = -1), "bad-mandate");
    let silence = cordon_stop_payment::case::Silence {
        basis: String::new(),
        until: at(9),
    };
    assert_eq!(
        mandated(&|f| f.silence = Some(silence.clone())),
        "silence-without-basis"
    );
    assert_eq!(
        file(filing(10), false, &bank("b1"), at(0)).unwrap_err().code(),
        "officer-needed"
    );
}

#[test]
fn only_the_parties_act() {
    let case = released(1000);
    assert_eq!(
        go(&case, &answer(1, vec![held(eur(1))]), &bank("b2"), 5)
            .unwrap_err()
            .code(),
        "not-your-request"
    );
    assert_eq!(
        go(&case, &Act::StopPursuit, &officer("x", "QN"), 5).unwrap_err().code(),
        "not-your-case"
    );
    assert_eq!(
        go(&case, &Act::Acknowledge { ask: 77 }, &bank("b1"), 5)
            .unwrap_err()
            .code(),
        "no-such-request"
    );
    assert_eq!(
        go(&case, &Act::Release, &officer("noor", "QM"), 5).unwrap_err().code(),
        "case-state"
    );
    assert_eq!(
        go(&case, &Act::Reopen { ask: 1 }, &officer("noor", "QM"), 5)
            .unwrap_err()
            .code(),
        "nothing-to-reopen"
    );
    let filed = file(filing(1000), false, &officer("mira", "QM"), at(0)).unwrap().case;
    assert_eq!(
        go(&filed, &answer(1, vec![held(eur(1))]), &bank("b1"), 5)
            .unwrap_err()
            .code(),
        "request-not-open"
    );
    let telephone = Actor {
        means: Means::Telephone,
        ..officer("mira", "QM")
    };
    assert!(go(&case, &answer(1, vec![held(eur(1000))]), &telephone, 5).is_ok());
    assert!(go(&case, &answer(1, vec![held(eur(1000))]), &officer("mira", "QM"), 5).is_err());
}

#[test]
fn a_case_survives_being_written_and_read() {
    let case = go(
        &released(1000),
        &answer(1, vec![held(eur(300)), Line::MovedUnsaid]),
        &bank("b1"),
        10,
    )
    .unwrap()
    .case;
    let text = serde_json::to_string(&case).unwrap();
    assert_eq!(serde_json::from_str::<Case>(&text).unwrap(), case);
}
