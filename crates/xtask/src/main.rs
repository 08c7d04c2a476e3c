//! Every chore of this repository as one command: `cargo xtask test | bench NAME | tour`.

mod bench;
mod cluster;
mod needs;
mod place;
mod recording;
mod suite;
mod tour;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask CHORE
  test            install or start what the tests need, say what was done, and run them all
  bench NAME [..] measure: tracing, screening, fingerprints, links, trends, notices, store, assembly
  tour            record docs/tour: the demonstration as SVG, six screenshots, accessibility findings";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let chore = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let done = match chore.as_deref() {
        Some("test") if rest.is_empty() => suite::run(),
        Some("bench") => bench::run(&rest),
        Some("tour") if rest.is_empty() => tour::run(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
