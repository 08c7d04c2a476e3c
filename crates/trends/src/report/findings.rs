//! Findings: one sentence each, with the word that says how sure it is.

use super::build::{FEWEST_ANSWERS, Report, SEED};
use super::certainty::Certainty;
use crate::questionnaire::Tally;
use crate::random::Draws;
use crate::special::beta_cdf;

/// Something put into a sentence; its wording depends on the language.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// Items of the questionnaire, one or more.
    Items(Vec<String>),
    /// A region.
    Region(String),
    /// A state or area code, a currency, a year: the same in all languages.
    Plain(String),
    /// A share.
    Share(f64),
    /// A number of people or things.
    Number(f64),
    /// A crime by its ICCS code.
    Crime(String),
    /// Parts per million, shown as per cent.
    Millionths(i64),
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Name of its sentence in the files of words.
    pub sentence: &'static str,
    /// What is put into it, by name.
    pub arguments: Vec<(&'static str, Argument)>,
    /// How sure it is.
    pub certainty: Certainty,
    /// The probability behind the word; none where nothing is estimated.
    pub probability: Option<f64>,
    /// The figure that shows it.
    pub figure: &'static str,
    /// Whether it stands in the public summary.
    pub public: bool,
}

/// The item on children, which has a chapter of its own.
pub(crate) const CHILDREN: &str = "children-online";
/// Its ICCS code.
pub(crate) const CHILDREN_ICCS: &str = "03022";

/// All findings that the inputs bear out.
pub(crate) fn findings(report: &Report) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(top_group(report));
    found.extend(growth(report));
    found.extend(children(report));
    found.push(regional(report));
    found.extend(recorded(report));
    found.extend(breaks(report));
    found.extend(hidden(report));
    found.extend(together(report));
    found.extend(interception(report));
    found
}

fn sure(
    sentence: &'static str,
    arguments: Vec<(&'static str, Argument)>,
    probability: f64,
    figure: &'static str,
    public: bool,
) -> Finding {
    let certainty = Certainty::of(probability);
    Finding {
        sentence,
        arguments,
        certainty,
        probability: Some(probability),
        figure,
        public,
    }
}

fn counted(
    sentence: &'static str,
    arguments: Vec<(&'static str, Argument)>,
    figure: &'static str,
    public: bool,
) -> Finding {
    Finding {
        sentence,
        arguments,
        certainty: Certainty::Counted,
        probability: None,
        figure,
        public,
    }
}

/// The first group of the ranking of present threats: its members are named together, because nothing orders them.
fn top_group(report: &Report) -> Option<Finding> {
    let (_, ranking) = report.rankings.first()?;
    let first = ranking.placed.first()?;
    let group: Vec<&crate::ranking::Placed> = ranking.placed.iter().filter(|p| p.tie_group == 1).collect();
    let within_five = |placed: &&&crate::ranking::Placed| placed.band.0 == 1;
    let probability: f64 = group.iter().filter(within_five).map(|placed| placed.p_first).sum();
    let contenders: Vec<String> = group
        .iter()
        .filter(within_five)
        .map(|placed| placed.name.clone())
        .collect();
    let tally = report.tally(&first.name, &report.rankings.first()?.0, None)?;
    if contenders.len() > 1 {
        let n = Argument::Number(contenders.len() as f64);
        let arguments = vec![("items", Argument::Items(contenders)), ("n", n)];
        return Some(sure("finding-top-tied", arguments, probability, "T1", true));
    }
    let arguments = vec![
        ("items", Argument::Items(vec![first.name.clone()])),
        ("share", Argument::Share(tally.share()?.value)),
    ];
    Some(sure("finding-top-alone", arguments, first.p_first, "T1", true))
}

/// Probability that more than half of all would say so, from a Beta(½, ½) prior.
fn more_than_half(tally: &Tally) -> f64 {
    let (k, n) = (tally.top as f64, tally.responses.answered as f64);
    1.0 - beta_cdf(k + 0.5, n - k + 0.5, 0.5)
}

fn growth(report: &Report) -> Option<Finding> {
    let (scale, ranking) = report.rankings.get(1)?;
    let first = ranking.placed.first()?;
    let tally = report.tally(&first.name, scale, None)?;
    let arguments = vec![
        ("items", Argument::Items(vec![first.name.clone()])),
        ("share", Argument::Share(tally.share()?.value)),
    ];
    Some(sure("finding-growth", arguments, more_than_half(tally), "T2", true))
}

fn children(report: &Report) -> Option<Finding> {
    let (scale, _) = report.rankings.first()?;
    let tally = report.tally(CHILDREN, scale, None)?;
    let share = tally.share()?.value;
    let p = more_than_half(tally);
    let sentence = if p >= 0.5 {
        "finding-children-most"
    } else {
        "finding-children-fewer"
    };
    Some(sure(
        sentence,
        vec![("share", Argument::Share(share))],
        p.max(1.0 - p),
        "T4",
        true,
    ))
}

/// The region and item that stand out most from the other regions. With so many pairs looked at, chance alone makes some stand
/// out: the probability is lowered for all pairs (Bonferroni) before it gets its word.
fn regional(report: &Report) -> Finding {
    let nothing = || counted("finding-region-none", Vec::new(), "T5", true);
    let Some((scale, _)) = report.rankings.first() else {
        return nothing();
    };
    let mut pairs = 0.0;
    let mut best: Option<(f64, &Tally)> = None;
    for tally in report
        .tallies
        .iter()
        .filter(|t| t.scale == *scale && t.region.is_some())
    {
        if tally.responses.answered < FEWEST_ANSWERS {
            continue;
        }
        let Some(all) = report.tally(&tally.item, scale, None) else {
            continue;
        };
        pairs += 1.0;
        let p = above_the_rest(tally, all, pairs as u64);
        if best.is_none_or(|(most, _)| p > most) {
            best = Some((p, tally));
        }
    }
    let Some((p, tally)) = best else {
        return nothing();
    };
    let lowered = 1.0 - pairs * (1.0 - p);
    let (Some(region), Some(share)) = (tally.region.clone(), tally.share()) else {
        return nothing();
    };
    if lowered < 0.66 {
        return nothing();
    }
    let arguments = vec![
        ("region", Argument::Region(region)),
        ("items", Argument::Items(vec![tally.item.clone()])),
        ("share", Argument::Share(share.value)),
    ];
    sure("finding-region", arguments, lowered, "T5", true)
}

/// Probability that a region's share lies above that of all others together, by simulation.
fn above_the_rest(region: &Tally, all: &Tally, stream: u64) -> f64 {
    const DRAWS: usize = 20_000;
    let mut draws = Draws::new(SEED, 1_000_000 + stream);
    let parameters = |top: u64, answered: u64| (top as f64 + 0.5, (answered - top.min(answered)) as f64 + 0.5);
    let (a, b) = parameters(region.top, region.responses.answered);
    let rest_top = all.top.saturating_sub(region.top);
    let (c, d) = parameters(
        rest_top,
        all.responses.answered.saturating_sub(region.responses.answered),
    );
    let above = (0..DRAWS).filter(|_| draws.beta(a, b) > draws.beta(c, d)).count();
    above as f64 / DRAWS as f64
}

/// The clearest rise and the clearest fall of recorded crime since the last break of each series. They are picked from many
/// series, so their p values are raised for all of them (Bonferroni).
fn recorded(report: &Report) -> Vec<Finding> {
    let tested = |area: &&super::recorded::AreaRate| area.rate.is_some() && area.trend.is_some();
    let series = report
        .recorded
        .iter()
        .flat_map(|crime| &crime.areas)
        .filter(tested)
        .count() as f64;
    let mut trends: Vec<(f64, Finding)> = Vec::new();
    for crime in &report.recorded {
        for area in &crime.areas {
            let (Some(trend), Some(since)) = (&area.trend, area.since) else {
                continue;
            };
            if area.rate.is_none() || trend.score.n < 5 {
                continue;
            }
            let probability = 1.0 - (series * trend.score.p).min(1.0) / 2.0;
            let sentence = if trend.score.s > 0 {
                "finding-recorded-rise"
            } else {
                "finding-recorded-fall"
            };
            let arguments = vec![
                ("area", Argument::Plain(area.area.clone())),
                ("crime", Argument::Crime(crime.iccs.to_string())),
                ("since", Argument::Plain(since.to_string())),
            ];
            trends.push((trend.score.z, sure(sentence, arguments, probability, "T6", false)));
        }
    }
    trends.sort_by(|a, b| b.0.total_cmp(&a.0));
    let rise = trends
        .first()
        .filter(|(z, _)| *z > 0.0)
        .map(|(_, finding)| finding.clone());
    let fall = trends
        .last()
        .filter(|(z, _)| *z < 0.0)
        .map(|(_, finding)| finding.clone());
    rise.into_iter().chain(fall).collect()
}

/// Flagged breaks: said, so that nobody reads a rise into them.
fn breaks(report: &Report) -> Vec<Finding> {
    let mut found = Vec::new();
    for crime in &report.recorded {
        for area in &crime.areas {
            if let Some(record) = area.records.iter().skip(1).rev().find(|record| record.after_break) {
                let arguments = vec![
                    ("area", Argument::Plain(area.area.clone())),
                    ("crime", Argument::Crime(crime.iccs.to_string())),
                    ("year", Argument::Plain(record.year.to_string())),
                ];
                found.push(counted("finding-break", arguments, "T6", false));
            }
        }
    }
    found
}

fn hidden(report: &Report) -> Option<Finding> {
    let estimate = report.hidden.as_ref()?.as_ref().ok()?;
    let interval = estimate.interval?;
    let arguments = vec![
        ("seen", Argument::Number(estimate.observed as f64)),
        ("lower", Argument::Number(interval.lower?)),
        ("upper", Argument::Number(interval.upper?)),
    ];
    Some(sure("finding-hidden", arguments, 0.95, "T7", false))
}

fn together(report: &Report) -> Option<Finding> {
    let matrix = report.together.as_ref()?;
    let cell = matrix.cells.first()?;
    let (odds, q) = (cell.odds_ratio?, cell.q?);
    if odds.interval.0 <= 1.0 {
        return None;
    }
    let arguments = vec![
        ("first", Argument::Crime(cell.first.clone())),
        ("second", Argument::Crime(cell.second.clone())),
        ("cases", Argument::Number(matrix.cases as f64)),
    ];
    Some(sure("finding-together", arguments, 1.0 - q, "T8", false))
}

fn interception(report: &Report) -> Vec<Finding> {
    let sentence = |page: &crate::interception::InterceptionPage| {
        let arguments = vec![
            ("asset", Argument::Plain(page.sums.asset.clone())),
            ("asked", Argument::Millionths(page.held_of_asked?.ppm)),
            ("lost", Argument::Millionths(page.held_of_lost?.ppm)),
        ];
        Some(counted("finding-interception", arguments, "T9", true))
    };
    report.interception.iter().filter_map(sentence).collect()
}
