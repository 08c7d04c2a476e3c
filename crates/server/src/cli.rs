//! The command line: which module answers which verb, and what the exit status says.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked was done: exit status 0.
    Done,
    /// The answer is no, with its reason printed: exit status 1.
    Refused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => ExitCode::SUCCESS,
            Outcome::Refused => ExitCode::FAILURE,
        }
    }
}

/// Police cooperation across borders, in one program.
#[derive(Debug, Parser)]
#[command(name = "cordon", version, about)]
struct Cordon {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Play an invented night on the real program.
    Demo(crate::demo::Command),
    /// Found an organisation's store.
    Init(crate::operate::Init),
    /// Serve a founded store.
    Serve(crate::operate::Serve),
    /// Keep the bank directory.
    #[command(subcommand)]
    Directory(crate::operate::Directory),
    /// Read bank messages (camt.056, camt.029, pacs.004, pacs.008).
    #[command(subcommand)]
    Message(crate::messages::commands::Command),
    /// Trace stolen money through transfers under a named legal rule.
    Trace(crate::asset_tracing::commands::Command),
    /// Check a notice request against the model rulebook.
    #[command(subcommand)]
    Notice(crate::notices::commands::Command),
    /// Screen names and documents against lists.
    #[command(subcommand)]
    Screen(crate::screening::commands::Command),
    /// Put lists of persons in force.
    #[command(subcommand)]
    List(crate::screening::list_command::Command),
    /// Read and write the machine-readable zone of travel documents.
    #[command(subcommand)]
    Mrz(crate::screening::mrz::Command),
    /// Match hashes of known pictures; hash files where they lie.
    #[command(subcommand)]
    Fingerprint(crate::fingerprints::commands::Command),
    /// Find the cases that share a value.
    #[command(subcommand)]
    Links(crate::links::commands::Command),
    /// Trends, and estimates of what is not reported.
    #[command(subcommand)]
    Trends(crate::trends::commands::Command),
    /// Decide and tally the votes of an assembly.
    #[command(subcommand)]
    Assembly(crate::assembly::commands::Command),
    /// Check a paper; adopt the key under which papers are issued.
    #[command(subcommand)]
    Document(crate::documents::commands::Command),
    /// Verify the journal, print its checkpoint.
    #[command(subcommand)]
    Journal(crate::journal::commands::Command),
    /// Member countries and their profiles.
    #[command(subcommand)]
    Members(crate::members::commands::Command),
}

/// Reads the arguments, runs the verb, and gives the exit status: 0 done, 1 refused, 2 wrong use.
#[must_use]
pub fn main() -> ExitCode {
    let outcome = match Cordon::parse().verb {
        Verb::Demo(command) => crate::demo::run(command),
        Verb::Init(command) => crate::operate::init(command),
        Verb::Serve(command) => crate::operate::serve(command),
        Verb::Directory(command) => crate::operate::directory(command),
        Verb::Message(command) => crate::messages::commands::run(command),
        Verb::Trace(command) => crate::asset_tracing::commands::run(command),
        Verb::Notice(command) => crate::notices::commands::run(command),
        Verb::Screen(command) => crate::screening::commands::run(command),
        Verb::List(command) => crate::screening::list_command::run(command),
        Verb::Mrz(command) => crate::screening::mrz::run(command),
        Verb::Fingerprint(command) => crate::fingerprints::commands::run(command),
        Verb::Links(command) => crate::links::commands::run(command),
        Verb::Trends(command) => crate::trends::commands::run(command),
        Verb::Assembly(command) => crate::assembly::commands::run(command),
        Verb::Document(command) => crate::documents::commands::run(command),
        Verb::Journal(command) => crate::journal::commands::run(command),
        Verb::Members(command) => crate::members::commands::run(command),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            eprintln!("cordon: {error:#}");
            ExitCode::FAILURE
        }
    }
}
