//! `cordon trace generate`: made-up transfers of any size.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;

use anyhow::Context;
use cordon_asset_tracing::generate::Generator;
use indicatif::ProgressBar;

use crate::Outcome;

/// How large a world, and where to write it.
#[derive(Debug, clap::Args)]
pub(super) struct GenerateArgs {
    /// How many transfers.
    #[arg(long, value_name = "N")]
    transfers: u64,
    /// Among how many accounts.
    #[arg(long, value_name = "M")]
    accounts: u32,
    /// Same seed, same bytes.
    #[arg(long, value_name = "S")]
    seed: u64,
    /// Write the transfers here instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write opening balances here.
    #[arg(long, value_name = "FILE")]
    balances: Option<PathBuf>,
    /// Write what each planted theft carries under each rule here.
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

pub(super) fn run(args: &GenerateArgs) -> anyhow::Result<Outcome> {
    let generator = match Generator::new(args.transfers, args.accounts, args.seed) {
        Ok(generator) => generator,
        Err(bad) => {
            eprintln!("cordon: {bad}");
            return Ok(Outcome::Refused);
        }
    };
    let bar = if stderr().is_terminal() {
        ProgressBar::new(args.transfers)
    } else {
        ProgressBar::hidden()
    };
    let mut progress = |lines| bar.set_position(lines);
    match &args.out {
        Some(path) => generator
            .write_transfers(&mut create(path)?, &mut progress)
            .context(path.display().to_string())?,
        None => match generator.write_transfers(&mut stdout().lock(), &mut progress) {
            // A reader that closes the pipe, as `head` does, has what it wanted.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                return Ok(Outcome::Done);
            }
            result => result?,
        },
    }
    bar.finish_and_clear();
    if let Some(path) = &args.balances {
        generator
            .write_balances(&mut create(path)?)
            .context(path.display().to_string())?;
    }
    if let Some(path) = &args.truth {
        generator
            .write_truth(&mut create(path)?)
            .context(path.display().to_string())?;
    }
    writeln!(
        stderr(),
        "{} transfers, {} planted thefts",
        args.transfers,
        generator.thefts()
    )?;
    Ok(Outcome::Done)
}

fn create(path: &PathBuf) -> anyhow::Result<BufWriter<File>> {
    let file = File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(BufWriter::new(file))
}
