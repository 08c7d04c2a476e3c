//! How long the heaviest question takes: five lists, every hierarchical model, 1,000 resamples that repeat the search.
//!
//! Run with `cargo run --release -p cordon-trends --example bench_trends`.

#[path = "../tests/tables/mod.rs"]
mod tables;

use std::process::Command;
use std::time::Instant;

use cordon_trends::hidden::{
    CaptureRecords, CaptureTable, Catalogue, Choice, Criterion, Estimate, IntervalKind, Request, estimate,
};
use cordon_trends::random::Draws;

/// Seconds that the five-list question may take on two cores.
const LIMIT: f64 = 10.0;

fn main() {
    let started = Instant::now();
    let models = Catalogue::new(5, 4)
        .map(|catalogue| catalogue.len())
        .unwrap_or_default();
    println!(
        "catalogue of five lists: {models} models, {:.3} s",
        started.elapsed().as_secs_f64()
    );
    let mut worst = 0.0_f64;
    let mut ours = 0.0;
    for (name, table) in [
        ("UK, five lists", tables::uk_five()),
        ("New Orleans, five lists", tables::new_orleans_five(2)),
    ] {
        for (criterion, order) in [(Criterion::Bic, 4), (Criterion::Bic, 2), (Criterion::Aic, 2)] {
            let seconds = timed(name, &table, criterion, order);
            if criterion == Criterion::Bic {
                worst = worst.max(seconds);
            }
            if criterion == Criterion::Bic && order == 4 && name.starts_with("UK") {
                ours = seconds;
            }
        }
    }
    timed("Kosovo, four lists", &tables::kosovo_table(), Criterion::Bic, 3);
    timed("UK, six lists", &tables::uk_six(), Criterion::Stepwise, 2);
    timed(
        "New Orleans, eight lists",
        &tables::new_orleans_eight(1),
        Criterion::Stepwise,
        2,
    );
    worst = worst.max(timed(
        "dense, five lists, strongly dependent",
        &dense(),
        Criterion::Bic,
        4,
    ));
    beside_r(ours);
    println!("worst five-list search by BIC: {worst:.2} s, limit {LIMIT} s");
    if worst > LIMIT {
        std::process::exit(1);
    }
}

fn timed(name: &str, table: &CaptureTable, criterion: Criterion, order: usize) -> f64 {
    let request = Request {
        choice: Choice::Auto,
        criterion: Some(criterion),
        order: Some(order),
        interval: IntervalKind::Bca,
        resamples: 1000,
        seed: 1,
    };
    let started = Instant::now();
    let answer = estimate(table, &request, &|_| {});
    let seconds = started.elapsed().as_secs_f64();
    match answer {
        Ok(answer) => println!(
            "{name}, {criterion:?}, order {order}: {} in {seconds:.2} s",
            told(&answer)
        ),
        Err(refusal) => {
            println!("{name}, {criterion:?}, order {order}: refused ({refusal}) in {seconds:.2} s")
        }
    }
    seconds
}

/// A table without empty cells: 40,000 people whose lists depend on one another in pairs and in threes.
fn dense() -> CaptureTable {
    let mut draws = Draws::new(5, 5);
    let mut cells = vec![0_u64; 32];
    for _ in 0..40_000 {
        let mut history = 0_usize;
        for list in 0..5 {
            let earlier = history.count_ones();
            let odds = (-1.6 + 0.35 * f64::from(earlier) - 0.15 * f64::from(earlier * earlier)).exp();
            if draws.uniform() < odds / (1.0 + odds) {
                history |= 1 << list;
            }
        }
        cells[history] += 1;
    }
    let names = (1..=5).map(|i| format!("list {i}")).collect();
    let seen = cells
        .into_iter()
        .enumerate()
        .skip(1)
        .map(|(history, people)| (history as u64, people));
    let table = CaptureRecords::new(names, seen).and_then(CaptureTable::new);
    table.unwrap_or_else(|refused| panic!("{refused}"))
}

/// The same question put to R's package, if both are there. Theirs keeps the 100 best models of the first search in the
/// resamples, ours searches all 6,893 anew.
fn beside_r(ours: f64) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/mse.R");
    match Command::new("Rscript").arg(script).output() {
        Err(error) => println!("beside R: skipped, Rscript cannot be started ({error})"),
        Ok(done) if done.status.code() == Some(3) => {
            println!("beside R: skipped, the package MultipleSystemsEstimation is not installed");
        }
        Ok(done) => match String::from_utf8_lossy(&done.stdout).trim().parse::<f64>() {
            Ok(theirs) => println!(
                "beside R: {theirs:.1} s there, {ours:.2} s here, ratio {:.0}",
                theirs / ours
            ),
            Err(_) => println!(
                "beside R: skipped, no time came back: {}",
                String::from_utf8_lossy(&done.stderr).trim()
            ),
        },
    }
}

fn told(answer: &Estimate) -> String {
    let limits = answer.interval.and_then(|i| Some((i.lower?, i.upper?)));
    let (lower, upper) = limits.unwrap_or((f64::NAN, f64::NAN));
    format!(
        "{} {:.0} ({lower:.0} to {upper:.0})",
        answer.fit.model, answer.fit.estimate
    )
}
