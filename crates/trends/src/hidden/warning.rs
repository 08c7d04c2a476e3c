//! What a reader must know before quoting an estimate.

use super::model::{members, term_text};
use super::{CaptureTable, Choice, Fit, IntervalKind, Request, Sensitivity, Warning, pairs};

/// Fewer people than this on two lists or more make the estimate rest on a handful.
const THIN_OVERLAP: u64 = 10;

/// Warnings that follow from the table and the chosen model.
pub(crate) fn before_quoting(table: &CaptureTable, fit: &Fit, request: &Request) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code, text: String| warnings.push(Warning { code, text });
    if table.lists() == 2 {
        warn(
            "two_lists",
            "With two lists nothing can test whether they are independent; the number rests on it.".into(),
        );
    }
    if table.overlapping() < THIN_OVERLAP {
        let people = table.overlapping();
        warn(
            "thin_overlap",
            format!("Only {people} people are on two lists or more; the estimate rests on them alone."),
        );
    }
    for (i, name) in table.records().names().iter().enumerate() {
        if alone(table, i) {
            warn(
                "isolated_list",
                format!("List {} ({name}) shares nobody with any other list.", i + 1),
            );
        }
    }
    if !fit.existence.minus_infinity.is_empty() {
        let terms: Vec<String> = fit
            .existence
            .minus_infinity
            .iter()
            .map(|term| term_text(*term, table.lists()))
            .collect();
        let text = format!(
            "Terms at minus infinity, because these lists share nobody: {}.",
            terms.join(", ")
        );
        warn("boundary_terms", text);
    }
    let below: Vec<String> = pairs(table.records())
        .into_iter()
        .filter(|pair| pair.below_observed)
        .map(|pair| format!("{}-{}", pair.lists.0, pair.lists.1))
        .collect();
    if !below.is_empty() {
        let text = format!(
            "Two-list estimates below the people already seen show dependent lists: {}.",
            below.join(", ")
        );
        warn("dependent_lists", text);
    }
    if fit.unseen > 10.0 * table.observed() as f64 {
        warn(
            "far_extrapolation",
            "The unseen are more than ten times the seen.".into(),
        );
    }
    let fixed_model = matches!(request.interval, IntervalKind::Profile | IntervalKind::Wald);
    if fixed_model && request.choice == Choice::Auto {
        let text = "The interval takes the chosen model as given and is too narrow; bca repeats the choice.";
        warn("selection_ignored", text.into());
    }
    warnings
}

fn alone(table: &CaptureTable, list: usize) -> bool {
    let shared =
        |(cell, people): (usize, &u64)| *people > 0 && cell >> list & 1 == 1 && members(cell as u16).count() > 1;
    !table.counts().iter().enumerate().any(shared)
}

/// A warning if nearly equal models disagree by more than half.
pub(crate) fn on_disagreement(sensitivity: &[Sensitivity], warnings: &mut Vec<Warning>) {
    if let Some(near) = sensitivity.iter().find(|near| near.upper > 1.5 * near.lower) {
        let text = format!(
            "Models within {} units of the best disagree: {:.0} to {:.0}. Quote the range, not one number.",
            near.within, near.lower, near.upper
        );
        warnings.push(Warning {
            code: "models_disagree",
            text,
        });
    }
}

/// Resamples on which no model had an estimate.
pub(crate) fn resamples_without_estimate(usable: usize, drawn: usize) -> Warning {
    let text = format!(
        "{} of {drawn} resamples had no estimate and were left out of the interval.",
        drawn - usable
    );
    Warning {
        code: "resamples_lost",
        text,
    }
}

/// A bias correction so large that one limit rests on a handful of resamples.
pub(crate) fn strong_bias(bias: f64) -> Warning {
    let text =
        format!("The bootstrap corrects for strong bias (z0 = {bias:.2}); one limit rests on a handful of resamples.");
    Warning {
        code: "strong_bias",
        text,
    }
}

/// An upper end that the data do not bound.
pub(crate) fn unbounded() -> Warning {
    Warning {
        code: "unbounded",
        text: "The data do not bound the number from above.".into(),
    }
}
