//! `cordon mrz`: machine-readable zones of travel documents, read and written.

use std::io::Read;
use std::path::PathBuf;

use anyhow::Context;
use cordon_screening::mrz::{Draft, Format, Mode, Reading, read, write};

use crate::Outcome;

/// Verbs of `cordon mrz`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Read a zone from a file or standard input.
    Read(ReadArgs),
    /// Write a zone from plain fields.
    Write(WriteArgs),
}

/// Arguments of `cordon mrz read`.
#[derive(Debug, clap::Args)]
pub struct ReadArgs {
    /// File with the lines of the zone; `-` or nothing for standard input.
    file: Option<PathBuf>,
    /// Mend what optical readers confuse, and report each correction.
    #[arg(long)]
    lenient: bool,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Arguments of `cordon mrz write`.
#[derive(Debug, clap::Args)]
pub struct WriteArgs {
    /// TD1, TD2, TD3, MRV-A or MRV-B.
    #[arg(long)]
    format: String,
    /// Document code, one or two letters.
    #[arg(long)]
    document_code: String,
    /// Issuing state, up to three letters.
    #[arg(long)]
    issuer: String,
    /// Document number.
    #[arg(long)]
    number: String,
    /// Nationality, up to three letters.
    #[arg(long)]
    nationality: String,
    /// YYMMDD; unknown parts as `<<`.
    #[arg(long)]
    birth_date: String,
    /// M, F, or left out.
    #[arg(long, default_value = "")]
    sex: String,
    /// YYMMDD, or left out where the document does not expire.
    #[arg(long, default_value = "")]
    expiry_date: String,
    /// Optional data.
    #[arg(long, default_value = "")]
    optional: String,
    /// Primary identifier.
    #[arg(long)]
    surname: String,
    /// Secondary identifier.
    #[arg(long, default_value = "")]
    given_names: String,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs one verb.
///
/// # Errors
/// Says what went wrong and where.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Read(args) => read_zone(&args),
        Command::Write(args) => write_zone(&args),
    }
}

/// Nothing longer than this is a zone; the rest of a stream is not read.
const MOST_BYTES: u64 = 64 * 1024;

fn read_zone(args: &ReadArgs) -> anyhow::Result<Outcome> {
    let mut bytes = Vec::new();
    match args.file.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(path) => std::fs::File::open(path)
            .and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes))
            .with_context(|| format!("cannot read {}", path.display()))?,
        None => std::io::stdin()
            .take(MOST_BYTES)
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?,
    };
    let mode = if args.lenient { Mode::Lenient } else { Mode::Strict };
    let reading = read(&String::from_utf8_lossy(&bytes), mode);
    if args.json {
        println!("{}", serde_json::to_string(&reading)?);
    } else {
        print_reading(&reading);
    }
    for problem in &reading.problems {
        let at = if problem.line == 0 {
            String::new()
        } else {
            format!("line {}, column {}: ", problem.line, problem.column)
        };
        eprintln!("cordon: {at}{}", problem.message);
    }
    Ok(if reading.valid { Outcome::Done } else { Outcome::Refused })
}

fn print_reading(reading: &Reading) {
    println!("format          {}", reading.format.map_or("none", Format::name));
    println!("valid           {}", if reading.valid { "yes" } else { "no" });
    let fields = &reading.fields;
    for (label, value) in [
        ("document code", &fields.document_code),
        ("issuer", &fields.issuer),
        ("number", &fields.number),
        ("surname", &fields.surname),
        ("given names", &fields.given_names),
        ("nationality", &fields.nationality),
        ("birth date", &fields.birth_date),
        ("sex", &fields.sex),
        ("expiry date", &fields.expiry_date),
        ("optional", &fields.optional),
    ] {
        println!("{label:<15} {value}");
    }
    if reading.truncated {
        println!("the name fills its field: it may be cut");
    }
    for correction in &reading.corrections {
        println!(
            "corrected       line {}, column {}: {:?} to {:?}",
            correction.line, correction.column, correction.read, correction.corrected
        );
    }
}

fn write_zone(args: &WriteArgs) -> anyhow::Result<Outcome> {
    let Some(format) = Format::ALL
        .into_iter()
        .find(|format| format.name().eq_ignore_ascii_case(&args.format))
    else {
        anyhow::bail!("unknown format {:?}: give TD1, TD2, TD3, MRV-A or MRV-B", args.format);
    };
    let draft = Draft {
        document_code: args.document_code.clone(),
        issuer: args.issuer.clone(),
        number: args.number.clone(),
        nationality: args.nationality.clone(),
        birth_date: args.birth_date.clone(),
        sex: args.sex.clone(),
        expiry_date: args.expiry_date.clone(),
        optional: args.optional.clone(),
        surname: args.surname.clone(),
        given_names: args.given_names.clone(),
    };
    match write(format, &draft) {
        Ok(lines) if args.json => println!("{}", serde_json::json!({ "format": format, "lines": lines })),
        Ok(lines) => println!("{}", lines.join("\n")),
        Err(refusal) => {
            if args.json {
                println!(
                    "{}",
                    serde_json::json!({ "code": refusal.code(), "message": refusal.to_string() })
                );
            }
            eprintln!("cordon: {refusal}");
            return Ok(Outcome::Refused);
        }
    }
    Ok(Outcome::Done)
}
