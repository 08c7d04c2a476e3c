//! The arguments of `cordon trace`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use cordon_asset_tracing::amount::Scale;
use cordon_asset_tracing::input::reading::{BalanceColumnNames, ColumnNames};
use cordon_asset_tracing::rules::Rule;

/// What to trace, and how.
#[derive(Debug, Args)]
pub(super) struct TraceArgs {
    /// Transfers or an account statement (CSV; `-` for standard input).
    #[arg(long, value_name = "FILE", required = true)]
    pub(super) transfers: Option<PathBuf>,
    /// Which column is what: id=…,time=…,from=…,to=…,amount=…,currency=…,to_amount=…,to_currency=…
    #[arg(long, value_name = "LIST")]
    pub(super) columns: Option<ColumnNames>,
    /// Opening balances; accounts without one open at zero.
    #[arg(long, value_name = "FILE")]
    pub(super) balances: Option<PathBuf>,
    /// Which column of the balances is what: account=…,balance=…
    #[arg(long, value_name = "LIST", requires = "balances")]
    pub(super) balance_columns: Option<BalanceColumnNames>,
    /// A stolen transfer, or the part of it that was stolen. May be repeated.
    #[arg(
        long,
        value_name = "TRANSFER_ID[=AMOUNT]",
        required_unless_present = "claims",
        conflicts_with = "claims"
    )]
    pub(super) claim: Vec<String>,
    /// A file of claims, one a line: id or id,amount.
    #[arg(long, value_name = "FILE")]
    pub(super) claims: Option<PathBuf>,
    /// fifo, lifo, pro-rata, lowest-balance, taint-first, poison, or all.
    #[arg(long, value_name = "RULE", required_unless_present = "reach", value_parser = rules)]
    pub(super) rule: Option<Rules>,
    /// Who keeps a unit that two claims meet on.
    #[arg(long, value_enum, default_value = "newest")]
    pub(super) meeting: MeetingArg,
    /// What to do when an account that was ever tainted pays more than it holds.
    #[arg(long, value_enum, default_value = "gap")]
    pub(super) overdraft: OverdraftArg,
    /// Decimals of amounts.
    #[arg(long, default_value = "2", value_parser = scale)]
    pub(super) scale: Scale,
    /// The currency of the trace, and of lines that state none.
    #[arg(long, value_name = "CODE")]
    pub(super) currency: Option<String>,
    /// Accounts beyond which nothing is followed, one a line.
    #[arg(long, value_name = "FILE")]
    pub(super) stop: Option<PathBuf>,
    /// Transfers that carry less tainted money than this are not followed.
    #[arg(long, value_name = "AMOUNT")]
    pub(super) min: Option<String>,
    /// Look at transfers up to and including this time.
    #[arg(long, value_name = "TIME")]
    pub(super) until: Option<String>,
    /// In reach, a transfer leads on only to strictly later ones.
    #[arg(long)]
    pub(super) strict: bool,
    /// How to run: the result is the same.
    #[arg(long, value_enum, default_value = "auto")]
    pub(super) plan: PlanArg,
    /// List only so many accounts.
    #[arg(long, value_name = "N")]
    pub(super) top: Option<usize>,
    /// Sums without lists (accounts are listed when --top is given).
    #[arg(long)]
    pub(super) summary: bool,
    /// Set bad lines aside and report them.
    #[arg(long)]
    pub(super) lenient: bool,
    /// The supporting path of an account or a transfer: NAME, account:NAME or transfer:ID. May be repeated.
    #[arg(long, value_name = "TARGET")]
    pub(super) path: Vec<String>,
    /// The accounts that the money could have reached in time, whatever the rule.
    #[arg(long)]
    pub(super) reach: bool,
    /// The freeze list: accounts by the taint still there, then by how fast it leaves.
    #[arg(long)]
    pub(super) freeze: bool,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Rules {
    One(Rule),
    All,
}

fn rules(text: &str) -> Result<Rules, String> {
    if text == "all" {
        return Ok(Rules::All);
    }
    text.parse()
        .map(Rules::One)
        .map_err(|unknown| format!("{unknown}, all"))
}

fn scale(text: &str) -> Result<Scale, String> {
    let decimals = text.parse().ok().and_then(Scale::new);
    decimals.ok_or_else(|| format!("the scale is a whole number from 0 to {}", Scale::MAX))
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum MeetingArg {
    Newest,
    Oldest,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum OverdraftArg {
    Gap,
    Refuse,
    Clean,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum PlanArg {
    Auto,
    Scan,
    Frontier,
}
