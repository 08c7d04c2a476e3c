//! Reviews, publication, pauses, recall, warrants, retention: each step, and each refusal provoked.

mod desk;

use std::collections::BTreeSet;

use cordon_notices::{
    check::Verdict,
    lifecycle::{
        Act, Audience, EndReason, EventKind, Evidence, Notice, Recipients, Refusal, Sight, State, Viewer,
        WarrantAnswer, decide, next_due, outstanding, outstanding_shown_to, sight,
    },
    request::Channel,
};
use desk::*;
use jiff::civil::date;

fn sees(notice: &Notice, of: &str) -> Sight {
    sight(notice, &Viewer::Bureau(bureau(of)))
}

fn approve_with(evidence: Evidence) -> Act {
    Act::Approve {
        evidence,
        answered_asks: BTreeSet::new(),
    }
}

#[test]
fn two_different_persons_approve_and_neither_wrote_the_request() {
    let one = after(&in_review(), &approve(), &reviewer(1), start()).notice;
    assert_eq!(one.state, State::LegalReview);
    assert_eq!(refused(&one, &approve(), &reviewer(1), start()), Refusal::SamePerson);
    let author = actor("officer-1", "HQ", cordon_notices::lifecycle::Role::Reviewer);
    assert_eq!(refused(&one, &approve(), &author, start()), Refusal::OwnWork);
    assert_eq!(refused(&in_review(), &refuse(), &author, start()), Refusal::OwnWork);
    let two = after(&one, &approve(), &reviewer(2), start()).notice;
    assert_eq!((two.state, two.review.approved_at), (State::Approved, Some(start())));
}

#[test]
fn nothing_is_approved_on_evidence_that_does_not_carry_it() {
    type Expected = fn(&Refusal) -> bool;
    let cases: [(Evidence, Expected); 6] = [
        (
            Evidence {
                verdict: Verdict::Refused,
                refused: articles(),
                ..evidence(1)
            },
            |r| matches!(r, Refusal::RowsAgainst(_)),
        ),
        (incomplete(1), |r| matches!(r, Refusal::Incomplete(_))),
        (
            Evidence {
                verdict: Verdict::NeedsReview,
                rulings_needed: [1].into(),
                ..evidence(1)
            },
            |r| *r == Refusal::RulingsMissing(vec![1]),
        ),
        (
            Evidence {
                verdict: Verdict::NeedsReview,
                asks: [23].into(),
                ..evidence(1)
            },
            |r| *r == Refusal::AsksOpen(vec![23]),
        ),
        (evidence(2), |r| {
            matches!(r, Refusal::StaleEvidence { given: 2, here: 1 })
        }),
        (
            Evidence {
                rulebook: "model-2025.1".into(),
                ..evidence(1)
            },
            |r| matches!(r, Refusal::StaleEvidence { .. }),
        ),
    ];
    for (evidence, expected) in cases {
        let refusal = refused(&in_review(), &approve_with(evidence), &reviewer(1), start());
        assert!(expected(&refusal), "{refusal:?}");
    }
    let answered = Act::Approve {
        evidence: Evidence {
            verdict: Verdict::NeedsReview,
            asks: [23].into(),
            ..evidence(1)
        },
        answered_asks: [23].into(),
    };
    assert_eq!(
        after(&in_review(), &answered, &reviewer(1), start())
            .notice
            .review
            .approvals
            .len(),
        1
    );
}

#[test]
fn a_refusal_needs_two_persons_on_the_same_articles_of_the_rulebook() {
    let none = Act::Refuse {
        articles: BTreeSet::new(),
    };
    assert_eq!(
        refused(&in_review(), &none, &reviewer(1), start()),
        Refusal::NoArticle(String::new())
    );
    let invented = Act::Refuse {
        articles: ["99(9)".to_owned()].into(),
    };
    assert_eq!(
        refused(&in_review(), &invented, &reviewer(1), start()),
        Refusal::NoArticle("99(9)".into())
    );
    let one = after(&in_review(), &refuse(), &reviewer(1), start()).notice;
    assert_eq!(refused(&one, &refuse(), &reviewer(1), start()), Refusal::SamePerson);
    let other = Act::Refuse {
        articles: ["84".to_owned()].into(),
    };
    assert!(matches!(
        refused(&one, &other, &reviewer(2), start()),
        Refusal::OtherArticles(_)
    ));
    let done = after(&one, &refuse(), &reviewer(2), start());
    assert_eq!((done.notice.state, done.remember), (State::Refused, Some(articles())));
}

#[test]
fn an_approval_undoes_a_proposed_refusal_and_the_other_way_round() {
    let proposed = after(&in_review(), &refuse(), &reviewer(1), start()).notice;
    let turned = after(&proposed, &approve(), &reviewer(2), start()).notice;
    assert_eq!(
        (turned.review.refusal.clone(), turned.review.approvals.len()),
        (None, 1)
    );
    assert!(
        after(&turned, &refuse(), &reviewer(1), start())
            .notice
            .review
            .approvals
            .is_empty()
    );
}

#[test]
fn a_question_stops_the_review_and_the_answer_starts_it_again() {
    let one = after(&in_review(), &approve(), &reviewer(1), start()).notice;
    let empty = Act::AskQuestion {
        fields: vec![" ".into()],
        text: payload(40).id,
    };
    assert_eq!(refused(&one, &empty, &reviewer(2), start()), Refusal::EmptyQuestion);
    let ask = Act::AskQuestion {
        fields: vec!["case.acts".into()],
        text: payload(40).id,
    };
    let asked = after(&one, &ask, &reviewer(2), start());
    assert!(
        asked.notice.review.approvals.is_empty(),
        "an approval given before the question counts no more"
    );
    assert!(
        asked
            .events
            .iter()
            .any(|e| e.audience == Audience::Owner && e.kind == EventKind::Question(1))
    );
    let second = after(&asked.notice, &ask, &reviewer(1), start()).notice;
    let answer = |number| Act::AnswerQuestion {
        number,
        answer: payload(41).id,
    };
    assert_eq!(
        refused(&second, &answer(3), &owner(), start()),
        Refusal::NoOpenQuestion(3)
    );
    let mut under_review = second.clone();
    under_review.state = State::LegalReview;
    assert_eq!(
        refused(&under_review, &approve(), &reviewer(1), start()),
        Refusal::QuestionsOpen(vec![1, 2]),
        "nothing is approved over an open question, whatever the state says"
    );
    let half = after(&second, &answer(1), &owner(), start()).notice;
    assert_eq!(
        (half.state, refused(&half, &answer(1), &owner(), start())),
        (State::InformationRequested, Refusal::NoOpenQuestion(1))
    );
    assert_eq!(
        after(&half, &answer(2), &owner(), start()).notice.state,
        State::Submitted
    );
}

#[test]
fn an_incomplete_request_goes_back_with_the_list_of_what_is_missing() {
    let screening = in_state(State::Screening);
    let done = after(&screening, &screened(incomplete(1)), &system(), start());
    assert_eq!(done.notice.state, State::InformationRequested);
    assert_eq!(done.notice.review.questions[0].fields, ["case.acts"]);
    assert_eq!(done.notice.review.questions[0].asked_by, None);
    let late = days(start(), 31);
    assert!(
        after(&done.notice, &Act::Tick, &system(), late)
            .events
            .iter()
            .any(|e| e.kind == EventKind::AnswerOverdue(1))
    );
}

#[test]
fn an_amendment_raises_the_revision_and_voids_what_was_said_on_the_old_one() {
    let asked = in_state(State::InformationRequested);
    assert_eq!(
        refused(&asked, &Act::Amend { payload: payload(1) }, &owner(), start()),
        Refusal::NothingChanged
    );
    let amended = after(&asked, &Act::Amend { payload: payload(2) }, &owner(), start()).notice;
    assert_eq!(
        (
            amended.revision,
            amended.earlier.len(),
            amended.review.screening.clone()
        ),
        (2, 1, None)
    );
}

#[test]
fn a_notice_waits_for_four_checked_texts_of_its_present_revision() {
    let translating = in_state(State::Translating);
    assert!(
        matches!(refused(&translating, &publish(), &reviewer(1), start()), Refusal::TextsMissing(missing) if missing.len() == 4)
    );
    let unknown = Act::SetText {
        language: "de".into(),
        text: payload(5),
    };
    assert_eq!(
        refused(&translating, &unknown, &translator(1), start()),
        Refusal::UnknownLanguage("de".into())
    );
    let check = Act::CheckText { language: "fr".into() };
    assert_eq!(
        refused(&translating, &check, &translator(2), start()),
        Refusal::NoText("fr".into())
    );
    let set = Act::SetText {
        language: "fr".into(),
        text: payload(5),
    };
    let handed_in = after(&translating, &set, &translator(1), start()).notice;
    assert_eq!(
        refused(&handed_in, &check, &translator(1), start()),
        Refusal::SamePerson
    );
    let ready = run(translating, &texts(), start());
    let nameless = Act::Publish {
        number: "  ".into(),
        bureaus: BTreeSet::new(),
        urgent: None,
    };
    assert_eq!(
        refused(&ready, &nameless, &reviewer(1), hours(start(), 1)),
        Refusal::NoNumber
    );
    let done = after(&ready, &publish(), &reviewer(1), hours(start(), 1)).notice;
    assert_eq!(
        done.copies.keys().cloned().collect::<BTreeSet<_>>(),
        bureaus(&["QN", "QO", "QP"])
    );
    assert_eq!((sees(&done, "QN"), sees(&done, "QR")), (Sight::Content, Sight::Nothing));
}

#[test]
fn the_row_on_examination_stops_a_publication_at_the_very_instant_of_approval() {
    let ready = run(in_state(State::Translating), &texts(), start());
    assert!(matches!(
        refused(&ready, &publish(), &reviewer(1), start()),
        Refusal::Rule { rule: 12, .. }
    ));
}

#[test]
fn an_urgent_release_needs_grounds_one_text_and_an_approval_all_the_same() {
    let set = Act::SetText {
        language: "en".into(),
        text: payload(5),
    };
    let one_text = run(
        in_state(State::Translating),
        &[
            (set, translator(1)),
            (Act::CheckText { language: "en".into() }, translator(2)),
        ],
        start(),
    );
    let urgent = |grounds: &str| Act::Publish {
        number: "2026/1".into(),
        bureaus: bureaus(&["QN"]),
        urgent: Some(grounds.into()),
    };
    let now = hours(start(), 1);
    assert_eq!(
        refused(&one_text, &urgent(" "), &reviewer(1), now),
        Refusal::NoUrgentGrounds
    );
    assert!(matches!(
        refused(&in_state(State::Translating), &urgent("armed"), &reviewer(1), now),
        Refusal::TextsMissing(_)
    ));
    let done = after(
        &one_text,
        &urgent("The person is armed and boards at noon."),
        &reviewer(1),
        now,
    );
    assert_eq!(sees(&done.notice, "QN"), Sight::Content);
    assert!(done.events.iter().any(|e| e.audience == Audience::Oversight));
}

#[test]
fn a_diffusion_is_held_until_cleared_and_reaches_only_its_recipients() {
    let mut diffusion = draft_as(Channel::Diffusion, Recipients::Only(bureaus(&["QN"])));
    assert_eq!(sees(&diffusion, "QN"), Sight::Nothing);
    for (act, by) in [
        (Act::Submit, owner()),
        (Act::Screen, system()),
        (screened(evidence(1)), system()),
        (approve(), reviewer(1)),
        (approve(), reviewer(2)),
        (Act::BeginTranslation, system()),
    ] {
        diffusion = after(&diffusion, &act, &by, start()).notice;
        assert_eq!(sees(&diffusion, "QN"), Sight::Nothing, "{:?}", diffusion.state);
    }
    let set = Act::SetText {
        language: "en".into(),
        text: payload(5),
    };
    let held = run(
        diffusion,
        &[
            (set, translator(1)),
            (Act::CheckText { language: "en".into() }, translator(2)),
        ],
        start(),
    );
    let sent = after(&held, &publish(), &reviewer(1), hours(start(), 1)).notice;
    assert_eq!((sees(&sent, "QN"), sees(&sent, "QO")), (Sight::Content, Sight::Nothing));
    let too_long = Act::Suspend {
        until: date(2027, 12, 1),
        reason: "doubt".into(),
    };
    assert!(matches!(
        refused(&sent, &too_long, &owner(), hours(start(), 2)),
        Refusal::Rule { rule: 38, .. }
    ));
}

#[test]
fn an_update_changes_nothing_until_two_reviewers_have_approved_it() {
    let live = published();
    let now = hours(start(), 3);
    let propose = |n| Act::ProposeUpdate { payload: payload(n) };
    let approve = |revision| Act::ApproveUpdate {
        evidence: evidence(revision),
        answered_asks: BTreeSet::new(),
    };
    assert_eq!(refused(&live, &propose(1), &owner(), now), Refusal::NothingChanged);
    assert_eq!(refused(&live, &approve(2), &reviewer(1), now), Refusal::NoUpdate);
    assert_eq!(
        refused(&live, &Act::RejectUpdate { articles: articles() }, &reviewer(1), now),
        Refusal::NoUpdate
    );
    let proposed = after(&live, &propose(2), &owner(), now).notice;
    assert_eq!(
        (proposed.payload.clone(), refused(&proposed, &propose(3), &owner(), now)),
        (payload(1), Refusal::UpdateUnderReview)
    );
    let one = after(&proposed, &approve(2), &reviewer(1), now).notice;
    assert_eq!(
        (one.payload.clone(), refused(&one, &approve(2), &reviewer(1), now)),
        (payload(1), Refusal::SamePerson)
    );
    let done = after(&one, &approve(2), &reviewer(2), now);
    assert_eq!((done.notice.payload.clone(), done.notice.revision), (payload(2), 2));
    assert!(
        done.notice.texts.values().all(|t| !t.is_current(2)),
        "every text is stale now"
    );
    assert!(
        done.events
            .iter()
            .any(|e| matches!(&e.audience, Audience::Bureaus(b) if b.contains(&bureau("QO"))))
    );
    let turned_down = after(
        &proposed,
        &Act::RejectUpdate { articles: articles() },
        &reviewer(1),
        now,
    )
    .notice;
    assert_eq!(
        (turned_down.payload.clone(), turned_down.pending.clone()),
        (payload(1), None)
    );
}

#[test]
fn an_addendum_stands_beside_the_notice_and_only_the_secretariat_seals_it_from_the_owner() {
    let live = published();
    let now = hours(start(), 3);
    let sealed = Act::AddAddendum {
        text: payload(70),
        sealed_from_owner: true,
    };
    assert_eq!(refused(&live, &sealed, &owner(), now), Refusal::CannotSeal);
    let done = after(&live, &sealed, &reviewer(1), now);
    assert!(done.events.iter().all(|e| e.audience != Audience::Owner));
    let open = after(
        &done.notice,
        &Act::AddAddendum {
            text: payload(71),
            sealed_from_owner: false,
        },
        &owner(),
        now,
    );
    assert_eq!(open.notice.addenda.iter().map(|a| a.number).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_suspension_hides_the_notice_and_lasts_six_months_at_most() {
    let live = published();
    let now = hours(start(), 3);
    let until = |day| Act::Suspend {
        until: day,
        reason: "doubt".into(),
    };
    assert!(matches!(
        refused(&live, &until(date(2027, 5, 21)), &owner(), now),
        Refusal::Rule { rule: 15, .. }
    ));
    let asleep = after(&live, &until(date(2027, 5, 20)), &owner(), now).notice;
    assert_eq!(sees(&asleep, "QN"), Sight::Nothing);
    assert_eq!(
        sees(&after(&asleep, &Act::Resume, &owner(), now).notice, "QN"),
        Sight::Content
    );
    let forgotten = decide(&asleep, &Act::Tick, &system(), at("2027-05-21T00:00:00Z"), &rules());
    let forgotten = forgotten.unwrap_or_else(|e| panic!("{e}")).notice;
    assert_eq!(
        (forgotten.state, forgotten.end.map(|e| e.reason)),
        (State::Cancelled, Some(EndReason::NcbNoAnswer))
    );
}

#[test]
fn where_the_row_was_not_adopted_a_long_suspension_only_leaves_a_note() {
    let act = Act::Suspend {
        until: date(2027, 12, 1),
        reason: "doubt".into(),
    };
    let done = decide(&published(), &act, &owner(), hours(start(), 3), &unadopted()).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(done.asks.iter().map(|f| f.rule).collect::<Vec<_>>(), [15]);
}

#[test]
fn a_block_hides_at_once_and_gives_back_what_was_before() {
    let asleep = in_state(State::Suspended);
    let now = hours(start(), 4);
    let blocked = after(&asleep, &Act::Block, &oversight(), now).notice;
    assert_eq!(
        (sees(&blocked, "QN"), sight(&blocked, &Viewer::Oversight)),
        (Sight::Nothing, Sight::Content)
    );
    assert_eq!(
        after(&blocked, &Act::Unblock, &oversight(), now).notice.state,
        State::Suspended
    );
    let taken_back = after(&blocked, &withdraw(), &owner(), now);
    assert!(
        taken_back.remember.is_some(),
        "a case withdrawn while it is blocked is remembered"
    );
}

#[test]
fn a_withdrawal_needs_a_reason_of_the_rulebook() {
    let act = |reason| Act::Withdraw {
        reason,
        text: String::new(),
    };
    assert!(matches!(
        refused(&published(), &act(EndReason::CcfDecision), &owner(), hours(start(), 3)),
        Refusal::Rule { rule: 16, .. }
    ));
    assert!(matches!(
        refused(&published(), &act(EndReason::Other), &owner(), hours(start(), 3)),
        Refusal::Rule { rule: 16, .. }
    ));
    assert_eq!(
        after(&published(), &withdraw(), &owner(), hours(start(), 3)).remember,
        None
    );
}

#[test]
fn a_cancellation_needs_a_condition_that_fell_or_a_ruling() {
    let Act::Cancel {
        reason,
        text,
        articles,
        silent_days,
        ..
    } = cancel()
    else {
        panic!("cancel() makes a cancellation")
    };
    let groundless = Act::Cancel {
        reason,
        text,
        articles,
        broken_rows: BTreeSet::new(),
        silent_days,
        ruled: false,
    };
    assert!(matches!(
        refused(&published(), &groundless, &reviewer(1), hours(start(), 3)),
        Refusal::Rule { rule: 17, .. }
    ));
    let done = after(&published(), &cancel(), &reviewer(1), hours(start(), 3));
    assert_eq!(done.remember, Some(desk::articles()));
}

#[test]
fn a_recall_opens_a_task_for_every_holder_and_lists_who_has_not_confirmed() {
    let ended = in_state(State::Withdrawn);
    let now = hours(start(), 3);
    assert_eq!(outstanding(&ended).len(), 3);
    assert_eq!(sees(&ended, "QN"), Sight::Tombstone);
    let reminded = after(&ended, &Act::Tick, &system(), hours(start(), 27));
    assert_eq!(
        reminded
            .events
            .iter()
            .filter(|e| matches!(e.kind, EventKind::PurgeReminder(1)))
            .count(),
        3
    );
    let purged = after(&ended, &Act::ConfirmPurge, &member("QN"), now).notice;
    assert_eq!((outstanding(&purged).len(), sees(&purged, "QN")), (2, Sight::Nothing));
    assert_eq!(
        refused(&purged, &Act::ConfirmPurge, &member("QN"), now),
        Refusal::ConfirmedBefore(bureau("QN"))
    );
    assert_eq!(
        refused(&purged, &Act::ConfirmPurge, &member("QR"), now),
        Refusal::NotAHolder(bureau("QR"))
    );
    assert_eq!(
        refused(&published(), &Act::ConfirmPurge, &member("QN"), now),
        Refusal::NoPurge(bureau("QN"))
    );
}

#[test]
fn receipts_are_given_once_by_holders() {
    let live = published();
    let now = hours(start(), 3);
    let received = after(&live, &Act::ConfirmReceipt, &member("QN"), now).notice;
    assert_eq!(
        received.copies.get(&bureau("QN")).and_then(|c| c.received_at),
        Some(now)
    );
    assert_eq!(
        refused(&received, &Act::ConfirmReceipt, &member("QN"), now),
        Refusal::ConfirmedBefore(bureau("QN"))
    );
    assert_eq!(
        refused(&received, &Act::ConfirmReceipt, &member("QR"), now),
        Refusal::NotAHolder(bureau("QR"))
    );
}

#[test]
fn an_excluded_bureau_loses_sight_at_once_and_is_asked_to_purge() {
    let live = published();
    let now = hours(start(), 3);
    let deny = |names: &[&str]| Act::Restrict { deny: bureaus(names) };
    assert_eq!(refused(&live, &deny(&["QM"]), &owner(), now), Refusal::CannotExclude);
    assert_eq!(refused(&live, &deny(&[]), &owner(), now), Refusal::CannotExclude);
    let narrowed = after(&live, &deny(&["QN"]), &owner(), now).notice;
    assert_eq!(
        (sees(&narrowed, "QN"), sees(&narrowed, "QO")),
        (Sight::Tombstone, Sight::Content)
    );
    let purged = after(&narrowed, &Act::ConfirmPurge, &member("QN"), now).notice;
    assert_eq!(sees(&purged, "QN"), Sight::Nothing);
    let redelivered = after(
        &purged,
        &Act::Deliver {
            bureaus: bureaus(&["QN"]),
        },
        &system(),
        now,
    )
    .notice;
    assert_eq!(
        sees(&redelivered, "QN"),
        Sight::Nothing,
        "an excluded bureau receives nothing"
    );
    let allow = Act::LiftRestriction {
        allow: bureaus(&["QN"]),
    };
    let lifted = after(&purged, &allow, &owner(), now).notice;
    assert_eq!(refused(&lifted, &allow, &owner(), now), Refusal::CannotExclude);
    let again = after(
        &lifted,
        &Act::Deliver {
            bureaus: bureaus(&["QN"]),
        },
        &system(),
        now,
    )
    .notice;
    assert_eq!(sees(&again, "QN"), Sight::Content);
}

#[test]
fn a_bureau_that_joins_later_receives_it_and_nobody_receives_it_twice() {
    let live = published();
    let done = after(
        &live,
        &Act::Deliver {
            bureaus: bureaus(&["QN", "QR"]),
        },
        &system(),
        hours(start(), 3),
    );
    let told: Vec<&Audience> = done.events.iter().map(|e| &e.audience).collect();
    assert_eq!(told, [&Audience::Bureaus(bureaus(&["QR"]))]);
}

#[test]
fn a_warrant_is_asked_about_and_silence_puts_the_notice_to_sleep() {
    let live = published();
    let due = next_due(&live, rules().book()).unwrap_or_else(|| panic!("a published notice has a next question"));
    assert_eq!(due, days(hours(start(), 1), 90));
    assert_eq!(
        refused(&live, &Act::Tick, &system(), hours(due, -1)),
        Refusal::NothingDue
    );
    assert_eq!(
        refused(&live, &warrant(WarrantAnswer::Stands), &owner(), hours(start(), 3)),
        Refusal::NoWarrantQuestion
    );
    let asked = after(&live, &Act::Tick, &system(), due);
    assert!(asked.events.iter().any(|e| e.kind == EventKind::WarrantAsked));
    let asleep = after(&asked.notice, &Act::Tick, &system(), days(due, 14)).notice;
    assert_eq!((asleep.state, sees(&asleep, "QN")), (State::Suspended, Sight::Nothing));
    assert_eq!(
        refused(&asleep, &Act::Resume, &owner(), days(due, 15)),
        Refusal::WarrantUnconfirmed
    );
    let awake = after(&asleep, &warrant(WarrantAnswer::Stands), &owner(), days(due, 20)).notice;
    assert_eq!((awake.state, sees(&awake, "QN")), (State::Published, Sight::Content));
    assert_eq!(awake.warrant.and_then(|w| w.confirmed_at), Some(days(due, 20)));
}

#[test]
fn an_answer_that_the_warrant_is_gone_ends_the_notice() {
    let due = days(hours(start(), 1), 90);
    let asked = after(&published(), &Act::Tick, &system(), due).notice;
    let reasons = [
        (WarrantAnswer::Revoked, EndReason::WarrantRevoked),
        (WarrantAnswer::TimeBarred, EndReason::TimeBarred),
        (WarrantAnswer::Served, EndReason::PurposeAchieved),
    ];
    for (answer, reason) in reasons {
        let ended = after(&asked, &warrant(answer), &owner(), due).notice;
        assert_eq!(
            (ended.state, ended.end.map(|e| e.reason)),
            (State::Withdrawn, Some(reason))
        );
    }
}

#[test]
fn retention_is_asked_six_months_before_the_end_and_silence_ends_it() {
    let mut live = published();
    live.warrant = None;
    let answer = |until, warrant_checked| Act::AnswerRetention {
        until,
        reason: "Still sought.".into(),
        warrant_checked,
    };
    assert_eq!(
        refused(&live, &answer(None, true), &owner(), hours(start(), 3)),
        Refusal::NoRetentionQuestion
    );
    let question = at("2031-05-20T00:00:00Z");
    assert_eq!(
        refused(&live, &Act::Tick, &system(), hours(question, -1)),
        Refusal::NothingDue
    );
    let asked = after(&live, &Act::Tick, &system(), question).notice;
    let unchecked = answer(Some(date(2036, 11, 20)), false);
    assert!(matches!(
        refused(&asked, &unchecked, &owner(), question),
        Refusal::Rule { rule: 41, .. }
    ));
    let too_long = answer(Some(date(2036, 11, 21)), true);
    assert!(matches!(
        refused(&asked, &too_long, &owner(), question),
        Refusal::Rule { rule: 41, .. }
    ));
    let renewed = after(&asked, &answer(Some(date(2036, 11, 20)), true), &owner(), question).notice;
    assert_eq!(
        renewed.retention.as_ref().map(|r| (r.ends_on, r.renewals, r.asked_on)),
        Some((date(2036, 11, 20), 1, None))
    );
    let silent = after(&asked, &Act::Tick, &system(), at("2031-11-21T00:00:00Z")).notice;
    assert_eq!((silent.state, sees(&silent, "QN")), (State::Expired, Sight::Tombstone));
    let declined = after(&asked, &answer(None, false), &owner(), question).notice;
    assert_eq!(declined.state, State::Published, "a no lets the period run out");
}

#[test]
fn destruction_needs_a_second_person_and_names_every_payload() {
    let ended = in_state(State::Cancelled);
    let now = days(start(), 2);
    let destroy = |second: &str| Act::Destroy {
        second: officer(second),
    };
    assert_eq!(
        refused(&ended, &destroy("reviewer-1"), &reviewer(1), now),
        Refusal::SamePerson
    );
    let done = after(&ended, &destroy("reviewer-2"), &reviewer(1), now);
    assert_eq!(
        refused(&ended, &destroy("reviewer-2"), &reviewer(1), hours(start(), 3)),
        Refusal::InHand,
        "not before the letter has left"
    );
    assert_eq!(done.erase, ended.payloads());
    assert!(done.erase.len() >= 5, "content and four texts");
    assert_eq!(done.notice.subject, None);
    assert_eq!(outstanding(&done.notice).len(), 3, "who has not purged is still listed");
    assert_eq!(sight(&done.notice, &Viewer::Desk), Sight::Tombstone);
}

#[test]
fn acts_cannot_be_dated_before_what_already_happened() {
    assert_eq!(
        refused(&published(), &withdraw(), &owner(), hours(start(), -1)),
        Refusal::BackInTime
    );
}

#[test]
fn the_owner_sees_the_purge_list_no_earlier_than_the_letter() {
    let ended = in_state(State::Deleted);
    let shown = |now| outstanding_shown_to(&ended, &Viewer::Bureau(bureau("QM")), now).len();
    assert_eq!((shown(hours(start(), 3)), shown(days(start(), 2))), (0, 3));
}

#[test]
fn every_refusal_has_its_own_code() {
    let notice = in_state(State::Published);
    let refusals = [
        refused(&notice, &Act::Submit, &owner(), hours(start(), 3)),
        refused(&in_state(State::Withdrawn), &Act::Submit, &owner(), days(start(), 3)),
        refused(&in_state(State::Cancelled), &withdraw(), &owner(), hours(start(), 3)),
        refused(&notice, &Act::Block, &owner(), hours(start(), 3)),
    ];
    let codes: Vec<&str> = refusals.iter().map(Refusal::code).collect();
    assert_eq!(codes, ["wrong_state", "ended", "in_hand", "not_for_you"]);
}
