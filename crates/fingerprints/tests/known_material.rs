//! Records and withdrawals go in, leads come out.

use cordon_fingerprints::lists::{
    Basis, Effect, GravestAssessment, GravestCriteria, KnownMaterial, MatchRule, Medium, Print, Record, RecordKey, Say,
    Sought, Standing, Tombstone, TrustRule,
};
use cordon_fingerprints::{Algorithm, Fingerprint};
use cordon_vocabulary::{BureauId, Country, Instant};

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
    let leads = known.leads(&sought(flipped, Some(90)), MatchRule::default()).leads;
    leads.into_iter().map(|lead| (lead.record, lead.distance)).collect()
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
    assert_eq!(known.put(record("a", 2, &[(pdq(10), Some(80))])), Ok(Effect::Changed));
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
    known.put(record("flat", 1, &[(pdq(5), Some(49))])).expect("room");
    known.put(record("unstated", 1, &[(pdq(6), None)])).expect("room");
    let leads = known.leads(&sought(0, Some(90)), MatchRule::default());
    assert_eq!((leads.leads.len(), leads.featureless_left_out), (1, 1));
    assert_eq!(leads.leads[0].record, "unstated");
    let equal = known.leads(&sought(5, Some(90)), MatchRule::default());
    assert_eq!(equal.leads[0].record, "flat");
    let flat_query = known.leads(&sought(0, Some(10)), MatchRule::default());
    assert_eq!((flat_query.leads.len(), flat_query.featureless_left_out), (0, 2));
}

#[test]
fn exact_hashes_match_by_equality_only() {
    let mut known = KnownMaterial::new(TrustRule::default());
    let prints: Vec<(Fingerprint, Option<u8>)> = Algorithm::ALL
        .into_iter()
        .filter(|algorithm| !algorithm.has_distance())
        .map(|algorithm| {
            let bytes = vec![7_u8; algorithm.bytes()];
            (Fingerprint::from_bytes(algorithm, &bytes).expect("a hash"), None)
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
    known.put(record("a", 1, &[(pdq(0), Some(100))])).expect("room");
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
        known.vote(&key("a"), &bureau(name), own(), at).expect("a vote");
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
    let lead = &known.leads(&sought(0, Some(100)), MatchRule::default()).leads[0];
    assert!(lead.gravest && matches!(lead.standing, Standing::Trusted { .. }));
    assert!(known.remove_from_gravest(&key("a")) && !known.remove_from_gravest(&key("a")));
}
