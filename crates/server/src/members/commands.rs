//! The commands of this module.

/// Verbs of this module.
#[derive(Debug, clap::Subcommand)]
pub enum Command {}

/// Runs one verb.
///
/// # Errors
/// Says what went wrong and where.
pub fn run(command: Command) -> anyhow::Result<crate::Outcome> {
    match command {}
}
