//! `cordon screen`: names and documents against lists.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use cordon_screening::crossscript::evaluate::evaluate;
use cordon_screening::crossscript::train::read_pairs;
use cordon_screening::crossscript::{Models, Script};
use cordon_screening::lexicon::Lexicon;
use cordon_screening::names::{Name, Thresholds, compare};

use crate::Outcome;

/// Verbs of `cordon screen`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Compare the two names of each line.
    Compare(CompareArgs),
    /// Screen queries against lists.
    Match(MatchArgs),
    /// Measure the retrieval across scripts on a file of pairs.
    Key(KeyArgs),
}

/// Arguments of `cordon screen compare`.
#[derive(Debug, clap::Args)]
pub struct CompareArgs {
    /// CSV file with a header.
    #[arg(long)]
    pairs: PathBuf,
    /// Column of the first name.
    #[arg(long, default_value = "name1")]
    name1: String,
    /// Column of the second name.
    #[arg(long, default_value = "name2")]
    name2: String,
    /// Least score of a match.
    #[arg(long, default_value_t = Thresholds::NAME)]
    threshold: f32,
    /// Print one JSON line a pair.
    #[arg(long)]
    json: bool,
}

/// Arguments of `cordon screen match`.
#[derive(Debug, clap::Args)]
pub struct MatchArgs {
    /// List of `FollowTheMoney` entities, one JSON object a line; may be given several times.
    #[arg(long, num_args = 1..)]
    pub list: Vec<PathBuf>,
    /// Folder with the US Treasury's `sdn.csv`, `alt.csv` and `add.csv`.
    #[arg(long)]
    pub list_ofac: Option<PathBuf>,
    /// Queries as `FollowTheMoney` entities, one JSON object a line.
    #[arg(long)]
    pub queries: PathBuf,
    /// Most matches a query.
    #[arg(long, default_value_t = 10)]
    pub limit: usize,
    /// Least score of an alert.
    #[arg(long, default_value_t = cordon_screening::scoring::ALERT)]
    pub threshold: f64,
    /// Print one JSON line a query.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `cordon screen key`.
#[derive(Debug, clap::Args)]
pub struct KeyArgs {
    /// arabic, chinese, hebrew, japanese, katakana, korean or russian.
    #[arg(long)]
    script: String,
    /// Latin token, tab, token of the script, tab, count.
    #[arg(long)]
    pairs: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs one verb.
///
/// # Errors
/// Says what went wrong and where.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Compare(args) => compare_pairs(&args),
        Command::Match(args) => super::match_command::run(&args),
        Command::Key(args) => measure_key(&args),
    }
}

/// Longest line of a file that is taken; no entity and no pair is longer.
const LONGEST_LINE: usize = 4 * 1024 * 1024;

/// A file of lines of text.
///
/// # Errors
/// Names the first line that is no text, or longer than any entity.
pub(super) fn text_of(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        anyhow::anyhow!("{}: line {line}: not text in UTF-8", path.display())
    })?;
    if let Some(at) = text.lines().position(|line| line.len() > LONGEST_LINE) {
        anyhow::bail!("{}: line {}: longer than {LONGEST_LINE} bytes", path.display(), at + 1);
    }
    Ok(text)
}

fn compare_pairs(args: &CompareArgs) -> anyhow::Result<Outcome> {
    let text = text_of(&args.pairs)?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader
        .headers()
        .with_context(|| args.pairs.display().to_string())?
        .clone();
    anyhow::ensure!(!text.trim().is_empty(), "{}: the file is empty", args.pairs.display());
    let column = |name: &str| {
        headers
            .iter()
            .position(|header| header.trim() == name)
            .with_context(|| {
                format!(
                    "no column {name:?} in {}: there are {:?}",
                    args.pairs.display(),
                    headers.iter().collect::<Vec<_>>()
                )
            })
    };
    let (first, second) = (column(&args.name1)?, column(&args.name2)?);
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.with_context(|| args.pairs.display().to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        let (found, needed) = (record.len(), first.max(second) + 1);
        anyhow::ensure!(
            found >= needed,
            "{}: line {line}: {found} columns, at least {needed} are needed",
            args.pairs.display()
        );
        records.push((line, record));
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (line, record) in records {
        let name = |at: usize| Name::parse(record.get(at).unwrap_or_default());
        let score = f64::from(compare(&name(first), &name(second)).score);
        let score = (score * 1e4).round() / 1e4;
        let matched = score >= f64::from(args.threshold) - 1e-9;
        if args.json {
            let answer = serde_json::json!({ "line": line, "score": score, "match": matched });
            writeln!(out, "{answer}")?;
        } else {
            let says = if matched { "match" } else { "no match" };
            writeln!(out, "line {line}: {score:.4} {says}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn measure_key(args: &KeyArgs) -> anyhow::Result<Outcome> {
    let Some(script) = Script::parse(&args.script) else {
        let known: Vec<&str> = Script::ALL.iter().map(|script| script.name()).collect();
        anyhow::bail!("unknown script {:?}: give one of {}", args.script, known.join(", "));
    };
    let pairs = read_pairs(&text_of(&args.pairs)?).with_context(|| args.pairs.display().to_string())?;
    let models = Models::embedded();
    let model = models
        .get(script)
        .context("the resource of learned models cannot be read")?;
    let report = evaluate(script, model, models.plan(script), &pairs, Lexicon::embedded());
    if args.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        println!(
            "{}: {} pairs, recall {:.4} with {:.1} of {} Latin tokens a query ({:.4} with the lexicon)",
            script.name(),
            report.pairs,
            report.recall,
            report.mean_bucket,
            report.latin_tokens,
            report.recall_with_lexicon
        );
    }
    Ok(Outcome::Done)
}
