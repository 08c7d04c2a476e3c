//! Reads of notices. Restrictions apply before anything is counted.

use std::collections::BTreeSet;

use cordon_notices::hit::HitCase;
use cordon_notices::ids::BureauId;
use cordon_notices::lifecycle::{Notice, Sight, State, Viewer, sight};
use jiff::Timestamp;

use crate::answer::No;
use crate::app::App;
use crate::members::queries::{At, bureaus as all_bureaus, read, read_all};
use crate::notices::change::KIND;

/// A notice, whoever asks: for services that hold the rulebook themselves.
///
/// # Errors
/// When there is none, or the store fails.
pub async fn load(app: &App, id: &str) -> Result<At<Notice>, No> {
    read(&app.store, KIND, id).await?.ok_or_else(No::not_found)
}

/// A notice as far as somebody may see it at all.
///
/// # Errors
/// When there is none for this viewer, or the store fails.
pub async fn seen(app: &App, id: &str, viewer: &Viewer) -> Result<(Notice, Sight), No> {
    let notice = load(app, id).await?.value;
    match sight(&notice, viewer) {
        Sight::Nothing => Err(No::not_found()),
        sight => Ok((notice, sight)),
    }
}

async fn keyed(app: &App, key: &str, value: &str) -> Result<Vec<Notice>, No> {
    let mut all = Vec::new();
    for record in app.store.find(KIND, key, value).await? {
        all.push(serde_json::from_str(&record.body)?);
    }
    Ok(all)
}

/// What others have published and this bureau may see.
///
/// # Errors
/// When the store fails.
pub async fn in_force(app: &App, bureau: &BureauId) -> Result<Vec<Notice>, No> {
    let viewer = Viewer::Bureau(bureau.clone());
    let mut all = keyed(app, "sees", bureau.as_str()).await?;
    all.retain(|n| sight(n, &viewer) == Sight::Content);
    all.sort_by_key(|n| std::cmp::Reverse(n.published.as_ref().map(|p| p.at)));
    Ok(all)
}

/// What this bureau has to purge and has not confirmed.
///
/// # Errors
/// When the store fails.
pub async fn to_purge(app: &App, bureau: &BureauId) -> Result<Vec<Notice>, No> {
    let viewer = Viewer::Bureau(bureau.clone());
    let mut all = keyed(app, "recall", bureau.as_str()).await?;
    all.retain(|n| sight(n, &viewer) == Sight::Tombstone);
    Ok(all)
}

/// What this bureau has asked for.
///
/// # Errors
/// When the store fails.
pub async fn own(app: &App, bureau: &BureauId) -> Result<Vec<Notice>, No> {
    keyed(app, "owner", bureau.as_str()).await
}

/// What waits on the reviewing desk.
///
/// # Errors
/// When the store fails.
pub async fn on_the_desk(app: &App) -> Result<Vec<Notice>, No> {
    let mut all = Vec::new();
    for state in [
        State::Submitted,
        State::LegalReview,
        State::InformationRequested,
        State::Approved,
        State::Translating,
    ] {
        all.extend(keyed(app, "state", &crate::notices::change::code(&state)).await?);
    }
    all.retain(|n| sight(n, &Viewer::Desk) == Sight::Content);
    Ok(all)
}

/// Everything that the desk sees.
///
/// # Errors
/// When the store fails.
pub async fn all_of_the_desk(app: &App) -> Result<Vec<Notice>, No> {
    let mut all: Vec<Notice> = read_all(&app.store, KIND).await?;
    all.retain(|n| sight(n, &Viewer::Desk) != Sight::Nothing);
    Ok(all)
}

/// Everything that somebody may know of, by id: own, in force, to purge; for the desk, all but drafts.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Notice>, No> {
    let Viewer::Bureau(bureau) = viewer else {
        return all_of_the_desk(app).await;
    };
    let mut all = own(app, bureau).await?;
    all.extend(in_force(app, bureau).await?);
    all.extend(to_purge(app, bureau).await?);
    Ok(all)
}

/// The bureaus that could receive a notice: all but the headquarters and those suspended.
///
/// # Errors
/// When the store fails.
pub async fn bureaus(app: &App) -> Result<BTreeSet<BureauId>, No> {
    let mut all = BTreeSet::new();
    for bureau in all_bureaus(&app.store).await? {
        let receives = bureau.kind != cordon_members::bureau::BureauKind::Headquarters
            && bureau.suspended.is_none();
        if receives {
            all.insert(
                BureauId::try_from(bureau.id.as_str())
                    .map_err(|e| No::field("bureau", "malformed", e.to_string()))?,
            );
        }
    }
    Ok(all)
}

/// The next number of a kind in a year, such as `RED-2026-000001`.
///
/// # Errors
/// When the store fails.
pub async fn next_number(app: &App, kind: &str, year: i16, attempt: usize) -> Result<String, No> {
    let prefix = format!("{}-{year}-", kind.to_uppercase());
    let until = format!("{prefix}~");
    let given = app.store.range(KIND, "number", &prefix, &until, 1_000_000).await?.len();
    Ok(format!("{prefix}{:06}", given + 1 + attempt))
}

/// A positive-query case with its revision.
///
/// # Errors
/// When there is none, or the store fails.
pub async fn hit(app: &App, id: &str) -> Result<At<HitCase>, No> {
    read(&app.store, "notice_hit", id).await?.ok_or_else(No::not_found)
}

/// The cases on a notice that somebody may know of: where the hit is, the source once it may be told, the desk.
///
/// # Errors
/// When the store fails.
pub async fn hits(app: &App, notice: &Notice, viewer: &Viewer, now: Timestamp) -> Result<Vec<HitCase>, No> {
    let mut all: Vec<HitCase> = Vec::new();
    for record in app.store.find("notice_hit", "notice", &notice.id.to_string()).await? {
        all.push(serde_json::from_str(&record.body)?);
    }
    all.retain(|case| may_know(case, viewer, now));
    Ok(all)
}

/// Whether somebody may know of a case.
#[must_use]
pub fn may_know(case: &HitCase, viewer: &Viewer, now: Timestamp) -> bool {
    match viewer {
        Viewer::Bureau(bureau) if *bureau == case.querying => true,
        Viewer::Bureau(bureau) => *bureau == case.source && case.notify.tells(now),
        Viewer::Desk | Viewer::Oversight => true,
    }
}
