//! How long the heaviest question takes: five lists, every hierarchical model, 1,000 resamples that repeat the search.
//!
//! Run with `cargo run --release -p cordon-trends --example bench_trends`.

#[path = "../tests/tables/mod.rs"]
mod tables;

use std::time::Instant;

use cordon_trends::hidden::{
    CaptureTable, Catalogue, Choice, Criterion, Estimate, IntervalKind, Request, estimate,
};

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
    for (name, table) in [
        ("UK, five lists", tables::uk_five()),
        ("New Orleans, five lists", tables::new_orleans_five(2)),
    ] {
        for (criterion, order) in [
            (Criterion::Bic, 4),
            (Criterion::Bic, 2),
            (Criterion::Aic, 2),
        ] {
            let seconds = timed(name, &table, criterion, order);
            if criterion == Criterion::Bic {
                worst = worst.max(seconds);
            }
        }
    }
    timed(
        "Kosovo, four lists",
        &tables::kosovo_table(),
        Criterion::Bic,
        3,
    );
    timed("UK, six lists", &tables::uk_six(), Criterion::Stepwise, 2);
    timed(
        "New Orleans, eight lists",
        &tables::new_orleans_eight(1),
        Criterion::Stepwise,
        2,
    );
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

fn told(answer: &Estimate) -> String {
    let limits = answer.interval.and_then(|i| Some((i.lower?, i.upper?)));
    let (lower, upper) = limits.unwrap_or((f64::NAN, f64::NAN));
    format!(
        "{} {:.0} ({lower:.0} to {upper:.0})",
        answer.fit.model, answer.fit.estimate
    )
}
