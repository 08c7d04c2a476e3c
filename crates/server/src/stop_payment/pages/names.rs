//! The names under which pages speak of banks, amounts and codes.

use std::collections::HashMap;

use cordon_stop_payment::{Ask, Bucket, Case, Part, Route};
use cordon_vocabulary::Money;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::members::queries;

/// The names of the institutions that a page speaks of.
#[derive(Debug, Default)]
pub(super) struct Banks(HashMap<String, String>);

impl Banks {
    /// Looks up every institution that these requests were put to.
    pub(super) async fn of<'a>(app: &App, asks: impl Iterator<Item = &'a Ask>) -> Result<Self, No> {
        let mut names = HashMap::new();
        for ask in asks {
            if let Route::Institution { institution } = &ask.route {
                if names.contains_key(institution.as_str()) {
                    continue;
                }
                if let Some(found) = queries::institution(&app.store, institution).await? {
                    names.insert(institution.to_string(), found.name);
                }
            }
        }
        Ok(Self(names))
    }

    /// Whom a request was put to: the bank's name, or the bureau that has to find an unknown code.
    pub(super) fn name(&self, ask: &Ask, language: Language) -> String {
        match &ask.route {
            Route::Institution { institution } => self
                .0
                .get(institution.as_str())
                .cloned()
                .unwrap_or_else(|| institution.to_string()),
            Route::Bureau { country, code } => {
                language.with("money-by-bureau", &[("country", country.code()), ("code", code)])
            }
        }
    }
}

/// What is still chased at a request, in its account's money.
pub(super) fn open(case: &Case, ask: &Ask) -> Money {
    let units = case
        .parts_at(ask.id)
        .filter(|p| p.bucket == Bucket::Chased)
        .map(Part::local_units)
        .sum();
    Money::new(units, ask.currency)
}

/// What an answer may speak of: what is open, or everything asked where all was settled before.
pub(super) fn askable(case: &Case, ask: &Ask) -> Money {
    let open = open(case, ask);
    if open.units > 0 {
        open
    } else {
        Money::new(ask.asked_units(), ask.currency)
    }
}

/// What is held at a request, in its account's money.
pub(super) fn held(case: &Case, ask: &Ask) -> Money {
    let units = case
        .parts_at(ask.id)
        .filter(|p| p.bucket == Bucket::Held)
        .map(Part::local_units)
        .sum();
    Money::new(units, ask.currency)
}

/// The reference of one request, as it is read out and looked up: `QM-2026-000001/3`.
pub(super) fn reference(case: &Case, ask: &Ask) -> String {
    format!("{}/{}", case.filing.reference, ask.id)
}

/// The code by which anybody who was given it can check that a request is genuine: ten digits, drawn from the case's
/// own random identifier, which no outsider is told.
pub(super) fn code(case_id: &str, ask: &Ask) -> String {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(format!("verify:{case_id}/{}", ask.id).as_bytes());
    let number = hash
        .iter()
        .take(8)
        .fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
    let digits = format!("{:010}", number % 10_000_000_000);
    let (first, second) = digits.split_at(5);
    format!("{first} {second}")
}

/// The word for a bucket.
pub(super) fn bucket(bucket: Bucket, language: Language) -> String {
    language.t(&format!("bucket-{}", bucket.name()))
}

/// A serde name, such as `most_hops`, of a value without fields.
pub(super) fn wire<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}
