//! Before the first debate: contributions, convocation, papers, credentials, opening.

use std::collections::{BTreeMap, BTreeSet};

use super::script::Script;
use super::{ScenarioFault, texts};
use crate::actor::Capacity;
use crate::agenda::{AgendaAct, ItemKind, NewItem};
use crate::assembly::Act;
use crate::delegation::{CredentialsState, DelegationAct, Named, NewDelegation};
use crate::election::ElectionAct;
use crate::finances::{FinanceAct, NewPayment, distribute};
use crate::language::Language;
use crate::member::MemberCode;
use crate::quorum::{Quorum, QuorumBase};
use crate::resolution::{Clause, Matter, NewParagraph, ResolutionAct, Role};
use crate::rulebook::{Authority, Post, Proposer, ThirdBallot};
use crate::session::{SessionAct, Settings};

/// Contributions to share out in a year, in cents.
const TOTAL: i64 = 6_000_000_000;
/// The observer of the story.
pub(super) const OBSERVER: &str = "Exercise Bankers' Forum";

fn points(members: &[MemberCode]) -> BTreeMap<MemberCode, u32> {
    members.iter().cloned().zip((1_u32..=40).cycle()).collect()
}

/// What a member was asked for in a year.
pub(super) fn share(members: &[MemberCode], member: &MemberCode) -> i64 {
    distribute(TOTAL, &points(members)).get(member).copied().unwrap_or(0)
}

/// Two years of contributions: everybody pays but `QT`, which falls in arrears for both and is sanctioned.
pub(super) fn contributions(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    let this_year = script.opening.year();
    let last_year = this_year
        .checked_sub(1)
        .ok_or(ScenarioFault::Calendar(script.opening))?;
    let members = script.hall.members.clone();
    let late = script.hall.member("QT")?;
    for (beat, year, days) in [
        ("contributions-last-year", last_year, -690),
        ("contributions-this-year", this_year, -325),
    ] {
        let due = script.day(days + 30)?;
        script.begin(beat, days, 9)?;
        let secretariat = script.secretariat()?;
        let version = format!("exercise-{year}");
        let scale = FinanceAct::SetScale {
            year,
            version,
            points: points(&members),
            total: TOTAL,
        };
        script.act(secretariat.clone(), Act::Finance(scale));
        script.act(secretariat.clone(), Act::Finance(FinanceAct::Invoice { year, due }));
        script.wait(14 * 86_400);
        let shares = distribute(TOTAL, &points(&members));
        let payments = shares
            .into_iter()
            .filter(|(member, _)| *member != late)
            .map(|(member, units)| NewPayment {
                reference: format!("{year}-{member}"),
                member,
                units,
            })
            .collect();
        script.act(secretariat, Act::Finance(FinanceAct::Pay { payments }));
    }
    script.wait(30 * 86_400);
    let secretary_general = script.officer(Capacity::SecretaryGeneral)?;
    script.act(
        secretary_general,
        Act::Finance(FinanceAct::ApplySanctions { year: this_year }),
    );
    Ok(())
}

/// The notice, the call for candidacies, the agenda, the drafts and their translations.
pub(super) fn convocation(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("convocation", -150, 9)?;
    let secretariat = script.secretariat()?;
    script.act(secretariat.clone(), Act::Session(SessionAct::Convoke));
    let call = ElectionAct::Call {
        post: Post::President,
        seats: 1,
        closes: None,
    };
    script.act(secretariat.clone(), Act::Election(call));

    script.begin("agenda", -110, 9)?;
    let items = [
        (texts::item_presentation(), ItemKind::Presentation, 30),
        (texts::item_hour(), ItemKind::Debate, 120),
        (texts::item_workshop(), ItemKind::Workshop, 90),
        (texts::item_budget(), ItemKind::Debate, 45),
    ];
    for (title, kind, minutes) in items {
        let item = NewItem {
            title,
            kind,
            starts: None,
            minutes,
            speakers: vec!["secretariat".to_owned()],
        };
        script.act(secretariat.clone(), Act::Agenda(AgendaAct::Add { item }));
    }
    let committee = script.officer(Capacity::ExecutiveCommittee)?;
    script.act(committee.clone(), Act::Session(SessionAct::SendProvisionalAgenda));

    script.begin("drafts", -100, 9)?;
    let sponsors = script.hall.set(&["QM", "QN"])?;
    script.act(secretariat.clone(), Act::Resolution(hour_draft(script, sponsors)?));
    let year = script
        .opening
        .year()
        .checked_add(1)
        .ok_or(ScenarioFault::Calendar(script.opening))?;
    script.act(
        secretariat.clone(),
        Act::Finance(FinanceAct::ProposeBudget {
            year,
            programmes: programmes(),
        }),
    );
    script.act(secretariat, Act::Resolution(budget_draft(year)));
    script.act(committee, Act::Resolution(ResolutionAct::GiveOpinion { resolution: 2 }));

    candidacies(script)?;
    script.begin("working-papers", -35, 9)?;
    let secretariat = script.secretariat()?;
    for resolution in [1, 2] {
        for language in Language::ALL {
            let act = ResolutionAct::Distribute { resolution, language };
            script.act(secretariat.clone(), Act::Resolution(act));
        }
    }
    script.act(secretariat, Act::Session(SessionAct::SendWorkingPapers));
    Ok(())
}

fn programmes() -> BTreeMap<String, i64> {
    [
        ("stop-payment", 1_800_000_000),
        ("children", 1_500_000_000),
        ("languages", 900_000_000),
        ("running", 1_700_000_000),
    ]
    .map(|(programme, units)| (programme.to_owned(), units))
    .into()
}

fn operative(does: Clause) -> Role {
    Role::Operative {
        does,
        depends_on: BTreeSet::new(),
    }
}

fn hour_draft(script: &Script<'_>, sponsors: BTreeSet<MemberCode>) -> Result<ResolutionAct, ScenarioFault> {
    let asks = |service: &str, per_quarter| -> Result<Clause, ScenarioFault> {
        let (service, members) = (service.to_owned(), BTreeSet::new());
        Ok(Clause::AsksMembers {
            service,
            per_quarter,
            members,
            due: script.day(330)?,
        })
    };
    let paragraphs = vec![
        NewParagraph {
            role: Role::Preambular,
            texts: texts::hour_reason(),
        },
        NewParagraph {
            role: operative(asks("stop-answer-within-hour", Some(1))?),
            texts: texts::hour_asks(),
        },
        NewParagraph {
            role: operative(asks("stop-outcome", None)?),
            texts: texts::hour_records(),
        },
        NewParagraph {
            role: operative(Clause::Creates {
                body: "group of experts".to_owned(),
            }),
            texts: texts::hour_creates(),
        },
    ];
    let about = Matter::Regulations { opinion: true };
    Ok(ResolutionAct::Draft {
        title: texts::hour_title(),
        about,
        sponsors,
        costs: false,
        paragraphs,
    })
}

fn budget_draft(year: i16) -> ResolutionAct {
    let paragraphs = programmes()
        .into_iter()
        .map(|(programme, units)| NewParagraph {
            texts: texts::budget_approves(&programme, units),
            role: operative(Clause::ApprovesAmount { programme, units }),
        })
        .collect();
    ResolutionAct::Draft {
        title: texts::budget_title(),
        about: Matter::Budget { year },
        sponsors: BTreeSet::new(),
        costs: true,
        paragraphs,
    }
}

fn candidacies(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("candidacies", -60, 9)?;
    for code in ["QM", "QN", "QO"] {
        let member = script.hall.member(code)?;
        let secretariat = script.secretariat()?;
        let act = ElectionAct::Propose {
            election: 1,
            person: format!("candidate-of-{code}"),
            member,
            proposer: Proposer::Member,
            national_audit_office: false,
        };
        script.act(secretariat, Act::Election(act));
    }
    let secretariat = script.secretariat()?;
    script.begin("candidacy-too-late", -40, 9)?;
    let late = ElectionAct::Propose {
        election: 1,
        person: "candidate-of-QP".to_owned(),
        member: script.hall.member("QP")?,
        proposer: Proposer::Member,
        national_audit_office: false,
    };
    script.refused(secretariat.clone(), Act::Election(late), "candidacy-late");
    script.act(
        secretariat,
        Act::Election(ElectionAct::CloseCandidacies { election: 1 }),
    );
    Ok(())
}

/// Delegations and their credentials.
pub(super) fn credentials(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("credentials", 0, 7)?;
    let secretariat = script.secretariat()?;
    let members = script.hall.members.clone();
    let delegations = members
        .iter()
        .map(|member| {
            let persons = vec![Named {
                person: script.hall.head(member)?,
                head: true,
            }];
            Ok(NewDelegation {
                member: member.clone(),
                persons,
                authority: Authority::Government,
            })
        })
        .collect::<Result<_, ScenarioFault>>()?;
    script.act(
        secretariat.clone(),
        Act::Delegation(DelegationAct::Name { delegations }),
    );
    let all: BTreeSet<MemberCode> = members.into_iter().collect();
    let (copy, rival) = (script.hall.set(&["QR"])?, script.hall.set(&["QS"])?);
    let clear = all
        .iter()
        .filter(|member| !copy.contains(member) && !rival.contains(member))
        .cloned()
        .collect();
    script.act(
        secretariat.clone(),
        step(&all, CredentialsState::Submitted, "letters of appointment"),
    );
    let committee = script.officer(Capacity::CredentialsCommittee)?;
    for (members, to, note) in [
        (&all, CredentialsState::Examined, ""),
        (&clear, CredentialsState::Accepted, ""),
        (&copy, CredentialsState::Provisional, "a copy until the letter arrives"),
        (&rival, CredentialsState::Contested, "two letters name two heads"),
        (&rival, CredentialsState::Examined, "the second letter was withdrawn"),
        (&rival, CredentialsState::Accepted, ""),
    ] {
        script.act(committee.clone(), step(members, to, note));
    }
    let persons = vec![super::hall::person("observer")?];
    let invite = DelegationAct::InviteObserver {
        organisation: OBSERVER.to_owned(),
        persons,
    };
    script.act(secretariat, Act::Delegation(invite));
    Ok(())
}

fn step(members: &BTreeSet<MemberCode>, to: CredentialsState, note: &str) -> Act {
    Act::Delegation(DelegationAct::Credentials {
        members: members.clone(),
        to,
        note: note.to_owned(),
    })
}

/// Arrivals, settings, opening, agenda.
pub(super) fn opening(script: &mut Script<'_>) -> Result<(), ScenarioFault> {
    script.begin("opening", 0, 9)?;
    let secretariat = script.secretariat()?;
    let persons = script.hall.attendance(&script.hall.members)?;
    script.act(secretariat.clone(), Act::Delegation(DelegationAct::Arrive { persons }));
    let chair = script.chair()?;
    script.refused(chair.clone(), Act::Session(SessionAct::Open), "settings-open");
    let settings = Settings {
        quorum: Some(Quorum::Majority(QuorumBase::Members)),
        third_ballot: Some(ThirdBallot::Plurality),
        blanks_are_valid: Some(false),
        speech_seconds: Some(180),
        reply_seconds: Some(60),
        debate_seconds: Some(300),
    };
    script.act(secretariat, Act::Session(SessionAct::FixSettings { settings }));
    script.act(chair.clone(), Act::Session(SessionAct::Open));
    script.act(chair, Act::Agenda(AgendaAct::AdoptWithoutObjection));
    Ok(())
}
