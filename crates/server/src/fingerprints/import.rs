//! Lists come in and go out in the formats of the field.

use std::collections::BTreeMap;

use cordon_fingerprints::Algorithm;
use cordon_fingerprints::exchange::vics::VicsFile;
use cordon_fingerprints::exchange::{ImportRefusal, Imported, icse, ncmec, plain, vics};
use cordon_fingerprints::lists::{Effect, KnownList, KnownMaterial, Record, RecordKey, Say, Tombstone, TrustRule};
use cordon_store::{Change, SealedPart};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::answer::No;
use crate::app::{App, new_id};
use crate::fingerprints::list_commands::ListFormat;
use crate::fingerprints::queries::{self, Held, id_of};
use crate::fingerprints::{change, service};
use crate::journal::act::{By, Done, Tried, crowded, unsealed};
use crate::members::queries::At;

/// Records written in one change.
const BATCH: usize = 500;

/// A file to take over.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The list's name here.
    pub list: String,
    /// The format.
    pub format: ListFormat,
    /// Region of the categories, where the file names none.
    pub region: Option<String>,
    /// Algorithm of a plain list.
    pub algorithm: Algorithm,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Records that came on the list.
    pub added: usize,
    /// Records that changed.
    pub changed: usize,
    /// Records that stood as they are.
    pub unchanged: usize,
    /// Updates older than what stands, or than a withdrawal.
    pub older: usize,
    /// Records withdrawn.
    pub withdrawn: usize,
    /// Withdrawals of records that were never here, kept against late copies.
    pub tombstones: usize,
    /// Hashes that could not be read, by record and field.
    pub left_out: Vec<String>,
}

impl Taken {
    fn count(&mut self, effect: Effect) {
        let place = match effect {
            Effect::Added => &mut self.added,
            Effect::Changed => &mut self.changed,
            Effect::Unchanged => &mut self.unchanged,
            Effect::OlderIgnored => &mut self.older,
            Effect::Withdrawn => &mut self.withdrawn,
            Effect::TombstoneKept => &mut self.tombstones,
        };
        *place += 1;
    }
}

/// Reads a file in its format.
///
/// # Errors
/// [`ImportRefusal`], with line, record or field.
pub fn read(incoming: &Incoming, bytes: &[u8]) -> Result<Imported, ImportRefusal> {
    let (list, region) = (incoming.list.as_str(), incoming.region.as_deref());
    match incoming.format {
        ListFormat::Vics => vics::read(bytes, list, region).map(|file| file.imported),
        ListFormat::Ncmec => ncmec::read(bytes, list),
        ListFormat::Icse => icse::read(bytes, list),
        ListFormat::Plain => plain::read(bytes, list, incoming.algorithm),
    }
}

/// Takes a file over. The same file again changes nothing, so a broken import is simply repeated.
///
/// # Errors
/// When the file is refused, the list belongs to another bureau, or the store fails.
pub async fn take(app: &App, by: &By, incoming: &Incoming, bytes: &[u8]) -> Result<Done<Taken>, No> {
    if let Some(before) = by.before(app).await? {
        return Ok(before);
    }
    let imported =
        read(incoming, bytes).map_err(|refusal| No::field(&refusal.place, refusal.code(), refusal.message.clone()))?;
    let list = own_list(app, by, incoming).await?;
    let mut taken = Taken::default();
    for left in &imported.left_out {
        taken
            .left_out
            .push(format!("{} {}: {}", left.record, left.field, left.reason));
    }
    let updates: Vec<Update> = imported
        .records
        .into_iter()
        .map(|record| Update::Put(Box::new(signed(record, by))))
        .chain(imported.tombstones.into_iter().map(Update::Withdraw))
        .collect();
    for batch in updates.chunks(BATCH) {
        taken = one_batch(app, by, &list.value, batch, taken).await?;
    }
    let public = json!({"list": incoming.list, "format": format!("{:?}", incoming.format).to_lowercase(), "added": taken.added, "changed": taken.changed, "unchanged": taken.unchanged, "older": taken.older, "withdrawn": taken.withdrawn, "left_out": taken.left_out.len()});
    let change = Change::new(by.entry(app, "fingerprints.imported", None, public, vec![]));
    match by.apply(app, change, &serde_json::to_value(&taken)?).await? {
        Tried::Done | Tried::Again => Ok(Done::Now(taken)),
        Tried::Before(status, answer) => Ok(Done::Before { status, answer }),
    }
}

enum Update {
    Put(Box<Record>),
    Withdraw(Tombstone),
}

impl Update {
    fn key(&self) -> &RecordKey {
        match self {
            Self::Put(record) => &record.key,
            Self::Withdraw(stone) => &stone.key,
        }
    }
}

/// A record whose source names no contributor is contributed by the bureau that brings it: somebody must be called.
fn signed(mut record: Record, by: &By) -> Record {
    record.contributed_by.get_or_insert_with(|| by.bureau.clone());
    record
}

/// The list, founded by its first import.
async fn own_list(app: &App, by: &By, incoming: &Incoming) -> Result<At<KnownList>, No> {
    for _ in 0..4 {
        if let Some(list) = queries::list(app, &incoming.list).await? {
            list.value.may_put(&by.bureau).map_err(|e| service::list_refused(&e))?;
            return Ok(list);
        }
        let mut list = KnownList::new(&incoming.list, &by.bureau).map_err(|e| service::list_refused(&e))?;
        list.region.clone_from(&incoming.region);
        let public = json!({"list": incoming.list});
        let mut change = Change::new(by.entry(app, "fingerprints.list_founded", None, public, vec![]));
        change.records.push(change::list(&list, 0)?);
        app.apply(change).await.map(|_| ()).or_else(|e| match e {
            cordon_store::ApplyError::Stale { .. } => Ok(()),
            error => Err(No::from(error)),
        })?;
    }
    Err(crowded())
}

async fn one_batch(app: &App, by: &By, list: &KnownList, batch: &[Update], before: Taken) -> Result<Taken, No> {
    for _ in 0..8 {
        let mut ids: Vec<String> = batch.iter().map(|update| id_of(update.key())).collect();
        ids.sort();
        ids.dedup();
        let mut held: BTreeMap<String, At<Held>> = queries::several(app, &ids).await?.into_iter().collect();
        // What is compared with the file is the whole record, sealed fields and reasons included.
        opened(
            app,
            held.iter_mut().map(|(id, at)| (id.as_str(), &mut at.value)).collect(),
        )
        .await?;
        let mut material = KnownMaterial::new(TrustRule::default());
        for one in held.values() {
            one.value.enter(&mut material)?;
        }
        let mut taken = before.clone();
        let mut touched = Vec::new();
        for update in batch {
            let effect = match update {
                Update::Put(record) => material.put(record.as_ref().clone()).map_err(queries::full)?,
                Update::Withdraw(stone) => material.withdraw(stone.clone()),
            };
            taken.count(effect);
            if matches!(
                effect,
                Effect::Added | Effect::Changed | Effect::Withdrawn | Effect::TombstoneKept
            ) {
                touched.push((id_of(update.key()), update));
            }
        }
        if touched.is_empty() {
            return Ok(taken);
        }
        let change = batch_change(app, by, list, &mut held, &material, &touched)?;
        // Only the last change of an import carries the answer of a repeated call.
        let alone = By {
            repeat: None,
            ..by.clone()
        };
        match alone.apply(app, change, &Value::Null).await? {
            Tried::Done | Tried::Before(..) => return Ok(taken),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

fn batch_change(
    app: &App,
    by: &By,
    list: &KnownList,
    held: &mut BTreeMap<String, At<Held>>,
    material: &KnownMaterial,
    touched: &[(String, &Update)],
) -> Result<Change, No> {
    let mut sealed = Vec::new();
    let mut kept: Map<String, Value> = Map::new();
    let part = new_id();
    let mut withdrawals = 0;
    let mut last: BTreeMap<&str, &Update> = BTreeMap::new();
    for (id, update) in touched {
        last.insert(id, update);
    }
    let mut records = Vec::new();
    for (id, update) in last {
        let now = held.remove(id).unwrap_or(At {
            revision: 0,
            value: Held::default(),
        });
        let mut next = now.value;
        next.record = material.ledger().get(update.key()).cloned();
        if let Some(record) = &mut next.record {
            next.stone = None;
            next.withdrawn_at = None;
            let unknown = std::mem::take(&mut record.kept);
            if !unknown.is_empty() {
                kept.insert(id.to_owned(), Value::Object(unknown));
                next.kept = Some(part.clone());
            }
            change::seal_reasons(&mut next, 0, &mut sealed)?;
        } else if let Update::Withdraw(stone) = update {
            withdrawals += 1;
            next.gravest = None;
            next.withdrawn_at = Some(app.now());
            let mut stone = stone.clone();
            if let Some(reason) = &stone.reason {
                stone.reason = Some(crate::journal::act::seal(&mut sealed, reason)?.to_string());
            }
            next.stone = Some(stone);
        }
        records.push(change::record(id, now.revision, &next)?);
    }
    if !kept.is_empty() {
        sealed.push(SealedPart {
            id: part,
            person: new_id(),
            bytes: serde_json::to_vec(&kept)?,
        });
    }
    let public = json!({"list": list.name, "records": records.len(), "withdrawals": withdrawals, "events": [{"what": "list_updated", "list": list.name, "withdrawals": withdrawals}]});
    let mut change = Change::new(by.entry(app, "fingerprints.batch_taken", None, public, sealed));
    change.records = records;
    if withdrawals > 0 {
        change.audiences.extend(list.holders.keys().map(change::stream));
    }
    Ok(change)
}

/// Writes a list as Project VIC JSON, with every field that its source gave. Handing it out is an act: the holder is
/// told of each withdrawal from here on.
///
/// # Errors
/// When there is no such list, no region is known, or the store fails.
pub async fn export(app: &App, by: &By, list: &str, region: Option<&str>) -> Result<Value, No> {
    let known = queries::list(app, list).await?.ok_or_else(No::not_found)?.value;
    let region = region.map(str::to_owned).or(known.region).ok_or_else(|| {
        No::field(
            "region",
            "grade-without-region",
            "give the region: a VICS file's categories belong to one",
        )
    })?;
    let mut file = VicsFile::hash_set(&region);
    let mut after = String::new();
    loop {
        let mut page = queries::of_list(app, list, &after, 500).await?;
        let Some((_, last)) = page.last() else { break };
        after = last.key().map(queries::place_on_list).unwrap_or_default();
        opened(app, page.iter_mut().map(|(id, held)| (id.as_str(), held)).collect()).await?;
        file.imported
            .records
            .extend(page.into_iter().filter_map(|(_, held)| held.record));
    }
    service::hand_out(app, by, list).await?;
    Ok(file.write())
}

/// Puts what was sealed back into records: the fields that this program does not know, and the reasons of votes.
async fn opened(app: &App, mut all: Vec<(&str, &mut Held)>) -> Result<(), No> {
    let mut parts: Vec<String> = Vec::new();
    for (_, held) in &all {
        parts.extend(held.kept.clone());
        parts.extend(reasons(held).cloned());
    }
    parts.sort();
    parts.dedup();
    let texts = unsealed(app, &parts).await?;
    let open: BTreeMap<String, String> = parts
        .into_iter()
        .zip(texts)
        .filter_map(|(part, text)| Some((part, text?)))
        .collect();
    let mut fields: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for part in all.iter().filter_map(|(_, held)| held.kept.as_ref()) {
        if let (Some(text), false) = (open.get(part), fields.contains_key(part)) {
            fields.insert(part.clone(), serde_json::from_str(text)?);
        }
    }
    for (id, held) in &mut all {
        let unknown = held
            .kept
            .as_deref()
            .and_then(|part| fields.get(part)?.get(*id)?.as_object())
            .cloned();
        let Some(record) = &mut held.record else { continue };
        record.kept = unknown.unwrap_or_default();
        for vote in &mut record.votes {
            if let Say::Disputes { reason } | Say::Rejects { reason } = &mut vote.say
                && let Some(text) = open.get(reason.as_str())
            {
                reason.clone_from(text);
            }
        }
    }
    Ok(())
}

/// The places of the reasons of a record's votes.
fn reasons(held: &Held) -> impl Iterator<Item = &String> {
    held.record
        .iter()
        .flat_map(|record| &record.votes)
        .filter_map(|vote| match &vote.say {
            Say::Disputes { reason } | Say::Rejects { reason } => Some(reason),
            Say::Confirms { .. } | Say::TakesBack => None,
        })
}
