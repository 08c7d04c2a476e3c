//! `cordon document`: checks a paper, with a store or with the public key alone; adopts the key for papers.

use std::path::PathBuf;

use anyhow::Context as _;
use cordon_store::Store;
use cordon_store::note::Verifier;
use cordon_vocabulary::Instant;
use serde_json::json;

use crate::Outcome;
use crate::documents::key;
use crate::documents::seal::{self, Seal, Sealed};
use crate::documents::service::{self, Finding};
use crate::operate::Place;

/// Verbs of papers.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Say whether a paper is genuine, changed, recalled or unknown.
    Verify {
        /// The PDF file.
        file: PathBuf,
        /// The store that issued it: it alone knows what was recalled. Works beside a running server.
        #[arg(long, conflicts_with = "key")]
        store: Option<PathBuf>,
        /// A PostgreSQL address; --store then names the folder of its keys.
        #[arg(long, requires = "store")]
        postgres: Option<String>,
        /// The organisation's public key as it published it (`name+id+key`), to check without a store.
        #[arg(long)]
        key: Option<String>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Print the key that papers are checked with; with --adopt, begin to issue papers under it.
    Key {
        /// Where the store lies.
        #[command(flatten)]
        place: Place,
        /// Adopt it. No server may run on the store meanwhile.
        #[arg(long)]
        adopt: bool,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
}

/// Runs one verb.
///
/// # Errors
/// When the file, the key or the store cannot be read. A paper that is not genuine is no error but
/// [`Outcome::Refused`].
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime does not start")?;
    runtime.block_on(async {
        match command {
            Command::Verify {
                file,
                store,
                postgres,
                key,
                json,
            } => {
                let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
                let place = store.map(|store| Place { store, postgres });
                let checked = check(&bytes, place.as_ref(), key.as_deref()).await?;
                print(&file.display().to_string(), &checked, json);
                Ok(if checked.finding == Finding::Genuine {
                    Outcome::Done
                } else {
                    Outcome::Refused
                })
            }
            Command::Key { place, adopt, json } => show_key(&place, adopt, json).await,
        }
    })
}

/// What a check found, and how far it could look.
struct Checked {
    finding: Finding,
    seal: Option<Seal>,
    /// Whether a store said that it was not recalled.
    recall_known: bool,
}

async fn check(bytes: &[u8], place: Option<&Place>, key: Option<&str>) -> anyhow::Result<Checked> {
    if let Some(place) = place {
        let store = Store::open_read_only(&place.at()).await?;
        let now = Instant::from_micros(jiff::Timestamp::now().as_microsecond());
        let found = service::check_file(&store, bytes, now).await;
        store.close().await;
        let (finding, seal) = found.map_err(|no| anyhow::anyhow!(no.detail))?;
        return Ok(Checked {
            finding,
            seal,
            recall_known: true,
        });
    }
    let key = key.context("say with what to check: --key KEY (as the organisation published it), or --store DIR")?;
    let key = Verifier::parse(key).map_err(|e| anyhow::anyhow!("--key: {e}"))?;
    let (finding, seal) = match seal::read(bytes, &key) {
        Sealed::Whole(seal) => (Finding::Genuine, Some(seal)),
        Sealed::Changed(seal) => (Finding::Changed, Some(seal)),
        Sealed::None => (Finding::Unknown, None),
    };
    Ok(Checked {
        finding,
        seal,
        recall_known: false,
    })
}

fn print(file: &str, checked: &Checked, json: bool) {
    let seal = checked.seal.as_ref();
    if json {
        println!(
            "{}",
            json!({
                "file": file,
                "finding": checked.finding,
                "recall_known": checked.recall_known,
                "reference": seal.map(|s| &s.reference),
                "template": seal.map(|s| &s.template),
                "issued": seal.map(|s| &s.issued),
                "exercise": seal.map(|s| s.exercise),
            })
        );
        return;
    }
    let said = match checked.finding {
        Finding::Genuine if checked.recall_known => "genuine, and not recalled",
        Finding::Genuine => "genuine; whether it was recalled only the store that issued it knows",
        Finding::Changed => "CHANGED after it was issued: do not rely on it",
        Finding::Recalled => "RECALLED: it was genuine and no longer holds",
        Finding::Unknown => "UNKNOWN: it was not issued under this key",
    };
    println!("{file}: {said}");
    if let Some(seal) = seal {
        let exercise = if seal.exercise { ", EXERCISE" } else { "" };
        println!(
            "  {} {}, issued {}{exercise}",
            seal.template, seal.reference, seal.issued
        );
    }
}

async fn show_key(place: &Place, adopt: bool, json: bool) -> anyhow::Result<Outcome> {
    let (own, adopted) = if adopt {
        let store = Store::open(&place.at()).await?;
        let at = jiff::Timestamp::now().as_microsecond();
        let key = key::adopt(&store, at).await?;
        while store.sequence().await? > 0 {}
        store.close().await;
        (key, true)
    } else {
        let store = Store::open_read_only(&place.at()).await?;
        let (own, adopted) = (store.verifier_key(), key::adopted(&store).await?);
        store.close().await;
        let is = adopted.as_deref() == Some(own.as_str());
        (own, is)
    };
    if json {
        println!("{}", json!({"key": own, "adopted": adopted}));
    } else {
        println!("{own}");
        eprintln!(
            "{}",
            if adopted {
                "Papers are issued under this key. Publish it where members look."
            } else {
                "No paper is issued yet: adopt this key with --adopt."
            }
        );
    }
    Ok(Outcome::Done)
}
