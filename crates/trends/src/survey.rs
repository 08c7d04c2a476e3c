//! From what victims say in surveys to what recorded figures leave out.

use crate::iccs::IccsCode;
use crate::special::Z95;

/// A reporting rate measured by a survey: the share of incidents that the police came to know of.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportingRate {
    /// The crime for which it was measured.
    pub iccs: IccsCode,
    /// The share, above 0 and at most 1.
    pub rate: f64,
    /// Standard error of the share.
    pub se: f64,
    /// Where it comes from: survey, year, page.
    pub source: String,
}

/// A recorded count scaled up by a reporting rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaledCount {
    /// 1/rate.
    pub multiplier: f64,
    /// Count times multiplier.
    pub estimate: f64,
    /// Standard error of ln(estimate).
    pub se_log: f64,
    /// 95 % interval, log-normal.
    pub interval: (f64, f64),
}

/// Why a count is not scaled.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A share that cannot be.
    #[error("the reporting rate {rate} is not above 0 and at most 1")]
    ImpossibleRate {
        /// The rate given.
        rate: f64,
    },
    /// A standard error that cannot be.
    #[error("the standard error {se} is not a number of 0 or more")]
    ImpossibleError {
        /// The standard error given.
        se: f64,
    },
    /// A rate measured for another crime.
    #[error(
        "the rate was measured for {rate}, the count is of {count}: people report crimes differently, so no rate is borrowed"
    )]
    BorrowedRate {
        /// The crime of the rate.
        rate: String,
        /// The crime of the count.
        count: String,
    },
    /// Nothing to scale.
    #[error("the count is 0; a multiplier says nothing about it")]
    NothingCounted,
}

impl Refusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ImpossibleRate { .. } => "impossible_rate",
            Self::ImpossibleError { .. } => "impossible_error",
            Self::BorrowedRate { .. } => "borrowed_rate",
            Self::NothingCounted => "nothing_counted",
        }
    }
}

impl ReportingRate {
    /// From `reported` of `incidents` told to a survey; `design_effect` is by how much its sampling widens the variance
    /// (1 for a simple random sample).
    ///
    /// # Errors
    /// [`Refusal::ImpossibleRate`], [`Refusal::ImpossibleError`].
    pub fn measured(
        iccs: IccsCode,
        reported: u64,
        incidents: u64,
        design_effect: f64,
        source: String,
    ) -> Result<Self, Refusal> {
        let rate = reported as f64 / incidents.max(1) as f64;
        if incidents == 0 || reported == 0 || reported > incidents {
            return Err(Refusal::ImpossibleRate { rate });
        }
        let se = (rate * (1.0 - rate) / incidents as f64 * design_effect).sqrt();
        if se.is_nan() || design_effect <= 0.0 || se.is_infinite() {
            return Err(Refusal::ImpossibleError { se });
        }
        Ok(Self { iccs, rate, se, source })
    }

    /// The multiplier 1/rate.
    ///
    /// # Errors
    /// [`Refusal::ImpossibleRate`].
    pub fn multiplier(&self) -> Result<f64, Refusal> {
        let possible = self.rate > 0.0 && self.rate <= 1.0;
        if possible {
            Ok(1.0 / self.rate)
        } else {
            Err(Refusal::ImpossibleRate { rate: self.rate })
        }
    }

    /// Scales a recorded count of the same crime. The error of both is carried along on the log scale:
    /// var(ln N) = 1/count + var(rate)/rate².
    ///
    /// # Errors
    /// A [`Refusal`]; a rate measured for another crime is never borrowed.
    pub fn scale(&self, iccs: &IccsCode, count: u64) -> Result<ScaledCount, Refusal> {
        let multiplier = self.multiplier()?;
        if !(self.se.is_finite() && self.se >= 0.0) {
            return Err(Refusal::ImpossibleError { se: self.se });
        }
        if *iccs != self.iccs {
            return Err(Refusal::BorrowedRate {
                rate: self.iccs.to_string(),
                count: iccs.to_string(),
            });
        }
        if count == 0 {
            return Err(Refusal::NothingCounted);
        }
        let estimate = count as f64 * multiplier;
        let se_log = (1.0 / count as f64 + (self.se / self.rate).powi(2)).sqrt();
        let spread = (Z95 * se_log).exp();
        Ok(ScaledCount {
            multiplier,
            estimate,
            se_log,
            interval: (estimate / spread, estimate * spread),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(rate: f64, se: f64) -> ReportingRate {
        ReportingRate {
            iccs: IccsCode::parse("0501").unwrap(),
            rate,
            se,
            source: "test".into(),
        }
    }

    #[test]
    fn british_crime_survey_multipliers() {
        // British Crime Survey 2009/10, Home Office: rate and multiplier.
        let published = [
            (0.43, 2.3256),
            (0.90, 1.1111),
            (0.84, 1.1905),
            (0.78, 1.2821),
            (0.39, 2.5641),
            (0.35, 2.8571),
            (0.33, 3.0303),
        ];
        for (share, multiplier) in published {
            assert!((rate(share, 0.01).multiplier().unwrap() - multiplier).abs() < 5e-5);
        }
    }

    #[test]
    fn the_error_of_count_and_rate_is_carried_along() {
        let found = rate(0.5, 0.05).scale(&IccsCode::parse("0501").unwrap(), 400).unwrap();
        assert_eq!(found.estimate, 800.0);
        assert!((found.se_log - (1.0_f64 / 400.0 + 0.01).sqrt()).abs() < 1e-15);
        assert!((found.interval.0 * found.interval.1).sqrt() - 800.0 < 1e-9);
    }

    #[test]
    fn a_measured_rate_has_its_design_effect() {
        let code = IccsCode::parse("0501").unwrap();
        let simple = ReportingRate::measured(code.clone(), 40, 100, 1.0, String::new()).unwrap();
        let clustered = ReportingRate::measured(code.clone(), 40, 100, 2.0, String::new()).unwrap();
        assert!((clustered.se / simple.se - 2.0_f64.sqrt()).abs() < 1e-12);
        for (reported, incidents, effect) in [
            (0, 10, 1.0),
            (11, 10, 1.0),
            (0, 0, 1.0),
            (5, 10, 0.0),
            (5, 10, f64::NAN),
        ] {
            assert!(ReportingRate::measured(code.clone(), reported, incidents, effect, String::new()).is_err());
        }
    }

    #[test]
    fn every_refusal() {
        let code = IccsCode::parse("0501").unwrap();
        let child = IccsCode::parse("03022").unwrap();
        assert_eq!(rate(0.0, 0.1).scale(&code, 5).unwrap_err().code(), "impossible_rate");
        assert_eq!(
            rate(f64::NAN, 0.1).scale(&code, 5).unwrap_err().code(),
            "impossible_rate"
        );
        assert_eq!(
            rate(0.5, f64::NAN).scale(&code, 5).unwrap_err().code(),
            "impossible_error"
        );
        assert_eq!(rate(0.5, 0.1).scale(&child, 5).unwrap_err().code(), "borrowed_rate");
        assert_eq!(rate(0.5, 0.1).scale(&code, 0).unwrap_err().code(), "nothing_counted");
    }
}
