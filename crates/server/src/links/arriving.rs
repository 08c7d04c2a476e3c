//! Values enter by themselves: what a module files, and what an answer names, becomes a link value of its case.

use std::collections::{BTreeMap, BTreeSet};

use cordon_links::normalise::{Locale, ValueKind, normalise};
use cordon_links::{KeyMaker, Level, LinkKey};
use cordon_store::{ApplyError, Change, RecordWrite, SealedPart};
use cordon_vocabulary::{Account, BureauId, CaseRef};
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::fingerprints::index::changed_now;
use crate::journal::act::{By, crowded};
use crate::links::queries::{self, Audience, CASE, EnteredValue, LinkedCase, Text, VALUE, name_of};
use crate::links::service::keys;

/// A value as a module knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewValue {
    /// What it is.
    pub kind: ValueKind,
    /// As it is written.
    pub text: String,
    /// The part it plays in the case: `payee`, `holder`, `document`.
    pub role: String,
}

impl NewValue {
    /// A value in a part.
    #[must_use]
    pub fn new(kind: ValueKind, text: impl Into<String>, role: &str) -> Self {
        Self {
            kind,
            text: text.into(),
            role: role.to_owned(),
        }
    }

    /// An account of any rail. A card's reference names no account, so it links nothing.
    #[must_use]
    pub fn account(account: &Account, role: &str) -> Option<Self> {
        let (kind, text) = match account {
            Account::Iban { iban } => (ValueKind::Account, iban.to_string()),
            Account::BicNumber { bic, number } => (ValueKind::Account, format!("{bic}/{number}")),
            Account::National { code, number, .. } => (ValueKind::Account, format!("{code}{number}")),
            Account::Wallet { address, .. } => (ValueKind::Wallet, address.clone()),
            Account::Card { .. } => return None,
        };
        Some(Self::new(kind, text, role))
    }
}

/// A case as its module hands it over: all its values as they stand now.
#[derive(Debug, Clone)]
pub struct Arriving {
    /// The module.
    pub module: &'static str,
    /// The module's identifier of the case, under which the journal keeps its entries.
    pub id: String,
    /// The reference that people read aloud.
    pub case: CaseRef,
    /// Who may know what of it.
    pub owner: BureauId,
    /// Further bureaus that may read it.
    pub readers: BTreeSet<BureauId>,
    /// What every other bureau may know.
    pub others: Level,
    /// Its page.
    pub page: Option<String>,
    /// Its values.
    pub values: Vec<NewValue>,
    /// It was destroyed: nothing of it links any more.
    pub gone: bool,
}

/// A value brought to its one spelling, with every key that leads to it.
pub(super) struct Spelled {
    pub(super) keys: Vec<LinkKey>,
    pub(super) text: Text,
    pub(super) role: String,
}

/// Brings a value to its one spelling.
///
/// # Errors
/// When the text is no such value.
pub(super) fn spelled(keys: &KeyMaker, value: &NewValue) -> Result<Spelled, cordon_links::normalise::NotAValue> {
    let one = normalise(value.kind, &value.text, &Locale::default())?;
    let mut all = vec![keys.key(&one)];
    all.extend(keys.weaker_key(&one));
    Ok(Spelled {
        keys: all,
        text: Text {
            kind: one.kind,
            text: value.text.trim().to_owned(),
        },
        role: value.role.clone(),
    })
}

/// Enters what is new of a case and takes back what no longer stands in it; gives how many values changed. Entering the
/// same again changes nothing. What has no usual spelling links nothing and is passed over: the case holds it anyway.
///
/// # Errors
/// When the store fails.
pub async fn enter(app: &App, by: &By, arriving: &Arriving) -> Result<usize, No> {
    let keys = keys(app).await?;
    let spelled: Vec<Spelled> = arriving
        .values
        .iter()
        .filter_map(|value| spelled(&keys, value).ok())
        .collect();
    for _ in 0..8 {
        let Some((change, count)) = decide(app, by, arriving, &spelled).await? else {
            return Ok(0);
        };
        match app.apply(change).await {
            Ok(_) => return Ok(count),
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(crowded())
}

/// What is to be written, if anything is.
async fn decide(app: &App, by: &By, arriving: &Arriving, spelled: &[Spelled]) -> Result<Option<(Change, usize)>, No> {
    let before = queries::case(app, &arriving.case).await?;
    let held = queries::values(app, &arriving.case).await?;
    let mut change = Change::new(by.entry(app, "links.entered", Some(&arriving.id), json!({}), vec![]));
    let audience = Audience {
        owner: arriving.owner.clone(),
        readers: arriving.readers.clone(),
        others: arriving.others,
    };
    let same = before
        .as_ref()
        .is_some_and(|at| at.value.audience == audience && at.value.gone == arriving.gone);
    if !same {
        let case = LinkedCase {
            case: arriving.case.clone(),
            audience,
            shared: before.as_ref().map(|at| at.value.shared.clone()).unwrap_or_default(),
            module: arriving.module.to_owned(),
            page: arriving.page.clone(),
            gone: arriving.gone,
            changed: changed_now(),
        };
        change
            .records
            .push(case_write(&case, before.map_or(0, |at| at.revision))?);
    }
    let mut texts: BTreeMap<String, Text> = BTreeMap::new();
    let part = crate::app::new_id();
    let mut wanted = BTreeSet::new();
    for value in spelled.iter().filter(|_| !arriving.gone) {
        for key in &value.keys {
            let key = name_of(*key);
            let id = format!("{key}/{}/{}/{}", arriving.case, arriving.module, value.role);
            if !wanted.insert(id.clone()) {
                continue;
            }
            let old = held.iter().find(|(known, ..)| *known == id);
            if old.is_some_and(|(_, _, old)| !old.taken_back) {
                continue;
            }
            texts.insert(key.clone(), value.text.clone());
            let entered = EnteredValue {
                case: arriving.case.clone(),
                key,
                kind: value.text.kind,
                module: arriving.module.to_owned(),
                role: value.role.clone(),
                part: part.clone(),
                taken_back: false,
                changed: changed_now(),
            };
            change
                .records
                .push(value_write(&id, old.map_or(0, |(_, revision, _)| *revision), &entered)?);
        }
    }
    let gone = held
        .iter()
        .filter(|(id, _, old)| old.module == arriving.module && !old.taken_back && !wanted.contains(id));
    for (id, revision, old) in gone {
        let taken = EnteredValue {
            taken_back: true,
            changed: changed_now(),
            ..old.clone()
        };
        change.records.push(value_write(id, *revision, &taken)?);
    }
    if change.records.is_empty() {
        return Ok(None);
    }
    let count = change.records.len();
    change.entry.public = json!({"reference": arriving.case, "module": arriving.module, "values": texts.len(), "exercise": app.world.exercise()});
    if !texts.is_empty() {
        change.entry.sealed.push(SealedPart {
            id: part,
            person: crate::app::new_id(),
            bytes: serde_json::to_vec(&texts)?,
        });
    }
    Ok(Some((change, count)))
}

/// A case as it now stands.
///
/// # Errors
/// When it cannot be written.
pub(super) fn case_write(case: &LinkedCase, revision: i64) -> Result<RecordWrite, No> {
    Ok(RecordWrite {
        kind: CASE,
        id: case.case.to_string(),
        expected_revision: revision,
        body: serde_json::to_string(case)?,
        keys: vec![
            ("changed", case.changed.clone()),
            ("owner", case.audience.owner.to_string()),
        ],
    })
}

fn value_write(id: &str, revision: i64, value: &EnteredValue) -> Result<RecordWrite, No> {
    Ok(RecordWrite {
        kind: VALUE,
        id: id.to_owned(),
        expected_revision: revision,
        body: serde_json::to_string(value)?,
        keys: vec![("case", value.case.to_string()), ("changed", value.changed.clone())],
    })
}
