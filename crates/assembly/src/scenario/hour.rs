//! "Answer within the hour": the debate, the amendments, the vote.

use super::before::OBSERVER;
use super::script::{Script, hands};
use super::{ScenarioFault, texts};
use crate::actor::{Actor, Capacity};
use crate::assembly::Act;
use crate::floor::FloorAct;
use crate::language::{Language, Texts};
use crate::resolution::{Change, ResolutionAct};
use crate::rulebook::MotionKind;
use crate::votes::{Choice, Mode, Subject, VoteAct};

/// Speeches, a reply, a point of order with an appeal, closure.
pub(super) fn debate(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("debate", 0, 10)?;
    let chair = script.chair()?;
    script.act(chair.clone(), Act::Resolution(ResolutionAct::Table { resolution: 1 }));
    script.act(chair.clone(), Act::Floor(FloorAct::OpenDebate { item: 2 }));
    let (first, second) = (script.of("QM")?, script.of("QO")?);
    let capacity = Capacity::Observer {
        organisation: OBSERVER.to_owned(),
    };
    let observer = Actor {
        person: super::hall::person("observer")?,
        capacity,
    };
    for speaker in [&first, &second, &observer] {
        script.act(speaker.clone(), Act::Floor(FloorAct::AskForFloor));
    }
    script.act(first.clone(), Act::Floor(FloorAct::AskToReply));
    for (speaker, seconds) in [(first.clone(), 150), (second, 200), (observer, 90), (first, 45)] {
        script.act(chair.clone(), Act::Floor(FloorAct::GiveFloor));
        script.wait(seconds);
        script.act(speaker, Act::Floor(FloorAct::EndSpeech));
    }
    move_amendments(script)?;

    script.begin("point-of-order", 0, 12)?;
    let (objector, mover, against) = (script.of("QR")?, script.of("QQ")?, script.of("QP")?);
    let text = "the amendment on two hours should be voted first".to_owned();
    script.act(objector.clone(), Act::Floor(FloorAct::RaisePoint { text }));
    let reason = "a deletion is further from the text than other words in its place".to_owned();
    script.act(
        chair.clone(),
        Act::Floor(FloorAct::Rule {
            point: 1,
            upheld: false,
            reason,
        }),
    );
    script.act(objector, Act::Floor(FloorAct::AppealRuling { point: 1 }));
    script.hands(Subject::Ruling { point: 1 }, texts::ask_ruling(), 41, 120, 34)?;

    script.begin("closure", 0, 13)?;
    script.act(
        mover,
        Act::Floor(FloorAct::Move {
            motion: MotionKind::CloseDebate,
        }),
    );
    script.act(against, Act::Floor(FloorAct::AskAgainst { motion: 1 }));
    script.act(chair, Act::Floor(FloorAct::HearAgainst { motion: 1 }));
    script.hands(Subject::Motion { motion: 1 }, texts::ask_closure(), 140, 30, 25)
}

fn move_amendments(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    let amend = |oral, change| {
        Act::Resolution(ResolutionAct::Amend {
            resolution: 1,
            oral,
            change,
        })
    };
    let (contested, deletion, oral) = (script.of("QO")?, script.of("QP")?, script.of("QN")?);
    script.act(
        contested,
        amend(
            false,
            Change::Replace {
                paragraph: 2,
                texts: texts::two_hours(),
            },
        ),
    );
    script.act(deletion, amend(false, Change::Delete { paragraph: 4 }));
    let texts = Texts::one(Language::English, texts::RECORDS_EN);
    script.act(oral, amend(true, Change::Replace { paragraph: 3, texts }));
    Ok(())
}

/// Furthest first: a deletion, then two replacements, one of them by two votes.
pub(super) fn amendments(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("amendments", 0, 14)?;
    let chair = script.chair()?;
    let whole = Act::Vote(VoteAct::Open {
        on: Subject::Whole { resolution: 1 },
        question: texts::ask_whole(&texts::hour_title()),
        mode: Mode::Record,
    });
    script.refused(chair.clone(), whole, "amendments-open");
    let reason =
        Some("the shorter change of the operative text is settled before the deadline it depends on".to_owned());
    let ruled = Some(vec![2, 3, 1]);
    script.act(
        chair,
        Act::Resolution(ResolutionAct::OrderAmendments {
            resolution: 1,
            ruled,
            reason,
        }),
    );
    let on = |amendment| Subject::Amendment {
        resolution: 1,
        amendment,
    };
    script.hands(on(2), texts::ask_amendment(2), 52, 121, 22)?;
    script.hands(on(3), texts::ask_amendment(3), 139, 38, 18)?;

    script.begin("contested-amendment", 0, 15)?;
    let ballot = script.open(on(1), texts::ask_amendment(1), Mode::Hands)?;
    let [one, other] = script.tellers()?;
    let count = |papers| Act::Vote(VoteAct::Count { ballot, papers });
    script.act(one, count(hands(94, 96, 5)));
    script.act(other.clone(), count(hands(95, 96, 4)));
    let chair = script.chair()?;
    script.refused(chair, Act::Vote(VoteAct::Close { ballot }), "tellers-disagree");
    script.act(other, count(hands(94, 96, 5)));
    script.close(ballot)
}

/// The languages catch up, then 195 seats vote by record: 130 yes, 65 no; `QT` is in arrears.
pub(super) fn adoption(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("languages-behind", 0, 16)?;
    let on = Subject::Whole { resolution: 1 };
    let question = texts::ask_whole(&texts::hour_title());
    let chair = script.chair()?;
    let open = Act::Vote(VoteAct::Open {
        on: on.clone(),
        question: question.clone(),
        mode: Mode::Record,
    });
    script.refused(chair, open, "languages-behind");
    let secretariat = script.secretariat()?;
    let versions = [
        (Language::Arabic, texts::RECORDS_AR),
        (Language::Spanish, texts::RECORDS_ES),
        (Language::French, texts::RECORDS_FR),
    ];
    for (language, text) in versions {
        let act = ResolutionAct::Translate {
            resolution: 1,
            paragraph: 3,
            language,
            text: text.to_owned(),
        };
        script.act(secretariat.clone(), Act::Resolution(act));
    }
    for language in Language::ALL {
        script.act(
            secretariat.clone(),
            Act::Resolution(ResolutionAct::Distribute {
                resolution: 1,
                language,
            }),
        );
    }

    script.begin("answer-within-the-hour", 0, 17)?;
    let asker = script.of("QM")?;
    script.act(asker.clone(), Act::Vote(VoteAct::AskForRecord));
    let ballot = script.open(on, question, Mode::Record)?;
    let in_arrears = script.hall.member("QT")?;
    let voters: Vec<_> = script
        .hall
        .members
        .iter()
        .filter(|member| **member != in_arrears)
        .cloned()
        .collect();
    for (place, member) in voters.into_iter().enumerate() {
        let choice = if place % 3 == 2 { Choice::No } else { Choice::Yes };
        let delegate = script.hall.delegate(&member)?;
        script.act(delegate, Act::Vote(VoteAct::Cast { ballot, member, choice }));
    }
    let cast = |member, choice| Act::Vote(VoteAct::Cast { ballot, member, choice });
    let again = script.hall.member("QM")?;
    script.refused(asker, cast(again, Choice::No), "voted-twice");
    let delegate = script.hall.delegate(&in_arrears)?;
    script.refused(delegate, cast(in_arrears, Choice::No), "not-entitled");
    script.close(ballot)
}
