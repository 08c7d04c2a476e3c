//! The index answers exactly what a comparison with every hash answers: same entries, same distances, same order.

use cordon_fingerprints::pdq::{EntryId, Found, Pdq, PdqIndex, match_all, scan_all};

/// A small generator with a known sequence (Steele, Lea, Flood: SplitMix, 2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn uniform(&mut self) -> [u8; 32] {
        let mut bytes = [0_u8; 32];
        for chunk in bytes.chunks_exact_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes());
        }
        bytes
    }

    /// Bits that repeat their left neighbour four times in five, as in real pictures.
    fn correlated(&mut self) -> [u8; 32] {
        let mut bytes = [0_u8; 32];
        let mut bit = self.next() & 1;
        for byte in &mut bytes {
            for place in 0..8 {
                if self.below(5) == 0 {
                    bit = self.next() & 1;
                }
                *byte |= (bit as u8) << place;
            }
        }
        bytes
    }

    fn at_distance(&mut self, from: [u8; 32], distance: u32) -> [u8; 32] {
        let mut bytes = from;
        let mut flipped = 0;
        while flipped < distance {
            let bit = self.below(256) as usize;
            let mask = 1 << (bit % 8);
            if (bytes[bit / 8] ^ from[bit / 8]) & mask == 0 {
                bytes[bit / 8] ^= mask;
                flipped += 1;
            }
        }
        bytes
    }
}

/// Written apart from the engine on purpose: bytes, no words, no tables.
fn brute_force(entries: &[(EntryId, Pdq)], query: &Pdq, distance: u32) -> Vec<Found> {
    let mut found: Vec<Found> = entries
        .iter()
        .map(|(id, hash)| Found {
            distance: hash
                .bytes()
                .iter()
                .zip(query.bytes())
                .map(|(a, b)| (a ^ b).count_ones())
                .sum(),
            id: *id,
        })
        .filter(|found| found.distance <= distance)
        .collect();
    found.sort();
    found
}

struct World {
    entries: Vec<(EntryId, Pdq)>,
    queries: Vec<Pdq>,
}

/// Queries with a neighbour planted at every distance from 0 to 40, and as many without one.
fn world(seed: u64, size: usize, hash: fn(&mut Numbers) -> [u8; 32]) -> World {
    let mut numbers = Numbers(seed);
    let mut entries: Vec<(EntryId, Pdq)> = (0..size)
        .map(|id| (EntryId(id as u32), Pdq::from_bytes(hash(&mut numbers))))
        .collect();
    let mut queries = Vec::new();
    for distance in 0..=40 {
        let query = hash(&mut numbers);
        let place = numbers.below(size as u64) as usize;
        entries[place].1 = Pdq::from_bytes(numbers.at_distance(query, distance));
        queries.push(Pdq::from_bytes(query));
        queries.push(Pdq::from_bytes(hash(&mut numbers)));
    }
    World { entries, queries }
}

#[test]
fn planted_neighbours_are_found_at_every_distance_and_nothing_else() {
    for (seed, size) in [(1, 100), (2, 3_000), (3, 10_000), (4, 100_000)] {
        for hash in [Numbers::uniform, Numbers::correlated] {
            let world = world(seed, size, hash);
            let index = PdqIndex::from_entries(&world.entries, 31);
            for distance in [0, 1, 5, 15, 30, 31, 32, 40, 63] {
                let answers = index.search_many(&world.queries, distance);
                assert_eq!(answers, scan_all(&world.entries, &world.queries, distance));
                for (query, answer) in world.queries.iter().zip(&answers).step_by(7) {
                    assert_eq!(
                        *answer,
                        brute_force(&world.entries, query, distance),
                        "{size} {distance}"
                    );
                    assert_eq!(*answer, index.search(query, distance));
                }
            }
        }
    }
}

#[test]
fn half_of_the_planted_worlds_queries_have_their_neighbour() {
    let world = world(9, 20_000, Numbers::uniform);
    let index = PdqIndex::from_entries(&world.entries, 31);
    let hits = index
        .search_many(&world.queries, 40)
        .iter()
        .filter(|answer| !answer.is_empty())
        .count();
    assert_eq!(hits, 41);
}

#[test]
fn a_list_of_one_featureless_picture_many_times_is_searched_whole() {
    let mut numbers = Numbers(5);
    let flat = Pdq::from_bytes([0; 32]);
    let entries: Vec<(EntryId, Pdq)> = (0..30_000)
        .map(|id| {
            let hash = if id % 3 == 0 { numbers.uniform() } else { [0; 32] };
            (EntryId(id), Pdq::from_bytes(hash))
        })
        .collect();
    let index = PdqIndex::from_entries(&entries, 31);
    let found = index.search(&flat, 31);
    assert_eq!(found.len(), 20_000);
    assert_eq!(found, brute_force(&entries, &flat, 31));
}

#[test]
fn every_distance_up_to_256_is_exact() {
    let world = world(6, 4_000, Numbers::uniform);
    let index = PdqIndex::from_entries(&world.entries, 31);
    for distance in [100, 128, 200, 255, 256, 300, u32::MAX] {
        let query = &world.queries[..3];
        let expected: Vec<Vec<Found>> = query
            .iter()
            .map(|query| brute_force(&world.entries, query, distance))
            .collect();
        assert_eq!(index.search_many(query, distance), expected);
        assert_eq!(match_all(&world.entries, query, distance), expected);
    }
}

#[test]
fn matching_without_a_kept_index_gives_the_same() {
    let world = world(7, 5_000, Numbers::correlated);
    let many: Vec<Pdq> = world.queries.iter().cycle().take(400).copied().collect();
    for distance in [0, 31, 40] {
        assert_eq!(
            match_all(&world.entries, &many, distance),
            scan_all(&world.entries, &many, distance)
        );
    }
}

#[test]
fn inserts_removals_and_merges_in_any_order_equal_a_plain_list() {
    let mut numbers = Numbers(8);
    let mut index = PdqIndex::new();
    let mut plain: Vec<(EntryId, Pdq)> = Vec::new();
    let mut waiting = None;
    let mut merges = 0;
    for id in 0..12_000_u32 {
        let base = if plain.is_empty() || numbers.below(3) == 0 {
            numbers.uniform()
        } else {
            let place = numbers.below(plain.len() as u64) as usize;
            *plain[place].1.bytes()
        };
        let distance = numbers.below(41) as u32;
        let hash = Pdq::from_bytes(numbers.at_distance(base, distance));
        index.insert(EntryId(id), hash).expect("a fresh id");
        plain.push((EntryId(id), hash));
        if numbers.below(10) == 0 {
            let place = numbers.below(plain.len() as u64) as usize;
            let (gone, _) = plain.swap_remove(place);
            index.remove(gone);
        }
        if waiting.is_none() && (index.merge_is_due() || id == 2_500) {
            waiting = Some((id + 700, index.begin_merge()));
        }
        if waiting.as_ref().is_some_and(|(at, _)| *at == id)
            && let Some((_, merge)) = waiting.take()
        {
            index.finish_merge(merge.run()).expect("the only merge");
            merges += 1;
        }
        if id % 500 == 499 {
            let query = Pdq::from_bytes(numbers.at_distance(base, 12));
            assert_eq!(index.search(&query, 31), brute_force(&plain, &query, 31), "after {id}");
        }
    }
    assert!(merges >= 2, "{merges}");
    assert!(index.size().frozen > 0 && index.size().tail > 0);
}

#[test]
fn an_entry_with_several_hashes_is_found_by_each_and_removed_as_one() {
    let mut index = PdqIndex::new();
    let (a, b) = (Pdq::from_bytes([1; 32]), Pdq::from_bytes([0xf0; 32]));
    index.insert(EntryId(3), a).expect("fresh");
    index.insert(EntryId(3), b).expect("fresh");
    assert_eq!(index.search(&a, 0).len() + index.search(&b, 0).len(), 2);
    index.remove(EntryId(3));
    assert!(index.search(&a, 0).is_empty() && index.search(&b, 0).is_empty());
}

#[test]
fn a_removed_id_does_not_come_back_and_a_late_merge_is_refused() {
    let mut index = PdqIndex::new();
    let hash = Pdq::from_bytes([3; 32]);
    index.insert(EntryId(1), hash).expect("fresh");
    index.remove(EntryId(1));
    let refused = index.insert(EntryId(1), hash).expect_err("the id was removed");
    assert_eq!(refused.code(), "id-was-removed");
    let (first, second) = (index.begin_merge(), index.begin_merge());
    index.finish_merge(first.run()).expect("in time");
    let refused = index.finish_merge(second.run()).expect_err("another merge ended");
    assert_eq!(refused.code(), "stale-merge");
}
