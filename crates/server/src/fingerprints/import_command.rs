//! `cordon fingerprint import`: takes a list of any size into a store that no server holds.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use cordon_fingerprints::Algorithm;
use cordon_store::Store;

use crate::Outcome;
use crate::app::{App, Settings, World};
use crate::clock::Clock;
use crate::fingerprints::import::{self, Incoming};
use crate::fingerprints::list_commands::ListFormat;
use crate::journal::act::{By, Done};

/// Arguments of `fingerprint import`.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The list's file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: crate::operate::Place,
    /// Its format.
    #[arg(long)]
    format: ListFormat,
    /// The name under which its records stand here.
    #[arg(long)]
    list: String,
    /// The bureau that answers for the list.
    #[arg(long, value_name = "BUREAU")]
    source: String,
    /// Region of the categories, where a VICS file names none.
    #[arg(long)]
    region: Option<String>,
    /// Algorithm of a plain list.
    #[arg(long, default_value = "pdq")]
    algorithm: Algorithm,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &ImportArgs) -> anyhow::Result<Outcome> {
    let bytes = std::fs::read(&args.file).with_context(|| format!("{}: cannot be read", args.file.display()))?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = Store::open(&args.place.at()).await?;
        let world = match store.meta("world").await?.as_deref() {
            Some("demo") => World::Demo,
            Some(_) => World::Real,
            None => anyhow::bail!("this store was not founded yet: cordon init"),
        };
        let settings = Settings {
            organisation: String::new(),
            origin: String::new(),
        };
        let app = App::new(store, Clock::System, world, settings);
        let by = By::named("operator", &args.source, "take a list over").map_err(|no| anyhow!(no.detail))?;
        let incoming = Incoming {
            list: args.list.clone(),
            format: args.format,
            region: args.region.clone(),
            algorithm: args.algorithm,
        };
        let taken = import::take(&app, &by, &incoming, &bytes).await;
        app.sequence().await?;
        app.store.close().await;
        let taken = match taken {
            Ok(Done::Now(taken)) => taken,
            Ok(Done::Before { .. }) => return Ok(Outcome::Done),
            Err(no) => {
                eprintln!("cordon: {}: {} [{}]", no.field.unwrap_or_default(), no.detail, no.code);
                return Ok(Outcome::Refused);
            }
        };
        if args.json {
            println!("{}", serde_json::to_string(&taken)?);
        } else {
            println!(
                "{} added, {} changed, {} unchanged, {} older, {} withdrawn, {} hashes left out",
                taken.added,
                taken.changed,
                taken.unchanged,
                taken.older,
                taken.withdrawn,
                taken.left_out.len()
            );
        }
        Ok(Outcome::Done)
    })
}
