//! `cordon init` and `cordon serve`: founding an organisation's store, and serving it.

use std::net::SocketAddr;
use std::path::PathBuf;

use cordon_members::bureau::{Bureau, BureauKind};
use cordon_members::officer::Officer;
use cordon_members::role::Role;
use cordon_store::{Store, StoreAt};
use cordon_vocabulary::{BureauId, Country, OfficerId};

use crate::Outcome;
use crate::app::{App, Settings, World};
use crate::clock::Clock;
use crate::members::service;

/// Where a store lies.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    /// The folder of the store, or of its keys when `--postgres` is given.
    #[arg(long, env = "CORDON_STORE")]
    pub store: PathBuf,
    /// A PostgreSQL address; without it the embedded store is used.
    #[arg(long, env = "CORDON_POSTGRES")]
    pub postgres: Option<String>,
}

impl Place {
    /// The place as the store knows it.
    #[must_use]
    pub fn at(&self) -> StoreAt {
        match &self.postgres {
            Some(url) => StoreAt::Postgres {
                url: url.clone(),
                keys: self.store.clone(),
            },
            None => StoreAt::Sqlite(self.store.clone()),
        }
    }
}

/// What kind of organisation is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Profile {
    /// A national anti-scam centre: one bureau.
    National,
    /// A regional body: a headquarters, and bureaus as they join.
    Regional,
    /// A world organisation: a headquarters and a bureau for every member country.
    Global,
}

/// Arguments of `cordon init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Where the store lies.
    #[command(flatten)]
    place: Place,
    /// What kind of organisation.
    #[arg(long, value_enum)]
    profile: Profile,
    /// The first administrator's account.
    #[arg(long, default_value = "admin")]
    officer: String,
    /// His or her name, as colleagues see it.
    #[arg(long, default_value = "First administrator")]
    name: String,
    /// The country, for a national centre.
    #[arg(long)]
    country: Option<String>,
    /// The address that browsers will use; passkeys are bound to it.
    #[arg(long, default_value = "http://localhost:8195")]
    origin: String,
    /// The organisation's own name.
    #[arg(long, default_value = "Police cooperation")]
    organisation: String,
}

/// Founds a store: bureaus, and one administrator with a one-time enrolment link. There is no default account.
///
/// # Errors
/// When the store holds something already, or an argument is malformed.
pub fn init(command: Init) -> anyhow::Result<Outcome> {
    tokio::runtime::Runtime::new()?.block_on(async {
        std::fs::create_dir_all(&command.place.store)?;
        let store = Store::open(&command.place.at()).await?;
        anyhow::ensure!(
            store.meta("world").await?.is_none(),
            "this store was founded before; choose another folder"
        );
        let settings = Settings {
            organisation: command.organisation.clone(),
            origin: command.origin.clone(),
        };
        let app = App::new(store, Clock::System, World::Real, settings);
        let (bureaus, home) = bureaus(&command)?;
        let admin = Officer {
            id: OfficerId::parse(&command.officer)?,
            bureau: home,
            name: command.name.clone(),
            roles: vec![Role::Administrator],
            language: "en".into(),
            suspended: None,
        };
        let profile = format!("{:?}", command.profile).to_lowercase();
        service::found(&app, &bureaus, std::slice::from_ref(&admin), &[], &profile)
            .await
            .map_err(|no| anyhow::anyhow!(no.detail))?;
        for (name, value) in [
            ("world", "real"),
            ("origin", command.origin.as_str()),
            ("organisation", command.organisation.as_str()),
        ] {
            app.store.set_meta(name, value).await?;
        }
        let secret = service::enrolment_link(&app, &admin.id, "operator")
            .await
            .map_err(|no| anyhow::anyhow!(no.detail))?;
        app.sequence().await?;
        println!(
            "Founded: {} bureaus. One administrator, {}, may enrol within 24 hours at",
            bureaus.len(),
            admin.id
        );
        println!("  {}/enrol/{secret}", command.origin);
        println!("Start with: cordon serve --store {}", command.place.store.display());
        app.store.close().await;
        Ok(Outcome::Done)
    })
}

fn names(of: &cordon_members::countries::Names) -> std::collections::BTreeMap<String, String> {
    let texts = [("ar", &of.ar), ("en", &of.en), ("es", &of.es), ("fr", &of.fr)];
    texts
        .into_iter()
        .map(|(language, name)| (language.to_owned(), name.clone()))
        .collect()
}

/// The bureaus of a profile, and the administrator's own.
fn bureaus(command: &Init) -> anyhow::Result<(Vec<Bureau>, BureauId)> {
    let book = cordon_members::countries::CountryBook::shipped()?;
    let today = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let of_country = |code: Country| -> anyhow::Result<Bureau> {
        let member = book.get(code);
        Ok(Bureau {
            id: BureauId::parse(code.code())?,
            kind: if command.profile == Profile::National {
                BureauKind::AntiScamCentre
            } else {
                BureauKind::Ncb
            },
            country: Some(code),
            names: member.map(|m| names(&m.names)).unwrap_or_default(),
            zone: member.map_or("UTC", |m| m.zone()).to_owned(),
            suspended: None,
        })
    };
    if command.profile == Profile::National {
        let code = command
            .country
            .as_deref()
            .ok_or_else(|| anyhow::anyhow!("a national centre needs --country CODE"))?;
        let bureau = of_country(Country::parse(code)?)?;
        let home = bureau.id.clone();
        return Ok((vec![bureau], home));
    }
    let home = BureauId::parse("HQ")?;
    let mut all = vec![Bureau {
        id: home.clone(),
        kind: BureauKind::Headquarters,
        country: None,
        names: [("en".to_owned(), "Headquarters".to_owned())].into(),
        zone: "UTC".into(),
        suspended: None,
    }];
    if command.profile == Profile::Global {
        for member in book.members_on(today) {
            all.push(of_country(member.code)?);
        }
    }
    Ok((all, home))
}

/// Arguments of `cordon serve`.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Where the store lies.
    #[command(flatten)]
    place: Place,
    /// The address to listen on. Put a TLS-terminating proxy before any address that is not this machine's own.
    #[arg(long, default_value = "127.0.0.1:8195")]
    listen: SocketAddr,
}

/// Serves a founded store. Never an invented world.
///
/// # Errors
/// When the store is missing, invented, in use, or the address is taken.
pub fn serve(command: Serve) -> anyhow::Result<Outcome> {
    tokio::runtime::Runtime::new()?.block_on(async {
        anyhow::ensure!(
            command.place.store.is_dir(),
            "{} is not a folder; found a store with: cordon init",
            command.place.store.display()
        );
        let store = Store::open(&command.place.at()).await?;
        match store.meta("world").await?.as_deref() {
            Some("real") => {}
            Some(_) => anyhow::bail!("this store holds an invented world; it is shown by `cordon demo` alone"),
            None => anyhow::bail!("this store is empty; found it with: cordon init"),
        }
        let settings = Settings {
            organisation: store.meta("organisation").await?.unwrap_or_default(),
            origin: store.meta("origin").await?.unwrap_or_default(),
        };
        let app = App::new(store, Clock::System, World::Real, settings);
        let listener = crate::serve::listen(command.listen).await?;
        println!("listening on http://{}", listener.local_addr()?);
        tokio::spawn(crate::jobs::run(app.clone()));
        tokio::spawn(crate::notices::live::warm(app.clone()));
        tokio::select! {
            () = crate::serve::run(listener, crate::routes::all(app.clone())) => {}
            signal = tokio::signal::ctrl_c() => signal?,
        }
        app.store.close().await;
        Ok(Outcome::Done)
    })
}

/// Verbs that keep the members of a store while no server runs on it.
#[derive(Debug, clap::Subcommand)]
pub enum Directory {
    /// Take a bank directory: country,scheme,code,institution,name,contact,valid_from,source,verified.
    Import {
        /// The CSV file.
        file: PathBuf,
        /// Where the store lies.
        #[command(flatten)]
        place: Place,
    },
}

/// Runs one verb of the directory.
///
/// # Errors
/// When the file or the store cannot be read; a bad line is named and nothing is taken.
pub fn directory(command: Directory) -> anyhow::Result<Outcome> {
    let Directory::Import { file, place } = command;
    tokio::runtime::Runtime::new()?.block_on(async {
        let bytes = std::fs::read(&file).map_err(|e| anyhow::anyhow!("{}: {e}", file.display()))?;
        let store = Store::open(&place.at()).await?;
        let app = App::new(
            store,
            Clock::System,
            World::Real,
            Settings {
                organisation: String::new(),
                origin: String::new(),
            },
        );
        let taken = service::import_directory(&app, &bytes, "operator").await;
        let outcome = match taken {
            Ok(rows) => {
                println!("{rows} rows taken");
                Outcome::Done
            }
            Err(no) => {
                eprintln!("{}: {}: {}", file.display(), no.field.unwrap_or_default(), no.detail);
                Outcome::Refused
            }
        };
        app.sequence().await?;
        app.store.close().await;
        Ok(outcome)
    })
}
