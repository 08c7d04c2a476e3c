//! What can be done to a resolution, and the gates before its votes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::amendment::{Amendment, AmendmentState, Change, Order, suggested_order};
use super::{
    Clause, Matter, Renumbering, Resolution, ResolutionNumber, ResolutionState, Role, division,
};
use crate::actor::Capacity;
use crate::language::{Language, Texts};
use crate::member::MemberCode;
use crate::multilingual::Multilingual;
use crate::refusal::Refusal;
use crate::rulebook::Facts;
use crate::turn::{Turn, check_text, next_id};

/// A paragraph of a new draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewParagraph {
    /// Its role.
    pub role: Role,
    /// Its texts.
    pub texts: Texts,
}

/// Acts on resolutions. Every vote on them is a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum ResolutionAct {
    /// Files a draft.
    Draft {
        /// Title.
        title: Texts,
        /// What it is about.
        about: Matter,
        /// Sponsors.
        sponsors: BTreeSet<MemberCode>,
        /// Whether it costs anything.
        costs: bool,
        /// Paragraphs, numbered from 1 in this order.
        paragraphs: Vec<NewParagraph>,
    },
    /// The sponsors change a paragraph before the draft is tabled.
    Change {
        /// The resolution.
        resolution: u32,
        /// The paragraph.
        paragraph: u32,
        /// New texts; languages left out fall behind.
        texts: Texts,
    },
    /// Brings a paragraph up to date in a language.
    Translate {
        /// The resolution.
        resolution: u32,
        /// The paragraph.
        paragraph: u32,
        /// The language.
        language: Language,
        /// The text.
        text: String,
    },
    /// Sends this revision out in a language.
    Distribute {
        /// The resolution.
        resolution: u32,
        /// The language.
        language: Language,
    },
    /// The Executive Committee gives its opinion on the cost.
    GiveOpinion {
        /// The resolution.
        resolution: u32,
    },
    /// The chair puts the draft before the assembly.
    Table {
        /// The resolution.
        resolution: u32,
    },
    /// A delegate moves an amendment.
    Amend {
        /// The resolution.
        resolution: u32,
        /// Whether by word of mouth.
        oral: bool,
        /// What it would do.
        change: Change,
    },
    /// The mover takes it back.
    WithdrawAmendment {
        /// The resolution.
        resolution: u32,
        /// The amendment.
        amendment: u32,
    },
    /// The chair rules on the order of amendments.
    OrderAmendments {
        /// The resolution.
        resolution: u32,
        /// The order; the computed one where nothing is given.
        ruled: Option<Vec<u32>>,
        /// Why, where it differs from the computed one.
        reason: Option<String>,
    },
    /// The chair finds that an amendment has nothing left to change.
    RuleMoot {
        /// The resolution.
        resolution: u32,
        /// The amendment.
        amendment: u32,
        /// Why.
        reason: String,
    },
    /// A delegate asks that parts be voted separately.
    Divide {
        /// The resolution.
        resolution: u32,
        /// The parts.
        parts: Vec<BTreeSet<u32>>,
    },
    /// The sponsors take the draft back.
    Withdraw {
        /// The resolution.
        resolution: u32,
    },
    /// The number of an adopted resolution is corrected.
    Renumber {
        /// The resolution.
        resolution: u32,
        /// The right number.
        number: ResolutionNumber,
        /// Why.
        reason: String,
    },
}

pub(crate) fn apply(turn: &mut Turn<'_>, act: &ResolutionAct) -> Result<(), Refusal> {
    use ResolutionAct as A;
    match act {
        A::Draft {
            title,
            about,
            sponsors,
            costs,
            paragraphs,
        } => draft(turn, title, *about, sponsors, *costs, paragraphs),
        A::Change {
            resolution,
            paragraph,
            texts,
        } => change(turn, *resolution, *paragraph, texts),
        A::Translate {
            resolution,
            paragraph,
            language,
            text,
        } => {
            turn.only(&[Capacity::Secretariat], "translate resolutions")?;
            no_ballot(turn)?;
            find(turn, *resolution)?
                .body
                .translate(*paragraph, *language, text)
        }
        A::Distribute {
            resolution,
            language,
        } => distribute(turn, *resolution, *language),
        A::GiveOpinion { resolution } => give_opinion(turn, *resolution),
        A::Table { resolution } => table(turn, *resolution),
        A::Amend {
            resolution,
            oral,
            change,
        } => amend(turn, *resolution, *oral, change),
        A::WithdrawAmendment {
            resolution,
            amendment,
        } => withdraw_amendment(turn, *resolution, *amendment),
        A::OrderAmendments {
            resolution,
            ruled,
            reason,
        } => order(turn, *resolution, ruled.as_deref(), reason.as_deref()),
        A::RuleMoot {
            resolution,
            amendment,
            reason,
        } => moot(turn, *resolution, *amendment, reason),
        A::Divide { resolution, parts } => divide(turn, *resolution, parts),
        A::Withdraw { resolution } => withdraw(turn, *resolution),
        A::Renumber {
            resolution,
            number,
            reason,
        } => renumber(turn, *resolution, *number, reason),
    }
}

fn find<'a>(turn: &'a mut Turn<'_>, id: u32) -> Result<&'a mut Resolution, Refusal> {
    let missing = || Refusal::Unknown {
        what: "resolution",
        id: id.to_string(),
    };
    turn.next.resolutions.get_mut(&id).ok_or_else(missing)
}

/// A text that is being voted on stands still.
fn no_ballot(turn: &Turn<'_>) -> Result<(), Refusal> {
    match turn.next.ballots.open_id() {
        Some(ballot) => Err(Refusal::BallotOpen { ballot }),
        None => Ok(()),
    }
}

fn draft(
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
    for language in Language::ALL {
        if let Some(text) = title.get(language) {
            check_text("title", text)?;
        }
    }
    if title.0.is_empty() {
        return Err(Refusal::EmptyText { what: "title" });
    }
    sponsors
        .iter()
        .try_for_each(|sponsor| turn.known(sponsor))?;
    check_matter(turn, matter)?;
    let id = next_id(&turn.next.resolutions);
    turn.require(19, &Facts::DecisionForm { resolution: true }, |_| {
        Refusal::NoOperativePart { resolution: id }
    })?;
    let texts: Vec<Texts> = paragraphs
        .iter()
        .map(|paragraph| paragraph.texts.clone())
        .collect();
    let body = Multilingual::new(&texts)?;
    let mut roles = BTreeMap::new();
    for (paragraph, new) in body.paragraphs.iter().zip(paragraphs) {
        check_role(turn, &new.role, &body)?;
        roles.insert(paragraph.id, new.role.clone());
    }
    if !roles
        .values()
        .any(|role| matches!(role, Role::Operative { .. }))
    {
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
            turn.require(
                11,
                &Facts::ReceivedByDay {
                    received,
                    session_year,
                },
                |why| Refusal::MembershipRequestLate { why },
            )?;
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

fn check_role(turn: &Turn<'_>, role: &Role, body: &Multilingual) -> Result<(), Refusal> {
    let Role::Operative { does, depends_on } = role else {
        return Ok(());
    };
    depends_on
        .iter()
        .try_for_each(|id| body.paragraph(*id).map(|_| ()))?;
    match does {
        Clause::AsksMembers {
            service, members, ..
        } => {
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

fn change(turn: &mut Turn<'_>, id: u32, paragraph: u32, texts: &Texts) -> Result<(), Refusal> {
    may_change(turn, id, "change this draft")?;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Draft, "change it other than by amendment")?;
    let revision = resolution.body.change(paragraph, texts)?;
    turn.enter(
        "resolution-changed",
        [
            ("resolution", id.to_string()),
            ("revision", revision.to_string()),
        ],
    );
    Ok(())
}

fn distribute(turn: &mut Turn<'_>, id: u32, language: Language) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "distribute resolutions")?;
    let resolution = find(turn, id)?;
    if resolution.title.get(language).is_none() {
        return Err(Refusal::LanguageMissing {
            language,
            paragraph: 0,
        });
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

fn give_opinion(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::ExecutiveCommittee], "give an opinion on costs")?;
    let today = turn.today();
    find(turn, id)?.opinion = Some(today);
    turn.enter("opinion-given", [("resolution", id.to_string())]);
    Ok(())
}

fn table(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "put a draft before the assembly")?;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Draft, "put it before the assembly")?;
    resolution.state = ResolutionState::Tabled;
    turn.enter("resolution-tabled", [("resolution", id.to_string())]);
    Ok(())
}

fn amend(turn: &mut Turn<'_>, id: u32, oral: bool, change: &Change) -> Result<(), Refusal> {
    const LIMIT: usize = 500;
    let mover = turn.delegate("move an amendment")?;
    no_ballot(turn)?;
    let moved = turn.now;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Tabled, "amend it")?;
    if resolution
        .division
        .iter()
        .any(|part| part.decided.is_some())
        || resolution.whole_votes > 0
    {
        return Err(Refusal::WrongState {
            what: "resolution",
            state: "being voted",
            act: "amend it",
        });
    }
    if resolution.amendments.len() >= LIMIT {
        return Err(Refusal::TooMany {
            what: "amendments",
            limit: LIMIT,
        });
    }
    if let Some(paragraph) = change.paragraph() {
        resolution.body.paragraph(paragraph)?;
    }
    let body = resolution.body.clone();
    if let Change::Insert { role, .. } = change {
        check_role(turn, role, &body)?;
    }
    if let Some(texts) = change.texts() {
        if let (false, Some(language)) = (oral, texts.missing().first()) {
            return Err(Refusal::LanguageMissing {
                language: *language,
                paragraph: change.paragraph().unwrap_or(0),
            });
        }
        // Anything that the text itself would refuse is refused now, not after the vote.
        Multilingual::new(std::slice::from_ref(texts))?;
    }
    let resolution = find(turn, id)?;
    let number = next_id(&resolution.amendments);
    let amendment = Amendment {
        mover,
        moved,
        oral,
        change: change.clone(),
        state: AmendmentState::Open,
    };
    resolution.amendments.insert(number, amendment);
    turn.enter(
        "amendment-moved",
        [
            ("resolution", id.to_string()),
            ("amendment", number.to_string()),
        ],
    );
    Ok(())
}

fn open_amendment(resolution: &mut Resolution, id: u32) -> Result<&mut Amendment, Refusal> {
    let missing = || Refusal::Unknown {
        what: "open amendment",
        id: id.to_string(),
    };
    let amendment = resolution.amendments.get_mut(&id).ok_or_else(missing)?;
    if amendment.state == AmendmentState::Open {
        Ok(amendment)
    } else {
        Err(missing())
    }
}

fn withdraw_amendment(turn: &mut Turn<'_>, id: u32, amendment: u32) -> Result<(), Refusal> {
    let member = turn.delegate("withdraw an amendment")?;
    no_ballot(turn)?;
    let found = open_amendment(find(turn, id)?, amendment)?;
    if found.mover != member {
        return Err(Refusal::NotYourPart {
            capacity: "another delegation",
            act: "withdraw this amendment",
        });
    }
    found.state = AmendmentState::Withdrawn;
    turn.enter(
        "amendment-withdrawn",
        [
            ("resolution", id.to_string()),
            ("amendment", amendment.to_string()),
        ],
    );
    Ok(())
}

fn order(
    turn: &mut Turn<'_>,
    id: u32,
    ruled: Option<&[u32]>,
    reason: Option<&str>,
) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "order amendments")?;
    no_ballot(turn)?;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Tabled, "order its amendments")?;
    let suggested = suggested_order(resolution);
    let ruled = ruled.map_or_else(|| suggested.clone(), <[u32]>::to_vec);
    let (mut left, mut right) = (suggested.clone(), ruled.clone());
    left.sort_unstable();
    right.sort_unstable();
    if left != right {
        return Err(Refusal::OrderIncomplete { resolution: id });
    }
    let reason = reason.filter(|reason| !reason.trim().is_empty());
    if ruled != suggested && reason.is_none() {
        return Err(Refusal::ReasonMissing {
            what: "another order than furthest first",
        });
    }
    let listed = ruled
        .iter()
        .map(u32::to_string)
        .collect::<Vec<_>>()
        .join(" ");
    resolution.order = Some(Order {
        suggested,
        ruled,
        reason: reason.map(str::to_owned),
    });
    turn.enter(
        "amendments-ordered",
        [("resolution", id.to_string()), ("order", listed)],
    );
    Ok(())
}

fn moot(turn: &mut Turn<'_>, id: u32, amendment: u32, reason: &str) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "find an amendment moot")?;
    no_ballot(turn)?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing {
            what: "finding an amendment moot",
        });
    }
    open_amendment(find(turn, id)?, amendment)?.state = AmendmentState::Moot {
        reason: reason.to_owned(),
    };
    turn.enter(
        "amendment-moot",
        [
            ("resolution", id.to_string()),
            ("amendment", amendment.to_string()),
        ],
    );
    Ok(())
}

fn divide(turn: &mut Turn<'_>, id: u32, parts: &[BTreeSet<u32>]) -> Result<(), Refusal> {
    turn.delegate("ask for a division")?;
    no_ballot(turn)?;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Tabled, "divide it")?;
    if resolution.whole_votes > 0 {
        return Err(Refusal::WrongState {
            what: "resolution",
            state: "being voted",
            act: "divide it",
        });
    }
    division::divide(resolution, id, parts)?;
    turn.enter(
        "division-asked",
        [
            ("resolution", id.to_string()),
            ("parts", parts.len().to_string()),
        ],
    );
    Ok(())
}

fn withdraw(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    may_change(turn, id, "withdraw this draft")?;
    no_ballot(turn)?;
    let resolution = find(turn, id)?;
    let voted = resolution.whole_votes > 0;
    if voted
        || !matches!(
            resolution.state,
            ResolutionState::Draft | ResolutionState::Tabled
        )
    {
        let state = if voted {
            "being voted"
        } else {
            resolution.state.name()
        };
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

fn renumber(
    turn: &mut Turn<'_>,
    id: u32,
    number: ResolutionNumber,
    reason: &str,
) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "correct a number")?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing {
            what: "correcting a number",
        });
    }
    if turn
        .next
        .resolutions
        .iter()
        .any(|(other, one)| *other != id && one.number == Some(number))
    {
        return Err(Refusal::NumberTaken {
            number: number.to_string(),
        });
    }
    let at = turn.today();
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Adopted, "correct its number")?;
    if let Some(was) = resolution.number.replace(number) {
        resolution.renumbered.push(Renumbering {
            was,
            at,
            reason: reason.to_owned(),
        });
    }
    turn.enter(
        "resolution-renumbered",
        [
            ("resolution", id.to_string()),
            ("number", number.to_string()),
        ],
    );
    Ok(())
}

/// What must be true before the whole or a part of a resolution is put to the vote.
pub(crate) fn gate(turn: &mut Turn<'_>, id: u32, whole: bool) -> Result<(), Refusal> {
    let resolution = find(turn, id)?;
    resolution.expect_votable(id)?;
    if resolution.has_open_amendments() {
        return Err(Refusal::AmendmentsOpen { resolution: id });
    }
    let (costs, opinion) = (resolution.costs, resolution.opinion.is_some());
    let (revision, out) = (
        resolution.body.revision,
        resolution.body.distributed.clone(),
    );
    let parts_open = resolution
        .division
        .iter()
        .any(|part| part.decided.is_none());
    let whole_votes_held = resolution.whole_votes;
    let operative = (resolution.operative().len() + resolution.fallen.len()) as u64;
    let operative_fallen = if resolution.operative().is_empty() {
        operative
    } else {
        0
    };
    turn.require(21, &Facts::CostOpinion { costs, opinion }, |why| {
        Refusal::OpinionMissing { why }
    })?;
    turn.require(20, &Facts::LanguagesOut { revision, out }, |why| {
        Refusal::LanguagesBehind { why }
    })?;
    if whole {
        if parts_open {
            return Err(Refusal::PartsOpen { resolution: id });
        }
        let facts = Facts::WholeVote {
            whole_votes_held,
            operative,
            operative_fallen,
        };
        turn.require(33, &facts, |why| Refusal::WholeVoted { why })?;
    }
    Ok(())
}

/// Adopts a resolution and gives it the next number of the session.
pub(crate) fn adopt(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    let year = u16::try_from(turn.next.session.year).unwrap_or(0);
    let session = turn.next.session.number;
    let taken = turn
        .next
        .resolutions
        .values()
        .filter_map(|one| match one.number {
            Some(ResolutionNumber::ByYearAndSession {
                year: y,
                session: s,
                number,
            }) if y == year && s == session => Some(number),
            _ => None,
        });
    let number = taken.max().unwrap_or(0).saturating_add(1);
    let number = ResolutionNumber::ByYearAndSession {
        year,
        session,
        number,
    };
    let resolution = find(turn, id)?;
    resolution.state = ResolutionState::Adopted;
    let number = *resolution.number.get_or_insert(number);
    turn.enter(
        "resolution-adopted",
        [
            ("resolution", id.to_string()),
            ("number", number.to_string()),
        ],
    );
    crate::commitment::open_from(turn, id)
}

/// Whether a decided resolution may be opened again by a vote to reconsider.
pub(crate) fn may_reopen(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    let resolution = find(turn, id)?;
    match resolution.state {
        ResolutionState::Adopted | ResolutionState::Rejected | ResolutionState::Fallen => Ok(()),
        other => Err(Refusal::WrongState {
            what: "resolution",
            state: other.name(),
            act: "reconsider it",
        }),
    }
}
