//! Compiles the lexicon of name groups and learns the models of all scripts.
//!
//! `cargo run --release -p cordon-screening --example compile_lexicon -- DATA RESOURCES`, where `DATA` holds
//! `person_name_groups.txt` and `names/<script>.train.tsv`. Only training splits are read for learning; the development
//! splits set the distance at which a token found is kept.

use std::collections::HashMap;
use std::path::Path;

use cordon_screening::crossscript::train::{Pair, Settings, read_pairs, train};
use cordon_screening::crossscript::{Latin, Model, Models, Plan, Script, encode_models};
use cordon_screening::lexicon::Lexicon;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(data), Some(resources)) = (arguments.next(), arguments.next()) else {
        return Err("usage: compile_lexicon DATA RESOURCES".into());
    };
    let (data, resources) = (Path::new(&data), Path::new(&resources));
    std::fs::create_dir_all(resources)?;
    let mut counts: HashMap<String, u64> = HashMap::new();
    let mut models = Models::default();
    for script in Script::ALL {
        let read = |kind: &str| -> Result<Vec<Pair>, Box<dyn std::error::Error>> {
            let path = data.join("names").join(format!("{}.{kind}.tsv", script.name()));
            Ok(read_pairs(&std::fs::read_to_string(path)?)?)
        };
        let (training, development) = (read("train")?, read("dev")?);
        for pair in &training {
            *counts.entry(pair.latin.clone()).or_default() += u64::from(pair.count);
        }
        let mut model = train(&training, settings(script));
        model.set_chance(chance(&model, &training));
        let plan = plan(script, &model, &development);
        println!(
            "{:<9} {:>6} units, chance {:?}, {plan:?}",
            script.name(),
            model.len(),
            model.chance()
        );
        models.insert(script, model, plan);
    }
    let encoded = encode_models(&models)?;
    println!("crossscript.bin.zst {} bytes", encoded.len());
    std::fs::write(resources.join("crossscript.bin.zst"), encoded)?;
    let groups = std::fs::read_to_string(data.join("person_name_groups.txt"))?;
    let encoded = Lexicon::compile(&groups, &counts)?;
    println!("lexicon.bin.zst {} bytes", encoded.len());
    std::fs::write(resources.join("lexicon.bin.zst"), encoded)?;
    Ok(())
}

fn settings(script: Script) -> Settings {
    let (longest_for_one, longest_for_two) = match script {
        Script::Chinese => (6, 0),
        Script::Japanese => (6, 3),
        Script::Korean => (5, 0),
        _ => (4, 3),
    };
    let left_out = if script == Script::Korean { 0.08 } else { 0.03 };
    Settings {
        longest_for_one,
        longest_for_two,
        left_out,
        ..Settings::default()
    }
}

/// Distances that one random pair of training tokens in 5,000, 500 and 50 undercuts.
fn chance(model: &Model, pairs: &[Pair]) -> [f32; 3] {
    let mut distances = Vec::new();
    for (at, pair) in pairs.iter().step_by((pairs.len() / 1_000).max(1)).enumerate() {
        let aligner = model.aligner(&pair.other);
        for step in 0..1_000 {
            if let Some(other) = pairs
                .get((at * 7_919 + step * 104_729 + 1) % pairs.len())
                .filter(|other| other.latin != pair.latin)
            {
                distances.push(aligner.distance(Latin::pack(&other.latin)));
            }
        }
    }
    distances.sort_by(f32::total_cmp);
    [5_000, 500, 50].map(|part| distances.get(distances.len() / part).copied().unwrap_or(1.0))
}

/// How far to look: the distance that all but a few of the development pairs keep within.
fn plan(script: Script, model: &Model, pairs: &[Pair]) -> Plan {
    let mut distances: Vec<f32> = pairs
        .iter()
        .map(|pair| model.aligner(&pair.other).distance(Latin::pack(&pair.latin)))
        .collect();
    distances.sort_by(f32::total_cmp);
    let at = |share: usize| distances.get(distances.len() * share / 1_000).copied().unwrap_or(1.0);
    match script {
        Script::Chinese => Plan {
            keys: 64,
            shortened: 8,
            distance: at(945),
        },
        Script::Korean => Plan {
            keys: 512,
            shortened: 64,
            distance: at(955),
        },
        Script::Japanese | Script::Katakana => Plan {
            keys: 64,
            shortened: 8,
            distance: at(940),
        },
        _ => Plan {
            keys: 32,
            shortened: 4,
            distance: at(940),
        },
    }
}
