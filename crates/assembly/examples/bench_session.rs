//! Measures a whole session: the story's acts decided one after the other, with the state read and written as JSON between
//! them as a store would.
//!
//! `cargo run --release -p cordon-assembly --example bench_session`

use std::process::ExitCode;
use std::time::Instant;

use cordon_assembly::assembly::{Assembly, decide};
use cordon_assembly::scenario::{Expect, answer_within_the_hour};
use jiff::civil::date;

fn main() -> ExitCode {
    let scenario = match answer_within_the_hour(date(2026, 11, 23)) {
        Ok(scenario) => scenario,
        Err(fault) => {
            eprintln!("{fault}");
            return ExitCode::FAILURE;
        }
    };
    let (mut state, mut deciding, mut storing, mut largest) = (scenario.start, 0.0, 0.0, 0);
    for scene in &scenario.scenes {
        let start = Instant::now();
        let decided = decide(&state, &scene.act, &scene.actor, scene.at);
        deciding += start.elapsed().as_secs_f64();
        match (decided, scene.expect) {
            (Ok(decision), Expect::Done) => {
                let start = Instant::now();
                let stored = serde_json::to_string(&decision.state);
                let read = stored.and_then(|text| {
                    largest = largest.max(text.len());
                    serde_json::from_str::<Assembly>(&text)
                });
                storing += start.elapsed().as_secs_f64();
                match read {
                    Ok(read) => state = read,
                    Err(error) => {
                        eprintln!("{}: {error}", scene.beat);
                        return ExitCode::FAILURE;
                    }
                }
            }
            (Err(_), Expect::Refused(_)) => {}
            (decided, expected) => {
                eprintln!(
                    "{}: expected {expected:?}, got {:?}",
                    scene.beat,
                    decided.map(|one| one.entries)
                );
                return ExitCode::FAILURE;
            }
        }
    }
    let acts = scenario.scenes.len() as f64;
    println!(
        "{acts} acts of 196 members; state up to {:.0} kB as JSON",
        largest as f64 / 1e3
    );
    println!(
        "deciding: {:.2} ms an act; JSON there and back: {:.2} ms an act",
        1e3 * deciding / acts,
        1e3 * storing / acts
    );
    ExitCode::SUCCESS
}
