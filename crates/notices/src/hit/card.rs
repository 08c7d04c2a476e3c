//! What the officer sees at a hit: what the alert is worth here, new facts first, how old it is.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::PairProfile;
use crate::{
    check::day_of,
    lifecycle::{Notice, Sight, Viewer, sight},
};

/// The officer's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerCard {
    /// The number of the notice.
    pub number: Option<String>,
    /// Its kind.
    pub kind: String,
    /// Whether it belongs to a drill.
    pub exercise: bool,
    /// The numbers of its addenda, the newest first: read before all else.
    pub addenda: Vec<u32>,
    /// What it is worth under the law here; absent means unknown: ask the bureau.
    pub legal_value: Option<String>,
    /// Whether nobody may be arrested on it alone.
    pub no_arrest_on_this_alone: bool,
    /// The day of publication.
    pub published_on: Option<Date>,
    /// Days since its publication.
    pub age_days: Option<i64>,
    /// The day on which the source last said that the warrant stands.
    pub warrant_confirmed_on: Option<Date>,
    /// Days since then.
    pub confirmed_days_ago: Option<i64>,
}

/// The card of a notice for a viewer, or nothing when the viewer may not see it.
#[must_use]
pub fn card(notice: &Notice, viewer: &Viewer, profile: &PairProfile, now: Timestamp) -> Option<OfficerCard> {
    if sight(notice, viewer) != Sight::Content {
        return None;
    }
    let is_owner = matches!(viewer, Viewer::Bureau(bureau) if *bureau == notice.owner);
    let mut addenda: Vec<u32> = notice
        .addenda
        .iter()
        .filter(|a| !(is_owner && a.sealed_from_owner))
        .map(|a| a.number)
        .collect();
    addenda.reverse();
    let days = |at: Timestamp| now.duration_since(at).as_hours() / 24;
    let published = notice.published.as_ref().map(|p| p.at);
    let confirmed = notice.warrant.as_ref().and_then(|w| w.confirmed_at);
    Some(OfficerCard {
        number: notice.number.clone(),
        kind: notice.kind.clone(),
        exercise: notice.exercise,
        addenda,
        legal_value: profile.legal_value.clone(),
        no_arrest_on_this_alone: profile.arrest_needs_basis(),
        published_on: published.map(day_of),
        age_days: published.map(days),
        warrant_confirmed_on: confirmed.map(day_of),
        confirmed_days_ago: confirmed.map(days),
    })
}
