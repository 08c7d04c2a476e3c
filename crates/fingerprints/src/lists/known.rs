//! All lists together, searchable: records and withdrawals go in, leads come out.

use std::collections::{BTreeMap, HashMap};

use cordon_vocabulary::{BureauId, Instant};
use serde::Serialize;

use super::{
    Effect, GravestAssessment, GravestCriteria, GravestMembership, GravestRefusal, Lead, ListLedger, Record, RecordKey,
    Say, Standing, Tombstone, TrustRule, Vote, VoteRefusal, admit_to_gravest, cast, lead, standing,
};
use crate::algorithm::{Algorithm, Fingerprint, PHOTO_DNA_BYTES};
use crate::exact::ExactTable;
use crate::pdq::{
    ADVISED_DISTANCE, EntryId, FEATURELESS_QUALITY, Found, IndexRefusal, IndexSize, Merge, Merged, Pdq, PdqIndex,
};

/// Which matches become leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MatchRule {
    /// Most bits in which PDQ hashes may differ.
    pub distance: u32,
    /// A near match (distance above 0) of a hash with a lower stated quality, on either side, is left out and counted.
    pub least_quality: u8,
}

impl Default for MatchRule {
    fn default() -> Self {
        Self {
            distance: ADVISED_DISTANCE,
            least_quality: FEATURELESS_QUALITY + 1,
        }
    }
}

/// A hash that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The hash.
    pub fingerprint: Fingerprint,
    /// Its quality, where the hasher gave one.
    pub quality: Option<u8>,
}

/// What was found for one hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leads {
    /// Nearest first, then by list and record. A record appears once, with its nearest hash.
    pub leads: Vec<Lead>,
    /// Near matches left out because one of the two pictures has too few features.
    pub featureless_left_out: usize,
}

/// The record is not on any list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KnownRefusal {
    /// No such record stands.
    #[error("no such record, or it was withdrawn")]
    NoSuchRecord,
    /// The vote was refused.
    #[error(transparent)]
    Vote(#[from] VoteRefusal),
    /// The admission was refused.
    #[error(transparent)]
    Gravest(#[from] GravestRefusal),
}

impl KnownRefusal {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchRecord => "no-such-record",
            Self::Vote(refusal) => refusal.code(),
            Self::Gravest(refusal) => refusal.code(),
        }
    }
}

/// Records of all lists with the indexes over their hashes.
#[derive(Debug, Default)]
pub struct KnownMaterial {
    ledger: ListLedger,
    rule: TrustRule,
    gravest: BTreeMap<RecordKey, GravestMembership>,
    /// By entry id: the record whose hashes stand under it.
    keys: Vec<RecordKey>,
    entries: HashMap<RecordKey, EntryId>,
    pdq: PdqIndex,
    md5: ExactTable<16>,
    sha1: ExactTable<20>,
    sha256: ExactTable<32>,
    photo_dna: ExactTable<PHOTO_DNA_BYTES>,
}

impl KnownMaterial {
    /// Nothing known yet, under a rule of trust.
    #[must_use]
    pub fn new(rule: TrustRule) -> Self {
        Self {
            rule,
            ..Self::default()
        }
    }

    /// The records and tombstones.
    #[must_use]
    pub const fn ledger(&self) -> &ListLedger {
        &self.ledger
    }

    /// Takes a record from its source.
    ///
    /// # Errors
    /// [`IndexRefusal::Full`] after four thousand million entries.
    pub fn put(&mut self, record: Record) -> Result<Effect, IndexRefusal> {
        let key = record.key.clone();
        let effect = self.ledger.put(record);
        if matches!(effect, Effect::Added | Effect::Changed) {
            self.strike_out(&key);
            self.index(&key)?;
        }
        Ok(effect)
    }

    /// Takes a withdrawal: the record's hashes match no more from here on, and it leaves the gravest list.
    pub fn withdraw(&mut self, stone: Tombstone) -> Effect {
        let key = stone.key.clone();
        let effect = self.ledger.withdraw(stone);
        if effect == Effect::Withdrawn {
            self.strike_out(&key);
            self.gravest.remove(&key);
        }
        effect
    }

    /// Casts a vote on a record; gives the standing it then has.
    ///
    /// # Errors
    /// [`KnownRefusal`].
    pub fn vote(
        &mut self,
        key: &RecordKey,
        bureau: &BureauId,
        say: Say,
        at: Instant,
    ) -> Result<Standing, KnownRefusal> {
        let record = self.ledger.get_mut(key).ok_or(KnownRefusal::NoSuchRecord)?;
        let vote: Vote = cast(&record.votes, bureau, say, at)?;
        record.votes.push(vote);
        Ok(standing(&record.votes, self.rule))
    }

    /// Admits a record to the gravest list: a separate act.
    ///
    /// # Errors
    /// [`KnownRefusal`].
    pub fn admit_to_gravest(
        &mut self,
        key: &RecordKey,
        assessments: &[GravestAssessment],
        criteria: &GravestCriteria,
        at: Instant,
    ) -> Result<&GravestMembership, KnownRefusal> {
        let record = self.ledger.get(key).ok_or(KnownRefusal::NoSuchRecord)?;
        let standing = standing(&record.votes, self.rule);
        let membership = admit_to_gravest(key, &standing, assessments, criteria, at)?;
        Ok(self.gravest.entry(key.clone()).insert_entry(membership).into_mut())
    }

    /// Puts a place on the gravest list back that was admitted before: for an index that is read from a store.
    pub fn restore_gravest(&mut self, membership: GravestMembership) {
        self.gravest.insert(membership.record.clone(), membership);
    }

    /// Takes a record off the gravest list; false when it was not on it.
    pub fn remove_from_gravest(&mut self, key: &RecordKey) -> bool {
        self.gravest.remove(key).is_some()
    }

    /// The leads for one hash.
    #[must_use]
    pub fn leads(&self, sought: &Sought, rule: MatchRule) -> Leads {
        let mut nearest: BTreeMap<&RecordKey, (u32, Lead)> = BTreeMap::new();
        let mut featureless_left_out = 0;
        let mut found = self.find(&sought.fingerprint, rule.distance);
        found.dedup_by_key(|found| (found.id, found.distance));
        for Found { distance, id } in found {
            let Some(record) = self.keys.get(id.0 as usize).and_then(|key| self.ledger.get(key)) else {
                continue;
            };
            let qualities = [sought.quality, quality_at(record, &sought.fingerprint, distance)];
            if distance > 0 && qualities.iter().flatten().any(|quality| *quality < rule.least_quality) {
                featureless_left_out += 1;
                continue;
            }
            if nearest.get(&record.key).is_some_and(|(before, _)| *before <= distance) {
                continue;
            }
            let lead = lead(
                record,
                sought.fingerprint.algorithm(),
                distance,
                sought.quality,
                self.gravest.contains_key(&record.key),
                self.rule,
            );
            nearest.insert(&record.key, (distance, lead));
        }
        let mut leads: Vec<Lead> = nearest.into_values().map(|(_, lead)| lead).collect();
        leads.sort_by_key(|lead| lead.distance);
        Leads {
            leads,
            featureless_left_out,
        }
    }

    /// The leads for one file by all its hashes: a record appears once, with the hash that says most (equality before
    /// likeness, then the nearest).
    #[must_use]
    pub fn leads_of_file(&self, hashes: &[Sought], rule: MatchRule) -> Leads {
        let mut best: BTreeMap<(String, String), Lead> = BTreeMap::new();
        let mut featureless_left_out = 0;
        for sought in hashes {
            let found = self.leads(sought, rule);
            featureless_left_out += found.featureless_left_out;
            for lead in found.leads {
                let key = (lead.list.clone(), lead.record.clone());
                let weight = |lead: &Lead| (lead.algorithm.has_distance(), lead.distance);
                match best.get(&key) {
                    Some(before) if weight(before) <= weight(&lead) => {}
                    _ => {
                        best.insert(key, lead);
                    }
                }
            }
        }
        let mut leads: Vec<Lead> = best.into_values().collect();
        leads.sort_by_key(|lead| lead.distance);
        Leads {
            leads,
            featureless_left_out,
        }
    }

    /// Size of the PDQ index.
    #[must_use]
    pub fn size(&self) -> IndexSize {
        self.pdq.size()
    }

    /// True when a merge of the PDQ index would make searches quicker.
    #[must_use]
    pub fn merge_is_due(&self) -> bool {
        self.pdq.merge_is_due()
    }

    /// Takes what a merge of the PDQ index needs; run it on any thread. The exact tables are merged here, at once.
    pub fn begin_merge(&mut self) -> Merge {
        if self.md5.merge_is_due() {
            self.md5.merge();
        }
        if self.sha1.merge_is_due() {
            self.sha1.merge();
        }
        if self.sha256.merge_is_due() {
            self.sha256.merge();
        }
        if self.photo_dna.merge_is_due() {
            self.photo_dna.merge();
        }
        self.pdq.begin_merge()
    }

    /// Puts a finished merge in place.
    ///
    /// # Errors
    /// [`IndexRefusal::StaleMerge`].
    pub fn finish_merge(&mut self, merged: Merged) -> Result<(), IndexRefusal> {
        self.pdq.finish_merge(merged)
    }

    fn find(&self, fingerprint: &Fingerprint, distance: u32) -> Vec<Found> {
        let bytes = fingerprint.bytes();
        match fingerprint.algorithm() {
            Algorithm::Pdq => bytes
                .try_into()
                .map(|bytes| self.pdq.search(&Pdq::from_bytes(bytes), distance))
                .unwrap_or_default(),
            Algorithm::Md5 => equal(&self.md5, bytes),
            Algorithm::Sha1 => equal(&self.sha1, bytes),
            Algorithm::Sha256 => equal(&self.sha256, bytes),
            Algorithm::PhotoDna => equal(&self.photo_dna, bytes),
        }
    }

    fn index(&mut self, key: &RecordKey) -> Result<(), IndexRefusal> {
        let Some(record) = self.ledger.get(key) else {
            return Ok(());
        };
        let id = EntryId(u32::try_from(self.keys.len()).map_err(|_| IndexRefusal::Full)?);
        self.keys.push(key.clone());
        self.entries.insert(key.clone(), id);
        for print in &record.prints {
            let bytes = print.fingerprint.bytes();
            match print.fingerprint.algorithm() {
                Algorithm::Pdq => {
                    if let Ok(bytes) = bytes.try_into() {
                        self.pdq.insert(id, Pdq::from_bytes(bytes))?;
                    }
                }
                Algorithm::Md5 => enter(&mut self.md5, id, bytes),
                Algorithm::Sha1 => enter(&mut self.sha1, id, bytes),
                Algorithm::Sha256 => enter(&mut self.sha256, id, bytes),
                Algorithm::PhotoDna => enter(&mut self.photo_dna, id, bytes),
            }
        }
        Ok(())
    }

    /// Entry ids are never used again, so a struck-out record cannot come back as another one.
    fn strike_out(&mut self, key: &RecordKey) {
        if let Some(id) = self.entries.remove(key) {
            self.pdq.remove(id);
            self.md5.remove(id);
            self.sha1.remove(id);
            self.sha256.remove(id);
            self.photo_dna.remove(id);
        }
    }
}

fn enter<const N: usize>(table: &mut ExactTable<N>, id: EntryId, bytes: &[u8]) {
    // A fingerprint has exactly its algorithm's number of bytes.
    if let Ok(key) = bytes.try_into() {
        table.insert(id, key);
    }
}

fn equal<const N: usize>(table: &ExactTable<N>, bytes: &[u8]) -> Vec<Found> {
    bytes
        .try_into()
        .map(|key: [u8; N]| {
            let ids = table.find(&key).into_iter();
            ids.map(|id| Found { distance: 0, id }).collect()
        })
        .unwrap_or_default()
}

/// The quality of the record's hash that lies at this distance; the best, where several do.
fn quality_at(record: &Record, sought: &Fingerprint, distance: u32) -> Option<u8> {
    record
        .prints
        .iter()
        .filter(|print| print.fingerprint.algorithm() == sought.algorithm())
        .filter(|print| {
            let pairs = print.fingerprint.bytes().iter().zip(sought.bytes());
            pairs.map(|(a, b)| (a ^ b).count_ones()).sum::<u32>() == distance
        })
        .filter_map(|print| print.quality)
        .max()
}
