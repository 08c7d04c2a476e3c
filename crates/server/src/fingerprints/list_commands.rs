//! `cordon fingerprint read` and `cordon fingerprint export`: lists in the exchange formats.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use cordon_fingerprints::Algorithm;
use cordon_fingerprints::exchange::vics::VicsFile;
use cordon_fingerprints::exchange::{ImportRefusal, Imported, LeftOut, icse, ncmec, plain, vics};
use cordon_fingerprints::lists::{Record, Standing, Tombstone, TrustRule, standing};
use serde::Serialize;

use crate::Outcome;

/// A format in which a list travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ListFormat {
    /// NCMEC hash sharing v2, XML.
    Ncmec,
    /// Project VIC 1.3 or 2.0, JSON.
    Vics,
    /// The semicolon table of ICSE hash exports.
    Icse,
    /// One `hex[,quality][,id]` a line.
    Plain,
}

/// Where a list comes from.
#[derive(Debug, clap::Args)]
pub struct ListSource {
    /// The list's file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Its format.
    #[arg(long)]
    format: ListFormat,
    /// The name under which its records stand here.
    #[arg(long, default_value = "list")]
    list: String,
    /// Region of the categories, where a VICS file names none.
    #[arg(long)]
    region: Option<String>,
    /// Algorithm of a plain list.
    #[arg(long, default_value = "pdq")]
    algorithm: Algorithm,
}

/// Arguments of `fingerprint read`.
#[derive(Debug, clap::Args)]
pub struct ReadArgs {
    #[command(flatten)]
    source: ListSource,
    /// One JSON object a record, withdrawal, or hash left out.
    #[arg(long)]
    json: bool,
}

/// Arguments of `fingerprint export`.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    source: ListSource,
}

#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
enum Item<'a> {
    Record {
        #[serde(flatten)]
        record: &'a Record,
        standing: Standing,
    },
    Withdrawal(&'a Tombstone),
    LeftOut(&'a LeftOut),
}

pub(super) fn read(args: &ReadArgs) -> anyhow::Result<Outcome> {
    let imported = match vics_or_other(&args.source)? {
        Listed::Vics(file) => file.imported,
        Listed::Other(imported) => imported,
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.json {
        let records = imported.records.iter().map(|record| Item::Record {
            record,
            standing: standing(&record.votes, TrustRule::default()),
        });
        let items = records
            .chain(imported.tombstones.iter().map(Item::Withdrawal))
            .chain(imported.left_out.iter().map(Item::LeftOut));
        for item in items {
            serde_json::to_writer(&mut out, &item)?;
            out.write_all(b"\n")?;
        }
    } else {
        let hashes: usize = imported.records.iter().map(|record| record.prints.len()).sum();
        writeln!(
            out,
            "{} records with {hashes} hashes, {} withdrawals, {} hashes left out",
            imported.records.len(),
            imported.tombstones.len(),
            imported.left_out.len()
        )?;
        for left in &imported.left_out {
            writeln!(out, "  left out: {} {}: {}", left.record, left.field, left.reason)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Writes the list as VICS on standard output: a VICS file as it came, others as a hash set of version 2.0.
pub(super) fn export(args: &ExportArgs) -> anyhow::Result<Outcome> {
    let file = match vics_or_other(&args.source)? {
        Listed::Vics(file) => *file,
        Listed::Other(imported) => {
            let region = args
                .source
                .region
                .as_deref()
                .ok_or_else(|| anyhow!("give --region: a VICS file's categories belong to a region"))?;
            let mut set = VicsFile::hash_set(region);
            set.imported = imported;
            set
        }
    };
    println!("{}", serde_json::to_string_pretty(&file.write())?);
    Ok(Outcome::Done)
}

enum Listed {
    Vics(Box<VicsFile>),
    Other(Imported),
}

fn vics_or_other(source: &ListSource) -> anyhow::Result<Listed> {
    let path = source.file.as_path();
    let bytes = std::fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let listed = match source.format {
        ListFormat::Vics => {
            vics::read(&bytes, &source.list, source.region.as_deref()).map(|file| Listed::Vics(Box::new(file)))
        }
        ListFormat::Ncmec => ncmec::read(&bytes, &source.list).map(Listed::Other),
        ListFormat::Icse => icse::read(&bytes, &source.list).map(Listed::Other),
        ListFormat::Plain => plain::read(&bytes, &source.list, source.algorithm).map(Listed::Other),
    };
    listed.map_err(|refusal| named(path, &refusal))
}

fn named(path: &Path, refusal: &ImportRefusal) -> anyhow::Error {
    anyhow!("{}: {refusal} [{}]", path.display(), refusal.code())
}
