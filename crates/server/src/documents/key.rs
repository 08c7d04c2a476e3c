//! The organisation's key: the journal's own, once the organisation has adopted it for papers and can publish it.

use cordon_store::{Change, Entry, Store, StoreError};
use serde_json::json;

use crate::app::World;
use crate::documents::refusal::Refusal;

/// The setting that holds the adopted public key.
const ADOPTED: &str = "documents_key";

/// Whether papers may be issued: an invented world may at once, any other once the key is adopted.
///
/// # Errors
/// [`Refusal::NoName`] and [`Refusal::NoKey`].
pub fn may_issue(world: World, organisation: &str, adopted: Option<&str>, own: &str) -> Result<(), Refusal> {
    if organisation.trim().is_empty() {
        return Err(Refusal::NoName);
    }
    match world {
        World::Demo => Ok(()),
        World::Real if adopted == Some(own) => Ok(()),
        World::Real => Err(Refusal::NoKey),
    }
}

/// The adopted public key, if there is one.
///
/// # Errors
/// When the store fails.
pub async fn adopted(store: &Store) -> Result<Option<String>, StoreError> {
    store.meta(ADOPTED).await
}

/// Adopts the journal's key for papers. The journal says so.
///
/// # Errors
/// When the store fails.
pub async fn adopt(store: &Store, at_us: i64) -> Result<String, cordon_store::ApplyError> {
    let key = store.verifier_key();
    let entry = Entry {
        kind: "documents.key_adopted",
        actor: "operator".into(),
        bureau: "HQ".into(),
        at_us,
        purpose: "issue papers".into(),
        case: None,
        public: json!({"key": key}),
        sealed: vec![],
    };
    store.apply(Change::new(entry)).await?;
    store.set_meta(ADOPTED, &key).await?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_an_exercise_nothing_is_issued_before_the_key_is_adopted() {
        assert_eq!(may_issue(World::Real, "Centre", None, "k"), Err(Refusal::NoKey));
        assert_eq!(
            may_issue(World::Real, "Centre", Some("other"), "k"),
            Err(Refusal::NoKey)
        );
        assert_eq!(may_issue(World::Real, "Centre", Some("k"), "k"), Ok(()));
        assert_eq!(may_issue(World::Demo, "Centre", None, "k"), Ok(()));
        assert_eq!(may_issue(World::Demo, "  ", None, "k"), Err(Refusal::NoName));
    }
}
