//! A match is a lead, not a proof: what it rests on, how far to trust it, and whom to call.

use std::collections::BTreeSet;

use cordon_vocabulary::BureauId;
use serde::{Deserialize, Serialize};

use super::{Grade, Record, Standing, TrustRule, standing};
use crate::Algorithm;
use crate::pdq::{ADVISED_DISTANCE, FEATURELESS_QUALITY};

/// What a reader must know before acting on a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caution {
    /// One of the two pictures has too few features: near matches mean little.
    FeaturelessPicture,
    /// The quality of a hash is not known.
    QualityUnknown,
    /// Further than the distance at which matching is advised to start.
    BeyondAdvisedDistance,
    /// Somebody disputes the record.
    Disputed,
    /// No bureau has confirmed the record by its own assessment.
    Unconfirmed,
}

/// One lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Which list.
    pub list: String,
    /// The record on it.
    pub record: String,
    /// The algorithm that matched.
    pub algorithm: Algorithm,
    /// Bits that differ; 0 is equality.
    pub distance: u32,
    /// Standing of the record, with who confirmed and who objects.
    pub standing: Standing,
    /// The source's own grades.
    pub grades: Vec<Grade>,
    /// The series is known. `None`: the source does not say.
    pub series_known: Option<bool>,
    /// The victim is identified. `None`: the source does not say.
    pub victim_identified: Option<bool>,
    /// On the gravest list.
    pub gravest: bool,
    /// What to keep in mind.
    pub cautions: Vec<Caution>,
    /// Whom to call, the contributor first.
    pub call: Vec<BureauId>,
}

/// Draws up the lead for one match.
///
/// `query_quality` is the quality of the hash that was looked for.
#[must_use]
pub fn lead(
    record: &Record,
    algorithm: Algorithm,
    distance: u32,
    query_quality: Option<u8>,
    gravest: bool,
    rule: TrustRule,
) -> Lead {
    let standing = standing(&record.votes, rule);
    let mut call: Vec<BureauId> = record.contributed_by.iter().cloned().collect();
    let confirming = match &standing {
        Standing::Reported => &[][..],
        Standing::Confirmed { by } | Standing::Trusted { by } => by,
        Standing::Disputed { confirmed_by, .. } => confirmed_by,
    };
    for bureau in confirming {
        if !call.contains(bureau) {
            call.push(bureau.clone());
        }
    }
    Lead {
        list: record.key.list.clone(),
        record: record.key.id.clone(),
        algorithm,
        distance,
        cautions: cautions(record, algorithm, distance, query_quality, &standing),
        standing,
        grades: record.grades.clone(),
        series_known: record.findings.series.as_ref().map(|series| !series.trim().is_empty()),
        victim_identified: record.findings.victim_identified,
        gravest,
        call,
    }
}

fn cautions(
    record: &Record,
    algorithm: Algorithm,
    distance: u32,
    query_quality: Option<u8>,
    standing: &Standing,
) -> Vec<Caution> {
    let mut cautions = BTreeSet::new();
    if algorithm.has_distance() {
        let best_of_record = record
            .prints
            .iter()
            .filter(|print| print.fingerprint.algorithm() == algorithm)
            .filter_map(|print| print.quality)
            .max();
        for quality in [query_quality, best_of_record] {
            match quality {
                None => cautions.insert(Caution::QualityUnknown),
                Some(quality) if quality <= FEATURELESS_QUALITY => cautions.insert(Caution::FeaturelessPicture),
                Some(_) => false,
            };
        }
        if distance > ADVISED_DISTANCE {
            cautions.insert(Caution::BeyondAdvisedDistance);
        }
    }
    match standing {
        Standing::Reported => cautions.insert(Caution::Unconfirmed),
        Standing::Disputed { .. } => cautions.insert(Caution::Disputed),
        Standing::Confirmed { .. } | Standing::Trusted { .. } => false,
    };
    cautions.into_iter().collect()
}

/// In which queue a report goes; earlier values are worked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Queue {
    /// A child is in danger now.
    ImminentDanger,
    /// Child protection: before every other queue but an imminent danger.
    ChildProtection,
}

/// The queue of a report.
#[must_use]
pub const fn queue(imminent_danger: bool) -> Queue {
    if imminent_danger {
        Queue::ImminentDanger
    } else {
        Queue::ChildProtection
    }
}

/// The bureaus a report with these leads is routed to: everyone to be called, without the reporter, each once.
#[must_use]
pub fn concerned_bureaus(leads: &[Lead], reporter: &BureauId) -> Vec<BureauId> {
    let all: BTreeSet<&BureauId> = leads.iter().flat_map(|lead| &lead.call).collect();
    all.into_iter().filter(|bureau| *bureau != reporter).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fingerprint;
    use crate::lists::{Basis, Medium, Print, RecordKey, Say, Vote};

    fn bureau(name: &str) -> BureauId {
        BureauId::parse(name).expect("a bureau")
    }

    fn record(quality: Option<u8>, confirmed_by: &[&str]) -> Record {
        let key = RecordKey {
            list: "national".into(),
            id: "7".into(),
        };
        let mut record = Record::new(key, Medium::Picture);
        record.contributed_by = Some(bureau("QN"));
        record.prints.push(Print {
            fingerprint: Fingerprint::from_bytes(Algorithm::Pdq, &[9; 32]).expect("a hash"),
            quality,
        });
        record.votes = confirmed_by
            .iter()
            .map(|name| Vote {
                bureau: bureau(name),
                say: Say::Confirms {
                    basis: Basis::OwnAssessment,
                },
                about: None,
                at: None,
            })
            .collect();
        record.findings.series = Some("lighthouse".into());
        record.findings.victim_identified = Some(true);
        record
    }

    #[test]
    fn a_lead_says_what_is_known_and_whom_to_call() {
        let record = record(Some(90), &["QM", "QN", "QO"]);
        let lead = lead(&record, Algorithm::Pdq, 12, Some(80), false, TrustRule::default());
        assert_eq!((lead.series_known, lead.victim_identified), (Some(true), Some(true)));
        assert!(matches!(lead.standing, Standing::Trusted { .. }));
        assert_eq!(lead.cautions, Vec::new());
        assert_eq!(lead.call, vec![bureau("QN"), bureau("QM"), bureau("QO")]);
        assert_eq!(
            concerned_bureaus(&[lead.clone(), lead], &bureau("QM")),
            vec![bureau("QN"), bureau("QO")]
        );
    }

    #[test]
    fn cautions_name_each_weakness() {
        let weak = lead(
            &record(None, &[]),
            Algorithm::Pdq,
            40,
            Some(49),
            false,
            TrustRule::default(),
        );
        assert_eq!(
            weak.cautions,
            vec![
                Caution::FeaturelessPicture,
                Caution::QualityUnknown,
                Caution::BeyondAdvisedDistance,
                Caution::Unconfirmed
            ]
        );
        let exact = lead(
            &record(None, &["QM"]),
            Algorithm::Sha1,
            0,
            None,
            true,
            TrustRule::default(),
        );
        assert_eq!(exact.cautions, Vec::new());
    }

    #[test]
    fn only_imminent_danger_comes_before_child_protection() {
        assert!(queue(true) < queue(false));
    }
}
