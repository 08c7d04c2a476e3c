//! `cordon screen match`: queries against lists, one line an answer.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use cordon_screening::entity::{Entity, read_entities, treasury};
use cordon_screening::index::{Answer, Hit, ListIndex, Options, Tombstones};
use cordon_screening::scoring::english;

use super::commands::{MatchArgs, text_of};
use crate::Outcome;

/// Least score of a match that a person reads: far enough below the alert to show what came near. Programs get all.
const PRINTED_FROM: f64 = 0.35;

/// Reads lists and queries, asks, prints.
///
/// # Errors
/// Says which file or line cannot be read.
pub fn run(args: &MatchArgs) -> anyhow::Result<Outcome> {
    anyhow::ensure!(
        !args.list.is_empty() || args.list_ofac.is_some(),
        "give a list with --list or --list-ofac"
    );
    anyhow::ensure!((0.0..=1.0).contains(&args.threshold), "--threshold is between 0 and 1");
    let mut entities = Vec::new();
    for path in &args.list {
        entities.extend(read_ftm(path)?);
    }
    if let Some(folder) = &args.list_ofac {
        entities.extend(read_treasury(folder)?);
    }
    let queries = read_ftm(&args.queries)?;
    let started = Instant::now();
    let index = ListIndex::build(entities);
    eprintln!(
        "cordon: {} entities indexed in {:.2} s",
        index.len(),
        started.elapsed().as_secs_f64()
    );
    let options = Options {
        limit: args.limit,
        threshold: args.threshold,
        cutoff: if args.json { 0.0 } else { PRINTED_FROM },
        ..Options::default()
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for query in &queries {
        let started = Instant::now();
        let answer = index.ask(query, &options, &Tombstones::default());
        let seconds = started.elapsed().as_secs_f64();
        if args.json {
            writeln!(out, "{}", as_json(query, seconds, &answer))?;
        } else {
            print_human(&mut out, query, &answer)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Entities of a file of `FollowTheMoney` lines.
///
/// # Errors
/// Names the file, and the first line that is no entity; a file without any is refused, since it may have been cut short.
pub(super) fn read_ftm(path: &Path) -> anyhow::Result<Vec<Entity>> {
    let entities = read_entities(&text_of(path)?).with_context(|| path.display().to_string())?;
    anyhow::ensure!(!entities.is_empty(), "{}: no entity in it", path.display());
    Ok(entities)
}

/// Entities of the three files of the US Treasury in a folder.
///
/// # Errors
/// Names the folder and file, and the first row that is not of their form.
pub(super) fn read_treasury(folder: &Path) -> anyhow::Result<Vec<Entity>> {
    let read = |name: &str| -> anyhow::Result<Vec<u8>> {
        let plain = folder.join(name);
        let path = if plain.exists() {
            plain.clone()
        } else {
            folder.join(format!("ofac_{name}"))
        };
        std::fs::read(&path).with_context(|| format!("cannot read {}", plain.display()))
    };
    let (primary, alternatives) = (read("sdn.csv")?, read("alt.csv")?);
    let addresses = read("add.csv").unwrap_or_default();
    treasury::read_whole(&primary, &alternatives, &addresses).with_context(|| folder.display().to_string())
}

fn as_json(query: &Entity, seconds: f64, answer: &Answer) -> serde_json::Value {
    let matches: Vec<serde_json::Value> = answer.hits.iter().map(hit_as_json).collect();
    serde_json::json!({ "id": query.id, "seconds": seconds, "matches": matches })
}

fn hit_as_json(hit: &Hit) -> serde_json::Value {
    let explanation: Vec<String> = hit.evidence.iter().map(|evidence| english(evidence).text).collect();
    serde_json::json!({
        "id": hit.id,
        "score": hit.score,
        "alert": hit.alert,
        "explanation": explanation,
        "name": hit.name,
        "evidence": hit.evidence,
    })
}

fn print_human(out: &mut impl Write, query: &Entity, answer: &Answer) -> std::io::Result<()> {
    if !answer.hits.iter().any(|hit| hit.alert) {
        writeln!(out, "{}: no alert", query.id)?;
    }
    for hit in &answer.hits {
        let mark = if hit.alert { "ALERT" } else { "below" };
        writeln!(out, "{}: {mark} {:.2} {} ({})", query.id, hit.score, hit.id, hit.name)?;
        for evidence in &hit.evidence {
            writeln!(out, "    {}", english(evidence).text)?;
        }
    }
    Ok(())
}
