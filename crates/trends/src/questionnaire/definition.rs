//! The questionnaire as versioned data.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Refusal;

const SHIPPED: &str = include_str!("../../data/questionnaire.json");

/// Words by language code (`en`, `fr`, `es`, `ar`).
pub type Words = BTreeMap<String, String>;

/// A questionnaire: items, each asked on every scale.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Questionnaire {
    /// Stable name.
    pub id: String,
    /// Version; a change of any label makes a new one and a break in the series.
    pub version: u32,
    /// Title.
    pub title: Words,
    /// What is known and what is not about its wording.
    pub note: String,
    /// The scales.
    pub scales: Vec<Scale>,
    /// Answers that are no point on a scale; counted and shown apart.
    pub apart: Vec<Apart>,
    /// Crime areas.
    pub areas: Vec<Area>,
    /// Crime types.
    pub items: Vec<Item>,
}

/// A scale of ordered points.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Scale {
    /// Stable name.
    pub id: String,
    /// Version.
    pub version: u32,
    /// Whether the wording was checked against its original.
    pub verified: bool,
    /// Codes counted in the share that is printed. The share is a view; the stored value is always the answer.
    pub top: Vec<String>,
    /// The question.
    pub prompt: Words,
    /// The points, lowest first.
    pub points: Vec<ScalePoint>,
}

/// A point of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ScalePoint {
    /// Its code in answers.
    pub code: String,
    /// Its label.
    pub label: Words,
}

/// Which kind of answer that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApartKind {
    /// The respondent does not know.
    DontKnow,
    /// The question does not apply there.
    NotApplicable,
    /// The respondent refuses.
    Refused,
}

/// An answer that is no point on a scale.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Apart {
    /// Its code in answers.
    pub code: String,
    /// Its kind.
    pub kind: ApartKind,
    /// Its label.
    pub label: Words,
}

/// A crime area.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Area {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: Words,
}

/// A crime type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Item {
    /// Stable name.
    pub id: String,
    /// Its area.
    pub area: String,
    /// ICCS codes it touches; part matches, never sums of them.
    pub iccs: Vec<String>,
    /// Title.
    pub title: Words,
}

impl Questionnaire {
    /// The shipped questionnaire "World threat assessment".
    ///
    /// # Errors
    /// [`Refusal::BadQuestionnaire`], which a test rules out for the shipped text.
    pub fn world_threat_assessment() -> Result<Self, Refusal> {
        Self::read(SHIPPED)
    }

    /// Reads a questionnaire from JSON and checks that it hangs together.
    ///
    /// # Errors
    /// [`Refusal::BadQuestionnaire`].
    pub fn read(json: &str) -> Result<Self, Refusal> {
        let refuse = |problem: String| Refusal::BadQuestionnaire { problem };
        let found: Self = serde_json::from_str(json).map_err(|e| refuse(e.to_string()))?;
        for item in &found.items {
            if !found.areas.iter().any(|area| area.id == item.area) {
                return Err(refuse(format!("item {} is in the unknown area {}", item.id, item.area)));
            }
            if let Some(code) = item
                .iccs
                .iter()
                .find(|code| crate::iccs::IccsCode::parse(code).is_err())
            {
                return Err(refuse(format!("item {}: {code} is no ICCS code", item.id)));
            }
        }
        for scale in &found.scales {
            let point = |code: &String| scale.points.iter().any(|point| point.code == *code);
            if scale.points.len() < 2 || scale.top.is_empty() || !scale.top.iter().all(point) {
                return Err(refuse(format!(
                    "scale {}: its top points are not among its points",
                    scale.id
                )));
            }
        }
        Ok(found)
    }

    /// The item of a name.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The scale of a name.
    #[must_use]
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == id)
    }
}

/// The word in a language, in English where the language has none.
pub(crate) fn word<'a>(words: &'a Words, language: &str) -> &'a str {
    words
        .get(language)
        .or_else(|| words.get("en"))
        .map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_questionnaire_is_whole_in_four_languages() {
        let found = Questionnaire::world_threat_assessment().unwrap();
        assert_eq!((found.items.len(), found.scales.len(), found.version), (13, 2, 1));
        let whole = |words: &Words| {
            ["en", "fr", "es", "ar"]
                .iter()
                .all(|l| words.get(*l).is_some_and(|w| !w.is_empty()))
        };
        assert!(whole(&found.title));
        assert!(found.items.iter().all(|item| whole(&item.title)));
        assert!(found.areas.iter().all(|area| whole(&area.title)));
        assert!(found.apart.iter().all(|apart| whole(&apart.label)));
        for scale in &found.scales {
            assert_eq!(scale.points.len(), 5);
            assert!(whole(&scale.prompt) && scale.points.iter().all(|point| whole(&point.label)));
        }
    }

    #[test]
    fn a_questionnaire_that_does_not_hang_together_is_refused() {
        for (from, to) in [
            ("\"area\": \"cyber\"", "\"area\": \"nowhere\""),
            ("\"0601\"", "\"99\""),
            ("\"top\": [", "\"top\": [\"9\","),
        ] {
            let broken = SHIPPED.replace(from, to);
            assert_ne!(broken, SHIPPED);
            assert_eq!(
                Questionnaire::read(&broken).unwrap_err().code(),
                "bad_questionnaire",
                "{to}"
            );
        }
        assert_eq!(Questionnaire::read("{").unwrap_err().code(), "bad_questionnaire");
    }
}
