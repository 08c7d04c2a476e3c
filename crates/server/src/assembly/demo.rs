//! "Answer within the hour": the assembly's story, replayed through the module's own service.

use cordon_assembly::scenario::{self, Expect};
use serde_json::{Value, json};

use crate::app::App;
use crate::assembly::service;

/// The identifier of the story's session.
pub const SESSION: &str = "exercise-session";

/// Plays the story into a fresh store; gives its figures.
///
/// # Errors
/// When an act ends otherwise than the story says.
pub async fn set_scene(app: &App, _seed: u64) -> anyhow::Result<Value> {
    // The story's session met four weeks before the night of the money story.
    let opening = app.today().checked_sub(jiff::Span::new().days(28))?;
    let story = scenario::answer_within_the_hour(opening)?;
    let at = story
        .scenes
        .first()
        .map_or_else(|| app.now().timestamp(), |s| s.at);
    service::found(app, SESSION, &story.start, at)
        .await
        .map_err(|no| anyhow::anyhow!(no.detail))?;
    let (mut done, mut refused) = (0u32, 0u32);
    for scene in &story.scenes {
        let outcome = service::act(app, SESSION, &scene.actor, &scene.act, scene.at, None).await;
        match (&scene.expect, outcome) {
            (Expect::Done, Ok(_)) => done += 1,
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
    let carried = state
        .ballots
        .all
        .keys()
        .filter_map(|n| state.ballots.certificate(*n))
        .filter(|c| c.carried())
        .count();
    let rounds = state
        .elections
        .all
        .values()
        .map(|e| e.rounds.len())
        .max()
        .unwrap_or(0);
    Ok(json!({
        "seats": state.roll.len(),
        "acts": done,
        "refused": refused,
        "ballots": state.ballots.all.len(),
        "carried": carried,
        "election_rounds": rounds,
        "resolutions_adopted": state.resolutions.values().filter(|r| r.number.is_some()).count(),
        "commitments": state.commitments.len(),
    }))
}
