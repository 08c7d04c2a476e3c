//! Writing a draft: filing, changing, distributing, tabling, withdrawing it.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::{NewParagraph, find, no_ballot};
use super::{Clause, Matter, Resolution, ResolutionState, Role};
use crate::actor::Capacity;
use crate::language::{Language, Texts};
use crate::member::MemberCode;
use crate::multilingual::Multilingual;
use crate::refusal::Refusal;
use crate::rulebook::Facts;
use crate::turn::{Turn, check_text, check_texts, next_id};

/// Most resolutions of one session.
const RESOLUTION_LIMIT: usize = 1_000;

pub(super) fn draft(
    turn: &mut Turn<'_>,
    title: &Texts,
    matter: Matter,
    sponsors: &BTreeSet<MemberCode>,
    costs: bool,
    paragraphs: &[NewParagraph],
) -> Result<(), Refusal> {
    match &turn.actor.capacity {
        Capacity::Secretariat | Capacity::ExecutiveCommittee => {}
        _ => {
            turn.delegate("file a draft resolution")?;
        }
    }
    check_texts("title", title)?;
    if turn.next.resolutions.len() >= RESOLUTION_LIMIT {
        return Err(Refusal::TooMany {
            what: "draft resolutions",
            limit: RESOLUTION_LIMIT,
        });
    }
    sponsors.iter().try_for_each(|sponsor| turn.known(sponsor))?;
    check_matter(turn, matter)?;
    let id = next_id(&turn.next.resolutions);
    turn.require(19, &Facts::DecisionForm { resolution: true }, |_| {
        Refusal::NoOperativePart { resolution: id }
    })?;
    let texts: Vec<Texts> = paragraphs.iter().map(|paragraph| paragraph.texts.clone()).collect();
    let body = Multilingual::new(&texts)?;
    let mut roles = BTreeMap::new();
    for (paragraph, new) in body.paragraphs.iter().zip(paragraphs) {
        check_role(turn, &new.role, &body)?;
        roles.insert(paragraph.id, new.role.clone());
    }
    if !roles.values().any(|role| matches!(role, Role::Operative { .. })) {
        return Err(Refusal::NoOperativePart { resolution: id });
    }
    let resolution = Resolution {
        number: None,
        renumbered: vec![],
        matter,
        title: title.clone(),
        sponsors: sponsors.clone(),
        costs,
        opinion: None,
        body,
        roles,
        fallen: BTreeMap::new(),
        amendments: BTreeMap::new(),
        order: None,
        division: vec![],
        state: ResolutionState::Draft,
        whole_votes: 0,
        ballots: vec![],
        reconsidered: 0,
    };
    turn.next.resolutions.insert(id, resolution);
    turn.enter("resolution-drafted", [("resolution", id.to_string())]);
    Ok(())
}

/// Drafts on the basic texts and requests for membership have their own last days.
fn check_matter(turn: &mut Turn<'_>, matter: Matter) -> Result<(), Refusal> {
    let (sent, opening) = (turn.today(), turn.next.session.opening);
    match matter {
        Matter::Ordinary | Matter::Budget { .. } | Matter::Qualified => {}
        Matter::Membership { received } => {
            let session_year = turn.next.session.year;
            turn.require(11, &Facts::ReceivedByDay { received, session_year }, |why| {
                Refusal::MembershipRequestLate { why }
            })?;
        }
        Matter::Constitution { proposer } => {
            let facts = Facts::SentBeforeOpening {
                sent,
                opening,
                proposer: Some(proposer),
                opinion: false,
            };
            turn.deadline(9, &facts, |why| Refusal::ConstitutionDraftTooLate { why })?;
        }
        Matter::Regulations { opinion } => {
            let facts = Facts::SentBeforeOpening {
                sent,
                opening,
                proposer: None,
                opinion,
            };
            turn.deadline(10, &facts, |why| Refusal::DraftTooLate { why })?;
        }
    }
    Ok(())
}

pub(super) fn check_role(turn: &Turn<'_>, role: &Role, body: &Multilingual) -> Result<(), Refusal> {
    let Role::Operative { does, depends_on } = role else {
        return Ok(());
    };
    depends_on.iter().try_for_each(|id| body.paragraph(*id).map(|_| ()))?;
    match does {
        Clause::AsksMembers { service, members, .. } => {
            check_text("service", service)?;
            members.iter().try_for_each(|member| turn.known(member))
        }
        Clause::ApprovesAmount { programme, units } => {
            check_text("programme", programme)?;
            if *units > 0 {
                Ok(())
            } else {
                Err(Refusal::NotPositive { what: "amount" })
            }
        }
        Clause::Creates { body } => check_text("body", body),
        Clause::States | Clause::AsksSecretaryGeneral { .. } => Ok(()),
    }
}

/// Only its sponsors and the secretariat change a draft.
fn may_change(turn: &mut Turn<'_>, id: u32, act: &'static str) -> Result<(), Refusal> {
    if turn.actor.capacity == Capacity::Secretariat {
        return Ok(());
    }
    let member = turn.delegate(act)?;
    if find(turn, id)?.sponsors.contains(&member) {
        Ok(())
    } else {
        Err(Refusal::NotYourPart {
            capacity: "a delegation that does not sponsor the draft",
            act,
        })
    }
}

pub(super) fn change(turn: &mut Turn<'_>, id: u32, paragraph: u32, texts: &Texts) -> Result<(), Refusal> {
    may_change(turn, id, "change this draft")?;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Draft, "change it other than by amendment")?;
    let revision = resolution.body.change(paragraph, texts)?;
    turn.enter(
        "resolution-changed",
        [("resolution", id.to_string()), ("revision", revision.to_string())],
    );
    Ok(())
}

pub(super) fn translate(
    turn: &mut Turn<'_>,
    id: u32,
    paragraph: u32,
    language: Language,
    text: &str,
) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "translate resolutions")?;
    no_ballot(turn)?;
    find(turn, id)?.body.translate(paragraph, language, text)?;
    turn.enter(
        "resolution-translated",
        [("resolution", id.to_string()), ("language", language.to_string())],
    );
    Ok(())
}

pub(super) fn distribute(turn: &mut Turn<'_>, id: u32, language: Language) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "distribute resolutions")?;
    let resolution = find(turn, id)?;
    if resolution.title.get(language).is_none() {
        return Err(Refusal::LanguageMissing { language, paragraph: 0 });
    }
    resolution.body.distribute(language)?;
    let revision = resolution.body.revision.to_string();
    turn.enter(
        "resolution-distributed",
        [
            ("resolution", id.to_string()),
            ("language", language.to_string()),
            ("revision", revision),
        ],
    );
    Ok(())
}

pub(super) fn give_opinion(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::ExecutiveCommittee], "give an opinion on costs")?;
    let today = turn.today();
    find(turn, id)?.opinion = Some(today);
    turn.enter("opinion-given", [("resolution", id.to_string())]);
    Ok(())
}

pub(super) fn table(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "put a draft before the assembly")?;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Draft, "put it before the assembly")?;
    resolution.state = ResolutionState::Tabled;
    turn.enter("resolution-tabled", [("resolution", id.to_string())]);
    Ok(())
}

pub(super) fn withdraw(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    may_change(turn, id, "withdraw this draft")?;
    no_ballot(turn)?;
    let resolution = find(turn, id)?;
    let voted = resolution.whole_votes > 0;
    if voted || !matches!(resolution.state, ResolutionState::Draft | ResolutionState::Tabled) {
        let state = if voted { "being voted" } else { resolution.state.name() };
        return Err(Refusal::WrongState {
            what: "resolution",
            state,
            act: "withdraw it",
        });
    }
    resolution.state = ResolutionState::Withdrawn;
    turn.enter("resolution-withdrawn", [("resolution", id.to_string())]);
    Ok(())
}
