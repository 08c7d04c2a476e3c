//! Searches are acts: who looked for what, for whom and why, in the journal before the answer is shown.

use cordon_store::{Change, Entry, SealedPart};

use crate::answer::No;
use crate::app::{App, new_id};
use crate::gate::Acting;

/// Writes a search into the journal. The words looked for are about a person and are sealed.
///
/// # Errors
/// When the store fails: then nothing is searched.
pub async fn search(
    app: &App,
    acting: &Acting,
    kind: &'static str,
    words: &str,
    public: serde_json::Value,
) -> Result<(), No> {
    let entry = Entry {
        kind,
        actor: acting.actor.journal_name(),
        bureau: acting.house(),
        at_us: app.now().micros(),
        purpose: acting.actor.purpose.clone(),
        case: None,
        public,
        sealed: vec![SealedPart {
            id: new_id(),
            person: new_id(),
            bytes: words.chars().take(20_000).collect::<String>().into_bytes(),
        }],
    };
    app.apply(Change::new(entry)).await?;
    Ok(())
}
