//! Ranks by simulation: all units are drawn together from their posteriors and ranked, again and again.
//!
//! Source: Goldstein and Spiegelhalter, "League tables and their limitations", JRSS A 159 (1996).

use rayon::prelude::*;

use super::{Refusal, ResponseCount, wilson};
use crate::random::Draws;
use crate::special::ln_gamma;

/// Most units of one ranking.
pub const MOST_UNITS: usize = 2_000;
/// Fewest and most draws.
const DRAWS: std::ops::RangeInclusive<usize> = 1_000..=1_000_000;
/// Draws of one random stream.
const CHUNK: usize = 250;

/// What was measured for a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// `numerator` of `denominator` said so.
    Share {
        /// Those counted.
        numerator: u64,
        /// Those that answered.
        denominator: u64,
    },
    /// Events over an exposure.
    Rate {
        /// Events.
        events: u64,
        /// Exposure, above 0.
        exposure: f64,
    },
}

/// A unit to rank: a crime type or a country.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// What was measured; none if the unit gave no answer. Such a unit is listed, not ranked, and never given zero.
    pub measure: Option<Measure>,
    /// Who was asked, if known.
    pub responses: Option<ResponseCount>,
}

/// How to simulate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankPlan {
    /// Number of draws, 1,000 to 1,000,000; 10,000 is usual.
    pub draws: usize,
    /// Seed; the same seed gives the same ranking.
    pub seed: u64,
    /// Length of the list whose membership is given a probability, 10 as a rule.
    pub top: usize,
}

/// The prior shared by all units: Beta(a, b) for shares, Gamma(a, rate b) for rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// First parameter.
    pub a: f64,
    /// Second parameter.
    pub b: f64,
    /// Whether it was estimated from the units; with fewer than four units it is Jeffreys' prior.
    pub estimated: bool,
}

/// A unit in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its name.
    pub name: String,
    /// What was measured.
    pub measure: Measure,
    /// The share or rate as it stands in the data.
    pub value: f64,
    /// 95 % interval of the share or rate.
    pub interval: (f64, f64),
    /// Posterior mean.
    pub posterior_mean: f64,
    /// Mean rank; rank 1 is the highest value.
    pub mean_rank: f64,
    /// 5 % to 95 % band of the rank.
    pub band: (usize, usize),
    /// Probability of a place in the top list.
    pub p_top: f64,
    /// Probability of the first place.
    pub p_first: f64,
    /// Number of the group of units that cannot be told apart, from 1.
    pub tie_group: usize,
    /// Number of other units whose bands overlap this one's: 0 is a place of its own.
    pub overlapping: usize,
    /// First and last place that the group takes up; the same number twice for a unit alone.
    pub places: (usize, usize),
    /// Who was asked, if known.
    pub responses: Option<ResponseCount>,
}

/// A ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Units by mean rank.
    pub placed: Vec<Placed>,
    /// Units without an answer, in the order given.
    pub not_ranked: Vec<Unit>,
    /// The prior.
    pub prior: Prior,
    /// How it was simulated.
    pub plan: RankPlan,
}

/// Ranks units by share or by rate, the highest first.
///
/// # Errors
/// A [`Refusal`]: fewer than two units with answers, too many units, impossible numbers, shares and rates mixed.
pub fn rank(units: Vec<Unit>, plan: RankPlan) -> Result<Ranking, Refusal> {
    if !DRAWS.contains(&plan.draws) {
        let problem = format!("{} is not between {} and {}", plan.draws, DRAWS.start(), DRAWS.end());
        return Err(Refusal::BadSetting {
            setting: "draws",
            problem,
        });
    }
    if plan.top == 0 {
        return Err(Refusal::BadSetting {
            setting: "top",
            problem: "the list must have a place".into(),
        });
    }
    if units.len() > MOST_UNITS {
        return Err(Refusal::TooManyUnits {
            found: units.len(),
            most: MOST_UNITS,
        });
    }
    let (answered, not_ranked): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(|unit| unit.measure.is_some());
    let mut measured = Vec::new();
    for unit in answered {
        if let Some(measure) = unit.measure {
            check(&unit.name, measure, measured.first().map(|(_, m)| *m))?;
            measured.push((unit, measure));
        }
    }
    if measured.len() < 2 {
        return Err(Refusal::TooFewUnits { found: measured.len() });
    }
    let measures: Vec<Measure> = measured.iter().map(|(_, measure)| *measure).collect();
    let prior = prior(&measures);
    let histogram = simulate(&measures, prior, plan);
    let mut placed: Vec<Placed> = measured
        .into_iter()
        .zip(&histogram)
        .map(|((unit, m), ranks)| place(unit, m, ranks, prior, plan))
        .collect();
    placed.sort_by(|a, b| a.mean_rank.total_cmp(&b.mean_rank).then(b.value.total_cmp(&a.value)));
    tie(&mut placed);
    Ok(Ranking {
        placed,
        not_ranked,
        prior,
        plan,
    })
}

fn check(name: &str, measure: Measure, first: Option<Measure>) -> Result<(), Refusal> {
    let refuse = |problem: String| {
        Err(Refusal::Impossible {
            unit: name.into(),
            problem,
        })
    };
    let same = |other: Measure| std::mem::discriminant(&other) == std::mem::discriminant(&measure);
    match measure {
        _ if !first.is_none_or(same) => refuse("shares and rates cannot be ranked together".into()),
        Measure::Share { denominator: 0, .. } => refuse("the denominator is 0".into()),
        Measure::Share { numerator, denominator } if numerator > denominator => {
            refuse(format!("{numerator} of {denominator} cannot be"))
        }
        Measure::Rate { exposure, .. } if !(exposure.is_finite() && exposure > 0.0) => {
            refuse(format!("the exposure is {exposure}; it must be above 0"))
        }
        _ => Ok(()),
    }
}

/// The prior under which the units as a whole are most likely; its strength is searched on a grid between the weight of one
/// answer and of ten thousand.
fn prior(measures: &[Measure]) -> Prior {
    let share = matches!(measures.first(), Some(Measure::Share { .. }));
    if measures.len() < 4 {
        return if share {
            Prior {
                a: 0.5,
                b: 0.5,
                estimated: false,
            }
        } else {
            Prior {
                a: 0.5,
                b: 1e-9,
                estimated: false,
            }
        };
    }
    let (mut top, mut bottom) = (0.0, 0.0);
    for measure in measures {
        match measure {
            Measure::Share { numerator, denominator } => {
                top += *numerator as f64;
                bottom += *denominator as f64;
            }
            Measure::Rate { events, exposure } => {
                top += *events as f64;
                bottom += exposure;
            }
        }
    }
    let mean = (top + 0.5) / (bottom + if share { 1.0 } else { bottom / (top + 1.0) });
    let parameters = |strength: f64| {
        if share {
            (mean * strength, (1.0 - mean) * strength)
        } else {
            (strength, strength / mean)
        }
    };
    let likelihood = |strength: f64| {
        let (a, b) = parameters(strength);
        measures.iter().map(|measure| ln_marginal(*measure, a, b)).sum::<f64>()
    };
    let strengths = (0..=160).map(|i| 10_f64.powf(f64::from(i) / 40.0));
    let best = strengths
        .max_by(|x, y| likelihood(*x).total_cmp(&likelihood(*y)))
        .unwrap_or(1.0);
    let (a, b) = parameters(best);
    Prior { a, b, estimated: true }
}

fn ln_marginal(measure: Measure, a: f64, b: f64) -> f64 {
    match measure {
        Measure::Share { numerator, denominator } => {
            let (k, n) = (numerator as f64, denominator as f64);
            let ln_beta = |x: f64, y: f64| ln_gamma(x) + ln_gamma(y) - ln_gamma(x + y);
            ln_beta(a + k, b + n - k) - ln_beta(a, b)
        }
        Measure::Rate { events, exposure } => {
            let y = events as f64;
            ln_gamma(a + y) - ln_gamma(a) + a * b.ln() - (a + y) * (b + exposure).ln()
        }
    }
}

fn draw(draws: &mut Draws, measure: Measure, prior: Prior) -> f64 {
    match measure {
        Measure::Share { numerator, denominator } => {
            draws.beta(prior.a + numerator as f64, prior.b + (denominator - numerator) as f64)
        }
        Measure::Rate { events, exposure } => draws.gamma(prior.a + events as f64) / (prior.b + exposure),
    }
}

/// How often each unit took each rank.
fn simulate(measures: &[Measure], prior: Prior, plan: RankPlan) -> Vec<Vec<u32>> {
    let units = measures.len();
    let empty = || vec![vec![0_u32; units]; units];
    (0..plan.draws.div_ceil(CHUNK))
        .into_par_iter()
        .fold(empty, |mut histogram, chunk| {
            let mut draws = Draws::new(plan.seed, chunk as u64);
            let mut drawn: Vec<(f64, usize)> = Vec::with_capacity(units);
            for _ in 0..CHUNK.min(plan.draws - chunk * CHUNK) {
                drawn.clear();
                drawn.extend(
                    measures
                        .iter()
                        .enumerate()
                        .map(|(i, m)| (draw(&mut draws, *m, prior), i)),
                );
                drawn.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
                for (rank, (_, unit)) in drawn.iter().enumerate() {
                    histogram[*unit][rank] += 1;
                }
            }
            histogram
        })
        .reduce(empty, |mut sum, part| {
            sum.iter_mut()
                .flatten()
                .zip(part.iter().flatten())
                .for_each(|(s, p)| *s += p);
            sum
        })
}

fn place(unit: Unit, measure: Measure, ranks: &[u32], prior: Prior, plan: RankPlan) -> Placed {
    let draws = plan.draws as f64;
    let quantile = |level: f64| {
        let mut seen = 0.0;
        for (rank, times) in ranks.iter().enumerate() {
            seen += f64::from(*times);
            if seen >= level * draws {
                return rank + 1;
            }
        }
        ranks.len()
    };
    let (value, interval, posterior_mean) = match measure {
        Measure::Share { numerator, denominator } => {
            let (k, n) = (numerator as f64, denominator as f64);
            let interval = wilson(numerator, denominator).unwrap_or((0.0, 1.0));
            (k / n, interval, (prior.a + k) / (prior.a + prior.b + n))
        }
        Measure::Rate { events, exposure } => {
            let y = events as f64;
            (
                y / exposure,
                poisson_interval(events, exposure),
                (prior.a + y) / (prior.b + exposure),
            )
        }
    };
    Placed {
        name: unit.name,
        measure,
        value,
        interval,
        posterior_mean,
        mean_rank: ranks
            .iter()
            .enumerate()
            .map(|(r, t)| (r + 1) as f64 * f64::from(*t))
            .sum::<f64>()
            / draws,
        band: (quantile(0.05), quantile(0.95)),
        p_top: ranks.iter().take(plan.top).map(|t| f64::from(*t)).sum::<f64>() / draws,
        p_first: ranks.first().map_or(0.0, |times| f64::from(*times) / draws),
        tie_group: 0,
        overlapping: 0,
        places: (0, 0),
        responses: unit.responses,
    }
}

/// Exact 95 % interval of a Poisson rate (Garwood 1936).
fn poisson_interval(events: u64, exposure: f64) -> (f64, f64) {
    use crate::special::{bisect, poisson_at_least, poisson_at_most};
    let ceiling = events as f64 + 10.0 * (events as f64 + 1.0).sqrt() + 10.0;
    let low = if events == 0 {
        0.0
    } else {
        bisect(0.0, events as f64, 0.025, |m| poisson_at_least(events, m))
    };
    let high = bisect(events as f64, ceiling, -0.025, |m| -poisson_at_most(events, m));
    (low / exposure, high / exposure)
}

/// Units whose bands overlap their neighbour's are one group: no order is given inside it.
fn tie(placed: &mut [Placed]) {
    let bands: Vec<(usize, usize)> = placed.iter().map(|unit| unit.band).collect();
    for unit in placed.iter_mut() {
        let meets = |band: &&(usize, usize)| band.0 <= unit.band.1 && unit.band.0 <= band.1;
        unit.overlapping = bands.iter().filter(meets).count().saturating_sub(1);
    }
    let mut start = 0;
    let mut group = 0;
    while start < placed.len() {
        let mut end = start + 1;
        let mut reach = placed[start].band.1;
        while end < placed.len() && placed[end].band.0 <= reach {
            reach = reach.max(placed[end].band.1);
            end += 1;
        }
        group += 1;
        for unit in &mut placed[start..end] {
            unit.tie_group = group;
            unit.places = (start + 1, end);
        }
        start = end;
    }
}
