//! The gravest list: material so grave that every member's law would call it illegal. Admission is a separate act with
//! its own assessments, never a consequence of a grade or of votes.

use std::collections::BTreeSet;

use cordon_vocabulary::{BureauId, Country, Instant};
use serde::{Deserialize, Serialize};

use super::{RecordKey, Standing};

/// What must be found, and by how many. Versioned data: the public text is a page that has changed before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GravestCriteria {
    /// Version of this text.
    pub version: String,
    /// Where the criteria were read.
    pub source: String,
    /// True once checked against the primary text.
    pub verified: bool,
    /// Apparent age must lie below this.
    pub apparent_age_below: u8,
    /// Assessments from this many different countries or agencies.
    pub least_countries: usize,
}

impl GravestCriteria {
    /// The criteria of the public "worst of" list: real children, apparent age under 13, severe, checked by at least two
    /// countries or agencies (interpol.int, page "Blocking and categorizing content", an earlier edition).
    #[must_use]
    pub fn published() -> Self {
        Self {
            version: "1".into(),
            source: "interpol.int, Blocking and categorizing content (earlier edition)".into(),
            verified: false,
            apparent_age_below: 13,
            least_countries: 2,
        }
    }
}

/// What one bureau's assessors found, for this act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GravestAssessment {
    /// Who assessed.
    pub bureau: BureauId,
    /// The bureau's country.
    pub country: Country,
    /// A real child, not a drawing or a computed picture.
    pub real_child: bool,
    /// Apparent age in years.
    pub apparent_age: u8,
    /// Severe sexual abuse is shown.
    pub severe: bool,
}

/// A record's place on the gravest list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GravestMembership {
    /// The record.
    pub record: RecordKey,
    /// Who assessed it.
    pub assessed_by: Vec<BureauId>,
    /// Version of the criteria applied.
    pub criteria_version: String,
    /// When it was admitted.
    pub at: Instant,
}

/// Why a record was not admitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GravestRefusal {
    /// Somebody objects to the record.
    #[error("the record is disputed; settle that first")]
    Disputed,
    /// Nobody has confirmed the record at all.
    #[error("no bureau has confirmed the record by its own assessment")]
    Unconfirmed,
    /// Too few different countries assessed it.
    #[error("assessed from {found} different countries, {needed} are needed")]
    TooFewCountries {
        /// Countries found.
        found: usize,
        /// Countries needed.
        needed: usize,
    },
    /// An assessment does not meet the criteria.
    #[error("the assessment of {bureau} does not meet: {criterion}")]
    CriterionNotMet {
        /// Whose assessment.
        bureau: BureauId,
        /// Which criterion.
        criterion: &'static str,
    },
}

impl GravestRefusal {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Disputed => "gravest-disputed",
            Self::Unconfirmed => "gravest-unconfirmed",
            Self::TooFewCountries { .. } => "gravest-too-few-countries",
            Self::CriterionNotMet { .. } => "gravest-criterion-not-met",
        }
    }
}

/// Decides whether a record goes on the gravest list.
///
/// # Errors
/// [`GravestRefusal`].
pub fn admit_to_gravest(
    record: &RecordKey,
    standing: &Standing,
    assessments: &[GravestAssessment],
    criteria: &GravestCriteria,
    at: Instant,
) -> Result<GravestMembership, GravestRefusal> {
    match standing {
        Standing::Disputed { .. } => return Err(GravestRefusal::Disputed),
        Standing::Reported => return Err(GravestRefusal::Unconfirmed),
        Standing::Confirmed { .. } | Standing::Trusted { .. } => {}
    }
    for assessment in assessments {
        let unmet = if !assessment.real_child {
            "a real child"
        } else if assessment.apparent_age >= criteria.apparent_age_below {
            "apparent age"
        } else if !assessment.severe {
            "severe abuse"
        } else {
            continue;
        };
        return Err(GravestRefusal::CriterionNotMet {
            bureau: assessment.bureau.clone(),
            criterion: unmet,
        });
    }
    let countries: BTreeSet<Country> = assessments.iter().map(|found| found.country).collect();
    if countries.len() < criteria.least_countries {
        return Err(GravestRefusal::TooFewCountries {
            found: countries.len(),
            needed: criteria.least_countries,
        });
    }
    let assessed_by: BTreeSet<BureauId> = assessments.iter().map(|found| found.bureau.clone()).collect();
    Ok(GravestMembership {
        record: record.clone(),
        assessed_by: assessed_by.into_iter().collect(),
        criteria_version: criteria.version.clone(),
        at,
    })
}

/// What an assessment led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// The assessments that now stand, one a bureau, the latest word of each.
    pub assessments: Vec<GravestAssessment>,
    /// The place on the list, once enough countries have assessed; until then nothing.
    pub membership: Option<GravestMembership>,
}

/// Takes one bureau's assessment beside those that stand. The record goes on the gravest list with the assessment that
/// completes the number of countries; before that the assessment is kept and waits.
///
/// # Errors
/// [`GravestRefusal`], but never [`GravestRefusal::TooFewCountries`].
pub fn assess(
    record: &RecordKey,
    standing: &Standing,
    standing_assessments: &[GravestAssessment],
    new: GravestAssessment,
    criteria: &GravestCriteria,
    at: Instant,
) -> Result<Assessed, GravestRefusal> {
    let mut assessments: Vec<GravestAssessment> = standing_assessments
        .iter()
        .filter(|found| found.bureau != new.bureau)
        .cloned()
        .collect();
    assessments.push(new);
    let membership = match admit_to_gravest(record, standing, &assessments, criteria, at) {
        Ok(membership) => Some(membership),
        Err(GravestRefusal::TooFewCountries { .. }) => None,
        Err(refusal) => return Err(refusal),
    };
    Ok(Assessed {
        assessments,
        membership,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bureau(name: &str) -> BureauId {
        BureauId::parse(name).expect("a bureau")
    }

    fn assessment(name: &str, age: u8) -> GravestAssessment {
        GravestAssessment {
            bureau: bureau(name),
            country: Country::parse(&name[..2]).expect("a country"),
            real_child: true,
            apparent_age: age,
            severe: true,
        }
    }

    fn admit(standing: &Standing, found: &[GravestAssessment]) -> Result<GravestMembership, GravestRefusal> {
        let key = RecordKey {
            list: "a".into(),
            id: "1".into(),
        };
        admit_to_gravest(
            &key,
            standing,
            found,
            &GravestCriteria::published(),
            Instant::from_micros(0),
        )
    }

    #[test]
    fn two_countries_that_agree_admit_a_confirmed_record() {
        let confirmed = Standing::Confirmed { by: vec![bureau("QM")] };
        let member = admit(&confirmed, &[assessment("QM", 8), assessment("QN", 9)]).expect("admitted");
        assert_eq!(member.assessed_by, vec![bureau("QM"), bureau("QN")]);
    }

    #[test]
    fn an_assessment_waits_for_the_second_country_and_replaces_the_bureaus_own() {
        let key = RecordKey {
            list: "a".into(),
            id: "1".into(),
        };
        let confirmed = Standing::Confirmed { by: vec![bureau("QM")] };
        let take = |standing: &[GravestAssessment], new| {
            let criteria = GravestCriteria::published();
            assess(&key, &confirmed, standing, new, &criteria, Instant::from_micros(0))
        };
        let first = take(&[], assessment("QM", 9)).expect("kept");
        assert_eq!((first.assessments.len(), first.membership), (1, None));
        let again = take(&first.assessments, assessment("QM", 8)).expect("kept");
        assert_eq!(again.assessments, [assessment("QM", 8)]);
        let second = take(&again.assessments, assessment("QN", 8)).expect("admitted");
        assert_eq!(second.membership.expect("a place").assessed_by.len(), 2);
        let refused = take(&again.assessments, assessment("QN", 14)).expect_err("too old");
        assert_eq!(refused.code(), "gravest-criterion-not-met");
    }

    #[test]
    fn each_refusal_has_its_cause() {
        let confirmed = Standing::Confirmed { by: vec![bureau("QM")] };
        let code =
            |standing: &Standing, found: &[GravestAssessment]| admit(standing, found).expect_err("refused").code();
        let both = [assessment("QM", 8), assessment("QN", 9)];
        assert_eq!(code(&Standing::Reported, &both), "gravest-unconfirmed");
        let disputed = Standing::Disputed {
            by: vec![bureau("QO")],
            confirmed_by: vec![bureau("QM")],
        };
        assert_eq!(code(&disputed, &both), "gravest-disputed");
        assert_eq!(code(&confirmed, &[]), "gravest-too-few-countries");
        assert_eq!(
            code(&confirmed, &[assessment("QM", 8), assessment("QM-2", 8)]),
            "gravest-too-few-countries"
        );
        assert_eq!(
            code(&confirmed, &[assessment("QM", 8), assessment("QN", 13)]),
            "gravest-criterion-not-met"
        );
        let mut drawn = assessment("QN", 8);
        drawn.real_child = false;
        assert_eq!(
            code(&confirmed, &[assessment("QM", 8), drawn]),
            "gravest-criterion-not-met"
        );
        let mut mild = assessment("QN", 8);
        mild.severe = false;
        assert_eq!(
            code(&confirmed, &[assessment("QM", 8), mild]),
            "gravest-criterion-not-met"
        );
    }
}
