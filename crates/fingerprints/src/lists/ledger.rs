//! A list as it stands after all updates, in whatever order they arrived.

use std::collections::BTreeMap;

use cordon_vocabulary::Instant;
use serde::{Deserialize, Serialize};

use super::{Record, RecordKey};

/// The source withdrew a record. The tombstone stays, so that a late copy of the record does not bring it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// The record.
    pub key: RecordKey,
    /// When the source withdrew it; `None` means: not said, and then it holds against every copy.
    pub at: Option<Instant>,
    /// Why, where the source says.
    pub reason: Option<String>,
}

/// What an update changed, so that indexes and those who hold copies are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// A record came on the list: index its hashes.
    Added,
    /// A record changed: strike out its hashes and index the new ones.
    Changed,
    /// Nothing new.
    Unchanged,
    /// The update is older than what stands.
    OlderIgnored,
    /// A record left the list: strike out its hashes, and tell everyone who was given them.
    Withdrawn,
    /// A tombstone for a record not held here: kept, and passed on.
    TombstoneKept,
}

/// Records and tombstones of one or more lists.
#[derive(Debug, Clone, Default)]
pub struct ListLedger {
    live: BTreeMap<RecordKey, Record>,
    withdrawn: BTreeMap<RecordKey, Tombstone>,
}

impl ListLedger {
    /// The records that stand.
    pub fn live(&self) -> impl Iterator<Item = &Record> {
        self.live.values()
    }

    /// A record that stands.
    #[must_use]
    pub fn get(&self, key: &RecordKey) -> Option<&Record> {
        self.live.get(key)
    }

    pub(super) fn get_mut(&mut self, key: &RecordKey) -> Option<&mut Record> {
        self.live.get_mut(key)
    }

    /// The tombstones, to hand on.
    pub fn tombstones(&self) -> impl Iterator<Item = &Tombstone> {
        self.withdrawn.values()
    }

    /// Takes a record from its source. The newer statement stands; votes cast here stay.
    pub fn put(&mut self, mut record: Record) -> Effect {
        if let Some(stone) = self.withdrawn.get(&record.key) {
            // Only a copy that is certainly newer than the withdrawal brings the record back.
            match (record.updated, stone.at) {
                (Some(updated), Some(at)) if updated > at => {
                    self.withdrawn.remove(&record.key);
                }
                _ => return Effect::OlderIgnored,
            }
        }
        let Some(standing) = self.live.get(&record.key) else {
            self.live.insert(record.key.clone(), record);
            return Effect::Added;
        };
        if let (Some(new), Some(old)) = (record.updated, standing.updated)
            && new < old
        {
            return Effect::OlderIgnored;
        }
        for vote in &standing.votes {
            if !record.votes.contains(vote) {
                record.votes.push(vote.clone());
            }
        }
        record.votes.sort_by_key(|vote| vote.at);
        if record == *standing {
            return Effect::Unchanged;
        }
        self.live.insert(record.key.clone(), record);
        Effect::Changed
    }

    /// Takes a withdrawal from the source.
    pub fn withdraw(&mut self, stone: Tombstone) -> Effect {
        if let Some(record) = self.live.get(&stone.key) {
            // At the same instant the withdrawal wins: keeping a wrong hash harms more than losing a right one.
            if let (Some(at), Some(updated)) = (stone.at, record.updated)
                && at < updated
            {
                return Effect::OlderIgnored;
            }
            self.live.remove(&stone.key);
            self.withdrawn.insert(stone.key.clone(), stone);
            return Effect::Withdrawn;
        }
        match self.withdrawn.get(&stone.key) {
            Some(kept) if kept.at.is_none() || kept.at >= stone.at => Effect::Unchanged,
            _ => {
                self.withdrawn.insert(stone.key.clone(), stone);
                Effect::TombstoneKept
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::Medium;
    use proptest::prelude::*;

    fn key() -> RecordKey {
        RecordKey {
            list: "l".into(),
            id: "1".into(),
        }
    }

    fn record(at: i64) -> Record {
        let mut record = Record::new(key(), Medium::Picture);
        record.updated = Some(Instant::from_micros(at));
        record
    }

    fn stone(at: i64) -> Tombstone {
        Tombstone {
            key: key(),
            at: Some(Instant::from_micros(at)),
            reason: None,
        }
    }

    #[test]
    fn a_withdrawn_record_does_not_come_back_by_a_late_copy() {
        let mut ledger = ListLedger::default();
        assert_eq!(ledger.put(record(5)), Effect::Added);
        assert_eq!(ledger.put(record(5)), Effect::Unchanged);
        assert_eq!(ledger.withdraw(stone(7)), Effect::Withdrawn);
        assert_eq!(ledger.put(record(6)), Effect::OlderIgnored);
        assert_eq!(ledger.put(record(7)), Effect::OlderIgnored);
        assert_eq!(ledger.live().count(), 0);
        assert_eq!(ledger.tombstones().count(), 1);
        assert_eq!(ledger.put(record(8)), Effect::Added);
        assert_eq!(ledger.withdraw(stone(7)), Effect::OlderIgnored);
        assert!(ledger.get(&key()).is_some());
    }

    #[test]
    fn an_undated_withdrawal_holds_against_every_copy() {
        let mut ledger = ListLedger::default();
        let undated = Tombstone { at: None, ..stone(0) };
        assert_eq!(ledger.withdraw(undated.clone()), Effect::TombstoneKept);
        assert_eq!(ledger.withdraw(undated), Effect::Unchanged);
        assert_eq!(ledger.put(record(99)), Effect::OlderIgnored);
    }

    proptest! {
        /// The same updates in any order end in the same state: tombstones propagate.
        #[test]
        fn order_of_arrival_does_not_matter(times in proptest::collection::vec((any::<bool>(), 0_i64..20), 1..12), seed in any::<u64>()) {
            let run = |updates: &[(bool, i64)]| {
                let mut ledger = ListLedger::default();
                for (is_record, at) in updates {
                    if *is_record { ledger.put(record(*at)); } else { ledger.withdraw(stone(*at)); }
                }
                ledger.get(&key()).and_then(|record| record.updated)
            };
            let mut shuffled = times.clone();
            for place in (1..shuffled.len()).rev() {
                shuffled.swap(place, (seed as usize).wrapping_mul(place + 7) % (place + 1));
            }
            let last_stone = times.iter().filter(|(is_record, _)| !is_record).map(|(_, at)| *at).max();
            let last_record = times.iter().filter(|(is_record, _)| *is_record).map(|(_, at)| *at).max();
            let expected = last_record.filter(|at| last_stone.is_none_or(|stone| *at > stone));
            prop_assert_eq!(run(&times), expected.map(Instant::from_micros));
            prop_assert_eq!(run(&shuffled), expected.map(Instant::from_micros));
        }
    }
}
