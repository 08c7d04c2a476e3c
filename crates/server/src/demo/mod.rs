//! `cordon demo`: an invented night on the real program.

mod bank;
mod client;
mod drive;
pub mod pages;
mod report;
pub mod truth;
pub mod world;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Instant as Elapsed;

use cordon_members::institution::ContactKind;
use cordon_store::{Store, StoreAt};
use cordon_vocabulary::{Instant, InstitutionId};

use crate::Outcome;
use crate::app::{App, Settings, World};
use crate::clock::Clock;
use crate::demo::drive::Drive;
use crate::members::queries::Client;
use crate::members::service;

/// Arguments of `cordon demo`.
#[derive(Debug, clap::Args)]
pub struct Command {
    /// Run the story, print the figures, and end.
    #[arg(long)]
    headless: bool,
    /// Print one JSON object instead of the narration.
    #[arg(long)]
    json: bool,
    /// The same seed tells the same story.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Which story.
    #[arg(long, value_enum, default_value_t = Story::Money)]
    story: Story,
    /// Where the pages are served.
    #[arg(long, default_value_t = 8195)]
    port: u16,
    /// An empty folder for the store; without it, a fresh one among the temporary files.
    #[arg(long, conflicts_with = "postgres")]
    store: Option<PathBuf>,
    /// A PostgreSQL address with an empty database, instead of the embedded store.
    #[arg(long)]
    postgres: Option<String>,
}

/// The stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Story {
    /// A stolen payment, stopped.
    Money,
    /// A session of the assembly, from convocation to commitments.
    Assembly,
    /// Known pictures by hash: votes, a match, a series known.
    Children,
    /// A notice from request to purge, and one refused.
    Notice,
    /// The yearly threat assessment: sent, answered, chased; last year's report.
    Report,
}

/// The fraud happens at 02:14 in the capital of exercise state M.
const FRAUD: &str = "2026-03-03T02:14:00+01:00";

/// Runs the demonstration.
///
/// # Errors
/// When the folder is not empty, the port is taken, or the story meets a refusal it does not expect.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    tokio::runtime::Runtime::new()?.block_on(play(command))
}

async fn play(command: Command) -> anyhow::Result<Outcome> {
    let began = Elapsed::now();
    let fraud = Instant::parse(FRAUD)?;
    let (store, folder) = fresh_store(&command).await?;
    let port = if command.headless { 0 } else { command.port };
    let listener = crate::serve::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let port = listener.local_addr()?.port();
    let base = format!("http://127.0.0.1:{port}");
    let settings = Settings {
        organisation: "Exercise Police Cooperation".into(),
        origin: format!("http://localhost:{port}"),
    };
    let app = App::new(store, Clock::driven(fraud), World::Demo, settings);
    tokio::spawn(crate::serve::run(listener, crate::routes::all(app.clone())));

    let banks = found(&app).await?;
    let mut scenes = scenes(&app, command.story, command.headless, command.seed).await?;
    let mut drive = Drive::new(app.clone(), &base, command.seed, fraud, banks)?;
    if !command.json {
        println!("An invented world. No person, bank or state in it exists.\n");
        drive.narrator = Box::new(narrate(fraud));
    }
    drive.run(fraud.plus_seconds(12 * 86_400)).await?;
    // Asked for from the payment's case, so it is told after the payment's days.
    if !command.headless || command.story == Story::Notice {
        scenes.push(("notice", crate::notices::demo::set_scene(&app, command.seed).await?));
        app.sequence().await?;
    }
    // What the night's answers come to is entered into what the assembly asked for.
    if scenes.iter().any(|(name, _)| *name == "assembly") {
        let fed = crate::assembly::figures::feed(&app, crate::assembly::demo::SESSION, app.now().timestamp()).await;
        fed.map_err(|no| anyhow::anyhow!(no.detail))?;
        app.sequence().await?;
    }
    let case = drive
        .case
        .clone()
        .ok_or_else(|| anyhow::anyhow!("the story filed no case"))?;
    if !command.headless {
        scenes.push(("tracing", crate::asset_tracing::demo::set_scene(&app, &case).await?));
        app.sequence().await?;
    }
    let reference = crate::stop_payment::queries::case(&app.store, &case)
        .await?
        .map(|filed| filed.case.filing.reference)
        .ok_or_else(|| anyhow::anyhow!("the story's case is gone"))?;
    let linked = crate::links::demo::after_the_night(&app, &reference).await?;
    app.sequence().await?;
    if !command.json {
        tell_links(&linked);
    }
    scenes.push(("links", linked));
    let mut figures = report::money(&app, &case, began.elapsed().as_secs_f64()).await?;
    for (key, value) in scenes {
        figures[key] = value;
    }
    let verified = figures["journal"]["verified"] == true;
    if !command.json && command.story == Story::Assembly {
        println!("\nThe assembly, element by element:\n{:#}", figures["assembly"]);
    }
    if command.json {
        println!("{figures}");
    } else {
        finish(&app, &case, &figures).await?;
    }
    if command.headless {
        if let Some(folder) = folder {
            app.store.close().await;
            let _ = std::fs::remove_dir_all(folder);
        }
        return Ok(if verified { Outcome::Done } else { Outcome::Refused });
    }
    stay(app, drive, port).await
}

/// A store that holds nothing yet; the folder is given back when it was made here.
async fn fresh_store(command: &Command) -> anyhow::Result<(Store, Option<PathBuf>)> {
    if let Some(url) = &command.postgres {
        let keys = std::env::temp_dir().join(format!("cordon-demo-keys-{}", crate::app::new_id()));
        std::fs::create_dir_all(&keys)?;
        let store = Store::open(&StoreAt::Postgres {
            url: url.clone(),
            keys: keys.clone(),
        })
        .await?;
        anyhow::ensure!(
            store.journal(0, 1).await?.is_empty(),
            "this database holds something already; give an empty one"
        );
        return Ok((store, Some(keys)));
    }
    let (folder, made) = match &command.store {
        Some(folder) => (folder.clone(), None),
        None => {
            let folder = std::env::temp_dir().join(format!("cordon-demo-{}", crate::app::new_id()));
            (folder.clone(), Some(folder))
        }
    };
    std::fs::create_dir_all(&folder)?;
    let store = Store::open(&StoreAt::Sqlite(folder.clone())).await?;
    anyhow::ensure!(
        store.journal(0, 1).await?.is_empty() && store.meta("world").await?.is_none(),
        "{} holds a store already; a demonstration needs an empty folder",
        folder.display()
    );
    Ok((store, made))
}

/// Founds the invented organisation; gives each bank with a machine client its token.
async fn found(app: &App) -> anyhow::Result<Vec<(String, String)>> {
    let no = |no: crate::answer::No| anyhow::anyhow!(no.detail);
    app.store.set_meta("world", "demo").await?;
    let institutions = world::institutions(app.now())?;
    service::found(app, &world::bureaus()?, &world::officers()?, &institutions, "global")
        .await
        .map_err(no)?;
    service::import_directory(app, world::directory_file().as_bytes(), "operator")
        .await
        .map_err(no)?;
    let mut tokens = Vec::new();
    for institution in institutions.iter().filter(|i| i.proven(ContactKind::Api).is_some()) {
        let client = Client {
            name: format!("{}-desk", institution.id),
            institution: InstitutionId::parse(institution.id.as_str())?,
            user: "fraud desk".into(),
            withdrawn: None,
        };
        let token = service::add_client(app, &client, "operator").await.map_err(no)?;
        tokens.push((institution.id.to_string(), token));
    }
    Ok(tokens)
}

/// Puts the other modules' stories into the store: all of them when the pages will be shown, else the one asked for.
async fn scenes(
    app: &App,
    story: Story,
    headless: bool,
    seed: u64,
) -> anyhow::Result<Vec<(&'static str, serde_json::Value)>> {
    let mut figures = Vec::new();
    crate::links::demo::set_scene(app, seed).await?;
    if !headless || story == Story::Children {
        figures.push(("children", crate::fingerprints::demo::set_scene(app, seed).await?));
    }
    if !headless || story == Story::Assembly {
        figures.push(("assembly", crate::assembly::demo::set_scene(app, seed).await?));
    }
    if !headless || story == Story::Report {
        figures.push(("trends", crate::trends::demo::set_scene(app, seed).await?));
    }
    if !headless {
        figures.push(("screening", crate::screening::demo::set_scene(app).await?));
    }
    Ok(figures)
}

/// What the case turned out to share with others, found by the program and then shared by its owners.
fn tell_links(linked: &serde_json::Value) {
    for found in linked["found"].as_array().into_iter().flatten() {
        println!(
            "  the {} {} stands in another bureau's case as well",
            text(&found["kind"]),
            text(&found["value"])
        );
    }
    for learned in linked["after_asking"].as_array().into_iter().flatten() {
        let cases: Vec<&str> = learned["cases"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|c| c.as_str())
            .collect();
        println!(
            "  asked and shared: the {} {} in {}",
            text(&learned["kind"]),
            text(&learned["value"]),
            cases.join(", ")
        );
    }
}

fn text(value: &serde_json::Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// One line per happening: the time since the fraud, and what was done.
fn narrate(fraud: Instant) -> impl FnMut(Instant, &str) + Send {
    move |at, line| {
        let seconds = at.seconds_since(fraud);
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
        if days > 0 {
            println!("  +{days} d {hours:02}:{minutes:02}  {line}");
        } else {
            println!("  +{hours:02}:{minutes:02}:{:02}  {line}", seconds % 60);
        }
    }
}

async fn finish(app: &App, case: &str, figures: &serde_json::Value) -> anyhow::Result<()> {
    if let Some(filed) = crate::stop_payment::queries::case(&app.store, case).await? {
        println!(
            "\n{}, {} requests in {} countries:\n{}",
            filed.case.filing.reference,
            figures["requests"],
            figures["countries"],
            report::sheet(&filed.case)
        );
    }
    let verdict = if figures["journal"]["verified"] == true {
        "the journal verifies"
    } else {
        "THE JOURNAL DOES NOT VERIFY"
    };
    println!("{} entries: {verdict}.", figures["journal"]["entries"]);
    Ok(())
}

/// Lets the clock go and serves until Ctrl-C.
async fn stay(app: App, mut drive: Drive, port: u16) -> anyhow::Result<Outcome> {
    let next_night = app.now().plus_seconds(86_400);
    let night = Instant::parse(FRAUD)?;
    // It is 02:14 again, some nights later.
    let days = next_night.seconds_since(night).div_euclid(86_400);
    app.set_clock(Clock::running(night.plus_seconds(days * 86_400)));
    drive.tonight(app.now().plus_seconds(-47 * 60)).await?;
    tokio::spawn(crate::jobs::run(app));
    tokio::spawn(drive.live());
    println!("\nOpen http://localhost:{port} - it is 02:14. Who are you? (Ctrl-C ends the night.)");
    tokio::signal::ctrl_c().await?;
    Ok(Outcome::Done)
}
