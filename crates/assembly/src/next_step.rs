//! What comes next, and why: for the chair, and for a delegate on a telephone.

use jiff::Timestamp;
use serde::Serialize;

use crate::agenda::ItemState;
use crate::assembly::Assembly;
use crate::difference::{Piece, difference};
use crate::election::ElectionState;
use crate::language::Language;
use crate::member::MemberCode;
use crate::multilingual::LanguageState;
use crate::resolution::{Change, Resolution, ResolutionState, next_amendment};
use crate::rulebook::{Facts, Predicate, RowNumber};
use crate::session::SessionState;
use crate::turn::day_of;
use crate::votes::{BallotState, Casting, Subject};

/// What the chair does next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// Send the notice of session.
    Convoke,
    /// Give the session new dates.
    Reschedule,
    /// Fix what the rules leave open.
    FixSettings {
        /// What is missing.
        missing: Vec<String>,
    },
    /// Open the session.
    OpenSession,
    /// Resume the meeting.
    Resume,
    /// Let votes come in or counts be entered, then close the ballot.
    FinishBallot {
        /// The ballot.
        ballot: u32,
    },
    /// Rule on a point of order.
    RuleOnPoint {
        /// The point.
        point: u32,
    },
    /// Open a ballot.
    OpenBallot {
        /// On what.
        subject: Subject,
    },
    /// Hear somebody against closing the debate.
    HearAgainst {
        /// The motion.
        motion: u32,
    },
    /// Let the speaker finish.
    Listen {
        /// Who.
        speaker: String,
        /// Seconds left.
        seconds_left: u32,
    },
    /// Give the floor.
    GiveFloor {
        /// To whom.
        speaker: String,
    },
    /// Wait for a language.
    AwaitLanguage {
        /// The resolution.
        resolution: u32,
        /// Languages that are behind.
        languages: Vec<Language>,
    },
    /// Wait for the Executive Committee's opinion.
    AwaitOpinion {
        /// The resolution.
        resolution: u32,
    },
    /// Draw the lot.
    DrawLot {
        /// The election.
        election: u32,
    },
    /// Open the debate on an item.
    OpenDebate {
        /// The item.
        item: u32,
    },
    /// Close the session.
    CloseSession,
    /// Nothing more: the session is over.
    Over,
}

/// A step, the reason for its place, and the row it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextStep {
    /// What to do.
    pub step: Step,
    /// Stable code of the reason, by which a page finds it in the reader's language.
    pub code: &'static str,
    /// Why it comes now.
    pub why: String,
    /// The row.
    pub row: Option<RowNumber>,
}

fn next(step: Step, row: u8, (code, why): (&'static str, &str)) -> NextStep {
    NextStep {
        step,
        code,
        why: why.to_owned(),
        row: (row > 0).then_some(RowNumber(row)),
    }
}

/// Steps in the order in which they are due; the first is what comes next.
#[must_use]
pub fn next_steps(assembly: &Assembly, now: Timestamp) -> Vec<NextStep> {
    match assembly.session.state {
        SessionState::Planned => vec![next(
            Step::Convoke,
            4,
            ("notice-not-sent", "the notice of session has not been sent"),
        )],
        SessionState::Postponed => vec![next(Step::Reschedule, 1, ("postponed", "the session was postponed"))],
        SessionState::Convened => match assembly.session.settings.fixed() {
            Err(missing) => {
                let missing = missing.into_iter().map(str::to_owned).collect();
                vec![next(
                    Step::FixSettings { missing },
                    40,
                    ("settings-open", "no published rule gives these: the session fixes them"),
                )]
            }
            Ok(_) => vec![next(
                Step::OpenSession,
                0,
                ("all-fixed", "everything is fixed; it opens on its day"),
            )],
        },
        SessionState::Suspended => vec![next(Step::Resume, 0, ("suspended", "the meeting is suspended"))],
        SessionState::Closed => vec![next(Step::Over, 0, ("closed", "the session is closed"))],
        SessionState::Open => sitting(assembly, now),
    }
}

fn sitting(assembly: &Assembly, now: Timestamp) -> Vec<NextStep> {
    let mut steps = Vec::new();
    if let Some(ballot) = assembly.ballots.open_id() {
        steps.push(next(
            Step::FinishBallot { ballot },
            35,
            ("ballot-open", "a ballot is open: nothing interrupts it"),
        ));
        return steps;
    }
    if let Some(id) = assembly.floor.pending_point() {
        let appealed = assembly.floor.points.get(&id).is_some_and(|point| point.appealed);
        steps.push(if appealed {
            next(
                Step::OpenBallot {
                    subject: Subject::Ruling { point: id },
                },
                35,
                ("appeal", "an appeal against the chair is voted at once"),
            )
        } else {
            next(
                Step::RuleOnPoint { point: id },
                35,
                ("point", "a point of order is ruled on at once"),
            )
        });
    }
    if let Some(member) = assembly.finances.upheld_appeal() {
        let subject = Subject::ArrearsAppeal { member: member.clone() };
        steps.push(next(
            Step::OpenBallot { subject },
            18,
            ("arrears-appeal", "an upheld appeal is decided before any other vote"),
        ));
    }
    if !assembly.agenda.adopted && !assembly.agenda.items.is_empty() {
        steps.push(next(
            Step::OpenBallot {
                subject: Subject::Agenda,
            },
            8,
            ("agenda", "the agenda is put to the assembly first"),
        ));
    }
    for (item, _) in assembly
        .agenda
        .items
        .iter()
        .filter(|(_, item)| item.state == ItemState::AwaitsLeave)
    {
        let subject = Subject::AgendaItem { item: *item };
        steps.push(next(
            Step::OpenBallot { subject },
            6,
            ("late-item", "an item that came late needs leave of the assembly"),
        ));
    }
    steps.extend(motions(assembly, day_of(now)));
    steps.extend(speakers(assembly, now));
    for (id, resolution) in &assembly.resolutions {
        steps.extend(on_resolution(*id, resolution));
    }
    steps.extend(elections(assembly));
    if assembly.floor.debate.is_none() {
        let waiting = |state: ItemState| state == ItemState::Adopted;
        let item = assembly
            .agenda
            .items
            .iter()
            .find(|(_, item)| waiting(item.state))
            .map(|(id, _)| *id);
        steps.extend(item.map(|item| {
            next(
                Step::OpenDebate { item },
                0,
                ("item", "it is the next item of the agenda"),
            )
        }));
    }
    if steps.is_empty() {
        steps.push(next(
            Step::CloseSession,
            0,
            ("nothing", "nothing is left on the agenda"),
        ));
    }
    steps
}

fn motions(assembly: &Assembly, today: jiff::civil::Date) -> Vec<NextStep> {
    let order = match assembly
        .rulebook
        .in_force(RowNumber(36), today)
        .map(|row| &row.predicate)
    {
        Ok(Predicate::MotionPrecedence { order, .. }) => order.clone(),
        _ => vec![],
    };
    let mut pending: Vec<_> = assembly.floor.pending_motions().collect();
    pending.sort_by_key(|(id, motion)| {
        (
            order
                .iter()
                .position(|kind| *kind == motion.kind)
                .unwrap_or(order.len()),
            *id,
        )
    });
    let step = |(id, motion): (u32, &crate::floor::Motion)| {
        let subject = Subject::Motion { motion: id };
        let facts = Facts::Closure {
            speakers_against: motion.heard.len() as u64,
            more_ask: !motion.against.is_empty(),
        };
        let heard = motion.kind != crate::rulebook::MotionKind::CloseDebate
            || assembly
                .rulebook
                .test(RowNumber(36), &facts, today)
                .is_ok_and(|used| used.met);
        if heard {
            next(
                Step::OpenBallot { subject },
                36,
                (
                    "motion",
                    "motions on the meeting go before the substance, in their precedence",
                ),
            )
        } else {
            next(
                Step::HearAgainst { motion: id },
                36,
                (
                    "hear-against",
                    "two may speak against closing the debate before it is voted",
                ),
            )
        }
    };
    pending.into_iter().map(step).collect()
}

fn speakers(assembly: &Assembly, now: Timestamp) -> Option<NextStep> {
    let debate = assembly.floor.debate.as_ref()?;
    if let Some(speech) = &debate.speaking {
        let (speaker, seconds_left) = (speech.speaker.to_string(), speech.left(now));
        return Some(next(
            Step::Listen { speaker, seconds_left },
            0,
            ("speaking", "somebody has the floor"),
        ));
    }
    if let Some(request) = debate.list.front() {
        let speaker = request.speaker.to_string();
        return Some(next(
            Step::GiveFloor { speaker },
            0,
            ("list", "next on the list of speakers"),
        ));
    }
    let request = debate.replies.front()?;
    let speaker = request.speaker.to_string();
    Some(next(
        Step::GiveFloor { speaker },
        0,
        ("reply", "the list is exhausted: rights of reply follow"),
    ))
}

fn on_resolution(id: u32, resolution: &Resolution) -> Option<NextStep> {
    if resolution.state != ResolutionState::Tabled {
        return None;
    }
    if let Some(amendment) = next_amendment(resolution) {
        if let Some(language) = resolution
            .amendments
            .get(&amendment)
            .and_then(|one| one.language_behind())
        {
            let why = (
                "on-paper",
                "a majority asked for this amendment on paper, in all four languages",
            );
            return Some(next(
                Step::AwaitLanguage {
                    resolution: id,
                    languages: vec![language],
                },
                21,
                why,
            ));
        }
        let subject = Subject::Amendment {
            resolution: id,
            amendment,
        };
        return Some(next(
            Step::OpenBallot { subject },
            34,
            (
                "amendment",
                "amendments come before the text, the furthest from it first",
            ),
        ));
    }
    if resolution.costs && resolution.opinion.is_none() {
        return Some(next(
            Step::AwaitOpinion { resolution: id },
            21,
            ("opinion", "a draft with a cost needs an opinion first"),
        ));
    }
    let out = |language: &Language| resolution.body.state(*language) == LanguageState::Out;
    let languages: Vec<Language> = Language::ALL.into_iter().filter(|language| !out(language)).collect();
    if !languages.is_empty() {
        let why = (
            "languages",
            "no vote before all four languages of this very revision are out",
        );
        return Some(next(
            Step::AwaitLanguage {
                resolution: id,
                languages,
            },
            20,
            why,
        ));
    }
    if let Some(part) = resolution.division.iter().position(|part| part.decided.is_none()) {
        let subject = Subject::Part { resolution: id, part };
        return Some(next(
            Step::OpenBallot { subject },
            33,
            ("parts", "parts are voted before the whole"),
        ));
    }
    let subject = Subject::Whole { resolution: id };
    Some(if resolution.whole_votes > 0 {
        next(
            Step::OpenBallot { subject },
            25,
            (
                "second-ballot",
                "two thirds were missed: one second ballot may be held, and it is final",
            ),
        )
    } else {
        next(
            Step::OpenBallot { subject },
            33,
            ("whole", "nothing is left to decide but the whole"),
        )
    })
}

fn elections(assembly: &Assembly) -> Vec<NextStep> {
    let step = |(id, election): (&u32, &crate::election::Election)| match &election.state {
        ElectionState::Ballot => {
            let subject = Subject::Round { election: *id };
            Some(next(
                Step::OpenBallot { subject },
                28,
                ("seats", "seats are still to be filled"),
            ))
        }
        ElectionState::TieBallot { .. } => {
            let subject = Subject::Round { election: *id };
            Some(next(
                Step::OpenBallot { subject },
                27,
                ("tied", "candidates are tied: a ballot among them"),
            ))
        }
        ElectionState::Lot { .. } => Some(next(
            Step::DrawLot { election: *id },
            27,
            ("lot", "tied again: the lot decides"),
        )),
        ElectionState::Candidacies | ElectionState::Done => None,
    };
    assembly.elections.all.iter().filter_map(step).collect()
}

/// What a delegate votes on now or next, and what a yes changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DelegateView {
    /// On what.
    pub subject: Subject,
    /// The open ballot, if it is open.
    pub ballot: Option<u32>,
    /// Whether this member may vote in it, and why not.
    pub hindrance: Option<String>,
    /// Whether it has voted or received its paper.
    pub has_voted: bool,
    /// What a yes changes in the text.
    pub change: Vec<Piece>,
    /// Stable code of the reason.
    pub code: &'static str,
    /// Why it comes now.
    pub why: String,
}

/// What a member votes on now or next. Nothing where no vote is in sight.
#[must_use]
pub fn delegate_view(
    assembly: &Assembly,
    member: &MemberCode,
    language: Language,
    now: Timestamp,
) -> Option<DelegateView> {
    if let Some((id, ballot)) = assembly.ballots.open() {
        let has_voted = match &ballot.state {
            BallotState::Open {
                casting: Casting::Named { votes } | Casting::RollCall { votes, .. },
            } => votes.contains_key(member),
            BallotState::Open {
                casting: Casting::Counted { issued, .. },
            } => issued.contains(member),
            _ => false,
        };
        return Some(DelegateView {
            subject: ballot.subject.clone(),
            ballot: Some(id),
            hindrance: ballot.electorate.check(member).err().map(|refusal| refusal.to_string()),
            has_voted,
            change: what_yes_changes(assembly, &ballot.subject, language),
            code: "open",
            why: "the ballot is open".to_owned(),
        });
    }
    next_steps(assembly, now).into_iter().find_map(|step| match step.step {
        Step::OpenBallot { subject } => Some(DelegateView {
            change: what_yes_changes(assembly, &subject, language),
            subject,
            ballot: None,
            hindrance: assembly
                .finances
                .is_sanctioned(member)
                .then(|| "arrears: no vote until they are paid, waived or lifted on appeal".to_owned()),
            has_voted: false,
            code: step.code,
            why: step.why,
        }),
        _ => None,
    })
}

/// What a yes would change in a text, word by word. Nothing where no text changes.
#[must_use]
pub fn what_yes_changes(assembly: &Assembly, subject: &Subject, language: Language) -> Vec<Piece> {
    let Some(resolution) = subject.resolution().and_then(|id| assembly.resolutions.get(&id)) else {
        return vec![];
    };
    let text = |id: &u32| {
        let paragraph = resolution.body.paragraph(*id).ok()?;
        paragraph.versions.get(&language).map(|version| version.text.as_str())
    };
    match subject {
        Subject::Amendment { amendment, .. } => {
            let Some(amendment) = resolution.amendments.get(amendment) else {
                return vec![];
            };
            match &amendment.change {
                Change::Replace { paragraph, texts } => {
                    let new = texts
                        .get(language)
                        .or_else(|| texts.0.values().next().map(String::as_str));
                    difference(text(paragraph).unwrap_or_default(), new.unwrap_or_default())
                }
                Change::Delete { paragraph } => difference(text(paragraph).unwrap_or_default(), ""),
                Change::Insert { texts, .. } => difference("", texts.get(language).unwrap_or_default()),
            }
        }
        // A yes keeps the part; what a no would take out is shown as it stands.
        Subject::Part { part, .. } => {
            let part = resolution.division.get(*part);
            let words: Vec<&str> = part.iter().flat_map(|part| &part.paragraphs).filter_map(text).collect();
            difference(&words.join(" "), &words.join(" "))
        }
        Subject::Whole { .. } => {
            let words: Vec<&str> = resolution
                .body
                .paragraphs
                .iter()
                .filter_map(|one| text(&one.id))
                .collect();
            difference("", &words.join(" "))
        }
        _ => vec![],
    }
}
