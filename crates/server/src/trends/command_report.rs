//! `cordon trends report`: the yearly report in four languages and two editions, as pages and papers, with its tables and its
//! trail.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use cordon_store::{Store, StoreAt};
use cordon_trends::report::{
    Edition, InputFiles, LANGUAGES, Report, build, counts_csv, exercise_files, models_csv, read_inputs, render,
    sdmx_csv, shares_csv, trail_csv,
};
use cordon_vocabulary::Instant;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use super::printing::{answer, read, refusal};
use super::{print, service};
use crate::Outcome;
use crate::answer::No;
use crate::app::{App, Settings, World};
use crate::clock::Clock;
use crate::documents;
use crate::documents::service::Issuer;
use crate::frame::locale::Language;

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
    /// interception.csv; without it the year that the store has collected, or else the exercise world is reported.
    #[arg(long)]
    inputs: Option<PathBuf>,
    /// The store that issues the papers, sealed and recorded; no server may run on it meanwhile. Without it an exercise's
    /// papers are printed unissued, and real figures on pages and in tables only.
    #[arg(long)]
    store: Option<PathBuf>,
    /// A PostgreSQL address; --store then names the folder of its keys.
    #[arg(long, requires = "store")]
    postgres: Option<String>,
    /// The organisation's own name, as unissued papers carry it.
    #[arg(long, default_value = "Police cooperation", conflicts_with = "store")]
    organisation: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs `report`.
pub(super) fn run(args: &ReportArgs) -> anyhow::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime does not start")?;
    runtime.block_on(async {
        let app = match &args.store {
            Some(store) => Some(open(store, args.postgres.as_ref()).await?),
            None => None,
        };
        let made = made(args, app.as_ref()).await;
        if let Some(app) = &app {
            app.sequence().await?;
            app.store.close().await;
        }
        match made {
            Ok(made) => told(args, &made),
            Err(no) => refusal(args.json, &no.code, &no.detail),
        }
    })
}

/// The store as it stands, with the world and the name it was founded with.
async fn open(store: &Path, postgres: Option<&String>) -> anyhow::Result<App> {
    anyhow::ensure!(
        store.is_dir(),
        "{} is not a folder; found a store with: cordon init",
        store.display()
    );
    let at = match postgres {
        Some(url) => StoreAt::Postgres {
            url: url.clone(),
            keys: store.to_owned(),
        },
        None => StoreAt::Sqlite(store.to_owned()),
    };
    let store = Store::open(&at).await?;
    let world = match store.meta("world").await?.as_deref() {
        Some("real") => World::Real,
        Some(_) => World::Demo,
        None => anyhow::bail!("this store is empty; found it with: cordon init"),
    };
    let settings = Settings {
        organisation: store
            .meta("organisation")
            .await?
            .unwrap_or_else(|| "Cordon exercise".into()),
        origin: store
            .meta("origin")
            .await?
            .unwrap_or_else(|| "http://localhost:8195".into()),
    };
    Ok(App::new(store, Clock::System, world, settings))
}

/// Everything that is written, in order.
struct Made {
    report: std::sync::Arc<Report>,
    files: Vec<(String, Vec<u8>)>,
    papers: Vec<Value>,
    /// Why there are no papers.
    unprinted: Option<No>,
}

async fn made(args: &ReportArgs, app: Option<&App>) -> Result<Made, No> {
    let bar = bar();
    let report = match (app, &args.inputs) {
        (Some(app), None) => service::report(app, args.year).await?,
        (_, inputs) => {
            let files = match inputs {
                Some(folder) => from_folder(folder).map_err(|e| No::field("inputs", "unreadable", format!("{e:#}")))?,
                None => exercise_files(),
            };
            built(args.year, &files, &bar)?.into()
        }
    };
    let mut files = pages(&report)?;
    let (papers, unprinted) = match papers(args, app, &report, &bar).await {
        Ok(printed) => {
            let told = printed.iter().map(Printed::told).collect();
            files.extend(printed.into_iter().map(|paper| (paper.name, paper.pdf)));
            (told, None)
        }
        // Without a store the pages and tables stand for themselves; whoever names a store wants papers.
        Err(no) if app.is_none() && ["no-printing-program", "no-store"].contains(&no.code.as_str()) => {
            (vec![], Some(no))
        }
        Err(no) => return Err(no),
    };
    bar.finish_and_clear();
    Ok(Made {
        report,
        files,
        papers,
        unprinted,
    })
}

/// What is being done, on a terminal.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{spinner} {msg} {pos}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn built(year: i32, files: &InputFiles, bar: &ProgressBar) -> Result<Report, No> {
    bar.set_message("resamples");
    let report = read_inputs(year, files).and_then(|inputs| build(inputs, &|done| bar.set_position(done)));
    report.map_err(|e| No::field("inputs", e.code(), e.to_string()))
}

fn pages(report: &Report) -> Result<Vec<(String, Vec<u8>)>, No> {
    let mut pages = Vec::new();
    for edition in [Edition::Public, Edition::Full] {
        for language in LANGUAGES {
            let page = render(report, language, edition).map_err(|e| super::pages::broken(&e))?;
            pages.push((format!("{}.{}.html", edition.word(), language.code()), page));
        }
    }
    pages.push(("shares.csv".into(), shares_csv(report)));
    pages.push(("counts.csv".into(), counts_csv(report)));
    pages.push(("models.csv".into(), models_csv(report)));
    pages.push(("trail.csv".into(), trail_csv(report)));
    pages.push(("summary.sdmx.csv".into(), sdmx_csv(report, false)));
    pages.push(("full.sdmx.csv".into(), sdmx_csv(report, true)));
    Ok(pages
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect())
}

/// An edition in a language, printed.
struct Printed {
    name: String,
    pdf: Vec<u8>,
    /// Where it can be checked, if a store issued it.
    reference: Option<String>,
}

impl Printed {
    fn told(&self) -> Value {
        json!({"file": self.name, "issued": self.reference.is_some(), "reference": self.reference, "bytes": self.pdf.len()})
    }
}

/// Both editions in the four languages, as the page of the report prints them.
async fn papers(args: &ReportArgs, app: Option<&App>, report: &Report, bar: &ProgressBar) -> Result<Vec<Printed>, No> {
    let mut printed = Vec::new();
    bar.set_message("papers");
    for edition in [Edition::Public, Edition::Full] {
        // Two at once: each takes one core.
        for pair in Language::ALL.chunks(2) {
            let both = pair.iter().map(|language| paper(args, app, report, edition, *language));
            for paper in futures::future::join_all(both).await {
                printed.push(paper?);
                bar.set_position(printed.len() as u64);
            }
        }
    }
    Ok(printed)
}

async fn paper(
    args: &ReportArgs,
    app: Option<&App>,
    report: &Report,
    edition: Edition,
    language: Language,
) -> Result<Printed, No> {
    let name = format!("{}.{}.pdf", edition.word(), language.code());
    let paper = print::paper(report, language, edition)?;
    let Some(app) = app else {
        let now = Instant::from_micros(jiff::Timestamp::now().as_microsecond());
        let pdf = documents::service::proof(&args.organisation, &paper, now).await?;
        return Ok(Printed {
            name,
            pdf,
            reference: None,
        });
    };
    let by = Issuer {
        journal: "operator".into(),
        house: "HQ".into(),
        purpose: "print the yearly report".into(),
    };
    let issued = documents::service::issue(app, &by, &paper, None).await?;
    let pdf = documents::service::file(app, &issued).await?;
    Ok(Printed {
        name,
        pdf,
        reference: Some(issued.reference),
    })
}

fn from_folder(folder: &Path) -> anyhow::Result<InputFiles> {
    let needed = |name: &str| read(&folder.join(name));
    let optional = |name: &str| {
        let path = folder.join(name);
        if path.exists() { read(&path).map(Some) } else { Ok(None) }
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

/// Writes the files and says what they are.
fn told(args: &ReportArgs, made: &Made) -> anyhow::Result<Outcome> {
    write(&args.out, &made.files)?;
    let report = &made.report;
    let names: Vec<&str> = made.files.iter().map(|(name, _)| name.as_str()).collect();
    let mut text: String = names
        .iter()
        .map(|name| format!("{}\n", args.out.join(name).display()))
        .collect();
    if let Some(no) = &made.unprinted {
        text.push_str(&format!("No PDF: {}.\n", no.detail));
    }
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
        "files": names,
        "papers": made.papers,
        "no_papers": made.unprinted.as_ref().map(|no| json!({"code": no.code, "reason": no.detail})),
    });
    answer(args.json, &value, &text)
}

fn write(out: &Path, files: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
    std::fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    for (name, bytes) in files {
        let path = out.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
