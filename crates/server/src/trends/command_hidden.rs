//! `cordon trends estimate` and `cordon trends pairs`.

use std::fmt::Write;
use std::io::IsTerminal;
use std::path::PathBuf;

use cordon_trends::hidden::{
    CaptureTable, Choice, Criterion, Estimate, IntervalKind, Model, Refusal, Request, chao_lower_bound, estimate,
    pairs, read_cells, sample_coverage,
};
use serde_json::{Value, json};

use super::printing::{answer, interval, number, read, refusal};
use crate::Outcome;

/// Lists up to which the automatic choice is bootstrapped unless another interval is asked for.
const BOOTSTRAPPED_LISTS: usize = 6;

/// How to prefer a model.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum CriterionWord {
    /// Bayesian criterion, with the people observed as sample size.
    Bic,
    /// Akaike's criterion.
    Aic,
    /// Forward steps over pairs at p = 0.02.
    Stepwise,
}

/// How to make the interval.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum IntervalWord {
    /// Profile likelihood; takes the model as given.
    Profile,
    /// Wald on the log scale of the unseen; takes the model as given.
    Wald,
    /// Bootstrap that repeats the choice of the model.
    Bca,
    /// No interval.
    None,
}

/// Arguments of `estimate`.
#[derive(Debug, clap::Args)]
pub struct EstimateArgs {
    /// CSV with a 0/1 column per list and a column `count`; "-" reads standard input.
    #[arg(long)]
    cells: PathBuf,
    /// A model such as "[12,13,4]", `independence`, or `auto`.
    #[arg(long, default_value = "auto")]
    model: String,
    /// How to choose: bic up to five lists and stepwise from six on unless said otherwise.
    #[arg(long)]
    criterion: Option<CriterionWord>,
    /// Highest order of interaction.
    #[arg(long)]
    order: Option<usize>,
    /// Kind of the 95 % interval: bca for `auto` up to six lists and profile otherwise unless said.
    #[arg(long)]
    interval: Option<IntervalWord>,
    /// Resamples of the bootstrap; implies `--interval bca`.
    #[arg(long)]
    bootstrap: Option<usize>,
    /// Seed of the bootstrap.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Arguments of `pairs`.
#[derive(Debug, clap::Args)]
pub struct PairsArgs {
    /// CSV with a 0/1 column per list and a column `count`; "-" reads standard input.
    #[arg(long)]
    cells: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs `estimate`.
pub(super) fn run_estimate(args: &EstimateArgs) -> anyhow::Result<Outcome> {
    let bytes = read(&args.cells)?;
    match estimated(args, &bytes) {
        Ok(found) => answer(args.json, &estimate_json(&found), &estimate_text(&found)),
        Err(refused) => refusal(args.json, refused.code(), &refused.to_string()),
    }
}

fn estimated(args: &EstimateArgs, bytes: &[u8]) -> Result<Estimate, Refusal> {
    let table = CaptureTable::new(read_cells(bytes)?)?;
    let choice = if args.model.trim().eq_ignore_ascii_case("auto") {
        Choice::Auto
    } else {
        Choice::Fixed(Model::parse(&args.model, table.lists())?)
    };
    let usual = if choice == Choice::Auto && table.lists() <= BOOTSTRAPPED_LISTS {
        IntervalWord::Bca
    } else {
        IntervalWord::Profile
    };
    let asked = args.interval.unwrap_or(if args.bootstrap.is_some() {
        IntervalWord::Bca
    } else {
        usual
    });
    let request = Request {
        choice,
        criterion: args.criterion.map(|word| match word {
            CriterionWord::Bic => Criterion::Bic,
            CriterionWord::Aic => Criterion::Aic,
            CriterionWord::Stepwise => Criterion::Stepwise,
        }),
        order: args.order,
        interval: match asked {
            IntervalWord::Profile => IntervalKind::Profile,
            IntervalWord::Wald => IntervalKind::Wald,
            IntervalWord::Bca => IntervalKind::Bca,
            IntervalWord::None => IntervalKind::None,
        },
        resamples: args.bootstrap.unwrap_or(1000),
        seed: args.seed,
    };
    let bar = progress_bar(&request);
    let found = estimate(&table, &request, &|done| bar.set_position(done));
    bar.finish_and_clear();
    found
}

fn progress_bar(request: &Request) -> indicatif::ProgressBar {
    if request.interval != IntervalKind::Bca || !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new(request.resamples as u64);
    let style = indicatif::ProgressStyle::with_template("{bar:40} {pos}/{len} resamples, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_bar()));
    bar
}

fn estimate_json(found: &Estimate) -> Value {
    let fit = &found.fit;
    let lists = fit.model.lists();
    let models: Vec<Value> = found
        .models
        .iter()
        .map(|row| {
            json!({
                "model": row.model.to_string(), "estimate": number(row.estimate), "bic": number(row.bic),
                "aic": number(row.aic),
            })
        })
        .collect();
    let boundary_terms: Vec<String> = fit
        .existence
        .minus_infinity
        .iter()
        .filter_map(|term| Model::with_interactions(lists, &[*term]).ok())
        .filter_map(|model| {
            model
                .to_string()
                .trim_start_matches('[')
                .split([',', ']'])
                .next()
                .map(str::to_owned)
        })
        .collect();
    json!({
        "observed": found.observed,
        "overlapping": found.overlapping,
        "lists": lists,
        "model": fit.model.to_string(),
        "estimate": number(fit.estimate),
        "unseen": number(fit.unseen),
        "se": number(fit.se),
        "deviance": number(fit.deviance),
        "df": fit.df,
        "aic": number(fit.aic),
        "bic": number(fit.bic),
        "interval": found.interval.map_or_else(
            || json!({ "kind": "none", "level": Value::Null, "lower": Value::Null, "upper": Value::Null }),
            |i| json!({ "kind": i.kind.word(), "level": 0.95, "lower": i.lower, "upper": i.upper }),
        ),
        "models": models,
        "models_considered": found.candidates,
        "sensitivity": found.sensitivity.iter().map(|near| json!({
            "within": near.within, "models": near.models, "lower": number(near.lower), "upper": number(near.upper),
        })).collect::<Vec<_>>(),
        "existence": {
            "code": fit.existence.code,
            "status": if boundary_terms.is_empty() { "exists" } else { "extended" },
            "boundary_terms": boundary_terms,
        },
        "warnings": found.warnings.iter().map(|w| json!({ "code": w.code, "text": w.text })).collect::<Vec<_>>(),
        "table_sha256": found.fingerprint,
    })
}

fn estimate_text(found: &Estimate) -> String {
    let fit = &found.fit;
    let mut text = String::new();
    let mut line = |args: std::fmt::Arguments<'_>| {
        let _ = writeln!(text, "{args}");
    };
    line(format_args!(
        "Seen: {} people, {} of them on two lists or more.",
        found.observed, found.overlapping
    ));
    line(format_args!(
        "Model {}: {:.1} people in all (standard error {:.1}).",
        fit.model, fit.estimate, fit.se
    ));
    if let Some(interval) = found.interval {
        let end = |end: Option<f64>| end.map_or("no bound".to_owned(), |x| format!("{x:.1}"));
        line(format_args!(
            "95 % interval ({}): {} to {}.",
            interval.kind.word(),
            end(interval.lower),
            end(interval.upper)
        ));
    }
    line(format_args!(
        "Deviance {:.4} on {} df, AIC {:.4}, BIC {:.4}.",
        fit.deviance, fit.df, fit.aic, fit.bic
    ));
    for near in &found.sensitivity {
        let (lower, upper) = (near.lower, near.upper);
        line(format_args!(
            "{} models within {} of the best: {lower:.0} to {upper:.0}.",
            near.models, near.within
        ));
    }
    line(format_args!(
        "\n{:<28} {:>14} {:>12} {:>12}",
        "model", "estimate", "BIC", "AIC"
    ));
    for row in found.models.iter().take(10) {
        line(format_args!(
            "{:<28} {:>14.1} {:>12.3} {:>12.3}",
            row.model.to_string(),
            row.estimate,
            row.bic,
            row.aic
        ));
    }
    if found.models.len() > 10 {
        line(format_args!(
            "... and {} more; --json lists all.",
            found.models.len() - 10
        ));
    }
    for warning in &found.warnings {
        line(format_args!("Note: {}", warning.text));
    }
    line(format_args!("Table {}", found.fingerprint));
    text
}

/// Runs `pairs`.
pub(super) fn run_pairs(args: &PairsArgs) -> anyhow::Result<Outcome> {
    let bytes = read(&args.cells)?;
    match paired(&bytes) {
        Ok((value, text)) => answer(args.json, &value, &text),
        Err(refused) => refusal(args.json, refused.code(), &refused.to_string()),
    }
}

fn paired(bytes: &[u8]) -> Result<(Value, String), Refusal> {
    let records = read_cells(bytes)?;
    let chao = chao_lower_bound(&records)?;
    let coverage = CaptureTable::new(records.clone())
        .and_then(|table| sample_coverage(&table))
        .ok();
    let mut text = format!("{} people seen on {} lists.\n", records.observed(), records.lists());
    let _ = writeln!(
        text,
        "{:<8} {:>8} {:>8} {:>8} {:>12} {:>12} {:>10}",
        "pair", "n1", "n2", "both", "Petersen", "Chapman", "se"
    );
    let mut rows = Vec::new();
    for pair in pairs(&records) {
        let (i, j) = pair.lists;
        let label = if records.lists() > 9 {
            format!("{i}.{j}")
        } else {
            format!("{i}{j}")
        };
        let petersen = pair.petersen.map_or("-".to_owned(), |x| format!("{x:.1}"));
        let mark = if pair.below_observed {
            "  below those already seen: the lists depend on each other"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "{label:<8} {:>8} {:>8} {:>8} {petersen:>12} {:>12.1} {:>10.1}{mark}",
            pair.n1, pair.n2, pair.both, pair.chapman, pair.se
        );
        rows.push(json!({
            "pair": label, "lists": [i, j], "names": [records.names()[i - 1], records.names()[j - 1]],
            "n1": pair.n1, "n2": pair.n2, "m": pair.both, "seen": pair.seen,
            "petersen": pair.petersen, "chapman": number(pair.chapman), "se": number(pair.se),
            "interval": interval(pair.interval), "below_observed": pair.below_observed,
        }));
    }
    let _ = writeln!(
        text,
        "Chao's lower bound: {:.1} (standard error {:.1}).",
        chao.estimate, chao.se
    );
    if let Some(found) = &coverage {
        let _ = writeln!(
            text,
            "Sample coverage {:.3}; estimate if independent {:.1}.",
            found.coverage, found.independent
        );
    }
    let value = json!({
        "observed": records.observed(),
        "lists": records.lists(),
        "pairs": rows,
        "chao": {
            "estimate": number(chao.estimate), "se": number(chao.se), "f1": chao.once, "f2": chao.twice,
            "interval": interval(chao.interval),
        },
        "sample_coverage": coverage.map(|found| json!({
            "coverage": number(found.coverage), "independent": number(found.independent),
            "high_coverage": found.high_coverage, "low_coverage": found.low_coverage,
        })),
        "table_sha256": records.fingerprint(),
    });
    Ok((value, text))
}
