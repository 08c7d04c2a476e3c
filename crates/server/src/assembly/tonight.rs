//! A session that sits now: an extraordinary one on a single subject, an amendment under vote, speakers waiting. It is what a
//! visitor of the demonstration meets, and the hall in which tests let several act at once.

use std::collections::{BTreeMap, BTreeSet};

use cordon_assembly::actor::{Actor, Capacity};
use cordon_assembly::agenda::{AgendaAct, ItemKind, NewItem};
use cordon_assembly::assembly::{Act, Assembly};
use cordon_assembly::delegation::{Attendance, CredentialsState, DelegationAct, Named, NewDelegation};
use cordon_assembly::floor::FloorAct;
use cordon_assembly::language::{Language, Texts};
use cordon_assembly::member::{MemberCode, PersonId};
use cordon_assembly::quorum::{Quorum, QuorumBase};
use cordon_assembly::resolution::{Change, Clause, Matter, NewParagraph, ResolutionAct, Role};
use cordon_assembly::rulebook::{Authority, ThirdBallot};
use cordon_assembly::session::{Session, SessionAct, SessionKind, Settings};
use jiff::civil::Date;
use jiff::{Span, Timestamp};

use crate::app::App;
use crate::assembly::service;

/// The identifier of the session that sits.
pub const SESSION: &str = "exercise-tonight";

/// The delegates with accounts of their own: member and officer.
pub const SEATED: [(&str, &str); 2] = [("QM", "dele"), ("QO", "dalia")];

/// The hall while it is being filled.
pub struct Hall<'a> {
    app: &'a App,
    /// When the next act takes place.
    pub at: Timestamp,
}

fn person(text: &str) -> anyhow::Result<PersonId> {
    Ok(PersonId::new(text)?)
}

/// The head of a member's delegation: an officer where one sits for it.
///
/// # Errors
/// Never for the members of this world.
pub fn head(member: &MemberCode) -> anyhow::Result<PersonId> {
    let seated = SEATED.iter().find(|(code, _)| *code == member.as_str());
    person(&seated.map_or_else(|| format!("head-{member}"), |(_, officer)| (*officer).to_owned()))
}

fn officer(name: &str, capacity: Capacity) -> anyhow::Result<Actor> {
    Ok(Actor {
        person: person(name)?,
        capacity,
    })
}

/// The head of a member's delegation, acting for it.
///
/// # Errors
/// When the code is no member's.
pub fn delegate(code: &str) -> anyhow::Result<Actor> {
    let member = MemberCode::new(code)?;
    Ok(Actor {
        person: head(&member)?,
        capacity: Capacity::Delegate { member },
    })
}

impl Hall<'_> {
    /// One act of the story; a second passes.
    ///
    /// # Errors
    /// When the rulebook refuses it.
    pub async fn act(&mut self, actor: &Actor, act: Act) -> anyhow::Result<()> {
        self.at = self.at.checked_add(Span::new().seconds(1))?;
        let done = service::act(self.app, SESSION, actor, &act, self.at, None).await;
        done.map(|_| ()).map_err(|no| anyhow::anyhow!("{act:?}: {}", no.detail))
    }
}

/// Opens the session's record on the roll, rules and books of an earlier state, and leads it to its first debate.
///
/// # Errors
/// When an act is refused.
pub async fn convene<'a>(app: &'a App, before: &Assembly, opening: Date) -> anyhow::Result<Hall<'a>> {
    let requested = opening.checked_sub(Span::new().days(40))?;
    let closing = opening.checked_add(Span::new().days(20))?;
    let mut session = Session::ordinary(95, "Exercise City", opening, closing, true);
    session.kind = SessionKind::Extraordinary {
        requested,
        by_committee: true,
        supporters: BTreeSet::new(),
        subject: subject(),
    };
    let start = Assembly::new(
        before.rulebook.clone(),
        before.roll.clone(),
        session,
        before.finances.clone(),
    );
    let at = jiff::tz::Offset::UTC.to_timestamp(requested.checked_add(Span::new().days(2))?.at(9, 0, 0, 0))?;
    service::found(app, SESSION, &start, at)
        .await
        .map_err(|no| anyhow::anyhow!(no.detail))?;
    let mut hall = Hall { app, at };
    prepare(&mut hall).await?;
    hall.at = jiff::tz::Offset::UTC.to_timestamp(opening.at(0, 0, 0, 0))?;
    seat(&mut hall, before).await?;
    let chair = officer("chandra", Capacity::Chair)?;
    hall.act(&chair, Act::Session(SessionAct::Open)).await?;
    hall.act(&chair, Act::Agenda(AgendaAct::AdoptWithoutObjection)).await?;
    hall.act(&chair, Act::Resolution(ResolutionAct::Table { resolution: 1 }))
        .await?;
    hall.act(&chair, Act::Floor(FloorAct::OpenDebate { item: 1 })).await?;
    Ok(hall)
}

/// The agenda, the notice, the draft in four languages, the settings.
async fn prepare(hall: &mut Hall<'_>) -> anyhow::Result<()> {
    let secretariat = officer("sana", Capacity::Secretariat)?;
    let item = NewItem {
        title: subject(),
        kind: ItemKind::Debate,
        starts: None,
        minutes: 180,
        speakers: vec!["QN".into()],
    };
    hall.act(&secretariat, Act::Agenda(AgendaAct::Add { item })).await?;
    hall.act(&secretariat, Act::Session(SessionAct::Convoke)).await?;
    hall.act(&secretariat, Act::Resolution(draft(hall.at)?)).await?;
    for language in Language::ALL {
        hall.act(
            &secretariat,
            Act::Resolution(ResolutionAct::Distribute {
                resolution: 1,
                language,
            }),
        )
        .await?;
    }
    let settings = Settings {
        quorum: Some(Quorum::Majority(QuorumBase::Members)),
        third_ballot: Some(ThirdBallot::Plurality),
        blanks_are_valid: Some(false),
        speech_seconds: Some(180),
        reply_seconds: Some(60),
        debate_seconds: Some(300),
    };
    hall.act(&secretariat, Act::Session(SessionAct::FixSettings { settings }))
        .await
}

/// Every member's delegation, its credentials, its arrival.
async fn seat(hall: &mut Hall<'_>, before: &Assembly) -> anyhow::Result<()> {
    let secretariat = officer("sana", Capacity::Secretariat)?;
    let committee = officer("kira", Capacity::CredentialsCommittee)?;
    let mut delegations = Vec::new();
    let mut persons = Vec::new();
    for member in before.roll.members() {
        let named = Named {
            person: head(member)?,
            head: true,
        };
        let second = Named {
            person: person(&format!("second-{member}"))?,
            head: false,
        };
        persons.push(Attendance {
            member: member.clone(),
            person: head(member)?,
        });
        delegations.push(NewDelegation {
            member: member.clone(),
            persons: vec![named, second],
            authority: Authority::Government,
        });
    }
    hall.act(&secretariat, Act::Delegation(DelegationAct::Name { delegations }))
        .await?;
    let members: BTreeSet<MemberCode> = before.roll.members().cloned().collect();
    for (actor, to) in [
        (&secretariat, CredentialsState::Submitted),
        (&committee, CredentialsState::Examined),
        (&committee, CredentialsState::Accepted),
    ] {
        let act = DelegationAct::Credentials {
            members: members.clone(),
            to,
            note: String::new(),
        };
        hall.act(actor, Act::Delegation(act)).await?;
    }
    hall.act(&secretariat, Act::Delegation(DelegationAct::Arrive { persons }))
        .await?;
    let invite = DelegationAct::InviteObserver {
        organisation: "Exercise Bankers' Forum".into(),
        persons: vec![person("obi")?],
    };
    hall.act(&secretariat, Act::Delegation(invite)).await
}

/// Speakers wait, two amendments stand, and the furthest of them is being voted: some seats have voted, ours has not.
///
/// # Errors
/// When an act is refused.
pub async fn under_vote(hall: &mut Hall<'_>, voted: usize) -> anyhow::Result<()> {
    for code in ["QN", "QR", "QS"] {
        hall.act(&delegate(code)?, Act::Floor(FloorAct::AskForFloor)).await?;
    }
    hall.act(&delegate("QM")?, Act::Floor(FloorAct::AskToReply)).await?;
    let replace = |paragraph, texts| Change::Replace { paragraph, texts };
    for (code, oral, change) in [
        (
            "QP",
            true,
            replace(
                3,
                Texts::one(
                    Language::English,
                    "Asks the Secretary General to report on the warnings sent in each quarter.",
                ),
            ),
        ),
        ("QO", false, replace(2, half_an_hour())),
    ] {
        let act = ResolutionAct::Amend {
            resolution: 1,
            oral,
            change,
        };
        hall.act(&delegate(code)?, Act::Resolution(act)).await?;
    }
    let state = service::load(hall.app, SESSION)
        .await
        .map_err(|no| anyhow::anyhow!(no.detail))?
        .value;
    let furthest = cordon_assembly::next_step::next_steps(&state, hall.at)
        .into_iter()
        .find_map(|step| match step.step {
            cordon_assembly::next_step::Step::OpenBallot { subject } => Some(subject),
            _ => None,
        });
    let on = furthest.ok_or_else(|| anyhow::anyhow!("no vote is in sight"))?;
    let chair = officer("chandra", Capacity::Chair)?;
    use cordon_assembly::votes::{Choice, Mode, VoteAct};
    let open = VoteAct::Open {
        on,
        question: ask(),
        mode: Mode::Record,
    };
    hall.act(&chair, Act::Vote(open)).await?;
    let others = state
        .roll
        .by_seat()
        .into_iter()
        .filter(|m| !SEATED.iter().any(|(code, _)| *code == m.as_str()));
    for (place, member) in others.enumerate().take(voted) {
        let choice = if place % 5 < 3 { Choice::Yes } else { Choice::No };
        let actor = Actor {
            person: head(&member)?,
            capacity: Capacity::Delegate { member: member.clone() },
        };
        hall.act(
            &actor,
            Act::Vote(VoteAct::Cast {
                ballot: 1,
                member,
                choice,
            }),
        )
        .await?;
    }
    Ok(())
}

fn draft(at: Timestamp) -> anyhow::Result<ResolutionAct> {
    let due = cordon_assembly::turn::day_of(at).checked_add(Span::new().days(200))?;
    let asks = Clause::AsksMembers {
        service: "stop-answer-within-hour".into(),
        per_quarter: Some(1),
        members: BTreeSet::new(),
        due,
    };
    let operative = |does| Role::Operative {
        does,
        depends_on: BTreeSet::new(),
    };
    let paragraph = |role, texts| NewParagraph { role, texts };
    Ok(ResolutionAct::Draft {
        title: title(),
        about: Matter::Qualified,
        sponsors: [MemberCode::new("QN")?].into(),
        costs: false,
        paragraphs: vec![
            paragraph(Role::Preambular, noting()),
            paragraph(operative(asks), hour()),
            paragraph(operative(Clause::AsksSecretaryGeneral { due }), report()),
        ],
    })
}

fn subject() -> Texts {
    Texts::all(
        "تحذير المصرف قبل وصول المال",
        "Warning a bank before the money arrives",
        "Avisar al banco antes de que llegue el dinero",
        "Avertir la banque avant que l'argent n'arrive",
    )
}

fn title() -> Texts {
    Texts::all("التحذير المبكر", "Early warning", "Aviso temprano", "Alerte précoce")
}

fn noting() -> Texts {
    Texts::all(
        "إذ تلاحظ أن المصرف الذي حُذّر قبل وصول المال يوقفه في أغلب الأحيان،",
        "Noting that a bank that was warned before the money arrives most often stops it,",
        "Observando que un banco avisado antes de la llegada del dinero casi siempre lo detiene,",
        "Constatant qu'une banque avertie avant l'arrivée de l'argent l'arrête le plus souvent,",
    )
}

fn hour() -> Texts {
    Texts::all(
        "تطلب من الأعضاء تحذير المصرف التالي في غضون ساعة واحدة من كل بلاغ؛",
        "Asks members to warn the next bank within one hour of every report;",
        "Pide a los miembros que avisen al banco siguiente en el plazo de una hora tras cada denuncia;",
        "Demande aux membres d'avertir la banque suivante dans l'heure qui suit chaque signalement ;",
    )
}

fn half_an_hour() -> Texts {
    Texts::all(
        "تطلب من الأعضاء تحذير المصرف التالي في غضون نصف ساعة من كل بلاغ، ليلاً ونهاراً؛",
        "Asks members to warn the next bank within half an hour of every report, by day and by night;",
        "Pide a los miembros que avisen al banco siguiente en el plazo de media hora tras cada denuncia, de día y de noche;",
        "Demande aux membres d'avertir la banque suivante dans la demi-heure qui suit chaque signalement, de jour comme de nuit ;",
    )
}

fn report() -> Texts {
    Texts::all(
        "تطلب من الأمين العام تقديم تقرير عن التحذيرات المرسلة.",
        "Asks the Secretary General to report on the warnings sent.",
        "Pide al Secretario General que informe sobre los avisos enviados.",
        "Demande au Secrétaire général de rendre compte des alertes envoyées.",
    )
}

fn ask() -> Texts {
    Texts(BTreeMap::from([
        (
            Language::Arabic,
            "هل تعتمدون التعديل على الفقرة 2 من «التحذير المبكر»؟".to_owned(),
        ),
        (
            Language::English,
            "Do you adopt the amendment to paragraph 2 of \"Early warning\"?".to_owned(),
        ),
        (
            Language::Spanish,
            "¿Aprueban la enmienda al párrafo 2 de «Aviso temprano»?".to_owned(),
        ),
        (
            Language::French,
            "Adoptez-vous l'amendement au paragraphe 2 d'« Alerte précoce » ?".to_owned(),
        ),
    ]))
}
