//! "Answer within the hour": the assembly's story, replayed through the module's own service.

use cordon_assembly::assembly::{Act, Assembly};
use cordon_assembly::delegation::{CredentialsState, DelegationAct, Named};
use cordon_assembly::member::{MemberCode, PersonId};
use cordon_assembly::scenario::{self, Expect};
use cordon_assembly::votes::{Certificate, Choice, Outcome, Subject};
use serde_json::{Value, json};

use crate::app::App;
use crate::assembly::{service, tonight};

/// The identifier of the story's session.
pub const SESSION: &str = "exercise-session";

/// Plays the story into a fresh store; gives its figures.
///
/// # Errors
/// When an act ends otherwise than the story says.
pub async fn set_scene(app: &App, _seed: u64) -> anyhow::Result<Value> {
    // The story's session met twenty weeks before the night of the money story, so that a quarter of what it asked for is over.
    let opening = app.today().checked_sub(jiff::Span::new().days(140))?;
    let mut story = scenario::answer_within_the_hour(opening)?;
    seat_officers(&mut story)?;
    let at = story.scenes.first().map_or_else(|| app.now().timestamp(), |s| s.at);
    service::found(app, SESSION, &story.start, at)
        .await
        .map_err(|no| anyhow::anyhow!(no.detail))?;
    let (mut done, mut refused) = (0u32, 0u32);
    let mut beats = Vec::new();
    for scene in &story.scenes {
        let outcome = service::act(app, SESSION, &scene.actor, &scene.act, scene.at, None).await;
        match (&scene.expect, outcome) {
            (Expect::Done, Ok(_)) => {
                done += 1;
                if beats.last() != Some(&scene.beat) {
                    beats.push(scene.beat);
                }
            }
            (Expect::Refused(code), Err(no)) if no.code == *code => refused += 1,
            (expected, outcome) => anyhow::bail!(
                "{}: expected {expected:?}, got {:?}",
                scene.beat,
                outcome.err().map(|no| no.detail)
            ),
        }
    }
    let state = service::load(app, SESSION)
        .await
        .map_err(|no| anyhow::anyhow!(no.detail))?
        .value;
    let mut hall = tonight::convene(app, &state, app.today()).await?;
    tonight::under_vote(&mut hall, 60).await?;
    Ok(figures(&state, done, refused, &beats))
}

/// Officers with accounts sit in the story's delegations too, so that they can show what their country did since.
fn seat_officers(story: &mut scenario::Scenario) -> anyhow::Result<()> {
    for scene in &mut story.scenes {
        let Act::Delegation(DelegationAct::Name { delegations }) = &mut scene.act else {
            continue;
        };
        for (code, officer) in tonight::SEATED {
            for one in delegations.iter_mut().filter(|one| one.member.as_str() == code) {
                one.persons.push(Named {
                    person: PersonId::new(officer)?,
                    head: false,
                });
            }
        }
    }
    Ok(())
}

/// What the story has come to, element by element.
fn figures(state: &Assembly, done: u32, refused: u32, beats: &[&str]) -> Value {
    let certificates: Vec<_> = state
        .ballots
        .all
        .keys()
        .filter_map(|n| state.ballots.certificate(*n))
        .collect();
    let of = |wanted: CredentialsState| {
        state
            .delegations
            .of
            .values()
            .filter(|one| one.credentials == wanted)
            .count()
    };
    let steps = |wanted: CredentialsState| {
        state
            .delegations
            .of
            .values()
            .flat_map(|one| &one.steps)
            .filter(|step| step.state == wanted)
            .count()
    };
    let decided = |subject: &Subject| {
        let found = certificates.iter().rev().find(|c| c.subject == *subject)?;
        let why = match &found.outcome {
            Outcome::Question { verdict, .. } => verdict.why.clone(),
            Outcome::Round { why, .. } => why.join("; "),
        };
        Some(
            json!({"ballot": found.ballot, "count": found.count, "carried": found.carried(), "why": why, "recounts": found.recounts}),
        )
    };
    let seat = |member: &MemberCode| state.roll.seat(member).map(|seat| seat.number);
    let lifted = state
        .finances
        .sanctions
        .iter()
        .filter(|(_, all)| all.last().is_some_and(|one| one.ended.is_some()));
    let elected = state.elections.all.values().flat_map(|one| {
        one.elected()
            .into_iter()
            .filter_map(|n| one.candidates.get(&n))
            .collect::<Vec<_>>()
    });
    let hour = certificates
        .iter()
        .rev()
        .find(|c| c.subject == Subject::Whole { resolution: 1 });
    let budget = certificates
        .iter()
        .rev()
        .find(|c| c.subject == Subject::Whole { resolution: 2 });
    json!({
        "seats": state.roll.len(),
        "convocation": {"sent": state.session.sent, "opening": state.session.opening, "settings": state.session.settings},
        "acts": done,
        "refused": refused,
        "beats": beats,
        "ballots": state.ballots.all.len(),
        "carried": certificates.iter().filter(|c| c.carried()).count(),
        "credentials": {"accepted": of(CredentialsState::Accepted), "provisional": of(CredentialsState::Provisional), "were_contested": steps(CredentialsState::Contested)},
        "contested_amendment": decided(&Subject::Amendment { resolution: 1, amendment: 1 }),
        "answer_within_the_hour": decided(&Subject::Whole { resolution: 1 }),
        "hour_by_seat": hour.and_then(|c| by_seat(c, state)),
        "budget": decided(&Subject::Whole { resolution: 2 }),
        "arrears_paid_by_seats": lifted.filter_map(|(member, _)| seat(member)).collect::<Vec<_>>(),
        "entitled_at_the_hour": hour.map(|c| c.entitled),
        "entitled_at_the_budget": budget.map(|c| c.entitled),
        "election_arithmetic": rounds(&certificates),
        "election_rounds": state.elections.all.values().map(|e| e.rounds.len()).max().unwrap_or(0),
        "elected_seats": elected.filter_map(|candidate| seat(&candidate.member)).collect::<Vec<_>>(),
        "resolutions_adopted": state.resolutions.values().filter(|r| r.number.is_some()).count(),
        "commitments": state.commitments.len(),
        "commitments_fed": state.commitments.values().filter(|one| one.members.values().any(|p| !p.uses.is_empty())).count(),
    })
}

/// Who voted how, by the numbers of seats alone.
fn by_seat(certificate: &Certificate, state: &Assembly) -> Option<Value> {
    let names = certificate.by_seat(&state.roll)?;
    let of = |wanted| {
        names
            .iter()
            .filter(|(_, choice)| **choice == wanted)
            .map(|(seat, _)| *seat)
            .collect::<Vec<u16>>()
    };
    Some(json!({"yes": of(Choice::Yes), "no": of(Choice::No), "abstain": of(Choice::Abstain)}))
}

/// The first line of each round: the leading candidate's.
fn rounds(certificates: &[&Certificate]) -> Vec<String> {
    let why = certificates.iter().filter_map(|c| match &c.outcome {
        Outcome::Round { why, .. } => why.first().cloned(),
        Outcome::Question { .. } => None,
    });
    why.collect()
}
