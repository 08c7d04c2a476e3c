//! Recall of the retrieval across scripts on the development splits, as a table.
//!
//! `cargo run --release -p cordon-screening --example cross_script_recall -- DATA/names`

use cordon_screening::crossscript::evaluate::evaluate;
use cordon_screening::crossscript::train::read_pairs;
use cordon_screening::crossscript::{Models, Script};
use cordon_screening::lexicon::Lexicon;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: cross_script_recall FOLDER")?;
    println!(
        "| script | pairs | recall | mean bucket | share | keys alone | bucket | with lexicon | bucket | first | ten |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for script in Script::ALL {
        let path = std::path::Path::new(&folder).join(format!("{}.dev.tsv", script.name()));
        let pairs = read_pairs(&std::fs::read_to_string(path)?)?;
        let models = Models::embedded();
        let Some(model) = models.get(script) else {
            continue;
        };
        let report = evaluate(script, model, models.plan(script), &pairs, Lexicon::embedded());
        println!(
            "| {} | {} | {:.3} | {:.1} | {:.3} % | {:.3} | {:.0} | {:.3} | {:.1} | {:.3} | {:.3} |",
            script.name(),
            report.pairs,
            report.recall,
            report.mean_bucket,
            report.bucket_share * 100.0,
            report.recall_keys,
            report.mean_bucket_keys,
            report.recall_with_lexicon,
            report.mean_bucket_with_lexicon,
            report.first,
            report.first_ten,
        );
    }
    Ok(())
}
