//! The journal's tree in the database, as C2SP tiles: level L holds the roots of all complete
//! subtrees of 256^L leaves, 256 to a tile. A proof reads a handful of tiles, whatever the size.

use std::collections::HashMap;

use crate::engine::Tx;
use crate::merkle::{Hash, InclusionProof, Span, consistency_spans, inclusion_spans, join, root_of};
use crate::{StoreError, Value, note, read};

pub(crate) const WIDTH: usize = 256;
const HASH: usize = 32;

/// The number of numbered entries.
pub(crate) async fn size(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    let rows = tx.query("SELECT size FROM head WHERE id = 1", &[]).await?;
    match rows.first() {
        Some(row) => row.i64(0),
        None => Err(StoreError::Damaged("the journal has no head".to_owned())),
    }
}

/// Adds leaves to the tree of `size` leaves.
pub(crate) async fn append(tx: &mut Tx<'_>, size: i64, leaves: Vec<Hash>) -> Result<(), StoreError> {
    let width = WIDTH as i64;
    let (mut level, mut before, mut hashes) = (0_i64, size, leaves);
    while !hashes.is_empty() {
        let mut tile = if before % width == 0 {
            Vec::new()
        } else {
            let mut tile = load(tx, level, before / width).await?;
            // A crash cannot leave more than the head says, but a foreign hand could.
            tile.truncate((before % width) as usize);
            tile
        };
        if tile.len() as i64 != before % width {
            return Err(StoreError::Damaged(format!(
                "tile {level}/{} is shorter than the journal",
                before / width
            )));
        }
        let mut index = before / width;
        let mut rows = Vec::new();
        let mut above = Vec::new();
        for hash in hashes {
            tile.push(hash);
            if tile.len() == WIDTH {
                above.push(root_of(&tile));
                rows.push(row(level, index, &tile));
                tile.clear();
                index += 1;
            }
        }
        if !tile.is_empty() {
            rows.push(row(level, index, &tile));
        }
        tx.insert_many(
            "tile",
            &["level", "idx", "hashes"],
            &rows,
            "ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes",
        )
        .await?;
        (level, before, hashes) = (level + 1, before / width, above);
    }
    Ok(())
}

fn row(level: i64, index: i64, tile: &[Hash]) -> Vec<Value> {
    vec![level.into(), index.into(), tile.concat().into()]
}

/// The hashes of one tile; none where it is absent.
pub(crate) async fn load(tx: &mut Tx<'_>, level: i64, index: i64) -> Result<Vec<Hash>, StoreError> {
    let rows = tx
        .query(
            "SELECT hashes FROM tile WHERE level = $1 AND idx = $2",
            &[level.into(), index.into()],
        )
        .await?;
    let Some(row) = rows.first() else {
        return Ok(Vec::new());
    };
    let (hashes, rest) = row.bytes(0)?.as_chunks::<HASH>();
    if !rest.is_empty() {
        return Err(StoreError::Damaged(format!(
            "tile {level}/{index} does not hold whole hashes"
        )));
    }
    Ok(hashes.to_vec())
}

/// Reads subtree roots out of tiles, each tile once.
struct Tree<'t, 'c> {
    tx: &'t mut Tx<'c>,
    tiles: HashMap<(i64, i64), Vec<Hash>>,
}

impl Tree<'_, '_> {
    async fn root(&mut self, span: Span) -> Result<Hash, StoreError> {
        let mut parts = Vec::new();
        for (level, index) in span.subtrees() {
            parts.push(self.subtree(level, index).await?);
        }
        Ok(join(&parts))
    }

    async fn subtree(&mut self, level: u32, index: u64) -> Result<Hash, StoreError> {
        let within = level % 8;
        let first = index << within;
        let key = (i64::from(level / 8), (first >> 8) as i64);
        if !self.tiles.contains_key(&key) {
            let tile = load(self.tx, key.0, key.1).await?;
            self.tiles.insert(key, tile);
        }
        let start = (first & 0xff) as usize;
        self.tiles
            .get(&key)
            .and_then(|tile| tile.get(start..start + (1 << within)))
            .map(root_of)
            .ok_or_else(|| StoreError::Damaged(format!("tile {}/{} lacks hashes", key.0, key.1)))
    }
}

fn tree<'t, 'c>(tx: &'t mut Tx<'c>) -> Tree<'t, 'c> {
    Tree {
        tx,
        tiles: HashMap::new(),
    }
}

/// The root over the first `size` leaves.
pub(crate) async fn root(tx: &mut Tx<'_>, size: i64) -> Result<Hash, StoreError> {
    let end = u64::try_from(size).unwrap_or(0);
    tree(tx).root(Span { start: 0, end }).await
}

/// See [`crate::Store::inclusion_proof`].
pub(crate) async fn inclusion_proof(tx: &mut Tx<'_>, seq: i64) -> Result<Option<InclusionProof>, StoreError> {
    let Some(checkpoint) = read::checkpoint(tx).await? else {
        return Ok(None);
    };
    let size = note::Checkpoint::parse(&checkpoint)
        .map_err(|reason| StoreError::Damaged(format!("the latest checkpoint: {reason}")))?
        .size;
    let Some(index) = seq
        .checked_sub(1)
        .and_then(|index| u64::try_from(index).ok())
        .filter(|index| *index < size)
    else {
        return Ok(None);
    };
    let mut tree = tree(tx);
    let leaf = tree.subtree(0, index).await?;
    let mut path = Vec::new();
    for span in inclusion_spans(index, size) {
        path.push(tree.root(span).await?);
    }
    Ok(Some(InclusionProof {
        index,
        size,
        leaf,
        path,
        checkpoint,
    }))
}

/// See [`crate::Store::consistency_proof`].
pub(crate) async fn consistency_proof(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<Vec<Hash>, StoreError> {
    let entries = size(tx).await?;
    if from < 0 || from > to || to > entries {
        return Err(StoreError::Invalid(format!(
            "a consistency proof needs 0 <= from <= to <= {entries}, not {from} and {to}"
        )));
    }
    if from == 0 || from == to {
        return Ok(Vec::new());
    }
    let mut tree = tree(tx);
    let mut path = Vec::new();
    for span in consistency_spans(from.unsigned_abs(), to.unsigned_abs()) {
        path.push(tree.root(span).await?);
    }
    Ok(path)
}
