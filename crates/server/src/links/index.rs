//! All link values in memory, as the engine searches them. The store is the truth: before each look-up the index takes
//! over what was written since the last one.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use cordon_links::{CompartmentId, Level, LinkIndex, LinkRefusal, Place, Rights};
use cordon_vocabulary::BureauId;
use serde::de::DeserializeOwned;

use crate::answer::No;
use crate::app::App;
use crate::fingerprints::index::resume;
use crate::links::queries::{Audience, CASE, COMMON, Declared, EnteredValue, LinkedCase, VALUE, key_of};

/// Rows read at a time.
const PAGE: i64 = 2_000;

/// The index, shared by all handlers.
#[derive(Default)]
pub struct Links {
    inner: RwLock<Inner>,
    refreshing: tokio::sync::Mutex<Cursors>,
    /// One follower of the journal at a time.
    pub following: tokio::sync::Mutex<()>,
}

/// Where the next reading begins, for each kind of row.
#[derive(Default)]
struct Cursors {
    values: String,
    cases: String,
    common: String,
}

/// The engine's index with the audiences of its compartments.
#[derive(Default)]
pub struct Inner {
    /// The index.
    pub index: LinkIndex,
    audiences: Vec<Audience>,
    numbers: HashMap<Audience, CompartmentId>,
    seen: HashMap<String, i64>,
}

/// A refusal of the engine that only a fault of ours can cause.
fn ours(refusal: &LinkRefusal) -> No {
    No::new(
        axum::http::StatusCode::INTERNAL_SERVER_ERROR,
        refusal.code(),
        refusal.to_string(),
    )
}

impl Links {
    /// Takes over what was written since the last time.
    ///
    /// # Errors
    /// When the store fails or the index is full.
    pub async fn refresh(&self, app: &App) -> Result<(), No> {
        let mut cursors = self.refreshing.lock().await;
        // Values before cases: a value's case was written with it or before it.
        let values = fresh::<EnteredValue>(app, VALUE, &mut cursors.values, |v| &v.changed).await?;
        let cases = fresh::<LinkedCase>(app, CASE, &mut cursors.cases, |c| &c.changed).await?;
        let common = fresh::<Declared>(app, COMMON, &mut cursors.common, |d| &d.changed).await?;
        if values.is_empty() && cases.is_empty() && common.is_empty() {
            return Ok(());
        }
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        for (id, revision, case) in &cases {
            inner.case(id, *revision, case).map_err(|e| ours(&e))?;
        }
        for (id, revision, value) in &values {
            inner.value(id, *revision, value).map_err(|e| ours(&e))?;
        }
        for (_, _, declared) in &common {
            inner.common(declared);
        }
        Ok(())
    }

    /// The index for reading. Nothing may be awaited while it is held.
    pub fn read(&self) -> RwLockReadGuard<'_, Inner> {
        self.inner.read().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn fresh<T: DeserializeOwned>(
    app: &App,
    kind: &'static str,
    last: &mut String,
    changed: impl Fn(&T) -> &String,
) -> Result<Vec<(String, i64, T)>, No> {
    let mut all = Vec::new();
    let mut from = if last.is_empty() { String::new() } else { resume(last) };
    loop {
        let rows = app.store.range(kind, "changed", &from, "g", PAGE).await?;
        let read = rows.len();
        for row in rows {
            let value: T = serde_json::from_str(&row.body)?;
            from = format!("{}\u{1}", changed(&value));
            last.clone_from(changed(&value));
            all.push((row.id, row.revision, value));
        }
        if read < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            return Ok(all);
        }
    }
}

impl Inner {
    fn is_new(&mut self, id: &str, revision: i64) -> bool {
        match self.seen.get_mut(id) {
            Some(seen) if *seen >= revision => false,
            Some(seen) => {
                *seen = revision;
                true
            }
            None => {
                self.seen.insert(id.to_owned(), revision);
                true
            }
        }
    }

    fn compartment(&mut self, audience: Audience) -> Result<CompartmentId, LinkRefusal> {
        if let Some(number) = self.numbers.get(&audience) {
            return Ok(*number);
        }
        let number = CompartmentId(u32::try_from(self.audiences.len()).map_err(|_| LinkRefusal::Full)?);
        self.audiences.push(audience.clone());
        self.numbers.insert(audience, number);
        Ok(number)
    }

    fn case(&mut self, id: &str, revision: i64, case: &LinkedCase) -> Result<(), LinkRefusal> {
        if !self.is_new(&format!("case {id}"), revision) {
            return Ok(());
        }
        if case.gone {
            return match self.index.remove_case(&case.case) {
                Ok(()) | Err(LinkRefusal::NoSuchCase) => Ok(()),
                Err(refusal) => Err(refusal),
            };
        }
        let compartment = self.compartment(case.effective())?;
        match self.index.open_case(&case.case, compartment) {
            Err(LinkRefusal::OtherCompartment(_)) => self.index.move_case(&case.case, compartment),
            opened => opened,
        }
    }

    fn value(&mut self, id: &str, revision: i64, value: &EnteredValue) -> Result<(), LinkRefusal> {
        let Some(key) = key_of(&value.key) else {
            return Ok(());
        };
        if !self.is_new(id, revision) {
            return Ok(());
        }
        let place = Place {
            module: value.module.clone(),
            role: value.role.clone(),
        };
        let entered = if value.taken_back {
            self.index.take_back(&value.case, key, &place)
        } else {
            self.index.enter(&value.case, key, &place).map(|_| ())
        };
        match entered {
            // The case was destroyed meanwhile.
            Err(LinkRefusal::NoSuchCase) => Ok(()),
            other => other,
        }
    }

    fn common(&mut self, declared: &Declared) {
        let Some(key) = key_of(&declared.key) else {
            return;
        };
        match declared.reason {
            Some(reason) => self.index.declare_common(key, reason, ""),
            None => self.index.undeclare_common(key),
        }
    }

    /// What a bureau may know of each compartment, decided now.
    #[must_use]
    pub fn rights(&self, reader: &BureauId) -> Rights {
        self.rights_of(Some(reader))
    }

    /// The same; without a bureau, those of the operator of the store, who reads everything.
    #[must_use]
    pub fn rights_of(&self, reader: Option<&BureauId>) -> Rights {
        self.audiences
            .iter()
            .zip(0..)
            .map(|(audience, number)| {
                let level = reader.map_or(Level::Read, |reader| audience.level(reader));
                (CompartmentId(number), level)
            })
            .collect()
    }
}
