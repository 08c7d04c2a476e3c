//! Checks the whole journal against itself, against its signed checkpoints, and against checkpoints
//! that others kept.

mod check;
mod checkpoints;

use std::collections::{BTreeSet, HashMap};

use crate::engine::Tx;
use crate::entry::{Leaf, LeafFile, LeafPart, part_hash, person_hash};
use crate::merkle::Hash;
use crate::perform::Context;
use crate::{Row, StoreError, Value, tiles};
use check::Check;
use checkpoints::read_checkpoints;

const PAGE: i64 = 1_024;

/// What the verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The number of numbered entries.
    pub entries: i64,
    /// The root over them, in hex, computed from the entries themselves.
    pub root_hex: String,
    /// The number of signed checkpoints checked.
    pub checkpoints: i64,
    /// The number of sealed parts and files that are absent because an entry says so.
    pub erased: i64,
    /// What is wrong, in plain words; empty when the journal verifies.
    pub problems: Vec<String>,
}

impl Verification {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn verified(&self) -> bool {
        self.problems.is_empty()
    }
}

/// See [`crate::Store::verify`].
pub(crate) async fn verify(tx: &mut Tx<'_>, context: &Context, known: &[String]) -> Result<Verification, StoreError> {
    let mut check = Check::new(read_checkpoints(tx, &context.verifier, known).await?);
    match check_all(tx, context, &mut check).await {
        // What cannot be read does not verify; the rest of what was found still counts.
        Err(error @ (StoreError::Database(_) | StoreError::Damaged(_) | StoreError::Column { .. })) => {
            check.problem(format!("the check could not go on: {error}"))
        }
        ended => ended?,
    }
    Ok(check.finish())
}

async fn check_all(tx: &mut Tx<'_>, context: &Context, check: &mut Check) -> Result<(), StoreError> {
    engine_check(tx, check).await?;
    let mut after = 0;
    loop {
        let rows = tx
            .query(
                "SELECT seq, id, kind, case_ref, bytes FROM entry
                 WHERE seq > $1 ORDER BY seq LIMIT $2",
                &[after.into(), PAGE.into()],
            )
            .await?;
        let Some(last) = rows.last() else { break };
        let until = last.i64(0)?;
        let leaves = check.page(&rows)?;
        check_parts(tx, &leaves, check).await?;
        check_files(tx, &leaves, check).await?;
        check_deliveries(tx, after, until, &leaves, check).await?;
        check_tiles(tx, check).await?;
        after = until;
    }
    check_head(tx, check).await?;
    check_last_tiles(tx, check).await?;
    check_strays(tx, check).await?;
    check_contents(tx, context, check).await?;
    Ok(())
}

/// SQLite can check its own pages and indexes.
async fn engine_check(tx: &mut Tx<'_>, check: &mut Check) -> Result<(), StoreError> {
    if let Tx::Sqlite(_) = tx {
        for row in tx.query("PRAGMA integrity_check(10)", &[]).await? {
            let found = row.text(0)?;
            if found != "ok" {
                check.problem(format!("database: {found}"));
            }
        }
    }
    Ok(())
}

async fn check_parts(tx: &mut Tx<'_>, leaves: &[(i64, Leaf)], check: &mut Check) -> Result<(), StoreError> {
    let parts: Vec<(&i64, &Leaf, &LeafPart)> = leaves
        .iter()
        .flat_map(|(seq, leaf)| leaf.sealed.iter().map(move |part| (seq, leaf, part)))
        .collect();
    let ids: Vec<Value> = parts.iter().map(|part| Value::from(&part.2.id)).collect();
    let rows = tx
        .query_in(
            "SELECT id, entry_id, person, salt, bytes FROM sealed WHERE id IN",
            &ids,
            "",
        )
        .await?;
    let found = by_id(&rows)?;
    for (seq, leaf, part) in parts {
        let Some(row) = found.get(part.id.as_str()) else {
            check.absent.insert(part.id.clone(), part.hash.clone());
            continue;
        };
        *check.present.entry("sealed").or_default() += 1;
        let salt = row.bytes(3)?;
        let same = part_hash(salt, row.bytes(4)?) == part.hash
            && person_hash(salt, row.text(2)?) == part.person
            && row.text(1)? == leaf.id;
        if !same {
            check.problem(format!(
                "entry {seq}: sealed part {} is not what the entry commits to",
                part.id
            ));
        }
    }
    Ok(())
}

fn by_id(rows: &[Row]) -> Result<HashMap<&str, &Row>, StoreError> {
    rows.iter().map(|row| Ok((row.text(0)?, row))).collect()
}

async fn check_files(tx: &mut Tx<'_>, leaves: &[(i64, Leaf)], check: &mut Check) -> Result<(), StoreError> {
    let files: Vec<(&i64, &Leaf, &LeafFile)> = leaves
        .iter()
        .flat_map(|(seq, leaf)| leaf.files.iter().map(move |file| (seq, leaf, file)))
        .collect();
    let ids: Vec<Value> = files.iter().map(|file| Value::from(&file.2.id)).collect();
    let rows = tx
        .query_in(
            "SELECT id, entry_id, person, salt, sha256 FROM file_use WHERE id IN",
            &ids,
            "",
        )
        .await?;
    let found = by_id(&rows)?;
    for (seq, leaf, file) in files {
        let Some(row) = found.get(file.id.as_str()) else {
            check.absent.insert(file.id.clone(), file.hash.clone());
            continue;
        };
        *check.present.entry("file_use").or_default() += 1;
        let salt = row.bytes(3)?;
        let person = row.opt_text(2)?.map(|person| person_hash(salt, person));
        let same = part_hash(salt, row.bytes(4)?) == file.hash && person == file.person && row.text(1)? == leaf.id;
        if !same {
            check.problem(format!(
                "entry {seq}: file {} is not what the entry commits to",
                file.id
            ));
        }
    }
    Ok(())
}

async fn check_deliveries(
    tx: &mut Tx<'_>,
    after: i64,
    until: i64,
    leaves: &[(i64, Leaf)],
    check: &mut Check,
) -> Result<(), StoreError> {
    let rows = tx
        .query(
            "SELECT seq, audience FROM delivery WHERE seq > $1 AND seq <= $2",
            &[after.into(), until.into()],
        )
        .await?;
    let mut delivered: HashMap<i64, BTreeSet<&str>> = HashMap::new();
    for row in &rows {
        delivered.entry(row.i64(0)?).or_default().insert(row.text(1)?);
    }
    *check.present.entry("delivery").or_default() += rows.len() as i64;
    for (seq, leaf) in leaves {
        let wanted: BTreeSet<&str> = leaf.audiences.iter().map(String::as_str).collect();
        if delivered.remove(seq).unwrap_or_default() != wanted {
            check.problem(format!(
                "entry {seq}: it was not delivered to exactly those whom it names"
            ));
        }
    }
    Ok(())
}

async fn check_tiles(tx: &mut Tx<'_>, check: &mut Check) -> Result<(), StoreError> {
    for (level, index, hashes) in std::mem::take(&mut check.full_tiles) {
        check_tile(tx, level, index, &hashes, check).await?;
    }
    Ok(())
}

async fn check_tile(
    tx: &mut Tx<'_>,
    level: i64,
    index: i64,
    hashes: &[Hash],
    check: &mut Check,
) -> Result<(), StoreError> {
    check.tile_count += 1;
    let same = match tiles::load(tx, level, index).await {
        Ok(stored) => stored == hashes,
        Err(StoreError::Damaged(_)) => false,
        Err(error) => return Err(error),
    };
    if !same {
        check.problem(format!("tile {level}/{index} of the tree is not what the entries give"));
    }
    Ok(())
}

async fn check_last_tiles(tx: &mut Tx<'_>, check: &mut Check) -> Result<(), StoreError> {
    for (level, (index, hashes)) in (0..).zip(std::mem::take(&mut check.tiles)) {
        if !hashes.is_empty() {
            check_tile(tx, level, index, &hashes, check).await?;
        }
    }
    if count(tx, "SELECT COUNT(*) FROM tile").await? != check.tile_count {
        check.problem("the tree has other tiles than the entries give".to_owned());
    }
    Ok(())
}

async fn check_head(tx: &mut Tx<'_>, check: &mut Check) -> Result<(), StoreError> {
    let size = tiles::size(tx).await?;
    if size != check.entries {
        check.problem(format!("the head says {size} entries, but there are {}", check.entries));
    }
    let last = tx
        .query("SELECT MAX(size) FROM checkpoint", &[])
        .await?
        .first()
        .map_or(Ok(None), |row| row.opt_i64(0))?;
    if last.unwrap_or(0) != check.entries {
        check.problem(format!("no checkpoint signs all {} entries", check.entries));
    }
    Ok(())
}

/// Rows that no entry speaks of. Those of entries without a number yet are in order.
async fn check_strays(tx: &mut Tx<'_>, check: &mut Check) -> Result<(), StoreError> {
    for (table, what, sql) in [
        (
            "sealed",
            "sealed parts",
            "SELECT COUNT(*) FROM sealed WHERE entry_id NOT IN (SELECT id FROM outbox)",
        ),
        (
            "file_use",
            "files",
            "SELECT COUNT(*) FROM file_use WHERE entry_id NOT IN (SELECT id FROM outbox)",
        ),
        ("delivery", "deliveries", "SELECT COUNT(*) FROM delivery"),
    ] {
        let stored = count(tx, sql).await?;
        let known = check.present.get(table).copied().unwrap_or(0);
        if stored != known {
            check.problem(format!("there are {stored} {what}, but the entries speak of {known}"));
        }
    }
    Ok(())
}

async fn count(tx: &mut Tx<'_>, sql: &'static str) -> Result<i64, StoreError> {
    match tx.query(sql, &[]).await?.first() {
        Some(row) => row.i64(0),
        None => Ok(0),
    }
}

/// Every use of a file has its content, and every content is what its name says.
async fn check_contents(tx: &mut Tx<'_>, context: &Context, check: &mut Check) -> Result<(), StoreError> {
    let missing = count(
        tx,
        "SELECT COUNT(*) FROM file_use u WHERE NOT EXISTS
             (SELECT f.sha256 FROM file f WHERE f.sha256 = u.sha256)",
    )
    .await?;
    if missing > 0 {
        check.problem(format!("{missing} files have lost their content"));
    }
    let mut after: Vec<u8> = Vec::new();
    loop {
        // One at a time: a file may be large.
        let rows = tx
            .query(
                "SELECT sha256, media_type, bytes FROM file
                 WHERE sha256 > $1 ORDER BY sha256 LIMIT 1",
                &[after.as_slice().into()],
            )
            .await?;
        let Some(row) = rows.first() else {
            return Ok(());
        };
        let sha256 = row.bytes(0)?;
        let Some(key) = &context.files else {
            check.problem("the key of the files is missing: their contents are not checked".into());
            return Ok(());
        };
        if key.decrypt(sha256, row.text(1)?, row.bytes(2)?).is_none() {
            check.problem(format!("file {} is not what was stored", hex::encode(sha256)));
        }
        after = sha256.to_vec();
    }
}
