//! Reads of cases. The actor's scope is an argument, not a habit.

use cordon_stop_payment::allocation::Claim;
use cordon_stop_payment::{Ask, Case, Route};
use cordon_store::{Store, StoreError};
use cordon_vocabulary::{Actor, BureauId, Who};
use serde::{Deserialize, Serialize};

use crate::members::queries::{At, read};

/// A case with its identifier.
#[derive(Debug, Clone)]
pub struct Filed {
    /// The identifier, a UUID.
    pub id: String,
    /// The revision that was read.
    pub revision: i64,
    /// The case.
    pub case: Case,
}

/// What a bank holds on one account, shared among the requests that meet there.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AccountHold {
    /// What the bank states in sum, in the account's ledger units.
    pub stated: i64,
    /// The requests and what each has.
    pub claims: Vec<Claim>,
}

/// Who may see a case or a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The requesting bureau: everything.
    Own,
    /// A receiver: his own requests alone.
    Receiver,
}

fn parse(id: &str, revision: i64, body: &str) -> Result<Filed, StoreError> {
    let case = serde_json::from_str(body).map_err(|e| StoreError::Invalid(format!("case {id}: {e}")))?;
    Ok(Filed {
        id: id.to_owned(),
        revision,
        case,
    })
}

/// A case, whoever asks: for services that hold the rulebook themselves.
///
/// # Errors
/// When the store fails.
pub async fn case(store: &Store, id: &str) -> Result<Option<Filed>, StoreError> {
    match store.record("case", id).await? {
        Some(record) => Ok(Some(parse(&record.id, record.revision, &record.body)?)),
        None => Ok(None),
    }
}

/// A case as far as this actor may see it at all.
///
/// # Errors
/// When the store fails.
pub async fn case_for(store: &Store, id: &str, actor: &Actor) -> Result<Option<(Filed, Sight)>, StoreError> {
    let Some(filed) = case(store, id).await? else {
        return Ok(None);
    };
    Ok(sight(&filed.case, actor).map(|sight| (filed, sight)))
}

/// How much of a case an actor may see, if anything.
#[must_use]
pub fn sight(case: &Case, actor: &Actor) -> Option<Sight> {
    match &actor.who {
        Who::Officer { bureau, .. } | Who::Program { bureau } if *bureau == case.bureau => Some(Sight::Own),
        _ => case.asks.iter().any(|a| receives(a, actor)).then_some(Sight::Receiver),
    }
}

/// Whether a request was put to this actor: to the institution, or to the bureau of the country asked, which sees
/// every request that enters its country. Requests held back for an officer there are seen there.
#[must_use]
pub fn receives(ask: &Ask, actor: &Actor) -> bool {
    use cordon_stop_payment::{AskState, HeldBack};
    let waits_there = matches!(
        ask.state,
        AskState::HeldBack {
            why: HeldBack::ProfileForbids | HeldBack::Unconfirmed
        }
    );
    let was_out = ask.is_out() || (ask.sent.is_some() && ask.state == AskState::Withdrawn);
    match &actor.who {
        Who::Institution { institution, .. } => {
            was_out && matches!(&ask.route, Route::Institution { institution: asked } if asked == institution)
        }
        Who::Officer { bureau, .. } | Who::Program { bureau } => (was_out || waits_there) && in_country(bureau, ask),
    }
}

/// Whether a bureau is one of the country asked.
#[must_use]
pub fn in_country(bureau: &BureauId, ask: &Ask) -> bool {
    bureau.as_str().split('-').next() == Some(ask.country.code())
}

/// The cases that an actor may see: his bureau's own, and those with a request put to him.
///
/// # Errors
/// When the store fails.
pub async fn cases_for(store: &Store, actor: &Actor) -> Result<Vec<(Filed, Sight)>, StoreError> {
    let mut records = Vec::new();
    match &actor.who {
        Who::Officer { bureau, .. } | Who::Program { bureau } => {
            records.extend(store.find("case", "bureau", bureau.as_str()).await?);
            let country = bureau.as_str().split('-').next().unwrap_or_default();
            records.extend(store.find("case", "country", country).await?);
        }
        Who::Institution { institution, .. } => {
            records.extend(store.find("case", "institution", institution.as_str()).await?);
        }
    }
    records.sort_by(|a, b| a.id.cmp(&b.id));
    records.dedup_by(|a, b| a.id == b.id);
    let mut seen = Vec::new();
    for record in records {
        let filed = parse(&record.id, record.revision, &record.body)?;
        if let Some(sight) = sight(&filed.case, actor) {
            seen.push((filed, sight));
        }
    }
    Ok(seen)
}

/// Cases by one of their keys, whoever asks: for duplicates and links, never for pages.
///
/// # Errors
/// When the store fails.
pub async fn by_key(store: &Store, key: &str, value: &str) -> Result<Vec<Filed>, StoreError> {
    let records = store.find("case", key, value).await?;
    records.iter().map(|r| parse(&r.id, r.revision, &r.body)).collect()
}

/// Whether a bureau other than this one has a case about a payment: yes or no, and nothing else.
///
/// # Errors
/// When the store fails.
pub async fn reported_elsewhere(store: &Store, uetr: &str, bureau: &BureauId) -> Result<bool, StoreError> {
    let known = by_key(store, "uetr", uetr).await?;
    Ok(known.iter().any(|f| {
        f.case.bureau != *bureau
            && f.case.filing.payment.uetr.as_deref() == Some(uetr)
            && f.case.state != cordon_stop_payment::CaseState::Withdrawn
    }))
}

/// What the bank holds on an account.
///
/// # Errors
/// When the store fails.
pub async fn account_hold(store: &Store, key: &str) -> Result<At<AccountHold>, StoreError> {
    Ok(read(store, "account_hold", key).await?.unwrap_or(At {
        revision: 0,
        value: AccountHold::default(),
    }))
}

/// The number of cases that a bureau has filed in a year, for the next reference.
///
/// # Errors
/// When the store fails.
pub async fn filed_in(store: &Store, bureau: &BureauId, year: i16) -> Result<usize, StoreError> {
    Ok(store.find("case", "year", &format!("{bureau}-{year}")).await?.len())
}
