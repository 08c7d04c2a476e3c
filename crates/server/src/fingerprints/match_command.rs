//! `cordon fingerprint match`: lists and queries as files, one JSON line a query.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use cordon_fingerprints::Algorithm;
use cordon_fingerprints::algorithm::PHOTO_DNA_BYTES;
use cordon_fingerprints::exact::ExactTable;
use cordon_fingerprints::hash_list::{HashList, LONGEST_LINE};
use cordon_fingerprints::pdq::{ADVISED_DISTANCE, EntryId, Found, Matcher, PDQ_BITS, Pdq};
use serde::Serialize;

use crate::Outcome;

const FIRST_BATCH: usize = 8;
const LARGEST_BATCH: usize = 512;
const MATCHES_A_BATCH: usize = 4_000_000;

/// Arguments of `fingerprint match`.
#[derive(Debug, clap::Args)]
pub struct MatchArgs {
    /// Lists to search: one `hex[,quality][,id]` a line.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    list: Vec<PathBuf>,
    /// Hashes to look for, in the same form.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Most bits that may differ (PDQ only).
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=i64::from(PDQ_BITS)))]
    distance: Option<u32>,
    /// Algorithm of the hashes in all files: pdq, md5, sha1, sha256 or photodna.
    #[arg(long, default_value = "pdq")]
    algorithm: Algorithm,
    /// Leave out list entries whose stated quality is lower (49 and less: too few features to compare).
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    min_quality: u8,
    /// One JSON object a query: `{"id":…,"matches":[{"id":…,"distance":…}]}`.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a str,
    matches: Vec<Match<'a>>,
}

#[derive(Debug, Serialize)]
struct Match<'a> {
    id: Cow<'a, str>,
    distance: u32,
}

pub(super) fn run(args: &MatchArgs) -> anyhow::Result<Outcome> {
    if !args.algorithm.has_distance() && args.distance.is_some_and(|distance| distance > 0) {
        bail!(
            "{} hashes are compared by equality only: leave --distance out",
            args.algorithm
        );
    }
    let mut list = HashList::new(args.algorithm);
    for path in &args.list {
        read_into(&mut list, path)?;
    }
    let mut queries = HashList::new(args.algorithm);
    read_into(&mut queries, &args.queries)?;
    let lookup = lookup(&list, &queries, args);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut place = 0;
    let mut batch = FIRST_BATCH;
    while place < queries.len() {
        let end = (place + batch).min(queries.len());
        let found = lookup(place..end);
        let matches: usize = found.iter().map(Vec::len).sum();
        for (query, found) in (place..end).zip(found) {
            print(
                &mut out,
                &list,
                &queries.id(query).unwrap_or_default(),
                found,
                args.json,
            )?;
        }
        batch = next_batch(batch, matches / (end - place).max(1));
        place = end;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn read_into(list: &mut HashList, path: &Path) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| format!("{}: cannot be opened", path.display()))?;
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let mut line = Vec::with_capacity(256);
    let mut number = 0_u64;
    loop {
        line.clear();
        number += 1;
        // One byte beyond the limit is enough to know that a line is too long.
        let read = (&mut reader)
            .take(LONGEST_LINE as u64 + 1)
            .read_until(b'\n', &mut line)
            .with_context(|| format!("{}: line {number} cannot be read", path.display()))?;
        if read == 0 {
            return Ok(());
        }
        let text = match (number, line.strip_prefix(b"\xef\xbb\xbf")) {
            (1, Some(after_mark)) => after_mark,
            _ => &line,
        };
        list.push_line(text)
            .map_err(|fault| anyhow::anyhow!("{}: line {number}: {fault} [{}]", path.display(), fault.code()))?;
        if u32::try_from(list.len()).is_err() {
            bail!("{}: line {number}: more than 4,294,967,295 hashes", path.display());
        }
    }
}

/// Queries are answered in batches, small ones where each query has many matches, so that memory stays within bounds
/// however large the whole answer is.
fn next_batch(batch: usize, matches_a_query: usize) -> usize {
    (MATCHES_A_BATCH / (matches_a_query + 1)).clamp(1, (batch * 4).min(LARGEST_BATCH))
}

/// Answers the queries at some places.
type Lookup<'a> = Box<dyn Fn(Range<usize>) -> Vec<Vec<Found>> + 'a>;

fn lookup<'a>(list: &HashList, queries: &'a HashList, args: &MatchArgs) -> Lookup<'a> {
    let kept = (0..list.len()).filter(|place| list.quality(*place).is_none_or(|quality| quality >= args.min_quality));
    match args.algorithm {
        Algorithm::Pdq => {
            let entries: Vec<(EntryId, Pdq)> = kept
                .filter_map(|place| Some((entry(place)?, pdq_at(list, place)?)))
                .collect();
            let distance = args.distance.unwrap_or(ADVISED_DISTANCE);
            let matcher = Matcher::new(&entries, queries.len(), distance);
            Box::new(move |places| {
                let wanted: Vec<Pdq> = places.filter_map(|place| pdq_at(queries, place)).collect();
                matcher.answers(&wanted)
            })
        }
        Algorithm::Md5 => exact::<16>(list, queries, kept),
        Algorithm::Sha1 => exact::<20>(list, queries, kept),
        Algorithm::Sha256 => exact::<32>(list, queries, kept),
        Algorithm::PhotoDna => exact::<PHOTO_DNA_BYTES>(list, queries, kept),
    }
}

fn entry(place: usize) -> Option<EntryId> {
    u32::try_from(place).ok().map(EntryId)
}

fn pdq_at(list: &HashList, place: usize) -> Option<Pdq> {
    let bytes = list.hash(place)?.try_into().ok()?;
    Some(Pdq::from_bytes(bytes))
}

fn exact<'a, const N: usize>(list: &HashList, queries: &'a HashList, kept: impl Iterator<Item = usize>) -> Lookup<'a> {
    let table: ExactTable<N> = ExactTable::from_entries(
        kept.filter_map(|place| Some((list.hash(place)?.try_into().ok()?, entry(place)?)))
            .collect(),
    );
    Box::new(move |places| {
        places
            .filter_map(|place| queries.hash(place)?.try_into().ok())
            .map(|key| {
                let equal = table.find(&key).into_iter();
                equal.map(|id| Found { distance: 0, id }).collect()
            })
            .collect()
    })
}

fn print(out: &mut impl Write, list: &HashList, id: &str, found: Vec<Found>, json: bool) -> anyhow::Result<()> {
    let mut matches: Vec<Match<'_>> = found
        .into_iter()
        .map(|found| Match {
            id: list.id(found.id.0 as usize).unwrap_or_default(),
            distance: found.distance,
        })
        .collect();
    matches.sort_by(|a, b| (a.distance, &a.id).cmp(&(b.distance, &b.id)));
    if json {
        serde_json::to_writer(&mut *out, &Answer { id, matches })?;
        out.write_all(b"\n")?;
    } else if matches.is_empty() {
        writeln!(out, "{id}: no match")?;
    } else {
        for found in &matches {
            writeln!(out, "{id}: {} at distance {}", found.id, found.distance)?;
        }
    }
    Ok(())
}
