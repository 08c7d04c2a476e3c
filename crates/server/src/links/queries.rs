//! Reads of link values, cases, requests and decisions.

use std::collections::{BTreeMap, BTreeSet};

use cordon_links::normalise::ValueKind;
use cordon_links::persons::{Decision, PersonLinks};
use cordon_links::request::LinkRequest;
use cordon_links::{CommonReason, Level, LinkKey};
use cordon_store::StoreError;
use cordon_vocabulary::{BureauId, CaseRef};
use serde::{Deserialize, Serialize};

use crate::answer::No;
use crate::app::App;
use crate::journal::act::unsealed;
use crate::members::queries::{At, read, read_all};

/// A value in a case.
pub const VALUE: &str = "link";
/// A case with link values.
pub const CASE: &str = "link_case";
/// A value declared common.
pub const COMMON: &str = "link_common";
/// A request to the owners of a link.
pub const REQUEST: &str = "link_request";
/// A decision on two subjects.
pub const PERSON: &str = "person_decision";
/// What all decisions on persons rest on, so that two that contradict each other can never both be taken.
pub const PERSONS: &str = "person_links";

/// Who may know what of a case: cases with the same audience share a compartment of the index.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Audience {
    /// The bureau whose case it is.
    pub owner: BureauId,
    /// Further bureaus that may read its link values.
    #[serde(default)]
    pub readers: BTreeSet<BureauId>,
    /// What every other bureau may know.
    pub others: Level,
}

impl Audience {
    /// What a bureau may know of these cases.
    #[must_use]
    pub fn level(&self, reader: &BureauId) -> Level {
        if *reader == self.owner || self.readers.contains(reader) {
            Level::Read
        } else {
            self.others
        }
    }
}

/// A case whose values are linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedCase {
    /// Its reference.
    pub case: CaseRef,
    /// Who may know what of it, from its module, and by the owner's answers to requests.
    pub audience: Audience,
    /// Bureaus that the owner let read it in answer to a request.
    #[serde(default)]
    pub shared: BTreeSet<BureauId>,
    /// The module it belongs to.
    pub module: String,
    /// Its page, where the program has one.
    #[serde(default)]
    pub page: Option<String>,
    /// Gone: it was destroyed.
    #[serde(default)]
    pub gone: bool,
    /// The key of its last change.
    pub changed: String,
}

impl LinkedCase {
    /// Who may know what of the case now.
    #[must_use]
    pub fn effective(&self) -> Audience {
        let mut audience = self.audience.clone();
        audience.readers.extend(self.shared.iter().cloned());
        audience
    }
}

/// One value in one case, as it is kept: the value itself only as its key; its text is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredValue {
    /// The case.
    pub case: CaseRef,
    /// The value's key, in hexadecimal digits.
    pub key: String,
    /// What it is.
    pub kind: ValueKind,
    /// The module that brought it.
    pub module: String,
    /// The part it plays there.
    pub role: String,
    /// Where its text lies, sealed.
    pub part: String,
    /// Taken back: a correction.
    #[serde(default)]
    pub taken_back: bool,
    /// The key of its last change.
    pub changed: String,
}

/// The key as the store writes it.
#[must_use]
pub fn name_of(key: LinkKey) -> String {
    hex::encode(key.bytes())
}

/// The key behind its name.
#[must_use]
pub fn key_of(name: &str) -> Option<LinkKey> {
    let mut bytes = [0_u8; 16];
    hex::decode_to_slice(name, &mut bytes).ok()?;
    Some(LinkKey::from_bytes(bytes))
}

/// A value that was declared common, or no longer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The value's key, in hexadecimal digits.
    pub key: String,
    /// Why; none when the declaration was taken back.
    pub reason: Option<CommonReason>,
    /// The key of its last change.
    pub changed: String,
}

/// A request with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The identifier, a UUID.
    pub id: String,
    /// What kind of value it is about.
    pub kind: ValueKind,
    /// Where the value's text lies, sealed.
    pub value: String,
    /// The request; purpose and reasons are places of sealed parts.
    pub request: LinkRequest,
}

/// One case with its revision.
///
/// # Errors
/// When the store fails.
pub async fn case(app: &App, case: &CaseRef) -> Result<Option<At<LinkedCase>>, StoreError> {
    read(&app.store, CASE, case.as_str()).await
}

/// The values of a case, with identifiers and revisions.
///
/// # Errors
/// When the store fails.
pub async fn values(app: &App, case: &CaseRef) -> Result<Vec<(String, i64, EnteredValue)>, No> {
    app.store
        .find(VALUE, "case", case.as_str())
        .await?
        .into_iter()
        .map(|row| Ok((row.id, row.revision, serde_json::from_str(&row.body)?)))
        .collect()
}

/// A value's kind and text, for those who may read a case that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// What it is.
    pub kind: ValueKind,
    /// As the case writes it.
    pub text: String,
}

/// The texts of a case's values, by key. Only for those who may read the case.
///
/// # Errors
/// When the store fails.
pub async fn texts(app: &App, case: &CaseRef) -> Result<BTreeMap<String, Text>, No> {
    let mut parts: Vec<String> = values(app, case).await?.into_iter().map(|(_, _, v)| v.part).collect();
    parts.sort();
    parts.dedup();
    let mut all = BTreeMap::new();
    for text in unsealed(app, &parts).await?.into_iter().flatten() {
        all.extend(serde_json::from_str::<BTreeMap<String, Text>>(&text)?);
    }
    Ok(all)
}

/// One request with its revision, whoever asks.
///
/// # Errors
/// When the store fails.
pub async fn request(app: &App, id: &str) -> Result<Option<At<Asked>>, StoreError> {
    read(&app.store, REQUEST, id).await
}

/// Requests by one of their keys: `asker` or `owner`.
///
/// # Errors
/// When the store fails.
pub async fn requests(app: &App, key: &str, bureau: &BureauId) -> Result<Vec<Asked>, No> {
    let mut all: Vec<Asked> = Vec::new();
    for row in app.store.find(REQUEST, key, bureau.as_str()).await? {
        all.push(serde_json::from_str(&row.body)?);
    }
    all.sort_by_key(|asked| std::cmp::Reverse(asked.request.asked_at));
    Ok(all)
}

/// All decisions on persons, and the revision that the next one rests on.
///
/// # Errors
/// When the store fails.
pub async fn persons(app: &App) -> Result<At<PersonLinks>, No> {
    let revision = app.store.record(PERSONS, "all").await?.map_or(0, |row| row.revision);
    let decisions: Vec<Decision> = read_all(&app.store, PERSON).await?;
    Ok(At {
        revision,
        value: PersonLinks::restore(decisions),
    })
}
