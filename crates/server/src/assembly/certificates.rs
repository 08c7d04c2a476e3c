//! Certificates of ballots: signed with the journal's key, written into the journal, and checked by anyone.

use cordon_assembly::assembly::Assembly;
use cordon_assembly::votes::Certificate;
use cordon_store::Change;
use cordon_store::note::Verifier;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answer::No;
use crate::app::App;

/// First line of every signed note about a ballot.
const ORIGIN: &str = "cordon/assembly/certificate";

/// A certificate as it leaves the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The record of the session.
    pub session: String,
    /// The certificate.
    pub certificate: Certificate,
    /// The signed note over its digest.
    pub note: String,
    /// The verifier key of the journal that signed it.
    pub key: String,
}

fn text(session: &str, certificate: &Certificate) -> Result<String, No> {
    Ok(format!(
        "{ORIGIN}\nsession {session}\nballot {}\nsha256 {}\n",
        certificate.ballot,
        certificate.digest()?
    ))
}

/// The certificate of a closed ballot with its signature. Ed25519 signs the same text in the same way each time.
///
/// # Errors
/// When the ballot is not closed or the store cannot sign.
pub fn paper(app: &App, session: &str, state: &Assembly, ballot: u32) -> Result<Paper, No> {
    let certificate = state.ballots.certificate(ballot).ok_or_else(No::not_found)?;
    Ok(Paper {
        session: session.to_owned(),
        certificate: certificate.clone(),
        note: app.store.sign(&text(session, certificate)?)?,
        key: app.store.verifier_key(),
    })
}

/// Writes the signed certificate of a ballot that an act closed into the act's own entry.
///
/// # Errors
/// When the store cannot sign.
pub fn sign(app: &App, session: &str, before: &Assembly, after: &Assembly, change: &mut Change) -> Result<(), No> {
    let closed = after
        .ballots
        .all
        .keys()
        .find(|id| after.ballots.certificate(**id).is_some() && before.ballots.certificate(**id).is_none());
    if let Some(id) = closed {
        let paper = paper(app, session, after, *id)?;
        change.entry.public["certificate"] = json!({
            "ballot": id,
            "digest": paper.certificate.digest()?,
            "certificate": paper.certificate,
            "note": paper.note,
        });
    }
    Ok(())
}

/// Everything that is wrong with a certificate: nothing where it holds. With a key of the reader's own the signature is
/// checked against that one, else against the key that the paper names.
///
/// # Errors
/// When a key cannot be read, or the certificate cannot be written down again.
pub fn findings(paper: &Paper, own_key: Option<&str>) -> Result<Vec<String>, String> {
    let mut found = paper.certificate.findings();
    let key = own_key.unwrap_or(&paper.key).trim();
    let expected = text(&paper.session, &paper.certificate).map_err(|no| no.detail)?;
    match Verifier::parse(key)?.open(&paper.note) {
        Ok(signed) if signed == expected => {}
        Ok(_) => found.push("the note was signed for another certificate than this one".to_owned()),
        Err(why) => found.push(why),
    }
    Ok(found)
}
