//! The floor: time, replies, points of order, precedence, closure, and what comes next.

use cordon_assembly::assembly::Act;
use cordon_assembly::floor::FloorAct;
use cordon_assembly::next_step::{Step, next_steps};
use cordon_assembly::resolution::Matter;
use cordon_assembly::rulebook::MotionKind;
use cordon_assembly::session::SessionState;
use cordon_assembly::votes::{Mode, Subject};

use crate::hall::*;

fn floor(act: FloorAct) -> Act {
    Act::Floor(act)
}

fn debating() -> Hall {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(chair(), floor(FloorAct::OpenDebate { item: 1 }));
    hall
}

#[track_caller]
fn speak(hall: &mut Hall, seconds: i64) -> Vec<String> {
    hall.ok(chair(), floor(FloorAct::GiveFloor));
    hall.later(seconds);
    hall.ok(chair(), floor(FloorAct::EndSpeech)).warnings
}

fn first(hall: &Hall) -> Step {
    next_steps(&hall.state, hall.now).remove(0).step
}

#[test]
fn speakers_follow_in_the_order_of_asking_and_replies_come_after_the_list() {
    let mut hall = debating();
    hall.ok(head("QM"), floor(FloorAct::AskToReply));
    hall.ok(head("QN"), floor(FloorAct::AskForFloor));
    hall.ok(observer(), floor(FloorAct::AskForFloor));
    assert_eq!(hall.no(second("QN"), floor(FloorAct::AskForFloor)), "already-listed");
    let mut order = Vec::new();
    for _ in 0..3 {
        hall.ok(chair(), floor(FloorAct::GiveFloor));
        let speech = hall
            .state
            .floor
            .debate
            .clone()
            .and_then(|debate| debate.speaking)
            .expect("a speech");
        order.push((speech.speaker.to_string(), speech.allowed_seconds));
        assert_eq!(hall.no(chair(), floor(FloorAct::GiveFloor)), "floor-taken");
        hall.ok(chair(), floor(FloorAct::EndSpeech));
    }
    let expected = [("QN", 180), ("Exercise Forum", 180), ("QM", 60)].map(|(who, time)| (who.to_owned(), time));
    assert_eq!(order, expected);
    assert_eq!(hall.no(chair(), floor(FloorAct::GiveFloor)), "nobody-asks");
}

#[test]
fn a_delegation_has_one_time_for_the_whole_debate_and_overruns_are_noted() {
    let mut hall = debating();
    for (seconds, overrun) in [(200, true), (90, false)] {
        hall.ok(head("QM"), floor(FloorAct::AskForFloor));
        assert_eq!(!speak(&mut hall, seconds).is_empty(), overrun);
    }
    hall.ok(head("QM"), floor(FloorAct::AskForFloor));
    hall.ok(chair(), floor(FloorAct::GiveFloor));
    let allowed = hall
        .state
        .floor
        .debate
        .as_ref()
        .and_then(|debate| debate.speaking.as_ref())
        .expect("speech");
    assert_eq!((allowed.allowed_seconds, allowed.left(hall.now)), (10, 10));
    hall.later(10);
    hall.ok(head("QM"), floor(FloorAct::EndSpeech));
    hall.ok(head("QM"), floor(FloorAct::AskForFloor));
    let decision = hall.ok(chair(), floor(FloorAct::GiveFloor));
    assert!(decision.warnings[0].contains("used all its time"));
    assert!(
        hall.state
            .floor
            .debate
            .as_ref()
            .is_some_and(|debate| debate.speaking.is_none())
    );
}

#[test]
fn a_point_of_order_stops_everything_until_the_chair_rules() {
    let mut hall = debating();
    hall.ok(head("QM"), floor(FloorAct::AskForFloor));
    let raise = || {
        floor(FloorAct::RaisePoint {
            text: "the list was closed".to_owned(),
        })
    };
    hall.ok(head("QN"), raise());
    assert_eq!(first(&hall), Step::RuleOnPoint { point: 1 });
    assert_eq!(hall.no(chair(), floor(FloorAct::GiveFloor)), "point-first");
    assert_eq!(
        hall.no(chair(), open(Subject::Whole { resolution: 1 }, Mode::Hands)),
        "point-first"
    );
    assert_eq!(hall.no(head("QO"), raise()), "point-first");
    let rule = |point, upheld| {
        floor(FloorAct::Rule {
            point,
            upheld,
            reason: "it is open".to_owned(),
        })
    };
    hall.ok(chair(), rule(1, false));
    assert_eq!(hall.no(chair(), rule(1, true)), "wrong-state");
    assert_eq!(
        first(&hall),
        Step::GiveFloor {
            speaker: "QM".to_owned()
        }
    );
}

#[test]
fn an_appeal_is_voted_at_once_and_a_tie_lets_the_ruling_stand() {
    for (yes, no, overruled) in [(4, 2, true), (3, 3, false)] {
        let mut hall = debating();
        hall.ok(
            head("QN"),
            floor(FloorAct::RaisePoint {
                text: "order".to_owned(),
            }),
        );
        hall.ok(
            chair(),
            floor(FloorAct::Rule {
                point: 1,
                upheld: false,
                reason: "no".to_owned(),
            }),
        );
        hall.ok(head("QN"), floor(FloorAct::AppealRuling { point: 1 }));
        let subject = Subject::Ruling { point: 1 };
        assert_eq!(
            first(&hall),
            Step::OpenBallot {
                subject: subject.clone()
            }
        );
        hall.vote(subject, yes, no, 0);
        assert_eq!(hall.state.floor.points[&1].overruled, overruled);
        assert_eq!(
            hall.no(head("QN"), floor(FloorAct::AppealRuling { point: 1 })),
            "wrong-state"
        );
    }
}

#[test]
fn no_point_of_order_during_a_ballot() {
    let mut hall = debating();
    hall.open(Subject::Whole { resolution: 1 }, Mode::Record);
    let raise = floor(FloorAct::RaisePoint {
        text: "order".to_owned(),
    });
    assert_eq!(hall.no(head("QN"), raise), "point-during-ballot");
    assert_eq!(first(&hall), Step::FinishBallot { ballot: 1 });
}

#[test]
fn motions_are_voted_in_their_precedence() {
    use MotionKind::{AdjournDebate, AdjournMeeting, CloseDebate, SuspendMeeting};
    let mut hall = debating();
    for (code, motion) in [
        ("QM", CloseDebate),
        ("QN", AdjournDebate),
        ("QO", AdjournMeeting),
        ("QP", SuspendMeeting),
    ] {
        hall.ok(head(code), floor(FloorAct::Move { motion }));
    }
    assert_eq!(
        hall.no(head("QQ"), floor(FloorAct::Move { motion: CloseDebate })),
        "motion-twice"
    );
    for motion in [1, 2, 3] {
        assert_eq!(
            hall.no(chair(), open(Subject::Motion { motion }, Mode::Hands)),
            "motion-before"
        );
    }
    for motion in [4, 3, 2, 1] {
        assert_eq!(
            first(&hall),
            Step::OpenBallot {
                subject: Subject::Motion { motion }
            }
        );
        assert!(!hall.vote(Subject::Motion { motion }, 1, 5, 0));
    }
    assert!(hall.state.floor.debate.is_some());
}

#[test]
fn two_against_closure_are_heard_before_it_is_voted() {
    let mut hall = debating();
    hall.ok(
        head("QM"),
        floor(FloorAct::Move {
            motion: MotionKind::CloseDebate,
        }),
    );
    let subject = Subject::Motion { motion: 1 };
    for code in ["QN", "QO", "QP"] {
        hall.ok(head(code), floor(FloorAct::AskAgainst { motion: 1 }));
    }
    for _ in 0..2 {
        assert_eq!(hall.no(chair(), open(subject.clone(), Mode::Hands)), "hear-against");
        assert_eq!(first(&hall), Step::HearAgainst { motion: 1 });
        hall.ok(chair(), floor(FloorAct::HearAgainst { motion: 1 }));
    }
    assert!(hall.vote(subject, 4, 2, 0), "the third is not heard");
    assert!(hall.state.floor.debate.is_none());
    assert_eq!(
        first(&hall),
        Step::OpenBallot {
            subject: Subject::Whole { resolution: 1 }
        }
    );
}

#[test]
fn a_carried_suspension_suspends_the_meeting_and_votes_stop() {
    let mut hall = debating();
    hall.ok(
        head("QM"),
        floor(FloorAct::Move {
            motion: MotionKind::SuspendMeeting,
        }),
    );
    assert!(hall.vote(Subject::Motion { motion: 1 }, 4, 2, 0));
    assert_eq!(hall.state.session.state, SessionState::Suspended);
    assert_eq!(first(&hall), Step::Resume);
    assert_eq!(
        hall.no(chair(), open(Subject::Whole { resolution: 1 }, Mode::Hands)),
        "not-open-for-votes"
    );
}

#[test]
fn the_list_can_be_closed_but_a_debate_ends_only_when_all_were_heard() {
    let mut hall = debating();
    hall.ok(head("QM"), floor(FloorAct::AskForFloor));
    hall.ok(chair(), floor(FloorAct::CloseList));
    assert_eq!(hall.no(head("QN"), floor(FloorAct::AskForFloor)), "list-closed");
    hall.ok(head("QN"), floor(FloorAct::AskToReply));
    assert_eq!(hall.no(chair(), floor(FloorAct::EndDebate)), "floor-taken");
    speak(&mut hall, 30);
    speak(&mut hall, 30);
    hall.ok(chair(), floor(FloorAct::EndDebate));
    assert_eq!(hall.no(head("QM"), floor(FloorAct::AskForFloor)), "no-debate");
}

#[test]
fn every_step_has_a_reason() {
    let mut hall = Hall::planned();
    let mut seen = vec![next_steps(&hall.state, hall.now).remove(0)];
    hall = Hall::convened();
    seen.push(next_steps(&hall.state, hall.now).remove(0));
    hall = debating();
    seen.extend(next_steps(&hall.state, hall.now));
    assert!(matches!(seen[0].step, Step::Convoke) && matches!(seen[1].step, Step::FixSettings { .. }));
    assert!(seen.iter().all(|step| !step.why.is_empty()));
}
