//! The second and third day: arrears paid, the budget, the President, and what was promised.

use std::collections::{BTreeMap, BTreeSet};

use super::script::Script;
use super::{ScenarioFault, before, texts};
use crate::actor::Capacity;
use crate::assembly::Act;
use crate::commitment::{CommitmentAct, Judgement, Quarter};
use crate::election::ElectionAct;
use crate::finances::{FinanceAct, NewPayment};
use crate::resolution::ResolutionAct;
use crate::rulebook::Service;
use crate::session::SessionAct;
use crate::votes::{Mode, Papers, Subject, VoteAct};

/// `QT` asks for a stop, which always passes, and pays: its vote comes back at that instant.
pub(super) fn arrears_paid(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("arrears-paid", 1, 9)?;
    let member = script.hall.member("QT")?;
    let secretariat = script.secretariat()?;
    let using = |service| {
        Act::Finance(FinanceAct::UseService {
            member: member.clone(),
            service,
        })
    };
    script.act(secretariat.clone(), using(Service::StopRequest));
    script.refused(secretariat.clone(), using(Service::Training), "service-withdrawn");
    // Last year's debt is the older one: paying it breaks the row of two years.
    let units = before::share(&script.hall.members, &member);
    let payments = vec![NewPayment {
        reference: "mid-session-QT".to_owned(),
        member: member.clone(),
        units,
    }];
    script.act(secretariat.clone(), Act::Finance(FinanceAct::Pay { payments }));
    script.act(secretariat, using(Service::Training));
    Ok(())
}

/// The budget, by show of hands of all 196 seats.
pub(super) fn budget(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("budget", 1, 11)?;
    let chair = script.chair()?;
    script.act(chair, Act::Resolution(ResolutionAct::Table { resolution: 2 }));
    let question = texts::ask_whole(&texts::budget_title());
    script.hands(Subject::Whole { resolution: 2 }, question, 151, 22, 23)?;
    let year = script
        .opening
        .year()
        .checked_add(1)
        .ok_or(ScenarioFault::Calendar(script.opening))?;
    let spend = |units, reference: &str| {
        let (programme, reference) = ("stop-payment".to_owned(), reference.to_owned());
        Act::Finance(FinanceAct::Spend {
            year,
            programme,
            units,
            reference,
        })
    };
    let secretariat = script.secretariat()?;
    script.act(secretariat.clone(), spend(250_000_000, "order-1"));
    script.refused(secretariat, spend(1_600_000_000, "order-2"), "over-budget");
    Ok(())
}

/// Three secret ballots: twice short of two thirds, then whoever leads.
pub(super) fn president(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("president", 2, 9)?;
    round(script, &[(1, 88), (2, 64), (3, 38)], 4, 2)?;
    let secretariat = script.secretariat()?;
    script.act(
        secretariat,
        Act::Election(ElectionAct::Withdraw {
            election: 1,
            candidate: 3,
        }),
    );
    script.wait(3_600);
    round(script, &[(1, 117), (2, 74)], 3, 2)?;
    script.wait(3_600);
    round(script, &[(1, 121), (2, 71)], 4, 0)
}

fn round(script: &mut Script<'_>, votes: &[(u32, u64)], blank: u64, invalid: u64) -> Result<(), ScenarioFault> {
    let ballot = script.open(Subject::Round { election: 1 }, texts::ask_president(), Mode::Paper)?;
    let [teller, _] = script.tellers()?;
    let members: BTreeSet<_> = script.hall.members.iter().cloned().collect();
    script.act(teller, Act::Vote(VoteAct::IssuePapers { ballot, members }));
    let candidates: BTreeMap<u32, u64> = votes.iter().copied().collect();
    let total = candidates
        .values()
        .sum::<u64>()
        .saturating_add(blank)
        .saturating_add(invalid);
    script.counted(
        ballot,
        &Papers {
            candidates,
            blank,
            invalid,
            total,
            ..Papers::default()
        },
    )
}

/// Use of the service comes in, evidence is shown and read; the next session is dated and this one closed.
pub(super) fn commitments(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("closing", 3, 15)?;
    let (chair, next) = (script.chair()?, script.day(364)?);
    script.act(chair.clone(), Act::Session(SessionAct::ScheduleNext { opening: next }));
    script.act(chair, Act::Session(SessionAct::Close));

    script.begin("commitments-fed", 130, 9)?;
    let platform = script.officer(Capacity::Platform)?;
    let quarter = Quarter::of(script.day(90)?);
    for (code, uses) in [("QM", 14), ("QN", 6), ("QO", 0), ("QT", 3)] {
        let (service, member) = ("stop-answer-within-hour".to_owned(), script.hall.member(code)?);
        script.act(
            platform.clone(),
            Act::Commitment(CommitmentAct::EnterUse {
                service,
                member,
                quarter,
                uses,
            }),
        );
    }
    let delegate = script.of("QN")?;
    let text = "duty desk open at all hours since the first of the month".to_owned();
    script.act(delegate, Act::Commitment(CommitmentAct::Show { commitment: 2, text }));
    let (secretariat, member) = (script.secretariat()?, script.hall.member("QN")?);
    let reason = "outcomes are recorded for every request of the quarter".to_owned();
    let judge = CommitmentAct::Judge {
        commitment: 2,
        member,
        judgement: Judgement::Completed,
        reason,
    };
    script.act(secretariat, Act::Commitment(judge));
    Ok(())
}
