//! The commands of this module.

use std::path::PathBuf;

use super::{command_change, command_hidden, command_rank, command_report};

/// Verbs of this module.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Estimate how many are on no list, from counts of who is on which lists.
    Estimate(command_hidden::EstimateArgs),
    /// Compare the lists two by two, with Chao's lower bound and the sample coverage estimates.
    Pairs(command_hidden::PairsArgs),
    /// Test a series for a steady rise or fall (Mann-Kendall) and measure it (Sen's slope).
    MannKendall(InputArgs),
    /// Find the points at which the level of a series changes (PELT).
    Pelt(command_change::PeltArgs),
    /// Compare two rates of counted events.
    RateRatio(InputArgs),
    /// Odds ratios of 2x2 tables, with false-discovery control over all of them.
    OddsRatio(InputArgs),
    /// Rank shares or rates with their uncertainty.
    Rank(command_rank::RankArgs),
    /// Make the yearly report: PDF and HTML in four languages, public and restricted, CSV, SDMX-CSV and the trail of every figure.
    Report(command_report::ReportArgs),
}

/// A CSV file to read.
#[derive(Debug, clap::Args)]
pub struct InputArgs {
    /// CSV file; "-" reads standard input.
    #[arg(long)]
    pub input: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Runs one verb.
///
/// # Errors
/// Says what went wrong and where.
pub fn run(command: Command) -> anyhow::Result<crate::Outcome> {
    match command {
        Command::Estimate(args) => command_hidden::run_estimate(&args),
        Command::Pairs(args) => command_hidden::run_pairs(&args),
        Command::MannKendall(args) => command_change::mann_kendall(&args),
        Command::Pelt(args) => command_change::pelt(&args),
        Command::RateRatio(args) => command_change::rate_ratio(&args),
        Command::OddsRatio(args) => command_rank::odds_ratio(&args),
        Command::Rank(args) => command_rank::rank(&args),
        Command::Report(args) => command_report::run(&args),
    }
}
