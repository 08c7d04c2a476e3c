//! Reads of notices. Restrictions apply before anything is counted.

use std::collections::BTreeSet;

use cordon_members::bureau::{Bureau, BureauKind};
use cordon_notices::hit::HitCase;
use cordon_notices::ids::{BureauId, Country};
use cordon_notices::lifecycle::{Notice, Recipients, Sight, State, Viewer, sight};
use cordon_store::RecordWrite;
use jiff::Timestamp;

use crate::answer::No;
use crate::app::App;
use crate::members::queries::{At, bureaus as all_bureaus, read, read_all};
use crate::notices::change::{EVERYBODY, KIND};

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

/// How many notices a page shows at once.
pub const PAGE: i64 = 50;

/// What others have published and this bureau may see, the newest first: at most `limit`, those for everybody and those
/// for this bureau alone.
///
/// # Errors
/// When the store fails.
pub async fn in_force(app: &App, bureau: &BureauId, limit: i64) -> Result<Vec<Notice>, No> {
    let viewer = Viewer::Bureau(bureau.clone());
    let mut all: Vec<Notice> = Vec::new();
    for scope in [EVERYBODY, bureau.as_str()] {
        for record in app
            .store
            .range(KIND, "sees", &format!("{scope}|"), &format!("{scope}}}"), limit)
            .await?
        {
            all.push(serde_json::from_str(&record.body)?);
        }
    }
    all.retain(|n| sight(n, &viewer) == Sight::Content);
    all.sort_by_key(|n| std::cmp::Reverse(n.published.as_ref().map(|p| p.at)));
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(all)
}

/// How many notices are in force for a bureau, its own not counted. The headquarters' duty desk receives none.
///
/// # Errors
/// When the store fails.
pub async fn count_in_force(app: &App, bureau: &BureauId) -> Result<usize, No> {
    let member = read::<Bureau>(&app.store, "bureau", bureau.as_str()).await?;
    if member.is_some_and(|b| b.value.kind == BureauKind::Headquarters) {
        return Ok(0);
    }
    let mut count = 0;
    for scope in [EVERYBODY, bureau.as_str()] {
        let rows = app
            .store
            .query(
                "SELECT COUNT(*) FROM record_key WHERE kind = $1 AND name = $2 AND value >= $3 AND value < $4",
                &[
                    KIND.into(),
                    "sees".into(),
                    format!("{scope}|").as_str().into(),
                    format!("{scope}}}").as_str().into(),
                ],
            )
            .await?;
        count += rows.first().map_or(Ok(0), |row| row.i64(0))?;
    }
    // Those for everybody count the bureau's own, too.
    let own = own(app, bureau).await?;
    let plain = own
        .iter()
        .filter(|n| n.state == State::Published && n.denied.is_empty() && n.recipients == Recipients::All);
    Ok(usize::try_from(count).unwrap_or(0).saturating_sub(plain.count()))
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

/// Every recall that somebody has not confirmed yet.
///
/// # Errors
/// When the store fails.
pub async fn open_recalls(app: &App) -> Result<Vec<Notice>, No> {
    keyed(app, "recall", EVERYBODY).await
}

/// Alerts that a country has asked for and that have not ended.
///
/// # Errors
/// When the store fails.
pub async fn asked_by_country(app: &App, country: &str) -> Result<Vec<Notice>, No> {
    let mut all = keyed(app, "country", country).await?;
    all.retain(|n| !n.state.is_end());
    Ok(all)
}

/// Silver notices and diffusions in force: altogether, and for one country.
///
/// # Errors
/// When the store fails.
pub async fn silver_in_force(app: &App, country: Option<&Country>) -> Result<(u32, u32), No> {
    let all = keyed(app, "kind", "silver").await?;
    let live: Vec<&Notice> = all.iter().filter(|n| n.state.is_live()).collect();
    let own = live.iter().filter(|n| n.country.as_ref() == country).count();
    Ok((
        u32::try_from(live.len()).unwrap_or(u32::MAX),
        u32::try_from(own).unwrap_or(u32::MAX),
    ))
}

/// Notices in a state.
///
/// # Errors
/// When the store fails.
pub async fn in_state(app: &App, state: State) -> Result<Vec<Notice>, No> {
    keyed(app, "state", &crate::notices::change::code(&state)).await
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
    all.extend(in_force(app, bureau, i64::MAX).await?);
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
        let receives = bureau.kind != BureauKind::Headquarters && bureau.suspended.is_none();
        if receives {
            all.insert(
                BureauId::try_from(bureau.id.as_str()).map_err(|e| No::field("bureau", "malformed", e.to_string()))?,
            );
        }
    }
    Ok(all)
}

/// The record that counts the numbers given to a kind in a year.
pub const COUNTER: &str = "notice_counter";

/// The next number of a kind in a year, such as `RED-2026-000001`, and the write that takes it.
///
/// # Errors
/// When the store fails.
pub async fn next_number(app: &App, kind: &str, year: i16) -> Result<(String, RecordWrite), No> {
    let prefix = format!("{}-{year}", kind.to_uppercase());
    let last = read::<u64>(&app.store, COUNTER, &prefix).await?;
    let (revision, given) = last.map_or((0, 0), |at| (at.revision, at.value));
    let write = RecordWrite {
        kind: COUNTER,
        id: prefix.clone(),
        expected_revision: revision,
        body: (given + 1).to_string(),
        keys: vec![],
    };
    Ok((format!("{prefix}-{:06}", given + 1), write))
}

/// The open cases of positive queries that a bureau has a part in, and those closed, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn hits_of(app: &App, viewer: &Viewer, now: Timestamp) -> Result<Vec<HitCase>, No> {
    let mut all: Vec<HitCase> = match viewer {
        Viewer::Bureau(bureau) => {
            let mut mine = Vec::new();
            for key in ["querying", "source"] {
                for record in app.store.find("notice_hit", key, bureau.as_str()).await? {
                    mine.push(serde_json::from_str(&record.body)?);
                }
            }
            mine
        }
        _ => read_all(&app.store, "notice_hit").await?,
    };
    all.retain(|case| may_know(case, viewer, now));
    all.sort_by_key(|case| (case.outcome.is_some(), std::cmp::Reverse(case.touched_at)));
    Ok(all)
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
