//! `cordon trends odds-ratio` and `cordon trends rank`.

use std::fmt::Write;

use cordon_trends::association::{self, OddsRatio, TwoByTwo, benjamini_hochberg, mantel_haenszel, read_tables};
use cordon_trends::ranking::{self, Measure, Placed, RankPlan, Ranking, ResponseCount, read_units};
use serde_json::{Value, json};

use super::commands::InputArgs;
use super::printing::{answer, interval, number, read, refusal};
use crate::Outcome;

/// Arguments of `rank`.
#[derive(Debug, clap::Args)]
pub struct RankArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Number of draws.
    #[arg(long, default_value_t = 10_000)]
    draws: usize,
    /// Seed of the draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Length of the list whose membership is given a probability.
    #[arg(long, default_value_t = 10)]
    top: usize,
}

/// Runs `odds-ratio`.
pub(super) fn odds_ratio(args: &InputArgs) -> anyhow::Result<Outcome> {
    let bytes = read(&args.input)?;
    let computed = read_tables(&bytes).and_then(|tables| {
        tables
            .into_iter()
            .map(|(name, table)| match association::odds_ratio(table) {
                Ok(found) => Ok((name, table, found)),
                Err(_) => Err(association::Refusal::EmptyTable { name }),
            })
            .collect::<Result<Vec<_>, _>>()
    });
    match computed {
        Err(refused) => refusal(args.json, refused.code(), &refused.to_string()),
        Ok(rows) => {
            let (value, text) = odds_answer(&rows);
            answer(args.json, &value, &text)
        }
    }
}

fn odds_answer(rows: &[(String, TwoByTwo, OddsRatio)]) -> (Value, String) {
    let adjusted = benjamini_hochberg(&rows.iter().map(|(_, _, found)| found.p).collect::<Vec<_>>());
    let mut text = String::new();
    let mut values = Vec::new();
    for ((name, table, found), q) in rows.iter().zip(adjusted) {
        let (lower, upper) = found.interval;
        let mark = if found.haldane {
            " (a cell is 0; one half was added to all four)"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "{name:<20} OR {:.6} ({lower:.6} to {upper:.6}), p {:.3e}, q {q:.3e}, {} cases{mark}",
            found.ratio,
            found.p,
            table.total()
        );
        values.push(json!({
            "name": name, "a": table.a, "b": table.b, "c": table.c, "d": table.d, "n": table.total(),
            "odds_ratio": number(found.ratio), "lower": number(lower), "upper": number(upper),
            "interval": interval(Some(found.interval)), "p": number(found.p), "q": number(q),
            "haldane": found.haldane, "jaccard": found.jaccard, "lift": found.lift,
        }));
    }
    let common = mantel_haenszel(&rows.iter().map(|(_, table, _)| *table).collect::<Vec<_>>());
    let mut value = values.first().cloned().unwrap_or_default();
    value["tables"] = Value::Array(values);
    if rows.len() > 1 {
        value["mantel_haenszel"] = common.map_or(Value::Null, |found| {
            let (lower, upper) = found.interval;
            json!({ "odds_ratio": number(found.ratio), "lower": number(lower), "upper": number(upper), "strata": found.strata })
        });
    }
    (value, text)
}

/// Runs `rank`.
pub(super) fn rank(args: &RankArgs) -> anyhow::Result<Outcome> {
    let bytes = read(&args.input.input)?;
    let plan = RankPlan {
        draws: args.draws,
        seed: args.seed,
        top: args.top,
    };
    match read_units(&bytes).and_then(|units| ranking::rank(units, plan)) {
        Ok(found) => answer(args.input.json, &rank_json(&found), &rank_text(&found)),
        Err(refused) => refusal(args.input.json, refused.code(), &refused.to_string()),
    }
}

fn rank_json(found: &Ranking) -> Value {
    let items: Vec<Value> = found.placed.iter().map(|unit| placed_json(found, unit)).collect();
    let kind = match found.placed.first().map(|unit| unit.measure) {
        Some(Measure::Rate { .. }) => "rate",
        _ => "share",
    };
    json!({
        "kind": kind,
        "draws": found.plan.draws,
        "seed": found.plan.seed,
        "top": found.plan.top,
        "prior": { "a": number(found.prior.a), "b": number(found.prior.b), "estimated": found.prior.estimated },
        "items": items,
        "not_ranked": found.not_ranked.iter().map(|unit| json!({
            "name": unit.name, "responses": unit.responses.map_or(Value::Null, responses_json),
        })).collect::<Vec<_>>(),
    })
}

fn placed_json(found: &Ranking, unit: &Placed) -> Value {
    let (numerator, denominator) = match unit.measure {
        Measure::Share { numerator, denominator } => (json!(numerator), json!(denominator)),
        Measure::Rate { events, exposure } => (json!(events), number(exposure)),
    };
    let overlaps =
        |other: &&Placed| other.name != unit.name && other.band.0 <= unit.band.1 && unit.band.0 <= other.band.1;
    let tied_with: Vec<&str> = found
        .placed
        .iter()
        .filter(overlaps)
        .map(|other| other.name.as_str())
        .collect();
    json!({
        "name": unit.name,
        "numerator": numerator,
        "denominator": denominator,
        "value": number(unit.value),
        "interval": interval(Some(unit.interval)),
        "posterior_mean": number(unit.posterior_mean),
        "mean_rank": number(unit.mean_rank),
        "rank_band": { "lower": unit.band.0, "upper": unit.band.1 },
        "p_top": number(unit.p_top),
        "p_first": number(unit.p_first),
        "tied": unit.overlapping > 0,
        "tie_group": unit.tie_group,
        "places": { "from": unit.places.0, "to": unit.places.1 },
        "tied_with": tied_with,
        "responses": unit.responses.map_or(Value::Null, responses_json),
    })
}

fn responses_json(counted: ResponseCount) -> Value {
    json!({
        "asked": counted.asked, "answered": counted.answered, "dont_know": counted.dont_know,
        "not_applicable": counted.not_applicable, "refused": counted.refused, "no_answer": counted.no_answer(),
        "response_rate": counted.response_rate(), "dont_know_share": counted.dont_know_share(),
    })
}

fn rank_text(found: &Ranking) -> String {
    let mut text = format!(
        "{:<9} {:<32} {:>10} {:>21} {:>10} {:>9} {:>8}\n",
        "places", "unit", "value", "95 % interval", "mean rank", "band", "in top"
    );
    for unit in &found.placed {
        let places = if unit.overlapping == 0 {
            unit.band.0.to_string()
        } else {
            format!("{}-{} tie", unit.band.0, unit.band.1)
        };
        let _ = writeln!(
            text,
            "{places:<9} {:<32} {:>10.4} {:>10.4}-{:<10.4} {:>10.2} {:>4}-{:<4} {:>8.3}",
            unit.name,
            unit.value,
            unit.interval.0,
            unit.interval.1,
            unit.mean_rank,
            unit.band.0,
            unit.band.1,
            unit.p_top
        );
        if let Some(counted) = unit.responses {
            let _ = writeln!(
                text,
                "{:<9} asked {}, answered {}, do not know {}, no answer {}",
                "",
                counted.asked,
                counted.answered,
                counted.dont_know,
                counted.no_answer()
            );
        }
    }
    for unit in &found.not_ranked {
        let _ = writeln!(text, "not ranked: {} (no answer)", unit.name);
    }
    text
}
