//! `cordon journal`: checks a store's journal, and prints its signed checkpoint.

use std::path::PathBuf;

use anyhow::Context as _;
use cordon_store::{Store, StoreAt, Verification};
use serde_json::json;

use crate::Outcome;

/// Verbs of the journal. Both work while no server runs, and beside one.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Check every entry, the tree, the checkpoints, sealed parts, erasures, deliveries and files.
    Verify {
        /// Where the store lies.
        #[command(flatten)]
        place: Place,
        /// A checkpoint that was kept elsewhere; the journal must continue it. May be repeated.
        #[arg(long, value_name = "FILE")]
        checkpoint: Vec<PathBuf>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Print the latest signed checkpoint (a C2SP signed note).
    Checkpoint {
        /// Where the store lies.
        #[command(flatten)]
        place: Place,
        /// Print one JSON object with the note and the key to check it with.
        #[arg(long)]
        json: bool,
    },
}

/// Where the store is.
#[derive(Debug, clap::Args)]
pub struct Place {
    /// The store's folder, or a PostgreSQL URL.
    #[arg(long, value_name = "PATH")]
    store: String,
    /// With a PostgreSQL URL: the folder with the keys.
    #[arg(long, value_name = "FOLDER")]
    keys: Option<PathBuf>,
}

impl Place {
    fn at(&self) -> anyhow::Result<StoreAt> {
        let is_url = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| self.store.starts_with(scheme));
        match (&self.keys, is_url) {
            (None, false) => Ok(StoreAt::Sqlite(PathBuf::from(&self.store))),
            (Some(keys), true) => Ok(StoreAt::Postgres {
                url: self.store.clone(),
                keys: keys.clone(),
            }),
            (None, true) => {
                anyhow::bail!("a PostgreSQL store needs --keys FOLDER: the folder with journal.key")
            }
            (Some(_), false) => {
                anyhow::bail!("--keys goes with a PostgreSQL URL; a folder holds its own keys")
            }
        }
    }
}

/// Runs one verb.
///
/// # Errors
/// When there is no store, or it cannot be read. A journal that does not verify is no error but
/// [`Outcome::Refused`].
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime does not start")?;
    runtime.block_on(async {
        match command {
            Command::Verify {
                place,
                checkpoint,
                json,
            } => verify(&place, &checkpoint, json).await,
            Command::Checkpoint { place, json } => checkpoint_of(&place, json).await,
        }
    })
}

async fn verify(place: &Place, kept: &[PathBuf], json: bool) -> anyhow::Result<Outcome> {
    let mut known = Vec::with_capacity(kept.len());
    for path in kept {
        let note = std::fs::read_to_string(path).with_context(|| format!("checkpoint {}", path.display()))?;
        known.push(note);
    }
    let store = Store::open_read_only(&place.at()?).await?;
    let verification = store.verify(&known).await?;
    store.close().await;
    if json {
        println!("{}", as_json(&verification));
    } else {
        print(&verification);
    }
    Ok(if verification.verified() {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

fn as_json(verification: &Verification) -> serde_json::Value {
    json!({
        "entries": verification.entries,
        "verified": verification.verified(),
        "root": verification.root_hex,
        "checkpoints": verification.checkpoints,
        "erased": verification.erased,
        "problems": verification.problems,
    })
}

fn print(verification: &Verification) {
    println!(
        "{} entries, {} checkpoints, {} erased parts; root {}",
        verification.entries, verification.checkpoints, verification.erased, verification.root_hex
    );
    if verification.verified() {
        println!("The journal verifies.");
        return;
    }
    println!("The journal does NOT verify:");
    for problem in &verification.problems {
        println!("- {problem}");
    }
}

async fn checkpoint_of(place: &Place, json: bool) -> anyhow::Result<Outcome> {
    let store = Store::open_read_only(&place.at()?).await?;
    let note = store.checkpoint().await?;
    let key = store.verifier_key();
    store.close().await;
    match (&note, json) {
        (_, true) => println!("{}", json!({ "checkpoint": note, "key": key })),
        (Some(note), false) => {
            print!("{note}");
            eprintln!("Check it with the key {key}");
        }
        (None, false) => eprintln!("The journal has no entries yet, so there is no checkpoint."),
    }
    Ok(if note.is_some() {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

#[cfg(test)]
mod tests {
    use cordon_store::{Change, Entry, Write};

    use super::*;

    fn place(store: &str, keys: Option<&str>) -> Place {
        Place {
            store: store.to_owned(),
            keys: keys.map(PathBuf::from),
        }
    }

    fn change(sql: Option<&'static str>) -> Change {
        let mut change = Change::new(Entry {
            kind: "opened",
            actor: "officer-1".to_owned(),
            bureau: "bureau:QM".to_owned(),
            at_us: 1,
            purpose: "test".to_owned(),
            case: None,
            public: json!({}),
            sealed: Vec::new(),
        });
        change.writes.extend(sql.map(|sql| Write {
            sql,
            args: Vec::new(),
            expect_rows: None,
        }));
        change
    }

    async fn journal_outcomes(place: &Place, kept: &[PathBuf]) -> [Outcome; 2] {
        [
            verify(place, kept, true).await.expect("runs"),
            checkpoint_of(place, true).await.expect("runs"),
        ]
    }

    #[tokio::test]
    async fn a_journal_verifies_until_somebody_touches_it() {
        let folder = std::env::temp_dir().join(format!("cordon-journal-{}", std::process::id()));
        let place = place(&folder.to_string_lossy(), None);
        let store = Store::open(&place.at().expect("a place")).await.expect("opens");
        let none: [PathBuf; 0] = [];
        assert_eq!(journal_outcomes(&place, &none).await, [Outcome::Done, Outcome::Refused]);
        store.apply(change(None)).await.expect("applies");
        store.sequence().await.expect("numbers");
        assert_eq!(journal_outcomes(&place, &none).await, [Outcome::Done, Outcome::Done]);
        let kept = folder.join("kept.note");
        let note = store.checkpoint().await.expect("reads").expect("is there");
        std::fs::write(&kept, note).expect("writes");
        let sql = "UPDATE entry SET kind = 'closed'";
        store.apply(change(Some(sql))).await.expect("applies");
        store.close().await;
        let kept = [kept];
        assert_eq!(journal_outcomes(&place, &kept).await, [Outcome::Refused, Outcome::Done]);
        std::fs::remove_dir_all(folder).expect("removes");
    }

    #[test]
    fn a_place_is_a_folder_or_a_url_with_keys() {
        assert!(place("folder", None).at().is_ok());
        assert!(place("postgres://localhost/x", Some("keys")).at().is_ok());
        assert!(place("postgres://localhost/x", None).at().is_err());
        assert!(place("folder", Some("keys")).at().is_err());
    }
}
