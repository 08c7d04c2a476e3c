//! `cordon list`: a list is put in force from files, by the same exchange as `POST /v1/lists/{list}`.

use std::path::PathBuf;

use anyhow::Context;
use cordon_screening::entity::{Entity, write_entity};
use cordon_screening::index::ListInfo;
use cordon_store::{Store, StoreAt};
use jiff::civil::Date;
use serde_json::Value;

use crate::Outcome;
use crate::answer::No;
use crate::app::{App, Settings, World};
use crate::clock::Clock;
use crate::screening::keep;
use crate::screening::match_command::{read_ftm, read_treasury};
use crate::screening::shelves::{self, Offer};

/// Verbs of `cordon list`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Put a list in force, in place of the one of that name.
    Load(LoadArgs),
}

/// Arguments of `cordon list load`.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("files").required(true).args(["ftm", "ofac"])))]
#[command(group(clap::ArgGroup::new("place").required(true).args(["store", "server"])))]
pub struct LoadArgs {
    /// The list's name: small letters, digits and hyphens.
    name: String,
    /// `FollowTheMoney` entities, one JSON object a line; may be given several times.
    #[arg(long, num_args = 1..)]
    ftm: Vec<PathBuf>,
    /// Folder with the US Treasury's `sdn.csv`, `alt.csv` and `add.csv`.
    #[arg(long)]
    ofac: Option<PathBuf>,
    /// The day on which the list's owner stated it; today, if left out.
    #[arg(long)]
    stated: Option<Date>,
    /// Days after which every hit says that the list is old.
    #[arg(long, default_value_t = 30)]
    term_days: u16,
    /// Number of this version, larger than that of the one in force; the time, if left out.
    #[arg(long = "list-version")]
    version: Option<u64>,
    /// Answer institutions from it, too.
    #[arg(long)]
    institutions: bool,
    /// The folder of the store, or of its keys when --postgres is given. A server that runs on the same PostgreSQL store
    /// answers from the list at its next query; the embedded store is for one process.
    #[arg(long, env = "CORDON_STORE")]
    store: Option<PathBuf>,
    /// A PostgreSQL address; without it the embedded store is used.
    #[arg(long, env = "CORDON_POSTGRES", requires = "store")]
    postgres: Option<String>,
    /// The address of a running server on this machine, such as `http://127.0.0.1:8195`.
    #[arg(long)]
    server: Option<String>,
    /// The session of an administrator of the headquarters, for --server. Better in the environment than here.
    #[arg(long, env = "CORDON_SESSION", hide_env_values = true)]
    session: Option<String>,
}

/// Runs one verb.
///
/// # Errors
/// Says which file, line, store or server is at fault; the list in force then stays.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    let Command::Load(args) = command;
    let entities = read(&args)?;
    let text: String = entities.iter().map(|entity| write_entity(entity) + "\n").collect();
    let runtime = tokio::runtime::Runtime::new()?;
    let done = runtime.block_on(async {
        match &args.server {
            Some(server) => over_http(&args, server, entities.len(), text).await,
            None => into_store(&args, entities.len(), &text).await,
        }
    })?;
    Ok(match done {
        Ok(said) => {
            println!("{said}");
            Outcome::Done
        }
        Err(why) => {
            eprintln!("cordon: {why}; the list in force stays");
            Outcome::Refused
        }
    })
}

fn read(args: &LoadArgs) -> anyhow::Result<Vec<Entity>> {
    if let Some(folder) = &args.ofac {
        return read_treasury(folder);
    }
    let mut entities = Vec::new();
    for path in &args.ftm {
        entities.extend(read_ftm(path)?);
    }
    Ok(entities)
}

/// What the owner says of the list.
fn info(args: &LoadArgs, app: &App) -> Result<ListInfo, No> {
    Ok(ListInfo {
        name: keep::name(&args.name)?,
        version: args.version.unwrap_or_else(|| app.now().micros().unsigned_abs()),
        stated: args.stated.unwrap_or_else(|| app.today()),
        term_days: args.term_days,
    })
}

fn in_force(name: &str, entities: usize, version: u64, stated: Date) -> String {
    format!("{name}: {entities} entities in force, version {version}, stated {stated}")
}

type Done = Result<String, String>;

async fn into_store(args: &LoadArgs, counted: usize, text: &str) -> anyhow::Result<Done> {
    let folder = args.store.clone().context("give --store or --server")?;
    anyhow::ensure!(
        folder.is_dir(),
        "{} is not a folder; found a store with: cordon init",
        folder.display()
    );
    let at = match &args.postgres {
        Some(url) => StoreAt::Postgres {
            url: url.clone(),
            keys: folder,
        },
        None => StoreAt::Sqlite(folder),
    };
    let store = Store::open(&at).await?;
    anyhow::ensure!(
        store.meta("world").await?.is_some(),
        "this store is empty; found it with: cordon init"
    );
    let settings = Settings {
        organisation: String::new(),
        origin: String::new(),
    };
    let app = App::new(store, Clock::System, World::Real, settings);
    let done = offered(args, &app, counted, text).await;
    app.sequence().await?;
    app.store.close().await;
    Ok(done.map_err(|no| no.detail))
}

async fn offered(args: &LoadArgs, app: &App, counted: usize, text: &str) -> Result<String, No> {
    let info = info(args, app)?;
    let said = in_force(&info.name, counted, info.version, info.stated);
    let offer = Offer {
        info,
        counted,
        institutions: args.institutions,
        text,
    };
    shelves::put(app, offer, "operator").await?;
    Ok(said)
}

async fn over_http(args: &LoadArgs, server: &str, counted: usize, text: String) -> anyhow::Result<Done> {
    let name = match keep::name(&args.name) {
        Ok(name) => name,
        Err(no) => return Ok(Err(no.detail)),
    };
    let session = args
        .session
        .as_deref()
        .context("--server needs a session: set CORDON_SESSION")?;
    let now = jiff::Timestamp::now();
    let version = args.version.unwrap_or_else(|| now.as_microsecond().unsigned_abs());
    let stated = args
        .stated
        .unwrap_or_else(|| now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date());
    let (term, institutions) = (args.term_days, args.institutions);
    let address = format!(
        "{}/v1/lists/{name}?version={version}&stated={stated}&term_days={term}&counted={counted}&institutions={institutions}",
        server.trim_end_matches('/')
    );
    let sent = reqwest::Client::new()
        .post(address)
        .header("cookie", format!("{}={session}", crate::gate::SESSION))
        .header("idempotency-key", format!("list-{name}-{version}"))
        .header("content-type", "text/plain; charset=utf-8")
        .body(text)
        .send()
        .await
        .with_context(|| format!("{server} does not answer"))?;
    let status = sent.status();
    let answer: Value = serde_json::from_str(&sent.text().await?).unwrap_or_default();
    Ok(if status.is_success() {
        Ok(in_force(&name, counted, version, stated))
    } else {
        Err(format!(
            "{status}: {}",
            answer["detail"].as_str().unwrap_or("no reason given")
        ))
    })
}
