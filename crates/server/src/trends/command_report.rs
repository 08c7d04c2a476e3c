//! `cordon trends report`: the yearly report in four languages and two editions, with its tables and its trail.

use std::path::{Path, PathBuf};

use anyhow::Context;
use cordon_trends::report::{
    Edition, InputFiles, LANGUAGES, Refusal, Report, build, counts_csv, exercise_files, models_csv,
    read_inputs, render, sdmx_csv, shares_csv, trail_csv,
};
use serde_json::json;

use super::printing::{answer, read, refusal};
use crate::Outcome;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// Year of the report.
    #[arg(long)]
    year: i32,
    /// Folder to write into; made if it is not there.
    #[arg(long)]
    out: PathBuf,
    /// Folder with about.csv, respondents.csv, answers.csv and, if there, counts.csv, lists.csv, occurrences.csv and
    /// interception.csv; without it the exercise world is reported.
    #[arg(long)]
    inputs: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs `report`.
pub(super) fn run(args: &ReportArgs) -> anyhow::Result<Outcome> {
    let files = match &args.inputs {
        Some(folder) => from_folder(folder)?,
        None => exercise_files(),
    };
    match made(args.year, &files) {
        Ok((report, pages)) => {
            let written = write(&args.out, pages)?;
            let text: String = written
                .iter()
                .map(|name| format!("{}\n", args.out.join(name).display()))
                .collect();
            let value = json!({
                "year": report.year,
                "exercise": report.exercise,
                "asked": report.response.0,
                "answered": report.response.1,
                "findings": report.findings.iter().map(|finding| json!({
                    "sentence": finding.sentence, "certainty": finding.certainty.id(),
                    "probability": finding.probability, "figure": finding.figure, "public": finding.public,
                })).collect::<Vec<_>>(),
                "out": args.out.display().to_string(),
                "files": written,
            });
            answer(args.json, &value, &text)
        }
        Err(refused) => refusal(args.json, refused.code(), &refused.to_string()),
    }
}

/// Files of the report by name.
type Pages = Vec<(String, String)>;

fn made(year: i32, files: &InputFiles) -> Result<(Report, Pages), Refusal> {
    let report = build(read_inputs(year, files)?, &|_| {})?;
    let mut pages = Vec::new();
    for edition in [Edition::Public, Edition::Full] {
        for language in LANGUAGES {
            let name = format!("{}.{}.html", edition.word(), language.code());
            pages.push((name, render(&report, language, edition)?));
        }
    }
    pages.push(("shares.csv".into(), shares_csv(&report)));
    pages.push(("counts.csv".into(), counts_csv(&report)));
    pages.push(("models.csv".into(), models_csv(&report)));
    pages.push(("trail.csv".into(), trail_csv(&report)));
    pages.push(("summary.sdmx.csv".into(), sdmx_csv(&report, false)));
    pages.push(("full.sdmx.csv".into(), sdmx_csv(&report, true)));
    Ok((report, pages))
}

fn from_folder(folder: &Path) -> anyhow::Result<InputFiles> {
    let needed = |name: &str| read(&folder.join(name));
    let optional = |name: &str| {
        let path = folder.join(name);
        if path.exists() {
            read(&path).map(Some)
        } else {
            Ok(None)
        }
    };
    Ok(InputFiles {
        about: needed("about.csv")?,
        respondents: needed("respondents.csv")?,
        answers: needed("answers.csv")?,
        counts: optional("counts.csv")?,
        lists: optional("lists.csv")?,
        occurrences: optional("occurrences.csv")?,
        interception: optional("interception.csv")?,
    })
}

fn write(out: &Path, pages: Pages) -> anyhow::Result<Vec<String>> {
    std::fs::create_dir_all(out)
        .with_context(|| format!("cannot make the folder {}", out.display()))?;
    let mut written = Vec::new();
    for (name, text) in pages {
        let path = out.join(&name);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        written.push(name);
    }
    Ok(written)
}
