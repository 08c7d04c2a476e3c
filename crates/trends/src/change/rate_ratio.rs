//! Two rates of counted events.

use statrs::function::gamma::ln_gamma;

use super::Refusal;
use crate::special::{Z95, beta_cdf, bisect, two_sided};
use crate::table::{CsvTable, TableError};

/// Events over a time under observation, or over any other exposure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountedRate {
    /// Events.
    pub events: u64,
    /// Time under observation, above 0.
    pub time: f64,
}

/// A ratio of two rates with three intervals. Ends that the data do not bound are none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatio {
    /// Ratio of the first to the second; none if the second group has no event.
    pub ratio: Option<f64>,
    /// Wald's interval on the log scale; none if a group has no event.
    pub wald: Option<(f64, f64)>,
    /// Two-sided p value of Wald's statistic.
    pub wald_p: Option<f64>,
    /// Exact conditional interval: the split of all events is binomial.
    pub exact: (f64, Option<f64>),
    /// Exact two-sided p value: all splits no more likely than the one seen.
    pub exact_p: f64,
    /// Median-unbiased estimate.
    pub median_unbiased: Option<f64>,
    /// Mid-p interval.
    pub mid_p: (f64, Option<f64>),
    /// Two-sided mid-p value: twice the smaller tail, the split seen counted half.
    pub mid_p_p: f64,
}

/// Compares two Poisson rates.
///
/// Source: Rothman, Greenland and Lash, "Modern Epidemiology", chapter on person-time data; conditional on their sum the
/// events split binomially.
///
/// # Errors
/// [`Refusal::NoTime`], [`Refusal::NoEvent`].
pub fn rate_ratio(first: CountedRate, second: CountedRate) -> Result<RateRatio, Refusal> {
    for time in [first.time, second.time] {
        if !(time.is_finite() && time > 0.0) {
            return Err(Refusal::NoTime { time });
        }
    }
    if first.events == 0 && second.events == 0 {
        return Err(Refusal::NoEvent);
    }
    let (a, b) = (first.events as f64, second.events as f64);
    let per_time = second.time / first.time;
    let both = first.events > 0 && second.events > 0;
    let ratio = (second.events > 0).then(|| a / b * per_time).filter(|r| r.is_finite());
    let spread = (1.0 / a + 1.0 / b).sqrt();
    let wald = ratio
        .filter(|_| both)
        .map(|r| (r / (Z95 * spread).exp(), r * (Z95 * spread).exp()));
    let split = Split { a, b, per_time };
    let null = first.time / (first.time + second.time);
    let mid_at_null = split.mid_upper_tail(null);
    Ok(RateRatio {
        ratio,
        wald,
        wald_p: ratio.filter(|_| both).map(|r| two_sided(r.ln() / spread)),
        exact: split.limits(|p| split.upper_tail(p), |p| split.lower_tail(p)),
        exact_p: split.exact_p(null),
        median_unbiased: both
            .then(|| split.ratio(bisect(0.0, 1.0, 0.5, |p| split.mid_upper_tail(p))))
            .flatten(),
        mid_p: split.limits(|p| split.mid_upper_tail(p), |p| 1.0 - split.mid_upper_tail(p)),
        mid_p_p: (2.0 * mid_at_null.min(1.0 - mid_at_null)).min(1.0),
    })
}

/// `a` of `a + b` events fall to the first group with probability p; the rate ratio is p/(1−p)·per_time.
struct Split {
    a: f64,
    b: f64,
    per_time: f64,
}

impl Split {
    fn ratio(&self, p: f64) -> Option<f64> {
        let ratio = p / (1.0 - p) * self.per_time;
        ratio.is_finite().then_some(ratio)
    }

    /// P(first group gets a or more).
    fn upper_tail(&self, p: f64) -> f64 {
        if self.a <= 0.0 {
            1.0
        } else {
            beta_cdf(self.a, self.b + 1.0, p)
        }
    }

    /// P(first group gets a or fewer).
    fn lower_tail(&self, p: f64) -> f64 {
        if self.b <= 0.0 {
            1.0
        } else {
            1.0 - beta_cdf(self.a + 1.0, self.b, p)
        }
    }

    /// P(more than a) + P(exactly a)/2.
    fn mid_upper_tail(&self, p: f64) -> f64 {
        0.5 * (self.upper_tail(p) + 1.0 - self.lower_tail(p))
    }

    fn limits(&self, upper_tail: impl Fn(f64) -> f64, lower_tail: impl Fn(f64) -> f64) -> (f64, Option<f64>) {
        let low = if self.a <= 0.0 {
            0.0
        } else {
            bisect(0.0, 1.0, 0.025, &upper_tail)
        };
        let high = if self.b <= 0.0 {
            1.0
        } else {
            bisect(0.0, 1.0, -0.025, |p| -lower_tail(p))
        };
        (
            self.ratio(low).unwrap_or(0.0),
            if self.b <= 0.0 { None } else { self.ratio(high) },
        )
    }

    fn exact_p(&self, p: f64) -> f64 {
        let n = self.a + self.b;
        if n > 2_000_000.0 {
            // Beyond this the doubled tail is the same to all digits that matter, and the sum over splits is long.
            return (2.0 * self.upper_tail(p).min(self.lower_tail(p))).min(1.0);
        }
        let constant = ln_gamma(n + 1.0);
        let ln_mass =
            |k: f64| constant - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0) + k * p.ln() + (n - k) * (-p).ln_1p();
        let seen = ln_mass(self.a);
        let all = (0..=n as u64)
            .map(|k| ln_mass(k as f64))
            .filter(|mass| *mass <= seen + 1e-7);
        all.map(f64::exp).sum::<f64>().min(1.0)
    }
}

/// Reads pairs of rates: two rows of `events,time` (the first row over the second), or rows of four numbers
/// `events1,time1,events2,time2`. A column that holds words names the pair or group.
///
/// # Errors
/// [`Refusal::Malformed`].
pub fn read_rate_pairs(bytes: &[u8]) -> Result<Vec<(String, CountedRate, CountedRate)>, Refusal> {
    let table = CsvTable::read(bytes)?;
    let (label, numeric) = named_columns(&table).unwrap_or_else(|| table.split_columns());
    let rate = |row, events: usize, time: usize| -> Result<CountedRate, TableError> {
        let rate = CountedRate {
            events: table.count(row, events)?,
            time: table.number(row, time)?,
        };
        if rate.time <= 0.0 {
            return Err(TableError::new(
                table.place(row, time),
                "time under observation must be above 0",
            ));
        }
        Ok(rate)
    };
    let name = |row: &crate::table::CsvRow| label.and_then(|c| row.fields.get(c)).cloned().unwrap_or_default();
    match (numeric.as_slice(), table.rows.as_slice()) {
        ([a, ta, b, tb], rows) => rows
            .iter()
            .map(|row| Ok((name(row), rate(row, *a, *ta)?, rate(row, *b, *tb)?)))
            .collect(),
        ([events, time], [first, second]) => {
            let label = [name(first), name(second)].join(" / ");
            Ok(vec![(
                label,
                rate(first, *events, *time)?,
                rate(second, *events, *time)?,
            )])
        }
        (columns, rows) => {
            let problem = format!(
                "{} number columns and {} rows; give two rows of events,time or rows of events1,time1,events2,time2",
                columns.len(),
                rows.len()
            );
            Err(TableError::new("file", problem).into())
        }
    }
}

/// Events and time by name, for tables of one group a row, and the first other column as the label.
fn named_columns(table: &CsvTable) -> Option<(Option<usize>, Vec<usize>)> {
    let events = table.column(&["events", "cases", "count"])?;
    let time = table.column(&["time", "person_time", "person_years", "exposure", "population"])?;
    let label = (0..table.header.len()).find(|column| *column != events && *column != time);
    Some((label, vec![events, time]))
}
