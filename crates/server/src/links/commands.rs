//! The commands of this module.

pub use super::find_command::FindArgs;

/// Find the cases that share a value.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Find a value in the cases of the store or of a file, as a bureau may know them.
    Find(FindArgs),
}

/// Runs one verb.
///
/// # Errors
/// Says what went wrong and where.
pub fn run(command: Command) -> anyhow::Result<crate::Outcome> {
    match command {
        Command::Find(args) => super::find_command::run(&args),
    }
}
