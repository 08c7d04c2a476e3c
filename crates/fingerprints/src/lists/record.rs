//! One record of a list, as its source states it.

use std::collections::BTreeMap;

use cordon_vocabulary::{BureauId, Instant};
use serde::{Deserialize, Serialize};

use crate::algorithm::Fingerprint;

/// A record's name: the list it stands on and its id there. Re-importing the same record gives the same key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordKey {
    /// Name of the list.
    pub list: String,
    /// The record's id on it.
    pub id: String,
}

/// What the hashes were made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Medium {
    /// A still picture.
    Picture,
    /// A video.
    Video,
    /// The source does not say.
    Unknown,
}

/// A source's own grade. Grades of different schemes or regions are never compared or translated.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grade {
    scheme: String,
    region: Option<String>,
    value: String,
}

/// Why a grade was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GradeRefusal {
    /// A category number means different things in different regions.
    #[error("a category of scheme {scheme} means nothing without its region; give the region of the file")]
    WithoutRegion {
        /// The scheme.
        scheme: String,
    },
    /// A part of the grade is empty.
    #[error("a grade needs a scheme and a value")]
    Empty,
}

impl GradeRefusal {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WithoutRegion { .. } => "grade-without-region",
            Self::Empty => "grade-empty",
        }
    }
}

impl Grade {
    /// The scheme whose category numbers depend on the region of the file (Project VIC's data model).
    pub const VICS: &'static str = "vics";

    /// A grade under a scheme, with the region where the scheme has regions.
    ///
    /// # Errors
    /// [`GradeRefusal`].
    pub fn new(scheme: &str, region: Option<&str>, value: &str) -> Result<Self, GradeRefusal> {
        let region = region.map(str::trim).filter(|region| !region.is_empty());
        if scheme.trim().is_empty() || value.trim().is_empty() {
            return Err(GradeRefusal::Empty);
        }
        if scheme == Self::VICS && region.is_none() {
            return Err(GradeRefusal::WithoutRegion {
                scheme: scheme.to_owned(),
            });
        }
        Ok(Self {
            scheme: scheme.trim().to_owned(),
            region: region.map(str::to_owned),
            value: value.trim().to_owned(),
        })
    }

    /// The scheme, for instance `vics` or `ncmec`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The region, where the scheme has regions.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The grade itself, in the source's words.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// A label of a published schema, loaded as data: no label list is built in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    /// Name of the schema.
    pub schema: String,
    /// Its version.
    pub version: String,
    /// The label's code in it.
    pub code: String,
}

/// One hash of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// The hash.
    pub fingerprint: Fingerprint,
    /// Its quality, 0 to 100, where the algorithm has one.
    pub quality: Option<u8>,
}

/// What the source knows beyond the hash. `None` means: not said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// Name of the series.
    pub series: Option<String>,
    /// The victim is identified.
    pub victim_identified: Option<bool>,
    /// The offender is identified.
    pub offender_identified: Option<bool>,
    /// The material has been distributed.
    pub distributed: Option<bool>,
    /// How often it was submitted.
    pub submissions: Option<u32>,
    /// The source counts it among its own gravest. A statement of the source; our gravest list is an act of its own.
    pub gravest_by_source: Option<bool>,
}

/// One record of one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// List and id.
    pub key: RecordKey,
    /// Picture or video.
    pub medium: Medium,
    /// Hashes that can be matched.
    pub prints: Vec<Print>,
    /// Hashes of algorithms that are not matched here, by the source's name for them, untouched.
    pub other_prints: BTreeMap<String, String>,
    /// The source's grades.
    pub grades: Vec<Grade>,
    /// Labels of published schemas.
    pub labels: Vec<Label>,
    /// Votes, oldest first.
    pub votes: Vec<super::Vote>,
    /// What the source knows beyond the hash.
    pub findings: Findings,
    /// The bureau or member that contributed it.
    pub contributed_by: Option<BureauId>,
    /// When the source last changed it.
    pub updated: Option<Instant>,
    /// Fields that this program does not know, kept for the way back.
    pub kept: serde_json::Map<String, serde_json::Value>,
}

impl Record {
    /// A record that so far has nothing but its name.
    #[must_use]
    pub fn new(key: RecordKey, medium: Medium) -> Self {
        Self {
            key,
            medium,
            prints: Vec::new(),
            other_prints: BTreeMap::new(),
            grades: Vec::new(),
            labels: Vec::new(),
            votes: Vec::new(),
            findings: Findings::default(),
            contributed_by: None,
            updated: None,
            kept: serde_json::Map::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_number_never_stands_without_its_region() {
        assert_eq!(
            Grade::new(Grade::VICS, None, "1").expect_err("no region").code(),
            "grade-without-region"
        );
        assert_eq!(
            Grade::new(Grade::VICS, Some(" "), "1").expect_err("blank").code(),
            "grade-without-region"
        );
        let grade = Grade::new(Grade::VICS, Some("UK"), "1").expect("a grade");
        assert_eq!((grade.region(), grade.value()), (Some("UK"), "1"));
        assert_ne!(grade, Grade::new(Grade::VICS, Some("US"), "1").expect("a grade"));
        assert_eq!(Grade::new("ncmec", None, " ").expect_err("empty").code(), "grade-empty");
    }
}
