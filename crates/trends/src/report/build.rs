//! The report's content, computed once and free of any language.

use std::collections::BTreeSet;

use super::findings::{Finding, findings};
use super::inputs::{InputFile, Refusal, ReportInputs};
use super::recorded::{RecordedCrime, recorded};
use crate::association::{Interconnection, interconnection};
use crate::counts::{Query, queries};
use crate::hidden::{self, Choice, Estimate, IntervalKind, Request};
use crate::interception::{InterceptionPage, PublishedShare, published_shares};
use crate::questionnaire::{PublishedTable, Questionnaire, Tally, published_2022, tally};
use crate::ranking::{Measure, RankPlan, Ranking, Unit, rank};

/// Seed of every simulation of the report.
pub(crate) const SEED: u64 = 1;
/// Draws of a ranking.
pub(crate) const DRAWS: usize = 10_000;
/// Resamples of an interval for hidden figures.
pub(crate) const RESAMPLES: usize = 1_000;
/// Fewest answers behind a share that is printed for a region: with fewer, a single country could be read from it.
pub(crate) const FEWEST_ANSWERS: u64 = 5;

/// A report, ready to be rendered.
#[derive(Debug, Clone)]
pub struct Report {
    /// Year.
    pub year: i32,
    /// Whether everything in it is an exercise.
    pub exercise: bool,
    /// Number of the edition.
    pub edition: String,
    /// The questionnaire.
    pub questionnaire: Questionnaire,
    /// Number asked, and number from whom anything came.
    pub response: (usize, usize),
    /// Regions in order.
    pub regions: Vec<String>,
    /// Every item, scale and region.
    pub tallies: Vec<Tally>,
    /// Ranking of items on each scale, in the order of the scales.
    pub rankings: Vec<(String, Ranking)>,
    /// Findings, the most important first.
    pub findings: Vec<Finding>,
    /// Recorded crime.
    pub recorded: Vec<RecordedCrime>,
    /// Values that should be asked about.
    pub queries: Vec<Query>,
    /// The hidden figure, or why there is none.
    pub hidden: Option<Result<Estimate, hidden::Refusal>>,
    /// What occurs together.
    pub together: Option<Interconnection>,
    /// Interception by currency.
    pub interception: Vec<InterceptionPage>,
    /// Published estimates of the share that is intercepted.
    pub published_interception: Vec<PublishedShare>,
    /// Published shares of 2022.
    pub published: Option<PublishedTable>,
    /// The files it rests on.
    pub files: Vec<InputFile>,
}

impl Report {
    /// The tally of an item on a scale, for all (none) or a region.
    #[must_use]
    pub fn tally(&self, item: &str, scale: &str, region: Option<&str>) -> Option<&Tally> {
        let wanted = |t: &&Tally| t.item == item && t.scale == scale && t.region.as_deref() == region;
        self.tallies.iter().find(wanted)
    }
}

/// Computes the report. `progress` is called with the number of resamples done.
///
/// # Errors
/// A [`Refusal`] if fewer than two items have an answer; a hidden figure that is refused stands in the report as refused.
pub fn build(inputs: ReportInputs, progress: &(dyn Fn(u64) + Sync)) -> Result<Report, Refusal> {
    let tallies = tally(&inputs.questionnaire, &inputs.sheet);
    let mut rankings = Vec::new();
    for scale in &inputs.questionnaire.scales {
        rankings.push((scale.id.clone(), ranking(&tallies, &scale.id)?));
    }
    let heard: BTreeSet<&str> = inputs
        .sheet
        .answers
        .iter()
        .map(|answer| answer.respondent.as_str())
        .collect();
    let request = Request {
        choice: Choice::Auto,
        criterion: None,
        order: None,
        interval: IntervalKind::Bca,
        resamples: RESAMPLES,
        seed: SEED,
    };
    let together = if inputs.cases.is_empty() {
        None
    } else {
        interconnection(&inputs.cases).ok()
    };
    let mut report = Report {
        year: inputs.year,
        exercise: inputs.exercise,
        edition: inputs.edition,
        response: (inputs.sheet.asked.len(), heard.len()),
        regions: inputs.sheet.regions(),
        questionnaire: inputs.questionnaire,
        tallies,
        rankings,
        findings: Vec::new(),
        recorded: recorded(&inputs.counts, inputs.year),
        queries: queries(&inputs.counts),
        hidden: inputs.lists.map(|table| hidden::estimate(&table, &request, progress)),
        together,
        interception: inputs.interception,
        published_interception: published_shares(),
        published: published_2022(),
        files: inputs.files,
    };
    report.findings = findings(&report);
    Ok(report)
}

fn ranking(tallies: &[Tally], scale: &str) -> Result<Ranking, Refusal> {
    let units = tallies
        .iter()
        .filter(|tally| tally.scale == scale && tally.region.is_none())
        .map(|tally| {
            let denominator = tally.responses.answered;
            let measure = (denominator > 0).then_some(Measure::Share {
                numerator: tally.top,
                denominator,
            });
            Unit {
                name: tally.item.clone(),
                measure,
                responses: Some(tally.responses),
            }
        });
    rank(
        units.collect(),
        RankPlan {
            draws: DRAWS,
            seed: SEED,
            top: 10,
        },
    )
    .map_err(Refusal::Ranking)
}
