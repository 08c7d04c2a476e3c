//! Known pictures by hash: the list in force, and what a hash matches. No picture is ever taken.

use cordon_fingerprints::Algorithm;
use cordon_fingerprints::hash_list::HashList;
use cordon_fingerprints::pdq::{self, EntryId, Pdq};
use cordon_store::{Change, Entry, RecordWrite};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::members::queries::read_all;

/// One known hash, with who vouches for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Known {
    /// The hash in hexadecimal.
    pub hex: String,
    /// The series it belongs to.
    pub series: String,
    /// The bureaus that have voted for it; three make it trusted.
    pub votes: Vec<String>,
    /// Whether the victim has been identified.
    pub identified: bool,
    /// The bureau to call.
    pub call: String,
}

/// A match: a lead, never a verdict.
pub struct Lead {
    /// The line of the query.
    pub query: String,
    /// What it matched.
    pub known: Known,
    /// Bits that differ.
    pub distance: u32,
}

/// Enters a known hash, or a further vote for it.
///
/// # Errors
/// When the hash is malformed, the bureau has voted before, or the store fails.
pub async fn vote(app: &App, known: &Known, bureau: &str) -> Result<usize, No> {
    let mut list = HashList::new(Algorithm::Pdq);
    list.push_line(known.hex.as_bytes())
        .map_err(|e| No::field("hash", "malformed", e.to_string()))?;
    let old = crate::members::queries::read::<Known>(&app.store, "known_hash", &known.hex).await?;
    let revision = old.as_ref().map_or(0, |o| o.revision);
    let mut value = old.map_or_else(
        || Known {
            votes: vec![],
            ..known.clone()
        },
        |o| o.value,
    );
    if value.votes.iter().any(|v| v == bureau) {
        return Err(No::field(
            "vote",
            "voted",
            "your bureau has voted for this hash already",
        ));
    }
    value.votes.push(bureau.to_owned());
    let votes = value.votes.len();
    let mut change = Change::new(Entry {
        kind: "fingerprints.voted",
        actor: format!("bureau:{bureau}"),
        bureau: bureau.to_owned(),
        at_us: app.now().micros(),
        purpose: "protect children".into(),
        case: None,
        public: json!({"hash": known.hex, "votes": votes}),
        sealed: vec![],
    });
    change.records.push(RecordWrite {
        kind: "known_hash",
        id: known.hex.clone(),
        expected_revision: revision,
        body: serde_json::to_string(&value)?,
        keys: vec![("series", value.series.clone())],
    });
    app.apply(change).await?;
    Ok(votes)
}

/// All known hashes.
///
/// # Errors
/// When the store fails.
pub async fn known(app: &App) -> Result<Vec<Known>, No> {
    Ok(read_all(&app.store, "known_hash").await?)
}

/// Matches lines of `hex[,quality][,id]` with the known hashes.
///
/// # Errors
/// Names the line that cannot be read.
pub async fn matches(app: &App, text: &str) -> Result<Vec<Lead>, No> {
    let known = known(app).await?;
    let mut queries = HashList::new(Algorithm::Pdq);
    for (n, line) in text.lines().enumerate() {
        queries
            .push_line(line.as_bytes())
            .map_err(|e| No::field(&format!("line {}", n + 1), "malformed", e.to_string()))?;
    }
    let entries: Vec<(EntryId, Pdq)> = known
        .iter()
        .enumerate()
        .filter_map(|(n, k)| Some((EntryId(u32::try_from(n).ok()?), pdq_of(&k.hex)?)))
        .collect();
    let wanted: Vec<Pdq> = (0..queries.len())
        .filter_map(|n| Some(Pdq::from_bytes(queries.hash(n)?.try_into().ok()?)))
        .collect();
    let found = pdq::match_all(&entries, &wanted, pdq::ADVISED_DISTANCE);
    let mut leads = Vec::new();
    for (n, matches) in found.iter().enumerate() {
        let query = queries
            .id(n)
            .map_or_else(|| (n + 1).to_string(), |id| id.into_owned());
        for one in matches {
            if let Some(known) = known.get(one.id.0 as usize) {
                leads.push(Lead {
                    query: query.clone(),
                    known: known.clone(),
                    distance: one.distance,
                });
            }
        }
    }
    Ok(leads)
}

fn pdq_of(text: &str) -> Option<Pdq> {
    let mut bytes = [0u8; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(Pdq::from_bytes(bytes))
}
