//! Reading a rulebook file and refusing one that contradicts itself.

use std::collections::BTreeSet;

use super::{Check, RowKind, Rulebook, Stage};

/// The model rulebook that ships with this crate.
pub const MODEL_TEXT: &str = include_str!("../../rulebooks/model-2026.1.json");

/// Why a rulebook file is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRulebook {
    /// Not JSON, or not of this shape.
    #[error("rulebook file: {0}")]
    Unreadable(String),
    /// A row is in force twice on one day.
    #[error("rulebook: row {0} is in force twice on one day; end the older one the day before the newer begins")]
    RowTwice(u16),
    /// A row ends before it begins.
    #[error("rulebook: row {0} ends before it begins")]
    EndsFirst(u16),
    /// A row that a person decides has no form of ruling, or a mechanical row without a ruling check has one.
    #[error("rulebook: row {0} is of kind {1}, which does not fit its human half")]
    HalvesDoNotFit(u16, &'static str),
    /// A row, a kind or an offence has no text where one is needed.
    #[error("rulebook: {0} has no article or title")]
    Unnamed(String),
    /// A list names a kind that the catalogue does not hold.
    #[error("rulebook: row {0} names the kind {1:?}, which is not in the catalogue")]
    UnknownKind(u16, String),
    /// A code stands twice.
    #[error("rulebook: the code {0:?} stands twice")]
    CodeTwice(String),
    /// The row's condition belongs to another stage of the work.
    #[error("rulebook: the condition of row {0} is not checked at its stage")]
    WrongStage(u16),
    /// Hour of letters outside the day.
    #[error("rulebook: letters_hour_utc is {0}; an hour from 0 to 23 is expected")]
    BadHour(u8),
}

impl Rulebook {
    /// Reads and checks a rulebook.
    ///
    /// # Errors
    /// [`BadRulebook`] names the row and what is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, BadRulebook> {
        let book: Self = serde_json::from_str(text).map_err(|e| BadRulebook::Unreadable(e.to_string()))?;
        book.examined()
    }

    /// The model rulebook.
    ///
    /// # Errors
    /// Never for the file that ships with the crate, which a test reads; the type says so all the same.
    pub fn model() -> Result<Self, BadRulebook> {
        Self::from_json(MODEL_TEXT)
    }

    fn examined(self) -> Result<Self, BadRulebook> {
        let mut codes = BTreeSet::new();
        for code in self
            .kinds
            .iter()
            .map(|k| &k.kind)
            .chain(self.offences.iter().map(|o| &o.code))
        {
            if !codes.insert(code) {
                return Err(BadRulebook::CodeTwice(code.clone()));
            }
        }
        if self.enforcing.letters_hour_utc > 23 {
            return Err(BadRulebook::BadHour(self.enforcing.letters_hour_utc));
        }
        if self.rulebook.trim().is_empty() || self.title.trim().is_empty() {
            return Err(BadRulebook::Unnamed("the rulebook".into()));
        }
        for (at, row) in self.rows.iter().enumerate() {
            if row.article.trim().is_empty() || row.title.trim().is_empty() {
                return Err(BadRulebook::Unnamed(format!("row {}", row.rule)));
            }
            if row.effective_to.is_some_and(|to| to < row.effective_from) {
                return Err(BadRulebook::EndsFirst(row.rule));
            }
            let later = self.rows.iter().skip(at + 1).filter(|other| other.rule == row.rule);
            if later
                .into_iter()
                .any(|other| row.in_force(other.effective_from) || other.in_force(row.effective_from))
            {
                return Err(BadRulebook::RowTwice(row.rule));
            }
            match (row.kind, &row.human) {
                (RowKind::Mechanical, Some(_)) => {
                    return Err(BadRulebook::HalvesDoNotFit(row.rule, "M"));
                }
                (RowKind::Human, None) => return Err(BadRulebook::HalvesDoNotFit(row.rule, "H")),
                (RowKind::Both, None) => return Err(BadRulebook::HalvesDoNotFit(row.rule, "M+H")),
                _ => {}
            }
            if let Some(kind) = row
                .kinds
                .iter()
                .flatten()
                .find(|k| !self.kinds.iter().any(|known| known.kind == **k))
            {
                return Err(BadRulebook::UnknownKind(row.rule, kind.clone()));
            }
            if row.check.stage() != row.stage {
                return Err(BadRulebook::WrongStage(row.rule));
            }
        }
        Ok(self)
    }
}

impl Check {
    /// The stage of the work at which this condition is checked.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self {
            Self::QueryPurpose { .. } | Self::NationalGrant {} => Stage::Query,
            Self::ExaminedBeforePublication {} | Self::LanguagesPresent { .. } => Stage::Publication,
            Self::MissingFieldsListed {} => Stage::Answer,
            Self::SuspensionLimit { .. } => Stage::Suspension,
            Self::WithdrawalReason { .. } => Stage::Withdrawal,
            Self::CancellationGround { .. } => Stage::Cancellation,
            Self::DiffusionEnded { .. } => Stage::DiffusionEnd,
            Self::AccessRestriction {} | Self::OversightAccess {} | Self::InterimBlock {} => Stage::Disclosure,
            Self::LocationReported { .. } => Stage::Location,
            Self::RequesterActs {} => Stage::Pursuit,
            Self::VerifiedBeforeUse {} => Stage::Use,
            Self::HitRecorded {} => Stage::HitRecord,
            Self::DirectMessageSealed {} => Stage::Message,
            Self::OversightClocks { .. } => Stage::Oversight,
            Self::DecisionCarriedOut { .. } => Stage::CarryingOut,
            Self::DocumentOwnership {} => Stage::TravelDocument,
            _ => Stage::Request,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn model_with(change: impl Fn(&mut Value)) -> Result<Rulebook, BadRulebook> {
        let mut value: Value = serde_json::from_str(MODEL_TEXT).unwrap_or_else(|e| panic!("{e}"));
        change(&mut value);
        Rulebook::from_json(&value.to_string())
    }

    #[test]
    fn the_model_holds_fifty_rows_each_with_its_article_and_none_adopted() {
        let book = Rulebook::model().unwrap_or_else(|e| panic!("{e}"));
        let numbers: BTreeSet<u16> = book.rows_on(book.stands_at).map(|r| r.rule).collect();
        assert_eq!(numbers, (1..=50).collect());
        assert!(book.model);
        assert!(book.rows.iter().all(|r| !r.adopted));
        assert!(
            book.rows.iter().all(|r| !r.verified || !r.sources.is_empty()),
            "a verified row names its source"
        );
    }

    #[test]
    fn row_eight_knows_biometric_data_since_the_change_of_2024() {
        let book = Rulebook::model().unwrap_or_else(|e| panic!("{e}"));
        let sensitive = |y, m, d| match book.row(8, jiff::civil::date(y, m, d)).map(|r| &r.check) {
            Some(Check::SpecialPersons { sensitive, .. }) => sensitive.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!((sensitive(2024, 11, 6), sensitive(2024, 11, 7)), (0, 2));
    }

    #[test]
    fn rulebooks_that_contradict_themselves_are_refused() {
        type Change = fn(&mut Value);
        let cases: [(Change, &str); 10] = [
            (|v| v["rows"][0]["human"] = Value::Null, "HalvesDoNotFit(1"),
            (
                |v| v["rows"][2]["human"] = v["rows"][0]["human"].clone(),
                "HalvesDoNotFit(3",
            ),
            (|v| v["rows"][2]["rule"] = json!(2), "RowTwice(2)"),
            (|v| v["rows"][2]["effective_to"] = json!("2001-01-01"), "EndsFirst(3)"),
            (|v| v["rows"][2]["article"] = json!(" "), "Unnamed"),
            (|v| v["rows"][2]["kinds"] = json!(["mauve"]), "UnknownKind(3"),
            (|v| v["rows"][2]["stage"] = json!("use"), "WrongStage(3)"),
            (|v| v["kinds"][1]["kind"] = json!("red"), "CodeTwice"),
            (|v| v["enforcing"]["letters_hour_utc"] = json!(24), "BadHour(24)"),
            (|v| v["rows"][2]["check"]["name"] = json!("guess"), "Unreadable"),
        ];
        for (change, expected) in cases {
            let refused = format!("{:?}", model_with(change).err());
            assert!(refused.contains(expected), "{refused} instead of {expected}");
        }
    }
}
