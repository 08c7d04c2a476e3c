//! The one call that answers "how many are there?" with everything a reader needs to doubt the number.

use super::bootstrap::{BootstrapPlan, bca_interval};
use super::existence::margins;
use super::search::{Catalogue, Lattice, Scratch, TermSet};
use super::{CaptureTable, Fit, Model, Refusal, STEPWISE_P, bound, downhill, profile, stepwise};

/// How a model is preferred to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// The Bayesian criterion with the number of people observed as sample size.
    Bic,
    /// Akaike's criterion.
    Aic,
    /// Forward steps over pairs by p value.
    Stepwise,
}

impl Criterion {
    /// What one parameter costs on the scale of the deviance; steps are ranked by the Bayesian criterion.
    #[must_use]
    pub fn penalty(self, people: f64) -> f64 {
        match self {
            Self::Aic => 2.0,
            Self::Bic | Self::Stepwise => people.ln(),
        }
    }
}

/// Which model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// This one.
    Fixed(Model),
    /// The best by the criterion.
    Auto,
}

/// How the interval is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalKind {
    /// Profile likelihood; the model is taken as given.
    Profile,
    /// Wald on the log scale of the unseen; the model is taken as given.
    Wald,
    /// Bootstrap, bias-corrected and accelerated; the choice of the model is repeated in every resample.
    Bca,
    /// No interval.
    None,
}

impl IntervalKind {
    /// The word used on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Wald => "wald",
            Self::Bca => "bca",
            Self::None => "none",
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Which model.
    pub choice: Choice,
    /// The criterion; none means the Bayesian one up to five lists and steps from six on.
    pub criterion: Option<Criterion>,
    /// Highest order of interaction; none means all that can be told apart up to five lists, pairs from six on.
    pub order: Option<usize>,
    /// Kind of interval.
    pub interval: IntervalKind,
    /// Resamples for the bootstrap.
    pub resamples: usize,
    /// Seed for the bootstrap.
    pub seed: u64,
}

/// One line of the table of models.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelRow {
    /// The model.
    pub model: Model,
    /// Its estimate.
    pub estimate: f64,
    /// Its Bayesian criterion.
    pub bic: f64,
    /// Its Akaike criterion.
    pub aic: f64,
}

/// A 95 % interval; an end that the data do not bound is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// How it was made.
    pub kind: IntervalKind,
    /// Lower end.
    pub lower: Option<f64>,
    /// Upper end.
    pub upper: Option<f64>,
}

/// What the models that are nearly as good say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// How many units of the criterion worse than the best still count as near.
    pub within: f64,
    /// Models that near, the best among them.
    pub models: usize,
    /// The least estimate among them.
    pub lower: f64,
    /// The greatest estimate among them.
    pub upper: f64,
}

/// Something a reader must know before quoting the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Stable code.
    pub code: &'static str,
    /// The sentence.
    pub text: String,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// People seen.
    pub observed: u64,
    /// People on two lists or more.
    pub overlapping: u64,
    /// The model behind the headline number and its fit.
    pub fit: Fit,
    /// The interval, unless none was asked for.
    pub interval: Option<Interval>,
    /// Models by the criterion, best first; where they are too many to list, those that were met on the way.
    pub models: Vec<ModelRow>,
    /// Models tried for that table.
    pub candidates: usize,
    /// What models within 2 and within 10 units of the best say.
    pub sensitivity: Vec<Sensitivity>,
    /// What to know before quoting.
    pub warnings: Vec<Warning>,
    /// Hash of the input table.
    pub fingerprint: String,
}

/// Estimates the number of people, seen and unseen.
///
/// `progress` is called with the number of resamples done when the interval is a bootstrap.
///
/// # Errors
/// A [`Refusal`]; above all [`Refusal::NoOverlap`], [`Refusal::NoEstimate`] and [`Refusal::NoModel`] where the lists say too
/// little.
///
/// ```
/// use cordon_trends::hidden::*;
/// let cells = read_cells(b"police,shelter,count\n1,0,30\n0,1,20\n1,1,10\n")?;
/// let request = Request {
///     choice: Choice::Auto, criterion: None, order: None, interval: IntervalKind::Profile, resamples: 1000, seed: 1,
/// };
/// let answer = estimate(&CaptureTable::new(cells)?, &request, &|_| {})?;
/// assert!((answer.fit.estimate - 120.0).abs() < 1e-6);
/// # Ok::<(), Refusal>(())
/// ```
pub fn estimate(table: &CaptureTable, request: &Request, progress: &(dyn Fn(u64) + Sync)) -> Result<Estimate, Refusal> {
    if table.overlapping() == 0 {
        return Err(Refusal::NoOverlap);
    }
    let plan = Plan::new(table, request)?;
    let (models, candidates) = plan.models(table)?;
    let model = plan.choose(table, &models)?;
    let fit = super::fit(table, &model)?;
    let mut warnings = super::warning::before_quoting(table, &fit, request);
    let interval = plan.interval(table, request, &fit, &models, progress, &mut warnings)?;
    let sensitivity = sensitivity(&models, plan.criterion);
    super::warning::on_disagreement(&sensitivity, &mut warnings);
    Ok(Estimate {
        observed: table.observed(),
        overlapping: table.overlapping(),
        fit,
        interval,
        models,
        candidates,
        sensitivity,
        warnings,
        fingerprint: table.records().fingerprint(),
    })
}

/// How the model is chosen, with the defaults filled in.
struct Plan {
    choice: Choice,
    criterion: Criterion,
    order: usize,
    catalogue: Option<Catalogue>,
}

impl Plan {
    fn new(table: &CaptureTable, request: &Request) -> Result<Self, Refusal> {
        let lists = table.lists();
        let few = lists <= 5;
        let order = request.order.unwrap_or(if few { lists - 1 } else { 2 });
        let criterion = request
            .criterion
            .unwrap_or(if few { Criterion::Bic } else { Criterion::Stepwise });
        let catalogue = if few { Some(Catalogue::new(lists, order)?) } else { None };
        Lattice::new(lists, order)?;
        Ok(Self {
            choice: request.choice.clone(),
            criterion,
            order,
            catalogue,
        })
    }

    /// The table of models.
    fn models(&self, table: &CaptureTable) -> Result<(Vec<ModelRow>, usize), Refusal> {
        let Some(catalogue) = &self.catalogue else {
            return self.models_on_the_way(table);
        };
        let counts = table.as_floats();
        let mut rows = Vec::new();
        for (set, scored) in catalogue.score(table, self.criterion) {
            let (aic, bic) = scored.criteria(&counts, table.observed());
            let estimate = table.observed() as f64 + scored.unseen;
            if [aic, bic, estimate].iter().all(|x| x.is_finite()) {
                rows.push(ModelRow {
                    model: catalogue.lattice().model(set)?,
                    estimate,
                    bic,
                    aic,
                });
            }
        }
        Ok((rows, catalogue.len()))
    }

    /// With many lists: independence, the steps, and where the downhill search ends.
    fn models_on_the_way(&self, table: &CaptureTable) -> Result<(Vec<ModelRow>, usize), Refusal> {
        let mut met = vec![Model::independence(table.lists())?];
        if let Ok((_, steps)) = stepwise::stepwise(table, STEPWISE_P) {
            let terms: Vec<u16> = steps.iter().map(|step| step.term).collect();
            for taken in 1..=terms.len() {
                met.push(Model::with_interactions(table.lists(), &terms[..taken])?);
            }
        }
        if self.criterion != Criterion::Stepwise {
            met.extend(downhill::downhill(table, self.criterion, self.order));
        }
        if let Choice::Fixed(model) = &self.choice {
            met.push(model.clone());
        }
        let mut unique: Vec<Model> = Vec::new();
        met.into_iter().for_each(|model| {
            if !unique.contains(&model) {
                unique.push(model)
            }
        });
        let fits = unique.iter().filter_map(|model| super::fit(table, model).ok());
        let mut rows: Vec<ModelRow> = fits
            .map(|f| ModelRow {
                model: f.model,
                estimate: f.estimate,
                bic: f.bic,
                aic: f.aic,
            })
            .collect();
        let key = |row: &ModelRow| {
            if self.criterion == Criterion::Aic {
                row.aic
            } else {
                row.bic
            }
        };
        rows.sort_by(|a, b| key(a).total_cmp(&key(b)));
        Ok((rows, unique.len()))
    }

    fn choose(&self, table: &CaptureTable, models: &[ModelRow]) -> Result<Model, Refusal> {
        match (&self.choice, self.criterion) {
            (Choice::Fixed(model), _) => Ok(model.clone()),
            (Choice::Auto, Criterion::Stepwise) => Ok(stepwise::stepwise(table, STEPWISE_P)?.0),
            (Choice::Auto, criterion) if self.catalogue.is_none() => downhill::downhill(table, criterion, self.order),
            (Choice::Auto, _) => {
                let candidates = self.catalogue.as_ref().map_or(0, Catalogue::len);
                models
                    .first()
                    .map(|row| row.model.clone())
                    .ok_or(Refusal::NoModel { candidates })
            }
        }
    }

    fn interval(
        &self,
        table: &CaptureTable,
        request: &Request,
        fit: &Fit,
        models: &[ModelRow],
        progress: &(dyn Fn(u64) + Sync),
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<Interval>, Refusal> {
        let (lower, upper) = match request.interval {
            IntervalKind::None => return Ok(None),
            IntervalKind::Wald => profile::wald_interval(table, fit),
            IntervalKind::Profile => profile::profile_interval(table, fit)?,
            IntervalKind::Bca => {
                let plan = BootstrapPlan {
                    resamples: request.resamples,
                    seed: request.seed,
                    progress,
                };
                let bca = self.bootstrap(table, fit, models, plan)?;
                if bca.usable < bca.drawn {
                    warnings.push(super::warning::resamples_without_estimate(bca.usable, bca.drawn));
                }
                if bca.bias.abs() > 0.7 {
                    warnings.push(super::warning::strong_bias(bca.bias));
                }
                (bca.lower, bca.upper)
            }
        };
        let kept = |end: f64| end.is_finite().then_some(end);
        let interval = Interval {
            kind: request.interval,
            lower: kept(lower),
            upper: kept(upper),
        };
        if interval.upper.is_none() {
            warnings.push(super::warning::unbounded());
        }
        Ok(Some(interval))
    }

    fn bootstrap(
        &self,
        table: &CaptureTable,
        fit: &Fit,
        models: &[ModelRow],
        plan: BootstrapPlan<'_>,
    ) -> Result<super::BcaInterval, Refusal> {
        let lists = table.lists();
        let people = table.observed() as f64;
        let penalty = self.criterion.penalty(people);
        let lattice = Lattice::new(lists, self.order)?;
        let fixed = match &self.choice {
            Choice::Fixed(model) => Some(model.terms().to_vec()),
            Choice::Auto => None,
        };
        let telling = bound::telling_order(&mut Scratch::default(), &lattice, &table.as_floats());
        let hints: Vec<TermSet> = models
            .iter()
            .take(8)
            .filter_map(|row| lattice.set(&row.model))
            .collect();
        let estimator = |scratch: &mut Scratch, counts: &[f64]| -> Option<f64> {
            let seen: f64 = counts.iter().sum();
            let scored = if let Some(terms) = &fixed {
                scratch.score_terms(counts, &margins(counts), terms)?
            } else if self.criterion == Criterion::Stepwise {
                stepwise::choose(scratch, counts, lists, STEPWISE_P)?.1
            } else if self.catalogue.is_some() {
                bound::best(scratch, &lattice, counts, penalty, &telling, &hints)?.1
            } else {
                downhill::descend(scratch, &lattice, counts, penalty)?.1
            };
            Some(seen + scored.unseen)
        };
        bca_interval(table.counts(), fit.estimate, plan, Scratch::default, estimator)
    }
}

fn sensitivity(models: &[ModelRow], criterion: Criterion) -> Vec<Sensitivity> {
    let key = |row: &ModelRow| {
        if criterion == Criterion::Aic { row.aic } else { row.bic }
    };
    let Some(best) = models.first().map(key) else {
        return Vec::new();
    };
    let near = |within: f64| {
        let estimates: Vec<f64> = models
            .iter()
            .filter(|row| key(row) <= best + within)
            .map(|r| r.estimate)
            .collect();
        Sensitivity {
            within,
            models: estimates.len(),
            lower: estimates.iter().copied().fold(f64::INFINITY, f64::min),
            upper: estimates.iter().copied().fold(0.0, f64::max),
        }
    };
    vec![near(2.0), near(10.0)]
}
