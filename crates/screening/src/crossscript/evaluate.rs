//! Recall of the retrieval across scripts on labelled pairs.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use serde::Serialize;

use super::keys::{Plan, key_deletions, latin_key, shortened, whole};
use super::train::Pair;
use super::{Latin, Model, Script};
use crate::lexicon::Lexicon;

/// What was found on a pair file. Buckets count different Latin tokens of the file that a query returns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Script of the pairs.
    pub script: Script,
    /// Pairs read.
    pub pairs: usize,
    /// Different Latin tokens in the file.
    pub latin_tokens: usize,
    /// Share of pairs whose Latin token is found by key, neighbourhood and distance.
    pub recall: f64,
    /// Mean number of Latin tokens found.
    pub mean_bucket: f64,
    /// `mean_bucket` as a share of the Latin tokens.
    pub bucket_share: f64,
    /// Share found by key and neighbourhood alone, before distances are taken.
    pub recall_keys: f64,
    /// Mean number found by key and neighbourhood alone.
    pub mean_bucket_keys: f64,
    /// Share found with the lexicon of name groups as a second way in.
    pub recall_with_lexicon: f64,
    /// Mean number found with the lexicon.
    pub mean_bucket_with_lexicon: f64,
    /// Share of pairs whose Latin token is the nearest one, or among the ten nearest.
    pub first: f64,
    /// Share of pairs whose Latin token is among the ten nearest.
    pub first_ten: f64,
    /// Largest distance kept.
    pub distance: f32,
    /// Keys looked up at most, and how many of them with their neighbourhood.
    pub keys: [usize; 2],
}

struct Found {
    kept: bool,
    kept_size: usize,
    keyed: bool,
    keyed_size: usize,
    lexicon: bool,
    lexicon_size: usize,
    rank: Option<usize>,
}

/// Looks every token of the script up among all Latin tokens of the file.
#[must_use]
pub fn evaluate(script: Script, model: &Model, plan: Plan, pairs: &[Pair], lexicon: &Lexicon) -> Report {
    let mut tokens: Vec<&str> = pairs.iter().map(|pair| pair.latin.as_str()).collect();
    tokens.sort_unstable();
    tokens.dedup();
    let packed: Vec<Latin> = tokens.iter().map(|token| Latin::pack(token)).collect();
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut groups: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let key = latin_key(token);
        places.entry(whole(key)).or_default().push(at);
        for deleted in key_deletions(key) {
            places.entry(shortened(deleted)).or_default().push(at);
        }
        for group in lexicon.groups(token) {
            groups.entry(group).or_default().push(at);
        }
    }
    let found: Vec<Found> = pairs
        .par_iter()
        .map(|pair| {
            let wanted = tokens.binary_search(&pair.latin.as_str()).unwrap_or(usize::MAX);
            let aligner = model.aligner(&pair.other);
            let keyed: HashSet<usize> = model
                .places(&pair.other, plan)
                .iter()
                .filter_map(|place| places.get(place))
                .flatten()
                .copied()
                .collect();
            let mut kept: Vec<(f32, usize)> = keyed
                .iter()
                .filter_map(|at| Some((aligner.distance(*packed.get(*at)?), *at)))
                .filter(|(distance, _)| *distance <= plan.distance)
                .collect();
            kept.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let rank = kept.iter().position(|(_, at)| *at == wanted);
            let spelled: String = pair.other.iter().collect();
            let mut all: HashSet<usize> = kept.iter().map(|(_, at)| *at).collect();
            all.extend(
                lexicon
                    .groups(&spelled)
                    .into_iter()
                    .filter_map(|group| groups.get(&group))
                    .flatten()
                    .copied(),
            );
            Found {
                kept: rank.is_some(),
                kept_size: kept.len(),
                keyed: keyed.contains(&wanted),
                keyed_size: keyed.len(),
                lexicon: all.contains(&wanted),
                lexicon_size: all.len(),
                rank,
            }
        })
        .collect();
    summed(script, plan, tokens.len(), &found)
}

#[expect(clippy::cast_precision_loss, reason = "counts of lines")]
fn summed(script: Script, plan: Plan, latin_tokens: usize, found: &[Found]) -> Report {
    let pairs = found.len();
    let share = |test: &dyn Fn(&Found) -> bool| {
        rounded(found.iter().filter(|one| test(one)).count() as f64 / pairs.max(1) as f64)
    };
    let mean =
        |size: &dyn Fn(&Found) -> usize| rounded(found.iter().map(size).sum::<usize>() as f64 / pairs.max(1) as f64);
    let mean_bucket = mean(&|one| one.kept_size);
    Report {
        script,
        pairs,
        latin_tokens,
        recall: share(&|one| one.kept),
        mean_bucket,
        bucket_share: (mean_bucket / latin_tokens.max(1) as f64 * 1e6).round() / 1e6,
        recall_keys: share(&|one| one.keyed),
        mean_bucket_keys: mean(&|one| one.keyed_size),
        recall_with_lexicon: share(&|one| one.lexicon),
        mean_bucket_with_lexicon: mean(&|one| one.lexicon_size),
        first: share(&|one| one.rank == Some(0)),
        first_ten: share(&|one| one.rank.is_some_and(|rank| rank < 10)),
        distance: plan.distance,
        keys: [plan.keys, plan.shortened],
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
