//! `cordon links find`: a value in, the cases that share it out, as the reader may know them.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use cordon_links::normalise::{LinkValue, Locale, Strength, ValueKind, guess, normalise};
use cordon_links::{Found, KeyMaker, LARGEST_PAGE, Page};
use cordon_store::{Store, StoreAt};
use cordon_vocabulary::{BureauId, CaseRef};
use serde::Serialize;

use super::value_file;
use crate::Outcome;
use crate::app::{App, Settings, World};
use crate::clock::Clock;
use crate::journal::act::{By, seal};

/// Arguments of `links find`.
#[derive(Debug, clap::Args)]
pub struct FindArgs {
    /// The value, in any usual spelling.
    #[arg(allow_hyphen_values = true)]
    value: String,
    /// Link values, one JSON object a line: case, kind, value, owner, readers, hit_only, module, role. Without it, the
    /// store is searched.
    #[arg(long, value_name = "FILE.jsonl")]
    from: Option<PathBuf>,
    /// The folder of the store.
    #[arg(long, env = "CORDON_STORE", default_value = "cordon-store")]
    store: PathBuf,
    /// A PostgreSQL address; without it the embedded store is used.
    #[arg(long, env = "CORDON_POSTGRES")]
    postgres: Option<String>,
    /// Answer as this bureau may know it; without it, as the operator, who reads everything.
    #[arg(long = "as", value_name = "BUREAU", value_parser = bureau)]
    reader: Option<BureauId>,
    /// The value's kind: account, telephone, email, wallet, document, address, hash or name. Guessed without it.
    #[arg(long)]
    kind: Option<ValueKind>,
    /// Country calling code for national telephone numbers, digits only.
    #[arg(long, value_name = "DIGITS")]
    calling_code: Option<String>,
    /// Cases on a page.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=LARGEST_PAGE as i64))]
    page_size: u16,
    /// Go on after this case (needs --kind where the value may be of several).
    #[arg(long, value_name = "CASE", value_parser = case)]
    after: Option<CaseRef>,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

fn bureau(text: &str) -> Result<BureauId, String> {
    BureauId::parse(text).map_err(|fault| fault.to_string())
}

fn case(text: &str) -> Result<CaseRef, String> {
    CaseRef::parse(text).map_err(|fault| fault.to_string())
}

#[derive(Debug, Serialize)]
struct Answer {
    value: String,
    links: Vec<KindAnswer>,
}

#[derive(Debug, Serialize)]
struct KindAnswer {
    kind: ValueKind,
    canonical: String,
    strength: Strength,
    #[serde(flatten)]
    found: Found,
}

pub(super) fn run(args: &FindArgs) -> anyhow::Result<Outcome> {
    let locale = Locale {
        calling_code: args.calling_code.clone(),
    };
    let wanted = wanted(args, &locale)?;
    let page = Page {
        after: args.after.clone(),
        size: usize::from(args.page_size),
    };
    let links = match &args.from {
        Some(file) => in_file(args, file, &locale, wanted, &page)?,
        None => tokio::runtime::Runtime::new()?.block_on(in_store(args, wanted, &page))?,
    };
    let answer = Answer {
        value: args.value.clone(),
        links,
    };
    if args.json {
        println!("{}", serde_json::to_string(&answer)?);
    } else {
        print(&answer);
    }
    Ok(Outcome::Done)
}

/// Searches the store itself. To look is an act: it is in the journal before the answer is given.
async fn in_store(args: &FindArgs, wanted: Vec<LinkValue>, page: &Page) -> anyhow::Result<Vec<KindAnswer>> {
    let at = match &args.postgres {
        Some(url) => StoreAt::Postgres {
            url: url.clone(),
            keys: args.store.clone(),
        },
        None => StoreAt::Sqlite(args.store.clone()),
    };
    // Opening for reading says where there is no store, and makes none.
    Store::open_read_only(&at)
        .await
        .with_context(|| {
            format!(
                "{}: no store to search; give --store FOLDER or --from FILE.jsonl",
                args.store.display()
            )
        })?
        .close()
        .await;
    let store = Store::open(&at)
        .await
        .context("while a server holds the store, search on its page or at GET /v1/links")?;
    let world = match store.meta("world").await?.as_deref() {
        Some("demo") => World::Demo,
        _ => World::Real,
    };
    let settings = Settings {
        organisation: String::new(),
        origin: String::new(),
    };
    let app = App::new(store, Clock::System, world, settings);
    let found = searched(&app, args, wanted, page).await;
    app.sequence().await?;
    app.store.close().await;
    found
}

async fn searched(app: &App, args: &FindArgs, wanted: Vec<LinkValue>, page: &Page) -> anyhow::Result<Vec<KindAnswer>> {
    let no = |no: crate::answer::No| anyhow!("{} [{}]", no.detail, no.code);
    let bureau = args.reader.as_ref().map_or("HQ", BureauId::as_str);
    let by = By::named("operator", bureau, "search links").map_err(no)?;
    let mut sealed = Vec::new();
    seal(&mut sealed, &args.value).map_err(no)?;
    let entry = by.entry(
        app,
        "links.searched",
        None,
        serde_json::json!({"as": args.reader}),
        sealed,
    );
    app.apply(cordon_store::Change::new(entry)).await?;
    super::follow::run(app).await.map_err(no)?;
    let found = super::service::find_for(app, args.reader.as_ref(), wanted, page)
        .await
        .map_err(no)?;
    Ok(found
        .into_iter()
        .map(|answer| KindAnswer {
            kind: answer.value.kind,
            canonical: answer.value.canonical,
            strength: answer.value.strength,
            found: answer.found,
        })
        .collect())
}

/// Searches a file of link values.
fn in_file(
    args: &FindArgs,
    from: &Path,
    locale: &Locale,
    wanted: Vec<LinkValue>,
    page: &Page,
) -> anyhow::Result<Vec<KindAnswer>> {
    let mut secret = [0_u8; 32];
    // The index lives as long as this command: any secret does.
    getrandom::fill(&mut secret).map_err(|error| anyhow!("no random numbers: {error}"))?;
    let keys = KeyMaker::new(&secret);
    let file = value_file::read(from, &keys, locale)?;
    let rights = file.rights(args.reader.as_ref());
    let mut links = Vec::new();
    for value in wanted {
        let found = file.index.find(keys.key(&value), &rights, page)?;
        links.push(KindAnswer {
            kind: value.kind,
            canonical: value.canonical,
            strength: value.strength,
            found,
        });
    }
    Ok(links)
}

fn wanted(args: &FindArgs, locale: &Locale) -> anyhow::Result<Vec<LinkValue>> {
    let values = match args.kind {
        Some(kind) => normalise(kind, &args.value, locale).map(|value| vec![value]),
        None => guess(&args.value, locale),
    };
    let mut values = values.map_err(|fault| anyhow!("VALUE: {fault} [{}]", fault.code()))?;
    values.sort_by_key(|value| value.kind);
    Ok(values)
}

fn print(answer: &Answer) {
    for link in &answer.links {
        let found = &link.found;
        println!("{} {}: {} readable case(s)", link.kind, link.canonical, found.count);
        if let Some(common) = &found.common {
            println!("  common value: {:?} {}", common.reason, common.note);
        }
        for shared in &found.cases {
            let places: Vec<String> = shared
                .places
                .iter()
                .map(|place| format!("{} {}", place.module, place.role).trim().to_owned())
                .collect();
            println!("  {}  {}", shared.case, places.join("; "));
        }
        if found.more {
            println!("  more: go on with --after and the last case");
        }
        if found.elsewhere {
            println!("  a link exists elsewhere: ask its owner");
        }
    }
}
