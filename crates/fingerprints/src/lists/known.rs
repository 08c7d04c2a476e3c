//! All lists together, searchable: records and withdrawals go in, leads come out.

use std::collections::{BTreeMap, HashMap};

use cordon_vocabulary::{BureauId, Instant};
use serde::Serialize;

use super::{
    Effect, GravestAssessment, GravestCriteria, GravestMembership, GravestRefusal, Lead,
    ListLedger, Record, RecordKey, Say, Standing, Tombstone, TrustRule, Vote, VoteRefusal,
    admit_to_gravest, cast, lead, standing,
};
use crate::algorithm::{Algorithm, Fingerprint, PHOTO_DNA_BYTES};
use crate::exact::ExactTable;
use crate::pdq::{
    ADVISED_DISTANCE, EntryId, FEATURELESS_QUALITY, Found, IndexRefusal, IndexSize, Merge, Merged,
    Pdq, PdqIndex,
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
        Ok(self
            .gravest
            .entry(key.clone())
            .insert_entry(membership)
            .into_mut())
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
            let Some(record) = self
                .keys
                .get(id.0 as usize)
                .and_then(|key| self.ledger.get(key))
            else {
                continue;
            };
            let qualities = [
                sought.quality,
                quality_at(record, &sought.fingerprint, distance),
            ];
            if distance > 0
                && qualities
                    .iter()
                    .flatten()
                    .any(|quality| *quality < rule.least_quality)
            {
                featureless_left_out += 1;
                continue;
            }
            if nearest
                .get(&record.key)
                .is_some_and(|(before, _)| *before <= distance)
            {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::{Basis, Medium, Print};
    use cordon_vocabulary::Country;

    fn key(id: &str) -> RecordKey {
        RecordKey {
            list: "national".into(),
            id: id.into(),
        }
    }

    fn pdq(flipped: usize) -> Fingerprint {
        let mut bytes = [0x5a_u8; 32];
        for bit in 0..flipped {
            bytes[bit % 32] ^= 1 << (bit / 32);
        }
        Fingerprint::from_bytes(Algorithm::Pdq, &bytes).expect("a hash")
    }

    fn record(id: &str, at: i64, prints: &[(Fingerprint, Option<u8>)]) -> Record {
        let mut record = Record::new(key(id), Medium::Picture);
        record.updated = Some(Instant::from_micros(at));
        record.prints = prints
            .iter()
            .map(|(fingerprint, quality)| Print {
                fingerprint: fingerprint.clone(),
                quality: *quality,
            })
            .collect();
        record
    }

    fn sought(flipped: usize, quality: Option<u8>) -> Sought {
        Sought {
            fingerprint: pdq(flipped),
            quality,
        }
    }

    fn found(known: &KnownMaterial, flipped: usize) -> Vec<(String, u32)> {
        let leads = known
            .leads(&sought(flipped, Some(90)), MatchRule::default())
            .leads;
        leads
            .into_iter()
            .map(|lead| (lead.record, lead.distance))
            .collect()
    }

    #[test]
    fn a_record_is_one_lead_with_its_nearest_hash_and_leaves_when_withdrawn() {
        let mut known = KnownMaterial::new(TrustRule::default());
        let near = record("a", 1, &[(pdq(20), Some(80)), (pdq(4), Some(80))]);
        assert_eq!(known.put(near), Ok(Effect::Added));
        known
            .put(record("b", 1, &[(pdq(31), Some(80)), (pdq(40), Some(80))]))
            .expect("room");
        assert_eq!(found(&known, 0), vec![("a".into(), 4), ("b".into(), 31)]);
        assert_eq!(
            known.put(record("a", 2, &[(pdq(10), Some(80))])),
            Ok(Effect::Changed)
        );
        assert_eq!(found(&known, 0), vec![("a".into(), 10), ("b".into(), 31)]);
        let stone = Tombstone {
            key: key("a"),
            at: Some(Instant::from_micros(3)),
            reason: None,
        };
        assert_eq!(known.withdraw(stone), Effect::Withdrawn);
        assert_eq!(found(&known, 0), vec![("b".into(), 31)]);
        let merge = known.begin_merge();
        known.finish_merge(merge.run()).expect("the only merge");
        assert_eq!(found(&known, 0), vec![("b".into(), 31)]);
    }

    #[test]
    fn near_matches_of_featureless_pictures_are_left_out_and_counted() {
        let mut known = KnownMaterial::new(TrustRule::default());
        known
            .put(record("flat", 1, &[(pdq(5), Some(49))]))
            .expect("room");
        known
            .put(record("unstated", 1, &[(pdq(6), None)]))
            .expect("room");
        let leads = known.leads(&sought(0, Some(90)), MatchRule::default());
        assert_eq!((leads.leads.len(), leads.featureless_left_out), (1, 1));
        assert_eq!(leads.leads[0].record, "unstated");
        let equal = known.leads(&sought(5, Some(90)), MatchRule::default());
        assert_eq!(equal.leads[0].record, "flat");
        let flat_query = known.leads(&sought(0, Some(10)), MatchRule::default());
        assert_eq!(
            (flat_query.leads.len(), flat_query.featureless_left_out),
            (0, 2)
        );
    }

    #[test]
    fn exact_hashes_match_by_equality_only() {
        let mut known = KnownMaterial::new(TrustRule::default());
        let prints: Vec<(Fingerprint, Option<u8>)> = Algorithm::ALL
            .into_iter()
            .filter(|algorithm| !algorithm.has_distance())
            .map(|algorithm| {
                let bytes = vec![7_u8; algorithm.bytes()];
                (
                    Fingerprint::from_bytes(algorithm, &bytes).expect("a hash"),
                    None,
                )
            })
            .collect();
        known.put(record("a", 1, &prints)).expect("room");
        for (fingerprint, _) in prints {
            let mut other = fingerprint.bytes().to_vec();
            other[0] ^= 1;
            let other = Fingerprint::from_bytes(fingerprint.algorithm(), &other).expect("a hash");
            let count = |fingerprint| {
                let sought = Sought {
                    fingerprint,
                    quality: None,
                };
                known.leads(&sought, MatchRule::default()).leads.len()
            };
            assert_eq!((count(fingerprint), count(other)), (1, 0));
        }
    }

    #[test]
    fn votes_and_the_gravest_list_show_in_leads() {
        let mut known = KnownMaterial::new(TrustRule::default());
        known
            .put(record("a", 1, &[(pdq(0), Some(100))]))
            .expect("room");
        let bureau = |name: &str| BureauId::parse(name).expect("a bureau");
        let own = || Say::Confirms {
            basis: Basis::OwnAssessment,
        };
        let at = Instant::from_micros(5);
        assert_eq!(
            known
                .vote(&key("z"), &bureau("QM"), own(), at)
                .expect_err("absent")
                .code(),
            "no-such-record"
        );
        for name in ["QM", "QN", "QO"] {
            known
                .vote(&key("a"), &bureau(name), own(), at)
                .expect("a vote");
        }
        assert_eq!(
            known
                .vote(&key("a"), &bureau("QM"), own(), at)
                .expect_err("again")
                .code(),
            "same-vote-again"
        );
        let criteria = GravestCriteria::published();
        let refused = known
            .admit_to_gravest(&key("a"), &[], &criteria, at)
            .expect_err("nobody assessed");
        assert_eq!(refused.code(), "gravest-too-few-countries");
        let assessments: Vec<GravestAssessment> = ["QM", "QN"]
            .iter()
            .map(|name| GravestAssessment {
                bureau: bureau(name),
                country: Country::parse(name).expect("a country"),
                real_child: true,
                apparent_age: 7,
                severe: true,
            })
            .collect();
        known
            .admit_to_gravest(&key("a"), &assessments, &criteria, at)
            .expect("admitted");
        let lead = &known
            .leads(&sought(0, Some(100)), MatchRule::default())
            .leads[0];
        assert!(lead.gravest && matches!(lead.standing, Standing::Trusted { .. }));
        assert!(known.remove_from_gravest(&key("a")) && !known.remove_from_gravest(&key("a")));
    }
}
