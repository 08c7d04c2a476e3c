//! `cordon assembly`: decide a count, tally a file of votes.

use std::fs::File;
use std::io::{BufWriter, ErrorKind as IoErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::error::ErrorKind;
use cordon_assembly::majority::{Count, Hall, Majority, Undecidable, Verdict, decide, margins};
use cordon_assembly::quorum::Quorum;
use cordon_assembly::tally::{BallotTally, TallyError, tally};
use serde_json::json;

use crate::Outcome;
use crate::assembly::certificates::{Paper, findings};

/// Verbs of this module.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Decide one vote from its counts, with the arithmetic.
    Decide(Decide),
    /// Tally the votes of a CSV file (ballot_id,member,vote), one line per ballot.
    Tally(Tally),
    /// Check the certificate of a ballot: its arithmetic, its digest, its signature. Every finding is listed.
    Verify(Verify),
}

/// A certificate as it was downloaded.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// JSON file with the certificate, its signed note and the key.
    #[arg(long)]
    certificate: PathBuf,
    /// The journal's verifier key from a source of your own; without it, the key that the file names.
    #[arg(long)]
    key: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Counts of one vote.
#[derive(Debug, clap::Args)]
pub struct Decide {
    /// simple, two-thirds-cast or two-thirds-members
    #[arg(long)]
    rule: Majority,
    /// Votes for.
    #[arg(long, allow_negative_numbers = true)]
    yes: i128,
    /// Votes against.
    #[arg(long, allow_negative_numbers = true)]
    no: i128,
    /// Abstentions.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    abstain: i128,
    /// Members of the organisation.
    #[arg(long, required_if_eq("rule", "two-thirds-members"), allow_negative_numbers = true)]
    members: Option<i128>,
    /// Members entitled to vote now.
    #[arg(long, allow_negative_numbers = true)]
    entitled: Option<i128>,
    /// Entitled members present; without it, those who voted count as present.
    #[arg(long, allow_negative_numbers = true)]
    present: Option<i128>,
    /// none, majority-members, majority-entitled, or a fraction such as 1/3 (of the members where their number is
    /// given, otherwise of the entitled), 1/3-members, 1/3-entitled
    #[arg(long, default_value = "none")]
    quorum: Quorum,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// A file of votes and the rule that decides them.
#[derive(Debug, clap::Args)]
pub struct Tally {
    /// CSV file with the columns ballot_id,member,vote; vote is yes, no or abstain.
    #[arg(long)]
    votes: PathBuf,
    /// simple, two-thirds-cast or two-thirds-members
    #[arg(long)]
    rule: Majority,
    /// Members of the organisation.
    #[arg(long, required_if_eq("rule", "two-thirds-members"))]
    members: Option<u64>,
    /// Print one JSON object per ballot.
    #[arg(long)]
    json: bool,
}

/// Runs one verb.
///
/// # Errors
/// Says which file could not be read.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Decide(arguments) => run_decide(&arguments),
        Command::Tally(arguments) => run_tally(&arguments),
        Command::Verify(arguments) => run_verify(&arguments),
    }
}

fn run_decide(arguments: &Decide) -> anyhow::Result<Outcome> {
    let (count, hall) = match figures(arguments) {
        Ok(figures) => figures,
        Err(why) => return refuse(arguments.json, "impossible-count", &why),
    };
    match decide(arguments.rule, count, hall, arguments.quorum) {
        Ok(verdict) if arguments.json => println!("{}", serde_json::to_string(&verdict)?),
        Ok(verdict) => print_verdict(arguments.rule, count, hall, &verdict),
        Err(reason @ Undecidable::BaseMissing { .. }) => wrong_use(&reason.to_string()),
        Err(reason) => return refuse(arguments.json, reason.code(), &reason.to_string()),
    }
    Ok(Outcome::Done)
}

fn figures(arguments: &Decide) -> Result<(Count, Hall), String> {
    let optional = |name, figure: Option<i128>| figure.map(|figure| natural(name, figure)).transpose();
    let count = Count {
        yes: natural("--yes", arguments.yes)?,
        no: natural("--no", arguments.no)?,
        abstain: natural("--abstain", arguments.abstain)?,
    };
    let hall = Hall {
        members: optional("--members", arguments.members)?,
        entitled: optional("--entitled", arguments.entitled)?,
        present: optional("--present", arguments.present)?,
    };
    Ok((count, hall))
}

fn natural(name: &str, figure: i128) -> Result<u64, String> {
    u64::try_from(figure).map_err(|_| {
        format!(
            "impossible count: {name} {figure} is not a number of votes or members between 0 and {}",
            u64::MAX
        )
    })
}

fn print_verdict(rule: Majority, count: Count, hall: Hall, verdict: &Verdict) {
    println!(
        "{}: {}",
        if verdict.carried { "carried" } else { "not carried" },
        verdict.why
    );
    println!("threshold {} on a base of {}", verdict.threshold, verdict.base);
    for margin in margins(count, hall.members) {
        let mark = if margin.majority == rule {
            "decides"
        } else {
            "for comparison"
        };
        let reached = if margin.reached { "reached" } else { "not reached" };
        println!(
            "  {}: {reached}, {} [{mark}]",
            margin.majority.measure(),
            margin.arithmetic
        );
    }
}

fn run_tally(arguments: &Tally) -> anyhow::Result<Outcome> {
    match tally(open(&arguments.votes)?, arguments.rule, arguments.members) {
        Ok(ballots) => {
            print_ballots(&ballots, arguments.json)?;
            if ballots.is_empty() {
                eprintln!("cordon: {} holds no votes", arguments.votes.display());
            }
            Ok(Outcome::Done)
        }
        Err(TallyError::Unreadable(error)) => {
            Err(error).with_context(|| format!("reading {}", arguments.votes.display()))
        }
        Err(refusal) => {
            let why = format!("{}: {refusal}", arguments.votes.display());
            refuse(arguments.json, refusal.code(), &why)
        }
    }
}

fn run_verify(arguments: &Verify) -> anyhow::Result<Outcome> {
    let path = arguments.certificate.display();
    let text = std::fs::read_to_string(&arguments.certificate).with_context(|| format!("reading {path}"))?;
    let paper: Paper = match serde_json::from_str(&text) {
        Ok(paper) => paper,
        Err(error) => {
            return refuse(
                arguments.json,
                "unreadable",
                &format!("{path}: no certificate: {error}"),
            );
        }
    };
    let found = match findings(&paper, arguments.key.as_deref()) {
        Ok(found) => found,
        Err(why) => return refuse(arguments.json, "key", &why),
    };
    let ballot = paper.certificate.ballot;
    if arguments.json {
        println!(
            "{}",
            json!({"session": paper.session, "ballot": ballot, "holds": found.is_empty(), "findings": found})
        );
    } else if found.is_empty() {
        println!(
            "ballot {ballot} of {}: the certificate holds, signed by {}",
            paper.session, paper.key
        );
    }
    for finding in &found {
        eprintln!("cordon: ballot {ballot}: {finding}");
    }
    Ok(if found.is_empty() {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path).with_context(|| format!("opening the votes {}", path.display()))
}

/// A reader that closes the pipe early has seen enough: that is no error.
fn print_ballots(ballots: &[BallotTally], as_json: bool) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = ballots
        .iter()
        .try_for_each(|ballot| write_ballot(&mut out, ballot, as_json));
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != IoErrorKind::BrokenPipe => Err(error).context("printing the tally"),
        _ => Ok(()),
    }
}

fn write_ballot(out: &mut impl Write, ballot: &BallotTally, as_json: bool) -> std::io::Result<()> {
    if as_json {
        serde_json::to_writer(&mut *out, ballot)?;
        return writeln!(out);
    }
    let BallotTally {
        ballot_id,
        yes,
        no,
        abstain,
        carried,
        why,
    } = ballot;
    let result = if *carried { "carried" } else { "not carried" };
    writeln!(
        out,
        "{ballot_id}: yes {yes}, no {no}, abstain {abstain}: {result}: {why}"
    )
}

/// A refusal is told to the person on standard error, and to the program that asked for JSON on standard output too.
fn refuse(as_json: bool, code: &str, why: &str) -> anyhow::Result<Outcome> {
    if as_json {
        println!("{}", json!({ "refused": code, "why": why }));
    }
    eprintln!("cordon: {why}");
    Ok(Outcome::Refused)
}

fn wrong_use(why: &str) -> ! {
    clap::Error::raw(ErrorKind::MissingRequiredArgument, format!("{why}\n")).exit()
}
