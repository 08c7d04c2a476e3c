//! The commands of this module.

pub use super::hash_command::HashArgs;
pub use super::import_command::ImportArgs;
pub use super::list_commands::{ExportArgs, ListFormat, ListSource, ReadArgs};
pub use super::match_command::MatchArgs;

/// Match hashes of known pictures; hash files where they lie.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Find the hashes of lists that lie near the hashes of a query file.
    Match(MatchArgs),
    /// Hash files at the bureau: PDQ, MD5, SHA-1, SHA-256. Only hashes come out.
    Hash(HashArgs),
    /// Read a list in an exchange format and say what it holds.
    Read(ReadArgs),
    /// Take a list into a store.
    Import(ImportArgs),
    /// Write a list as Project VIC JSON.
    Export(ExportArgs),
}

/// Runs one verb.
///
/// # Errors
/// Says what went wrong and where.
pub fn run(command: Command) -> anyhow::Result<crate::Outcome> {
    match command {
        Command::Match(args) => super::match_command::run(&args),
        Command::Hash(args) => super::hash_command::run(&args),
        Command::Read(args) => super::list_commands::read(&args),
        Command::Import(args) => super::import_command::run(&args),
        Command::Export(args) => super::list_commands::export(&args),
    }
}
