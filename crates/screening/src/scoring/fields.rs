//! Judging the fields beside the name.

use super::evidence::{Evidence, Finding, Weights};
use crate::entity::dates::{DateRelation, PartialDate, relation};
use crate::entity::{Document, Entity, Sex};
use crate::mrz::confusable_numbers;
use crate::names::Thresholds;
use crate::nationality::Nationality;

/// Evidence of the fields beside the name, and the sum of its weights on the scale of log odds.
#[must_use]
pub fn judge_fields(asked: &Entity, listed: &Entity, weights: &Weights) -> (Vec<Evidence>, f64) {
    let mut evidence = Vec::new();
    let mut sum = 0.0;
    let mut tell = |field: &str, finding: Finding, asked: String, listed: String, weight: f64| {
        evidence.push(Evidence::Field {
            field: field.to_owned(),
            finding,
            asked,
            listed,
        });
        sum += weight;
    };
    if let Some((a, b, found)) = best_dates(&asked.birth_dates, &listed.birth_dates) {
        let (finding, weight) = date_finding(found, weights);
        tell("birth_date", finding, a.to_string(), b.to_string(), weight);
    }
    if let (Some(a), Some(b)) = (asked.nationalities.first(), listed.nationalities.first()) {
        match asked
            .nationalities
            .iter()
            .find(|country| listed.nationalities.contains(country))
        {
            Some(country) => {
                let code = country.code().to_owned();
                tell(
                    "nationality",
                    Finding::Equal,
                    code.clone(),
                    code,
                    weights.nationality_equal,
                );
            }
            None => {
                let codes = (a.code().to_owned(), b.code().to_owned());
                tell(
                    "nationality",
                    Finding::Different,
                    codes.0,
                    codes.1,
                    weights.nationality_different,
                );
            }
        }
    }
    if let (Some(a), Some(b)) = (asked.sex, listed.sex) {
        let (finding, weight) = if a == b {
            (Finding::Equal, weights.sex_equal)
        } else {
            (Finding::Different, weights.sex_different)
        };
        tell(
            "sex",
            finding,
            format!("{a:?}").to_lowercase(),
            format!("{b:?}").to_lowercase(),
            weight,
        );
    }
    if let Some((a, b)) = same_place(&asked.birth_places, &listed.birth_places) {
        tell("birth_place", Finding::Equal, a, b, weights.place_equal);
    }
    if let Some((a, b, finding)) = best_document(&asked.documents, &listed.documents) {
        let weight = match finding {
            Finding::Equal => weights.document_equal,
            Finding::OtherIssuer => weights.document_other_issuer,
            _ => weights.document_confusable,
        };
        tell("document", finding, a, b, weight);
    }
    (evidence, sum)
}

/// What a first look knows of a listed person.
#[derive(Debug, Clone, Copy)]
pub struct Glance<'a> {
    /// Dates of birth stated.
    pub birth_dates: &'a [PartialDate],
    /// Nationalities stated.
    pub nationalities: &'a [Nationality],
    /// Sex, where stated.
    pub sex: Option<Sex>,
}

/// The sum of weights that dates, nationalities and sex alone give, without evidence.
#[must_use]
pub fn quick_fields(asked: &Entity, listed: Glance<'_>, weights: &Weights) -> f64 {
    let mut sum = 0.0;
    if let Some((_, _, found)) = best_dates(&asked.birth_dates, listed.birth_dates) {
        sum += date_finding(found, weights).1;
    }
    if !asked.nationalities.is_empty() && !listed.nationalities.is_empty() {
        let mut own = asked.nationalities.iter();
        sum += if own.any(|country| listed.nationalities.contains(country)) {
            weights.nationality_equal
        } else {
            weights.nationality_different
        };
    }
    if let (Some(a), Some(b)) = (asked.sex, listed.sex) {
        sum += if a == b {
            weights.sex_equal
        } else {
            weights.sex_different
        };
    }
    sum
}

/// The score from 0 to 1: the name's score and the other fields' weights on one scale of odds.
#[must_use]
pub fn total_score(name: f64, fields: f64, weights: &Weights) -> f64 {
    let at_threshold = (super::ALERT / (1.0 - super::ALERT)).ln();
    let odds = at_threshold + (name - f64::from(Thresholds::NAME)) * weights.name_slope + fields;
    1.0 / (1.0 + (-odds).exp())
}

/// Least score where a whole document number agrees and no issuer contradicts: the document itself is on the list,
/// whoever carries it.
const DOCUMENT_ALONE: f64 = 0.90;

/// The score with the rule that an equal document always alerts.
#[must_use]
pub fn with_document(score: f64, evidence: &[Evidence]) -> f64 {
    let equal = evidence.iter().any(|one| {
        matches!(one, Evidence::Field { field, finding: Finding::Equal, asked, .. } if field == "document" && asked.len() >= 6)
    });
    if equal { score.max(DOCUMENT_ALONE) } else { score }
}

fn best_dates(asked: &[PartialDate], listed: &[PartialDate]) -> Option<(PartialDate, PartialDate, DateRelation)> {
    let pairs = asked
        .iter()
        .flat_map(|a| listed.iter().map(move |b| (*a, *b, relation(*a, *b))));
    pairs.min_by_key(|pair| pair.2)
}

const fn date_finding(found: DateRelation, weights: &Weights) -> (Finding, f64) {
    match found {
        DateRelation::Equal => (Finding::Equal, weights.birth_equal),
        DateRelation::Swapped => (Finding::Swapped, weights.birth_swapped),
        DateRelation::SameMonth => (Finding::SameMonth, weights.birth_month),
        DateRelation::SameYear => (Finding::SameYear, weights.birth_year),
        DateRelation::OneSlip => (Finding::OneSlip, weights.birth_slip),
        DateRelation::NearYear => (Finding::NearYear, weights.birth_near),
        DateRelation::Different => (Finding::Different, weights.birth_different),
    }
}

/// Places agree when one's words stand in the other: lists add district and country as they please.
fn same_place(asked: &[String], listed: &[String]) -> Option<(String, String)> {
    let words = |place: &str| -> Vec<String> {
        place
            .split(|c: char| !c.is_alphanumeric())
            .map(crate::crossscript::fold_latin)
            .filter(|word| word.len() > 3)
            .collect()
    };
    for a in asked {
        for b in listed {
            let (x, y) = (words(a), words(b));
            let (few, many) = if x.len() < y.len() { (&x, &y) } else { (&y, &x) };
            if !few.is_empty() && few.iter().all(|word| many.contains(word)) {
                return Some((a.clone(), b.clone()));
            }
        }
    }
    None
}

fn best_document(asked: &[Document], listed: &[Document]) -> Option<(String, String, Finding)> {
    let mut best: Option<(u8, String, String, Finding)> = None;
    for a in asked {
        for b in listed {
            let issuers_differ = a.issuer.is_some() && b.issuer.is_some() && a.issuer != b.issuer;
            let (rank, finding) = if a.number == b.number && !issuers_differ {
                (0, Finding::Equal)
            } else if a.number == b.number {
                (2, Finding::OtherIssuer)
            } else if !issuers_differ
                && a.number.len() >= 6
                && confusable_numbers(&a.number) == confusable_numbers(&b.number)
            {
                (1, Finding::Confusable)
            } else {
                continue;
            };
            if best.as_ref().is_none_or(|found| rank < found.0) {
                best = Some((rank, a.number.clone(), b.number.clone(), finding));
            }
        }
    }
    best.map(|(_, a, b, finding)| (a, b, finding))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::ALERT;

    fn score(name: f64, asked: &str, listed: &str) -> f64 {
        let read = |properties: &str| {
            crate::entity::read_entities(&format!(r#"{{"id":"a","properties":{properties}}}"#))
                .unwrap()
                .remove(0)
        };
        let weights = Weights::default();
        let (evidence, sum) = judge_fields(&read(asked), &read(listed), &weights);
        with_document(total_score(name, sum, &weights), &evidence)
    }

    #[test]
    fn absence_and_contradiction_are_told_apart() {
        let born = r#"{"birthDate":["1970-02-03"]}"#;
        let unknown = score(1.0, born, "{}");
        let different = score(1.0, born, r#"{"birthDate":["1951-07-09"]}"#);
        let equal = score(1.0, born, born);
        assert!(
            equal > unknown && unknown > ALERT && different < ALERT,
            "{equal} {unknown} {different}"
        );
    }

    #[test]
    fn the_name_alone_meets_the_alert_at_its_own_threshold() {
        assert!((score(f64::from(Thresholds::NAME), "{}", "{}") - ALERT).abs() < 1e-6);
    }

    #[test]
    fn an_equal_document_alerts_despite_another_name() {
        let document = r#"{"passportNumber":["AB1234567"]}"#;
        assert!(score(0.0, document, document) > ALERT);
        let confusable = score(0.3, document, r#"{"passportNumber":["A81Z34567"]}"#);
        assert!(confusable < ALERT);
    }

    #[test]
    fn a_birth_year_does_not_lift_a_weak_name() {
        assert!(score(0.6, r#"{"birthDate":["1970-02-03"]}"#, r#"{"birthDate":["1970"]}"#) < ALERT);
    }
}
