//! Every chore of this repository as one command: `cargo xtask test | browse | bench NAME | tour`.

mod bench;
mod browse;
mod cluster;
mod driver;
mod needs;
mod place;
mod recording;
mod served;
mod suite;
mod tour;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask CHORE
  test            install or start what the tests need, say what was done, and run them all
  bench NAME [..] measure: tracing, screening, screening-http, fingerprints, links, trends, notices, documents, store, session, tally
  browse          a real browser goes through the doors and pages as a person would
  tour            record docs/tour: the demonstration as SVG, six screenshots, accessibility findings";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let chore = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let done = match chore.as_deref() {
        Some("test") if rest.is_empty() => suite::run(),
        Some("bench") => bench::run(&rest),
        Some("browse") if rest.is_empty() => browse::run(),
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
