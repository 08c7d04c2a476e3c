//! The invented world's known hashes: made-up numbers that no picture has.

use serde_json::{Value, json};
use sha2::Digest as _;

use crate::app::App;
use crate::fingerprints::service::{self, Known};

/// A made-up hash.
fn made_up(seed: u64, n: u32) -> String {
    hex::encode(sha2::Sha256::digest(format!("{seed}/known/{n}").as_bytes()))
}

/// Enters three series with their votes, and matches a hash three bits away.
///
/// # Errors
/// When the service refuses one.
pub async fn set_scene(app: &App, seed: u64) -> anyhow::Result<Value> {
    let no = |no: crate::answer::No| anyhow::anyhow!(no.detail);
    let mut votes = 0;
    for n in 0..9 {
        let known = Known {
            hex: made_up(seed, n),
            series: format!("exercise series {}", n / 3 + 1),
            votes: vec![],
            identified: n < 3,
            call: "QP".into(),
        };
        for bureau in ["QP", "QR", "QT"].iter().take(1 + n as usize % 3) {
            service::vote(app, &known, bureau).await.map_err(no)?;
            votes += 1;
        }
    }
    let mut bytes = hex::decode(made_up(seed, 2))?;
    if let Some(last) = bytes.last_mut() {
        *last ^= 0b0000_0111;
    }
    let leads = service::matches(app, &hex::encode(bytes))
        .await
        .map_err(no)?;
    Ok(json!({
        "votes": votes,
        "matches": leads.len(),
        "distance": leads.first().map(|l| l.distance),
        "series_known": leads.first().map(|l| l.known.series.clone()),
        "victim_identified": leads.first().map(|l| l.known.identified),
    }))
}
