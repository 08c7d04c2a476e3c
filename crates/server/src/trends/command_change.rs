//! `cordon trends mann-kendall`, `pelt`, `rate-ratio`, `odds-ratio` and `rank`.

use std::fmt::Write;

use cordon_trends::change::{
    self, Changes, MannKendall, Penalty, RateRatio, Scale, Series, rate_ratio as compare_rates, read_rate_pairs,
    read_series,
};
use cordon_trends::table::Number;
use serde_json::{Value, json};

use super::commands::InputArgs;
use super::printing::{answer, interval, number, read, refusal};
use crate::Outcome;

/// By what the values are divided.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ScaleWord {
    /// The standard deviation of the stretch.
    Sd,
    /// The median absolute difference of neighbours.
    Differences,
    /// Nothing.
    None,
}

/// Arguments of `pelt`.
#[derive(Debug, clap::Args)]
pub struct PeltArgs {
    #[command(flatten)]
    input: InputArgs,
    /// What a change costs: mbic, bic, aic, or a number.
    #[arg(long, default_value = "mbic")]
    penalty: String,
    /// By what the values are divided first.
    #[arg(long, default_value = "sd")]
    scale: ScaleWord,
}

/// Runs `mann-kendall`.
pub(super) fn mann_kendall(args: &InputArgs) -> anyhow::Result<Outcome> {
    let bytes = read(&args.input)?;
    let found = read_series(&bytes).and_then(|series| change::mann_kendall(&series).map(|found| (series, found)));
    match found {
        Ok((series, stretches)) => match mann_kendall_answer(&series, &stretches) {
            Some((value, text)) => answer(args.json, &value, &text),
            None => refusal(args.json, "too_short", "no stretch is long enough"),
        },
        Err(refused) => refusal(args.json, refused.code(), &refused.to_string()),
    }
}

fn mann_kendall_answer(series: &Series, stretches: &[MannKendall]) -> Option<(Value, String)> {
    let mut text = String::new();
    let unit = series.spacing().unit();
    for stretch in stretches {
        let (from, to) = times(series, stretch.range);
        let score = &stretch.score;
        let _ = writeln!(
            text,
            "{from} to {to}: S {}, var {:.4}, tau {:.6}, z {:.5}, p {:.6}; Sen's slope {} per {unit} ({} to {}).",
            score.s,
            score.var_s,
            score.tau,
            score.z,
            score.p,
            stretch.sen_slope,
            stretch.sen_interval.0,
            stretch.sen_interval.1
        );
    }
    let mut value = stretch_json(series, stretches.last()?);
    value["sen_unit"] = json!(unit);
    value["stretches"] = stretches.iter().map(|stretch| stretch_json(series, stretch)).collect();
    let mut warnings = Vec::new();
    if series.stretches().len() > 1 {
        warnings.push("A flagged break splits the series; the answer is that of the last stretch.");
    }
    if series.reordered() {
        warnings.push("The rows were put in order of time.");
    }
    for warning in &warnings {
        let _ = writeln!(text, "Note: {warning}");
    }
    value["warnings"] = json!(warnings);
    Some((value, text))
}

fn times(series: &Series, range: (usize, usize)) -> (String, String) {
    let time = |i: usize| series.points().get(i).map_or(String::new(), |point| point.time.clone());
    (time(range.0), time(range.1))
}

fn stretch_json(series: &Series, stretch: &MannKendall) -> Value {
    let (from, to) = times(series, stretch.range);
    let score = &stretch.score;
    json!({
        "n": score.n, "from": from, "to": to,
        "s": score.s, "var_s": number(score.var_s), "tau": number(score.tau), "z": number(score.z),
        "p": number(score.p), "sen_slope": number(stretch.sen_slope),
        "sen_interval": interval(Some(stretch.sen_interval)),
    })
}

/// Runs `pelt`.
pub(super) fn pelt(args: &PeltArgs) -> anyhow::Result<Outcome> {
    let penalty = match (args.penalty.to_ascii_lowercase().as_str(), Number::parse(&args.penalty)) {
        ("mbic", _) => Penalty::Mbic,
        ("bic", _) => Penalty::Bic,
        ("aic", _) => Penalty::Aic,
        (_, Number::Finite(value)) => Penalty::Fixed(value),
        (word, _) => {
            return refusal(
                args.input.json,
                "bad_setting",
                &format!("penalty {word} is not mbic, bic, aic or a number"),
            );
        }
    };
    let scale = match args.scale {
        ScaleWord::Sd => Scale::StandardDeviation,
        ScaleWord::Differences => Scale::Differences,
        ScaleWord::None => Scale::One,
    };
    let bytes = read(&args.input.input)?;
    match read_series(&bytes).and_then(|series| change::pelt(&series, penalty, scale).map(|found| (series, found))) {
        Ok((series, found)) => {
            let (value, text) = pelt_answer(&series, &found);
            answer(args.input.json, &value, &text)
        }
        Err(refused) => refusal(args.input.json, refused.code(), &refused.to_string()),
    }
}

fn pelt_answer(series: &Series, found: &Changes) -> (Value, String) {
    let time = |index: usize| {
        series
            .points()
            .get(index.wrapping_sub(1))
            .map_or("", |point| point.time.as_str())
    };
    let mut text = format!("{} changes of level.\n", found.changes.len());
    for change in &found.changes {
        let (low, high) = change.plausible;
        let (from, to) = (time(low), time(high));
        let _ = writeln!(
            text,
            "after value {} ({}); plausible: after {from} to after {to}",
            change.after_index, change.after_time
        );
    }
    for segment in &found.segments {
        let (from, to) = (time(segment.from_index), time(segment.to_index));
        let _ = writeln!(text, "{from} to {to}: mean {}", segment.mean);
    }
    for index in &found.breaks {
        let _ = writeln!(
            text,
            "Note: counting changed after {} (flagged); levels on its two sides are not compared.",
            time(*index)
        );
    }
    let value = json!({
        "n": series.points().len(),
        "changes": found.changes.iter().map(|change| json!({
            "after_index": change.after_index, "after_time": change.after_time,
            "plausible": {
                "from_index": change.plausible.0, "to_index": change.plausible.1,
                "from_time": time(change.plausible.0), "to_time": time(change.plausible.1),
            },
        })).collect::<Vec<_>>(),
        "segments": found.segments.iter().map(|segment| json!({
            "from_index": segment.from_index, "to_index": segment.to_index,
            "from_time": time(segment.from_index), "to_time": time(segment.to_index),
            "n": segment.to_index + 1 - segment.from_index, "mean": number(segment.mean),
        })).collect::<Vec<_>>(),
        "breaks": found.breaks.iter().map(|index| json!({ "after_index": index, "after_time": time(*index) })).collect::<Vec<_>>(),
    });
    (value, text)
}

/// Runs `rate-ratio`.
pub(super) fn rate_ratio(args: &InputArgs) -> anyhow::Result<Outcome> {
    let bytes = read(&args.input)?;
    let compared = read_rate_pairs(&bytes).and_then(|pairs| {
        pairs
            .into_iter()
            .map(|(name, first, second)| compare_rates(first, second).map(|found| (name, first, second, found)))
            .collect::<Result<Vec<_>, _>>()
    });
    match compared {
        Err(refused) => refusal(args.json, refused.code(), &refused.to_string()),
        Ok(rows) => {
            let mut text = String::new();
            let mut values = Vec::new();
            for (name, first, second, found) in &rows {
                let _ = writeln!(text, "{}", rate_line(name, found));
                let mut value = rate_json(found);
                value["name"] = json!(name);
                value["first"] = json!({ "events": first.events, "time": number(first.time) });
                value["second"] = json!({ "events": second.events, "time": number(second.time) });
                values.push(value);
            }
            let mut value = values.first().cloned().unwrap_or_default();
            value["comparisons"] = Value::Array(values);
            answer(args.json, &value, &text)
        }
    }
}

fn rate_line(name: &str, found: &RateRatio) -> String {
    let open = |end: Option<f64>| end.map_or("no bound".to_owned(), |x| format!("{x:.6}"));
    let mut line = if name.is_empty() {
        String::new()
    } else {
        format!("{name}: ")
    };
    let _ = write!(line, "ratio {}", open(found.ratio));
    if let Some((lower, upper)) = found.wald {
        let _ = write!(line, ", Wald {lower:.6} to {upper:.6}");
    }
    let _ = write!(
        line,
        ", exact {:.6} to {} (p {:.6})",
        found.exact.0,
        open(found.exact.1),
        found.exact_p
    );
    let _ = write!(
        line,
        ", mid-p {} ({:.6} to {}, p {:.6})",
        open(found.median_unbiased),
        found.mid_p.0,
        open(found.mid_p.1),
        found.mid_p_p
    );
    line
}

fn rate_json(found: &RateRatio) -> Value {
    json!({
        "ratio": found.ratio,
        "wald": found.wald.map_or(Value::Null, |(lower, upper)| json!({
            "lower": number(lower), "upper": number(upper), "p": found.wald_p,
        })),
        "exact": { "lower": number(found.exact.0), "upper": found.exact.1, "p": number(found.exact_p) },
        "mid_p": {
            "estimate": found.median_unbiased, "lower": number(found.mid_p.0), "upper": found.mid_p.1,
            "p": number(found.mid_p_p),
        },
    })
}
