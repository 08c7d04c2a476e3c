//! Measures the tally of roll-call rows: an invented file of 200 seats and many ballots, kept in memory.
//!
//! `cargo run --release -p cordon-assembly --example bench_tally -- 5000000`

use std::process::ExitCode;
use std::time::Instant;

use cordon_assembly::majority::Majority;
use cordon_assembly::tally::tally;

const SEATS: u64 = 200;

fn main() -> ExitCode {
    let rows = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(5_000_000_u64);
    for (name, text) in [("by ballot", by_ballot(rows)), ("mixed", mixed(rows))] {
        let start = Instant::now();
        let ballots = match tally(text.as_bytes(), Majority::TwoThirdsCast, None) {
            Ok(ballots) => ballots,
            Err(error) => {
                eprintln!("the invented file was refused: {error}");
                return ExitCode::FAILURE;
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        let votes: u64 = ballots.iter().map(|one| one.yes + one.no + one.abstain).sum();
        println!(
            "{name}: {votes} rows in {} ballots, {:.1} MB: {seconds:.2} s, {:.0} rows/s",
            ballots.len(),
            text.len() as f64 / 1e6,
            votes as f64 / seconds
        );
    }
    ExitCode::SUCCESS
}

fn row(text: &mut String, ballot: u64, seat: u64) {
    let vote = ["yes", "yes", "no", "abstain"][((ballot + seat) % 4) as usize];
    text.push_str(&format!("ballot-{ballot},S{seat:03},{vote}\n"));
}

/// Each ballot's rows stand together.
fn by_ballot(rows: u64) -> String {
    let mut text = String::from("ballot_id,member,vote\n");
    (0..rows).for_each(|n| row(&mut text, n / SEATS, n % SEATS));
    text
}

/// Each row belongs to another ballot than the one before it.
fn mixed(rows: u64) -> String {
    let ballots = (rows / SEATS).max(1);
    let mut text = String::from("ballot_id,member,vote\n");
    (0..rows).for_each(|n| row(&mut text, n % ballots, n / ballots));
    text
}
