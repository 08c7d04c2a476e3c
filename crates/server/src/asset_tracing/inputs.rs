//! What the arguments of `cordon trace` name: files, claims, stops, the minimum, the end.

use std::io::{IsTerminal, Read, stderr};
use std::path::Path;

use anyhow::{Context, anyhow};
use clap::error::ErrorKind;
use cordon_asset_tracing::input::balances;
use cordon_asset_tracing::input::description::InputDescription;
use cordon_asset_tracing::input::lists::{self, WantedClaim};
use cordon_asset_tracing::input::load::{LoadOptions, Loaded};
use cordon_asset_tracing::input::open::open;
use cordon_asset_tracing::names::AccountNumber;
use cordon_asset_tracing::transfers::Transfers;
use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::TraceArgs;
use super::commands::source;

/// Reads the transfers and the balances; says on standard error what was guessed, before it is used.
pub(super) fn load(args: &TraceArgs) -> anyhow::Result<(Loaded, InputDescription)> {
    let path = args
        .transfers
        .as_deref()
        .ok_or_else(|| anyhow!("--transfers is missing"))?;
    let name = path.display().to_string();
    let names = args.columns.clone().unwrap_or_default();
    let opened = open(source(path)?, &names, args.scale).with_context(|| name.clone())?;
    if opened.reading.guessed {
        eprintln!("cordon: {name}: {}", opened.reading);
    }
    let size = std::fs::metadata(path)
        .ok()
        .filter(std::fs::Metadata::is_file)
        .map(|facts| facts.len());
    let options = LoadOptions {
        lenient: args.lenient,
        currency: args.currency.as_deref().map(str::to_ascii_uppercase),
        size,
        ..LoadOptions::new(args.scale)
    };
    let bar = progress_bar(size);
    let reading = opened.reading.clone();
    let mut loaded = opened
        .load(&options, &mut |bytes| bar.set_position(bytes))
        .with_context(|| name.clone())?;
    bar.finish_and_clear();
    if loaded.set_aside > 0 {
        eprintln!("cordon: {name}: {} bad lines set aside", loaded.set_aside);
        for line in loaded.described.iter().take(20) {
            eprintln!(
                "cordon: {name}: line {} (data line {}) {}",
                line.line, line.row, line.fault
            );
        }
    }
    if loaded.newest_first {
        eprintln!("cordon: {name}: the newest line stands first, so the file was read from its end");
    }
    load_balances(args, &mut loaded)?;
    loaded.transfers.check_balances().with_context(|| name)?;
    let description = InputDescription::new(&reading, &loaded);
    Ok((loaded, description))
}

fn load_balances(args: &TraceArgs, loaded: &mut Loaded) -> anyhow::Result<()> {
    let Some(path) = &args.balances else {
        return Ok(());
    };
    let name = path.display().to_string();
    let names = args.balance_columns.clone().unwrap_or_default();
    let currency = args.currency.as_deref().map(str::to_ascii_uppercase);
    let bytes = read(path)?;
    let found = balances::load(&bytes, &names, &mut loaded.transfers, currency.as_deref(), args.lenient)
        .with_context(|| name.clone())?;
    if found.guessed {
        eprintln!(
            "cordon: {name}: account=`{}` balance=`{}`",
            found.columns.0, found.columns.1
        );
    }
    for line in &found.set_aside {
        eprintln!(
            "cordon: {name}: line {} (data line {}) {}",
            line.line, line.row, line.fault
        );
    }
    loaded.set_aside += found.set_aside.len() as u64;
    loaded.described.extend(found.set_aside);
    Ok(())
}

fn progress_bar(size: Option<u64>) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = size.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source(path)?
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(bytes)
}

/// The claims as given: on the command line or in a file.
pub(super) fn claims(args: &TraceArgs, transfers: &Transfers) -> anyhow::Result<Vec<WantedClaim>> {
    if let Some(path) = &args.claims {
        let claims = lists::claims(&read(path)?, args.scale);
        return claims.with_context(|| path.display().to_string());
    }
    let exists = |id: &str| transfers.claims(&[(id.to_owned(), None)], None).is_ok();
    let parse = |text: &String| {
        lists::parse_claim(text, args.scale, exists).unwrap_or_else(|fault| {
            wrong_use(&format!("--claim {text}: the amount after `=` {fault}"));
        })
    };
    Ok(args.claim.iter().map(parse).collect())
}

/// The accounts of the stop list that occur in the transfers.
pub(super) fn stops(args: &TraceArgs, transfers: &Transfers) -> anyhow::Result<Vec<AccountNumber>> {
    let Some(path) = &args.stop else {
        return Ok(Vec::new());
    };
    let names = lists::accounts(&read(path)?).with_context(|| path.display().to_string())?;
    Ok(names.iter().flat_map(|name| transfers.names().pockets(name)).collect())
}

/// The minimum in minor units; zero without one.
pub(super) fn minimum(args: &TraceArgs) -> i64 {
    let Some(text) = &args.min else { return 0 };
    args.scale
        .parse(text.as_bytes())
        .unwrap_or_else(|fault| wrong_use(&format!("--min {text} {fault}")))
}

/// The end in the file's own kind of time.
pub(super) fn until(args: &TraceArgs, transfers: &Transfers) -> anyhow::Result<Option<i64>> {
    let Some(text) = &args.until else {
        return Ok(None);
    };
    let parsed = transfers.times().parse(text);
    parsed.map(Some).map_err(|fault| anyhow!("--until `{text}` {fault}"))
}

/// Ends the program with status 2, as the argument parser does.
fn wrong_use(message: &str) -> ! {
    clap::Error::raw(ErrorKind::ValueValidation, format!("{message}\n")).exit()
}
