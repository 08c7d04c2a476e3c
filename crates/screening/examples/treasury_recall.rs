//! How well the alternative names of a real list find their entity, and how often invented persons raise an alert on it.
//!
//! `cargo run --release -p cordon-screening --example treasury_recall -- DATA [explain]`, where `DATA` holds `ofac_sdn.csv`,
//! `ofac_alt.csv` and `names/<script>.train.tsv`. Prints counts and list numbers only, never a listed person's name.

use std::collections::BTreeMap;
use std::path::Path;

use cordon_screening::crossscript::Script;
use cordon_screening::crossscript::train::read_pairs;
use cordon_screening::entity::{Entity, PartialDate, Schema, treasury};
use cordon_screening::index::{ListIndex, Options, Tombstones};
use cordon_screening::names::{Name, Thresholds, compare};
use cordon_screening::nationality::Nationality;
use cordon_screening::scoring::english;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: treasury_recall DATA")?;
    let folder = Path::new(&folder);
    let read = |name: &str| std::fs::read(folder.join(name));
    let (primary, alternative) = (read("ofac_sdn.csv")?, read("ofac_alt.csv")?);
    let bare = treasury::read(&primary, b"", b"");
    let full = treasury::read(&primary, &alternative, b"");
    aliases(&bare, &full);
    strangers(&full, folder)?;
    Ok(())
}

/// Every alternative name against the primary names alone.
fn aliases(bare: &[Entity], full: &[Entity]) {
    let index = ListIndex::build(bare.iter().map(without_weak).collect());
    let options = Options {
        cutoff: 0.0,
        ..Options::default()
    };
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    let mut missed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut count = 0usize;
    let mut by_nationality: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for (plain, entity) in bare
        .iter()
        .zip(full)
        .filter(|(plain, _)| plain.schema == Schema::Person)
    {
        for alias in entity.names.iter().skip(plain.names.len()) {
            count += 1;
            let mut query = Entity {
                id: "q".to_owned(),
                schema: Schema::Person,
                ..Entity::default()
            };
            query.names.push(alias.clone());
            let hits = index.ask(&query, &options, &Tombstones::default()).hits;
            let place = hits.iter().position(|hit| hit.id == entity.id);
            let likeness = plain
                .names
                .iter()
                .take(1)
                .map(|name| compare(&Name::parse(&name.text), &Name::parse(&alias.text)).score);
            let best = likeness.fold(0.0, f32::max);
            let cause = match place {
                Some(0) => "found first",
                Some(_) => "found among ten",
                None if best >= Thresholds::NAME => "missed though the names match",
                None if best >= 0.4 => "missed, names half alike",
                None => "missed, another name altogether",
            };
            *tally.entry(cause).or_default() += 1;
            let nationality = entity.nationalities.first();
            let nationality = nationality.map_or("none", Nationality::code).to_owned();
            let group = by_nationality.entry(nationality).or_default();
            group[usize::from(place.is_none())] += 1;
            if place.is_none() && best >= Thresholds::NAME {
                missed.entry(cause).or_default().push(&entity.id);
            }
        }
    }
    println!("alternative names of individuals against primary names: {count}");
    for (cause, number) in &tally {
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let share = *number as f64 / count.max(1) as f64;
        println!("  {cause:<34} {number:>5}  {share:.3}");
    }
    let groups: Vec<String> = by_nationality
        .iter()
        .filter(|(_, [found, missed])| found + missed >= 60)
        .map(|(code, [found, missed])| format!("{code} {missed} of {}", found + missed))
        .collect();
    println!(
        "  missed by nationality stated (60 names or more): {}",
        groups.join(", ")
    );
    for (cause, ids) in missed {
        println!("  {cause}: list numbers {}", ids.join(" "));
    }
}

/// What raised a false alert, for the developer at the terminal: list number, score and lines of evidence.
fn explain(index: &ListIndex, query: &Entity) {
    let answer = index.ask(query, &Options::default(), &Tombstones::default());
    for hit in answer.hits.iter().filter(|hit| hit.alert) {
        let lines: Vec<String> = hit.evidence.iter().map(|one| english(one).text).collect();
        eprintln!(
            "{} {:.3} name {:.3}: {}",
            hit.id,
            hit.score,
            hit.name_score,
            lines.join("; ")
        );
    }
}

fn without_weak(entity: &Entity) -> Entity {
    let mut entity = entity.clone();
    entity.names.truncate(1);
    entity
}

/// Invented persons against the whole list: none of them is on it.
fn strangers(full: &[Entity], folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let index = ListIndex::build(full.to_vec());
    let verbose = std::env::args().nth(2).is_some_and(|word| word == "explain");
    let mut by_nationality: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for script in Script::ALL {
        let pairs = read_pairs(&std::fs::read_to_string(
            folder.join("names").join(format!("{}.train.tsv", script.name())),
        )?)?;
        let mut dice = 7u64;
        let mut roll = |limit: usize| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((dice >> 33) % limit.max(1) as u64).unwrap_or(0)
        };
        let (mut with_date, mut name_alone, asked) = (0usize, 0usize, 10_000usize);
        for _ in 0..asked {
            // Frequent names stand for real ones better than rare ones: the larger count of two draws is taken.
            let mut word = || {
                let (a, b) = (roll(pairs.len()), roll(pairs.len()));
                if pairs[a].count >= pairs[b].count {
                    pairs[a].latin.clone()
                } else {
                    pairs[b].latin.clone()
                }
            };
            let text = format!("{} {}", word(), word());
            let mut query = Entity {
                id: "q".to_owned(),
                schema: Schema::Person,
                ..Entity::default()
            };
            query.add_name(&text, false);
            let alert = |query: &Entity| {
                index
                    .ask(query, &Options::default(), &Tombstones::default())
                    .hits
                    .iter()
                    .any(|hit| hit.alert)
            };
            name_alone += usize::from(alert(&query));
            let year = i16::try_from(1935 + roll(70)).unwrap_or(1970);
            query.birth_dates.extend(PartialDate::new(
                year,
                u8::try_from(1 + roll(12)).unwrap_or(1),
                u8::try_from(1 + roll(28)).unwrap_or(1),
            ));
            let nationality = ["FR", "RU", "JO", "KR", "MX", "PK", "CN", "IR"][roll(8)];
            query.nationalities.extend(Nationality::parse(nationality));
            let alerted = alert(&query);
            with_date += usize::from(alerted);
            let group = by_nationality.entry(nationality).or_default();
            *group = [group[0] + usize::from(alerted), group[1] + 1];
            if alerted && verbose {
                explain(&index, &query);
            }
        }
        println!(
            "invented {:<9} {asked} queries: alerts by name alone {name_alone}, with birth date and nationality {with_date}",
            script.name()
        );
    }
    Ok(())
}
